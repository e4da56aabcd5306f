"""The colors and pictures of a site's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainleaf.model.brand import (
    color_problems,
    contrast,
    palette,
    picture_problem,
    unused_problem,
)
from plainleaf.rendering.theme import PALETTE, Theme

FINE = {
    "paper": "#ffffff", "ink": "#212b32", "brand": "#005eb8",
    "patients": "#e8edee", "clinicians": "#d8e8f5", "foot": "#003087",
}  # fmt: skip
COLOR = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
GROUNDS = ("--paper", "--stone", "--stone2", "--blush", "--blush2", "--mist", "--mist2")


def values(sheet: str) -> list[dict[str, str]]:
    """The colors of each scheme of a sheet: light, then twice dark."""
    found = re.findall(r"(?s)color-scheme: \w+;(.*?)\}", sheet)
    return [dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", one)) for one in found]


def told(**colors: object) -> list[str]:
    return [one.text for one in color_problems(colors)]


def test_the_measures_of_contrast_are_those_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_six_colors_stand_as_they_are_and_name_every_other() -> None:
    assert told(**FINE) == []
    light, dark, again = values(palette(FINE))
    own = ("--paper", "--ink", "--pine", "--blush", "--mist", "--foot")
    assert [light[one] for one in own] == list(FINE.values())
    assert dark == again
    (theirs, *_) = values(Theme().text(PALETTE).replace(";", "; "))
    assert set(light) == set(dark) >= set(theirs)
    # What warns is the theme's.
    assert {light[one] for one in ("--red", "--soon", "--sun")} == {"#8f1616", "#ffe2a6", "#f2b53c"}
    assert palette(None) == palette({}) == ""


def test_a_text_without_contrast_is_told_with_the_nearest_color_that_passes() -> None:
    (one,) = told(brand="#ffcc00")
    assert one == (
        'extra.colors.brand: "#ffcc00" and "#d9d9d9" have a contrast of 1.0, and text needs 4.5. '
        'The nearest color that passes is "#875400".'
    )
    assert told(brand="#875400") == []
    (nearly,) = told(brand="#885501")
    assert 'is "#875400"' in nearly


@settings(max_examples=100 if settings.get_current_profile_name() == "new" else 25)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(FINE, COLOR)))
def test_whoever_takes_every_advice_has_a_site_that_can_be_read(colors: dict[str, str]) -> None:
    taken = {**colors}
    for problem in color_problems(colors):
        taken[problem.name.rpartition(".")[2]] = re.findall(r'"(#\w{6})"', problem.fix)[0]
    assert [*color_problems(taken)] == []
    for scheme in values(palette(taken)):
        for text in ("--ink", "--ink2", "--pine", "--pine2"):
            assert min(contrast(scheme[text], scheme[one]) for one in GROUNDS) >= 4.5
        assert contrast(scheme["--foot"], scheme["--on-foot"]) >= 4.5


@pytest.mark.parametrize(
    ("colors", "message"),
    [
        ("blue", "Name some of: paper, patients, clinicians, foot, ink, brand."),
        ({"bran": "#000000"}, "extra.colors.bran: There is no such color. Did you mean brand?"),
        ({"brand": None}, 'Write six digits in quotation marks: "#0b4f8a".'),
        ({"brand": "navy"}, "extra.colors.brand: This is no color."),
        ({"brand": 123456}, "extra.colors.brand: This is no color."),
        ({"brand": "#0b4"}, "extra.colors.brand: This is no color."),
    ],
)
def test_what_is_no_color_gets_one_sentence(colors: object, message: str) -> None:
    (one,) = color_problems(colors)
    assert message in one.text


def test_a_picture_is_there_or_refused(tmp_path: Path) -> None:
    folder = tmp_path / "brand"
    (folder / "assets").mkdir(parents=True)
    (folder / "assets" / "logo.svg").touch()
    (folder / "logo.svg").touch()

    def said(value: object, folder: Path | None = folder) -> str:
        problem = picture_problem("logo", value, folder)
        return problem.text if problem else ""

    assert said("assets/logo.svg") == said(None) == said("") == ""
    assert 'There is no "assets/none.svg" in brand. Put it into brand/assets/' in said(
        "assets/none.svg"
    )
    assert "Put it into brand/assets/" in said("logo.svg")
    assert "Put it into brand/assets/" in said("assets/../logo.svg")
    assert "Name a .svg or .png file." in said("assets/logo.txt")
    assert "Name a .svg or .png file." in said(["assets/logo.svg"])
    assert "custom_dir: brand" in said("assets/logo.svg", None)


def test_sheets_and_scripts_that_no_page_would_follow_are_refused() -> None:
    problem = unused_problem("extra_css", ["brand.css"])
    assert problem is not None
    assert problem.text.startswith("extra_css: No page follows this setting.")
    assert unused_problem("extra_css", []) is None
