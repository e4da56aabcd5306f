"""PL4xx: blocks, and what stands in them: care cards, key points, questions to ask."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from plainleaf.findings import Severity, quoted
from plainleaf.kinds import BLOCKS, CARE_BULLETS_MAX, CARE_LEVELS
from plainleaf.page import Block, Item, ListBlock, Page, Run, between, within
from plainleaf.rules.registry import Hit, reading_rule, rule
from plainleaf.site_facts import SiteFacts

unknown_block = reading_rule(
    "PL401",
    "A block is not known",
    why="A block that the site does not know is printed as plain text, slashes included.",
    mend="Use one of the known blocks.",
)

wrong_argument = reading_rule(
    "PL402",
    "A block's argument is missing or wrong",
    why="A block whose argument is missing or wrong is printed as plain text.",
    mend='Write the argument after "|", as the message shows.',
)

malformed_opening = reading_rule(
    "PL403",
    "A line only looks like the opening of a block",
    why="A mistyped opening line or option turns the whole block into plain text.",
    mend='Write "/// name" or "/// name | argument", then a blank line.',
)

unclosed_block = reading_rule(
    "PL404",
    "A block is never closed",
    why="A block that is not closed swallows the rest of the page.",
    mend="Add a closing line with as many slashes as the opening line has.",
)

stray_closing = reading_rule(
    "PL405",
    "A line closes no block",
    why="A closing line without an open block is printed as text, or the wrong block is closed.",
    mend="Delete the line, or mend the opening line.",
)

misplaced_block = reading_rule(
    "PL406",
    "A block stands inside a list or quotation",
    why="Blocks are parts of the page; indented, they are read as code or as part of a list.",
    mend="Begin the block's lines without spaces.",
)


@rule(
    "PL407",
    "A block that the page needs is missing",
    Severity.ERROR,
    mend="Add the block that the message names.",
)
def block_missing(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """The glossary and the pronunciation guide are generated where their blocks stand."""
    if page.kind is None:
        return
    for name in page.kind.blocks:
        if not page.block_named(name):
            yield Hit(
                min(page.body_line, len(page.lines)),
                1,
                f'The page has no block "{name}".',
                f'Add the lines "/// {name}" and "///".',
            )


@rule(
    "PL408",
    "A block that a section needs is missing",
    Severity.ERROR,
    mend="Add the block to the section.",
)
def block_missing_in_section(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """When to get help is shown in care cards, and questions to ask as a list to tick."""
    for section in page.sections:
        name = section.spec.block if section.spec is not None else None
        if name is None or any(one.name == name for one in within(page.blocks, section)):
            continue
        argument = f" | {BLOCKS[name].choices[0]}" if BLOCKS[name].choices else ""
        yield Hit(
            section.line,
            section.heading.column,
            f'Section {quoted(section.title)} has no block "{name}".',
            f'Add "/// {name}{argument}".',
        )


@rule(
    "PL409",
    "A block is empty, or holds text that it cannot show",
    Severity.ERROR,
    mend="Fill the block; a figure or generated block holds nothing between its lines.",
)
def block_body(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """An empty panel helps nobody, and text in a block that is generated is lost."""
    for block in page.blocks:
        if not block.valid or not block.closed:
            continue
        written = page.has_content(block.line + 1, block.end_line - 1) or bool(
            within(page.headings, block)
        )
        if BLOCKS[block.name].has_body and not written:
            message = f'Block "{block.name}" is empty.'
            yield Hit(block.line, block.column, message, "Fill it, or delete it.")
        elif written and not BLOCKS[block.name].has_body:
            message = f'Block "{block.name}" shows no text of its own.'
            fix = f'Close it with "{"/" * block.slashes}" first.'
            yield Hit(block.line, block.column, message, fix)


# --- care cards ------------------------------------------------------------------------------


def _cards(page: Page) -> tuple[Block, ...]:
    return tuple(block for block in page.block_named("care-card") if block.valid and block.closed)


def _lists(page: Page, block: Block) -> tuple[ListBlock, ...]:
    return tuple(one for one in within(page.lists, block) if one.depth == 0)


def _items(page: Page, block: Block) -> tuple[Item, ...]:
    return tuple(item for one in within(page.lists, block) for item in one.items)


@rule(
    "PL410",
    "A care card does not have exactly one heading",
    Severity.ERROR,
    mend='Begin the card with one "###" heading: what to do, ending in "if:".',
)
def card_heading(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """A care card is one call to action; someone in distress reads the heading and acts."""
    for card in _cards(page):
        headings = within(page.headings, card)
        if not headings:
            yield Hit(
                card.line,
                card.column,
                "The care card has no heading.",
                'Begin it with "### … if:".',
            )
            continue
        for second in headings[1:]:
            yield Hit(
                second.line,
                second.column,
                "The care card has a second heading.",
                "Make it a card of its own.",
            )
        first = headings[0]
        if first.level != 3:
            message = 'The heading of a care card begins with "###".'
            yield Hit(first.line, first.column, message, 'Begin it with "###".')
        if any(line in page.content_lines for line in range(card.line + 1, first.line)):
            message = "Text stands before the heading of the care card."
            yield Hit(first.line, first.column, message, "Move the text before the card.")


@rule(
    "PL411",
    'The heading of a care card does not end in "if:"',
    Severity.ERROR,
    mend='Say what to do, and end in "if:", e.g. "Call your care team today if:".',
)
def card_if(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Heading and bullets make one sentence, so that each bullet is understood by itself."""
    for card in _cards(page):
        for heading in within(page.headings, card)[:1]:
            if not heading.text.endswith(" if:"):
                yield Hit(
                    heading.line,
                    heading.column,
                    f'The heading {quoted(heading.text)} does not end in "if:".',
                    'Say what to do, then "if:".',
                )


