"""Figures as data: what an author may write, and what is told of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from finding_lines import as_text
from plainleaf.model.figures import Figure, plain_words
from plainleaf.model.records import load_records
from plainleaf.reading.drawing import draw_over, draw_picture, read_drawing

ROOT = Path(__file__).parents[2]

FIGURE = """\
- id: chest
  modality: CT
  alt: A chest from the front.
  long: A chest from the front, told from the top of it to its foot.
  caption: One sentence.
  schematic: true
  credit: Plainleaf
  license: none
  findings:
    - {id: mass, number: 1, text: "**Mass.**"}
  views:
    - id: front
      image: chest.svg
      annotations:
        - {finding: mass, shape: point, label: mass, points: [[0.5, 0.5]]}
"""


def found(text: str) -> str:
    """What is wrong with a file, as the command prints it."""
    return as_text(load_records(text, "figures.yml", Figure, "PL701").findings)


def changed(old: str, new: str) -> str:
    """What is wrong with the figure above after a change."""
    assert FIGURE.count(old) == 1
    return found(FIGURE.replace(old, new))


def read(text: str = FIGURE) -> Figure:
    """The figure of a file that is right."""
    assert found(text) == ""
    return load_records(text, "figures.yml", Figure, "PL701").items[0]


def test_a_figure_that_is_right() -> None:
    figure = read()
    assert [frame.image for frame in figure.frames] == ["chest.svg"]
    assert figure.made_how == (("Modality", "CT"),)
    assert figure.key_slices == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "[[0.5, 0.5]]",
            "[[0.5, 1.5]]",
            "15:69: error PL701 1.5 lies outside of the picture: a place is a share from 0 to 1.",
        ),
        ("[[0.5, 0.5]]", "[[-0.1, 0]]", "-0.1 lies outside of the picture"),
        ("[[0.5, 0.5]]", "[[.nan, 0]]", "error PL701"),
        ("finding: mass, shape", "shape", '15:11: error PL701 "finding" is missing.'),
        (
            "finding: mass, shape",
            "finding: maas, shape",
            '15:12: error PL701 The figure has no finding "maas". Did you mean "mass"?',
        ),
        (
            "finding: mass, shape",
            "finding: x, shape",
            'The figure has no finding "x". Add it under findings.',
        ),
        (
            '"**Mass.**"}',
            '"**Mass.**"}\n    - {id: ribs, number: 2, text: Wide.}',
            '11:8: error PL701 No view marks the finding "ribs". '
            'Add an annotation, or say why there is none with "unmarked".',
        ),
        (
            '"**Mass.**"}',
            '"**Mass.**", unmarked: it cannot be seen}',
            '10:48: error PL701 The finding "mass" is marked. Delete "unmarked".',
        ),
        ("  license: none\n", "", '1:3: error PL701 "license" is missing.'),
        ("  credit: Plainleaf\n", "", '1:3: error PL701 "credit" is missing.'),
        ("number: 1", "number: 0", '10:18: error PL701 "number"'),
        (
            "shape: point",
            "shape: arrow",
            'Shape "arrow" has 1 points. Give two points: where it starts, and what it points at.',
        ),
        ("shape: point", "shape: outline", "Give three points or more, in order along the edge."),
        ("shape: point", "shape: poimt", 'Did you mean "point"?'),
        ("[[0.5, 0.5]]", "[]", 'Shape "point" has 0 points. Give one point.'),
        (
            '"**Mass.**"}',
            '"**Mass.**"}\n    - {id: ribs, number: 1, text: Wide., unmarked: not to be seen}',
            'The number "1" stands twice. Give this one another.',
        ),
        ("modality: CT", "modality: C.T.", '2:3: error PL701 "modality" cannot be "C.T.".'),
        ("image: chest.svg", "image: chest.gif", '"image" cannot be "chest.gif".'),
        ("image: chest.svg", "image: https://x.example/a.svg", '"image" cannot be'),
        (
            "image: chest.svg",
            "image: chest-{n}.png",
            "The image has {n} in its name, but the view has no slices.",
        ),
        (
            "image: chest.svg",
            "image: chest.png\n      slices: 40",
            "A stack has slices, and {n} in the name of its images.",
        ),
        (
            "[[0.5, 0.5]]",
            "[[0.5, 0.5]], slices: [1, 2]",
            'These slices are none of this view. Delete "slices": the view is no stack.',
        ),
        (
            '"**Mass.**"',
            '"A <b>word</b>"',
            '"<b>" is read as an HTML tag, and its words would be lost.',
        ),
        ('"**Mass.**"', '"A 2*5 mg"', '"*" between letters or digits is read as emphasis.'),
        (
            '"**Mass.**"',
            '"[x](javascript:alert(1))"',
            'The address "javascript:alert(1)" is not allowed.',
        ),
        (
            '"**Mass.**"',
            '"[x](JAVA&#115;cript:1)"',
            'The address "JAVAscript:1" is not allowed.',
        ),
        ("caption: One sentence.", 'caption: "[x](data:text/html,1)"', "is not allowed."),
        ("caption: One sentence.", 'caption: "A leaf ![x](y.png)."', "No picture can stand"),
        (
            "caption: One sentence.",
            'caption: "# A leaf from above"',
            '"#" would print as it stands',
        ),
        ("caption: One sentence.", 'caption: "- one\\n- two"', '"-" would print as it stands'),
        ("caption: One sentence.", 'caption: "| a |\\n|---|"', '"|" would print as it stands'),
        ("caption: One sentence.", 'caption: "/// figure | x"', '"///" would print as it stands'),
        ("caption: One sentence.", 'caption: "*[CT]: a scan"', '"*[CT]:" would print as it stands'),
    ],
)
def test_what_is_wrong_is_told_at_its_line(old: str, new: str, told: str) -> None:
    assert told in changed(old, new)


@pytest.mark.parametrize(
    "text",
    [
        "**Bold.**[@FAN] [a page](../x.md#y)",
        *("[web](https://x.example/)", "a < b & c", "<me@x.org>", "1986. That was a year."),
        *("- 2 mmol is normal", "> 5 cm", "[x] One thing", "A \\\\![x](y.md)"),
    ],
)
def test_a_finding_holds_markdown(text: str) -> None:
    assert changed("**Mass.**", text) == ""


VIEWS = """\
    - id: front
      image: soft-{n}.png
      window: soft tissue
      slices: 4
      annotations:
        - {finding: mass, shape: point, label: mass, points: [[0.5, 0.5]], slices: [2, 4]}
    - id: bone
      image: bone-{n}.png
      window: bone
      phase: late
      slices: 4
      alt: The bones.
