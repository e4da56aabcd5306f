"""What a check has found, as data.

Every check returns `Finding`s; text, JSON, editor output and the preview overlay are renderings
of one list. This module holds the type and its plain-text form and knows nothing about pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

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
    """The findings, each only once, in the order in which a person fixes them.

    What others were left out for comes first. Then file by file: how the file is written and its
    front matter, its sections and blocks, its text, and last what leads elsewhere, each by line.
    What a data file says of a page comes behind all pages: it is the page that has changed.
    """
    return tuple(sorted(dict.fromkeys(findings), key=_place))


def _place(finding: Finding) -> tuple[bool, bool, str, int, int, int, str]:
    behind = finding.code in _OF_PAGES and not finding.path.endswith(".md")
    place = (finding.path, _step(finding.code), finding.line, finding.column, finding.code)
    return (not finding.first, behind, *place)


def _step(code: str) -> int:
    """When a finding of a file is fixed: what stands before it may be its cause."""
    for step, codes in enumerate(_STEPS):
        if code in codes:
            return step
    return _TEXT


def _numbered(text: str) -> frozenset[str]:
    return frozenset(f"PL{number}" for number in text.split())


_STEPS: Final = (
    _numbered("101 102 103 104 105 106 110 111 112 113 114 115 116 117 118 119 145 146 147"),
    _numbered(
        "201 202 203 204 205 206 208 209 210 211 212 213 214 215 216 245 254 270 271 276 277 278 "
        "301 302 303 304 305 401 402 403 404 405 406 407 408 409 411 412 415 416 418 420 421 422 "
        "431 432 433 434 435"
    ),
    frozenset[str](),
    _numbered(
        "218 221 237 238 249 252 282 283 439 501 502 503 504 505 506 507 508 604 706 707 "
        "802 803 816 926 927 928"
    ),
    _numbered("949"),
)
"""How a file is written and its front matter; sections and blocks; text; what leads elsewhere; and
last what could not be checked."""
_TEXT: Final = 2
_OF_PAGES: Final = _numbered("282 283 439 710 802 803 816")
"""Codes of findings that may name a place on a page."""


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
