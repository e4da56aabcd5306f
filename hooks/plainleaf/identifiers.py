"""What in a text could tell who a patient is: numbers, addresses, names behind a label, dates.

An aid, no proof: a name in running text is not found. Whoever writes a case reads it once more for
this alone. Addresses of web pages are left out: they are full of numbers and name no patient.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Identifier:
    """Something that may tell who a patient is."""

    offset: int
    """Where it begins in the text."""
    what: str
    """What it looks like, for a message: `a telephone number`."""
    text: str
    """The words themselves; a message shows only their beginning."""

    @property
    def shown(self) -> str:
        """Enough to find it, not enough to spread it in logs."""
        return f"{self.text[:4].strip()}…"


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = (
    r"(?:(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)?\d\d"
    rf"|(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?:19|20)\d\d"
    rf"|{_MONTH}\s+(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d)"
)
_CODE = r"[ \t]*(?:no\.?|number|id|#)?[ \t]*[:#=]?[ \t]*(?=[\w/-]*\d)[A-Z0-9][\w/-]{3,}"


def _nhs(match: re.Match[str]) -> bool:
    """Whether ten digits pass the check of NHS numbers: weights 10 to 2, modulus 11."""
    digits = [int(one) for one in match.group() if one.isdigit()]
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check % 11 == digits[9] and check != 10


def _dialed(match: re.Match[str]) -> bool:
    """Whether there are as many digits as telephone numbers have."""
    return 9 <= sum(one.isdigit() for one in match.group()) <= 15


def _behind_a_word(match: re.Match[str]) -> bool:
    return match.start() > 0 and match.string[match.start() - 1].isalnum()


@dataclass(frozen=True)
class _Pattern:
    """One kind of identifier."""

    what: str
    regex: re.Pattern[str]
    hints: tuple[str, ...] = ()
    """One of which every such text holds, in small letters unless the case counts; for none, nine
    digits close together. Most texts are done with here."""
    exact: bool = False
    """Whether the case counts."""
    accept: Callable[[re.Match[str]], bool] | None = None
    """A closer look at a match."""


def _pattern(
    what: str,
    regex: str,
    *hints: str,
    accept: Callable[[re.Match[str]], bool] | None = None,
    exact: bool = False,
) -> _Pattern:
    flags = re.NOFLAG if exact else re.IGNORECASE
    return _Pattern(what, re.compile(regex, flags), hints, exact, accept)


_PATTERNS: Final = (
    _pattern(
        "a date of birth",
        rf"\b(?:date\s+of\s+birth|birth\s?date|birthday|d\.?o\.?b\b\.?|born(?:\s+on)?)\W{{0,3}}{_DATE}",
        *("of birth", "birth date", "birthdate", "birthday", "dob", "d.o.b"),
        *(" born", "\nborn", "(born", "*born", '"born'),
    ),
    _pattern(
        "a record number",
        rf"\b(?:mrn|medical\s+record|hospital\s+(?:no\b\.?|number)|patient\s+(?:id|no|number)\b|"
        rf"patientid|chart\s+number|case\s+note){_CODE}",
        *("mrn", "medical record", "hospital n", "patient id", "patient n", "patientid"),
        *("chart number", "case note"),
    ),
    _pattern("an accession number", rf"\baccession{_CODE}", "accession"),
    _pattern(
        "a patient's name",
        r"\b(?:patient(?:['’]?s)?[ _]?name|name\s+of\s+(?:the\s+)?patient|surname|forename|"
        r"last\s+name|first\s+name)[ \t]*[:=][ \t]*[^\W\d_]{2,}",
        *("patient name", "patient's name", "patient’s name", "patients name", "patientname"),
        *("patient_name", "name of", "surname", "forename", "last name", "first name"),
    ),
    _pattern(
        "a name from a scan",
        r"\b[^\W\d_][\w'’-]*\^[^\W\d_][\w'’-]*",
        "^",
        # A power such as m^x is no name.
        accept=lambda match: len(match.group()) > 5,
    ),
    _pattern("a person's name", r"\b(?:Mr|Mrs|Ms)\b\.?[ ]+[A-Z][a-z]+", "Mr", "Ms", exact=True),
    _pattern("a number from a scan", r"(?<![\w.])1\.[23]\.\d+(?:\.\d+){4,}", "1.2.", "1.3."),
    _pattern("a social security number", r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"),
    _pattern("an NHS number", r"(?<![\w.,/-])\d{3}([ -])\d{3}\1\d{4}(?![\w/-])", accept=_nhs),
    _pattern(
        "an NHS number",
        r"(?<=nhs)(?:\s+(?:number|no\.?))?[\s:#]*(?P<itself>\d{10})\b",
        "nhs",
        accept=_nhs,
    ),
    _pattern(
        "a telephone number",
        r"(?<![\w.,/+-])(?:\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,5}(?:[ .-]?\d{2,5}){1,4}"
        r"|\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}|0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4})(?![\w/-]|\.\d)",
        accept=_dialed,
    ),
    _pattern("an e-mail address", r"@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", "@", accept=_behind_a_word),
)
_FULL_DATE = re.compile(rf"(?<![\w./-]){_DATE}(?![\w/-])", re.IGNORECASE)
_MAY_BE_DATED = re.compile(
    r"(?:updated?|published|accessed|retrieved|written|issued|released|approved|licensed|version|"
    r"edition|guideline|guidance|label|leaflet|rules?|recall|as of|since|law|act)\b[^.\n]{0,40}$",
    re.IGNORECASE,
)
"""What a date may belong to that is no patient: it stands before the date, in its sentence."""

_MANY_DIGITS = re.compile(r"\d(?:[ ().-]{0,3}\d){8}")
_ADDRESS = re.compile(r"https?://\S+|\]\([^)\s]*\)|\b10\.\d{4,9}/\S+", re.IGNORECASE)


def find_identifiers(text: str) -> Iterator[Identifier]:
    """Yield what may tell who a patient is, full dates left out; each place once."""
    searched = _worth_a_search(text)
    if not any(pattern.regex.search(text) for pattern in searched):
        return
    masked = _without_addresses(text)
    taken: set[int] = set()
    for pattern in searched:
        for match in pattern.regex.finditer(masked):
            if pattern.accept is not None and not pattern.accept(match):
                continue
            start = match.start("itself" if "itself" in match.re.groupindex else 0)
            if start not in taken:
                taken.add(start)
                yield Identifier(start, pattern.what, masked[start : match.end()])


def _worth_a_search(text: str) -> list[_Pattern]:
    small = f"\n{text.lower()}"
    digits = _MANY_DIGITS.search(text) is not None
    return [one for one in _PATTERNS if _hinted(one, text if one.exact else small, digits)]


def _hinted(pattern: _Pattern, text: str, digits: bool) -> bool:
    return any(hint in text for hint in pattern.hints) if pattern.hints else digits


def find_dates(text: str) -> Iterator[Identifier]:
    """Yield full dates that may be a patient's: of an admission, a scan, a death."""
    if _FULL_DATE.search(text) is None:
        return
    masked = _without_addresses(text)
    for match in _FULL_DATE.finditer(masked):
        if not _MAY_BE_DATED.search(masked, max(0, match.start() - 80), match.start()):
            yield Identifier(match.start(), "a full date", match.group())


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(lambda match: " " * len(match.group()), text)
