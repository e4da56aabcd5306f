"""Whether what is filled into a form's fields can be seen in them.

A viewer draws what a field holds by itself, in the font of the field: it breaks no line in a field
of one line, shows nothing beyond the edge, and a letter that the font lacks is drawn as it likes.
So what a build fills in is measured by the font, once the field's size is known.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any, Final

from fontTools.ttLib import TTFont

_PADDING: Final = 4.0
"""CSS pixels that viewers keep free inside a field, left and right together."""
_LINE: Final = 1.25
"""Height of a line in viewers, in sizes of type."""
_FEW: Final = 40
"""How many letters of a value a message shows."""


class FieldError(ValueError):
    """What is filled into a field cannot be seen there; the message says why."""


def check_fields(pages: Iterable[Any], font: bytes) -> None:
    """Make sure that all that fields hold can be seen in them.

    Args:
        pages: the pages of a document that WeasyPrint has laid out.
        font: the font file that fields are filled in.

    Raises:
        FieldError: something cannot.
    """
    for page in pages:
        for box in page._page_box.descendants():
            if box.is_input():
                _check(box, box.element, font)


def _check(box: Any, element: Any, font: bytes) -> None:
    has_lines = element.tag == "textarea"
    value = (element.text if has_lines else element.get("value")) or ""
    if not value.strip():
        return
    name = f"what is filled in for “{element.get('title') or element.get('name', '')}”"
    lines = value.splitlines()
    if len(lines) > 1 and not has_lines:
        raise FieldError(f"{name} must stand on one line")
    widths = _widths(font)
    for letter in value:
        if letter not in widths and not letter.isspace():
            raise FieldError(f"{name} holds “{_shown(letter)}”, a letter that the font lacks")
    size = box.style["font_size"]
    room = box.width - _PADDING
    if has_lines:
        needed = sum(_lines(line, widths, size, room) for line in lines)
        fits = needed * size * _LINE <= box.height
    else:
        fits = _width(value, widths, size) <= room
    if not fits:
        most = int(room / (size * widths["n"])) * (int(box.height // (size * _LINE)) or 1)
        raise FieldError(
            f"{name} is longer than its field: {len(value)} letters, and about {most} can be "
            f"seen (“{_shown(value)}”)"
        )


def _lines(text: str, widths: Mapping[str, float], size: float, room: float) -> int:
    """On how many lines a viewer sets a text; a word longer than a line is broken."""
    lines, used = 1, 0.0
    for word in text.split():
        width = _width(f"{word} ", widths, size)
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        used += width
        lines, used = lines + int(used // room), used % room
    return lines


def _width(text: str, widths: Mapping[str, float], size: float) -> float:
    return sum(widths.get(letter, widths[" "]) for letter in text) * size


def _shown(text: str) -> str:
    shown = text if len(text) <= _FEW else f"{text[:_FEW]}…"
    return shown.encode("ascii", "namereplace").decode() if not shown.isprintable() else shown


@functools.lru_cache(maxsize=4)
def _widths(font: bytes) -> dict[str, float]:
    """The width of each letter of a font, in sizes of type."""
    opened = TTFont(BytesIO(font), lazy=True)
    unit = opened["head"].unitsPerEm
    metrics = opened["hmtx"]
    return {chr(code): metrics[name][0] / unit for code, name in opened.getBestCmap().items()}
