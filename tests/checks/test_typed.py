"""What people type into a page shows as typed, or a rule says how to write it."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainleaf.checks.rules import check_page
from plainleaf.reading.page import read_page
from rendered import golden, render
from small_site import page


def codes(body: str) -> set[str]:
    text = page("about", "About", f"Text.\n\n{body}\n")
    return {one.code for one in check_page(read_page("docs/about/index.md", text.encode()))}


CALM = codes("Text.") | codes("| A | B |\n|---|---|\n| one | two |")
"""What is said of any page as short as these."""


@pytest.mark.parametrize("case", golden("typed"), ids=lambda case: case["text"][:30])
def test_it_shows_as_typed_or_is_told(case: dict[str, Any]) -> None:
    assert sorted(codes(case["text"]) - CALM) == case.get("says", [])
    if "shows" in case:
        html, _ = render(f"## Heading\n\n{case['text']}")
        body = LexborHTMLParser(html).body
        assert body is not None
        assert body.text(separator=" ").split() == ["Heading", *case["shows"].split()]
