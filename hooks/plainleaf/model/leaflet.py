"""A condition's leaflet: one sheet of two sides, made of what the site says already.

`leaflet.yml` beside an overview says what stands on it, in order. It writes nothing anew: it names
care cards, and paragraphs, items, rows and figures of the guide's pages by the words that they
begin with, so that a new line on a page moves nothing here unseen. Only headings and boxes to tick
are words of its own.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from plainleaf.model.front_matter import Slug
from plainleaf.model.model_errors import complaint
from plainleaf.model.records import Record
from plainleaf.model.review import Hash
from plainleaf.model.signer import PersonName, Profession

FILE: Final = "leaflet.yml"
"""The file, beside the overview of its condition."""
RULE: Final = "PL120"

Beginning = Annotated[str, StringConstraints(min_length=2, max_length=80)]
"""The first words of what is taken, as readers see them."""
Label = Annotated[str, StringConstraints(min_length=2, max_length=40, pattern=r"^[^\n]+$")]


class TakenPieces(Record):
    """What is taken from one section of one page, each piece whole."""

    page: str = Field(pattern=r"^[\w-]+\.md$", description="A page beside this file.")
    section: Slug | None = Field(
        default=None, description="The id of a heading; without it, what stands before the first."
    )
    paragraphs: tuple[Beginning, ...] = Field(default=(), description="How each begins.")
    items: tuple[Beginning, ...] = Field(default=(), description="How each item begins.")
    rows: tuple[Beginning, ...] = Field(
        default=(), description="How each row of the section's table begins."
    )
    figure: bool = Field(default=False, description="Whether it is the section's first figure.")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if sum(map(bool, (self.paragraphs, self.items, self.rows, self.figure))) != 1:
            raise complaint(
                "It takes either paragraphs, or items, or rows, or a figure.",
                "Give one of them, and begin another line for the next.",
            )
        return self


class Boxes(Record):
    """A line to tick: what holds for the reader."""

    label: Label = Field(description="What the choices complete.")
    choices: tuple[Label, ...] = Field(min_length=2, max_length=8, description="One box each.")
    other: bool = Field(default=False, description="Whether there is a field for something else.")


class LeafletPart(Record):
    """One part of the leaflet."""

    side: Literal[1, 2] = Field(description="The side that it stands on.")
    title: Label | None = Field(default=None, description="Its heading; cards have their own.")
    place: Literal["left", "right", "wide"] = Field(
        description="Its column, or across both. In large print all stands in one column, the left "
        "one before the right one."
    )
    cards: tuple[Slug, ...] = Field(
        default=(), description="Care cards, which stand whole, word for word."
    )
    take: tuple[TakenPieces, ...] = Field(default=(), description="What is taken from pages.")
    boxes: tuple[Boxes, ...] = Field(default=(), description="What to tick.")
    clinic: bool = Field(
        default=False, description="Whether the fields for the clinic stand here, below the cards."
    )
    left_out: dict[Slug, Annotated[str, StringConstraints(min_length=10)]] = Field(
        default_factory=dict,
        description="Cards that must stand wherever one does and have no room here, by id, each "
        "with the reason.",
    )
    review: LeafletReview | None = Field(
        default=None, description="On the first part: who has reviewed the whole leaflet."
    )

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if not (self.cards or self.take or self.boxes or self.clinic):
            raise complaint("This part holds nothing.", "Name cards, what to take, or boxes.")
        if not self.cards and not self.title:
            raise complaint("This part has no title.", "Give it one; only cards have their own.")
        return self


class LeafletReview(Record):
    """A review of the leaflet as a whole: of exactly the words that it prints."""

    reviewer: PersonName = Field(min_length=3, description="The reviewer's full name.")
    role: Profession = Field(min_length=3, description="Their profession and field.")
    date: datetime.date = Field(strict=True, description="The day of the review.")
    words: Hash = Field(description="The hash that `plainleaf review-pack LEAFLET` prints.")


LeafletPart.model_rebuild()
