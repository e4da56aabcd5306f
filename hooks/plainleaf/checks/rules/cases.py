"""Radiology cases: what readers meet before they have tried, and what the answers need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from plainleaf.checks.rules.registry import rule
from plainleaf.model.block_specs import VERDICTS
from plainleaf.model.findings import Severity
from plainleaf.model.kind import Kind
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import PageFact, SiteFacts
from plainleaf.model.words import words
from plainleaf.model.yaml_text import YamlPath
from plainleaf.reading.page import Block, ListBlock, Page, between
from plainleaf.text.addresses import link_end
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

_LONG_WORD: Final = 8
"""A word of the diagnosis with so many letters tells it, unless other terms use it too."""
FEWEST_CHOICES: Final = 3


# --- what gives the diagnosis away -----------------------------------------------------------


def _hides(kind: Kind) -> bool:
    return kind.hides_condition


@rule(
    "PL217",
    "A case gives its diagnosis away",
    Severity.ERROR,
    only=_hides,
    fix="Use neutral words: what the patient came with, and what was seen.",
)
def diagnosis_given_away(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A learner should meet the diagnosis where the case gives it, and nowhere before.

    Before it come the title, the address, what search engines and structured data show, the
    headings that the list of contents names, the text, links and pictures of the first sections,
    and all words and file names of the figures. The names are those of the condition in the
    glossary. A question may name it among its choices.
    """
    told = telling(str(page.raw.get("condition") or ""), site)
    if told is None:
        return
    yield from _in_front_matter(page, told)
    if told.search(_as_words(page.src)):
        yield Hit(1, 1, "The address gives the diagnosis away.", "Rename the folder.")
    last = answers_line(page) - 1
    yield from _in_text(page, last, told)
    yield from _in_headings(page, last, told)
    places = [(one.target, one.line, one.column) for one in page.links]
    places += [(one.target, one.line, one.column) for one in page.images]
    for target, line, column in places:
        if line <= last and told.search(_as_words(target)):
            message = "The address of this link gives the diagnosis away."
            yield Hit(line, column, message, "Move it after the diagnosis.")
    yield from _in_figures(page, site, told)


def _in_text(page: Page, last: int, told: re.Pattern[str]) -> Iterator[Hit]:
    asked = page.block_named("question")
    for run in between(page.runs, 1, last):
        inside = any(block.holds(run.line) for block in asked)
        if not inside and told.search(run.plain):
            message = "The diagnosis stands before the section that gives it."
            yield Hit(run.line, run.column, message, "Reword it.")
    for block in asked:
        if block.line <= last and told.search(block.argument):
            message = "The question gives the diagnosis away."
            yield Hit(block.line, block.column, message, "Name it among the choices only.")


def _in_headings(page: Page, last: int, told: re.Pattern[str]) -> Iterator[Hit]:
    for heading in page.headings:
        words = heading.text if heading.level == 2 or heading.line <= last else ""
        if heading.line > last and told.search(words):
            message = "The list of contents shows this heading: it gives the diagnosis away."
            yield Hit(heading.line, heading.column, message, "Reword it.")
        elif heading.line <= last and told.search(_as_words(heading.id)):
            message = f"The anchor {quoted(heading.id)} gives the diagnosis away."
            yield Hit(heading.line, heading.column, message, "Give it another.")


def _in_front_matter(page: Page, told: re.Pattern[str]) -> Iterator[Hit]:
    fields: list[tuple[YamlPath, Any]] = [
        ((name,), page.raw.get(name)) for name in ("title", "nav_title", "description")
    ]
    for name in ("at_a_glance", "changes"):
        items = page.raw.get(name)
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict):
                fields += [((name, index, key), value) for key, value in item.items()]
    for path, value in fields:
        if isinstance(value, str) and told.search(value):
            line, column = page.front_matter.position(path)
            message = f"{quoted(str(path[-1]))} gives the diagnosis away."
            yield Hit(line, column, message, "Reword it.")


def _in_figures(page: Page, site: SiteFacts, told: re.Pattern[str]) -> Iterator[Hit]:
    for figure in site.figures.get(page.src, ()):
        said = any(told.search(text) for text in figure.words)
        if said or told.search(_as_words(" ".join((figure.id, *figure.images)))):
            message = f"Figure {quoted(figure.id)} gives the diagnosis away."
            fix = "Say what is seen." if said else "Rename the figure or its files."
            yield Hit(figure.line, figure.column, message, fix, figure.path)


