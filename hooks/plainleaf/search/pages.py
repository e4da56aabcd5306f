"""What the search holds of a rendered site, and what it knows of readers' own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plainleaf.model.lay_words import LayWords
from plainleaf.reading.page import Page
from plainleaf.rendering.navigation import page_title, page_url
from plainleaf.rendering.rendered_site import Site
from plainleaf.search.index import SearchPage, build_index
from plainleaf.search.lay_index import Answer, Meaning
from plainleaf.search.passages import read_passages


def search_pages(site: Site) -> Mapping[str, SearchPage]:
    """Each page that readers may search, by its path inside docs/, in that order."""
    found = ((src, _search_page(site, src)) for src in sorted(site.pages))
    return {src: page for src, page in found if page is not None}


def search_files(site: Site, searched: Mapping[str, SearchPage]) -> Mapping[str, str]:
    """The search index: name to script.

    Args:
        site: the rendered site.
        searched: what `search_pages` found on it.
    """
    words = lay_words(site.content.lay_words.items)
    return build_index(list(searched.values()), site.content.terms, *words)


def lay_words(records: Iterable[LayWords]) -> tuple[list[Meaning], list[Answer]]:
    """What people type, as the index needs it: what means the same, and what has answers."""
    meanings, answers = [], []
    for one in records:
        if one.mean:
            meanings.append(Meaning(one.say, one.mean, offered=not one.language))
        else:
            places = tuple(_place(place) for place in one.finds)
            answers.append(Answer(one.say, places, offered=not one.language))
    return meanings, answers


def _place(place: str) -> tuple[str | None, str]:
    """A place of the data as an address inside the site and an anchor."""
    src, _, anchor = place.partition("#")
    return (page_url(src) if src else None, anchor)


def _guide(site: Site, page: Page) -> str:
    """The short name of the guide that a page is a part of; a case must not say it."""
    if page.kind is None or not page.kind.part:
        return ""
    guide = site.directory.guide(str(page.raw.get("condition", ""))).values()
    return next(
        (
            page_title(one, short=True)
            for one in guide
            if one.kind is not None and one.kind.overview
        ),
        "",
    )


def _search_page(site: Site, src: str) -> SearchPage | None:
    page = site.content.pages.get(src)
    if page is None or page.kind is None or page.meta is None or not page.kind.searchable:
        return None
    rendered = site.rendered(src)
    return SearchPage(
        location=page_url(src),
        title=page.meta.title,
        label=page.kind.label,
        guide=_guide(site, page),
        weight=page.kind.search_weight,
        passages=read_passages(f"{rendered.outputs.lead_html}\n{rendered.article}"),
        defines=page.kind.defines_terms,
    )
