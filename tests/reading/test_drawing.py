"""Pictures: which may be published, and what is laid over them."""

from __future__ import annotations

import io
import xml.etree.ElementTree as etree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from plainleaf.model.figures import Figure
from plainleaf.reading.drawing import (
    DEEPEST,
    DrawingError,
    ImageError,
    ReadPicture,
    draw_over,
    draw_picture,
    parse_drawing,
    read_drawing,
    read_image,
)

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
SQUARE = ReadPicture(500, 500)


def svg(inside: str = "", attributes: str = 'viewBox="0 0 1000 500"') -> str:
    """A drawing."""
    return f"<svg {NAMESPACE} {attributes}>{inside}</svg>"


def figure(*marks: dict[str, object], **fields: object) -> Figure:
    """A figure of one view with these marks of one finding."""
    marked = [{"finding": "mass", "label": "the mass", **mark} for mark in marks]
    needed = {
        "id": "chest",
        "modality": "CT",
        "alt": "A chest from the front.",
        "long": "A chest from the front, told from the top of it to its foot.",
        "caption": "One sentence.",
        "schematic": True,
        "credit": "Plainleaf",
        "license": "none",
        "findings": [{"id": "mass", "number": 1, "text": "Mass."}] if marks else [],
        "views": [{"id": "front", "image": "chest.svg", "annotations": marked}],
    }
    return Figure.model_validate(needed | fields)


def over(one: Figure, picture: ReadPicture = SQUARE) -> LexborHTMLParser:
    """What is laid over the first frame of a figure."""
    return LexborHTMLParser(draw_over(one, one.frames[0], picture, {"mass": "there"}))


# --- drawings ---


@pytest.mark.parametrize(
    "drawing",
    [
        svg(),
        svg('<g class="a"><path d="M0 0h1" transform="scale(2)"/></g><!-- a comment -->'),
        svg(attributes='viewBox="-10 -5.5 1e3 500" width="10" height="5"'),
        '<?xml version="1.0" encoding="UTF-8"?>\n' + svg(),
        '<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><s:path d=""/></s:svg>',
    ],
)
def test_shapes_with_classes_are_accepted(drawing: str) -> None:
    assert parse_drawing(drawing).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize(
    ("drawing", "reason"),
    [
        (svg("<script>alert(1)</script>"), "holds <script>; a drawing holds shapes only"),
        (svg("<style>path{}</style>"), "holds <style>; a drawing holds shapes only"),
        (svg("<title>EMH</title>"), "holds <title>; a drawing holds shapes only"),
        (svg("<text>EMH</text>"), "holds <text>; a drawing holds shapes only"),
        (svg("<metadata/>"), "holds <metadata>; a drawing holds shapes only"),
        (svg("<foreignObject/>"), "holds <foreignObject>; a drawing holds shapes only"),
        (svg("<use/>"), "holds <use>; a drawing holds shapes only"),
        (svg('<image href="x.png"/>'), "holds <image>; a drawing holds shapes only"),
        (svg('<animate attributeName="d"/>'), "holds <animate>; a drawing holds shapes only"),
        (
            svg('<html:script xmlns:html="http://www.w3.org/1999/xhtml"/>'),
            "holds <{http://www.w3.org/1999/xhtml}script>; a drawing holds shapes only",
        ),
        (svg('<path style="fill: red"/>'), "<path> has the attribute style"),
        (svg('<path onclick="alert(1)"/>'), "<path> has the attribute onclick"),
        (svg(attributes='viewBox="0 0 1 1" onload="x"'), "<svg> has the attribute onload"),
        (svg('<path id="x"/>'), "<path> has the attribute id"),
        (svg('<path fill="url(https://x.example/)"/>'), "<path> has the attribute fill"),
        (svg('<g href="x"/>'), "<g> has the attribute href"),
        (
            svg('<g xmlns:x="http://www.w3.org/1999/xlink" x:href="x"/>'),
            "<g> has the attribute {http://www.w3.org/1999/xlink}href",
        ),
        (svg("<g>EMH</g>"), "<g> holds text; words belong into the legend"),
        (svg("<g/>EMH"), "<g> holds text; words belong into the legend"),
        (svg("EMH"), "<svg> holds text; words belong into the legend"),
        (svg("<![CDATA[EMH]]>"), "<svg> holds text; words belong into the legend"),
        (svg(attributes=""), 'has no viewBox such as "0 0 1000 1000"'),
        (svg(attributes='viewBox="0 0 1"'), 'has no viewBox such as "0 0 1000 1000"'),
        (svg(attributes='viewBox="0 0 a b"'), 'has no viewBox such as "0 0 1000 1000"'),
        (svg(attributes='viewBox="0 0 0 5"'), "has a viewBox without size"),
        (svg(attributes='viewBox="0 0 5 -5"'), "has a viewBox without size"),
        (svg(attributes='viewBox="0 0 inf 5"'), "has a viewBox without size"),
        (svg(attributes='viewBox="nan 0 5 5"'), "has a viewBox without size"),
        ("<svg viewBox='0 0 1 1'/>", "is not an SVG drawing"),
        ("<html/>", "is not an SVG drawing"),
        (svg("<g>" * DEEPEST + "</g>" * DEEPEST), f"is nested deeper than {DEEPEST} elements"),
        ("<!DOCTYPE svg>" + svg(), "has a DOCTYPE or an entity"),
        (
            '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + svg("&b;"),
            "has a DOCTYPE or an entity",
        ),
        (
            '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"),
            "has a DOCTYPE or an entity",
        ),
    ],
)
def test_anything_but_shapes_is_refused(drawing: str, reason: str) -> None:
    with pytest.raises(DrawingError) as caught:
        parse_drawing(drawing)
    assert str(caught.value) == reason


