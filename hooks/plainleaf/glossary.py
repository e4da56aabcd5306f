"""The glossary: one data file, read into typed terms.

`load_glossary` reads `glossary.yml` and never raises: whatever is wrong comes back as findings at
their lines, and every term that is well-formed comes back as a `Term`. What is derived (the
respelling from the IPA) is stored in the file too, and must agree: so neither changes unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from plainleaf.findings import Finding, in_order
from plainleaf.glossary_checks import RULE_DATA, Placed, check_terms
from plainleaf.records import as_finding
from plainleaf.term import Term, by_id, sort_key
from plainleaf.yaml_source import YamlProblem, YamlSource, load_yaml, validate

__all__ = ["GlossaryResult", "Term", "by_id", "glossary_schema", "load_glossary"]


@dataclass(frozen=True)
class GlossaryResult:
    """What the glossary file holds."""

    terms: tuple[Term, ...] = ()
    """The well-formed terms, in alphabetical order."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with the file."""
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each well-formed term, by id."""


def load_glossary(text: str, path: str, *, judged: bool = True) -> GlossaryResult:
    """Read the glossary.

    Args:
        text: the file's text.
        path: the file as findings should print it.
        judged: whether anybody wants to know what is wrong with well-formed terms.
    """
    source = load_yaml(text)
    problems = list(source.problems)
    if source.value is not None and not isinstance(source.value, list):
        problems.append(
            YamlProblem(
                *source.position(),
                "wrong",
                "This file must be a list of terms.",
                'Begin each term with "- ".',
            )
        )
    placed: list[Placed] = []
    for index in range(len(source.sequence)):
        checked = validate(Term, source, path=(index,))
        problems.extend(checked.problems)
        if checked.value is not None:
            placed.append(Placed(checked.value, (index,), source, path))
    wrong = [as_finding(problem, path, RULE_DATA.code) for problem in problems]
    judgments = check_terms(placed, _ids(source)) if judged else ()
    findings = in_order((*wrong, *judgments))
    places = {one.term.id: one.source.value_position((*one.key, "id")) for one in placed}
    terms = tuple(sorted((one.term for one in placed), key=sort_key))
    return GlossaryResult(terms, findings, places)


def glossary_schema() -> dict[str, Any]:
    """The JSON Schema of the file, for editors that check while one types."""
    return TypeAdapter(tuple[Term, ...]).json_schema()


def _ids(source: YamlSource) -> frozenset[str]:
    """Every id in the file: a see-also link to a broken term is not broken itself."""
    return frozenset(
        item["id"]
        for item in source.sequence
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    )
