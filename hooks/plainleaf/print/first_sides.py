"""Draws the first side of a printed file as a small picture, for the list of handouts."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image

from plainleaf.rendering.store import Store, key_of

WIDTH: Final = 300
"""Pixels across."""
HEIGHT: Final = 424
"""Pixels down, of A4: below a shorter sheet, such as US Letter, the picture stays white."""
_GRAYS: Final = 16
"""How many grays a picture has: sheets are black on white."""


def first_side(data: bytes, store: Store) -> bytes:
    """The first side of a printed file as PNG, the same for the same file.

    Args:
        data: the file.
        store: where pictures are kept.
    """
    key = key_of(__file__, ("pypdfium2", "pillow"), hashlib.sha256(data).hexdigest())
    return store.bytes_of(key, lambda: _drawn(data))


def pictures_in(folder: Path) -> Store:
    """The store for pictures of first sides."""
    return Store(folder / "first-sides", ".png")


def _drawn(data: bytes) -> bytes:
    import pypdfium2  # only what has not been drawn yet needs it

    document = pypdfium2.PdfDocument(data)
    try:
        page = document[0]
        # Fields are drawn as empty lines: their frames belong to the sheet.
        bitmap = page.render(scale=WIDTH / page.get_width(), grayscale=True)
        sheet = Image.new("L", (WIDTH, HEIGHT), 255)
        sheet.paste(bitmap.to_pil().convert("L"))
        picture = sheet.quantize(_GRAYS)
    finally:
        document.close()
    held = BytesIO()
    picture.save(held, "PNG", optimize=True)
    return held.getvalue()
