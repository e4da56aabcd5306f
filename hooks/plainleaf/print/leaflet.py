"""Composes a condition's leaflet from care cards and finished pages.

Every sentence on it stands on a page or a card already (`leaflet.yml` says which); the composer
adds headings, boxes to tick and fields. While no clinician has checked exactly these words, each
face says SPECIMEN and its fields are locked.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from plainleaf.model.care_cards import CareCard
from plainleaf.model.emergency_numbers import EmergencyNumber
from plainleaf.model.leaflet import Boxes, LeafletPart, TakenPieces
from plainleaf.model.words import words
from plainleaf.print.clinic import Clinic
from plainleaf.print.paper import Paper
from plainleaf.print.taken import TakenError, take
from plainleaf.rendering.extensions.panels import CARE_LEVELS
from plainleaf.rendering.fragments import render_fragment
from plainleaf.rendering.view import Say, in_words
from plainleaf.text.html_words import plain_words
from plainleaf.text.markup import NOTHING, Markup

LEAFLET: Final = "leaflet"
"""What a leaflet's file is called, where a handout has the name of its page."""


class LeafletError(ValueError):
    """A leaflet cannot be composed; the message says where and why."""

    part: int = 0
    """The part that names what is not there, from 1; 0 for the leaflet as a whole."""


@dataclass(frozen=True)
class Sources:
    """What a leaflet is composed from."""

    cards: Mapping[str, CareCard]
    """The care cards, by id."""
    pages: Mapping[str, tuple[str, str]]
    """The lead and the article of each finished page beside the leaflet, by its file name."""
    numbers: Sequence[EmergencyNumber]
    path: str
    """The leaflet's file, as findings print it."""


@dataclass(frozen=True)
class CardView:
    """A care card, ready to print."""

    css: str
    level: str
    """The words that say its level."""
    card: CareCard


@dataclass(frozen=True)
class PartView:
    """A part of a leaflet, ready to print."""

    number: int
    """Its place on the leaflet, from 1."""
    side: int
    place: str
    """Its column, `left` or `right`, or `wide`: across both."""
    name: str
    """What a message calls it."""
    title: str
    cards: tuple[CardView, ...]
    taken: tuple[tuple[int, Markup], ...]
    """What comes from pages, each with the number of its part in the document."""
    boxes: tuple[Boxes, ...]
    clinic: bool


@dataclass(frozen=True)
class GroupView:
    """Parts beside one another in two columns, or one after another across the sheet."""

    columns: tuple[tuple[PartView, ...], ...]


@dataclass(frozen=True)
class Face:
    """What stands around the parts."""

    title: str
    abbreviation: str
    say: Say | None
    site: str
    draft: str
    """A warning that no clinician has checked it; empty once one has."""
    checked: str
    """Who has checked it and when; empty while nobody has."""
    written: str
    until: str
    created: str
    more: tuple[str, str] = ("", "")
    """Title and address of the page that lists the signs without room; empty when all have."""
    scanned: str = ""
    """The address of the page, with the edition behind it; empty while the site has none."""
    code: Markup = NOTHING
    """The same as a QR code."""
    edition: str = ""
    """The edition of the sheet."""


def composed(parts: Sequence[LeafletPart], sources: Sources) -> tuple[PartView, ...]:
    """The parts of a leaflet with their words.

    Raises:
        LeafletError: something that it names is not there.
    """
    found: list[PartView] = []
    taken_before = 0
    for place, part in enumerate(parts, start=1):
        try:
            view = _part_view(place, part, sources, taken_before)
        except LeafletError as error:
            error.part = place
            raise
        taken_before += len(view.taken)
        found.append(view)
    _all_stand(parts, sources)
    return tuple(found)


def _part_view(place: int, part: LeafletPart, sources: Sources, taken_before: int) -> PartView:
    taken = (_taken(one, sources) for one in part.take)
    return PartView(
        number=place,
        side=part.side,
        place=part.place,
        name=part.title or ", ".join(part.cards),
        title=part.title or "",
        cards=tuple(card_view(name, sources) for name in part.cards),
        taken=tuple(enumerate(taken, start=taken_before)),
        boxes=part.boxes,
        clinic=part.clinic,
    )


