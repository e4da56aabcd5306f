"""Who reviewed which text, and whether that still holds."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from plainleaf.content import load_content
from plainleaf.review import (
    ReviewRecord,
    ReviewState,
    normalized_text,
    review_state,
    text_hash,
)

ROOT = Path(__file__).parent.parent
OLD, NEW = "0" * 64, "1" * 64


def record(text: str = NEW, date: str = "2027-01-31", page: str = "a.md") -> ReviewRecord:
    """A review of a text."""
    return ReviewRecord(
        page=page,
        reviewer="A. Clinician",
        role="Hematologist",
        date=datetime.date.fromisoformat(date),
        hash=text,
    )


# --- states ---


def test_no_review() -> None:
    assert review_state("a.md", NEW, []) == ReviewState("none")
    assert review_state("a.md", NEW, [record(page="b.md")]) == ReviewState("none")


def test_a_review_of_this_text_holds() -> None:
    assert review_state("a.md", NEW, [record()]) == ReviewState("current", record())


def test_a_review_of_another_text_has_lapsed() -> None:
    assert review_state("a.md", NEW, [record(OLD)]) == ReviewState("lapsed", record(OLD))


@pytest.mark.parametrize("turned", [False, True])
def test_of_several_the_newest_counts_but_one_that_holds_beats_lapsed_ones(turned: bool) -> None:
    def state(*records: ReviewRecord) -> ReviewState:
        return review_state("a.md", NEW, records[::-1] if turned else records)

    early, late = record(date="2027-01-01"), record(date="2028-01-01")
    lapsed_early, lapsed_late = record(OLD, "2027-02-02"), record(OLD, "2029-02-02")
    assert state(early, late) == ReviewState("current", late)
    assert state(lapsed_early, lapsed_late) == ReviewState("lapsed", lapsed_late)
    assert state(early, lapsed_late) == ReviewState("current", early)
    assert state(early, lapsed_early, late, lapsed_late) == ReviewState("current", late)


# --- what counts as the same text ---


@pytest.mark.parametrize(
    "same",
    ["# A\r\n\r\nB c.\r\n", "# A\n\nB c.", "\n\n# A  \n\t\nB c.\t \n\n\n", "# A\r\rB c."],
)
def test_line_ends_and_spaces_that_nobody_sees_do_not_count(same: str) -> None:
    assert normalized_text(same) == "# A\n\nB c."


@pytest.mark.parametrize("other", ["# A\nB c.", "# A\n\nB  c.", "# A\n\nb c.", "# A\n\n    B c."])
def test_everything_else_counts(other: str) -> None:
    assert normalized_text(other) != normalized_text("# A\n\nB c.")


@settings(deadline=None)
@given(st.text())
def test_normalizing_twice_changes_nothing_more(text: str) -> None:
    once = normalized_text(text)
    assert normalized_text(once) == once


def test_a_hash_knows_no_order_of_names_and_every_value() -> None:
    assert text_hash({"a": 1, "b": ["é", None]}) == text_hash({"b": ["é", None], "a": 1})
    assert len({text_hash({"a": value}) for value in (1, "1", None, [1], ["1"], "", [])}) == 7
    assert text_hash({"a": ["x", "y"]}) != text_hash({"a": ["y", "x"]})
    assert re.fullmatch("[0-9a-f]{64}", text_hash({}))
    # Pinned: another way of counting would lapse every review.
    assert text_hash({"text": "EMH – “x”"}) == (
        "37b29c128ab8ddcf0cd8214398caa56806366842e12048cce25a200deebb8559"
    )


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
        {"hash": "0" * 63},
        {"hash": "0" * 65},
        {"hash": "G" * 64},
        {"hash": "A" * 64},
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
    content = load_content(ROOT, ROOT / "docs")
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
