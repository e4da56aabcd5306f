"""What the search index reads of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.search_text import search_html

CITES = (
    '<span class="cites"><a class="cite" id="cite-1-1" href="#source-1">'
    '<span class="vh">Source </span>1</a></span>'
)


@pytest.mark.parametrize(
    ("lead", "article", "expected"),
    [
        ("<p>Lead.</p>", '<h2 id="a">A</h2>', '<p>Lead.</p>\n<h2 id="a">A</h2>'),
        (f"<p>Blood.{CITES} More.</p>", "", "<p>Blood. More.</p>\n"),
        ("", f"<li><b>x</b>{CITES}{CITES}</li>", "\n<li><b>x</b></li>"),
        ("", "<p>a &amp; b &#8594; c<br/></p>", "\n<p>a &amp; b &#8594; c<br/></p>"),
        ("", '<span class="x">kept</span>', '\n<span class="x">kept</span>'),
        ("", '<h2>S</h2><ol class="sources"><li><ol><li>x</li></ol></li></ol>z', "\n<h2>S</h2>z"),
        ("", "<ol><li>kept</li></ol>", "\n<ol><li>kept</li></ol>"),
    ],
)
def test_the_lead_is_there_and_citation_numbers_are_not(
    lead: str, article: str, expected: str
) -> None:
    assert search_html(lead, article) == expected


@given(st.text(alphabet='<>/span class="cites"&;#ax1 ', max_size=60))
def test_no_html_whatever_raises(html: str) -> None:
    search_html(html, html)
