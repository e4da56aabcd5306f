"""Drawings on paper: sized for the sheet, labels in body type, lines and flat fills.

WeasyPrint applies no style sheet of the document inside a drawing, so each one carries its own. It
looks up no `var()` there either: the values are written in.
"""

from __future__ import annotations

import functools
import xml.etree.ElementTree as etree
from typing import Final

from plainleaf.print.formats import Format
from plainleaf.print.transform import SVG, classes
from plainleaf.rendering.stylesheet import with_values
from plainleaf.rendering.theme import THEME, Theme

STYLE: Final = THEME / "print" / "drawing.css"
"""How the shapes of drawings look on paper, by their classes."""

_ONE_OF_MANY: Final = 0.72
"""Share of the usual height for the views of one figure: two of them fit on a sheet."""
_GAP: Final = 4.0
"""Between two views beside one another, in millimeters; handout.css has the same."""
_POINTS_PER_MM: Final = 72 / 25.4
_CHIP_RADIUS: Final = 0.82
"""Radius of the disk behind a number, in sizes of its number."""


def size_drawings(root: etree.Element, sheet: Format) -> None:
    """Set the size of each drawing below an element, and of the labels in it, in place."""
    for drawing in root.iter(f"{SVG}svg"):
        if "schem" in classes(drawing):
            _size(drawing, sheet)


def _size(drawing: etree.Element, sheet: Format) -> None:
    _, _, width, height = (float(one) for one in drawing.get("viewBox", "0 0 1 1").split())
    highest = sheet.drawing_height * (_ONE_OF_MANY if "one-of-many" in classes(drawing) else 1)
    widest = sheet.drawing_width
    if "beside" in classes(drawing) and not sheet.large:
        widest = min(widest, (sheet.width - 2 * sheet.margins[1] - _GAP) / 2)
    scale = min(widest / width, highest / height)
    drawing.set("width", f"{scale * width:.2f}mm")
    drawing.set("height", f"{scale * height:.2f}mm")
    label = sheet.type_size / (scale * _POINTS_PER_MM)
    for over in drawing.iter(f"{SVG}g"):
        # What is laid over a picture has a grid of its own.
        if "over" in classes(over):
            inner = float(over.attrib.pop("data-scale", "1"))
            _size_labels(over, label / inner, width / inner)
    style = etree.Element(f"{SVG}style")
    style.text = _style()
    drawing.insert(0, style)


def _size_labels(over: etree.Element, label: float, width: float) -> None:
    """Set all letters and numbers over a picture in one size.

    Args:
        over: the marks, side letters and names.
        label: the size of type, on their grid.
        width: the picture's width, on their grid.
    """
    for circle in over.iter(f"{SVG}circle"):
        if "chip" in classes(circle):
            circle.set("r", f"{label * _CHIP_RADIUS:.2f}")
    for group in over.iter(f"{SVG}g"):
        if "plate" in classes(group):
            _size_plate(group, label, width)
    for text in over.iter(f"{SVG}text"):
        text.set("font-size", f"{label:.2f}")
        _center(text, label)


def _size_plate(plate: etree.Element, label: float, right: float) -> None:
    """Let a side's plate hold its letter, in its corner still."""
    box, text = plate.find(f"{SVG}rect"), plate.find(f"{SVG}text")
    if box is None or text is None:
        return
    before, side = float(box.get("width", "0")), label * 1.5
    left = float(box.get("x", "0"))
    if left > right / 2:
        left += before - side
    box.set("x", f"{left:.2f}")
    for name in ("width", "height"):
        box.set(name, f"{side:.2f}")
    text.set("x", f"{left + side / 2:.2f}")
    text.set("y", f"{float(box.get('y', '0')) + side / 2:.2f}")


def _center(text: etree.Element, label: float) -> None:
    # `dominant-baseline` is not known to every renderer: a third of the size down is the middle.
    if text.attrib.pop("dominant-baseline", "") == "central":
        text.set("y", f"{float(text.get('y', '0')) + label * 0.35:.2f}")


@functools.cache
def _style() -> str:
    return with_values(STYLE.read_text(encoding="utf-8"), Theme().paper_values())
