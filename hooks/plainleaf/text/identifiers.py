"""What in a text could tell who a patient is: numbers, addresses, names behind a label, days, ages.

An aid, no proof: a name in running text is not found. Whoever writes a case reads it once more for
this alone. Paths of web addresses are left out: they are full of numbers and name no patient.
What is looked for follows the list of the HIPAA Privacy Rule, 45 CFR 164.514(b)(2)(i), as far as
its form gives it away; what careless clinicians write is in `tests/golden/identifiers/`. The rows
of patterns are `plainleaf.text.identifier_patterns`; here is what runs them.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from plainleaf.text import dates, picture_names
from plainleaf.text import identifier_labels as labels
from plainleaf.text.identifier_patterns import ROWS
from plainleaf.text.identifier_row import Head, Row
from plainleaf.text.national_numbers import TO_SHAPE, find_national_numbers
from plainleaf.text.person_names import is_full_name


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
_CITED: Final = re.compile(r"\[@[\w:.-]+(?:[;,][ ]?@[\w:.-]+)*\]")
"""Citations: a page holds hundreds, and their @ names no account."""
_OWNER: Final = re.compile(r"[\w.+-]+(?=[ ]?\Z)")
_LONGEST_OWNER: Final = 64
"""What stands before and behind an @: a `_` belongs to it."""
_TAGS: Final = (
    # Each begins with a plain sign: to look for all at once takes six times as long.
    re.compile(r"</?[A-Za-z][A-Za-z\d]*(?=[\s/>])"),
    re.compile(r"/>(?<=[\s\w\"'/]/>)"),
    re.compile(r">(?<=[\s\w\"'/]>)"),
)
"""The name of an HTML tag and its end; what its attributes say stays."""
_URL: Final = re.compile(r"://[^\s<>\")\]]+")
_IN_PATH: Final = re.compile(
    r"/(?:patients?|persons?|mrn|nhs|records?|charts?|cases?|stud(?:y|ies)|encounters?|users?|"
    r"profiles?|members?)"
    r"/(?P<itself>(?!(?:19|20)\d\d(?!\d))[A-Z]{0,4}-?\d{4,}[\w-]*)(?![\w.])",
    re.IGNORECASE,
)
"""Whom the path of an address names."""
_NETWORK: Final = re.compile(
    r"(?<![\w-])(?:facebook|fb|instagram|tiktok|twitter|vk|x|linkedin|threads)\Z", re.IGNORECASE
)
_ACCOUNT: Final = re.compile(
    r"\.(?:com|net)/(?:in/|people/|@)?"
    r"(?!share|sharer|p/|groups|pages|company|intent|hashtag|explore|watch|events)[\w.%-]{3,}",
    re.IGNORECASE,
)
"""Somebody's page on a network, with `https://` before its name or without."""


def bare(text: str) -> str:
    """A text of the same length: marks, entities, tags' names and addresses' paths are spaces."""
    plain = _without_marks(_CITED.sub(_without_at, _ADDRESS.sub(_blank, text)))
    if "</" in plain or "/>" in plain:
        for part in _TAGS:
            plain = part.sub(_blank, plain)
    return plain


def _without_marks(text: str) -> str:
    plain = text.replace("**", "  ").replace("%20", "   ").replace("<br>", "    ")
    if "&" in plain:
        plain = _ENTITIES.sub(_blank, plain)
    for mark in _MARKS:
        plain = plain.replace(mark, " ")
    return _with_handles(plain, text) if "_" in text else plain


def _with_handles(plain: str, text: str) -> str:
    """A text without marks, but with those of accounts and of addresses of mail."""
    parts: list[str] = []
    done = 0
    for one in _beside_marks(text):
        before = text[max(done, one.start() - _LONGEST_OWNER) : one.start()]
        owner = _OWNER.search(before) if "_" in before else None
        begin = one.start() - (len(before) - owner.start() if owner else 0)
        if owner or "_" in one.group():
            parts += (plain[done:begin], text[begin : one.end()])
            done = one.end()
    return "".join((*parts, plain[done:]))


