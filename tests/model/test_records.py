"""Data files that hold a list of records."""

from __future__ import annotations

import pytest
from pydantic import Field, ValidationError

from finding_lines import as_text
from plainleaf.model.records import Record, load_records, repeated

PATH = "docs/_data/fruit.yml"


class Fruit(Record):
    """A record for tests."""

    id: str
    color_of_skin: str | None = Field(default=None, alias="color-of-skin")
    seeds: int = 0


def findings(text: str) -> str:
    """What is wrong with a file of fruit, as the command prints it."""
    return as_text(load_records(text, PATH, Fruit, "PL999").findings)


def test_reads_records_in_order_with_their_places() -> None:
    records = load_records(
        "# fruit\n- id: apple\n  color-of-skin: red\n\n-   id: pear\n    seeds: 5\n",
        PATH,
        Fruit,
        "PL999",
    )
    assert records.items == (
        Fruit(id="apple", color_of_skin="red"),
        Fruit(id="pear", seeds=5),
    )
    assert records.positions == ((2, 3), (5, 5))
    assert records.findings == ()


@pytest.mark.parametrize("text", ["", "[]\n", "# nothing yet\n"])
def test_an_empty_file_holds_nothing_and_is_all_right(text: str) -> None:
    records = load_records(text, PATH, Fruit, "PL999")
    assert (records.items, records.positions, records.findings) == ((), (), ())


def test_a_broken_record_costs_one_finding_and_not_the_file() -> None:
    text = "- id: apple\n- ID: pear\n- id: 7\n- plum\n- id: fig\n  seeds: many\n- id: kiwi\n"
    records = load_records(text, PATH, Fruit, "PL999")
    assert [one.id for one in records.items] == ["apple", "kiwi"]
    assert records.positions == ((1, 3), (7, 3))
    assert as_text(records.findings).splitlines() == [
        'docs/_data/fruit.yml:2:3: error PL999 "ID" is not a known name. Did you mean "id"?',
        'docs/_data/fruit.yml:3:3: error PL999 "id" must be text. '
        "Put quotes around it if it is a number or a date.",
        "docs/_data/fruit.yml:4:3: error PL999 This value must be a group of names and values. "
        "Write {id: …, color-of-skin: …, seeds: …}.",
        'docs/_data/fruit.yml:6:3: error PL999 "seeds" must be a whole number. Write digits only.',
    ]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("id: apple\n", '1:1: error PL999 This file must be a list. Begin each item with "- ".'),
        (
            "- id: apple\n  id: pear\n",
            '2:3: error PL999 "id" stands twice; it is already on line 1. Delete one of the two.',
        ),
    ],
)
def test_what_is_no_list_of_records_is_told_at_its_place(text: str, finding: str) -> None:
    assert findings(text) == f"docs/_data/fruit.yml:{finding}\n"


@pytest.mark.parametrize("text", ["- id: [\n", "- id: 'x\n", "\x00", "- {{{\n", "\t- x"])
def test_broken_yaml_is_a_finding(text: str) -> None:
    records = load_records(text, PATH, Fruit, "PL999")
    assert records.items == ()
    assert [one.code for one in records.findings] == ["PL999"]


def test_records_never_change() -> None:
    with pytest.raises(ValidationError):
        Fruit(id="apple").id = "pear"


def test_each_repetition_is_told_where_it_stands() -> None:
    text = "- id: apple\n- id: pear\n- id: apple\n- id: apple\n"
    records = load_records(text, PATH, Fruit, "PL999")
    assert as_text(repeated(records, "id", PATH, "PL998")).splitlines() == [
        'docs/_data/fruit.yml:3:3: error PL998 The id "apple" is taken: line 1 has it already. '
        "Give this one another, or delete it.",
        'docs/_data/fruit.yml:4:3: error PL998 The id "apple" is taken: line 1 has it already. '
        "Give this one another, or delete it.",
    ]
    assert repeated(records, "seeds", PATH, "PL998")[0].message == (
        'The seeds "0" is taken: line 1 has it already.'
    )
