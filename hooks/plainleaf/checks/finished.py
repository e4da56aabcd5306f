"""A finished page, read once for all who ask what is in it: the audit and the security policy."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from plainleaf.checks.allowed_html import Element, RefusedHtml, refused
from plainleaf.checks.code_addresses import (
    css_addresses,
    json_addresses,
    runs_or_styles,
    script_addresses,
)
from plainleaf.reading.disk import read_regular


class NamedAddress(NamedTuple):
    """An address in a file, and whether a browser fetches it by itself."""

    address: str
    loaded: bool


@dataclass(frozen=True)
class FinishedPage:
    """What matters of one finished page, in the order of the page."""

    ids: frozenset[str]
    """What a link can lead to."""
    named: tuple[NamedAddress, ...]
    """Every address."""
    wanted_ids: tuple[str, ...]
    """What an element says of another by its id."""
    inline: tuple[str, ...]
    """Attributes that run or style something, as `onclick=`."""
    scripts: tuple[str, ...]
    """Scripts that stand in the page and run."""
    styles: tuple[str, ...]
    """Styles that stand in the page."""
    refused: tuple[RefusedHtml, ...] = ()
    """What no page may hold, but for the scripts and styles themselves."""


ReadEach = Callable[[Iterable[bytes]], Iterable[FinishedPage]]
"""Gives for each page what `read_finished` reads in it."""


def read_each(pages: Iterable[bytes]) -> Iterable[FinishedPage]:
    """Read one page after another."""
    return map(read_finished, pages)


def read_site(folder: Path, each: ReadEach = read_each) -> dict[str, FinishedPage]:
    """Read every page of a finished site, by its path inside the site.

    Args:
        folder: the finished site.
        each: reads the pages one by one.
    """
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*.html")}
    files = {name: file for name, file in sorted(found.items()) if not file.is_dir()}
    pages = each(read_regular(file) for file in files.values())
    return dict(zip(files, pages, strict=True))


class _AttributeRole(Enum):
    """What an attribute says."""

    ID = auto()
    FOLLOWED = auto()
    LOADED = auto()
    SOURCES = auto()
    WANTED = auto()
    INLINE = auto()


_EVERYWHERE: Final = MappingProxyType(
    {
        "id": _AttributeRole.ID,
        **dict.fromkeys(
            ("src", "poster", "background", "formaction", "ping", "manifest"), _AttributeRole.LOADED
        ),
        **dict.fromkeys(("srcset", "imagesrcset"), _AttributeRole.SOURCES),
        **dict.fromkeys(
            ("aria-labelledby", "aria-describedby", "aria-controls", "for", "popovertarget"),
            _AttributeRole.WANTED,
        ),
    }
)
"""Attributes that say the same on any element."""
_SOMEWHERE: Final = MappingProxyType(
    {
        ("a", "name"): _AttributeRole.ID,
        ("a", "href"): _AttributeRole.FOLLOWED,
        ("area", "href"): _AttributeRole.FOLLOWED,
        ("object", "data"): _AttributeRole.LOADED,
        ("form", "action"): _AttributeRole.LOADED,
        ("use", "href"): _AttributeRole.LOADED,
        ("use", "xlink:href"): _AttributeRole.LOADED,
        ("image", "href"): _AttributeRole.LOADED,
        ("image", "xlink:href"): _AttributeRole.LOADED,
        ("feimage", "href"): _AttributeRole.LOADED,
    }
)
"""The others, with their elements."""
_FETCHED_LINKS: Final = frozenset(
    (
        *("stylesheet", "icon", "manifest", "preload", "modulepreload", "prefetch"),
        *("apple-touch-icon", "preconnect", "dns-prefetch", "prerender"),
    )
)


@functools.cache  # sites have a hundred thousand attributes and a hundred kinds of them
def _role(tag: str, name: str) -> _AttributeRole | None:
    if runs_or_styles(name.lower()):
        return _AttributeRole.INLINE
    return _EVERYWHERE.get(name) or _SOMEWHERE.get((tag, name))


def read_finished(html: bytes) -> FinishedPage:
    """Read a page as browsers do."""
    elements = _elements(html)
    said: dict[_AttributeRole, list[str]] = {role: [] for role in _AttributeRole}
    for tag, attributes, _ in elements:
        for name, value in attributes.items():
            role = _role(tag, name)
            if role is not None:
                said[role].append(f"{name}=" if role is _AttributeRole.INLINE else value or "")
    scripts = [
        (one.node.text(), (one.attributes.get("type") or "").strip().lower())
        for one in elements
        if one.tag == "script" and "src" not in one.attributes
    ]
    styles = [one.node.text() for one in elements if one.tag == "style"]
    named = [NamedAddress(address.strip(), False) for address in said[_AttributeRole.FOLLOWED]]
    named += [NamedAddress(address.strip(), True) for address in said[_AttributeRole.LOADED]]
    named += [
        NamedAddress(source.split()[0], True)
        for sources in said[_AttributeRole.SOURCES]
        for source in sources.split(",")
        if source.strip()
    ]
    for one in elements:
        address = one.attributes.get("href")
        if one.tag == "link" and address is not None:
            kinds = set((one.attributes.get("rel") or "").lower().split())
            named.append(NamedAddress(address.strip(), bool(kinds & _FETCHED_LINKS)))
    named += [NamedAddress(one, True) for text in styles for one in css_addresses(text)]
    for text, kind in scripts:
        named += _named_in_script(text, kind)
    return FinishedPage(
        ids=frozenset(one for one in said[_AttributeRole.ID] if one),
        named=tuple(dict.fromkeys(named)),
        wanted_ids=tuple(one for ids in said[_AttributeRole.WANTED] for one in ids.split()),
        inline=tuple(said[_AttributeRole.INLINE]),
        scripts=tuple(text for text, kind in scripts if not _is_data(kind)),
        styles=tuple(styles),
        refused=tuple(dict.fromkeys(refused(elements))),
    )


def _elements(html: bytes) -> list[Element]:
    root = LexborHTMLParser(html).root
    if root is None:
        return []
    return [Element(node.tag or "", node.attributes, node) for node in root.traverse()]


def _is_data(kind: str) -> bool:
    """Whether a script of this type never runs, such as structured data."""
    return kind.endswith("json")


def _named_in_script(text: str, kind: str) -> Iterator[NamedAddress]:
    if not _is_data(kind):
        yield from (NamedAddress(one, True) for one in script_addresses(text))
    elif kind == "application/ld+json":
        # It says where things are for search engines, in full addresses.
        try:
            yield from (NamedAddress(one, False) for one in json_addresses(text) if "://" in one)
        except ValueError:
            yield NamedAddress("application/ld+json", True)
