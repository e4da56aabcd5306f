"""GIF 89a: a header, then blocks; the content of a block comes in pieces of up to 255 bytes."""

from __future__ import annotations

from typing import Final

from plainleaf.reading.pictures.notes import (
    ANIMATION,
    COMMENT,
    PROFILE,
    XMP,
    DamagedError,
    Notes,
    number,
    take,
)

_IMAGE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_CONTROL: Final = 0xF9
_WORDS: Final = {0xFE: COMMENT, 0x01: "a text"}
_PROGRAMS: Final = {b"XMP DataXMP": XMP, b"ICCRGBG1012": PROFILE}


def read_gif(data: bytes, notes: Notes) -> None:
    """Note a GIF's size and all that is no part of its picture.

    Raises:
        DamagedError: it cannot be read to its end.
    """
    notes.width, notes.height = (number(data, at, 2, little=True) for at in (6, 8))
    at = 13 + _colors(take(data, 10, 1)[0])
    images = controls = 0
    while (kind := take(data, at, 1)[0]) != _END:
        if kind == _IMAGE:
            images += 1
            controls = 0
            if images == 2:
                notes.carries(ANIMATION, at, len(data) - at)
            at = _after(data, at + 11 + _colors(take(data, at + 9, 1)[0]))
        elif kind == _EXTENSION:
            end = _after(data, at + 2)
            words = _words(data[at + 1], data[at + 2 : end])
            if data[at + 1] == _CONTROL:
                words = words or ("a part that stands twice" if controls else "")
                controls += 1
            if words:
                notes.carries(words, at, end - at)
            at = end
        else:
            raise DamagedError("a part of it is of an unknown kind")
    if not images:
        raise DamagedError("it holds no picture")
    notes.trailing(at + 1, data)


def _colors(flags: int) -> int:
    """Bytes of the table of colors that follows, if there is one."""
    size: int = 3 << ((flags & 7) + 1)
    return size if flags & 0x80 else 0


def _after(data: bytes, at: int) -> int:
    """Where a run of pieces ends; each begins with its length, the last has none."""
    while size := take(data, at, 1)[0]:
        at += size + 1
    return at + 1


def _words(label: int, content: bytes) -> str:
    """Name what an extension holds; empty for what the picture needs."""
    if label == _CONTROL:
        # One piece of four bytes: transparency, and how long a picture is shown.
        return "" if len(content) == 6 else "data of an unknown kind"
    if label in _WORDS:
        return _WORDS[label]
    return _PROGRAMS.get(content[1:12], "data of a program")
