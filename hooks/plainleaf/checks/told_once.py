"""One slip that many places show is told once, where it was made.

A letter that is lost in the id of a reference makes each of its citations one of an unknown source,
and a text that was pasted twice makes each of its headings one that stands twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from plainleaf.model.findings import Finding
from plainleaf.text.printable import quoted

_UNUSED: Final[Mapping[str, frozenset[str]]] = {
    "PL438": frozenset({"PL431"}),
    "PL507": frozenset({"PL120", "PL439", "PL501", "PL711", "PL801"}),
    "PL707": frozenset({"PL706"}),
}
"""By the code that tells of an entry nobody names: those that tell of a name without an entry."""
_TWICE: Final = frozenset({"PL205", "PL305"})
_ALSO_TWICE: Final = frozenset({"PL213", "PL433", "PL708"})
"""Codes of what else stands twice then."""
_MOST_TWICE: Final = 2
"""Headings of a page that stand twice and are told each by itself."""
_PLACES: Final = 3
"""How many places are told."""
_QUOTED: Final = re.compile(r'"([^"]+)"')


def told_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, those that one slip has caused as one."""
    return tuple(_pasted_once(_named_once(tuple(findings))))


def _named_once(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Tell of an id that is misspelled where it is defined, not where it is named."""
    naming: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.fix.startswith("Did you mean "):
            naming[_first_name(one.fix)].append(one)
    caused: set[Finding] = set()
    causes: dict[Finding, Finding] = {}
    for one in findings:
        codes = _UNUSED.get(one.code, frozenset())
        known = naming.get(_first_name(one.message), ()) if codes else ()
        named = [place for place in known if place.code in codes]
        if len({_first_name(place.message) for place in named}) == 1:
            causes[one] = _misspelled(one, named)
            caused |= set(named)
    for one in findings:
        if one not in caused:
            yield causes.get(one, one)


def _misspelled(unused: Finding, named: list[Finding]) -> Finding:
    here, there = _first_name(unused.message), _first_name(named[0].message)
    places = ", ".join(f"{one.path}:{one.line}" for one in named[:_PLACES])
    more = f" and at {len(named) - _PLACES:,} more places" if len(named) > _PLACES else ""
    message = f"Nothing names {quoted(here)}, but {quoted(there)} is named in {places}{more}."
    fix = f"Write {quoted(there)} here, or {quoted(here)} there."
    return replace(
        named[0], path=unused.path, line=unused.line, column=unused.column, message=message, fix=fix
    )


def _first_name(text: str) -> str:
    match = _QUOTED.search(text)
    return match[1] if match is not None else ""


def _pasted_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Of many headings of a page that stand twice tell the first one, and how many there are."""
    listed = tuple(findings)
    twice: dict[str, list[Finding]] = defaultdict(list)
    for one in listed:
        if one.code in _TWICE:
            twice[one.path].append(one)
    pasted = {path: sorted(ones) for path, ones in twice.items() if len(ones) > _MOST_TWICE}
    for one in listed:
        if one.code not in _TWICE | _ALSO_TWICE or one.path not in pasted:
            yield one
        elif one.code in _TWICE and one == min(pasted[one.path], key=lambda found: found.line):
            message = f"{one.message} So do {len(pasted[one.path]) - 1:,} more headings below it."
            yield replace(one, message=message, fix="Delete what was pasted twice.")
