"""PL50x: citations, and the statements that need one."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from plainleaf.checks.rules.registry import rule, site_rule
from plainleaf.model.block_specs import CARE_BLOCK, FIGURE_BLOCKS
from plainleaf.model.care_cards import CareCard
from plainleaf.model.findings import Severity
from plainleaf.model.kinds import GENERAL_KNOWLEDGE
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import FigureFact, SiteFacts
from plainleaf.reading.page import Page, Section, within
from plainleaf.reading.placed_cards import cards_on
from plainleaf.text.inline import Citation, read_inline
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted


def _cited_in_figures(page: Page, site: SiteFacts) -> Iterator[tuple[FigureFact, Citation]]:
    """The citations in captions and legends of the figures beside a page."""
    for figure in site.figures.get(page.src, ()):
        for citation in _citations_of(figure):
            yield figure, citation


@functools.lru_cache(maxsize=256)  # each rule on citations asks for them again
def _citations_of(figure: FigureFact) -> tuple[Citation, ...]:
    return tuple(
        # Data files tell where a figure begins, not where each word of it stands.
        citation._replace(line=figure.line, column=figure.column)
        for text in (figure.caption, figure.long, *figure.legend)
        for citation in read_inline(text, lambda _offset: (1, 1)).citations
    )


def _all_cited(page: Page, site: SiteFacts) -> Iterator[tuple[str, Citation]]:
    """Every citation of a page, with the file it stands in when that is another."""
    for citation in page.citations:
        yield "", citation
    for figure, citation in _cited_in_figures(page, site):
        yield figure.path, citation


def _shown(page: Page, site: SiteFacts) -> Iterator[tuple[str, Citation]]:
    """The citations that a page shows: of the figures beside it, only those that it places."""
    placed = {block.argument for block in page.blocks if block.name in FIGURE_BLOCKS}
    for citation in page.citations:
        yield "", citation
    for figure, citation in _cited_in_figures(page, site):
        if figure.id in placed:
            yield figure.path, citation


@rule(
    "PL501",
    "A citation names no reference",
    Severity.ERROR,
    fix="Use a key of the reference file, or add the reference to it.",
)
def unknown_key(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A citation that leads nowhere is worse than none: it claims a source that is not there."""
    if site.references is None:
        return
    for path, citation in _all_cited(page, site):
        for key in citation.keys:
            if key in site.references:
                continue
            near = nearest_name(key, site.references)
            fix = f"Did you mean {quoted(near)}?" if near else "Add it to the reference file."
            message = f"There is no reference {quoted(key)}."
            yield Hit(citation.line, citation.column, message, fix, path)


@rule(
    "PL502",
    "A citation is malformed",
    Severity.ERROR,
    fix='Write "[@KEY]", or "[@KEY; @OTHER]" for several.',
)
def malformed(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A citation that is not understood is printed as it stands, brackets included."""
    for path, citation in _all_cited(page, site):
        if citation.malformed:
            message = f'"[{citation.text[:40]}]" is no citation.'
            fix = 'Write "[@KEY]" or "[@KEY; @OTHER]".'
            yield Hit(citation.line, citation.column, message, fix, path)


@rule(
    "PL503",
    "A statement rests on a source that nobody has read",
    Severity.ERROR,
    fix="Cite a source that was read, or read this one and record it.",
)
def not_read(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A source known only from somebody else's list may not say what it is said to say."""
    if site.references is None or page.kind is None or page.kind.unread_sources:
        return
    for path, citation in _all_cited(page, site):
        for key in citation.keys:
            fact = site.references.get(key)
            if fact is not None and fact.seen == "cited" and key != GENERAL_KNOWLEDGE:
                message = f"Source {quoted(key)} was not read, so it supports no sentence here."
                yield Hit(citation.line, citation.column, message, "Cite one that was read.", path)


@rule(
    "PL504",
    "A section that needs a source cites none",
    Severity.ERROR,
    fix="Cite the source after the sentence that it supports, or [@general-knowledge].",
)
def uncited(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Readers must be able to see what signs, causes and treatments rest on."""
    for section in page.sections:
        spec = section.spec
        own = page.kind is not None and page.kind.own.cited
        if not (own if spec is None else spec.cited):
            continue
        each = spec is not None and spec.parts and section.subsections
        parts = section.subsections if each else (section,)
        for part in parts:
            if not any(one.keys for one in within(page.citations, part)) and _written(page, part):
                yield Hit(
                    part.line,
                    part.heading.column,
                    f"{quoted(part.title)} cites no source.",
                    f'Add "[@KEY]" after a sentence, or "[@{GENERAL_KNOWLEDGE}]".',
                )


def _written(page: Page, section: Section) -> bool:
    """Whether a section says anything; an empty one is another rule's finding."""
    return page.has_content(section.line, section.end_line)


@rule(
    "PL505",
    "The page cites but has no list of sources",
    Severity.ERROR,
    fix='Add "## Sources" as the last section; it is filled when the site is built.',
)
def no_sources_section(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """The small numbers in the text lead to that list."""
    if page.kind is None:
        return
    listed = any(one.spec is not None and one.spec.generated == "sources" for one in page.sections)
    required = any(one.required and one.generated == "sources" for one in page.kind.sections)
    # A required list that is missing is told by the rule on required sections.
    if listed or required:
        return
    message, fix = (
        "The page cites, but has no list of sources.",
        'Add "## Sources" as the last section.',
    )
    for path, citation in _shown(page, site):
        if citation.keys:
            yield Hit(citation.line, citation.column, message, fix, path)
            return
    if _cards(page, site):
        placed = page.block_named(CARE_BLOCK)[0]
        yield Hit(placed.line, placed.column, message, fix)


def _cards(page: Page, site: SiteFacts) -> tuple[CareCard, ...]:
    return cards_on(page, site.cards) if site.cards is not None else ()


@rule(
    "PL506",
    "A citation stands in the wrong place",
    Severity.WARNING,
    fix='Put the citation directly after the full stop: "text.[@KEY]".',
)
def misplaced(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Directly after the full stop it is clear which sentence a source supports."""
    for citation in page.citations:
        if not citation.keys:
            continue
        fix = 'Write "text.[@KEY]".'
        if citation.before[-1:].isspace():
            message = "A space stands before this citation."
            yield Hit(citation.line, citation.column, message, fix)
        elif citation.after in (".", ",", ";") and citation.before[-1:] not in ".,;:!?":
            message = f'This citation stands before the "{citation.after}".'
            yield Hit(citation.line, citation.column, message, fix)


@site_rule(
    "PL507",
    "A reference is never cited",
    Severity.ADVICE,
    fix="Cite it where it is needed, or delete it from the reference file.",
)
def never_cited(pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """A reference that nothing rests on makes the list look longer than the evidence is."""
    used = {
        key for page in pages for _, citation in _all_cited(page, site) for key in citation.keys
    }
    used |= {key for page in pages for card in _cards(page, site) for key in card.sources}
    used |= site.number_sources
    for key, fact in (site.references or {}).items():
        if key not in used and not fact.backs_facts and key != GENERAL_KNOWLEDGE and fact.path:
            message = f"Reference {quoted(key)} is never cited."
            yield Hit(fact.line, fact.column, message, "Cite it, or delete it.", fact.path)


@rule(
    "PL508",
    "A citation names a reference twice",
    Severity.WARNING,
    fix="Name it once.",
)
def named_twice(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """The same number twice looks like two sources."""
    for path, citation in _all_cited(page, site):
        if len(set(citation.keys)) < len(citation.keys):
            message = "This citation names a reference twice."
            yield Hit(citation.line, citation.column, message, "Name it once.", path)
