"""Emergency telephone numbers by country: one data file, printed wherever help is offered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pydantic import Field, field_validator

from plainleaf.model.findings import Finding, Severity
from plainleaf.model.model_errors import complaint
from plainleaf.model.records import Record, Records, load_records, repeated
from plainleaf.model.references import Reference
from plainleaf.text.inline import KEY
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

RULE: Final = "PL120"

FEW: Final = 3
"""How many numbers stand wherever help is offered; a page of help lists them all."""

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

    source: str = Field(
        pattern=f"^{KEY}$", description="The key of the reference that gives the number."
    )

    @property
    def tel(self) -> str:
        """The number as a link that dials it."""
        return f"tel:{self.number.replace(' ', '')}"

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


def without_source(
    numbers: Records[EmergencyNumber], references: Mapping[str, Reference], path: str
) -> Iterator[Finding]:
    """Yield a finding for each number whose source there is not, or that nobody has read.

    A wrong number costs a life, and whoever looks after the list must be able to look it up again.

    Args:
        numbers: the numbers.
        references: every reference, by key.
        path: the file of the numbers as findings should print it.
    """
    for one, (line, column) in zip(numbers.items, numbers.positions, strict=True):
        known = references.get(one.source)
        if known is None:
            near = nearest_name(one.source, references)
            message = f"There is no reference {quoted(one.source)} for {one.country}."
            fix = f"Did you mean {quoted(near)}?" if near else "Add it to references.yml."
        elif known.seen == "cited":
            message = f"Source {quoted(one.source)} of the number for {one.country} was not read."
            fix = "Name one that was read, or leave the country out."
        else:
            continue
        yield Finding(path, line, column, RULE, Severity.ERROR, message, fix)


def nearest_first(numbers: Sequence[EmergencyNumber], code: str) -> tuple[EmergencyNumber, ...]:
    """Numbers with those of a country first, the others in their order.

    Args:
        numbers: the numbers.
        code: the label of the country that the site is for; empty for none.
    """
    return tuple(sorted(numbers, key=lambda one: one.code != code))
