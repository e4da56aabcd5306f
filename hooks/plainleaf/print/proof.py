"""Proves that a printed file says what its page says: every letter, in order, within its sheets.

White space is not compared, nor where a sheet ends: a piece that goes on to the next sheet is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from plainleaf.print.differences import LEADER, PAGE
from plainleaf.print.expected import expected_pieces
from plainleaf.print.pieces import Piece
from plainleaf.print.reading import PrintedText, read_pdf
from plainleaf.print.sheets import PrintReadingError
from plainleaf.print.transform import DocumentPart
from plainleaf.text.html_words import plain_words
from plainleaf.text.seen import SCRIPTS

_SHOWN: Final = 60
"""How many letters of each side a message shows."""
_BEFORE: Final = 25
"""How many of them stand before the first difference."""


def first_fault(
    data: bytes, html: str, parts: Sequence[DocumentPart], cards: frozenset[int] = frozenset()
) -> str:
    """What is wrong with a printed file, as one sentence; empty when it says all.

    Args:
        data: the file.
        html: the finished HTML that it was made from, with its parts in place.
        parts: how each part fits in.
        cards: which tables were printed as cards, by their place in the document.
    """
    try:
        reading = read_pdf(data)
    except PrintReadingError as error:
        return f"its text cannot be read back: {error}"
    return (
        _cut_off(reading)
        or compare(expected_pieces(html, parts, cards), reading.pieces)
        or _misnamed(html, reading.bookmarks)
    )


def _misnamed(html: str, bookmarks: frozenset[str]) -> str:
    """Where a bookmark loses what is raised or lowered in its heading."""
    body = LexborHTMLParser(html).body if any(f"<{tag}" in html for tag in SCRIPTS) else None
    hides = body is not None and "hides" in (body.attributes.get("class") or "").split()
    bookmarked = "h1, h2" if hides else "h1, h2, h3, h4, h5, h6"
    for heading in body.css(bookmarked) if body is not None else ():
        if heading.css_first("sup, sub") is None or heading.css_first(".footnote-ref") is not None:
            continue
        name = plain_words(heading)
        if name not in bookmarks:
            return f"no bookmark says “{_short(name)}” as its heading does"
    return ""


def _cut_off(reading: PrintedText) -> str:
    if reading.cut:
        cut = reading.cut[0]
        millimeters = cut.beyond / 72 * 25.4
        return (
            f"“{_short(cut.text)}” on sheet {cut.sheet} is cut off, by {millimeters:.0f} mm; "
            "make it shorter"
        )
    if reading.unread:
        return f"“{_short(reading.unread)}” is drawn where no screen reader finds it"
    return ""


def compare(expected: Sequence[Piece], printed: Sequence[Piece]) -> str:
    """The first difference in words; empty when both say the same.

    Args:
        expected: what the page says.
        printed: what the file says, with the number of the sheet of each piece.
    """
    place = 0
    for index, piece in enumerate(expected):
        place = _after_repeated_heads(piece, printed, place)
        if place == len(printed):
            return _told(piece, None, expected, index)
        found, place = _whole(piece, printed, place)
        if not _same(piece, found):
            return _told(piece, found, expected, index)
    place = _after_repeated_heads(None, printed, place)
    return _told(None, printed[place], expected, len(expected)) if place < len(printed) else ""


def _after_repeated_heads(piece: Piece | None, printed: Sequence[Piece], place: int) -> int:
    """Pass the heads of tables that are printed again where a table goes on."""
    while (
        place < len(printed)
        and printed[place].is_repeated
        and not (piece is not None and _same(piece, printed[place]))
    ):
        place += 1
    return place


def _whole(piece: Piece, printed: Sequence[Piece], place: int) -> tuple[Piece, int]:
    """Put together what is printed of a piece on this sheet and on those after it."""
    found = printed[place]
    place += 1
    while not _same(piece, found):
        after = _after_repeated_heads(None, printed, place)
        if after == len(printed) or not _goes_on(found, printed[after], piece):
            break
        found = _joined(found, printed[after])
        place = after + 1
    return found, place


def _goes_on(found: Piece, after: Piece, piece: Piece) -> bool:
    return (
        after.opens_sheet
        and found.kind == after.kind == piece.kind
        and found.depth == after.depth
        and len(found.cells) == len(after.cells)
        and len(found.said) + len(after.said) <= len(piece.said) + _SHOWN
    )


def _joined(found: Piece, after: Piece) -> Piece:
    cells = tuple(
        (tag, text + more) for (tag, text), (_, more) in zip(found.cells, after.cells, strict=True)
    )
    return replace(found, text=found.text + after.text, cells=cells)


def _same(expected: Piece, printed: Piece) -> bool:
    if (expected.kind, expected.depth) != (printed.kind, printed.depth):
        return False
    if expected.alt != printed.alt or len(expected.cells) != len(printed.cells):
        return False
    return _says(expected.text, printed.text) and all(
        one[0] == other[0] and _says(one[1], other[1])
        for one, other in zip(expected.cells, printed.cells, strict=True)
    )


def _says(expected: str, printed: str) -> bool:
    if PAGE not in expected and LEADER not in expected:
        return expected == printed
    pattern = re.escape(expected).replace(PAGE, "[0-9]+").replace(LEADER, "[.]*[0-9]+")
    return re.fullmatch(pattern, printed) is not None


# --- words -----------------------------------------------------------------------------------


def _told(piece: Piece | None, found: Piece | None, expected: Sequence[Piece], index: int) -> str:
    if piece is None:
        assert found is not None
        return f"sheet {found.sheet} says “{_short(found.said)}”, which stands nowhere on the page"
    if found is None:
        return f"“{_short(_plain(piece))}” ({_named(piece)}) is missing at the end"
    said, printed = _plain(piece), found.said
    if said == printed:
        return (
            f"“{_short(said)}” is {_named(piece)} on the page, and {_named(found)} on sheet "
            f"{found.sheet}"
        )
    if index + 1 < len(expected) and _same(expected[index + 1], found):
        return f"“{_short(said)}” ({_named(piece)}) is missing on sheet {found.sheet}"
    one, other = _around(said, printed)
    return f"the page says “{one}”, and sheet {found.sheet} says “{other}” (without spaces)"


def _plain(piece: Piece) -> str:
    return piece.said.replace(PAGE, "0").replace(LEADER, "…0")


def _around(one: str, other: str) -> tuple[str, str]:
    """Both texts around their first difference."""
    pairs = zip(one, other, strict=False)
    place = next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    first = max(0, place - _BEFORE)
    return _piece_of(one, first), _piece_of(other, first)


def _piece_of(text: str, first: int) -> str:
    shown = text[first : first + _SHOWN]
    return f"{'…' if first else ''}{shown}{'…' if first + _SHOWN < len(text) else ''}"


def _short(text: str) -> str:
    return _piece_of(text, 0)


def _named(piece: Piece) -> str:
    names = {
        "p": "a paragraph",
        "item": "an item of a list",
        "label": "the mark of an item",
        "row": "a row of a table",
        "caption": "a caption",
        "figure": "a figure",
        "field": "a field to fill in",
        "text": "text in no paragraph",
    }
    deep = f" of depth {piece.depth}" if piece.depth > 1 else ""
    return names.get(piece.kind, f"a heading of level {piece.kind[1:]}") + deep
