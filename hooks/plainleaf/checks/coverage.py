"""Which hard words the patient pages and the definitions use, and which terms no page uses.

`coverage_of` makes the report of a site; the functions before it are what the rules of
`plainleaf.checks.coverage_checks` need. A hard word (see `plainleaf.text.vocabulary`) is explained
where it stands in a name of a glossary term, because the glossary says what that means. Words that
need no explanation are listed in `accepted_words.yml` with the reason.

A check runs while an author types. So the words of a page are compared as sets first, and names of
terms are looked for only on pages where that leaves a question open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from plainleaf.model.care_cards import CardPart, CareCard, texts
from plainleaf.model.spoken import known_syllables
from plainleaf.model.term import Term
from plainleaf.model.term_matcher import Match, TermMatcher
from plainleaf.reading.content import Content
from plainleaf.reading.page import Page, Run
from plainleaf.text.addresses import link_end
from plainleaf.text.readability import grade_of_text, sentences
from plainleaf.text.readability import words as words_of_text
from plainleaf.text.vocabulary import base_forms, hard_words, words_in, zipf

Matches = Sequence[Match]
"""The names of terms in a text, in order."""


@dataclass(frozen=True)
class HardWord:
    """A hard word that no glossary term explains, at its first place on a page."""

    word: str
    """The word in lower case."""
    zipf: float | None
    """How common it is, on the Zipf scale; None for a word rarer than 3.0."""
    line: int
    column: int
    plainer: tuple[str, ...] = ()
    """What docs/_data/lay_words.yml says that pages say for it."""


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
    """The unexplained hard words."""
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
            word: the word in lower case.
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


class NamedTerms:
    """Where the pages of a site name its glossary terms.

    An abbreviation counts wherever it stands: here a use too many does less harm than a false
    alarm.
    """

    def __init__(self, content: Content) -> None:
        self._content = content
        self._matcher = TermMatcher(content.terms)
        self._pages: dict[str, Sequence[Matches]] = {}
        self._plainer = dict(self._plainer_words())

    def on_page(self, src: str) -> Sequence[Matches]:
        """The names in each run of a page, and then in each text of its figures."""
        if src not in self._pages:
            said = [run.plain for run in self._content.pages[src].runs]
            for figure in self._content.placed(src):
                said += (figure.caption, *(one.text for one in figure.findings))
            self._pages[src] = self.in_texts(said)
        return self._pages[src]

    def in_texts(self, texts: Sequence[str]) -> Sequence[Matches]:
        """The names in each of some texts that stand together."""
        return self._matcher.find_on_page(texts, short_anywhere=True)

    def linked_on(self, src: str) -> frozenset[str]:
        """The ids of the terms that a page names so clearly that it opens their definitions."""
        runs = self._content.pages[src].runs
        return _ids(*self._matcher.find_on_page([run.plain for run in runs]))

    def hard_words(self, words: Set[str]) -> frozenset[str]:
        """The hard ones of some words, without those that are a name by themselves."""
        return frozenset(word for word in hard_words(words) if not self._matcher.is_name(word))

    def plainer(self, word: str) -> tuple[str, ...]:
        """What to say in place of a hard word, in lower case; nothing if nobody wrote it down."""
        forms = (self._plainer[form] for form in base_forms(word) if form in self._plainer)
        return next(forms, ())

    def _plainer_words(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield what people type and what the pages say for it, where that is easier."""
        for record in self._content.lay_words.items:
            easy = tuple(one for one in record.mean if not self.hard_words(words_in(one.lower())))
            if easy and not record.language:
                yield from ((typed.casefold(), easy) for typed in record.say)

    def unexplained(self, texts: Sequence[str]) -> Iterator[frozenset[str]]:
        """For each of some texts that stand together its hard words outside of every name."""
        for text, matches in zip(texts, self.in_texts(texts), strict=True):
            yield self.hard_words(words_in(_beside(text, matches)))


def _beside(text: str, matches: Matches) -> str:
    """A text without the names that were found in it."""
    starts = (0, *(match.end for match in matches))
    ends = (*(match.start for match in matches), len(text))
    return " ".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _ids(*found: Matches) -> frozenset[str]:
    return frozenset(match.term for matches in found for match in matches)


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


def unexplained_on(page: Page, wanted: Set[str], named: NamedTerms) -> tuple[HardWord, ...]:
    """Of `wanted`, the hard words that a page uses outside every term name."""
    if not wanted:
        return ()
    waiting = set(wanted)
    found: list[HardWord] = []
    for run, matches in zip(page.runs, named.on_page(page.src), strict=False):
        here = waiting & words_in(_beside(run.plain, matches))
        found += (
            HardWord(word, zipf(word), *_place(page, run, word), named.plainer(word))
            for word in sorted(here)
        )
        waiting -= here
    return tuple(sorted(found, key=lambda one: (one.line, one.column)))


