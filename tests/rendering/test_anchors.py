"""The ids of a finished page."""

from __future__ import annotations

import pytest

from plainleaf.rendering.anchors import anchor_ids


@pytest.mark.parametrize(
    ("html", "ids"),
    [
        ("", set()),
        ("<p>no id</p>", set()),
        ('<h2 id="a">A</h2><p id=b>B</p>', {"a", "b"}),
        ('<br id="a"/><svg><g ID="b"></g></svg>', {"a", "b"}),
        ('<p id="a&amp;b">', {"a&b"}),
        ('<p id="">', set()),
        ("<p id>", set()),
        ('<!-- <p id="a"> --><p data-id="b" name="c">', set()),
        ("<script>document.write('<p id=\"a\">')</script>", set()),
        ('<p id="a"', set()),
        ('text <p id="é-1">', {"é-1"}),
    ],
)
def test_ids(html: str, ids: set[str]) -> None:
    assert anchor_ids(html) == ids
