"""Pictures and what is laid over them.

A drawing is SVG that holds shapes and classes only, so that one file serves the screen, the dark
scheme and paper; it is printed into its page. A photograph or scan stays a file of its own. Marks,
numbers and side letters are a second SVG over either of them: they can be turned off, and the
picture below stays as it was.
"""

from __future__ import annotations

import hashlib
import io
import math
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from plainleaf.model.figures import Annotation, Figure, Frame, Point

SVG = "http://www.w3.org/2000/svg"

ALLOWED_ELEMENTS = frozenset(
    ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
)
"""What a drawing may be made of: shapes. Nothing that runs, loads, or carries hidden text."""

ALLOWED_ATTRIBUTES = frozenset(
    ("class", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "points")
) | {"width", "height", "transform", "viewBox", "stroke-width", "fill-opacity"}
"""Geometry and class names. No style, no event handler, no reference to anything outside."""

DEEPEST = 50
"""How many elements of a drawing may stand inside one another."""

GRID: Final = 1000
"""Marks are drawn on a grid of this width, whatever the picture's own size is."""
CHIP: Final = 34
"""Radius of a number, on the grid."""
HEAD: Final = 46
"""Length of an arrow's head, on the grid."""

GridPlace = tuple[float, float]
"""A place on the grid: across, down."""


@dataclass(frozen=True)
class ReadPicture:
    """An image that was read."""

    width: float
    """Its width, in pixels or in units of its own."""
    height: float
    """Its height, in the same."""
    svg: str | None = None
    """Its source when it is a drawing; None for a photograph or scan."""
    digest: str = ""
    """What its bytes hash to: a review covers them."""

    @property
    def grid_height(self) -> float:
        """Its height on the grid of marks."""
        return GRID * self.height / self.width


class ImageError(ValueError):
    """A file is no image that a browser shows."""


class DrawingError(ValueError):
    """A drawing holds something that may not be published, or is not SVG at all."""


def parse_drawing(svg: str) -> etree.Element:
    """The drawing's root element.

    Raises:
        DrawingError: it is not well-formed SVG, has no viewBox, or holds anything but shapes
            (scripts, styles, text, links, metadata).
    """
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        raise DrawingError("has a DOCTYPE or an entity")
    try:
        root = etree.fromstring(svg)
    except etree.ParseError as error:
        raise DrawingError(f"is damaged at line {error.position[0]}") from error
    if root.tag != f"{{{SVG}}}svg":
        raise DrawingError("is not an SVG drawing")
    _read_view_box(root)
    if _deeper_than(DEEPEST, root):
        raise DrawingError(f"is nested deeper than {DEEPEST} elements")
    for element in root.iter():
        name = str(element.tag).removeprefix(f"{{{SVG}}}")
        if name not in ALLOWED_ELEMENTS:
            raise DrawingError(f"holds <{name}>; a drawing holds shapes only")
        for attribute in element.attrib:
            if attribute not in ALLOWED_ATTRIBUTES:
                raise DrawingError(f"<{name}> has the attribute {attribute}")
        if (element.text or "").strip() or (element.tail or "").strip():
            raise DrawingError(f"<{name}> holds text; words belong into the legend")
    return root


def _deeper_than(limit: int, root: etree.Element) -> bool:
    # Level by level: writing a drawing out again recurses, and must not run out of stack.
    level = [root]
    for _ in range(limit):
        level = [child for element in level for child in element]
    return bool(level)


def _read_view_box(root: etree.Element) -> tuple[float, float, float, float]:
    try:
        x, y, width, height = (float(part) for part in root.get("viewBox", "").split())
    except ValueError:
        raise DrawingError('has no viewBox such as "0 0 1000 1000"') from None
    if not all(map(math.isfinite, (x, y, width, height))) or width <= 0 or height <= 0:
        raise DrawingError("has a viewBox without size")
    return x, y, width, height


def read_drawing(svg: str) -> ReadPicture:
    """A drawing with its size.

    Raises:
        DrawingError: as `parse_drawing`.
    """
    _, _, width, height = _read_view_box(parse_drawing(svg))
    return ReadPicture(width, height, svg, hashlib.sha256(svg.encode()).hexdigest())


def read_image(data: bytes) -> ReadPicture:
    """A photograph or scan with its size.

    Raises:
        ImageError: it is no PNG, JPEG or WebP.
    """
    # Loaded on use: most sites hold drawings only.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as image:
            width, height = image.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise ImageError("is no PNG, JPEG or WebP image") from error
    return ReadPicture(width, height, None, hashlib.sha256(data).hexdigest())


