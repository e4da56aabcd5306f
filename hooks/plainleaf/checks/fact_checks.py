"""Whether the pages bear out the table of facts.

The check fails on a gap in the numbers, on a heading that is no more, and on a section that carries
a fact without citing one of its sources.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from plainleaf.model.facts import RULE, Fact, series_of
from plainleaf.model.findings import Finding, Severity
from plainleaf.model.records import Records

RULE_GAP = "PL802"
RULE_UNCITED = "PL803"

CitedKeys = Mapping[str, Mapping[str, frozenset[str]]]
"""Page (path inside docs/) to heading text to the reference keys cited below that heading."""


def check_facts(
    facts: Records[Fact], path: str, sections: CitedKeys, references: Collection[str]
) -> tuple[Finding, ...]:
    """What is wrong with the table, given the pages as they are."""
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
    return tuple(findings)


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
