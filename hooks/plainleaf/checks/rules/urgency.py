"""PL436, PL437: what says how urgent something is, outside of the care cards."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from plainleaf.checks.rules.care_cards import target_of
from plainleaf.checks.rules.registry import rule, site_rule
from plainleaf.model.block_specs import CARD_ANCHOR, CARE_LEVELS
from plainleaf.model.care_cards import SENTENCES_FILE, CardPart, CareCard, CareCards
from plainleaf.model.findings import Severity
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import FigureFact, SiteFacts
from plainleaf.reading.page import Page, Run
from plainleaf.text.inline import Link
from plainleaf.text.printable import quoted
from plainleaf.text.readability import sentences
from plainleaf.text.urgency import (
    Asked,
    answers,
    asked,
    asked_by_telephone,
    may_ask,
    only_asks,
    unmet,
)

_NOTHING: Final = CareCards()


@rule(
    "PL436",
    "A sentence outside of care cards says how urgent something is",
    Severity.ERROR,
    fix="Link it to the card that says what to do, as urgently as the sentence does, or list it "
    "in docs/_data/urgent_sentences.yml with the reason why it needs none.",
)
def urgent_sentence(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Two places that say how urgent something is will differ one day, and somebody acts on the
    wrong one. The cards say it; a sentence leads to its card."""
    if page.kind is None or not page.kind.patient or site.cards is None:
        return
    listed = _listed(site)
    yield from _in_text(page, site, listed)
    for line, column, text in _unseen(page):
        for one in _unlisted(text, listed, site):
            yield _sounds_urgent(line, column, one)
    for place, text in _front_matter(page):
        for one in _unlisted(text, listed, site):
            yield _sounds_urgent(*page.front_matter.position(place), one)
    for figure in site.figures.get(page.src, ()):
        for text in _figure_words(figure):
            for one in _unlisted(text, listed, site):
                yield _sounds_urgent(figure.line, figure.column, one, figure.path)