@rule(
    "PL218",
    "A link to a case gives its diagnosis away",
    Severity.ERROR,
    fix="Say on the link that it is a case, or what the patient came with.",
)
def link_gives_away(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Readers meet these words before the case. The pages of its condition tell it anyway."""
    cases = site.cases
    if not cases:
        return
    own = page.raw.get("condition")
    doors = page.raw.get("doors")
    for index, door in enumerate(doors if isinstance(doors, list) else ()):
        if not isinstance(door, dict):
            continue
        fact = cases.get(str(door.get("page")).partition("#")[0])
        told = telling(fact.condition, site) if fact else None
        for key in ("title", "text", "action"):
            if told and isinstance(door.get(key), str) and told.search(door[key]):
                line, column = page.front_matter.position(("doors", index, key))
                message = "The door to a case gives its diagnosis away."
                yield Hit(line, column, message, "Reword it.")
    for link in page.links:
        fact = _case_named(link.target, page, cases)
        told = telling(fact.condition, site) if fact and fact.condition != own else None
        if told and told.search(link.text):
            message = "This link to a case gives its diagnosis away."
            yield Hit(link.line, link.column, message, "Reword it.")


@rule(
    "PL221",
    "A page about a condition leads into a case of it without a warning",
    Severity.ERROR,
    only=lambda kind: kind.of_condition,
    fix="Say in the same paragraph that the case shows its answer, or link to the list of cases.",
)
def unannounced_case(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Whoever follows the link knows what the case is, and cannot try it anymore.

    The paragraph must say so before they follow it: it must hold the word "answer".
    """
    warning = words().cases.warning
    for link in page.links:
        fact = _case_named(link.target, page, site.cases)
        if fact is None or fact.condition != page.raw.get("condition"):
            continue
        said = " ".join(run.plain for run in page.runs if run.line == link.line)
        if warning not in said.casefold():
            message = f"This link leads to a case without saying that it shows its {warning}."
            fix = f"Say in the same paragraph that the case shows its {warning}."
            yield Hit(link.line, link.column, message, fix)


def _case_named(target: str, page: Page, cases: Mapping[str, PageFact]) -> PageFact | None:
    """The case that a link of a page leads to."""
    return None if target.startswith("#") else cases.get(link_end(page.src, target)[0])


def answers_line(page: Page) -> int:
    """The first line that may name the diagnosis; the lead's next when no section may."""
    lines = [one.line for one in page.sections if one.spec is not None and one.spec.answers]
    return min(lines, default=page.lead_end + 1)


def telling(condition: str, site: SiteFacts) -> re.Pattern[str] | None:
    """What finds the names of a condition in a text; None when nothing is known of it.

    Names are found whole, in any case, with one ending more ("s", "ic"); so are long words that no
    other term of the glossary uses.
    """
    if not condition:
        return None
    if condition not in site.told:
        site.told[condition] = _names_of(condition, site)
    return site.told[condition]


def _names_of(condition: str, site: SiteFacts) -> re.Pattern[str]:
    terms = site.terms or {}
    own = _term_of(condition, site)
    names = [condition.replace("-", " "), *terms.get(own, ())]
    others = {
        word
        for term, called in terms.items()
        if term != own
        for word in _words(called)
        if not any(name.casefold() in one.casefold() for one in called for name in names)
    }
    long = {word for word in _words(names) if len(word) >= _LONG_WORD} - others
    found = [name for name in dict.fromkeys((*names, *sorted(long))) if len(name) > 1]
    either = "|".join(re.escape(name).replace(r"\ ", r"[\s-]+") for name in found)
    return re.compile(rf"(?<!\w)(?:{either})(?:e?s|ic)?(?!\w)", re.IGNORECASE)


def _term_of(condition: str, site: SiteFacts) -> str:
    for fact in (site.pages or {}).values():
        if fact.term and fact.condition == condition:
            return fact.term
    return condition


def _words(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in re.findall(r"\w+", name.casefold())}


def _as_words(address: str) -> str:
    return re.sub(r"[-_/.#]+", " ", address)


# --- trying first ----------------------------------------------------------------------------


@rule(
    "PL220",
    "A picture of a case cannot be tried first",
    Severity.WARNING,
    only=_hides,
    fix='Place it with "/// figure-to-read | id" before the findings, and marked below them.',
)
def not_tried_first(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A reader learns by looking before being told; marks and legends tell."""
    findings = page.section("Findings")
    known = {figure.id: figure for figure in site.figures.get(page.src, ())}
    early = {
        block.argument
        for block in page.block_named("figure-to-read")
        if findings is None or block.line < findings.line
    }
    for block in _valid(page.block_named("figure")):
        figure = known.get(block.argument)
        if figure is None or not figure.numbers:
            continue
        if findings is not None and block.line < findings.line:
            message = f"Figure {quoted(figure.id)} stands with its marks before the findings."
            fix = f'Write "/// figure-to-read | {figure.id}" here.'
            yield Hit(block.line, block.column, message, fix)
        elif figure.id not in early:
            message = f"Readers cannot look at figure {quoted(figure.id)} without its marks first."
            fix = f'Add "/// figure-to-read | {figure.id}" before the findings.'
            yield Hit(block.line, block.column, message, fix)


def _valid(blocks: Iterable[Block]) -> Iterator[Block]:
    return (block for block in blocks if block.valid)


# --- questions -------------------------------------------------------------------------------


@rule(
    "PL422",
    "A question cannot be answered",
    Severity.ERROR,
    fix=(
        "Write the question after the bar, each choice as an item of a list, and below it, four "
        "spaces in, what to say of it, beginning with a verdict in bold."
    ),
)
def question_without_answer(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Every choice deserves an answer that says why, and one of them must be right."""
    for block in _valid(page.block_named("question")):
        lists = [one for one in page.lists if block.holds(one.line)]
        choices = next((one for one in lists if one.depth == 0), None)
        if choices is None or len(choices.items) < FEWEST_CHOICES:
            count = len(choices.items) if choices is not None else 0
            message = f"The question has too few choices: {count} of at least {FEWEST_CHOICES}."
            yield Hit(block.line, block.column, message, 'Begin each on a line with "- ".')
            continue
        yield from _in_choices(block, choices, [one for one in lists if one.depth == 1])


def _in_choices(block: Block, choices: ListBlock, told: list[ListBlock]) -> Iterator[Hit]:
    verdicts = []
    for item in choices.items:
        inner = next((one for one in told if item.line < one.line <= item.end_line), None)
        if inner is None:
            message = f"Nothing is said of the choice {quoted(item.plain, 40)}."
            fix = 'Write it below, four spaces in: "- **Less likely.** Why."'
            yield Hit(item.line, item.column, message, fix)
            continue
        bold = inner.items[0].bold[:1]
        verdict = bold[0].rstrip(". ") if bold else ""
        if verdict in VERDICTS:
            verdicts.append(VERDICTS[verdict])
            continue
        near = nearest_name(verdict, VERDICTS) if verdict else None
        message = f"What is said of {quoted(item.plain, 40)} does not begin with a verdict."
        known = ", ".join(VERDICTS)
        fix = f"Did you mean {quoted(near)}?" if near else f"Begin with one in bold: {known}."
        yield Hit(inner.line, inner.column, message, fix)
    if len(verdicts) == len(choices.items) and verdicts.count("right") != 1:
        message = f"{verdicts.count('right') or 'No'} choices are right; exactly one must be."
        yield Hit(block.line, block.column, message, "Fix the verdicts.")


# --- plain words, source ---------------------------------------------------------------------


@rule(
    "PL710",
    "A finding leads to no plain words",
    Severity.ERROR,
    only=_hides,
    fix=(
        "Name a heading of the patient page by its id, and place the block plain-words after the "
        "diagnosis."
    ),
)
def no_plain_words(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A patient who follows the link must arrive where the finding is explained."""
    wanted = [(figure, name) for figure in site.figures.get(page.src, ()) for name in figure.plain]
    if not wanted or site.pages is None:
        return
    condition = page.raw.get("condition")
    headings = {
        one
        for fact in site.about.get(str(condition), ())
        if fact.shape and fact.shape.explains_words
        for one in fact.heading_ids
    }
    for figure, name in wanted:
        if name not in headings:
            near = nearest_name(name, headings)
            message = f"No page for patients has a heading {quoted(name)}."
            fix = f"Did you mean {quoted(near)}?" if near else "Add it there, with that id."
            yield Hit(figure.line, figure.column, message, fix, figure.path)
    placed = page.block_named("plain-words")
    if not placed:
        message = "Findings are explained on the patient page, but nothing leads there."
        fix = 'Add "/// plain-words" and "///" to the diagnosis.'
        yield Hit(page.body_line, 1, message, fix)
    elif placed[0].line < answers_line(page):
        message = "These links lead to the patient page, which names the diagnosis."
        yield Hit(placed[0].line, placed[0].column, message, "Move the block after the diagnosis.")


@rule(
    "PL711",
    "A case retells a case that nobody knows",
    Severity.ERROR,
    only=_hides,
    fix="Write the key of a reference in references.yml.",
)
def unknown_original(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Whoever cites a case must be able to credit the one who contributed it."""
    original = page.raw.get("original")
    if site.references is None or not isinstance(original, str) or original in site.references:
        return
    near = nearest_name(original, site.references)
    line, column = page.front_matter.position(("original",))
    fix = f"Did you mean {quoted(near)}?" if near else "Add it to references.yml."
    yield Hit(line, column, f"There is no reference {quoted(original)}.", fix)
