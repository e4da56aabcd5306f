"""Reads what a printed file draws: the text under each mark of its structure, and where it stands.

It knows the operators of PDF that set text, move it and cut it off, and refuses a file that sets
text in a way it does not know: what was not read is not proved. Letters are told as the file tells
them to screen readers and to whoever copies them (ToUnicode), which is ligatures undone.
"""

from __future__ import annotations

import copy
import re
import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""

_CLOSES_PATH: Final = ("n", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*")
_LINES: Final = ("m", "l", "c", "v", "y")
_OPERATORS: Final = " ".join(
    (
        *("q", "Q", "cm", "gs", "Do", "BDC", "BMC", "EMC", "re", "W", "W*"),
        *("BT", "Tf", "Tm", "Ts", "Tr", "TJ", "Tj"),
        *("Td", "TD", "T*", "TL", "Tc", "Tw", "Tz", "'", '"'),  # not used, so not known here
        *_LINES,
        *_CLOSES_PATH,
    )
)
"""What is looked at; colors, lines and shades are not."""
_INVISIBLE: Final = 3
_IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_EVERYWHERE: Final[Box] = (-1e9, -1e9, 1e9, 1e9)
_NO_MARK: Final = -1
_HALF: Final = 0.5
"""Height of a letter without ascenders, in sizes of type: what must be seen of a line."""
_SLACK: Final = 1.0
"""Points that a letter may stand over an edge: its box is a little wider than its ink."""


class PrintReadingError(ValueError):
    """A printed file holds something that cannot be read; the message says what."""


@dataclass(frozen=True)
class Cut:
    """Text that stands beyond the edge of its sheet, or of what is shown of it."""

    sheet: int
    """Number of the sheet, from 1."""
    text: str
    beyond: float
    """How far it reaches over the edge, in points."""
    mark: int | None = None
    """Its mark in the structure."""


@dataclass
class Drawn:
    """What one sheet shows."""

    marked: dict[int, str] = field(default_factory=dict)
    """The text under each mark of the structure (MCID)."""
    loose: list[str] = field(default_factory=list)
    """Text under no mark, and no artifact either: no screen reader finds it."""
    cut: list[Cut] = field(default_factory=list)


@dataclass(frozen=True)
class _Font:
    letters: Mapping[int, str]
    widths: Mapping[int, float]
    """In thousandths of the size of type."""


@dataclass
class _GraphicsState:
    """What `q` keeps and `Q` gives back."""

    matrix: Matrix
    clip: Box
    font: _Font | None = None
    size: float = 0.0
    rise: float = 0.0
    mode: int = 0
    seen: bool = True
    """False while all is drawn with no opacity at all."""
    group_seen: bool = True
    """The same of what it is drawn within."""


class ContentReader:
    """Reads the sheets of one file; fonts are read once."""

    def __init__(self) -> None:
        self._fonts: dict[object, _Font] = {}

    def sheet(self, page: pikepdf.Page, number: int) -> Drawn:
        """What a page shows.

        Raises:
            ReadingError: it sets text in a way that is not known here.
        """
        left, bottom, right, top = (float(one) for one in page.mediabox)
        reader = _SheetReader(self, number)
        reader.read(page, page.resources, _GraphicsState(_IDENTITY, (left, bottom, right, top)))
        return reader.drawn

    def font(self, resources: Any, name: str) -> _Font:
        """A font by its name in a page's resources."""
        found = resources.Font[name]
        key = found.objgen if found.is_indirect else (name, id(resources))
        if key not in self._fonts:
            self._fonts[key] = _read_font(found)
        return self._fonts[key]


class _SheetReader:
    """Follows the operators of one sheet."""

    def __init__(self, reader: ContentReader, number: int) -> None:
        self.reader = reader
        self.number = number
        self.drawn = Drawn()
        self.marks: list[int | None] = []
        """The mark of each open sequence; None for an artifact, `_NO_MARK` for none."""

    def read(self, content: Any, resources: Any, state: _GraphicsState) -> None:
        """Follow a stream: a page's own, or that of something it holds."""
        stream = _Stream(self, resources, state)
        for instruction in pikepdf.parse_content_stream(content, _OPERATORS):
            stream.follow(str(instruction.operator), instruction.operands)

    def note(self, words: str, state: _GraphicsState, text: Matrix, width: float) -> None:
        """Note a line of text that begins at a place and is so wide."""
        place = _times(text, state.matrix)
        corners = [_moved(place, x, y) for x in (0, width) for y in (0, state.size * _HALF)]
        beyond = _beyond(corners, state.clip)
        mark = next((one for one in reversed(self.marks) if one != _NO_MARK), None)
        seen = state.seen and state.group_seen and state.mode != _INVISIBLE
        if words.strip() and (beyond > _SLACK or not seen):
            self.drawn.cut.append(Cut(self.number, words.strip(), max(beyond, 0.0), mark))
        if None in self.marks:
            return
        if mark is None:
            self.drawn.loose.append(words)
        else:
            self.drawn.marked[mark] = self.drawn.marked.get(mark, "") + words

    def note_picture(self, state: _GraphicsState) -> None:
        """Note a picture, which fills the square of its grid."""
        corners = [_moved(state.matrix, x, y) for x in (0, 1) for y in (0, 1)]
        beyond = _beyond(corners, state.clip)
        if beyond > _SLACK:
            self.drawn.cut.append(Cut(self.number, "A picture", beyond))


class _Stream:
    """Follows the operators of one stream."""

    def __init__(self, sheet: _SheetReader, resources: Any, state: _GraphicsState) -> None:
        self.sheet = sheet
        self.resources = resources
        self.state = state
        self._kept: list[_GraphicsState] = []
        self._path: list[tuple[float, float]] = []
        self._clips = False
        self._text: Matrix = _IDENTITY
        self._acts: dict[str, Callable[[Any], None]] = {
            "q": self._keep,
            "Q": self._give_back,
            "cm": self._move,
            "BDC": self._begin_marked,
            "BMC": self._begin,
            "EMC": self._end,
            "BT": self._begin_text,
            "Tm": self._place_text,
            "Tf": self._take_font,
            "Ts": self._rise,
            "Tr": self._take_mode,
            "TJ": self._show_pieces,
            "Tj": self._show,
            "W": self._clip,
            "W*": self._clip,
            "re": self._rectangle,
            "gs": self._take_look,
            "Do": self._draw,
            **dict.fromkeys(_LINES, self._line),
            **dict.fromkeys(_CLOSES_PATH, self._close_path),
        }

    def follow(self, name: str, operands: Any) -> None:
        """Follow one operator.

        Raises:
            ReadingError: it sets text in a way that is not known here.
        """
        act = self._acts.get(name)
        if act is None:
            raise PrintReadingError(f"sheet {self.sheet.number} sets text by “{name}”")
        act(operands)

    # --- state ---

    def _keep(self, _operands: Any) -> None:
        self._kept.append(copy.copy(self.state))

    def _give_back(self, _operands: Any) -> None:
        self.state = self._kept.pop()

    def _move(self, operands: Any) -> None:
        self.state.matrix = _times(_matrix(operands), self.state.matrix)

    def _take_look(self, operands: Any) -> None:
        look = self.resources.ExtGState[str(operands[0])]
        self.state.seen = float(look.get("/ca", 1)) > 0

    def _begin_marked(self, operands: Any) -> None:
        is_artifact = str(operands[0]) == "/Artifact"
        self.sheet.marks.append(None if is_artifact else int(operands[1].get("/MCID", _NO_MARK)))

    def _begin(self, operands: Any) -> None:
        self.sheet.marks.append(None if str(operands[0]) == "/Artifact" else _NO_MARK)

    def _end(self, _operands: Any) -> None:
        self.sheet.marks.pop()

    # --- what is cut off ---

    def _line(self, operands: Any) -> None:
        numbers = [float(one) for one in operands]
        self._path.extend(zip(numbers[::2], numbers[1::2], strict=True))

    def _rectangle(self, operands: Any) -> None:
        x, y, width, height = (float(one) for one in operands)
        self._path += [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]

    def _clip(self, _operands: Any) -> None:
        self._clips = True

    def _close_path(self, _operands: Any) -> None:
        if self._clips:
            self.state.clip = _narrowed(self.state, self._path)
        self._path, self._clips = [], False

    # --- what is drawn ---

    def _draw(self, operands: Any) -> None:
        thing = self.resources.XObject[str(operands[0])]
        if thing.Subtype != "/Form":
            self.sheet.note_picture(self.state)
            return
        inner = copy.copy(self.state)
        inner.group_seen = inner.group_seen and inner.seen
        if "/Matrix" in thing:
            inner.matrix = _times(_matrix(thing.Matrix), inner.matrix)
        left, bottom, right, top = (float(one) for one in thing.BBox)
        inner.clip = _narrowed(inner, [(left, bottom), (right, top), (left, top), (right, bottom)])
        self.sheet.read(thing, thing.get("/Resources", self.resources), inner)

    def _begin_text(self, _operands: Any) -> None:
        self._text = _IDENTITY

    def _place_text(self, operands: Any) -> None:
        self._text = _matrix(operands)

    def _take_font(self, operands: Any) -> None:
        self.state.font = self.sheet.reader.font(self.resources, str(operands[0]))
        self.state.size = float(operands[1])

    def _rise(self, operands: Any) -> None:
        self.state.rise = float(operands[0])

    def _take_mode(self, operands: Any) -> None:
        self.state.mode = int(operands[0])

    def _show(self, operands: Any) -> None:
        self._show_pieces([operands])

    def _show_pieces(self, operands: Any) -> None:
        state = self.state
        if state.font is None:
            raise PrintReadingError(f"sheet {self.sheet.number} sets text without a font")
        words, across = _read_line(operands[0], state.font, self.sheet.number)
        width = across / 1000 * state.size
        self.sheet.note(words, state, _times((1, 0, 0, 1, 0, state.rise), self._text), width)
        self._text = _times((1, 0, 0, 1, width, 0), self._text)


def _read_line(pieces: Iterable[Any], font: _Font, sheet: int) -> tuple[str, float]:
    """The letters of a line, and its width in thousandths of the size of type."""
    letters, widths = font.letters, font.widths
    said: list[str] = []
    across = 0.0
    for piece in pieces:
        if isinstance(piece, int | float | Decimal):
            across -= float(piece)
            continue
        codes = bytes(piece)
        for code in struct.unpack(f">{len(codes) // 2}H", codes):
            if code not in letters:
                raise PrintReadingError(f"sheet {sheet} draws a letter without its name")
            said.append(letters[code])
            across += widths.get(code, 0.0)
    return "".join(said), across


# --- numbers ---------------------------------------------------------------------------------


def _matrix(operands: Iterable[Any]) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in operands)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _narrowed(state: _GraphicsState, path: list[tuple[float, float]]) -> Box:
    """What is shown within a path, taken as its box."""
    if not path:
        return state.clip
    moved = [_moved(state.matrix, x, y) for x, y in path]
    left, bottom, right, top = state.clip
    return (
        max(left, min(x for x, _ in moved)),
        max(bottom, min(y for _, y in moved)),
        min(right, max(x for x, _ in moved)),
        min(top, max(y for _, y in moved)),
    )


