"""PL11x: front matter, kind, and where a page lives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from plainleaf.checks.rules.registry import reading_rule, rule
from plainleaf.model.findings import Severity
from plainleaf.model.front_matter import HomeFrontMatter
from plainleaf.model.kind import ANYWHERE, Kind
from plainleaf.model.kinds import kinds
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import SiteFacts
from plainleaf.reading.page import Page
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

missing = reading_rule(
    "PL110",
    "The front matter is missing",
    why="Without front matter nobody knows what kind of page this is, when it was written, or when "
    "it is looked at again.",
    fix='Begin the file, on line 1, with "---", the fields, and a closing "---".',
)

unclosed = reading_rule(
    "PL111",
    "The front matter is never closed",
    why="Front matter without an end is printed on the page as text.",
    fix='Add a line "---" after the last field.',
)

syntax = reading_rule(
    "PL112",
    "The front matter is not valid YAML",
    why="Front matter that cannot be read is printed on the page as text.",
    fix="Fix the named line; values with a colon need quotes.",
)

doubled = reading_rule(
    "PL113",
    "A field stands twice",
    why="Of two equal fields one is silently lost.",
    fix="Delete one of the two.",
)

unknown_field = reading_rule(
    "PL114",
    "A field is not known",
    why="A misspelt field does nothing, and nobody notices.",
    fix="Use the name that the message gives, or delete the field.",
)

missing_field = reading_rule(
    "PL115",
    "A field is missing",
    why="Every page of a kind needs the same fields: the site shows all of them.",
    fix="Add the field.",
)

wrong_field = reading_rule(
    "PL116",
    "A field has a wrong value",
    why="Dates that are no dates, or a next look too far away, would be shown to readers.",
    fix="Write the value in the form that the message gives.",
)

unknown_kind = reading_rule(
    "PL117",
    "The kind of page is missing or not known",
    why="The kind decides which sections a page needs and how it is shown.",
    fix="Use one of the kinds that the message lists.",
)


def _place(page: Page, kind: Kind, name: str) -> str:
    """Where the file belongs, and what to write instead of moving it."""
    said = page.raw.get("condition")
    sound = isinstance(said, str) and _PART_OF_ADDRESS.fullmatch(said) is not None
    where = kind.path.replace("{condition}", str(said)) if sound else kind.path
    folder = page.src.split("/")[1:-1]
    if name == "condition" and folder:
        field = f'"condition: {folder[-1]}"'
        return f"It belongs at {quoted(where)}, or write {field}." if sound else f"Write {field}."
    fitting = _kind_at(page.src)
    other = f', or write "kind: {fitting}"' if fitting else ""
    return f"It belongs at {quoted(where)}{other}."


_PART_OF_ADDRESS: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _kind_at(src: str) -> str | None:
    """The kind whose pages lie at this place and nowhere else, if there is one."""
    own = (kind for kind in kinds().values() if not kind.path.endswith(("{page}.md", ANYWHERE)))
    return next((kind.name for kind in own if kind.lives_at(src, {}, kinds().values())), None)


@rule(
    "PL118",
    "The page is in the wrong folder",
    Severity.ERROR,
    fix="Move the file to the folder that the message names, or fix `kind` or `condition`.",
)
def wrong_folder(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Readers and links find a page by its place, and a case's address must not tell its answer."""
    if page.kind is None or page.kind.lives_at(page.src, page.raw, kinds().values()):
        return
    # When the folder fits the kind, it is the name in the front matter that does not fit.
    name = "kind" if not page.kind.lives_at(page.src, {}, kinds().values()) else "condition"
    line, column = page.front_matter.position((name,))
    message = f"A page of kind {quoted(page.kind.name)} cannot stand at {quoted(page.src)}."
    if page.kind.path == ANYWHERE:
        fix = "That place is another kind's. Give the page its own, such as services/visits.md."
    else:
        fix = _place(page, page.kind, name)
    yield Hit(line, column, message, fix)


