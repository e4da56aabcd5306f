"""What the readers of the single formats have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from plainleaf.model.site_facts import Carried, RasterFacts

ANIMATION = "an animation"
SECOND_PICTURE = "a second picture"
SMALL_COPY = "a small copy of the picture"
PROFILE = "a color profile"
"""Its description, copyright line, date and private fields are free text; monitors write their
serial number there. Browsers take a picture without one for sRGB, so that none is needed."""
XMP = "XMP data"
COMMENT = "a comment"
AFTER_END = "bytes after its end"


class DamagedError(ValueError):
    """A file ends too early or breaks its format's rules; says how, as the end of a sentence."""


@dataclass
class Notes:
    """What is found while a file is read; kept when its rest cannot be read."""

    form: str
    """The format, as messages print it."""
    width: int = 0
    """In pixels."""
    height: int = 0
    """In pixels."""
    carried: list[Carried] = field(default_factory=list)
    """What is no part of the picture."""

    def carries(self, what: str, offset: int, size: int) -> None:
        """Note something that is no part of the picture; offset and size in bytes."""
        self.carried.append(Carried(what, offset, size))

    def trailing(self, end: int, data: bytes) -> None:
        """Note what follows the end of the picture."""
        if end < len(data):
            self.carries(AFTER_END, end, len(data) - end)

    def picture(self, broken: str = "") -> RasterFacts:
        """All that was noted."""
        return RasterFacts(self.form, self.width, self.height, tuple(self.carried), broken)


def take(data: bytes, offset: int, size: int) -> bytes:
    """The next `size` bytes.

    Raises:
        DamagedError: there are not as many.
    """
    found = data[offset : offset + size]
    if len(found) < size:
        raise DamagedError("it ends too early")
    return found


def number(data: bytes, offset: int, size: int, *, little: bool = False) -> int:
    """An unsigned number of `size` bytes."""
    return int.from_bytes(take(data, offset, size), "little" if little else "big")
