"""JPEG (ITU-T T.81, JFIF): segments that begin with a marker, and runs of pixels between them."""

from __future__ import annotations

import re
from typing import Final

from plainleaf.reading.pictures.exif import exif_words
from plainleaf.reading.pictures.notes import (
    COMMENT,
    PROFILE,
    SECOND_PICTURE,
    SMALL_COPY,
    XMP,
    DamagedError,
    Notes,
    number,
    take,
)

SIGNATURE: Final = b"\xff\xd8\xff"

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_ALONE: Final = frozenset((0x01, *range(0xD0, 0xD8)))
"""Markers without a content."""
_FRAMES: Final = frozenset((0xC0, 0xC1, 0xC2))
"""Baseline, extended and progressive: what browsers show."""
_OTHER_FRAMES: Final = frozenset((0xC3, *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
_TABLES: Final = frozenset((0xC4, 0xDB, 0xDC, 0xDD, _SCAN))
_QUANTA, _LINES, _RESTARTS = 0xDB, 0xDC, 0xDD
_APPLICATIONS: Final = range(0xE0, 0xF0)
_AFTER_SCAN: Final = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)
_ONCE: Final = frozenset((0xE0, 0xEE))
"""What JFIF and Adobe say of the picture: a second one is for no viewer."""
_NAMED: Final = (
    (b"JFXX\0", SMALL_COPY),
    (b"http://ns.adobe.com/xap/1.0/\0", XMP),
    (b"http://ns.adobe.com/xmp/extension/\0", XMP),
    (b"ICC_PROFILE\0", PROFILE),
    (b"MPF\0", "a directory of further pictures"),
)


def read_jpeg(data: bytes, notes: Notes) -> None:
    """Note a JPEG's size and all that is no part of its picture.

    Raises:
        DamagedError: it cannot be read to its end.
    """
    at = 2
    told: set[int] = set()
    while True:
        marker, start = _marker(data, at, notes)
        at = start
        if marker == _END:
            break
        if marker in _ALONE:
            continue
        if marker == _START:
            notes.carries(SECOND_PICTURE, start - 2, 2)
            continue
        length = number(data, start, 2)
        if length < 2:
            raise DamagedError("a part of it has no length")
        content = take(data, start + 2, length - 2)
        at = start + length
        if marker in _ONCE and marker in told:
            notes.carries("a part that stands twice", start - 2, length + 2)
        told.add(marker)
        _segment(marker, content, start - 2, notes)
        if marker == _SCAN:
            found = _AFTER_SCAN.search(data, at)
            if found is None:
                raise DamagedError("it ends too early")
            at = found.start()
    if not notes.width:
        raise DamagedError("it gives no size")
    notes.trailing(at, data)


def _marker(data: bytes, at: int, notes: Notes) -> tuple[int, int]:
    """The next marker and what follows it; note what stands before it."""
    start = at
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise DamagedError("it ends too early")
        first = at
        while take(data, at, 1) == b"\xff":  # any number of them may stand before a marker
            at += 1
        if data[at]:
            break
    if first > start:
        notes.carries("bytes between its parts", start, first - start)
    return data[at], at + 1


def _segment(marker: int, content: bytes, offset: int, notes: Notes) -> None:
    if marker in _FRAMES:
        if notes.width:
            notes.carries(SECOND_PICTURE, offset, len(content) + 4)
            return
        if len(content) < 6 or len(content) != 6 + 3 * content[5]:
            raise DamagedError("its size is not told as it should be")
        notes.height, notes.width = number(content, 1, 2), number(content, 3, 2)
    elif marker in _OTHER_FRAMES:
        raise DamagedError("it is of a kind that browsers do not show")
    elif marker in _TABLES:
        if not _is_whole(marker, content):
            raise DamagedError("a table of it is not as long as it should be")
    else:
        words = _words(marker, content)
        if words:
            notes.carries(words, offset, len(content) + 4)


def _is_whole(marker: int, content: bytes) -> bool:
    """Whether a table takes all of its bytes, so that no text hides behind it."""
    if marker == _RESTARTS:
        return len(content) == 2
    if marker == _SCAN:
        return bool(content) and len(content) == 4 + 2 * content[0]
    if marker == _LINES:
        return False  # the height told once more, after the pixels: no program writes it
    at = 0
    while at < len(content):
        if marker == _QUANTA:
            at += 129 if content[at] >> 4 else 65
        else:
            at += 17 + sum(content[at + 1 : at + 17])
    return at == len(content) > 0


def _words(marker: int, content: bytes) -> str:
    """Name what a segment holds; empty for what the picture needs."""
    if marker == _COMMENT:
        return COMMENT
    if marker == 0xE0 and content.startswith(b"JFIF\0"):
        # 14 bytes, the last two of which are the size of a small copy.
        plain = len(content) == 14 and content[12:] == b"\0\0"
        return "" if plain else SMALL_COPY
    if marker == 0xEE and content.startswith(b"Adobe") and len(content) == 12:
        return ""  # tells how colors are stored
    if content.startswith(b"Exif\0"):
        return exif_words(content)
    if content.startswith(b"Photoshop 3.0\0"):
        return "IPTC data" if b"8BIM\x04\x04" in content else "data of Photoshop"
    for beginning, words in _NAMED:
        if content.startswith(beginning):
            return words
    if marker in _APPLICATIONS:
        return f"data of a program (APP{marker - 0xE0})"
    return f"data of an unknown kind (FF{marker:02X})"
