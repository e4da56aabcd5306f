"""Which hard words the patient pages and the definitions use, and which terms nobody uses.

`coverage_of` makes the report of a site; the functions before it are what the rules of
`plainleaf.checks.coverage_checks` need. A hard word (see `plainleaf.text.vocabulary`) is explained
where it stands in a name of a glossary term, because the glossary says what that means. Words that
need no explanation are listed in `accepted_words.yml` with the reason.

A check runs while an author types. So the words of a text are compared as sets first, and terms are
looked for only in the few paragraphs where that leaves a question open.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from plainleaf.model.care_cards import CareCard, Part, texts
from plainleaf.model.spoken import known_syllables
from plainleaf.model.term import Term
from plainleaf.model.term_matcher import TermMatcher
from plainleaf.reading.content import Content
from plainleaf.reading.page import Page, Run
from plainleaf.text.readability import grade_of_text, sentences
from plainleaf.text.readability import words as words_of_text
from plainleaf.text.vocabulary import base_forms, hard_words, words_in, zipf
from plainleaf.text.word_forms import fold, name_forms

GRADE_MAX = 8.0
"""The US school grade of a definition; a definition is read in the middle of a sentence."""


@dataclass(frozen=True)
class HardWord:
    """A hard word that no glossary term explains, at its first place on a page."""

    word: str
    """The word in small letters."""
    zipf: float | None
    """How common it is, on the Zipf scale; None for a word rarer than 3.0."""
    line: int
    column: int


@dataclass(frozen=True)
class PageCoverage:
    """What is known of the words of one page."""

    src: str
    """The page, as its path inside docs/."""
    words: int
    """How many different words it has."""
    terms: tuple[str, ...]
    """The ids of the glossary terms that it uses."""
    unexplained: tuple[HardWord, ...]
    """The hard words that nobody explains."""
    accepted: tuple[tuple[HardWord, str], ...]
    """Those that are accepted, and why."""


@dataclass(frozen=True)
class DefinitionCoverage:
    """A definition that is harder than it should be."""

    term: str
    """The term's id."""
    words: int
    """How many words it has."""
    grade: float
    """Its US school grade."""
    unexplained: tuple[str, ...]
    """Its hard words that no other term explains."""


@dataclass(frozen=True)
class Coverage:
    """The report of a site."""

    pages: tuple[PageCoverage, ...]
    """The patient pages."""
    definitions: tuple[DefinitionCoverage, ...]
    """All definitions, in alphabetical order of their terms."""
    unused: tuple[str, ...]
    """The ids of terms that no page and no other definition uses."""
    circles: tuple[tuple[str, ...], ...]
    """Ids of terms whose definitions lead round in a circle."""


class Accepted:
    """The accepted words of a site."""

    def __init__(self, content: Content) -> None:
        self._reasons: dict[str, list[tuple[int, str, tuple[str, ...]]]] = defaultdict(list)
        for number, record in enumerate(content.accepted_words.items):
            for word in record.words:
                self._reasons[word.casefold()].append((number, record.reason, record.pages))
        self.used: set[tuple[int, str]] = set()
        """Which word of which record was asked for; the others are accepted for nothing."""

    def reason(self, word: str, src: str | None) -> str | None:
        """Why a word or the form it comes from is accepted; None when it is not.

        Args:
            word: the word in small letters.
            src: the page that uses it; None for a definition.
        """
        for form in base_forms(word):
            for number, reason, pages in self._reasons.get(form, ()):
                if not pages or src in pages:
                    self.used.add((number, form))
                    return reason
        return None

    def not_accepted(self, words: Iterable[str], src: str | None) -> frozenset[str]:
        """The words that are not accepted."""
        return frozenset(word for word in words if self.reason(word, src) is None)


