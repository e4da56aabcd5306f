"""What in a text could tell who a patient is: numbers, addresses, names behind a label, days, ages.

An aid, no proof: a name in running text is not found. Whoever writes a case reads it once more for
this alone. Addresses of web pages are left out: they are full of numbers and name no patient.
What is looked for follows the list of the HIPAA Privacy Rule, 45 CFR 164.514(b)(2)(i), as far as
its form gives it away; what careless clinicians write is in `tests/golden/identifiers/`.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from plainleaf import dates


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


def _nhs(match: re.Match[str]) -> bool:
    """Whether ten digits pass the check of NHS numbers: weights 10 to 2, modulus 11."""
    digits = _digits(match)
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check % 11 == digits[9] and check != 10


def _digits(match: re.Match[str]) -> list[int]:
    return [int(one) for one in match.group() if one.isdecimal()]


def _dialed(match: re.Match[str]) -> bool:
    """Whether there are as many digits as telephone numbers have."""
    return 9 <= len(_digits(match)) <= 15


_OF_STUDIES: Final = re.compile(r"nct|isrctn|crd|actrn|eudract|pmid|pmc|doi|isbn", re.IGNORECASE)
"""How public numbers begin, of studies and publications."""
_OF_THINGS: Final = re.compile(
    r"\b(?:drug|gene|entrez|uniprot|o?mim|grant|award|trial|protocol|catalog(?:ue)?|article|paper|"
    r"item|model|part|batch|lot|version|cas|ec|license|report|publication|document|product)\W*$",
    re.IGNORECASE,
)
"""What has public numbers: its name stands before the word "number"."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def _of_a_person(match: re.Match[str]) -> bool:
    """Whether a value behind a label has at least four digits, and is no year or public number."""
    value = match["value"]
    few = sum(one.isdecimal() for one in value) < 4
    return not few and not _YEAR.fullmatch(value) and not _OF_STUDIES.match(value)


def _of_something(match: re.Match[str]) -> bool:
    """Whether a value behind any "number" is as long as those of patients are."""
    value = match["value"] or match["other"]
    digits = sum(one.isdecimal() for one in value)
    mixed = any(one.isalpha() for one in value) or "-" in value or "/" in value
    before = match.string[max(0, match.start() - 20) : match.start()]
    public = _OF_STUDIES.match(value) or _OF_THINGS.search(before)
    return digits >= (4 if mixed else 5) and not public


@dataclass(frozen=True)
class _Pattern:
    """One kind of identifier."""

    what: str
    source: str
    flags: re.RegexFlag
    starts: tuple[str, ...]
    """How such a text begins, in small letters; for none, the regex itself looks for it."""
    by_numbers: bool
    """Whether it stands where numbers do (see `_by_numbers`)."""
    label: str
    """A short regex that finds it, and more: for a look before the long one is made."""
    needs: Callable[[str], object] | None
    """Whether a text in small letters may hold one at all."""
    accept: Callable[[re.Match[str]], bool] | None
    """A closer look at a match."""

    @functools.cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, made when a text first needs it: most never do, and all cost 50 ms."""
        return re.compile(self.source, self.flags)


def _pattern(
    what: str,
    regex: str,
    *starts: str,
    exact: bool = False,
    by_numbers: bool = False,
    label: str = "",
    needs: Callable[[str], object] | None = None,
    accept: Callable[[re.Match[str]], bool] | None = None,
) -> _Pattern:
    """Make a pattern; with `exact`, the case counts."""
    flags = re.NOFLAG if exact else re.IGNORECASE
    # What begins like a shorter start is found by that one.
    fewest = (one for one in starts if not one.startswith(tuple({*starts} - {one})))
    return _Pattern(what, regex, flags, tuple(fewest), by_numbers, label, needs, accept)


def _with(part: str) -> Callable[[str], object]:
    """Whether a text has a part."""
    return lambda small: part in small


def _with_some(regex: str) -> Callable[[str], object]:
    """Whether a text has a place that a regex finds, which is made when it is first asked for."""
    return lambda small: re.search(regex, small)


_BORN: Final = (
    r"\b(?:date\s+of\s+birth|birth\s?date|birthday|d\.?o\.?b\b\.?|born|"
    r"geb(?:oren)?\b\.?|née?\s+le|nacid[oa]|nat[oa]\s+il)"
)
"""Words before a day of birth. Many pages have a date, few of a birth, and days take long to make
a pattern of."""
_STARRED: Final = r"(?<![^(,;\s])(?:b\.|\*)\s?"
"""Signs before one; bold words have two stars."""
_NAMED: Final = r"name(?:[ \t]*[:=]|[ \t]+[–-]|\s+of)"
"""The word that a person's name follows."""


