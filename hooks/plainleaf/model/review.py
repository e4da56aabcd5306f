"""Who reviewed which sections of a page, who agreed to which point, and whether that still holds.

A review counts for exactly the words that were reviewed: for each section it names the hash of what
readers get there (`plainleaf.model.review_text`). What changes one section lapses that section, and
the page says which. A sign-off point is agreed to on one page, for the text there that it is about,
and lapses with it. A page counts as checked only while every role that its kind needs has agreed to
every section, nobody asks for a change of the present words, and no point of it is open. Nothing
here can create a review: `plainleaf review-record` writes what a form says, or a person adds it to
reviews.yml.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints, model_validator

from plainleaf.model.facts import SignOff
from plainleaf.model.front_matter import Slug
from plainleaf.model.model_errors import complaint
from plainleaf.model.records import Record
from plainleaf.model.review_roles import ANYONE
from plainleaf.model.review_text import TOP, ReviewedSection
from plainleaf.model.signer import PersonName, Profession

RULE = "PL810"
POINT_MARK: Final = "point/"
"""What the name of a point begins with where it stands among sections."""

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 as `plainleaf review-pack --hashes` prints it."""
Seen = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{6}( [0-9a-f]{6})*$")]


class ReviewRecord(Record):
    """One review, as a reviewer agreed to it."""

    page: str = Field(pattern=r"^[\w./-]+\.md$", description="The page, as a path inside docs/.")
    reviewer: PersonName = Field(min_length=3, description="The reviewer's full name.")
    role: Profession = Field(min_length=3, description="Their profession and field.")
    agrees_as: Slug | None = Field(
        default=None, description="The role of review_roles.yml for which they speak."
    )
    # Strict: pydantic would take 20270131 for a number of seconds.
    date: datetime.date = Field(strict=True, description="The day of the review.")
    sections: dict[str, Hash] = Field(
        default_factory=dict,
        description="Each section that they agree to (the id of its heading, `top` for what stands "
        "before the first) and its hash, as `plainleaf review-pack --hashes` prints them.",
    )
    points: dict[str, Hash] = Field(
        default_factory=dict,
        description="Each sign-off point that they agree to on this page, and its hash.",
    )
    asks: dict[str, Hash] = Field(
        default_factory=dict,
        description="Each section of which they ask for a change, and its hash; `point/ID` for a "
        "point. It counts until the text changes, or until they agree to it later.",
    )
    seen: dict[str, Seen] = Field(
        default_factory=dict,
        description="The first six letters of the hash of each line of a section that they read; "
        "the next pack marks what is new since. It may be left out.",
    )

    @model_validator(mode="after")
    def _says_something(self) -> ReviewRecord:
        both = {*self.sections, *(f"{POINT_MARK}{one}" for one in self.points)} & self.asks.keys()
        if both:
            raise complaint(
                f"This review agrees to {min(both)!r} and asks for a change of it.",
                "Leave it in one of the two lists.",
                field_name="asks",
            )
        if not (self.sections or self.points or self.asks):
            raise complaint(
                "This review agrees to nothing and asks for nothing.",
                'Add "sections", "points" or "asks", or delete the entry.',
            )
        return self


@dataclass(frozen=True)
class RoleState:
    """What a role that a page needs has agreed to."""

    role: str
    """Its id; empty for anyone."""
    state: Literal["agreed", "lapsed", "none"]
    """It agreed to all sections as they stand; it once agreed to some; it never did to any."""
    day: datetime.date | None = None
    """The day on which it had agreed to all."""
    left: tuple[ReviewedSection, ...] = ()
    """The sections to which it has still to agree."""


State = Literal["none", "current", "open", "waiting", "asked", "partial", "lapsed"]


@dataclass(frozen=True)
class ReviewState:
    """What a page may say about its review."""

    state: State
    """No review recorded; one that holds; one that holds while points are open; one of some of the
    roles that are needed; one that asks for a change; one from which some sections have changed;
    or one from which all have."""
    records: tuple[ReviewRecord, ...] = ()
    """The reviews that hold for a section of the page, or else the newest, by date."""
    changed: tuple[ReviewedSection, ...] = ()
    """The sections for which no review holds, where one does for others."""
    older: tuple[ReviewRecord, ...] = ()
    """The reviews that name the top as it stands, and are older than the change that it tells."""
    roles: tuple[RoleState, ...] = ()
    """How each role that the page needs stands; none on a page that nobody reviewed."""
    asked: tuple[ReviewedSection, ...] = ()
    """The sections of which somebody asks for a change."""

    @property
    def record(self) -> ReviewRecord | None:
        """The newest of the reviews."""
        return self.records[-1] if self.records else None


