"""Which hard words the patient pages and the definitions use, and which terms nobody uses.

`coverage_of` makes the report of a site; the functions before it are what the rules of
`plainleaf.coverage_checks` need. A hard word (see `plainleaf.vocabulary`) is explained when it
stands in a name of a glossary term, because the glossary says what that means. Words that need no
explanation are listed in `accepted_words.yml` with the reason.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from plainleaf.content import Content
from plainleaf.page import Page, Run
from plainleaf.readability import grade_of_text, sentences
from plainleaf.readability import words as words_of_text
from plainleaf.spoken import known_syllables
from plainleaf.term import Term
from plainleaf.term_uses import TermFinder, forms
from plainleaf.vocabulary import base_forms, hard_words, words_in, zipf

PATIENT_KINDS = frozenset({"home", "condition", "faq"})
"""The kinds of page that are written for patients."""
_USING_KINDS = PATIENT_KINDS | {"case"}
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
    """The accepted words of a site, by word."""

    def __init__(self, content: Content) -> None:
        self._reasons: dict[str, list[tuple[int, str, tuple[str, ...]]]] = defaultdict(list)
        for number, record in enumerate(content.accepted_words.items):
            for word in record.words:
                self._reasons[word.casefold()].append((number, record.reason, record.pages))
        self.used: set[tuple[int, str]] = set()
        """Which record was asked for which word, to tell what is accepted for nothing."""

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


# --- the words of a page -------------------------------------------------------------------------


def patient_pages(content: Content) -> Iterator[tuple[str, Page]]:
    """The pages that are written for patients, by path."""
    for src, page in content.pages.items():
        if page.kind is not None and page.kind.name in PATIENT_KINDS:
            yield src, page


def unexplained_on(page: Page, finder: TermFinder) -> tuple[HardWord, ...]:
    """The hard words of a page that no glossary term explains, accepted ones too."""
    text = " ".join(run.plain for run in page.runs)
    wanted = hard_words(words_in(text))
    found: dict[str, HardWord] = {}
    # Finding terms is slow; most text has no hard word.
    for run in page.runs if wanted else ():
        if wanted.isdisjoint(words_in(run.plain)):
            continue
        for word in sorted(_without_terms(run.plain, finder) & wanted - found.keys()):
            found[word] = HardWord(word, zipf(word), *_place(page, run, word))
    return tuple(sorted(found.values(), key=lambda one: (one.line, one.column)))


def _without_terms(text: str, finder: TermFinder) -> frozenset[str]:
    """The words of a text that stand in no name of a term."""
    text = normalize("NFC", text)
    kept, done = [], 0
    for use in finder.uses(text):
        kept.append(text[done : use.start])
        done = use.end
    return words_in("\n".join((*kept, text[done:])))


def _place(page: Page, run: Run, word: str) -> tuple[int, int]:
    """Where a word of a run stands in the file; the run's own place when marks part its letters."""
    pattern = re.compile(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", re.IGNORECASE)
    for line in range(run.line, len(page.lines) + 1):
        text = page.lines[line - 1]
        if not text.strip():
            break
        match = pattern.search(text, run.column - 1 if line == run.line else 0)
        if match is not None:
            return line, match.start() + 1
    return run.line, run.column


# --- the glossary --------------------------------------------------------------------------------


def unused_terms(content: Content, finder: TermFinder) -> tuple[Term, ...]:
    """The terms that no page, figure or definition of another term uses.

    An abbreviation counts wherever it stands: here a use too many does less harm than a false
    alarm.
    """
    unused = {term.id: term for term in content.terms}
    waiting = _by_needed_word(content.terms)
    for owner, text in _using_texts(content):
        if not unused:
            break
        words = _plain_words(text)
        # Finding terms is slow: only where all words of a name stand in the text.
        if any(
            needed <= words and one in unused and one != owner
            for word in waiting.keys() & words
            for needed, one in waiting[word]
        ):
            for use in finder.uses(normalize("NFC", text), short=True):
                if use.term != owner:
                    unused.pop(use.term, None)
    return tuple(unused.values())


_LETTERS = re.compile(r"[^\W\d_]+")


def _plain_words(text: str) -> frozenset[str]:
    return frozenset(_LETTERS.findall(text.casefold()))


def _by_needed_word(terms: Iterable[Term]) -> Mapping[str, list[tuple[frozenset[str], str]]]:
    """All words of each name, and its term, by one of the words."""
    found: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for term in terms:
        names = (form for name in (*term.names, *term.inflections) for form in forms(name))
        shorts = (form for name in term.abbreviations for form in (name, f"{name}s"))
        for name in (*names, *shorts):
            needed = _plain_words(name)
            if needed:
                found[min(needed)].append((needed, term.id))
    return found


def _using_texts(content: Content) -> Iterator[tuple[str, str]]:
    """The texts in which terms may be used; for a definition with the term that it defines."""
    for src, page in content.pages.items():
        if page.kind is not None and page.kind.name in _USING_KINDS:
            yield "", "\n\n".join(run.plain for run in page.runs)
            for figure in content.placed(src):
                yield "", "\n\n".join((figure.caption, *(mark.text for mark in figure.legend)))
    for term in content.terms:
        yield term.id, term.definition


def definition_coverage(
    terms: Sequence[Term], finder: TermFinder, accepted: Accepted
) -> Iterator[DefinitionCoverage]:
    """Each definition with its length, its grade and the hard words nobody explains."""
    syllables = known_syllables(terms)
    for term in terms:
        hard = hard_words(words_in(term.definition))
        left = hard & _without_terms(term.definition, finder) if hard else hard
        yield DefinitionCoverage(
            term.id,
            len(words_of_text(term.definition)),
            grade_of_text(term.definition, syllables).grade,
            tuple(sorted(word for word in left if accepted.reason(word, None) is None)),
        )


def circles(terms: Sequence[Term], finder: TermFinder) -> tuple[tuple[str, ...], ...]:
    """The terms whose definitions lead back to themselves, each circle once.

    Only the first sentence counts: it says what a thing is, and what follows may use its name.
    """
    needs = {
        term.id: tuple(
            dict.fromkeys(
                use.term
                for sentence in sentences(term.definition)[:1]
                for use in finder.uses(normalize("NFC", sentence))
            )
        )
        for term in terms
    }
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
    finder = TermFinder(content.terms)
    accepted = Accepted(content)
    return Coverage(
        tuple(_page_coverage(src, page, finder, accepted) for src, page in patient_pages(content)),
        tuple(definition_coverage(content.terms, finder, accepted)),
        tuple(term.id for term in unused_terms(content, finder)),
        circles(content.terms, finder),
    )


def _page_coverage(src: str, page: Page, finder: TermFinder, accepted: Accepted) -> PageCoverage:
    text = normalize("NFC", "\n\n".join(run.plain for run in page.runs))
    reasons = [(word, accepted.reason(word.word, src)) for word in unexplained_on(page, finder)]
    return PageCoverage(
        src,
        len(words_in(text)),
        tuple(sorted({use.term for use in finder.uses(text)})),
        tuple(word for word, reason in reasons if reason is None),
        tuple((word, reason) for word, reason in reasons if reason is not None),
    )
