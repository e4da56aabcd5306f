"""What exactly a review of a page covers: each section's words with all that it opens and shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from plainleaf.model.figures import Figure
from plainleaf.model.review_text import TOP, ReviewedSection
from plainleaf.model.term import Term
from plainleaf.reading.content import Content, condition_term
from plainleaf.reading.drawing import ReadPicture
from plainleaf.rendering.glossary_page import word_views
from plainleaf.text.markup import Markup


def with_material(
    content: Content, src: str, sections: Sequence[ReviewedSection]
) -> tuple[ReviewedSection, ...]:
    """A page's sections with the data that each of them shows.

    Args:
        content: the site's source.
        src: the page, as a path inside docs/.
        sections: its sections as they were read from its finished article.
    """
    order = [one.id for one in sections]
    return tuple(
        replace(one, also=_also(content, src, one) | (_top(content, src, order) if not at else {}))
        for at, one in enumerate(sections)
    )


def _also(content: Content, src: str, section: ReviewedSection) -> dict[str, object]:
    figures = content.figures.get(src)
    placed = figures.figures if figures else {}
    terms = {term.id: term for term in content.terms}
    references = {one.id: one for one in content.references.items}
    return {
        "definitions": sorted(_definition(terms[name]) for name in section.terms if name in terms),
        "figures": [
            _drawn(placed[name], figures.pictures)
            for name in section.figures
            if figures and name in placed
        ],
        "references": [
            references[key].model_dump(mode="json", exclude={"note", "id"})
            for key in section.cited
            if key in references
        ],
    }


def _top(content: Content, src: str, order: Sequence[str]) -> dict[str, object]:
    """What stands around the article, and which sections there are: a lost one is a change."""
    raw = content.pages[src].raw
    return {
        "title": raw.get("title"),
        "nav_title": raw.get("nav_title"),
        "written": str(raw.get("written")),
        "description": raw.get("description"),
        "changes": [str(one) for one in raw.get("changes") or ()],
        "at_a_glance": raw.get("at_a_glance"),
        "doors": raw.get("doors"),
        "numbers": [number.model_dump(mode="json") for number in content.numbers],
        "sections": [one for one in order if one != TOP],
        "said": (_definition(term), term.abbreviations)
        if (term := condition_term(content, src))
        else None,
    }


def _definition(term: Term) -> tuple[str, str, str, str]:
    """What a reader gets who opens a term."""
    (word,) = word_views((term.id,), (term,))
    said = str(Markup(word.respelling_html).striptags())
    return word.title, word.say_for, said, word.definition


def opened_definitions(content: Content, section: ReviewedSection) -> tuple[tuple[str, str], ...]:
    """The words that a section opens, each with how to say it and what it means."""
    terms = {term.id: term for term in content.terms}
    found = (_definition(terms[name]) for name in section.terms if name in terms)
    return tuple((title, f"{said}. {means}" if said else means) for title, _, said, means in found)


def _drawn(figure: Figure, pictures: Mapping[str, ReadPicture]) -> dict[str, object]:
    """What of a figure is no text of the page: its pictures, and where the marks stand on them."""
    return {
        "alt": figure.alt,
        "sides": figure.sides.model_dump() if figure.sides else None,
        "frames": [
            (
                frame.alt,
                pictures[frame.image].digest,
                [(mark.label, mark.shape, mark.points) for mark in frame.marks],
            )
            for frame in figure.frames
        ],
    }
