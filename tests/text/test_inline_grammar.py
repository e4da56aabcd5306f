"""What the grammar lets pass comes out of the real Markdown as it was typed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from plainleaf.reading.markup_reader import EXTENSIONS as COMPARED
from plainleaf.rendering.extensions.panels import CARE_LEVELS
from plainleaf.rendering.theme import THEME
from plainleaf.text.inline_grammar import MOST_MARKS, RESERVED_IDS, GrammarNames, markup_problems
from rendered import EXTENSIONS, SETTINGS, render

RIGHT = {
    "less than before a number": ("A level <70 g/L in a child <5 years.",) * 2,
    "less than and greater than": ("p<0.05, >120/80, a < b and c > d",) * 2,
    "stars between spaces": ("2 * 5 and 3 * 4",) * 2,
    "underscores inside words": ("HbA_2, e_max and snake_case_name",) * 2,
    "a gap to fill in": ("Name: ______",) * 2,
    "units": ("5 × 10⁹/L, CD34+, β-thalassemia, 10–14 days, −5 °C",) * 2,
    "an interval": ("An interval [0, 1) and [sic] (see below)",) * 2,
    "money and time": ("It costs $5 to $10 at 10:30:15",) * 2,
    "typewriter signs": ('"So" -- it was ... (c) 1/2',) * 2,
    "ampersands": ("R&D, Q&A, this & that",) * 2,
    "braces": ("A set {1, 2} and {5}",) * 2,
    "tildes and per cent": ("~5 mg to ~10 mg, 95 %",) * 2,
    "escapes": (
        "2\\*5, \\_x, \\`, \\\\, \\[a\\](b), 2011\\. \\{.x}",
        "2*5, _x, `, \\, [a](b), 2011. {.x}",
    ),
    "named characters": ("&lt;5, &beta;, &#946;, &#x3b2;", "<5, β, β, β"),
    "emphasis": (
        "**a *b* c**, *a **b** c*, ***d***, __e__ _f_, **T**hrombo",
        "a b c, a b c, d, e f, Thrombo",
    ),
    "code": ("`a*b`, `` c`d `` and `<your clinic>`", "a*b, c`d and <your clinic>"),
    "a link": ("[a *b*](c.md), [a (b)](c(d).md), **[e](f.md)**", "a b, a (b), e"),
    "an address": (
        "<https://www.example.org/> <a@example.org>",
        "https://www.example.org/ a@example.org",
    ),
    "raised and lowered": ("H<sub>2</sub>O, 10<sup>9</sup>, <kbd>x</kbd>", "H2O, 109, x"),
    "attributes": ("**a**{.defined} [b](c.md){.external}", "a b"),
}  # fmt: skip
"""Name to what is typed, and what readers see of it."""

WHERE = {
    "paragraph": "{}",
    "two lines": "x\n{}",
    "list item": "- {}",
    "nested list item": "- x\n    - {}",
    "heading": "## {}",
    "cell": "| a | b |\n|---|---|\n| x | {} |",
    "header cell": "| a | {} |\n|---|---|\n| x | y |",
    "quotation": "> {}",
    "box": '!!! note "T"\n\n    {}',
    "meaning": "Term\n:   {}",
    "care card": f"/// care-card | {next(iter(CARE_LEVELS))}\n\n### Call if:\n\n- {{}}\n\n///",
}


def shown(source: str) -> str:
    """All text of a rendered page, white space taken away."""
    article, outputs = render(source)
    text = LexborHTMLParser(f"<body>{outputs.lead_html}{article}</body>").body
    assert text is not None
    return "".join(text.text().split())


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("name", RIGHT)
def test_what_passes_is_read_as_typed(name: str, where: str) -> None:
    typed, read = RIGHT[name]
    role = {"heading": "heading", "cell": "cell", "header cell": "cell"}.get(where, "paragraph")
    typed += " x"  # headings and cells must not end in braces
    assert not list(markup_problems(typed, role))  # type: ignore[arg-type]
    assert "".join(read.split()) in shown(WHERE[where].format(typed))


_PIECES = st.sampled_from(
    [
        *("a", "b 5", " ", " ", "2", "*", "**", "_", "__", "`", "``", "[", "]", "(", ")", "!"),
        *("<", "<b>", "<sub>", "</sub>", "<br>", ">", "&", "&lt", "&lt;", "\\", "{", "}", "{.x}"),
        *("{.defined}", "[x](y.md)", "[@A]", "@", "#", "~", "^", "|", ":", "-", "\n", "<!-- c -->"),
    ]
)


@settings(max_examples=300)
@given(st.lists(_PIECES, min_size=1, max_size=14))
def test_nothing_that_passes_loses_a_letter(pieces: list[str]) -> None:
    typed = "x " + "".join(pieces).strip() + " y"
    if "\n" in typed or "<!--" in typed or list(markup_problems(typed)):
        return
    if "`" in typed and set(typed) & set("<{[]&\\"):
        return  # marks are letters inside code
    expected = re.sub(r"(?<!\\)!\[[^\]]*\]\([^()]*\)", "", typed)  # a picture: its text is its alt
    expected = re.sub(r"</?(?:sub|br)>|\]\([^()]*\)|(?<!\\)\{\.defined\}", "", expected)
    expected = expected.replace("[@A]", "1")  # the number of the source
    expected = expected.replace("&lt;", "<")
    letters = [one for one in expected if one.isalnum()]
    assert [one for one in shown(typed) if one.isalnum()] == letters


def test_a_text_may_name_notes_and_links_only_when_they_are_there() -> None:
    text = "A[^1] and [b][c] and [c]"
    assert {one.sort for one in markup_problems(text)} == {"footnote", "link"}
    assert not list(
        markup_problems(text, "paragraph", GrammarNames(frozenset("1"), frozenset("c")))
    )


@pytest.mark.parametrize(
    "piece",
    ["[", "&amp;", "<b>", "<i>", "*a ", "`a", "``a`", "\\", "{", "@", "$a", ":a", "^a", "~a", "a@",
     "![", "a](", "[a](", "<", "==", "%", "www.", " {", "_a", "<!--", "[@A] "],
)  # fmt: skip
def test_a_long_text_is_read_once(piece: str) -> None:
    # Anything quadratic in half a million characters would not end.
    for problem in markup_problems(piece * (500_000 // len(piece))):
        assert problem.message


def test_more_marks_than_markdown_can_take_are_one_problem() -> None:
    (problem,) = markup_problems("&amp;" * (MOST_MARKS + 1))
    assert problem.sort == "nesting"


def test_the_lists_name_what_the_site_has() -> None:
    other = [name for name in EXTENSIONS if name != "plainleaf.rendering.extensions"]
    assert {name: SETTINGS.get(name, {}) or {} for name in other} == COMPARED
    templates = (file.read_text("utf-8") for file in THEME.rglob("*.html"))
    used = {name for text in templates for name in re.findall(r' id="([a-z][a-z0-9-]*)"', text)}
    assert used
    assert used <= RESERVED_IDS
