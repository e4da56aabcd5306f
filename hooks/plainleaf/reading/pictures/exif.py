"""What an Exif block holds, as far as a message needs to tell."""

from __future__ import annotations

from typing import Final, Literal

_ORDERS: Final[dict[bytes, Literal["little", "big"]]] = {b"II*\0": "little", b"MM\0*": "big"}
_GPS: Final = 0x8825
_ENTRY: Final = 12
_MOST_ENTRIES: Final = 500


def exif_words(data: bytes) -> str:
    """Name an Exif block and the worst of what is in it; of any bytes.

    Exif is a TIFF file of its own (CIPA DC-008): a list of fields, of which one leads to the place
    where the picture was taken, and after it a second list that describes a small copy.
    """
    tiff = data.removeprefix(b"Exif\0\0")
    order = _ORDERS.get(tiff[:4])
    if order is None:
        return "Exif data"
    start = int.from_bytes(tiff[4:8], order)
    count = min(int.from_bytes(tiff[start : start + 2], order), _MOST_ENTRIES)
    first = start + 2
    tags = {
        int.from_bytes(tiff[at : at + 2], order)
        for at in range(first, first + count * _ENTRY, _ENTRY)
    }
    after = first + count * _ENTRY
    has_copy = any(tiff[after : after + 4])
    held = [
        words
        for words, there in (
            ("the place where it was taken (GPS)", _GPS in tags),
            ("a small copy of the picture", has_copy),
        )
        if there
    ]
    return f"Exif data with {' and '.join(held)}" if held else "Exif data"
