"""Every check on every page and data file, as one list of findings."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator

from plainleaf.case_contract import Contract, contract_of
from plainleaf.collector import collector_paused
from plainleaf.content import Content, FigureSet, cited_by_heading
from plainleaf.coverage_checks import check_coverage
from plainleaf.facts import check_facts
from plainleaf.findings import Finding, in_order
from plainleaf.page import Page
from plainleaf.review_material import review_hash
from plainleaf.rule_book import all_rules
from plainleaf.rules import check_pages
from plainleaf.site_facts import FigureFact, PageFact, ReferenceFact, ReviewFact, SiteFacts
from plainleaf.suppression import Suppression, suppress, suppressions_in, suppressions_on


@collector_paused()
def check_all(
    content: Content, today: datetime.date | None = None, only: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """Return everything that is wrong and not suppressed, in the order of files and lines.

    Args:
        content: the site's source.
        today: the day that dates are compared with; without it no page is overdue.
        only: as `load_content` was called with it; what is said of other files is not complete.
    """
    return suppress(_found(content, today, only), _suppressions(content, only), all_rules())


def _suppressions(content: Content, only: Collection[str] | None) -> Iterator[Suppression]:
    for src, page in content.pages.items():
        if only is None or src in only:
            yield from suppressions_on(page)
    if only is None:
        for path, lines in content.suppressing.items():
            yield from suppressions_in(path, lines)


def _found(
    content: Content, today: datetime.date | None, only: Collection[str] | None
) -> tuple[Finding, ...]:
    site = site_facts(content, today)
    named = {place.page for fact in content.facts.items for place in fact.fate}
    sections = {src: cited_by_heading(content, src) for src in content.pages if src in named}
    return in_order(
        (
            *content.findings,
            *check_facts(
                content.facts,
                content.facts_path,
                sections,
                {one.id for one in content.references.items},
            ),
            *check_pages(content.pages.values(), site, only),
            *check_coverage(content, site.syllables, only),
        )
    )


def site_facts(content: Content, today: datetime.date | None = None) -> SiteFacts:
    """Return what a check of one page may know about all others."""
    references = content.references
    backing = {key for fact in content.facts.items for key in fact.sources}
    return SiteFacts(
        references={
            one.id: ReferenceFact(
                one.id, one.seen, content.references_path, line, column, one.id in backing
            )
            for one, (line, column) in zip(references.items, references.positions, strict=True)
        },
        terms={term.id: (*term.names, *term.abbreviations) for term in content.terms},
        figures={src: figure_facts(found) for src, found in content.figures.items()},
        pages={src: _page_fact(page) for src, page in content.pages.items()},
        emergency_numbers=tuple(one.number for one in content.numbers),
        today=today,
        reviews=_review_facts(content),
        files=content.files,
        syllables=content.syllables,
    )


def contract_for(content: Content, src: str) -> Contract | None:
    """Return how complete a case is; None for a page that is none."""
    page = content.pages.get(src)
    if page is None or page.kind is None or page.kind.name != "case":
        return None
    found = content.figures.get(src)
    return contract_of(page, figure_facts(found) if found else ())


def _review_facts(content: Content) -> tuple[ReviewFact, ...]:
    reviews = zip(content.reviews, content.review_records.positions, strict=True)
    return tuple(
        ReviewFact(
            one.page,
            one.page in content.pages and one.hash == review_hash(content, one.page),
            content.reviews_path,
            *place,
        )
        for one, place in reviews
    )


def figure_facts(found: FigureSet) -> tuple[FigureFact, ...]:
    """Return what checks may know of the figures beside a page."""
    return tuple(
        FigureFact(
            name,
            figure.alt,
            figure.caption,
            found.path,
            *found.positions[name],
            tuple(finding.text for finding in figure.findings),
            long=figure.long,
            alts=tuple(view.alt for view in figure.views if view.alt),
            labels=tuple(mark.label for view in figure.views for mark in view.annotations),
            images=tuple(view.image for view in figure.views),
            numbers=tuple((finding.number, finding.id) for finding in figure.findings),
            plain=tuple(finding.plain for finding in figure.findings if finding.plain),
            schematic=figure.schematic,
            study=figure.made_how,
        )
        for name, figure in found.figures.items()
    )


def _page_fact(page: Page) -> PageFact:
    return PageFact(
        page.src,
        page.kind.name if page.kind else "",
        str(page.raw.get("condition") or ""),
        frozenset(heading.id for heading in page.headings),
        str(page.raw.get("term") or ""),
    )
