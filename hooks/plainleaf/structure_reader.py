"""The block structure of Markdown (CommonMark with tables) as a list of events with their lines.

Nine pages of ten are paragraphs, `#` headings, plain lists and tables. Those are read here, in one
pass over the lines. Whatever else begins at the margin (quotations, raw HTML, underlined headings,
definitions, lists with odd indentation, tabs) is left to markdown-it-py, for that stretch of the
page alone: it is the authority, and ten times slower. A test compares the two on generated pages.

Nothing here knows what a page means; what stands inside a paragraph is not read.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MARK: Final = "<!-- -->"
"""A line that ends paragraphs and lists and is nothing else."""


class Event(NamedTuple):
    """One step through the structure; a tuple, because a page has hundreds."""

    kind: str
    """`paragraph`, `heading`, `underlined` (a heading too), `head` or `cell` (of a table), `html`;
    `open` and `close` of `bullets`, `numbers` and `item`, as in `bullets_open`; `quote_open` and
    `quote_close`; `table_open`, `head_row`, `row` and `table_close`."""
    first: int = 0
    """Its first line, as an index."""
    end: int = 0
    """The index after its last line; blank lines after it may be counted in."""
    text: str = ""
    """What it holds, indentation of what it stands in taken away."""
    level: int = 0
    """Of a heading."""


def read_structure(lines: Sequence[str], references: dict[str, tuple[str, int]]) -> list[Event]:
    """Read the structure of a text.

    Args:
        lines: its lines.
        references: takes the definitions of links: name to address and index of the line.
    """
    events: list[Event] = []
    reader = _Plain(events)
    index, end = 0, len(lines)
    while index < end:
        if not lines[index].strip(" \t"):
            index += 1
            continue
        mark = len(events)
        try:
            index = reader.block(lines, index, 0, 0)
        except _Unusual:
            del events[mark:]
            following = _boundary(lines, index)
            events += _by_markdown_it(lines[index:following], index, references)
            index = following
    return events


# --- what markdown-it-py reads ---------------------------------------------------------------


@functools.cache
def _parser() -> MarkdownIt:
    # Imported here: it takes a sixth of the time that checking one page may take.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.disable(["inline", "text_join"])
    # Every address must reach the rules, dangerous ones first of all.
    parser.validateLink = lambda url: url is not None  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


_KINDS: Final[Mapping[str, str]] = {
    "bullet_list_open": "bullets_open",
    "bullet_list_close": "bullets_close",
    "ordered_list_open": "numbers_open",
    "ordered_list_close": "numbers_close",
    "list_item_open": "item_open",
    "list_item_close": "item_close",
    "blockquote_open": "quote_open",
    "blockquote_close": "quote_close",
    "table_open": "table_open",
    "table_close": "table_close",
    "html_block": "html",
}

_OPENS_PAST_BLANKS = re.compile(
    r"[ \t>*+.)0-9-]*(?:```|~~~|<[!?]|<(?:script|pre|style|textarea))", re.IGNORECASE
)
"""Code and raw HTML that go on after a blank line."""
_AT_MARGIN = re.compile(r"[A-Za-z#|]")


def _boundary(lines: Sequence[str], index: int) -> int:
    """Where what begins at an index is over for sure: at words at the margin after a blank line."""
    for at in range(index, len(lines)):
        line = lines[at]
        if at > index and not lines[at - 1].strip(" \t") and (_AT_MARGIN.match(line)):
            return at
        if line != MARK and _OPENS_PAST_BLANKS.match(line):
            break
    return len(lines)


def _by_markdown_it(
    lines: Sequence[str], offset: int, references: dict[str, tuple[str, int]]
) -> list[Event]:
    """Read lines by markdown-it-py; `offset` is the index of the first."""
    environment: dict[str, Any] = {}
    tokens = _parser().parse("\n".join(lines), environment)
    for name, one in environment.get("references", {}).items():
        references.setdefault(name, (str(one["href"]), offset + one["map"][0]))
    return [
        event
        for position, token in enumerate(tokens)
        if (event := _as_event(token, tokens[position - 1], offset)) is not None
    ]


def _as_event(token: Token, before: Token, offset: int) -> Event | None:
    first, end = token.map or (0, 0)
    first, end = first + offset, end + offset
    if token.type == "inline":
        if before.type == "heading_open":
            kind = "heading" if before.markup.startswith("#") else "underlined"
            return Event(kind, first, end, token.content, int(before.tag[1]))
        kind = {"th_open": "head", "td_open": "cell"}.get(before.type, "paragraph")
        return Event(kind, first, end, token.content)
    if token.type == "tr_open":
        return Event("head_row" if before.type == "thead_open" else "row", first, end)
    kind = _KINDS.get(token.type, "")
    return Event(kind, first, end, token.content) if kind else None


# --- what is read here -----------------------------------------------------------------------

_TRIMMED: Final = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""What markdown-it-py trims."""
_DEEPEST: Final = 4

