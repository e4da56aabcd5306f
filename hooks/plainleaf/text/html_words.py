"""The words of an element of HTML as plain text."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from plainleaf.text.seen import END, SCRIPTS, in_plain, one_line

INLINE = (
    frozenset(
        ("a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em", "i")
    )
    | frozenset(
        ("ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time")
    )
    | {"u", "var", "wbr"}
)
"""Elements that part no words."""
SILENT: Final = frozenset(("svg", "script", "style", "template"))
"""Elements whose words nobody reads."""
IN_TEXT: Final = INLINE | {"br", "img", "input", "label", "del", "big", "font", "tt", "-text"}
"""What stands in a line of text."""

WAYS: Final = frozenset(("back", "vh", "cites"))
"""Classes of what leads to a source or back, or is only heard."""


def plain_text(node: LexborNode, without: frozenset[str] = WAYS) -> str:
    """The words of an element without elements of some classes."""
    pieces: list[str] = []
    _gather(node, pieces, without)
    return one_line("".join(pieces))


def plain_words(node: LexborNode) -> str:
    """The words of an element as plain text, without ways to sources."""
    return in_plain(plain_text(node))


def _gather(node: LexborNode, pieces: list[str], without: frozenset[str]) -> None:
    for child in children(node):
        tag = child.tag or ""
        if tag == "-text":
            pieces.append(child.text_content or "")
        elif tag in SILENT or not tag[0].isalpha() or not without.isdisjoint(classes_of(child)):
            continue
        elif tag in SCRIPTS:
            pieces.append(SCRIPTS[tag])
            _gather(child, pieces, without)
            pieces.append(END)
        elif tag in IN_TEXT and tag != "br":
            _gather(child, pieces, without)
        else:
            pieces.append(" ")
            _gather(child, pieces, without)
            pieces.append(" ")


def children(node: LexborNode) -> Iterator[LexborNode]:
    """Yield what stands right inside an element, its texts too."""
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


_NO_CLASSES: Final[frozenset[str]] = frozenset()


def classes_of(node: LexborNode) -> frozenset[str]:
    """The classes of an element."""
    text = node.attributes.get("class")
    return class_set(text) if text else _NO_CLASSES


@functools.lru_cache(maxsize=1024)  # a site has some hundreds, on a hundred thousand elements
def class_set(text: str) -> frozenset[str]:
    """The classes that an attribute names."""
    return frozenset(text.split())
