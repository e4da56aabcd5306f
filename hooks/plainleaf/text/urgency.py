"""Whether a sentence tells somebody how soon, or where, to get help, and how urgently.

It does where a word that is urgent by itself stands in it (ambulance, A&E, do not wait), a number
that is dialed for help, or a time (today, at once) beside an act (call, be seen, stop); a time also
where nothing else is said, as in a cell of a table. A time by itself does not count: "Most people
go home the same day". What is only reported of the past sends nobody: "She was rushed to hospital
that night". The words are data, in `plainleaf.text.urgency_words`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from plainleaf.text.urgency_words import (
    ACTS,
    ALONE,
    CALM,
    NOW,
    NUMBERS,
    REPORTED,
    TIMES,
    TOLD_NOW,
    UrgencyWords,
)


@dataclass(frozen=True)
class Asked:
    """What a text asks for."""

    words: str
    """The words that say so."""
    levels: frozenset[str]
    """The levels of the cards that may say the same."""


_SPACE: Final = r"[\s-]+"


def _source(pattern: str, times: str = "") -> str:
    spaced = re.sub(r"(?<!\[\^) ", lambda _one: _SPACE, pattern)
    return spaced.replace("TIME", times)


def _either(rows: Iterable[UrgencyWords], times: str = "") -> str:
    return "|".join(f"(?:{_source(row.pattern, times)})" for row in rows)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


_TIME: Final = rf"(?:{_either(TIMES)})(?!\w)"


@functools.cache
def _rows(rows: tuple[UrgencyWords, ...]) -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    return tuple((_compiled(_source(row.pattern)), row.levels) for row in rows)


@functools.cache
def _act() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(ACTS, _TIME)})", re.IGNORECASE)


@functools.cache
def _calm() -> re.Pattern[str]:
    return _compiled(_either(CALM))


@functools.cache
def _reported() -> re.Pattern[str]:
    return _compiled(REPORTED)


@functools.cache
def _told_now() -> re.Pattern[str]:
    return _compiled(TOLD_NOW)


def _only_reports(text: str) -> bool:
    """Whether a sentence tells of the past alone, as in a case or a study."""
    return _reported().search(text) is not None and _told_now().search(text) is None


@functools.cache
def _any() -> re.Pattern[str]:
    """What may be urgent at all, in lower case: most texts hold none of it."""
    words = _either((*ALONE, *TIMES)).replace("(?-i:ER|ED)", "e[rd]")
    return re.compile(rf"(?<!\w)(?:{words}|e[rd]|\d{{3,6}})(?!\w)")


@functools.cache
def _bare() -> re.Pattern[str]:
    """A time, or letters that stand for a place, with nothing said beside it."""
    place = r"(?-i:ER|ED)"
    return re.compile(
        rf"(?:^|[:\u2013\u2014]\s*)(?:(?:yes|no|so|then|and|or|only|please|always),?\s+)*"
        rf"(?:{_TIME}|{place})(?:(?:,|\s+or|\s+and)?\s+(?:{_TIME}|{place}|please|then))*[.!]?$",
        re.IGNORECASE,
    )


@functools.cache
def _called(numbers: frozenset[str]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, sorted(numbers | set(NUMBERS), key=len, reverse=True)))
    return re.compile(
        r"(?<!\w)(?:call|dial|phone|telephone|ring|text|contact)(?:ing|s)?"
        rf"(?:(?:\s+[\w&]+){{0,5}}\s+(?P<known>{either})|\s+(?P<any>\d{{3}}))(?![\w,]|\.\d)"
        rf"|\b(?:is|are|means?|needs?|equals)\s+(?:an?\s+)?(?P<meant>{either})"
        r"(?=[.,;!]|$|\s+(?:now|if|when|at\s+once|straight|right|immediately|today|for\s+an?)\b)"
        rf"|(?<![\w.,/-])(?P<named>{either})\s+is\s+(?:the|your|a)\s+(?:\w+\s+)?number"
        rf"|(?<![\w.,/-])(?P<shown>{either})"
        r"(?=\s*(?:/\s*\d|\((?:US|UK|EU|AU))|\s+(?:now|if|call|operator)\b)",
        re.IGNORECASE,
    )


def one_line(text: str) -> str:
    """A text as readers see it, wherever its author wrapped it, and with plain hyphens."""
    return " ".join(text.replace("\u2010", "-").replace("\u2011", "-").split())


def may_ask(text: str) -> bool:
    """Whether a text may ask for anything: fast, and true of every text that does."""
    return _any().search(text.lower().replace("\u2010", "-").replace("\u2011", "-")) is not None


def asked(sentence: str, numbers: Collection[str] = ()) -> tuple[Asked, ...]:
    """What a sentence asks for; empty when it says no place to go.

    Args:
        sentence: one sentence, a heading, a cell, as plain text.
        numbers: the emergency numbers that the site prints.
    """
    line = one_line(sentence)
    if not may_ask(sentence) or _only_reports(line):
        return ()
    text = _calm().sub("~", line)
    found = [*_matches(text, ALONE), *_numbers(text, numbers)]
    times = [*_matches(text, TIMES)]
    bare = _bare().search(text)
    if times and (bare is not None or _act().search(text) is not None):
        found += times
    elif bare is not None and not found:  # the letters of a place
        found.append(Asked(bare.group(), NOW))
    return tuple(found)


def _matches(text: str, rows: tuple[UrgencyWords, ...]) -> Iterator[Asked]:
    """What rows of words find; the first of each tells all that its others would."""
    for pattern, levels in _rows(rows):
        if (match := pattern.search(text)) is not None:
            yield Asked(match.group().strip(" ,.!"), levels)


def _numbers(text: str, numbers: Collection[str]) -> Iterator[Asked]:
    for match in _called(frozenset(numbers)).finditer(text):
        number = (
            match["known"] or match["any"] or match["meant"] or match["named"] or match["shown"]
        )
        yield Asked(number, NUMBERS.get(number, NOW))


def asked_by_telephone(address: str, numbers: Collection[str] = ()) -> tuple[Asked, ...]:
    """What a link asks for that dials an emergency number; empty for any other link."""
    scheme, colon, number = address.partition(":")
    if not colon or scheme.strip().lower() not in {"tel", "sms", "callto", "facetime"}:
        return ()
    digits = re.sub(r"\D", "", number.partition(";")[0].partition("?")[0])
    known = digits in NUMBERS or digits in {re.sub(r"\D", "", one) for one in numbers}
    # Nobody has a telephone of their own with so few digits.
    if known or 0 < len(digits) <= 3:
        return (Asked(address, NUMBERS.get(digits, NOW)),)
    return ()


_ASKS: Final = re.compile(
    r"^(?:(?P<before>[^,?]{1,80}),\s+)?(?:(?:and|but|or|so)\s+)?(?:"
    r"(?:when|where|what|which|who|whom|whose|why(?!\s+(?:not|don['\u2019]t))|how)\b"
    r"|(?:is|are|was|were|am|do|does|did|can|could|should|must|will|would|may|might|has|have|had)"
    r"\s+(?:i|you|we|it|they|he|she|one|this|that|these|those|there|the|an?|my|your|our|his|her"
    r"|their|every|any|all|each|some|most|people|children|[A-Z]\w*)\b)",
    re.IGNORECASE,
)
_TELLS: Final = re.compile(
    r"[,;:\u2013\u2014-]\s*(?:(?:then|please|so|just|do)\s+)*"
    r"(?:call|ring|phone|dial|go|get|see|come|seek|stop|take|tell|contact|ask)\b",
    re.IGNORECASE,
)
_ANSWERS: Final = re.compile(
    r"^(?:yes|yeah|no|always|absolutely|definitely|certainly|sure|of course|correct|right|not|never"
    r"|only|every time|both|probably|perhaps|maybe|usually|often|sometimes|rarely|it is|it does"
    r"|you should|you do|they are|they do)\b",
    re.IGNORECASE,
)


def only_asks(sentence: str) -> bool:
    """Whether a sentence is a question that tells nobody what to do, as "Is it an emergency?"."""
    text = one_line(sentence)
    match = _ASKS.match(text) if text.endswith("?") else None
    return (
        match is not None
        and _TELLS.search(text, match.end()) is None
        and not asked(match["before"] or "")
    )


def answers(sentence: str) -> bool:
    """Whether a sentence says yes or no to the question before it, whose words count with it."""
    return _ANSWERS.match(sentence.strip()) is not None


def unmet(found: Sequence[Asked], levels: Collection[str]) -> tuple[Asked, ...]:
    """What is asked for and that cards of some levels do not say."""
    return tuple(one for one in found if one.levels.isdisjoint(levels))
