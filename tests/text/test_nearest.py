from __future__ import annotations

import pytest

from plainleaf.text.nearest import nearest_name


@pytest.mark.parametrize(
    ("name", "near"),
    [("titel", "title"), ("TITLE", "title"), ("zzz", None), ("", None), ("t" * 100_000, None)],
)
def test_the_nearest_name(name: str, near: str | None) -> None:
    assert nearest_name(name, ["title", "day"]) == near
