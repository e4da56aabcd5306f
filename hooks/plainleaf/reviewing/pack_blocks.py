"""A page in the blocks that a review pack prints, and beside which of them each point stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


_SAID_LATER: Final = "opt"
_TALL: Final = 1000
"""From how many letters on a block may go on on the next side."""


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
    also: tuple[str, ...] = ()
    """The ids of points about it that stand beside an earlier block."""

    @property
    def is_tall(self) -> bool:
        """Whether it would leave much of a side empty if it had to stand on one."""
        return len(self.text) > _TALL or "<figure" in self.html


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
    for answer in node.css(f".{_SAID_LATER}"):
        # A handout has what is said of each choice at its end; a reviewer reads it with the choice.
        held = (answer.attributes.get("class") or "").split()
        answer.attrs["class"] = " ".join(one for one in held if one != _SAID_LATER)
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

    Nothing is guessed: beside a sentence that it is not about, a point would mislead its reader.

    Args:
        blocks: the blocks of a page.
        points: each point with the ids of the sections that it is about.
        cards: the care cards, which name their points.
    """
    headings: dict[str, list[str]] = {}
    for card in cards:
        headings.setdefault(card.sign_off, []).append(card.heading)
    folded = [_folded(one.text) for one in blocks]
    beside: dict[int, list[str]] = {}
    also: dict[int, list[str]] = {}
    loose: list[str] = []
    for point, sections in points:
        own = [at for at, one in enumerate(blocks) if one.section in sections]
        wanted = [_folded(one) for one in (*headings.get(point.id, ()), *point.beside)]
        found = [at for words in wanted for at in own if words in folded[at]]
        if not found:
            loose.append(point.id)
            continue
        beside.setdefault(found[0], []).append(point.id)
        for at in {*found} - {found[0]}:
            also.setdefault(at, []).append(point.id)
    placed = tuple(
        replace(one, points=tuple(beside.get(at, ())), also=tuple(also.get(at, ())))
        for at, one in enumerate(blocks)
    )
    return placed, tuple(loose)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