@pytest.mark.parametrize("drawing", ["", "<svg", svg("<g>"), svg("&no;"), "\x00", "x", "<a/><b/>"])
def test_what_is_not_well_formed_is_refused(drawing: str) -> None:
    with pytest.raises(DrawingError, match="is damaged at line"):
        parse_drawing(drawing)


def test_depth_is_counted_from_the_root() -> None:
    parse_drawing(svg("<g>" * (DEEPEST - 1) + "</g>" * (DEEPEST - 1)))
    with pytest.raises(DrawingError, match="nested"):
        parse_drawing(svg("<g>" * 5000 + "</g>" * 5000))


@settings(deadline=None)
@given(st.text() | st.text("<>/ =\"'gsvpath!&;[]-0 1").map(svg))
def test_any_text_is_a_drawing_or_refused(text: str) -> None:
    try:
        root = parse_drawing(text)
    except DrawingError:
        return
    assert etree.tostring(root)


# --- photographs and scans ---


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_the_size_of_an_image_is_read(form: str) -> None:
    stream = io.BytesIO()
    Image.new("L", (40, 30)).save(stream, form)
    picture = read_image(stream.getvalue())
    assert (picture.width, picture.height, picture.svg) == (40, 30, None)
    assert len(picture.digest) == 64


@pytest.mark.parametrize("data", [b"", b"DICM", b"<svg/>", b"\x89PNG\r\n\x1a\n", b"GIF89a" * 9])
def test_what_is_no_image_is_refused(data: bytes) -> None:
    with pytest.raises(ImageError, match="is no PNG, JPEG or WebP image"):
        read_image(data)


def test_an_image_says_its_size_and_its_words() -> None:
    one = figure(views=[{"id": "front", "image": "a b-1.png".replace(" ", "")}], alt='"<&')
    image = LexborHTMLParser(draw_picture(one.frames[0], ReadPicture(640, 480))).css_first("img")
    assert image.attributes["alt"] == '"<&'
    assert (image.attributes["width"], image.attributes["height"]) == ("640", "480")
    assert "style" not in image.attributes


# --- a drawing in a page ---


