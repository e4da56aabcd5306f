"""The words of a page as its author wrote them: each case of the golden file holds both."""

from __future__ import annotations

from typing import Any

import pytest

from plainleaf.reading.page import read_page
from plainleaf.reading.page_text import TextBlock, figure_text, page_text
from rendered import FIGURES, LONG, golden

FRONT = "---\nkind: condition\ntitle: T\n---\n"
FIRST_LINE = 5


def listed(block: TextBlock) -> str:
    """A block in one line: its role, its places that are set, its text."""
    places = {name: value for name, value in block._asdict().items() if value}
    line = places.pop("line") - FIRST_LINE + 1
    role, text = places.pop("role"), places.pop("text", "")
    said = "".join(f" {name} {value}" for name, value in places.items())
    marks = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6\ufdd7\ufdd8\ufdd9"
    for mark, shown in zip(marks, "«▣↑↓†»‹→›¶", strict=True):
        text = text.replace(mark, shown)
    return f"{line}: {role}{said}: {text}"


def read(markdown: str) -> tuple[TextBlock, ...]:
    page = read_page("docs/page.md", f"{FRONT}{markdown}".encode())
    return page_text(page)


@pytest.mark.parametrize("case", golden("page_text"), ids=lambda case: str(case["name"]))
def test_reads_these_blocks(case: dict[str, Any]) -> None:
    assert [listed(block) for block in read(case["markdown"])] == case["blocks"]


def test_what_is_placed_stands_where_its_block_does() -> None:
    text = "Lead.\n\n## One\n\nText.\n\n### Inside\n\n/// figure | chest\n///\n\n## Two\n\nMore.\n"
    page = read_page("docs/page.md", f"{FRONT}{text}".encode())
    placed = {page.blocks[0]: (TextBlock("caption", "A chest.", page.blocks[0].line),)}
    said = [block.text for block in page_text(page, placed)]
    assert said == ["Lead.", "One", "Text.", "Inside", "A chest.", "Two", "More."]


def test_words_are_the_text_without_citations_and_marks() -> None:
    (block,) = read("Take 10<sup>9</sup>[@FAN; @KOCH] of ![a pill](pill.png).")
    assert block.words == "Take 10⁹ of a pill."


def test_a_figure_is_read_with_all_its_words() -> None:
    page = read_page("docs/page.md", f"{FRONT}/// figure | chest\n///\n".encode())
    found = figure_text(FIGURES["chest"], page.blocks[0], detailed=True)
    assert [listed(block) for block in found] == [
        "1: made box figure: Modality: CT",
        "1: made box figure: Plane: axial",
        "1: made box figure: Windows: bone, lung",
        "1: made box figure: Contrast: not stated",
        "1: label box figure: Bone window",
        '1: alt box figure: A chest, "drawn" & plain.',
        "1: label box figure: R L",
        "1: label box figure: Bone window",
        '1: label box figure: ‹1: the "left" rib→#figure-chest-1›',
        "1: label box figure: ‹1: its end→#figure-chest-1›",
        "1: label box figure: Lung window",
        "1: alt box figure: The same chest, for air.",
        "1: label box figure: R L",
        "1: label box figure: Lung window",
        "1: finding number 1 box figure: A rib.«FAN»",
        "1: finding number 2 box figure: ‹Not drawn→other.md› & said",
        "1: unmarked box figure: Not marked: it has no edge & no place",
        "1: caption box figure: One chest from the front.«KOCH»",
        f"1: description box figure: {LONG}«FAN»",
        "1: credit box figure: Schematic, not a patient image. Credit: Plainleaf. License: none "
        "chosen yet.",
    ]


def test_a_figure_to_read_tells_nothing() -> None:
    page = read_page("docs/page.md", f"{FRONT}/// figure-to-read | chest\n///\n".encode())
    found = figure_text(FIGURES["chest"], page.blocks[0], detailed=False)
    assert [listed(block) for block in found] == [
        "1: label box figure: Bone window",
        '1: alt box figure: A chest, "drawn" & plain.',
        "1: label box figure: R L",
        "1: label box figure: Bone window",
        "1: label box figure: Lung window",
        "1: alt box figure: The same chest, for air.",
        "1: label box figure: R L",
        "1: label box figure: Lung window",
        "1: credit box figure: Schematic, not a patient image. Credit: Plainleaf. License: none "
        "chosen yet.",
    ]
