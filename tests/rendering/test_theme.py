"""The theme's files: the package's own, and what a site puts in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from tinycss2.color4 import parse_color

from conftest import ROOT
from plainleaf.rendering.stylesheet import with_values
from plainleaf.rendering.theme import PALETTE, THEME, Theme, ThemeError, read_icons


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
    sheets = [f"assets/css/{file.name}" for file in (THEME / "assets" / "css").glob("*.css")]
    sheet = "".join(map(Theme(own).style, sheets))
    used, set_there = re.findall(r"var\((--[\w-]+)", sheet), re.findall(r"(--[\w-]+):", sheet)
    by_scripts = {"--fit", "--bare"}  # of figures.js
    assert set(used) - by_scripts <= {*names[0], *set_there}


HOLD_VALUES = {"palette.css", "values.css", "paper.css"}
SHEETS = [file for file in sorted(THEME.rglob("*.css")) if file.name not in HOLD_VALUES]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_colors_and_measures_stand_only_in_the_sheets_that_hold_values(sheet: Path) -> None:
    rules = tinycss2.parse_stylesheet(sheet.read_text(encoding="utf-8"), skip_comments=True)
    values = list(values_in(rules))
    colors = {token.serialize() for token in values if parse_color(token) not in (None, CURRENT)}
    assert colors <= {"transparent"}
    grows = {one.serialize() for one in values if getattr(one, "lower_name", "") == "clamp"}
    standing = {one for file in SHEETS for one in grows if file.read_text().count(one) > 1}
    assert standing == set()


CURRENT = "currentcolor"


def values_in(nodes: Iterable[Any]) -> Iterator[Any]:
    """The tokens of every declaration in a style sheet, those inside of functions too."""
    for node in nodes:
        if node.type == "declaration":
            yield from tokens_in(node.value)
        elif node.type in ("qualified-rule", "at-rule") and node.content is not None:
            yield from values_in(tinycss2.parse_blocks_contents(node.content, skip_comments=True))


def tokens_in(tokens: Iterable[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        yield from tokens_in(getattr(token, "arguments", ()))


def test_pdfs_take_a_sites_plain_colors_and_the_themes_for_the_others(tmp_path: Path) -> None:
    assert Theme(ROOT / "overrides").paper_values()["--pine"] == "#0d4a3b"
    (tmp_path / PALETTE).parent.mkdir(parents=True)
    (tmp_path / PALETTE).write_text(
        "/* :root { --pine: #111 } */ :root { --pine: #00f; --ink: color-mix(in srgb, red, blue) }"
        "@media (prefers-color-scheme: dark) { :root { --pine: #fff } }"
    )
    values = Theme(tmp_path).paper_values()
    assert (values["--pine"], values["--ink"]) == ("#00f", Theme().paper_values()["--ink"])


def test_every_value_that_a_style_of_pdfs_names_is_known() -> None:
    sheets = "".join(file.read_text(encoding="utf-8") for file in (THEME / "print").glob("*.css"))
    left = re.findall(r"var\((--[\w-]+)\)", with_values(sheets, Theme().paper_values()))
    assert set(left) == {"--small"}  # of the format