NO_REVIEW = ReviewState("none")
"""Of a page that nobody reviewed."""


@dataclass(frozen=True)
class _Voices:
    """Who says what of one text: of each person, the newest that they said."""

    agreed: tuple[ReviewRecord, ...]
    asked: tuple[ReviewRecord, ...]

    def of(self, role: str) -> tuple[ReviewRecord, ...]:
        """Who agrees in a role, by date."""
        return tuple(one for one in self.agreed if role in (ANYONE, one.agrees_as))


def _voices(
    records: Sequence[ReviewRecord], kind: Literal["sections", "points"], name: str, hash_: str
) -> _Voices:
    """Who says what of a section or a point; `records` are those of its page, by date."""
    asked_as = name if kind == "sections" else POINT_MARK + name
    newest: dict[tuple[str, str | None], ReviewRecord] = {}
    for one in records:
        if hash_ in (getattr(one, kind).get(name), one.asks.get(asked_as)):
            who = (" ".join(one.reviewer.casefold().split()), one.agrees_as)
            newest.pop(who, None)
            newest[who] = one
    said = sorted(newest.values(), key=lambda one: one.date)
    return _Voices(
        tuple(one for one in said if getattr(one, kind).get(name) == hash_),
        tuple(one for one in said if one.asks.get(asked_as) == hash_),
    )


def review_state(
    page: str,
    sections: Sequence[ReviewedSection],
    records: Iterable[ReviewRecord],
    open_points: int = 0,
    changed_on: datetime.date | None = None,
    needed: Sequence[str] = (ANYONE,),
) -> ReviewState:
    """Whether a page was reviewed and whether that still holds.

    Args:
        page: the page, as a path inside docs/.
        sections: its sections as they stand.
        records: all recorded reviews.
        open_points: how many points of the page nobody has signed for its present text.
        changed_on: the day of the newest of the page's `changes`.
        needed: the roles that must agree to it.
    """
    own = sorted((one for one in records if one.page == page), key=lambda one: one.date)
    older = tuple(one for one in own if _is_older(one, sections, changed_on))
    voices = {
        one.id: _voices(
            [record for record in own if one.id != TOP or record not in older],
            *("sections", one.id, one.hash),
        )
        for one in sections
    }
    asked = tuple(one for one in sections if voices[one.id].asked)
    changed = tuple(one for one in sections if not (voices[one.id].agreed or voices[one.id].asked))
    roles = tuple(_role_state(role, sections, voices, own) for role in needed)
    counting = _counting(own, voices, needed)
    if not counting and not asked:
        read = [one for one in own if one.sections]
        if not read:
            return NO_REVIEW
        return ReviewState("lapsed", (read[-1],), older=older, roles=roles)
    state: State = "waiting"
    if asked:
        state = "asked"
    elif all(one.state == "agreed" for one in roles):
        state = "open" if open_points else "current"
    elif changed:
        state = "partial"
    return ReviewState(state, counting, changed, older, roles, asked)


def _role_state(
    role: str,
    sections: Sequence[ReviewedSection],
    voices: Mapping[str, _Voices],
    records: Iterable[ReviewRecord],
) -> RoleState:
    left = tuple(one for one in sections if voices[one.id].asked or not voices[one.id].of(role))
    if not left:
        day = max((voices[one.id].of(role)[-1].date for one in sections), default=None)
        return RoleState(role, "agreed", day)
    once = any(one.sections and role in (ANYONE, one.agrees_as) for one in records)
    return RoleState(role, "lapsed" if once else "none", left=left)


