"""What search reads of a page."""

from __future__ import annotations

from typing import Final

_LEFT_OUT: Final = (('<span class="cites"', "span"), ('<ol class="sources"', "ol"))
"""How our own extensions begin what is left out, and its element; only they write this."""


def search_html(lead: str, article: str) -> str:
    """Return lead and article, without the numbers that point at sources and the sources.

    The article lacks its lead, which the theme shows above it. "marrow.Source 1Source 2" helps
    nobody who reads a list of results, and who looks for "thalassemia" wants no list of references.
    What is returned is indexed, never published: so it is enough, and many times faster than a
    parser, to look for what our own extensions write.
    """
    html = f"{lead}\n{article}"
    for beginning, tag in _LEFT_OUT:
        html = _without(html, beginning, tag)
    return html


def _without(html: str, beginning: str, tag: str) -> str:
    """Leave out every element of a name that begins with some text."""
    kept = []
    done = 0
    while (start := html.find(beginning, done)) >= 0:
        kept.append(html[done:start])
        done = _end_of(tag, html, start)
    kept.append(html[done:])
    return "".join(kept)


def _end_of(tag: str, html: str, start: int) -> int:
    """The index after the end of the element that begins at an index, inner ones counted."""
    opening_tag, closing_tag = f"<{tag}", f"</{tag}>"
    depth, position = 0, start
    while (closing := html.find(closing_tag, position)) >= 0:
        opening = html.find(opening_tag, position, closing)
        if opening >= 0:
            depth, position = depth + 1, opening + len(opening_tag)
        else:
            depth, position = depth - 1, closing + len(closing_tag)
        if not depth:
            return position
    return len(html)
