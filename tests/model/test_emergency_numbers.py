"""Emergency numbers by country."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainleaf.model.emergency_numbers import (
    EmergencyNumber,
    load_emergency_numbers,
    nearest_first,
    without_source,
)
from plainleaf.model.records import load_records
from plainleaf.model.references import Reference

ROOT = Path(__file__).parents[2]


def test_the_numbers_that_the_site_prints() -> None:
    text = (ROOT / "docs/_data/emergency_numbers.yml").read_text(encoding="utf-8")
    records = load_records(text, "emergency_numbers.yml", EmergencyNumber, "PL120")
    assert records.findings == ()
    assert all(one.country and one.code and one.number for one in records.items)


@pytest.mark.parametrize("number", ["911", "1 800 222 1222", "000"])
def test_a_number_is_digits_as_people_dial_them(number: str) -> None:
    text = f'- {{country: Here, code: HE, number: "{number}", source: X}}\n'
    records = load_records(text, "x.yml", EmergencyNumber, "PL120")
    assert [one.number for one in records.items] == [number]


@pytest.mark.parametrize(
    "number", ["911", '"nine"', '""', '"+1 911"', '" 911"', '"٩١١"', '"9\\n1"']
)
def test_anything_else_is_a_finding(number: str) -> None:
    text = f"- country: Here\n  code: HE\n  number: {number}\n  source: X\n"
    records = load_records(text, "x.yml", EmergencyNumber, "PL120")
    assert records.items == ()
    # A digit of another script is told as such.
    code = "PL258" if "٩" in number else "PL120"
    assert [(one.code, one.line) for one in records.findings] == [(code, 3)]


@pytest.mark.parametrize("number", ["9", "1234567890123456", "9  11", "911 "])
def test_what_nobody_can_dial_is_a_finding(number: str) -> None:
    records = load_emergency_numbers(
        f'- {{country: Here, code: HE, number: "{number}", source: X}}\n', "x.yml"
    )
    assert records.items == ()
    (found,) = records.findings
    assert (found.code, found.line) == ("PL120", 1)
    assert found.message in (
        f'"{number}" is no telephone number.',
        "The number has a space too many.",
    )


def test_a_code_and_a_country_stand_once() -> None:
    text = (
        '- {country: Here, code: HE, number: "15", source: X}\n'
        '- {country: There, code: HE, number: "112", source: X}\n'
        '- {country: Here, code: TH, number: "112", source: X}\n'
    )
    found = load_emergency_numbers(text, "x.yml").findings
    assert [(one.code, one.line, one.message) for one in found] == [
        ("PL120", 2, 'The code "HE" is taken: line 1 has it already.'),
        ("PL120", 3, 'The country "Here" is taken: line 1 has it already.'),
    ]


def reference(seen: str) -> Reference:
    return Reference.model_validate(
        {"id": "X", "type": "webpage", "title": "A list", "seen": seen, "standing": "secondary"}
    )


@pytest.mark.parametrize(
    ("source", "seen", "message"),
    [
        ("X", "abstract", ""),
        ("X", "cited", 'Source "X" of the number for Here was not read.'),
        ("Y", "full", 'There is no reference "Y" for Here.'),
    ],
)
def test_each_number_rests_on_a_source_that_was_read(source: str, seen: str, message: str) -> None:
    records = load_emergency_numbers(
        f'- {{country: Here, code: HE, number: "15", source: {source}}}\n', "x.yml"
    )
    assert records.findings == ()
    found = list(without_source(records, {"X": reference(seen)}, "x.yml"))
    assert [(one.code, one.line, one.message) for one in found] == (
        [("PL120", 1, message)] if message else []
    )


def test_a_number_without_a_source_is_a_finding() -> None:
    records = load_emergency_numbers('- {country: Here, code: HE, number: "15"}\n', "x.yml")
    assert records.items == ()
    assert [one.code for one in records.findings] == ["PL120"]


def test_the_number_of_the_country_of_a_site_comes_first() -> None:
    numbers = load_emergency_numbers(
        "".join(
            f'- {{country: {one}{one}, code: {one}, number: "112", source: X}}\n' for one in CODES
        ),
        "x.yml",
    ).items
    assert [one.code for one in nearest_first(numbers, "CC")] == ["CC", "AA", "BB", "DD"]
    assert [one.code for one in nearest_first(numbers, "")] == list(CODES)


CODES = ("AA", "BB", "CC", "DD")
