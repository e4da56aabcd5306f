"""The text of a rendered element, as a reader sees it.

While a page is rendered, raw HTML and entities stand aside in Python-Markdown's stash and leave
placeholders; text taken from the tree as it is would carry those.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from html.parser import HTMLParser

from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE

from plainleaf.text.html_words import INLINE
from plainleaf.text.markup import Markup, escape, trusted
from plainleaf.text.seen import END, ISOLATED, LOWERED, RAISED, SCRIPTS, in_plain, nested, one_line

_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);", re.IGNORECASE)
"""What Python-Markdown's serializer takes for an entity; any other `&` it escapes."""


_PLACEHOLDERS = ((AMP_SUBSTITUTE, "&"), (NBSP_PLACEHOLDER, " "))
"""What stands aside outside of the stash."""

_REFERENCES = frozenset(("cites", "care-s", "footnote-ref", "footnote-backref"))
"""Classes of elements that lead to a source or a note, or back."""

_WORDLESS = frozenset(("svg", "script", "style", "figure"))
"""Elements whose words are no part of the running text."""


def plain_text(element: etree.Element, stash: Sequence[object] = ()) -> str:
    """An element's text without numbers of sources and notes, pictures and line breaks.

    Args:
        element: an element of the page, inline Markdown already rendered.
        stash: what the placeholders in it stand for (`Markdown.htmlStash.rawHtmlBlocks`).
    """
    return in_plain(marked_text(element, stash))


def marked_text(element: etree.Element, stash: Sequence[object] = ()) -> str:
    """What `plain_text` does, with the marks of `plainleaf.text.seen` for raised letters."""
    return one_line("".join(_parts(element, stash)))


def as_markup(marked: str) -> Markup:
    """A text with such marks as HTML: 10<sup>9</sup>."""
    return trusted(nested(str(escape(marked)), _ELEMENTS))


_ELEMENTS: Mapping[str, Callable[[str], str]] = {
    RAISED: "<sup>{}</sup>".format,
    LOWERED: "<sub>{}</sub>".format,
    ISOLATED: "<bdi>{}</bdi>".format,
}


def _parts(element: etree.Element, stash: Sequence[object]) -> Iterator[str]:
    if element.tag in _WORDLESS or element.get("class") in _REFERENCES:
        return
    parting = "" if element.tag in INLINE else " "
    script = SCRIPTS.get(element.tag, "")
    yield script or parting
    yield _seen(element.text or "", stash)
    for child in element:
        yield from _parts(child, stash)
        yield _seen(child.tail or "", stash)
    yield END if script else parting


def _seen(text: str, stash: Sequence[object]) -> str:
    """A text of the tree with its placeholders and entities resolved."""
    for placeholder, meant in _PLACEHOLDERS:
        text = text.replace(placeholder, meant)
    pieces = HTML_PLACEHOLDER_RE.split(text)
    # Odd pieces are the numbers of placeholders.
    return "".join(
        _stashed(int(piece), stash)
        if index % 2
        else _ENTITY.sub(lambda entity: unescape(entity.group()), piece)
        for index, piece in enumerate(pieces)
    )


def _stashed(number: int, stash: Sequence[object]) -> str:
    if number >= len(stash):
        return ""
    parser = _TextParser()
    parser.feed(str(stash[number]))
    parser.close()
    return "".join(parser.parts)


class _TextParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._wordless = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Part words, or begin to skip."""
        self._wordless += tag in _WORDLESS
        self._part(tag, SCRIPTS.get(tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Part words."""
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        """Part words, or end to skip."""
        self._wordless = max(0, self._wordless - (tag in _WORDLESS))
        self._part(tag, END if tag in SCRIPTS else "")

    def handle_data(self, data: str) -> None:
        """Keep words."""
        if not self._wordless:
            self.parts.append(data)

    def _part(self, tag: str, mark: str = "") -> None:
        if mark or tag not in INLINE:
            self.parts.append(mark or " ")
