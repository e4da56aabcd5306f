"""What in a text could tell who a patient is: numbers, addresses, names behind a label, days, ages.

An aid, no proof: a name in running text is not found. Whoever writes a case reads it once more for
this alone. Paths of web addresses are left out: they are full of numbers and name no patient.
What is looked for follows the list of the HIPAA Privacy Rule, 45 CFR 164.514(b)(2)(i), as far as
its form gives it away; what careless clinicians write is in `tests/golden/identifiers/`. The rows
of patterns are `plainleaf.identifier_patterns`; here is what runs them.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from plainleaf import dates, picture_names
from plainleaf import identifier_labels as labels
from plainleaf.identifier_patterns import ROWS, Row
from plainleaf.national_numbers import TO_SHAPE, find_national_numbers
from plainleaf.person_names import is_full_name


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
        return f"{' '.join(self.text.split())[:4].strip()}…"


# --- the text as the patterns meet it ---

_ADDRESS: Final = re.compile(
    # Each choice begins with a plain letter: the search is three times as fast so.
    r"h[tT][tT][pP][sS]?://[^\s?#<>\")\]]*|H[tT][tT][pP][sS]?://[^\s?#<>\")\]]*"
    r"|\]\((?!mailto:|tel:)[^)\s?#]*|1(?<!\d1)0\.\d{4,9}/\S+"
)
"""The path of a web address, or a DOI. What a query asks for may be a patient."""
_ENTITIES: Final = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp|shy|zwnj|zwj|\#160|\#[xX]0*[aA]0|\#8239|\#[xX]202[fF]);"
)
_MARKS: Final = "`_\\\xa0\xad\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x2010))
)
"""What stands between a label and its number, and no reader sees."""
_AT: Final = re.compile(r"@[\w.-]*+|[\[({<][ ]?[aA][tT][ ]?[\])}>]")
_OWNER: Final = re.compile(r"[\w.+-]+(?=[ ]?\Z)")
_LONGEST_OWNER: Final = 64
"""What stands before and behind an @: a `_` belongs to it."""
_TAGS: Final = re.compile(r"</?[A-Za-z][A-Za-z\d]*(?=[\s/>])|(?<=[\s\w\"'/])/?>")
"""The name of an HTML tag and its end; what its attributes say stays."""
_URL: Final = re.compile(r"https?://[^\s<>\")\]]+", re.IGNORECASE)
_IN_PATH: Final = re.compile(
    r"/(?:patients?|persons?|mrn|nhs|records?|charts?|cases?|stud(?:y|ies)|encounters?|users?|"
    r"profiles?|members?)"
    r"/(?P<itself>(?!(?:19|20)\d\d(?!\d))[A-Z]{0,4}-?\d{4,}[\w-]*)(?![\w.])"
    r"|(?:facebook|instagram|tiktok|twitter|vk|linkedin|threads)\.(?:com|net)/(?:in/|people/|"
    r"@)?(?P<name>(?!share|sharer|p/|"
    r"groups|pages|company|intent|hashtag|explore|watch|events)[\w.%-]{3,})",
    re.IGNORECASE,
)
"""Whom the path of an address names."""


def bare(text: str) -> str:
    """A text of the same length: marks, entities, tags' names and addresses' paths are spaces."""
    plain = _without_marks(_ADDRESS.sub(_blank, text))
    return _TAGS.sub(_blank, plain) if "</" in plain or "/>" in plain else plain


def _without_marks(text: str) -> str:
    plain = text.replace("**", "  ").replace("%20", "   ")
    if "&" in plain:
        plain = _ENTITIES.sub(_blank, plain)
    for mark in _MARKS:
        plain = plain.replace(mark, " ")
    return plain if plain == text else _with_handles(plain, text)


def _with_handles(plain: str, text: str) -> str:
    """A text without marks, but with those of accounts and of addresses of mail."""
    parts: list[str] = []
    done = 0
    for one in _AT.finditer(text):
        before = text[max(done, one.start() - _LONGEST_OWNER) : one.start()]
        owner = _OWNER.search(before) if "_" in before else None
        begin = one.start() - (len(before) - owner.start() if owner else 0)
        if owner or "_" in one.group():
            parts += (plain[done:begin], text[begin : one.end()])
            done = one.end()
    return "".join((*parts, plain[done:]))


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


class _View:
    """Pieces of a text as a text of their own, in which patterns look."""

    def __init__(self, text: str, pieces: Iterable[tuple[int, int, str]]) -> None:
        """Join pieces, each from where to where in the text, with what stands before it here."""
        self._begins: list[int] = []
        self._starts: list[tuple[int, int]] = []
        parts: list[str] = []
        size = 0
        for start, end, label in pieces:
            self._begins.append(size)
            self._starts.append((start, size + len(label)))
            parts.append(label + text[start:end])
            size += len(label) + end - start + len(_PARTING)
        self.text = _PARTING.join(parts)
        self._small = _in_small_letters(self.text)

    def at(self, offset: int) -> int:
        """Where in the whole text a place is; one in a label is where its piece begins."""
        index = bisect.bisect_right(self._begins, offset) - 1
        start, own = self._starts[index]
        return start + max(0, offset - own)

    def found(self, row: Row) -> Iterator[tuple[int, int]]:
        """From where to where in the whole text a row finds something."""
        lengths: dict[str, int] = {}  # A text that says the same again is not looked at again.
        group = "itself" if "itself" in row.regex.groupindex else 0
        for match in self._matches(row):
            start, end = match.span(group)
            if row.behind:
                # Of what stands before, no pattern is longer than this.
                before = self.text[max(0, start - _FURTHEST) : start]
                length = lengths.get(before)
                if length is None:
                    length = lengths[before] = _length_before(row, before)
                if length < 0:
                    continue
                start -= length
            if row.accept is None or row.accept(match):
                yield self.at(start), self.at(end)

    @functools.cached_property
    def _words(self) -> list[str]:
        """The words in small letters, each once, sorted."""
        return sorted(set(_WORD.findall(self._small)))

    @functools.cached_property
    def _shape(self) -> str:
        return self.text.translate(TO_SHAPE)

    def _has(self, word: str, whole: bool) -> bool:
        """Whether a word stands in the text, or one that begins with it."""
        at = bisect.bisect_left(self._words, word)
        if at == len(self._words):
            return False
        return self._words[at] == word if whole else self._words[at].startswith(word)

    def _matches(self, row: Row) -> Iterator[re.Match[str]]:
        """The matches of a row, from left to right; no two overlap."""
        if row.needed is not None and row.needed.search(self.text) is None:
            return
        if not row.starts:
            yield from row.regex.finditer(self.text)
            return
        done = 0
        text = self._shape if row.shaped else self.text if row.exact else self._small
        # To look for each of 1000 beginnings in a whole page costs most of all that is done here.
        there = [start for start, word, whole in row.heads if not word or self._has(word, whole)]
        for at in sorted({at for start in there for at in _all_of(start, text)}):
            match = row.regex.match(self.text, at) if at >= done else None
            if match is not None:
                done = match.end()
                yield match


def _length_before(row: Row, text: str) -> int:
    """How much of the end of a text belongs to what a row finds behind it; -1 when it is not it."""
    before = row.before.search(text)
    if before is None:
        return -1
    named = "name" not in before.re.groupindex or is_full_name(before["name"])
    return len(before.group()) if named else -1


def _in_small_letters(text: str) -> str:
    """A text in small letters, each at its place."""
    if text.isascii():
        return text.lower()
    # What else counts as i and s where the case does not; the capital would become two letters.
    small = text.replace("İ", "i").lower()
    return small.replace("ı", "i").replace("ſ", "s")


def _all_of(part: str, text: str) -> Iterator[int]:
    """Where a part stands in a text, overlapping ones too."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


