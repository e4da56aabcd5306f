"""What makes a site look like its owner's: six colors, a logo, an icon; taken or refused.

The theme's own palette was measured: each of its colors is as light as every contrast asks for.
From a site's six colors the rest is made by giving the theme's colors their hue at the lightness
that was measured, light and dark. The six themselves stand as they are in the light scheme, so
their contrast is checked here. What warns keeps the theme's colors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from plainleaf.model.words import THEME
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "paper": "--paper",
        "patients": "--blush",
        "clinicians": "--mist",
        "foot": "--foot",
        "ink": "--ink",
        "brand": "--pine",
    }
)
"""What a site calls its colors, and the theme: grounds first, then what is written on them."""
_HUES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "paper": ("--stone", "--stone2", "--line", "--hair"),
        "patients": ("--blush2", "--cell"),
        "clinicians": ("--mist2",),
        "ink": ("--ink2",),
        "brand": ("--pine2",),
    }
)
"""Which other colors of the theme take their hue from which of the site's."""
_TEXT: Final = 4.5
"""The least contrast of text with its ground (WCAG 2.2, level AA)."""
_WRITTEN: Final = ("--ink", "--ink2", "--pine", "--pine2")
_GROUNDS: Final = (
    *("--paper", "--stone", "--stone2"),
    *("--blush", "--blush2", "--mist", "--mist2"),
)
_COLOR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_SCHEME: Final = re.compile(r"color-scheme: (light|dark);(.*?)\}", re.DOTALL)
_VALUE: Final = re.compile(r"(--[\w-]+):\s*(#[0-9a-f]{6})\b")
PICTURES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"logo": (".svg", ".png"), "favicon": (".svg", ".png", ".ico")}
)
"""The kinds of file that a theme's picture may be."""
UNUSED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "extra_css": "A sheet could hide a warning from readers. For colors write extra.colors.",
        "extra_javascript": "No page loads a script that was not checked.",
    }
)
"""Settings of MkDocs that no page follows, and why."""


@dataclass(frozen=True)
class BrandProblem:
    """Why a setting of the brand cannot be used."""

    name: str
    """The setting: `extra.colors` or one of its colors, `theme.logo`, `extra_css` …"""
    message: str
    fix: str

    @property
    def text(self) -> str:
        """Both as one line."""
        return f"{self.name}: {self.message} {self.fix}"


def color_problems(value: object) -> Iterator[BrandProblem]:
    """Yield what is wrong with a site's colors, each with the nearest color that holds.

    Args:
        value: what mkdocs.yml holds as `extra.colors`; nothing is right.
    """
    if value is None:
        return
    if not isinstance(value, Mapping):
        listed = ", ".join(_NAMES)
        yield BrandProblem("extra.colors", "These are no colors.", f"Name some of: {listed}.")
        return
    for name, color in value.items():
        problem = _form_problem(str(name), color)
        if problem:
            yield problem
    yield from _contrast_problems(_fit(value))


def palette(value: object) -> str:
    """The style sheet of a site's colors, light and dark; empty where it has none.

    Args:
        value: what mkdocs.yml holds as `extra.colors`, in which nothing is wrong.
    """
    colors = _fit(value) if isinstance(value, Mapping) else {}
    if not colors:
        return ""
    light, dark = (_rule(_derived(colors, scheme)) for scheme in ("light", "dark"))
    return (
        f":root {{ color-scheme: light; {light} }}\n"
        "@media (prefers-color-scheme: dark) { "
        f":root:not([data-scheme=light]) {{ color-scheme: dark; {dark} }} }}\n"
        f":root[data-scheme=dark] {{ color-scheme: dark; {dark} }}\n"
    )


def picture_problem(name: str, value: object, folder: Path | None) -> BrandProblem | None:
    """What is wrong with a picture of the theme; nothing where there is none.

    Args:
        name: `logo` or `favicon`.
        value: what mkdocs.yml holds there.
        folder: the site's own folder of the theme (`theme.custom_dir`); None where it has none.
    """
    if not value:
        return None
    setting = f"theme.{name}"
    if folder is None:
        fix = "Write custom_dir: brand below theme, and put the picture there."
        return BrandProblem(setting, "This site has no folder for it.", fix)
    wanted = PICTURES[name]
    if not isinstance(value, str) or not value.lower().endswith(wanted):
        ends = " or ".join(wanted)
        return BrandProblem(setting, f"{quoted(str(value))} is no picture.", f"Name a {ends} file.")
    inside = folder / value
    if not value.startswith("assets/") or ".." in value.split("/") or not inside.is_file():
        place = f"{folder.name}/assets/"
        message = f"There is no {quoted(value)} in {folder.name}."
        return BrandProblem(setting, message, f"Put it into {place} and write assets/….")
    return None