def _cited_only(small: str) -> bool:
    """Whether every @ of a text belongs to a citation."""
    return small.count("@") == small.count("[@") + small.count("; @")


# --- numbers behind a label ---

_CODES: Final = (
    *(
        "mrn",
        "m\\.r\\.n\\.",
        "crn",
        "uhid",
        "empi",
        "epr",
        "pas",
        "accession",
        "ssn",
        "nhi",
        "chi",
        "ihi",
        "ipp",
        "urn",
        "bsn",
        "cpr",
        "pesel",
    ),
    *("aadhaar", "nhs", "personnummer", "codice fiscale", "versichertennummer", "patientennummer"),
    *("fallnummer", "sozialversicherungsnummer", "patientid", "patient_id"),
)
"""Labels that say by themselves that a number follows."""
_THINGS: Final = (
    *("emr", "ehr", "mpi", "pid", "district", "clinic", "referral", "client", "imaging", "scan"),
    *("patient", "pt", "pat", "mr", "medical record", "health record", "hosp", "hospital", "unit"),
    *("ur", "pas", "chart", "file", "folder", "record", "case ?notes?", "dossier"),
    *("encounter", "visit", "episode", "admission", "accession", "acc", "exam", "examination"),
    *("order", "request", "requisition", "specimen", "sample", "lab", "laboratory", "path"),
    *("pathology", "histology", "medicare", "medicaid", "insurance", "policy", "member"),
    *("subscriber", "health card", "health insurance", "health", "claim", "account", "acct"),
    *("passport", "identity", "identity card", "identification", "registration", "national"),
    *("social security", "national insurance", "driving licen[cs]e", "driver['’]?s licen[cs]e"),
)
"""What a number may be of; the word "number" or the like follows."""
_NUMBER: Final = (
    r"(?:no\b\.?|nr\b\.?|num(?:ber)?\b\.?|ids?\b|identifier\b|ref(?:erence)?\b\.?|#|№|n°)"
)
_GAP: Final = (
    r"[ \t]*(?:of[ \t]+(?:the|his|her|this|our)[ \t]+(?:patient|mother|father|child|son|daughter))?"
    r"[ \t]*(?:\([^()\n]{1,20}\))?[ \t]*(?:[:=#.–—-]|\b(?:is|was)\b)?[ \t]*[:=#(]?[ \t]*"
)
_VALUE: Final = (
    r"(?P<value>(?:[A-Z]{1,4}[-/ ]?)?\d[\dA-Z]*"
    r"(?:[-/. ](?:(?:[A-Z]{1,3}[-/])?[A-Z]{0,3}\d[\dA-Z]*)|-[A-Z]{1,3}\b)*)"
)
_ANY_NUMBER: Final = (
    r"(?:\b(?:no[.:]|nr[.:]?|num(?:ber)?\b|n[uú]m[eé]ro\b|(?-i:ID|Id)\b|ref(?:erence)?\b[.:]?|№|n°)"
    r"|(?<!\w)no(?=[ \t]+[A-Z]?\d)|(?<=\w)[ ]?#)"
)
"""The word that a number follows, whatever it is of: then only longer numbers count."""

