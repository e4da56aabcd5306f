"""Which roles have checked a page, in words: the same on the page, on paper, in lists and files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plainleaf.model.review import ReviewState, RoleState
from plainleaf.model.review_roles import ReviewRole
from plainleaf.model.words import words
from plainleaf.rendering.view import in_words


def standing_words(review: ReviewState, roles: Iterable[ReviewRole]) -> str:
    """How the roles stand that a page needs, such as "Checked by a hematologist on …;
    imaging not yet checked"; empty where anyone may review it.

    Args:
        review: the state of the page.
        roles: the roles of the site.
    """
    named = {one.id: one for one in roles}
    said = "; ".join(
        part for one in review.roles if one.role in named for part in _said(one, named[one.role])
    )
    return f"{said[:1].upper()}{said[1:]}"


def _said(state: RoleState, role: ReviewRole) -> Iterator[str]:
    our = words().review
    if state.state == "agreed" and state.day is not None:
        yield our.role_checked.format(who=role.who, day=in_words(state.day))
    else:
        template = our.role_lapsed if state.state == "lapsed" else our.role_waits
        yield template.format(part=role.part)
