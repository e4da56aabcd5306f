"""PL23x: how hard a page is to read. Advice only: a formula knows nothing of meaning."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.findings import Severity, quoted
from plainleaf.page import Page
from plainleaf.readability import grade_of_page
from plainleaf.rules.registry import Hit, rule
from plainleaf.site_facts import SiteFacts

_FEWEST_WORDS = 60
"""Below this many words a grade says more about chance than about the text."""


@rule(
    "PL230",
    "A text is hard to read",
    Severity.ADVICE,
    mend="Shorten sentences, and use everyday words; explain the words that must stay.",
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
