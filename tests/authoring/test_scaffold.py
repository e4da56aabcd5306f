"""The beginnings of pages and terms: whole, right in structure, and harmless to what is there."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.authoring.scaffold import (
    ScaffoldError,
    checked_name,
    insert_term,
    new_page,
    refuse_diagnosis,
    slug_of,
    yaml_value,
)
from plainleaf.checks.rules import check_page
from plainleaf.model.kinds import KINDS
from plainleaf.model.term import CATEGORIES
from plainleaf.model.yaml_text import load_yaml
from plainleaf.reading.page import read_page

TODAY = datetime.date(2026, 11, 21)
CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "new_terms.yml").read_text(encoding="utf-8")
)
ENTRY = """\
- id: {slug}
  term: {term}
  category:   # one of: {categories}
  definition:   # plain words, at most 25 of them
  pronunciation:
    ipa:   # US English, with stress marks, without slashes; then run the checks
    source: editor
"""


def after(case: dict[str, Any], end: str = "\n") -> str:
    entry = ENTRY.format(
        slug=slug_of(case["term"]), term=case["term"], categories=", ".join(CATEGORIES)
    )
    whole: str = case["after"].replace("HERE\n", entry)
    return whole.replace("\n", end)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_term_goes_to_its_place_and_all_else_stays(case: dict[str, Any], end: str) -> None:
    before = case["before"].replace("\n", end)
    if "error" in case:
        with pytest.raises(ScaffoldError) as raised:
            insert_term(before, case["term"], CATEGORIES)
        assert str(raised.value) == case["error"]
        return
    text, line = insert_term(before, case["term"], CATEGORIES)
    assert text == after(case, end)
    assert text.split(end)[line - 1] == f"- id: {slug_of(case['term'])}"


@pytest.mark.parametrize(
    "kind",
    ["condition", "faq", "case", *(one.name for one in KINDS.values() if one.part and one.patient)],
)
def test_a_new_page_lacks_only_what_its_author_must_write(kind: str) -> None:
    fields = {"title": "A spotted leaf", "condition": "leaf-fever"}
    if kind == "condition":
        fields["term"] = "leaf-fever"
    text = new_page(KINDS[kind], fields, TODAY)
    folder = KINDS[kind].path.format(condition="leaf-fever", case="a-spot", page="pots")
    page = read_page(f"docs/{folder}", text.encode())
    found = check_page(page)
    # An empty field, a TODO, a source that is not there yet: nothing about its structure.
    assert {one.code for one in found} <= {"PL116", "PL219", "PL504"}
    assert [one.message for one in found if one.code == "PL116"] == ['"description" is empty.']
    # What the author has to write is named at every place, and nothing is left once it is written.
    todo = sum("TODO" in line for line in page.lines)
    assert len({one.line for one in found if one.code == "PL219"}) == todo
    written = text.replace("TODO: question", "Is it number").replace("TODO", "Written.")
    written = written.replace("description:   #", "description: Words.  #")
    left = check_page(read_page(f"docs/{folder}", written.encode()))
    assert {one.code for one in left} <= {"PL504"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_begun(kind: str) -> None:
    text = new_page(KINDS[kind], {"title": "A: title"}, TODAY)
    assert f"kind: {kind}\n" in text
    assert 'title: "A: title"\n' in text
    for section in KINDS[kind].sections:
        assert f"## {section.title}\n" in text


def test_the_overview_of_a_guide_is_begun_with_its_list_and_its_own_sections() -> None:
    overview = KINDS["condition"].form_of({"parts": ["tests"]})
    text = new_page(overview, {"title": "T", "parts": "[tests, living]"}, TODAY)
    page = read_page("docs/conditions/leaf-fever/index.md", text.encode())
    assert page.raw["parts"] == ["tests", "living"]
    assert page.kind is overview
    assert [one.title for one in page.sections] == [one.title for one in overview.sections]


def test_what_a_page_needs_of_its_own_stands_before_its_sources() -> None:
    text = new_page(KINDS["treatment"], {}, TODAY)
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings[-2:] == ["## TODO: heading 1", "## Sources"]
    assert "- **Risks:** TODO\n" in text


def test_a_page_begun_on_a_leap_day_is_looked_at_a_year_later() -> None:
    text = new_page(KINDS["faq"], {}, datetime.date(2028, 2, 29))
    assert "next_look: 2029-02-28\n" in text


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Sickle cell disease", "sickle-cell-disease"), ("Évans’ syndrome!", "evans-syndrome")],
)
def test_a_name_becomes_an_address(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize("name", ["", "  ", "a\x1b[0mb", "x" * 101])
def test_what_cannot_be_a_name_is_refused(name: str) -> None:
    with pytest.raises(ScaffoldError, match="cannot be a name"):
        checked_name(name)


def test_a_name_without_letters_has_no_address() -> None:
    with pytest.raises(ScaffoldError, match="no letter"):
        slug_of("血液")


@pytest.mark.parametrize("name", ["Leaf fever", "An LF to remember", "leaf-fever in spring"])
def test_a_case_does_not_carry_its_diagnosis_in_its_name(name: str) -> None:
    with pytest.raises(ScaffoldError, match="gives the diagnosis away"):
        refuse_diagnosis(name, ("leaf fever", "LF"))
    refuse_diagnosis("A spotted leaf", ("leaf fever", "LF"))


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_any_title_survives_as_yaml(title: str) -> None:
    assert load_yaml(f"title: {yaml_value(title)}").mapping["title"] == title
