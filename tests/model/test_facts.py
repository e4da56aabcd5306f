"""Where every clinical fact stands, or why it was left out."""

from __future__ import annotations

from pathlib import Path

import pytest

import real_site
from finding_lines import as_text
from plainleaf.model.facts import SignOff, facts_of_page, load_facts
from plainleaf.model.records import load_records

ROOT = Path(__file__).parents[2]
PATH = "docs/_data/facts.yml"


def found(rows: str) -> list[str]:
    """What is wrong with a table, without the file's name."""
    findings = load_facts(rows, PATH).findings
    return [line.removeprefix(f"{PATH}:") for line in as_text(findings).splitlines()]


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
        ('id: "1٣", fact: EMH means it., omitted: Not needed.', "is a digit of another script"),
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
            "id: card, point: Every line., role: Doctor, pages: [], danger: grave",
            '"danger" cannot be "grave".',
        ),
    ],
)
def test_a_broken_sign_off_point(row: str, finding: str) -> None:
    findings = load_records(f"- {{{row}}}\n", "sign_off.yml", SignOff, "PL120").findings
    assert finding in as_text(findings)


# --- the real table ---


def test_every_real_sign_off_point_names_real_pages() -> None:
    content = real_site.content()
    named = {page for one in content.sign_offs for page in one.pages}
    assert named <= set(content.pages)
    ids = [one.id for one in content.sign_offs]
    assert len(ids) == len(set(ids))
