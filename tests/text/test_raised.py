"""Raised and lowered letters as plain text."""

from __future__ import annotations

import pytest

from plainleaf.text.raised import lowered, raised


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("9", "⁹"),
        ("-3", "⁻³"),
        ("\N{MINUS SIGN}3", "⁻³"),
        ("99m", "⁹⁹ᵐ"),
        ("th", "ᵗʰ"),
        ("TM", "ᵀᴹ"),
        ("⁹", "⁹"),
        (" 2 ", " ² "),
        ("Q", "^Q"),
        ("a b", "^(a b)"),
        ("1/2", "^(1/2)"),
        ("", ""),
    ],
)
def test_raised(text: str, written: str) -> None:
    assert raised(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [("2", "₂"), ("12", "₁₂"), ("max", "ₘₐₓ"), ("1c", "_(1c)"), ("A", "_A"), ("", "")],
)
def test_lowered(text: str, written: str) -> None:
    assert lowered(text) == written