class Explained:
    """What a glossary explains."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = terms

    @functools.cached_property
    def names(self) -> tuple[Name, ...]:
        """Every form of every name and abbreviation, and the phrases that stand in their way."""
        return tuple(
            _name(term, form, kind)
            for term in self.terms
            for names, kind in (
                ((*term.names, *term.inflections), "name"),
                (term.abbreviations, "abbreviation"),
                (term.not_in, "phrase"),
            )
            for name in names
            for form in name_forms(name)
        )

    @functools.cached_property
    def by_word(self) -> Mapping[str, Sequence[Name]]:
        """Every name by each of its words."""
        found: dict[str, list[Name]] = defaultdict(list)
        for name in self.names:
            for word in name.words:
                found[word].append(name)
        return found

    def is_named(self, name: Name, text: str) -> bool:
        """Whether a text has a name other than as a part of a longer one."""
        if name.exactly:
            return re.search(rf"(?<!\w){re.escape(name.exactly)}(?!\w)", text) is not None
        spoken = _in_order(text)
        if name.phrase not in spoken:
            return False
        longer = {
            one.phrase
            for word in name.words
            for one in self.by_word.get(word, ())
            if len(one.phrase) > len(name.phrase) and name.phrase in one.phrase
        }
        for phrase in sorted(longer, key=len, reverse=True):
            spoken = spoken.replace(phrase, "")
        return name.phrase in spoken

    def leaves(self, word: str, text: str) -> bool:
        """Whether a text has a word other than in a name of a term."""
        if word not in self.by_word:
            return _find_word(word, text.lower()) >= 0
        return self.is_named(Name("", frozenset([word]), f" {word} ", ""), text)

    def named_in(self, text: str) -> tuple[str, ...]:
        """The ids of the terms that a short text names."""
        words = words_in(text)
        possible = (name for word in words & self.by_word.keys() for name in self.by_word[word])
        return tuple(
            dict.fromkeys(
                name.term
                for name in possible
                if name.term and name.words <= words and self.is_named(name, text)
            )
        )

    @functools.cached_property
    def _single_words(self) -> frozenset[str]:
        """The names that are one word, as they are looked up."""
        return frozenset(
            fold(word)
            for name in self.names
            if name.term and len(name.words) == 1
            for word in name.words
        )

    def hard_words(self, words: Set[str]) -> frozenset[str]:
        """The hard ones of some words, without those that are a name by themselves."""
        return frozenset(word for word in hard_words(words) if fold(word) not in self._single_words)


@dataclass(frozen=True)
class Name:
    """A form of a name of a term."""

    term: str
    """The term's id; empty for a phrase in which the word means something else."""
    words: frozenset[str]
    """Its words in small letters."""
    phrase: str
    """The same in order, each with a space before and after it."""
    exactly: str
    """What it must look like, if it is an abbreviation; else empty."""


def _name(term: Term, form: str, kind: str) -> Name:
    exactly = form if kind == "abbreviation" else ""
    return Name("" if kind == "phrase" else term.id, words_in(form), _in_order(form), exactly)


_LETTERS = re.compile(r"[^\W\d_]+")


@functools.lru_cache(maxsize=64)  # of one text, several names are looked for in turn
def _in_order(text: str) -> str:
    """The words of a text in small letters, each with a space before and after it."""
    return f" {'  '.join(_LETTERS.findall(text.lower()))} "


# --- the words of a page -------------------------------------------------------------------------


def patient_pages(content: Content) -> Iterator[tuple[str, Page]]:
    """The pages that are written for patients, by path."""
    for src, page in content.pages.items():
        if page.kind is not None and page.kind.explains_words:
            yield src, page


_PLACEHOLDERS = frozenset({"todo"})
"""What stands where an author has not written yet; a rule of its own names the place."""


def words_of_page(page: Page) -> frozenset[str]:
    """The different words of a page."""
    return words_in(page.small) - _PLACEHOLDERS


def unexplained_on(page: Page, wanted: Set[str], explained: Explained) -> tuple[HardWord, ...]:
    """Those of some hard words of a page that it uses outside of every name of a term."""
    found = []
    for word in sorted(wanted):
        runs = page.runs_with(word)
        run = next((run for run in runs if explained.leaves(word, run.plain)), None)
        if run is not None:
            found.append(HardWord(word, zipf(word), *_place(page, run, word)))
    return tuple(sorted(found, key=lambda one: (one.line, one.column)))


def unexplained_in(card: CareCard, explained: Explained) -> tuple[tuple[Part, str], ...]:
    """The hard words of a care card outside of every name of a term, with the way to the line."""
    return tuple(
        (part, word)
        for part, text in texts(card)
        for word in sorted(explained.hard_words(words_in(text)))
        if explained.leaves(word, text)
    )


def _place(page: Page, run: Run, word: str) -> tuple[int, int]:
    """Where a word of a run stands in the file; the run's own place when marks part its letters."""
    for line in range(run.line, len(page.lines) + 1):
        text = page.lines[line - 1]
        if not text.strip():
            break
        # The one capital that would become two small letters.
        small = text.replace("İ", "i").lower()
        at = _find_word(word, small, run.column - 1 if line == run.line else 0)
        if at >= 0:
            return line, at + 1
    return run.line, run.column


def _find_word(word: str, text: str, start: int = 0) -> int:
    """Where a word stands in a text, both in small letters, other than inside of another; or -1."""
    at = text.find(word, start)
    while at >= 0:
        end = at + len(word)
        if not (at and _is_letter(text[at - 1])) and not _is_letter(text[end : end + 1]):
            return at
        at = text.find(word, at + 1)
    return -1


def _is_letter(sign: str) -> bool:
    """Whether a sign (or none) is of those that words are made of."""
    return sign.isalnum() and not sign.isdecimal()


# --- the glossary --------------------------------------------------------------------------------


