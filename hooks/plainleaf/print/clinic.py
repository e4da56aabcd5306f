"""Who hands the sheets out: the "Your clinic" box of a handout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Final

from plainleaf.model.settings import SettingError, setting
from plainleaf.model.words import words

_LONGEST: Final[Mapping[str, int]] = MappingProxyType({"name": 100, "phone": 60, "notes": 500})
"""How many characters each field may hold: its box has only so much room."""


class ClinicError(ValueError):
    """The clinic of mkdocs.yml cannot be printed; the message says what to write."""


@dataclass(frozen=True)
class Clinic:
    """What a build fills into the box; the person who prints can change it in the PDF."""

    name: str = ""
    phone: str = ""
    notes: str = ""

    @property
    def lines(self) -> tuple[tuple[str, str, str], ...]:
        """Name, label and content of each field."""
        our = words().paper
        return (
            ("name", our.clinic_name, self.name),
            ("phone", our.clinic_phone, self.phone),
            ("notes", our.clinic_notes, self.notes),
        )


def read_clinic(value: object) -> Clinic:
    """The clinic that `extra.clinic` of mkdocs.yml describes; nothing there is fine.

    Raises:
        ClinicError: it is no mapping of the known fields to text.
    """
    if not value:
        return Clinic()
    known = [one.name for one in fields(Clinic)]
    if not isinstance(value, Mapping):
        raise ClinicError(f'"extra.clinic" must hold the fields {", ".join(known)}.')
    for name in value:
        if name not in known:
            raise ClinicError(f'"extra.clinic" has no field "{name}": use {", ".join(known)}.')
    try:
        return Clinic(
            **{
                name: setting(text, f'"extra.clinic.{name}"', _LONGEST[name], lines=name == "notes")
                for name, text in value.items()
            }
        )
    except SettingError as error:
        raise ClinicError(str(error)) from error
