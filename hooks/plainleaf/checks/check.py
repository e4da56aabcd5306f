"""Every check on every page and data file, as one list of findings."""

from __future__ import annotations

import datetime
import posixpath
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Final

from plainleaf.checks.case_contract import Contract, contract_of
from plainleaf.checks.causes import RULE_PAGE_MISSING, hold_back
from plainleaf.checks.coverage_checks import check_coverage
from plainleaf.checks.fact_checks import check_facts
from plainleaf.checks.glossary_checks import check_terms
from plainleaf.checks.losses import losses_in
from plainleaf.checks.moved_checks import check_moved
from plainleaf.checks.rule_book import all_rules
from plainleaf.checks.rules import HERE, Checking, check_pages
from plainleaf.checks.suppression import Suppression, suppress, suppressions_in, suppressions_on
from plainleaf.model.findings import Finding, in_order
from plainleaf.model.lay_words import check_lay_words
from plainleaf.model.review import ReviewRecord, Reviews
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import (
    Definition,
    FigureFact,
    PageFact,
    PointFact,
    ReferenceFact,
    ReviewFact,
    SiteFacts,
)
from plainleaf.reading.content import RULE_DATA, Content, FigureSet, cited_by_heading
from plainleaf.reading.guide import parts_of
from plainleaf.reading.page import Page, within
from plainleaf.reading.placed_cards import cards_in, cards_on

HOME: Final = "index.md"
"""The page that a site begins with, by its path inside docs/."""


def check_all(
    content: Content,
    today: datetime.date | None = None,
    reviews: Reviews | None = None,
    asked: Callable[[Finding], bool] = lambda _finding: True,
    checking: Checking = HERE,
) -> tuple[Finding, ...]:
    """Everything that is wrong and not suppressed, in the order of files and lines.

    What makes a file unreadable comes first, and what only follows from it is left out.

    Args:
        content: the site's source.
        today: the day that dates are compared with; without it no page is overdue.
        reviews: what holds of the recorded reviews; without it none does.
        asked: which findings somebody wants to know.
        checking: how the pages are checked.
    """
    content.model.use()
    found = _found(content, today, reviews or Reviews(), checking)
    remaining = suppress(found, _suppressions(content), all_rules())
    return hold_back(_few_on_a_line(remaining), losses_in(content), asked)


_MOST_ON_A_LINE: Final = 20
"""Findings of one rule on one line; more would not be read, and each prints its line."""


def _few_on_a_line(findings: Collection[Finding]) -> Iterator[Finding]:
    """The findings, but of many of one rule on one line the first ones and how many more there are.

    The one that tells of the rest stands where the first of them does.
    """
    counts = Counter(_place(one) for one in findings)
    told: Counter[tuple[str, int, str]] = Counter()
    for one in findings:
        place = _place(one)
        told[place] += 1
        more = counts[place] - _MOST_ON_A_LINE
        if told[place] <= _MOST_ON_A_LINE or more == 1:
            yield one
        elif told[place] == _MOST_ON_A_LINE + 1:
            yield replace(one, message=f"{more:,} more of these stand on this line.", fix="")


def _place(finding: Finding) -> tuple[str, int, str]:
    return finding.path, finding.line, finding.code


def _suppressions(content: Content) -> Iterator[Suppression]:
    for page in content.pages.values():
        yield from suppressions_on(page)
    for path, lines in content.suppressing.items():
        yield from suppressions_in(path, lines)


def _found(
    content: Content, today: datetime.date | None, reviews: Reviews, checking: Checking
) -> tuple[Finding, ...]:
    site = site_facts(content, today, reviews)
    named = {place.page for fact in content.facts.items for place in fact.fate}
    sections = {src: cited_by_heading(content, src) for src in content.pages if src in named}
    return in_order(
        (
            *content.findings,
            *check_terms(content.glossary.placed, content.glossary.ids),
            *check_facts(
                content.facts,
                content.facts_path,
                sections,
                {one.id for one in content.references.items},
                {src: fact.condition for src, fact in (site.pages or {}).items()},
            ),
            *check_pages(content.pages.values(), site, checking),
            *_check_addresses(content, site),
            *check_coverage(content, site.syllables),
            *_check_home(content),
        )
    )


def _check_home(content: Content) -> Iterator[Finding]:
    """Where a site begins: its address alone would lead to nothing."""
    if not content.pages or HOME in content.pages:
        return
    docs = posixpath.dirname(posixpath.dirname(content.references_path))
    hit = Hit(1, 1, "This page is missing: a site begins with it.", "Restore it.")
    yield RULE_PAGE_MISSING.finding(hit, posixpath.join(docs, HOME))


