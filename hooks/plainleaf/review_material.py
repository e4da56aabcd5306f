"""What exactly a review of a page covers: all that the page renders, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plainleaf.care_cards import cards_on
from plainleaf.content import Content
from plainleaf.kinds import ConditionFrontMatter
from plainleaf.review import normalized_text, text_hash
from plainleaf.term import Term

_TERM_KINDS = frozenset({"glossary", "pronunciation"})
"""Kinds of page that print the whole glossary."""

_NEVER_SHOWN: Mapping[str, Any] = {
    "search_only": True,
    "not_in": True,
    "inflections": True,
    "codes": True,
    "pronunciation": {"note"},
}
"""Fields of a term that serve editors and programs: no reviewer sees them on a page."""


def review_hash(content: Content, src: str) -> str:
    """Return the hash that a review of the page as it stands would name."""
    return text_hash(review_material(content, src))


def review_material(content: Content, src: str) -> Mapping[str, Any]:
    """Return the page's text with the references, figures, terms, cards and numbers it prints."""
    page = content.pages[src]
    cited = content.cited(src)
    return {
        "title": page.raw.get("title"),
        "description": page.raw.get("description"),
        "at_a_glance": page.raw.get("at_a_glance"),
        "doors": page.raw.get("doors"),
        "text": normalized_text(page.body),
        "references": [
            one.model_dump(mode="json", exclude={"note"})
            for one in sorted(content.references.items, key=lambda one: one.id)
            if one.id in cited
        ],
        "figures": {
            figure.id: [
                figure.model_dump(mode="json"),
                [content.figures[src].pictures[frame.image].digest for frame in figure.frames],
            ]
            for figure in content.placed(src)
        },
        "terms": [
            term.model_dump(mode="json", exclude=dict(_NEVER_SHOWN))
            for term in printed_terms(content, src)
        ],
        # Who signs what is an editors' matter; all else of a card is shown.
        "cards": [
            card.model_dump(mode="json", exclude={"sign_off", "always"})
            for card in cards_on(page, content.cards)
        ],
        "numbers": [number.model_dump(mode="json") for number in content.numbers],
    }


def printed_terms(content: Content, src: str) -> tuple[Term, ...]:
    """Return the glossary entries that the page prints in full or says aloud."""
    page = content.pages[src]
    if page.kind is not None and page.kind.name in _TERM_KINDS:
        return content.terms
    own = condition_term(content, src)
    return (own,) if own is not None else ()


def condition_term(content: Content, src: str) -> Term | None:
    """Return the glossary entry that a condition page shows how to say."""
    page = content.pages.get(src)
    meta = page.meta if page else None
    if not isinstance(meta, ConditionFrontMatter):
        return None
    return next((term for term in content.terms if term.id == meta.term), None)
