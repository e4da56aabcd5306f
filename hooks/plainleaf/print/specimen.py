"""SPECIMEN across a sheet that nobody has checked: outlines of letters, behind the words.

They are shapes and no text: the header says the same in words, to screen readers too. An outline
leaves the words above it as clear as on white paper, on a gray printer as well.
"""

from __future__ import annotations

import functools
from base64 import b64encode
from io import BytesIO
from typing import Final

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

WORD: Final = "SPECIMEN"
_GAP: Final = 0.06
"""Between two letters, in sizes of type."""
_STYLE: Final = 'fill="none" stroke="#a6a6a6" stroke-width="9"'


@functools.lru_cache(maxsize=2)
def specimen_css(font: bytes) -> str:
    """The rule that draws the word across every sheet.

    Args:
        font: a font file that holds its letters.
    """
    opened = TTFont(BytesIO(font), lazy=True)
    glyphs, names = opened.getGlyphSet(), opened.getBestCmap()
    unit = opened["head"].unitsPerEm
    paths, across = [], 0.0
    for letter in WORD:
        glyph = glyphs[names[ord(letter)]]
        pen = SVGPathPen(glyphs)
        glyph.draw(pen)
        paths.append(f'<path transform="translate({across:g} 0)" d="{pen.getCommands()}"/>')
        across += glyph.width + _GAP * unit
    scale = 1000 / across
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1400">'
        f'<g transform="translate(500 700) rotate(-52) scale({scale * 1.25:.4f} '
        f'{-scale * 1.25:.4f}) translate({-across / 2:g} {-unit * 0.35:g})" {_STYLE}>'
        f"{''.join(paths)}</g></svg>"
    )
    address = f"data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}"
    return f"@page {{ background: url({address}) center / 96% auto no-repeat }}\n"
