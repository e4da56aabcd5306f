"""A page's HTML as a search index should read it: with its lead, without citation numbers."""

from __future__ import annotations

from html.parser import HTMLParser


def search_html(lead: str, article: str) -> str:
    """Return lead and article, without the numbers that point at sources.

    The article lacks its lead, which the theme shows above it; and "marrow.Source 1Source 2" helps
    nobody who reads a list of results.
    """
    parser = _WithoutCitations()
    parser.feed(f"{lead}\n{article}")
    parser.close()
    return "".join(parser.kept)


class _WithoutCitations(HTMLParser):
    """Passes everything through as it stands, but for `span.cites` and what it holds."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []
        self.depth = 0

    def _keep(self, text: str) -> None:
        if not self.depth:
            self.kept.append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to leave out at a citation; count the elements within."""
        if tag == "span" and (self.depth or ("class", "cites") in attrs):
            self.depth += 1
        else:
            self._keep(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Keep an element without content."""
        self._keep(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """End to leave out where the citation ends."""
        if tag == "span" and self.depth:
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
