"""The table of words: whole, with the same places in every language, and filled in as text."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from plainleaf.model.words import (
    FILE,
    LANGUAGE,
    THEME,
    StandingName,
    ThemeError,
    fill,
    read_words_file,
    words,
)
from plainleaf.proof.finished_text import CARE_LEVELS
from plainleaf.rendering.view import LinkView, ReviewCheck, ReviewView

TABLE = yaml.safe_load((THEME / FILE).read_text(encoding="utf-8"))
STATES: tuple[StandingName, ...] = get_args(StandingName)


def written(folder: Path, table: object) -> Path:
    file = folder / FILE
    file.write_text(yaml.safe_dump(table, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return file


def without(review: dict[str, Any]) -> None:
    del review["act"]


def unknown(review: dict[str, Any]) -> None:
    review["acts"] = "Act."


def other_type(review: dict[str, Any]) -> None:
    review["act"] = 5


def test_our_own_table_is_whole() -> None:
    assert words() == read_words_file(THEME / FILE)[LANGUAGE]


@pytest.mark.parametrize("change", [without, unknown, other_type])
@pytest.mark.parametrize("language", [LANGUAGE, "de"])
def test_a_word_that_is_missing_or_unknown_is_told(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], language: str
) -> None:
    table = {LANGUAGE: copy.deepcopy(TABLE[LANGUAGE]), "de": copy.deepcopy(TABLE[LANGUAGE])}
    change(table[language]["review"])
    with pytest.raises(ThemeError, match=r"words\.yml: review\.acts?: .* Restore the word\."):
        read_words_file(written(tmp_path, table))


@pytest.mark.parametrize("text", ["Checked by.", "Checked by {who}.", "{by} {by} {day}"])
def test_a_language_with_other_places_is_told(tmp_path: Path, text: str) -> None:
    table = {LANGUAGE: TABLE[LANGUAGE], "de": copy.deepcopy(TABLE[LANGUAGE])}
    table["de"]["review"]["current"]["bold"] = text
    with pytest.raises(ThemeError, match=r"de\.review\.current\.bold must have the places .* by\."):
        read_words_file(written(tmp_path, table))


@pytest.mark.parametrize("table", [[], "a", {}, {"de": {}}, {"de": {}, LANGUAGE: {}}])
def test_a_file_that_is_no_table_is_told(tmp_path: Path, table: object) -> None:
    with pytest.raises(ThemeError, match=f"must begin with the words of {LANGUAGE}"):
        read_words_file(written(tmp_path, table))


@pytest.mark.parametrize("text", [f"{LANGUAGE}: [", f"{LANGUAGE}: *a", ""])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(ThemeError, match="Restore it"):
        read_words_file(tmp_path / FILE)
    with pytest.raises(ThemeError, match="cannot be read"):
        read_words_file(tmp_path / "none.yml")


def test_a_brace_too_many_is_told(tmp_path: Path) -> None:
    table = copy.deepcopy(TABLE)
    table[LANGUAGE]["review"]["act"] = "Talk {"
    with pytest.raises(ThemeError, match="brace"):
        read_words_file(written(tmp_path, table))


def test_what_is_filled_in_stays_text() -> None:
    assert fill("By {by} & us", by="<b>") == "By &lt;b&gt; &amp; us"
    assert fill("{a}", a=fill("<")) == "&lt;"


def review_in(state: StandingName, **more: Any) -> ReviewView:
    checked = () if state == "none" else (ReviewCheck("Ann <Lee>", "nurse", "May 1, 2026"),)
    return ReviewView(
        state,
        "April 1, 2026",
        "May 1, 2027",
        "2027-05-01",
        checked,
        changed=(LinkView("What it is", "#what-it-is"), LinkView("Signs", "#signs")),
        points_url="reviews.html",
        **more,
    )


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("more", [{}, {"of_site": True}, {"sources_url": "#source-1"}])
def test_paper_says_of_a_review_what_the_page_says(
    state: StandingName, more: dict[str, Any]
) -> None:
    review = review_in(state, **more)
    page = LexborHTMLParser(review.text).body
    assert page is not None
    paper = LexborHTMLParser(review.text_on_paper).body
    assert paper is not None
    assert paper.text() == page.text()
    assert "Talk with your health care team" in page.text()
    assert paper.css("a") == []
    assert ("Ann <Lee>, nurse, on May 1, 2026" in page.text() + str(review.bold.unescape())) == (
        state not in {"none", "asked"}
    )


def test_only_a_review_that_holds_takes_the_draft_off() -> None:
    assert [one for one in STATES if not review_in(one).draft] == ["current"]
    assert [one for one in STATES if "DRAFT" in review_in(one).draft] == [
        one for one in STATES if one != "current"
    ]


def test_a_page_without_sources_does_not_say_that_it_has_some() -> None:
    assert "published sources" not in review_in("none").text
    assert "wrote this from published sources" in review_in("none", sources_url="#source-1").text
    assert "wrote these pages from published" in review_in("none", of_site=True).text


def test_parts_that_changed_are_linked_each() -> None:
    linked = LexborHTMLParser(review_in("partial").text).css("a")
    assert [one.attributes["href"] for one in linked] == ["#what-it-is", "#signs"]
    [points] = LexborHTMLParser(review_in("open").text).css("a")
    assert points.attributes["href"] == "reviews.html"


def test_the_words_for_how_urgent_a_card_is_are_kept() -> None:
    """The proof takes them from the table, so no change of the table may turn them round."""
    care = words().care
    assert (care.emergency, care.urgent, care.non_urgent) == (
        "Emergency",
        "Urgent: today",
        "Not urgent",
    )
    assert set(CARE_LEVELS.values()) == {"emergency", "urgent", "non-urgent"}
