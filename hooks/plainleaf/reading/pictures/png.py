"""PNG (ISO/IEC 15948): a signature and chunks, each with a length, a type and a checksum."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
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

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"

_SIZES: Final = {
    b"IHDR": (13,), b"IEND": (0,), b"gAMA": (4,), b"cHRM": (32,), b"sRGB": (1,), b"pHYs": (9,),
    b"sBIT": (1, 2, 3, 4), b"bKGD": (1, 2, 6), b"cICP": (4,), b"mDCV": (24,), b"cLLI": (8,),
}  # fmt: skip
"""Chunks that describe the picture in numbers, with the bytes they may have, each once. All others
but colors and pixels are refused: the list says what is needed so that nothing unknown slips by."""
_CLEAR: Final = {0: 2, 2: 6}
"""Bytes that say which color is clear, by the kind of color; behind a table one for each entry."""
_NAMED: Final = {
    b"tEXt": "a text",
    b"zTXt": "a packed text",
    b"iTXt": "a text",
    b"tIME": "the time of its last change",
    b"iCCP": PROFILE,
    **dict.fromkeys((b"acTL", b"fcTL", b"fdAT"), ANIMATION),
}
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_INDEXED: Final = 3
"""The kind of color of which each is an entry of a table."""
_DEPTHS: Final = (1, 2, 4, 8, 16)
_PASSES: Final = (
    *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2)),
    (0, 1, 1, 2),
)
"""Adam7: first column and row of each pass, then the steps across and down."""
_MOST_UNPACKED: Final = 200_000_000
"""Bytes of pixels that are looked through; a larger picture is refused for its size."""
_PIECE: Final = 1 << 20


def read_png(data: bytes, notes: Notes) -> None:
    """Note a PNG's size and all that is no part of its picture.

    Raises:
        DamagedError: it cannot be read to its end.
    """
    header, packed = b"", []
    animated = False
    seen: dict[bytes, int] = {}
    end = len(SIGNATURE)
    for kind, start, size in _chunks(data):
        end = start + size + 4
        if not header and kind != b"IHDR":
            raise DamagedError("it does not begin with its size")
        if kind == b"IHDR":
            if header:
                notes.carries(SECOND_PICTURE, start, size)
            elif size != _SIZES[kind][0]:
                raise DamagedError("its size is not told as it should be")
            header = header or take(data, start, 13)
            notes.width, notes.height = number(header, 0, 4), number(header, 4, 4)
        elif kind == b"IDAT":
            packed.append((start, size))
        elif not _is_needed(kind, size, header, seen):
            words = _words(kind, data[start : start + size])
            if words != ANIMATION or not animated:
                notes.carries(words, start - 8, size + 12)
            animated = animated or words == ANIMATION
        seen[kind] = size
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


def _is_needed(kind: bytes, size: int, header: bytes, seen: Mapping[bytes, int]) -> bool:
    """Whether a chunk says something of the picture, and is as long as that takes.

    Args:
        kind: its type.
        size: bytes of its content.
        header: the content of the first chunk.
        seen: the chunks before it with their sizes; each but the pixels stands once.
    """
    if kind in seen:
        return False
    depth, color = header[8], header[9]
    if kind == b"PLTE":
        return color == _INDEXED and size % 3 == 0 and 0 < size <= 3 << min(depth, 8)
    if kind == b"tRNS" and color == _INDEXED:
        return 0 < size <= seen.get(b"PLTE", 0) // 3
    if kind == b"tRNS":
        return size == _CLEAR.get(color)
    return size in _SIZES.get(kind, ())


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
    """Note what follows the last pixel inside of the packed pixels: no viewer shows it."""
    expected = _unpacked_size(header)
    if expected > _MOST_UNPACKED:
        return
    unpacker = zlib.decompressobj()
    filters = _Filters(header)
    seen = 0
    for start, size in packed:
        piece = data[start : start + size]
        if unpacker.eof:
            notes.carries("bytes after its last pixel", start, size)
            return
        while piece and seen <= expected:
            try:
                pixels = unpacker.decompress(piece, _PIECE)
                filters.check(pixels[: max(0, expected - seen)])
                seen += len(pixels)
            except zlib.error as error:
                raise DamagedError("its pixels cannot be unpacked") from error
            piece = unpacker.unconsumed_tail
        if unpacker.unused_data or seen > expected:
            notes.carries("bytes after its last pixel", start, size)
            return
    if seen < expected:
        raise DamagedError("pixels are missing")


class _Filters:
    """The first byte of each row, which says how it is packed: 0 to 4, or no browser shows it."""

    def __init__(self, header: bytes) -> None:
        """Take the content of the first chunk."""
        self._rows = [(count, length) for count, length in _row_sizes(header) if count]
        self._next = 0
        """Where in the coming pixels the next row begins."""

    def check(self, pixels: bytes) -> None:
        """Look at the rows that begin in the pixels that come next.

        Raises:
            DamagedError: one is packed in no known way.
        """
        at = self._next
        while self._rows and at < len(pixels):
            count, length = self._rows[0]
            begin = pixels[at : at + count * length : length]
            if max(begin) > _MOST_FILTER:
                raise DamagedError("its pixels cannot be unpacked")
            at += len(begin) * length
            self._rows[0] = (count - len(begin), length)
            if not self._rows[0][0]:
                del self._rows[0]
        self._next = at - len(pixels)


_MOST_FILTER: Final = 4


def _unpacked_size(header: bytes) -> int:
    """Bytes of all rows."""
    return sum(count * length for count, length in _row_sizes(header))


def _row_sizes(header: bytes) -> list[tuple[int, int]]:
    """How many rows there are and how many bytes each has, with the one that names its filter.

    Raises:
        DamagedError: there is no such picture.
    """
    width, height, depth, color, interlaced = (
        *(number(header, 0, 4), number(header, 4, 4)),
        *(header[8], header[9], header[12]),
    )
    if depth not in _DEPTHS or color not in _CHANNELS or interlaced > 1 or not width * height:
        raise DamagedError("its size or colors make no sense")
    bits = depth * _CHANNELS[color]
    if not interlaced:
        return [(height, 1 + (width * bits + 7) // 8)]
    sizes = []
    for column, row, across, down in _PASSES:
        columns = max(0, -((column - width) // across))
        rows = max(0, -((row - height) // down))
        sizes.append((rows if columns else 0, 1 + (columns * bits + 7) // 8))
    return sizes
