"""PL927 and PL928: where the links of a page lead, before anything is built."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from plainleaf.checks.rules.registry import rule
from plainleaf.checks.rules.safety import ELSEWHERE, dangerous
from plainleaf.model.findings import Severity
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import PageFact, SiteFacts
from plainleaf.reading.page import Link, Page
from plainleaf.text.addresses import is_web, why_deceiving, why_misread
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

_MADE: Final = re.compile(r"main|source-\d+|fn(?:ref)?[:\d-].*")
"""Ids that the site gives."""


@rule(
    "PL927",
    "A link leads nowhere",
    Severity.ERROR,
    fix="Name a page or file from the folder of this page, and a heading that it has.",
)
def dead_link(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A reader who looked for a warning sign would be stranded, and a build stops at it."""
    if site.pages is None:
        return
    files = frozenset(one.src for one in site.files)
    for link in (*page.links, *page.definitions):
        mail = "@" in link.target and link.target == link.text
        outside = ELSEWHERE.match(link.target) or "\\" in link.target
        if link.target and not mail and not outside:
            trouble = _trouble(page, link.target, files, site)
            if trouble is not None:
                yield Hit(link.line, link.column, *trouble)


def _trouble(
    page: Page,
    target: str,
    files: frozenset[str],
    site: SiteFacts,
) -> tuple[str, str] | None:
    known = site.pages or {}
    address, _, anchor = target.partition("#")
    path = unquote(address.partition("?")[0])
    if path.startswith("/"):
        fix = "Write it from the folder of this page, such as ../index.md."
        return f"The link {quoted(target)} begins at the root of a server.", fix
    src = page.src
    if path:
        src = posixpath.normpath(posixpath.join(posixpath.dirname(page.src), path))
    if src not in known:
        if src in files and not path.lower().endswith((".md", ".html", ".htm", "/")):
            return None
        return _no_file(page, path, src, site)
    if anchor and not _has(known[src], unquote(anchor)):
        near = nearest_name(anchor, known[src].heading_ids)
        fix = (
            f"Did you mean {quoted(f'{address}#{near}')}?" if near else "Name one of its headings."
        )
        where = f"{quoted(src)} has" if path else "This page has"
        return f"{where} no heading {quoted(anchor)}.", fix
    return None


def _has(fact: PageFact, anchor: str) -> bool:
    if fact.shape is None or not fact.shape.plain_ids or _MADE.fullmatch(anchor):
        return True
    return anchor in fact.heading_ids or anchor in fact.card_anchors


def _no_file(page: Page, path: str, src: str, site: SiteFacts) -> tuple[str, str]:
    known = site.pages or {}
    stem = re.sub(r"(?:\.html?|/)$", "", src, flags=re.IGNORECASE)
    meant = next((one for one in (f"{stem}.md", f"{stem}/index.md") if one in known), None)
    meant = meant or nearest_name(src, known)
    if not path.lower().endswith((".md", ".html", ".htm", "/")):
        return f"There is no file {quoted(src)}.", "Add it, or delete the link."
    if meant is None:
        return f"There is no page {quoted(src)}.", "Write it, or delete the link."
    near = posixpath.relpath(meant, posixpath.dirname(page.src) or ".")
    return f"There is no page {quoted(src)}.", f"Did you mean {quoted(near)}?"


@rule(
    "PL928",
    "An address does not lead where it seems to lead",
    Severity.ERROR,
    fix="Write the whole address with https://, its host in ASCII letters, and as the words of "
    "the link either words or that same address.",
)
def deceiving(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Browsers guess at half an address, and a reader who trusts a name ends somewhere else."""
    # The words of a definition are its name.
    defined = [replace(one, text="") for one in page.definitions]
    for link in (*page.links, *defined):
        if dangerous(link.target):
            continue
        reason = _reason(link)
        if reason:
            message = f"The address {quoted(link.target)} {reason}."
            fix = 'Write the plain address, such as "https://example.org/page".'
            yield Hit(link.line, link.column, message, fix)


def _reason(link: Link) -> str:
    if "\\" in link.target:
        return why_misread(link.target)
    if not is_web(link.target):
        other = ELSEWHERE.match(link.target)
        known = link.target.lower().startswith(("mailto:", "tel:"))
        return "is of a kind that no page may have" if other and not known else ""
    try:
        return why_misread(link.target) or why_deceiving(link.target, link.text)
    except ValueError:
        return "is no address"
