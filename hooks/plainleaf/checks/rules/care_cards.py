"""PL41x and PL43x: care cards, and where they stand."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from plainleaf.checks.rules.registry import rule, site_rule
from plainleaf.model.block_specs import CARD_ANCHOR, CARE_BLOCK, CARE_LEVELS
from plainleaf.model.budgets import CARE_BULLETS_MAX
from plainleaf.model.care_cards import EMERGENCY, CardPart, CareCard, CareCards, texts
from plainleaf.model.care_cards import FILE as CARDS_FILE
from plainleaf.model.emergency_numbers import FEW
from plainleaf.model.findings import Severity
from plainleaf.model.kinds import GENERAL_KNOWLEDGE
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import PageFact, SiteFacts
from plainleaf.reading.page import Block, Page, between
from plainleaf.reading.placed_cards import cards_on, placed_blocks
from plainleaf.text.addresses import link_end
from plainleaf.text.inline import Link
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

_NOTHING: Final = CareCards()


def _cards(site: SiteFacts) -> CareCards:
    return site.cards if site.cards is not None else _NOTHING


def _at(cards: CareCards, card: CareCard, part: CardPart, message: str, fix: str) -> Hit:
    """A finding at a part of a card."""
    line, column = cards.place(card.id, *part)
    return Hit(line, column, message, fix, cards.path)


# --- the cards themselves --------------------------------------------------------------------


@site_rule(
    "PL411",
    'The heading of a care card does not end in "if:"',
    Severity.ERROR,
    fix='Say what to do, and end in "if:", e.g. "Call your care team today if:".',
)
def card_if(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Heading and bullets make one sentence, so that each bullet is understood by itself."""
    cards = _cards(site)
    for card in cards.cards.values():
        if not card.heading.endswith(" if:"):
            message = f'The heading {quoted(card.heading)} does not end in "if:".'
            yield _at(cards, card, ("heading",), message, 'Say what to do, then "if:".')


