"""What may stand in a finished page: a list of elements and attributes, and nothing else.

The page is read as browsers read it (HTML5), so that no difference between two readers of Markdown
or HTML lets anything slip by. What runs, loads, asks or hides something (`script`, `meta`, `form`,
`input`, `button`, `hidden` …) is allowed only in the exact forms that the theme or an enabled
Markdown extension writes. Which scripts and styles a page may hold says the theme itself: see
`plainleaf.checks.audit`. Addresses that do not exist are for the audit, too.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from plainleaf.checks.code_addresses import runs_or_styles
from plainleaf.checks.rules.finished_site import DECEIVES, DOUBLED, NOT_ALLOWED
from plainleaf.model.rule import Rule
from plainleaf.text.addresses import why_deceiving

Attributes = Mapping[str, str | None]
"""The attributes of an element; None for one without a value."""


class Element(NamedTuple):
    """An element of a finished page."""

    tag: str
    attributes: Attributes
    node: LexborNode


class RefusedHtml(NamedTuple):
    """Something that no page may hold."""

    what: str
    """It, as a reader of the message knows it: `<iframe>`."""
    reason: str
    """What is wrong with it, as the end of a sentence."""
    rule: Rule
    written: str
    """How an author may have written it, to find the line."""


# --- elements and attributes that say nothing but what is read ------------------------------------

_EVERYWHERE: Final = frozenset(
    (
        *("class", "id", "lang", "dir", "title", "role"),
        *("aria-label", "aria-labelledby", "aria-describedby", "aria-hidden", "aria-live"),
        *("aria-current", "data-l", "data-search-exclude", "data-paper"),
    )
)
_PLAIN: Final = (
    *("abbr", "article", "aside", "b", "bdi", "bdo", "blockquote", "body", "br", "caption"),
    *("cite", "code", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "footer"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "i", "ins", "kbd", "main"),
    *("mark", "nav", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong"),
    *("sub", "summary", "sup", "table", "tbody", "tfoot", "thead", "time", "title", "tr", "u"),
    *("ul", "var", "wbr", "html"),
)
_SHAPES: Final = ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
_DRAWN: Final = frozenset(
    (
        *("d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "points", "width"),
        *("height", "transform", "viewBox", "fill", "fill-opacity", "stroke", "stroke-width"),
        *("stroke-linecap", "stroke-linejoin", "font-size", "text-anchor", "dominant-baseline"),
        *("preserveAspectRatio", "focusable"),
    )
)
_LIGHTBOX: Final = ("data-type", "data-width", "data-height", "data-desc-position")
_CELL: Final = frozenset(("scope", "colspan", "rowspan", "headers"))
_ELEMENTS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        **dict.fromkeys(_PLAIN, frozenset[str]()),
        **dict.fromkeys((*_SHAPES, "text"), _DRAWN),
        "a": frozenset(("href", "rel", "download", "data-finding", *_LIGHTBOX)),
        "img": frozenset(("src", "alt", "width", "height", "loading", "decoding")),
        "td": _CELL,
        "th": _CELL,
        "col": frozenset(("span",)),
        "colgroup": frozenset(("span",)),
        "ol": frozenset(("start",)),
        "li": frozenset(("value", "data-finding", "data-regions", "data-modalities")),
        "ul": frozenset(("data-region", "data-modality", "data-any", "data-shown")),
        "details": frozenset(("open", "name")),
        "fieldset": frozenset[str](),
        "figure": frozenset(("data-views", "data-first")),
        # What the script of the theme looks for.
        "div": frozenset(("data-view", "data-slice", "data-tabs", "data-md-component")),
        "span": frozenset(("data-clip",)),
        "p": frozenset(("data-copy", "data-search-note")),
        "h2": frozenset(("data-step",)),
        "header": frozenset(("data-md-component",)),
        "main": frozenset(("data-md-component", "data-moved")),
        "aside": frozenset(("data-earlier",)),
    }
)
"""Element to the attributes that it may have beyond those that all may have."""

_VALUES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "dir": frozenset(("ltr", "rtl", "auto")),
        "rel": frozenset(("prev", "next", "footnote")),
        "download": frozenset(("",)),
        "aria-hidden": frozenset(("true",)),
        "role": frozenset(("group", "img", "status", "doc-endnotes", "doc-noteref")),
    }
)
"""The only values that some attributes may have."""


# --- elements that do something: by their exact forms ---------------------------------------------

_ANY: Final = re.compile(r".*", re.DOTALL)
_UP: Final = r"(?:(?:\.\./)*|/|/(?:[^/?#\s]+/)+)"
"""How a page's address of something of its own site begins: 404.html has it from the root."""


