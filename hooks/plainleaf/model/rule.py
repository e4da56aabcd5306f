"""What a rule is and where it is broken: the documentation of a rule, without its work.

Whatever finds something wrong speaks of it by a `Rule`, so the rules lie below all that reads,
checks or renders. How pages are checked stands in `plainleaf.checks.rules.registry`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plainleaf.model.findings import Finding, Severity

SUPPRESSION: Final = "plainleaf-ignore"
"""The word that every suppression of a rule begins with."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place at which a rule is broken."""

    line: int
    """Line in the file, from 1."""
    column: int
    """Column in characters, from 1."""
    message: str
    """What is wrong, one plain sentence."""
    fix: str = ""
    """What to do about it, one plain sentence."""
    path: str = ""
    """The file, when it is not the page itself."""


@dataclass(frozen=True)
class Rule:
    """A rule's documentation."""

    code: str
    """Its code, e.g. `PL203`."""
    title: str
    """What is wrong when it is broken, in a few words."""
    severity: Severity
    """How much a hit weighs."""
    why: str
    """Why it is there."""
    fix: str
    """How to fix a page that breaks it."""
    kinds: tuple[str, ...] = ()
    """The kinds of page it is for; empty for all."""

    def finding(self, hit: Hit, path: str) -> Finding:
        """A hit as a finding; `path` is the page it was found on."""
        return Finding(
            hit.path or path, hit.line, hit.column, self.code, self.severity, hit.message, hit.fix
        )
