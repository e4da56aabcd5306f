"""PL27x: a condition as a guide in parts: which parts there are, and how long each may be."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final

from plainleaf.checks.rules.questions import questions_of
from plainleaf.checks.rules.registry import rule
from plainleaf.model.findings import Severity
from plainleaf.model.front_matter import PartFrontMatter
from plainleaf.model.kind import heading_key
from plainleaf.model.kinds import kinds
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import PageFact, SiteFacts
from plainleaf.reading.length import Stretch, stretches, words_between
from plainleaf.reading.page import Page, Section, within
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

LONG: Final = 1.2
"""From how many times its target on a page is long."""
TOO_LONG: Final = 1.5
"""From how many times its target on a page is no longer the page that was planned."""


# --- length ----------------------------------------------------------------------------------


@rule(
    "PL270",
    "A page of a guide is long",
    Severity.WARNING,
    fix="Cut what other pages say, begin with the section that the message names, and link there.",
)
def long_page(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """On a long page nobody finds the sentence that matters. Words of care cards, figures and
    sources do not count: no warning is cut for length."""
    yield from _length(page, site, LONG, TOO_LONG)


@rule(
    "PL271",
    "A page of a guide is far too long",
    Severity.ERROR,
    fix="Make a part of its own of a section (kind: part), or move it to the part that it is of.",
)
def endless_page(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """At half again its length a page holds two subjects. Parts grow sentence by sentence, so that
    a warning alone would be passed over until a phone shows sixty screens."""
    yield from _length(page, site, TOO_LONG, float("inf"))


def _length(page: Page, site: SiteFacts, above: float, most: float) -> Iterator[Hit]:
    target = _target_words(page, site)
    if target is None:
        return
    found = stretches(page)
    count = sum(one.words for one in found)
    if not above * target < count <= most * target:
        return
    longest = max(found, key=lambda one: one.words)
    yield Hit(
        min(page.body_line, len(page.lines)),
        1,
        f"The page has {count} words; it aims at {target}. {_named(longest)} is the longest "
        f"part, with {longest.words} words.",
        "Shorten it, or move what another part says and link there.",
    )


def _named(stretch: Stretch) -> str:
    return f"Section {quoted(stretch.title)}" if stretch.title else "What stands before them all"


def _target_words(page: Page, site: SiteFacts) -> int | None:
    """How many words a page aims at; None for a page of no guide."""
    if page.kind is None or str(page.raw.get("condition")) not in site.guides:
        return None
    if isinstance(page.meta, PartFrontMatter):
        return page.meta.words
    return page.kind.limits.words


@rule(
    "PL280",
    "An answer of a guide is long",
    Severity.WARNING,
    fix="Answer in a few sentences, and link to the part of the guide that says more.",
)
def long_answer(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A guide says everything once; an answer that says it again will differ from it one day."""
    most = page.kind.limits.answer_words if page.kind is not None else None
    if most is None or _target_words(page, site) is None:
        return
    for question in questions_of(page):
        count = words_between(page, question.line + 1, question.end_line)
        if count > LONG * most:
            message = (
                f"The answer to {quoted(question.title)} has {count} words; {most} are enough."
            )
            fix = "Shorten it, and link to the part that says more."
            yield Hit(question.line, question.heading.column, message, fix)


# --- which parts there are -------------------------------------------------------------------


