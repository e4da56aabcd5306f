"""The structure of a page, as this reader sees it and as Python-Markdown renders it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from plainleaf.model.guide_kinds import CONDITION
from plainleaf.reading.body import NESTED_BY, Body, slugify
from plainleaf.reading.source import Spot
from plainleaf.reading.structure import within
from plainleaf.rendering.rendering import Rendering

EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.betterem", "pymdownx.details", "pymdownx.superfences", "pymdownx.tasklist"),
    "plainleaf.rendering.extensions",
]


def renderer() -> Any:
    own = {EXTENSIONS[-1]: {"rendering": Rendering()}}
    return Markdown(extensions=EXTENSIONS, extension_configs=own)


def read(text: str, first_line: int = 1) -> Body:
    return Body(text.split("\n"), first_line, CONDITION, lambda _code, _spot: None)


def codes(text: str) -> list[str]:
    told: list[str] = []

    def report(code: str, spot: Spot) -> None:
        told.append(f"{spot.line}:{spot.column} {code}")

    Body(text.split("\n"), 1, CONDITION, report)
    return told


# --- headings --------------------------------------------------------------------------------


def rendered_headings(text: str) -> list[tuple[int, str]]:
    """Level and id of every heading that Python-Markdown makes."""
    markdown = renderer()
    markdown.convert(text)

    def flat(tokens: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
        for token in tokens:
            yield token["level"], token["id"]
            yield from flat(token["children"])

    return list(flat(markdown.toc_tokens))


def read_headings(text: str) -> list[tuple[int, str]]:
    return [(heading.level, heading.id) for heading in read(text).headings]


_PIECES = st.sampled_from(
    [
        *(
            "## A",
            "## A",
            "### B",
            "## A_1",
            "##A",
            "#A",
            "A\n---",
            "A\n===",
            "##",
            "## ",
            "## A # ",
        ),
        *("## **Bold** and *it*", "## `code` x", "## [link](x.md) y", "## A ![alt](x.svg)"),
        *("## A {#own}", "## A {.c #own2}", "## Q? & R", "## Ünï—code", "## a_b_c", "## 1.5 mg/kg"),
        *("## 5 \\* 3 &amp; 4", "## A[@K] b", "## <b>x</b> y", "## C'est “q”", "####### x"),
        *("text", "text\n## In text", "- item", "- ## in item", "* x\n  ## y", "1. a\n\n    ## in"),
        *("> ## q", "```\n## code\n```", "<!--\n## c\n-->", "text\n\n    ## ind", "  ## two"),
        *(
            "/// care-card | urgent\n\n### Call if:\n\n- a\n\n///",
            "/// figure | a\n///",
            "`a\n## b`",
        ),
        *("| a |\n|---|\n## T", "<div>\n## no\n</div>", "<!-- c --> text"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=5).map("\n\n".join))
def test_headings_and_their_ids_are_those_of_the_rendered_page(text: str) -> None:
    assert read_headings(text) == rendered_headings(text)


def test_the_panel_of_key_points_keeps_its_own_id_free() -> None:
    text = "/// key-points\n\n1. a\n\n///\n\n## Key points"
    assert read_headings(text) == [(2, "key-points_1")]
    assert rendered_headings(text) == [(2, "key-points"), (2, "key-points_1")]


def test_headings_have_their_place_and_know_where_they_stand() -> None:
    body = read("## A\n\n/// care-card | urgent\n\n### B if:\n\n- c\n\n///\n\n> ## D", 10)
    assert [(one.text, one.line, one.column) for one in body.headings] == [
        ("A", 10, 1),
        ("B if:", 14, 1),
        ("D", 20, 3),
    ]
    assert [one.block for one in body.headings] == [None, 0, None]
    assert [one.nested for one in body.headings] == [False, False, True]


def test_an_indented_heading_is_told_and_is_text() -> None:
    assert codes("  ## A") == ["1:3 PL208"]
    assert read("  ## A").headings == []


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Can it go away?", "can-it-go-away"), ("a – b  c", "a-b-c"), ("Ünï", "uni"), ("?", "")],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


# --- sections --------------------------------------------------------------------------------

SECTIONS = """\
Lead.

## What it is

Text.

### One

Text.

### Two

#### Deeper

## Symptoms
Text.

# A main heading

