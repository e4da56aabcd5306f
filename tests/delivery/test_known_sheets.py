"""Which editions of sheets a site has released, and what became of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plainleaf.delivery.known_sheets import (
    KNOWN,
    PRINTED,
    Sheet,
    SheetsError,
    earlier_script,
    earlier_sheets,
    read_sheets,
    remember_sheets,
    sheets_json,
    with_release,
)

PAGE = "conditions/leaf-fever/index.html"
ONE, TWO, THREE = 20270101000000, 20270201000000, 20270301000000


def sheet(edition: str, *releases: int) -> Sheet:
    return Sheet(edition, "leaf-fever-overview", PAGE, "2027-01-01", releases)


def test_a_list_is_read_as_it_was_written(tmp_path: Path) -> None:
    known = (sheet("bbbbbb", TWO), sheet("aaaaaa", ONE, TWO))
    (tmp_path / KNOWN).write_text(sheets_json(known))
    assert sorted(read_sheets(tmp_path / KNOWN), key=str) == sorted(known, key=str)
    assert read_sheets(tmp_path / "none.json") == ()


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", '{"format": 2, "sheets": []}', '{"format": 1, "sheets": 5}'),
        *('{"format": 1, "sheets": ["x"]}', '{"format": 1, "sheets": [{"edition": 5}]}'),
        sheets_json([sheet("aaaaaa", ONE)]).replace("aaaaaa", "<b>"),
        sheets_json([sheet("aaaaaa", ONE)]).replace("2027-01-01", "soon"),
        sheets_json([sheet("aaaaaa", ONE)]).replace(str(ONE), '"x"'),
        "[" * 100_000,
    ],
)
def test_a_damaged_list_is_told_in_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / KNOWN).write_text(text)
    with pytest.raises(SheetsError, match="Take it from an older commit"):
        read_sheets(tmp_path / KNOWN)


def test_a_release_adds_its_sheets_once(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / PRINTED).parent.mkdir(parents=True)
    (site / PRINTED).write_text(sheets_json([sheet("aaaaaa")]))
    assert [remember_sheets(tmp_path, site, ONE) for _ in range(2)] == [1, 0]
    assert read_sheets(tmp_path / KNOWN) == (sheet("aaaaaa", ONE),)
    assert remember_sheets(tmp_path, tmp_path / "without PDFs", TWO) == 0


def test_what_is_not_printed_any_more_is_older_or_was_taken_back() -> None:
    known = with_release([sheet("aaaaaa", ONE), sheet("bbbbbb", TWO)], [sheet("aaaaaa")], TWO)
    now = [sheet("cccccc")]
    assert {one.sheet.edition: one.why for one in earlier_sheets(known, now, {})} == {
        "aaaaaa": "",
        "bbbbbb": "",
    }
    # The first sheet was in a release, too, that nobody has taken back.
    why = {TWO: "A dose was wrong."}
    found = {one.sheet.edition: one.why for one in earlier_sheets(known, now, why)}
    assert found == {"aaaaaa": "", "bbbbbb": "A dose was wrong."}
    # What is printed now was not what was wrong, and what was never released is unknown.
    assert earlier_sheets([sheet("bbbbbb", TWO)], [sheet("bbbbbb")], why) == ()
    assert earlier_sheets([sheet("dddddd")], now, why) == ()


def test_the_script_of_a_page_ends_no_script() -> None:
    (one,) = earlier_sheets([sheet("aaaaaa", ONE)], [], {ONE: "</script><b>\u2028"})
    script = earlier_script([(one, "January 1, 2027", ["A change."])])
    assert script.isascii()
    assert "<" not in script
    head, _, data = script.rstrip(";\n").partition("=")
    assert head == "window.earlierSheets"
    assert json.loads(data)["aaaaaa"] == {
        "name": "leaf-fever-overview",
        "why": "</script><b>\u2028",
        "day": "January 1, 2027",
        "since": ["A change."],
    }
