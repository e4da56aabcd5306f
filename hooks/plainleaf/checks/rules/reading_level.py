"""PL23x: how hard a page is to read. Mostly advice: a formula knows nothing of meaning."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.checks.rules.registry import rule
from plainleaf.model.findings import Severity
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import SiteFacts
from plainleaf.reading.page import Page, Run
from plainleaf.reading.page_grade import grade_of_page
from plainleaf.text.printable import quoted
from plainleaf.text.readability import measure

_FEWEST_WORDS = 60
"""Below this many words a grade says more about chance than about the text."""


@rule(
    "PL230",
    "A text is hard to read",
    Severity.ADVICE,
    fix="Shorten sentences, and use everyday words; explain the words that must stay.",
)
def hard_to_read(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Half of all adults read below grade 8; a formula shows where to look first, no more."""
    most = page.kind.limits.grade_max if page.kind is not None else None
    if most is None:
        return
    graded = grade_of_page(page, site.syllables)
    if graded.grade.words >= _FEWEST_WORDS and graded.grade.grade > most:
        message = f"The page reads at US grade {graded.grade.grade}; the aim is {most} or less."
        line = min(page.body_line, len(page.lines))
        yield Hit(line, 1, message, "Shorten sentences, and use everyday words.")
    for part in graded.sections:
        if part.grade.words >= _FEWEST_WORDS and part.grade.grade > most:
            name = f"Section {quoted(part.title)}" if part.title else "The lead"
            message = f"{name} reads at US grade {part.grade.grade}; the aim is {most} or less."
            line = min(part.line, len(page.lines))
            yield Hit(line, 1, message, "Shorten sentences, and use everyday words.")


@rule(
    "PL231",
    "A sentence is long",
    Severity.ADVICE,
    fix="Make two sentences of it.",
)
def long_sentence(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Readers who are tired, afraid or new to the language lose a long sentence halfway."""
    if page.kind is None:
        return
    limits = page.kind.limits
    for run, count in _long_sentences(page, limits.sentence_words):
        if limits.sentence_words_max is None or count <= limits.sentence_words_max:
            yield _too_long(run, count, limits.sentence_words)


@rule(
    "PL232",
    "A sentence is too long",
    Severity.WARNING,
    fix="Make two or three sentences of it.",
)
def endless_sentence(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Beyond thirty words hardly any reader of a patient page holds a sentence together."""
    most = page.kind.limits.sentence_words_max if page.kind is not None else None
    if most is not None:
        for run, count in _long_sentences(page, most):
            yield _too_long(run, count, most)


def _long_sentences(page: Page, most: int) -> Iterator[tuple[Run, int]]:
    fewest = 2 * most
    for run in page.runs:
        text = run.inline.plain
        if len(text) >= fewest and run.role != "heading":
            for count in measure(text).sentences:
                if count > most:
                    yield run, count


def _too_long(run: Run, count: int, most: int) -> Hit:
    message = f"A sentence here has {count} words; at most {most} are easy to read."
    return Hit(run.line, run.column, message, "Make two of it.")


@rule(
    "PL233",
    "A paragraph is long",
    Severity.ADVICE,
    fix="Begin a new paragraph where a new thought begins.",
)
def long_paragraph(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """On a phone, four sentences fill the screen: a gray wall that readers skip."""
    most = page.kind.limits.paragraph_sentences if page.kind is not None else None
    if most is None:
        return
    for run in page.runs:
        if run.role != "paragraph" or run.in_list:
            continue
        count = len(measure(run.plain).sentences)
        # The lead has a limit of its own, on all its paragraphs together.
        if count > most and run.line > page.lead_end:
            message = f"This paragraph has {count} sentences; at most {most} are easy to read."
            yield Hit(run.line, run.column, message, "Begin a new paragraph.")