@rule(
    "PL412",
    "A care card has too many bullets",
    Severity.ERROR,
    mend="Keep the five that matter most, or make a second card.",
)
def card_too_many(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Nobody remembers more than five signs, least of all in an emergency."""
    for card in _cards(page):
        items = _items(page, card)
        if len(items) > CARE_BULLETS_MAX:
            extra = items[CARE_BULLETS_MAX]
            yield Hit(
                extra.line,
                extra.column,
                f"The care card has {len(items)} bullets; at most {CARE_BULLETS_MAX} fit.",
                "Keep those that matter most, or make a second card.",
            )


@rule(
    "PL413",
    "A care card has no bullets",
    Severity.ERROR,
    mend='List the signs below the heading, each on a line that begins with "- ".',
)
def card_without_bullets(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """The bullets are the signs to look for; without them the card asks for nothing."""
    for card in _cards(page):
        lists = _lists(page, card)
        if not lists:
            message = "The care card has no bullets."
            yield Hit(card.line, card.column, message, 'Begin each sign with "- ".')
        for one in lists:
            if one.ordered:
                message = "The care card numbers its signs as if they came in order."
                yield Hit(one.line, one.column, message, 'Begin each sign with "- ".')


@rule(
    "PL414",
    "An emergency card holds a link",
    Severity.ERROR,
    mend="Move links and citations to the text before the card.",
)
def card_link(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """In an emergency a link leads away from the telephone. A citation is a link too."""
    for card in _cards(page):
        if card.argument != CARE_LEVELS[0]:
            continue
        for link in within(page.links, card):
            message = "An emergency card holds no links."
            yield Hit(link.line, link.column, message, "Move it out of the card.")
        for citation in within(page.citations, card):
            message = "An emergency card holds no citations: they are links."
            yield Hit(citation.line, citation.column, message, "Cite in the text before the card.")


@rule(
    "PL415",
    "The page has no emergency card",
    Severity.ERROR,
    mend='Add "/// care-card | emergency" to the section on getting help.',
)
def no_emergency_card(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """A page about a condition that does not say when it is an emergency is not safe."""
    least = page.kind.limits.min_emergency_cards if page.kind is not None else 0
    count = sum(card.argument == CARE_LEVELS[0] for card in page.block_named("care-card"))
    if count >= least:
        return
    section = page.section("When to get help")
    line = section.line if section is not None else min(page.body_line, len(page.lines))
    yield Hit(line, 1, "The page has no emergency card.", 'Add "/// care-card | emergency".')


@rule(
    "PL416",
    "Text after a care card has no heading of its own",
    Severity.ERROR,
    mend='Give the text a "###" heading, or move it before the card.',
)
def text_after_card(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Text right after a card is taken for a part of it."""
    for card in _cards(page):
        following = _first_after(page, card)
        if following is not None:
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


@rule(
    "PL417",
    "An emergency number is typed",
    Severity.ERROR,
    mend="Delete the number; the emergency card prints the numbers of all countries by itself.",
)
def typed_number(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A number typed on a page is wrong in another country, and is forgotten when it changes."""
    # A search for words is far faster than one for a pattern, and nearly always ends it.
    if not any(number in page.plain for number in site.emergency_numbers):
        return
    numbers = "|".join(re.escape(number) for number in site.emergency_numbers)
    call = re.compile(rf"\b(?:call|dial|phone|ring)(?:\s+\w+){{0,2}}\s+(?:{numbers})\b", re.I)
    alone = re.compile(rf"(?<![\w.,]){'(?:' + numbers + ')'}(?![\w,]|\.\d)")
    for run in page.runs:
        in_card = run.block is not None and page.blocks[run.block].name == "care-card"
        if (alone if in_card else call).search(run.plain):
            message = "An emergency number is typed here."
            yield Hit(
                run.line, run.column, message, "Delete it; emergency cards print the numbers."
            )


@rule(
    "PL418",
    "Care cards are not in order of urgency",
    Severity.WARNING,
    mend="Put the emergency card first, then the urgent one, then the one that is not urgent.",
)
def card_order(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Whoever is in danger must not read past the cards of those who are not."""
    cards = _cards(page)
    for first, second in itertools.pairwise(cards):
        if not _adjacent(page, first, second):
            continue
        if CARE_LEVELS.index(second.argument) < CARE_LEVELS.index(first.argument):
            message = f"The {second.argument} card stands after the {first.argument} card."
            yield Hit(second.line, second.column, message, "Put it first.")


def _adjacent(page: Page, first: Block, second: Block) -> bool:
    apart = range(first.end_line + 1, second.line)
    headings = between(page.headings, first.end_line, second.line)
    return not headings and not any(line in page.content_lines for line in apart)


# --- panels ----------------------------------------------------------------------------------


@rule(
    "PL420",
    "The key points are not a short numbered list",
    Severity.ERROR,
    mend="Write one numbered list of at most five points.",
)
def key_points(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Key points are what a reader takes home; more than five are not taken home."""
    most = page.kind.limits.key_points_max if page.kind is not None else 5
    for block in page.block_named("key-points"):
        if not block.valid or not block.closed or not page.has_content(*_inside(block)):
            continue
        lists = _lists(page, block)
        if len(lists) != 1 or not lists[0].ordered:
            message = "The key points are not one numbered list."
            yield Hit(block.line, block.column, message, 'Begin each point with its number: "1. ".')
            continue
        items = lists[0].items
        if len(items) > most:
            extra = items[most]
            yield Hit(
                extra.line,
                extra.column,
                f"There are {len(items)} key points; at most {most} fit.",
                "Keep those that matter most.",
            )


@rule(
    "PL421",
    "The questions to ask are not a list of questions",
    Severity.ERROR,
    mend='Write a list; each item is a question that ends in "?".',
)
def questions_to_ask(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """The panel is a list to tick in the consulting room: each item is one question."""
    for block in page.block_named("questions-to-ask"):
        if not block.valid or not block.closed or not page.has_content(*_inside(block)):
            continue
        if not _lists(page, block):
            message = "The questions to ask are not a list."
            yield Hit(block.line, block.column, message, 'Begin each question with "- ".')
        for item in _items(page, block):
            last = _last_run(item)
            if last is not None and not last.plain.endswith("?"):
                message = f'{quoted(last.plain)} does not end in "?".'
                yield Hit(item.line, item.column, message, "Word it as a question.")


def _inside(block: Block) -> tuple[int, int]:
    return block.line + 1, block.end_line - 1


def _last_run(item: Item) -> Run | None:
    return item.runs[-1] if item.runs else None
