"""The glossary: one data file, read into typed terms.

`load_glossary` reads `glossary.yml` and never raises: what is not well-formed comes back as
findings at their lines, and every term that is comes back as a `Term`. Whether the terms are right
is for the checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import TypeAdapter

from plainleaf.model.findings import Finding, Severity, in_order
from plainleaf.model.model_errors import validate
from plainleaf.model.records import as_finding, no_list
from plainleaf.model.rule import Hit, Rule
from plainleaf.model.term import Term, by_id, sort_key
from plainleaf.model.yaml_text import YamlPath, YamlSource, load_yaml

__all__ = ["GlossaryResult", "Term", "by_id", "glossary_schema", "load_glossary"]


RULE_DATA: Final = Rule(
    "PL601",
    "The glossary file is not well-formed",
    Severity.ERROR,
    why="A field that nothing reads, or a term that cannot be read, would vanish without a word.",
    fix="Correct the named line; the head of the file lists every field.",
)


@dataclass(frozen=True)
class PlacedTerm:
    """A term and where it stands."""

    term: Term
    key: YamlPath
    source: YamlSource
    path: str

    def finding(self, rule: Rule, message: str, fix: str, *at: str | int) -> Finding:
        """A finding at the value of one of the term's fields."""
        line, column = self.source.value_position((*self.key, *at))
        return rule.finding(Hit(line, column, message, fix), self.path)

    def line(self, *at: str | int) -> int:
        """The line on which the value of one of the term's fields begins."""
        return self.source.value_position((*self.key, *at))[0]


@dataclass(frozen=True)
class GlossaryResult:
    """What the glossary file holds."""

    terms: tuple[Term, ...] = ()
    """The well-formed terms, in alphabetical order."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with the file."""
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each well-formed term, by id."""
    placed: tuple[PlacedTerm, ...] = ()
    """The well-formed terms at their places, in the order of the file."""
    ids: frozenset[str] = frozenset()
    """Every id in the file, those of broken terms too."""


def load_glossary(text: str, path: str) -> GlossaryResult:
    """Read the glossary.

    Args:
        text: the file's text.
        path: the file as findings should print it.
    """
    source = load_yaml(text)
    problems = [*source.problems, *no_list(source, "term")]
    placed: list[PlacedTerm] = []
    for index in range(len(source.sequence)):
        checked = validate(Term, source, path=(index,))
        problems.extend(checked.problems)
        if checked.value is not None:
            placed.append(PlacedTerm(checked.value, (index,), source, path))
    wrong = [as_finding(problem, path, RULE_DATA.code) for problem in problems]
    findings = in_order(wrong)
    places = {one.term.id: one.source.value_position((*one.key, "id")) for one in placed}
    terms = tuple(sorted((one.term for one in placed), key=sort_key))
    return GlossaryResult(terms, findings, places, tuple(placed), _ids(source))


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
