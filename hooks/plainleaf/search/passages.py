"""A finished page taken apart into passages, as a search index should read it.

A passage begins at a heading that has an address. What helps nobody in a list of results is left
out: citation numbers and sources, respellings, drawings, menus, and whatever carries the attribute
`data-search-exclude`, such as definitions that are repeated on a page for its popovers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from lxml import etree

from plainleaf.rendering.extensions.terms import CONTROL
from plainleaf.text.seen import END, SCRIPTS, in_plain, one_line

EXCLUDE: Final = "data-search-exclude"
"""The attribute that keeps an element out of search, with all it holds; a heading with its section,
as Material's search reads it."""

_LEFT_OUT_TAGS: Final = frozenset(("svg", "nav", "script", "style", "button", "template"))
_LEFT_OUT_CLASSES: Final = frozenset(
    (
        *("cites", "sources", "srcs"),  # numbers and references
        *("care-l", "care-n", "care-s", "fig-s", "try"),  # what every card, drawing and case says
        "vh",  # what only those hear who do not see
        *("footnote-ref", "footnote-backref"),  # numbers of notes: 5 mg and note 1 are not 51
        # What stands in the glossary's data, where the index takes it from.
        *("entry-say", "entry-m", "abbr", "say", "say-for", "ipa"),
    )
)
_HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))
_BLOCKS: Final = _HEADINGS | {
    *("article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "figcaption"),
    *("figure", "hr", "li", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr"),
    "ul",
    "label",
}
_URGENCY: Final = {"care-now": 3, "care-soon": 2, "care-plan": 1}
_BREAK: Final = "\0"
"""Stands where one block ends and another begins; no page can hold this character."""
_BLOCK_END: Final = " · "


@dataclass(frozen=True)
class Passage:
    """What stands below one heading, up to the next."""

    anchor: str
    """The heading's id; empty for what stands before the first."""
    title: str
    """The heading's words; empty for what stands before the first."""
    text: str
    """The text in one line; what was a block of its own ends with a mark."""
    level: int = 1
    """The heading's level, 1 to 6."""
    urgency: int = 0
    """For a card that says how soon to get help: 3 now, 2 today, 1 later; 0 for anything else."""


def read_passages(html: str) -> tuple[Passage, ...]:
    """The passages of a page in order; the first is what stands before any heading.

    A heading with nothing below it but other headings tells of those; with nothing at all it is
    left out.

    Args:
        html: the page's lead and article.
    """
    parser = etree.HTMLParser(huge_tree=True, collect_ids=False)
    root = etree.fromstring(f"<html><body>{html}</body></html>", parser)
    drafts = [_Draft("", 1, urgency=0)]
    _read(root, drafts)
    passages = [draft.passage() for draft in _kept(drafts)]
    told = (
        one if one.text or not one.anchor else replace(one, text=_headings_below(passages, place))
        for place, one in enumerate(passages)
    )
    # The letters of the glossary are headings too.
    return tuple(one for one in told if not one.anchor or (one.text and len(one.title) > 1))


def _kept(drafts: list[_Draft]) -> Iterator[_Draft]:
    """Yield the drafts that do not stand below an excluded heading."""
    excluded = 0
    for draft in drafts:
        if excluded and draft.level <= excluded:
            excluded = 0
        if draft.excluded and not excluded:
            excluded = draft.level
        if not excluded:
            yield draft


def _headings_below(passages: list[Passage], place: int) -> str:
    """The headings of the next level below one, in one line."""
    level = passages[place].level
    below = list(takewhile(lambda one: one.level > level, passages[place + 1 :]))
    nearest = min((one.level for one in below), default=0)
    return _BLOCK_END.join(one.title for one in below if one.level == nearest)


class _Draft:
    """A passage that is being read."""

    def __init__(
        self, anchor: str, level: int, *, urgency: int, title: str = "", excluded: bool = False
    ) -> None:
        self.anchor = anchor
        self.level = level
        self.urgency = urgency
        self.title = title
        self.excluded = excluded
        self.pieces: list[str] = []

    def passage(self) -> Passage:
        return Passage(
            self.anchor, self.title, _in_one_line("".join(self.pieces)), self.level, self.urgency
        )


def _read(element: etree._Element, drafts: list[_Draft], *, urgency: int = 0) -> None:
    """Add the text of an element to the last draft, and a draft where a passage begins."""
    tag = element.tag
    if not isinstance(tag, str):  # a comment has no name
        return
    if tag == "br" or tag in SCRIPTS:
        drafts[-1].pieces += " " if tag == "br" else _texts(element)
        return
    if tag in _HEADINGS and element.get(EXCLUDE) is not None:
        drafts.append(_Draft("", int(tag[1]), urgency=0, excluded=True))
        return
    if _left_out(element, tag):
        return
    classes = element.get("class")
    if classes:
        urgency = max([urgency, *(_URGENCY.get(name, 0) for name in classes.split())])
    anchor = element.get("id")
    if tag in _HEADINGS and anchor:
        title = _in_one_line("".join(_texts(element)))
        drafts.append(_Draft(anchor, int(tag[1]), urgency=urgency, title=title))
        return
    if tag in _BLOCKS:
        drafts[-1].pieces.append(_BREAK)
    drafts[-1].pieces.append(element.text or "")
    for child in element:
        _read(child, drafts, urgency=urgency)
        drafts[-1].pieces.append(child.tail or "")
    if tag in _BLOCKS:
        drafts[-1].pieces.append(_BREAK)


def _texts(element: etree._Element) -> Iterator[str]:
    """Yield the text of an element that holds no passages."""
    script = SCRIPTS.get(str(element.tag), "")
    yield script
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield " "
        elif isinstance(child.tag, str) and not _left_out(child, child.tag):
            yield from _texts(child)
        yield child.tail or ""
    yield END if script else ""


def _left_out(element: etree._Element, tag: str) -> bool:
    classes = element.get("class") or ""
    if classes == CONTROL:  # a word of the text that opens its definition
        return False
    return (
        tag in _LEFT_OUT_TAGS
        or element.get(EXCLUDE) is not None
        or not _LEFT_OUT_CLASSES.isdisjoint(classes.split())
    )


def _in_one_line(text: str) -> str:
    """Join blocks: with a space after a sentence, with a dot in the middle of the line else."""
    blocks = [one_line(block) for block in in_plain(text).split(_BREAK)]
    line = ""
    for block in filter(None, blocks):
        if line:
            line += " " if line.endswith((".", "!", "?", ":", ";", "…")) else _BLOCK_END
        line += block
    return line
