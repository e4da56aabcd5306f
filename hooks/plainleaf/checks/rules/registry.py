"""How rules are made: a rule and the function that finds where it is broken.

A rule is a small pure function from a page (and what is known of the site) to hits, together with
its own documentation. This module knows no rule.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType

from plainleaf.model.findings import Severity
from plainleaf.model.kind import Kind
from plainleaf.model.kinds import KINDS, kinds
from plainleaf.model.rule import Hit, Rule
from plainleaf.model.site_facts import SiteFacts
from plainleaf.reading.page import Page

PageCheck = Callable[[Page, SiteFacts], Iterable[Hit]]
SiteCheck = Callable[[tuple[Page, ...], SiteFacts], Iterable[Hit]]


@dataclass(frozen=True)
class CheckedRule(Rule):
    """A rule with its work, `check` or `check_site`."""

    check: PageCheck | None = None
    """Finds hits on one page."""
    check_site: SiteCheck | None = None
    """Finds hits on the site as a whole."""
    only: Callable[[Kind], bool] | None = None
    """Which kinds of page it is for; None for all."""

    def applies_to(self, page: Page) -> bool:
        """Whether the rule is for pages of this kind."""
        # By name: a kind that has two forms is one kind to the rules.
        return self.only is None or (page.kind is not None and self.only(kinds()[page.kind.name]))


def rule(
    code: str,
    title: str,
    severity: Severity,
    *,
    fix: str,
    only: Callable[[Kind], bool] | None = None,
) -> Callable[[PageCheck], CheckedRule]:
    """Make a rule of a function on one page; its docstring is the reason for the rule.

    Args:
        code: the rule's code.
        title: what is wrong.
        severity: how bad it is.
        fix: what to do.
        only: which kinds of page it is for; without it all.
    """
    names = tuple(name for name, kind in KINDS.items() if only(kind)) if only else ()

    def make(check: PageCheck) -> CheckedRule:
        why = _reason(check)
        return CheckedRule(code, title, severity, why, fix, names, check=check, only=only)

    return make


def site_rule(
    code: str, title: str, severity: Severity, *, fix: str
) -> Callable[[SiteCheck], CheckedRule]:
    """Make a rule of a function on all pages; its docstring is the reason for the rule."""

    def make(check: SiteCheck) -> CheckedRule:
        return CheckedRule(code, title, severity, _reason(check), fix, check_site=check)

    return make


def reading_rule(
    code: str, title: str, severity: Severity = Severity.ERROR, *, why: str, fix: str
) -> CheckedRule:
    """Document a rule that is checked while a page is read; the page carries its findings."""

    def check(page: Page, _site: SiteFacts) -> Iterator[Hit]:
        for found in page.findings:
            if found.code == code:
                yield Hit(found.line, found.column, found.message, found.fix)

    return CheckedRule(code, title, severity, why, fix, check=check)


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