## Other
"""


def test_sections_hold_their_lines_and_subsections() -> None:
    first, second, third = read(SECTIONS, 5).sections
    assert (first.title, first.line, first.end_line) == ("What it is", 7, 18)
    assert [(one.title, one.line, one.end_line) for one in first.subsections] == [
        ("One", 11, 14),
        ("Two", 15, 18),
    ]
    assert second.spec is CONDITION.section("Signs and symptoms")
    assert (second.line, second.end_line) == (19, 21)
    assert third.spec is None


def test_things_are_selected_by_section() -> None:
    body = read(SECTIONS)
    first, second, _ = body.sections
    assert [run.plain for run in within(body.runs, first) if run.role != "heading"] == ["Text."] * 2
    assert len(within(body.runs, second)) == 2


def test_a_heading_in_a_block_begins_no_section() -> None:
    body = read("## A\n\n/// care-card | urgent\n\n### B if:\n\n- c\n\n///\n\n### C")
    (section,) = body.sections
    assert [one.title for one in section.subsections] == ["C"]


# --- text, lists, tables ---------------------------------------------------------------------


def test_runs_of_text_have_their_places() -> None:
    text = "A\nb [c](d.md)\n\n- **e**\n  f.[@G]\n\n| h | i |\n|---|:-:|\n| j `x|y` | [k](l.md) |\n"
    body = read(text, 3)
    assert [(run.role, run.plain, run.line, run.column) for run in body.runs] == [
        ("paragraph", "A\nb c", 3, 1),
        ("paragraph", "e\nf.", 6, 3),
        ("cell", "h", 9, 3),
        ("cell", "i", 9, 7),
        ("cell", "j `x", 11, 3),
        ("cell", "y`", 11, 8),
    ]
    links = [link for run in body.runs for link in run.inline.links]
    assert [(link.line, link.column) for link in links] == [(4, 3)]
    citations = [one for run in body.runs for one in run.inline.citations]
    assert [(one.line, one.column) for one in citations] == [(7, 5)]


def test_lists_are_nested_and_placed() -> None:
    body = read("1. a\n2. b\n\n    more\n    - c\n    - d\n\ntext\n\n- e", 1)
    lists = sorted(body.lists, key=lambda one: one.line)
    assert [(one.ordered, one.depth, one.line, one.end_line) for one in lists] == [
        (True, 0, 1, 6),
        (False, 1, 5, 6),
        (False, 0, 10, 10),
    ]
    assert [item.plain for item in lists[0].items] == ["a", "b more"]
    assert [(item.line, item.column, item.end_line) for item in lists[1].items] == [
        (5, 5, 5),
        (6, 5, 6),
    ]


def test_tables_are_read_by_cell() -> None:
    (table,) = read("| a | b |\n|---|---|\n| c **d** | e |\n| f |\n").tables
    assert table.header == ("a", "b")
    assert table.rows == (("c d", "e"), ("f", ""))
    assert (table.line, table.end_line) == (1, 4)


@pytest.mark.parametrize("text", ["a\n- b", "a\n1. b", "a\n| b |\n|---|\n| c |"])
def test_what_needs_a_blank_line_before_it_really_does(text: str) -> None:
    body = read(text)
    assert any(one.runs_on for one in [*body.lists, *body.tables])
    html = renderer().convert(text)
    assert "<li>" not in html
    assert "<table" not in html


@pytest.mark.parametrize("text", ["a\n\n- b", "## a\n- b", "/// key-points\n- b\n\n///"])
def test_what_needs_no_blank_line_is_not_told(text: str) -> None:
    assert not any(one.runs_on for one in read(text).lists)
    assert "<li>" in renderer().convert(text)


@pytest.mark.parametrize(("text", "shallow"), [("- a\n  - b", True), ("- a\n    - b", False)])
def test_a_list_nested_by_fewer_than_4_spaces_really_is_not_nested(
    text: str, shallow: bool
) -> None:
    assert any(one.shallow for one in read(text).lists) is shallow
    html = renderer().convert(text)
    assert (html.count("<ul>") == 1) is shallow


@pytest.mark.parametrize(("text", "outside"), [("- a\n\n  b", True), ("- a\n\n    b", False)])
def test_a_paragraph_indented_by_fewer_than_4_spaces_really_leaves_the_item(
    text: str, outside: bool
) -> None:
    (one,) = read(text).lists
    assert (one.items[0].runs[1].column - one.column < NESTED_BY) is outside
    html = renderer().convert(text)
    assert html.endswith("<p>b</p>") is outside


def test_raw_html_and_definitions_are_found() -> None:
    body = read("<div\nonclick=a>\n[x]: y\n</div>\n\n[z]: javascript:b\n", 4)
    assert [(tag.name, tag.line) for tag in body.tags] == [("div", 4), ("div", 7)]
    assert [(one.text, one.target, one.line) for one in body.definitions] == [
        ("Z", "javascript:b", 9)
    ]


def test_lines_with_content_leave_out_headings_comments_and_blank_lines() -> None:
    body = read("a\n\n## b\n<!-- c -->\n```\n\n```\n/// figure | d\n///\n/// nothing\n///", 1)
    assert sorted(body.content_lines) == [1, 5, 6, 7, 8]
