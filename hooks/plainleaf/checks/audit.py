"""Does every link and every file that the finished site names exist, and does it load nothing else?

Looks at what was written, not at what was meant: templates, generated parts and plugins are in it.
MkDocs' own validation sees Markdown only, and says nothing under -q and, of anchors, under -v.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from plainleaf.checks.code_addresses import (
    css_addresses,
    json_addresses,
    script_addresses,
    svg_addresses,
)
from plainleaf.checks.finished import FinishedPage, NamedAddress, read_finished
from plainleaf.checks.rules.finished_site import CODE, FOREIGN, INLINE, LINK
from plainleaf.model.findings import Finding
from plainleaf.model.rule import Rule
from plainleaf.reading.disk import read_regular
from plainleaf.reading.page import Page
from plainleaf.text.printable import quoted

_WRITTEN: Final = frozenset(("http", "https", "mailto", "tel"))
"""Schemes that a link may have."""
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
    rule: Rule = LINK
    """The rule that it breaks."""
    line: int = 1
    """Where it stands in the finished file, from 1."""
    written: str = ""
    """How its author may have written it; empty: as it stands in `address`."""


def audit_site(
    folder: Path,
    pages: Mapping[str, FinishedPage],
    base: str = "/",
    address: str = "",
    contact: str = "",
) -> tuple[Broken, ...]:
    """Everything that the site's files name in vain, or load from elsewhere.

    Args:
        folder: the finished site.
        pages: its pages, by their paths inside it.
        base: the path of its public address, with a slash at its end.
        address: its public address, with a slash at its end; empty while there is none.
        contact: where readers report a mistake: on the site's host it is no page of the site.
    """
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir()}
    site = _LinkTargets(pages, files, base, address, contact)
    found = [one for name, page in pages.items() for one in _broken_on(name, page, site)]
    for name in sorted(files):
        found += _broken_in(name, folder / name, site)
    return tuple(_with_line(one, folder) for one in dict.fromkeys(found))


def audit_html(
    pages: Mapping[str, FinishedPage], theme: Iterable[FinishedPage]
) -> tuple[Broken, ...]:
    """Every element, script and style that a finished page holds and may not.

    Args:
        pages: the pages, by their paths inside the site.
        theme: pages that the theme made of nothing: their scripts and styles are its own.
    """
    own = tuple(theme)
    scripts = {one for page in own for one in page.scripts}
    styles = {one for page in own for one in page.styles}
    found: list[Broken] = []
    for name, page in pages.items():
        found += (
            Broken(name, one.what, one.reason, one.rule, written=one.written)
            for one in page.refused
        )
        found += (_foreign(name, "script", one) for one in page.scripts if one not in scripts)
        found += (_foreign(name, "style", one) for one in page.styles if one not in styles)
    return tuple(dict.fromkeys(found))


def _foreign(name: str, tag: str, text: str) -> Broken:
    said = f"is a {tag} that the theme does not hold"
    return Broken(name, text.strip(), said, CODE, written=f"<{tag}")


@dataclass(frozen=True)
class _LinkTargets:
    """What addresses may lead to."""

    pages: Mapping[str, FinishedPage]
    files: set[str]
    base: str
    address: str
    contact: str


def _broken_in(name: str, path: Path, site: _LinkTargets) -> Iterator[Broken]:
    """What a file that is no page names in vain."""
    try:
        if path.suffix == ".css":
            named = [NamedAddress(one, True) for one in css_addresses(_text(path))]
        elif path.suffix == ".js":
            named = [NamedAddress(one, True) for one in script_addresses(_text(path))]
        elif path.suffix == ".svg":
            named = [NamedAddress(one, True) for one in svg_addresses(read_regular(path))]
        elif path.suffix == ".json":
            yield from _broken_in_json(name, json_addresses(_text(path)), site)
            return
        else:
            return
    except ValueError as error:
        yield Broken(name, name, f"cannot be read: {error}")
        return
    yield from _broken_addresses(name, named, site)


def _broken_in_json(name: str, addresses: Iterable[str], site: _LinkTargets) -> Iterator[Broken]:
    """What JSON names in vain: from its own folder, and, as a search index does, from the top."""
    for address in addresses:
        named = (NamedAddress(address, False),)
        from_top = _broken_addresses(posixpath.basename(name), named, site)
        if any(from_top):
            yield from _broken_addresses(name, named, site)


def _text(path: Path) -> str:
    return read_regular(path).decode("utf-8", "replace")


def _with_line(one: Broken, folder: Path) -> Broken:
    lines = read_regular(folder / one.file).splitlines()
    wanted = one.address.encode()
    line = next((number for number, line in enumerate(lines, 1) if wanted in line), 1)
    return replace(one, line=line)


def outside_links(folder: Path, address: str) -> tuple[str, ...]:
    """Every address outside of the site that its readers may follow; none is fetched.

    Args:
        folder: the finished site.
        address: its own public address.
    """
    found = {
        one.address
        for path in folder.rglob("*.html")
        for one in read_finished(read_regular(path)).named
        if not one.loaded and one.address.lower().startswith(("http:", "https:"))
    }
    return tuple(sorted(one for one in found if not one.startswith(address)))


def audit_findings(found: Iterable[Broken], pages: Mapping[str, Page]) -> tuple[Finding, ...]:
    """What an audit found as findings, at the author's own line where it can be told.

    Args:
        found: what the audit found.
        pages: the pages by the path of their finished file inside the site.
    """
    return tuple(_finding(one, pages.get(one.file)) for one in found)


def _finding(one: Broken, page: Page | None) -> Finding:
    rule = one.rule
    line, column = _place(page, one) if page is not None else (one.line, 1)
    path = page.path if page is not None else f"site/{one.file}"
    message = f"On {one.file}, {quoted(one.address, 80)} {one.reason}."
    return Finding(path, line, column, rule.code, rule.severity, message, rule.fix)


def _place(page: Page, one: Broken) -> tuple[int, int]:
    """Where it stands in its author's text; the first line when a template wrote it."""
    forms = (one.written,) if one.written else (one.address.replace(".html", ".md"), one.address)
    for number, line in enumerate(page.lines, 1):
        for form in forms:
            at = line.lower().find(form.lower())
            if at >= 0:
                return number, at + 1
    return 1, 1


