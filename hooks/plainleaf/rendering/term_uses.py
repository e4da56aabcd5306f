"""Finds which parts of which pages use which glossary term.

A part is what a reader gets to by a link: a `##` section, on a page of questions each question, the
panel of key points; what stands before them is the page itself. Names are found by the same
`TermMatcher` that makes controls of them in the text, but here headings, links and care cards count
too, and older names: who looks up a term wants every place that speaks of it.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from plainleaf.model.care_cards import CareCards, texts
from plainleaf.model.term_matcher import TermMatcher
from plainleaf.model.words import words
from plainleaf.reading.page import Page
from plainleaf.reading.placed_cards import cards_in, placed_blocks

NO_CARDS = CareCards()
KEY_POINTS = "key-points"
"""The block with a heading of its own, and the id of that heading."""


@dataclass(frozen=True)
class UsePlace:
    """A part of a page."""

    page: str
    """The page, by its path inside docs/."""
    id: str = ""
    """The id of its heading; empty for what stands before the first."""
    title: str = ""
    """Its heading; empty for what stands before the first."""


def find_uses(
    pages: Iterable[Page], matcher: TermMatcher, cards: CareCards = NO_CARDS
) -> Mapping[str, tuple[UsePlace, ...]]:
    """Where each term is used: term id to places, pages in the order given, places in page order.

    Args:
        pages: pages as `read_page` reads them.
        matcher: the glossary.
        cards: the care cards that pages place.
    """
    found: dict[str, dict[UsePlace, None]] = {}
    for page in pages:
        placed = list(_placed(page, cards))
        matches = matcher.find_on_page([text for text, _ in placed])
        for (_, place), named in zip(placed, matches, strict=True):
            for match in named:
                found.setdefault(match.term, {})[place] = None
    return {term: tuple(places) for term, places in found.items()}


def _placed(page: Page, cards: CareCards) -> Iterator[tuple[str, UsePlace]]:
    """Each text with the part of the page that it stands in, in the order of the page."""
    starts = _starts(page)
    lines = [line for line, _ in starts]
    said = [(run.line, run.plain) for run in page.runs]
    said += [
        (block.line, text)
        for block in placed_blocks(page)
        for card in cards_in((block,), cards)
        for _, text in texts(card)
    ]
    for line, text in sorted(said, key=lambda one: one[0]):
        index = bisect.bisect_right(lines, line) - 1
        yield text, starts[index][1] if index >= 0 else UsePlace(page.src)


def _starts(page: Page) -> list[tuple[int, UsePlace]]:
    """Where each part begins, by line of the file."""
    questions = page.kind is not None and page.kind.questions
    levels = {2, 3} if questions else {2}
    starts = [
        (one.line, UsePlace(page.src, one.id, one.text))
        for one in page.headings
        if one.level in levels and one.block is None and not one.nested
    ]
    panel = next((block for block in page.blocks if block.name == KEY_POINTS and block.valid), None)
    if panel is not None:
        starts.append((panel.line, UsePlace(page.src, KEY_POINTS, words().article.key_points)))
    return sorted(starts, key=lambda start: start[0])
