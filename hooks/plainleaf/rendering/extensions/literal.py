"""Text of data in a page that is rendered: shown as it was typed, never read as Markdown."""

from __future__ import annotations

from markdown.util import AMP_SUBSTITUTE, AtomicString


def literal(text: str) -> AtomicString:
    """A text, or an attribute's value, that a reader sees as it is.

    Python-Markdown's serializer takes `&amp;` in a text for an entity and leaves it alone, so that
    a reader would see `&`. Its own sign for an ampersand that it must not touch stands for each.
    """
    return AtomicString(text.replace("&", f"{AMP_SUBSTITUTE}amp;"))
