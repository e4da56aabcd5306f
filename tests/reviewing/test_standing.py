"""Whether recorded reviews and signatures hold, by what readers get of each page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from builds import CASE, CONDITION, FAQ, small
from plainleaf.build import Build
from plainleaf.model.review import NO_REVIEW, point_hash
from plainleaf.reviewing.standing import judged_reviews, point_states

RECORD = (
    "- page: {src}\n  reviewer: A. Clinician\n  role: Botanist\n  date: 2027-01-31\n"
    "  sections: {sections}\n"
)
POINT = "- {{id: leaves, point: All of it., role: Botanist, pages: [{pages}]{signed}}}\n"


def review_of(build: Build, src: str) -> str:
    """A record of a review of a page as it stands."""
    held = {one.id: one.hash for one in build.sections.of(src)}
    return RECORD.format(src=src, sections=json.dumps(held))


def signed(tmp_path: Path) -> str:
    """A point about a page, signed for its text as it stands."""
    points = POINT.format(pages=CONDITION, signed="")
    before = small(tmp_path, {"_data/sign_off.yml": points})
    (point,) = before.content.sign_offs
    named = point_hash(point, before.sections.of_pages([CONDITION]))
    by = f", state: signed, signed_by: A. Clinician, signed_on: 2027-01-31, hash: {named}"
    return POINT.format(pages=CONDITION, signed=by)


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
        "_data/sign_off.yml": POINT.format(pages=CONDITION, signed=""),
    }
    reviews = small(tmp_path / "b", changes).reviews
    assert reviews.points == {"leaves": "open"}
    assert reviews.of(CONDITION).state == "open"


def test_a_signature_holds_for_the_text_that_it_is_about(tmp_path: Path) -> None:
    points = signed(tmp_path / "a")
    same = small(tmp_path / "b", {"_data/sign_off.yml": points})
    assert point_states(same.content, same.sections) == {"leaves": "signed"}
    changed = {"_data/sign_off.yml": points, CONDITION: "---\nkind: condition\n---\n"}
    other = small(tmp_path / "c", changed)
    assert point_states(other.content, other.sections) == {"leaves": "lapsed"}


def test_a_place_that_no_page_has_is_told(tmp_path: Path) -> None:
    places = f"{CONDITION}#what-it-is, {CONDITION}#nowhere, {FAQ}, gone.md#top"
    build = small(tmp_path, {"_data/sign_off.yml": POINT.format(pages=places, signed="")})
    reviews = judged_reviews(build.content, build.sections, date(2027, 1, 31))
    assert reviews.nowhere == {"leaves": (f"{CONDITION}#nowhere",)}
    assert reviews.latest_day == date(2027, 1, 31)


def test_a_point_brings_the_other_pages_that_it_is_about(tmp_path: Path) -> None:
    point = POINT.format(pages=f"{CONDITION}, {FAQ}#top, gone.md", signed="")
    build = small(tmp_path, {"_data/sign_off.yml": point})
    assert build.sections.with_points(CONDITION).keys() == {CONDITION, FAQ}
    assert build.sections.with_points(CASE).keys() == {CASE}
