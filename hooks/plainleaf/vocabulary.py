"""Which words most readers know: how often English uses them, and what looks like medicine.

A word is hard when it is rare, or when it is not common and ends as words from Greek and Latin do
that only medicine uses. How often a word is used comes from `word_frequencies.txt`, a list made
from wordfreq's data; its numbers are on the Zipf scale (the logarithm of uses in a billion words:
doctor 4.9, spleen 3.1, chelation 2.2). An inflected word is as common as the form it comes from.

A frequency knows nothing of meaning: "shivering" is rarer in print than in life, and "stroke" is
common for other reasons. So this finds what is worth a look, no more.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

LIST: Final = "word_frequencies.txt"
"""The list beside this module."""
LEAST: Final = 3.0
"""The Zipf value of the rarest words in the list."""
RARE: Final = 3.2
"""Below this Zipf value a word is rare: spleen is, bone marrow is not quite."""
COMMON: Final = 4.0
"""From this Zipf value on a word is everyone's, whatever its ending: therapy, diabetes."""

MEDICAL_ENDINGS: Final = (
    *("algia", "cyte", "cytes", "ectomy", "emia", "emias", "globin", "itis", "megaly", "oma"),
    *("opathy", "oscopy", "osis", "ostomy", "otomy", "ologist", "ologists", "penia", "philia"),
    *("plasia", "plasm", "plasms", "plasty", "plegia", "poiesis", "rrhage", "rrhea", "therapy"),
)
"""How words end that medicine made from Greek and Latin."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_STEM: Final = 4
"""The shortest form that a longer word may come from: "pus" is no plural of "pu"."""


@functools.cache
def _frequencies() -> tuple[tuple[float, str], ...]:
    """The list: Zipf values and the words of each, read when the first word is looked up."""
    lines = Path(__file__).with_name(LIST).read_text(encoding="utf-8").splitlines()
    parts = (line.partition(" ") for line in lines if not line.startswith("#"))
    return tuple((float(value), words) for value, _, words in parts)


@functools.cache
def _from(least: float) -> frozenset[str]:
    """The words that are at least so common."""
    return frozenset(
        word for value, words in _frequencies() if value >= least for word in words.split()
    )


@functools.cache
def _values() -> Mapping[str, float]:
    """How common each word is; only findings and reports ask."""
    return {word: value for value, words in _frequencies() for word in words.split()}


def words_in(text: str) -> frozenset[str]:
    """The different words of a text (in Unicode form NFC), in small letters.

    Numbers are none; a possessive ending is no part of a word.
    """
    found = _WORD.findall(text.lower().replace("’", "'"))
    return frozenset(word.removesuffix("'s") for word in found)


def hard_words(words: Iterable[str]) -> frozenset[str]:
    """The hard ones of words in small letters; single letters never are."""
    words = frozenset(words)
    unknown = {one for one in words - _from(RARE) if len(one) > 1 and not _is_known(one)}
    medical = {one for one in words if one.endswith(MEDICAL_ENDINGS)} - _from(COMMON)
    return frozenset(unknown | medical)


def zipf(word: str) -> float | None:
    """How common a word in small letters is; None when it is rarer than the list goes."""
    values = _values()
    return max((values[form] for form in base_forms(word) if form in values), default=None)


def _is_known(word: str) -> bool:
    everyday = _from(RARE)
    # Two words in one: "shouldn't" is listed, "who'd've" need not be.
    return any(form in everyday for form in base_forms(word)) or "'" in word


_ENDINGS: Final = (
    *(("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y")),
    *(("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("est", "")),
    *(("ly", ""), ("ness", ""), ("iness", "y"), ("less", ""), ("ful", "")),
)
"""What inflection puts at the end of a word, and what stood there before."""


def base_forms(word: str) -> Iterator[str]:
    """A word and what it may be an inflection of, itself first."""
    yield word
    if word.endswith("s") and len(word) >= _STEM and word[-2] not in "ius":
        yield word[:-1]  # sacs; "pus", "iris" and "mass" are no plurals
    for ending, before in _ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            if len(stem) >= _STEM:
                yield stem + before
                if not before and stem[-1] == stem[-2]:
                    yield stem[:-1]  # thinner, stopping
