"""Finds the glossary's terms in text, as a reader would.

`TermMatcher` is made once for a glossary and then asked about any number of texts; it knows nothing
of Markdown or HTML. A name is found in any capitals, in the plural, in UK or US spelling, with
spaces, hyphens or one line break between its words. An abbreviation is found in its own capitals
only. Where names overlap, the longest wins: "extramedullary hematopoiesis" is never a place of
"hematopoiesis". `not_in` phrases and older names stand in the way of shorter names like any other
name. Words to search by (`search_only`) are never looked at.

Two things need the whole page, so its texts are given together (`find_on_page`):

* An abbreviation of one or two letters may mean much else. It counts only on a page that expands
  it: "hereditary spherocytosis (HS)", or "CT scan" for CT.
* A term that has a `qualifier`, such as window (CT), is an everyday word. It counts only on a page
  that says the qualifier as well, where that is an abbreviation or a name of another term.

Names are kept by their folded words, so the cost is that of the text: a look-up for each word,
whatever the number of terms.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from plainleaf.model.term import Term
from plainleaf.text.word_forms import fold, name_forms

SHORT: Final = 2
"""An abbreviation of so few letters may mean much else."""

ALTERING: Final = frozenset(
    ("a", "an", "anti", "dys", "extra", "hyper", "hypo", "inter", "intra", "macro", "micro")
) | {"non", "para", "peri", "poly", "pseudo", "sub", "supra", "un"}
"""Beginnings that make another thing of a word: non-Hodgkin lymphoma is no Hodgkin lymphoma."""

NEAR: Final = 24
"""Characters that may stand between a name and its abbreviation where the one explains the other:
"hereditary spherocytosis (HS)", "HS, short for hereditary spherocytosis"."""

IGNORED: Final = "\x00"
"""A character that a caller may put into a text for something that nobody sees, such as a tag."""

OBJECT: Final = "\ufffc"
"""A character that a caller may put into a text for something that is no text, such as a picture;
words that touch it are not looked up."""

_MARKS: Final = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufffc"
_LETTERS: Final = rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*"
_WORD: Final = re.compile(rf"{_LETTERS}(?:['\u2019]{_LETTERS})*")
_SPACES: Final = re.compile(r"[^\S\n]*\n?[^\S\n]*")
_UNSEEN: Final = str.maketrans(dict.fromkeys(f"{IGNORED}*_", ""))
"""Marks of bold type too, so that a caller who leaves them in gets no wrong term."""
_HYPHENS: Final = frozenset("-\u2010\u2011\u2012\u2013")
_MAY_BE_HYPHEN: Final = _HYPHENS | {IGNORED, "*", "_"}
_SENTENCE_ENDS: Final = frozenset(".!?;:")
_POSSESSIVE: Final = ("'s", "\u2019s", "'S", "\u2019S")


class FoundBy(Enum):
    """By what a term was found."""

    NAME = "name"
    """Its name, one of the same meaning, or a form of these."""
    ABBREVIATION = "abbreviation"
    """An abbreviation."""
    OLDER_NAME = "older name"
    """A name that is no longer the first choice."""


@dataclass(frozen=True)
class Match:
    """One place where a text names a term."""

    term: str
    """The term's id."""
    start: int
    """Where the words begin in the text."""
    end: int
    """Where they end."""
    kind: FoundBy
    """By what the term was found."""

    @property
    def links(self) -> bool:
        """Whether the words may open the definition: they mean exactly the term."""
        return self.kind is not FoundBy.OLDER_NAME