def _broken_on(name: str, page: FinishedPage, site: _LinkTargets) -> Iterator[Broken]:
    yield from _broken_addresses(name, page.named, site)
    for wanted in page.wanted_ids:
        if wanted not in page.ids:
            yield Broken(name, wanted, "names a part of the page that it does not have")
    for attribute in page.inline:
        yield Broken(name, attribute, "is an attribute that browsers will not obey here", INLINE)


def _broken_addresses(
    name: str, named: Iterable[NamedAddress], site: _LinkTargets
) -> Iterator[Broken]:
    for one in named:
        try:
            parts = urlsplit(one.address)
        except ValueError:  # such as a bracket that is never closed
            yield Broken(name, one.address, "is no address")
            continue
        own = bool(site.address) and one.address.startswith(site.address) and not one.loaded
        own = own and one.address != site.contact
        if (parts.scheme or parts.netloc) and not own:
            yield from _broken_elsewhere(name, one, parts.scheme.lower())
            continue
        path = unquote(parts.path)
        target = posixpath.normpath(path.removeprefix(site.base) or ".") if own else None
        if not own:
            target = _target(name, path, site.base)
        if target is None:
            yield Broken(name, one.address, "works only where the site is at the root of a server")
            continue
        if target not in site.files:
            target = posixpath.join(target, "index.html").removeprefix("./")
        if target not in site.files:
            yield Broken(name, one.address, "leads nowhere")
        elif parts.fragment and target in site.pages:
            fragment = unquote(parts.fragment)
            if fragment not in site.pages[target].ids and fragment != "top":
                yield Broken(name, one.address, f"leads to no place on {target}")


def _broken_elsewhere(name: str, one: NamedAddress, scheme: str) -> Iterator[Broken]:
    if one.loaded:
        # A picture may stand in the page itself.
        if scheme != "data":
            yield Broken(name, one.address, "is loaded from another site", FOREIGN)
    elif scheme and scheme not in _WRITTEN:
        yield Broken(name, one.address, "is an address that no page may have")


def _target(name: str, path: str, base: str) -> str | None:
    """The file inside the site that a path leads to, None for one from a server's root."""
    if not path:
        return name
    if not path.startswith("/"):
        return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    if name != _NOT_FOUND or not path.startswith(base):
        return None
    return posixpath.normpath(path.removeprefix(base) or ".")
