"""The structure of Markdown as events with their lines."""

from __future__ import annotations

from plainleaf.reading.structure_reader import MARK, Event, read_structure


def kinds(*lines: str) -> list[tuple[str, int, str]]:
    """The kind, first line and text of each event."""
    return [(one.kind, one.first, one.text) for one in read_structure(list(lines), {})]


def test_headings_say_their_level_and_how_they_are_written() -> None:
    found = read_structure(["## A", "", "B", "---"], {})
    assert [(one.kind, one.level, one.text) for one in found] == [
        ("heading", 2, "A"),
        ("underlined", 2, "B"),
    ]


def test_lists_open_and_close_around_their_items() -> None:
    assert kinds("- a", "    1. b") == [
        ("bullets_open", 0, ""),
        ("item_open", 0, ""),
        ("paragraph", 0, "a"),
        ("numbers_open", 1, ""),
        ("item_open", 1, ""),
        ("paragraph", 1, "b"),
        ("item_close", 0, ""),
        ("numbers_close", 0, ""),
        ("item_close", 0, ""),
        ("bullets_close", 0, ""),
    ]


def test_a_table_is_its_head_and_its_rows() -> None:
    assert [one for one in kinds("| a | b |", "|---|---|", "| c | d |") if one[2]] == [
        ("head", 0, "a"),
        ("head", 0, "b"),
        ("cell", 2, "c"),
        ("cell", 2, "d"),
    ]


def test_a_quotation_holds_what_stands_in_it() -> None:
    assert [kind for kind, _, _ in kinds("> a")] == ["quote_open", "paragraph", "quote_close"]


def test_raw_html_is_kept_and_a_mark_is_nothing() -> None:
    assert kinds("<div>", "", MARK, "", "a") == [("html", 0, "<div>\n"), ("paragraph", 4, "a")]


def test_definitions_of_links_are_named_with_their_lines_and_every_address_is_told() -> None:
    references: dict[str, tuple[str, int]] = {}
    assert read_structure(["a", "", "[X]: javascript:x"], references) == [
        Event("paragraph", 0, 1, "a")
    ]
    assert references == {"X": ("javascript:x", 2)}
