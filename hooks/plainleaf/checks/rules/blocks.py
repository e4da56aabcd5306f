"""PL4xx: blocks, and what stands in them: key points, questions to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainleaf.checks.rules.registry import reading_rule, rule
from plainleaf.model.block_specs import BLOCKS, CARE_BLOCK, CARE_LEVELS
from plainleaf.model.findings import Severity
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import SiteFacts
from plainleaf.reading.page import Block, ListBlock, ListItem, Page, Run, within
from plainleaf.text.printable import quoted

unknown_block = reading_rule(
    "PL401",
    "A block is not known",
    why="A block that the site does not know is printed as plain text, slashes included.",
    fix="Use one of the known blocks.",
)

wrong_argument = reading_rule(
    "PL402",
    "A block's argument is missing or wrong",
    why="A block whose argument is missing or wrong is printed as plain text.",
    fix='Write the argument after "|", as the message shows.',
)

malformed_opening = reading_rule(
    "PL403",
    "A line only looks like the opening of a block",
    why="A mistyped opening line or option turns the whole block into plain text.",
    fix='Write "/// name" or "/// name | argument", then a blank line.',
)

unclosed_block = reading_rule(
    "PL404",
    "A block is never closed",
    why="A block that is not closed swallows the rest of the page.",
    fix="Add a closing line with as many slashes as the opening line has.",
)

stray_closing = reading_rule(
    "PL405",
    "A line closes no block",
    why="A closing line without an open block is printed as text, or the wrong block is closed.",
    fix="Delete the line, or fix the opening line.",
)

misplaced_block = reading_rule(
    "PL406",
    "A block stands inside a list or quotation",
    why="Blocks are parts of the page; indented, they are read as code or as part of a list.",
    fix="Begin the block's lines without spaces.",
)


@rule(
    "PL407",
    "A block that the page needs is missing",
    Severity.ERROR,
    fix="Add the block that the message names.",
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
    fix="Add the block to the section.",
)
def block_missing_in_section(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """When to get help is shown in care cards, and questions to ask as a list to tick."""
    for section in page.sections:
        name = section.spec.block if section.spec is not None else None
        if name is None or any(one.name == name for one in within(page.blocks, section)):
            continue
        argument = " | …" if BLOCKS[name].argument else ""
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
    fix="Fill the block; a figure or generated block holds nothing between its lines.",
)
def block_body(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """An empty panel helps nobody, and text in a block that is generated is lost."""
    for block in page.blocks:
        if not block.valid or not block.closed:
            continue
        if block.name == CARE_BLOCK and block.argument in CARE_LEVELS:
            continue  # a card that is written on the page: another rule says where it belongs
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


@rule(
    "PL417",
    "An emergency number is typed",
    Severity.ERROR,
    fix="Delete the number; the emergency card prints the numbers of all countries by itself.",
)
def typed_number(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A number typed on a page is wrong in another country, and is forgotten when it changes."""
    # A search for words is far faster than one for a pattern, and nearly always ends it.
    if not any(number in page.plain for number in site.emergency_numbers):
        return
    numbers = "|".join(re.escape(number) for number in site.emergency_numbers)
    call = re.compile(rf"\b(?:call|dial|phone|ring)(?:\s+\w+){{0,2}}\s+(?:{numbers})\b", re.I)
    for run in page.runs:
        if call.search(run.plain):
            message = "An emergency number is typed here."
            yield Hit(
                run.line, run.column, message, "Delete it; emergency cards print the numbers."
            )


# --- panels ----------------------------------------------------------------------------------


def _lists(page: Page, block: Block) -> tuple[ListBlock, ...]:
    return tuple(one for one in within(page.lists, block) if one.depth == 0)


def _items(page: Page, block: Block) -> tuple[ListItem, ...]:
    return tuple(item for one in within(page.lists, block) for item in one.items)


@rule(
    "PL420",
    "The key points are not a short numbered list",
    Severity.ERROR,
    fix="Write one numbered list of at most five points.",
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
    fix='Write a list; each item is a question that ends in "?".',
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


def _last_run(item: ListItem) -> Run | None:
    return item.runs[-1] if item.runs else None
