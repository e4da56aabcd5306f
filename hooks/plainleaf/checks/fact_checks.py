"""Whether the pages bear out the table of facts.

The check fails on a gap in the numbers, on a heading that is no more, and on a section that carries
a fact without citing one of its sources.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from plainleaf.model.facts import RULE, Fact, series_of
from plainleaf.model.findings import Finding, Severity
from plainleaf.model.records import Records

RULE_GAP = "PL802"
RULE_UNCITED = "PL803"
RULE_SERIES = "PL804"

CitedKeys = Mapping[str, Mapping[str, frozenset[str]]]
"""Page (path inside docs/) to heading text to the reference keys cited below that heading."""


def check_facts(
    facts: Records[Fact],
    path: str,
    sections: CitedKeys,
    references: Collection[str],
    conditions: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """What is wrong with the table, given the pages as they are.

    Args:
        facts: the table.
        path: its file, as findings print it.
        sections: what each heading of the pages cites.
        references: the keys that there are.
        conditions: the condition of each page that is about one.
    """
    findings = [
        Finding(
            path,
            1,
            1,
            RULE_GAP,
            Severity.ERROR,
            f"Fact {one} has no row.",
            "Add where it stands, or why it was omitted.",
        )
        for one in missing_numbers(fact.id for fact in facts.items)
    ]
    for fact, (line, column) in zip(facts.items, facts.positions, strict=True):
        for rule, message, fix in _problems(fact, sections, references):
            findings.append(Finding(path, line, column, rule, Severity.ERROR, message, fix))
    for index, message, fix in _strangers(facts.items, conditions):
        place = facts.positions[index]
        findings.append(Finding(path, *place, RULE_SERIES, Severity.ERROR, message, fix))
    return tuple(findings)


def _strangers(
    facts: Iterable[Fact], conditions: Mapping[str, str]
) -> Iterator[tuple[int, str, str]]:
    """Yield the facts of another condition than the first ones of their series."""
    first: dict[str, str] = {}
    for index, fact in enumerate(facts):
        places = (conditions.get(place.page, "") for place in fact.fate)
        about = [one for one in dict.fromkeys(places) if one]
        if not about:
            continue
        series = series_of(fact.id)
        owner = first.setdefault(series, about[0])
        if owner not in about:
            yield (
                index,
                f'Fact {fact.id} is about "{about[0]}", and the series of its number about '
                f'"{owner}".',
                f"Number it in a series of its own, such as {initials(about[0])}1.",
            )


def initials(condition: str) -> str:
    """The first letters of a condition's name, as its series of facts may be called."""
    return "".join(word[0] for word in re.findall("[a-z]+", condition)).upper()


def missing_numbers(ids: Iterable[str]) -> list[str]:
    """The ids that a series leaves out: with 1, 2, 4 and B2 these are 3 and B1."""
    series: dict[str, set[int]] = {}
    for one in ids:
        letters = series_of(one)
        series.setdefault(letters, set()).add(int(one.removeprefix(letters)))
    return [
        f"{letters}{number}"
        for letters, numbers in sorted(series.items())
        for number in range(1, max(numbers))
        if number not in numbers
    ]


def _problems(
    fact: Fact, sections: CitedKeys, references: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    for key in fact.sources:
        if key not in references:
            yield RULE, f'Fact {fact.id} rests on "{key}", which is no reference.', "Correct it."
    for place in fact.fate:
        headings = sections.get(place.page)
        if headings is None:
            yield (
                RULE_GAP,
                f'Fact {fact.id} stands on "{place.page}", which is no page.',
                "Name a page inside docs/.",
            )
        elif place.heading not in headings:
            yield (
                RULE_GAP,
                f'Fact {fact.id} stands under "{place.heading}", which {place.page} does not have.',
                "Name a heading of that page, word for word.",
            )
        elif fact.sources and not headings[place.heading] & set(fact.sources):
            yield (
                RULE_UNCITED,
                f'"{place.heading}" in {place.page} carries fact {fact.id} and cites none of its '
                f"sources ({', '.join(fact.sources)}).",
                "Cite one of them there.",
            )
