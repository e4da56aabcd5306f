"""Which roles have checked a page, in words."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from builds import CONDITION, rendered, small
from plainleaf.build import Build
from plainleaf.model.review import NO_REVIEW, ReviewState, RoleState
from plainleaf.model.review_roles import ReviewRole
from plainleaf.print.clinic import Clinic
from plainleaf.print.documents import documents
from plainleaf.rendering.register import calendar, entries, render_register
from plainleaf.rendering.standing_words import standing_words
from plainleaf.rendering.structured_data import describe, described

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


SMALL_ROLES = """\
- {id: botanist, who: a botanist, part: leaves, kinds: [condition]}
- {id: gardener, who: a gardener, part: growing, kinds: [condition]}
"""


def reviewed(tmp_path: Path, *roles: str) -> Build:
    """The small site, its condition agreed to by some roles."""
    held = {one.id: one.hash for one in small(tmp_path / "before").sections.of(CONDITION)}
    records = "".join(
        f"- page: {CONDITION}\n  reviewer: Maria Muster\n  role: Botanist\n  agrees_as: {one}\n"
        f"  date: 2026-11-21\n  sections: {json.dumps(held)}\n"
        for one in roles
    )
    files = {"_data/review_roles.yml": SMALL_ROLES, "_data/reviews.yml": records or None}
    build = small(tmp_path / "after", files)
    rendered(build)
    return build


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("botanist", "Checked by a botanist on November 21, 2026; growing not yet checked"),
        ("gardener", "Leaves not yet checked; checked by a gardener on November 21, 2026"),
    ],
)
def test_page_paper_lists_and_files_say_the_same(tmp_path: Path, role: str, said: str) -> None:
    build = reviewed(tmp_path, role)
    page = build.content.pages[CONDITION]
    assert page.meta is not None
    assert page.kind is not None
    view = build.view(CONDITION).page
    assert view is not None
    assert view.review.bold == f"{said}."
    assert said in str(view.review.missing)
    site = build.site
    sheets = [one.html for one in documents(site, Clinic()) if CONDITION in one.offered_by]
    assert sheets
    assert all(f"{said}." in " ".join(html.split()) for html in sheets if "slip" in html)
    listed = entries(build.content, build.reviews)
    register = render_register(listed, build.content.roles, site.navigator(CONDITION), "")
    assert f"{said}: Maria Muster" in " ".join(register.split())
    lines = calendar(listed, "Leaves", datetime.date(2026, 11, 21)).decode().replace("\r\n ", "")
    assert said.replace(",", "\\,").replace(";", "\\;") in lines
    data = describe(described(site, page, page.meta, page.kind))
    assert data["creativeWorkStatus"] == said
    assert not {"reviewedBy", "lastReviewed"} & data.keys()


def test_a_page_that_all_have_checked_says_by_whom_and_nothing_waits(tmp_path: Path) -> None:
    build = reviewed(tmp_path, "botanist", "gardener")
    page = build.content.pages[CONDITION]
    assert page.meta is not None
    assert page.kind is not None
    data = describe(described(build.site, page, page.meta, page.kind))
    assert data["lastReviewed"] == "2026-11-21"
    assert "creativeWorkStatus" not in data
