"""Each page waits for the styles it uses, and for no other."""

from __future__ import annotations

import pytest

from plainleaf.rendering.sheets import sheets_for


@pytest.mark.parametrize(
    ("layout", "html", "figures", "preview", "expected"),
    [
        ("article", "<p>Words</p>", False, False, ()),
        ("article", "<p><code>make</code></p>", False, False, ("markdown",)),
        ("article", '<div class="admonition note"></div>', True, False, ("markdown", "figures")),
        ("article", '<section class="care care-now"></section>', False, False, ("care",)),
        ("article", '<nav class="faq-list"></nav>', False, False, ("lists",)),
        ("home", "", False, False, ("home",)),
        ("glossary", "", False, False, ("glossary",)),
        ("case", "", True, False, ("figures", "case")),
        ("article", "", False, True, ("preview",)),
    ],
)
def test_sheets(
    layout: str, html: str, figures: bool, preview: bool, expected: tuple[str, ...]
) -> None:
    assert sheets_for(layout, html, figures=figures, preview=preview) == expected


def test_what_was_printed_is_no_part_of_an_article() -> None:
    assert sheets_for("article", "", figures=False, handouts=True, preview=False) == ("handouts",)
