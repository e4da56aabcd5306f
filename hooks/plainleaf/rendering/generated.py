"""What a page is rendered from besides its own text: data, and blocks made of other pages."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Final

from plainleaf.model.emergency_numbers import FEW
from plainleaf.model.front_matter import CaseFrontMatter, ConditionFrontMatter
from plainleaf.model.kind import Kind
from plainleaf.model.words import fill, words
from plainleaf.reading.content import FigureSet, condition_term
from plainleaf.reading.page import Page
from plainleaf.rendering import case_list, case_page, glossary_files, glossary_page, page_list
from plainleaf.rendering.glossary_page import UsesView
from plainleaf.rendering.navigation import page_title, page_url
from plainleaf.rendering.rendered_site import SiteSource, icon_of, image_size
from plainleaf.rendering.rendering import Inputs
from plainleaf.rendering.term_uses import UsePlace, find_uses
from plainleaf.rendering.view import in_words
from plainleaf.text.markup import NOTHING, Markup

Blocks = Mapping[str, Callable[[], str]]
"""The name of a generated block or section to what makes its HTML."""

_NO_BLOCKS: Final[Blocks] = MappingProxyType({})
_NO_FIGURES: Final = FigureSet({}, {}, {}, "")


def page_inputs(source: SiteSource, src: str, status: Blocks = _NO_BLOCKS) -> Inputs:
    """What a page is rendered from.

    Args:
        source: what the site is made from.
        src: the page, as a path inside docs/.
        status: the blocks that say how reviews stand; a review is about a page without them.
    """
    page = source.content.pages.get(src)
    figures = source.content.figures.get(src, _NO_FIGURES)
    kind = page.kind if page else None
    return Inputs(
        references=source.references,
        figures=figures.figures,
        pictures=figures.pictures,
        cards=source.content.cards.cards,
        numbers=source.numbers[:FEW],
        all_numbers=source.numbers,
        generated={**_generated(source, src), **status},
        generated_section=functools.partial(_generated_section, kind),
        step=functools.partial(_step, kind),
        icon=functools.partial(icon_of, source.icons),
        kind=kind,
        quiet=kind is not None and kind.patient,
        terms=source.matcher if kind is not None and kind.uses_terms else None,
        unopened=_unopened(source, page),
        once=_own_words(source, page),
        links_headings=True,
        image_size=functools.partial(image_size, source.picture_sizes, src),
    )


def _generated_section(kind: Kind | None, heading: str) -> str | None:
    section = kind.section(heading) if kind else None
    return section.generated if section else None


def _step(kind: Kind | None, heading: str) -> tuple[str, bool]:
    section = kind.section(heading) if kind else None
    if section is None:
        return "", False
    # The sources name what a case is about in their titles.
    hidden = kind is not None and any(one.answers for one in kind.sections)
    step = words().steps[section.step] if section.step else ""
    return step, section.answers or (hidden and section.generated == "sources")


def _unopened(source: SiteSource, page: Page | None) -> frozenset[str]:
    """The term of a case's own condition: a browser without popovers lists the definitions."""
    if page is None or page.kind is None or not page.kind.hides_condition:
        return frozenset()
    overview = _overview(source, page)
    return frozenset([str(overview.raw.get("term"))] if overview else ())


def _own_words(source: SiteSource, page: Page | None) -> frozenset[str]:
    """The terms that all pages of a page's condition speak of."""
    overview = _overview(source, page) if page is not None else None
    meta = overview.meta if overview is not None else None
    if not isinstance(meta, ConditionFrontMatter):
        return frozenset()
    return frozenset((meta.term, *meta.own_words))


def _overview(source: SiteSource, page: Page) -> Page | None:
    """The first page of a page's condition."""
    src = source.navigator(page.src).condition_page()
    return source.content.pages[src] if src is not None else None


# --- blocks ----------------------------------------------------------------------------------


