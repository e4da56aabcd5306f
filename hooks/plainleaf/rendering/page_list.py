"""The list of all pages: what stands for search where no script runs, and for those who browse."""

from __future__ import annotations

from plainleaf.rendering.fragments import render_fragment
from plainleaf.rendering.navigation import Navigator
from plainleaf.text.markup import Markup


def render_page_list(navigator: Navigator) -> Markup:
    """Every page as HTML, under headings of the third level.

    Args:
        navigator: makes the links as the page with the list writes them.
    """
    return render_fragment("page_list.html", subjects=navigator.by_subject())