@rule(
    "PL272",
    "A guide lists a part that it does not have",
    Severity.ERROR,
    fix="Name each part once, by its file beside the overview, without .md.",
)
def unknown_part(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """The menu of the guide and the order of reading are made from this list."""
    fact = _overview(page, site)
    if fact is None:
        return
    beside = {_name(one.src) for one in site.about[fact.condition] if _is_part(one)}
    seen: set[str] = set()
    for index, src in enumerate(fact.parts):
        name = _name(src)
        line, column = page.front_matter.position(("parts", index))
        if name in seen:
            yield Hit(line, column, f"Part {quoted(name)} is listed twice.", "Delete one.")
        elif name not in beside:
            near = nearest_name(name, beside - seen)
            fix = f"Did you mean {quoted(near)}?" if near else "Write it, or delete this line."
            yield Hit(line, column, f"The guide has no part {quoted(name)}.", fix)
        seen.add(name)


@rule(
    "PL273",
    "A part of a guide is not listed",
    Severity.ERROR,
    fix="Add it to `parts` in the front matter of the condition's index.md, where it is read.",
)
def unlisted_part(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A part that stands in no menu is read by nobody. The page for professionals is none that
    patients read in turn, so it may be left out."""
    if page.kind is None or not page.kind.part or site.pages is None:
        return
    condition = page.raw.get("condition")
    if not isinstance(condition, str) or condition not in site.conditions:
        return
    guide = site.guides.get(condition)
    listed = guide.parts if guide is not None else ()
    if page.src in listed or (page.kind.alone and (guide is None or not page.kind.patient)):
        return
    line, column = page.front_matter.position(("condition",))
    name = _name(page.src)
    message = f"The overview of {quoted(condition)} does not list the part {quoted(name)}."
    yield Hit(line, column, message, f'Add {quoted(name)} to "parts" of its index.md.')


@rule(
    "PL274",
    "A guide lacks a part",
    Severity.ERROR,
    fix="Write the part that the message names: plainleaf new KIND CONDITION begins it.",
)
def part_missing(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """What a condition on one page must say, its guide must say, too: when to get help, tests,
    treatment, living with it, and what to ask."""
    fact = _overview(page, site)
    if fact is None:
        return
    there = {one.kind for one in site.about[fact.condition]}
    line, column = page.front_matter.position(("parts",))
    for kind in kinds().values():
        if kind.needed and kind.name not in there:
            where = posixpath.basename(kind.path)
            message = f"The guide has no page of kind {quoted(kind.name)}."
            yield Hit(line, column, message, f"Write {quoted(where)}, and list it here.")


def _overview(page: Page, site: SiteFacts) -> PageFact | None:
    """What is known of the overview of a guide; None for any other page."""
    fact = (site.pages or {}).get(page.src)
    return fact if fact is not None and fact.parts else None


def _is_part(fact: PageFact) -> bool:
    return fact.shape is not None and fact.shape.part


def _name(src: str) -> str:
    """The name of a part: its file, without what each has."""
    return posixpath.basename(src).removesuffix(".md")


@rule(
    "PL275",
    "A part that shows all care cards leaves one out",
    Severity.ERROR,
    fix="Place the cards that the message names in the section for how fast to act.",
)
def card_left_out(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """All other pages lead here for the rest: a warning that is missing here is nowhere."""
    if page.kind is None or not page.kind.shows_all_cards or site.cards is None:
        return
    placed = {block.argument for block in page.blocks if block.valid}
    cards = site.cards.by_condition.get(str(page.raw.get("condition")), ())
    missing = [card.id for card in cards if card.id not in placed]
    if missing:
        names = ", ".join(map(quoted, missing))
        message = f"The page leaves out care cards: {names}."
        fix = f'Place each: "/// care-card | {missing[0]}" and "///".'
        yield Hit(min(page.body_line, len(page.lines)), 1, message, fix)


# --- sections of a page's own ----------------------------------------------------------------


def _own(page: Page) -> tuple[Section, ...]:
    """The sections of a page that its kind does not name."""
    return tuple(section for section in page.sections if section.spec is None)


@rule(
    "PL276",
    "A choice of treatment lacks its benefit, its risks or what to ask",
    Severity.ERROR,
    fix='Say it in an item or paragraph that begins with the words in bold ("**Risks:** …"), '
    "under a heading of these words, or in a column of a table.",
)
def choice_incomplete(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Nobody can choose a treatment from its benefits alone (DISCERN)."""
    if page.kind is None or not page.kind.own.parts:
        return
    for section in _own(page):
        told = set(_told(page, section))
        for names in page.kind.own.parts:
            if told.isdisjoint(map(heading_key, names)):
                yield Hit(
                    section.line,
                    section.heading.column,
                    f"{quoted(section.title)} does not say {quoted(names[0])}.",
                    f'Add an item that begins "**{names[0]}:**", or a column of that name.',
                )


def _told(page: Page, section: Section) -> Iterator[str]:
    """What a section says under a name: of bold words first, of headings, of columns."""
    for run in within(page.runs, section):
        first = run.inline.bold[0] if run.inline.bold else ""
        if first and run.role == "paragraph" and run.plain.startswith(first) and run.plain != first:
            yield heading_key(first)
    for inner in section.subsections:
        yield heading_key(inner.title)
    for table in within(page.tables, section):
        yield from map(heading_key, table.header)


@rule(
    "PL277",
    "A part has too few sections of its own",
    Severity.ERROR,
    fix='Part what it says by "##" headings that a reader would look for.',
)
def too_few_sections(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Readers look for their question among the headings; a page without any is a gray wall."""
    least = page.kind.own.least if page.kind is not None else 0
    count = len(_own(page))
    if count < least:
        message = f'Of "##" sections of its own the page has {count}; it needs at least {least}.'
        yield Hit(min(page.body_line, len(page.lines)), 1, message, 'Add a "##" heading.')


@rule(
    "PL278",
    "A group of questions to ask is not a list of questions",
    Severity.ERROR,
    fix='Write each question as an item of a list ("- What …?") below the heading of its group.',
)
def no_questions(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """The page is printed and taken along: one question a line, to tick and to write beside."""
    if page.kind is None or not page.kind.own.listed:
        return
    for section in _own(page):
        items = [item for one in within(page.lists, section) for item in one.items]
        if not items:
            message = f"Section {quoted(section.title)} has no list of questions."
            yield Hit(section.line, section.heading.column, message, 'Begin each with "- ".')
        for item in items:
            if not item.plain.rstrip().endswith("?"):
                message = 'This item does not end in "?".'
                yield Hit(item.line, item.column, message, "Word it as a question.")


@rule(
    "PL279",
    "A choice of treatment stands before what happens without it",
    Severity.ERROR,
    fix="Move the section behind the one that the message names.",
)
def choice_too_early(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """What happens without treatment is what every choice is measured by: said once, and first."""
    after = page.section(page.kind.own.after) if page.kind is not None else None
    if after is None:
        return
    for section in _own(page):
        if section.line < after.line:
            message = f"Section {quoted(section.title)} stands before {quoted(after.title)}."
            yield Hit(section.line, section.heading.column, message, "Move it behind that.")
