"""What a reader gets of each section of a page: what a review of it stands on, and is lost with.

It is read from the finished article, not from the author's file: a blank line, a rewrapped
paragraph, another mark for a bullet or a comment change nothing here, and the definitions that a
section opens, which the author never wrote, count with it. A citation counts as the source that
it leads to, not as its number: a new source in one section renumbers others and changes none.

Two things are left out: what the build says about itself (lists of pages, of reviews, of uses), and
the list of sources, each of which belongs to the sections that cite it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.text.html_words import plain_words

TOP: Final = "top"
"""The section of what stands before the first heading: title, description, lead, key points."""

_SKIPPED_TAGS: Final = frozenset(("script", "style", "nav", "template"))
_SKIPPED_CLASSES: Final = frozenset(
    (
        *("sources", "srcs", "uses", "answers"),
        *("made-contact", "made-how-to-cite", "made-page-list"),
        "made-case-list",
        *("made-review-register", "made-open-points", "made-changes"),
    )
)
"""Lists that the build makes of other pages, the sources, what differs with the site's address, and
what paper repeats."""
_BLOCKS: Final = frozenset(
    (
        *("p", "li", "dt", "dd", "td", "th", "pre", "blockquote", "figcaption", "caption"),
        *("summary", "legend", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "figure"),
        *("hr", "ul", "ol", "dl", "table", "tr", "thead", "tbody", "details", "fieldset", "aside"),
    )
)
_NESTING: Final = frozenset(("ul", "ol"))


@dataclass(frozen=True)
class Line:
    """A paragraph, an item, a cell: what a reader reads in one go."""

    role: str
    """Its element and, for an item, how deep in what; for a cell, which one of its row: `li 2 ul`,
    `td 1`; `quote p` inside a quotation."""
    text: str
    """Its words with the marks that say something, as `10<sup>9</sup>`, white space folded; `[2]`
    stands for the second source that its section cites."""


@dataclass(frozen=True)
class ReviewedSection:
    """One section as a reader gets it."""

    id: str
    """The id of its heading; `top` for what stands before the first."""
    title: str
    """Its heading, in plain words."""
    heading: str = ""
    """Its heading with its marks."""
    lines: tuple[Line, ...] = ()
    """Its words, in order."""
    figures: tuple[str, ...] = ()
    """The ids of its figures."""
    terms: tuple[str, ...] = ()
    """The ids of the terms whose definitions it opens."""
    cited: tuple[str, ...] = ()
    """The keys of the sources that it cites, in order of first use."""
    also: Mapping[str, object] = field(default_factory=dict)
    """What else it shows, as plain data: definitions, figures, references, numbers."""

    @property
    def hash(self) -> str:
        """The SHA-256 of all that."""
        held = {
            "title": self.heading or self.title,
            "lines": [(one.role, one.text) for one in self.lines],
            "also": dict(self.also),
        }
        canonical = json.dumps(held, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


_CITES: Final = re.compile(r"\[\d+\]")


def seen_marks(section: ReviewedSection) -> tuple[str, ...]:
    """Six letters for each line of a section, by which a later pack knows what is new.

    The numbers of sources do not count: another source renumbers those of other lines.
    """
    return tuple(
        hashlib.sha256(_CITES.sub("", one.text).encode("utf-8", "surrogatepass")).hexdigest()[:6]
        for one in section.lines
    )


@dataclass
class _SectionText:
    """A section while it is being read."""

    id: str
    title: str = ""
    heading: str = ""
    lines: list[Line] = field(default_factory=list)
    figures: dict[str, None] = field(default_factory=dict)
    terms: dict[str, None] = field(default_factory=dict)
    cited: dict[str, None] = field(default_factory=dict)


def read_sections(
    lead: str, article: str, sources: Sequence[str], words: str
) -> tuple[ReviewedSection, ...]:
    """Read the sections of a finished article.

    Args:
        lead: the HTML of its lead, which stands above it.
        article: its HTML.
        sources: the key of each source, in the order of their numbers.
        words: what the id of a definition begins with; the id of its term follows.
    """
    reader = _ArticleWalk(sources, words)
    for html in (lead, article):
        body = LexborHTMLParser(f"<!doctype html><body>{html}").body
        if body is not None:
            for node in body.iter(include_text=True):
                reader.top_level(node)
    return tuple(
        ReviewedSection(
            part.id,
            part.title,
            part.heading,
            tuple(part.lines),
            tuple(part.figures),
            tuple(part.terms),
            tuple(part.cited),
        )
        for part in reader.parts
        if part.id == TOP or part.lines
    )


class _ArticleWalk:
    """Walks through an article in reading order."""

    def __init__(self, sources: Sequence[str], words: str) -> None:
        self.sources = sources
        self.words = words
        self.parts = [_SectionText(TOP)]
        self.text: list[str] = []
        self.role = "p"
        self.list = "ul"
        self.quoted = False

    @property
    def part(self) -> _SectionText:
        return self.parts[-1]

    def top_level(self, node: LexborNode) -> None:
        """Read a child of the article; a second-level heading begins a section."""
        if node.tag == "div" and not is_skipped(node) and node.css_first("h2") is not None:
            for child in node.iter(include_text=True):  # the letters of a glossary
                self.top_level(child)
            return
        if node.tag == "h2":
            self._flush()
            self.parts.append(_SectionText(node.attributes.get("id") or ""))
            self._children(node, 0)
            self.part.heading = " ".join("".join(self.text).split())
            self.part.title = plain_words(node)
            self.text = []
            return
        self._node(node, 0, 0)
        self._flush()

    def _flush(self) -> None:
        text = " ".join("".join(self.text).split())
        self.text = []
        if _MARKS.sub("", text).strip():
            role = f"quote {self.role}" if self.quoted else self.role
            self.part.lines.append(Line(role, text))
        self.role = "p"

    def _node(self, node: LexborNode, depth: int, cell: int) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self.text.append(node.text_content or "")
        elif is_skipped(node):
            return
        elif tag in _BLOCKS:
            self._block(node, tag, depth, cell)
        else:
            self._inline(node, tag, depth)

    def _block(self, node: LexborNode, tag: str, depth: int, cell: int) -> None:
        if tag == "figure":
            self.part.figures[(node.id or "").partition("-")[2]] = None
        self._flush()
        self.role = _role(tag, depth, cell, self.list)
        outer = self.list, self.quoted
        self.list = tag if tag in _NESTING else self.list
        self.quoted = self.quoted or tag == "blockquote"
        self._children(node, depth + (tag in _NESTING))
        self._flush()
        self.list, self.quoted = outer
        if tag == "hr":
            self.part.lines.append(Line(tag, "---"))

    def _inline(self, node: LexborNode, tag: str, depth: int) -> None:
        attributes = node.attributes
        if "cite" in (attributes.get("class") or "").split():
            self._cite(attributes.get("href") or "", node.text())
            return
        opened = attributes.get("popovertarget") or ""
        if opened.startswith(self.words):
            self.part.terms[opened.removeprefix(self.words)] = None
        shown = _SHOWN.get(tag)
        before = shown(attributes) if shown is not None else ""
        mark = _mark(tag, attributes)
        self.text.append(before + (f"<{mark}>" if mark else ""))
        self._children(node, depth)
        self.text.append(f"</{tag}>" if mark else "")

    def _children(self, node: LexborNode, depth: int) -> None:
        cell = 0
        for child in node.iter(include_text=True):
            cell += child.tag in {"td", "th"}
            self._node(child, depth, cell)

    def _cite(self, address: str, numbers: str) -> None:
        """Read a link to a source; a mark holds the numbers of all that it stands for."""
        for number in numbers.split(", ") if "," in numbers else [address.rpartition("-")[2]]:
            known = number.isdigit() and 0 < int(number) <= len(self.sources)
            key = self.sources[int(number) - 1] if known else "?"
            cited = self.part.cited
            cited.setdefault(key, None)
            self.text.append(f"[{list(cited).index(key) + 1}]")


_SHOWN: Final[Mapping[str, Callable[[Mapping[str, str | None]], str]]] = MappingProxyType(
    {
        "br": lambda _one: " ",
        "img": lambda one: f" [{one.get('alt') or ''}] ",
        "input": lambda one: "[x] " if "checked" in one else "",
    }
)
"""What elements without words show."""
_MARKED: Final = frozenset(
    ("sup", "sub", "strong", "em", "b", "i", "code", "kbd", "del", "s", "u", "q", "mark", "a")
) | {"abbr", "bdi", "bdo"}
"""Inline elements that change what words say, or where they lead."""
_MARKS: Final = re.compile(r"</?[a-z]+(?: [^<>]*)?>")
_SAID: Final = ("href", "title", "lang", "dir")


def _mark(tag: str, attributes: Mapping[str, str | None]) -> str:
    """An inline element with the attributes that readers get; empty for one that says nothing."""
    if tag not in _MARKED:
        return ""
    said = (f'{name}="{attributes[name]}"' for name in _SAID if attributes.get(name))
    return " ".join((tag, *said))


def _role(tag: str, depth: int, cell: int, inside: str) -> str:
    if tag == "li":
        return f"li {depth} {inside}"
    return f"{tag} {cell}" if tag in {"td", "th"} else tag


def is_skipped(node: LexborNode) -> bool:
    """Whether nothing of an element belongs to what somebody reviews."""
    if node.tag in _SKIPPED_TAGS or node.tag == "-comment":
        return True
    classes = (node.attributes.get("class") or "").split()
    return not _SKIPPED_CLASSES.isdisjoint(classes)
