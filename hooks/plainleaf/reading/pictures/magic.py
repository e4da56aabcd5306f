"""Tells by a file's first bytes whether it is a raster image, or from a scanner (DICOM)."""

from __future__ import annotations

from typing import Final, Literal

HEAD: Final = 1024
"""How many bytes of a file are needed to tell."""

_BEGINNINGS: Final = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"BM", "BMP"),
    (b"8BPS", "Photoshop"),
    (b"\0\0\1\0", "icon"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
)
_BRANDS: Final = {
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"mif1", b"msf1"), "HEIC"),
}
"""Of files that begin with a box `ftyp`."""
_REPRESENTATIONS: Final = frozenset(
    b"AE AS AT CS DA DS DT FL FD IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR "
    b"US UT UV".split()
)
"""Value representations of DICOM (PS3.5, section 6.2)."""
_LONG: Final = frozenset(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())
"""Those whose length has four bytes."""
_FIRST_GROUPS: Final = (0x0002, 0x0008)
"""Every DICOM data set begins in one of these groups: how it is stored, and what it identifies."""
_ENOUGH: Final = 3
"""Elements in order that make a DICOM data set; chance makes none."""


def picture_form(head: bytes) -> str:
    """Name the format of a raster image by its first bytes; empty for any other file."""
    for beginning, form in _BEGINNINGS:
        if head.startswith(beginning):
            return form
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    return _BRANDS.get(head[8:12], "") if head[4:8] == b"ftyp" else ""


def is_dicom(head: bytes, size: int) -> bool:
    """Whether a file is DICOM, by its mark (PS3.10, section 7.1) or, without one, by its elements.

    Args:
        head: its first `HEAD` bytes, or all of a shorter one.
        size: the whole file's bytes.
    """
    if head[128:132] == b"DICM" or head[:4] == b"DICM":
        return True
    bare = head.lstrip(b" \r\n")  # seen before a data set without a preamble
    return any(
        _is_data_set(bare, size - len(head) + len(bare), little=little, named=named)
        for little in (True, False)
        for named in (True, False)
    )


def _is_data_set(head: bytes, size: int, *, little: bool, named: bool) -> bool:
    """Whether elements of a data set follow each other; `named`: with their representations."""
    order: Literal["little", "big"] = "little" if little else "big"

    def number(at: int, length: int) -> int:
        return int.from_bytes(head[at : at + length], order)

    at = count = 0
    last = (0, -1)
    while count < _ENOUGH and at + 8 <= len(head):
        tag = number(at, 2), number(at + 2, 2)
        if tag <= last or (count == 0 and tag[0] not in _FIRST_GROUPS):
            return False
        if named:
            kind = head[at + 4 : at + 6]
            if kind not in _REPRESENTATIONS:
                return False
            start, length = (
                (at + 12, number(at + 8, 4)) if kind in _LONG else (at + 8, number(at + 6, 2))
            )
        else:
            start, length = at + 8, number(at + 4, 4)
        if length == 0xFFFFFFFF:  # a sequence of unknown length: only those have it
            return count > 0
        if start + length > size:
            return False
        last, at, count = tag, start + length, count + 1
    # One that ends early, or leads beyond what was read; without names, only one that ends exactly.
    return count >= _ENOUGH or (count > 0 and (at >= len(head) if named else at == size))
