"""Which cases a site has, and what would tell each of them: for the look at the finished site."""

from __future__ import annotations

import re
from typing import Final

from plainleaf.checks.check import site_facts
from plainleaf.checks.leaks import HiddenCase
from plainleaf.checks.rules.cases import telling
from plainleaf.reading.content import Content
from plainleaf.reading.page import Page

_ADDRESS_END: Final = r"(?![\w%-]|[.:]\w)"
"""Where an address ends, or goes on below: "example.org/emh-case.html" is no part of it."""
_TELLING: Final = 3
"""Words of a title that names a case where no link does: "back pain" stands on many a page."""


def hidden_cases(content: Content, address: str = "") -> tuple[HiddenCase, ...]:
    """Every case whose condition is known, in the order of their paths.

    Args:
        content: the site.
        address: where it is published, such as https://example.org/health/; empty for nowhere.
    """
    facts = site_facts(content)
    base = address.rpartition("://")[2].rstrip("/")
    own_address = re.compile(re.escape(base) + _ADDRESS_END, re.IGNORECASE) if base else None
    found = []
    for src, page in sorted(content.pages.items()):
        if page.kind is None or page.meta is None or not page.kind.hides_condition:
            continue
        condition = str(page.raw.get("condition") or "")
        told = telling(condition, facts)
        if told is None:
            continue
        titles = (page.meta.title, page.meta.nav_title or page.meta.title)
        own = (one.src for one in facts.about.get(condition, ()) if one.src != src)
        first = _answers(page)
        found.append(
            HiddenCase(
                _url(src),
                tuple(one for one in dict.fromkeys(titles) if len(one.split()) >= _TELLING),
                told,
                first[0],
                first[1],
                frozenset(_url(one) for one in own if one not in facts.cases),
                frozenset(_choices(page)),
                own_address,
            )
        )
    return tuple(found)


def hiding_pages(content: Content) -> frozenset[str]:
    """The pages that hide a condition, known or not, as paths inside the site."""
    pages = content.pages.items()
    return frozenset(_url(src) for src, page in pages if page.kind and page.kind.hides_condition)


def case_lists(content: Content) -> frozenset[str]:
    """The pages that list cases, as paths inside the site."""
    pages = content.pages.items()
    return frozenset(_url(src) for src, page in pages if page.kind and page.kind.lists_cases)


def _url(src: str) -> str:
    return f"{src.removesuffix('.md')}.html"


def _answers(page: Page) -> tuple[str, str]:
    """The id and the words of the first heading that may name the condition."""
    sections = (one for one in page.sections if one.spec is not None and one.spec.answers)
    return next(((one.heading.id, one.heading.text) for one in sections), ("", ""))


def _choices(page: Page) -> list[str]:
    asked = page.block_named("question")
    return [
        item.plain
        for block in asked
        for one in page.lists
        if one.depth == 0 and block.holds(one.line)
        for item in one.items
    ]