_CALL: Final = (
    r"(?:tel(?:ephone|efon|éfono)?|phone|ph|cell(?:phone)?|mob(?:ile)?|handy|fax|whatsapp|"
    r"call(?:ed)?|ring|rang|text|contact|reach(?:ed)?|téléphone|number)"
)
_MANY_DIGITS: Final = re.compile(r"\d(?:[ ()./-]{0,3}\d){8}")


@functools.lru_cache(maxsize=1)  # several patterns ask in turn
def _has_many_digits(small: str) -> bool:
    """Whether a text has as many digits together as numbers have that stand alone."""
    return _MANY_DIGITS.search(small) is not None


def _beginnings(regexes: Iterable[str]) -> Iterator[str]:
    """How texts begin that simple regexes find: letters up to the first choice."""
    for regex in regexes:
        letters = re.split(r"[\[?]", regex.replace("\\.", "."))[0]
        yield letters[:-1] if regex[len(letters) :][:1] == "?" else letters


_PATTERNS: Final = (
    _pattern(
        "a date of birth",
        rf"{_BORN}"
        r"(?:[\s:=,(*_-]|\b(?:on|the|is|was|am|el)\b|\([ymd/. -]{4,12}\)){0,8}"
        rf"(?:{dates.FULL}|{dates.NAMED}|(?<=\W)\d{{6}}(?:\d\d)?\b)",
        *("date", "birth", "dob", "d.o", "do.", "born", "geb", "né", "nacid", "nato", "nata"),
        label=_BORN,
    ),
    _pattern(
        "a date of birth",
        rf"{_STARRED}(?:{dates.FULL})",
        *("b.", "*"),
        label=rf"{_STARRED}\w",
        by_numbers=True,
    ),
    _pattern(
        "a record number",
        rf"(?<![\w-])(?:{'|'.join(_CODES)})(?:[ \t_-]*{_NUMBER})?{_GAP}{_VALUE}",
        *_beginnings(_CODES),
        accept=_of_a_person,
        by_numbers=True,
    ),
    _pattern(
        "a record number",
        # One or two things, as "hospital record": parted by a sign, before the word at once or not.
        rf"(?<![\w-])(?:(?:{'|'.join(_THINGS)})(?:[ \t._-]+|(?={_NUMBER}))){{1,2}}"
        rf"{_NUMBER}{_GAP}{_VALUE}",
        *_beginnings(_THINGS),
        label=rf"(?<![\w-])(?:(?:[^\W_]|['’]){{1,16}}?(?:[ \t._-]++|(?={_NUMBER}))){{1,4}}?"
        rf"{_NUMBER}",
        accept=_of_a_person,
        by_numbers=True,
    ),
    _pattern(
        "a record number",
        rf"\b\w*nummer\b{_GAP}{_VALUE}",
        needs=_with("nummer"),
        accept=_of_something,
        by_numbers=True,
    ),
    _pattern(
        "a record number",
        rf"{_ANY_NUMBER}{_GAP}{_VALUE}|\b(?:patient|pt)[ \t]+(?P<other>[A-Z]?\d{{6,}})\b",
        *("no", "nr", "num", "núm", "id", "ref", "#", " #", "№", "n°", "patient", "pt"),
        label=rf"{_ANY_NUMBER}|\b(?:patient|pt)[ \t]",
        accept=_of_something,
        by_numbers=True,
    ),
    _pattern(
        "an accession number",
        rf"\b(?:accession|encounter|specimen|biops(?:y|ies)|histology|pathology|cytology)\b{_GAP}"
        r"(?P<value>[A-Z]{1,4}-?\d\d-\d{3,}|[A-Z]{0,3}\d{5,}|[A-Z]{2,3}-\d{6,}(?:-\d+)*)\b",
        *("accession", "encounter", "specimen", "biops", "histology", "pathology", "cytology"),
        accept=_of_a_person,
        by_numbers=True,
    ),
    _pattern(
        "a record number",
        r"\b(?:file|chart|folder|dossier|record)[ \t]+(?P<value>\d{2,}[-/]\d{3,})(?![\d/-])",
        *("file", "chart", "folder", "dossier", "record"),
        accept=_of_a_person,
        by_numbers=True,
    ),
    _pattern(
        "a laboratory's number",
        r"(?<![\w-])[A-Z]{1,3}-?\d\d-\d{4,6}(?![\w-])",
        needs=_with_some(r"\d\d-\d{4}"),
        exact=True,
        by_numbers=True,
    ),
    _pattern(
        "a field of a scan about the patient",
        r"\(0010, ?[0-9a-f]{4}\)|\"0010[0-9a-f]{4}\"",
        *("(0010,", '"0010'),
        by_numbers=True,
    ),
    _pattern(
        "a patient's name",
        r"\b(?:(?:patient(?:['’]?s)?|pt\.?)[ _]?name|name\s+of\s+(?:the\s+)?patient|surname|"
        r"forename|last\s+name|first\s+name)(?:[ \t]*[:=]|[ \t]+[–-][ \t])[ \t]*[^\W\d_]{2,}",
        *("patient", "pt", "name", "surname", "forename", "last", "first"),
        needs=lambda small: "name" in small and re.search(_NAMED, small),
    ),
    _pattern(
        "a person's name",
        r"\bName[ \t]*[:=][ \t]*[A-Z][\w'’-]+,?[ \t]+[A-Z]",
        "name",
        exact=True,
    ),
    _pattern(
        "a name from a scan",
        r"\b[^\W\d_][\w'’-]*\^[^\W\d_][\w'’-]*",
        needs=_with("^"),
        # A power such as m^x is no name.
        accept=lambda match: len(match.group()) > 5,
    ),
    _pattern(
        "a person's name",
        r"\b(?:Mr|Mrs|Ms|Mme|Herr|Frau)\b\.?[ ]+(?:[A-Z]\.?[ ]*){0,3}[A-Z][a-z'’]+",
        *("mr.", "mr ", "mrs", "ms.", "ms ", "mme", "herr", "frau"),
        exact=True,
    ),
    _pattern(
        "an address",
        r"\b\d{1,4}[A-Za-z]?,? (?:[A-Z][a-z]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|"
        r"Close|Crescent|Terrace|Boulevard|Blvd|Court)\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b",
        exact=True,
        by_numbers=True,
    ),
    _pattern(
        "a number from a scan",
        r"(?<![\w.])1\.[23]\.\d+(?:\.\d+){4,}",
        *("1.2.", "1.3."),
        by_numbers=True,
    ),
    _pattern(
        "a social security number",
        r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])",
        needs=_has_many_digits,
        by_numbers=True,
    ),
    _pattern(
        "a national insurance number",
        r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]\b",
        needs=_with_some(r"\d\d ?\d\d ?\d\d ?[a-d]\b"),
        exact=True,
        by_numbers=True,
    ),
    _pattern(
        "a tax number",
        r"\b[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]\b",
        needs=_with_some(r"\d\d[a-t]\d\d[a-z]\d{3}[a-z]\b"),
        exact=True,
        by_numbers=True,
    ),
    _pattern(
        "an NHS number",
        r"(?<![\w.,/-])\d{3}([ -])\d{3}\1\d{4}(?![\w/-])",
        needs=_has_many_digits,
        accept=_nhs,
        by_numbers=True,
    ),
    _pattern(
        "a telephone number",
        r"(?<![\w.,/+-])\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,5}(?:[ ./-]{0,2}\d{2,5}){1,4}"
        r"(?![\w/-]|\.\d)",
        "+",
        accept=_dialed,
    ),
    _pattern(
        "a telephone number",
        r"(?<![\w.,/+-])(?:(?:\+?1[-. ])?\(?\b\d{3}\)?[-. /]\d{3}[-. ]\d{4}"
        r"|\(\d{3}\)\d{3}[-. ]\d{4}"
        r"|00[ ]?[1-9]\d{0,2}(?:[ ./-]?\d{2,6}){2,4}"
        r"|\(?0\d{1,5}\)?[ /-]{1,3}\d{3,8}(?:[ -]\d{2,5}){0,3}"
        r"|0\d(?:[ .]\d\d){4}"
        r"|0[1-9]\d{8,9})(?![\w/-]|\.\d)",
        needs=_has_many_digits,
        accept=_dialed,
        by_numbers=True,
    ),
    _pattern(
        "a telephone number",
        rf"\b{_CALL}\b(?:[ \t.:()=-]|\b(?:me|him|her|them|is|was|on|at|no|nr|number|mobile|cell)\b)"
        r"{0,8}(?P<itself>\+?\(?\d[\d ()/.-]{5,18}\d)(?![\d%])",
        *("tel", "phone", "ph", "cell", "mob", "handy", "fax", "whatsapp", "call", "ring", "rang"),
        *("text", "contact", "reach", "téléphone", "number"),
        accept=lambda match: 7 <= len(_digits(match)) <= 15,
        by_numbers=True,
    ),
    _pattern(
        "a telephone number",
        r"\b(?:pager|bleep|extension|ext\b\.?)[ \t.:#]{0,3}(?:(?:no|number)\b[. ]*)?\d[\d-]{3,7}\b",
        *("pager", "bleep", "ext"),
        by_numbers=True,
    ),
    _pattern(
        "an e-mail address",
        r"(?<=\w)[ ]?@[ ]?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}",
        *("@", " @"),
        needs=lambda small: not _cited_only(small),
    ),
    _pattern(
        "an e-mail address",
        r"(?<=\w)[ \t]?[\[({<][ \t]?at[ \t]?[\])}>][ \t]?[\w-]+"
        r"(?:\.|[ \t]?[\[({<]?[ \t]?dot[ \t]?[\])}>]?[ \t]?)[a-z]",
        needs=_with_some(r"[\[({<][ \t]?at[ \t]?[\])}>]"),
    ),
    _pattern(
        "an e-mail address",
        r"\b\w+[ \t]+at[ \t]+[\w-]+(?:[ \t]+dot[ \t]+[a-z]{2,})+",
        needs=_with(" dot "),
    ),
    _pattern(
        "an e-mail address",
        r"\be?-?mail(?:ed)?\b[ \t:]+(?:\w+[ \t]+){0,2}"
        r"(?P<itself>[\w.-]+[ \t]+at[ \t]+(?:[\w-]+\.)+[a-z]{2,})",
        *("mail", "email", "-mail", "e-mail"),
        needs=_with("mail"),
    ),
)

