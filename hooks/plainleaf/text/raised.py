"""Raised and lowered letters where only plain text can stand: `10⁹/L`, `CO₂`, `⁹⁹ᵐTc`.

Labels, structured data and the words of the search have no elements. Without them ten to the
power of nine would read 109, so the letters are written as Unicode has them. Where it lacks one
of them, a sign stands before all: `^Q`, `_(a b)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_PLAIN: Final = "0123456789+-\u2212=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW"
_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ"
_PLAIN_LOW: Final = "0123456789+-\u2212=()aehijklmnoprstuvx"
_LOWERED: Final = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"


def _letters(plain: str, written: str) -> Mapping[str, str]:
    # What is typed as such a letter already stays one.
    return MappingProxyType({one: one for one in written} | dict(zip(plain, written, strict=True)))


_UP: Final = _letters(_PLAIN, _RAISED)
_DOWN: Final = _letters(_PLAIN_LOW, _LOWERED)


def raised(text: str) -> str:
    """What is raised as plain text: `9` is `⁹`, `Q` is `^Q`; nothing stays nothing."""
    return _written(text, _UP, "^")


def lowered(text: str) -> str:
    """What is lowered as plain text: `2` is `₂`, `Q` is `_Q`; nothing stays nothing."""
    return _written(text, _DOWN, "_")


def _written(text: str, letters: Mapping[str, str], sign: str) -> str:
    words = text.strip()
    if not words:
        return text
    if all(one in letters for one in words):
        return text.replace(words, "".join(letters[one] for one in words))
    # One letter needs no brackets to tell where it ends.
    return text.replace(words, f"{sign}{words}" if len(words) == 1 else f"{sign}({words})")