_WORD: Final = re.compile(r"[^\W\d_]+")
_FURTHEST: Final = 90
"""How far before its match a row looks, in characters."""
_PARTING: Final = "\n\n\n\n"
"""Between pieces: no pattern reaches over it."""
_BEFORE: Final = 3
"""How many lines before one with a number may hold its label."""
_NUMBERED: Final = re.compile(
    r"\d[A-Za-z]?(?:[ ./()+:,|-]{0,3}[A-Za-z]{0,3}[ ./()+-]{0,2}\d){3}|\d[A-Z]{2}\b|"
    r"\d[A-Z] \d[A-Z]\d"
)
"""A number as long as the shortest that is looked for."""


def _whole(text: str) -> Iterator[tuple[int, int, str]]:
    yield 0, len(text), ""


def _numbered(text: str) -> Iterator[tuple[int, int, str]]:
    """The lines with long numbers, each with those before it; no two overlap."""
    done = 0
    match = _NUMBERED.search(text)
    while match is not None:
        start = _line_before(text, match.start(), done)
        end = match.end()
        while match is not None and match.start() <= end:
            end = _line_end(text, match.end())
            ahead = _line_end(text, _line_end(text, end) + 1)
            match = _NUMBERED.search(text, end)
            if match is not None and match.start() <= ahead:
                end = match.start()
        yield start, end, ""
        done = end


