"""Proves each page of a finished site: what `plainleaf.proof.proof` needs, taken from one build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from plainleaf.build import Build  # noqa: TID251  # until a rendered site is a type of its own
from plainleaf.model.block_specs import FIGURE_BLOCKS
from plainleaf.model.emergency_numbers import FEW
from plainleaf.model.findings import Finding
from plainleaf.model.term import Term, by_id
from plainleaf.proof.proof import Given, cited_keys, differences
from plainleaf.proof.proof_data import Described
from plainleaf.proof.site_parts import site_parts
from plainleaf.reading.content import Content
from plainleaf.reading.disk import read_regular
from plainleaf.reading.page import Page
from plainleaf.reading.page_text import Placed, cards_text, figure_text, numbers_text, page_text
from plainleaf.rendering.navigation import page_url
from plainleaf.reviewing.review_material import condition_term
from plainleaf.text.seen import CITED


def prove_site(build: Build, folder: Path) -> tuple[Finding, ...]:
    """Return where the finished pages differ from what their authors wrote.

    A page whose front matter is not right has no finished form that could be compared: the checks
    tell of it, and only `mkdocs serve` shows it at all.

    Args:
        build: the build, every page of which was rendered and written.
        folder: the finished site.
    """
    return tuple(_found(build, folder))


def _found(build: Build, folder: Path) -> Iterator[Finding]:
    terms = by_id(build.content.terms)
    for src, page in sorted(build.content.pages.items()):
        file = folder / page_url(src)
        if page.meta is not None and file.is_file():
            yield from differences(page, read_regular(file), given_for(build, page, terms))


def given_for(build: Build, page: Page, terms: Mapping[str, Term]) -> Given:
    """Return what a page of a build shows besides what stands in its file.

    Args:
        build: the build.
        page: the page.
        terms: the glossary, by id.
    """
    searched = build.searched.get(page.src)
    glossary = build.directory.first(lambda kind: kind.defines_terms) or ""
    placed = _placed(build, page)
    return Given(
        placed=placed,
        references=build.references,
        terms=terms,
        numbers=build.numbers[:FEW],
        made=_made(build.content) if any(one.name in _MADE for one in page.blocks) else {},
        parts=site_parts(build, page, cites=_cites(page, placed)),
        described=_described(build, page),
        glossary=page_url(glossary) if glossary else "",
        passages=searched.passages if searched is not None else None,
    )


_MADE: Final = frozenset(("changes", "open-points"))
"""Blocks that list what stands in the front matter of other pages, or in data files."""


def _made(content: Content) -> Mapping[str, tuple[str, ...]]:
    metas = (page.meta for page in content.pages.values() if page.meta is not None)
    changes = tuple(change.what for meta in metas for change in meta.changes)
    points = (one for one in content.sign_offs if one.state == "open")
    return {
        "changes": changes,
        "open-points": tuple(f"{one.point} {one.role}." for one in points),
    }


def _cites(page: Page, placed: Placed) -> bool:
    """Whether a page cites anything, in its text or in what its blocks show."""
    shown = (block for blocks in placed.values() for block in blocks)
    if any(CITED in block.text for block in shown):
        return True
    if "[@" not in page.body:
        return False
    if any(one.keys for run in page.runs for one in run.inline.citations):
        return True
    return bool(cited_keys(page_text(page)))  # what stands indented in a note, for one


def _placed(build: Build, page: Page) -> Placed:
    """What the blocks of a page show that is written in data files."""
    figures = build.content.figures.get(page.src)
    known = figures.figures if figures is not None else {}
    detailed = page.kind is not None and page.kind.figure_details
    placed = {
        block: figure_text(known[block.argument], block, detailed=detailed)
        for block in page.blocks
        if block.name in FIGURE_BLOCKS and block.argument in known
    }
    cards = cards_text(page, build.content.cards.cards)
    return {**placed, **cards, **numbers_text(page, build.numbers)}


def _described(build: Build, page: Page) -> Described:
    """What the structured data of a page say besides what stands in its file."""
    review = build.reviews[page.src]
    url = build.settings.url
    # A case names no condition: it would give the diagnosis away.
    named = str(page.raw.get("condition")) if page.kind and page.kind.of_condition else ""
    about = build.directory.guide(named).values() if named else ()
    condition = next((one for one in about if one.kind and one.kind.overview), None)
    src = condition.src if condition is not None else ""
    parts = condition.raw.get("parts") if condition is not None else None
    return Described(
        site=build.settings.name,
        address=f"{url}{page_url(page.src)}" if url else "",
        condition=condition.meta.title if condition is not None and condition.meta else "",
        condition_term=condition_term(build.content, src) if src else None,
        guide=(f"{url}{page_url(src)}" if url else "") if parts and src != page.src else None,
        review=review.record if review.state == "current" else None,
        defined=build.content.terms if page.kind and page.kind.defines_terms else (),
        figures=build.content.placed(page.src),
    )
