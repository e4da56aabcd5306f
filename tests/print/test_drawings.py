"""Drawings on paper: of the sheet's size, with labels of its type."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest

from plainleaf.print.drawings import size_drawings
from plainleaf.print.formats import FORMATS, Format
from plainleaf.print.transform import SVG

POINTS_PER_MM = 72 / 25.4


def drawing(view_box: str, inside: str = "") -> etree.Element:
    return etree.fromstring(
        '<div><svg xmlns="http://www.w3.org/2000/svg" class="schem" '
        f'viewBox="{view_box}">{inside}</svg></div>'
    )


def millimeters(value: str | None) -> float:
    assert value is not None
    assert value.endswith("mm")
    return float(value.removesuffix("mm"))


@pytest.mark.parametrize("sheet", FORMATS, ids=lambda one: one.name)
@pytest.mark.parametrize("view_box", ["0 0 1000 1000", "0 0 1000 250", "-50 -50 200 900"])
def test_a_drawing_keeps_its_shape_and_fits_its_sheet(sheet: Format, view_box: str) -> None:
    root = drawing(view_box)
    size_drawings(root, sheet)
    width, height = (millimeters(root[0].get(name)) for name in ("width", "height"))
    across, down = (float(one) for one in view_box.split()[2:])
    assert width / height == pytest.approx(across / down, rel=0.01)
    assert width <= sheet.drawing_width + 0.01
    assert height <= sheet.drawing_height + 0.01


@pytest.mark.parametrize("sheet", FORMATS, ids=lambda one: one.name)
def test_labels_are_printed_in_body_type_and_stay_in_their_plates(sheet: Format) -> None:
    # The grid of the marks is half as fine as the drawing's.
    inside = (
        '<g class="over" data-scale="2" transform="scale(2)">'
        '<g class="plate"><rect x="449" y="17" width="34" height="34"/>'
        '<text x="466" y="34" font-size="20.4" dominant-baseline="central">L</text></g>'
        '<g class="mark"><circle class="chip" cx="9" cy="9" r="17"/>'
        '<text x="9" y="9" font-size="20.4">1</text></g></g>'
    )
    root = drawing("0 0 1000 1000", inside)
    size_drawings(root, sheet)
    scale = millimeters(root[0].get("width")) / 1000 * POINTS_PER_MM * 2
    for text in root.iter(f"{SVG}text"):
        assert float(text.get("font-size", "0")) * scale == pytest.approx(sheet.type_size, rel=0.01)
    plate = next(root.iter(f"{SVG}rect"))
    left, side = float(plate.get("x", "0")), float(plate.get("width", "0"))
    assert left + side == pytest.approx(483)
    letter = next(root.iter(f"{SVG}text"))
    assert left < float(letter.get("x", "0")) < left + side
    circle = next(root.iter(f"{SVG}circle"))
    assert float(circle.get("r", "0")) * scale > sheet.type_size * 0.6


def test_other_drawings_are_left_alone() -> None:
    root = etree.fromstring(
        '<div><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/></div>'
    )
    size_drawings(root, FORMATS[0])
    assert root[0].get("width") is None
