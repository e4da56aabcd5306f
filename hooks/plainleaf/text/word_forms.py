"""The forms that one name takes in writing: plurals, UK and US spelling, hyphens, marks.

Two sides meet here. `fold` reduces a word of a text to the form by which it is looked up, so that
capitals, accents, Greek letters and UK spelling make no difference. `name_forms` lists what else a
name may look like: its plurals, and its words closed up where it has a hyphen.

Both err on the side of words that nobody writes ("anemiae") and never on that of another word
("colon" has no plural "cola"): a form too many costs nothing, a wrong one gives a reader a wrong
definition. What these rules do not know stands in the data as `same` or `inflections`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final
from unicodedata import combining, normalize

UK_TO_US: Final[Mapping[str, str]] = MappingProxyType(
    {
        "haem": "hem",
        "aemi": "emi",
        "oedem": "edem",
        "oesoph": "esoph",
        "oestr": "estr",
        "foet": "fet",
        "paedi": "pedi",
        "paedo": "pedo",
        "gynaec": "gynec",
        "caec": "cec",
        "faec": "fec",
        "rrhoe": "rrhe",
        "coeli": "celi",
        "aesth": "esth",
        "caesar": "cesar",
        "aetiol": "etiol",
        "amoeb": "ameb",
        "leuc": "leuk",
        "sulph": "sulf",
        "tumour": "tumor",
        "colour": "color",
        "odour": "odor",
        "behaviour": "behavior",
        "fibre": "fiber",
        "centre": "center",
        "litre": "liter",
        "metre": "meter",
        "grey": "gray",
        "ise": "ize",
        "isa": "iza",
        "isi": "izi",
        "yse": "yze",
    }
)
"""Parts of words as the UK and the US write them.

Both sides of a comparison go through it, so what it makes of other words ("rise") does not matter
unless two different words become one; none of these parts does that to words of English.
"""

_UK: Final = re.compile("|".join(sorted(UK_TO_US, key=len, reverse=True)))
_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Marks inside words that no reader sees."""

_LETTERS: Final = str.maketrans(
    dict.fromkeys(f"{_UNSEEN}'\u2019", "")
    # Letters that are written in two ways.
    | {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "ß": "ss"}
    # The ones that names of diseases begin with.
    | dict(zip("αβγδκλ", ("alpha", "beta", "gamma", "delta", "kappa", "lambda"), strict=True))
)

_IRREGULAR: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "child": ("children",),
        "corpus": ("corpora",),
        "crus": ("crura",),
        "femur": ("femora",),
        "foot": ("feet",),
        "genus": ("genera",),
        "mitochondrion": ("mitochondria",),
        "os": ("ossa",),
        "ovum": ("ova",),
        "tooth": ("teeth",),
        "ulcus": ("ulcera",),
        "vas": ("vasa",),
        "viscus": ("viscera",),
    }
)

_LATIN: Final = (
    # (ending, plural ending, letters that must stand before it)
    ("sis", "ses", 1),  # metastasis
    ("xis", "xes", 1),  # prophylaxis
    ("pelvis", "pelves", 0),
    ("testis", "testes", 0),
    ("itis", "itides", 3),  # arthritis
    ("us", "i", 3),  # thrombus
    ("um", "a", 3),  # serum
    ("ma", "mata", 2),  # hematoma
    ("a", "ae", 3),  # vertebra
    ("lion", "lia", 2),  # ganglion
    ("men", "mina", 2),  # foramen
    ("ex", "ices", 2),  # cortex
    ("ix", "ices", 2),  # varix
    ("yx", "yces", 2),  # calyx
    ("ax", "aces", 2),  # thorax
    ("nx", "nges", 2),  # phalanx
)

_ENGLISH_ES: Final = ("s", "x", "z", "ch", "sh")
_HEAD_BEFORE: Final = frozenset({"of", "in", "with", "at", "to", "from"})
"""Words after which the rest of a name only says more of it: masses of the spine."""


@functools.cache  # as many as the site has words
def fold(word: str) -> str:
    """A word as it is looked up: no capitals, no accents, no possessive `'s`, US spelling.

    Args:
        word: one word, without spaces and hyphens.
    """
    bare = word.casefold()
    if not bare.isascii():
        bare = "".join(one for one in normalize("NFKD", bare) if not combining(one))
    if bare.endswith(("'s", "\u2019s")):
        bare = bare[:-2]
    bare = bare.translate(_LETTERS)
    return _UK.sub(lambda part: UK_TO_US[part.group()], bare)


def name_forms(name: str) -> tuple[str, ...]:
    """A name and the other forms that mean the same: plurals, and words closed up at hyphens."""
    found = [name, *_in_plural(name)]
    closed = [form.replace("-", "") for form in found if "-" in form]
    return tuple(dict.fromkeys([*found, *closed]))


def plurals(word: str) -> tuple[str, ...]:
    """The regular plurals of a word, English and Latin; at least one."""
    lower = word.lower()
    found = [_english_plural(word, lower), *_IRREGULAR.get(lower, ())]
    found.extend(
        word[: len(word) - len(ending)] + plural
        for ending, plural, before in _LATIN
        if lower.endswith(ending) and len(lower) - len(ending) >= before
    )
    return tuple(dict.fromkeys(found))


def _english_plural(word: str, lower: str) -> str:
    if lower.endswith(_ENGLISH_ES):
        return f"{word}es"
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"


def _in_plural(name: str) -> Iterator[str]:
    words = re.split(r"([\s-]+)", name)
    heads = {len(words) - 1}
    for place in range(2, len(words) - 1, 2):
        if words[place].lower() in _HEAD_BEFORE:
            heads = {place - 2}
            break
    for place in heads:
        for plural in plurals(words[place]) if words[place] else ():
            yield "".join((*words[:place], plural, *words[place + 1 :]))
