"""The QR code that leads from a sheet of paper back to its page."""

from __future__ import annotations

import segno

from plainleaf.model.words import words


def qr_code(address: str) -> str:
    """An address as a QR code: inline SVG of one path, four modules of quiet zone.

    Error correction is of level M: a fold or a stain may take 15 % of it.
    """
    # Its title says what it shows, for readers who hear the sheet.
    code = segno.make(address, error="m", micro=False, boost_error=False)
    svg: str = code.svg_inline(
        border=4, omitsize=True, svgclass="qr-code", lineclass=None, title=words().paper.code
    )
    return svg
