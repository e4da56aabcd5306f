"""Spells the syllables of a word so that a lay reader can say them.

`SPELLINGS` is the whole table: each vowel's letters, and the places where English spelling would
make them read wrongly and others stand in. The rules about single consonants are in `_onset` and
`_coda`. `plainleaf.text.pronunciation` explains the style.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from typing import Final

from plainleaf.text.ipa import VOWELS, WITH_R, Stress, Syllable


class Emphasis(IntEnum):
    """How a part of a respelling is written."""

    PLAIN = 0
    """Lower case."""
    STRONG = 1
    """Capitals: weaker stress."""
    STRONGEST = 2
    """Capitals, and bold where type allows: the main stress."""


@dataclass(frozen=True)
class RespelledSyllable:
    """One syllable of a respelling."""

    letters: str
    """The letters as printed, capitals included."""
    emphasis: Emphasis
    """How strongly it is said."""


def spell(word: Sequence[Syllable]) -> tuple[RespelledSyllable, ...]:
    """The parts of a word's respelling."""
    return tuple(_part(spot) for spot in _spots(word))


# --- the place of a sound --------------------------------------------------------------------


@dataclass(frozen=True)
class _SyllableSpot:
    """A syllable, and what of its neighbors matters to its spelling."""

    syllable: Syllable
    """The syllable."""
    emphasis: Emphasis
    """How it is written."""
    weak_end: bool
    """It ends a word of several syllables, and is in lower case."""
    followed_by: str
    """The first sound of the next syllable of the word, or nothing."""

    @property
    def after(self) -> str:
        """The consonant right before the vowel, or nothing."""
        return self.syllable.onset[-1] if self.syllable.onset else ""

    @property
    def coda(self) -> tuple[str, ...]:
        """The consonants after the vowel."""
        return self.syllable.coda


def _spots(word: Sequence[Syllable]) -> list[_SyllableSpot]:
    """Each syllable of a word at its place."""
    levels = _emphases([syllable.stress for syllable in word])
    firsts = [(*syllable.onset, syllable.nucleus)[0] for syllable in word[1:]]
    return [
        _SyllableSpot(
            syllable,
            level,
            weak_end=level is Emphasis.PLAIN and 0 < place == len(word) - 1,
            followed_by=first,
        )
        for place, (syllable, level, first) in enumerate(
            zip(word, levels, (*firsts, ""), strict=True)
        )
    ]


def _emphases(stresses: Sequence[Stress]) -> list[Emphasis]:
    """Which syllables of a word are in capitals; `plainleaf.text.pronunciation` has the reasons."""
    main = stresses.index(Stress.PRIMARY) if Stress.PRIMARY in stresses else len(stresses)
    weaker = {
        place
        for place, stress in enumerate(stresses)
        if stress is Stress.SECONDARY and place < main and len(stresses) > 1
    }
    return [
        Emphasis.STRONGEST
        if place == main
        else Emphasis.STRONG
        if place in weaker
        else Emphasis.PLAIN
        for place in range(len(stresses))
    ]


_When = Callable[[_SyllableSpot], bool]


def _always(_spot: _SyllableSpot) -> bool:
    return True


def _open(spot: _SyllableSpot) -> bool:
    return not spot.coda


def _closed(spot: _SyllableSpot) -> bool:
    return bool(spot.coda)


def _stressed(spot: _SyllableSpot) -> bool:
    return spot.syllable.stress is not Stress.NONE


def _weak_end(spot: _SyllableSpot) -> bool:
    return spot.weak_end and not spot.coda


def _after(*sounds: str) -> _When:
    """Right after one of these consonants; `""` stands for none."""
    return lambda spot: spot.after in sounds


def _with_onset(spot: _SyllableSpot) -> bool:
    return spot.syllable.onset != ()


def _begins(*groups: str) -> _When:
    """With one of these groups of one-letter sounds before the vowel, and nothing else."""
    return lambda spot: "".join(spot.syllable.onset) in groups


def _before(*groups: str) -> _When:
    """Before consonants that begin with one of these groups of one-letter sounds."""
    wanted = [tuple(group) for group in groups]
    return lambda spot: any(spot.coda[: len(group)] == group for group in wanted)


def _before_one(*sounds: str) -> _When:
    """Before one of these consonants and no other."""
    return lambda spot: len(spot.coda) == 1 and spot.coda[0] in sounds


def _both(one: _When, other: _When) -> _When:
    return lambda spot: one(spot) and other(spot)


def _either(one: _When, other: _When) -> _When:
    return lambda spot: one(spot) or other(spot)


