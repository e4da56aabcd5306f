"""How hard a text is to read: sentences, words, syllables, and the Flesch-Kincaid grade.

The grade is a guide to where to edit, never a gate. It counts the length of sentences and words; it
knows nothing of meaning, order or layout, and short texts swing widely.

Syllables are counted from spelling (`plainleaf.text.syllables`), but for words that the caller
knows better, such as terms with a pronunciation.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from plainleaf.text.syllables import SyllableCounts

_ABBREVIATIONS: Final = frozenset(
    {
        *("dr", "mr", "mrs", "ms", "prof", "st", "vs", "cf", "fig", "approx", "al", "jr", "sr"),
        *("eg", "ie", "e.g", "i.e", "etc", "a.m", "p.m", "u.s", "u.k"),
    }
)
"""Words whose full stop ends no sentence."""

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
_MAY_END_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\s+\S")
"""An end with something after it: without one, all is one sentence."""
_STARTS_SENTENCE = re.compile(r"\s*[\"'“‘(\[]*[A-Z0-9¿À-Þ]")
_LAST_WORD = re.compile(r"([^\s(\"“]+)$")
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Grade:
    """The reading grade of a text, with what it was computed from."""

    sentences: int
    """How many sentences."""
    words: int
    """How many words."""
    syllables: int
    """How many syllables."""

    @property
    def grade(self) -> float:
        """The US school grade by Flesch and Kincaid, to one decimal; 0 for a text without words."""
        if not self.words or not self.sentences:
            return 0.0
        per_sentence = self.words / self.sentences
        per_word = self.syllables / self.words
        return round(0.39 * per_sentence + 11.8 * per_word - 15.59, 1)

    def __add__(self, other: Grade) -> Grade:
        """The grade of both texts together."""
        return Grade(
            self.sentences + other.sentences,
            self.words + other.words,
            self.syllables + other.syllables,
        )


def sentences(text: str) -> list[str]:
    """Split text into sentences.

    A full stop ends a sentence when a capital, a digit or nothing follows, and when the word before
    it is no common abbreviation or single letter.
    """
    if _MAY_END_SENTENCE.search(text) is None:
        whole = text.strip()
        return [whole] if whole else []
    found: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if not _ends_sentence(text, match):
            continue
        sentence = text[start : match.end()].strip()
        if sentence:
            found.append(sentence)
        start = match.end()
    rest = text[start:].strip()
    if rest:
        found.append(rest)
    return found


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    after = text[end : end + 8]
    last = False
    if not (after[:1] == " " and "A" <= after[1:2] <= "Z"):
        last = not after or after.isspace()
        if not last and not _STARTS_SENTENCE.match(after):
            return False
    if text[start] != ".":
        return True
    word = text[text.rfind(" ", 0, start) + 1 : start]
    if len(word) > 1 and word.isalpha() and word.lower() not in _ABBREVIATIONS:
        return True
    before = text[max(0, start - 30) : start]
    found = _LAST_WORD.search(before)
    word = found.group(1) if found else ""
    if word.lower() in _ABBREVIATIONS:
        # "etc." and "p.m." may well end a sentence; "Dr." never does.
        return last or word.lower() in {"etc", "a.m", "p.m", "u.s", "u.k"}
    return not (len(word) == 1 and word.isupper() and word != "I")


def words(text: str) -> list[str]:
    """The words of a text; a number is a word, punctuation is not, hyphens separate."""
    return _WORD.findall(text)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a text consists of."""

    words: tuple[str, ...]
    """Its words."""
    sentences: tuple[int, ...]
    """How many words each of its sentences has."""


@functools.lru_cache(maxsize=1024)  # of one page: several rules ask for the same text in turn
def measure(text: str) -> Measure:
    """Count the words of a text, sentence by sentence; the end of the text ends the last one."""
    parts = sentences(text)
    if len(parts) == 1:
        found = tuple(_WORD.findall(text))
        return Measure(found, (len(found),))
    each = [_WORD.findall(part) for part in parts]
    return Measure(tuple(itertools.chain.from_iterable(each)), tuple(map(len, each)))


def grade_of_text(text: str, known: Mapping[str, int] | None = None) -> Grade:
    """The grade of plain text. `known` gives exact syllables of words in lower case."""
    return Grade(*counts_of(text, SyllableCounts.of(known)))


def counts_of(text: str, counts: SyllableCounts) -> tuple[int, int, int]:
    """Sentences, words and syllables of a text."""
    measured = measure(text)
    spoken = sum(map(counts.__getitem__, measured.words))
    each = measured.sentences
    return len(each) - each.count(0), len(measured.words), spoken