_WITHOUT_NUMBERS: Final = tuple(one for one in _PATTERNS if not one.by_numbers)

# --- days and ages ---

_DATE: Final = (
    rf"(?<![^\W_])(?<![./-])(?:{dates.FULL}|{dates.NAMED}|{dates.NUMBERED})"
    r"(?!(?!T\d)[^\W_]|[/-]|\.\d)"
)
_MAY_BE_DATED: Final = re.compile(
    r"(?:updated?|published|accessed|retrieved|written|issued|released|approved|licensed|version|"
    r"edition|guideline|guidance|label|leaflet|rules?|recall|as of|law|act|obsoleted?|"
    r"(?:awareness|world)[\w ]{0,20}\bday|pmid:?)\b[^.\n]{0,40}$",
    re.IGNORECASE,
)
"""What a date may belong to that is no patient: it stands before the date, in its sentence."""

_NINETY: Final = r"(?:9\d|1[0-2]\d)"
_NINETY_WORDS: Final = (
    r"(?:ninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one |a )?hundred"
    r"(?: (?:and )?(?:one|two|three|four|five|six|seven|eight|nine|ten))?)"
)
_OLD: Final = (
    r"(?:y(?:ea)?rs?\.?[ -]?(?:old|of[ -]age)|y[./]?o\b\.?|jährige?[rn]?|ans\b|años\b|anni\b)"
)
_PERSON: Final = (
    r"\b(?:(?:grand)?(?:mother|father)|(?:gentle)?m[ae]n|wom[ae]n|lady|patient|(?:fe)?male|s?he)"
)
_AGE: Final = (
    rf"(?<![\w.,/-])(?:{_NINETY}[ -]?{_OLD}"
    rf"|{_NINETY_WORDS}[ -]?y(?:ea)?rs?[ -]old"
    rf"|aged?\b(?:[ \t]+(?:of|is|was|at))?[ \t]*[:=]?[ \t]*(?:{_NINETY_WORDS}\b|{_NINETY})"
    r"(?!\d|%|[.,]\d|[ ]?(?:\+|or|and over|to|-|–)))"
    rf"|(?:\({_NINETY}|, {_NINETY}) years?(?=[),])"
    rf"|{_PERSON}(?:,? \(?{_NINETY}(?=[),])| of {_NINETY}\b)"
    rf"|\b{_NINETY}[ -]?(?:y(?:ea)?rs?[ -]{_PERSON}|y\b|yrs?\b(?=,? (?:[MF]\b|(?:fe)?male)))"
    r"|\b(?:nonagenarian|centenarian)s?\b"
    rf"|(?-i:(?<![\w.,/-])(?:{_NINETY} ?/? ?[MF]|[MF][ /]?{_NINETY})"
    r"(?=[,;:)]|$|[ ](?:with|known|pres|and|who|in|on|adm)))"
)
_OF_MANY: Final = re.compile(
    r"(?:over|above|than|under|below|least|most|to|until|beyond|[<>≤≥=–-]|aged?[ ]\d+[ ]?)[ \t]*$",
    re.IGNORECASE,
)
"""Words before an age that make it a limit, not somebody's age."""

