"""Numbers that a state, an insurer or a bank gives to one person, told by form and check digit.

The arithmetic of most is python-stdnum's; the few that it lacks are here. A number with a label
before it is found by the label (`plainleaf.text.identifier_patterns`), right or wrong: what is here
finds those that stand alone.
"""

from __future__ import annotations

import datetime
import functools
import importlib
import re
from collections.abc import Callable, Iterator
from typing import Final

Check = Callable[[str], bool]
"""Whether a text, with its separators, can be such a number."""


def _stdnum(name: str) -> Check:
    """A check of python-stdnum, loaded when a text first has that form: most never do."""

    def check(text: str) -> bool:
        return bool(importlib.import_module(f"stdnum.{name}").is_valid(text))

    return check


def _luhn(text: str) -> bool:
    """Whether the digits of a text pass the check of payment cards (ISO/IEC 7812-1)."""
    digits = [int(one) for one in reversed(text) if one.isdecimal()]
    return (
        any(digits) and sum(_sum(digit * (1 + at % 2)) for at, digit in enumerate(digits)) % 10 == 0
    )


def _sum(number: int) -> int:
    return number // 10 + number % 10


def _kvnr(text: str) -> bool:
    """German health insurance: the letter as two digits, then Luhn's sum from the left."""
    digits = f"{ord(text[0]) - ord('A') + 1:02}{text[1:]}"
    total = sum(_sum(int(digit) * (1 + at % 2)) for at, digit in enumerate(digits[:10]))
    return total % 10 == int(digits[10])


def _medicare(text: str) -> bool:
    """Australian Medicare: weights 1, 3, 7 and 9 over eight digits, the first of them 2 to 6."""
    digits = [int(one) for one in text if one.isdecimal()]
    weights = (1, 3, 7, 9, 1, 3, 7, 9)
    total = sum(weight * digit for weight, digit in zip(weights, digits, strict=False))
    return 2 <= digits[0] <= 6 and total % 10 == digits[8]


