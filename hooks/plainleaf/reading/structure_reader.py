"""The block structure of Markdown (CommonMark with tables) as a list of events with their lines.

Read by markdown-it-py; what a page's blocks are is for `plainleaf.reading.structure`. Nothing here
knows what a page means; what stands inside a paragraph is not read.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MARK: Final = "<!-- -->"
"""A line that ends paragraphs and lists and is nothing else."""


class Event(NamedTuple):
    """One step through the structure."""

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


@functools.cache
def _parser() -> MarkdownIt:
    # Loaded on use: a page that is kept is not read again.
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


def read_structure(lines: Sequence[str], references: dict[str, tuple[str, int]]) -> list[Event]:
    """Read the structure of a text.

    Args:
        lines: its lines.
        references: takes the definitions of links: name to address and index of the line.
    """
    environment: dict[str, Any] = {}
    tokens = _parser().parse("\n".join(lines), environment)
    for name, one in environment.get("references", {}).items():
        references.setdefault(name, (str(one["href"]), one["map"][0]))
    events = (_as_event(token, tokens[position - 1]) for position, token in enumerate(tokens))
    return [
        event
        for event in events
        if event is not None and not (event.kind == "html" and event.text.strip() == MARK)
    ]


def _as_event(token: Token, before: Token) -> Event | None:
    first, end = token.map or (0, 0)
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
