"""The register of reviews on the real site."""

from __future__ import annotations

import yaml

import real_site
from conftest import BuiltSite
from plainleaf.rendering.navigation import page_url
from plainleaf.rendering.register import newest
from search_files import read_texts

REGISTER = "about/reviews.html"


def test_it_lists_every_page_and_its_links_hold(real: BuiltSite) -> None:
    tree = real.tree(REGISTER)
    rows = tree.css(".register tbody tr")
    assert len(rows) == len([page for page in real.pages if page != "404.html"])
    points = yaml.safe_load((real.docs / "_data" / "sign_off.yml").read_bytes())
    assert len(tree.css(".points li")) == len(points)
    assert len(tree.css(".changes dd")) >= len(rows)


def test_its_calendar_has_an_entry_for_each(real: BuiltSite) -> None:
    data = (real.folder / "reviews.ics").read_bytes()
    rows = real.tree(REGISTER).css(".register tbody tr")
    assert data.count(b"BEGIN:VEVENT\r\n") == len(rows)


def test_nobody_finds_an_open_point_by_searching(real: BuiltSite) -> None:
    found = read_texts(real.folder)
    assert REGISTER not in found
    assert "about/index.html" in found


def test_each_page_says_what_changed_last(real: BuiltSite) -> None:
    content = real_site.content()
    told = {
        page_url(src): newest(page.meta.changes) for src, page in content.pages.items() if page.meta
    }
    for page in real.pages:
        box = real.tree(page).css_first(".review")
        if box is not None:
            assert (told[page] or "") in box.text(), page
            assert box.css_first('a[href$="reviews.html"]') is not None, page
