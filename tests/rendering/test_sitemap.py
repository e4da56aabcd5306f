"""What search engines are told."""

from __future__ import annotations

import datetime
from pathlib import Path
from xml.etree import ElementTree

import small_site
from plainleaf.model.review import ReviewRecord, Reviews, ReviewState
from plainleaf.rendering.sitemap import crawler_files, robots_txt, sitemap_xml

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


def test_only_pages_whose_review_holds_are_listed(tmp_path: Path) -> None:
    content = small_site.load(small_site.write(tmp_path))
    checked = ReviewRecord(
        page="glossary.md",
        reviewer="A. Clinician",
        role="Botanist",
        date=datetime.date(2027, 1, 31),
        sections={"top": "0" * 64},
    )
    states = {
        "glossary.md": ReviewState("current", (checked,)),
        "index.md": ReviewState("lapsed", (checked,)),
    }
    url = "https://leaf.example/"
    files = crawler_files(content, Reviews(states), url)
    assert set(files) == {"robots.txt", "sitemap.xml"}
    assert files["robots.txt"].endswith("\nSitemap: https://leaf.example/sitemap.xml\n")
    # A review changes what a page says of itself.
    listed = "<url><loc>https://leaf.example/glossary.html</loc><lastmod>2027-01-31</lastmod></url>"
    assert files["sitemap.xml"].count("<url>") == 1
    assert listed in files["sitemap.xml"]
    # Without a public address, or a review, nothing can be listed.
    assert set(crawler_files(content, Reviews(states), "")) == {"robots.txt"}
    assert set(crawler_files(content, Reviews(), url)) == {"robots.txt"}
