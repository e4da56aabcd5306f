"""The register of reviews: every page with its dates, what is still open, what has changed.

For reviewers and for readers who ask how far a page can be trusted. It repeats what each page says
of itself and adds nothing; the same dates go into a calendar file.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from plainleaf.model.danger import by_danger
from plainleaf.model.front_matter import Change
from plainleaf.model.review import Reviews, ReviewState
from plainleaf.model.review_roles import ReviewRole
from plainleaf.model.words import words
from plainleaf.reading.content import Content
from plainleaf.reading.page import Page
from plainleaf.rendering.fragments import render_fragment
from plainleaf.rendering.navigation import Navigator, page_title, page_url
from plainleaf.rendering.review_plan import Task, of_role, tasks
from plainleaf.rendering.standing_words import standing_words
from plainleaf.rendering.view import LinkView, in_words, relative_url
from plainleaf.text.markup import Markup

CALENDAR: Final = "reviews.ics"
"""The calendar file, at the root of the site."""

_NAMESPACE: Final = uuid.UUID("6f0c2c5e-7a52-5d0e-9b3c-8f2f5b1f6c11")
"""Made for this calendar: entries are told apart by what they are about, not by an address."""


@dataclass(frozen=True)
class RegisterEntry:
    """One page of the register."""

    src: str
    """Its path inside docs/."""
    title: str
    """Its title."""
    written: date
    """When it was written."""
    next_look: date
    """When somebody looks at it again."""
    review: ReviewState
    """What is recorded of its review."""
    open_points: int
    """How many points a clinician has not agreed to yet."""
    changes: tuple[Change, ...] = ()
    """What has changed on it."""
    standing: str = ""
    """Which roles have checked it, in words; empty where anyone may."""
    tasks: tuple[Task, ...] = ()
    """What each role has still to read of it."""

    @property
    def state(self) -> str:
        """Its review in words."""
        by = "; ".join(
            f"{one.reviewer}, {one.role}, {in_words(one.date)}" for one in self.review.records
        )
        listed = words().review.of(self.review.state).listed
        state = listed.format(standing=self.standing)
        return f"{state}: {by}" if by else state


def entries(content: Content, reviews: Reviews) -> tuple[RegisterEntry, ...]:
    """Every page whose front matter is all right, the next to look at first.

    Args:
        content: the site's source.
        reviews: what holds of the recorded reviews.
    """
    to_do: dict[str, list[Task]] = {}
    for one in tasks(content, reviews):
        to_do.setdefault(one.src, []).append(one)
    found = (
        RegisterEntry(
            src=src,
            title=page_title(page),
            written=page.meta.written,
            next_look=page.meta.next_look,
            review=reviews.of(src),
            open_points=len(reviews.open_on(src)),
            changes=page.meta.changes,
            standing=standing_words(reviews.of(src), content.roles),
            tasks=tuple(to_do.get(src, ())),
        )
        for src, page in content.pages.items()
        if page.meta is not None
    )
    return tuple(sorted(found, key=lambda one: (one.next_look, one.title, one.src)))


# --- on the page -----------------------------------------------------------------------------


@dataclass(frozen=True)
class RowView:
    """A row of the register, ready to print."""

    link: LinkView
    state: str
    none: bool
    """Whether the page as it stands has no review."""
    written: str
    next_look: str
    open_points: int
    to_read: tuple[tuple[str, str], ...]
    """Each role that has still to read something, and for how long."""


@dataclass(frozen=True)
class RoleView:
    """What one role has still to read, ready to print."""

    who: str
    minutes: str
    points: int
    pages: tuple[tuple[LinkView, str], ...]
    """Each page, the first to look at first, and for how long."""


@dataclass(frozen=True)
class DueView:
    """The pages that are due on one day, ready to print."""

    day: str
    pages: tuple[LinkView, ...]


@dataclass(frozen=True)
class PointView:
    """An open point, ready to print."""

    point: str
    role: str
    pages: tuple[LinkView, ...]
    lapsed: str = ""
    """That somebody agreed to it for an earlier text; otherwise empty."""


@dataclass(frozen=True)
class PointsView:
    """The open points of one degree of danger, ready to print."""

    title: str
    points: tuple[PointView, ...]


@dataclass(frozen=True)
class DayView:
    """The changes of one day, ready to print."""

    day: str
    changes: tuple[tuple[LinkView, str], ...]
    """The page and what changed there."""


def status_blocks(
    content: Content,
    listed: Callable[[], Sequence[RegisterEntry]],
    reviews: Callable[[], Reviews],
    navigator: Navigator,
) -> Mapping[str, Callable[[], str]]:
    """The blocks that say how reviews stand: name to what makes the HTML.

    Args:
        content: the site's source.
        listed: gives the register, once a page shows it.
        reviews: gives what holds of the recorded reviews.
        navigator: makes the links of the page that shows them.
    """
    calendar_url = relative_url(CALENDAR, page_url(navigator.current))
    return {
        "review-register": lambda: render_register(
            listed(), content.roles, navigator, calendar_url
        ),
        "open-points": lambda: render_open_points(content, reviews(), navigator),
        "changes": lambda: render_changes(listed(), navigator),
    }


def render_register(
    listed: Iterable[RegisterEntry],
    roles: Sequence[ReviewRole],
    navigator: Navigator,
    calendar_url: str,
) -> Markup:
    """The tables of all pages as HTML: by page, by role, by due day.

    Args:
        listed: the pages, by due day.
        roles: the roles of the site.
        navigator: makes the links.
        calendar_url: where the calendar file is.
    """
    found = tuple(listed)
    who = {one.id: one.who for one in roles}
    rows = tuple(
        RowView(
            link=navigator.link(one.title, one.src),
            state=one.state,
            none=one.review.state != "current",
            written=in_words(one.written),
            next_look=in_words(one.next_look),
            open_points=one.open_points,
            to_read=tuple((_who(who, task), _minutes(task.minutes)) for task in one.tasks),
        )
        for one in sorted(found, key=lambda entry: (entry.title.casefold(), entry.src))
    )
    due = tuple(
        DueView(in_words(day), tuple(navigator.link(one.title, one.src) for one in group))
        for day, group in groupby(found, key=lambda entry: entry.next_look)
    )
    return render_fragment(
        "review_register.html",
        rows=rows,
        due=due,
        by_role=tuple(_by_role(found, who, navigator)),
        calendar_url=calendar_url,
    )


def _by_role(
    listed: Sequence[RegisterEntry], who: Mapping[str, str], navigator: Navigator
) -> Iterator[RoleView]:
    """Yield what each role has still to read, in the order of the roles."""
    titles = {one.src: one.title for one in listed}
    found = of_role(task for one in listed for task in one.tasks)
    order = {role: at for at, role in enumerate(who)}
    for _, waiting in sorted(found.items(), key=lambda one: order.get(one[0], len(order))):
        yield RoleView(
            _who(who, waiting[0]),
            _minutes(sum(one.minutes for one in waiting)),
            sum(one.points for one in waiting),
            tuple(
                (navigator.link(titles[one.src], one.src), _minutes(one.minutes)) for one in waiting
            ),
        )


def _who(who: Mapping[str, str], task: Task) -> str:
    return who.get(task.role, words().reviews.anyone)


def _minutes(minutes: int) -> str:
    return words().reviews.minutes.format(minutes=minutes)


def render_open_points(content: Content, reviews: Reviews, navigator: Navigator) -> Markup:
    """What a clinician must still agree to as HTML, what could do most harm first.

    Args:
        content: the site's source.
        reviews: what holds of the recorded reviews.
        navigator: makes the links.
    """
    waiting = [one for one in content.sign_offs if reviews.point(one.id) != "signed"]
    titles = words().reviews
    named = {
        "high": titles.danger_high,
        "medium": titles.danger_medium,
        "low": titles.danger_low,
    }
    groups = tuple(
        PointsView(
            f"{named[danger]} ({len(points)})",
            tuple(
                PointView(
                    one.point,
                    one.role,
                    tuple(
                        _named(content.pages[src], navigator)
                        for src in sorted(one.sources)
                        if src in content.pages
                    ),
                    titles.signed if reviews.point(one.id) == "lapsed" else "",
                )
                for one in points
            ),
        )
        for danger, points in by_danger(waiting, content.cards.cards.values()).items()
        if points
    )
    return render_fragment("open_points.html", groups=groups)


def _named(page: Page, navigator: Navigator) -> LinkView:
    """A page that a point is about.

    The point may name the condition that a case hides, so a case is only said to be one.
    """
    if page.kind is not None and page.kind.hides_condition:
        return LinkView(page.kind.label, "")
    return navigator.link(page_title(page), page.src)


def render_changes(listed: Iterable[RegisterEntry], navigator: Navigator) -> Markup:
    """What has changed on all pages as HTML, newest first."""
    made = [
        (change.date, one.title, one.src, change.what) for one in listed for change in one.changes
    ]
    made.sort(key=lambda change: (-change[0].toordinal(), change[1], change[2]))
    days = tuple(
        DayView(
            in_words(day),
            tuple((navigator.link(title, src), what) for _, title, src, what in group),
        )
        for day, group in groupby(made, key=lambda change: change[0])
    )
    return render_fragment("changes.html", days=days)


def newest(changes: Sequence[Change]) -> str | None:
    """All that changed on the last day of a change, in words; None when nothing did."""
    if not changes:
        return None
    day = max(one.date for one in changes)
    told = " ".join(one.what for one in changes if one.date == day)
    return f"{in_words(day)}: {told}"


# --- as a calendar ---------------------------------------------------------------------------


def calendar(listed: Iterable[RegisterEntry], site: str, today: date) -> bytes:
    """The days of the next looks as an iCalendar file (RFC 5545).

    Args:
        listed: the pages.
        site: what the site is called; two sites' entries never mix.
        today: the day of the build; the same build gives the same bytes.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Plainleaf//Next looks//EN",
        "CALSCALE:GREGORIAN",
        *(line for one in listed for line in _event(one, site, today)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _event(one: RegisterEntry, site: str, today: date) -> Iterator[str]:
    our, number = words().reviews, one.open_points
    points = our.one_point if number == 1 else our.points.format(number=number)
    entry = our.entry.format(page=one.src, state=one.state, points=points)
    yield "BEGIN:VEVENT"
    # The same for a page for ever: a new date moves the entry in a reader's calendar.
    yield f"UID:{uuid.uuid5(_NAMESPACE, f'{site}/{one.src}')}"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{one.next_look:%Y%m%d}"
    yield f"SUMMARY:{_escaped(our.look.format(site=site, title=one.title))}"
    yield f"DESCRIPTION:{_escaped(entry)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 bytes, no letter cut apart."""
    pieces = [b""]
    for letter in line:
        data = letter.encode()
        # A continued line begins with a space, which counts.
        if len(pieces[-1]) + len(data) > (75 if len(pieces) == 1 else 74):
            pieces.append(b"")
        pieces[-1] += data
    return b"\r\n ".join(pieces) + b"\r\n"
