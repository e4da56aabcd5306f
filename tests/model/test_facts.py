"""Where every clinical fact stands, or why it was left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from finding_lines import as_text
from plainleaf.model.facts import SignOff, check_facts, facts_of_page, load_facts, missing_numbers
from plainleaf.model.records import load_records
from plainleaf.reading.content import load_content

ROOT = Path(__file__).parents[2]
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


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        (
            'id: "1", fact: EMH means something.',
            "PL801 A fact has either a fate or a reason why it was omitted. "
            'Add "fate" or "omitted"; delete one where both stand.',
        ),
        (
            'id: "1", fact: EMH is., omitted: Not needed., fate: [{page: a.md, heading: Causes}]',
            "PL801 A fact has either a fate or a reason why it was omitted. "
            'Add "fate" or "omitted"; delete one where both stand.',
        ),
        ('id: "1", fact: EMH means something., omitted: No.', '"omitted" is empty or too short.'),
        ('id: "0", fact: EMH means something., omitted: Not needed.', '"id" cannot be "0".'),
        ('id: "01", fact: EMH means something., omitted: Not needed.', '"id" cannot be "01".'),
        ('id: "a1", fact: EMH means something., omitted: Not needed.', '"id" cannot be "a1".'),
        ('id: "1٣", fact: EMH means something., omitted: Not needed.', '"id" cannot be "1٣".'),
        ("id: 1, fact: EMH means something., omitted: Not needed.", '"id" must be text.'),
        (
            'id: "99999", fact: EMH means something., omitted: Not needed.',
            '"id" cannot be "99999".',
        ),
        (
            'id: "1", fact: EMH means something., fate: [{page: ../a.md#x, heading: Causes}]',
            '"page" cannot be "../a.md#x".',
        ),
    ],
)
def test_a_broken_row(row: str, finding: str) -> None:
    (line,) = found(f"- {{{row}}}\n")
    assert line.startswith("1:")
    assert finding in line


def test_a_number_stands_only_once() -> None:
    row = '- {id: "1", fact: EMH means something., omitted: Not needed here.}\n'
    assert found(row * 2) == [
        '2:3: error PL801 The id "1" is taken: line 1 has it already. '
        "Give this one another, or delete it."
    ]


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


def test_facts_of_a_page_by_heading() -> None:
    facts = load_facts(
        """\
- {id: "1", fact: First., fate: [{page: a.md, heading: Why}, {page: b.md, heading: How}]}
- {id: "2", fact: Second., omitted: Not needed here.}
- {id: "3", fact: Third., fate: [{page: a.md, heading: Who}, {page: a.md, heading: Why}]}
""",
        PATH,
    ).items
    on_page = facts_of_page(facts, "a.md")
    assert {title: [one.id for one in listed] for title, listed in on_page.items()} == {
        "Why": ["1", "3"],
        "Who": ["3"],
    }
    assert facts_of_page(facts, "c.md") == {}


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        ("id: The card, point: Every line., role: Doctor, pages: []", '"id" cannot be "The card".'),
        ("id: card, point: Every line., role: Doctor", '"pages" is missing.'),
        (
            "id: card, point: Every line., role: Doctor, pages: [], state: done",
            '"state" cannot be "done".',
        ),
    ],
)
def test_a_broken_sign_off_point(row: str, finding: str) -> None:
    findings = load_records(f"- {{{row}}}\n", "sign_off.yml", SignOff, "PL120").findings
    assert finding in as_text(findings)


# --- the real table ---


def test_every_real_sign_off_point_names_real_pages() -> None:
    content = load_content(ROOT, ROOT / "docs")
    named = {page for one in content.sign_offs for page in one.pages}
    assert named <= set(content.pages)
    ids = [one.id for one in content.sign_offs]
    assert len(ids) == len(set(ids))
