"""The blocks that authors may use, and what their words may be, declared once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal


@dataclass(frozen=True)
class BlockSpec:
    """A block that authors open with `/// name | argument` and close with `///`."""

    name: str
    """Its name, as authors write it."""
    summary: str
    """What it makes, for the authors' guide."""
    argument: str = ""
    """What its argument is called; empty for a block that takes none."""
    has_body: bool = True
    """Whether anything stands between its opening and its closing line."""


CARE_LEVELS: Final = ("emergency", "urgent", "non-urgent")
CARE_BLOCK: Final = "care-card"
"""The block that places a card of care_cards.yml."""
NUMBERS_BLOCK: Final = "emergency-numbers"
"""The block that lists emergency numbers by country."""
CARD_ANCHOR: Final = "card-"
"""What the id of a card's heading begins with; the card's own id follows."""

_BLOCKS: Final = (
    BlockSpec("key-points", "A numbered list of at most five points to take home."),
    BlockSpec(
        CARE_BLOCK,
        "A card of care_cards.yml, whole: when to get help, and how fast.",
        "card id",
        has_body=False,
    ),
    BlockSpec("figure", "A figure from figures.yml beside the page.", "figure id", has_body=False),
    BlockSpec(
        "figure-to-read",
        "The same figure without marks and findings, for readers who try it first.",
        "figure id",
        has_body=False,
    ),
    BlockSpec("questions-to-ask", "A list of questions with boxes to tick."),
    BlockSpec(
        "question",
        "A question with choices; below each choice stands what to say of it.",
        "question",
    ),
    BlockSpec("glossary-entries", "The whole glossary, A to Z.", has_body=False),
    BlockSpec("pronunciation-key", "What each part of a respelling sounds like.", has_body=False),
    BlockSpec("pronunciation-entries", "How to say every term.", has_body=False),
    BlockSpec(
        NUMBERS_BLOCK,
        "Every number of emergency_numbers.yml, by country, each with its source.",
        has_body=False,
    ),
    BlockSpec("page-list", "A link to every page, by subject.", has_body=False),
    BlockSpec("case-list", "A link to every case, by what was examined and how.", has_body=False),
    BlockSpec("rule-list", "Every rule that pages are checked by.", has_body=False),
    BlockSpec("review-register", "Every page with its dates and its review.", has_body=False),
    BlockSpec("open-points", "What a clinician must still agree to.", has_body=False),
    BlockSpec("changes", "What has changed on every page, newest first.", has_body=False),
    BlockSpec(
        "plain-words",
        "The findings of a case, each with its explanation on the patient page.",
        has_body=False,
    ),
    BlockSpec("how-to-cite", "How to cite a case, and whose case it is.", has_body=False),
    BlockSpec("contact", "How to reach the editors, when there is a way.", has_body=False),
)
BLOCKS: Final[Mapping[str, BlockSpec]] = MappingProxyType({spec.name: spec for spec in _BLOCKS})
"""The blocks that authors may use, by name."""
FIGURE_BLOCKS: Final = frozenset({"figure", "figure-to-read"})
"""The blocks that place a figure."""


Verdict = Literal["right", "partly", "wrong"]

VERDICTS: Final[Mapping[str, Verdict]] = MappingProxyType(
    {
        "Fits best": "right",
        "Right": "right",
        "Keep in mind": "partly",
        "Partly right": "partly",
        "Less likely": "wrong",
        "Not quite": "wrong",
        "Unsafe": "wrong",
    }
)
"""What is said first of a choice, in bold: words that tell without color whether it is right."""
