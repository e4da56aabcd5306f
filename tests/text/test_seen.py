"""A text as readers see it: short ways and the long one must say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.text import seen as module
from plainleaf.text.seen import (
    END,
    ISOLATED,
    NO_NAMES,
    LinkNames,
    altered,
    in_plain,
    link,
    one_line,
    picture,
    resolved,
    seen,
    words,
)

PIECES = ("**", "*", "_", "[@A]", "[@A; @B]", "a", "b 1", " ", ". ", "2", "(", "<", "`", "\\", "![")


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_the_short_way_says_what_the_long_one_does(pieces: list[str]) -> None:
    text = "".join(pieces)
    scanner = module._MarkScanner(text, NO_NAMES)  # the long way by itself
    scanner.read()
    assert seen(text) == one_line("".join(scanner.plain))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Take 2*5 mg and 1*5 mg.", "Take 2*5 mg and 1*5 mg."),
        ("a **b** c", "a b c"),
        ("a**b**", "a**b**"),
        ("**Hemo**globin", "Hemoglobin"),
        ("**a*b*c**", "a*b*c"),
        ("*a **b** c*", "a b c"),
        ("[*a*](x.md) *b*", f"{link('a', 'x.md')} b"),
        ("[a][b]", link("a", "")),
        (
            "<https://x.org> <a@x.org>",
            f"{link('https://x.org', 'https://x.org')} {link('a@x.org', 'mailto:a@x.org')}",
        ),
        ("![*a*](x.png)", picture("*a*", "x.png")),
        (
            '<bdi dir="rtl">a</bdi>',
            f"{ISOLATED}{altered('bdi', {'dir': 'rtl'})}a{END}",
        ),
        ("**2*5 mg** and **1*5 mg**", "2*5 mg and 1*5 mg"),
        ("`*a*` **", "*a* **"),
        ("x<y and y>z", "x<y and y>z"),
        ("<b>a</b>", "<b>a</b>"),
        ("<kbd onclick='x'>a</kbd>", "<kbd onclick='x'>a"),
        ("&lt;70 &amp;lt; &nope;", "<70 &lt; &nope;"),
    ],
)
def test_a_sign_is_a_mark_only_where_it_is_one_for_sure(markdown: str, expected: str) -> None:
    assert seen(markdown) == expected


def test_names_are_known_from_elsewhere_on_the_page() -> None:
    names = LinkNames(links={"who": "https://example.org"}, notes=frozenset({"1"}))
    assert words(seen("See [WHO].[^1]", names)) == "See WHO."
    assert link("WHO", "https://example.org") in seen("See [WHO].[^1]", names)
    assert seen("See [WHO].[^1]") == "See [WHO].[^1]"


@pytest.mark.parametrize("piece", ["*", "_ *", "[", "**a", "<", "`", "[^", "\\", "![", "&"])
def test_a_long_text_of_marks_is_read(piece: str) -> None:
    text = f"a {piece}" * (200_000 // len(piece))
    assert seen(text)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("faq.md#a", "conditions/x/faq.html#a"),
        ("faq.html#a", "conditions/x/faq.html#a"),
        ("../../glossary.md", "glossary.html"),
        ("#a%20b", "conditions/x/index.md#a b"),
        ("https://example.org/a.md", "https://example.org/a.md"),
        ("//example.org", "//example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("", "conditions/x/index.md"),
    ],
)
def test_addresses_are_those_inside_the_site(address: str, expected: str) -> None:
    found = resolved(f"See {link('a', address)}.", "conditions/x/index.md")
    assert found == f"See {link('a', expected.replace('index.md', 'index.html'))}."


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("10<sup>9</sup>/L", "10⁹/L"),
        ("x<sup>a<sub>2</sub></sup>", "x^(a₂)"),
        ("<bdi>\u05d0</bdi> 5", "\u2068\u05d0\u2069 5"),
        ("<sup>9", "9"),
        ("9</sup>", "9"),
        ("plain", "plain"),
    ],
)
def test_a_copy_in_plain_text_says_what_is_raised(markdown: str, plain: str) -> None:
    assert in_plain(seen(markdown)) == plain
