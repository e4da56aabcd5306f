"""Reads a picture's file: which format, how large, and what it carries besides the picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from plainleaf.model.site_facts import RasterFacts
from plainleaf.reading.pictures import gif, jpeg, png, webp
from plainleaf.reading.pictures.magic import HEAD, picture_form
from plainleaf.reading.pictures.notes import DamagedError, Notes

FormatReader = Callable[[bytes, Notes], None]

READERS: Final[Mapping[str, FormatReader]] = MappingProxyType(
    {"PNG": png.read_png, "JPEG": jpeg.read_jpeg, "GIF": gif.read_gif, "WebP": webp.read_webp}
)
"""The formats that may be published, all of which every browser shows."""


def look(data: bytes) -> RasterFacts | None:
    """What a file holds; None for what is no picture in a format that may be published."""
    form = picture_form(data[:HEAD])
    if form not in READERS:
        return None
    notes = Notes(form)
    try:
        READERS[form](data, notes)
    except DamagedError as error:
        return notes.picture(str(error))
    return notes.picture()
