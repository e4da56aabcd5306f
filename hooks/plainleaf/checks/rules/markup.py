"""PL234–PL259: marks that would not come out as they were typed.

The page finds them itself (`Page.slips`), at most one for each line, so that one cause gives one
finding; here each kind is documented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainleaf.checks.rules.registry import CheckedRule, reading_rule, rule
from plainleaf.checks.rules.safety import RUNS_OR_LOADS
from plainleaf.checks.rules.sections import printed_as_text
from plainleaf.model.findings import Severity
from plainleaf.model.plain_fields import FIX as PLAIN_FIX
from plainleaf.model.plain_fields import first_mark
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import SiteFacts
from plainleaf.reading.line_grammar import place_in_run
from plainleaf.reading.page import Page
from plainleaf.text.inline_grammar import TITLE_OF_LINK, WITHOUT_TITLE, known_key
from plainleaf.text.odd_letters import moved_number, odd_letter


def _hits(page: Page, code: str) -> Iterator[Hit]:
    return (
        Hit(slip.line, slip.column, slip.message, slip.fix)
        for slip in page.slips
        if slip.code == code
    )


def _slip_rule(
    code: str, title: str, severity: Severity = Severity.ERROR, *, why: str, fix: str
) -> CheckedRule:
    """Document one kind of slip."""

    def check(page: Page, _site: SiteFacts) -> Iterator[Hit]:
        return _hits(page, code)

    return CheckedRule(code, title, severity, why, fix, check=check)


@rule(
    "PL234",
    "A sign is read as an HTML tag",
    Severity.ERROR,
    fix="Write &lt; for the sign; of HTML only br, sub, sup, kbd, abbr and bdi are allowed.",
)
def html_tag(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Whatever stands between < and > is then no text: `<your clinic>` is lost without a word."""
    # These have rules of their own, which say more.
    told = {
        (tag.line, tag.column)
        for tag in page.tags
        if not tag.closing and (tag.name in RUNS_OR_LOADS or tag.name == "details")
    }
    return (hit for hit in _hits(page, "PL234") if (hit.line, hit.column) not in told)


star = _slip_rule(
    "PL235",
    "A star or underscore is misread as emphasis",
    why="`2*5 mg and 1*5 mg` prints as 25 mg and 15 mg; a mark that is never closed prints.",
    fix="Write × for times, or a backslash before the sign; close emphasis at the edge of a word.",
)

code_mark = _slip_rule(
    "PL236",
    "A backtick or backslash does not do what it seems to",
    why="Half a pair of backticks turns other text into code, and most backslashes print.",
    fix="Close the code, or write \\` and \\\\ for the signs themselves.",
)