@site_rule(
    "PL412",
    "A care card has too many bullets",
    Severity.ERROR,
    fix="Keep the five that matter most, or make a second card.",
)
def card_too_many(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Nobody remembers more than five signs, least of all in an emergency."""
    cards = _cards(site)
    for card in cards.cards.values():
        if len(card.items) > CARE_BULLETS_MAX:
            message = (
                f"The care card has {len(card.items)} bullets; at most {CARE_BULLETS_MAX} fit."
            )
            fix = "Keep those that matter most, or make a second card."
            yield _at(cards, card, ("items", CARE_BULLETS_MAX), message, fix)


_NEVER_URGENT: Final = re.compile(
    r"\b(?:do not|don['\u2019]t|never) (?:call|go|ring)|can wait|no (?:hurry|rush)"
    r"|(?:office|working|opening|business) hours|tomorrow|next (?:visit|week|appointment)",
    re.IGNORECASE,
)
"""What takes back that help is needed now."""


@site_rule(
    "PL419",
    "An emergency card takes its own urgency back",
    Severity.ERROR,
    fix="Put what can wait on a card of another level.",
)
def card_contradicts(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Who reads "call an ambulance" and "tomorrow" on one card does the easier of the two."""
    cards = _cards(site)
    for card in cards.cards.values():
        for part, text in texts(card) if card.level == EMERGENCY else ():
            if match := _NEVER_URGENT.search(text):
                message = f"{quoted(match.group())} stands on an emergency card."
                yield _at(cards, card, part, message, "Put it on a card of another level.")


# What an author means as a mark; "2*5", "<36 °C" and "a_b" are shown as they are typed.
_MARKS: Final = re.compile(
    r"[\[\]{}`\\]|\*\*|(?<![^\W_])[*_]+(?=[^\W_])|(?<=[^\W_])[*_]+(?![^\W_])|</?[A-Za-z]|&#?\w+;"
)
_ADDRESS: Final = re.compile(r"(?:https?:|mailto:|www\.)\S*", re.IGNORECASE)


@site_rule(
    "PL414",
    "A care card holds a link, a mark or a telephone number",
    Severity.ERROR,
    fix="Write plain text; sources go to `sources`, and emergency cards print the numbers.",
)
def card_link(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """In an emergency a link leads away from the telephone; marks would be shown as they are typed,
    and a number is wrong in another country."""
    cards = _cards(site)
    number = _typed_number(site.emergency_numbers)
    for card in cards.cards.values():
        for part, text in texts(card):
            mark = _ADDRESS.search(text) or _MARKS.search(text)
            if mark is not None:
                message = f"A care card is plain text, and this line holds {quoted(mark.group())}."
                fix = "Write it without; name sources in `sources`."
                yield _at(cards, card, part, message, fix)
            elif number is not None and number.search(text):
                message = "An emergency number is typed here."
                fix = "Delete it; emergency cards print the numbers."
                yield _at(cards, card, part, message, fix)


def _typed_number(numbers: Sequence[str]) -> re.Pattern[str] | None:
    """What finds an emergency number: one of the few anywhere, any other where somebody is to call.

    The "120" of one country is a pulse in another's card.
    """
    if not numbers:
        return None
    few, every = ("|".join(map(re.escape, some)) for some in (numbers[:FEW], numbers))
    return re.compile(
        rf"(?<![\w.,])(?:{few})(?![\w,]|\.\d)"
        rf"|\b(?:call|dial|phone|ring)\s+(?:\w+\s+){{0,2}}(?:{every})\b",
        re.IGNORECASE,
    )


@site_rule(
    "PL439",
    "A care card names something that does not exist",
    Severity.ERROR,
    fix="Name a reference that was read, a point of sign_off.yml, a condition's folder.",
)
def card_names(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Each line of a card must rest on a source that was read, and on nobody's word unsigned."""
    cards = _cards(site)
    for card in cards.cards.values():
        yield from _unknown_sources(cards, card, site)
        if site.sign_offs is not None and card.sign_off not in site.sign_offs:
            message = f"There is no sign-off point {quoted(card.sign_off)}."
            fix = _meant(card.sign_off, site.sign_offs, "Add it to sign_off.yml.")
            yield _at(cards, card, ("sign_off",), message, fix)
        yield from _unknown_conditions(cards, card, site)


def _unknown_conditions(cards: CareCards, card: CareCard, site: SiteFacts) -> Iterator[Hit]:
    if site.pages is None:
        return
    named: list[tuple[CardPart, str]] = [(("condition",), card.condition)]
    named += [(("also", number), one) for number, one in enumerate(card.also)]
    for part, name in named:
        if name not in site.conditions:
            message = f"The site has no page about the condition {quoted(name)}."
            fix = _meant(name, site.conditions, "Write the condition's own page first.")
            yield _at(cards, card, part, message, fix)


def _unknown_sources(cards: CareCards, card: CareCard, site: SiteFacts) -> Iterator[Hit]:
    if site.references is None:
        return
    lines = [
        *([(("lead",), card.lead)] if card.lead else []),
        *((("items", number), one) for number, one in enumerate(card.items)),
        *((("closing", number), one) for number, one in enumerate(card.closing)),
    ]
    for part, line in lines:
        for key in line.sources:
            fact = site.references.get(key)
            if fact is None:
                message = f"There is no reference {quoted(key)}."
                fix = _meant(key, site.references, "Add it to the reference file.")
                yield _at(cards, card, part, message, fix)
            elif fact.seen == "cited" and key != GENERAL_KNOWLEDGE:
                message = f"Source {quoted(key)} was not read, so it supports no line here."
                yield _at(cards, card, part, message, "Name one that was read.")


def _meant(name: str, known: Collection[str], otherwise: str) -> str:
    near = nearest_name(name, known)
    return f"Did you mean {quoted(near)}?" if near else otherwise


@site_rule(
    "PL438",
    "A care card stands on no page",
    Severity.ERROR,
    fix='Place it on the page of its condition: "/// care-card | its-id".',
)
def card_nowhere(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """A warning that was written and that nobody can read is a warning lost."""
    if site.pages is None:
        return
    cards = _cards(site)
    shown = {name for page in site.pages.values() for name in page.cards}
    for card in cards.cards.values():
        if card.id not in shown:
            message = f"Care card {quoted(card.id)} stands on no page."
            yield _at(cards, card, (), message, f'Place it: "/// {CARE_BLOCK} | {card.id}".')


_ABOUT_FEVER: Final = re.compile(r"\bfever|\btemperature", re.IGNORECASE)


@site_rule(
    "PL440",
    "A condition lacks a card that every condition must have",
    Severity.ERROR,
    fix="Write a card of each level, and one about fever for everybody, with `always: true`.",
)
def cards_of_condition(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """A warning that is deleted leaves no gap that anybody sees. So each condition has a card of
    each level and a fever card that stands wherever cards must stand: home, the condition's page,
    its questions, its page on getting help."""
    if site.cards is None:
        return
    for condition, own in site.cards.by_condition.items():
        place = site.cards.place(own[0].id, "condition")
        for level in CARE_LEVELS:
            if not any(card.level == level for card in own):
                message = f"The condition {quoted(condition)} has no {level} card."
                yield Hit(*place, message, "Write one, and place it.", site.cards.path)
        fever = [card for card in own if _ABOUT_FEVER.search(card.heading)]
        if not fever:
            message = f"The condition {quoted(condition)} has no card about fever."
            yield Hit(*place, message, "Write one with `always: true`.", site.cards.path)
        elif not any(card.always for card in fever):
            message = f"No fever card of {quoted(condition)} stands wherever cards must stand."
            fix = "Add `always: true` to the one for everybody with a fever."
            yield _at(site.cards, fever[-1], (), message, fix)


@site_rule(
    "PL441",
    "Two lines of care cards say the same",
    Severity.ERROR,
    fix="Keep the line on the more urgent card, or say how the two differ.",
)
def doubled_line(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Who finds one sign on two levels believes the easier one; a sign that stands twice on a card
    takes the place of another."""
    cards = _cards(site)
    first: dict[tuple[str, str], list[CareCard]] = {}
    for card in cards.cards.values():
        for number, item in enumerate(card.items):
            said = _words_of(item.text)
            before = [one for name in card.conditions for one in first.get((name, said), ())]
            same = next((one for one in before if one.id == card.id), None)
            other = next((one for one in before if one.level != card.level), None)
            if same is not None:
                message = f"This care card says {quoted(item.text)} twice."
                yield _at(cards, card, ("items", number), message, "Delete one of the two.")
            elif other is not None:
                message = (
                    f"{quoted(item.text)} stands on this {card.level} card and on "
                    f"{quoted(other.id)}, which is {other.level}."
                )
                fix = "Keep it on the more urgent card, or say how the two differ."
                yield _at(cards, card, ("items", number), message, fix)
            for name in card.conditions:
                first.setdefault((name, said), []).append(card)


def _words_of(text: str) -> str:
    """A line as two are compared: capitals and marks do not count."""
    return " ".join(re.findall(r"\w+", text.casefold()))


# --- where cards stand -----------------------------------------------------------------------


@rule(
    "PL415",
    "The page has no emergency card",
    Severity.ERROR,
    fix="Write one in docs/_data/care_cards.yml and place it in the section on getting help.",
)
def no_emergency_card(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A page about a condition that does not say when it is an emergency is not safe."""
    least = page.kind.limits.min_emergency_cards if page.kind is not None else 0
    if site.cards is None:
        return
    count = sum(card.level == EMERGENCY for card in cards_on(page, site.cards))
    if count < least:
        fix = f'Place one of {CARDS_FILE}: "/// {CARE_BLOCK} | its-id".'
        yield Hit(_help_line(page), 1, "The page has no emergency card.", fix)


def _help_line(page: Page) -> int:
    """The line at which a page should show its cards: after the last, else where help is told."""
    blocks = placed_blocks(page)
    if blocks:
        return blocks[-1].end_line
    section = page.section("When to get help") or page.section("In an emergency")
    return section.line if section is not None else min(page.body_line, len(page.lines))


@rule(
    "PL416",
    "Text after a care card has no heading of its own",
    Severity.ERROR,
    fix='Give the text a "###" heading, or move it before the card.',
)
def text_after_card(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Text right after a card is taken for a part of it; only a link to the other cards is safe."""
    for card in placed_blocks(page):
        following = _first_after(page, card)
        if following is not None and not _leads_to_cards(page, following, site):
            yield Hit(
                following,
                1,
                "Text after a care card needs a heading of its own.",
                'Add a "###" heading, or move it before the card.',
            )


def _first_after(page: Page, card: Block) -> int | None:
    """The line of the text that follows a card, when no heading and no other card comes first."""
    section = page.section_at(card.line)
    last = section.end_line if section is not None else len(page.lines)
    stops = [one.line for one in between(page.headings, card.end_line, last)[:1]]
    stops += [one.line for one in between(page.blocks, card.end_line, last)[:1]]
    end = min([*stops, last + 1])
    return next(
        (line for line in range(card.end_line + 1, end) if line in page.content_lines), None
    )


def _leads_to_cards(page: Page, line: int, site: SiteFacts) -> bool:
    return any(
        _shows_cards(page, link, site)
        for run in page.runs
        if run.line == line
        for link in run.inline.links
    )


@rule(
    "PL418",
    "Care cards are not in order of urgency",
    Severity.WARNING,
    fix="Put the emergency card first, then the urgent one, then the one that is not urgent.",
)
def card_order(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Whoever is in danger must not read past the cards of those who are not."""
    cards = _cards(site).cards
    placed = [one for one in placed_blocks(page) if one.argument in cards]
    for first, second in itertools.pairwise(placed):
        if not _adjacent(page, first, second):
            continue
        levels = cards[first.argument].level, cards[second.argument].level
        if CARE_LEVELS.index(levels[1]) < CARE_LEVELS.index(levels[0]):
            message = f"The {levels[1]} card stands after the {levels[0]} card."
            yield Hit(second.line, second.column, message, "Put it first.")


def _adjacent(page: Page, first: Block, second: Block) -> bool:
    apart = range(first.end_line + 1, second.line)
    headings = between(page.headings, first.end_line, second.line)
    return not headings and not any(line in page.content_lines for line in apart)


@rule(
    "PL431",
    "A page places a care card that it cannot show",
    Severity.ERROR,
    fix="Use the id of a card of docs/_data/care_cards.yml that is about the page's condition.",
)
def unknown_card(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A warning that is not shown, or that is about another illness, can cost a life."""
    if site.cards is None:
        return
    condition = page.raw.get("condition")
    for block in placed_blocks(page):
        if block.argument in CARE_LEVELS:
            continue  # another rule says how to move it
        card = site.cards.cards.get(block.argument)
        if card is None:
            message = f"There is no care card {quoted(block.argument)}."
            fix = _meant(block.argument, site.cards.cards, f"Write it in docs/_data/{CARDS_FILE}.")
            yield Hit(block.line, block.column, message, fix)
        elif isinstance(condition, str) and condition not in card.conditions:
            message = f"Care card {quoted(card.id)} is about {quoted(card.condition)}."
            yield Hit(block.line, block.column, message, "Place a card of this page's condition.")


@rule(
    "PL432",
    "A care card is written on the page",
    Severity.ERROR,
    fix="Move its heading and bullets to docs/_data/care_cards.yml, and place it by its id.",
)
def written_card(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """A card that is written twice says two things as soon as one of them is changed."""
    for block in placed_blocks(page):
        if block.argument in CARE_LEVELS:
            message = f"Care cards are written once, in docs/_data/{CARDS_FILE}, not on a page."
            fix = (
                f"Move the heading and bullets there as a card of level {block.argument} with an "
                f'id, and write "/// {CARE_BLOCK} | its-id" and "///" here.'
            )
            yield Hit(block.line, block.column, message, fix)


@rule(
    "PL433",
    "A care card is placed twice",
    Severity.ERROR,
    fix="Place it once, and link to it from the other place.",
)
def placed_twice(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """A link to a card leads to one place, and who reads a card twice looks for a difference."""
    first: dict[str, int] = {}
    for block in placed_blocks(page):
        if block.argument in first and block.argument not in CARE_LEVELS:
            message = (
                f"Care card {quoted(block.argument)} stands on line "
                f"{first[block.argument]} already."
            )
            fix = f"Delete it here, or link to #{CARD_ANCHOR}{block.argument}."
            yield Hit(block.line, block.column, message, fix)
        first.setdefault(block.argument, block.line)


@rule(
    "PL434",
    "A page does not show every emergency and fever card of its condition",
    Severity.ERROR,
    fix="Place the cards that the message names.",
)
def card_left_out(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Who reads half of the warnings takes what is missing for harmless. So home, a condition's
    page and its questions show each card that must stand, whole. The overview of a guide shows an
    emergency card on its first screens and leads on: its guide has a page that shows all."""
    for _, cards in _conditions_of(page, site):
        missing = _missing(page, cards, site)
        if missing:
            names = ", ".join(quoted(name) for name in missing)
            fix = f'Place each: "/// {CARE_BLOCK} | {missing[0]}" and "///".'
            yield Hit(_help_line(page), 1, f"The page leaves out care cards: {names}.", fix)


def _missing(page: Page, cards: Collection[CareCard], site: SiteFacts) -> list[str]:
    """The ids of the cards of a condition that a page must show, and does not."""
    guide = site.guides.get(str(page.raw.get("condition")))
    if guide is not None and guide.src == page.src and _has_page_of_cards(guide.condition, site):
        return []
    shown = {card.id for card in cards_on(page, _cards(site))}
    return [card.id for card in cards if card.must_stand and card.id not in shown]


def _has_page_of_cards(condition: str, site: SiteFacts) -> bool:
    """Whether a part of a guide shows every card of its condition."""
    return any(one.shape is not None and one.shape.shows_all_cards for one in site.about[condition])


def _conditions_of(page: Page, site: SiteFacts) -> Iterator[tuple[str, tuple[CareCard, ...]]]:
    """The conditions whose cards a page must show, with their cards.

    Home shows those of the only condition; of several, each of which it shows any.
    """
    if page.kind is None or not page.kind.shows_urgency or site.cards is None:
        return
    known = site.cards.by_condition
    own = page.raw.get("condition")
    if not page.kind.home:
        if isinstance(own, str) and own in known:
            yield own, known[own]
        return
    shown = {card.condition for card in cards_on(page, site.cards)}
    for name, cards in known.items():
        if len(known) == 1 or name in shown:
            yield name, cards


@rule(
    "PL435",
    "Nothing after the cards leads to those that are left out",
    Severity.ERROR,
    fix="Let the next line after the last card link to the page that shows all cards.",
)
def no_way_to_the_rest(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A page may leave out what is less urgent only when the next line leads there."""
    shown = {card.id for card in cards_on(page, _cards(site))}
    for name, own in _conditions_of(page, site):
        left = [card.id for card in own if card.id not in shown]
        if not left or _missing(page, own, site):
            continue
        all_of_it = {card.id for card in own}
        placed = [one for one in placed_blocks(page) if one.argument in all_of_it]
        line = placed[-1].end_line if placed else _help_line(page)
        following = next(
            (run for run in page.runs if run.line > line and run.role != "heading"), None
        )
        links = following.inline.links if following is not None else ()
        if not any(_shows_cards(page, link, site, all_of_it) for link in links):
            message = f"The next line after the cards does not lead to the card {quoted(left[0])}."
            fix = f"Link there to a heading of the page that shows all cards of {quoted(name)}."
            yield Hit(line, 1, message, fix)
    yield from _conditions_without_a_way(page, site)


def _conditions_without_a_way(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """On home: conditions whose cards it neither shows nor leads to."""
    if page.kind is None or not page.kind.home:
        return
    told = {name for name, _ in _conditions_of(page, site)}
    for name, cards in _cards(site).by_condition.items():
        wanted = {card.id for card in cards}
        if name in told or any(_shows_cards(page, one, site, wanted) for one in page.links):
            continue
        message = f"The page neither shows the care cards of {quoted(name)} nor leads to them."
        fix = "Link to a heading of the page that shows them."
        yield Hit(_help_line(page), 1, message, fix)


def _shows_cards(
    page: Page, link: Link, site: SiteFacts, wanted: Collection[str] = frozenset()
) -> bool:
    """Whether a link leads to care cards, on a page that shows all `wanted` ones."""
    fact, anchor = target_of(page, link, site)
    return fact is not None and anchor in fact.card_anchors and set(wanted) <= set(fact.cards)


def target_of(page: Page, link: Link, site: SiteFacts) -> tuple[PageFact | None, str]:
    """The page that a link leads to, None for any other, and what stands after `#`."""
    to, anchor = link_end(page.src, link.target)
    return (site.pages or {}).get(to), anchor
