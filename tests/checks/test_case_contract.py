"""How complete a case is, as its author is told."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from plainleaf.checks.case_contract import Contract, ContractPart, contract_of
from plainleaf.checks.check import contract_for
from plainleaf.model.site_facts import FigureFact
from plainleaf.reading.content import load_content
from plainleaf.reading.page import read_page

ROOT = Path(__file__).parents[2]
CASE = """\
---
kind: case
original: LEAF
at_a_glance:
  - {label: Age, value: 38 years}
  - {label: Sex, value: Not reported}
---
A leaf.

## Presentation

It has a spot.

## Investigations

/// figure-to-read | front
///

/// question | What is it?

- A spot

///

## Findings

/// figure | front
///

## Differential diagnosis

| A | B |
|---|---|
| 1 | x |
| 2 | x |
| 3 | x |

## Diagnosis

Leaf fever. How certain: not at all.

## Discussion

Much.

## Teaching points

1. Look. Look again.
"""
FRONT = FigureFact(
    "front",
    "A leaf",
    "A leaf.",
    "docs/cases/a-leaf/figures.yml",
    1,
    numbers=((1, "spot"),),
    study=(
        ("Modality", "CT"),
        ("Region", "leaf"),
        ("Plane", "axial"),
        ("Windows", "soft, bone"),
        ("Contrast", "none"),
    ),
)


def contract(text: str = CASE, *figures: FigureFact) -> Contract:
    """The contract of a case."""
    page = read_page("docs/cases/a-leaf/index.md", text.encode())
    return contract_of(page, figures or (FRONT,))


def missing(found: Contract) -> list[str]:
    """What is missing, in words."""
    return [f"{part.name}: {part.detail}" for part in found.parts if part.state == "missing"]


def test_a_complete_case() -> None:
    found = contract()
    assert missing(found) == []
    assert found.complete
    assert found.summary == "13 of 13 parts are there"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("It has a spot.", "", "Presentation: the section"),
        ("label: Sex", "label: Gender", "Patient data: sex in at_a_glance"),
        ("/// figure-to-read | front\n///\n", "", "Pictures to try first: front without its marks"),
        ("/// figure | front\n///\n", "Text.", "Studies: a figure"),
        ("| 3 | x |\n", "", "Differential: 2 of 3 diagnoses"),
        ("How certain: not at all.", "", "Diagnosis with its certainty: how certain it is"),
        ("Much.", "", "Discussion: the section"),
        ("1. Look. Look again.", "Look.", "Teaching points: a list of them"),
        ("Look again.", "Again. And again.", "Teaching points: 1 with more than 2 sentences"),
        ("original: LEAF\n", "", "Original and contributor: original"),
        ("/// question | What is it?\n\n- A spot\n\n///", "", "Questions: no question to think on"),
    ],
)
def test_what_is_missing_is_told(old: str, new: str, told: str) -> None:
    assert CASE.count(old) == 1
    found = contract(CASE.replace(old, new))
    assert told in missing(found)
    assert not found.complete


def test_what_a_study_must_say_depends_on_how_it_was_made() -> None:
    study = (("Modality", "CT"), ("Region", "leaf"), ("Window", "soft"))
    found = contract(CASE, dataclasses.replace(FRONT, study=study))
    assert missing(found) == ["Study front: plane, contrast"]
    radiograph = (("Modality", "radiograph"), ("Region", "leaf"), ("Projection", "frontal"))
    assert missing(contract(CASE, dataclasses.replace(FRONT, study=radiograph))) == []


def test_real_images_are_to_be_looked_at_by_hand() -> None:
    found = contract(CASE, dataclasses.replace(FRONT, schematic=False))
    assert found.parts[-2:] == (
        ContractPart("De-identified", "by hand", "no patient can be told from: front"),
        ContractPart("No text in the images", "by hand", "no words are burned into: front"),
    )
    assert found.summary == "11 of 11 parts are there; look at 2 by hand"


def test_a_case_of_a_site_is_complete() -> None:
    content = load_content(ROOT / "tests/site", ROOT / "tests/site/docs")
    found = contract_for(content, "cases/a-cough-in-spring/index.md")
    assert found is not None
    assert missing(found) == []
    assert contract_for(content, "glossary.md") is None
