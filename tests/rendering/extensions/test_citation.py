"""`[@KEY]` in running text: what becomes a citation, how it is numbered and listed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from plainleaf.rendering.extensions.citation import CITATION, KEY
from plainleaf.text import inline
from rendered import golden, inputs, observed, render


@pytest.mark.parametrize("case", golden("citations"), ids=lambda case: case["case"])
def test_golden(case: dict[str, Any]) -> None:
    assert observed(case) == case


def test_the_checks_and_the_site_mean_the_same_keys() -> None:
    assert KEY is inline.KEY


@pytest.mark.parametrize(
    "text",
    [
        "[@FAN]",
        "[@general-knowledge]",
        "[@AABB-2023-11; @CH-NOW]",
        "[@a.b;@c_d]",
        "[@9x]",
        "[@É]",
        "[@FAN;\n@KOCH]",
        "[@FAN ]",
        "[ @FAN]",
        "[@FAN;]",
        "[@-FAN]",
        "[@FAN KOCH]",
        "[FAN]",
    ],
)
def test_the_checks_and_the_site_read_the_same_citations(text: str) -> None:
    (*found,) = inline.read_inline(text, lambda _offset: (1, 1)).citations
    keys = [key for citation in found for key in citation.keys]
    match = re.fullmatch(CITATION, text)
    assert keys == ([one.strip(" @\n") for one in match.group(1).split(";")] if match else [])


def test_a_later_page_starts_at_one_again() -> None:
    first, outputs = render("## A\n\nOne.[@KOCH; @FAN]\n")
    second, _ = render("## A\n\nOne.[@FAN]\n")
    assert 'id="cite-2-1"' in first
    assert outputs.cited == ["KOCH", "FAN"]
    assert 'id="cite-2-1"' not in second


def test_a_reference_is_printed_as_it_was_formatted() -> None:
    html, _ = render(
        "## A\n\nOne.[@X]\n\n## Sources\n",
        inputs(references={"X": 'A &lt;b&gt; <a href="https://x.example/?a&amp;b">x</a>'}),
    )
    assert '<li id="source-1"><p>A &lt;b&gt; <a href="https://x.example/?a&amp;b">x</a> <a' in html


def test_spans_of_an_author_are_no_citations() -> None:
    text = 'A <span class="cite">x</span> and *y*{: .cite data-key="z" }.\n'
    html, outputs = render(f"## A\n\n{text}")
    assert outputs.cited == []
    assert '<em class="cite" data-key="z">y</em>' in html
