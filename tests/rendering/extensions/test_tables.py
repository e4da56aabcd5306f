"""Tables that stay tables for a screen reader, without inline styles."""

from __future__ import annotations

from typing import Any

import pytest

from rendered import golden, observed


@pytest.mark.parametrize("case", golden("tables"), ids=lambda case: case["case"])
def test_golden(case: dict[str, Any]) -> None:
    assert observed(case) == case


def test_no_markdown_table_keeps_a_style() -> None:
    made = [case["html"] for case in golden("tables") if "HTML table" not in case["case"]]
    assert len(made) == 3
    assert not any("style" in html for html in made)
