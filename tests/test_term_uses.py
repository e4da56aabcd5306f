"""Which pages use which term."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.glossary import load_glossary
from plainleaf.term import Term
from plainleaf.term_uses import TermFinder, find_uses, forms

ROOT = Path(__file__).parent.parent
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "golden" / "term_uses.yml").read_text("utf-8")
)
TERMS = load_glossary((ROOT / "docs/_data/glossary.yml").read_text("utf-8"), "glossary.yml").terms


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_finds_the_terms_of_a_text(case: dict[str, Any]) -> None:
    text = case["text"]
    uses = TermFinder(TERMS).uses(text)
    assert [f"{use.term}: {text[use.start : use.end]}" for use in uses] == case["uses"]


def test_lists_pages_in_their_order_and_every_term() -> None:
    found = find_uses({"b.md": "The spleen.", "a.md": "A spleen, anemia."}, TERMS)
    assert found["spleen"] == ["b.md", "a.md"]
    assert found["anemia"] == ["a.md"]
    assert found["igm"] == []
    assert set(found) == {term.id for term in TERMS}


def test_text_in_another_unicode_form_is_the_same_text() -> None:
    found = find_uses({"a.md": "The diploe\u0308."}, TERMS)
    assert found["diploic-space"] == ["a.md"]


@pytest.mark.parametrize(
    ("name", "plural"),
    [("mass", "masses"), ("biopsy", "biopsies"), ("X-ray", "X-rays"), ("spleen", "spleens")],
)
def test_knows_regular_plurals(name: str, plural: str) -> None:
    assert forms(name) == (name, plural)


@given(st.text())
def test_no_text_raises_and_uses_never_overlap(text: str) -> None:
    end = 0
    for use in TermFinder(TERMS).uses(text):
        assert end <= use.start < use.end <= len(text)
        end = use.end


def test_cost_does_not_grow_with_the_number_of_terms() -> None:
    """A guard against the quadratic search that made `abbr` take 48 s; no benchmark."""
    word = {"category": "general", "definition": "Made up.", "no_pronunciation": "Made up."}
    many = [
        Term.model_validate({"id": f"t{n}", "term": f"made up {n}", **word}) for n in range(5000)
    ]
    finder = TermFinder(many)
    text = "A made up 4999 here and made up things there. " * 700
    start = time.perf_counter()
    assert len(finder.uses(text)) == 700
    assert time.perf_counter() - start < 1