def _beside_marks(text: str) -> Iterator[re.Match[str]]:
    """Each @ in the lines that hold a _: to look through all others takes as long as all rows."""
    mark = text.find("_")
    while mark >= 0:
        end = _line_end(text, mark)
        yield from _AT.finditer(text, text.rfind("\n", 0, mark) + 1, end)
        mark = text.find("_", end)


def _without_at(match: re.Match[str]) -> str:
    return match.group().replace("@", "~")


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


class _JoinedPieces:
    """Pieces of a text as a text of their own, in which patterns look."""

    def __init__(
        self,
        text: str,
        pieces: Iterable[tuple[int, int, str]],
        turned: dict[int, int] | None = None,
    ) -> None:
        """Join pieces, each from where to where in the text, with what stands before it here.

        `turned` turns some characters into others, as `str.translate` does.
        """
        self._begins: list[int] = []
        self._starts: list[tuple[int, int]] = []
        parts: list[str] = []
        size = 0
        for start, end, label in pieces:
            self._begins.append(size)
            self._starts.append((start, size + len(label)))
            parts.append(label + text[start:end])
            size += len(label) + end - start + len(_PARTING)
        joined = _PARTING.join(parts)
        self.text = joined.translate(turned) if turned else joined
        self._small = _in_small_letters(self.text)
        self._held: dict[str, bool] = {}

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
    def _shape(self) -> str:
        return self.text.translate(TO_SHAPE)

    @functools.cached_property
    def _words(self) -> _WordStarts:
        return _WordStarts(self._small)

    def _matches(self, row: Row) -> Iterator[re.Match[str]]:
        """The matches of a row, from left to right; no two overlap."""
        if not self.text or (row.needs and not self._holds(row)):
            return
        if not row.starts:
            yield from row.regex.finditer(self.text)
            return
        done = 0
        text = self._shape if row.shaped else self.text if row.exact else self._small
        places = {at for head in self._words.heads_of(row) for at in self._places(head, text)}
        for at in sorted(places):
            match = row.regex.match(self.text, at) if at >= done else None
            if match is not None:
                done = match.end()
                yield match

    def _holds(self, row: Row) -> bool:
        """Whether the text holds what a row needs; several rows need the same."""
        if row.needs not in self._held:
            self._held[row.needs] = row.needed.search(self.text) is not None
        return self._held[row.needs]

    def _places(self, head: Head, text: str) -> Iterable[int]:
        """Where a start stands in a text, or nowhere it could match."""
        start = head.start
        if head.word:
            places = (at - head.before for at in self._words.with_head(head))
            return [at for at in places if at >= 0 and text.startswith(start, at)]
        # To look for each of 1000 beginnings in a whole page costs most of all that is done here.
        return _all_of(start, text) if head.shaped or self._words.may_hold(start) else ()


class _WordStarts:
    """Where the words of a text stand by which rows begin, letters of ASCII only."""

    def __init__(self, small: str) -> None:
        """Take a text in lower case."""
        self._small = small
        self._rare = frozenset(_RARE.findall(small)) if not small.isascii() else frozenset()
        self._signs: dict[str, bool] = {}
        self._places: dict[bytes, list[int]] = {}
        pieces = small.encode("ascii", "replace").translate(_PARTED).split(b" ")
        heads = {word: found for word in {*pieces} if (found := _heads_in(word))}
        ends = list(itertools.accumulate(map(len, pieces)))
        # In one go, not in a loop: a page has as many words as would cost more than all patterns.
        for at in itertools.compress(range(len(pieces)), map(heads.__contains__, pieces)):
            start = ends[at] + at - len(pieces[at])
            for head in heads[pieces[at]]:
                self._places.setdefault(head, []).append(start)

    def heads_of(self, row: Row) -> Iterator[Head]:
        """The heads of a row that may be in the text, without a look for each of the others."""
        told, untold, rare = _TOLD[id(row)]
        yield from untold
        if self._rare:
            yield from rare
        for key in told.keys() & self._places.keys():
            yield from told[key]

    def with_head(self, head: Head) -> Sequence[int]:
        """Where words begin that begin with a row's head, or that are it."""
        return self._places.get(_sought(head), ())

    def may_hold(self, start: str) -> bool:
        """Whether a start that no word tells may be in the text."""
        if not start.isascii():
            return self._rare.issuperset(_RARE.findall(start.lower()))
        inner = _inner(start)
        known = not inner or _INSIDE + inner in self._places
        return known and all(map(self._has, _SIGN.findall(start)))

    def _has(self, sign: str) -> bool:
        if sign not in self._signs:
            self._signs[sign] = sign in self._small
        return self._signs[sign]