def _singapore(text: str) -> bool:
    """Singapore NRIC and FIN: weights 2, 7, 6, 5, 4, 3, 2; the series decides the letters."""
    letters = {"S": "JZIHGFEDCBA", "T": "GFEDCBAJZIH", "F": "XWUTRQPNMLK", "G": "RQPNMLKXWUT"}
    series, digits, last = text[0], text[1:8], text[8]
    weights = (2, 7, 6, 5, 4, 3, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return series in letters and letters[series][total % 11] == last


def _taiwan(text: str) -> bool:
    """Taiwan: the letter as a number of two digits, then weights 1, 9, 8, … 1, 1; modulus 10."""
    letters = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
    digits = f"{10 + letters.index(text[0])}{text[1:]}"
    weights = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return total % 10 == 0 and text[1] in "1289"


def _chinese(text: str) -> bool:
    """China, by ISO 7064 and a day of birth: python-stdnum's list of counties lacks old ones."""
    try:
        datetime.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    known = 1850 < int(text[6:10]) < 2100 and "11" <= text[:2] <= "91"
    return known and _stdnum("iso7064.mod_11_2")(text)


def _hong_kong(text: str) -> bool:
    """Hong Kong: letters count from 10, a missing one 36; weights 9 to 2; modulus 11."""
    held = re.sub(r"\W", "", text)
    values = [36] * (9 - len(held)) + [_value(one) for one in held[:-1]]
    total = sum(weight * value for weight, value in zip(range(9, 1, -1), values, strict=True))
    return (total + (10 if held[-1] == "A" else int(held[-1], 36))) % 11 == 0


def _value(letter: str) -> int:
    return int(letter, 36)


def _new_zealand(text: str) -> bool:
    """New Zealand NHI: letters without I and O count from 1; weights 7 to 2; modulus 11."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    if not all(one in letters for one in text[:3]):
        return False
    values = [letters.index(one) + 1 for one in text[:3]] + [int(one) for one in text[3:6]]
    total = sum(weight * value for weight, value in zip(range(7, 1, -1), values, strict=True))
    return total % 11 != 0 and (11 - total % 11) % 10 == int(text[6])


def _ontario(text: str) -> bool:
    """Ontario health card, its version letters aside."""
    return _luhn(text)


def _is_given_out(text: str) -> bool:
    """American social security, by form; the areas 000, 666 and 9xx are never given out."""
    return text[:3] not in ("000", "666") and text[4:6] != "00" and text[-4:] != "0000"


_GROUPS_OF_THREE: Final = ("999 999 999", "999-999-999", "999999999")
_GROUPS_OF_FOUR: Final = ("9999 9999 9999", "9999-9999-9999", "999999999999")
_ELEVEN: Final = ("99999999999",)
_DAY_FIRST: Final = ("999999-9999",)

_FORMS: Final[tuple[tuple[str, Check, tuple[str, ...]], ...]] = (
    # 9 stands for a digit, A for a capital letter; a lower-case one is taken for it.
    ("an NHS number", _stdnum("gb.nhs"), ("999 999 9999", "999-999-9999", "9999999999")),
    ("a social security number", _is_given_out, ("999-99-9999",)),
    ("a social security number", _is_given_out, ("999 99 9999",)),
    ("a Canadian insurance number", _luhn, _GROUPS_OF_THREE),
    ("a Canadian health number", _ontario, ("9999-999-999", "9999 999 999", "9999-999-999-AA")),
    ("a Canadian health number", _stdnum("ca.bc_phn"), ("9999 999 999", "9999999999")),
    ("an Australian tax number", _stdnum("au.tfn"), _GROUPS_OF_THREE),
    ("a Medicare number", _medicare, ("9999 99999 9", "9999-99999-9", "9999999999")),
    ("a Medicare number", _medicare, ("9999 99999 9 9", "9999 99999 9-9", "9999 99999 9/9")),
    ("a New Zealand health number", _new_zealand, ("AAA9999",)),
    ("a German insurance number", _kvnr, ("A999999999", "A 999999999", "A999 999 999")),
    ("a German tax number", _stdnum("de.idnr"), ("99 999 999 999", *_ELEVEN)),
    ("an Austrian insurance number", _stdnum("at.vnr"), ("9999 999999", "9999999999")),
    ("a Swiss insurance number", _stdnum("ch.ssn"), ("999.9999.9999.99", "9999999999999")),
    ("a Spanish identity number", _stdnum("es.dni"), ("99999999A", "99999999-A", "99999999 A")),
    ("a Spanish identity number", _stdnum("es.dni"), ("99.999.999-A", "99.999.999A")),
    ("a Spanish identity number", _stdnum("es.nie"), ("A9999999A", "A-9999999-A", "A-9999999A")),
    ("a Portuguese identity number", _stdnum("pt.cc"), ("99999999 9 AA9", "999999999AA9")),
    ("a Belgian identity number", _stdnum("be.nn"), ("99.99.99-999.99", "99.99.99-999 99")),
    ("a Belgian identity number", _stdnum("be.nn"), ("99 99 99 999 99", *_ELEVEN)),
    (
        "a Dutch citizen number",
        _stdnum("nl.bsn"),
        (*_GROUPS_OF_THREE, "9999.99.999", "9999 99 999"),
    ),
    ("a Polish identity number", _stdnum("pl.pesel"), _ELEVEN),
    ("a Norwegian identity number", _stdnum("no.fodselsnummer"), ("999999 99999", *_ELEVEN)),
    ("a Norwegian identity number", _stdnum("no.fodselsnummer"), ("999999-99999",)),
    ("a Swedish identity number", _stdnum("se.personnummer"), (*_DAY_FIRST, "999999+9999")),
    ("a Swedish identity number", _stdnum("se.personnummer"), ("99999999-9999", "999999999999")),
    ("a Danish identity number", _stdnum("dk.cpr"), (*_DAY_FIRST, "999999 9999")),
    ("an Icelandic identity number", _stdnum("is_.kennitala"), _DAY_FIRST),
    ("a Finnish identity number", _stdnum("fi.hetu"), ("999999-999A", "999999+999A")),
    ("a Finnish identity number", _stdnum("fi.hetu"), ("999999A999A", "999999A9999", *_DAY_FIRST)),
    ("an Estonian or Lithuanian identity number", _stdnum("ee.ik"), _ELEVEN),
    ("a Latvian identity number", _stdnum("lv.pvn"), ("999999-99999",)),
    ("a Czech or Slovak identity number", _stdnum("cz.rc"), ("999999/9999", "999999/999")),
    ("a Romanian identity number", _stdnum("ro.cnp"), ("9999999999999",)),
    ("a Bulgarian identity number", _stdnum("bg.egn"), ("9999999999",)),
    ("a Croatian identity number", _stdnum("hr.oib"), _ELEVEN),
    ("a Slovenian identity number", _stdnum("si.emso"), ("9999999999999",)),
    ("a Greek health number", _stdnum("gr.amka"), _ELEVEN),
    ("an Irish public service number", _stdnum("ie.pps"), ("9999999A", "9999999AA")),
    ("a Turkish identity number", _stdnum("tr.tckimlik"), _ELEVEN),
    ("an Israeli identity number", _stdnum("il.idnr"), ("999999999", "99999999-9")),
    ("a South African identity number", _stdnum("za.idnr"), ("9999999999999", "999999 9999 999")),
    ("an Indian Aadhaar number", _stdnum("in_.aadhaar"), _GROUPS_OF_FOUR),
    ("an Indian tax number", _stdnum("in_.pan"), ("AAAAA9999A",)),
    ("a Japanese individual number", _stdnum("jp.in_"), _GROUPS_OF_FOUR),
    ("a Malaysian identity number", _stdnum("my.nric"), ("999999-99-9999", "999999999999")),
    ("an Indonesian identity number", _stdnum("id.nik"), ("9999999999999999",)),
    ("a Pakistani identity number", _stdnum("pk.cnic"), ("99999-9999999-9",)),
    ("a Thai identity number", _stdnum("th.pin"), ("9-9999-99999-99-9", "9 9999 99999 99 9")),
    ("a Thai identity number", _stdnum("th.pin"), ("9999999999999",)),
    ("a Chinese identity number", _chinese, ("999999999999999999", "99999999999999999A")),
    ("a Korean identity number", _stdnum("kr.rrn"), ("999999-9999999",)),
    ("a Singaporean identity number", _singapore, ("A9999999A",)),
    ("a Taiwanese identity number", _taiwan, ("A999999999",)),
    ("a Hong Kong identity number", _hong_kong, ("A999999(9)", "AA999999(9)", "A999999(A)")),
    ("a Brazilian tax number", _stdnum("br.cpf"), ("999.999.999-99", *_ELEVEN)),
    ("a Chilean identity number", _stdnum("cl.rut"), ("99.999.999-9", "9.999.999-9", "99999999-9")),
    ("a Chilean identity number", _stdnum("cl.rut"), ("99.999.999-A", "9.999.999-A", "99999999-A")),
    ("a Mexican identity number", _stdnum("mx.curp"), ("AAAA999999AAAAAA99", "AAAA999999AAAAAAA9")),
    ("a payment card's number", _luhn, ("9999 9999 9999 9999", "9999-9999-9999-9999")),
    ("a payment card's number", _luhn, ("9999999999999999", "9999 999999 99999")),
    ("a telephone's serial number", _stdnum("imei"), ("999999999999999", "99-999999-999999-9")),
    (
        "a French insurance number",
        _stdnum("fr.nir"),
        (
            *("9 99 99 99 999 999 99", "999999999999999", "9 99 99 9A 999 999 99"),
            *("9999999999999 99", "9 99 99 99 999 999 - 99", "9 99 99 99 999 999/99"),
        ),
    ),
)


def _by_shape() -> dict[str, list[tuple[str, Check]]]:
    """The numbers that have each shape, in the order of the list."""
    by_shape: dict[str, list[tuple[str, Check]]] = {}
    for what, check, shapes in _FORMS:
        for shape in shapes:
            by_shape.setdefault(shape, []).append((what, check))
    return by_shape


_SHAPES: Final = _by_shape()
_LONGEST: Final = max(map(len, _SHAPES))
_MOST_WORDS: Final = 1 + max(shape.count(" ") for shape in _SHAPES)
"""How many words, parted by single spaces, the numbers have that have most."""
TO_SHAPE: Final = str.maketrans(
    {
        **dict.fromkeys("0123456789", "9"),
        **dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "A"),
        **dict.fromkeys("‐‑‒–−", "-"),
    }
)
"""A digit becomes 9, a letter A: the shape of a number."""
_RUN: Final = re.compile(
    r"(?<![\w./+–-])(?=[^\s\d]{0,4}[ ]?\d|[A-Z]{5,6}\d)[A-Za-z]{0,5}[ -]?\d[\w.+()/‐-–-]*"
    r"(?:[ ](?=[A-Z]{0,3}\d|[-–][ ]\d|[A-Z]\b|[A-Z]{2}\d?\b)[\w.+()/‐-–-]+)*"
)
"""Words with digits, one after the other."""
_WORD: Final = re.compile(r"\S+")
_PUBLIC: Final = re.compile(
    r"(?:\b(?:isbn|issn|ean|gtin|upc|barcode|snomed(?:[ -]ct)?|sct|loinc|ndc|omim|mim|cid|pmid|doi|"
    r"umls|gene|entrez|uniprot|hgnc|orphanet|orpha|meddra|mesh|rxcui|rxnorm|cas|catalog(?:ue)?|"
    r"article|trial|nct|isrctn|eudract|grant|award|lot|batch|version|code|accession:?)"
    r"[\s:=#.'\"(]{0,4}(?:(?:id|no|number|code|is)\b[\s:=#.'\"(]{0,4}){0,2}|£|\$|€)$",
    re.IGNORECASE,
)
"""What has public numbers, before one of them."""
_COUNTED: Final = re.compile(
    r"[ ](?:people|patients|persons|men|women|children|cells|births|deaths|cases|adults|reads|"
    r"inhabitants|individuals|bases|base pairs|bp\b|years|euros?|dollars)",
)
"""What follows an amount."""


def find_national_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and kind of each number of a person, left to right; no two overlap."""
    for run in _RUN.finditer(text):
        words = [(run.start() + one.start(), run.start() + one.end()) for one in _words(run)]
        at = 0
        while at < len(words):
            found = _longest(text, words[at : at + _MOST_WORDS])
            if found is None:
                at += 1
                continue
            count, end, what = found
            yield words[at][0], end, what
            at += count


def _words(run: re.Match[str]) -> Iterator[re.Match[str]]:
    return _WORD.finditer(run.group())


def _longest(text: str, words: list[tuple[int, int]]) -> tuple[int, int, str] | None:
    """The longest number that begins with the first of some words: its words, its end, its kind."""
    begin = words[0][0]
    for count in range(len(words), 0, -1):
        held = text[begin : words[count - 1][1]].rstrip(".),/-–")
        if len(held) > _LONGEST:
            continue
        # "(" belongs to Hong Kong's only, which ends with ")".
        held = f"{held})" if "(" in held and text.startswith(")", begin + len(held)) else held
        what = _kind(held) if held.isupper() or held == held.lower() else ""
        if what and not _is_public(text, begin, begin + len(held)):
            return count, begin + len(held), what
    return None


@functools.lru_cache(maxsize=4096)
def _kind(held: str) -> str:
    plain = held.upper()
    for what, check in _SHAPES.get(plain.translate(TO_SHAPE), ()):
        if check(re.sub("[‐‑‒–−]", "-", plain)):
            return what
    return ""


def _is_public(text: str, begin: int, end: int) -> bool:
    if text.startswith(("978", "979"), begin) and end - begin == 13:
        return True  # a book's
    digits = text[begin:end].replace(" ", "").rstrip("0")
    few = len(digits) <= 4  # 100 000 000 and other round amounts
    return few or bool(_PUBLIC.search(text, max(0, begin - 40), begin) or _COUNTED.match(text, end))