def _counting(
    records: Iterable[ReviewRecord], voices: Mapping[str, _Voices], needed: Sequence[str]
) -> tuple[ReviewRecord, ...]:
    """The reviews that hold for a section: of each role the newest."""
    newest: set[int] = set()
    for one in voices.values():
        found = [one.of(role)[-1] for role in needed if one.of(role)] or list(one.agreed[-1:])
        newest |= {id(record) for record in found}
    return tuple(one for one in records if id(one) in newest)


def _is_older(
    record: ReviewRecord, sections: Sequence[ReviewedSection], changed_on: datetime.date | None
) -> bool:
    """Whether a page changed after a review that names its top as it stands.

    Nobody can have read those words then.
    """
    names_top = any(one.id == TOP and record.sections.get(TOP) == one.hash for one in sections)
    return changed_on is not None and names_top and record.date < changed_on


# --- sign-off points -------------------------------------------------------------------------

PointState = Literal["open", "signed", "lapsed"]


def point_sections(
    point: SignOff, page: str, sections: Sequence[ReviewedSection]
) -> tuple[ReviewedSection, ...]:
    """The sections of a page that a point is about.

    Args:
        point: the point; it names pages, or sections of them by `page.md#id`.
        page: the page, as a path inside docs/.
        sections: its sections as they stand.
    """
    wanted = {
        name for place in point.pages for src, _, name in [place.partition("#")] if src == page
    }
    return tuple(one for one in sections if "" in wanted or one.id in wanted)


def point_hash(point: SignOff, page: str, sections: Sequence[ReviewedSection]) -> str:
    """The hash that names a point on a page: its words, and the text that it is about."""
    about = [[one.id, one.hash] for one in point_sections(point, page, sections)]
    held = {"point": " ".join(point.point.split()), "page": page, "about": sorted(about)}
    return hashlib.sha256(json.dumps(held, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class PointStanding:
    """What holds of a point on one page."""

    state: PointState = "open"
    """Whether it is open there, signed for the text as it stands, or for an earlier one."""
    left: tuple[str, ...] = (ANYONE,)
    """The roles that have still to agree to it."""


def point_standing(
    point: SignOff,
    page: str,
    sections: Sequence[ReviewedSection],
    records: Iterable[ReviewRecord],
    needed: Sequence[str] = (ANYONE,),
) -> PointStanding:
    """What holds of a point on a page.

    Args:
        point: the point.
        page: the page, as a path inside docs/.
        sections: its sections as they stand.
        records: all recorded reviews.
        needed: the roles that must all agree to the point.
    """
    own = sorted((one for one in records if one.page == page), key=lambda one: one.date)
    voices = _voices(own, "points", point.id, point_hash(point, page, sections))
    left = tuple(role for role in needed if voices.asked or not voices.of(role))
    if not left:
        return PointStanding("signed", ())
    earlier = any(point.id in one.points for one in own) and not (voices.agreed or voices.asked)
    return PointStanding("lapsed" if earlier else "open", left)


def overall(states: Iterable[PointState]) -> PointState:
    """The state of a point on all its pages."""
    found = set(states)
    if found == {"signed"}:
        return "signed"
    return "lapsed" if "lapsed" in found else "open"


# --- all of them -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Reviews:
    """What holds of all recorded reviews and signatures, by what readers get of each page."""

    pages: Mapping[str, ReviewState] = field(default_factory=dict)
    """The state of each page that was reviewed, by its path inside docs/."""
    points: Mapping[str, Mapping[str, PointStanding]] = field(default_factory=dict)
    """What holds of each sign-off point on each of its pages: by id, then by the page's path."""
    nowhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The places that a point names and that no page has, by its id."""
    latest_day: datetime.date | None = None
    """The latest day on which a review can have happened."""

    def of(self, page: str) -> ReviewState:
        """The state of a page (path inside docs/): no review where none is recorded."""
        return self.pages.get(page, NO_REVIEW)

    def point(self, name: str) -> PointState:
        """The state of a sign-off point on all its pages, by its id."""
        return overall(one.state for one in self.points.get(name, {}).values())

    @functools.cached_property
    def any_current(self) -> bool:
        """Whether a review of any page holds."""
        return any(one.state == "current" for one in self.pages.values())

    def open_on(self, page: str) -> tuple[str, ...]:
        """The points of a page (path inside docs/) to which not all agreed who must."""
        return tuple(name for name, on in self.points.items() if page in on and on[page].left)
