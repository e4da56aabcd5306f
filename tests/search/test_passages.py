"""What the search index reads of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.search.passages import Passage, read_passages

CITES = '<span class="cites"><a class="cite" id="cite-1-1" href="#source-1">1</a></span>'


def start(text: str = "") -> Passage:
    """What stands before any heading."""
    return Passage("", "", text)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", [start()]),
        ("<p>Lead.</p>", [start("Lead.")]),
        (
            '<p>Lead.</p><h2 id="a">A b</h2><p>One.</p><h3 id="c">C&amp;D</h3><p>Two.</p>',
            [start("Lead."), Passage("a", "A b", "One.", 2), Passage("c", "C&D", "Two.", 3)],
        ),
        # Blocks become one line.
        ("<p>One.</p><p>Two</p><ul><li>x\n y</li><li>z</li></ul>", [start("One. Two · x y · z")]),
        ("<p>in<b>side</b> a word</p>", [start("inside a word")]),
        ("a<!-- note -->b", [start("ab")]),
        (
            "<p>one<br>two</p><h2 id='a'>A<br>b</h2>x",
            [start("one two"), Passage("a", "A b", "x", 2)],
        ),
        # Plain text writes what is raised and lowered.
        (
            '<p>10<sup>9</sup>/L, x<sup>b</sup></p><h2 id="a">CO<sub>2</sub></h2>y<sub>Q</sub>',
            [start("10⁹/L, xᵇ"), Passage("a", "CO₂", "y_Q", 2)],
        ),
        # The number of a note is none of the text.
        ('<p>5 mg<sup id="r"><a class="footnote-ref">1</a></sup>.</p>', [start("5 mg.")]),
        # A heading without an address is text.
        ("<h2>No id</h2><p>x</p>", [start("No id · x")]),
    ],
)
def test_a_passage_begins_at_each_heading(html: str, expected: list[Passage]) -> None:
    assert list(read_passages(html)) == expected


@pytest.mark.parametrize(
    "html",
    [
        CITES,
        f"{CITES}{CITES}",
        '<ol class="sources"><li><ol><li>A study</li></ol></li></ol>',
        "<nav><ul><li>Menu</li></ul></nav>",
        "<svg><text>L</text></svg>",
        "<button>Open</button>",
        '<span data-search-exclude><span>definition</span></span><p data-search-exclude="">x</p>',
        '<p class="entry-m other">Also called: x</p><span class="ipa">x</span>',
    ],
)
def test_what_helps_nobody_in_a_list_is_left_out(html: str) -> None:
    assert read_passages(f"<div>Blood.{html} More.</div>") == (start("Blood. More."),)


def test_an_excluded_heading_takes_its_section_along() -> None:
    html = (
        '<p>Lead.</p><h2 id="a">Aye</h2><p>x</p>'
        '<h2 id="b" data-search-exclude>Bee</h2><p>secret</p>'
        '<h3 id="c">Sea</h3><p>secret</p><h2 id="d">Dee</h2><p>y</p>'
    )
    found = [(one.anchor, one.text) for one in read_passages(html)]
    assert found == [("", "Lead."), ("a", "x"), ("d", "y")]


def test_a_word_that_opens_its_definition_is_text() -> None:
    html = '<p>The <span class="term-k"><button class="term">spleen</button>.</span> More.</p>'
    assert read_passages(html) == (start("The spleen. More."),)


def test_what_is_left_out_of_a_heading_is_not_in_its_words() -> None:
    (_, passage) = read_passages('<h3 id="x"><dfn>CT scan</dfn> <span class="abbr">CT</span></h3>y')
    assert passage.title == "CT scan"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<h2 id="a">Sources</h2><ol class="sources"><li>x</li></ol>', []),
        ('<h2 id="a">Empty</h2><h2 id="b">Next</h2><p>x</p>', [("Next", "x")]),
        (
            '<h2 id="a">Causes</h2><h3 id="b">One</h3>x<h4 id="c">Deep</h4>y<h3 id="d">Two</h3>z',
            [("Causes", "One · Two"), ("One", "x"), ("Deep", "y"), ("Two", "z")],
        ),
        ('<h2 id="letter-a">A</h2><h3 id="b">anemia</h3>x', [("anemia", "x")]),
    ],
)
def test_a_heading_alone_tells_of_the_headings_below_it(
    html: str, found: list[tuple[str, str]]
) -> None:
    assert [(one.title, one.text) for one in read_passages(html)[1:]] == found


def test_a_card_says_how_urgent_it_is() -> None:
    levels = ("care-now", "care-soon", "care-plan", "other")
    cards = (f'<section class="care {level}"><h3 id="h">Go if:</h3>x</section>' for level in levels)
    assert [one.urgency for one in read_passages("".join(cards))[1:]] == [3, 2, 1, 0]


@given(st.text(alphabet='<>/span class="cites"h2id&;#ax1 ', max_size=60))
def test_no_html_whatever_raises(html: str) -> None:
    assert all("\0" not in one.text for one in read_passages(html))
