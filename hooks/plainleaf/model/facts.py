"""Where every clinical fact stands on the site, or why it was left out.

The file lists numbered facts (1, 2, …) and, under a letter for each starting document, what was
found wrong there (A1, A2, …). Each row names the page and heading that carries the fact and the
sources it rests on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from plainleaf.model.model_errors import complaint
from plainleaf.model.records import Record, Records, load_records, repeated

RULE = "PL801"


class FactPlace(Record):
    """Where a fact stands."""

    page: str = Field(pattern=r"^[\w./-]+\.md$", description="The page, as a path inside docs/.")
    heading: str = Field(min_length=2, description="The heading it stands under, word for word.")


class Fact(Record):
    """One row: a fact, what it rests on, and where it went."""

    id: str = Field(pattern=r"^[A-Z]*[1-9][0-9]{0,3}$", description="Its number.")
    fact: str = Field(min_length=5, description="The fact in our own words.")
    sources: tuple[str, ...] = Field(default=(), description="Keys of the references it rests on.")
    note: str | None = Field(default=None, description="For editors; never printed.")
    fate: tuple[FactPlace, ...] = Field(default=(), description="Where it stands.")
    omitted: str | None = Field(default=None, min_length=10, description="Why it was left out.")

    @model_validator(mode="after")
    def _has_one_fate(self) -> Fact:
        if bool(self.fate) == bool(self.omitted):
            raise complaint(
                "A fact has either a fate or a reason why it was omitted.",
                'Add "fate" or "omitted"; delete one where both stand.',
            )
        return self


class SignOff(Record):
    """Something that a clinician must agree to before the site may say it was reviewed."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="A short name.")
    point: str = Field(min_length=10, description="What must be decided or confirmed.")
    role: str = Field(min_length=3, description="Who can: the kind of clinician.")
    pages: tuple[str, ...] = Field(
        description="The pages it concerns, as paths inside docs/; `page.md#id` for the section "
        "below one heading only, `page.md#top` for what stands before the first."
    )
    danger: Literal["high", "medium", "low"] | None = Field(
        default=None,
        description="How much harm a mistake there could do; left out: as urgent as the care "
        "card that names the point, else low.",
    )
    beside: tuple[Annotated[str, StringConstraints(min_length=8)], ...] = Field(
        default=(),
        description="Words of the pages beside which a review pack prints it, the most important "
        "first; a point that a care card names stands beside the card, any other without words is "
        "about the page as a whole.",
    )

    @property
    def sources(self) -> frozenset[str]:
        """The pages that it concerns, whole or in part."""
        return frozenset(place.partition("#")[0] for place in self.pages)


def load_facts(text: str, path: str) -> Records[Fact]:
    """Read the fact table; an id may stand only once."""
    records = load_records(text, path, Fact, RULE)
    return Records(
        records.items, records.positions, records.findings + repeated(records, "id", path, RULE)
    )


def series_of(fact: str) -> str:
    """The letters before the number of a fact; facts with the same letters are one series."""
    return fact.rstrip("0123456789")


def facts_of_page(facts: Collection[Fact], page: str) -> Mapping[str, tuple[Fact, ...]]:
    """The facts that stand on a page, by heading."""
    found: dict[str, tuple[Fact, ...]] = {}
    for fact in facts:
        for place in fact.fate:
            if place.page == page:
                found[place.heading] = (*found.get(place.heading, ()), fact)
    return found
