"""Which styles a page needs beyond the one that all share: a reader waits for no other."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PLAIN_LAYOUT: Final = "article"
"""The layout that has no sheet of its own."""

SIGNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "care": ('class="care',),
        "cases": ('class="case-list',),
        "lists": (
            *("faq-list", 'class="register', 'class="points', 'class="changes', 'class="pages'),
        ),
        "markdown": (
            *("<code", "<kbd", "<pre", "admonition", "tabbed-set", "footnote", "task-list"),
        ),
    }
)
"""Name of a sheet to what it styles, as it stands in HTML; a sheet too many does no harm."""


def sheets_for(
    layout: str, html: str, *, figures: bool, preview: bool, handouts: bool = False
) -> tuple[str, ...]:
    """The names of a page's sheets, in the order in which they build on one another.

    Args:
        layout: the page's layout.
        html: its article.
        figures: whether it shows figures.
        handouts: whether it offers or lists printed files.
        preview: whether its author looks at it under `mkdocs serve`.
    """
    wanted = {
        **{name: any(sign in html for sign in signs) for name, signs in SIGNS.items()},
        "figures": figures,
        "handouts": handouts,
        layout: layout != PLAIN_LAYOUT,
        "preview": preview,
    }
    return tuple(name for name, wants in wanted.items() if wants)
