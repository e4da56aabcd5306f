"""Reads the text of a page after its front matter: structure, with the place of everything.

Block structure comes from `plainleaf.reading.structure_reader`; `plainleaf.text.inline` reads what
stands inside a paragraph, and `plainleaf.reading.blocks` the `///` lines. Where Python-Markdown,
which renders the page, differs from CommonMark, this follows Python-Markdown (a heading needs no
space after `#` but must not be indented; tests compare the two). It makes no judgment beyond what
would not come out as its author meant it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal

from plainleaf.model.block_specs import CARD_ANCHOR, CARE_BLOCK
from plainleaf.model.kind import Kind
from plainleaf.reading.blocks import TROUBLE_CODES, scan_blocks
from plainleaf.reading.source import Masked, Spot, mask
from plainleaf.reading.structure import Heading, ListBlock, ListItem, Run, Section, Table
from plainleaf.reading.structure_reader import MARK, Event, read_structure
from plainleaf.text.inline import (
    HtmlTag,
    Link,
    find_tags,
    place_on_line,
    places_by_line,
    read_inline,
)

ReportSpot = Callable[[str, Spot], None]
"""Takes the code and the place of something that hinders the reading."""

_HEADING_WITHOUT_SPACE = re.compile(r"^(#{1,6})#*(?=[^#\s]|(?<=#######)\s)")
# Python-Markdown has no limit on the digits, and fails on thousands of them.
_FOOTNOTE = re.compile(r"^\[(\^[^\]\s]+)\]:")
_ID_COUNT = re.compile(r"^(.*)_([0-9]{1,9})$")
_NOT_IN_IDS = re.compile(r"[^\w\s-]")
_SPACES = re.compile(r"[-\s]+")

NESTED_BY: Final = 4
"""Python-Markdown takes text into a list item only when it is indented by this much."""


def _as_commonmark(line: str) -> str:
    """A line that Python-Markdown and CommonMark read differently, as CommonMark would write it."""
    if line.startswith("#"):
        return _HEADING_WITHOUT_SPACE.sub(r"\1 ", line)
    if line.startswith("[^"):
        # A footnote, which CommonMark would take for the definition of a link.
        return _FOOTNOTE.sub(r" \1  ", line)
    return line


def slugify(text: str) -> str:
    """The id that Python-Markdown's table of contents gives a heading, before it is made unique."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _SPACES.sub("-", _NOT_IN_IDS.sub("", text).strip().lower())


_RawHeading = tuple[int, str, int, int, int | None, bool]
"""A heading without its id: level, text, line, column, block, whether it is nested."""


