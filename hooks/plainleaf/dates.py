"""Days as clinicians write them, in texts of any language that Western hospitals use.

Patterns only; `plainleaf.identifiers` decides which days may be a patient's.
"""

from __future__ import annotations

import re
from typing import Final

_ENGLISH: Final = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_OTHERS: Final = "|".join(
    (
        *(
            "januari?",
            "februari?",
            "märz",
            "mrz",
            "maart",
            "mai",
            "mei",
            "juni",
            "juli",
            "augustus",
        ),
        *("okt(?:ober)?", "dez(?:ember)?", "december", "janv(?:ier)?", "févr(?:ier)?", "mars"),
        *("avril", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
        *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "octubre"),
        *("septiembre", "noviembre", "diciembre", "gennaio", "febbraio", "aprile", "maggio"),
        *("giugno", "luglio", "settembre", "ottobre", "dicembre"),
    )
)
_MONTH: Final = rf"(?:{_ENGLISH}|{_OTHERS})(?![^\W\d_])\.?"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_WORDS: Final = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
    "(?:four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|thirty[- ]first|"
    "twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
)
_ORDINAL: Final = rf"(?:{_DAY}(?:st|nd|rd|th|\.|er|º)?|(?:{_WORDS})(?= of))"
_YEAR: Final = r"(?:19|20)\d\d"
_CAPITAL: Final = r"(?-i:(?=[A-ZÄÖÉ][a-zäöüûé]))"
"""Months begin with a capital letter: "10 may need it" is no day."""
_NUMERIC_MONTH: Final = r"(?:0?[1-9]|1[0-2])"

FULL: Final = "|".join(
    (
        rf"{_YEAR}(?P<sep1>[-/.]){_NUMERIC_MONTH}(?P=sep1){_DAY}",
        rf"{_DAY}(?P<sep2>[-/.]){_DAY}(?P=sep2)(?:19|20)?\d\d",
        rf"{_DAY}[ ]{_DAY}[ ]{_YEAR}",
        rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
        rf"{_ORDINAL}[ \t./-]*(?:(?:of|de)[ \t]+)?{_MONTH},?[ \t./-]*(?:(?:of|de|del)[ \t]+)?"
        rf"(?:{_YEAR}|['’]\d\d|(?<=[ ./-])\d\d(?![\d%]))",
        rf"{_MONTH}[ \t./-]*{_ORDINAL}[ \t]*[,./-]?[ \t]*(?:{_YEAR}|['’]\d\d)",
        rf"{_YEAR}[ \t,]+{_MONTH}[ \t]+{_ORDINAL}",
    )
)
"""A day with its year."""

NAMED: Final = "|".join(
    (
        rf"{_ORDINAL}[ \t]+(?:of[ \t]+)?{_CAPITAL}{_MONTH}(?!\w|[ \t]*\d)",
        rf"{_CAPITAL}{_MONTH}[ \t]+(?:the[ \t]+)?{_DAY}(?:st|nd|rd|th)?(?:[-–]{_DAY})?"
        r"(?![\w%/.-]*\d|%)",
        r"Christmas (?:Day|Eve)|New Year['’]s (?:Day|Eve)|Boxing Day",
    )
)
"""A day without its year, the month by its name."""
NUMBERED: Final = (
    r"(?<=\bon )(?:the )?(?P<one>\d{1,2})/(?P<other>\d{1,2})"
    r"(?!\d|/|%|[ \t]*(?:of|slices|views)\b)"
)
"""A day without its year, in numbers: a fraction is seldom what something happened on."""


def is_day(match: re.Match[str]) -> bool:
    """Whether the numbers of a match can be a day: of 25/25/19 none is a month."""
    numbers = [int(one) for one in re.findall(r"\d+", match.group())]
    if match.groupdict().get("sep2") is not None:
        first, second = numbers[:2]
        return min(first, second) <= 12
    if match.groupdict().get("one") is not None:
        first, second = numbers
        return min(first, second) <= 12 and 6 <= max(first, second) <= 31
    return True
