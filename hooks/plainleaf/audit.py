"""Does every link and every file that the finished pages name exist?

Looks at what was written, not at what was meant: templates, generated parts and plugins are in it.
MkDocs' own validation sees Markdown only, and says nothing under -q and, of anchors, under -v.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from plainleaf.findings import Finding, quoted
from plainleaf.page import Page
from plainleaf.rules.finished_site import FOREIGN, LINK

_FETCHED_LINKS: Final = frozenset(
    ("stylesheet", "icon", "manifest", "preload", "modulepreload", "prefetch", "apple-touch-icon")
)
_WRITTEN: Final = frozenset(("http", "https", "mailto", "tel"))
"""Schemes that a link may have."""
_CSS_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_NOT_FOUND: Final = "404.html"
"""The one page that is shown at any address; its links start at the site's root."""


@dataclass(frozen=True)
class Broken:
    """Something a finished file names that there is not."""

    file: str
    """The file, as a path inside the site."""
    address: str
    """What it names, as it stands there."""
    reason: str
    """What is wrong with it, as the end of a sentence."""
    foreign: bool = False
    """Whether it is loaded from another site."""


@dataclass(frozen=True)
class _Named:
    """An address in a page, and whether a browser fetches it by itself."""

    address: str
    loaded: bool


@dataclass(frozen=True)
class _Read:
    """What matters of one finished page."""

    ids: frozenset[str]
    named: tuple[_Named, ...]
    wanted_ids: tuple[str, ...]


def audit_site(folder: Path, base: str = "/") -> tuple[Broken, ...]:
    """Return everything that the site's pages and stylesheets name in vain.

    Args:
        folder: the finished site.
        base: the path of its public address, with a slash at its end.
    """
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir()}
    pages = {
        name: _read((folder / name).read_bytes())
        for name in sorted(files)
        if name.endswith(".html")
    }
    found = [
        one for name, page in pages.items() for one in _broken_on(name, page, pages, files, base)
    ]
    for name in sorted(files):
        if name.endswith(".css"):
            css = (folder / name).read_text(encoding="utf-8", errors="replace")
            named = (_Named(one.strip(), True) for one in _CSS_URL.findall(css))
            found += _broken_addresses(name, named, pages, files, base)
    return tuple(dict.fromkeys(found))


def outside_links(folder: Path, address: str) -> tuple[str, ...]:
    """Return every address outside of the site that its readers may follow; none is fetched.

    Args:
        folder: the finished site.
        address: its own public address.
    """
    found = {
        one.address
        for path in folder.rglob("*.html")
        for one in _read(path.read_bytes()).named
        if not one.loaded and one.address.lower().startswith(("http:", "https:"))
    }
    return tuple(sorted(one for one in found if not one.startswith(address)))


def audit_findings(found: Iterable[Broken], pages: Mapping[str, Page]) -> tuple[Finding, ...]:
    """Return what an audit found as findings, at the author's own line where it can be told.

    Args:
        found: what the audit found.
        pages: the pages by the path of their finished file inside the site.
    """
    return tuple(_finding(one, pages.get(one.file)) for one in found)


def _finding(one: Broken, page: Page | None) -> Finding:
    rule = FOREIGN if one.foreign else LINK
    line, column = _place(page, one.address) if page is not None else (1, 1)
    path = page.path if page is not None else f"site/{one.file}"
    message = f"On {one.file}, {quoted(one.address, 80)} {one.reason}."
    return Finding(path, line, column, rule.code, rule.severity, message, rule.mend)


def _place(page: Page, address: str) -> tuple[int, int]:
    """Where an address stands in its author's text; the first line when a template wrote it."""
    written = address.replace(".html", ".md")
    for number, line in enumerate(page.lines, 1):
        for form in (written, address):
            at = line.find(form)
            if at >= 0:
                return number, at + 1
    return 1, 1


def _xpath(path: str) -> etree.XPath:
    return etree.XPath(path, smart_strings=False)


# By XPath and not by a loop over elements: the loop costs more than the parsing.
_IDS: Final = _xpath("//@id | //a/@name")
_LINKS: Final = _xpath("//a/@href | //area/@href")
_LOADED: Final = _xpath(
    "//@src | //@poster | //@background | //object/@data | //use/@href | //image/@href"
    " | //use/@*[name()='xlink:href'] | //image/@*[name()='xlink:href']"
)
_SOURCES: Final = _xpath("//@srcset")
_HEAD_LINKS: Final = _xpath("//link[@href]")
_NAMED_IDS: Final = _xpath(
    "//@aria-labelledby | //@aria-describedby | //@aria-controls | //@for | //@popovertarget"
)


def _read(html: bytes) -> _Read:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, collect_ids=False)
    root = etree.fromstring(html or b"<html/>", parser)
    named = [_Named(address.strip(), False) for address in _LINKS(root)]
    named += [_Named(address.strip(), True) for address in _LOADED(root)]
    named += [
        _Named(source.split()[0], True)
        for sources in _SOURCES(root)
        for source in sources.split(",")
        if source.strip()
    ]
    for link in _HEAD_LINKS(root):
        kinds = set(link.get("rel", "").lower().split())
        named.append(_Named(link.get("href").strip(), bool(kinds & _FETCHED_LINKS)))
    wanted = [one for ids in _NAMED_IDS(root) for one in ids.split()]
    return _Read(frozenset(_IDS(root)), tuple(dict.fromkeys(named)), tuple(wanted))


def _broken_on(
    name: str, page: _Read, pages: Mapping[str, _Read], files: set[str], base: str
) -> Iterator[Broken]:
    yield from _broken_addresses(name, page.named, pages, files, base)
    for wanted in page.wanted_ids:
        if wanted not in page.ids:
            yield Broken(name, wanted, "names a part of the page that it does not have")


def _broken_addresses(
    name: str,
    named: Iterable[_Named],
    pages: Mapping[str, _Read],
    files: set[str],
    base: str,
) -> Iterator[Broken]:
    for one in named:
        try:
            parts = urlsplit(one.address)
        except ValueError:  # such as a bracket that is never closed
            yield Broken(name, one.address, "is no address")
            continue
        if parts.scheme or parts.netloc:
            yield from _broken_elsewhere(name, one, parts.scheme.lower())
            continue
        target = _target(name, unquote(parts.path), base)
        if target is None:
            yield Broken(name, one.address, "works only where the site is at the root of a server")
            continue
        if target not in files:
            target = posixpath.join(target, "index.html").removeprefix("./")
        if target not in files:
            yield Broken(name, one.address, "leads nowhere")
        elif parts.fragment and target in pages:
            fragment = unquote(parts.fragment)
            if fragment not in pages[target].ids and fragment != "top":
                yield Broken(name, one.address, f"leads to no place on {target}")


def _broken_elsewhere(name: str, one: _Named, scheme: str) -> Iterator[Broken]:
    if one.loaded:
        # A picture may stand in the page itself.
        if scheme != "data":
            yield Broken(name, one.address, "is loaded from another site", foreign=True)
    elif scheme and scheme not in _WRITTEN:
        yield Broken(name, one.address, "is an address that no page may have")


def _target(name: str, path: str, base: str) -> str | None:
    """Return the file inside the site that a path leads to, None for one from a server's root."""
    if not path:
        return name
    if not path.startswith("/"):
        return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    if name != _NOT_FOUND or not path.startswith(base):
        return None
    return posixpath.normpath(path.removeprefix(base) or ".")
