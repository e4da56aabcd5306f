"""PL90x: what could run in a reader's browser, or reach out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainleaf.checks.rules.registry import rule
from plainleaf.model.findings import Severity
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import SiteFacts
from plainleaf.reading.page import Page
from plainleaf.text.printable import quoted

RUNS_OR_LOADS = frozenset(
    ("script", "style", "iframe", "frame", "object", "embed", "link", "meta", "base", "form")
)
"""HTML elements that no page may hold."""
_SPACE_AND_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]+")
_DANGEROUS = re.compile(r"^(?:javascript|vbscript|data|file|blob):", re.IGNORECASE)
ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
"""An address outside of this site."""
LOADING_ATTRIBUTES = frozenset(("src", "srcset", "poster", "background"))
"""HTML attributes that make a browser fetch something."""


def dangerous(address: str) -> bool:
    """Whether an address runs code, or hides what it loads."""
    # Browsers ignore spaces and control characters inside the scheme.
    return _DANGEROUS.match(_SPACE_AND_CONTROL.sub("", address)) is not None


@rule(
    "PL901",
    "An HTML element that runs or loads something",
    Severity.ERROR,
    fix="Delete it; pages hold text, and scripts and styles belong to the theme.",
)
def runs_or_loads(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """The site promises to run nothing but its own code, and to ask no other site for anything."""
    for tag in page.tags:
        if tag.name in RUNS_OR_LOADS and not tag.closing:
            message = f"<{tag.name}> is not allowed on a page."
            yield Hit(tag.line, tag.column, message, "Delete it.")


@rule(
    "PL902",
    "An HTML attribute that runs code or sets style",
    Severity.ERROR,
    fix="Delete the attribute.",
)
def event_handler(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Event handlers run code; inline styles are blocked by the site's security policy."""
    for tag in page.tags:
        for name, _ in tag.attributes:
            if name.startswith("on") or name == "style":
                message = f"The attribute {quoted(name)} is not allowed on a page."
                yield Hit(tag.line, tag.column, message, "Delete it.")


@rule(
    "PL903",
    "An address that runs code",
    Severity.ERROR,
    fix="Link to a page or to an https address.",
)
def dangerous_address(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Addresses such as javascript: run code in the reader's browser."""
    for link in (*page.links, *page.definitions):
        if dangerous(link.target):
            yield _not_allowed(link.target, link.line, link.column)
    for image in page.images:
        if dangerous(image.target):
            yield _not_allowed(image.target, image.line, image.column)
    for tag in page.tags:
        for _, value in tag.attributes:
            if dangerous(value):
                yield _not_allowed(value, tag.line, tag.column)


def _not_allowed(address: str, line: int, column: int) -> Hit:
    message = f"The address {quoted(address, 40)} is not allowed on a page."
    return Hit(line, column, message, "Link to a page or to an https address.")


@rule(
    "PL904",
    "A picture from another site",
    Severity.ERROR,
    fix="Add the picture to the site as a figure, when its license allows it.",
)
def foreign_picture(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """It tells another site who reads this page, and is missing on a hospital's network."""
    fix = "Add it to the site as a figure."
    for image in page.images:
        if ELSEWHERE.match(image.target) and not dangerous(image.target):
            message = f"The picture {quoted(image.target, 40)} is on another site."
            yield Hit(image.line, image.column, message, fix)
    for tag in page.tags:
        for name, value in tag.attributes:
            if name in LOADING_ATTRIBUTES and ELSEWHERE.match(value) and not dangerous(value):
                message = f"{quoted(value, 40)} would be loaded from another site."
                yield Hit(tag.line, tag.column, message, fix)