def _line_before(text: str, at: int, least: int) -> int:
    """Where the lines before a place begin, not before another place."""
    for _ in range(_BEFORE + 1):
        at = text.rfind("\n", least, at)
        if at < 0:
            return least
    return at + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


_ROW: Final = re.compile(r"^[ \t>]*\|.*$", re.MULTILINE)
_RULE: Final = re.compile(r"[ \t>]*\|[ \t:|-]*-[ \t:|-]*")
_CELL: Final = re.compile(r"[^|]+")
_LABEL: Final = re.compile(
    r"\b(?:name|patient|pt|mrn|nhs|dob|birth|born|ssn|id|number|no|nr|record|phone|tel|fax|mobile|"
    r"passport|account|member|policy|serial|hospital|insurance|kin|contact)\b",
    re.IGNORECASE,
)


_LABEL_ELSEWHERE: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join((*labels.NAMES, *labels.PATIENTS, *labels.RECORDS, *labels.BORN))})"
    r"(?!\w)"
    rf"|{'|'.join((*labels.NAMES_INSIDE, *labels.RECORDS_INSIDE, *labels.BORN_INSIDE))}"
    rf"|(?:{'|'.join(labels.THINGS_INSIDE)}){labels.NUMBERS_INSIDE}",
    re.IGNORECASE,
)


def _columns(text: str) -> Iterator[tuple[int, int, str]]:
    """The cells below headings that may be labels, each with its heading for a label."""
    headings: list[str] = []
    before: re.Match[str] | None = None
    for row in _ROW.finditer(text):
        beside = before is not None and row.start() == before.end() + 1
        if before is not None and beside and _RULE.fullmatch(row.group()):
            headings = [one.strip() for one in _CELL.findall(before.group().strip(" \t>"))]
        elif not beside:
            headings = []
        elif any(map(_is_label, headings)):
            cells = _CELL.finditer(text, text.index("|", row.start()), row.end())
            for heading, cell in zip(headings, cells, strict=False):
                if _is_label(heading):
                    yield cell.start(), cell.end(), f"{heading}: "
        before = row


_LONGEST_HEADING: Final = 60


@functools.lru_cache(maxsize=1024)
def _is_label(heading: str) -> bool:
    """Whether what stands below a heading may be of a patient."""
    if len(heading) >= _LONGEST_HEADING:
        return False
    return bool(_LABEL.search(heading) or _LABEL_ELSEWHERE.search(heading))


