"""Reads stressed US English IPA and divides it into syllables.

`read_ipa` is a table-driven tokenizer followed by three small steps: cut a word at its stress
marks, divide what is between them by the sounds English can begin a syllable with, and check the
stress. Nothing here knows letters: `plainleaf.text.pronunciation` spells what this module hands
out. Nothing is guessed from a word's spelling, and no text whatever raises: problems come back as
data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal

from plainleaf.text.printable import quoted


class Stress(IntEnum):
    """How strongly a syllable is said, as the IPA marks it."""

    NONE = 0
    SECONDARY = 1
    PRIMARY = 2


IpaProblemKind = Literal["symbol", "stress", "syllable"]
"""What sort of problem: a sign that US English does not use, or a stress or syllable rule."""


@dataclass(frozen=True, order=True)
class IpaProblem:
    """Something wrong in an IPA text, at its place."""

    position: int
    """Place of the sign in the text, from 1."""
    kind: IpaProblemKind
    """What sort of problem."""
    message: str
    """What is wrong, one plain sentence."""
    fix: str
    """What to do about it, one plain sentence."""


@dataclass(frozen=True)
class Syllable:
    """One spoken syllable."""

    onset: tuple[str, ...]
    """The consonants before the vowel."""
    nucleus: str
    """The vowel; with its r where the two are one sound (`ɑr`, `ər`)."""
    coda: tuple[str, ...]
    """The consonants after the vowel."""
    stress: Stress
    """How strongly it is said."""


@dataclass(frozen=True)
class IpaReading:
    """An IPA text that was read: the syllables of each word, or the problems."""

    words: tuple[tuple[Syllable, ...], ...] = ()
    """The syllables of each word that a space sets apart; empty when there are problems."""
    problems: tuple[IpaProblem, ...] = ()
    """What is wrong, in the order of the text; empty when all is well."""

    @property
    def ok(self) -> bool:
        """Whether the text could be read without a problem."""
        return not self.problems

    @property
    def syllable_count(self) -> int:
        """How many syllables are spoken in all."""
        return sum(len(word) for word in self.words)


def read_ipa(ipa: str) -> IpaReading:
    """Read stressed US English IPA, without the slashes around it.

    Args:
        ipa: for example `hɪˌmætəpɔɪˈiːsɪs`. A space parts words; a full stop or a hyphen parts
            syllables where the rules here would part them elsewhere.
    """
    tokens, problems = _tokens(ipa)
    if problems:
        return IpaReading(problems=problems)
    groups = _words(tokens)
    if not groups:
        return IpaReading(problems=(IpaProblem(1, "syllable", "The IPA is empty.", "Write it."),))
    words: list[tuple[Syllable, ...]] = []
    found: list[IpaProblem] = []
    for group in groups:
        syllables, wrong = _syllables(group)
        words.append(syllables)
        found.extend(wrong)
    if not found:
        found.extend(_stress_problems(groups, words))
    return IpaReading(problems=tuple(sorted(found))) if found else IpaReading(tuple(words))


# --- the inventory ---------------------------------------------------------------------------

VOWELS: Final = ("i", "ɪ", "eɪ", "ɛ", "æ", "ɑ", "ɔ", "oʊ", "ʊ", "u", "ʌ", "ə", "aɪ", "aʊ", "ɔɪ")
"""The vowels of US English, as `Syllable.nucleus` names them (length marks are dropped)."""

CONSONANTS: Final = (*"pbtdkɡmnŋfvθðszʃʒhlrjw", "tʃ", "dʒ")
"""The consonants of US English."""

WITH_R: Final[Mapping[str, str]] = {
    "æ": "ɛr",  # most US speakers say marry, merry and Mary alike
    "ɛ": "ɛr",
    "eɪ": "ɛr",
    "ɪ": "ɪr",
    "i": "ɪr",
    "ɔ": "ɔr",
    "oʊ": "ɔr",
    "ʊ": "ʊr",
    "u": "ʊr",
    "ə": "ər",
    "ʌ": "ɜr",
    "ɜ": "ɜr",
    "ɑ": "ɑr",
    "aɪ": "aɪr",
    "aʊ": "aʊr",
}
"""A vowel and the sound it makes together with an r in the same syllable."""

_TAKES_R_BEFORE_VOWEL: Final = frozenset(WITH_R) - {"ɑ", "aɪ", "aʊ"}
# "Safari" is suh-FAH-ree and "virus" VY-rus; after the other vowels the r reads better before the
# hyphen: MAIR-oh, SID-er-oh.

CHECKED: Final = frozenset(("æ", "ɛ", "ʌ", "ʊ"))
"""Vowels that English never leaves at the end of a syllable: they take the next consonant."""

_CHECKED_WHEN_STRESSED: Final = CHECKED | {"ɪ"}
_NEVER_ENDS_SYLLABLE: Final = frozenset(("h", "w", "j"))


def _clusters(text: str) -> frozenset[tuple[str, ...]]:
    """Groups of one-letter sounds, written with spaces between groups."""
    return frozenset(tuple(group) for group in text.split())


ONSETS: Final = (
    frozenset((sound,) for sound in CONSONANTS if sound != "ŋ")
    | _clusters("pl pr bl br tr tw dr dw kl kr kw ɡl ɡr ɡw fl fr θr θw ʃr")
    | _clusters("sp st sk sm sn sl sw spl spr str skr skw skl")
)
"""What an English syllable may begin with inside a word; the longest one wins."""

_ONSETS_BEFORE_U: Final = _clusters("pj bj kj ɡj fj vj mj hj spj skj")
"""More of these, before a long u only: EYE-byoo-PROH-fun, but LAHB-yuh-lay-tid."""

_ONSETS_WHERE_MARKED: Final = (
    ONSETS
    | _ONSETS_BEFORE_U
    | _clusters("stj tj dj nj lj sj zj θj hw")
    | _clusters("sf sv sθ sfr pw bw vr vl ʃl ʃm ʃn ʃp ʃt ʃw ts tsw dz zw mw nw pn ps kn")
)
# Groups that begin a word or a stressed syllable, some of them only in words from elsewhere.


_TokenKind = Literal["vowel", "consonant", "stress", "break", "space"]


@dataclass(frozen=True)
class _Token:
    """One sign of the text."""

    kind: _TokenKind
    sound: str
    position: int
    text: str
    """As written; empty for the second sound of one sign."""


_STRESS_MARKS: Final[Mapping[str, Stress]] = {"ˈ": Stress.PRIMARY, "ˌ": Stress.SECONDARY}


_Sounds = tuple[tuple[_TokenKind, str], ...]
"""What a sign stands for: mostly one sound, two for a consonant that is a syllable by itself."""


def _signs() -> dict[str, _Sounds]:
    """Every sign that may stand in the text, and what it stands for."""
    table: dict[str, _Sounds] = {" ": (("space", " "),)}
    table |= {mark: (("stress", mark),) for mark in _STRESS_MARKS}
    table |= {mark: (("break", mark),) for mark in ".-"}
    table |= {sound: (("consonant", sound),) for sound in CONSONANTS}
    table |= {sound: (("vowel", sound),) for sound in (*VOWELS, "ɜ")}
    table |= {f"{sound}ː": (("vowel", sound),) for sound in "iuɑɔɜ"}
    table |= dict.fromkeys(("ɚ", "ə˞", "r̩", "ɹ̩"), (("vowel", "ər"),))
    table |= dict.fromkeys(("ɝ", "ɝː", "ɜ˞", "ɜ˞ː"), (("vowel", "ɜr"),))
    table |= {f"{sound}\u0329": (("vowel", "ə"), ("consonant", sound)) for sound in "nml"}
    table["g"] = table["ɡ"]  # the letter of the keyboard for the sign of the alphabet
    table["ɹ"] = table["r"]
    table["t̬"] = table["t"]  # a t said as a quick d (water): readers do that unasked
    tied = ("eɪ", "oʊ", "aɪ", "aʊ", "ɔɪ", "tʃ", "dʒ")
    ties = ("\u0361", "\u035c")
    return table | {sign[0] + tie + sign[1]: table[sign] for sign in tied for tie in ties}


_SIGNS: Final = _signs()

_BRITISH: Final[Mapping[str, str]] = {
    "əʊ": "oʊ",
    "ɪə": "ɪr or iə",
    "ɛə": "ɛr",
    "eə": "ɛr",
    "ʊə": "ʊr or uə",
    "ɒ": "ɑː or ɔː",
}
# Three of these would otherwise pass as two US vowels, and give a syllable too many.

_LOOKALIKES: Final[Mapping[str, str]] = {
    "'": "Write the stress mark ˈ instead.",
    "’": "Write the stress mark ˈ instead.",
    "ʼ": "Write the stress mark ˈ instead.",
    ",": "Write the mark of weaker stress ˌ instead.",
    ":": "Write the length mark ː instead.",
    "/": "Leave the slashes out; they are printed for you.",
    "[": "Leave the brackets out; slashes are printed for you.",
    "]": "Leave the brackets out; slashes are printed for you.",
    "(": "Decide whether the sound is said, and write it or leave it out.",
    ")": "Decide whether the sound is said, and write it or leave it out.",
    "·": "Dots for line breaks belong in hyphenation; write a full stop to part syllables.",
    "a": "Write æ as in cat, ɑː as in father, aɪ as in time or aʊ as in loud.",
    "e": "Write ɛ as in bed or eɪ as in day.",
    "o": "Write oʊ as in go, or ɔː as in law.",
    "y": "Write j for the first sound of yes.",
    "x": "Write k, or ks.",
    "c": "Write k or s.",
    "q": "Write k.",
    "ɾ": "Write t or d, whichever the word has.",
    "ɨ": "Write ɪ or ə.",
    "ᵻ": "Write ɪ or ə.",
    "ɵ": "Write ə or oʊ.",
    "ᵊ": "Write ə, or leave it out.",
    "ʲ": "Leave it out.",
    "˺": "Leave it out.",
    "ʔ": "Write t, or leave it out.",
    "ɫ": "Write l.",
    "ʍ": "Write w.",
    "ʧ": "Write tʃ.",
    "ʤ": "Write dʒ.",
    "ɐ": "Write ə or ʌ.",
    "ː": "The length mark stands only after i, u, ɑ, ɔ and ɜ.",
    "ˑ": "Leave it out.",
    "ʰ": "Leave it out.",
}
_LONGEST_SIGN: Final = max(map(len, (*_SIGNS, *_BRITISH)))


def _tokens(ipa: str) -> tuple[list[_Token], tuple[IpaProblem, ...]]:
    """The signs of the text; the longest sign wins."""
    tokens: list[_Token] = []
    problems: list[IpaProblem] = []
    place = 0
    while place < len(ipa):
        sign = _sign_at(ipa, place)
        if sign in _SIGNS:
            for number, (kind, sound) in enumerate(_SIGNS[sign]):
                tokens.append(_Token(kind, sound, place + 1, "" if number else sign))
        else:
            problems.append(_unknown(sign, place + 1))
        place += len(sign)
    return tokens, tuple(problems)


def _sign_at(ipa: str, place: int) -> str:
    """The longest known sign at a place, or the single character there."""
    for length in range(_LONGEST_SIGN, 0, -1):
        sign = ipa[place : place + length]
        if len(sign) == length and (sign in _SIGNS or sign in _BRITISH):
            return sign
    return ipa[place]


def _unknown(sign: str, position: int) -> IpaProblem:
    if sign in _BRITISH:
        return IpaProblem(
            position,
            "symbol",
            f"{quoted(sign)} is a British sound.",
            f"Write the US one: {_BRITISH[sign]}.",
        )
    return IpaProblem(
        position,
        "symbol",
        f"{quoted(sign)} is not a sign of US English IPA.",
        _LOOKALIKES.get(sign, "Use the signs of the key in the pronunciation guide."),
    )


# --- syllables -------------------------------------------------------------------------------


def _words(tokens: Iterable[_Token]) -> list[list[_Token]]:
    """The tokens of each word."""
    groups: list[list[_Token]] = [[]]
    for token in tokens:
        if token.kind == "space":
            groups.append([])
        else:
            groups[-1].append(token)
    return [group for group in groups if group]


@dataclass(frozen=True)
class _StressedSounds:
    """Sounds between two marks: the mark before it says how its first syllable is stressed."""

    sounds: tuple[_Token, ...]
    mark: _Token | None


def _syllables(word: Sequence[_Token]) -> tuple[tuple[Syllable, ...], tuple[IpaProblem, ...]]:
    """A word's syllables, and what is wrong with its marks."""
    syllables: list[Syllable] = []
    problems: list[IpaProblem] = []
    for index, stretch in enumerate(_stretches(word)):
        if not any(token.kind == "vowel" for token in stretch.sounds):
            problems.append(_no_vowel(stretch, word))
            continue
        divided = _divide(stretch)
        marked = index == 0 or stretch.mark is not None
        if marked and divided[0].onset and divided[0].onset not in _ONSETS_WHERE_MARKED:
            problems.append(_bad_onset(divided[0].onset, stretch))
        problems.extend(_bare_er(stretch) for one in divided if one.nucleus == "ɜ")
        syllables.extend(divided)
    return tuple(syllables), tuple(problems)


