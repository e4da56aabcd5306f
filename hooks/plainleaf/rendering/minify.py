"""Makes the files of the site shorter for those who wait for them; none means anything else after.

Comments and spaces between elements are for authors. What a reader gets keeps every word, element
and attribute: only what HTML lets a page leave out goes (quotes around simple values, end tags that
the next element implies).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

import minify_html
from rcssmin import cssmin
from rjsmin import jsmin

_BY_ENDING: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {".css": cssmin, ".js": jsmin}
)


def minify_page(html: str) -> str:
    """A page without what browsers do not need, as valid as it was."""
    shorter: str = minify_html.minify(html, keep_html_and_head_opening_tags=True)
    return shorter


def minify_asset(name: str, text: str) -> str:
    """A style or script without comments and spare spaces; any other file as it is.

    Args:
        name: the file's name or path; its ending says what it is.
        text: what stands in it.
    """
    shorten = _BY_ENDING.get(PurePosixPath(name).suffix)
    return shorten(text) if shorten else text
