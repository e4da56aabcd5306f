"""Who reviewed which text, and whether that still holds."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

import real_site
from plainleaf.model.facts import SignOff
from plainleaf.model.review import (
    PointStanding,
    ReviewRecord,
    Reviews,
    ReviewState,
    RoleState,
    overall,
    point_hash,
    point_sections,
    point_standing,
    review_state,
)
from plainleaf.model.review_text import Line, ReviewedSection

ROOT = Path(__file__).parents[2]
OLD = "0" * 64
TOP = ReviewedSection("top", "", (Line("p", "A leaf is green."),))
WHAT = ReviewedSection("what", "What it is", (Line("p", "It is a leaf."),))
SECTIONS = (TOP, WHAT)


def record(
    sections: Mapping[str, str] | None = None,
    date: str = "2027-01-31",
    page: str = "a.md",
    who: str = "A. Clinician",
    agrees_as: str | None = None,
    **more: Mapping[str, str],
) -> ReviewRecord:
    """A review of some sections; of both as they stand."""
    held = {one.id: one.hash for one in SECTIONS} if sections is None else dict(sections)
    data = {"page": page, "reviewer": who, "role": "Hematologist", "sections": held, **more}
    return ReviewRecord.model_validate(
        data | {"date": datetime.date.fromisoformat(date), "agrees_as": agrees_as}
    )


def said(state: ReviewState) -> tuple[str, tuple[ReviewRecord, ...], tuple[ReviewedSection, ...]]:
    """What a state says without roles: its name, its reviews, the sections that have changed."""
    return state.state, state.records, state.changed


# --- states ---


def test_no_review() -> None:
    assert review_state("a.md", SECTIONS, []) == ReviewState("none")
    assert review_state("a.md", SECTIONS, [record(page="b.md")]) == ReviewState("none")


def test_a_review_of_these_words_holds() -> None:
    assert said(review_state("a.md", SECTIONS, [record()])) == ("current", (record(),), ())


def test_a_review_of_other_words_has_lapsed() -> None:
    old = record({"top": OLD, "what": OLD})
    assert said(review_state("a.md", SECTIONS, [old])) == ("lapsed", (old,), ())


def test_what_changes_one_section_lapses_that_section() -> None:
    old = record({"top": TOP.hash, "what": OLD})
    assert said(review_state("a.md", SECTIONS, [old])) == ("partial", (old,), (WHAT,))


def test_a_section_that_nobody_reviewed_is_named() -> None:
    only_top = record({"top": TOP.hash})
    assert said(review_state("a.md", SECTIONS, [only_top])) == ("partial", (only_top,), (WHAT,))


def test_two_reviews_cover_a_page_together() -> None:
    first = record({"top": TOP.hash, "what": OLD}, "2027-01-01")
    second = record({"what": WHAT.hash}, "2027-02-01")
    state = review_state("a.md", SECTIONS, [second, first])
    assert said(state) == ("current", (first, second), ())
    assert state.record == second


def test_nothing_is_checked_while_points_are_open() -> None:
    assert said(review_state("a.md", SECTIONS, [record()], 1)) == ("open", (record(),), ())


def test_a_review_older_than_a_change_that_the_top_tells_does_not_hold_for_it() -> None:
    def state(day: str, *records: ReviewRecord) -> ReviewState:
        on = datetime.date.fromisoformat(day)
        return review_state("a.md", SECTIONS, records, changed_on=on)

    old, new = record(date="2027-01-31"), record({"top": TOP.hash}, "2027-02-03")
    assert said(state("2027-01-31", old)) == ("current", (old,), ())
    late = state("2027-02-01", old)
    assert (said(late), late.older) == (("partial", (old,), (TOP,)), (old,))
    assert state("2027-02-01", old, new).state == "current"
    only_top = record({"top": TOP.hash})
    late = state("2027-02-01", only_top)
    assert (said(late), late.older) == (("lapsed", (only_top,), ()), (only_top,))
    # What it names is no more there: it has lapsed, and claims nothing.
    assert state("2027-02-01", record({"top": OLD, "what": WHAT.hash})).older == ()


@pytest.mark.parametrize("turned", [False, True])
def test_of_several_the_newest_that_holds_counts(turned: bool) -> None:
    def state(*records: ReviewRecord) -> ReviewState:
        return review_state("a.md", SECTIONS, records[::-1] if turned else records)

    lapsing = {"top": OLD, "what": OLD}
    early, late = record(date="2027-01-01"), record(date="2028-01-01")
    lapsed_early, lapsed_late = record(lapsing, "2027-02-02"), record(lapsing, "2029-02-02")
    assert said(state(early, late)) == ("current", (late,), ())
    assert said(state(lapsed_early, lapsed_late)) == ("lapsed", (lapsed_late,), ())
    assert said(state(early, lapsed_late)) == ("current", (early,), ())


# --- roles ---

HEME, IMAGING = "hematologist", "radiologist"


def of_roles(*records: ReviewRecord, points: int = 0) -> ReviewState:
    """The state of a page that two roles must agree to."""
    return review_state("a.md", SECTIONS, records, points, needed=(HEME, IMAGING))


def test_a_page_is_checked_when_all_roles_agreed_to_all_sections() -> None:
    heme = record(agrees_as=HEME)
    imaging = record({"top": TOP.hash}, "2027-02-01", who="B. Clinician", agrees_as=IMAGING)
    rest = record({"what": WHAT.hash}, "2027-03-01", who="C. Clinician", agrees_as=IMAGING)
    half = of_roles(heme, imaging)
    assert half.state == "waiting"
    assert half.roles == (
        RoleState(HEME, "agreed", datetime.date(2027, 1, 31)),
        RoleState(IMAGING, "lapsed", left=(WHAT,)),
    )
    assert of_roles(heme).roles[1] == RoleState(IMAGING, "none", left=SECTIONS)
    whole = of_roles(heme, imaging, rest)
    assert said(whole) == ("current", (heme, imaging, rest), ())
    assert whole.roles[1].day == datetime.date(2027, 3, 1)
    assert of_roles(heme, imaging, rest, points=1).state == "open"


def test_another_role_does_not_stand_for_one_that_is_needed() -> None:
    surgeon = record(agrees_as="surgeon")
    assert of_roles(surgeon).state == "waiting"
    assert [one.state for one in of_roles(surgeon, record()).roles] == ["none", "none"]


def test_a_section_that_nobody_covers_is_named() -> None:
    half = of_roles(record({"top": TOP.hash, "what": OLD}, agrees_as=HEME))
    assert said(half)[::2] == ("partial", (WHAT,))
    assert [one.state for one in half.roles] == ["lapsed", "none"]


def test_of_two_reviewers_who_disagree_the_page_follows_neither() -> None:
    agrees = record(agrees_as=HEME)
    objects = record({}, "2027-02-01", who="B. Clinician", asks={"what": WHAT.hash})
    for records in ((agrees, objects), (objects, agrees)):
        state = review_state("a.md", SECTIONS, records)
        assert (state.state, state.asked) == ("asked", (WHAT,))
        assert state.roles[0].left == (WHAT,)
    # The same person agrees later, or the words change: the objection is gone.
    now_agrees = record({"what": WHAT.hash}, "2027-03-01", who="b.  clinician")
    assert review_state("a.md", SECTIONS, [agrees, objects, now_agrees]).state == "current"
    changed = (TOP, replace(WHAT, lines=(Line("p", "It is none."),)))
    assert review_state("a.md", changed, [agrees, objects]).state == "partial"
    # Who agreed first and objects later has taken the agreement back.
    turned = record({}, "2027-02-01", asks={"what": WHAT.hash})
    assert review_state("a.md", SECTIONS, [agrees, turned]).asked == (WHAT,)


def test_who_only_asked_for_changes_has_checked_nothing() -> None:
    objects = record({}, asks={"what": OLD})
    assert review_state("a.md", SECTIONS, [objects]) == ReviewState("none")


# --- points ---

POINT = SignOff(id="one", point="Every line of it.", role="Botanist", pages=("a.md",))


def standing(point: SignOff, *records: ReviewRecord, needed: tuple[str, ...] = ("",)) -> str:
    """The state of a point on a page, and the roles that are left."""
    found = point_standing(point, "a.md", SECTIONS, records, needed)
    return " ".join((found.state, *found.left)).strip()


def test_a_point_is_signed_for_a_text_and_lapses_with_it() -> None:
    held = point_hash(POINT, "a.md", SECTIONS)
    signed = record({}, points={"one": held})
    assert standing(POINT) == "open"
    assert standing(POINT, signed) == "signed"
    assert standing(POINT.model_copy(update={"point": "Another line."}), signed) == "lapsed"
    changed = (TOP, replace(WHAT, lines=(Line("p", "It is none."),)))
    for other in (changed, (TOP,)):
        assert point_standing(POINT, "a.md", other, [signed]) == PointStanding("lapsed", ("",))
    # Signed on one page, it is not on another.
    assert point_hash(POINT, "b.md", SECTIONS) != held


def test_each_role_must_agree_to_a_point_and_nobody_object() -> None:
    held = point_hash(POINT, "a.md", SECTIONS)
    heme = record({}, agrees_as=HEME, points={"one": held})
    imaging = record({}, who="B. Clinician", agrees_as=IMAGING, points={"one": held})
    objects = record({}, who="C. Clinician", asks={"point/one": held})
    needed = (HEME, IMAGING)
    assert standing(POINT, heme, needed=needed) == "open radiologist"
    assert standing(POINT, heme, imaging, needed=needed) == "signed"
    assert standing(POINT, heme, imaging, objects, needed=needed) == "open hematologist radiologist"


def test_a_point_may_be_about_one_section() -> None:
    point = POINT.model_copy(update={"pages": ("a.md#what",)})
    assert point_sections(point, "a.md", SECTIONS) == (WHAT,)
    held = record({}, points={"one": point_hash(point, "a.md", SECTIONS)})
    other = (replace(TOP, lines=(Line("p", "Other words."),)), WHAT)
    assert point_standing(point, "a.md", other, [held]).state == "signed"
    assert point_sections(point, "b.md", SECTIONS) == ()


def test_the_state_of_a_point_on_all_its_pages() -> None:
    assert overall(["signed", "signed"]) == "signed"
    assert overall(["signed", "open"]) == "open"
    assert overall(["open", "lapsed"]) == "lapsed"
    assert overall([]) == "open"
    reviews = Reviews(
        points={"one": {"a.md": PointStanding("signed", ()), "b.md": PointStanding()}}
    )
    assert reviews.point("one") == reviews.point("two") == "open"
    assert (reviews.open_on("a.md"), reviews.open_on("b.md")) == ((), ("one",))


# --- records ---


@pytest.mark.parametrize(
    "change",
    [
        {"page": "a.html"},
        {"page": "/a b.md"},
        {"reviewer": "A"},
        {"role": ""},
        {"date": "2027-01-31"},
        {"date": 20270131},
        {"sections": {}},
        {"sections": {"top": "0" * 63}},
        {"sections": {"top": "0" * 65}},
        {"sections": {"top": "G" * 64}},
        {"sections": {"top": "A" * 64}},
        {"points": {"one": "0"}},
        {"asks": {"top": "0" * 64}},  # it agrees to that, too
        {"points": {"one": OLD}, "asks": {"point/one": OLD}},
        {"seen": {"top": "0123"}},
        {"agrees_as": "A Hematologist"},
        {"approved": True},
    ],
)
def test_a_record_is_complete_or_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ReviewRecord.model_validate(record().model_dump() | change)


# --- the real site ---


CLAIM = re.compile(
    r"(medically|clinically|peer)[ -]reviewed|reviewed by|checked by a (doctor|clinician)"
    r"|approved by|endorsed by|verified by|fact[ -]checked",
    re.IGNORECASE,
)


def test_no_page_or_data_claims_a_review_that_is_not_recorded() -> None:
    content = real_site.content()
    reviewed = {one.page for one in content.reviews}
    texts = {
        src: "\n".join(page.lines) for src, page in content.pages.items() if src not in reviewed
    }
    texts |= {one.id: f"{one.definition} {one.pronunciation}" for one in content.terms}
    texts |= {
        one.id: " ".join(
            (one.caption, one.long, one.credit, *(found.text for found in one.findings))
        )
        for found in content.figures.values()
        for one in found.figures.values()
    }
    claims = {
        name: match.group()
        for name, text in texts.items()
        if (match := CLAIM.search(" ".join(text.split())))
    }
    assert claims == {}
