"""The blocks that authors write between `///` lines."""

from __future__ import annotations

import re
from typing import Any

import pytest

from plainleaf.model.block_specs import BLOCKS
from plainleaf.model.block_specs import CARE_LEVELS as KNOWN_LEVELS
from plainleaf.rendering.extensions import GENERATED_BLOCKS
from plainleaf.rendering.extensions.figure_blocks import FigureBlock, FigureToRead
from plainleaf.rendering.extensions.panels import (
    CARE_LEVELS,
    CareCardBlock,
    EmergencyNumbers,
    KeyPoints,
    QuestionsToAsk,
)
from plainleaf.rendering.extensions.question import QuestionBlock
from plainleaf.rendering.rendering import Rendering
from rendered import golden, inputs, markdown, observed, render


@pytest.mark.parametrize("case", golden("panels"), ids=lambda case: case["case"])
def test_golden(case: dict[str, Any]) -> None:
    assert observed(case) == case


def test_every_block_of_the_content_model_is_made_and_no_other() -> None:
    panels = (
        CareCardBlock,
        EmergencyNumbers,
        KeyPoints,
        QuestionsToAsk,
        QuestionBlock,
        FigureBlock,
        FigureToRead,
    )
    written = {block.NAME for block in panels}
    assert written | set(GENERATED_BLOCKS) == set(BLOCKS)


def test_every_level_of_the_content_model_has_its_look() -> None:
    assert tuple(CARE_LEVELS) == KNOWN_LEVELS


def test_every_panel_of_a_page_has_an_id_of_its_own_and_the_next_page_starts_anew() -> None:
    converter = markdown(Rendering())
    panel = "/// key-points\n\n1. one\n\n///\n\n"
    ids = [re.findall('id="([^"]*)"', converter.reset().convert(panel * 2)) for _ in range(2)]
    assert ids == [["key-points", "key-points-2"]] * 2


def test_an_emergency_card_without_numbers_prints_no_line_for_them() -> None:
    html, _ = render("/// care-card | now\n///\n", inputs(numbers=()))
    assert 'class="care-n"' not in html


@pytest.mark.parametrize("name", GENERATED_BLOCKS)
def test_what_the_build_makes_stands_in_its_block(name: str) -> None:
    html, _ = render(f"/// {name}\n///\n", inputs(generated={name: lambda: "<p>*made* &amp;</p>"}))
    assert html == f'<div class="made made-{name}"><p>*made* &amp;</p></div>'


def test_what_the_build_makes_is_not_made_when_no_page_asks_for_it() -> None:
    render("## A\n", inputs(generated={"contact": lambda: pytest.fail("made in vain")}))
