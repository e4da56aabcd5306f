"""Messages show what differs, even where nobody could see it."""

from __future__ import annotations

import pytest

from plainleaf.proof.proof_messages import around_difference, differ, shown
from plainleaf.text.seen import ALTERED, CITED, END, LOWERED, RAISED, link, picture


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"10{RAISED}9{END}/L", "“10<sup>9</sup>/L”"),
        (f"H{LOWERED}2{END}O", "“H<sub>2</sub>O”"),
        (f"9{END}/L.{CITED}1{END}", "“9/L.[1]”"),
        (f"See {link('words', 'a.html')}.", "“See [words](a.html).”"),
        (picture("A leaf", "leaf.png"), "“![A leaf](leaf.png)”"),
        (f"{ALTERED}<del>{END}no", "“<del>no”"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", "“a<U+202E RIGHT-TO-LEFT OVERRIDE>b”"),
        ("peo\N{SOFT HYPHEN}ple", "“peo<U+00AD SOFT HYPHEN>ple”"),
    ],
)
def test_shows(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_power_and_an_index_are_told_apart() -> None:
    said = differ("text", f"10{RAISED}9{END}/L", f"10{LOWERED}9{END}/L")
    wanted = "the source says “10<sup>9</sup>/L”, the page says “10<sub>9</sub>/L”."
    assert said == f"text: {wanted}"


def test_only_the_words_around_the_first_difference_are_shown() -> None:
    one = "a b c d e f g h i j k l"
    assert around_difference(one, one.replace("g", "x")) == (
        "… c d e f g h i j k …",
        "… c d e f x h i j k …",
    )
