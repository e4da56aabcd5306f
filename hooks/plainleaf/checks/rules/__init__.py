"""All rules, and how to check pages with them.

A rule lives in the module of its subject as a small function with its own documentation; this
package only collects them. To add one: write it there, and a golden case in `tests/golden/rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from plainleaf.checks.rules import (
    blocks,
    care_cards,
    cases,
    citations,
    drawings,
    encoding,
    figures,
    files,
    front_matter,
    guides,
    identifiers,
    images,
    links,
    markup,
    questions,
    reading_level,
    reviews,
    safety,
    sections,
    sounds,
    urgency,
)
from plainleaf.checks.rules.registry import CheckedRule, rules_in
from plainleaf.model.findings import Finding, in_order
from plainleaf.model.rule import Hit, Rule
from plainleaf.model.site_facts import NOTHING_KNOWN, SiteFacts
from plainleaf.reading.page import Page

__all__ = [
    "HERE",
    "RULES",
    "Checking",
    "Hit",
    "Rule",
    "check_page",
    "check_pages",
    "check_site",
]

RULES: Final[Mapping[str, CheckedRule]] = MappingProxyType(
    {
        rule.code: rule
        for rule in rules_in(
            encoding,
            front_matter,
            sections,
            cases,
            reading_level,
            questions,
            guides,
            blocks,
            care_cards,
            urgency,
            citations,
            figures,
            drawings,
            files,
            images,
            sounds,
            links,
            markup,
            reviews,
            safety,
            identifiers,
        )
        if isinstance(rule, CheckedRule)
    }
)
"""All rules on pages, by code. Data files bring their own codes with their own modules."""


def check_page(page: Page, site: SiteFacts = NOTHING_KNOWN) -> list[Finding]:
    """Check one page by all rules for its kind; the reading's own findings are among them."""
    found = [
        rule.finding(hit, page.path)
        for rule in RULES.values()
        if rule.check is not None and rule.applies_to(page)
        for hit in rule.check(page, site)
    ]
    return list(in_order(found))


def check_site(pages: Iterable[Page], site: SiteFacts) -> list[Finding]:
    """Check what only all pages together can show."""
    listed = tuple(pages)
    found = [
        rule.finding(hit, "")
        for rule in RULES.values()
        if rule.check_site is not None
        for hit in rule.check_site(listed, site)
    ]
    return list(in_order(found))


@dataclass(frozen=True)
class Checking:
    """How pages are checked: here one after another, and each time anew."""

    def each(self, pages: Sequence[Page], site: SiteFacts) -> Iterable[Sequence[Finding]]:
        """What `check_page` finds on each page."""
        return (check_page(page, site) for page in pages)

    def all(self, pages: Sequence[Page], site: SiteFacts) -> Sequence[Finding]:
        """What `check_site` finds on all pages."""
        return check_site(pages, site)


HERE: Final = Checking()


def check_pages(pages: Iterable[Page], site: SiteFacts, checking: Checking = HERE) -> list[Finding]:
    """Check every page, and the site as a whole.

    Args:
        pages: the pages.
        site: what is known of the site.
        checking: how they are checked.
    """
    listed = tuple(pages)
    found = [finding for ones in checking.each(listed, site) for finding in ones]
    return list(in_order([*found, *checking.all(listed, site)]))
