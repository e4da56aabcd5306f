"""A page's HTML as a search index should read it: with its lead, without citations and sources."""

from __future__ import annotations

from html.parser import HTMLParser


def search_html(lead: str, article: str) -> str:
    """Return lead and article, without the numbers that point at sources and the sources.

    The article lacks its lead, which the theme shows above it. "marrow.Source 1Source 2" helps
    nobody who reads a list of results, and who looks for "thalassemia" wants no list of references.
    """
    parser = _WithoutCitations()
    parser.feed(f"{lead}\n{article}")
    parser.close()
    return "".join(parser.kept)


_LEFT_OUT = frozenset({("span", "cites"), ("ol", "sources")})
"""Element and class of what is left out, with all it holds."""


class _WithoutCitations(HTMLParser):
    """Passes everything through as it stands, but for what is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []
        self.leaving_out = ""
        self.depth = 0

    def _keep(self, text: str) -> None:
        if not self.depth:
            self.kept.append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to leave out, or count the elements of the same name within."""
        if not self.depth and (tag, dict(attrs).get("class")) in _LEFT_OUT:
            self.leaving_out, self.depth = tag, 1
        elif self.depth and tag == self.leaving_out:
            self.depth += 1
        else:
            self._keep(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Keep an element without content."""
        self._keep(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """End to leave out where that element ends."""
        if self.depth and tag == self.leaving_out:
            self.depth -= 1
        else:
            self._keep(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        """Keep an entity as it is written."""
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Keep a character reference as it is written."""
        self._keep(f"&#{name};")
