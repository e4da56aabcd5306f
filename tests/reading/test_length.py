"""How long a page is."""

from __future__ import annotations

import pytest

from plainleaf.reading.length import Stretch, count_words, stretches, words_between
from plainleaf.reading.page import read_page
from small_site import page

BODY = """\
Two words.[@FEVER]

/// key-points

1. Three more words.

///

## What it is

Four words [stand here](faq.md), -- with 38 °C.

/// care-card | hot
///

<!-- Nobody reads this. -->

| A | Follow-up |
|---|---|
| One cell | [@VEIN] |

## How to say it

## Sources
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One, two.", 2),
        ("follow-up – X-ray", 2),
        ("38 °C (100.4 °F)", 4),
        ("a\nb\tc", 3),
        ("… ! –", 0),
    ],
)
def test_words_are_counted_as_word_processors_do(text: str, words: int) -> None:
    assert count_words(text) == words


def test_what_the_site_brings_along_does_not_count() -> None:
    read = read_page(
        "docs/conditions/leaf-fever/index.md", page("condition", "T", BODY, parts=["x"]).encode()
    )
    # A heading counts; a citation, a card, a comment and what is generated do not.
    assert stretches(read) == (Stretch("", 5), Stretch("What it is", 3 + 7 + 4))


def test_words_of_some_lines() -> None:
    read = read_page("docs/about/index.md", page("about", "T", "One.\n\nTwo words.\n").encode())
    first = read.body_line + 1
    assert [words_between(read, first, first), words_between(read, first + 2, first + 2)] == [1, 2]
    assert words_between(read, first + 3, 10_000) == 0


def test_a_page_without_sections_is_one_stretch() -> None:
    read = read_page("docs/about/index.md", page("about", "T", "One.\n").encode())
    assert stretches(read) == (Stretch("", 1),)
