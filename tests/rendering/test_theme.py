"""The theme's files: the package's own, and what a site puts in their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainleaf.rendering.theme import THEME, Theme, ThemeError


def test_the_package_brings_a_whole_theme() -> None:
    theme = Theme()
    assert theme.find("main.html") == THEME / "main.html"
    assert "phone" in theme.icons()
    assert theme.find("partials/logo.html") is None
    assert theme.text("partials/logo.html") == ""


def test_a_site_puts_its_own_in_the_place_of_ours_and_adds_to_it(tmp_path: Path) -> None:
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials" / "header.html").write_text("mine")
    (tmp_path / "icons.json").write_text('{"phone": "<path/>", "mine": "<circle/>"}')
    theme = Theme(tmp_path)
    assert theme.text("partials/header.html") == "mine"
    assert theme.find("main.html") == THEME / "main.html"
    icons = theme.icons()
    assert (icons["phone"], icons["mine"]) == ("<path/>", "<circle/>")
    assert icons["menu"] == Theme().icons()["menu"]


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}', "\udcff"])
def test_icons_that_are_none_are_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "icons.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ThemeError, match=r"icons\.json .* Restore it\."):
        Theme(tmp_path).icons()
