"""A document as a sequence of pieces: headings, paragraphs, items, rows of tables, figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from plainleaf.print.differences import folded


@dataclass(frozen=True)
class Piece:
    """One block with its text."""

    kind: str
    """`h1` to `h6`, `p`, `item`, `label`, `row`, `caption`, `figure`, `field`, `text`."""
    text: str
    """Its text as it is compared (see `folded`)."""
    depth: int = 0
    """In how many lists it stands."""
    cells: tuple[tuple[str, str], ...] = ()
    """Of a row: whether each cell is a `th` or a `td`, and its text."""
    alt: str = ""
    """Of a figure: how it is described."""
    sheet: int = 0
    """The number of its sheet, from 1; 0 while nothing is laid out."""
    opens_sheet: bool = False
    """Whether it is the first on its sheet: it may go on with what the sheet before began."""
    is_repeated: bool = False
    """Whether it repeats the head of a table that goes on."""
    words: str = field(default="", compare=False)
    """The same text with its spaces, where it is one run of text."""

    @property
    def said(self) -> str:
        """All that it says, on one line."""
        return "|".join(text for _, text in self.cells) or self.alt + self.text


@dataclass
class _OpenPiece:
    kind: str
    depth: int
    owner: object
    sheet: int
    text: list[str] = field(default_factory=list)
    alt: str = ""


class Pieces:
    """Collects the runs of text of a document into pieces."""

    def __init__(self) -> None:
        self._done: list[Piece | _OpenPiece] = []

    def add(self, owner: object, kind: str, depth: int, text: str, sheet: int = 0) -> None:
        """Add a run of text.

        Args:
            owner: what it stands in; runs of one owner behind one another are one piece.
            kind: the owner's kind.
            depth: in how many lists it stands.
            text: the run.
            sheet: the number of its sheet.
        """
        if not text.strip():
            return
        last = self._done[-1] if self._done else None
        if isinstance(last, _OpenPiece) and last.owner == owner and last.sheet == sheet:
            last.text.append(text)
        else:
            self._done.append(_OpenPiece(kind, depth, owner, sheet, [text]))

    def put(self, piece: Piece) -> None:
        """Add a whole piece."""
        self._done.append(piece)

    def extend(self, other: Pieces) -> None:
        """Add all pieces of another collection."""
        self._done.extend(other._done)

    def __iter__(self) -> Iterator[Piece]:
        for one in self._done:
            if isinstance(one, Piece):
                yield one
                continue
            said = "".join(one.text)
            text = folded(said)
            if text:
                words = " ".join(said.split())
                yield Piece(one.kind, text, one.depth, sheet=one.sheet, words=words)
