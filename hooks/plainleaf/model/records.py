"""Data files that hold a list of records: references, facts, figures, numbers, reviews.

Each item is checked by itself, so that one broken record costs one finding and not the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from plainleaf.model.findings import Finding, Severity
from plainleaf.model.model_errors import validate
from plainleaf.model.yaml_text import OWN_CODES, YamlProblem, YamlSource, load_yaml


class Record(BaseModel):
    """Base of every record: unknown fields are refused, values never change."""

    # Deferred: importing a module does no work, and not every run reads every file.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Records(Generic[R]):
    """What a data file holds."""

    items: tuple[R, ...] = ()
    """The records that are well-formed, in the order of the file."""
    positions: tuple[tuple[int, int], ...] = ()
    """Line and column of each item in `items`."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with the file."""


def load_records(text: str, path: str, model: type[R], code: str) -> Records[R]:
    """Read a YAML list of records.

    Args:
        text: the file's text.
        path: the file as findings should print it.
        model: what each item must be.
        code: the code of the findings.
    """
    source = load_yaml(text)
    problems = [*source.problems, *no_list(source)]
    items: list[R] = []
    positions: list[tuple[int, int]] = []
    for index in range(len(source.sequence)):
        checked = validate(model, source, path=(index,))
        problems.extend(checked.problems)
        if checked.value is not None:
            items.append(checked.value)
            positions.append(source.position((index,)))
    return Records(
        tuple(items), tuple(positions), tuple(as_finding(one, path, code) for one in problems)
    )


def no_list(source: YamlSource, item: str = "item") -> Iterator[YamlProblem]:
    """Yield what is wrong with a file that must be a list and is not; `item` is what it lists."""
    if source.value is not None and not isinstance(source.value, list):
        listed = "" if item == "item" else f" of {item}s"
        yield YamlProblem(
            *source.position(),
            "wrong",
            f"This file must be a list{listed}.",
            f'Begin each {item} with "- ".',
        )


def as_finding(problem: YamlProblem, path: str, code: str) -> Finding:
    """A problem of a data file as an error."""
    code = OWN_CODES.get(problem.kind, code)
    return Finding(
        path, problem.line, problem.column, code, Severity.ERROR, problem.message, problem.fix
    )


def repeated(records: Records[R], key: str, path: str, code: str) -> tuple[Finding, ...]:
    """An error for each record whose `key` another record has already."""
    seen: dict[object, int] = {}
    findings = []
    for item, (line, column) in zip(records.items, records.positions, strict=True):
        value = getattr(item, key)
        if value in seen:
            findings.append(
                Finding(
                    path,
                    line,
                    column,
                    code,
                    Severity.ERROR,
                    f'The {key} "{value}" is taken: line {seen[value]} has it already.',
                    "Give this one another, or delete it.",
                )
            )
        seen.setdefault(value, line)
    return tuple(findings)
