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

from builds import CASE, CONDITION, FAQ, small
from guide_site import FOLDER, GUIDE
from plainleaf.build import Build
from plainleaf.rendering.structured_data import (
    Condition,
    Described,
    DescribedTerm,
    Pictured,
    Review,
    describe,
    described,
    json_ld,
)

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "structured_data.yml").read_text("utf-8")
)


def in_case(page: dict[str, Any]) -> Described:
    """A page of a golden case."""
    made: dict[str, Any] = dict(page)
    if "condition" in page:
        made["condition"] = Condition(**page["condition"])
    if "review" in page:
        made["reviews"] = (Review(**made.pop("review")),)
    made["images"] = [Pictured(**one) for one in page.get("images", ())]
    made["terms"] = [DescribedTerm(**one) for one in page.get("terms", ())]
    made["questions"] = [tuple(pair) for pair in page.get("questions", ())]
    return Described(**made)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_golden(case: dict[str, Any]) -> None:
    wanted = case["json"].replace("\n", "")
    assert json_ld(in_case(case["page"])) == wanted
    assert json.loads(wanted) == describe(in_case(case["page"]))


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


# --- of a page -------------------------------------------------------------------------------


def described_page(build: Build, src: str) -> dict[str, Any]:
    """What a page of a build says about itself."""
    page = build.content.pages[src]
    assert page.meta is not None
    assert page.kind is not None
    return describe(described(build.site, page, page.meta, page.kind))


def test_a_page_names_its_condition_and_a_case_none(tmp_path: Path) -> None:
    build = small(tmp_path, url="https://leaf.example/")
    for src in (CONDITION, FAQ):
        assert described_page(build, src)["about"]["alternateName"] == ["LF"]
    case = described_page(build, CASE)
    assert "about" not in case
    assert "leaf fever" not in str(case).lower()
    assert case["url"] == "https://leaf.example/cases/a-spot/index.html"


def test_a_part_of_a_guide_names_the_guide(tmp_path: Path) -> None:
    build = small(tmp_path, {CONDITION: None, FAQ: None, **GUIDE}, url="https://leaf.example/")
    overview = f"{FOLDER}index.md"
    parts = [src for src, page in build.content.pages.items() if page.kind and page.kind.part]
    assert parts
    for src in parts:
        whole = described_page(build, src)["isPartOf"]
        assert whole["@type"] == "MedicalWebPage"
        assert whole["url"] == "https://leaf.example/conditions/leaf-fever/index.html"
    assert described_page(build, overview)["isPartOf"]["@type"] == "WebSite"


def test_the_glossary_defines_its_terms_where_they_stand(tmp_path: Path) -> None:
    build = small(tmp_path, url="https://leaf.example/")
    defined = described_page(build, "glossary.md")["hasDefinedTerm"]
    assert [one["url"] for one in defined] == [
        f"https://leaf.example/glossary.html#{term.id}" for term in build.content.terms
    ]
    assert "hasDefinedTerm" not in described_page(build, CONDITION)


def test_a_figure_is_named_with_its_place(tmp_path: Path) -> None:
    build = small(tmp_path, url="https://leaf.example/")
    (image,) = described_page(build, CONDITION)["image"]
    address = "https://leaf.example/conditions/leaf-fever/index.html#figure-leaf"
    assert image["url"] == address
    assert "contentUrl" not in image  # a drawing is printed into its page
    assert "url" not in described_page(small(tmp_path), CONDITION)["image"][0]