def _own(pattern: str) -> re.Pattern[str]:
    return re.compile(_UP + pattern)


class _ElementForm:
    """The exact attributes of an element, and in which element it stands if that matters."""

    def __init__(self, *, parent: str = "", **attributes: str | re.Pattern[str]) -> None:
        self.parent = parent
        self.attributes = {
            # `class_` and `for_`: the names themselves are words of Python.
            name.rstrip("_").replace("_", "-"): value
            for name, value in attributes.items()
        }

    def fits(self, attributes: Attributes, parent: str) -> bool:
        if self.parent and parent != self.parent:
            return False
        return attributes.keys() == self.attributes.keys() and all(
            _is(name, attributes[name] or "", wanted) for name, wanted in self.attributes.items()
        )


def _is(name: str, value: str, wanted: str | re.Pattern[str]) -> bool:
    if isinstance(wanted, re.Pattern):
        return wanted.fullmatch(value) is not None
    # `checked`, `checked=""` and `checked="checked"` are the same.
    return value == wanted or (wanted == "" and value == name)


def _meta(name: str) -> _ElementForm:
    return _ElementForm(parent="head", name=name, content=_ANY)


def _og(name: str) -> _ElementForm:
    return _ElementForm(parent="head", property=f"og:{name}", content=_ANY)


def _link(rel: str, href: re.Pattern[str], **more: str) -> _ElementForm:
    return _ElementForm(parent="head", rel=rel, href=href, **more)


def _search_field(**more: str) -> _ElementForm:
    return _ElementForm(
        name="query",
        aria_label=_ANY,
        placeholder=_ANY,
        autocapitalize="off",
        autocomplete="off",
        spellcheck="false",
        data_md_component="search-query",
        **more,
    )


