"""Care cards: how urgent what is, written once for all pages that say it.

`care_cards.yml` holds every card of every condition; a page only places it, always whole, by
`/// care-card | ID`. `urgent_sentences.yml` lists the sentences of pages that sound urgent and need
no link to a card, each with its reason. This module says what the files hold and what a page shows
of them; what is wrong with that is said in `plainleaf.checks.rules.care_cards`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from pydantic import Field, field_validator

from plainleaf.model.block_specs import CARD_ANCHOR, CARE_LEVELS
from plainleaf.model.findings import Finding
from plainleaf.model.front_matter import Slug
from plainleaf.model.model_errors import complaint
from plainleaf.model.records import Record, Records, load_records, repeated
from plainleaf.model.yaml_text import load_yaml
from plainleaf.text.printable import quoted

FILE: Final = "care_cards.yml"
"""The file of the cards, in the data folder."""
SENTENCES_FILE: Final = "urgent_sentences.yml"
"""The file of the sentences that sound urgent, in the data folder."""
RULE: Final = "PL430"

Level = Literal["emergency", "urgent", "non-urgent"]
CardPart = tuple[str | int, ...]
"""The way to a part of a card: ("items", 0)."""

EMERGENCY: Final[Level] = "emergency"


class CardLine(Record):
    """One line of a card, with what it rests on."""

    text: str = Field(
        min_length=2,
        max_length=300,
        description="Plain text as readers see it: no links, no marks, no telephone numbers.",
    )
    sources: tuple[str, ...] = Field(
        min_length=1,
        description="Keys of the references it rests on; general-knowledge where there is none.",
    )

    @field_validator("text")
    @classmethod
    def _one_line(cls, text: str) -> str:
        return _plain(text)


class CareCard(Record):
    """One card: a call to action, and the signs that ask for it."""

    id: Slug = Field(description="Its name, by which pages place it.")
    condition: Slug = Field(description="The condition's folder name under docs/conditions.")
    also: tuple[Slug, ...] = Field(
        default=(), description="Other conditions that the whole card holds for as it stands."
    )
    level: Level = Field(description="How soon help is needed.")
    heading: str = Field(
        min_length=5, max_length=200, description='What to do, as a call to action that ends "if:".'
    )
    lead: CardLine | None = Field(default=None, description="A line before the bullets.")
    items: tuple[CardLine, ...] = Field(
        min_length=1, description="The signs, at most five; each completes the heading."
    )
    closing: tuple[CardLine, ...] = Field(default=(), description="Lines after the bullets.")
    always: bool = Field(
        default=False,
        description="Whether pages that show any card must show this one; emergency cards must.",
    )
    sign_off: str = Field(min_length=2, description="The point of sign_off.yml it belongs to.")

    @field_validator("id")
    @classmethod
    def _no_level(cls, name: str) -> str:
        if name in CARE_LEVELS:
            raise complaint(
                f"{quoted(name)} is a level and cannot name a card.",
                "Name the card by what it is about, e.g. fever.",
            )
        return name

    @field_validator("heading")
    @classmethod
    def _one_line(cls, heading: str) -> str:
        return _plain(heading)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that it is a card of."""
        return (self.condition, *self.also)

    @property
    def must_stand(self) -> bool:
        """Whether every page that speaks of urgency must show it."""
        return self.always or self.level == EMERGENCY

    @property
    def anchor(self) -> str:
        """The id of its heading on every page that shows it."""
        return f"{CARD_ANCHOR}{self.id}"

    @property
    def lines(self) -> tuple[CardLine, ...]:
        """All its lines, in order."""
        return (*([self.lead] if self.lead else []), *self.items, *self.closing)

    @property
    def sources(self) -> tuple[str, ...]:
        """All that it rests on, in order, each once."""
        return tuple(dict.fromkeys(key for line in self.lines for key in line.sources))


class UrgentSentence(Record):
    """A sentence of a page that sounds urgent but says no place to go."""

    sentence: str = Field(
        min_length=5, description="The sentence, word for word as readers see it."
    )
    reason: str = Field(min_length=10, description="Why it needs no link to a card.")


def _plain(text: str) -> str:
    """A line without spaces around it; raises where the line would not be shown as typed."""
    told = " ".join(text.split())
    if told != text.strip():
        raise complaint("The line has spaces or a line break that nobody sees.", "Write one line.")
    return told


@dataclass(frozen=True)
class CareCards:
    """What the file of cards holds."""

    cards: Mapping[str, CareCard] = field(default_factory=dict)
    """The cards by id, in the order of the file."""
    path: str = ""
    """The file, as findings print it."""
    places: Mapping[CardPart, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each card and of each of its parts: (id, "items", 0)."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with the file."""

    def place(self, card: str, *part: str | int) -> tuple[int, int]:
        """Line and column of a card, or of a part of it."""
        return self.places.get((card, *part), self.places.get((card,), (1, 1)))

    @functools.cached_property
    def by_condition(self) -> Mapping[str, tuple[CareCard, ...]]:
        """The cards of each condition that has any."""
        found: dict[str, list[CareCard]] = {}
        for card in self.cards.values():
            for condition in card.conditions:
                found.setdefault(condition, []).append(card)
        return {name: tuple(cards) for name, cards in found.items()}


def load_care_cards(text: str, path: str) -> CareCards:
    """Read the cards; an id may stand only once.

    Args:
        text: the file's text.
        path: the file as findings should print it.
    """
    records = load_records(text, path, CareCard, RULE)
    source = load_yaml(text)
    cards: dict[str, CareCard] = {}
    places: dict[CardPart, tuple[int, int]] = {}
    index_of = {source.position((index,)): index for index in range(len(source.sequence))}
    for card, place in zip(records.items, records.positions, strict=True):
        if card.id in cards:
            continue
        cards[card.id] = card
        places[card.id,] = place
        for part in _parts(card):
            places[(card.id, *part)] = source.value_position((index_of[place], *part))
    doubled = repeated(records, "id", path, RULE)
    return CareCards(cards, path, places, records.findings + doubled)


def _parts(card: CareCard) -> Iterable[CardPart]:
    """The ways to the parts of a card that findings are about."""
    yield from (("heading",), ("condition",), ("sign_off",))
    yield from (("also", number) for number in range(len(card.also)))
    if card.lead is not None:
        yield ("lead",)
    yield from (("items", number) for number in range(len(card.items)))
    yield from (("closing", number) for number in range(len(card.closing)))


def texts(card: CareCard) -> Iterable[tuple[CardPart, str]]:
    """Every text of a card with the way to it."""
    yield ("heading",), card.heading
    if card.lead is not None:
        yield ("lead",), card.lead.text
    yield from ((("items", number), one.text) for number, one in enumerate(card.items))
    yield from ((("closing", number), one.text) for number, one in enumerate(card.closing))


def load_urgent_sentences(text: str, path: str) -> Records[UrgentSentence]:
    """Read the list of sentences; each may stand only once."""
    records = load_records(text, path, UrgentSentence, RULE)
    doubled = repeated(records, "sentence", path, RULE)
    return Records(records.items, records.positions, records.findings + doubled)
