"""How much harm a mistake could do."""

from __future__ import annotations

import pytest

from plainleaf.model.care_cards import CareCard
from plainleaf.model.danger import by_danger, danger_of
from plainleaf.model.facts import SignOff


def point(name: str, danger: str | None = None) -> SignOff:
    return SignOff.model_validate(
        {"id": f"point-{name}", "point": "Every line of it.", "role": "Botany", "pages": ("a.md",)}
        | {"danger": danger}
    )


def card(level: str, sign_off: str) -> CareCard:
    return CareCard.model_validate(
        {"id": "a-card", "condition": "x", "level": level, "heading": "Call if:"}
        | {"items": [{"text": "it hurts", "sources": ["KEY"]}], "sign_off": f"point-{sign_off}"}
    )


CARDS = (card("non-urgent", "a"), card("emergency", "a"), card("urgent", "b"))


@pytest.mark.parametrize(
    ("one", "danger"),
    [
        (point("a"), "high"),
        (point("b"), "medium"),
        (point("c"), "low"),
        (point("a", "low"), "low"),
        (point("c", "high"), "high"),
    ],
)
def test_a_point_is_as_dangerous_as_it_says_or_its_cards_are(one: SignOff, danger: str) -> None:
    assert danger_of(one, CARDS) == danger


def test_the_worst_comes_first() -> None:
    found = by_danger([point("c"), point("b"), point("a"), point("d", "high")], CARDS)
    assert {key: [one.id[-1] for one in points] for key, points in found.items()} == {
        "high": ["a", "d"],
        "medium": ["b"],
        "low": ["c"],
    }
    assert list(found) == ["high", "medium", "low"]
