"""What search engines are told."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

from plainleaf.rendering.sitemap import robots_txt, sitemap_xml

DAY = datetime.date(2026, 11, 21)


def test_lists_each_page_with_its_day() -> None:
    xml = sitemap_xml([("https://leaf.example/a.html?x&y", DAY), ("https://leaf.example/", DAY)])
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring(xml.encode())
    assert root.tag == f"{space}urlset"
    assert [[part.text for part in url] for url in root] == [
        ["https://leaf.example/a.html?x&y", "2026-11-21"],
        ["https://leaf.example/", "2026-11-21"],
    ]


def test_without_pages_there_is_none() -> None:
    assert sitemap_xml([]) == ""


def test_crawlers_may_read_everything_and_find_the_sitemap() -> None:
    assert robots_txt("") == "User-agent: *\nAllow: /\n"
    assert robots_txt("https://leaf.example/sitemap.xml").endswith(
        "\nSitemap: https://leaf.example/sitemap.xml\n"
    )