def _all_stand(parts: Sequence[LeafletPart], sources: Sources) -> None:
    """Make sure that no card that must stand wherever one does is left out without a reason."""
    placed = {name for part in parts for name in part.cards}
    left = {name for part in parts for name in part.left_out}
    conditions = {sources.cards[name].condition for name in placed if name in sources.cards}
    for name, card in sources.cards.items():
        if card.must_stand and card.condition in conditions and name not in placed | left:
            raise LeafletError(
                f"{sources.path}: the care card “{name}” must stand wherever a card does; place "
                "it, or say under left_out why it has no room"
            )
    for name in sorted(left & placed | (left - set(sources.cards))):
        raise LeafletError(
            f"{sources.path}: “{name}” is placed, or no card, so it cannot be left out; delete it"
        )


def _words(html: Markup) -> str:
    """The words of what was taken; how it is drawn is for the review of its page."""
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body
    return plain_words(body) if body is not None else ""


def words_hash(parts: Sequence[PartView]) -> str:
    """The hash of all that a leaflet says: what a review of it names."""
    held = [
        (
            part.title,
            [one.card.model_dump(mode="json", exclude={"sign_off"}) for one in part.cards],
            [_words(html) for _, html in part.taken],
            [one.model_dump(mode="json") for one in part.boxes],
        )
        for part in parts
    ]
    return hashlib.sha256(json.dumps(held, ensure_ascii=False).encode()).hexdigest()


def leaflet_pack(views: Sequence[PartView], path: str) -> str:
    """What a reviewer of a leaflet reads, and the entry that records the review.

    Args:
        views: its parts.
        path: its file, as findings print it.
    """
    lines = [f"# The leaflet of {path}", ""]
    for view in views:
        lines += [f"## {view.title or words().paper.cards}", ""]
        for one in view.cards:
            lines += [f"{one.level}: {one.card.heading}", ""]
            lines += [*(f"- {line.text}" for line in one.card.lines), ""]
        lines += [line for _, html in view.taken for line in (_words(html), "")]
        lines += [f"{one.label}: {', '.join(one.choices)}" for one in view.boxes]
    return "\n".join(
        (
            *lines,
            "",
            "If you agree with all of it, ask the editors to add this to the first part of it.",
            "It counts while the reviews of all pages that it takes from count, too.",
            "",
            f"  review: {{reviewer: …, role: …, date: …, words: {words_hash(views)}}}",
            "",
        )
    )


def review_words(parts: Sequence[LeafletPart], views: Sequence[PartView]) -> str:
    """Who has checked exactly these words, and when; empty when nobody has."""
    review = next((one.review for one in parts if one.review is not None), None)
    if review is None or review.words != words_hash(views):
        return ""
    return f"{review.reviewer}, {review.role}, on {in_words(review.date)}"


def leaflet_html(views: Sequence[PartView], face: Face, clinic: Clinic, sources: Sources) -> str:
    """A leaflet as a whole document.

    Args:
        views: its parts.
        face: what stands around the parts.
        clinic: what is filled in for the clinic.
        sources: what it is composed from.
    """
    sides = [_grouped(view for view in views if view.side == side) for side in (1, 2)]
    return render_fragment(
        "leaflet.html",
        face=face,
        sides=sides,
        clinic=clinic,
        form=words().paper.leaflet_form.items(),
        numbers=sources.numbers,
    )


def leaflet_paper(*, specimen: bool) -> Paper:
    """How a leaflet is laid out."""
    return Paper(
        style=LEAFLET,
        type_size=12.0,
        margins=(14.5, 8.0, 12.0),
        margins_large=(25.0, 12.0, 22.0),
        drawing_width=32.0,
        most=2,
        most_letter=2,
        most_large=6,
        steps=3,
        specimen=specimen,
    )


def _grouped(views: Iterable[PartView]) -> list[GroupView]:
    groups = []
    for wide, group in itertools.groupby(views, key=lambda view: view.place == "wide"):
        listed = tuple(group)
        names = ("wide",) if wide else ("left", "right")
        columns = (tuple(one for one in listed if one.place == name) for name in names)
        groups.append(GroupView(tuple(columns)))
    return groups


def _taken(one: TakenPieces, sources: Sources) -> Markup:
    if one.page not in sources.pages:
        raise LeafletError(f"{sources.path}: there is no page “{one.page}” beside it")
    try:
        return take(one, *sources.pages[one.page])
    except TakenError as error:
        raise LeafletError(f"{sources.path}: {error}") from error


def card_view(name: str, sources: Sources) -> CardView:
    """A care card, ready to print.

    Raises:
        LeafletError: there is none of that name.
    """
    if name not in sources.cards:
        raise LeafletError(f"{sources.path}: there is no care card “{name}”; name one by its id")
    card = sources.cards[name]
    css, _ = CARE_LEVELS[card.level]
    return CardView(css, words().care.label(card.level), card)