# --- the table -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Spelling:
    """One way to write a vowel, and the line of the key that explains it."""

    sound: str
    """The sound, as `plainleaf.text.ipa` names it."""
    letters: str
    """The letters. An underscore is the place of the consonants that follow (`i_e` in nine)."""
    when: _When
    """Where these letters are used; the first spelling of the sound that fits is taken."""
    where: str
    """The same in words; empty for the usual spelling."""
    example: str
    """A common word with this sound at such a place."""
    example_ipa: str
    """Its IPA."""
    special: bool = False
    """It stands in for the usual spelling where that would be read wrongly."""
    whole: bool = False
    """The letters stand for the consonants after the vowel too (`ice`)."""


_instead = partial(Spelling, special=True)

SPELLINGS: Final[tuple[Spelling, ...]] = (
    # Lax vowels. English puts them before a consonant, and there one letter says enough.
    Spelling("æ", "aa", _open, "when nothing follows", "baa", "bæ"),
    _instead(
        "æ",
        "aa",
        _both(_after("w"), _either(_before(*"pbtdnlsʃ"), _before_one("tʃ"))),
        "after w: wa would sound as in want",
        "aquatic",
        "əˈkwætɪk",
    ),
    _instead(
        "æ",
        "aa",
        _before("lk", "lt", "ld", "lm"),
        "before l and another consonant: al would sound as in talk",
        "talc",
        "tælk",
    ),
    Spelling("æ", "a", _always, "", "cat", "kæt"),
    Spelling("ɛ", "eh", _open, "when nothing follows", "vehicular", "vɛˈhɪkjələr"),
    Spelling("ɛ", "e", _always, "", "bed", "bɛd"),
    Spelling("ɪ", "ih", _open, "when nothing follows", "decide", "dɪˈsaɪd"),
    _instead(
        "ɪ",
        "ih",
        _before("nd", "ld"),
        "before nd and ld: i would sound as in find",
        "build",
        "bɪld",
    ),
    Spelling("ɪ", "i", _always, "", "sit", "sɪt"),
    Spelling("ʊ", "uu", _always, "", "book", "bʊk"),
    Spelling("ʌ", "uh", _open, "when nothing follows", "uh-huh", "ˌʌˈhʌ"),
    _instead(
        "ʌ",
        "uh",
        _either(_after("p"), _both(_after("b", "f"), _before("l"))),
        "after p, and before l: u would sound as in put and full",
        "pulse",
        "pʌls",
    ),
    Spelling("ʌ", "u", _always, "", "cup", "kʌp"),
    Spelling("ə", "uh", _open, "when nothing follows", "about", "əˈbaʊt"),
    _instead(
        "ə",
        "uh",
        _both(_after("p"), _before("t")),
        "between p and t: u would sound as in put",
        "carpet",
        "ˈkɑːrpət",
    ),
    Spelling("ə", "u", _always, "", "common", "ˈkɑːmən"),
    # Vowels that may end a syllable.
    Spelling("ɑ", "ah", _always, "", "father", "ˈfɑːðər"),
    Spelling("ɔ", "aw", _always, "", "law", "lɔː"),
    Spelling("i", "ee", _always, "", "see", "siː"),
    Spelling("eɪ", "ay", _always, "", "day", "deɪ"),
    Spelling("oʊ", "oh", _always, "", "go", "ɡoʊ"),
    _instead(
        "u",
        "ooh",
        _before("k", "d", "t"),
        "before k, d and t: oo would sound as in book",
        "fluke",
        "fluːk",
    ),
    Spelling("u", "oo", _always, "", "moon", "muːn"),
    Spelling("ɔɪ", "oy", _always, "", "boy", "bɔɪ"),
    _instead(
        "aʊ",
        "aow",
        _both(_after("l", "r", "m", "n", "s", "t", "b", "ʃ"), _either(_open, _before("l"))),
        "where ow would sound as in low",
        "flower",
        "ˈflaʊər",
    ),
    _instead("aʊ", "ow", _before("l"), "before l", "owl", "aʊl"),
    Spelling("aʊ", "ou", _closed, "before a consonant", "loud", "laʊd"),
    Spelling("aʊ", "ow", _always, "", "cow", "kaʊ"),
    # Long i: English writes it in many ways; each of these can be read in one way only.
    _instead("aɪ", "uy", _after("ɡ"), "after g", "guide", "ɡaɪd"),
    _instead("aɪ", "igh", _after("j"), "after y", "yikes", "jaɪks"),
    _instead("aɪ", "ice", _before_one("s"), "before s", "rice", "raɪs", whole=True),
    Spelling(
        "aɪ",
        "i_e",
        _either(_before_one("d", "t", "z"), _both(_with_onset, _before_one(*"nklmpbf"))),
        "before a consonant",
        "nine",
        "naɪn",
    ),
    _instead("aɪ", "igh", _both(_after(""), _closed), "with no consonant before", "isle", "aɪl"),
    _instead("aɪ", "igh", _closed, "before other consonants", "mind", "maɪnd"),
    Spelling("aɪ", "eye", _after(""), "by itself", "iron", "ˈaɪərn"),
    _instead(
        "aɪ",
        "igh",
        _weak_end,
        "at the end of a word: y would sound as in city",
        "alkali",
        "ˈælkəˌlaɪ",
    ),
    Spelling("aɪ", "y", _always, "", "my", "maɪ"),
    # Vowels with r.
    _instead("ɑr", "ahr", _after("w"), "after w: ar would sound as in war", "guar", "ɡwɑːr"),
    Spelling("ɑr", "ar", _always, "", "car", "kɑːr"),
    _instead("ɔr", "awr", _after("w"), "after w: or would sound as in word", "warm", "wɔːrm"),
    Spelling("ɔr", "or", _always, "", "for", "fɔːr"),
    Spelling("ɛr", "air", _always, "", "hair", "hɛr"),
    Spelling("ɪr", "eer", _always, "", "beer", "bɪr"),
    _instead(
        "ʊr",
        "uur",
        _either(_after("d"), _begins("fl")),
        "after d and fl: oor would sound as in door",
        "dura",
        "ˈdʊrə",
    ),
    Spelling("ʊr", "oor", _always, "", "tour", "tʊr"),
    Spelling("ɜr", "ur", _always, "", "turn", "tɜːrn"),
    _instead("ər", "ur", _stressed, "said strongly", "furry", "ˈfɚi"),
    Spelling("ər", "er", _always, "", "letter", "ˈlɛtər"),
    _instead("aɪr", "ighr", _closed, "before a consonant", "tired", "taɪrd"),
    Spelling("aɪr", "ire", _always, "", "fire", "faɪr"),
    Spelling("aʊr", "owr", _always, "", "hour", "aʊr"),
)

