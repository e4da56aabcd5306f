from __future__ import annotations

from pathlib import Path

import pytest

from plainleaf.model.budgets import PAGE_BYTES_MAX
from plainleaf.model.findings import Severity
from plainleaf.model.front_matter import ConditionFrontMatter
from plainleaf.model.kinds import KINDS
from plainleaf.reading.page import Page, read_page

PATH = "docs/conditions/leaf-fever/index.md"
TEXT = """\
---
kind: condition
title: Leaf fever
description: What leaf fever is.
written: 2026-11-21
next_look: 2027-11-21
condition: leaf-fever
term: leaf-fever
---

Leaf fever makes leaves hot.[@FAN] It
goes away.

/// key-points

1. It goes away.

///

## Symptoms

- Heat. See [causes](#causes).

### On both sides

![A leaf](leaf.svg)

## Causes
"""


def page(text: str = TEXT, path: str = PATH) -> Page:
    return read_page(path, text.encode())


def test_a_page_is_read_whole() -> None:
    read = page()
    assert read.src == "conditions/leaf-fever/index.md"
    assert read.findings == ()
    assert read.kind is KINDS["condition"]
    assert isinstance(read.meta, ConditionFrontMatter)
    assert read.meta.term == "leaf-fever"
    assert read.body_line == 10
    assert read.front_matter.position(("title",)) == (3, 1)
    assert read.lead == "Leaf fever makes leaves hot. It\ngoes away."
    assert read.lead_end == 13
    assert [heading.id for heading in read.headings] == ["symptoms", "on-both-sides", "causes"]
    assert [(one.keys, one.line, one.column) for one in read.citations] == [(("FAN",), 11, 29)]
    assert [(one.target, one.line, one.column) for one in read.links] == [("#causes", 22, 13)]
    assert [(one.target, one.line) for one in read.images] == [("leaf.svg", 26)]
    assert [(one.name, one.line, one.end_line) for one in read.blocks] == [("key-points", 14, 18)]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_marks_move_nothing(end: str, mark: str) -> None:
    moved, plain = page(mark + TEXT.replace("\n", end)), page()
    assert moved == plain


def test_tabs_count_as_one_character() -> None:
    read = page(TEXT.replace("- Heat. See", "-\tHeat.\tSee"))
    assert [(one.line, one.column) for one in read.links] == [(22, 13)]


def test_a_section_is_found_by_the_name_the_model_gives_it() -> None:
    read = page()
    section = read.section("Signs and symptoms")
    assert section is not None
    assert section.title == "Symptoms"
    assert read.section("Treatment") is None
    assert read.section_at(22) is section
    assert read.section_at(11) is None


def test_the_body_is_the_text_after_the_front_matter() -> None:
    assert page().body == TEXT.split("---\n", 2)[2]


def test_a_wrong_field_leaves_the_kind_and_what_was_written() -> None:
    read = page(TEXT.replace("title: Leaf fever", "title: 5"))
    assert read.kind is KINDS["condition"]
    assert read.meta is None
    assert read.raw["title"] == 5
    assert [finding.code for finding in read.findings] == ["PL116"]


def test_a_page_without_front_matter_is_still_read() -> None:
    read = page("Text.\n\n## A\n")
    assert (read.kind, read.meta, read.has_front_matter) == (None, None, False)
    assert [section.title for section in read.sections] == ["A"]
    assert [finding.code for finding in read.findings] == ["PL110"]


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"a\0b", b"caf\xe9", b"x" * (PAGE_BYTES_MAX + 1)], ids=repr
)
def test_what_cannot_be_read_has_one_finding_and_no_content(data: bytes) -> None:
    read = read_page(PATH, data[:])
    assert not read.readable
    assert len(read.findings) == 1
    assert read.findings[0].severity is Severity.ERROR
    assert (read.runs, read.headings, read.raw) == ((), (), {})


def test_another_folder_may_hold_the_pages() -> None:
    assert read_page("text/a/b.md", b"", docs="text/a").src == "b.md"
    assert read_page("docs.md", b"").src == "docs.md"


@pytest.mark.parametrize(
    "file", sorted(Path(__file__).parents[2].joinpath("docs").rglob("*.md")), ids=str
)
def test_every_page_of_the_site_can_be_read(file: Path) -> None:
    read = read_page(PATH, file.read_bytes())
    assert read.readable
    assert read.kind is not None
