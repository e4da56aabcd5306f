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
    ReviewRecord,
    ReviewState,
    point_hash,
    point_sections,
    point_state,
    review_state,
)
from plainleaf.model.review_text import Line, ReviewedSection

ROOT = Path(__file__).parents[2]
OLD = "0" * 64
TOP = ReviewedSection("top", "", (Line("p", "A leaf is green."),))
WHAT = ReviewedSection("what", "What it is", (Line("p", "It is a leaf."),))
SECTIONS = (TOP, WHAT)


def record(
    sections: Mapping[str, str] | None = None, date: str = "2027-01-31", page: str = "a.md"
) -> ReviewRecord:
    """A review of some sections; of both as they stand."""
    return ReviewRecord(
        page=page,
        reviewer="A. Clinician",
        role="Hematologist",
        date=datetime.date.fromisoformat(date),
        sections=dict(sections or {one.id: one.hash for one in SECTIONS}),
    )


# --- states ---


def test_no_review() -> None:
    assert review_state("a.md", SECTIONS, []) == ReviewState("none")
    assert review_state("a.md", SECTIONS, [record(page="b.md")]) == ReviewState("none")


def test_a_review_of_these_words_holds() -> None:
    assert review_state("a.md", SECTIONS, [record()]) == ReviewState("current", (record(),))


def test_a_review_of_other_words_has_lapsed() -> None:
    old = record({"top": OLD, "what": OLD})
    assert review_state("a.md", SECTIONS, [old]) == ReviewState("lapsed", (old,))


def test_what_changes_one_section_lapses_that_section() -> None:
    old = record({"top": TOP.hash, "what": OLD})
    assert review_state("a.md", SECTIONS, [old]) == ReviewState("partial", (old,), (WHAT,))


def test_a_section_that_nobody_reviewed_is_named() -> None:
    only_top = record({"top": TOP.hash})
    assert review_state("a.md", SECTIONS, [only_top]) == ReviewState(
        "partial", (only_top,), (WHAT,)
    )


def test_two_reviews_cover_a_page_together() -> None:
    first = record({"top": TOP.hash, "what": OLD}, "2027-01-01")
    second = record({"what": WHAT.hash}, "2027-02-01")
    state = review_state("a.md", SECTIONS, [second, first])
    assert state == ReviewState("current", (first, second))
    assert state.record == second


def test_nothing_is_checked_while_points_are_open() -> None:
    assert review_state("a.md", SECTIONS, [record()], 1) == ReviewState("open", (record(),))


def test_a_review_older_than_a_change_that_the_top_tells_does_not_hold_for_it() -> None:
    def state(day: str, *records: ReviewRecord) -> ReviewState:
        on = datetime.date.fromisoformat(day)
        return review_state("a.md", SECTIONS, records, changed_on=on)

    old, new = record(date="2027-01-31"), record({"top": TOP.hash}, "2027-02-03")
    assert state("2027-01-31", old) == ReviewState("current", (old,))
    assert state("2027-02-01", old) == ReviewState("partial", (old,), (TOP,), (old,))
    assert state("2027-02-01", old, new).state == "current"
    only_top = record({"top": TOP.hash})
    assert state("2027-02-01", only_top) == ReviewState("lapsed", (only_top,), older=(only_top,))
    # What it names is no more there: it has lapsed, and claims nothing.
    assert state("2027-02-01", record({"top": OLD, "what": WHAT.hash})).older == ()


@pytest.mark.parametrize("turned", [False, True])
def test_of_several_the_newest_that_holds_counts(turned: bool) -> None:
    def state(*records: ReviewRecord) -> ReviewState:
        return review_state("a.md", SECTIONS, records[::-1] if turned else records)

    lapsing = {"top": OLD, "what": OLD}
    early, late = record(date="2027-01-01"), record(date="2028-01-01")
    lapsed_early, lapsed_late = record(lapsing, "2027-02-02"), record(lapsing, "2029-02-02")
    assert state(early, late) == ReviewState("current", (late,))
    assert state(lapsed_early, lapsed_late) == ReviewState("lapsed", (lapsed_late,))
    assert state(early, lapsed_late) == ReviewState("current", (early,))


# --- points ---

POINT = {"id": "one", "point": "Every line of it.", "role": "Botanist", "pages": ["a.md"]}
PAGES = {"a.md": SECTIONS, "b.md": (TOP,)}


def signed(**fields: object) -> SignOff:
    """A point that was signed for some text."""
    data = POINT | {"state": "signed", "signed_by": "A. Clinician", "hash": OLD} | fields
    return SignOff.model_validate(data | {"signed_on": datetime.date(2027, 1, 31)})


def test_a_point_is_signed_for_a_text_and_lapses_with_it() -> None:
    assert point_state(SignOff.model_validate(POINT), PAGES) == "open"
    held = signed(hash=point_hash(signed(), PAGES))
    assert point_state(held, PAGES) == "signed"
    changed = replace(WHAT, lines=(Line("p", "It is none."),))
    assert point_state(held, PAGES | {"a.md": (TOP, changed)}) == "lapsed"
    assert point_state(held.model_copy(update={"point": "Another line."}), PAGES) == "lapsed"
    assert point_state(held, PAGES | {"a.md": (TOP,)}) == "lapsed"
    # What it is not about may change.
    assert point_state(held, PAGES | {"b.md": (changed,)}) == "signed"


def test_a_point_may_be_about_one_section() -> None:
    held = signed(pages=["a.md#what"])
    assert point_sections(held, PAGES) == (("a.md", WHAT),)
    held = held.model_copy(update={"hash": point_hash(held, PAGES)})
    other = replace(TOP, lines=(Line("p", "Other words."),))
    assert point_state(held, PAGES | {"a.md": (other, WHAT)}) == "signed"
    assert point_sections(signed(pages=["a.md#nowhere", "c.md"]), PAGES) == ()


@pytest.mark.parametrize("missing", ["signed_by", "signed_on", "hash"])
def test_a_signature_is_whole_or_none(missing: str) -> None:
    data = signed().model_dump() | {missing: None}
    with pytest.raises(ValidationError):
        SignOff.model_validate(data)
    with pytest.raises(ValidationError):
        SignOff.model_validate(POINT | {missing: signed().model_dump()[missing]})


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
