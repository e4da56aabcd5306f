"""Emergency telephone numbers by country: one data file, printed wherever help is offered."""

from __future__ import annotations

from pydantic import Field

from plainleaf.records import Record


class EmergencyNumber(Record):
    """One country's number."""

    country: str = Field(min_length=2, description="The country or region, in full.")
    code: str = Field(min_length=2, max_length=6, description="Its short label, such as US.")
    number: str = Field(pattern=r"^[0-9][0-9 ]*$", description="The number as people dial it.")