_NUMBERED: Final = re.compile(
    r"\d(?:(?i:[ ./-]?[A-Z]{0,3}[ ./-]?\d){3}|[A-Z\d]? \d[A-Z]{2}\b|[A-Za-z]?,? [A-Z][a-z]+ [A-Z])"
)
"""A number as long as the shortest that is looked for behind a label, or of an address."""
_ADDRESS: Final = re.compile(
    r"https?://\S+|\]\((?!mailto:|tel:)[^)\s]*\)|\b10\.\d{4,9}/\S+", re.IGNORECASE
)


_NEEDED: Final = re.compile(
    r"\+\d|[@^]|name|mail| dot |\bm(?:r|r?s|me)\b|herr|frau|[\[({<][ \t]?at|"
    r"birth|born|d\.?o\.?b|geb|né|nacid|nat[oa]",
    re.IGNORECASE,
)
"""One of these is in every identifier without a long number; most labels in figures hold none."""

_COORDINATE: Final = re.compile(r"-?\d{1,4}(?:\.\d{1,3})?")
"""A number of which drawings hold hundreds, each a text by itself; too short to be anybody's."""


def find_identifiers(text: str) -> Iterator[Identifier]:
    """Yield what may tell who a patient is, days and ages left out; each place once."""
    if _COORDINATE.fullmatch(text) or not (_NUMBERED.search(text) or _NEEDED.search(text)):
        return
    look = _Look(text)
    patterns = _PATTERNS if look.parts else _WITHOUT_NUMBERS
    tried = [(one, places) for one in patterns if (places := look.places(one))]
    if all(next(_matches(pattern, text, places), None) is None for pattern, places in tried):
        return
    masked = _without_addresses(text)
    taken: list[tuple[int, int]] = []
    for pattern, places in tried:
        for match in _matches(pattern, masked, places):
            if pattern.accept is not None and not pattern.accept(match):
                continue
            span = match.span("itself" if "itself" in match.re.groupindex else 0)
            place = bisect.bisect(taken, span)
            # None of those taken overlap, so that only the two beside it can.
            if all(_apart(span, other) for other in taken[max(0, place - 1) : place + 1]):
                taken.insert(place, span)
                yield Identifier(span[0], pattern.what, masked[slice(*span)])


