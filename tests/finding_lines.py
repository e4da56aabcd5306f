"""Prints findings for comparison, without the source lines that authors get."""

from __future__ import annotations

from collections.abc import Iterable

from plainleaf.checks.glossary_checks import check_terms
from plainleaf.model.findings import Finding, in_order
from plainleaf.reading.glossary import GlossaryResult


def as_text(findings: Iterable[Finding]) -> str:
    """One line a finding, in order, each ended by a line feed; empty for no findings."""
    return "".join(f"{finding.text}\n" for finding in in_order(findings))


def check_glossary(glossary: GlossaryResult) -> tuple[Finding, ...]:
    """All that is wrong with a glossary: how it is written, and what it says."""
    return in_order((*glossary.findings, *check_terms(glossary.placed, glossary.ids)))
