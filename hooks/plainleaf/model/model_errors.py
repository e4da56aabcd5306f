"""Checks data against models, and says what is wrong in plain words at its place.

`validate` checks what was read from a YAML text against a pydantic type that the caller brings. A
model's own validators say what is wrong by `complaint`.
"""

from __future__ import annotations

import functools
import re
import types
import typing
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from plainleaf.model.plain_fields import FIX as PLAIN_FIX
from plainleaf.model.plain_fields import marked_fields
from plainleaf.model.text_forms import how_to_write
from plainleaf.model.yaml_text import YamlPath, YamlProblem, YamlSource, in_file_order
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

T = TypeVar("T")


@dataclass(frozen=True)
class Validated(Generic[T]):
    """The outcome of `validate`: a value of the asked type, or the problems."""

    value: T | None
    """The typed value; None when it misses its type."""
    problems: tuple[YamlProblem, ...] = ()
    """Why there is no value, or which of its plain texts hold marks."""


def validate(target: type[T], source: YamlSource, *, path: YamlPath = ()) -> Validated[T]:
    """Check what stands at `path` in a YAML text against a pydantic model or any annotated type.

    The source's own problems are not repeated here. The outcome may be neither a value nor a
    problem: then the source's own problems are the reason.
    """
    data = source.value
    for step in path:
        data = data[step]
    try:
        if isinstance(target, type) and issubclass(target, BaseModel):
            value = target.model_validate(data)
            return Validated(value, tuple(_marked(target, data, source, path)))
        return Validated(_adapter(typing.cast(Any, target)).validate_python(data))
    except ValidationError as error:
        known = {problem.path for problem in source.problems}
        found = explain_validation(error, target, source, path=path)
        return Validated(None, tuple(problem for problem in found if problem.path not in known))


def _marked(
    model: type[BaseModel], data: Any, source: YamlSource, prefix: YamlPath
) -> Iterator[YamlProblem]:
    """Tell of plain texts that hold marks: they print, and what is typed is shown all the same."""
    for path, mark in marked_fields(model, data):
        place = source.value_position((*prefix, *path))
        yield YamlProblem(*place, "marks", mark.message, PLAIN_FIX, (*prefix, *path))


def explain_validation(
    error: ValidationError, target: Any, source: YamlSource, *, path: YamlPath = ()
) -> tuple[YamlProblem, ...]:
    """A pydantic error in plain words, each problem at the line of its key.

    For an unknown field the message gives the nearest known name. `path` is where the validated
    value stands in the source. Problems come in the order of the file.
    """
    problems = {
        _explain(details, target, source, path)
        for details in error.errors(include_url=False, include_input=True)
    }
    # A list whose items are wrong is also reported as too short; the items say it better.
    inner = {problem.path[:-2] for problem in problems} | {p.path[:-1] for p in problems}
    told = (
        problem
        for problem in problems
        if not ("too short" in problem.message and problem.path in inner)
        and not _is_misspelled(problem, problems)
    )
    return tuple(sorted(told, key=in_file_order))


def _is_misspelled(missing: YamlProblem, problems: Collection[YamlProblem]) -> bool:
    """Whether a field that is missing only has a wrong name: that name is told."""
    return missing.kind == "missing" and any(
        one.kind == "unknown"
        and one.path[:-1] == missing.path[:-1]
        and one.fix in (_meant(str(missing.path[-1])), _TYPE_AGAIN)
        for one in problems
    )


_TYPE_AGAIN: Final = "Delete it, and type the name again."


def _meant(name: str) -> str:
    return f"Did you mean {quoted(name)}?"


def complaint(message: str, fix: str, *, field_name: str | YamlPath = ()) -> PydanticCustomError:
    """The error that a validator of a model raises to say what is wrong in its own words.

    `field_name` moves it from the whole model to one of its fields, or to a part of one.
    """
    path = (field_name,) if isinstance(field_name, str) else field_name
    return PydanticCustomError(
        "plainleaf", "{message} {fix}", {"message": message, "fix": fix, "path": path}
    )


@functools.lru_cache(maxsize=64)
def _adapter(target: Any) -> TypeAdapter[Any]:
    return TypeAdapter(target)


def _explain(
    details: ErrorDetails, target: Any, source: YamlSource, prefix: YamlPath
) -> YamlProblem:
    data = source.value
    for step in prefix:
        data = data[step]
    kind = details["type"]
    context: Mapping[str, Any] = details.get("ctx", {})
    path = _data_path(details["loc"], data, keep_last=kind == "missing")
    if kind == "plainleaf":
        path = (*path, *context["path"])
    name = str(path[-1]) if path else ""
    if kind == "missing":
        line, column = source.position(prefix + path[:-1])
        return YamlProblem(
            line,
            column,
            "missing",
            f"{quoted(name)} is missing.",
            f'Add a line "{name}: …".',
            prefix + path,
        )
    line, column = source.position(prefix + path)
    if kind == "extra_forbidden":
        known = _field_names(target, path[:-1])
        near = nearest_name(name, known)
        fix = _meant(near) if near else f"Known names: {', '.join(known)}."
        message = f"{quoted(name)} is not a known name."
        if near and quoted(name) == quoted(near):
            message, fix = f"The name {quoted(name)} holds a sign that nobody sees.", _TYPE_AGAIN
        return YamlProblem(line, column, "unknown", message, fix, prefix + path)
    message, fix = _wrong_value(kind, name, details, context)
    if kind in ("model_type", "dict_type") and details["input"] is not None:
        fix = _group(name, _field_names(target, path)) or fix
    return YamlProblem(line, column, "wrong", message, fix, prefix + path)