def _stretches(word: Iterable[_Token]) -> list[_StressedSounds]:
    stretches: list[_StressedSounds] = []
    mark: _Token | None = None
    sounds: list[_Token] = []
    for token in word:
        if token.kind not in ("stress", "break"):
            sounds.append(token)
            continue
        # A full stop right before a stress mark says nothing new.
        if sounds or (mark is not None and mark.kind == "stress"):
            stretches.append(_StressedSounds(tuple(sounds), mark))
        mark, sounds = token, []
    stretches.append(_StressedSounds(tuple(sounds), mark))
    return stretches


def _no_vowel(stretch: _StressedSounds, word: Sequence[_Token]) -> IpaProblem:
    if not stretch.sounds:
        assert stretch.mark is not None
        return IpaProblem(
            stretch.mark.position,
            "stress" if stretch.mark.kind == "stress" else "syllable",
            f"Nothing is said after {quoted(stretch.mark.sound)}.",
            "Put the mark right before the syllable it belongs to.",
        )
    said = _text(stretch.sounds)
    alone = len(stretch.sounds) == len(word)
    return IpaProblem(
        stretch.sounds[0].position,
        "syllable",
        f"{quoted(said)} has no vowel, so it is no {'word' if alone else 'syllable'}.",
        "Add the vowel." if alone else "Move the mark before or after it.",
    )


