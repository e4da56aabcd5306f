"""Letters that are not what they seem, and numbers that move on the screen.

A Cyrillic Н in "Hb" looks right and is found by no search and read by no voice; an overlay strikes
out the letter before it; a number after a right-to-left word stands on its other side. One list
for pages and for values of data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

from plainleaf.text.printable import quoted


class Odd(NamedTuple):
    """A place at which a text is not what it seems."""

    offset: int
    """Where it stands in the text, from 0."""
    message: str
    """What is wrong, one plain sentence."""
    fix: str
    """What to do about it, one plain sentence."""


# --- letters ----------------------------------------------------------------------------------

_OVERLAYS: Final = (
    "\u0334-\u0338\u0488\u0489\u20d2\u20d3\u20d8-\u20da\u20dd-\u20e2\u20e4-\u20e6\u20ea\u20eb"
)
"""Marks that are drawn through the letter before, or around it."""
_OVERLAY: Final = re.compile(f"[{_OVERLAYS}]")
_WORD: Final = re.compile(r"[^\W_]+")
_FOREIGN: Final = re.compile("[\u0370-\u058f\u10a0-\u10ff\u13a0-\u13ff\u2c80-\u2cff\ua4d0-\ua4ff]")
_SCRIPTS: Final = ("CYRILLIC", "ARMENIAN", "GEORGIAN", "CHEROKEE", "COPTIC", "LISU")
"""Scripts of which no letter belongs into a word of Latin letters; Greek ones often do (TNFα)."""
_GREEK: Final = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϹϳͿ")
"""Greek letters that look like Latin ones."""
_CYRILLIC: Final = frozenset("АВЕЅІЈКМНОРСТУХаеѕіјкорсухһԁԛԝ")
"""Cyrillic letters that look like Latin ones."""
_ALONE: Final = frozenset("Χ")
"""Greek letters that stand by themselves in texts: the test of chi square."""


def odd_letter(text: str) -> Odd | None:
    """The first letter in a text that is not what it seems; None where there is none."""
    if text.isascii():
        return None
    forms = (_crossed_out(text), _look_alike(text), _other_form(text), _other_digit(text))
    found = [one for one in forms if one is not None]
    return min(found, default=None)


def _crossed_out(text: str) -> Odd | None:
    for match in _OVERLAY.finditer(text):
        at = match.start()
        # Two characters can be one sign: ≠ is = with a stroke.
        if at and len(unicodedata.normalize("NFC", text[at - 1 : at + 1])) == 1:
            continue
        message = f"U+{ord(match.group()):04X} is drawn through or around the sign before it."
        return Odd(at, message, "Delete it, and say in words what no longer holds.")
    return None


_FORM: Final = re.compile(
    "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\ufb00-\ufb06\u24b6-\u24e9\u3371-\u33df"
    "\U0001d400-\U0001d7ff\U0001f130-\U0001f149\U0001f170-\U0001f189]"
)
"""Wide, joined, circled, bold letters as characters of their own, units squeezed into one."""
_EMOJI: Final = {"\U0001f170": "A", "\U0001f171": "B", "\U0001f17e": "O"}
"""Letters on a square that Unicode does not take apart."""
_NO_DEGREE: Final = re.compile(r"(?<=\d)[ \xa0\u202f]?([\u00ba\u02da])[ \xa0\u202f]?(?=[CF]\b)")
_DIGIT: Final = re.compile(r"(?![0-9])\d")
_WITHOUT_DIGITS: Final = ("LATIN", "GREEK", "CYRILLIC", "MICRO", "OHM", "MODIFIER")
"""Scripts that have no digits but those of an English keyboard."""


def _other_form(text: str) -> Odd | None:
    """A letter in a form that searches do not find and voices leave out or spell."""
    match = _FORM.search(text)
    if match is not None:
        sign = match.group()
        plain = unicodedata.normalize("NFKC", _EMOJI.get(sign, sign))
        message = f"{quoted(sign)} is a letter, a digit or a unit in a form of its own."
        fix = f"Type {quoted(plain)}." if plain != sign else "Type plain letters."
        return Odd(match.start(), message, fix)
    match = _NO_DEGREE.search(text)
    if match is None:
        return None
    message = f"{quoted(match.group(1))} only looks like the sign for degrees."
    return Odd(match.start(1), message, 'Type "°".')


def _other_digit(text: str) -> Odd | None:
    """A digit of a script that the text is not written in: few could read the number."""
    match = _DIGIT.search(text)
    if match is None or _FORM.match(match.group()):
        return None
    if any(one.isalpha() and _script(one) not in _WITHOUT_DIGITS for one in text):
        return None
    value = unicodedata.digit(match.group())
    message = f"{quoted(match.group())} is a digit of another script."
    return Odd(match.start(), message, f"Type {value}.")


def _look_alike(text: str) -> Odd | None:
    if _FOREIGN.search(text) is None:
        return None
    foreign = frozenset(_FOREIGN.findall(text))
    disguises = [alike for alike, script in _DISGUISES if not _has_own(foreign - alike, script)]
    for word in _WORD.finditer(text):
        if _FOREIGN.search(word.group()) is None:
            continue
        mixed = any(_script(one) == "LATIN" for one in word.group())
        found = next((one for one in word.group() if mixed and _intrudes(one)), "")
        letters = [one for one in word.group() if one.isalpha()]
        alone = not mixed and "".join(letters) not in _ALONE
        if alone and any(alike.issuperset(letters) for alike in disguises):
            found = letters[0]
        if found:
            name = unicodedata.name(found, "a letter").capitalize()
            message = f"{quoted(found)} in {quoted(word.group(), 40)} is no Latin letter: {name}."
            fix = "Type the word again with the letters of an English keyboard."
            return Odd(word.start() + word.group().index(found), message, fix)
    return None


def _intrudes(letter: str) -> bool:
    return letter in _GREEK or _script(letter) in _SCRIPTS


def _has_own(letters: Iterable[str], script: str) -> bool:
    """Whether some letters are of a script: a text in Russian or Greek has its own, "°С" none."""
    return any(_script(one) == script for one in letters)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


_DISGUISES: Final = ((_CYRILLIC, "CYRILLIC"), (_GREEK, "GREEK"))


# --- numbers ----------------------------------------------------------------------------------

_RIGHT_TO_LEFT: Final = (
    "\u0590-\u05ff\u0608\u060b\u060d\u061b-\u064a\u066d-\u066f\u0671-\u06d5\u06e5\u06e6\u06ee\u06ef"
    "\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
)
_LEAVES: Final = re.compile(f"[{_RIGHT_TO_LEFT}](?:[^\\w]|[\u064b-\u0652\u0670])*([0-9])")
"""A number after a right-to-left word, with nothing between that has a direction."""
_ISOLATED: Final = re.compile(r"<bdi\b[^<>]*>[^<]*</bdi>", re.IGNORECASE)


def moved_number(text: str) -> Odd | None:
    """The first number in a text that a right-to-left word takes along; None for none.

    What stands in a `bdi` element takes nothing along.
    """
    if text.isascii():
        return None
    match = _LEAVES.search(_ISOLATED.sub(lambda one: "x" * len(one.group()), text))
    if match is None:
        return None
    return Odd(
        match.start(1),
        "This number follows a right-to-left word: on the screen it stands on its other side.",
        "Write the word in <bdi>…</bdi>; where only plain text can stand, the number before it.",
    )