@rule(
    "PL119",
    "The front matter names something that does not exist",
    Severity.ERROR,
    fix="Use a name that exists: a page inside docs/, a glossary entry, a condition's folder.",
)
def unknown_target(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A door that leads nowhere, or a page about a condition that the site does not have."""
    yield from _unknown_term(page, site)
    yield from _unknown_condition(page, site)
    yield from _unknown_doors(page, site)


def _unknown_term(page: Page, site: SiteFacts) -> Iterator[Hit]:
    own = page.raw.get("own_words")
    named: list[tuple[tuple[str | int, ...], object]] = [(("term",), page.raw.get("term"))]
    for number, one in enumerate(own if isinstance(own, list) else ()):
        named.append((("own_words", number), one))
    for place, term in named:
        if site.terms is None or not isinstance(term, str) or term in site.terms:
            continue
        line, column = page.front_matter.position(place)
        near = nearest_name(term, site.terms)
        fix = f"Did you mean {quoted(near)}?" if near else "Add it to the glossary."
        yield Hit(line, column, f"The glossary has no entry {quoted(term)}.", fix)


def _unknown_condition(page: Page, site: SiteFacts) -> Iterator[Hit]:
    name = page.raw.get("condition")
    if site.pages is None or not isinstance(name, str) or page.kind is None:
        return
    known = site.conditions
    if name in known or page.kind.overview:
        return
    # A case may be about a condition that the site only defines: what it must hide is known.
    if page.kind.hides_condition and name in (site.terms or ()):
        return
    line, column = page.front_matter.position(("condition",))
    near = nearest_name(name, known)
    fix = f"Did you mean {quoted(near)}?" if near else "Write the condition's own page first."
    yield Hit(line, column, f"The site has no page about the condition {quoted(name)}.", fix)


def _unknown_doors(page: Page, site: SiteFacts) -> Iterator[Hit]:
    if site.pages is None or not isinstance(page.meta, HomeFrontMatter):
        return
    for index, door in enumerate(page.meta.doors):
        target, _, anchor = door.page.partition("#")
        line, column = page.front_matter.position(("doors", index, "page"))
        fact = site.pages.get(target)
        if fact is None:
            near = nearest_name(target, site.pages)
            fix = f"Did you mean {quoted(near)}?" if near else "Write it, or name another page."
            yield Hit(line, column, f"There is no page {quoted(target)}.", fix)
        elif anchor and anchor not in fact.heading_ids:
            near = nearest_name(anchor, fact.heading_ids)
            fix = f"Did you mean {quoted(near)}?" if near else "Name one of its headings."
            yield Hit(line, column, f"{quoted(target)} has no heading {quoted(anchor)}.", fix)


@rule(
    "PL151",
    "No door leads to a condition",
    Severity.WARNING,
    only=lambda kind: kind.home,
    fix="Add a door to the condition, or one to the list of all pages where there are many.",
)
def no_door(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Who comes to the home page looks for a way in, and finds another disease's only."""
    if site.pages is None or not isinstance(page.meta, HomeFrontMatter):
        return
    behind = [site.pages.get(door.page.partition("#")[0]) for door in page.meta.doors]
    found = [fact for fact in behind if fact is not None]
    if any(fact.shape is not None and fact.shape.lists_pages for fact in found):
        return
    led = {fact.condition for fact in found}
    for name in sorted(site.conditions):
        if name not in led:
            line, column = page.front_matter.position(("doors",))
            message = f"No door leads to the condition {quoted(name)}."
            yield Hit(line, column, message, "Add one, or one to the list of all pages.")


_AHEAD: Final = timedelta(days=366)
"""How far a date may lie behind the day of the build: that is the day of the last commit."""


@rule(
    "PL150",
    "A page is dated in the future",
    Severity.ERROR,
    fix="Write the day on which the text was written or changed.",
)
def future(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Readers judge by it how old the advice is, and it would never be overdue."""
    if page.meta is None or site.today is None:
        return
    dates: list[tuple[tuple[str | int, ...], date]] = [(("written",), page.meta.written)]
    for index, change in enumerate(page.meta.changes):
        dates.append((("changes", index, "date"), change.date))
    for path, day in dates:
        if day > site.today + _AHEAD:
            line, column = page.front_matter.position(path)
            yield Hit(line, column, f"{day} is in the future.", "Write the day it was.")