"""
STACK = FIGURE.partition("    - id: front")[0] + VIEWS


def test_a_stack_is_one_frame_for_each_slice() -> None:
    figure = read(STACK)
    assert [frame.image for frame in figure.frames] == [
        *(f"soft-{number}.png" for number in (1, 2, 3, 4)),
        *(f"bone-{number}.png" for number in (1, 2, 3, 4)),
    ]
    assert [len(frame.marks) for frame in figure.frames] == [0, 1, 1, 1, 0, 0, 0, 0]
    assert figure.frames[1].name == "Soft tissue window, slice 2 of 4"
    assert figure.frames[5].name == "Bone window, late, slice 2 of 4"
    assert figure.frames[5].alt == "The bones, slice 2 of 4."
    assert figure.views[1].short == "Bone, late"
    assert figure.key_slices == (3,)
    assert dict(figure.made_how)["Windows"] == "soft tissue, bone"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("slices: [2, 4]", "slices: [2, 5]", "Give the first and the last, from 1 to 4."),
        ("slices: [2, 4]", "slices: [3, 2]", "These slices are none of this view."),
        (
            "window: bone\n      phase: late",
            "window: soft tissue",
            "Another view has the same window and phase.",
        ),
        (
            "phase: late\n      slices: 4",
            "phase: late\n      slices: 5",
            "The views of a figure have the same slices.",
        ),
        ("id: bone", "id: front", 'The id "front" stands twice.'),
    ],
)
def test_what_is_wrong_with_a_stack_is_told(old: str, new: str, told: str) -> None:
    assert STACK.count(old) == 1
    assert told in found(STACK.replace(old, new))


def test_a_stack_without_marks_prints_its_middle() -> None:
    bare = STACK.replace(", slices: [2, 4]", "")
    assert read(bare).key_slices == (2,)


def test_plain_words_hold_no_citation() -> None:
    assert plain_words("**Bold** and [a link](x.md).[@FAN]") == "Bold and a link."


# --- the real figures ---

REAL = [
    (file.parent, one)
    for file in sorted((ROOT / "docs").rglob("figures.yml"))
    for one in yaml.safe_load(file.read_text(encoding="utf-8"))
    if one["schematic"]
]


@pytest.mark.parametrize(("folder", "fields"), REAL, ids=[one["id"] for _, one in REAL])
def test_a_real_figure_is_drawn_with_all_its_marks(folder: Path, fields: dict[str, object]) -> None:
    one = Figure.model_validate(fields)
    numbers = {finding.id: finding.number for finding in one.findings}
    for frame in one.frames:
        picture = read_drawing((folder / frame.image).read_text(encoding="utf-8"))
        assert (picture.width, picture.height) == (1000, 1000)
        targets = dict.fromkeys(numbers, "there")
        drawn = draw_picture(frame, picture) + draw_over(one, frame, picture, targets)
        tree = LexborHTMLParser(drawn)
        marks = [str(numbers[mark.finding]) for mark in frame.marks]
        assert [mark.css_first("text").text() for mark in tree.css("a.mark")] == marks
        assert tree.css("[style], [id], script, title") == []
        for chip in tree.css(".chip"):
            for axis in ("cx", "cy"):
                at, radius = (float(chip.attributes[name] or 0) for name in (axis, "r"))
                assert radius <= at <= 1000 - radius, f"{one.id}: a number is cut off"


def test_every_drawing_belongs_to_a_figure() -> None:
    used = {
        (folder / frame.image).resolve()
        for folder, fields in REAL
        for frame in Figure.model_validate(fields).frames
    }
    assert used == {file.resolve() for file in (ROOT / "docs").rglob("*.svg")}