@site_rule(
    "PL437",
    "An urgent sentence stands nowhere, or stands in a definition without a reason",
    Severity.ERROR,
    fix="Delete the entry of docs/_data/urgent_sentences.yml, or add one for the definition.",
)
def listed_sentence(pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """A reason that is left in place would excuse another sentence some day; and pages show the
    definitions of their terms."""
    if site.cards is None:
        return
    listed = _listed(site)
    for found in site.definitions:
        for one in _unlisted(found.text, listed, site):
            yield _sounds_urgent(found.line, found.column, one, found.path)
    if not listed:
        return
    said = {_told(one) for text in _all_texts(pages, site) for one in sentences(text)}
    records = site.urgent_sentences
    for entry, place in zip(records.items, records.positions, strict=True):
        if _told(entry.sentence) not in said or not asked(entry.sentence, site.emergency_numbers):
            message = f"No page needs this entry: {quoted(entry.sentence)}."
            fix = "Delete it, or correct its sentence."
            yield Hit(*place, message, fix, site.urgent_sentences_path)


def _listed(site: SiteFacts) -> frozenset[str]:
    return frozenset(_told(one.sentence) for one in site.urgent_sentences.items)


def _told(sentence: str) -> str:
    """A sentence as it is compared: spaces and the form of apostrophes do not count."""
    return " ".join(sentence.replace("\u2019", "'").split())


# --- the text of a page ----------------------------------------------------------------------


@dataclass(frozen=True)
class _AskingSentence:
    """A sentence of a page, with what it asks for and the cards that it links to."""

    text: str
    run: Run
    asks: tuple[Asked, ...]
    question: bool
    cards: tuple[CareCard, ...]


def _in_text(page: Page, site: SiteFacts, listed: Collection[str]) -> Iterator[Hit]:
    named = {_name(one.text): one for one in page.definitions}
    before: _AskingSentence | None = None
    for run in page.runs:
        answering = before is not None and before.question and before.asks
        if _only_a_label(run, page) or not (answering or run.inline.links or may_ask(run.plain)):
            before = None
            continue
        for one in _said(run, page, site, named):
            yield from _judged(one, before, listed)
            before = one


def _judged(
    one: _AskingSentence, before: _AskingSentence | None, listed: Collection[str]
) -> Iterator[Hit]:
    """What is said of a sentence; one that answers a question asks for what that asked for, too."""
    if one.question or _told(one.text) in listed:
        return
    asks, cards = one.asks, one.cards
    if before is not None and before.question and before.asks and answers(one.text):
        asks, cards = (*asks, *before.asks), (*cards, *before.cards)
    open_ones = unmet(asks, {card.level for card in cards})
    if not open_ones:
        return
    if not cards:
        yield _sounds_urgent(one.run.line, one.run.column, one.text)
        return
    levels = " or ".join(level for level in CARE_LEVELS if level in open_ones[0].levels)
    message = (
        f"{quoted(open_ones[0].words)} asks for a card of level {levels}, and this sentence links "
        f"to {quoted(cards[0].id)}, which is {cards[0].level}: {quoted(one.text)}."
    )
    fix = f"Link to a card of level {levels}, or say what the card says."
    yield Hit(one.run.line, one.run.column, message, fix)


def _said(
    run: Run, page: Page, site: SiteFacts, named: Mapping[str, Link]
) -> Iterator[_AskingSentence]:
    """The sentences of a run; a link counts for each sentence that its words stand in.

    Links come in the order of their places, and are looked at once or, at the end of a sentence,
    twice.
    """
    links = tuple(zip(run.inline.link_starts, run.inline.links, strict=True))
    at, first = 0, 0
    for text in sentences(run.plain):
        start = run.plain.index(text, at)
        at = start + len(text)
        while first < len(links) and _end(*links[first]) <= start:
            first += 1
        own: list[Link] = []
        following = first
        while following < len(links) and links[following][0] < at:
            link = links[following][1]
            own.append(named.get(_name(link.target), link) if link.by_name else link)
            following += 1
        dialed = [
            found
            for link in own
            for found in asked_by_telephone(link.target, site.emergency_numbers)
        ]
        yield _AskingSentence(
            text,
            run,
            (*asked(text, site.emergency_numbers), *dialed),
            only_asks(text) and not dialed,
            tuple(card for link in own if (card := _card(page, link, site)) is not None),
        )


def _end(start: int, link: Link) -> int:
    return start + max(len(link.text), 1)


def _name(text: str) -> str:
    """The name of a link as Markdown compares it."""
    return " ".join(text.split()).casefold()


def _only_a_label(run: Run, page: Page) -> bool:
    """Whether a heading is the name of a section that the kind of page has."""
    if run.role != "heading" or page.kind is None:
        return False
    return page.kind.section(run.plain) is not None


def _card(page: Page, link: Link, site: SiteFacts) -> CareCard | None:
    """The card that a link leads to, if its page shows it."""
    fact, anchor = target_of(page, link, site)
    if not anchor.startswith(CARD_ANCHOR) or fact is None or anchor not in fact.card_anchors:
        return None
    cards = site.cards if site.cards is not None else _NOTHING
    return cards.cards.get(anchor[len(CARD_ANCHOR) :])


def _sounds_urgent(line: int, column: int, sentence: str, path: str = "") -> Hit:
    message = f"This says how urgent something is, outside of a care card: {quoted(sentence)}."
    fix = (
        f"Link it to its card (#{CARD_ANCHOR}…), or list it in docs/_data/{SENTENCES_FILE} "
        "with the reason."
    )
    return Hit(line, column, message, fix, path)


# --- other texts -----------------------------------------------------------------------------


def _unlisted(text: str, listed: Collection[str], site: SiteFacts) -> Iterator[str]:
    """The sentences of a text without links that ask for something and stand in no list."""
    if not may_ask(text):
        return
    before = ""
    for one in sentences(text):
        answered = only_asks(before) and answers(one)
        question = only_asks(one)
        asks = asked(one, site.emergency_numbers) or (
            asked(before, site.emergency_numbers) if answered else ()
        )
        if asks and not question and _told(one) not in listed:
            yield one
        before = one


_TITLE: Final = re.compile(
    r"""\]\(\s*[^\s()]+\s+("[^"\n]*"|'[^'\n]*'|\([^()\n]*\))\s*\)"""
    r"""|^ {0,3}\[[^\[\]\n]+\]:\s*\S+\s+("[^"\n]*"|'[^'\n]*'|\([^()\n]*\))\s*$"""
)
_SPOKEN: Final = frozenset(("title", "alt", "aria-label", "aria-description", "placeholder"))


def _unseen(page: Page) -> Iterator[tuple[int, int, str]]:
    """What a page says in attributes: line, column and text of titles and alternative texts."""
    for image in page.images:
        yield image.line, image.column, image.alt
    for tag in page.tags:
        for name, value in tag.attributes:
            if name in _SPOKEN:
                yield tag.line, tag.column, value
    for number, line in enumerate(page.lines[page.body_line - 1 :], page.body_line):
        if "](" in line or "]:" in line:
            for match in _TITLE.finditer(line):
                title = match.group(1) or match.group(2)
                yield number, match.start() + 1, title[1:-1]


_CITED: Final = re.compile(r"\[@[^\]]*\]")


def _figure_words(figure: FigureFact) -> Iterator[str]:
    yield from (_CITED.sub("", text) for text in figure.words)
    yield from (value for _, value in figure.study)


def _front_matter(page: Page) -> Iterator[tuple[CardPart, str]]:
    """The texts of the front matter that readers meet on the page or in lists, with their places.

    `changes` are no advice: they tell what a warning says now, on the list of changes.
    """
    raw: Mapping[str, object] = page.raw
    for name in ("title", "nav_title", "menu", "description"):
        value = raw.get(name)
        if isinstance(value, str):
            yield (name,), value
    doors = raw.get("doors")
    for index, door in enumerate(doors if isinstance(doors, list) else ()):
        for name, value in door.items() if isinstance(door, dict) else ():
            if name in {"title", "text", "action"} and isinstance(value, str):
                yield ("doors", index, name), value


def _all_texts(pages: tuple[Page, ...], site: SiteFacts) -> Iterator[str]:
    for page in pages:
        if page.kind is None or not page.kind.patient:
            continue
        yield from (run.plain for run in page.runs)
        yield from (text for _, _, text in _unseen(page))
        yield from (text for _, text in _front_matter(page))
        for figure in site.figures.get(page.src, ()):
            yield from _figure_words(figure)
    yield from (one.text for one in site.definitions)
