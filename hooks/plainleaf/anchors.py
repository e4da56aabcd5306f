"""The ids of a finished page: what a link may point at with `#`."""

from __future__ import annotations

from html.parser import HTMLParser


def anchor_ids(html: str) -> frozenset[str]:
    """Return every id in a page's HTML."""
    parser = _Ids()
    parser.feed(html)
    parser.close()
    return frozenset(parser.ids)


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Note the element's id."""
        self.ids.update(value for name, value in attrs if name == "id" and value)