def _check_addresses(content: Content, site: SiteFacts) -> tuple[Finding, ...]:
    pages = site.pages or {}
    return (
        *check_moved(
            content.moved, content.moved_path, content.published, content.published_path, pages
        ),
        *check_lay_words(
            content.lay_words,
            content.lay_words_path,
            pages,
            {term.id for term in content.terms},
            RULE_DATA,
        ),
    )


def site_facts(
    content: Content,
    today: datetime.date | None = None,
    reviews: Reviews | None = None,
) -> SiteFacts:
    """What a check of one page may know about all others.

    Args:
        content: the site's source.
        today: the day that dates are compared with.
        reviews: what holds of the recorded reviews; without it none does.
    """
    reviews = reviews or Reviews()
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
        pages={src: _page_fact(content, page) for src, page in content.pages.items()},
        emergency_numbers=tuple(one.number for one in content.numbers),
        number_sources=frozenset(one.source for one in content.numbers),
        today=today,
        latest_day=reviews.latest_day,
        reviews=_review_facts(content, reviews),
        points=_point_facts(content, reviews),
        pages_with_points=frozenset(src for one in content.sign_offs for src in one.sources),
        files=content.files,
        syllables=content.syllables,
        cards=content.cards,
        urgent_sentences=content.urgent_sentences,
        urgent_sentences_path=content.urgent_sentences_path,
        sign_offs=frozenset(one.id for one in content.sign_offs),
        definitions=_definitions(content),
        moved={one.old: one.new for one in content.moved.items},
    )


def _definitions(content: Content) -> tuple[Definition, ...]:
    return tuple(
        Definition(
            term.definition, content.glossary_path, *content.glossary.places.get(term.id, (1, 1))
        )
        for term in content.terms
    )


def contract_for(content: Content, src: str) -> Contract | None:
    """How complete a case is; None for a page that is not a case."""
    page = content.pages.get(src)
    if page is None or page.kind is None or not page.kind.hides_condition:
        return None
    found = content.figures.get(src)
    return contract_of(page, figure_facts(found) if found else ())


BEGINNING: Final = "before the first heading"


def _review_facts(content: Content, reviews: Reviews) -> tuple[ReviewFact, ...]:
    recorded = zip(content.reviews, content.review_records.positions, strict=True)
    return tuple(
        ReviewFact(
            one.page,
            one.page in reviews.pages and reviews.pages[one.page].state == "current",
            content.reviews_path,
            *place,
            changed=_changed(reviews, one.page),
            day=one.date,
            written=_written(content, one.page),
            newer_change=_newer_change(content, reviews, one),
            waits=reviews.of(one.page).state in {"waiting", "asked"},
            asks=tuple(
                section.title or BEGINNING
                for section in reviews.of(one.page).asked
                if one.asks.get(section.id) == section.hash
            ),
        )
        for one, place in recorded
    )


def _newer_change(content: Content, reviews: Reviews, record: ReviewRecord) -> datetime.date | None:
    """The day of the newest change, where a review names the words that tell it and is older."""
    page = content.pages.get(record.page)
    state = reviews.pages.get(record.page)
    if state is None or record not in state.older or page is None or page.meta is None:
        return None
    return max(one.date for one in page.meta.changes)


def _changed(reviews: Reviews, src: str) -> tuple[str, ...]:
    if src not in reviews.pages:
        return ()
    return tuple(one.title or BEGINNING for one in reviews.pages[src].changed)


def _point_facts(content: Content, reviews: Reviews) -> tuple[PointFact, ...]:
    recorded = zip(content.sign_offs, content.sign_off_records.positions, strict=True)
    return tuple(
        PointFact(
            one.id,
            reviews.point(one.id),
            content.sign_offs_path,
            *place,
            nowhere=reviews.nowhere.get(one.id, ()),
        )
        for one, place in recorded
    )


def _written(content: Content, src: str) -> datetime.date | None:
    page = content.pages.get(src)
    return page.meta.written if page is not None and page.meta is not None else None


def figure_facts(found: FigureSet) -> tuple[FigureFact, ...]:
    """What checks may know of the figures beside a page."""
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
            terms=(figure.credit, figure.license),
        )
        for name, figure in found.figures.items()
    )


def _page_fact(content: Content, page: Page) -> PageFact:
    cards = cards_on(page, content.cards)
    own = frozenset(card.anchor for card in cards)
    holding = frozenset(
        section.heading.id
        for section in page.all_sections
        if cards and cards_in(within(page.blocks, section), content.cards)
    )
    return PageFact(
        page.src,
        page.kind.name if page.kind else "",
        str(page.raw.get("condition") or ""),
        frozenset(heading.id for heading in page.headings) | own,
        str(page.raw.get("term") or ""),
        tuple(card.id for card in cards),
        own | holding,
        parts_of(page),
    )