_SHEET: Final = _own(r"assets/(?:css/[a-z]+|stylesheets/glightbox\.min)\.css")
_ICON: Final = _own(r"assets/[\w./-]+\.(?:svg|png|ico)|data:image/svg\+xml,[^\"'<>]*")
_SCRIPT: Final = _own(r"assets/js/(?:plainleaf|cases?|mark|leave|sources)\.js")
_FORMS: Final[Mapping[str, tuple[_ElementForm, ...]]] = MappingProxyType(
    {
        "meta": (
            _ElementForm(parent="head", charset="utf-8"),
            *map(_meta, ("viewport", "color-scheme", "robots", "description")),
            # At an old address, to the page's new one; never to another site.
            _ElementForm(
                parent="head", http_equiv="refresh", content=re.compile(r"0; url=[\w./%~-]+(#\S*)?")
            ),
            *map(_og, ("title", "description", "site_name", "type", "url", "image")),
        ),
        "link": (
            _link("icon", _ICON),
            _link("icon", _ICON, sizes="32x32"),
            _link("icon", _ICON, type="image/svg+xml"),
            _link("apple-touch-icon", _ICON),
            _link("stylesheet", _SHEET),
            _link("stylesheet", _SHEET, media="print"),
            _link("canonical", re.compile(r"https?://[^\s\"'<>]+")),
            _link(
                "alternate",
                re.compile(r"https?://[^\s\"'<>]+/changes\.atom"),
                type="application/atom+xml",
            ),
        ),
        "script": (
            _ElementForm(parent="head"),
            _ElementForm(parent="head", data_fonts=_own("assets/fonts/")),
            _ElementForm(parent="head", type="application/ld+json"),
            _ElementForm(parent="head", src=_own(r"assets/javascripts/glightbox\.min\.js")),
            _ElementForm(parent="body"),
            _ElementForm(parent="body", id="own", type="application/json"),
            _ElementForm(parent="body", id="init-glightbox"),
            _ElementForm(parent="body", src=_SCRIPT, defer=""),
        ),
        "style": (_ElementForm(parent="head"), _ElementForm(parent="head", id="glightbox-style")),
        "dialog": (
            _ElementForm(
                parent="body",
                aria_label=_ANY,
                class_="search",
                data_base=_ANY,
                data_style=_own(r"assets/css/search\.css"),
                data_scripts=_ANY,
            ),
        ),
        "form": (_ElementForm(name="search", role="search", class_="search-f"),),
        "input": (
            # A task list and tabs, as the Markdown extensions write them.
            _ElementForm(type="checkbox", disabled="", aria_label=_ANY),
            _ElementForm(type="checkbox", disabled="", aria_label=_ANY, checked=""),
            _ElementForm(
                type="radio", id=re.compile(r"__tabbed_\d+_\d+"), name=re.compile("__tabbed.*")
            ),
            _ElementForm(
                type="radio",
                id=re.compile(r"__tabbed_\d+_\d+"),
                name=re.compile("__tabbed.*"),
                checked="",
            ),
            # The search box.
            _ElementForm(type="checkbox", id="__search", data_md_toggle="search", hidden=""),
            _ElementForm(type="checkbox", data_md_toggle="drawer", hidden="", aria_label=_ANY),
            _search_field(),
            _search_field(type="text"),  # which is left out of a page that is made shorter
        ),
        "label": (
            _ElementForm(for_="__search", hidden=""),
            _ElementForm(for_=re.compile(r"__tabbed_\d+_\d+")),
            _ElementForm(class_="colors needs-js"),
            _ElementForm(parent="details"),
        ),
        # The colors, and the message of a reader; nothing of a page is ever sent.
        "select": (_ElementForm(parent="label", data_scheme_choice=""),),
        "option": (_ElementForm(parent="select", value=re.compile("(?:light|dark)?")),),
        "textarea": (_ElementForm(parent="label", rows="8", cols="40", autocomplete="off"),),
        "button": (
            _ElementForm(type="button", class_="needs-js", data_search=""),
            _ElementForm(type="button", class_="btn btn-2 needs-js", data_copy_message=""),
            _ElementForm(type="button", class_="plain needs-js", data_print=""),
            _ElementForm(type="button", class_="tool", data_close=""),
            _ElementForm(type="reset", class_="tool"),
            _ElementForm(type="button", class_="tool needs-js", data_print=""),
            _ElementForm(type="button", class_="tool needs-js", data_search=""),
            # A word that opens its definition, the definition's end, and a clip.
            _ElementForm(
                type="button",
                class_="term",
                popovertarget=re.compile(r"word-[a-z0-9-]+"),
                aria_describedby="word-hint",
            ),
            _ElementForm(
                type="button",
                class_="word-x",
                popovertarget=re.compile(r"word-[a-z0-9-]+"),
                popovertargetaction="hide",
            ),
            _ElementForm(type="button", class_="clip-b", aria_label=_ANY, title=_ANY, hidden=""),
        ),
        "audio": (_ElementForm(aria_label=_ANY, controls="", preload="none"),),
        "source": (
            _ElementForm(
                parent="audio", src=re.compile(r"[^:?#]+"), type=re.compile(r"audio/[a-z0-9]+")
            ),
        ),
    }
)
"""Elements that run, load, ask or play something, each with the only forms that there are."""

_HIDDEN: Final[Mapping[str, tuple[_ElementForm, ...]]] = MappingProxyType(
    {
        "aside": (
            _ElementForm(
                parent="body",
                class_="copy",
                aria_label=_ANY,
                hidden="",
                data_address=_ANY,
                data_expires=_ANY,
            ),
        ),
        "p": (
            _ElementForm(data_copy_old="", hidden=""),
            _ElementForm(id="word-hint", hidden=""),
            _ElementForm(class_="search-x", role="alert", data_search_failure="", hidden=""),
            _ElementForm(
                class_="slip-late",
                hidden="",
                data_next_look=_ANY,
                data_said=_ANY,
                data_more=_ANY,
            ),
        ),
        "nav": (
            _ElementForm(
                parent="body",
                class_="leave",
                aria_label=_ANY,
                hidden="",
                data_place=_ANY,
                data_link=_ANY,
                data_address=_ANY,
                data_copy=_ANY,
                data_copied=_ANY,
                data_hand=_ANY,
                data_share=_ANY,
                data_close=_ANY,
            ),
        ),
        "a": (_ElementForm(parent="nav", class_="leave-p", href="#main", hidden=""),),
        "div": (
            _ElementForm(
                class_="word",
                id=re.compile(r"word-[a-z0-9-]+"),
                popover="",
                role="note",
                aria_labelledby=re.compile(r"word-[a-z0-9-]+-t"),
            ),
        ),
    }
)
"""Elements that are seen only once something happens. Nothing else in a page is hidden."""
_HIDES: Final = frozenset(("hidden", "popover", "inert"))

