"""Which care cards a page shows."""

from __future__ import annotations

from collections.abc import Iterable

from plainleaf.model.block_specs import CARE_BLOCK
from plainleaf.model.care_cards import CareCard, CareCards
from plainleaf.reading.page import Block, Page


def placed_blocks(page: Page) -> tuple[Block, ...]:
    """The blocks of a page that place a card, whether there is such a card or not."""
    return tuple(block for block in page.block_named(CARE_BLOCK) if block.valid and block.closed)


def cards_in(blocks: Iterable[Block], cards: CareCards) -> tuple[CareCard, ...]:
    """The cards that blocks show, in order; each is shown whole."""
    named = (block.argument for block in blocks if block.name == CARE_BLOCK and block.valid)
    return tuple(cards.cards[name] for name in named if name in cards.cards)


def cards_on(page: Page, cards: CareCards) -> tuple[CareCard, ...]:
    """The cards that a page shows, in order; each is shown whole."""
    return cards_in(page.blocks, cards)