class _Taken:
    """The places that something was found at."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def take(self, start: int, end: int) -> bool:
        """Take a place; not when it overlaps one that is taken."""
        span = (start, end)
        at = bisect.bisect(self._spans, span)
        # None of those taken overlap, so that only the two beside it can.
        for other in self._spans[max(0, at - 1) : at + 1]:
            if start < other[1] and other[0] < end:
                return False
        self._spans.insert(at, span)
        return True


# --- what is looked for on every page ---


def find_identifiers(text: str) -> Iterator[Identifier]:
    """Yield what may tell who a patient is, days and ages left out; each place once."""
    taken = _Taken()
    for start, end, what in _candidates(text):
        if end > start and taken.take(start, end):
            yield Identifier(start, what, text[start:end])


def _candidates(text: str) -> Iterator[tuple[int, int, str]]:
    """Begin, end and kind of all that is found, the surest of those that overlap first."""
    plain = bare(text)
    numbers = _View(plain, _numbered(plain))
    whole = _View(plain, _whole(plain))
    for row in ROWS:
        for start, end in (numbers if row.numbers else whole).found(row):
            yield start, end, row.what
    for start, end, what in find_national_numbers(numbers.text):
        yield numbers.at(start), numbers.at(end), what
    cells = _View(plain, _columns(plain))
    if cells.text:
        for row in ROWS:
            for start, end in cells.found(row):
                yield start, end, row.what
    for start, end in picture_names.find_names(text, plain):
        yield start, end, "somebody's name in a file's name"
    for url in _URL.finditer(text):
        for match in _IN_PATH.finditer(text, url.start(), url.end()):
            yield match.start(), match.end(), "somebody's address on the web"


# --- days and ages ---

_DATE: Final = (
    rf"(?<![^\W_])(?<![./-])(?:{dates.FULL}|{dates.NAMED}|{dates.NUMBERED})"
    rf"(?!(?!T\d)[^\W_]|[/-]|\.\d)|(?:{dates.ELSEWHERE})"
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
    r"(?:y(?:ea)?rs?\.?[ -]?(?:old|of[ -]age|young)|y[./]?o\b\.?|jährige?[rn]?|jahre alt|ans\b|"
    r"años\b|anos\b|anni\b|år(?: gammal)?\b|jaar\b|lat\b|éves\b|-vuotias)"
)
_PERSON: Final = (
    r"\b(?:(?:grand|great-grand)?(?:mother|father)|(?:gentle)?m[ae]n|wom[ae]n|lady|patient|"
    r"(?:fe)?male|s?he|person|veteran|widow(?:er)?|resident)"
)
_AGE: Final = (
    rf"(?<![\w.,/-])(?:{_NINETY}[ -]?{_OLD}"
    rf"|{_NINETY_WORDS}[ -]?y(?:ea)?rs?[ -](?:old|of[ -]age|young)"
    rf"|aged?\b(?:[ \t]+(?:of|is|was|at))?[ \t|]*[:=|]?[ \t|]*(?:{_NINETY_WORDS}\b|{_NINETY})"
    r"(?!\d|%|[.,]\d|[ ]?(?:\+|or|and over|to|-|–)))"
    rf"|(?:\({_NINETY}|, {_NINETY}) years?(?=[),])"
    rf"|{_PERSON}(?:,? \(?{_NINETY}(?=[),](?!\d))| of (?:{_NINETY}|{_NINETY_WORDS})\b"
    r"(?![ ](?:kg|cm|lb|pounds)))"
    rf"|\b{_NINETY}[ -]?(?:y(?:ea)?rs?[ -]{_PERSON}|y\b|yrs?\b(?=,? (?:[MF]\b|(?:fe)?male)))"
    r"|\b(?:nonagenarian|(?:super)?centenarian)s?\b"
    r"|\b(?:her|his|their|the patient's)[ ](?:(?:early|mid|late|very late)[ -]*)?(?:nineties|"
    r"90['’]?s|hundreds|100['’]?s)\b"
    r"|\b(?:early|mid|late)[ -](?:nineties|90s)\b(?![ ](?:of|there|when|the))"
    rf"|\b(?:{_NINETY}(?:st|nd|rd|th)|(?:ninetieth|ninety[ -](?:first|second|third|fourth|fifth|"
    rf"sixth|seventh|"
    r"eighth|ninth)|hundredth))[ ](?:birthday|year of (?:life|age|her life|his life))"
    r"|\b(?:tenth|10th|eleventh|11th)[ ]decade(?![ ]of[ ]the)"
    rf"|\b(?:turn(?:ed|ing|s)|celebrated|reached|over the age of|"
    rf"past)[ ](?:the age of[ ])?(?:{_NINETY_WORDS}|{_NINETY})\b"
    r"(?![.,]\d|[ ]?(?:%|kg|mg|g\b|cm|beats|°|percent|degrees|/|[a-z]*(?:litre|liter|gram|meter)))"
    rf"|\b(?:s?he|patient)[ ](?:is|was|has turned)[ ](?:now[ ]|almost[ ]|"
    rf"nearly[ ])?(?:{_NINETY_WORDS}|{_NINETY})"
    r"(?![.,]\d)(?=[ ]?(?:[.,;)]|$|and\b|when\b|at\b|now\b|then\b))"
    rf"|(?-i:(?<![\w.,/+-])(?:{_NINETY} ?/? ?[MF]|[MF][ /]?{_NINETY})"
    r"(?=[,;:)]|$|[ ](?:with|known|pres|and|who|in|on|adm)))"
)
_OF_MANY: Final = re.compile(
    r"(?:over|above|than|under|below|least|most|to|until|beyond|[<>≤≥=–-]|aged?[ ]\d+[ ]?)[ \t]*$",
    re.IGNORECASE,
)
"""Words before an age that make it a limit, not somebody's age."""
_BORN_IN: Final = (
    r"\b(?:(?:year\s+of\s+birth|birth\s+year|yob|jahrgang|geburtsjahr|année de naissance|"
    r"año de nacimiento)[\s:=|(*-]{0,6}(?:is|was)?\s?(?:18|19|20)\d\d\b"
    r"|(?:born|née? en|nacid[oa] en|nascid[oa] em|nat[oa] nel|geboren(?: im jahr)?|født i|född)"
    r"(?:[ ]in)?(?:[ ](?:the[ ]year|early|late|about|around|(?:in[ ])?(?-i:[A-Z][a-zé]{2,8})))?"
    r"[ ](?:18|19|20)\d\d\b(?![-–/.]\d|s)"
    r"|(?:sinh[ ]năm|lahir[ ]tahun|родил(?:ся|ась)[ ]в|narozen[áa]? v|született)[ ](?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d(?:[ ]?年(?:生|出生)|년생|[ ]doğumlu|[ ]?г\.[ ]?р\.)"
    r"|(?<![^(,;\s|])b\.[ ]?(?:19|20)\d\d\b(?![-–/.]\d))"
)
_SINCE_MANY: Final = re.compile(
    r"\b(?:children|babies|infants|newborns|people|those|patients|adults|men|women|who (?:were|"
    r"are)|"
    r"persons|individuals|anyone|everyone|cohort)\b[^.\n]{0,20}$",
    re.IGNORECASE,
)
"""Many who were born in a year."""


