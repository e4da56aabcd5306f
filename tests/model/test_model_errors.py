"""What data that misses its model is told."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

from plainleaf.model.model_errors import complaint, validate
from plainleaf.model.yaml_text import load_yaml

CASES: list[dict[str, str]] = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "yaml" / "models.yml").read_text("utf-8")
)
"""A text, and the lines that are said about it."""


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    text: str
    number: int = Field(alias="the-number", default=0)


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    title: Annotated[str, Field(max_length=10)]
    day: datetime.date | None = None
    level: str = Field(default="high", pattern="^(high|low)$")
    items: list[Inner] = []
    by_name: dict[str, Inner] = {}

    @field_validator("title")
    @classmethod
    def _not_bad(cls, title: str) -> str:
        if title == "bad":
            raise complaint('"title" is bad.', "Be good.")
        if title == "worse":
            raise ValueError("worse")
        return title


def told(text: str, target: Any = Model, path: tuple[str | int, ...] = ()) -> list[str]:
    found = validate(target, load_yaml(text, first_line=2), path=path).problems
    return [f"{one.line}:{one.column} {one.kind} {one.message} {one.fix}" for one in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"]))
def test_a_model_s_errors_are_told_in_plain_words_at_the_line_of_the_key(
    case: dict[str, str],
) -> None:
    assert told(case["text"]) == case["output"].splitlines()


def test_any_annotated_type_can_be_asked_for() -> None:
    assert told("- text: a\n- txt: b\n", list[Inner]) == [
        '3:3 unknown "txt" is not a known name. Did you mean "text"?',
    ]


def test_a_part_of_the_text_can_be_checked_by_itself() -> None:
    text = "- text: a\n- text: 5\n"
    assert told(text, Inner, (0,)) == []
    assert told(text, Inner, (1,)) == [
        '3:3 wrong "text" must be text. Put quotes around it if it is a number or a date.'
    ]


def test_a_valid_text_gives_the_typed_value() -> None:
    checked = validate(Model, load_yaml("title: A\nitems:\n  - {text: b, the-number: 3}\n"))
    assert checked.value is not None
    assert checked.value.items[0].number == 3


def test_what_a_number_or_a_day_must_be_is_said_in_plain_words() -> None:
    class Lax(BaseModel):
        whole: int = 0
        share: Annotated[float, Field(ge=0, le=1)] = 0
        day: datetime.date | None = None
        yes: bool = True

    def said(text: str) -> str:
        (line,) = told(text, Lax)
        return line.split(" wrong ", 1)[1]

    assert said("whole: 4x\n") == '"whole" must be a whole number. Write digits only.'
    assert said("whole: 4.5\n") == '"whole" must be a whole number. Write digits only.'
    assert said("share: 1.5\n") == '"share" must be at most 1.0. Correct the number.'
    assert said("share: x\n") == '"share" must be a number. Write digits only.'
    assert said("yes: maybe\n") == '"yes" must be true or false. Write true or false.'
    assert said("day: soon\n").startswith('"day" must be a date.')
