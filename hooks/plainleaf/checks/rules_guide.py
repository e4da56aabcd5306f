"""The documentation of all rules: as text, Markdown and JSON. The authors' page is made of it, too.

All of it is made from the rules themselves, so it cannot be out of date.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from plainleaf.checks.rule_book import FAMILIES
from plainleaf.checks.suppression import is_bound
from plainleaf.model.rule import Rule

JSON_VERSION: Final = 1
"""Version of the JSON form: a field that goes or changes its meaning raises it."""


def by_family(rules: Iterable[Rule]) -> Iterator[tuple[str, list[Rule]]]:
    """Yield the name of each family with its rules; families without any are left out."""
    listed = list(rules)
    for family, name in FAMILIES.items():
        members = [rule for rule in listed if rule.code.startswith(family)]
        if members:
            yield name, members


_COLUMNS: Final = ("Rule", "It finds", "Severity", "Why", "How to fix", "Suppressible")


def text_guide(rules: Iterable[Rule]) -> str:
    """The rules as plain text."""
    return "\n".join(_text(rule) for rule in rules)


def _text(rule: Rule) -> str:
    keep = "" if is_bound(rule.code) else "    Can be suppressed with a reason.\n"
    return (
        f"{rule.code} {rule.severity}: {rule.title}{_only_on(rule)}\n"
        f"    Why: {_one_line(rule.why)}\n"
        f"    Fix: {_one_line(rule.fix)}\n{keep}"
    )


def markdown_guide(rules: Iterable[Rule]) -> str:
    """The rules as Markdown: a table for each family."""
    parts = []
    for name, members in by_family(rules):
        rows = [
            f"| {rule.code} | {_cell(rule.title)}{_only_on(rule)} | {rule.severity} "
            f"| {_cell(rule.why)} | {_cell(rule.fix)} | {_yes(not is_bound(rule.code))} |"
            for rule in members
        ]
        head = f"| {' | '.join(_COLUMNS)} |\n{'|---' * len(_COLUMNS)}|"
        parts.append("\n".join((f"## {name}", "", head, *rows, "")))
    return "\n".join(parts)


def json_guide(rules: Iterable[Rule]) -> str:
    """The rules as JSON."""
    data = {"version": JSON_VERSION, "tool": "plainleaf", "rules": [_as_data(one) for one in rules]}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _as_data(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "title": rule.title,
        "severity": rule.severity.value,
        "why": _one_line(rule.why),
        "fix": _one_line(rule.fix),
        "kinds": list(rule.kinds),
        "suppressible": not is_bound(rule.code),
    }


def guide_data(rules: Iterable[Rule]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The rules as data by family, as the authors' page lists them."""
    return [
        (name, [{**_as_data(rule), "only": _only_on(rule).strip()} for rule in members])
        for name, members in by_family(rules)
    ]


def _only_on(rule: Rule) -> str:
    return f" (only {', '.join(rule.kinds)})" if rule.kinds else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    """A text as a table cell of Markdown: neither columns nor HTML of its own."""
    return _one_line(text).replace("|", "\\|").replace("<", "&lt;")


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


GUIDES: Final[Mapping[str, Callable[[Iterable[Rule]], str]]] = MappingProxyType(
    {"text": text_guide, "markdown": markdown_guide, "json": json_guide}
)
"""Every form, by the name that the command calls it."""
