"""What the search holds of a rendered site."""

from __future__ import annotations

from pathlib import Path

from builds import CASE, CONDITION, FAQ, rendered, small
from plainleaf.search.pages import search_pages

BROKEN = "broken.md"


def test_the_search_holds_rendered_pages_that_readers_look_for(tmp_path: Path) -> None:
    build = small(tmp_path, {BROKEN: "---\nkind: faq\n---\nText.\n"})
    assert search_pages(build.site) == {}
    rendered(build)
    found = search_pages(build.site)
    assert list(found) == sorted(found)
    assert {CASE, CONDITION, FAQ} <= set(found)
    assert BROKEN not in found
    kinds = {src: page.kind for src, page in build.content.pages.items() if src != BROKEN}
    assert {src for src, kind in kinds.items() if kind and kind.searchable} == set(found)


def test_a_page_is_found_by_its_lead_and_its_article(tmp_path: Path) -> None:
    build = small(tmp_path)
    rendered(build)
    page = search_pages(build.site)[CONDITION]
    assert (page.title, page.location) == ("Leaf fever", "conditions/leaf-fever/index.html")
    words = str(page.passages)
    assert "Hot leaves." in words
    assert "What it is" in words
    assert not page.defines
    assert search_pages(build.site)["glossary.md"].defines