def _beyond(corners: list[tuple[float, float]], box: Box) -> float:
    left, bottom, right, top = box
    return max(max(left - x, x - right, bottom - y, y - top) for x, y in corners)


# --- marks and fonts -------------------------------------------------------------------------


_BFCHAR: Final = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_BFRANGE: Final = re.compile(rb"beginbfrange")
_PAIR: Final = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")


def _read_font(font: Any) -> _Font:
    if font.get("/Encoding") != "/Identity-H" or "/ToUnicode" not in font:
        raise PrintReadingError("a font does not tell the names of its letters")
    table = font.ToUnicode.read_bytes()
    if _BFRANGE.search(table):
        raise PrintReadingError("a font tells the names of its letters by ranges")
    letters = {
        int(code, 16): bytes.fromhex(said.decode()).decode("utf-16-be")
        for part in _BFCHAR.findall(table)
        for code, said in _PAIR.findall(part)
    }
    return _Font(letters, _widths(font.DescendantFonts[0].get("/W", [])))


def _widths(listed: Any) -> dict[int, float]:
    found: dict[int, float] = {}
    waiting = list(listed)
    while waiting:
        first, second = int(waiting.pop(0)), waiting.pop(0)
        if isinstance(second, pikepdf.Array):
            found |= {first + place: float(one) for place, one in enumerate(second)}
        else:
            width = float(waiting.pop(0))
            found |= dict.fromkeys(range(first, int(second) + 1), width)
    return found
