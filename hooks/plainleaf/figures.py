"""Figures as data: a drawing, its numbered marks, and the words that go with it.

A figure stands in `figures.yml` beside its page. Its SVG carries shapes and classes only; numbers,
side plates and colours are laid on here and in the stylesheet, so that one drawing serves the
screen, the dark scheme and paper.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as etree
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from plainleaf.findings import quoted
from plainleaf.inline import read_inline
from plainleaf.records import Record
from plainleaf.yaml_source import complaint

SVG = "http://www.w3.org/2000/svg"
PIN_RADIUS = 0.034
"""Radius of a numbered pin, as a share of the drawing's width."""

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

Share = Annotated[float, Field(ge=0, le=1)]

_ADDRESS = re.compile(r"(?:https?:|mailto:|[^:]*$)", re.IGNORECASE)
"""What a link may lead to: the web, mail, or a page of this site."""


def _harmless(markdown: str) -> str:
    """Return the text unless it holds raw HTML, or a link that could run something.

    Rules check pages for the same; these words stand outside of any page.
    """
    found = read_inline(markdown, lambda _offset: (1, 1))
    if found.tags:
        raise complaint(f"This text holds raw HTML: <{found.tags[0].name}>.", "Write Markdown.")
    for link in found.links:
        if not _ADDRESS.match(link.target):
            raise complaint(
                f"The address {quoted(link.target, 40)} is not allowed.",
                "Link to a page or to an https address.",
            )
    return markdown


Words = Annotated[str, AfterValidator(_harmless)]
"""Markdown as a legend or caption may hold it."""


class Mark(Record):
    """One number on a figure and what it stands for."""

    number: int = Field(ge=1, le=20, description="The number in the drawing and in the legend.")
    at: tuple[tuple[Share, Share], ...] = Field(
        default=(), description="Where the number stands: [across, down], from 0 to 1."
    )
    text: Words = Field(min_length=3, description="What it shows, as Markdown; may cite.")


class Figure(Record):
    """A figure that a page may place with `/// figure | id`."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="Its name in the page.")
    image: str = Field(pattern=r"^[\w./-]+\.svg$", description="The drawing, beside this file.")
    alt: str = Field(min_length=1, max_length=400, description="What a sighted reader sees.")
    caption: Words = Field(min_length=10, description="One or two sentences, as Markdown.")
    schematic: bool = Field(description="True for a drawing that is not a patient image.")
    credit: str = Field(min_length=3, description="Who made it, from what; plain text.")
    sides: bool = Field(
        default=False, description="Print R and L; the patient's right is on the left."
    )
    window: str | None = Field(
        default=None, description="Words printed on it, such as Bone window."
    )
    legend: tuple[Mark, ...] = Field(default=(), description="The numbered marks.")

    @model_validator(mode="after")
    def _numbers_once(self) -> Figure:
        numbers = [mark.number for mark in self.legend]
        doubled = next((one for one in numbers if numbers.count(one) > 1), None)
        if doubled is not None:
            raise complaint(
                f"The legend has the number {doubled} twice.",
                "Give one mark several places instead.",
                field_name="legend",
            )
        return self


class DrawingError(ValueError):
    """A drawing holds something that may not be published, or is not SVG at all."""


def parse_drawing(svg: str) -> etree.Element:
    """Return the drawing's root element.

    Raises:
        DrawingError: it is not well-formed SVG, has no viewBox, or holds anything but shapes
            (scripts, styles, text, links, metadata).
    """
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        raise DrawingError("has a DOCTYPE or an entity")
    try:
        root = etree.fromstring(svg)
    except etree.ParseError as error:
        raise DrawingError(f"is not well-formed: {error}") from error
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


def draw(figure: Figure, svg: str) -> str:
    """Return the figure's drawing as inline SVG with its numbers and plates.

    Args:
        figure: what to print on it; marks stand at shares of the viewBox.
        svg: the drawing as `parse_drawing` accepts it.
    """
    root = parse_drawing(svg)
    x, y, width, height = _read_view_box(root)
    _strip_namespace(root)
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    root.attrib.update({"class": "schem", "role": "img", "aria-label": figure.alt})
    radius = width * PIN_RADIUS
    if figure.sides:
        for label, left in (("R", x + radius), ("L", x + width - 3 * radius)):
            root.append(_plate(label, left, y + radius, radius * 2))
    if figure.window:
        root.append(_words(figure.window, x + radius, y + height - radius, radius))
    for mark in figure.legend:
        for across, down in mark.at:
            root.append(_pin(str(mark.number), x + across * width, y + down * height, radius))
    return etree.tostring(root, encoding="unicode", short_empty_elements=False)


def _strip_namespace(root: etree.Element) -> None:
    # Inline SVG in HTML needs no prefix, and ElementTree would write one on every element.
    for element in root.iter():
        element.tag = str(element.tag).removeprefix(f"{{{SVG}}}")


def _shape(name: str, css: str = "", **numbers: float) -> etree.Element:
    attributes = {"class": css} if css else {}
    attributes |= {key: f"{value:g}" for key, value in numbers.items()}
    return etree.Element(name, attributes)


def _pin(label: str, x: float, y: float, radius: float) -> etree.Element:
    group = etree.Element("g", {"class": "pin"})
    group.append(_shape("circle", cx=x, cy=y, r=radius))
    group.append(_centred(label, x, y, radius * 1.2))
    return group


def _plate(label: str, x: float, y: float, size: float) -> etree.Element:
    group = etree.Element("g", {"class": "plate"})
    group.append(_shape("rect", x=x, y=y, width=size, height=size))
    group.append(_centred(label, x + size / 2, y + size / 2, size * 0.6))
    return group


def _centred(label: str, x: float, y: float, size: float) -> etree.Element:
    # Presentation attributes, not style: sizes follow the drawing's own grid, and a strict
    # Content-Security-Policy lets them through.
    text = _shape("text", x=x, y=y)
    text.attrib |= {
        "font-size": f"{size:g}",
        "text-anchor": "middle",
        "dominant-baseline": "central",
    }
    text.text = label
    return text


def _words(words: str, x: float, y: float, size: float) -> etree.Element:
    text = _shape("text", "win", x=x, y=y)
    text.set("font-size", f"{size:g}")
    text.text = words
    return text
