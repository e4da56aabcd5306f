"""How to say a word: IPA into a respelling that a lay reader can say aloud.

`pronounce("hɪˌmætəpɔɪˈiːsɪs").respelling` is `hih-MAT-uh-poy-EE-sis`. The style follows the
respellings of the US National Cancer Institute, with two changes that make it readable one way
only:

* **Stress.** Capitals mark the parts said more strongly, and the last capitals of a word are the
  strongest. So weaker (secondary) stress is in capitals before the main one, and in lower case
  after it, where its full vowel already shows it: EK-struh-MED-uh-lair-ee. A word of several
  syllables that is weaker than its neighbor still shows where its own stress is
  (BOHN MAIR-oh); a word of one syllable needs capitals only for the main stress.
* **Letters.** Each sound has one spelling, and where English spelling would make that one read
  wrongly at its place, a second. `SPELLINGS` holds both with the reason's place in words; the
  key on the site is made from the same table.

A respelling is never made from a word's ordinary spelling, and says nothing about line breaks.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from plainleaf.text.ipa import IpaProblem, read_ipa
from plainleaf.text.respelling import (
    CONSONANT_LETTERS,
    SPELLINGS,
    Emphasis,
    RespelledSyllable,
    spell,
)


@dataclass(frozen=True)
class Pronunciation:
    """How to say a word or phrase, or why its IPA cannot be read."""

    ipa: str
    """The IPA as written, without slashes."""
    words: tuple[tuple[RespelledSyllable, ...], ...] = ()
    """The parts of each word; empty when there are problems."""
    problems: tuple[IpaProblem, ...] = ()
    """What is wrong with the IPA; empty when all is well."""

    @property
    def ok(self) -> bool:
        """Whether there is a respelling."""
        return not self.problems

    @property
    def respelling(self) -> str:
        """The respelling as plain text: hyphens part syllables, spaces part words."""
        return respelling_text(self.words)

    @property
    def syllable_count(self) -> int:
        """How many syllables are spoken in all."""
        return sum(len(word) for word in self.words)


@functools.lru_cache(maxsize=4096)  # every page shows how to say its words again
def pronounce(ipa: str) -> Pronunciation:
    """Derive the respelling from stressed US English IPA (without slashes)."""
    reading = read_ipa(ipa)
    if not reading.ok:
        return Pronunciation(ipa, problems=reading.problems)
    return Pronunciation(ipa, tuple(spell(word) for word in reading.words))


def respelling_text(words: Sequence[Sequence[RespelledSyllable]]) -> str:
    """Parts as plain text."""
    return " ".join("-".join(part.letters for part in word) for word in words)


def read_respelling(text: str) -> tuple[tuple[RespelledSyllable, ...], ...]:
    """The parts of a respelling that an editor wrote: the last capitals of each word are strongest.

    Used where a respelling overrides the derived one, so that both print alike.
    """
    return tuple(_read_word(word.split("-")) for word in text.split())


def _read_word(pieces: Sequence[str]) -> tuple[RespelledSyllable, ...]:
    strong = [place for place, piece in enumerate(pieces) if piece.isupper()]
    levels = dict.fromkeys(strong, Emphasis.STRONG)
    if strong:
        levels[strong[-1]] = Emphasis.STRONGEST
    return tuple(
        RespelledSyllable(piece, levels.get(place, Emphasis.PLAIN))
        for place, piece in enumerate(pieces)
    )


# --- the key ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class KeyRow:
    """One line of the key: letters, and a common word that has their sound."""

    letters: str
    """The letters as respellings have them; `i…e` has its consonants in the middle."""
    ipa: str
    """The sound in IPA."""
    example: str
    """A common word with the sound."""
    respelled: str
    """That word, respelled by the same code."""
    where: str
    """Where the letters are used, in words; empty for everywhere."""
    group: Literal["vowel", "vowel with r", "consonant"]
    """What sort of sound."""
    special: bool
    """The letters stand in for others that would be read wrongly at this place."""


_CONSONANT_EXAMPLES: Final[Mapping[str, tuple[str, str]]] = {
    "b": ("bed", "bɛd"),
    "d": ("day", "deɪ"),
    "f": ("for", "fɔːr"),
    "ɡ": ("go", "ɡoʊ"),
    "h": ("hair", "hɛr"),
    "dʒ": ("gel", "dʒɛl"),
    "k": ("cat", "kæt"),
    "l": ("law", "lɔː"),
    "m": ("my", "maɪ"),
    "n": ("nine", "naɪn"),
    "ŋ": ("sing", "sɪŋ"),
    "p": ("pulse", "pʌls"),
    "r": ("red", "rɛd"),
    "s": ("sit", "sɪt"),
    "t": ("tea", "tiː"),
    "v": ("vein", "veɪn"),
    "w": ("we", "wiː"),
    "j": ("yes", "jɛs"),
    "z": ("zone", "zoʊn"),
    "θ": ("thin", "θɪn"),
    "ð": ("this", "ðɪs"),
    "ʃ": ("she", "ʃiː"),
    "ʒ": ("vision", "ˈvɪʒən"),
    "tʃ": ("chin", "tʃɪn"),
}
_CONSONANT_EXCEPTIONS: Final = (
    # (sound, letters, where, example, its IPA)
    ("ɡ", "gh", "before e and i: g would sound as in gel", "get", "ɡɛt"),
    ("tʃ", "tch", "after one vowel letter", "match", "mætʃ"),
    ("s", "ss", "where one s would sound as in his", "dose", "doʊs"),
)
_LONG: Final[Mapping[str, str]] = {
    "i": "iː",
    "u": "uː",
    "ɑ": "ɑː",
    "ɔ": "ɔː",
    "ɑr": "ɑːr",
    "ɔr": "ɔːr",
    "ɜr": "ɜːr",
}


def key_rows() -> tuple[KeyRow, ...]:
    """The whole key, from the tables that respellings are made with."""
    return (
        *(
            KeyRow(
                one.letters.replace("_", "…"),
                _LONG.get(one.sound, one.sound),
                one.example,
                pronounce(one.example_ipa).respelling,
                one.where,
                "vowel with r" if one.sound.endswith("r") else "vowel",
                one.special,
            )
            for one in SPELLINGS
        ),
        *(
            KeyRow(letters, sound, word, pronounce(ipa).respelling, "", "consonant", special=False)
            for sound, letters in CONSONANT_LETTERS.items()
            for word, ipa in [_CONSONANT_EXAMPLES[sound]]
        ),
        *(
            KeyRow(
                letters, sound, word, pronounce(ipa).respelling, where, "consonant", special=True
            )
            for sound, letters, where, word, ipa in _CONSONANT_EXCEPTIONS
        ),
    )
