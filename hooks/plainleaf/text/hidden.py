"""Characters that nobody sees: they hide text, turn its direction, or stop search and copying.

One list for sources, for values after YAML's escapes, for names of files and for settings. What an
emoji or a script needs to be written is no such character in that place.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_NEVER: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, without tab and line feed
    "\xad\u034f\u061c"  # soft hyphen, grapheme joiner, Arabic letter mark
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0"  # fillers and blanks
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # zero width, line ends, direction
    "\ufff0-\uffff\ufdd0-\ufdef"  # annotations, replacement, what is no character
    "\ud800-\udfff\ue000-\uf8ff"  # halves of characters, private use
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand and music
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff"  # tags, selectors, private use
) + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 16))
_MARKS: Final = "\u0483-\u0487\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
"""Accents that are put over the letter before."""
_LONE: Final = "\u200c\u200d\ufe00-\ufe0f"
"""Joiners and selectors: needed in their place, hidden anywhere else."""
_SUSPECT: Final = re.compile(f"[{_NEVER}{_LONE}]|[{_MARKS}]{{3,}}")
_JOINING: Final = re.compile(
    # Arabic to Sinhala, Myanmar, Khmer and Mongolian: scripts whose letters join or stack.
    "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdcf\ufe70-\ufefc]"
)
_LONE_SIGNS: Final = frozenset(("\u200c", "\u200d", *map(chr, range(0xFE00, 0xFE10))))
_MARK: Final = re.compile(f"[{_MARKS}]")
_SIGNS: Final = frozenset(("So", "Sm", "Sk", "Po", "Pd"))
"""The categories of what may be shown as a picture."""
_LONGEST_NAME: Final = 400
"""Letters of a setting's name; YAML can let a setting hold itself, and its name never ends."""
_ENTITY: Final = re.compile(
    "&(?:#0{0,99}[0-9]{1,7}|#[xX]0{0,99}[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)


def find_hidden(text: str, start: int = 0) -> int | None:
    """Where the first character stands that nobody sees; None where there is none."""
    if text.isascii() and text.isprintable():
        return None
    for match in _SUSPECT.finditer(text, start):
        if match.group()[0] not in _LONE_SIGNS or not _is_needed(text, match.start()):
            return match.start()
    return None


def find_written(text: str) -> str:
    """The first entity in a text that stands for such a character, as `&shy;`; else none."""
    if "&" not in text:
        return ""
    for match in _ENTITY.finditer(text):
        if find_hidden(html.unescape(match.group())) is not None:
            return match.group()
        if html.unescape(match.group())[0] == "\N{REPLACEMENT CHARACTER}":
            return match.group()
    return ""


def hidden_settings(value: object, name: str) -> Iterator[tuple[str, str]]:
    """Yield which settings hold such a character, as `extra.contact`, and what it is called."""
    if isinstance(value, str):
        at = find_hidden(value)
        if at is not None or find_written(value):
            yield name, find_written(value) if at is None else named(value, at)
    elif len(name) > _LONGEST_NAME:
        return
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from hidden_settings(str(key), name)
            yield from hidden_settings(one, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list | tuple):
        for index, one in enumerate(value):
            yield from hidden_settings(one, f"{name}[{index}]")


def named(text: str, position: int) -> str:
    """What to call the character at a position: `U+200B`."""
    if _MARK.match(text, position):
        return f"U+{ord(text[position]):04X} and more over one letter"
    return f"U+{ord(text[position]):04X}"


def _is_needed(text: str, position: int) -> bool:
    """Whether a joiner or selector does something where it stands."""
    before = text[position - 1] if position else ""
    after = text[position + 1] if position + 1 < len(text) else ""
    if text[position] in "\ufe0e\ufe0f":  # shows the sign before as text, or as a picture
        keycap = before in tuple("0123456789#*") and after == "\u20e3"
        return keycap or (before != "" and unicodedata.category(before) in _SIGNS)
    if text[position] in "\u200c\u200d" and before and after:
        if _JOINING.match(before) and (_JOINING.match(after) or text[position] == "\u200c"):
            return True
        joins = before == "\ufe0f" or unicodedata.category(before) in ("So", "Sk")
        return text[position] == "\u200d" and joins and unicodedata.category(after) in _SIGNS
    return False