_ITEM = re.compile(r"( {0,3})(?:([-+*])|([0-9]{1,9})([.)])) {1,4}(?![ \t])(?=.)", re.DOTALL)
_ITEM_LIKE = re.compile(r"[ \t]*(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]|$)")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]|$)")
_DELIMITERS = re.compile(r"\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")
_MARKS: Final = "-:|=*_ \t"
"""A line of nothing else may be a rule, an underline, or the second line of a table."""
_STARTS: Final = frozenset("#-+*_=|:<>`~ \t0123456789")
"""With anything else no line begins but one of plain text (or, at first, a definition)."""


class _Unusual(Exception):  # noqa: N818  # it is no error: another reader takes over
    """Something that is not read here."""


class _Plain:
    """Reads what most pages are made of, and gives up on the rest."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events

    def block(self, lines: Sequence[str], index: int, base: int, depth: int) -> int:
        """Read the block that begins on a line that is not blank; return the index after it.

        Args:
            lines: the lines of the page, or of the list item, without its indentation.
            index: where the block begins.
            base: the index in the page of the first of `lines`.
            depth: in how many lists this is.
        """
        line = lines[index]
        first = line[0]
        if first not in _STARTS:
            if first == "[" and "]:" in line:
                raise _Unusual
            return self._paragraph(lines, index, base)
        if first == "#":
            heading = _HEADING.match(line)
            if heading is None:
                return self._paragraph(lines, index, base)
            level = heading.end(1)
            at = base + index
            text = _heading_text(line[level:])
            self.events.append(Event("heading", at, at + 1, text, level))
            return index + 1
        if line == MARK:
            return index + 1
        if first == "|" and index + 1 < len(lines) and _DELIMITERS.fullmatch(lines[index + 1]):
            return self._table(lines, index, base)
        item = _ITEM.match(line)
        if item is not None and line.strip(_MARKS):
            return self._list(lines, index, base, depth, item)
        if _can_be_text(line) and not _ITEM_LIKE.match(line):
            return self._paragraph(lines, index, base)
        raise _Unusual

    def _paragraph(self, lines: Sequence[str], index: int, base: int) -> int:
        at = index + 1
        end = len(lines)
        while at < end:
            line = lines[at]
            if not line or (line[0] in _STARTS and _ends_paragraph(line)):
                break
            at += 1
        if at == index + 1:
            text = lines[index]
        else:
            text = "\n".join(lines[index:at])
            if text[0] == "[" and "]:" in text:
                raise _Unusual
        event = Event("paragraph", base + index, base + at, text.strip(_TRIMMED))
        self.events.append(event)
        return at

    def _table(self, lines: Sequence[str], index: int, base: int) -> int:
        events = self.events
        at = base + index
        head = _cells(lines[index])
        if len(head) != lines[index + 1].count("|") - 1:
            raise _Unusual
        opened = len(events)
        events.append(Event("table_open", at))
        events.append(Event("head_row", at, at + 1))
        events += [Event("head", at, at + 1, cell) for cell in head]
        index += 2
        while index < len(lines):
            line = lines[index]
            if not line.strip(" \t"):
                break
            cells = _cells(line) if line[0] == "|" else []
            if len(cells) != len(head):
                raise _Unusual
            at = base + index
            events.append(Event("row", at, at + 1))
            events += [Event("cell", at, at + 1, cell) for cell in cells]
            index += 1
        events[opened] = Event("table_open", events[opened].first, base + index)
        events.append(Event("table_close"))
        return index

    def _list(
        self, lines: Sequence[str], index: int, base: int, depth: int, item: re.Match[str] | None
    ) -> int:
        if depth >= _DEEPEST or item is None:
            raise _Unusual
        events = self.events
        indent, sort = item.end(1), item.group(2) or item.group(4)
        name = "bullets" if item.group(2) else "numbers"
        opened, start = len(events), base + index
        events.append(Event(f"{name}_open", start))
        while item is not None:
            first = index
            offset = item.end()
            inner, index = _inside(lines, index, offset)
            events.append(Event("item_open", base + first, base + first + len(inner)))
            at = 0
            while at < len(inner):
                # Blank lines were kept, for the places of what follows them.
                at = self.block(inner, at, base + first, depth + 1) if inner[at] else at + 1
            events.append(Event("item_close"))
            end = index
            while index < len(lines) and not lines[index].strip(" \t"):
                index += 1
            item = _next_item(lines, index, indent, sort)
        events[opened] = Event(f"{name}_open", start, base + end)
        events.append(Event(f"{name}_close"))
        return end


def _inside(lines: Sequence[str], index: int, offset: int) -> tuple[list[str], int]:
    """The lines of a list item without their indentation, and the index after the last."""
    inner = [lines[index][offset:]]
    index += 1
    blanks = 0
    while index + blanks < len(lines):
        line = lines[index + blanks]
        if not line.strip(" \t"):
            blanks += 1
            continue
        if line[:offset].strip(" "):
            if not blanks and not _ends_item(line):
                raise _Unusual
            break
        inner += [""] * blanks
        inner.append(line[offset:])
        if inner[-1][0] == "\t":
            raise _Unusual
        index += blanks + 1
        blanks = 0
    return inner, index


def _ends_item(line: str) -> bool:
    """Whether a line that is not indented ends the paragraph of a list item before it."""
    return line == MARK or _HEADING.match(line) is not None or _ITEM.match(line) is not None


def _next_item(lines: Sequence[str], index: int, indent: int, sort: str) -> re.Match[str] | None:
    """The next item of the same list, when one begins on this line."""
    if index >= len(lines):
        return None
    line = lines[index]
    item = _ITEM.match(line)
    if item is None:
        # Indented like a list, or an item without words: not the usual end of a list.
        if line[0] in " \t" or _ITEM_LIKE.match(line):
            raise _Unusual
        return None
    if not line.strip(_MARKS) or item.end(1) != indent:
        raise _Unusual
    return item if sort == (item.group(2) or item.group(4)) else None


def _ends_paragraph(line: str) -> bool:
    """Whether a line that begins with one of `_STARTS` ends the paragraph before it."""
    text = line.lstrip(" ")
    if not text.strip("\t "):
        return True
    if len(line) - len(text) > 3:
        return False
    if text[0] == "\t" or not text.strip(_MARKS) or not _can_be_inside(text):
        raise _Unusual
    if text == MARK or _HEADING.match(text):
        return True
    item = _ITEM.match(text)
    if item is None:
        if _ITEM_LIKE.match(text):
            raise _Unusual
        return False
    return item.group(3) is None or int(item.group(3)) == 1


def _can_be_inside(text: str) -> bool:
    return text == MARK or not text.startswith(("<", ">", "```", "~~~"))


def _can_be_text(line: str) -> bool:
    """Whether a line that begins with one of `_STARTS` is the first of a paragraph."""
    text = line.lstrip(" ")
    if len(line) - len(text) > 3 or text[0] in "\t#" or not text.strip(_MARKS):
        return False
    return not text.startswith(("<", ">", "```", "~~~", "["))


def _heading_text(text: str) -> str:
    """The text of a heading without number signs at its end."""
    shown = text.rstrip(" \t")
    bare = shown.rstrip("#")
    if bare and bare[-1] in " \t":
        shown = bare
    return shown.strip(_TRIMMED)


def _cells(line: str) -> list[str]:
    """The cells of a row of a table."""
    text = line.strip(_TRIMMED)
    if "\\|" in text:
        raise _Unusual
    cells = text.split("|")
    if cells[0] == "":
        del cells[0]
    if cells and cells[-1] == "":
        del cells[-1]
    return [cell.strip(_TRIMMED) for cell in cells]