class TermMatcher:
    """Finds the terms of one glossary in any number of texts."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        """Make the index. A form that would stand for two terms stands for none."""
        listed = tuple(terms)
        self._terms = listed
        self._ends: dict[str, _End] = {}
        """What a name means, by its folded words with single spaces between them."""
        self._abbreviations: dict[str, dict[str, _End]] = {}
        """The same for abbreviations, by folded words and then by exact spelling."""
        self._longer: set[str] = set()
        """Folded words that at least one longer name begins with."""
        self._firsts: set[str] = set()
        """The first words of all names."""
        self._qualifiers = {
            term.id: " ".join(_WordsOfText(term.qualifier).keys)
            for term in listed
            if term.qualifier is not None
        }
        for term in listed:
            self._add_names(term)
        # What is derived or vague never takes the place of what somebody wrote down.
        for term in listed:
            self._add_forms(term)
        for term in listed:
            for phrase in (form for written in term.not_in for form in name_forms(written)):
                self._ends.setdefault(self._path(phrase), _End(None, FoundBy.NAME, derived=False))

    @property
    def made_of(self) -> tuple[Term, ...]:
        """The glossary: two matchers of the same one find the same."""
        return self._terms

    def find(self, text: str) -> tuple[Match, ...]:
        """Every term that a text names, in order; matches never overlap.

        The text is taken for a whole page, see `find_on_page`.
        """
        return self.find_on_page((text,))[0]

    def is_name(self, word: str) -> bool:
        """Whether a word by itself is a name of a term, in any capitals, on some page."""
        key = fold(word)
        end = self._ends.get(key)
        return (end is not None and end.term is not None) or key in self._abbreviations

    def find_on_page(
        self, texts: Sequence[str], *, short_anywhere: bool = False
    ) -> list[tuple[Match, ...]]:
        """For each text of a page the terms that it names, in order; matches never overlap.

        Args:
            texts: paragraphs, list items, table cells, headings, each as a reader sees it. No name
                reaches from one into the next.
            short_anywhere: whether an abbreviation of one or two letters counts on a page that
                does not expand it, too: for callers to whom a missed use is worse than a false one.
        """
        found = [self._matches(text) for text in texts]
        context = _Context(list(zip(texts, found, strict=True)))
        return [
            tuple(hit.match for hit in hits if self._counts(hit, context, short_anywhere))
            for hits in found
        ]

    def _counts(self, hit: _Candidate, context: _Context, short_anywhere: bool) -> bool:
        """Whether a hit is a match on its page."""
        term = hit.match.term
        if hit.is_short:
            return short_anywhere or (term, hit.abbreviation) in context.expanded
        qualifier = self._qualifiers.get(term)
        known = qualifier in self._ends or qualifier in self._abbreviations
        return qualifier is None or not known or qualifier in context.said

    # --- making the index ---

    def _add_names(self, term: Term) -> None:
        for name in (term.term, *term.same, *term.inflections):
            self._add(name, _End(term.id, FoundBy.NAME, derived=False))
        for name in term.older_names:
            self._add(name, _End(term.id, FoundBy.OLDER_NAME, derived=False))
        for abbreviation in term.abbreviations:
            end = _End(term.id, FoundBy.ABBREVIATION, derived=False, abbreviation=abbreviation)
            for form in (abbreviation, f"{abbreviation}s"):
                self._add(form, end, exactly=True)

    def _add_forms(self, term: Term) -> None:
        for kind, names in (
            (FoundBy.NAME, (term.term, *term.same)),
            (FoundBy.OLDER_NAME, term.older_names),
        ):
            for name in names:
                for form in name_forms(name)[1:]:
                    self._add(form, _End(term.id, kind, derived=True))

    def _add(self, name: str, end: _End, *, exactly: bool = False) -> None:
        path = self._path(name)
        ends, key = self._ends, path
        if exactly:
            ends, key = self._abbreviations.setdefault(path, {}), _WordsOfText(name).all
        there = ends.get(key)
        if there is None:
            ends[key] = end
        elif there.term != end.term and there.derived == end.derived:
            # Two terms claim it: better no definition than the wrong one.
            ends[key] = _End(None, end.kind, derived=end.derived)

    def _path(self, name: str) -> str:
        """Note that a name begins as it does; returns its folded words."""
        keys = _WordsOfText(name).keys
        self._firsts.update(keys[:1])
        self._longer.update(" ".join(keys[:length]) for length in range(1, len(keys)))
        return " ".join(keys)

    # --- finding ---

    def _matches(self, text: str) -> list[_Candidate]:
        words = _WordsOfText(text)
        firsts = self._firsts
        found = []
        for place, key in enumerate(words.keys):
            # Most words begin no name; a hyphen may part what the glossary writes as one word.
            if key in firsts or (words.hyphens and words.hyphen_follows(place)):
                hit = self._longest(words, place)
                if hit is not None:
                    found.append(hit)
        return _without_overlaps(found)

    def _longest(self, words: _WordsOfText, place: int) -> _Candidate | None:
        """The longest name that begins at a place, blocking phrases included."""
        best: tuple[int, _End] | None = None
        waiting = words.steps("", place)
        while waiting:
            path, last = waiting.pop()
            end = self._end(path, words, place, last)
            if end is not None and (best is None or last > best[0]):
                best = last, end
            if path in self._longer and words.joined(last):
                waiting += words.steps(f"{path} ", last + 1)
        if best is None or _is_altered(words, place):
            return None
        last, end = best
        match = Match(end.term or "", words.start(place), words.end(last), end.kind)
        return (
            None if _is_part_of_a_name(words.text, match) else _Candidate(match, end.abbreviation)
        )

    def _end(self, path: str, words: _WordsOfText, place: int, last: int) -> _End | None:
        spellings = self._abbreviations.get(path)
        exact = spellings.get(words.spelling(place, last)) if spellings else None
        return exact or self._ends.get(path)


# --- the index -------------------------------------------------------------------------------


class _End(NamedTuple):
    """What a name means."""

    term: str | None
    """The term's id; None for a phrase to leave alone."""
    kind: FoundBy
    derived: bool
    """Whether a rule made the form, and not an editor."""
    abbreviation: str = ""


