"""PL2xx: headings, sections and the structure of a page."""

from __future__ import annotations

import bisect
import difflib
import re
from collections.abc import Iterator, Sequence

from plainleaf.checks.rules.registry import reading_rule, rule
from plainleaf.model.findings import Severity
from plainleaf.model.guide_kinds import EVIDENCE, EVIDENCE_PART
from plainleaf.model.kind import SectionSpec, heading_key
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import SiteFacts
from plainleaf.reading.body import NESTED_BY
from plainleaf.reading.page import Heading, ListItem, Page, Section, within
from plainleaf.text.printable import quoted
from plainleaf.text.readability import sentences

_LIKENESS_OF_A_SLIP = 0.85
_PLACEHOLDERS = ("TODO", "TBD", "FIXME", "XXX", "lorem ipsum")
_PLACEHOLDER = re.compile(rf"\b(?:{'|'.join(_PLACEHOLDERS)})\b")


@rule(
    "PL201",
    "A heading is of level 1",
    Severity.ERROR,
    fix='Begin the heading with "##"; the title in the front matter is the page\'s only "#".',
)
def level_one(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """The title is the page's main heading; a second one confuses screen readers and search."""
    for heading in page.headings:
        # Without a space it is perhaps no heading; PL245 says how to write either.
        spaced = page.lines[heading.line - 1][heading.column : heading.column + 1].isspace()
        if heading.level == 1 and (spaced or not heading.text):
            yield Hit(
                heading.line,
                heading.column,
                f"{quoted(heading.text)} is a second main heading; the title is the first.",
                'Begin it with "##".',
            )


@rule(
    "PL202",
    "The page begins without a lead",
    Severity.ERROR,
    fix="Say the most important thing in one to three sentences before the first heading.",
)
def lead_missing(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Readers decide in the first lines; the cover of the page shows this text."""
    if page.kind is None or not page.kind.lead_required or page.lead.strip():
        return
    yield Hit(
        min(page.body_line, len(page.lines)),
        1,
        "No text stands before the first heading." if page.body.strip() else "The page is empty.",
        "Say the most important thing there, in one to three sentences.",
    )


@rule(
    "PL203",
    "A required section is missing",
    Severity.ERROR,
    fix="Add the heading at the place that the message names, and write the section.",
)
def section_missing(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Every page of a kind answers the same questions, so that readers need not search for them."""
    if page.kind is None:
        return
    present = {section.spec.title for section in page.sections if section.spec is not None}
    specs = page.kind.sections
    for index, spec in enumerate(specs):
        if not spec.required or spec.title in present:
            continue
        message = f"Required section {quoted(spec.title)} is missing."
        meant = _meant(page, spec)
        if meant is not None:
            shown = f'"{"#" * meant.level} {meant.text}"'
            yield Hit(meant.line, meant.column, message, f'Write {shown} as "## {spec.title}".')
            continue
        line, where = _where_to_add(page, specs, index)
        yield Hit(line, 1, message, f'Add "## {spec.title}" {where}.')


def _meant(page: Page, spec: SectionSpec) -> Heading | None:
    """A heading that was probably meant to begin the section: misspelt, or of another level."""
    if page.kind is None:
        return None
    for heading in page.headings:
        if heading.block is not None:
            continue
        key = heading_key(heading.text)
        if heading.level != 2 and key == heading_key(spec.title):
            return heading
        if heading.level == 2 and page.kind.section(heading.text) is None:
            # A slip of the fingers only: groups of questions have names of their own.
            likeness = difflib.SequenceMatcher(None, heading_key(spec.title), key[:80]).ratio()
            if likeness >= _LIKENESS_OF_A_SLIP:
                return heading
    return None


def _where_to_add(page: Page, specs: Sequence[SectionSpec], index: int) -> tuple[int, str]:
    """The line of the nearest section before the missing one, and where to add it, in words."""
    titles = {
        section.spec.title: section
        for section in reversed(page.sections)
        if section.spec is not None
    }
    before = [spec for spec in specs[:index] if spec.required or spec.title in titles]
    after = [spec for spec in specs[index + 1 :] if spec.title in titles]
    present = [spec for spec in before if spec.title in titles]
    line = titles[present[-1].title].line if present else min(page.body_line, len(page.lines))
    if before:
        last = before[-1].title
        shown = titles[last].title if last in titles else last
        return line, f"after {quoted(shown)}"
    if after:
        section = titles[after[0].title]
        return section.line, f"before {quoted(section.title)}"
    own = [section for section in page.sections if section.spec is None]
    return (own[-1].line, "at the end") if own else (line, "after the first paragraph")


@rule(
    "PL204",
    "A section is empty",
    Severity.ERROR,
    fix="Write the section, or delete its heading when the page does not need it.",
)
def section_empty(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """A heading without text promises an answer and gives none."""
    questions = page.kind is not None and page.kind.questions
    for section in page.sections:
        spec = section.spec
        filled_later = spec is not None and (spec.generated is not None or spec.may_be_empty)
        if not filled_later and not page.has_content(section.line, section.end_line):
            yield _empty(section)
            continue
        for inner in section.subsections:
            if not questions and not page.has_content(inner.line, inner.end_line):
                yield _empty(inner)


def _empty(section: Section) -> Hit:
    required = section.spec is not None and section.spec.required
    fix = "Write it." if required else "Write it, or delete the heading."
    return Hit(
        section.line, section.heading.column, f"Section {quoted(section.title)} is empty.", fix
    )


@rule(
    "PL205",
    "A section stands twice",
    Severity.ERROR,
    fix="Join the two sections under one heading.",
)
def section_doubled(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Readers who find the first of two sections never look for the second."""
    seen: dict[str, Section] = {}
    for section in page.sections:
        name = section.spec.title if section.spec is not None else heading_key(section.title)
        yield from _doubled(section, seen, name)
        if page.kind is not None and page.kind.questions:
            continue
        inside: dict[str, Section] = {}
        for inner in section.subsections:
            yield from _doubled(inner, inside, heading_key(inner.title))


def _doubled(section: Section, seen: dict[str, Section], name: str) -> Iterator[Hit]:
    first = seen.setdefault(name, section)
    if first is section or not name:
        return
    same = first.title == section.title
    also = "" if same else f" as {quoted(first.title)}"
    yield Hit(
        section.line,
        section.heading.column,
        f"Section {quoted(section.title)} stands twice; it is already on line {first.line}{also}.",
        "Join the two, or rename one.",
    )


@rule(
    "PL206",
    "A section is out of order",
    Severity.ERROR,
    fix="Move the section to the place that the message names.",
)
def section_out_of_order(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """The order is the same on every page of a kind; readers and handouts rely on it."""
    if page.kind is None:
        return
    order = {spec.title: index for index, spec in enumerate(page.kind.sections)}
    firsts: dict[str, Section] = {}
    for section in page.sections:
        if section.spec is not None:
            firsts.setdefault(section.spec.title, section)
    found = list(firsts.values())
    if page.kind.ordered:
        ranks = [order[title] for title in firsts]
        kept = _longest_rising(ranks)
        for index, section in enumerate(found):
            if index not in kept:
                before = [found[place] for place in kept if ranks[place] < ranks[index]]
                yield _misplaced(
                    section, f"after {quoted(before[-1].title)}" if before else "first"
                )
    sources = [one for one in found if one.spec is not None and one.spec.generated == "sources"]
    in_place = {hit for hit in sources if page.sections[-1] is hit}
    later = [one for one in page.sections if sources and one.line > sources[0].line]
    if sources and not in_place and all(one.spec is None for one in later):
        yield _misplaced(sources[0], "to the end")


def _misplaced(section: Section, where: str) -> Hit:
    return Hit(
        section.line,
        section.heading.column,
        f"Section {quoted(section.title)} is out of order.",
        f"Move it {where}.",
    )


def _longest_rising(ranks: Sequence[int]) -> list[int]:
    """The indexes of a longest rising subsequence: what can stay when the rest is moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, rank in enumerate(ranks):
        place = bisect.bisect_left(tails, rank)
        tails[place : place + 1] = [rank]
        ends[place : place + 1] = [index]
        before.append(ends[place - 1] if place else -1)
    kept: list[int] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.append(index)
        index = before[index]
    return kept[::-1]


@rule(
    "PL207",
    "The lead is too long",
    Severity.WARNING,
    fix="Keep the few sentences that say the most important thing; move the rest under a heading.",
)
def lead_too_long(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """The lead is the summary: what a reader takes away who reads nothing else."""
    most = page.kind.limits.lead_sentences_max if page.kind is not None else None
    if most is None:
        return
    count = sum(len(sentences(run.plain)) for run in page.lead_runs)
    if count > most:
        first = page.lead_runs[0]
        yield Hit(
            first.line,
            first.column,
            f"The lead has {count} sentences; at most {most} fit.",
            "Move the rest under a heading.",
        )


indented_heading = reading_rule(
    "PL208",
    "A heading begins with spaces",
    why="Python-Markdown prints an indented heading as text, number signs included.",
    fix="Delete the spaces before the number signs.",
)


@rule(
    "PL209",
    "A list or table would print as running text",
    Severity.ERROR,
    fix="Put a blank line before the list or table; indent a nested list by 4 spaces.",
)
def runs_on(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Python-Markdown needs a blank line before lists and tables, and 4 spaces to nest a list."""
    return printed_as_text(page)


def printed_as_text(page: Page) -> Iterator[Hit]:
    """What CommonMark reads as a list or table, and Python-Markdown as text."""
    for one in page.lists:
        if one.runs_on:
            message = "This list would print as part of the text before it."
            yield Hit(one.line, one.column, message, "Put a blank line before it.")
        if one.shallow:
            message = "This list would not be nested in the item before it."
            yield Hit(one.line, one.column, message, f"Indent it by {NESTED_BY} spaces.")
        for item in one.items:
            for run in item.runs[1:]:
                if run.column - item.column < NESTED_BY:
                    message = "This text would not belong to the item before it."
                    yield Hit(run.line, run.column, message, f"Indent it by {NESTED_BY} spaces.")
    for table in page.tables:
        if table.runs_on:
            message = "This table would print as part of the text before it."
            yield Hit(table.line, 1, message, "Put a blank line before it.")


@rule(
    "PL210",
    "A section lacks its subsections",
    Severity.ERROR,
    fix='Give each treatment or study in the section a "###" heading of its own.',
)
def subsections_missing(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Treatments and studies are looked up one by one, and linked to one by one."""
    for section in page.sections:
        spec = section.spec
        if spec is not None and spec.subsections and not section.subsections:
            yield Hit(
                section.line,
                section.heading.column,
                f'Section {quoted(section.title)} has no "###" heading.',
                'Give each of its parts a "###" heading.',
            )


@rule(
    "PL211",
    "A treatment lacks one of the things that are said of each",
    Severity.ERROR,
    fix='Add a list item that begins with the missing words in bold, e.g. "**Risks:**".',
)
def parts_missing(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Nobody can choose a treatment from its benefits alone (DISCERN), or without its evidence."""
    for section in page.sections:
        if section.spec is None:
            continue
        for inner in section.subsections:
            told = {part for part, _ in _told_parts(page, inner)}
            for part in section.spec.parts:
                if heading_key(part) not in told:
                    yield Hit(
                        inner.line,
                        inner.heading.column,
                        f"{quoted(inner.title)} does not say {quoted(part)}.",
                        f'Add a list item that begins "**{part}:**".',
                    )


def _told_parts(page: Page, section: Section) -> Iterator[tuple[str, ListItem]]:
    """The list items of a section that begin with bold words and go on, each after those words."""
    for one in within(page.lists, section):
        for item in one.items:
            first = item.bold[0] if item.bold else ""
            if first and item.plain.startswith(first) and item.plain != first:
                yield heading_key(first), item


@rule(
    "PL222",
    "A treatment does not say what kind of evidence it has",
    Severity.ERROR,
    fix=f"Name one of these: {', '.join(EVIDENCE)}.",
)
def evidence_unnamed(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """ "Some evidence" hides whether a trial or a single case stands behind a treatment."""
    fix = f"Name one of these: {', '.join(EVIDENCE)}."
    for section in page.sections:
        if section.spec is None or EVIDENCE_PART not in section.spec.parts:
            continue
        for part, item in _told_parts(page, section):
            named = any(kind in item.plain.casefold() for kind in EVIDENCE)
            if part == heading_key(EVIDENCE_PART) and not named:
                message = "This does not say what kind of evidence it is."
                yield Hit(item.line, item.column, message, fix)


@rule(
    "PL212",
    "A section lacks its table",
    Severity.ERROR,
    fix="Add a table: one row for each thing that is compared.",
)
def table_missing(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """A differential diagnosis is a comparison: what tells each apart, side by side."""
    for section in page.sections:
        spec = section.spec
        if spec is not None and spec.table and not within(page.tables, section):
            yield Hit(
                section.line,
                section.heading.column,
                f"Section {quoted(section.title)} has no table.",
                "Add one, with a row for each.",
            )


@rule(
    "PL213",
    "A generated section has text of its own",
    Severity.WARNING,
    fix="Delete the text; the section is filled when the site is built.",
)
def generated_has_text(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """What a data file says once is never typed again, or the two drift apart."""
    for section in page.sections:
        if section.spec is None or section.spec.generated is None:
            continue
        lines = (line for line in sorted(page.content_lines) if line > section.line)
        first = next(lines, None)
        if first is not None and first <= section.end_line:
            yield Hit(
                first,
                1,
                f"Section {quoted(section.title)} is filled when the site is built.",
                "Delete this text.",
            )


@rule(
    "PL214",
    "A heading skips a level",
    Severity.WARNING,
    fix='Use "###" below "##", and "####" below "###".',
)
def level_skipped(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Screen readers list headings as a tree; a skipped level looks like a missing part."""
    level = 1
    for heading in page.headings:
        if heading.block is not None or heading.level == 1:
            continue
        if heading.level > level + 1:
            yield Hit(
                heading.line,
                heading.column,
                f"Heading {quoted(heading.text)} skips a level.",
                f'Begin it with "{"#" * (level + 1)}".',
            )
        level = heading.level


unclosed = reading_rule(
    "PL215",
    "A code block or comment is never closed",
    why="What follows an unclosed comment or code block is swallowed or shown as code.",
    fix="Close it.",
)


@rule(
    "PL216",
    "A heading has no words",
    Severity.ERROR,
    fix="Write the heading, or delete its number signs.",
)
def heading_without_words(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """An empty heading is announced by screen readers and leads nowhere."""
    for heading in page.headings:
        if not heading.text:
            yield Hit(
                heading.line,
                heading.column,
                "This heading has no words.",
                "Write it, or delete it.",
            )


@rule(
    "PL219",
    "A placeholder was left in the text",
    Severity.ERROR,
    fix="Write what belongs there.",
)
def placeholder(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """What was noted for later must not be read by patients."""
    for figure in site.figures.get(page.src, ()):
        texts = (*figure.words, *figure.terms)
        match = next(filter(None, map(_PLACEHOLDER.search, texts)), None)
        if match is not None:
            message = f"Figure {quoted(figure.id)} still says {quoted(match.group())}."
            yield Hit(figure.line, figure.column, message, "Write what belongs there.", figure.path)
    # A search for words is far faster than one for a pattern, and nearly always ends it.
    if not any(word in page.plain for word in _PLACEHOLDERS):
        return
    for run in page.runs:
        match = _PLACEHOLDER.search(run.plain)
        if match is not None:
            message = f"{quoted(match.group())} is left in the text."
            yield Hit(run.line, run.column, message, "Write what belongs there.")
