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
from collections.abc import Iterable, Mapping
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

MEDICAL: Final = "medical"
"""Begins the line of the list that names the words of `looks_medical`; finding them takes time."""
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
def _lines() -> tuple[tuple[str, str], ...]:
    """The list, read when the first word is looked up: what a line is of, and its words."""
    text = Path(__file__).with_name(LIST).read_text(encoding="utf-8")
    lines = (line.partition(" ") for line in text.splitlines() if not line.startswith("#"))
    return tuple((name, words) for name, _, words in lines)


@functools.cache
def _everyday() -> frozenset[str]:
    """The words that are not rare."""
    listed = (words for name, words in _lines() if name != MEDICAL and float(name) >= RARE)
    return frozenset(" ".join(listed).split())


@functools.cache
def _medical() -> frozenset[str]:
    """Those of them that look like medicine and are not everyone's."""
    return frozenset(" ".join(words for name, words in _lines() if name == MEDICAL).split())


@functools.cache
def _values() -> Mapping[str, float]:
    """How common each word is; only findings and reports ask."""
    return {
        word: float(name) for name, words in _lines() if name != MEDICAL for word in words.split()
    }


def everyday_words(least: float) -> frozenset[str]:
    """The words of the list that are at least so common, by their Zipf value."""
    return frozenset(word for word, value in _values().items() if value >= least)


def looks_medical(word: str, zipf: float) -> bool:
    """Whether a word that is not rare is hard all the same."""
    return RARE <= zipf < COMMON and word.endswith(MEDICAL_ENDINGS)


def words_in(text: str) -> frozenset[str]:
    """The different words of a text (in Unicode form NFC), in lower case.

    Numbers do not count as words; a possessive ending is not part of a word.
    """
    pieces = set(text.lower().replace("’", "'").split())
    words = set(filter(str.isalpha, pieces))
    rest = " ".join(pieces - words)
    found = _WORD.findall(rest)
    words.update([word.removesuffix("'s") for word in found] if "'" in rest else found)
    return frozenset(words)


def hard_words(words: Iterable[str]) -> frozenset[str]:
    """The hard ones of words in lower case; single letters never are."""
    words = frozenset(words)
    return frozenset(filter(_is_hard, words - _everyday())) | (words & _medical())


def zipf(word: str) -> float | None:
    """How common a word in lower case is; None when it is rarer than the list goes."""
    values = _values()
    return max((values[form] for form in base_forms(word) if form in values), default=None)


@functools.lru_cache(maxsize=20_000)
def _is_hard(word: str) -> bool:
    """Whether a word is hard that is not in the list of everyday words."""
    # Two words in one: "shouldn't" is listed, "who'd've" need not be.
    if len(word) == 1 or "'" in word:
        return False
    if word.endswith(MEDICAL_ENDINGS):
        return True
    return _everyday().isdisjoint(base_forms(word))


_INFLECTIONS: Final = (
    *(("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y")),
    *(("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("est", "")),
    *(("ly", ""), ("ness", ""), ("iness", "y"), ("less", ""), ("ful", "")),
)
"""What inflection puts at the end of a word, and what stood there before."""


@functools.lru_cache(maxsize=20_000)
def base_forms(word: str) -> tuple[str, ...]:
    """A word and what it may be an inflection of, itself first."""
    found = [word]
    if word.endswith("s") and len(word) >= _STEM and word[-2] not in "ius":
        found.append(word[:-1])  # sacs; "pus", "iris" and "mass" are no plurals
    for ending, before in _INFLECTIONS:
        stem = word.removesuffix(ending)
        if len(word) > len(stem) and len(stem + before) >= _STEM:
            found.append(stem + before)
            if not before and stem[-1] == stem[-2]:
                found.append(stem[:-1])  # thinner, stopping
    return tuple(found)
