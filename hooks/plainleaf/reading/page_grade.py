"""The reading grade of a page and of its sections."""

from __future__ import annotations

import bisect
from collections.abc import Mapping
from dataclasses import dataclass

from plainleaf.reading.page import Page
from plainleaf.text.readability import Grade, counts_of
from plainleaf.text.syllables import SyllableCounts


@dataclass(frozen=True)
class SectionGrade:
    """The reading grade of one `##` section."""

    title: str
    """Its heading; empty for the lead."""
    line: int
    """The line of its heading."""
    grade: Grade
    """Its grade."""


@dataclass(frozen=True)
class PageGrade:
    """The reading grade of a page and of its parts."""

    grade: Grade
    """The whole page: paragraphs, list items and table cells; headings are left out."""
    sections: tuple[SectionGrade, ...]
    """The lead and each `##` section that has text, in order."""


def grade_of_page(page: Page, known: Mapping[str, int] | None = None) -> PageGrade:
    """The grades of a page: whole, and by `##` section.

    Args:
        page: the page as it was read; what is generated later is not in it.
        known: exact syllables of words in lower case, e.g. from the glossary's pronunciations.
    """
    counts = SyllableCounts.of(known)
    lines: list[int] = []
    sums = [(0, 0, 0)]
    """Sentences, words and syllables before each of these lines."""
    for run in page.runs:
        if run.role != "heading":
            grade = counts_of(run.plain, counts)
            sentences, words, spoken = sums[-1]
            lines.append(run.line)
            sums.append((sentences + grade[0], words + grade[1], spoken + grade[2]))

    def between(first: int, last: int) -> Grade:
        before, until = (
            sums[bisect.bisect_left(lines, first)],
            sums[bisect.bisect_right(lines, last)],
        )
        return Grade(*(end - start for start, end in zip(before, until, strict=True)))

    parts = [
        SectionGrade("", page.body_line, between(0, page.lead_end)),
        *(
            SectionGrade(section.title, section.line, between(section.line, section.end_line))
            for section in page.sections
        ),
    ]
    return PageGrade(Grade(*sums[-1]), tuple(part for part in parts if part.grade.words))
