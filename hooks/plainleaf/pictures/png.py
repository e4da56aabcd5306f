"""PNG (ISO/IEC 15948): a signature and chunks, each with a length, a type and a checksum."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

from plainleaf.pictures.exif import exif_words
from plainleaf.pictures.notes import (
    ANIMATION,
    PROFILE,
    SECOND_PICTURE,
    XMP,
    DamagedError,
    Notes,
    number,
    take,
)

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"

_PLAIN: Final = {
    b"IHDR": 13, b"PLTE": 768, b"IEND": 0, b"tRNS": 256, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1,
    b"sBIT": 4, b"bKGD": 6, b"pHYs": 9, b"cICP": 4, b"mDCV": 24, b"cLLI": 8,
}  # fmt: skip
"""Chunks that describe the picture in numbers, with the most bytes they can have. All others but
the dots themselves are refused: this list says what is needed, so that nothing unknown slips by."""
_NAMED: Final = {
    b"tEXt": "a text",
    b"zTXt": "a packed text",
    b"iTXt": "a text",
    b"tIME": "the time of its last change",
    b"iCCP": PROFILE,
    **dict.fromkeys((b"acTL", b"fcTL", b"fdAT"), ANIMATION),
}
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS: Final = (1, 2, 4, 8, 16)
_PASSES: Final = (
    *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2)),
    (0, 1, 1, 2),
)
"""Adam7: first column and row of each pass, then the steps across and down."""
_MOST_UNPACKED: Final = 200_000_000
"""Bytes of dots that are looked through; a larger picture is refused for its size."""
_PIECE: Final = 1 << 20


def read_png(data: bytes, notes: Notes) -> None:
    """Note a PNG's size and all that is no part of its picture.

    Raises:
        DamagedError: it cannot be read to its end.
    """
    header, packed = b"", []
    animated = False
    end = len(SIGNATURE)
    for kind, start, size in _chunks(data):
        end = start + size + 4
        if not header and kind != b"IHDR":
            raise DamagedError("it does not begin with its size")
        if kind == b"IHDR":
            if header:
                notes.carries(SECOND_PICTURE, start, size)
            header = header or take(data, start, 13)
            notes.width, notes.height = number(header, 0, 4), number(header, 4, 4)
        elif kind == b"IDAT":
            packed.append((start, size))
        elif kind not in _PLAIN or size > _PLAIN[kind]:
            words = _words(kind, data[start : start + size])
            if words != ANIMATION or not animated:
                notes.carries(words, start - 8, size + 12)
            animated = animated or words == ANIMATION
    notes.trailing(end, data)
    _look_through_dots(header, data, packed, notes)


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield type, offset and size of each chunk's content, up to the last one."""
    at = len(SIGNATURE)
    kind = b""
    while kind != b"IEND":
        size, kind, start = number(data, at, 4), take(data, at + 4, 4), at + 8
        checksum = number(data, start + size, 4)
        if zlib.crc32(memoryview(data)[at + 4 : start + size]) != checksum:
            raise DamagedError("a checksum is wrong")
        yield kind, start, size
        at = start + size + 4


def _words(kind: bytes, content: bytes) -> str:
    if kind == b"eXIf":
        return exif_words(content)
    if kind == b"iTXt" and content.startswith(b"XML:com.adobe.xmp\0"):
        return XMP
    if kind in _NAMED:
        return _NAMED[kind]
    name = kind.decode("ascii", "replace")
    return f"data of its own ({name})" if name.isascii() and name.isalnum() else "data of its own"


def _look_through_dots(
    header: bytes, data: bytes, packed: list[tuple[int, int]], notes: Notes
) -> None:
    """Note what follows the last dot inside of the packed dots: no viewer shows it."""
    expected = _unpacked_size(header)
    if expected > _MOST_UNPACKED:
        return
    unpacker = zlib.decompressobj()
    seen = 0
    for start, size in packed:
        piece = data[start : start + size]
        if unpacker.eof:
            notes.carries("bytes after its last dot", start, size)
            return
        while piece and seen <= expected:
            try:
                seen += len(unpacker.decompress(piece, _PIECE))
            except zlib.error as error:
                raise DamagedError("its dots cannot be unpacked") from error
            piece = unpacker.unconsumed_tail
        if unpacker.unused_data or seen > expected:
            notes.carries("bytes after its last dot", start, size)
            return
    if seen < expected:
        raise DamagedError("dots are missing")


def _unpacked_size(header: bytes) -> int:
    """Bytes of all rows, each with the byte that names its filter."""
    width, height, depth, color, interlaced = (
        *(number(header, 0, 4), number(header, 4, 4)),
        *(header[8], header[9], header[12]),
    )
    if depth not in _DEPTHS or color not in _CHANNELS or interlaced > 1 or not width * height:
        raise DamagedError("its size or colors make no sense")
    bits = depth * _CHANNELS[color]
    if not interlaced:
        return height * (1 + (width * bits + 7) // 8)
    total = 0
    for column, row, across, down in _PASSES:
        columns = max(0, -((column - width) // across))
        rows = max(0, -((row - height) // down))
        total += rows * (1 + (columns * bits + 7) // 8) if columns else 0
    return total