_ONCE: Final = frozenset(("main", "h1", "footer", "dialog", "form", "title"))
"""Elements that a page has at most once: a second one pretends to be the page."""


# --- reading a page -------------------------------------------------------------------------------


def refused(elements: Iterable[Element]) -> Iterator[RefusedHtml]:
    """Yield everything on a page that no page may hold, in the order of the page.

    Args:
        elements: every element, comments among them (`-comment`).
    """
    ids: Counter[str] = Counter()
    once: Counter[str] = Counter()
    for element in elements:
        yield from _refused(element)
        if element.tag in _ONCE:
            once[element.tag] += 1
        name = element.attributes.get("id")
        if name:
            ids[name] += 1
        if element.tag == "a":
            yield from _deceiving(element)
    for name, count in ids.items():
        if count > 1:
            said = f"is the id of {count} parts of the page"
            yield RefusedHtml(f"#{name}", said, DOUBLED, f"#{name}")
    for tag, count in once.items():
        if count > 1:
            yield RefusedHtml(f"<{tag}>", "stands on the page twice", NOT_ALLOWED, f"<{tag}")


def _refused(element: Element) -> Iterator[RefusedHtml]:
    tag, attributes, node = element
    if tag == "-comment":
        said = "is a comment, which readers of the page's source would read"
        yield RefusedHtml("<!--", said, NOT_ALLOWED, "<!--")
        return
    forms = _FORMS.get(tag)
    if forms is None and not _HIDES.isdisjoint(attributes):
        forms = _HIDDEN.get(tag, ())
    if forms is not None:
        parent = node.parent.tag if node.parent is not None else ""
        if not any(form.fits(attributes, parent or "") for form in forms):
            said = "is an element that only the theme may write, and not as this one"
            yield RefusedHtml(_as_written(element), said, NOT_ALLOWED, f"<{tag}")
        return
    if tag not in _ELEMENTS:
        yield RefusedHtml(f"<{tag}>", "is an element that no page may have", NOT_ALLOWED, f"<{tag}")
        return
    for name, value in attributes.items():
        judged = _allowed(tag, name)
        if judged is False or (judged is not True and (value or "") not in judged):
            said = f"is an attribute that no <{tag}> may have"
            yield RefusedHtml(f'{name}="{value or ""}"', said, NOT_ALLOWED, name)


def _as_written(element: Element) -> str:
    said = "".join(f' {name}="{value or ""}"' for name, value in element.attributes.items())
    return f"<{element.tag}{said}>"


@functools.cache  # sites have a hundred thousand attributes and a hundred kinds of them
def _allowed(tag: str, name: str) -> bool | frozenset[str]:
    """Whether an element may have an attribute, or with which values."""
    if runs_or_styles(name):
        return True  # that has a finding of its own
    if name in _EVERYWHERE or name in _ELEMENTS[tag]:
        return _VALUES.get(name, True)
    return name == "xmlns" and tag == "svg"


# --- links that say one place and lead to another -------------------------------------------------


def _deceiving(element: Element) -> Iterator[RefusedHtml]:
    address = (element.attributes.get("href") or "").strip()
    if not address.lower().startswith(("http:", "https:", "//")):
        return
    try:
        reason = why_deceiving(address, element.node.text())
    except ValueError:
        return  # the audit says that it is no address
    if reason:
        yield RefusedHtml(address, reason, DECEIVES, address)
