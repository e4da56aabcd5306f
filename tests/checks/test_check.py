"""All checks together, and what they are told of the site."""

from __future__ import annotations

from pathlib import Path

import pytest

import real_site
from finding_lines import as_text
from plainleaf.checks.check import check_all, site_facts
from plainleaf.model.findings import Severity, in_order
from plainleaf.model.site_facts import FigureFact, PageFact, ReferenceFact
from small_site import load, page, write

ROOT = Path(__file__).parents[2]
CONDITION = "conditions/leaf-fever/index.md"
FAQ = "conditions/leaf-fever/faq.md"


def test_the_real_site_has_nothing_to_fix() -> None:
    found = check_all(real_site.content())
    assert as_text(one for one in found if one.severity is not Severity.ADVICE) == ""


def test_rules_know_the_site(tmp_path: Path) -> None:
    facts = site_facts(load(write(tmp_path)))
    path = "docs/_data/references.yml"
    assert facts.references == {
        "FEVER": ReferenceFact("FEVER", "full", path, 1, 3),
        "VEIN": ReferenceFact("VEIN", "full", path, 2, 3),
        "OTHER": ReferenceFact("OTHER", "full", path, 3, 3),
    }
    assert facts.terms == {"leaf-fever": ("leaf fever", "LF"), "vein": ("vein",)}
    figures = (
        FigureFact(
            "leaf",
            "A leaf from above.",
            "It is green.",
            "docs/conditions/leaf-fever/figures.yml",
            1,
            3,
            ("A vein.[@VEIN]",),
            long="A leaf with one vein that runs from its stalk to its tip, seen from above.",
            labels=("a vein",),
            images=("figures/leaf.svg",),
            numbers=((1, "vein"),),
            study=(("Modality", "drawing"),),
            terms=("Plainleaf", "none chosen yet"),
        ),
        FigureFact(
            "unused",
            "Another leaf.",
            "It is placed nowhere.",
            "docs/conditions/leaf-fever/figures.yml",
            17,
            3,
            long="A leaf that nobody looks at, with one vein that runs from its stalk to its tip.",
            images=("figures/unused.svg",),
            study=(("Modality", "drawing"),),
            terms=("Plainleaf", "none chosen yet"),
        ),
    )
    assert facts.figures == {CONDITION: figures, FAQ: figures}
    assert facts.pages is not None
    assert facts.pages[FAQ] == PageFact(FAQ, "faq", "leaf-fever", frozenset({"all", "is-it-hot"}))
    assert facts.pages["glossary.md"] == PageFact("glossary.md", "glossary")
    assert facts.emergency_numbers == ("911",)


@pytest.mark.parametrize(
    ("name", "text", "finding"),
    [
        (
            FAQ,
            page("faq", body="## All\n\n### Is it hot?\n\nYes.[@NOBODY]\n"),
            'docs/conditions/leaf-fever/faq.md:14:5: error PL501 There is no reference "NOBODY".',
        ),
        (
            "_data/facts.yml",
            '- {id: "1", fact: Leaves., fate: [{page: glossary.md, heading: Leaves}]}\n',
            'docs/_data/facts.yml:1:3: error PL802 Fact 1 stands under "Leaves", which glossary.md '
            "does not have. Name a heading of that page, word for word.",
        ),
        (
            "_data/facts.yml",
            '- {id: "1", fact: Leaves., sources: [FEVER], fate: '
            f"[{{page: {CONDITION}, heading: What it is}}]}}\n",
            f'docs/_data/facts.yml:1:3: error PL803 "What it is" in {CONDITION} carries fact 1 and '
            "cites none of its sources (FEVER). Cite one of them there.",
        ),
        (
            "_data/reviews.yml",
            "nothing\n",
            "docs/_data/reviews.yml:1:1: error PL810 This file must be a list. "
            'Begin each item with "- ".',
        ),
        (
            "index.md",
            "No front matter.\n",
            "docs/index.md:1:1: error PL1",
        ),
    ],
)
def test_every_source_of_findings_is_asked(
    tmp_path: Path, name: str, text: str, finding: str
) -> None:
    before = set(as_text(check_all(load(write(tmp_path / "a")))).splitlines())
    after = set(as_text(check_all(load(write(tmp_path / "b", {name: text})))).splitlines())
    assert any(line.startswith(finding) for line in after - before), after - before


def test_a_legend_bears_out_a_fact(tmp_path: Path) -> None:
    facts = (
        '- {id: "1", fact: Leaves., sources: [VEIN], fate: '
        f"[{{page: {CONDITION}, heading: What it is}}]}}\n"
    )
    found = check_all(load(write(tmp_path, {"_data/facts.yml": facts})))
    assert [one for one in found if one.path == "docs/_data/facts.yml"] == []


def test_findings_come_in_order_and_once(tmp_path: Path) -> None:
    found = check_all(load(write(tmp_path, {"_data/sign_off.yml": None})))
    assert found == in_order(found)
    assert len(found) == len(set(found))
    assert "docs/_data/sign_off.yml" in {one.path for one in found}


def test_an_empty_project_has_findings_and_no_exception(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    assert len(check_all(load(tmp_path))) >= 6


def test_a_reference_that_a_fact_rests_on_is_no_dead_one(tmp_path: Path) -> None:
    """The fact table may rest on a source for what the pages leave out."""
    uncited = {FAQ: page("faq", "Questions", "## All\n\n### Is it hot?\n\nYes.\n")}
    row = '- {id: "1", fact: Leaves are green., sources: [OTHER], omitted: "Everyone knows."}\n'

    def dead(name: str, changes: dict[str, str]) -> list[str]:
        found = check_all(load(write(tmp_path / name, {**uncited, **changes})))
        return [one.message for one in found if one.code == "PL507"]

    assert dead("without", {}) == ['Reference "OTHER" is never cited.']
    assert dead("with", {"_data/facts.yml": row}) == []


def test_a_site_whose_home_page_is_gone_is_told_so(tmp_path: Path) -> None:
    found = check_all(load(write(tmp_path, {"index.md": None})))
    (home,) = [one for one in found if one.path == "docs/index.md"]
    assert home.text == (
        "docs/index.md:1:1: error PL948 This page is missing: a site begins with it. Restore it."
    )
    whole = check_all(load(write(tmp_path / "whole")))
    assert home.code not in {one.code for one in whole}


def test_of_many_findings_on_one_line_a_few_are_told_and_how_many_more(tmp_path: Path) -> None:
    text = page("case", "A spot", "## Diagnosis\n\n" + "1 May 2019 " * 500, at_a_glance=[])
    found = check_all(load(write(tmp_path, {"cases/a-spot/index.md": text})))
    days = [one for one in found if one.code == "PL911"]
    assert [one.message for one in days[-1:]] == ["480 more of these stand on this line."]
    assert len(days) == 21
