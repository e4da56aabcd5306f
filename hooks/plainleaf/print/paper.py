"""How a document is laid out that is no handout: its styles, its type, how many sides it may have.

A leaflet must fit two sides. So what does not fit is laid out again, each time a step
tighter; the style sheet says what each step (`tight-1`, `tight-2` …) shrinks, and the care cards
come last. What does not fit at the last step is reported: by how much, and which part is longest.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from plainleaf.print.formats import Format

PART: Final = "data-leaf"
"""The attribute that names a part of a leaflet."""
_MM_PER_PIXEL: Final = 25.4 / 96
_CLOSE: Final = 0.6
"""How much of its height a line may have to itself: letters of close lines reach into another."""
_READ_ONLY: Final = 1
"""The flag of a read-only field in a PDF."""


@dataclass(frozen=True)
class Paper:
    """How a document is laid out."""

    style: str = ""
    """The name of its own style sheet in theme/print, besides the one that all share."""
    type_size: float = 0.0
    """Body type in points; 0 for that of the format. Large print keeps its own."""
    margins: tuple[float, float, float] | None = None
    """Top, sides, bottom in millimeters."""
    margins_large: tuple[float, float, float] | None = None
    """The same in large print."""
    drawing_width: float = 0.0
    """The widest that a drawing is printed, in millimeters; 0 for that of the format."""
    most: int = 0
    """How many sides it may have; 0 for any number."""
    most_letter: int = 0
    """The same on US Letter, which is shorter."""
    most_large: int = 0
    """The same in large print."""
    steps: int = 0
    """How many steps tighter it may be laid out."""
    first_step: int = 0
    """How many steps tighter it is laid out from the beginning, where it is no large print."""
    specimen: bool = False
    """Whether SPECIMEN stands across each face, and its fields are read-only."""
    only_standard: bool = False
    """Whether there is no large print of it."""

    def sheet(self, sheet: Format) -> Format:
        """A format with this type and these margins."""
        drawing = self.drawing_width or sheet.drawing_width
        if sheet.large:
            # Labels are larger, and so is a drawing that holds them.
            scaled = self.drawing_width * sheet.type_size / (self.type_size or sheet.type_size)
            return replace(
                sheet,
                margins=self.margins_large or sheet.margins,
                drawing_width=scaled or sheet.drawing_width,
            )
        size = self.type_size or sheet.type_size
        return replace(
            sheet,
            type_size=size,
            small_size=min(sheet.small_size, size),
            margins=self.margins or sheet.margins,
            drawing_width=drawing,
        )

    def sides(self, sheet: Format) -> int:
        """How many sides a document may have in a format; 0 for any number."""
        if sheet.large:
            return self.most_large
        return self.most_letter if sheet.name == "letter" else self.most


HANDOUT: Final = Paper()
"""How a handout is laid out."""


def tighten(root: etree.Element, step: int, *, large: bool) -> None:
    """Mark a document so that the style sheet lays it out tighter, in place.

    Args:
        root: the document.
        step: how many steps tighter.
        large: whether it is laid out in large print.
    """
    names = [*(["large"] if large else []), *(f"tight-{one}" for one in range(1, step + 1))]
    if names:
        root.set("class", " ".join([*root.get("class", "").split(), *names]))


def too_long(pages: Iterable[Any], most: int) -> str:
    """Say by how much a document is too long, and which of its parts is longest.

    Args:
        pages: the pages of a document that WeasyPrint has laid out.
        most: how many sides it may have.
    """
    listed = list(pages)
    beyond = sum(_used(page) for page in listed[most:])
    heights: dict[str, float] = {}
    for page in listed:
        for box in page._page_box.descendants():
            name = box.element.get(PART) if box.element is not None else None
            if name and box.element_tag == box.element.tag:
                heights[name] = heights.get(name, 0.0) + box.border_height() * _MM_PER_PIXEL
    longest = max(heights, key=lambda name: heights[name], default="")
    told = (
        f"it has {len(listed)} sides instead of {most}: {beyond:.0f} mm are too much, in type that "
        "cannot be smaller"
    )
    if not longest:
        return f"{told}; shorten it"
    return f"{told}; its longest part is “{longest}” ({heights[longest]:.0f} mm): shorten that"


def overlapping(pages: Iterable[Any]) -> str:
    """Say which words are printed over one another; empty when none are.

    Args:
        pages: the pages of a document that WeasyPrint has laid out.
    """
    for page in pages:
        boxes = [
            box
            for box in page._page_box.descendants()
            if type(box).__name__ == "TextBox" and box.text.strip()
        ]
        boxes.sort(key=lambda box: box.position_y)
        for index, one in enumerate(boxes):
            for other in boxes[index + 1 :]:
                if other.position_y >= one.position_y + one.height * _CLOSE:
                    break
                left = max(one.position_x, other.position_x)
                right = min(one.position_x + one.width, other.position_x + other.width)
                if right - left > 1:
                    said = f"“{one.text.strip()}” and “{other.text.strip()}”"
                    return f"{said} are printed over one another"
    return ""


def _used(page: Any) -> float:
    """How much of a page is used, in millimeters from the top of its text."""
    sheet = page._page_box
    top = sheet.content_box_y()
    lowest = max(
        (
            box.position_y + box.margin_height()
            for box in sheet.descendants()
            if type(box).__name__ in {"LineBox", "TableRowBox"}
            and box.position_y >= top
            and box.position_y < top + sheet.height
        ),
        default=top,
    )
    return float(min(lowest - top, sheet.height)) * _MM_PER_PIXEL


def lock_fields(_document: Any, pdf: Any) -> None:
    """Make the fields of a PDF read-only before it is written."""
    for one in pdf.objects:
        if isinstance(one, dict) and "FT" in one:
            one["Ff"] = int(one.get("Ff", 0)) | _READ_ONLY
