"""Who reviewed which sections of a page, who signed which point, and whether that still holds.

A review counts for exactly the words that were reviewed: for each section it names the hash of what
readers get there (`plainleaf.model.review_text`). What changes one section lapses that section, and
the page says which. A sign-off point is signed for the text that it is about and lapses with it. A
page counts as checked only while every section of it is covered and no point of it is open. Nothing
here can create a review: a person adds it to reviews.yml.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from plainleaf.model.facts import SignOff
from plainleaf.model.records import Record
from plainleaf.model.review_text import TOP, ReviewedSection
from plainleaf.model.signer import PersonName, Profession

RULE = "PL810"

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 as `plainleaf review-pack` prints it."""


class ReviewRecord(Record):
    """One review, as a reviewer agreed to it."""

    page: str = Field(pattern=r"^[\w./-]+\.md$", description="The page, as a path inside docs/.")
    reviewer: PersonName = Field(min_length=3, description="The reviewer's full name.")
    role: Profession = Field(min_length=3, description="Their profession and field.")
    # Strict: pydantic would take 20270131 for a number of seconds.
    date: datetime.date = Field(strict=True, description="The day of the review.")
    sections: dict[str, Hash] = Field(
        min_length=1,
        description="Each section that was reviewed (the id of its heading, `top` for what stands "
        "before the first) and its hash, as `plainleaf review-pack` prints them.",
    )


@dataclass(frozen=True)
class ReviewState:
    """What a page may say about its review."""

    state: Literal["none", "current", "open", "partial", "lapsed"]
    """No review recorded; one that holds; one that holds while points are open; one from which
    some sections have changed; or one from which all have."""
    records: tuple[ReviewRecord, ...] = ()
    """The reviews that hold for a section of the page, or else the newest, by date."""
    changed: tuple[ReviewedSection, ...] = ()
    """The sections for which no review holds, where one does for others."""
    older: tuple[ReviewRecord, ...] = ()
    """The reviews that name the top as it stands, and are older than the change that it tells."""

    @property
    def record(self) -> ReviewRecord | None:
        """The newest of the reviews."""
        return self.records[-1] if self.records else None


NO_REVIEW = ReviewState("none")
"""Of a page that nobody reviewed."""


def review_state(
    page: str,
    sections: Sequence[ReviewedSection],
    records: Iterable[ReviewRecord],
    open_points: int = 0,
    changed_on: datetime.date | None = None,
) -> ReviewState:
    """Whether a page was reviewed and whether that still holds.

    Args:
        page: the page, as a path inside docs/.
        sections: its sections as they stand.
        records: all recorded reviews.
        open_points: how many points of the page nobody has signed for its present text.
        changed_on: the day of the newest of the page's `changes`.
    """
    own = sorted((one for one in records if one.page == page), key=lambda one: one.date)
    if not own:
        return NO_REVIEW
    older = tuple(
        one
        for section in sections
        for one in own
        if section.id == TOP and _covers(one, section) and _is_older(one, changed_on)
    )
    holding = {
        section.id: [
            one for one in own if _covers(one, section) and not (section.id == TOP and one in older)
        ]
        for section in sections
    }
    changed = tuple(section for section in sections if not holding[section.id])
    newest = {id(found[-1]) for found in holding.values() if found}
    counting = tuple(one for one in own if id(one) in newest)
    if not counting:
        return ReviewState("lapsed", (own[-1],), older=older)
    if changed:
        return ReviewState("partial", counting, changed, older)
    return ReviewState("open" if open_points else "current", counting, older=older)


def _covers(record: ReviewRecord, section: ReviewedSection) -> bool:
    """Whether a review names a section as it stands."""
    return record.sections.get(section.id) == section.hash


def _is_older(record: ReviewRecord, changed_on: datetime.date | None) -> bool:
    """Whether a page changed after a review of it: nobody can have read those words then."""
    return changed_on is not None and record.date < changed_on


# --- sign-off points -------------------------------------------------------------------------

PointState = Literal["open", "signed", "lapsed"]


def point_sections(
    point: SignOff, sections: Mapping[str, Sequence[ReviewedSection]]
) -> tuple[tuple[str, ReviewedSection], ...]:
    """The sections that a point is about, each with its page.

    Args:
        point: the point; it names pages, or sections of them by `page.md#id`.
        sections: page (path inside docs/) to its sections as they stand.
    """
    return tuple(
        (page, section)
        for place in point.pages
        for page, _, wanted in [place.partition("#")]
        for section in sections.get(page, ())
        if wanted in ("", section.id)
    )


def point_hash(point: SignOff, sections: Mapping[str, Sequence[ReviewedSection]]) -> str:
    """The hash that a signature of a point would name: the point's words and its text's."""
    about = [[page, one.id, one.hash] for page, one in point_sections(point, sections)]
    held = {"point": " ".join(point.point.split()), "about": sorted(about)}
    return hashlib.sha256(json.dumps(held, ensure_ascii=False).encode()).hexdigest()


def point_state(point: SignOff, sections: Mapping[str, Sequence[ReviewedSection]]) -> PointState:
    """Whether a point is open, signed for the text as it stands, or for an earlier one."""
    if point.state == "open":
        return "open"
    return "signed" if point.hash == point_hash(point, sections) else "lapsed"


# --- all of them -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Reviews:
    """What holds of all recorded reviews and signatures, by what readers get of each page."""

    pages: Mapping[str, ReviewState] = field(default_factory=dict)
    """The state of each page that was reviewed, by its path inside docs/."""
    points: Mapping[str, PointState] = field(default_factory=dict)
    """The state of each sign-off point, by its id."""
    nowhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The places that a point names and that no page has, by its id."""
    latest_day: datetime.date | None = None
    """The latest day on which a review can have happened."""

    def of(self, page: str) -> ReviewState:
        """The state of a page (path inside docs/): no review where none is recorded."""
        return self.pages.get(page, NO_REVIEW)

    @functools.cached_property
    def any_current(self) -> bool:
        """Whether a review of any page holds."""
        return any(one.state == "current" for one in self.pages.values())


def open_points(points: Iterable[SignOff], states: Mapping[str, PointState], page: str) -> int:
    """How many points of a page nobody has signed for its present text.

    Args:
        points: all sign-off points.
        states: the state of each, by its id.
        page: the page, as a path inside docs/.
    """
    return sum(states.get(one.id) != "signed" and page in one.sources for one in points)
