"""What search engines are told: which pages they may list, and since when each is as it is.

Pages that nobody reviewed ask not to be listed and stand in no sitemap. Sources: sitemaps.org 0.9
and RFC 9309 (robots.txt).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from plainleaf.model.front_matter import FrontMatter
from plainleaf.model.review import Reviews, ReviewState
from plainleaf.reading.content import Content
from plainleaf.rendering.navigation import page_url

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"


def crawler_files(content: Content, reviews: Reviews, url: str) -> Mapping[str, str]:
    """The files that search engines read, by their names.

    Args:
        content: the site's source.
        reviews: what holds of the recorded reviews.
        url: the public address, with a slash at its end; empty while there is none.
    """
    listed = sitemap_xml(
        (url + page_url(src), _last_change(page.meta, reviews.of(src)))
        for src, page in sorted(content.pages.items())
        if url and page.meta is not None and reviews.of(src).state == "current"
    )
    robots = robots_txt(f"{url}{SITEMAP}" if listed else "")
    return {ROBOTS: robots, SITEMAP: listed} if listed else {ROBOTS: robots}


def _last_change(meta: FrontMatter, review: ReviewState) -> datetime.date:
    """The day since which a page is as it is; a review changes what it says of itself."""
    days = [meta.written, *(one.date for one in meta.changes)]
    return max([*days, *(one.date for one in review.records)])


def sitemap_xml(pages: Iterable[tuple[str, datetime.date]]) -> str:
    """A sitemap; empty without pages, because the format knows no empty one.

    Args:
        pages: full address and day of the last change of each page that may be listed.
    """
    entries = [
        f"<url><loc>{escape(url)}</loc><lastmod>{day.isoformat()}</lastmod></url>\n"
        for url, day in pages
    ]
    if not entries:
        return ""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{space}{''.join(entries)}</urlset>\n"


def robots_txt(sitemap_url: str) -> str:
    """What crawlers read first: all pages may be read, each says whether it may be listed.

    Args:
        sitemap_url: the full address of the sitemap; empty when there is none.
    """
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {sitemap_url}\n" if sitemap_url else "")
