"""Reads a printed file along its structure, as a screen reader does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import pikepdf

from plainleaf.print.differences import TICKED, folded
from plainleaf.print.pieces import Piece, Pieces
from plainleaf.print.sheets import ContentReader, Cut, Drawn, PrintReadingError
from plainleaf.text.seen import one_line

_KINDS: Final = {
    **{f"/H{level}": f"h{level}" for level in range(1, 7)},
    "/P": "p",
    "/LI": "item",
    "/Lbl": "label",
    "/Caption": "caption",
}
_UNNESTED: Final = frozenset(_KINDS) - {"/LI", "/Lbl"}
_CELLS: Final = {"/TH": "th", "/TD": "td"}


@dataclass(frozen=True)
class PrintedText:
    """What a printed file says."""

    pieces: tuple[Piece, ...]
    cut: tuple[Cut, ...]
    """What stands beyond an edge."""
    unread: str
    """What is drawn and stands nowhere in the structure: no screen reader finds it."""
    bookmarks: frozenset[str] = frozenset()
    """The words of its bookmarks."""


def read_pdf(data: bytes) -> PrintedText:
    """What a tagged file says, in the order of its structure.

    Raises:
        ReadingError: it holds something that is not known here, or no structure.
    """
    with pikepdf.open(BytesIO(data)) as file:
        reader = ContentReader()
        drawn = [reader.sheet(page, number) for number, page in enumerate(file.pages, start=1)]
        walk = _StructureWalk(
            {page.obj.objgen: place for place, page in enumerate(file.pages)}, drawn
        )
        root = file.Root.get("/StructTreeRoot")
        if root is None:
            raise PrintReadingError("the file has no structure")
        for element in root.K:
            walk.follow(element, _RunPlace("text", 0, None))
        return PrintedText(
            tuple(_opening_sheets(walk.pieces)),
            tuple(
                cut
                for one in drawn
                for cut in one.cut
                if (cut.sheet - 1, cut.mark) not in walk.held_by_fields
            ),
            " ".join([*walk.unread(), *("".join(one.loose) for one in drawn if one.loose)]),
            frozenset(_bookmarks(file)),
        )


def _bookmarks(file: pikepdf.Pdf) -> Iterator[str]:
    with file.open_outline() as outline:
        waiting = list(outline.root)
        while waiting:
            one = waiting.pop()
            yield one_line(one.title)
            waiting += one.children


@dataclass(frozen=True)
class _RunPlace:
    """What a run of text stands in."""

    kind: str
    depth: int
    owner: object


class _StructureWalk:
    """Follows the structure and collects its pieces."""

    def __init__(self, sheets: dict[tuple[int, int], int], drawn: list[Drawn]) -> None:
        self.sheets = sheets
        self.drawn = drawn
        self.pieces = Pieces()
        self._heads: tuple[Piece, ...] = ()
        """The head of the table read last."""
        self._read: set[tuple[int, int]] = set()
        self.held_by_fields: set[tuple[int, int | None]] = set()
        """What fields hold: viewers draw it, so WeasyPrint draws it far beyond the sheet."""

    def follow(self, element: Any, place: _RunPlace) -> None:
        """Collect what an element holds, in order."""
        name = str(element.get("/S", ""))
        if name == "/TR":
            self.pieces.put(self._row(element, place.depth))
        elif name == "/Table":
            self._table(element, place)
        elif name == "/Figure":
            self._figure(element, place)
        elif any(not isinstance(kid, int) and kid.get("/S") == "/Form" for kid in _kids(element)):
            self._field(element, place)
        else:
            self._children(element, _inside(element, name, place))

    def unread(self) -> Iterator[str]:
        """Yield what is marked on a sheet and was not met."""
        for sheet, drawn in enumerate(self.drawn):
            for mark, text in drawn.marked.items():
                if (sheet, mark) not in self._read and text.strip():
                    yield text

    def _children(self, element: Any, place: _RunPlace) -> None:
        for kid in _kids(element):
            if isinstance(kid, int):
                sheet, text = self._text(element, kid)
                self.pieces.add(place.owner, place.kind, place.depth, text, sheet + 1)
            elif "/S" in kid:
                self.follow(kid, place)

    def _text(self, element: Any, mark: int) -> tuple[int, str]:
        sheet = self.sheets[element.Pg.objgen]
        self._read.add((sheet, mark))
        return sheet, self.drawn[sheet].marked.get(mark, "")

    def _table(self, element: Any, place: _RunPlace) -> None:
        heads: list[Piece] = []
        for kid in _kids(element):
            if isinstance(kid, int) or kid.get("/S") != "/THead":
                if not isinstance(kid, int):
                    self.follow(kid, place)
                continue
            for row in _kids(kid):
                piece = self._row(row, place.depth)
                cells = [one.cells for one in self._heads]
                again = piece.cells in cells
                heads.append(piece)
                self.pieces.put(
                    Piece("row", "", place.depth, piece.cells, sheet=piece.sheet, is_repeated=again)
                )
        if heads:
            self._heads = tuple(heads)

    def _row(self, element: Any, depth: int) -> Piece:
        cells = []
        for cell in _kids(element):
            inner = Pieces()
            kept, self.pieces = self.pieces, inner
            try:
                self._children(cell, _RunPlace("text", 0, cell.objgen))
            finally:
                self.pieces = kept
            said = "".join(one.said for one in inner)
            cells.append((_CELLS.get(str(cell.S), str(cell.S)), said))
        return Piece("row", "", depth, tuple(cells), sheet=self._sheet(element))

    def _figure(self, element: Any, place: _RunPlace) -> None:
        words = [self._text(element, kid)[1] for kid in _kids(element) if isinstance(kid, int)]
        self.pieces.put(
            Piece(
                "figure",
                folded("".join(words)),
                place.depth,
                alt=folded(str(element.get("/Alt", ""))),
                sheet=self._sheet(element),
            )
        )

    def _field(self, element: Any, place: _RunPlace) -> None:
        for kid in _kids(element):
            if isinstance(kid, int) or kid.get("/S") != "/Form":
                self._hold(element, kid)
                continue
            for one in _kids(kid):
                # A field in several places (see `joined`) holds its value itself.
                value = _held(one.Obj.get("/Parent", one.Obj).get("/V", ""))
                self.pieces.put(Piece("field", value, place.depth, sheet=self._sheet(element)))

    def _hold(self, element: Any, kid: Any) -> None:
        if isinstance(kid, int):
            mark = (self.sheets[element.Pg.objgen], kid)
            self._read.add(mark)
            self.held_by_fields.add(mark)
            return
        for one in _kids(kid):
            self._hold(kid, one)

    def _sheet(self, element: Any) -> int:
        return self.sheets[element.Pg.objgen] + 1


def _held(value: Any) -> str:
    """What a field holds: its words, or whether a box is ticked."""
    if isinstance(value, pikepdf.Name):
        return "" if value == "/Off" else TICKED
    return folded(str(value))


def _inside(element: Any, name: str, place: _RunPlace) -> _RunPlace:
    """What text in an element stands in."""
    if name == "/L":
        return _RunPlace(place.kind, place.depth + 1, place.owner)
    # A paragraph within a paragraph is a line of its own that the style sheet made of a part of it.
    if name in _KINDS and not (name in _UNNESTED and _KINDS[name] == place.kind):
        return _RunPlace(_KINDS[name], place.depth, element.objgen)
    return place


def _kids(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    yield from kids if isinstance(kids, pikepdf.Array) else [kids]


def _opening_sheets(pieces: Pieces) -> Iterator[Piece]:
    """Mark the first piece of each sheet, and a table's head that is repeated there."""
    sheet = 1
    waiting = False
    for piece in pieces:
        turned = piece.sheet > sheet
        sheet = max(sheet, piece.sheet)
        opens = turned or waiting
        # What follows a repeated head may go on with the row before it.
        waiting = opens and piece.is_repeated
        yield Piece(
            piece.kind,
            piece.text,
            piece.depth,
            piece.cells,
            piece.alt,
            piece.sheet,
            opens,
            piece.is_repeated and opens,
            words=piece.words,
        )
