"""Labels of other languages, and what sentences tell: a golden list of what is found."""

from __future__ import annotations

import pytest
import yaml
from test_identifiers import SETS, all_in

from plainleaf.text import identifier_labels as labels

FOUND = [
    text
    for name in ("labels", "sentences")
    for text in yaml.load((SETS / f"{name}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
]


@pytest.mark.parametrize("text", FOUND)
def test_what_tells_who_a_patient_is_is_found(text: str) -> None:
    assert all_in(text)


@pytest.mark.parametrize(
    "words",
    [
        labels.RECORDS,
        labels.RECORDS_INSIDE,
        labels.THINGS_INSIDE,
        labels.NAMES,
        labels.PATIENTS,
        labels.NAMES_INSIDE,
        labels.CONTACTS,
        labels.BORN,
        labels.BORN_INSIDE,
    ],
)
def test_each_label_begins_with_letters_by_which_it_is_looked_for(words: tuple[str, ...]) -> None:
    assert [one for one in words if not one[:1].isalpha()] == []
