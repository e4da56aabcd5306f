"""What a page says about itself to machines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from plainleaf.rendering.structured_data import (
    Condition,
    Described,
    Pictured,
    Review,
    Term,
    describe,
    json_ld,
)

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "structured_data.yml").read_text("utf-8")
)


def described(page: dict[str, Any]) -> Described:
    """A page of a golden case."""
    made: dict[str, Any] = dict(page)
    if "condition" in page:
        made["condition"] = Condition(**page["condition"])
    if "review" in page:
        made["review"] = Review(**page["review"])
    made["images"] = [Pictured(**one) for one in page.get("images", ())]
    made["terms"] = [Term(**one) for one in page.get("terms", ())]
    made["questions"] = [tuple(pair) for pair in page.get("questions", ())]
    return Described(**made)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_golden(case: dict[str, Any]) -> None:
    wanted = case["json"].replace("\n", "")
    assert json_ld(described(case["page"])) == wanted
    assert json.loads(wanted) == describe(described(case["page"]))


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_text_stays_inside_its_script_element(name: str, answer: str) -> None:
    page = Described("FAQPage", name, "x", "x", questions=[(name, answer)])
    html = f'<script type="application/ld+json">{json_ld(page)}</script><p id="after"></p>'
    tree = LexborHTMLParser(html)
    assert len(tree.css("script")) == 1
    assert tree.css_first("#after") is not None
    assert "<" not in json_ld(page)
    assert json.loads(json_ld(page)) == describe(page)
