"""Which styles a page needs beyond the one that all share: a reader waits for no other."""

from __future__ import annotations

from typing import Final

LAYOUTS: Final = frozenset(("home", "glossary", "case"))
"""Layouts with a sheet of their own."""

MARKDOWN: Final = ("<code", "<kbd", "<pre", "admonition", "tabbed-set", "footnote", "task-list")
"""What of Markdown has its style in markdown.css, as it stands in HTML."""


def sheets_for(layout: str, html: str, *, figures: bool, preview: bool) -> tuple[str, ...]:
    """Return the names of a page's sheets, in the order in which they build on one another.

    Args:
        layout: the page's layout.
        html: its article.
        figures: whether it shows figures.
        preview: whether its author looks at it under `mkdocs serve`.
    """
    wanted = {
        "markdown": any(sign in html for sign in MARKDOWN),
        "figures": figures,
        layout: layout in LAYOUTS,
        "preview": preview,
    }
    return tuple(name for name, wants in wanted.items() if wants)
