"""What is still to be read before a page counts as checked: by page and role, in minutes.

The minutes are an estimate from words, points and figures; they say how long an evening is needed,
not how long somebody took.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from plainleaf.model.review import Reviews
from plainleaf.model.review_roles import roles_of_kind, roles_of_point
from plainleaf.reading.content import Content
from plainleaf.reading.length import stretches
from plainleaf.reading.page import Page

WORDS_A_MINUTE: Final = 150
"""How fast somebody reads who asks of each sentence whether it is right."""
MINUTES_A_POINT: Final = 1.0
"""How long it takes to decide about a point beside its sentence."""
MINUTES_A_FIGURE: Final = 0.5


def minutes_for(words: int, points: int, figures: int) -> int:
    """How many minutes somebody needs to check a text; at least one where there is any."""
    read = words / WORDS_A_MINUTE + points * MINUTES_A_POINT + figures * MINUTES_A_FIGURE
    return math.ceil(read)


@dataclass(frozen=True)
class Task:
    """What one role has still to read of one page."""

    src: str
    """The page, as a path inside docs/."""
    role: str
    """The role's id; empty for anyone."""
    minutes: int
    points: int
    """How many points of the page wait for this role."""
    due: date
    """The day on which the page is looked at again."""


def tasks(content: Content, reviews: Reviews) -> tuple[Task, ...]:
    """What each role has still to read, by due day, then by page.

    Args:
        content: the site's source.
        reviews: what holds of the recorded reviews.
    """
    waiting = _waiting(reviews)
    found = (
        task
        for src, page in content.pages.items()
        if page.meta is not None
        for task in _tasks_of(content, reviews, page, waiting.get(src, {}))
    )
    return tuple(sorted(found, key=lambda one: (one.due, one.src, one.role)))


def _waiting(reviews: Reviews) -> Mapping[str, Mapping[str, int]]:
    """How many points of each page wait for each role."""
    found: dict[str, dict[str, int]] = {}
    for pages in reviews.points.values():
        for src, standing in pages.items():
            for role in standing.left:
                counts = found.setdefault(src, {})
                counts[role] = counts.get(role, 0) + 1
    return found


def _tasks_of(
    content: Content, reviews: Reviews, page: Page, points: Mapping[str, int]
) -> Iterator[Task]:
    assert page.meta is not None
    needed = roles_of_kind(page.kind.name if page.kind is not None else "", content.roles)
    state = reviews.of(page.src)
    left = {one.role: {section.title for section in one.left} for one in state.roles}
    length = stretches(page)
    for role in dict.fromkeys((*needed, *points)):
        words = 0
        if role in needed:
            words = sum(one.words for one in length if role not in left or one.title in left[role])
        figures = len(content.placed(page.src)) if words else 0
        waiting = points.get(role, 0)
        if words or waiting:
            minutes = minutes_for(words, waiting, figures)
            yield Task(page.src, role, minutes, waiting, page.meta.next_look)


def roles_of_page(content: Content, src: str) -> tuple[str, ...]:
    """Every role that has something to do with a page: it is needed, or has a point there.

    Args:
        content: the site's source.
        src: the page, as a path inside docs/.
    """
    kind = content.pages[src].kind
    needed = roles_of_kind(kind.name if kind is not None else "", content.roles)
    named = (
        role
        for one in content.sign_offs
        if src in one.sources
        for role in roles_of_point(one, content.roles)
    )
    return tuple(dict.fromkeys((*needed, *named)))


def of_role(listed: Iterable[Task]) -> Mapping[str, tuple[Task, ...]]:
    """The tasks of each role, by its id."""
    found: dict[str, tuple[Task, ...]] = {}
    for one in listed:
        found[one.role] = (*found.get(one.role, ()), one)
    return found
