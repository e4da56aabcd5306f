"""Finds the files of the theme: the package's own, and those that a site puts in their place.

The theme is part of the package: templates, styles, scripts, icons, the styles of paper. A site has
a folder of its own only for what makes it that site, such as its logo; a file there takes the place
of the package's file with the same name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plainleaf.model.words import THEME, ThemeError
from plainleaf.reading.disk import read_words, why_unread
from plainleaf.rendering.stylesheet import first_values
from plainleaf.rendering.theme_words import with_words

__all__ = ["ICONS", "THEME", "Theme", "ThemeError", "read_icons"]

ICONS: Final = "icons.json"
PALETTE: Final = "assets/css/palette.css"
VALUES: Final = "assets/css/values.css"
VALUES_OF_PDFS: Final = "print/values.css"
_PLAIN_COLOR: Final = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_IMPORT: Final = re.compile(r'^@import "([\w.-]+)";$', re.MULTILINE)


@dataclass(frozen=True)
class Theme:
    """The theme of a site."""

    own: Path | None = None
    """The site's own folder; None where it has none."""
    palette: str = ""
    """The style sheet of the site's colors; empty where it names none in mkdocs.yml."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where files of the theme stand, the first to look in first."""
        return (THEME,) if self.own is None else (self.own, THEME)

    def find(self, name: str) -> Path | None:
        """The file with a name inside the theme; None where there is none."""
        return next((file for one in self.folders if (file := one / name).is_file()), None)

    def text(self, name: str) -> str:
        """What a file of the theme holds; empty where there is none."""
        if name == PALETTE and self.palette:
            return self.palette
        file = self.find(name)
        return read_words(file) if file is not None else ""

    def style(self, name: str) -> str:
        """A sheet or script of the theme as it is published: with its imports, and with its words.

        Raises:
            ThemeError: it names a word that the table has not.
        """

        def imported(found: re.Match[str]) -> str:
            return self.text(f"{name.rpartition('/')[0]}/{found[1]}")

        return with_words(_IMPORT.sub(imported, self.text(name)))

    def paper_values(self) -> Mapping[str, str]:
        """The values that the styles of PDFs name: their own, and the light colors of the site.

        A site's own palette may hold what only browsers know, such as `color-mix()`; the theme's
        color stands in for it.
        """
        own = first_values(self.text(PALETTE))
        return {
            **first_values(read_words(THEME / PALETTE)),
            **{name: value for name, value in own.items() if _PLAIN_COLOR.fullmatch(value)},
            **first_values(read_words(THEME / VALUES)),
            **first_values(read_words(THEME / VALUES_OF_PDFS)),
        }

    def icons(self) -> Mapping[str, str]:
        """The inside of each icon's 24 by 24 SVG, by its name; the site's own come over.

        Raises:
            ThemeError: a list of icons cannot be read, or holds something else.
        """
        own = self.own / ICONS if self.own is not None else None
        added = read_icons(own) if own is not None and own.exists() else {}
        return {**read_icons(THEME / ICONS), **added}


def read_icons(file: Path) -> Mapping[str, str]:
    """The inside of each icon's 24 by 24 SVG, by its name.

    Raises:
        ThemeError: the file is missing, or holds something else.
    """
    try:
        icons = json.loads(read_words(file))
    except OSError as error:
        raise ThemeError(f"{file} cannot be read: {why_unread(error)}.") from error
    except (ValueError, RecursionError) as error:
        raise ThemeError(f"{file} is no JSON: {error}. Restore it.") from error
    if not isinstance(icons, dict) or not all(isinstance(one, str) for one in icons.values()):
        raise ThemeError(f"{file} must hold names and drawings. Restore it.")
    return icons
