"""Proves each page of a finished site: what `plainleaf.proof.proof` needs of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from plainleaf.model.block_specs import FIGURE_BLOCKS
from plainleaf.model.danger import by_danger
from plainleaf.model.findings import Finding
from plainleaf.model.term import Term, by_id
from plainleaf.proof.proof import Given, cited_keys, differences
from plainleaf.proof.proof_data import Describing
from plainleaf.proof.site_parts import site_parts
from plainleaf.reading.content import condition_term
from plainleaf.reading.disk import read_regular
from plainleaf.reading.page import Page
from plainleaf.reading.page_text import (
    PlacedBlocks,
    cards_text,
    figure_text,
    numbers_text,
    page_text,
)
from plainleaf.rendering.navigation import page_url
from plainleaf.rendering.rendered_site import Site
from plainleaf.search.index import SearchPage
from plainleaf.text.seen import CITED


class Compared(NamedTuple):
    """A page, and what its finished form is held against."""

    page: Page
    html: bytes
    """The whole finished file."""
    given: Given


ProveEach = Callable[[Iterable[Compared]], Iterable[Sequence[Finding]]]
"""Gives for each page what `prove` finds."""


def prove(compared: Compared) -> tuple[Finding, ...]:
    """Where one finished page differs from what its author wrote."""
    return differences(compared.page, compared.html, compared.given)


def prove_each(pages: Iterable[Compared]) -> Iterable[Sequence[Finding]]:
    """Prove one page after another."""
    return map(prove, pages)


def prove_site(
    site: Site,
    folder: Path,
    searched: Mapping[str, SearchPage],
    each: ProveEach = prove_each,
) -> tuple[Finding, ...]:
    """Where the finished pages differ from what their authors wrote.

    A page whose front matter is not right has no finished form that could be compared: the checks
    tell of it, and only `mkdocs serve` shows it at all.

    Args:
        site: the site as it was rendered.
        folder: the site as it was written.
        searched: what its search holds of each page, by its path inside docs/.
        each: proves the pages one by one.
    """
    pages = each(_compared(site, folder, searched))
    return tuple(finding for found in pages for finding in found)


def _compared(site: Site, folder: Path, searched: Mapping[str, SearchPage]) -> Iterator[Compared]:
    terms = by_id(site.content.terms)
    for src, page in sorted(site.content.pages.items()):
        file = folder / page_url(src)
        if page.meta is not None and file.is_file():
            given = given_for(site, page, terms, searched.get(src))
            yield Compared(page, read_regular(file), given)


def given_for(
    site: Site, page: Page, terms: Mapping[str, Term], searched: SearchPage | None
) -> Given:
    """What a page of a site shows besides what stands in its file.

    Args:
        site: the rendered site.
        page: the page.
        terms: the glossary, by id.
        searched: what the search holds of it; None for a page that is not searched.
    """
    glossary = site.directory.first(lambda kind: kind.defines_terms) or ""
    placed = _placed(site, page)
    return Given(
        placed=placed,
        references=site.references,
        terms=terms,
        numbers=site.few_numbers,
        made=_made(site) if any(one.name in _MADE for one in page.blocks) else {},
        parts=site_parts(site, page, cites=_cites(page, placed)),
        described=_described(site, page),
        glossary=page_url(glossary) if glossary else "",
        passages=searched.passages if searched is not None else None,
    )


_MADE: Final = frozenset(("changes", "open-points"))
"""Blocks that list what stands in the front matter of other pages, or in data files."""


def _made(site: Site) -> Mapping[str, tuple[str, ...]]:
    content = site.content
    metas = (page.meta for page in content.pages.values() if page.meta is not None)
    changes = tuple(change.what for meta in metas for change in meta.changes)
    waiting = [one for one in content.sign_offs if site.reviews.point(one.id) != "signed"]
    listed = by_danger(waiting, content.cards.cards.values())
    points = (one for found in listed.values() for one in found)
    return {
        "changes": changes,
        "open-points": tuple(f"{one.point} {one.role}." for one in points),
    }


def _cites(page: Page, placed: PlacedBlocks) -> bool:
    """Whether a page cites anything, in its text or in what its blocks show."""
    shown = (block for blocks in placed.values() for block in blocks)
    if any(CITED in block.text for block in shown):
        return True
    if "[@" not in page.body:
        return False
    if any(one.keys for run in page.runs for one in run.inline.citations):
        return True
    return bool(cited_keys(page_text(page)))  # what stands indented in a note, for one


def _placed(site: Site, page: Page) -> PlacedBlocks:
    """What the blocks of a page show that is written in data files."""
    figures = site.content.figures.get(page.src)
    known = figures.figures if figures is not None else {}
    detailed = page.kind is not None and page.kind.figure_details
    placed = {
        block: figure_text(known[block.argument], block, detailed=detailed)
        for block in page.blocks
        if block.name in FIGURE_BLOCKS and block.argument in known
    }
    cards = cards_text(page, site.content.cards.cards)
    return {**placed, **cards, **numbers_text(page, site.numbers)}


def _described(site: Site, page: Page) -> Describing:
    """What the structured data of a page say besides what stands in its file."""
    review = site.reviews.of(page.src)
    url = site.settings.url
    # A case names no condition: it would give the diagnosis away.
    named = str(page.raw.get("condition")) if page.kind and page.kind.of_condition else ""
    about = site.directory.guide(named).values() if named else ()
    condition = next((one for one in about if one.kind and one.kind.overview), None)
    src = condition.src if condition is not None else ""
    parts = condition.raw.get("parts") if condition is not None else None
    return Describing(
        site=site.settings.name,
        address=f"{url}{page_url(page.src)}" if url else "",
        condition=condition.meta.title if condition is not None and condition.meta else "",
        condition_term=condition_term(site.content, src) if src else None,
        guide=(f"{url}{page_url(src)}" if url else "") if parts and src != page.src else None,
        reviews=review.records if review.state == "current" else (),
        defined=site.content.terms if page.kind and page.kind.defines_terms else (),
        figures=site.content.placed(page.src),
    )
