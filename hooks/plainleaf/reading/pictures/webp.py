"""WebP (RFC 9649): a RIFF file of chunks, each with a type and a length, padded to even."""

from __future__ import annotations

import io
from typing import Final

from plainleaf.reading.pictures.exif import exif_words
from plainleaf.reading.pictures.notes import (
    ANIMATION,
    PROFILE,
    SECOND_PICTURE,
    XMP,
    DamagedError,
    Notes,
    number,
    take,
)

_PICTURES: Final = (b"VP8 ", b"VP8L")
_HEADER: Final = b"VP8X"
_CLEAR: Final = b"ALPH"
"""How clear each dot is: once, before the picture, and behind the header that announces it."""
_NAMED: Final = {b"ICCP": PROFILE, b"XMP ": XMP, b"ANIM": ANIMATION, b"ANMF": ANIMATION}


def read_webp(data: bytes, notes: Notes) -> None:
    """Note a WebP's size and all that is no part of its picture.

    Raises:
        DamagedError: it cannot be read to its end.
    """
    end = 8 + number(data, 4, 4, little=True)
    take(data, 0, end)
    at = 12
    pictures = 0
    extended = clear = False
    while at < end:
        kind, size = take(data, at, 4), number(data, at + 4, 4, little=True)
        start = at + 8
        content = take(data, start, size)
        padded = start + size + size % 2
        if size % 2 and take(data, start + size, 1) != b"\0":
            notes.carries("a byte between its parts", start + size, 1)
        if kind in _PICTURES:
            pictures += 1
            if pictures > 1:
                notes.carries(SECOND_PICTURE, at, padded - at)
            else:
                notes.width, notes.height = _size(kind, content)
                if notes.width * notes.height <= _MOST_DOTS:
                    _look_behind(kind, content, start, notes)
        elif kind == _HEADER and size == 10 and at == 12:
            extended = True  # the canvas; the picture gives its size itself
        elif kind == _CLEAR and not pictures and not clear:
            if not extended:
                raise DamagedError("its parts stand in no order that browsers show")
            clear = True
        else:
            _note(kind, content, at, notes)
        at = padded
    if not pictures and not any(one.what == ANIMATION for one in notes.carried):
        raise DamagedError("it holds no picture")
    notes.trailing(end + (end % 2 if at > end else 0), data)


def _size(kind: bytes, content: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    if kind == b"VP8L":
        if take(content, 0, 1) != b"\x2f":
            raise DamagedError("its pixels cannot be unpacked")
        packed = number(content, 1, 4, little=True)
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    if take(content, 3, 3) != b"\x9d\x01\x2a":
        raise DamagedError("its pixels cannot be unpacked")
    width, height = (number(content, at, 2, little=True) & 0x3FFF for at in (6, 8))
    return width, height


_MOST_DOTS: Final = 40_000_000
"""Dots of the largest picture that is unpacked here."""
_SPARE: Final = 8
"""Bytes that no picture can do without: encoders write at most three that nobody reads."""
_FIRST: Final = 10
"""Where the first part of a VP8 picture begins."""


def _look_behind(kind: bytes, content: bytes, start: int, notes: Notes) -> None:
    """Note bytes behind the dots, which no reader of pictures reads: less of them must not do.

    Raises:
        DamagedError: the dots cannot be unpacked.
    """
    if not _unpacks(kind, content):
        raise DamagedError("its dots cannot be unpacked")
    if _unpacks(kind, content[:-_SPARE]):
        notes.carries("data behind its dots", start + len(content) - _SPARE, _SPARE)
    if kind == b"VP8 ":
        tag = number(content, 0, 3, little=True)
        size = tag >> 5
        less = (tag - (_SPARE << 5)).to_bytes(3, "little") if size > _SPARE else b""
        end = _FIRST + size
        if less and _unpacks(kind, less + content[3 : end - _SPARE] + content[end:]):
            notes.carries("data between its dots", start + end - _SPARE, _SPARE)


def _unpacks(kind: bytes, content: bytes) -> bool:
    # Loaded on use: few sites hold such a picture.
    from PIL import Image

    body = (
        b"WEBP" + kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)
    )
    try:
        with Image.open(io.BytesIO(b"RIFF" + len(body).to_bytes(4, "little") + body)) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError):
        return False
    return True


def _note(kind: bytes, content: bytes, offset: int, notes: Notes) -> None:
    if kind == b"ANMF" and any(one.what == ANIMATION for one in notes.carried):
        return
    words = exif_words(content) if kind == b"EXIF" else _NAMED.get(kind)
    notes.carries(words or "data of an unknown kind", offset, len(content) + 8)
