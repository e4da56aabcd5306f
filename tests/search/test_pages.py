"""What the search holds of a rendered site."""

from __future__ import annotations

from pathlib import Path

from builds import CASE, CONDITION, FAQ, rendered, small
from plainleaf.search.index import build_index
from plainleaf.search.lay_index import Answer, Meaning
from plainleaf.search.pages import search_files, search_pages

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


def test_the_index_knows_what_people_type_and_no_page_says(tmp_path: Path) -> None:
    why = "reason: Readers say so."
    places = f"['{CONDITION}#what-it-is', '{FAQ}', '#what-it-is']"
    records = (
        f"- {{say: [tree juice], mean: [sap], {why}}}\n"
        f"- {{say: [burning leaf], finds: {places}, {why}}}\n"
    )
    build = small(tmp_path, {"_data/lay_words.yml": records})
    rendered(build)
    found = search_pages(build.site)
    pages, terms = list(found.values()), build.content.terms
    found_at = (
        ("conditions/leaf-fever/index.html", "what-it-is"),
        ("conditions/leaf-fever/faq.html", ""),
        (None, "what-it-is"),
    )
    meanings = [Meaning(("tree juice",), ("sap",))]
    answers = [Answer(("burning leaf",), found_at)]
    files = search_files(build.site, found)
    assert files == build_index(pages, terms, meanings, answers)
    assert files != build_index(pages, terms)