def _bad_onset(onset: tuple[str, ...], stretch: _StressedSounds) -> IpaProblem:
    said = "".join(onset)
    return IpaProblem(
        stretch.sounds[0].position,
        "syllable",
        f"No English syllable begins with {quoted(said)}.",
        "Move the mark before it, or correct the sounds.",
    )


def _bare_er(stretch: _StressedSounds) -> IpaProblem:
    token = next(token for token in reversed(stretch.sounds) if token.kind == "vowel")
    return IpaProblem(
        token.position, "symbol", '"ɜ" has no r after it, as US English says it.', "Write ɜːr."
    )


def _divide(stretch: _StressedSounds) -> tuple[Syllable, ...]:
    """Divide sounds with at least one vowel and no mark inside into syllables."""
    vowels = [place for place, token in enumerate(stretch.sounds) if token.kind == "vowel"]
    sounds = tuple(token.sound for token in stretch.sounds)
    stress = Stress.NONE
    if stretch.mark is not None and stretch.mark.kind == "stress":
        stress = _STRESS_MARKS[stretch.mark.sound]
    syllables = []
    onset = sounds[: vowels[0]]
    for number, place in enumerate(vowels):
        vowel = sounds[place]
        if number + 1 < len(vowels):
            between = sounds[place + 1 : vowels[number + 1]]
            stressed = number == 0 and stress is not Stress.NONE
            cut = _cut(vowel, between, sounds[vowels[number + 1]], stressed=stressed)
            coda, rest = between[:cut], between[cut:]
        else:
            coda, rest = sounds[place + 1 :], ()
        syllables.append(_with_r(Syllable(onset, vowel, coda, stress)))
        onset, stress = rest, Stress.NONE
    return tuple(syllables)


