"""What a check has found, as data.

Every check returns `Finding`s; text, JSON, editor output and the preview overlay are renderings
of one list. This module holds the type and its plain-text form and knows nothing about pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from plainleaf.text.printable import one_line


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """Stops every build: readers could be misled, or the page would break."""
    WARNING = "warning"
    """Stops a strict build: something an editor should fix."""
    ADVICE = "advice"
    """Never stops a build: something an editor may want to look at."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to fix, at one place."""

    path: str
    """The file, as it should print: relative to the project root, with forward slashes."""
    line: int
    """Line in the file's own text, from 1."""
    column: int
    """Column in characters (a tab is one), from 1."""
    code: str
    """The rule's code, e.g. `PL203`."""
    severity: Severity
    """How much it weighs."""
    message: str
    """What is wrong, one plain sentence."""
    fix: str = ""
    """What to do about it, one plain sentence in the imperative; empty when the message says it."""
    first: bool = False
    """Whether it stands before all others: others were left out because of it."""

    @property
    def text(self) -> str:
        """The finding as one line of output."""
        said = f"{self.message} {self.fix}" if self.fix else self.message
        place = f"{one_line(self.path)}:{self.line}:{self.column}"
        return f"{place}: {self.severity} {self.code} {one_line(said)}"

    def __str__(self) -> str:
        """The finding as one line of output."""
        return self.text


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by place, each only once; what others were left out for comes first."""
    return tuple(sorted(dict.fromkeys(findings), key=_place))


def _place(finding: Finding) -> tuple[bool, str, int, int, str]:
    return not finding.first, finding.path, finding.line, finding.column, finding.code


def of_severity(findings: Iterable[Finding], *severities: Severity) -> tuple[Finding, ...]:
    """The findings that have one of the given severities."""
    return tuple(finding for finding in findings if finding.severity in severities)


def count_text(findings: Iterable[Finding]) -> str:
    """How many findings there are, in words: `2 errors, 1 warning`; `nothing to fix` for none."""
    listed = list(findings)
    parts = [
        f"{count} {severity}{'s' if count > 1 and severity is not Severity.ADVICE else ''}"
        for severity in Severity
        if (count := sum(finding.severity is severity for finding in listed))
    ]
    return ", ".join(parts) or "nothing to fix"
