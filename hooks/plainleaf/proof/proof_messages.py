"""Both sides of a difference as a message shows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import takewhile
from types import MappingProxyType
from typing import Final

from plainleaf.text.printable import one_line as printable_line
from plainleaf.text.seen import (
    ALTERED,
    CITED,
    END,
    ISOLATED,
    LEADS,
    LINK_END,
    LINKED,
    LOWERED,
    NOTED,
    PICTURE,
    RAISED,
    one_line,
)

_AROUND: Final = 4
"""How many words are shown before the first that differs, and after it."""
_LONGEST: Final = 160
_BEGUN: Final = MappingProxyType(
    {
        CITED: ("[", "]"),
        NOTED: ("[^", "]"),
        PICTURE: ("![", ""),
        RAISED: ("<sup>", "</sup>"),
        LOWERED: ("<sub>", "</sub>"),
        ISOLATED: ("<bdi>", "</bdi>"),
        ALTERED: ("", ""),
    }
)
"""How what a mark begins is shown, and how its end is."""
_SHOWN: Final = MappingProxyType({LINKED: "[", LEADS: "](", LINK_END: ")"})


def differ(what: str, written: str, read: str) -> str:
    """Say how two texts of the same thing differ."""
    one, other = around_difference(one_line(written), one_line(read))
    return f"{what}: the source says {shown(one)}, the page says {shown(other)}."


def around_difference(one: str, other: str) -> tuple[str, str]:
    """Both texts around the first word that differs."""
    ours, theirs = one.split(" "), other.split(" ")
    same = same_parts(ours, theirs)
    return _cut(ours, same), _cut(theirs, same)


def same_parts(one: Sequence[str], other: Sequence[str]) -> int:
    """How many parts both begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _cut(text: Sequence[str], place: int) -> str:
    first, end = max(0, place - _AROUND), place + _AROUND + 1
    before = "… " if first else ""
    after = " …" if end < len(text) else ""
    return f"{before}{' '.join(text[first:end])}{after}"


def shown(text: str) -> str:
    """A text in quotation marks, with its marks as an author knows them."""
    return f"“{printable_line(''.join(_readable(text)), _LONGEST)}”"


def _readable(text: str) -> Iterator[str]:
    ends: list[str] = []
    for sign in text:
        if sign in _BEGUN:
            begun, end = _BEGUN[sign]
            ends.append(end)
            yield begun
        elif sign == END:
            # A text that was cut may end what it does not begin.
            yield ends.pop() if ends else ""
        elif sign in _SHOWN:
            yield _SHOWN[sign]
        elif unicodedata.category(sign) == "Cf":
            # Nobody would see it, and some turn the rest of the line around.
            yield f"<U+{ord(sign):04X} {unicodedata.name(sign, 'NO NAME')}>"
        else:
            yield sign
