"""A page in the blocks that a review pack prints, and beside which of them each point stands."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.model.care_cards import CareCard
from plainleaf.model.facts import SignOff
from plainleaf.model.review_text import TOP, is_skipped, read_sections, seen_marks
from plainleaf.rendering.glossary_page import WORD_ID
from plainleaf.text.html_words import plain_words

_UNPACKED: Final = frozenset(("cares",))
"""Blocks whose parts are blocks of their own: a point is about one of them."""
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_STEM: Final = 6
"""How many letters of a word are compared: `fever` and `fevers` are one."""
_LEAST_SHARED: Final = 2
"""How many rare words a point and a block must share for it to stand there."""


@dataclass(frozen=True)
class PackText:
    """A paragraph, a list, a card, a table, a figure: what is printed in one go."""

    section: str
    """The id of its section."""
    html: str
    text: str
    """Its plain words."""
    cited: tuple[str, ...]
    """The keys of the sources that it cites."""
    marks: tuple[str, ...]
    """The marks of its lines, by which a later pack knows what is new."""
    points: tuple[str, ...] = ()
    """The ids of the points that stand beside it."""


def blocks_of(lead: str, article: str, cited: Sequence[str]) -> tuple[PackText, ...]:
    """A page's blocks, in order, without the headings of its sections.

    Args:
        lead: the HTML of its lead.
        article: the HTML of its article.
        cited: the keys of its sources, by their numbers.
    """
    found: list[PackText] = []
    section = TOP
    for html in filter(None, (lead, article)):
        body = LexborHTMLParser(f"<body>{html}</body>").body
        waiting = list(body.iter(include_text=False)) if body is not None else []
        while waiting:
            node = waiting.pop(0)
            if is_skipped(node):
                continue
            classes = set((node.attributes.get("class") or "").split())
            if node.tag == "div" and (classes & _UNPACKED or node.css_first("h2") is not None):
                waiting = [*node.iter(include_text=False), *waiting]
            elif node.tag == "h2":
                section = node.attributes.get("id") or ""
            else:
                found.append(_block(section, node, cited))
    return tuple(found)


def _block(section: str, node: LexborNode, cited: Sequence[str]) -> PackText:
    html = node.html or ""
    parts = read_sections("", html, cited, WORD_ID)
    return PackText(
        section,
        html,
        plain_words(node),
        tuple(dict.fromkeys(key for part in parts for key in part.cited)),
        tuple(mark for part in parts for mark in seen_marks(part)),
    )


def with_points(
    blocks: Sequence[PackText],
    points: Iterable[tuple[SignOff, frozenset[str]]],
    cards: Iterable[CareCard],
) -> tuple[tuple[PackText, ...], tuple[str, ...]]:
    """The blocks with the points beside them, and the points that stand beside none.

    Args:
        blocks: the blocks of a page.
        points: each point with the ids of the sections that it is about.
        cards: the care cards, which name their points.
    """
    headings: dict[str, list[str]] = {}
    for card in cards:
        headings.setdefault(card.sign_off, []).append(_folded(card.heading))
    rare = _weights(blocks)
    beside: dict[int, list[str]] = {}
    loose: list[str] = []
    for point, sections in points:
        place = _place(point, sections, blocks, headings.get(point.id, ()), rare)
        if place is None:
            loose.append(point.id)
        else:
            beside.setdefault(place, []).append(point.id)
    placed = tuple(replace(one, points=tuple(beside.get(at, ()))) for at, one in enumerate(blocks))
    return placed, tuple(loose)


def _place(
    point: SignOff,
    sections: frozenset[str],
    blocks: Sequence[PackText],
    headings: Iterable[str],
    rare: Mapping[str, float],
) -> int | None:
    """The number of the block that a point is about: by its words, its card, or what it says."""
    own = [at for at, one in enumerate(blocks) if one.section in sections]
    for wanted in (*map(_folded, point.beside), *headings):
        for at in own:
            if wanted in _folded(blocks[at].text):
                return at
    said = _stems(point.point)
    best, most = None, 0.0
    for at in own:
        shared = said & _stems(blocks[at].text)
        weight = sum(rare.get(one, 0.0) for one in shared)
        # A long block holds many words of everything.
        weight /= 1 + math.log(1 + len(blocks[at].text) / 400)
        if len(shared) >= _LEAST_SHARED and weight > most:
            best, most = at, weight
    return best


def _weights(blocks: Sequence[PackText]) -> Mapping[str, float]:
    """How much each word of a page tells: the fewer blocks hold it, the more."""
    counts: dict[str, int] = {}
    for one in blocks:
        for stem in _stems(one.text):
            counts[stem] = counts.get(stem, 0) + 1
    return {stem: math.log((1 + len(blocks)) / count) for stem, count in counts.items()}


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
