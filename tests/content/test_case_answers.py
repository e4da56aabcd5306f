"""What the questions of a case ask and answer agrees with the tables of its diagnoses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT, TINY_SITE
from plainleaf.model.block_specs import VERDICTS

CASES = sorted([*(ROOT / "docs" / "cases").glob("*/*.md"), *(TINY_SITE / "cases").glob("*/*.md")])
IN_TABLES = {"Fits": "right", "Must be excluded": "partly", "Less likely": "wrong"}
PEARLS = 5


def rows(text: str) -> dict[str, str]:
    """What the tables say of each diagnosis: its name in lower case to what it is."""
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        verdict = re.match(r"\*\*([^*]+?)\.\*\*", cells[-1])
        if line.startswith("|") and verdict:
            assert verdict[1] in IN_TABLES, line
            found[cells[0].casefold()] = IN_TABLES[verdict[1]]
    return found


def choices(text: str) -> Iterator[tuple[str, str]]:
    """Each choice of each question, with what is said of it."""
    for block in re.findall(r"^/// question.*?^///$", text, re.MULTILINE | re.DOTALL):
        for choice, verdict in re.findall(r"^- (.+)\n    - \*\*([^*]+?)\.\*\*", block, re.M):
            yield choice.casefold(), VERDICTS[verdict]


@pytest.mark.parametrize("case", CASES, ids=lambda file: file.parent.name)
def test_a_choice_that_is_a_diagnosis_is_judged_as_in_the_table(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    table = rows(text)
    for choice, kind in choices(text):
        for named, said in table.items():
            if choice in named:
                assert said == kind, f"{choice}: the question says {kind}, the table {said}"


@pytest.mark.parametrize("case", CASES, ids=lambda file: file.parent.name)
def test_one_diagnosis_fits_and_every_one_of_the_differential_is_judged(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    assert list(rows(text).values()).count("right") == 1
    listed = text.partition("## Differential diagnosis")[2].partition("\n## ")[0]
    named = re.findall(r"^\| (?!Diagnosis|-)([^|]+?) \|", listed, re.M)
    judged = " ".join(rows(text))
    for one in named:
        first = re.split(r",| or | and | \(", one.casefold())[0]
        assert first in judged, f"{one} is not judged"


def test_the_case_ends_with_five_pearls() -> None:
    (case,) = (ROOT / "docs" / "cases").glob("*/index.md")
    points = case.read_text(encoding="utf-8").partition("## Teaching points")[2]
    assert len(re.findall(r"^\d+\. ", points.partition("\n## ")[0], re.M)) == PEARLS
