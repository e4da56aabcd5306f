"""How much harm a mistake could do where a clinician has still to agree: the worst comes first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, Literal

from plainleaf.model.care_cards import CareCard
from plainleaf.model.facts import SignOff

Danger = Literal["high", "medium", "low"]

DANGERS: Final[tuple[Danger, ...]] = ("high", "medium", "low")
"""Each degree, the worst first."""
_OF_LEVEL: Final[Mapping[str, Danger]] = MappingProxyType({"emergency": "high", "urgent": "medium"})


def danger_of(point: SignOff, cards: Iterable[CareCard]) -> Danger:
    """How much harm a mistake in a point could do: what it says, or else its cards."""
    if point.danger is not None:
        return point.danger
    found = {_OF_LEVEL.get(one.level, "low") for one in cards if one.sign_off == point.id}
    return next((one for one in DANGERS if one in found), "low")


def by_danger(
    points: Iterable[SignOff], cards: Iterable[CareCard]
) -> Mapping[Danger, tuple[SignOff, ...]]:
    """Points by how much harm a mistake in them could do, the worst first."""
    listed = tuple(cards)
    judged = [(danger_of(one, listed), one) for one in points]
    return {danger: tuple(one for held, one in judged if held == danger) for danger in DANGERS}