def _generated(source: SiteSource, src: str) -> Blocks:
    """What can be generated on a page, whatever is known of reviews."""
    terms = source.content.terms
    term = condition_term(source.content, src)
    navigator = source.navigator(src)
    made: dict[str, Callable[[], str]] = {
        **source.blocks,
        "glossary-entries": lambda: glossary_page.render_glossary(
            terms,
            _uses(source, src),
            glossary_files.links(src),
            glossary_page.clips_on(source.content, src),
        ),
        "pronunciation-key": glossary_page.render_pronunciation_key,
        "pronunciation-entries": lambda: glossary_page.render_pronunciation(
            terms, navigator.first(lambda kind: kind.defines_terms) or ""
        ),
        "contact": lambda: render_contact(source.settings.contact),
        "page-list": lambda: page_list.render_page_list(navigator),
        "case-list": lambda: case_list.render_case_list(
            case_list.case_views(
                navigator.directory.cases,
                {one: found.figures for one, found in source.content.figures.items()},
                navigator,
            )
        ),
    }
    page = source.content.pages.get(src)
    if page is not None and isinstance(page.meta, CaseFrontMatter):
        meta = page.meta
        made["plain-words"] = lambda: case_page.render_plain_words(
            case_page.explained_findings(source.content.placed(src), navigator.explaining())
        )
        made["how-to-cite"] = lambda: _how_to_cite(source, src, meta)
    if term is not None:
        made["how-to-say"] = lambda: glossary_page.render_how_to_say(
            term,
            navigator.first(lambda kind: kind.says_terms) or "",
            glossary_page.clips_on(source.content, src).get(term.id, NOTHING),
        )
    return made


def _uses(source: SiteSource, src: str) -> Mapping[str, tuple[UsesView, ...]]:
    """Where each term is used, as links from the glossary page.

    A case is left out for the names of its own condition, and for words that stand in its answers
    only: the glossary must not give it away.
    """
    navigator = source.navigator(src)
    pages = source.content.pages
    # What a patient reads comes first, as the kinds do.
    using = source.directory.of(lambda kind: kind.uses_terms).values()
    found = find_uses(using, source.matcher, source.content.cards)
    told = {
        term: [one for one in places if not _tells(source, term, one)]
        for term, places in found.items()
    }
    return {
        term: tuple(
            UsesView(
                navigator.link(page_title(pages[name], short=True), name),
                tuple(navigator.link(one.title, f"{name}#{one.id}") for one in group if one.id),
            )
            for name, group in groupby(places, key=lambda place: place.page)
        )
        for term, places in told.items()
        if places
    }


def _tells(source: SiteSource, term: str, place: UsePlace) -> bool:
    """Whether a link from a term to a part of a page gives away what the page is about."""
    page = source.content.pages[place.page]
    answers = (one for one in page.sections if one.spec is not None and one.spec.answers)
    return _is_diagnosis(source, term, page) or (
        page.kind is not None
        and page.kind.hides_condition
        and place.id in {one.heading.id for one in answers}
    )


def _is_diagnosis(source: SiteSource, term: str, page: Page) -> bool:
    if page.kind is None or not page.kind.hides_condition:
        return False
    overview = _overview(source, page)
    return overview is not None and overview.raw.get("term") == term


def _how_to_cite(source: SiteSource, src: str, meta: CaseFrontMatter) -> Markup:
    references = source.content.references.items
    original = next((one for one in references if one.id == meta.original), None)
    url = source.settings.url
    return case_page.render_how_to_cite(
        meta.title,
        source.settings.name,
        in_words(meta.written),
        url + page_url(src) if url else "",
        source.references[original.id] if original else NOTHING,
        case_page.contributors(original) if original else "",
    )


# --- the contact -----------------------------------------------------------------------------

_MAIL = re.compile(r"[^\s@:/?#]+@[^\s@:/?#]+")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


def contact_address(contact: str) -> str | None:
    """What a link to a contact leads to: mail or web; None for any other words."""
    if _MAIL.fullmatch(contact):
        return f"mailto:{contact}"
    return contact if _WEB.fullmatch(contact) else None


def render_contact(contact: str) -> Markup:
    """Where a reader reports a mistake, as HTML."""
    our = words().contact
    if not contact:
        return Markup('<p class="contact">{}</p>').format(our.none)
    address = contact_address(contact)
    if address is None:
        return Markup('<p class="contact">{}</p>').format(fill(our.tell, address=contact))
    link = Markup('<a href="{}">{}</a>').format(address, contact)
    return Markup('<p class="contact">{}</p>').format(fill(our.write, address=link))
