"""What stands in front matter: the models of the fields that pages may have.

A kind of page says which of these models its pages have; the one value that its own model adds, its
name in `kind`, is given by `plainleaf.model.kind.Kind`.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Final, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from plainleaf.model.budgets import LOOK_AGAIN_YEARS
from plainleaf.model.model_errors import complaint
from plainleaf.text.printable import quoted

_Member = TypeVar("_Member")
Many = Annotated[tuple[_Member, ...], Field(strict=False)]
"""A list in YAML, a tuple in Python: the models are frozen all the way down."""
NonEmpty = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that is not empty."""
_SLUG: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _slug(value: str) -> str:
    if len(value) <= 80 and re.fullmatch(_SLUG, value):
        return value
    raise complaint(
        f"{quoted(value)} cannot be part of an address.",
        "Use lower-case letters, digits and single hyphens, e.g. sickle-cell-disease.",
    )


Slug = Annotated[str, AfterValidator(_slug), Field(json_schema_extra={"pattern": _SLUG})]
"""A name as it stands in addresses: lower-case letters, digits, single hyphens."""


_PAGE: Final = r"^[^/\\:?#][^\\:?#]*\.md(#[^#]+)?$"


def _page(value: str) -> str:
    if re.fullmatch(_PAGE, value):
        return value
    raise complaint(
        f"{quoted(value)} is not the path of a page.",
        "Write it from inside docs/, e.g. conditions/anemia/index.md.",
    )


class _Authored(BaseModel):
    """What every model of authored data shares: frozen, strict, nothing unknown."""

    # Deferred: a check of one page needs the model of one kind.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Change(_Authored):
    """One entry of a page's history, for readers."""

    date: datetime.date = Field(description="The day of the change.")
    what: Annotated[NonEmpty, StringConstraints(max_length=200)] = Field(
        description="What is different for a reader, in a sentence or two."
    )


class FrontMatter(_Authored):
    """The fields that every page has."""

    kind: str = Field(description="What kind of page this is.")
    title: Annotated[NonEmpty, StringConstraints(max_length=100)] = Field(
        description="The heading of the page."
    )
    nav_title: Annotated[NonEmpty, StringConstraints(max_length=40)] | None = Field(
        default=None, description="A shorter name for navigation."
    )
    description: Annotated[NonEmpty, StringConstraints(max_length=160)] = Field(
        description="One plain sentence for search results, at most 160 characters."
    )
    written: datetime.date = Field(
        description="The day on which the text was written or last rewritten."
    )
    next_look: datetime.date = Field(
        description="The day by which someone looks at it again, at most 3 years after `written`."
    )
    changes: Many[Change] = Field(
        default=(),
        description="What has changed for readers, in any order; the newest is shown first.",
    )

    # On the field, not on the model: it is checked even when another field is wrong.
    @field_validator("next_look")
    @classmethod
    def _fits_written(cls, look: datetime.date, info: ValidationInfo) -> datetime.date:
        written = info.data.get("written")
        if not isinstance(written, datetime.date):
            return look
        if look <= written:
            raise complaint(
                f'"next_look" ({look}) is not after "written" ({written}).', "Give a later day."
            )
        last = (written.year + LOOK_AGAIN_YEARS, written.month, written.day)
        if (look.year, look.month, look.day) > last:
            raise complaint(
                f'"next_look" ({look}) is more than {LOOK_AGAIN_YEARS} years after "written".',
                f"Give a day up to {last[0]:04}-{last[1]:02}-{last[2]:02}.",
            )
        return look


class Door(_Authored):
    """One way into the site from the home page."""

    title: NonEmpty = Field(description="Whom it is for, or what is behind it.")
    text: NonEmpty = Field(description="What is behind it, in a sentence.")
    action: NonEmpty = Field(description="The words of its link.")
    page: Annotated[str, AfterValidator(_page), Field(json_schema_extra={"pattern": _PAGE})] = (
        Field(description="The page behind it, as a path inside docs/, possibly with a #heading.")
    )
    icon: Literal["family", "scan", "sheet", "box"] = Field(description="Its picture.")


class Glance(_Authored):
    """One line of a case's facts panel."""

    label: NonEmpty = Field(description="What it is about.")
    value: NonEmpty = Field(description="What the source says.")


class HomeFrontMatter(FrontMatter):
    """Front matter of the home page."""

    doors: Annotated[Many[Door], Field(min_length=1, max_length=6)] = Field(
        description="The ways in, in order."
    )


class ConditionFrontMatter(FrontMatter):
    """Front matter of a condition's patient page: all of it, or the overview of its guide."""

    condition: Slug = Field(description="The condition's folder name under docs/conditions.")
    term: Slug = Field(description="The glossary entry of the condition itself.")
    own_words: Many[Slug] = Field(
        default=(),
        description="Other glossary entries that every page about the condition speaks of, e.g. "
        "spleen: like the condition's own, they open once a page, not once a section.",
    )
    parts: Many[Slug] = Field(
        default=(),
        description="The other pages of the condition's guide in reading order, by their file "
        "names without .md, e.g. when-to-get-help; none when this page says everything.",
    )


class OfConditionFrontMatter(FrontMatter):
    """Front matter of a page that belongs to a condition."""

    condition: Slug = Field(description="The condition's folder name under docs/conditions.")


class PartFrontMatter(OfConditionFrontMatter):
    """Front matter of a part of a guide whose sections are its own."""

    words: Annotated[int, Field(ge=100, le=1100)] = Field(
        default=540, description="How many words the page aims at, 100 to 1,100."
    )


class PageFrontMatter(FrontMatter):
    """Front matter of a page whose sections and place are its author's choice."""

    menu: Annotated[NonEmpty, StringConstraints(max_length=20)] | None = Field(
        default=None, description="Its name in the menu of every page; none when it is not there."
    )


class CaseFrontMatter(FrontMatter):
    """Front matter of a radiology case. The address and the title give no diagnosis away."""

    condition: Slug = Field(
        description="The condition's folder under docs/conditions, or its glossary entry; told "
        "after the diagnosis."
    )
    at_a_glance: Annotated[Many[Glance], Field(max_length=12)] = Field(
        default=(), description="The facts panel, in order."
    )
    original: NonEmpty | None = Field(
        default=None,
        description="The reference of the published case that this one retells, by its key.",
    )