def test_a_drawing_gets_its_words_and_keeps_nothing_of_its_own_size() -> None:
    drawing = svg('<path class="bone" d="M0 0"/>', 'viewBox="0 0 9 9" width="9" height="9"')
    assert draw_picture(figure().frames[0], read_drawing(drawing)) == (
        '<svg viewBox="0 0 9 9" class="schem" role="img" aria-label="A chest from the front.">'
        '<path class="bone" d="M0 0"></path></svg>'
    )


def test_a_prefix_of_the_file_is_gone_in_the_page() -> None:
    drawing = '<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><s:g/></s:svg>'
    drawn = draw_picture(figure().frames[0], read_drawing(drawing))
    assert drawn.endswith('aria-label="A chest from the front."><g></g></svg>')


# --- what is laid over a picture ---


def test_nothing_is_laid_over_a_picture_that_has_nothing() -> None:
    one = figure()
    assert draw_over(one, one.frames[0], ReadPicture(200, 100), {}) == (
        '<svg class="over" viewBox="0 0 1000 500"></svg>'
    )


def test_marks_stand_at_their_shares_of_any_picture() -> None:
    corners = [{"shape": "point", "points": [[x, y]]} for x, y in ((0, 0), (1, 1), (0.25, 0.5))]
    chips = over(figure(*corners), ReadPicture(640, 320)).css(".chip")
    at = [tuple(chip.attributes[name] for name in ("cx", "cy", "r")) for chip in chips]
    assert at == [("0", "0", "34"), ("1000", "500", "34"), ("250", "250", "34")]


@pytest.mark.parametrize(
    ("mark", "shapes"),
    [
        ({"shape": "point", "points": [[0.5, 0.5]]}, ["circle", "text"]),
        (
            {"shape": "arrow", "points": [[0.1, 0.1], [0.5, 0.1]]},
            ["path", "path", "path", "circle", "text"],
        ),
        (
            {"shape": "outline", "points": [[0, 0], [1, 0], [1, 1]], "number_at": [0.5, 0.2]},
            ["path", "path", "circle", "text"],
        ),
        (
            {"shape": "region", "points": [[0, 0], [1, 0], [1, 1]]},
            ["path", "path", "circle", "text"],
        ),
    ],
    ids=lambda value: value["shape"] if isinstance(value, dict) else "",
)
def test_every_shape_has_its_number_and_says_what_it_is(
    mark: dict[str, object], shapes: list[str]
) -> None:
    link = over(figure(mark)).css_first("a.mark")
    assert [node.tag for node in link.iter()] == shapes
    assert link.attributes["class"] == f"mark m-{mark['shape']}"
    assert link.attributes["href"] == "#there"
    assert link.attributes["aria-label"] == "1: the mass"
    assert link.css_first("text").text() == "1"


def test_an_arrow_ends_at_what_it_points_at() -> None:
    tree = over(figure({"shape": "arrow", "points": [[0.1, 0.5], [0.5, 0.5]]}))
    assert (tree.css_first(".tip").attributes["d"] or "").startswith("M500 500L")
    assert tree.css_first(".line").attributes["d"] == "M100 500L467.8 500"


def test_an_arrow_without_length_is_drawn() -> None:
    assert over(figure({"shape": "arrow", "points": [[0.5, 0.5], [0.5, 0.5]]})).css(".tip")


def test_side_letters_and_the_name_of_the_view_are_for_the_eye_only() -> None:
    views = [{"id": "a", "image": "a.svg", "window": "bone"}]
    tree = over(figure(sides={"left": "R", "right": "L"}, views=views), ReadPicture(100, 50))
    assert tree.css_first("g").attributes["aria-hidden"] == "true"
    assert [text.text() for text in tree.css("text")] == ["R", "L", "Bone window"]
    assert tree.css_first(".win").attributes == {"class": "win", "x": "34", "y": "466"}


def test_hostile_words_are_text() -> None:
    label = "\"><script>alert('1')</script>&amp;"
    tree = over(figure({"shape": "point", "points": [[0, 0]], "label": label}))
    assert tree.css_first("a").attributes["aria-label"] == f"1: {label}"
    assert tree.css("script") == []
