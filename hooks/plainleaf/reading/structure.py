"""What a page is made of: headings, text, lists, tables, sections, each with its place.

Types only, and how to select them by line. `plainleaf.reading.body` makes them for
`plainleaf.reading.page`.
"""

from __future__ import annotations

import bisect
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, Protocol, TypeVar

from plainleaf.model.kind import SectionSpec
from plainleaf.reading.blocks import Block
from plainleaf.text.inline import Inline


class OnLine(Protocol):
    """Anything that stands on a line of the page."""

    @property
    def line(self) -> int:
        """Line in the file."""


_P = TypeVar("_P", bound=OnLine)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, with the id that it has on the built page."""

    level: int
    """1 to 6."""
    text: str
    """Its plain text."""
    id: str
    """The id that Python-Markdown gives it, or that `{#id}` sets."""
    line: int
    """Line in the file."""
    column: int
    """Column of its first character, from 1."""
    block: int | None = None
    """Index of the block it stands in; such a heading begins no section."""
    nested: bool = False
    """Whether it stands inside a list or quotation; such a heading begins no section."""


class Run(NamedTuple):
    """One paragraph, heading, or table cell."""

    role: Literal["paragraph", "heading", "cell"]
    """What the text is."""
    text: str
    """The text as the author wrote it, without indentation."""
    inline: Inline
    """What it holds."""
    line: int
    """Line in the file."""
    column: int
    """Column of its first character."""
    end_line: int
    """Its last line."""
    block: int | None = None
    """Index of the innermost block it stands in."""
    in_list: bool = False
    """Whether it is (part of) a list item."""

    @property
    def plain(self) -> str:
        """The text as readers see it."""
        return self.inline.plain


class ListItem(NamedTuple):
    """One item of a list."""

    line: int
    """Line in the file."""
    column: int
    """Column of its bullet or number."""
    end_line: int
    """Its last line, nested lists included."""
    runs: tuple[Run, ...]
    """Its own paragraphs, without those of nested lists."""

    @property
    def plain(self) -> str:
        """Its own text as readers see it."""
        return " ".join(run.plain for run in self.runs)

    @property
    def bold(self) -> tuple[str, ...]:
        """Its bold parts."""
        return tuple(part for run in self.runs for part in run.inline.bold)


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list, nested ones listed separately."""

    ordered: bool
    """Whether its items are numbered."""
    items: tuple[ListItem, ...]
    """Its items."""
    line: int
    """Line in the file."""
    column: int
    """Column of its first bullet or number."""
    end_line: int
    """Its last line."""
    depth: int
    """0 for a list that is not inside another."""
    block: int | None = None
    """Index of the innermost block it stands in."""
    runs_on: bool = False
    """Whether it follows a text line directly, so that the site would print it as that text."""
    shallow: bool = False
    """Whether it is nested by fewer than 4 spaces, so that the site would not nest it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    header: tuple[str, ...]
    """The plain text of its header cells."""
    rows: tuple[tuple[str, ...], ...]
    """The plain text of its other cells."""
    line: int
    """Line in the file."""
    end_line: int
    """Its last line."""
    block: int | None = None
    """Index of the innermost block it stands in."""
    runs_on: bool = False
    """Whether it follows a text line directly, so that the site would print it as that text."""


@dataclass(frozen=True, slots=True)
class Section:
    """A `##` or `###` heading and what belongs to it."""

    heading: Heading
    """Its heading."""
    line: int
    """The line of its heading."""
    end_line: int
    """Its last line, subsections included."""
    subsections: tuple[Section, ...] = ()
    """The `###` sections of a `##` section."""
    spec: SectionSpec | None = None
    """The section of the page's kind that its heading names."""

    @property
    def title(self) -> str:
        """The text of its heading."""
        return self.heading.text


def within(things: Sequence[_P], area: Section | Block) -> Sequence[_P]:
    """The things on the lines of a section, or between the opening and closing line of a block.

    `things` must be in the order of their lines, as all of a page's are.
    """
    if isinstance(area, Section):
        return between(things, area.line, area.end_line)
    return between(things, area.line + 1, area.end_line - (1 if area.closed else 0))


def between(things: Sequence[_P], first: int, last: int) -> Sequence[_P]:
    """The things that begin on the lines from `first` to `last`; `things` in order of lines."""
    start = bisect.bisect_left(things, first, key=line_of)
    return things[start : bisect.bisect_right(things, last, lo=start, key=line_of)]


line_of: Final[Callable[[OnLine], int]] = operator.attrgetter("line")
"""The line of a thing, as a sort key."""