_PARTED: Final = bytes(code if chr(code).islower() and code < 128 else 32 for code in range(256))
"""Turns all but the lower-case letters of ASCII into spaces."""
_RARE: Final = re.compile(r"[^\x00-\x7f]")
_SIGN: Final = re.compile(r"[^A-Za-z\d ]")
_WHOLE: Final = b"="
_INSIDE: Final = b"*"
"""What stands before a head in a key, unless a word begins with the head."""


def _sought(head: Head) -> bytes:
    return _WHOLE + head.word if head.whole else head.word


def _inner(start: str) -> bytes:
    """The longest run of letters in a start."""
    return max(start.lower().encode("ascii", "replace").translate(_PARTED).split(b" "), key=len)


_HEADS: Final = [head for row in ROWS for head in row.heads if not head.shaped]
_SOUGHT: Final = frozenset(_sought(head) for head in _HEADS if head.word)
_INNER: Final = frozenset(_inner(head.start) for head in _HEADS if not head.word) - {b""}
_LONGEST_HEAD: Final = max(map(len, _SOUGHT))


def _told(row: Row) -> tuple[dict[bytes, list[Head]], list[Head], list[Head]]:
    """A row's heads: by what tells of a text that it may hold them; untold; not in plain ASCII."""
    told: dict[bytes, list[Head]] = {}
    untold: list[Head] = []
    rare: list[Head] = []
    for head in row.heads:
        if head.word:
            told.setdefault(_sought(head), []).append(head)
        elif not head.shaped and not head.start.isascii():
            rare.append(head)
        elif not head.shaped and (inner := _inner(head.start)):
            told.setdefault(_INSIDE + inner, []).append(head)
        else:
            untold.append(head)
    return told, untold, rare


_TOLD: Final = {id(row): _told(row) for row in ROWS}
"""By the row itself: to compare two takes longer than all that this saves."""


@functools.lru_cache(maxsize=1 << 16)
def _heads_in(word: bytes) -> tuple[bytes, ...]:
    """The heads that rows look for and a word tells; pages have few words, each many times."""
    begun = (word[:size] for size in range(1, min(len(word), _LONGEST_HEAD) + 1))
    found = [*begun, _WHOLE + word]
    inside = (_INSIDE + inner for inner in _INNER if inner in word)
    return (*(one for one in found if one in _SOUGHT), *inside)


def _length_before(row: Row, text: str) -> int:
    """How much of the end of a text belongs to what a row finds behind it; -1 when it is not it."""
    before = row.before.search(text)
    if before is None:
        return -1
    named = "name" not in before.re.groupindex or is_full_name(before["name"])
    return len(before.group()) if named else -1


def _in_small_letters(text: str) -> str:
    """A text in lower case, each at its place."""
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


_LINK: Final = re.compile(r"\]\((?!(?:[A-Za-z][A-Za-z+.-]*:)?//|mailto:|tel:)[^)\s?#]*")
_PARTS: Final = str.maketrans("_/", "  ")
"""What parts the words of a path."""


