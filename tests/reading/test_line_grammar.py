"""One cause gives one finding, and what two readers of Markdown read differently is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainleaf.checks.rules import check_page
from plainleaf.reading.page import Page, read_page

FRONT = "---\nkind: about\n---\n\n"
FRONT_LINES = FRONT.count("\n")


def page(body: str) -> Page:
    return read_page("docs/about/index.md", f"{FRONT}{body}\n".encode())


def slips(body: str) -> list[str]:
    return [f"{one.line - FRONT_LINES}:{one.column} {one.code}" for one in page(body).slips]


def test_a_line_of_foreign_marks_is_one_finding() -> None:
    assert slips("> [!warning] The dose is $D_\\text{2cc}$, see [[page]] and ==this==.") == [
        "1:3 PL239"
    ]


def test_a_broken_table_is_one_finding() -> None:
    assert slips("| a | b |\n|---|---|---|\n| 1 | 2 |\n| 3 | 4 |") == ["1:1 PL244"]


def test_places_are_those_of_the_file() -> None:
    body = '- one\n- two\n    - three 2*5\n\nTerm\n:   a `b\n\n!!! note "T"\n\n    c _d'
    assert slips(body) == ["3:14 PL235", "6:7 PL236", "10:7 PL235"]


def test_what_a_box_holds_is_read_like_the_rest() -> None:
    assert slips('!!! note "A *b"\n\n    - a\n    -b\n\n    <your clinic>') == [
        "1:13 PL235",
        "4:5 PL241",
        "6:5 PL234",
    ]


def test_code_and_comments_may_hold_anything() -> None:
    assert slips("```\n<b> 2*5 [[x]]\n```\n\n<!-- 2*5 [[x]] <b> -->\n\n`<b> 2*5`") == []


@pytest.mark.parametrize(
    "body",
    [
        "\\<script>alert(1)</script>",
        "Hi <script/x>alert(1)</script>",
        f'Hi <script a="{"b" * 4100}">alert(1)</script>',
        "Text <!-- a\n\n<script>alert(1)</script> -->",
        "`` `<script>alert(1)</script>`",
        "``` foo bar baz\n\n<script>alert(1)</script>\n\n```",
        '!!! note "<script>"\n\n    a',
        '=== "<script>"\n\n    a',
        "Text[^1]\n\n[^1]: <script/x>",
        "Term<script/x>\n:   a",
        "| a<script/x> | b |\n|---|---|\n| 1 | 2 |",
        "## A <script/x>",
        '[@"><script/x>]',
        "`a\n<script>b`",
        "    <script>",
        "- a\n\n  <script>",
        "*[A]: <script>\n\nA",
        "[a]: <script>",
    ],
)
def test_no_tag_comes_in_where_the_two_readers_differ(body: str) -> None:
    found = check_page(page(body))
    codes = {one.code for one in found if one.severity == "error" and one.line > FRONT_LINES}
    assert codes & {"PL234", "PL236", "PL243", "PL247", "PL254", "PL901"}


_LINES = st.sampled_from(
    [
        *("a", "b c", "- a", "- b", "    - c", "  - d", "1. e", "2. f", "    g", "        h", ""),
        *(
            "",
            "> i",
            "> - j",
            "# k",
            "## l",
            "---",
            "===",
            "***",
            "| m | n |",
            "|---|---|",
            ":   o",
        ),
        *("```", "    ```", "<!-- p -->", "<!-- q", "-->", '!!! note "r"', '=== "s"', "[^1]: t"),
        *("/// key-points", "///", "\tu", "[v]: w", "*[x]: y", "* z", "+ z", "10. z", "text[^1]"),
        *("a  ", "1) b", "-c", "###d", " e", "   f", "   - g", "> > h", "-", "<div>", "</div>"),
    ]
)


@settings(max_examples=400)
@given(st.lists(_LINES, max_size=9))
def test_any_lines_cost_findings_and_nothing_worse(lines: list[str]) -> None:
    made = page("\n".join(lines))
    for slip in made.slips:
        assert 1 <= slip.line <= len(made.lines)
        assert slip.column >= 1
        assert re.fullmatch(r"PL2[345]\d", slip.code)
        assert slip.fix
    assert made.difference is None or made.difference.line <= len(made.lines)
