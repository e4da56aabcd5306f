"""Takes pieces of finished pages for another document: each whole, as the page has it.

A piece is named by its section and by the words that it begins with. Numbers of sources, marks of
links and what only works on a screen stay behind; every other letter comes along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.model.leaflet import TakenPieces
from plainleaf.text.html_words import plain_words
from plainleaf.text.markup import Markup, trusted

_LEVELS: Final = {f"h{level}": level for level in range(1, 7)}
_LEFT: Final = ".cites, .headerlink, .vh, script, style, template"
_UNWRAPPED: Final = ("a", "button")
_LISTS: Final = frozenset({"ul", "ol"})


class TakenError(ValueError):
    """A piece cannot be taken; the message says what is wrong and how to fix it."""


def take(taken: TakenPieces, lead: str, article: str) -> Markup:
    """What is taken from a page, as HTML.

    Args:
        taken: what to take.
        lead: the HTML of the page's lead.
        article: the HTML of its article.

    Raises:
        TakenError: there is no such piece, or more than one begins so.
    """
    scope = _scope(taken, lead, article)
    if taken.figure:
        return _figure(taken, scope)
    if taken.rows:
        return _rows(taken, scope)
    if taken.items:
        found = _chosen(taken.items, _items(scope), "item", taken)
        return trusted(f"<ul>{''.join(f'<li>{_inside(one)}</li>' for one in found)}</ul>")
    paragraphs = [one for one in scope if one.tag == "p"]
    found = _chosen(taken.paragraphs, paragraphs, "paragraph", taken)
    return trusted("".join(f"<p>{_inside(one)}</p>" for one in found))


def _scope(taken: TakenPieces, lead: str, article: str) -> list[LexborNode]:
    """What stands in a section, its subsections left out."""
    if taken.section is None:
        return [*_children(_body(lead)), *_before_heading(_children(_body(article)))]
    body = _body(article)
    heading = body.css_first(f'[id="{taken.section}"]')
    if heading is None or heading.tag not in _LEVELS:
        raise TakenError(
            f"{taken.page} has no section “{taken.section}”; name the id of a heading there"
        )
    after = []
    node = heading.next
    while node is not None and node.tag not in _LEVELS:
        if node.tag != "-text":
            after.append(node)
        node = node.next
    return after


def _before_heading(nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
    for node in nodes:
        if node.tag in _LEVELS:
            return
        yield node


def _items(scope: Iterable[LexborNode]) -> list[LexborNode]:
    """The items of the lists of a section, those within items left out."""
    found: list[LexborNode] = []
    for node in scope:
        if node.tag in _LISTS:
            found += [one for one in _children(node) if one.tag == "li"]
        elif node.tag in {"div", "section"}:
            found += _items(_children(node))
    return found


def _rows(taken: TakenPieces, scope: Iterable[LexborNode]) -> Markup:
    tables = [one for node in scope for one in _tables(node)]
    if not tables:
        raise TakenError(f"{_place(taken)} holds no table; name items or paragraphs")
    table = tables[0]
    heads = [_inside(one) for one in table.css("thead th")]
    rows = _chosen(taken.rows, table.css("tbody tr"), "row", taken)
    return trusted(f"<ul>{''.join(_line(heads, _children(row)) for row in rows)}</ul>")


def _line(heads: Sequence[str], cells: Sequence[LexborNode]) -> str:
    """A row as a line: what it is about, what comes first, the rest behind its column."""
    about, first, *rest = (_inside(one) for one in cells)
    told = [f"<b>{about}:</b> {first}"]
    told += [f"{head}: {cell}" for head, cell in zip(heads[2:], rest, strict=True)]
    return f"<li>{' '.join(told)}</li>"


def _tables(node: LexborNode) -> list[LexborNode]:
    return [node] if node.tag == "table" else node.css("table")


def _figure(taken: TakenPieces, scope: Iterable[LexborNode]) -> Markup:
    for node in scope:
        stage = node.css_first(".stage")
        if stage is not None:
            legend = node.css_first(".legend")
            for one in legend.css(".no") if legend is not None else ():
                one.decompose()  # paper draws the number itself
            key = f'<ol class="legend">{_inside(legend)}</ol>' if legend is not None else ""
            return trusted(f'<figure class="fig">{stage.html}{key}</figure>')
    raise TakenError(f"{_place(taken)} holds no figure; name a section that does")


def _chosen(
    beginnings: Iterable[str], nodes: Iterable[LexborNode], kind: str, taken: TakenPieces
) -> list[LexborNode]:
    listed = [(node, plain_words(node)) for node in nodes]
    found = []
    for beginning in beginnings:
        begins = _by_beginning(beginning)
        matching = [node for node, words in listed if begins(words)]
        if len(matching) != 1:
            how = "begins" if not matching else "is the only one that begins"
            raise TakenError(
                f"in {_place(taken)}, no {kind} {how} with “{beginning}”; write the first words "
                "as the page has them, and as many as tell it from others"
            )
        found.append(matching[0])
    return found


def _by_beginning(beginning: str) -> Callable[[str], bool]:
    wanted = " ".join(beginning.split())
    return lambda words: words.startswith(wanted)


def _inside(node: LexborNode) -> str:
    """What stands in a node, without what stays behind."""
    held = f"<{node.tag}>{node.inner_html}</{node.tag}>"
    if node.tag in {"td", "th"}:
        held = f"<table><tr>{held}</table>"
    copy = LexborHTMLParser(f"<!doctype html><body>{held}").css_first(node.tag or "")
    assert copy is not None  # it was just written
    _strip(copy)
    return copy.inner_html or ""


def _strip(node: LexborNode) -> None:
    for one in node.css(_LEFT):
        one.decompose()
    for tag in _UNWRAPPED:
        for one in node.css(tag):
            one.unwrap()


def _children(node: LexborNode) -> list[LexborNode]:
    return list(node.iter(include_text=False))


def _body(html: str) -> LexborNode:
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body
    assert body is not None  # the parser makes one
    return body


def _place(taken: TakenPieces) -> str:
    return f"{taken.page}#{taken.section}" if taken.section else f"the beginning of {taken.page}"
