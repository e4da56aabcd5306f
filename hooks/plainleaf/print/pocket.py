"""Composes a condition's pocket card: every card that must stand, whole, on a strip to fold.

A strip is as wide as a bank card and has five panels on each side; two lie on a sheet. The first
panel is for the reader's own words. Nothing is shortened: where the sheet is short, the panels of
short cards give way to that of the longest, and a card that does not fit its panel stops the build.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from plainleaf.model.words import words
from plainleaf.print.leaflet import CardView, Face, Sources, card_view
from plainleaf.print.paper import Paper
from plainleaf.rendering.fragments import render_fragment

POCKET: Final = "pocket-card"
"""What a pocket card's file is called, where a handout has the name of its page."""
_PANELS: Final = 5
"""How many panels one side of a strip has."""
_MOST: Final = 2
"""How many sides a sheet has."""
_STRIPS: Final = (1, 2)
"""The strips of a sheet."""


def pocket_cards(condition: str, sources: Sources) -> tuple[CardView, ...]:
    """The cards of a condition that must stand wherever one does, in their order."""
    named = (
        name
        for name, card in sources.cards.items()
        if condition in card.conditions and card.must_stand
    )
    return tuple(card_view(name, sources) for name in named)


def pocket_html(cards: Sequence[CardView], face: Face, sources: Sources) -> str:
    """A pocket card as a whole document; `None` stands for the panel of the fields."""
    panels: list[CardView | None] = [None, *cards]
    sides = [panels[at : at + _PANELS] for at in range(0, len(panels), _PANELS)]
    return render_fragment(
        "pocket.html",
        face=face,
        sides=sides,
        strips=_STRIPS,
        form=words().paper.pocket_form.items(),
        numbers=sources.numbers,
    )


def pocket_paper(cards: Sequence[CardView], *, specimen: bool) -> Paper:
    """How a pocket card is laid out: no strip goes on below the sheet that it begins on."""
    sides = min(math.ceil((1 + len(cards)) / _PANELS), _MOST)
    return Paper(
        style="pocket",
        type_size=8.0,
        margins=(9.0, 15.0, 9.0),
        most=sides,
        most_letter=sides,
        steps=4,
        specimen=specimen,
        only_standard=True,
    )