def _data_path(location: tuple[str | int, ...], data: Any, *, keep_last: bool) -> YamlPath:
    """The part of pydantic's location that exists in the data (it also names union members)."""
    path: list[str | int] = []
    for index, step in enumerate(location):
        last = index == len(location) - 1
        in_mapping = isinstance(data, dict) and step in data
        in_list = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if in_mapping or in_list:
            data = data[step]
        elif not (last and keep_last and isinstance(data, dict)):
            continue
        path.append(step)
    return tuple(path)


def _group(name: str, known: tuple[str, ...]) -> str:
    """What to write where names and values belong; empty when they are not known, or too many."""
    if not known or len(known) > _MOST_SHOWN:
        return ""
    shown = ", ".join(f"{one}: …" for one in known)
    return f'Write "{name}: {{{shown}}}".' if name and not name.isdigit() else f"Write {{{shown}}}."


_MOST_SHOWN: Final = 4
"""How many names of a group fit into a message."""


def _field_names(target: Any, path: YamlPath) -> tuple[str, ...]:
    """The names that a mapping at `path` inside `target` may use, in their declared order."""
    annotations = [target]
    for step in path:
        annotations = [inner for one in annotations for inner in _descend(one, step)]
    models = [model for one in annotations for model in _models(one)]
    fields = [item for model in models for item in model.model_fields.items()]
    return tuple(dict.fromkeys(info.alias or name for name, info in fields))


def _models(annotation: Any) -> list[type[BaseModel]]:
    """The models that an annotation stands for: itself, or the members of a union."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return [annotation] if issubclass(annotation, BaseModel) else []
    if typing.get_origin(annotation) in (typing.Union, types.UnionType, typing.Annotated):
        return [model for part in typing.get_args(annotation) for model in _models(part)]
    return []


def _descend(annotation: Any, step: str | int) -> list[Any]:
    """The annotations of what stands at a key or index of a value with this annotation."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        return [inner for part in arguments for inner in _descend(part, step)]
    if isinstance(origin, type):
        return list(arguments[1:] if issubclass(origin, Mapping) else arguments)
    return [
        info.annotation
        for model in _models(annotation)
        for name, info in model.model_fields.items()
        if (info.alias or name) == step
    ]


_TYPE_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "string_type": ("must be text", "Put quotes around it if it is a number or a date."),
    "string_sub_type": ("must be text", "Put quotes around it."),
    "int_type": ("must be a whole number", "Write digits only."),
    **dict.fromkeys(
        ("int_parsing", "int_parsing_size", "int_from_float"),
        ("must be a whole number", "Write digits only."),
    ),
    "float_type": ("must be a number", "Write digits only."),
    **dict.fromkeys(("float_parsing", "finite_number"), ("must be a number", "Write digits only.")),
    "bool_parsing": ("must be true or false", "Write true or false."),
    "bool_type": ("must be true or false", "Write true or false."),
    "date_type": ("must be a date", "Write it as year-month-day, e.g. 2026-11-21."),
    **dict.fromkeys(
        ("date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        ("must be a date", "Write it as year-month-day, e.g. 2026-11-21."),
    ),
    **dict.fromkeys(
        ("list_type", "tuple_type"),
        ("must be a list", 'Begin each item on its own line with "- ", or write [one, another].'),
    ),
    "dict_type": ("must be a group of names and values", 'Write "name: value" lines under it.'),
    "model_type": ("must be a group of names and values", 'Write "name: value" lines under it.'),
    "none_required": ("must be empty", "Delete the value."),
}
_BOUNDS: Final = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}
"""By the kind of pydantic's error: the key of the bound, and words for it."""


def _wrong_value(
    kind: str, name: str, details: ErrorDetails, context: Mapping[str, Any]
) -> tuple[str, str]:
    """Message and fix for a value that its field does not allow."""
    subject = quoted(name) if name and not name.isdigit() else "This value"
    given = details["input"]
    if kind == "plainleaf":
        return str(context["message"]), str(context["fix"])
    if given is None and kind in _TYPE_WORDS:
        return f"{subject} is empty.", "Fill it in, or delete the line if it is not needed."
    if kind in _TYPE_WORDS:
        verb, fix = _TYPE_WORDS[kind]
        return f"{subject} {verb}.", fix
    if kind in ("literal_error", "enum"):
        return _wrong_choice(subject, given, str(context.get("expected", "")))
    if kind == "string_too_long":
        most, length = context["max_length"], len(str(given))
        return f"{subject} has {length} characters; at most {most} fit.", "Shorten it."
    if kind in ("string_too_short", "too_short"):
        return f"{subject} is empty or too short.", "Fill it in."
    if kind == "too_long":
        return f"{subject} has too many items; at most {context['max_length']}.", "Shorten it."
    if kind == "string_pattern_mismatch":
        return f"{subject} cannot be {quoted(str(given))}.", how_to_write(
            str(context.get("pattern", "")), str(given)
        )
    if kind == "value_error":
        return f"{subject}: {context['error']}.", "Fix the value."
    return _out_of_bounds(kind, subject, context) or (
        f"{subject} cannot be {quoted(str(given))}.",
        "Write it as its neighbors are written.",
    )


def _out_of_bounds(kind: str, subject: str, context: Mapping[str, Any]) -> tuple[str, str] | None:
    if kind not in _BOUNDS:
        return None
    key, words = _BOUNDS[kind]
    return f"{subject} must be {words} {context[key]}.", "Correct the number."


def _wrong_choice(subject: str, value: object, expected: str) -> tuple[str, str]:
    choices = re.findall(r"'([^']*)'", expected)
    listed = f"Use one of: {', '.join(choices)}."
    if value is None:
        return f"{subject} is empty.", listed
    given = str(value)
    near = nearest_name(given, choices)
    fix = f"Did you mean {quoted(near)}?" if near else listed
    return f"{subject} cannot be {quoted(given)}.", fix