class _Candidate(NamedTuple):
    """A match, or a phrase to leave alone, before the page has been looked at as a whole."""

    match: Match
    """The match; its term is empty for a phrase to leave alone."""
    abbreviation: str

    @property
    def is_short(self) -> bool:
        """Whether it is an abbreviation that may mean much else."""
        return self.match.kind is FoundBy.ABBREVIATION and len(self.abbreviation) <= SHORT


# --- words -----------------------------------------------------------------------------------


class _WordsOfText:
    """The words of a text: what they are looked up by, and where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys = [fold(word) for word in _WORD.findall(text)]
        self.hyphens = not _HYPHENS.isdisjoint(text)

    @property
    def all(self) -> str:
        """All words as they are written."""
        return self.spelling(0, len(self.keys) - 1)

    @functools.cached_property
    def _spans(self) -> list[tuple[int, int]]:
        # Found when they are asked for: many a text names nothing.
        return [found.span() for found in _WORD.finditer(self.text)]

    def start(self, place: int) -> int:
        """Where a word begins."""
        return self._spans[place][0]

    def end(self, place: int) -> int:
        """Where a word ends; a possessive `'s` is no part of it."""
        start, end = self._spans[place]
        return end - 2 if self.text.endswith(_POSSESSIVE, start, end) else end

    def spelling(self, first: int, last: int) -> str:
        """Words from `first` to `last` as they are written."""
        places = range(first, last + 1)
        return " ".join(self.text[self.start(place) : self.end(place)] for place in places)

    def joined(self, place: int) -> bool:
        """Whether the word after the one at a place may belong to the same name."""
        if place + 1 == len(self.keys):
            return False
        between = self._between(place)
        if between == " ":
            return True
        if between[:1] in _HYPHENS:
            rest = between[1:]
            # A line may be broken behind a hyphen; a dash has spaces around it.
            return rest == "" or (rest.isspace() and rest.count("\n") == 1)
        return between != "" and _SPACES.fullmatch(between) is not None

    def hyphen_follows(self, place: int) -> bool:
        """Whether nothing but a hyphen parts the word at a place from the next one."""
        if not self.hyphens or place + 1 == len(self.keys):
            return False
        after = self._spans[place][1]
        return self.text[after] in _MAY_BE_HYPHEN and self._between(place) in _HYPHENS

    def steps(self, before: str, place: int) -> list[tuple[str, int]]:
        """What a name may go on with at a place: its folded words so far, and the last one taken.

        Args:
            before: the folded words before, with a space at their end.
            place: the place of the next word.
        """
        path = before + self.keys[place]
        if not self.hyphens or not self.hyphen_follows(place):
            return [(path, place)]
        # "extra-medullary": the glossary may write it as one word.
        return [(path, place), (path + self.keys[place + 1], place + 1)]

    def _between(self, place: int) -> str:
        between = self.text[self._spans[place][1] : self._spans[place + 1][0]]
        return between if between == " " else between.translate(_UNSEEN)


def _is_altered(words: _WordsOfText, place: int) -> bool:
    """Whether the word before makes another thing of a name that begins at a place."""
    if place == 0 or words.keys[place - 1] not in ALTERING:
        return False
    before = place - 1
    return words.hyphen_follows(before) or (words.keys[before] == "non" and words.joined(before))


def _is_part_of_a_name(text: str, match: Match) -> bool:
    """Whether the words are a part of an address, a file name or the like."""
    before, after = text[: match.start][-2:], text[match.end : match.end + 2]
    return (
        before[-1:] in ("@", "_", "#", "\\", OBJECT)
        or after[:1] in ("@", "_", "\\", OBJECT)
        or (before[-1:] == "." and before[:1].isalnum() and len(before) > 1)
        or (after[:1] == "." and after[1:].isalnum())
    )


# --- the page as a whole ---------------------------------------------------------------------


class _Context:
    """What a page says of its own words; looked at only where one needs it."""

    def __init__(self, found: Sequence[tuple[str, Sequence[_Candidate]]]) -> None:
        self._found = found

    @functools.cached_property
    def expanded(self) -> frozenset[tuple[str, str]]:
        """Term and abbreviation, wherever the page says what a short abbreviation stands for."""
        short = {hit.match.term for _, hits in self._found for hit in hits if hit.is_short}
        return frozenset(key for text, hits in self._found for key in _expanded(text, hits, short))

    @functools.cached_property
    def said(self) -> frozenset[str]:
        """The folded words of every name on the page, together and one by one."""
        named = [
            _WordsOfText(text[hit.match.start : hit.match.end]).keys
            for text, hits in self._found
            for hit in hits
        ]
        return frozenset(key for keys in named for key in (*keys, " ".join(keys)))


def _without_overlaps(found: list[_Candidate]) -> list[_Candidate]:
    """Of matches that overlap the longest, of equally long ones the first; no blocking phrases."""
    if not found:
        return []
    taken: list[_Candidate] = []
    if all(a.match.end <= b.match.start for a, b in itertools.pairwise(found)):
        taken = found
    else:
        for hit in sorted(found, key=lambda hit: hit.match.start - hit.match.end):
            start, end = hit.match.start, hit.match.end
            if all(end <= one.match.start or one.match.end <= start for one in taken):
                taken.append(hit)
        taken.sort(key=lambda hit: hit.match.start)
    return [hit for hit in taken if hit.match.term]


def _expanded(
    text: str, hits: Sequence[_Candidate], terms: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Term and abbreviation, wherever a text says what an abbreviation of these stands for."""
    for hit in hits:
        match = hit.match
        if match.kind is FoundBy.NAME and match.term in terms:
            named = _WordsOfText(text[match.start : match.end])
            for place in range(len(named.keys)):
                yield match.term, named.spelling(place, place)
    for first, second in itertools.pairwise(hits):
        between = text[first.match.end : second.match.start]
        if (
            first.match.term == second.match.term
            and (not first.abbreviation) != (not second.abbreviation)
            and len(between) <= NEAR
            and not _SENTENCE_ENDS & set(between)
        ):
            yield first.match.term, first.abbreviation or second.abbreviation
