"""What a rule is.

A rule is a small pure function from a page (and what is known of the site) to hits, together with
its own documentation. This module knows no rule.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType

from plainleaf.findings import Finding, Severity
from plainleaf.page import Page
from plainleaf.site_facts import SiteFacts


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


PageCheck = Callable[[Page, SiteFacts], Iterable[Hit]]
SiteCheck = Callable[[tuple[Page, ...], SiteFacts], Iterable[Hit]]


@dataclass(frozen=True)
class Rule:
    """A rule with its documentation; `check` and `check_site` are its work."""

    code: str
    """Its code, e.g. `PL203`."""
    title: str
    """What is wrong when it is broken, in a few words."""
    severity: Severity
    """How much a hit weighs."""
    why: str
    """Why it is there."""
    mend: str
    """How to mend a page that breaks it."""
    kinds: tuple[str, ...] = ()
    """The kinds of page it is for; empty for all."""
    check: PageCheck | None = None
    """Finds hits on one page."""
    check_site: SiteCheck | None = None
    """Finds hits on the site as a whole."""

    def applies_to(self, page: Page) -> bool:
        """Whether the rule is for pages of this kind."""
        return not self.kinds or (page.kind is not None and page.kind.name in self.kinds)

    def finding(self, hit: Hit, path: str) -> Finding:
        """A hit as a finding; `path` is the page it was found on."""
        return Finding(
            hit.path or path, hit.line, hit.column, self.code, self.severity, hit.message, hit.fix
        )


def rule(
    code: str,
    title: str,
    severity: Severity,
    *,
    mend: str,
    kinds: tuple[str, ...] = (),
) -> Callable[[PageCheck], Rule]:
    """Make a rule of a function on one page; its docstring is the reason for the rule."""

    def make(check: PageCheck) -> Rule:
        return Rule(code, title, severity, _reason(check), mend, kinds, check=check)

    return make


def site_rule(
    code: str, title: str, severity: Severity, *, mend: str
) -> Callable[[SiteCheck], Rule]:
    """Make a rule of a function on all pages; its docstring is the reason for the rule."""

    def make(check: SiteCheck) -> Rule:
        return Rule(code, title, severity, _reason(check), mend, check_site=check)

    return make


def reading_rule(
    code: str, title: str, severity: Severity = Severity.ERROR, *, why: str, mend: str
) -> Rule:
    """Document a rule that is checked while a page is read; the page carries its findings."""

    def check(page: Page, _site: SiteFacts) -> Iterator[Hit]:
        for found in page.findings:
            if found.code == code:
                yield Hit(found.line, found.column, found.message, found.fix)

    return Rule(code, title, severity, why, mend, check=check)


def rules_in(*modules: ModuleType) -> tuple[Rule, ...]:
    """The rules that modules define, by code."""
    found = {
        value.code: value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, Rule)
    }
    return tuple(found[code] for code in sorted(found))


def _reason(check: Callable[..., object]) -> str:
    return inspect.cleandoc(check.__doc__ or "")
