"""The theme's files: the package's own, and what a site puts in their place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT
from plainleaf.rendering.theme import THEME, Theme, ThemeError, read_icons

PALETTE = "assets/css/palette.css"


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


def test_icons_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match=r"icons\.json cannot be read"):
        read_icons(tmp_path / "icons.json")


def test_a_sheet_holds_what_it_imports_the_sites_own_first(tmp_path: Path) -> None:

    assert "@import" not in Theme().style("assets/css/plainleaf.css")
    assert Theme().text(PALETTE) in Theme().style("assets/css/plainleaf.css")
    (tmp_path / PALETTE).parent.mkdir(parents=True)
    (tmp_path / PALETTE).write_text(":root { --paper: pink }")
    assert ":root { --paper: pink }" in Theme(tmp_path).style("assets/css/plainleaf.css")
    assert Theme().text(PALETTE) not in Theme(tmp_path).style("assets/css/plainleaf.css")


@pytest.mark.parametrize("own", [None, ROOT / "overrides"])
def test_a_palette_names_every_color_for_light_and_twice_for_dark(own: Path | None) -> None:
    light, *dark = re.findall(r"(?s)color-scheme: (\w+);(.*?)\}", Theme(own).text(PALETTE))
    names = [re.findall(r"--[\w-]+", colors) for _, colors in (light, *dark)]
    assert names[0] == names[1] == names[2]
    assert dark[0] == dark[1]
    sheet = Theme(own).text("assets/css/plainleaf.css")
    used, set_there = re.findall(r"var\((--[\w-]+)", sheet), re.findall(r"(--[\w-]+):", sheet)
    assert set(used) <= {*names[0], *set_there}
