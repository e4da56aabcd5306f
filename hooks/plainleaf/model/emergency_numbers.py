"""Emergency telephone numbers by country: one data file, printed wherever help is offered."""

from __future__ import annotations

from typing import Final

from pydantic import Field, field_validator

from plainleaf.model.model_errors import complaint
from plainleaf.model.records import Record, Records, load_records, repeated
from plainleaf.text.printable import quoted

RULE: Final = "PL120"

_SHORTEST, _LONGEST = 2, 15
"""Digits of a telephone number: France dials 15 for an ambulance; no number has more than 15."""


class EmergencyNumber(Record):
    """One country's number."""

    country: str = Field(min_length=2, description="The country or region, in full.")
    code: str = Field(
        pattern=r"^[A-Z]{2,6}$", description="Its short label in capitals, such as US; used once."
    )
    number: str = Field(
        pattern=r"^[0-9][0-9 ]*$",
        description="The number as people dial it: 2 to 15 digits, with single spaces or none.",
    )

    @field_validator("number")
    @classmethod
    def _can_be_dialed(cls, number: str) -> str:
        if number != " ".join(number.split()):
            raise complaint(
                "The number has a space too many.", "Write single spaces between groups, or none."
            )
        if not _SHORTEST <= len(number.replace(" ", "")) <= _LONGEST:
            raise complaint(
                f"{quoted(number)} is no telephone number.",
                f"Write {_SHORTEST} to {_LONGEST} digits, as people dial them.",
            )
        return number


def load_emergency_numbers(text: str, path: str) -> Records[EmergencyNumber]:
    """Read the numbers; a code and a country may stand only once.

    Args:
        text: the file's text.
        path: the file as findings should print it.
    """
    records = load_records(text, path, EmergencyNumber, RULE)
    doubled = (
        *repeated(records, "code", path, RULE),
        *repeated(records, "country", path, RULE),
    )
    return Records(records.items, records.positions, records.findings + doubled)