@rule(
    "PL237",
    "A citation is half written",
    Severity.ERROR,
    fix='Write "[@KEY]", or "[@KEY; @OTHER]" for several.',
)
def half_citation(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """It prints as it stands, and the statement before it has no source."""
    yield from _hits(page, "PL237")
    if not site.references:
        return
    for run in page.runs:
        for offset, keys in known_key(run.text, site.references):
            line, column = place_in_run(page, run, offset)
            message = f'"{keys.replace("@", "")}" is a reference, but this cites nothing.'
            yield Hit(line, column, message, f'Write "[{keys}]".')


@rule(
    "PL238",
    "A link is half written, or has a title",
    Severity.ERROR,
    fix='Write "[words](address)", without a space between the brackets or in the address.',
)
def half_link(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Brackets and address print, and lead nowhere; a title is seen by few readers."""
    yield from _hits(page, "PL238")
    for name in page.definitions:
        line = page.lines[name.line - 1]
        if (title := _TITLE_AT_END.search(line)) is not None:
            yield Hit(name.line, title.start(1) + 1, TITLE_OF_LINK, WITHOUT_TITLE)


_TITLE_AT_END = re.compile(r"\S[ ]+(\"[^\"]*\"|'[^']*'|\([^()]*\))[ ]*$")

foreign = _slip_rule(
    "PL239",
    "A mark that only other programs know",
    why="What other Markdown editors turn into links, boxes and formulas prints as it stands.",
    fix="Write it as the message shows, in words, or with a block of this site.",
)

entity = _slip_rule(
    "PL240",
    "The name of a character is misspelt",
    why="Without its semicolon, or with a name that nobody knows, it prints as it stands.",
    fix="Type the character itself, or write its name between & and a semicolon.",
)

list_mark = _slip_rule(
    "PL241",
    "A line only looks like a list item",
    why="It prints as part of the text or item before it: a warning sign that nobody finds.",
    fix='Begin each item with "- " or "1. ", and its words on the same line.',
)

list_place = _slip_rule(
    "PL242",
    "A list would print with other numbers, or as text",
    why="Lists are numbered from 1 whatever is typed, so `2011. The spleen` prints as 1.",
    fix='Write "2011\\." for a sentence; number from 1; indent a list inside by 4 spaces.',
)


@rule(
    "PL243",
    "Text would print as code, or code as text",
    Severity.ERROR,
    fix="Delete the spaces; write code between two lines of ```, the first with one word at most.",
)
def code_block(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Four spaces make code of a paragraph, and an odd fence shows its marks."""
    yield from _hits(page, "PL243")
    yield from _different(page, "PL243")


table = _slip_rule(
    "PL244",
    "A table has a cell too many or too few, or is not read as a table",
    why="A cell too many is dropped, one too few moves the rest, a broken table prints bars.",
    fix="Give header, the line below it and each row as many cells, with blank lines around.",
)

heading_mark = _slip_rule(
    "PL245",
    "A line becomes a heading, or a heading loses a sign",
    why="A line of hyphens makes a heading of the text above it, and `#1 cause` is one, too.",
    fix='Begin headings with "## ", put a blank line before ---, write \\# for the sign itself.',
)

braces = _slip_rule(
    "PL246",
    "Braces are read as attributes",
    why="They vanish from the text, or give it the name or look of a part of the page itself.",
    fix="Write \\{ for a brace; {#name} after a heading and {.defined} after a word are allowed.",
)

comment = _slip_rule(
    "PL247",
    "A comment does not end where it seems to",
    why="Part of it would print, or text around it vanish.",
    fix="Write it on lines of its own after a blank line, without <!-- and --!> inside.",
)

card_text = _slip_rule(
    "PL248",
    "A care card holds more than a heading and bullets",
    why="Who acts in an emergency reads bullets; text between them is read as part of one, or not.",
    fix="Make a bullet of it, or move it before the card.",
)

footnote = _slip_rule(
    "PL249",
    "A footnote has no note, or a note no footnote",
    why="The mark prints as it stands, or the note at the end belongs to nothing.",
    fix='Write "[^1]" in the text and "[^1]: the note" on a line of its own.',
)

nesting = _slip_rule(
    "PL250",
    "Marks are nested too deeply, or there are too many",
    why="Libraries that read and shrink the page take minutes, or break.",
    fix="Take them apart; no page needs lists five deep.",
)

address = _slip_rule(
    "PL252",
    "An address is no link",
    Severity.WARNING,
    why="Readers see the address, but cannot follow it; on paper it is wrapped anywhere.",
    fix='Write "[words](https://…)", or the address between < and >.',
)


plain_field = reading_rule(
    "PL255",
    "A field of plain text holds marks",
    why="Titles, descriptions, definitions and most fields of data are shown as they were typed: "
    "readers would see the stars of `**bold**`, the brackets of a link and the letters of `&amp;`.",
    fix="Write the field without marks, and what is raised or lowered as letters of their own.",
)


@rule(
    "PL256",
    "A text that stands in for something else holds marks",
    Severity.ERROR,
    fix="Write what stands between ![ and ], or what an abbreviation means, without marks.",
)
def plain_words(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """What a picture shows and what an abbreviation means is read out as it was typed."""
    for image in page.images:
        mark = first_mark(image.alt)
        if mark is not None:
            yield Hit(image.line, image.column, mark.message, PLAIN_FIX)
    for number, line in enumerate(page.lines[page.body_line - 1 :], page.body_line):
        meaning = _ABBREVIATION.match(line) if line.startswith("*[") else None
        mark = first_mark(meaning.group(1)) if meaning is not None else None
        if meaning is not None and mark is not None:
            yield Hit(number, meaning.start(1) + mark.offset + 1, mark.message, PLAIN_FIX)


_ABBREVIATION = re.compile(r"\*\[[^\]\n]*\] ?:[ \t]*(.*)")

lone_bullet = _slip_rule(
    "PL257",
    "A minus or plus before a number is read as a bullet",
    why="`- 5 °C` alone in its paragraph prints as a bullet and `5 °C`: the minus is lost.",
    fix='Write "\\- 5" for a minus, "\\+ 5" for a plus; in a list, more than one item.',
)


@rule(
    "PL258",
    "A letter is not what it seems",
    Severity.ERROR,
    fix="Type the word again; say in words what no longer holds instead of crossing it out.",
)
def odd_letters(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """A Cyrillic letter in a word is found by no search, a crossed out one by no screen reader."""
    yield from _found_reading(page, "PL258")
    for number, line in enumerate(page.lines[page.body_line - 1 :], page.body_line):
        odd = odd_letter(line)
        if odd is not None:
            yield Hit(number, odd.offset + 1, odd.message, odd.fix)


@rule(
    "PL259",
    "A number stands on the other side of a right-to-left word",
    Severity.ERROR,
    fix="Write the word in <bdi>…</bdi>; where only plain text can stand, the number before it.",
)
def moved_numbers(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Browsers turn a number around with the right-to-left word before it: a dose changes place."""
    yield from _found_reading(page, "PL259")
    for run in page.runs:
        odd = moved_number(run.text)
        if odd is not None:
            line, column = place_in_run(page, run, odd.offset)
            yield Hit(line, column, odd.message, odd.fix)


def _found_reading(page: Page, code: str) -> Iterator[Hit]:
    for found in page.findings:
        if found.code == code:
            yield Hit(found.line, found.column, found.message, found.fix)


@rule(
    "PL254",
    "The page would print otherwise than the checks read it",
    Severity.ERROR,
    fix="Put blank lines around the named text, and write it in the plainest form.",
)
def two_readers(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Checks follow CommonMark, the site is made by Python-Markdown: both must see the same."""
    return _different(page, "PL254")


def _different(page: Page, code: str) -> Iterator[Hit]:
    """Where the two readers of Markdown part, unless another finding may be the cause."""
    unread = any(found.code.startswith(("PL2", "PL4")) for found in page.findings)
    if page.slips or unread or not page.readable or page.difference is None:
        return
    if page.difference.code == code and not any(printed_as_text(page)):
        slip = page.difference
        yield Hit(slip.line, slip.column, slip.message, slip.fix)
