"""The text of a rendered element, as a reader sees it."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest

from plainleaf.rendering.extensions.plain import as_markup, marked_text, plain_text

FIRST, SECOND = "\x02wzxhzdk:0\x03", "\x02wzxhzdk:1\x03"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>two</b>, <em>three</em>.</p>", "One two, three."),
        ("<p>Ends.<span class='cites'><a>1</a></span> Goes on.</p>", "Ends. Goes on."),
        ("<p>One<br/>two</p>", "One two"),
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ("<div><p>one</p>two<p>three</p></div>", "one two three"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<p>  wide \n space </p>", "wide space"),
        ("<div>Text<figure><p>caption</p></figure> goes on</div>", "Text goes on"),
        ("<p>Left<svg><text>1</text></svg> out</p>", "Left out"),
        ("<p>H<sub>2</sub>O</p>", "H₂O"),
        ("<p>10<sup>9</sup>/L, x<sup>a<sub>2</sub></sup></p>", "10⁹/L, x^(a₂)"),
        ("<p>a <bdi>\u05d0</bdi> 5</p>", "a \u2068\u05d0\u2069 5"),
        ("<p>Noted<sup><a class='footnote-ref'>1</a></sup>.</p>", "Noted."),
        ("<p/>", ""),
    ],
)
def test_words_of_a_tree(html: str, text: str) -> None:
    assert plain_text(etree.fromstring(html)) == text


@pytest.mark.parametrize(
    ("text", "stash", "seen"),
    [
        (f"a {FIRST} b", ["&amp;"], "a & b"),
        (f"{FIRST}x{SECOND}", ["<b>", "</b>"], "x"),
        (f"10{FIRST}9{SECOND}/L", ["<sup>", "</sup>"], "10⁹/L"),
        (f"a{FIRST}b", ["<br>"], "a b"),
        (f"a {FIRST}", ["<div>Raw <i>block</i><p>two</p></div>"], "a Raw block two"),
        (f"a {FIRST}b", ['<svg class="i"><text>1</text></svg>'], "a b"),
        (f"a {FIRST}b", ["<svg/>"], "a b"),
        (f"a {FIRST}b", ["<!-- c -->"], "a b"),
        (f"a {SECOND}b", ["only one"], "a b"),
        ("a \x02amp\x03 b", [], "a & b"),
        ("a &lt;b&gt; &#38; &X; c", [], "a <b> & &X; c"),
        ("a &lt b &copy c", [], "a &lt b &copy c"),
        ("a &amp;lt; b", [], "a &lt; b"),
    ],
)
def test_placeholders_and_entities(text: str, stash: list[object], seen: str) -> None:
    element = etree.Element("p")
    element.text = text
    assert plain_text(element, stash) == seen


def test_what_is_raised_stays_an_element_where_html_can_stand() -> None:
    element = etree.fromstring("<h3>Below 10<sup>9</sup>/L &amp; CO<sub>2</sub>?</h3>")
    html = as_markup(marked_text(element))
    assert html == "Below 10<sup>9</sup>/L &amp; CO<sub>2</sub>?"