def unused_terms(
    content: Content, explained: Explained, words: Mapping[str, Set[str]]
) -> tuple[Term, ...]:
    """The terms that no page, care card, figure or definition of another term uses.

    An abbreviation counts wherever it stands: here a use too many does less harm than a false
    alarm.

    Args:
        content: the site's source.
        explained: its glossary.
        words: the words of pages that were looked at before, by path.
    """
    unused = _Unused(explained)
    for src, page in content.pages.items():
        if not unused.terms:
            return ()
        kind = page.kind
        if kind is not None and (kind.explains_words or kind.hides_condition):
            said = words[src] if src in words else words_of_page(page)
            unused.look(said, [run.plain for run in page.runs])
            for figure in content.placed(src):
                shown = [figure.caption, *(one.text for one in figure.findings)]
                unused.look(words_in("\n".join(shown)), shown)
    for card in content.cards.cards.values():
        said_there = [text for _, text in texts(card)]
        unused.look(words_in("\n".join(said_there)), said_there)
    for term in content.terms:
        unused.look(words_in(term.definition), [term.definition], term.id)
    return tuple(term for term in content.terms if term.id in unused.terms)


class _Unused:
    """The terms that were not seen yet."""

    def __init__(self, explained: Explained) -> None:
        self._explained = explained
        self.terms = {term.id for term in explained.terms}
        self._waiting: Mapping[str, Sequence[Name]] = {}
        self._wait()

    def _wait(self) -> None:
        """Keep the names that are still worth looking for, each by its longest word."""
        waiting: dict[str, list[Name]] = defaultdict(list)
        for name in self._explained.names:
            if name.term in self.terms and name.words:
                waiting[max(name.words, key=len)].append(name)
        self._waiting = waiting

    def look(self, words: Set[str], texts: Sequence[str], owner: str = "") -> None:
        """Note the terms that some texts use; `owner` is a term that they are about."""
        before = len(self.terms)
        low: list[str] = []
        for word in self._waiting.keys() & words:
            for name in self._waiting[word]:
                if name.term in self.terms and name.term != owner and name.words <= words:
                    low = low or [text.lower() for text in texts]
                    if self._is_used(name, texts, low):
                        self.terms.discard(name.term)
        if len(self.terms) < before:
            self._wait()

    def _is_used(self, name: Name, texts: Sequence[str], low: Sequence[str]) -> bool:
        # Telling names from parts of longer ones is slow: only where all words stand together.
        return any(
            self._explained.is_named(name, text)
            for text, small in zip(texts, low, strict=True)
            if all(word in small for word in name.words)
        )


def definition_coverage(
    explained: Explained, accepted: Accepted, syllables: Mapping[str, int]
) -> Iterator[DefinitionCoverage]:
    """Each definition with its length, its grade and the hard words nobody explains."""
    for term in explained.terms:
        hard = explained.hard_words(words_in(term.definition))
        hard = accepted.not_accepted(hard, None)
        yield DefinitionCoverage(
            term.id,
            len(words_of_text(term.definition)),
            grade_of_text(term.definition, syllables).grade,
            tuple(sorted(word for word in hard if explained.leaves(word, term.definition))),
        )


def circles(explained: Explained) -> tuple[tuple[str, ...], ...]:
    """The terms whose definitions lead back to themselves, each circle once.

    Only the first sentence counts: it says what a thing is, and what follows may use its name.
    """
    firsts = {term.id: (sentences(term.definition) or [""])[0] for term in explained.terms}
    needs = {term: explained.named_in(text) for term, text in firsts.items()}
    return _circles(needs)


def _circles(needs: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    found: dict[frozenset[str], tuple[str, ...]] = {}
    done: set[str] = set()
    for start in needs:
        way = [] if start in done else [(start, iter(needs[start]))]
        while way:
            term, following = way[-1]
            needed = next(following, None)
            path = [one for one, _ in way]
            if needed is None:
                way.pop()
                done.add(term)
            elif needed in path:
                circle = tuple(path[path.index(needed) :])
                found.setdefault(frozenset(circle), circle)
            elif needed not in done:
                way.append((needed, iter(needs[needed])))
    return tuple(found.values())


# --- the report ----------------------------------------------------------------------------------


def coverage_of(content: Content) -> Coverage:
    """The report of a site."""
    explained = Explained(content.terms)
    accepted = Accepted(content)
    matcher = TermMatcher(content.terms)
    return Coverage(
        tuple(
            _page_coverage(src, page, explained, accepted, matcher)
            for src, page in patient_pages(content)
        ),
        tuple(definition_coverage(explained, accepted, known_syllables(content.terms))),
        tuple(term.id for term in unused_terms(content, explained, {})),
        circles(explained),
    )


def _page_coverage(
    src: str, page: Page, explained: Explained, accepted: Accepted, matcher: TermMatcher
) -> PageCoverage:
    words = words_of_page(page)
    found = unexplained_on(page, explained.hard_words(words), explained)
    reasons = [(word, accepted.reason(word.word, src)) for word in found]
    named = matcher.find_on_page([run.plain for run in page.runs])
    return PageCoverage(
        src,
        len(words),
        tuple(sorted({match.term for matches in named for match in matches})),
        tuple(word for word, reason in reasons if reason is None),
        tuple((word, reason) for word, reason in reasons if reason is not None),
    )
