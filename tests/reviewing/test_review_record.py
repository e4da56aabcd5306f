"""A filled form is recorded as it says, or refused in a sentence."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest

from builds import CONDITION
from plainleaf.reviewing.review_record import Outcome, RecordError, add_entry, outcome_of
from review_packs import Desk, desk
from small_site import FILES

LATEST = datetime.date(2026, 11, 30)
PAGE = f"docs/{CONDITION}"


def outcome(one: Desk, answers: Mapping[str, str], **signed: str) -> Outcome:
    return outcome_of(one.form(answers, **signed), one.pack, one.build.content, latest=LATEST)


def recorded(folder: Path, entry: Mapping[str, object] | None) -> str:
    """The file of reviews with an entry."""
    assert entry is not None
    file = folder / "reviews.yml"
    add_entry(file, "reviews.yml", entry)
    return file.read_text(encoding="utf-8")


def test_what_is_agreed_to_is_recorded_with_its_hash(tmp_path: Path) -> None:
    one = desk(tmp_path / "a")
    hashes = {asked.name: asked.hash for asked in one.pack.asked}
    said = {"top": "agree", "what-it-is": "change: It is cold.", "point/hot": "agree"}
    found = outcome(one, {**said, "when-to-get-help": "skip"})
    assert found.entry == {
        "page": CONDITION,
        "reviewer": "Maria Muster",
        "role": "Botanist of samples",
        "agrees_as": "botanist",
        "date": datetime.date(2026, 11, 21),
        "sections": {"top": hashes["top"]},
        "points": {"hot": hashes["point/hot"]},
        "asks": {"what-it-is": hashes["what-it-is"]},
        "seen": found.entry["seen"] if found.entry else None,
    }
    line = FILES[CONDITION].split("\n").index("## What it is") + 1
    assert list(map(str, found.remarks)) == [
        f'{PAGE}:{line}:1: Maria Muster asks for a change of "2 What it is": It is cold.'
    ]
    again = desk(tmp_path / "b", {"_data/reviews.yml": recorded(tmp_path, found.entry)})
    state = again.build.reviews.of(CONDITION)
    assert (state.state, [part.id for part in state.asked]) == ("asked", ["what-it-is"])
    assert [point.id for point in again.pack.points] == ["now"]


def test_a_page_is_checked_once_all_is_agreed_to(tmp_path: Path) -> None:
    one = desk(tmp_path / "a")
    found = outcome(one, {asked.name: "agree" for asked in one.pack.asked})
    assert (found.remarks, found.told) == ((), ())
    reviews = recorded(tmp_path, found.entry)
    both = desk(tmp_path / "b", {"_data/reviews.yml": reviews}, role="gardener")
    assert both.build.reviews.of(CONDITION).state == "open"  # for points of the gardener
    found = outcome(both, {asked.name: "agree" for asked in both.pack.asked}, name="B. Muster")
    assert add_entry(tmp_path / "reviews.yml", "reviews.yml", found.entry or {})
    assert not add_entry(tmp_path / "reviews.yml", "reviews.yml", found.entry or {})
    whole = (tmp_path / "reviews.yml").read_text(encoding="utf-8")
    done = desk(tmp_path / "c", {"_data/reviews.yml": whole})
    assert done.build.reviews.of(CONDITION).state == "current"
    assert done.pack.points == ()


def test_a_form_about_another_text_is_refused_by_its_sections(tmp_path: Path) -> None:
    old = desk(tmp_path / "a")
    text = FILES[CONDITION].replace("Hot leaves.", "Cold leaves.")
    new = desk(tmp_path / "b", {CONDITION: text})
    form = old.form({"top": "agree", "when-to-get-help": "agree", "point/hot": "agree"})
    with pytest.raises(RecordError) as error:
        outcome_of(form, new.pack, new.build.content, latest=LATEST)
    assert str(error.value).startswith(
        'the text has changed since this pack was made: "1 The beginning of the page", the point '
        '"hot". Nothing was recorded.'
    )
    rest = outcome_of(form, new.pack, new.build.content, latest=LATEST, only_unchanged=True)
    assert rest.entry is not None
    assert list(rest.entry["sections"]) == ["when-to-get-help"]
    assert "points" not in rest.entry
    assert rest.told[0].startswith("Left out, since the text has changed: ")
    # What nobody marked may have changed.
    form = old.form({"when-to-get-help": "agree"})
    assert outcome_of(form, new.pack, new.build.content, latest=LATEST).entry is not None


@pytest.mark.parametrize(
    ("answers", "signed", "said"),
    [
        ({}, {}, "nothing is ticked or written"),
        ({"top": "agree change"}, {}, 'more than one box is ticked: "1 The beginning'),
        ({"top": "agree"}, {"name": ""}, "the name is missing"),
        (
            {"top": "agree"},
            {"name": " ", "profession": ""},
            "name and the profession",
        ),
        ({"top": "agree"}, {"name": "your full name"}, "is not the name of a person"),
        ({"top": "agree"}, {"date": ""}, "the date is missing"),
        ({"top": "agree"}, {"date": "21.11.2026"}, '"21.11.2026" is no day such as'),
        ({"top": "agree"}, {"date": "2026-02-30"}, "is no day such as"),
        ({"top": "agree"}, {"date": "2026-12-24"}, "lies in the future"),
    ],
)
def test_a_form_that_is_not_clear_is_refused(
    answers: Mapping[str, str], signed: Mapping[str, str], said: str, tmp_path: Path
) -> None:
    one = desk(tmp_path)
    with pytest.raises(RecordError, match=said) as error:
        recorded(tmp_path, outcome(one, answers, **signed).entry)
    assert "Nothing was recorded." in str(error.value)
    assert not (tmp_path / "reviews.yml").exists()


def test_words_without_a_tick_are_told_and_agree_to_nothing(tmp_path: Path) -> None:
    found = outcome(desk(tmp_path), {"top": ": Nice.", "point/now": ": Hm."}, name="", date="")
    assert found.entry is None
    assert [str(one).partition(": ")[2] for one in found.remarks] == [
        'a reviewer writes about "1 The beginning of the page": Nice.',
        'a reviewer writes about the point "now": Hm.',
    ]


def test_two_who_disagree_are_told(tmp_path: Path) -> None:
    one = desk(tmp_path / "a")
    agreed = recorded(tmp_path, outcome(one, {"top": "agree", "point/hot": "agree"}).entry)
    two = desk(tmp_path / "b", {"_data/reviews.yml": agreed})
    found = outcome(two, {"top": "change: No."}, name="Bo Beispiel")
    assert found.told == (
        'Maria Muster agreed to "1 The beginning of the page" on 2026-11-21: the two disagree.',
    )
    objected = recorded(tmp_path / "b", outcome(one, {"top": "change: No."}).entry)
    three = desk(tmp_path / "c", {"_data/reviews.yml": objected})
    (told,) = outcome(three, {"top": "agree"}, name="Bo Beispiel").told
    assert told.startswith("Maria Muster asked for a change of")


def test_another_sites_pack_is_refused(tmp_path: Path) -> None:
    one = desk(tmp_path)
    form = one.form({"top": "agree"})
    other = type(form)(type(form.id)("Roots", form.id.src, form.id.role), form.said, form.signed)
    with pytest.raises(RecordError, match='of another site, "Roots"'):
        outcome_of(other, one.pack, one.build.content, latest=LATEST)


def test_an_entry_is_added_and_nothing_else_changes(tmp_path: Path) -> None:
    entry = outcome(desk(tmp_path), {"top": "agree"}).entry or {}
    file = tmp_path / "reviews.yml"
    file.write_text("# A comment stays.\n[]\n", encoding="utf-8")
    assert add_entry(file, "reviews.yml", entry)
    first = file.read_text(encoding="utf-8")
    assert first.startswith("# A comment stays.\n- page: ")
    later = {**entry, "reviewer": "Bo Beispiel"}
    assert add_entry(file, "reviews.yml", later)
    assert file.read_text(encoding="utf-8").startswith(first)
    for text, said in (
        ("- page: 1\n", "cannot be read. Fix it first"),
        ("[\n]\n", "no plain list"),
    ):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(RecordError, match=said):
            add_entry(file, "reviews.yml", entry)
        assert file.read_text(encoding="utf-8") == text