class _Look:
    """Where in a text which pattern is worth a try: hardly anywhere, and to see that is fast."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.small = _in_small_letters(text)
        self.whole = ((0, len(text)),)
        self.parts = _by_numbers(text)
        self.near = "\n".join([self.small[first:end] for first, end in self.parts])
        """The parts in small letters, on lines of their own."""
        lengths = (end - first + 1 for first, end in self.parts)
        self.begins = list(itertools.accumulate(lengths, initial=0))[:-1]
        """Where each part begins in `near`."""

    def places(self, pattern: _Pattern) -> Sequence[tuple[int, int]]:
        """From where to where to search, or, of a pattern with starts, to match."""
        small = self.near if pattern.by_numbers else self.small
        if pattern.needs is not None and not pattern.needs(small):
            return ()
        if not pattern.starts:
            return self.parts if pattern.by_numbers else self.whole
        there = [start for start in pattern.starts if start in small]
        if not there:
            return ()
        found = sorted(at for start in there for at in _all_of(start, small))
        if pattern.by_numbers:
            places = [self._place(at) for at in found]
        else:
            places = [(at, len(small)) for at in found]
        if not pattern.label:
            return places
        label = re.compile(pattern.label, pattern.flags)
        return [place for place in places if label.match(self.text, *place)]

    def _place(self, at: int) -> tuple[int, int]:
        index = bisect.bisect_right(self.begins, at) - 1
        first, end = self.parts[index]
        return first + at - self.begins[index], end


def _in_small_letters(text: str) -> str:
    """A text in small letters, each at its place."""
    if text.isascii():
        return text.lower()
    # What else counts as i and s where the case does not; the capital would become two letters.
    small = text.replace("İ", "i").lower()
    return small.replace("ı", "i").replace("ſ", "s")


def _by_numbers(text: str) -> tuple[tuple[int, int], ...]:
    """Where the lines with long numbers are, each with what a day of birth may begin with before.

    No two overlap.
    """
    parts: list[tuple[int, int]] = []
    match = _NUMBERED.search(text)
    while match is not None:
        begin = max(0, text.rfind("\n", 0, match.start()) + 1 - len("b.\n"))
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        if parts and begin <= parts[-1][1]:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((begin, end))
        match = _NUMBERED.search(text, end)
    return tuple(parts)


def _all_of(part: str, text: str) -> Iterator[int]:
    """Where a part stands in a text, overlapping ones too."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _matches(
    pattern: _Pattern, text: str, places: Iterable[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    """The matches of a pattern in a text at places, from left to right; no two overlap."""
    if not pattern.starts:
        for place in places:
            yield from pattern.regex.finditer(text, *place)
        return
    done = 0
    for start, end in places:
        match = pattern.regex.match(text, start, end) if start >= done else None
        if match is not None:
            done = match.end()
            yield match


def _apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]


def find_dates(text: str) -> Iterator[Identifier]:
    """Yield days that may be a patient's: of an admission, a scan, a death."""
    for match in _found(_compiled(_DATE), text):
        if dates.is_day(match) and not _MAY_BE_DATED.search(match.string, *_before(match, 80)):
            yield Identifier(match.start(), "an exact date", match.group())


def find_ages(text: str) -> Iterator[Identifier]:
    """Yield ages over 89, which so few people reach that they tell who somebody is."""
    for match in _found(_compiled(_AGE), text):
        if not _OF_MANY.search(match.string, *_before(match, 20)):
            yield Identifier(match.start(), "an age over 89", match.group())


@functools.cache
def _compiled(source: str) -> re.Pattern[str]:
    """A pattern that only cases need, made when the first is read: these take long to make."""
    return re.compile(source, re.IGNORECASE | re.MULTILINE)


def _before(match: re.Match[str], length: int) -> tuple[int, int]:
    return max(0, match.start() - length), match.start()


def _found(regex: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    if regex.search(text) is None:
        return ()
    return regex.finditer(_without_addresses(text))


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(lambda match: " " * len(match.group()), text)
