"""PL927 and PL928: where the links of a page lead, before anything is built."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import quote, unquote

from plainleaf.checks.rules.registry import rule
from plainleaf.checks.rules.safety import ELSEWHERE, dangerous
from plainleaf.model.findings import Severity
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import PageFact, SiteFacts
from plainleaf.reading.page import Link, Page
from plainleaf.text.addresses import is_web, why_deceiving, why_misread
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

_FOOTNOTE: Final = re.compile(r"fn(?:ref)?[:\d-].*")
_NUMBERED: Final = re.compile(r"(?:source|cite)-\d+(?:-\d+)?")
_GENERATED: Final = re.compile(
    r"letter-[a-z]+|subject-\d+|(?:figure|question|plain)-.+|revealed|review-state"
)
"""Ids that the site gives on pages with generated parts."""
_RULES: Final = "rule-list"
"""The block whose ids are those of all rules."""
_HOST: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/.*)?", re.IGNORECASE)
_UNPUBLISHED: Final = re.compile(r"(?:.*/)?(?:_[^/]*/.*|figures\.yml|leaflet\.yml|figures/.*\.svg)")
_PAGE_ENDS: Final = (".md", ".html", ".htm", "/")
_WHOLE: Final = 300
"""Characters of what is to be typed that a message shows: all of it."""


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
        if link.target and not mail and not _outside(link.target):
            trouble = _trouble(page, link.target, files, site)
            if trouble is not None:
                yield Hit(link.line, link.column, *trouble)
    for image in page.images:
        src = _src(page, image.target)
        if image.target and not _outside(image.target) and src not in files:
            meant = _nearest(src, files)
            fix = _did_you_mean(page, meant) if meant else "Add it, or delete the picture."
            message = f"There is no picture {quoted(src, _WHOLE)}."
            yield Hit(image.line, image.column, message, fix)


def _outside(target: str) -> bool:
    return bool(ELSEWHERE.match(target)) or "\\" in target


def _src(page: Page, target: str) -> str:
    """What a link leads to, as a path inside docs/; an empty path is the page itself."""
    path = unquote(re.split("[?#]", target, maxsplit=1)[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.src), path)) if path else ""


def _trouble(
    page: Page,
    target: str,
    files: frozenset[str],
    site: SiteFacts,
) -> tuple[str, str] | None:
    known = site.pages or {}
    address, _, anchor = target.partition("#")
    bare, asks, _ = address.partition("?")
    path = unquote(bare)
    if path.startswith("/"):
        return _from_root(page, target, site)
    src = _src(page, target) or page.src
    if src not in known:
        if src not in files or path.lower().endswith(_PAGE_ENDS):
            return _no_file(page, path, src, site)
        if _UNPUBLISHED.fullmatch(src):
            return f"{quoted(src, _WHOLE)} is not published.", "Link to the page that shows it."
        return None
    if asks:
        return f"No page of this site reads what stands behind {quoted('?')}.", "Delete it."
    anchor = unquote(anchor)
    if anchor and not _has(known[src], anchor, site):
        return _no_anchor(page, src, address, anchor, site)
    return None


def _from_root(page: Page, target: str, site: SiteFacts) -> tuple[str, str]:
    meant = _meant(target.lstrip("/").partition("#")[0].partition("?")[0], site)
    near = _did_you_mean(page, meant) if meant else ""
    fix = near or "Write it from the folder of this page, such as ../index.md."
    return f"The link {quoted(target)} begins at the root of a server.", fix


def _no_anchor(page: Page, src: str, address: str, anchor: str, site: SiteFacts) -> tuple[str, str]:
    fact = (site.pages or {})[src]
    where = f"{quoted(src, _WHOLE)} has" if address else "This page has"
    message = f"{where} no heading {quoted(anchor)}."
    if _NUMBERED.fullmatch(anchor):
        message = f"{quoted(anchor)} is a number that changes with each source."
        return message, "Cite the source itself: [@KEY]."
    moved = site.moved.get(f"{src}#{anchor}")
    if moved is not None:
        return message, f"It has moved. Write {quoted(_relative(page, moved), _WHOLE)}."
    explained = site.terms or () if fact.shape is not None and fact.shape.defines_terms else ()
    near = nearest_name(anchor, {*fact.heading_ids, *fact.card_anchors, *explained})
    if near:
        return message, f"Did you mean {quoted(f'{address}#{near}', _WHOLE)}?"
    return message, "Name one of its headings."


def _has(fact: PageFact, anchor: str, site: SiteFacts) -> bool:
    shape = fact.shape
    if anchor in fact.heading_ids or anchor in fact.card_anchors or _FOOTNOTE.fullmatch(anchor):
        return True
    if shape is None or _RULES in shape.blocks:
        return True
    if shape.defines_terms and anchor in (site.terms if site.terms is not None else (anchor,)):
        return True
    return not shape.plain_ids and _GENERATED.fullmatch(anchor) is not None


def _no_file(page: Page, path: str, src: str, site: SiteFacts) -> tuple[str, str]:
    if _HOST.fullmatch(path) and not path.lower().endswith((".md", ".html", ".htm")):
        whole = quoted(f"https://{path}", _WHOLE)
        files = {one.src for one in site.files}
        if path.lower().startswith("www.") or not _nearest(src, files):
            return f"There is no file {quoted(src, _WHOLE)}.", f"Did you mean {whole}?"
    what = "page" if path.lower().endswith(_PAGE_ENDS) else "file"
    meant = _meant(src, site) or _nearest(src, site.pages or ())
    if what == "file" and meant is None:
        meant = _nearest(src, [one.src for one in site.files if not one.is_page])
    message = f"There is no {what} {quoted(src, _WHOLE)}."
    if meant is not None:
        return message, _did_you_mean(page, meant)
    return message, "Write it, or delete the link." if what == "page" else "Delete the link."


def _meant(src: str, site: SiteFacts) -> str | None:
    """The page that a path means which is written as on the web: as a folder, or with .html."""
    moved = site.moved.get(src)
    if moved is not None:
        return moved
    stem = re.sub(r"(?:\.html?|/)$", "", src, flags=re.IGNORECASE)
    forms = (f"{stem}.md", posixpath.normpath(posixpath.join(stem, "index.md")))
    return next((one for one in forms if one in (site.pages or {})), None)


def _nearest(src: str, known: Iterable[str]) -> str | None:
    """The file that was probably meant; none where only the folders are alike."""
    folder, name = posixpath.split(src)
    known = tuple(known)
    beside = {one for one in known if posixpath.dirname(one) == folder}
    names = {posixpath.splitext(posixpath.basename(one))[0]: one for one in beside}
    stem = posixpath.splitext(name)[0]
    near = nearest_name(stem, names)
    if near is not None:
        return names[near]
    elsewhere = [one for one in known if posixpath.basename(one) == name and name != "index.md"]
    if elsewhere:
        return nearest_name(src, elsewhere) or elsewhere[0]
    folders = {posixpath.dirname(one): one for one in known if posixpath.basename(one) == name}
    near = nearest_name(folder, [one for one in folders if one])
    return folders[near] if near is not None else None


def _relative(page: Page, place: str) -> str:
    """A place inside docs/ as a link from a page."""
    src, sign, anchor = place.partition("#")
    return posixpath.relpath(src, posixpath.dirname(page.src) or ".") + sign + anchor


def _did_you_mean(page: Page, meant: str) -> str:
    return f"Did you mean {quoted(quote(_relative(page, meant), safe='/#.-_~'), _WHOLE)}?"


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
