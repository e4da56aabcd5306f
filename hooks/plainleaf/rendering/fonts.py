"""The site's typefaces, cut down to the letters it prints.

Two faces of Atkinson Hyperlegible and the phonetic letters of Noto Sans come from pinned packages,
never from the machine that builds, and leave as WOFF2. The same input gives the same bytes on every
run and every day. What is not done here: writing files, and choosing where they go.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from plainleaf.rendering.store import Store, key_of

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FOLDER = "assets/fonts"
"""Where the fonts lie inside the site."""

TEXT_FACES = {
    "atkinson-regular.woff2": "AtkinsonHyperlegible-Regular.ttf",
    "atkinson-bold.woff2": "AtkinsonHyperlegible-Bold.ttf",
}
"""File name on the site to file name in the package, for the faces people read."""

IPA_FACE = "ipa.woff2"
"""File name on the site of the face for phonetic transcriptions."""

BASIC_TEXT = frozenset(range(0x20, 0x7F)) | frozenset(map(ord, "\N{NO-BREAK SPACE}–—‘’“”…·×°"))
"""English. All else that pages print comes by `used_text`: each letter costs every reader some 30
bytes in each face, before anything can be read in it."""

BASIC_IPA = frozenset(ord(letter) for letter in "ˈˌːæðŋθɑɒɔəɚɛɜɝɡɪɹɾʃʊʌʒ")
"""What American English needs of the International Phonetic Alphabet beyond plain letters, which
transcriptions take from the face around them."""

TEXT_FEATURES = ("kern", "liga", "mark", "mkmk", "ccmp", "locl")
"""OpenType features that running text needs."""

COPYRIGHT, FAMILY, STYLE, FULL_NAME, POSTSCRIPT_NAME, LICENSE, LICENSE_URL = 0, 1, 2, 4, 6, 13, 14
"""Entries of the name table that stay: the license asks that it travels with the font."""

LEAST_KERNING = 0.05
"""Pairs of letters that move less than this part of an em are left alone: "To" and "AV" show it,
the rest costs every reader more than a kilobyte for what nobody sees."""

LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF")
"""Where OpenType features stand."""

PAIRS = 2
"""The kind of lookup, in a font's positioning table, that moves a pair of letters."""

REGULAR = {"wght": 400, "wdth": 100}
"""Where in its range of weights and widths the phonetic face is taken."""


_LIBRARIES: Final = ("fonttools", "brotli")
"""What the bytes of a font depend on besides the typeface."""


def build_fonts(used_text: str | None = None, store: Store | None = None) -> dict[str, bytes]:
    """The site's font files: name and WOFF2 bytes.

    Args:
        used_text: text that the site prints. Characters in it beyond the basic sets are added to
            the faces that have them; without it, the basic sets alone are cut.
        store: where fonts are kept that were cut before.
    """
    used = frozenset(map(ord, used_text or ""))
    fonts = {
        name: _kept(
            store, "fontpkg_atkinson_hyperlegible", source, BASIC_TEXT | used, TEXT_FEATURES
        )
        for name, source in TEXT_FACES.items()
    }
    phonetic = BASIC_IPA | frozenset(filter(_is_phonetic, used))
    fonts[IPA_FACE] = _kept(store, "fontpkg_noto_sans", "NotoSans[wdth,wght].ttf", phonetic, ())
    return fonts


def _is_phonetic(letter: int) -> bool:
    # IPA extensions, spacing modifiers, combining marks; Latin text has its own faces.
    return 0x250 <= letter <= 0x36F


PRINT_LETTERS = frozenset(
    letter
    for first, last in (
        (0x20, 0x7E),  # what stands between the others in a transcription
        (0x100, 0x3FF),  # Latin of other languages, phonetics, Greek
        (0x1E00, 0x1EFF),  # more Latin
        (0x2000, 0x22FF),  # marks, raised and lowered figures, currencies, arrows, mathematics
    )
    for letter in range(first, last + 1)
)
"""What the second face on paper holds. It never depends on the site's text: a new letter on one
page must not change the handouts of all others."""


def print_fonts() -> dict[str, bytes]:
    """The faces for paper: name and TrueType bytes; a PDF embeds what it uses of them."""
    faces = {
        name.removesuffix(".woff2"): _source("fontpkg_atkinson_hyperlegible", source).read_bytes()
        for name, source in TEXT_FACES.items()
    }
    noto = ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf", PRINT_LETTERS, ())
    return faces | {"noto": _cut(*noto, flavor=None)}


def _source(package: str, source: str) -> Traversable:
    return files(package).joinpath("files", source)


def _kept(
    store: Store | None,
    package: str,
    source: str,
    letters: frozenset[int],
    features: tuple[str, ...],
) -> bytes:
    if store is None:
        return _cut(package, source, letters, features)
    key = key_of(__file__, (*_LIBRARIES, package), source, sorted(letters), features)
    return store.bytes_of(key, lambda: _cut(package, source, letters, features))


@cache  # a preview server builds again and again, and cutting takes a second
def _cut(
    package: str,
    source: str,
    letters: frozenset[int],
    features: tuple[str, ...],
    flavor: str | None = "woff2",
) -> bytes:
    # Loaded on use: most builds find their fonts in the store.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    with _source(package, source).open("rb") as file:
        # Without recalcTimestamp=False the day of the build would stand in the font.
        font = TTFont(file, recalcTimestamp=False)
        options = Options(
            flavor=flavor,
            hinting=False,
            layout_features=list(features),
            notdef_outline=True,
            name_IDs=[COPYRIGHT, FAMILY, STYLE, FULL_NAME, POSTSCRIPT_NAME, LICENSE, LICENSE_URL],
        )
        if not features:
            # Nothing of them would stay, and the subsetter would read them for most of its time.
            for table in LAYOUT_TABLES:
                del font[table]
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=letters)
        # Cutting comes first: moving three thousand letters to one weight takes seconds.
        subsetter.subset(font)
        if "GPOS" in font:
            _drop_slight_kerning(font)
        if "fvar" in font:
            font = instantiateVariableFont(font, REGULAR, inplace=True)
        font.flavor = flavor
        out = BytesIO()
        font.save(out)
    return out.getvalue()


def _drop_slight_kerning(font: TTFont) -> None:
    """Keep of a font's kerning what shows."""
    least = LEAST_KERNING * font["head"].unitsPerEm
    tables = (one for lookup in font["GPOS"].table.LookupList.Lookup for one in lookup.SubTable)
    for table in (getattr(one, "ExtSubTable", one) for one in tables):
        if table.LookupType != PAIRS:
            continue
        if table.Format == 1:  # each pair by itself
            for first in table.PairSet:
                first.PairValueRecord = [
                    pair for pair in first.PairValueRecord if abs(_moved(pair)) >= least
                ]
        else:  # classes of letters, in a grid
            cells = (cell for row in table.Class1Record for cell in row.Class2Record)
            for cell in cells:
                if abs(_moved(cell)) < least and cell.Value1 is not None:
                    cell.Value1.XAdvance = 0


def _moved(pair: Any) -> int:
    moved: int = getattr(pair.Value1, "XAdvance", 0) or 0
    return moved


def without_fonts(css: str) -> str:
    """A stylesheet without its `@font-face` rules, for a page that may stand anywhere."""
    first, *rest = css.split("@font-face")
    return first + "".join(rule.partition("}")[2] for rule in rest)
