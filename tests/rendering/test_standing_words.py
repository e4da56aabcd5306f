"""Which roles have checked a page, in words."""

from __future__ import annotations

import datetime

from plainleaf.model.review import NO_REVIEW, ReviewState, RoleState
from plainleaf.model.review_roles import ReviewRole
from plainleaf.rendering.standing_words import standing_words

ROLES = (
    ReviewRole(id="heme", who="a hematologist", part="blood"),
    ReviewRole(id="imaging", who="a radiologist", part="imaging"),
)
DAY = datetime.date(2026, 11, 21)


def test_the_roles_are_told_one_by_one() -> None:
    state = ReviewState(
        "waiting", roles=(RoleState("heme", "agreed", DAY), RoleState("imaging", "none"))
    )
    said = "Checked by a hematologist on November 21, 2026; imaging not yet checked"
    assert standing_words(state, ROLES) == said
    lapsed = ReviewState("waiting", roles=(RoleState("heme", "lapsed"), RoleState("gone", "none")))
    assert standing_words(lapsed, ROLES) == "Blood not checked in its present form"


def test_where_anyone_may_review_no_role_is_told() -> None:
    assert (
        standing_words(ReviewState("current", roles=(RoleState("", "agreed", DAY),)), ROLES) == ""
    )
    assert standing_words(NO_REVIEW, ROLES) == ""