def find_dates(text: str) -> Iterator[Identifier]:
    """Yield days that may be a patient's: of an admission, a scan, a death."""
    for match in _compiled(_DATE).finditer(bare(text)):
        if dates.is_day(match) and not _MAY_BE_DATED.search(match.string, *_before(match, 80)):
            yield Identifier(match.start(), "an exact date", text[match.start() : match.end()])


def find_ages(text: str) -> Iterator[Identifier]:
    """Yield ages over 89, which so few people reach that they tell who somebody is."""
    plain = bare(text)
    for match in _compiled(_AGE).finditer(plain):
        if not _OF_MANY.search(plain, *_before(match, 20)):
            yield Identifier(match.start(), "an age over 89", text[match.start() : match.end()])


def find_birth_years(text: str) -> Iterator[Identifier]:
    """Yield years in which one person was born: with the date of a page they tell the age."""
    plain = bare(text)
    for match in _compiled(_BORN_IN).finditer(plain):
        if not _SINCE_MANY.search(plain, *_before(match, 50)):
            yield Identifier(match.start(), "a year of birth", text[match.start() : match.end()])


@functools.cache
def _compiled(source: str) -> re.Pattern[str]:
    """A pattern that only cases need, made when the first is read: these take long to make."""
    return re.compile(source, re.IGNORECASE | re.MULTILINE)


def _before(match: re.Match[str], length: int) -> tuple[int, int]:
    return max(0, match.start() - length), match.start()
