"""The paper sizes and type sizes that everything is printed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from plainleaf.model.words import words

LARGE_PRINT: Final = """\
@page { @bottom-left { width: 72% } @bottom-right { width: 28% } }
h1 { font-size: 1.7rem }
.lead { font-size: 1rem }
.first { display: block; margin: .5rem 0 }
.place { display: flex; gap: .8rem; align-items: center; padding: 0 0 .4rem; border: 0 }
.qr { flex: none }
.clinic p { display: flex; gap: .6rem; align-items: flex-end }
.clinic label { flex: 0 0 46% }
.clinic input, .clinic textarea { flex: 1 }
.clinic textarea { height: 2.7rem }
.qr svg { width: 28mm; height: 28mm }
.facts th { width: 44% }
"""
"""What large print sets in one column."""


@dataclass(frozen=True)
class Format:
    """One way to print a document. Lengths of paper are in millimeters, type is in points."""

    name: str
    """The end of the file's name."""
    paper: str
    """The paper's name, for readers."""
    large: bool
    """Whether it is large print, in which nothing is smaller than its body type."""
    width: float
    height: float
    type_size: float
    """Body type."""
    small_size: float
    """The smallest type on the sheet."""
    margins: tuple[float, float, float]
    """Top, sides, bottom; the header and the footer stand in them."""
    drawing_width: float
    """The widest that a drawing is printed."""

    @property
    def words(self) -> str:
        """What readers call it, such as `A4, large print`."""
        return words().paper.large.format(paper=self.paper) if self.large else self.paper

    @property
    def drawing_height(self) -> float:
        """The highest that a drawing is printed: its legend must fit under it."""
        top, _, bottom = self.margins
        return (self.height - top - bottom) * 0.5

    @property
    def css(self) -> str:
        """What differs from format to format in the style sheet."""
        top, sides, bottom = self.margins
        small = f"{self.small_size / self.type_size:.4f}rem"
        return (
            f"@page {{ size: {self.width:g}mm {self.height:g}mm; "
            f"margin: {top:g}mm {sides:g}mm {bottom:g}mm; "
            f"@bottom-right {{ font: 700 {self.small_size:g}pt/1.25 Atkinson }} }}\n"
            f"html {{ font-size: {self.type_size:g}pt; --small: {small} }}\n"
            f"{LARGE_PRINT if self.large else ''}"
        )


_STANDARD: Final = (14.0, 12.0, (28.0, 18.0, 21.0), 100.0)
_LARGE: Final = (18.0, 18.0, (36.0, 16.0, 30.0), 130.0)

FORMATS: Final = (
    Format("a4", "A4", False, 210.0, 297.0, *_STANDARD),
    Format("letter", "US Letter", False, 215.9, 279.4, *_STANDARD),
    Format("large-a4", "A4", True, 210.0, 297.0, *_LARGE),
    Format("large-letter", "US Letter", True, 215.9, 279.4, *_LARGE),
)
"""Every document is printed in each of these."""

_NO: Final = frozenset({"0", "no", "false", "off"})
_YES: Final = frozenset({"1", "yes", "true", "on"})


class ChoiceError(ValueError):
    """What PRINT says is not known; the message lists what it may say."""


def chosen_formats(asked: object, *, serving: bool) -> tuple[Format, ...]:
    """The formats to print, none for no printing at all.

    Args:
        asked: what PRINT (`extra.print` of mkdocs.yml) says: 1 or 0, or names of formats. Nothing:
            a build prints every format, a preview prints none.
        serving: whether this is a preview.

    Raises:
        ChoiceError: it says something else.
    """
    words = re.split(r"[\s,]+", str("" if asked is None else asked).strip().lower())
    if words == [""]:
        return () if serving else FORMATS
    if len(words) == 1 and words[0] in _NO:
        return ()
    if len(words) == 1 and words[0] in _YES:
        return FORMATS
    known = {one.name: one for one in FORMATS}
    for word in words:
        if word not in known:
            names = ", ".join(known)
            raise ChoiceError(f'PRINT does not know "{word}": use 1, 0, or names of {names}.')
    return tuple(one for one in FORMATS if one.name in words)