def draw_picture(frame: Frame, picture: ReadPicture) -> str:
    """A frame's picture as HTML: inline SVG for a drawing, else an `img`."""
    if picture.svg is None:
        image = etree.Element("img", {"src": frame.image, "alt": frame.alt, "class": "off-glb"})
        image.attrib |= {"width": f"{picture.width:g}", "height": f"{picture.height:g}"}
        image.attrib |= {"loading": "lazy", "decoding": "async"}
        return etree.tostring(image, encoding="unicode", method="html")
    root = parse_drawing(picture.svg)
    for element in root.iter():
        # Inline SVG in HTML needs no prefix, and ElementTree would write one on every element.
        element.tag = str(element.tag).removeprefix(f"{{{SVG}}}")
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    root.attrib.update({"class": "schem", "role": "img", "aria-label": frame.alt})
    return etree.tostring(root, encoding="unicode", short_empty_elements=False)


def draw_over(
    figure: Figure, frame: Frame, picture: ReadPicture, targets: Mapping[str, str]
) -> str:
    """What is laid over a frame: side letters, its name and, with targets, its marks.

    Args:
        figure: the figure that the frame is of.
        frame: the frame.
        picture: the frame's picture.
        targets: finding to the id of its place in the legend; a mark links there. Without a
            target a mark is left out.
    """
    height = picture.grid_height
    root = etree.Element("svg", {"class": "over", "viewBox": f"0 0 {GRID} {height:g}"})
    root.extend(_plates(figure, frame, height))
    numbers = {finding.id: finding.number for finding in figure.findings}
    for mark in frame.marks:
        if mark.finding in targets:
            link = {"class": f"mark m-{mark.shape}", "href": f"#{targets[mark.finding]}"}
            link["data-finding"] = mark.finding
            link["aria-label"] = f"{numbers[mark.finding]}: {mark.label}"
            group = etree.SubElement(root, "a", link)
            group.extend(_mark(mark, numbers[mark.finding], height))
    return etree.tostring(root, encoding="unicode", short_empty_elements=False)


def _plates(figure: Figure, frame: Frame, height: float) -> Iterable[etree.Element]:
    # Hidden from screen readers: the text beside the picture says the same.
    group = etree.Element("g", {"aria-hidden": "true"})
    if figure.sides:
        for label, left in ((figure.sides.left, CHIP), (figure.sides.right, GRID - 3 * CHIP)):
            plate = etree.SubElement(group, "g", {"class": "plate"})
            plate.append(_shape("rect", x=left, y=CHIP, width=2 * CHIP, height=2 * CHIP))
            plate.append(_centred(label, left + CHIP, 2 * CHIP, CHIP * 1.2))
    if frame.name:
        name = _shape("text", "win", x=CHIP, y=height - CHIP)
        name.text = frame.name
        group.append(name)
    return [group] if len(group) else []


def _mark(mark: Annotation, number: int, height: float) -> Iterable[etree.Element]:
    places = [_on_grid(point, height) for point in mark.points]
    chip = _on_grid(mark.number_at, height) if mark.number_at else places[0]
    if mark.shape == "arrow":
        # The line ends inside the head, so that its blunt end does not blur the tip.
        shaft = _path([places[0], _towards(places[1], places[0], HEAD * 0.7)])
        yield from (_path_of(shaft, "case"), _path_of(shaft, "line"))
        yield _path_of(f"{_path(_head(places[0], places[1]))}Z", "tip")
    elif mark.shape in ("outline", "region"):
        closed = f"{_path(places)}Z"
        yield from (_path_of(closed, "case"), _path_of(closed, "line"))
    yield _shape("circle", "chip", cx=chip[0], cy=chip[1], r=CHIP)
    yield _centred(str(number), *chip, CHIP * 1.25)


def _on_grid(point: Point, height: float) -> GridPlace:
    return point[0] * GRID, point[1] * height


def _path(places: Sequence[GridPlace]) -> str:
    return "M" + "L".join(f"{x:.4g} {y:.4g}" for x, y in places)


def _path_of(drawn: str, css: str) -> etree.Element:
    return etree.Element("path", {"class": css, "d": drawn})


def _towards(
    start: tuple[float, float], end: tuple[float, float], by: float
) -> tuple[float, float]:
    length = math.dist(start, end) or 1
    share = by / length
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _head(start: GridPlace, tip: GridPlace) -> list[GridPlace]:
    base = _towards(tip, start, HEAD)
    across = (tip[1] - base[1]) * 0.45, (base[0] - tip[0]) * 0.45
    return [
        tip,
        (base[0] + across[0], base[1] + across[1]),
        (base[0] - across[0], base[1] - across[1]),
    ]


def _shape(name: str, css: str = "", **numbers: float) -> etree.Element:
    attributes = {"class": css} if css else {}
    attributes |= {key: f"{value:g}" for key, value in numbers.items()}
    return etree.Element(name, attributes)


def _centred(label: str, x: float, y: float, size: float) -> etree.Element:
    # Presentation attributes, not style: a strict Content-Security-Policy lets them through.
    text = _shape("text", x=x, y=y)
    text.attrib |= {
        "font-size": f"{size:g}",
        "text-anchor": "middle",
        "dominant-baseline": "central",
    }
    text.text = label
    return text
