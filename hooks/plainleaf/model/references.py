"""References: what pages may cite, and how a source list prints them.

Field names are those of CSL-JSON, so that any reference manager can read the file. Added are what
a careful reader wants to know: how much of the source was read, and what standing it has.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from plainleaf.model.model_errors import complaint
from plainleaf.model.records import Record, Records, load_records, repeated
from plainleaf.text.inline import KEY

RULE = "PL510"


class Name(Record):
    """An author: a person, or an organization in `literal`."""

    family: str | None = Field(default=None, description="Family name.")
    given: str | None = Field(default=None, description="Initials or given names.")
    literal: str | None = Field(default=None, description="An organization, or a group of people.")

    @model_validator(mode="after")
    def _names_someone(self) -> Name:
        if not self.family and not self.literal:
            raise complaint(
                "This author has no name.",
                'Add "family" for a person, "literal" for an organization.',
            )
        return self


CslType = Literal[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
]
"""The types of CSL 1.0.2; no style says how any other is printed."""
_OLDEST: Final = 1500
_NEWEST: Final = 2100


class Issued(Record):
    """When it was published."""

    date_parts: tuple[Annotated[tuple[int, ...], Field(min_length=1, max_length=3)]] = Field(
        alias="date-parts", description="[[year]], [[year, month]] or [[year, month, day]]."
    )

    @model_validator(mode="after")
    def _day_of_a_calendar(self) -> Self:
        year, month, day = (*self.date_parts[0], 1, 1)[:3]
        try:
            date(year, month, day)
        except (ValueError, OverflowError):
            year = 0
        if not _OLDEST <= year <= _NEWEST:
            raise complaint(
                "This is no day, month or year of a publication.",
                "Write it as [[2026]], [[2026, 11]] or [[2026, 11, 21]].",
            )
        return self


class Reference(Record):
    """One source."""

    id: str = Field(pattern=f"^{KEY}$", description="The key that pages cite: [@KEY].")
    type: CslType = Field(description="CSL type, such as article-journal or webpage.")
    title: str = Field(min_length=3, description="The title; in brackets when we describe it.")
    author: tuple[Name, ...] = Field(default=(), description="Authors, in order.")
    editor: tuple[Name, ...] = Field(default=(), description="Editors, in order.")
    container_title: str | None = Field(
        default=None, alias="container-title", description="Journal, book or site."
    )
    volume: str | int | None = Field(default=None, description="Volume.")
    issue: str | int | None = Field(default=None, description="Issue.")
    page: str | int | None = Field(default=None, description="Pages.")
    number: str | int | None = Field(default=None, description="Report or document number.")
    edition: str | int | None = Field(default=None, description="Edition.")
    issued: Issued | None = Field(default=None, description="When it was published.")
    publisher: str | None = Field(default=None, description="Publisher.")
    DOI: str | None = Field(default=None, pattern=r"^10\.\S+$", description="DOI, without address.")
    PMID: str | int | None = Field(default=None, description="PubMed number.")
    PMCID: str | None = Field(default=None, pattern=r"^PMC\d+$", description="PubMed Central id.")
    ISBN: str | None = Field(default=None, description="ISBN.")
    URL: str | None = Field(default=None, pattern=r"^https?://\S+$", description="Its address.")
    seen: Literal["full", "abstract", "record", "cited"] = Field(
        description="How much was read; `cited`: only citations of it, so it supports nothing."
    )
    seen_as: str | None = Field(default=None, description="What was read, in short words.")
    standing: Literal["authoritative", "research", "secondary", "general"] = Field(
        description="secondary: a teaching or other second-hand source, labelled so."
    )
    note: str | None = Field(default=None, description="For editors; never printed.")


def load_references(text: str, path: str) -> Records[Reference]:
    """Read the reference file; each key may stand only once."""
    records = load_records(text, path, Reference, RULE)
    doubled = repeated(records, "id", path, RULE)
    return Records(records.items, records.positions, records.findings + doubled)