CONSONANT_LETTERS: Final[Mapping[str, str]] = {
    **{sound: sound for sound in "bdfhklmnprstvwz"},
    "ɡ": "g",
    "j": "y",
    "ŋ": "ng",
    "ʃ": "sh",
    "ʒ": "zh",
    "tʃ": "ch",
    "dʒ": "j",
    "θ": "th",
    "ð": "th",  # "dh" would keep them apart, and be read as d by all who skip the key
}
"""Each consonant and its usual letters; `_onset` and `_coda` hold the exceptions."""


# --- spelling --------------------------------------------------------------------------------


def _part(spot: _SyllableSpot) -> RespelledSyllable:
    spelling = next(
        one for one in SPELLINGS if one.sound == spot.syllable.nucleus and one.when(spot)
    )
    onset = _onset(spot.syllable.onset, spelling.letters)
    coda = "" if spelling.whole else _coda(spot, spelling.letters)
    if "_" in spelling.letters:
        letters = onset + spelling.letters.replace("_", coda)
    else:
        letters = onset + spelling.letters + coda
    return RespelledSyllable(letters.upper() if spot.emphasis else letters, spot.emphasis)


def _onset(onset: Sequence[str], vowel: str) -> str:
    letters = "".join(CONSONANT_LETTERS[sound] for sound in onset)
    # Before these letters a lone g would read as in gentle.
    soft = onset[-1:] == ("ɡ",) and vowel[0] in "eiy"
    return f"{letters}h" if soft else letters


def _coda(spot: _SyllableSpot, vowel: str) -> str:
    coda = spot.coda
    letters = "".join(CONSONANT_LETTERS[sound] for sound in coda)
    short = len(vowel) == 1
    if coda[:1] == ("tʃ",) and short:
        return f"t{letters}"  # "bach" would read like Bach
    return f"{letters}s" if coda[-1:] == ("s",) and _reads_as_z(spot, vowel) else letters


_VOWEL_SOUNDS: Final = frozenset((*VOWELS, *WITH_R.values()))


def _reads_as_z(spot: _SyllableSpot, vowel: str) -> bool:
    """Whether a single s at the end of this syllable would be read as in plays, as or lens."""
    alone = len(spot.coda) == 1
    if len(vowel) > 1 and alone:
        return True
    if vowel == "i" and alone and not spot.syllable.onset:
        return True  # ISS-mus: by itself, IS reads as in "it is"
    if spot.followed_by and spot.followed_by not in _VOWEL_SOUNDS:
        return False  # DIS-tul, trans-FYOO-zhun
    if not alone:
        return spot.coda[-2] in "nlrmŋ"
    if spot.followed_by:
        # ASS-id (acid) would be right, and cannot be printed.
        return spot.syllable.onset != () or vowel != "a"
    ends_like_this_or_bus = (vowel == "i" and spot.syllable.onset != ()) or vowel == "u"
    return not ends_like_this_or_bus
