"""Whether recorded reviews and signatures hold, by what readers get of each page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from builds import CASE, CONDITION, FAQ, small
from plainleaf.build import Build
from plainleaf.model.review import NO_REVIEW, PointStanding, point_hash
from plainleaf.reviewing.standing import judged_reviews

RECORD = (
    "- page: {src}\n  reviewer: A. Clinician\n  role: Botanist\n  date: 2027-01-31\n"
    "  sections: {sections}\n"
)
POINT = "- {{id: leaves, point: All of it., role: Botanist, pages: [{pages}]}}\n"


def review_of(build: Build, src: str) -> str:
    """A record of a review of a page as it stands."""
    held = {one.id: one.hash for one in build.sections.of(src)}
    return RECORD.format(src=src, sections=json.dumps(held))


def signed(tmp_path: Path, points: str) -> str:
    """A record of a signature of the only point for the text of a page as it stands."""
    before = small(tmp_path, {"_data/sign_off.yml": points})
    (point,) = before.content.sign_offs
    held = {"leaves": point_hash(point, CONDITION, before.sections.of(CONDITION))}
    return RECORD.format(src=CONDITION, sections="{}") + f"  points: {json.dumps(held)}\n"


def test_pages_that_nobody_reviewed_are_not_rendered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = small(tmp_path)
    monkeypatch.setattr(build.sections, "of", lambda src: pytest.fail(src))
    assert build.reviews.pages == {}
    assert build.reviews.of(CONDITION) == NO_REVIEW
    assert not build.reviews.any_current


def test_a_review_holds_for_the_words_that_were_read(tmp_path: Path) -> None:
    records = review_of(small(tmp_path / "a"), CONDITION)
    same = small(tmp_path / "b", {"_data/reviews.yml": records}).reviews
    assert {src: one.state for src, one in same.pages.items()} == {CONDITION: "current"}
    assert same.any_current
    changed = {"_data/reviews.yml": records, CONDITION: "---\nkind: condition\n---\n"}
    other = small(tmp_path / "c", changed).reviews
    assert other.of(CONDITION).state == "lapsed"
    assert not other.any_current


def test_a_review_of_a_page_that_is_gone_is_of_nothing(tmp_path: Path) -> None:
    records = review_of(small(tmp_path / "a"), CASE)
    assert small(tmp_path / "b", {"_data/reviews.yml": records, CASE: None}).reviews.pages == {}


def test_a_page_with_an_open_point_is_not_wholly_checked(tmp_path: Path) -> None:
    changes = {
        "_data/reviews.yml": review_of(small(tmp_path / "a"), CONDITION),
        "_data/sign_off.yml": POINT.format(pages=CONDITION),
    }
    reviews = small(tmp_path / "b", changes).reviews
    assert reviews.points == {"leaves": {CONDITION: PointStanding()}}
    assert reviews.of(CONDITION).state == "open"


def test_a_signature_holds_for_the_text_that_it_is_about(tmp_path: Path) -> None:
    points = POINT.format(pages=CONDITION)
    files = {
        "_data/sign_off.yml": points,
        "_data/reviews.yml": signed(tmp_path / "a", points),
    }
    assert small(tmp_path / "b", files).reviews.point("leaves") == "signed"
    changed = {**files, CONDITION: "---\nkind: condition\n---\n"}
    assert small(tmp_path / "c", changed).reviews.point("leaves") == "lapsed"


def test_a_signature_on_one_page_signs_no_other(tmp_path: Path) -> None:
    points = POINT.format(pages=f"{CONDITION}, {FAQ}")
    files = {
        "_data/sign_off.yml": points,
        "_data/reviews.yml": signed(tmp_path / "a", points),
    }
    reviews = small(tmp_path / "b", files).reviews
    assert [one.state for one in reviews.points["leaves"].values()] == ["open", "signed"]
    assert reviews.point("leaves") == "open"


ROLES = """\
- {id: botanist, who: a botanist, part: leaves, fields: [Botanist], kinds: [condition]}
- {id: gardener, who: a gardener, part: growing, kinds: [condition]}
"""


def test_a_page_waits_for_each_role_that_its_kind_needs(tmp_path: Path) -> None:
    record = review_of(small(tmp_path / "a"), CONDITION)
    files = {"_data/review_roles.yml": ROLES, "_data/reviews.yml": record}
    assert small(tmp_path / "b", files).reviews.of(CONDITION).state == "waiting"
    both = "".join(
        record.replace("role:", f"agrees_as: {one}\n  role:") for one in ("botanist", "gardener")
    )
    reviews = small(tmp_path / "c", {**files, "_data/reviews.yml": both}).reviews
    assert reviews.of(CONDITION).state == "current"


def test_a_place_that_no_page_has_is_told(tmp_path: Path) -> None:
    places = f"{CONDITION}#what-it-is, {CONDITION}#nowhere, {FAQ}, gone.md#top"
    build = small(tmp_path, {"_data/sign_off.yml": POINT.format(pages=places)})
    reviews = judged_reviews(build.content, build.sections, date(2027, 1, 31))
    assert reviews.nowhere == {"leaves": (f"{CONDITION}#nowhere",)}
    assert reviews.latest_day == date(2027, 1, 31)
