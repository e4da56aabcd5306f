"""The device's fonts, as tests have them: brought along, and none that the machine happens to have.

What is drawn until a page's own letters are there hangs on the fonts of the reader's device. Here
each device is a folder with its typefaces, and a configuration of Fontconfig that knows no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from plainleaf.rendering.fonts import LAYOUT_TABLES
from plainleaf.rendering.store import Store, key_of

ROOT = Path(__file__).parent.parent
LETTERS = frozenset((*range(0x20, 0x180), *range(0x250, 0x3D0), *range(0x2000, 0x2300)))
"""What pages in English print: Latin, phonetics, Greek, marks, arrows, mathematics."""
WEIGHTS = MappingProxyType({"Regular": 400, "Bold": 700})


@dataclass(frozen=True)
class Face:
    """A typeface of some device, made of one that a package carries."""

    family: str
    """What the device calls it."""
    package: str
    """The package that carries a typeface of the same measure."""
    file: str
    """The font in it, whose weight varies."""
    larger: float = 1.0
    """How many times its letters are drawn larger."""

    def font(self, style: str) -> bytes:
        """It in one weight, as TrueType."""
        font = TTFont(BytesIO(files(self.package).joinpath("files", self.file).read_bytes()))
        options = Options(hinting=False, layout_features=[], notdef_outline=True)
        for table in LAYOUT_TABLES:
            del font[table]
        cut = Subsetter(options)
        cut.populate(unicodes=LETTERS)
        cut.subset(font)  # first: moving thousands of letters to one weight takes seconds
        ranges = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        font = instantiateVariableFont(font, {**ranges, "wght": WEIGHTS[style]}, inplace=True)
        font["head"].unitsPerEm = round(font["head"].unitsPerEm / self.larger)
        full = self.family if style == "Regular" else f"{self.family} {style}"
        names = {1: self.family, 2: style, 4: full, 6: f"{self.family.replace(' ', '')}-{style}"}
        font["name"].names = []
        for number, text in names.items():
            font["name"].setName(text, number, 3, 1, 0x409)
        font["OS/2"].usWeightClass = WEIGHTS[style]
        out = BytesIO()
        font.save(out)
        return out.getvalue()


ARIAL = Face("Arial", "fontpkg_arimo", "Arimo[wght].ttf")
ROBOTO = Face("Roboto", "fontpkg_roboto", "Roboto[wdth,wght].ttf")
NOTO = Face("Noto Sans", "fontpkg_noto_sans", "NotoSans[wdth,wght].ttf")
WIDE = Face("DejaVu Sans", "fontpkg_noto_sans", "NotoSans[wdth,wght].ttf", larger=1.12)
"""No package carries it: letters as wide, for a device that has neither Arial nor Roboto."""

CONFIGURATION = """\
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""


def machine_with(folder: Path, *faces: Face) -> dict[str, str]:
    """Make a device's fonts in a new folder; returns the environment of a program that has them."""
    folder.mkdir()
    store = Store(ROOT / ".cache" / "faces", ".ttf")
    for face in faces:
        for style in WEIGHTS:
            key = key_of(__file__, ("fonttools",), face.family, face.package, style, face.larger)
            made = store.bytes_of(key, lambda face=face, style=style: face.font(style))  # type: ignore[misc]
            (folder / f"{face.family}-{style}.ttf").write_bytes(made)
    file = folder / "fonts.conf"
    file.write_text(CONFIGURATION.format(folder=folder), encoding="utf-8")
    return {"FONTCONFIG_FILE": str(file)}