def _cut(vowel: str, between: tuple[str, ...], following: str, *, stressed: bool) -> int:
    """How many of the consonants between two vowels stay with the first one."""
    if between == ("r",) and vowel in _TAKES_R_BEFORE_VOWEL:
        return 1
    onsets = ONSETS | _ONSETS_BEFORE_U if following in ("u", "ʊ") else ONSETS
    cut = next((start for start in range(len(between)) if between[start:] in onsets), len(between))
    checked = vowel in (_CHECKED_WHEN_STRESSED if stressed else CHECKED)
    takes_one = cut == 0 and between and between[0] not in _NEVER_ENDS_SYLLABLE
    return 1 if checked and takes_one else cut


def _with_r(syllable: Syllable) -> Syllable:
    """The syllable with its vowel and a following r as one sound."""
    if syllable.coda[:1] != ("r",) or syllable.nucleus not in WITH_R:
        return syllable
    return Syllable(syllable.onset, WITH_R[syllable.nucleus], syllable.coda[1:], syllable.stress)


# --- stress ----------------------------------------------------------------------------------


def _stress_problems(
    groups: Sequence[Sequence[_Token]], words: Sequence[Sequence[Syllable]]
) -> list[IpaProblem]:
    """One primary stress in a word of several syllables; a phrase needs one in all."""
    problems = []
    phrase = len(words) > 1
    primaries = 0
    for group, word in zip(groups, words, strict=True):
        stresses = [syllable.stress for syllable in word]
        count = stresses.count(Stress.PRIMARY)
        primaries += count
        if count > 1:
            second = [token for token in group if token.sound == "ˈ"][1]
            problems.append(
                IpaProblem(
                    second.position,
                    "stress",
                    "A word has one main stress, and this is the second.",
                    "Write ˌ for the weaker one.",
                )
            )
        elif len(word) > 1 and not count and not (phrase and Stress.SECONDARY in stresses):
            problems.append(
                IpaProblem(
                    group[0].position,
                    "stress",
                    f"No {'' if phrase else 'main '}stress is marked in {quoted(_text(group))}.",
                    "Write ˈ before the syllable that is said most strongly.",
                )
            )
    if phrase and not primaries and not problems and any(len(word) > 1 for word in words):
        problems.append(
            IpaProblem(
                1,
                "stress",
                "None of the words has the main stress.",
                "Write ˈ before the syllable that is said most strongly of all.",
            )
        )
    return problems


def _text(group: Iterable[_Token]) -> str:
    return "".join(token.text for token in group)
