"""PL91x: what could tell who a patient is."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from plainleaf.findings import Severity
from plainleaf.identifiers import Identifier, find_dates, find_identifiers
from plainleaf.page import Page
from plainleaf.rules.registry import Hit, rule, site_rule
from plainleaf.site_facts import FileFact, SiteFacts

_MEND = "Delete it; a case tells nothing that could tell who the patient is."
_CASES = "cases/"
_LISTS_OF_DATES = "_data/"
"""Data about sources and reviews is full of dates, none of a patient."""


@rule("PL910", "This may tell who a patient is", Severity.ERROR, mend=_MEND)
def identifier(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """A number, an address or a name that a reader could look up ends a patient's privacy."""
    yield from _hits(find_identifiers("\n".join(page.lines)), page.lines, 1)


@rule("PL911", "A full date may be a patient's", Severity.WARNING, kinds=("case",), mend=_MEND)
def full_date(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """The day of a scan or an admission, with a rare illness, is enough to tell who it was."""
    lines = page.lines[page.body_line - 1 :]
    yield from _hits(find_dates("\n".join(lines)), lines, page.body_line)


@site_rule("PL912", "A file may tell who a patient is", Severity.ERROR, mend=_MEND)
def identifier_in_file(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Figures and drawings are made from a patient's images, and often carry their labels along."""
    for file in site.files:
        dated = file.src.startswith(_CASES)
        if file.text is not None:
            lines = file.text.splitlines()
            found = [*find_identifiers(file.text), *(find_dates(file.text) if dated else ())]
            for hit in _hits(found, lines, 1):
                yield _in(file, hit)
        for words in file.words:
            found = [*find_identifiers(words.text), *(find_dates(words.text) if dated else ())]
            for hit in _hits(found, words.text.splitlines(), words.line):
                yield Hit(hit.line, 1, hit.message, hit.fix, file.path)


def _in(file: FileFact, hit: Hit) -> Hit:
    return Hit(hit.line, hit.column, hit.message, hit.fix, file.path)


def _hits(
    found: Iterator[Identifier] | list[Identifier], lines: tuple[str, ...] | list[str], first: int
) -> Iterator[Hit]:
    """Give each its line and column; line ends count as one character."""
    starts: list[int] = []
    for one in found:
        if not starts:
            position = 0
            for line in lines:
                starts.append(position)
                position += len(line) + 1
        index = bisect.bisect_right(starts, one.offset) - 1
        message = f"{one.shown} looks like {one.what}."
        yield Hit(first + index, one.offset - starts[index] + 1, message, "Delete it.")