class Body:
    """Reads the text after the front matter."""

    def __init__(
        self, lines: Sequence[str], first_line: int, kind: Kind | None, report: ReportSpot
    ) -> None:
        self.source = lines
        self.first_line = first_line
        self.kind = kind
        self.report = report
        self.headings: list[Heading] = []
        self.runs: list[Run] = []
        self.lists: list[ListBlock] = []
        self.tables: list[Table] = []
        self.tags: list[HtmlTag] = []
        self._raw_headings: list[tuple[_RawHeading, str | None]] = []
        self._lists: list[_OpenList] = []
        self._quotes = 0
        self._table: _OpenTable | None = None

        masked = mask(lines, first_line)
        scan = scan_blocks(masked.lines, first_line)
        self.blocks = scan.blocks
        self.comments = masked.comments
        self.lines = [
            _as_commonmark(line) if line and line[0] in "#[" else line for line in scan.lines
        ]
        for spot in masked.unclosed:
            report("PL215", spot)
        for problem in scan.problems:
            spot = Spot(problem.line, problem.column, problem.message, problem.fix)
            report(TROUBLE_CODES[problem.trouble], spot)

        definitions: dict[str, tuple[str, int]] = {}
        self._block_at = self._map_blocks()
        self._text_lines: set[int] = set()
        self._read(read_structure(self._for_parser(masked, scan.blanked), definitions))
        self.definitions = self._read_definitions(definitions)
        self._name_headings()
        self.sections = self._make_sections()
        self.content_lines = self._find_content(masked.code_lines)

    def _line(self, index: int) -> int:
        """The line of the file for an index into the body, kept inside the file."""
        return self.first_line + min(max(index, 0), max(len(self.lines) - 1, 0))

    def _for_parser(self, masked: Masked, block_lines: frozenset[int]) -> list[str]:
        """The lines as the parser should see them; their number does not change.

        What was blanked still ends paragraphs and lists, so each such part leaves a comment.
        """
        lines = list(self.lines)
        for line in block_lines:
            lines[line - self.first_line] = MARK
        for line, column in masked.code_starts:
            lines[line - self.first_line] = self.source[line - self.first_line][: column - 1] + MARK
        for comment in self.comments:
            # The blank left by a comment must not make code of the text after it.
            end = comment.end_line - self.first_line
            lines[end] = lines[end].lstrip(" ") if lines[end][:4] == "    " else lines[end]
            start = comment.line - self.first_line
            if not lines[start].strip():
                lines[start] = self.source[start][: comment.column - 1] + MARK
        return lines

    def _map_blocks(self) -> Mapping[int, int]:
        """For each line inside a block, the index of the innermost one."""
        inside: dict[int, int] = {}
        for number, block in enumerate(self.blocks):
            last = block.end_line if block.closed else block.end_line + 1
            inside.update(dict.fromkeys(range(block.line, last + 1), number))
        # A block that ends inside another gives the lines after it back, as dict order shows:
        # inner blocks open later and overwrite only their own lines.
        return inside

    def _read(self, events: Sequence[Event]) -> None:
        handlers = self._HANDLERS
        for event in events:
            handlers[event.kind](self, event)

    def _on_list_close(self, _event: Event) -> None:
        self.lists.append(self._lists.pop().close())

    def _on_item_open(self, event: Event) -> None:
        first = event.first
        self._lists[-1].open_item(self.first_line + first, self._column(first), self._last(event))

    def _on_item_close(self, _event: Event) -> None:
        self._lists[-1].close_item()

    def _on_quote_open(self, _event: Event) -> None:
        self._quotes += 1

    def _on_quote_close(self, _event: Event) -> None:
        self._quotes -= 1

    def _on_table_open(self, event: Event) -> None:
        self._table = _OpenTable(
            self._line(event.first), self._last(event), self._runs_on(event.first)
        )

    def _on_row_open(self, event: Event) -> None:
        if self._table is not None:
            self._table.open_row(header=event.kind == "head_row")

    def _on_table_close(self, _event: Event) -> None:
        if self._table is not None:
            self.tables.append(self._table.close(self._block_at.get(self._table.line)))
        self._table = None

    def _on_html(self, event: Event) -> None:
        first, end = event.first, event.end
        lines = [(self._line(index), 1) for index in range(first, max(end, first + 1))]
        self.tags.extend(find_tags(event.text, places_by_line(lines, event.text)))

    def _last(self, event: Event) -> int:
        """The last line of a part that holds anything."""
        last = min(event.end, len(self.lines)) - 1
        while last > event.first and not self.lines[last].strip():
            last -= 1
        return self.first_line + last

    def _column(self, index: int) -> int:
        line = self.lines[index]
        return len(line) - len(line.lstrip(" \t>")) + 1

    def _runs_on(self, index: int) -> bool:
        return self._line(index) - 1 in self._text_lines and index > 0

    def _on_list_open(self, event: Event) -> None:
        start = event.first
        column, line = self._column(start), self._line(start)
        shallow = runs_on = False
        if self._lists:
            around = self._lists[-1]
            nested = line > around.item_line and not self._quotes
            shallow = nested and column - around.column < NESTED_BY
        else:
            runs_on = self._runs_on(start)
        self._lists.append(
            _OpenList(
                ordered=event.kind == "numbers_open",
                line=line,
                column=column,
                end_line=self._last(event),
                depth=len(self._lists),
                block=self._block_at.get(line),
                runs_on=runs_on,
                shallow=shallow,
            )
        )

    def _text(self, event: Event) -> None:
        index, text = event.first, event.text
        line = self.first_line + index
        column = max(self.lines[index].find(text), 0) + 1
        end_line = line
        if "\n" not in text:
            inline = read_inline(text, place_on_line(line, column))
        else:
            places = self._places(index, text)
            inline = read_inline(text, places_by_line(places, text))
            column, end_line = places[0][1], places[-1][0]
        nested = bool(self._lists) or self._quotes > 0
        is_heading = event.level > 0
        if is_heading:
            column = self._column(index)
            if event.kind == "heading" and self._is_indented(index):
                self._indented_heading(line, column)
                is_heading = False
        block = self._block_at.get(line)
        role: Literal["heading", "paragraph"] = "heading" if is_heading else "paragraph"
        in_list = bool(self._lists)
        run = Run(role, text, inline, line, column, end_line, block, in_list)
        self.runs.append(run)
        if inline.tags:
            self.tags.extend(inline.tags)
        if is_heading:
            own = (event.level, inline.plain, line, column, block, nested)
            self._raw_headings.append((own, inline.heading_id))
            return
        if line == end_line:
            self._text_lines.add(line)
        else:
            self._text_lines.update(range(line, end_line + 1))
        if in_list:
            self._lists[-1].runs.append(run)

    def _places(self, index: int, text: str) -> list[tuple[int, int]]:
        """Line and column of each line of a text that begins on the line of an index."""
        places = []
        for offset, part in enumerate(text.split("\n")):
            source = self.lines[index + offset] if index + offset < len(self.lines) else ""
            places.append((self._line(index + offset), max(source.find(part.strip()), 0) + 1))
        return places

    def _is_indented(self, index: int) -> bool:
        """Whether a line begins with spaces that Python-Markdown does not take for nesting."""
        line = self.lines[index].expandtabs(NESTED_BY)
        return (len(line) - len(line.lstrip(" "))) % NESTED_BY != 0

    def _indented_heading(self, line: int, column: int) -> None:
        message = "Spaces before # keep this from being a heading."
        self.report("PL208", Spot(line, column, message, "Delete the spaces."))

    def _on_cell(self, event: Event) -> None:
        table, index = self._table, event.first
        assert table is not None
        source = self.lines[index] if index < len(self.lines) else ""
        line = self._line(index)
        at = source.find(event.text, table.cursor)
        column = (at if at >= 0 else table.cursor) + 1
        table.cursor = column - 1 + len(event.text)
        inline = read_inline(event.text, place_on_line(line, column))
        block = self._block_at.get(line)
        self.runs.append(Run("cell", event.text, inline, line, column, line, block))
        self.tags.extend(inline.tags)
        table.add(inline.plain, header=event.kind == "head")

    def _read_definitions(self, found: Mapping[str, tuple[str, int]]) -> tuple[Link, ...]:
        definitions = (
            Link(name, address, self._line(index), 1, by_name=True)
            for name, (address, index) in found.items()
        )
        return tuple(sorted(definitions, key=lambda link: (link.line, link.text)))

    def _name_headings(self) -> None:
        """Give each heading the id that the table of contents gives it."""
        taken = {own for _, own in self._raw_headings if own}
        # The panel of key points has a heading of its own, named like its block.
        taken.update(block.name for block in self.blocks if block.name == "key-points")
        # So has a care card, named like the card.
        cards = (block for block in self.blocks if block.name == CARE_BLOCK and block.valid)
        taken.update(CARD_ANCHOR + block.argument for block in cards)
        counters: dict[str, int] = {}
        for (level, text, line, column, block, nested), own in self._raw_headings:
            name = own or _unique(slugify(text), taken, counters)
            self.headings.append(Heading(level, text, name, line, column, block, nested))

    def _make_sections(self) -> tuple[Section, ...]:
        starts = [
            heading
            for heading in self.headings
            if heading.level <= 3 and heading.block is None and not heading.nested
        ]
        last_line = self.first_line + max(len(self.lines) - 1, 0)
        sections: list[Section] = []
        for position, heading in enumerate(starts):
            if heading.level != 2:
                continue
            inner = []
            for place in range(position + 1, len(starts)):
                following = starts[place]
                if following.level <= 2:
                    end = following.line - 1
                    break
                inner.append(following)
            else:
                end = last_line
            ends = [one.line - 1 for one in inner[1:]] + [end]
            spec = self.kind.section(heading.text) if self.kind is not None else None
            sections.append(
                Section(
                    heading=heading,
                    line=heading.line,
                    end_line=end,
                    subsections=tuple(
                        Section(one, one.line, its_end)
                        for one, its_end in zip(inner, ends, strict=False)
                    ),
                    spec=spec,
                )
            )
        return tuple(sections)

    def _find_content(self, code_lines: frozenset[int]) -> frozenset[int]:
        titles = {run.line for run in self.runs if run.role == "heading"}
        written = {self.first_line + index for index, line in enumerate(self.lines) if line.strip()}
        # The opening line stands for a block; its content counts by itself.
        shown = {block.line for block in self.blocks if block.valid}
        return frozenset((written - titles) | shown | code_lines)

    _HANDLERS: ClassVar[Mapping[str, Callable[[Body, Event], None]]] = {
        "paragraph": _text,
        "heading": _text,
        "underlined": _text,
        "head": _on_cell,
        "cell": _on_cell,
        "html": _on_html,
        "bullets_open": _on_list_open,
        "bullets_close": _on_list_close,
        "numbers_open": _on_list_open,
        "numbers_close": _on_list_close,
        "item_open": _on_item_open,
        "item_close": _on_item_close,
        "quote_open": _on_quote_open,
        "quote_close": _on_quote_close,
        "table_open": _on_table_open,
        "head_row": _on_row_open,
        "row": _on_row_open,
        "table_close": _on_table_close,
    }


