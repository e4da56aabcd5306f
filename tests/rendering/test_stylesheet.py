"""Stylesheets as far as the build reads them."""

from __future__ import annotations

import pytest

from plainleaf.rendering.stylesheet import without_optional
from plainleaf.rendering.theme import THEME


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("a { b: c }", "a { b: c }"),
        ("a {}@supports (b: c) { d { e: f } @media x { g { h: i } } }j {}", "a {}j {}"),
        ("@media x { a {} @supports selector(::b) { c {} @supports (d) { e {} } } f {} }", None),
        ("a {}@supports (b) { c {", "a {}"),
    ],
)
def test_optional_rules_are_left_out_with_what_they_hold(css: str, kept: str | None) -> None:
    assert without_optional(css) == (kept or "@media x { a {}  f {} }")


def test_the_real_sheet_stays_whole_without_them() -> None:
    css = (THEME / "assets/css/plainleaf.css").read_text(encoding="utf-8")
    kept = without_optional(css)
    assert css.count("@supports") > 1
    assert "@supports" not in kept
    assert kept.count("{") == kept.count("}") > 200
