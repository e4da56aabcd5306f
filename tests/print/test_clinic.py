"""The clinic that hands the sheets out, as mkdocs.yml describes it."""

from __future__ import annotations

import pytest

from plainleaf.print.clinic import Clinic, ClinicError, read_clinic


@pytest.mark.parametrize("value", [None, "", {}])
def test_no_clinic_leaves_the_fields_empty(value: object) -> None:
    assert read_clinic(value) == Clinic()


def test_what_is_written_is_filled_in() -> None:
    clinic = read_clinic({"name": "Leaf Clinic", "phone": "555 0100", "notes": None})
    assert [content for _, _, content in clinic.lines] == ["Leaf Clinic", "555 0100", ""]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Leaf Clinic", "must hold the fields name, phone, notes"),
        ({"fax": "1"}, 'has no field "fax": use name, phone, notes'),
        ({"phone": 5550100}, '"extra.clinic.phone" must be text'),
    ],
)
def test_anything_else_is_told(value: object, said: str) -> None:
    with pytest.raises(ClinicError, match=said):
        read_clinic(value)
