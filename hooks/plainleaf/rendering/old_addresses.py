"""What stands at the old address of a page that has another name: it leads on, without a script."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from plainleaf.model.moved import renamed_pages
from plainleaf.reading.content import Content
from plainleaf.rendering.navigation import page_url
from plainleaf.text.markup import escape

_PAGE: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={url}">
<title>{title}</title>
</head>
<body>
<h1><a href="{url}">{title}</a></h1>
</body>
</html>
"""


def old_addresses(content: Content) -> Mapping[str, bytes]:
    """A small page for each page that has another name, by its name in the site.

    A place that is no page of the site is left out: the checks tell of it.
    """
    return {
        page_url(old): _leading(old, new, content)
        for old, new in renamed_pages(content.moved.items).items()
        if new.partition("#")[0] in content.pages and old not in content.pages
    }


def _leading(old: str, new: str, content: Content) -> bytes:
    page = content.pages[new.partition("#")[0]]
    folder = posixpath.dirname(page_url(old)) or "."
    url = quote(posixpath.relpath(page_url(new), folder), safe="/#.-_~")
    title = page.raw.get("title")
    shown = escape(title if isinstance(title, str) else page.src)
    return _PAGE.format(url=escape(url), title=shown).encode()
