"""Figures: which drawings may be published, and what is printed on them."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from plainleaf.figures import DEEPEST, DrawingError, Figure, Mark, draw, parse_drawing
from plainleaf.findings import as_text
from plainleaf.records import load_records

ROOT = Path(__file__).parent.parent
NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'


def svg(inside: str = "", attributes: str = 'viewBox="0 0 1000 500"') -> str:
    """A drawing."""
    return f"<svg {NAMESPACE} {attributes}>{inside}</svg>"


def figure(**fields: object) -> Figure:
    """A figure with what every figure needs."""
    needed = {
        "id": "chest",
        "image": "figures/chest.svg",
        "alt": "A chest from the front.",
        "caption": "One sentence.",
        "schematic": True,
        "credit": "Plainleaf",
    }
    return Figure.model_validate(needed | fields)


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
    with pytest.raises(DrawingError, match="is not well-formed"):
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


# --- what is printed on them ---


def test_a_drawing_without_marks_gets_its_words_and_nothing_else() -> None:
    drawn = draw(
        figure(), svg('<path class="bone" d="M0 0"/>', 'viewBox="0 0 9 9" width="9" height="9"')
    )
    assert drawn == (
        '<svg viewBox="0 0 9 9" class="schem" role="img" aria-label="A chest from the front.">'
        '<path class="bone" d="M0 0"></path></svg>'
    )


def test_hostile_words_are_text() -> None:
    alt = "\"><script>alert('1')</script>&amp;"
    drawn = draw(figure(alt=alt, window="</text><script>2</script>"), svg())
    tree = LexborHTMLParser(drawn)
    assert tree.css_first("svg").attributes["aria-label"] == alt
    assert tree.css_first("text").text() == "</text><script>2</script>"
    assert tree.css("script") == []


def test_numbers_stand_at_their_shares_of_the_viewbox() -> None:
    legend = [
        {"number": 1, "at": [[0, 0], [1, 1]], "text": "Corners."},
        {"number": 12, "at": [[0.25, 0.5]], "text": "Inside."},
        {"number": 3, "text": "Nowhere."},
    ]
    drawn = draw(figure(legend=legend), svg(attributes='viewBox="-100 50 1000 500"'))
    at = ("r", "cx", "cy")
    pins = [
        (pin.css_first("text").text(), *map(pin.css_first("circle").attributes.get, at))
        for pin in LexborHTMLParser(drawn).css("g.pin")
    ]
    assert pins == [
        ("1", "34", "-100", "50"),
        ("1", "34", "900", "550"),
        ("12", "34", "150", "300"),
    ]


def test_side_plates_show_the_patients_right_on_the_left() -> None:
    drawn = draw(figure(sides=True), svg(attributes='viewBox="0 0 1000 500"'))
    plates = {
        plate.css_first("text").text(): plate.css_first("rect").attributes
        for plate in LexborHTMLParser(drawn).css("g.plate")
    }
    assert plates == {
        "R": {"x": "34", "y": "34", "width": "68", "height": "68"},
        "L": {"x": "898", "y": "34", "width": "68", "height": "68"},
    }


def test_the_window_stands_at_the_foot() -> None:
    drawn = draw(figure(window="Bone window"), svg(attributes='viewBox="0 0 1000 500"'))
    words = LexborHTMLParser(drawn).css_first("text.win")
    assert words.text() == "Bone window"
    assert words.attributes == {"class": "win", "x": "34", "y": "466", "font-size": "34"}


def test_a_prefix_of_the_file_is_gone_in_the_page() -> None:
    drawing = '<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><s:g/></s:svg>'
    assert draw(figure(), drawing).endswith('aria-label="A chest from the front."><g></g></svg>')


# --- figures.yml ---


def found(fields: str) -> str:
    """What is wrong with a figure of these fields, as the command prints it."""
    rest = "  image: a.svg\n  schematic: true\n  credit: Plainleaf\n"
    text = f"- id: chest\n{rest}{fields}"
    return as_text(load_records(text, "figures.yml", Figure, "PL701").findings)


WORDS = "  alt: A chest from the front.\n  caption: One sentence.\n"


def test_a_figure_needs_its_words() -> None:
    assert found(WORDS) == ""
    assert '"alt" is missing.' in found("  caption: One sentence.\n")


@pytest.mark.parametrize(
    "text",
    ["**Bold.**[@FAN] [a page](../x.md#y)", "[web](https://x.example/)", "a < b & c", "<me@x.org>"],
)
def test_a_legend_holds_markdown(text: str) -> None:
    assert found(f'{WORDS}  legend: [{{number: 1, text: "{text}"}}]\n') == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "A <script>1</script>",
            "figures.yml:7:24: error PL701 This text holds raw HTML: <script>.",
        ),
        ("A <b>word</b>", "This text holds raw HTML: <b>. Write Markdown."),
        ("[x](javascript:alert(1))", 'The address "javascript:alert(1)" is not allowed.'),
        ("[x](JAVA&#115;cript:1)", 'The address "JAVAscript:1" is not allowed.'),
        ("[x](data:text/html,1)", 'The address "data:text/html,1" is not allowed.'),
    ],
)
def test_a_legend_and_a_caption_hold_nothing_that_runs(text: str, message: str) -> None:
    assert message in found(f'{WORDS}  legend: [{{number: 1, text: "{text}"}}]\n')
    assert message.partition("PL701 ")[2] in found(
        f'  alt: A chest from the front.\n  caption: "{text} and more."\n'
    )


@pytest.mark.parametrize(
    ("legend", "message"),
    [
        ("[{number: 0, text: Zero.}]", '"number"'),
        ("[{number: 1, text: One., at: [[1.1, 0]]}]", "less than or equal to 1"),
        ("[{number: 1, text: One., at: [[-0.1, 0]]}]", "greater than or equal to 0"),
        ("[{number: 1, text: One., at: [0.1, 0.2]}]", "must be a list"),
        (
            "[{number: 2, text: One.}, {number: 2, text: Two.}]",
            "The legend has the number 2 twice. Give one mark several places instead.",
        ),
    ],
)
def test_a_broken_legend_is_told(legend: str, message: str) -> None:
    assert message in found(f"{WORDS}  legend: {legend}\n")


@pytest.mark.parametrize("image", ["a.png", "a.svg?x", "https://x.example/a.svg", "a b.svg"])
def test_an_image_is_a_drawing_beside_the_file(image: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        figure(image=image)


# --- the real figures ---

REAL = [
    (file.parent, one)
    for file in sorted((ROOT / "docs").rglob("figures.yml"))
    for one in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def test_there_are_five_figures_of_the_case_and_one_of_the_condition() -> None:
    assert [folder.parent.name for folder, _ in REAL] == ["cases"] * 5 + ["conditions"]


@pytest.mark.parametrize(("folder", "fields"), REAL, ids=[one["id"] for _, one in REAL])
def test_a_real_figure_is_drawn_with_all_its_marks(folder: Path, fields: dict[str, object]) -> None:
    one = Figure.model_validate(fields)
    assert one.schematic
    drawn = draw(one, (folder / one.image).read_text(encoding="utf-8"))
    tree = LexborHTMLParser(drawn)
    marks = [str(mark.number) for mark in one.legend for _ in mark.at]
    assert [pin.css_first("text").text() for pin in tree.css("g.pin")] == marks
    assert len(tree.css("g.plate")) == (2 if one.sides else 0)
    assert tree.css("[style], [id], [href], script, title") == []
    box = [float(part) for part in (tree.css_first("svg").attributes["viewBox"] or "").split()]
    assert box == [0, 0, 1000, 1000]
    for circle in tree.css("g.pin circle"):
        for axis, size in (("cx", box[2]), ("cy", box[3])):
            at, radius = (float(circle.attributes[name] or 0) for name in (axis, "r"))
            assert radius <= at <= size - radius, f"{one.id}: a number is cut off"


def test_every_drawing_belongs_to_a_figure() -> None:
    used = {(folder / str(fields["image"])).resolve() for folder, fields in REAL}
    assert used == {file.resolve() for file in (ROOT / "docs").rglob("*.svg")}


def test_a_mark_may_stand_nowhere() -> None:
    assert Mark(number=1, text="Only in words.").at == ()
