"""Blocks, as this reader sees them and as pymdownx.blocks really makes them."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block as PymdownxBlock

from plainleaf.model.block_specs import BLOCKS, BlockSpec
from plainleaf.reading.blocks import BlockScan, scan_blocks
from plainleaf.reading.source import mask
from plainleaf.rendering.extensions import PlainleafExtension


def scan(text: str) -> BlockScan:
    return scan_blocks(mask(text.split("\n"), 1).lines, 1)


def told(text: str) -> list[str]:
    return [f"{one.line}:{one.column} {one.trouble}" for one in scan(text).problems]


def test_a_block_is_read_with_its_lines() -> None:
    (block,) = scan("a\n\n  /// Care-Card|  emergency \n\n- b\n\n  ///\n").blocks
    assert (block.name, block.argument) == ("care-card", "emergency")
    assert (block.line, block.column, block.end_line, block.closed) == (3, 3, 7, True)
    assert [line for line in range(1, 9) if block.holds(line)] == [4, 5, 6]


def test_blocks_nest_with_different_numbers_of_slashes() -> None:
    outer, inner = scan("//// key-points\n\n/// figure | a\n///\n\n////").blocks
    assert (outer.parent, inner.parent) == (None, 0)
    assert (outer.end_line, inner.end_line) == (6, 4)


def test_block_lines_are_blanked_and_nothing_else() -> None:
    assert scan("a\n/// figure | b\n///\nc").lines == ("a", " " * 14, "   ", "c")


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("/// key-points\n\n1. a\n\n///", []),
        ("/// key-point\n///", ["1:1 name"]),
        ("/// care-card\n\n- a\n\n///", ["1:1 argument"]),
        ("/// key-points | a\n\n1. a\n\n///", ["1:1 argument"]),
        ("/// care-card emergency\n\n- a\n\n///", ["1:1 opening", "5:1 stray"]),
        ("/// key-points\n    attrs: {class: a}\n\n1. a\n\n///", ["2:5 opening"]),
        ("/// key-points\n    1. a\n\n///", ["2:5 opening"]),
        ("/// key-points\n\n1. a", ["1:1 closing"]),
        ("/// key-points\n\n1. a\n\n////", ["1:1 closing", "5:1 stray"]),
        ("/// key-points\n\n1. a\n\n/// figure | a\n///", ["1:1 closing"]),
        ("text\n\n///", ["3:1 stray"]),
        ("- a\n\n    /// figure | a\n    ///", ["3:5 place"]),
        ("> /// figure | a\n> ///", ["1:3 place"]),
        ("// key-points", ["1:1 opening"]),
        ("```\n/// nothing\n```", []),
        ("see https://example.org/// and //x", []),
    ],
)
def test_what_would_not_become_a_block_is_told_at_its_line(text: str, problems: list[str]) -> None:
    assert told(text) == problems


# --- against the real thing ------------------------------------------------------------------


def _recorder(spec: BlockSpec, made: list[tuple[str, str]]) -> type[Any]:
    def on_create(self: Any, parent: etree.Element) -> etree.Element:
        made.append((spec.name, self.argument or ""))
        return etree.SubElement(parent, "section")

    members = {"NAME": spec.name, "ARGUMENT": bool(spec.argument), "OPTIONS": {}}
    return type(spec.name, (PymdownxBlock,), {**members, "on_create": on_create})


class _Recording(BlocksExtension):  # type: ignore[misc]  # pymdownx ships no types
    """Blocks of the declared names that only record that they were made."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[tuple[str, str]] = []

    def extendMarkdownBlocks(  # noqa: N802  # pymdownx's name
        self, _md: Markdown, block_mgr: BlocksProcessor
    ) -> None:
        for spec in BLOCKS.values():
            block_mgr.register(_recorder(spec, self.made), {})


def rendered(text: str) -> tuple[list[tuple[str, str]], str]:
    """The blocks that pymdownx makes of a text, and the HTML."""
    recording = _Recording()
    markdown = Markdown(extensions=[recording, "tables", "attr_list", "pymdownx.superfences"])
    return recording.made, markdown.convert(text)


_LINES = st.sampled_from(
    [
        *("/// key-points", "///", "///", "////", "//// key-points", "/// figure | a"),
        *("/// care-card | urgent", "   /// questions-to-ask", "  ///", "/// Key-Points  "),
        *("/// nothing", "/// care-card", "/// figure", "/// key-points | a", "/// a b", "// a"),
        *("- a", "- a\n- b", "1. a", "    more", "        code", "text", "text", "## A", "> q"),
        *("| a |\n|---|\n| b |", "```\n///\n```", "<!-- /// -->", "", "", "", "", "    a: b"),
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(_LINES, max_size=14).map("\n".join))
def test_a_page_without_problems_makes_exactly_these_blocks(text: str) -> None:
    found = scan(text)
    if found.problems:
        return
    made, html = rendered(text)
    assert made == [(block.name, block.argument) for block in found.blocks]
    # No slashes are left over, except in code.
    assert "<p>///" not in html


@pytest.mark.parametrize(
    "text",
    [
        "/// key-point\n\n1. a\n\n///",
        "/// care-card\n\n- a\n\n///",
        "/// key-points | a\n\n1. a\n\n///",
        "/// care-card emergency\n\n- a\n\n///",
        "/// key-points {.a}\n\n1. a\n\n///",
        "/// key-points\n    open: true\n\n1. a\n\n///",
        "/// key-points\n    1. a\n\n///",
        "// key-points\n\n1. a",
    ],
)
def test_what_is_told_really_would_print_as_text(text: str) -> None:
    made, html = rendered(text)
    assert told(text)
    assert made == []
    assert "//" in html


def test_an_unclosed_block_really_swallows_the_rest() -> None:
    made, html = rendered("/// key-points\n\n1. a\n\n## Next\n\nText.")
    assert made == [("key-points", "")]
    assert html.endswith("</section>")


def test_the_site_registers_exactly_the_declared_blocks() -> None:
    markdown = Markdown(extensions=[PlainleafExtension()])
    registered = markdown.parser.blockprocessors["blocks"].blocks
    assert {name: bool(block.ARGUMENT) for name, block in registered.items()} == {
        spec.name: bool(spec.argument) for spec in BLOCKS.values()
    }
