"""Where a link inside the site leads."""

from __future__ import annotations

import pytest

from plainleaf.text.addresses import link_end


@pytest.mark.parametrize(
    ("address", "end"),
    [
        ("b.md", ("a/b.md", "")),
        ("../c/d%20e.md#f%2Dg", ("c/d e.md", "f-g")),
        ("#here", ("a/page.md", "here")),
        ("./", ("a", "")),
    ],
)
def test_a_link_ends_where_browsers_go(address: str, end: tuple[str, str]) -> None:
    assert link_end("a/page.md", address) == end
