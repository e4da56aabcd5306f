"""Finds which parts of which pages use which glossary term.

A part is what a reader gets to by a link: a `##` section, on a page of questions each question, the
panel of key points; what stands before them is the page itself. Names are found by the same
`TermMatcher` that makes controls of them in the text, but here headings, links and care cards count
too, and older names: whoever looks up a term wants every place that speaks of it.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from plainleaf.page import Page, Run
from plainleaf.term_matcher import TermMatcher

KEY_POINTS = "key-points"
"""The block with a heading of its own, and the id of that heading."""


@dataclass(frozen=True)
class Place:
    """A part of a page."""

    page: str
    """The page, by its path inside docs/."""
    id: str = ""
    """The id of its heading; empty for what stands before the first."""
    title: str = ""
    """Its heading; empty for what stands before the first."""


def find_uses(pages: Iterable[Page], matcher: TermMatcher) -> Mapping[str, tuple[Place, ...]]:
    """Where each term is used: term id to places, pages in the order given, places in page order.

    Args:
        pages: pages as `read_page` reads them.
        matcher: the glossary.
    """
    found: dict[str, dict[Place, None]] = {}
    for page in pages:
        matches = matcher.find_on_page([run.plain for run in page.runs])
        for (_, place), named in zip(_placed(page), matches, strict=True):
            for match in named:
                found.setdefault(match.term, {})[place] = None
    return {term: tuple(places) for term, places in found.items()}


def _placed(page: Page) -> Iterator[tuple[Run, Place]]:
    """Each run of text with the part of the page that it stands in."""
    starts = _starts(page)
    lines = [line for line, _ in starts]
    for run in page.runs:
        index = bisect.bisect_right(lines, run.line) - 1
        yield run, starts[index][1] if index >= 0 else Place(page.src)


def _starts(page: Page) -> list[tuple[int, Place]]:
    """Where each part begins, by line of the file."""
    questions = page.kind is not None and page.kind.questions
    levels = {2, 3} if questions else {2}
    starts = [
        (one.line, Place(page.src, one.id, one.text))
        for one in page.headings
        if one.level in levels and one.block is None and not one.nested
    ]
    panel = next((block for block in page.blocks if block.name == KEY_POINTS and block.valid), None)
    if panel is not None:
        starts.append((panel.line, Place(page.src, KEY_POINTS, "Key points")))
    return sorted(starts, key=lambda start: start[0])
