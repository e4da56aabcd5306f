"""Prints findings for comparison, without the source lines that authors get."""

from __future__ import annotations

from collections.abc import Iterable

from plainleaf.model.findings import Finding, in_order


def as_text(findings: Iterable[Finding]) -> str:
    """One line a finding, in order, each ended by a line feed; empty for no findings."""
    return "".join(f"{finding.text}\n" for finding in in_order(findings))
