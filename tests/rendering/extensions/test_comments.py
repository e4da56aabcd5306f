"""Comments are for authors: readers get none of them."""

from __future__ import annotations

import markdown
import pytest

from plainleaf.rendering.rendering import Rendering


@pytest.mark.parametrize(
    ("text", "html", "lead"),
    [
        ("<!-- a -->\nLead. <!-- b -->\n", "", "<p>Lead. </p>"),
        ("Lead.\n\n<!-- a\nb -->\n\nMore.\n", "", "<p>Lead.</p>\n\n<p>More.</p>"),
        ("## A <!-- a -->\n\n- b <!-- c -->\n", '<h2 id="a">A </h2>\n<ul>\n<li>b </li>\n</ul>', ""),
        ("## A\n\n`<!-- a -->`\n", '<h2 id="a">A</h2>\n<p><code>&lt;!-- a --&gt;</code></p>', ""),
    ],
)
def test_comments_are_left_out(text: str, html: str, lead: str) -> None:
    rendering = Rendering()
    made = markdown.markdown(
        text,
        extensions=["toc", "plainleaf.rendering.extensions"],
        extension_configs={"plainleaf.rendering.extensions": {"rendering": rendering}},
    )
    assert made == html
    assert rendering.outputs.lead_html.replace("\n\n\n", "\n\n") == lead