@dataclass
class _OpenList:
    """A list while it is being read."""

    ordered: bool
    line: int
    column: int
    end_line: int
    depth: int
    block: int | None
    runs_on: bool
    shallow: bool
    items: list[ListItem] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    item_line: int = 0
    item_column: int = 0
    item_end: int = 0

    def open_item(self, line: int, column: int, end: int) -> None:
        self.item_line, self.item_column, self.item_end = line, column, end
        self.runs = []

    def close_item(self) -> None:
        self.items.append(
            ListItem(self.item_line, self.item_column, self.item_end, tuple(self.runs))
        )

    def close(self) -> ListBlock:
        return ListBlock(
            self.ordered,
            tuple(self.items),
            self.line,
            self.column,
            self.end_line,
            self.depth,
            self.block,
            self.runs_on,
            self.shallow,
        )


@dataclass
class _OpenTable:
    """A table while it is being read."""

    line: int
    end_line: int
    runs_on: bool
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    cursor: int = 0

    def open_row(self, *, header: bool) -> None:
        self.cursor = 0
        if not header:
            self.rows.append([])

    def add(self, text: str, *, header: bool) -> None:
        (self.header if header or not self.rows else self.rows[-1]).append(text)

    def close(self, block: int | None) -> Table:
        rows = tuple(tuple(row) for row in self.rows)
        return Table(tuple(self.header), rows, self.line, self.end_line, block, self.runs_on)


def _unique(name: str, taken: set[str], counters: dict[str, int]) -> str:
    """Make an id unique the way Python-Markdown does: `name`, `name_1`, `name_2`, …

    `counters` remembers for a name up to which number all are taken, to keep this fast.
    """
    if name in taken or not name:
        match = _ID_COUNT.match(name)
        base, count = (match.group(1), int(match.group(2))) if match else (name, 0)
        known = counters.get(base, 0)
        skip = count <= known or name == f"{base}_{known + 1}"
        count = (max(count, known) if skip else count) + 1
        while f"{base}_{count}" in taken:
            count += 1
        if skip:
            counters[base] = count
        name = f"{base}_{count}"
    taken.add(name)
    return name
