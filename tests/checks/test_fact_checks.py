"""Whether the pages bear out the table of facts."""

from __future__ import annotations

import pytest

from finding_lines import as_text
from plainleaf.checks.fact_checks import check_facts, missing_numbers
from plainleaf.model.facts import load_facts

PATH = "docs/_data/facts.yml"

SECTIONS = {
    "a.md": {"What it is": frozenset({"FAN"}), "Causes": frozenset[str]()},
    "b.md": {"Why?": frozenset({"KOCH", "general-knowledge"})},
}
REFERENCES = {"FAN", "KOCH", "general-knowledge"}


def found(rows: str) -> list[str]:
    """What is wrong with a table, without the file's name."""
    facts = load_facts(rows, PATH)
    findings = facts.findings + check_facts(facts, PATH, SECTIONS, REFERENCES)
    return [line.removeprefix(f"{PATH}:") for line in as_text(findings).splitlines()]


def test_a_table_that_is_all_right() -> None:
    assert not found(
        """\
- id: "1"
  fact: EMH means something.
  sources: [FAN, KOCH]
  fate:
    - {page: a.md, heading: What it is}
    - {page: b.md, heading: "Why?"}
- {id: "2", fact: Nothing to do with it., omitted: It belongs to another site.}
- {id: A1, fact: The page was wrong., fate: [{page: a.md, heading: Causes}]}
- {id: B1, fact: General., sources: [general-knowledge], fate: [{page: b.md, heading: "Why?"}]}
"""
    )


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        (
            "sources: [NOBODY], omitted: It does not matter.",
            'PL801 Fact 1 rests on "NOBODY", which is no reference. Correct it.',
        ),
        (
            "fate: [{page: c.md, heading: Why}]",
            'PL802 Fact 1 stands on "c.md", which is no page. Name a page inside docs/.',
        ),
        (
            "fate: [{page: a.md, heading: what it is}]",
            'PL802 Fact 1 stands under "what it is", which a.md does not have. '
            "Name a heading of that page, word for word.",
        ),
        (
            "sources: [FAN, KOCH], fate: [{page: a.md, heading: Causes}]",
            'PL803 "Causes" in a.md carries fact 1 and cites none of its sources (FAN, KOCH). '
            "Cite one of them there.",
        ),
    ],
)
def test_what_the_pages_do_not_bear_out(row: str, finding: str) -> None:
    assert found(f'- {{id: "1", fact: EMH means something., {row}}}\n') == [f"1:3: error {finding}"]


def test_each_gap_is_told() -> None:
    rows = [f'- {{id: "{one}", fact: EMH means., omitted: Not needed here.}}' for one in (2, 4)]
    rows.append("- {id: B3, fact: EMH means., omitted: Not needed here.}")
    assert found("\n".join(rows)) == [
        "1:1: error PL802 Fact 1 has no row. Add where it stands, or why it was omitted.",
        "1:1: error PL802 Fact 3 has no row. Add where it stands, or why it was omitted.",
        "1:1: error PL802 Fact B1 has no row. Add where it stands, or why it was omitted.",
        "1:1: error PL802 Fact B2 has no row. Add where it stands, or why it was omitted.",
    ]


@pytest.mark.parametrize(
    ("ids", "missing"),
    [
        ([], []),
        (["1", "2"], []),
        (["2", "1"], []),
        (["3", "1", "B2", "A1"], ["2", "B1"]),
        (["AB2", "A1"], ["AB1"]),
    ],
)
def test_missing_numbers(ids: list[str], missing: list[str]) -> None:
    assert missing_numbers(ids) == missing


def test_each_condition_numbers_its_facts_in_series_of_its_own() -> None:
    leaves, roots = "{page: a.md, heading: Causes}", '{page: b.md, heading: "Why?"}'
    rows = f"""\
- {{id: "1", fact: One of leaves., fate: [{leaves}]}}
- {{id: "2", fact: One of roots., fate: [{roots}]}}
- {{id: "3", fact: One of both., fate: [{roots}, {leaves}]}}
- {{id: RR1, fact: One of roots., fate: [{roots}]}}
"""
    facts = load_facts(rows, PATH)
    about = {"a.md": "leaf-fever", "b.md": "root-rot"}
    (found,) = check_facts(facts, PATH, SECTIONS, REFERENCES, about)
    assert found.text == (
        f'{PATH}:2:3: error PL804 Fact 2 is about "root-rot", and the series of its number about '
        '"leaf-fever". Number it in a series of its own, such as RR1.'
    )
