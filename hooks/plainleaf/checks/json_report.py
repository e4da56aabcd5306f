"""The JSON form of findings, as typed data: what tools may rely on, and its schema.

A field that goes or changes its meaning raises `version`; a new field does not.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class _JsonPart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class JsonFinding(_JsonPart):
    """One finding."""

    path: str
    """The file, relative to the project's folder, with forward slashes."""
    line: int = Field(ge=1)
    """Line in the file, from 1."""
    column: int = Field(ge=1)
    """Column in characters (Unicode code points; a tab is one), from 1."""
    code: str = Field(pattern="^PL[1-9][0-9]{2}$")
    """The rule; `plainleaf rules --format json` documents it."""
    severity: Literal["error", "warning", "advice"]
    """error stops every build, warning a strict one, advice none."""
    message: str
    """What is wrong, one sentence."""
    fix: str
    """What to do about it; may be empty."""
    source: str | None
    """The line as written, without control characters; null when there is none."""


class JsonSummary(_JsonPart):
    """How many findings there are."""

    errors: int = Field(ge=0)
    """Findings of severity error."""
    warnings: int = Field(ge=0)
    """Findings of severity warning."""
    advice: int = Field(ge=0)
    """Findings of severity advice."""
    clean: bool
    """Whether there is neither error nor warning: exit status 0."""


class JsonReport(_JsonPart):
    """What `plainleaf check --format json` prints."""

    version: Literal[1]
    """Version of this form; new fields may come without a new version."""
    tool: Literal["plainleaf"]
    """The program."""
    tool_version: str
    """Its version."""
    summary: JsonSummary
    """How many findings there are."""
    findings: tuple[JsonFinding, ...]
    """The findings, by file, line and column."""


def report_schema() -> dict[str, Any]:
    """The JSON Schema of the report."""
    schema = JsonReport.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
