"""Text that others wrote, made safe to print in a message."""

from __future__ import annotations

from typing import Final

_LONGEST_MESSAGE: Final = 600
"""Characters of a message that are printed."""


def one_line(text: str, limit: int = _LONGEST_MESSAGE) -> str:
    """`text` safe to print on one line: no control characters, not endless.

    Messages quote what authors (or a hostile file) wrote; a terminal must not act on it.
    """
    shown = " ".join(printable(text).split())
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def printable(text: str) -> str:
    """`text` with a space for each character that nobody can see; its length stays."""
    if text.isprintable():
        return text
    return "".join([one if one.isprintable() else " " for one in text])


def quoted(text: str, limit: int = 60) -> str:
    """`text` in double quotes for a message, shortened when it is long."""
    return f'"{one_line(text, limit)}"'