def unused_problem(name: str, value: object) -> BrandProblem | None:
    """Why a setting of MkDocs is refused that no page would follow; nothing where it is empty."""
    if not value or name not in UNUSED:
        return None
    return BrandProblem(name, "No page follows this setting.", f"{UNUSED[name]} Delete it.")


def contrast(one: str, other: str) -> float:
    """The contrast of two colors, 1 to 21, as WCAG 2.2 computes it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _form_problem(name: str, color: object) -> BrandProblem | None:
    setting = f"extra.colors.{name}"
    if name not in _NAMES:
        near = nearest_name(name, _NAMES)
        fix = f"Did you mean {near}?" if near else f"Name some of: {', '.join(_NAMES)}."
        return BrandProblem(setting, "There is no such color.", fix)
    if not isinstance(color, str) or not _COLOR.fullmatch(color):
        return BrandProblem(
            setting, "This is no color.", 'Write six digits in quotation marks: "#0b4f8a".'
        )
    return None


def _fit(value: Mapping[object, object]) -> Mapping[str, str]:
    """The colors that can be read, in the order of `_NAMES`."""
    return {
        name: color.lower()
        for name in _NAMES
        if isinstance(color := value.get(name), str) and _COLOR.fullmatch(color)
    }


def _contrast_problems(colors: Mapping[str, str]) -> Iterator[BrandProblem]:
    held = {**_measured("light")}
    for name, color in colors.items():
        own = _NAMES[name]
        needed = _partners(own, held)
        lowest = min(needed, key=lambda one: contrast(color, one))
        held[own] = color
        found = contrast(color, lowest)
        if found < _TEXT:
            held[own] = _nearest(color, needed)
            # Cut, not rounded: 4.46 is no 4.5.
            shown = int(found * 10) / 10
            yield BrandProblem(
                f"extra.colors.{name}",
                f'"{color}" and "{lowest}" have a contrast of {shown}, and text needs {_TEXT}.',
                f'The nearest color that passes is "{held[own]}".',
            )


def _partners(own: str, held: Mapping[str, str]) -> tuple[str, ...]:
    """The colors that text in a color, or on it, is seen with."""
    if own == "--foot":
        return (held["--on-foot"],)
    measured = _measured("light")
    if own in _GROUNDS:
        # What is written on it comes later, and is held against it then.
        return tuple(measured[one] for one in _WRITTEN)
    return tuple(held[one] for one in _GROUNDS)


def _nearest(color: str, needed: tuple[str, ...]) -> str:
    """The color of the same hue that passes with all others and is changed the least."""
    for step in range(1, 256):
        for shift in (step, -step):
            moved = _shifted(color, shift)
            if all(contrast(moved, one) >= _TEXT for one in needed):
                return moved
    return color


def _derived(colors: Mapping[str, str], scheme: str) -> Mapping[str, str]:
    """All colors of a scheme: the site's own in the light one, the others by hue."""
    found = {**_measured(scheme)}
    for name, color in colors.items():
        own = _NAMES[name]
        for other in (own, *_HUES.get(name, ())):
            # Text is never lighter than what was measured, so that no contrast is lost.
            darker = scheme == "light" and other in _WRITTEN
            found[other] = _as_light_as(found[other], color, darker=darker)
        if scheme == "light":
            found[own] = color
    return found


def _as_light_as(measured: str, hue: str, *, darker: bool) -> str:
    """A color in another's hue, as light as a measured one, or if `darker` the next below."""
    wanted = _luminance(measured)
    moved = [_shifted(hue, one) for one in range(-255, 256)]
    if darker:
        moved = [one for one in moved if _luminance(one) <= wanted]
    return min(moved, key=lambda one: abs(_luminance(one) - wanted))


def _measured(scheme: str) -> Mapping[str, str]:
    """The theme's own colors of a scheme."""
    text = (THEME / "assets" / "css" / "palette.css").read_text(encoding="utf-8")
    blocks = {found[1]: found[2] for found in _SCHEME.finditer(text)}
    return dict(_VALUE.findall(blocks[scheme]))


def _rule(values: Mapping[str, str]) -> str:
    return " ".join(f"{name}: {color};" for name, color in values.items())


def _shifted(color: str, shift: int) -> str:
    """A color with all its channels made lighter or darker by the same."""
    return "#" + "".join(f"{min(255, max(0, one + shift)):02x}" for one in _channels(color))


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(one / 255) for one in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
