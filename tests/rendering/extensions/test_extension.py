"""The extension as a whole: loaded by name, and never raising."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from plainleaf.rendering.extensions import PlainleafExtension, UncheckedError, makeExtension
from plainleaf.rendering.rendering import Rendering
from rendered import EXTENSIONS, golden, inputs, markdown, render

NAME = "plainleaf.rendering.extensions"

PIECES = [
    "\n",
    "\n\n",
    "/// care-card | emergency",
    "/// care-card | urgent",
    "/// figure | chest",
    "/// figure",
    "/// key-points",
    "/// contact",
    "//// care-card | non-urgent",
    "///",
    "////",
    "## A",
    "### Why?",
    "## Sources",
    "- a",
    "1. b",
    "    ",
    "    option: x",
    "| a | b |\n|---|:-:|\n| c | d |",
    "[@FAN]",
    "[@FAN; @X]",
    "`[@FAN]`",
    "**b**",
    "<b>",
    "</b>",
    "<div>",
    "<div markdown>",
    "</div>",
    "&amp;",
    "&",
    "<!--",
    "-->",
    "> ",
    "[^1]",
    "[^1]: note",
    "{#id}",
    "{: .c}",
    "```",
    "\\",
    "[",
    "]",
    "(",
    ")",
    "\t",
    "\x02",
    "\x03",
    "\x02wzxhzdk:99\x03",
    "é",
    "term\n: meaning",
]
PAGES = st.builds(
    lambda pieces, joint: joint.join(pieces),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=20),
    st.sampled_from(["", "\n", "\n\n"]),
)


def test_a_rendering_without_inputs_knows_no_references_and_figures() -> None:
    converter = Markdown(extensions=[NAME], extension_configs={NAME: {"rendering": Rendering()}})
    assert converter.convert("## A\n\nOne.[@FAN]\n\n/// key-points\n\n1. a\n\n///\n") == (
        "<h2>A</h2>\n"
        '<p>One.<span class="cites"><a class="cite" href="#source-1" id="cite-1-1">'
        "1</a></span></p>\n"
        '<section aria-labelledby="key-points" class="key">\n<h2 id="key-points">Key points</h2>\n'
        "<ol>\n<li>a</li>\n</ol>\n</section>"
    )
    assert converter.convert("/// figure | x\n///\n") == ""


def test_nothing_is_rendered_by_what_has_lost_its_hooks() -> None:
    converter = Markdown(extensions=[NAME])
    with pytest.raises(UncheckedError, match="so nothing was checked"):
        converter.convert("## A\n")


def test_each_extension_without_a_rendering_has_its_own() -> None:
    first, second = Markdown(extensions=[NAME]), Markdown(extensions=[NAME])
    one, other = first.registeredExtensions, second.registeredExtensions
    assert one != other


@pytest.mark.parametrize("make", [makeExtension, PlainleafExtension])
def test_takes_its_rendering_as_it_is(make: type[PlainleafExtension]) -> None:
    rendering = Rendering()
    assert make(rendering=rendering).getConfig("rendering") is rendering


def test_one_converter_renders_page_after_page() -> None:
    rendering = Rendering()
    converter = markdown(rendering)
    seen = []
    for text in ("Lead.\n\n## A\n\nOne.[@FAN]\n", "## B\n\nTwo.[@KOCH]\n", ""):
        rendering.start(inputs())
        converter.reset()
        converter.convert(text)
        seen.append(rendering.outputs)
    assert [one.cited for one in seen] == [["FAN"], ["KOCH"], []]
    assert [one.lead_html for one in seen] == ["<p>Lead.</p>", "", ""]
    assert [one.sections for one in seen] == [[("a", "A")], [("b", "B")], []]


@pytest.mark.parametrize("case", [one for name in ("citations", "panels") for one in golden(name)])
def test_same_input_same_output(case: dict[str, str]) -> None:
    assert render(case["markdown"]) == render(case["markdown"])


def test_footnotes_are_no_part_of_an_answer() -> None:
    page = "### Why?\n\nBecause.[^1]\n\n[^1]: A note.\n"
    _, outputs = render(page, inputs(kind="faq"))
    (question,) = outputs.questions
    assert (question.question, question.answer) == ("Why?", "Because.")


@settings(deadline=None)
@given(PAGES, st.sampled_from(["faq", "case", "condition", ""]))
def test_no_text_makes_it_raise_or_leak(text: str, kind: str) -> None:
    for extensions in (EXTENSIONS, [NAME]):
        _, outputs = render(text, inputs(kind=kind), extensions=extensions)
        told = [title for _, title in outputs.sections]
        told += [part for one in outputs.questions for part in (one.question, one.answer)]
        if "\x02" not in text:
            assert not any("\x02" in part or "\x03" in part for part in told)