def unexplained_in(card: CareCard, named: NamedTerms) -> tuple[tuple[CardPart, str], ...]:
    """The hard words of a care card outside every term name, each with the part it stands in."""
    said = tuple(texts(card))
    hard = named.unexplained([text for _, text in said])
    return tuple(
        (part, word) for (part, _), words in zip(said, hard, strict=True) for word in sorted(words)
    )


def _place(page: Page, run: Run, word: str) -> tuple[int, int]:
    """Where a word of a run stands in the file; the run's own place when marks part its letters."""
    for line in range(run.line, len(page.lines) + 1):
        text = page.lines[line - 1]
        if not text.strip():
            break
        # The one capital that would become two letters in lower case.
        small = text.replace("İ", "i").lower()
        at = _find_word(word, small, run.column - 1 if line == run.line else 0)
        if at >= 0:
            return line, at + 1
    return run.line, run.column


def _find_word(word: str, text: str, start: int = 0) -> int:
    """Where a word stands in a text, both in lower case, other than inside of another; or -1."""
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


def unused_terms(content: Content, named: NamedTerms) -> tuple[Term, ...]:
    """The terms that no page, care card, figure or definition of another term uses."""
    unused = {term.id for term in content.terms}
    for uses in _uses(content, named):
        unused -= uses
        if not unused:
            return ()
    return tuple(term for term in content.terms if term.id in unused)


def _uses(content: Content, named: NamedTerms) -> Iterator[frozenset[str]]:
    """The ids of the terms that each part of a site names; first what takes least to look at."""
    in_definitions = named.in_texts([term.definition for term in content.terms])
    for term, matches in zip(content.terms, in_definitions, strict=True):
        yield _ids(matches) - {term.id}
    for card in content.cards.cards.values():
        yield _ids(*named.in_texts([text for _, text in texts(card)]))
    for src, page in content.pages.items():
        kind = page.kind
        if kind is not None and (kind.explains_words or kind.hides_condition):
            yield _ids(*named.on_page(src))
    yield linked_terms(content)


def linked_terms(content: Content) -> frozenset[str]:
    """The ids of the terms that a link in the text of a page leads to."""
    shown = {src for src, page in content.pages.items() if page.kind and page.kind.shows_terms}
    ends = (
        link_end(src, link.target) for src, page in content.pages.items() for link in page.links
    )
    return frozenset(anchor for place, anchor in ends if place in shown)


def definition_coverage(
    content: Content, named: NamedTerms, accepted: Accepted, syllables: Mapping[str, int]
) -> Iterator[DefinitionCoverage]:
    """Each definition with its length, its grade and its unexplained hard words."""
    unexplained = named.unexplained([term.definition for term in content.terms])
    for term, hard in zip(content.terms, unexplained, strict=True):
        yield DefinitionCoverage(
            term.id,
            len(words_of_text(term.definition)),
            grade_of_text(term.definition, syllables).grade,
            tuple(sorted(accepted.not_accepted(hard, None))),
        )


def circles(content: Content, named: NamedTerms) -> tuple[tuple[str, ...], ...]:
    """The terms whose definitions lead back to themselves, each circle once.

    Only the first sentence counts: it says what a thing is, and what follows may use its name.
    """
    firsts = [(sentences(term.definition) or [""])[0] for term in content.terms]
    needs = zip(content.terms, named.in_texts(firsts), strict=True)
    return _circles(
        {term.id: tuple(dict.fromkeys(one.term for one in found)) for term, found in needs}
    )


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
    named = NamedTerms(content)
    accepted = Accepted(content)
    syllables = known_syllables(content.terms)
    return Coverage(
        tuple(_page_coverage(page, named, accepted) for _, page in patient_pages(content)),
        tuple(definition_coverage(content, named, accepted, syllables)),
        tuple(term.id for term in unused_terms(content, named)),
        circles(content, named),
    )


def _page_coverage(page: Page, named: NamedTerms, accepted: Accepted) -> PageCoverage:
    words = words_of_page(page)
    found = unexplained_on(page, named.hard_words(words), named)
    reasons = [(word, accepted.reason(word.word, page.src)) for word in found]
    return PageCoverage(
        page.src,
        len(words),
        tuple(sorted(named.linked_on(page.src))),
        tuple(word for word, reason in reasons if reason is None),
        tuple((word, reason) for word, reason in reasons if reason is not None),
    )