def _linked(text: str) -> Iterator[tuple[int, int, str]]:
    """Where links and pictures of this site lead to, as far as numbers are in it."""
    for one in _LINK.finditer(text):
        if _DIGITS.search(text, one.start(), one.end()):
            yield one.start() + len("]("), one.end(), ""


_DIGITS: Final = re.compile(r"\d{4}")


class _Spans:
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
    taken = _Spans()
    for start, end, what in _candidates(text):
        if end > start and taken.take(start, end):
            yield Identifier(start, what, text[start:end])


def _candidates(text: str) -> Iterator[tuple[int, int, str]]:
    """Begin, end and kind of all that is found, the surest of those that overlap first."""
    plain = bare(text)
    numbers = _JoinedPieces(plain, _numbered(plain))
    whole = _JoinedPieces(plain, _whole(plain))
    for row in ROWS:
        for start, end in (numbers if row.numbers else whole).found(row):
            yield start, end, row.what
    for start, end, what in find_national_numbers(numbers.text):
        yield numbers.at(start), numbers.at(end), what
    yield from _found(ROWS, _JoinedPieces(plain, _columns(plain)))
    yield from _found(_OF_NUMBERS, _JoinedPieces(text, _linked(text), _PARTS))
    yield from picture_names.find_numbers(text)
    for start, end in picture_names.find_names(text, plain):
        yield start, end, "somebody's name in a file's name"
    for at in _all_of("://", text):
        for match in _IN_PATH.finditer(text, at, _end_of_url(text, at)):
            yield match.start(), match.end(), "somebody's address on the web"
    for at in (*_all_of(".com/", text), *_all_of(".net/", text)):
        network = _NETWORK.search(text[max(0, at - _LONGEST_NETWORK) : at])
        account = _ACCOUNT.match(text, at) if network else None
        if network and account:
            yield at - len(network.group()), account.end(), "somebody's address on the web"


_LONGEST_NETWORK: Final = 12
"""One character more than the longest name of a network."""
_OF_NUMBERS: Final = tuple(row for row in ROWS if row.numbers)


def _found(rows: Iterable[Row], view: _JoinedPieces) -> Iterator[tuple[int, int, str]]:
    """Begin, end and kind of what some rows find in a view."""
    for row in rows if view.text else ():
        for start, end in view.found(row):
            yield start, end, row.what


def _end_of_url(text: str, at: int) -> int:
    """Where an address of the web ends whose :// stands at a place; for no address, there."""
    url = _URL.match(text, at)
    known = text[max(0, at - 5) : at].lower().endswith(("http", "https"))
    return url.end() if url and known else at


# --- days and ages ---

_DATE: Final = (
    rf"(?<![^\W_])(?<![./-])(?:{dates.FULL}|{dates.NAMED}|{dates.NUMBERED})"
    rf"(?!(?!T\d)[^\W_]|[/-]|\.\d)|(?:{dates.ELSEWHERE})|(?<![^\W_])(?:{dates.LABELED})"
)
_MAY_BE_DATED: Final = re.compile(
    r"(?:updated?|published|accessed|retrieved|written|issued|released|approved|licensed|version|"
    r"edition|e-?pub|e-?print|guideline|guidance|label|leaflet|rules?|recall|as of|law|act|"
    r"obsoleted?|"
    r"(?:last|first)[ ](?:changed?|modifi(?:ed|cation)|revis(?:ed|ion)|correct(?:ed|ion)|edited)|"
    r"(?:awareness|world)[\w ]{0,20}\bday|pmid:?)\b(?:[^.\n]|(?<=\d)\.(?=\d)){0,40}$"
    r"|\b(?:last|next|first) (?:review(?:ed)?|checked|check)(?: (?:on|due))?[: ]{0,2}$",
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
            start = match.start("itself" if match["itself"] else 0)
            yield Identifier(start, "an exact date", text[start : match.end()])


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
