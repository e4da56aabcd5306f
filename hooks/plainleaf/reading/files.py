"""Every file below docs/ as the checks see it: what it is, what uses it, what words it holds.

MkDocs publishes whatever lies there, follows every link, and says nothing. `read_files` does the
reading; what it returns is data, and `plainleaf.checks.rules.files` judges it.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final, Literal
from urllib.parse import unquote, unquote_to_bytes
from xml.parsers import expat

from plainleaf.model.site_facts import DrawingTag, DrawingWords, Embedded, FileFact
from plainleaf.reading.disk import MOST, Disk, read_head, why_unread
from plainleaf.reading.drawing import DEEPEST
from plainleaf.reading.pictures.magic import HEAD, is_dicom, picture_form
from plainleaf.reading.sounds import ENDINGS as SOUNDS
from plainleaf.reading.sounds import read_sound
from plainleaf.text.printable import quoted

TEXT_ENDINGS: Final = (".yml", ".yaml", ".json", ".csv", ".txt", ".vtt")
TEXT_MOST: Final = 4_000_000
"""Bytes of the largest data file or drawing; no model reads a larger one."""
GEOMETRY: Final = frozenset(
    {"d", "points", "transform", "viewBox", "gradientTransform", "patternTransform"}
)
"""Attributes of drawings that hold numbers, and by PL907 no words."""
_COORDINATE: Final = re.compile(r"-?\d{0,4}(?:\.\d{1,9})?(?:px|%|em|pt)?")
"""An SVG coordinate: too short for a number that identifies a person."""

_DRAWING_SPACES: Final = frozenset(
    (
        "",
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
        "http://www.w3.org/XML/1998/namespace",
    )
)
"""What drawings are made of. Drawing programs add their own: who drew it, where it was saved."""

LinkTrouble = Literal["", "outside", "circle", "nowhere", "folder"]


def read_files(
    root: Path,
    docs: Path,
    used: Collection[str],
    pages: Collection[str],
    disk: Disk | None = None,
    told: Collection[str] = (),
) -> tuple[FileFact, ...]:
    """Every file below docs/ that MkDocs would see, in order; pages without their text.

    Args:
        root: the project's folder; findings name files relative to it.
        docs: the folder of pages and data.
        used: files that a page or data file uses, as paths inside docs/.
        pages: the pages, as paths inside docs/.
        disk: what reads the files; by default one for this call only.
        told: files with findings already, as findings print their names.
    """
    disk = disk or Disk()
    inside = os.path.realpath(docs)
    found = (
        _read(docs / name, name, inside, _shown(docs / name, root), used, pages, disk)
        for name in sorted(_walk(docs, ""))
    )
    # Nobody publishes a hidden file by this site, but it would be handed on with the sources.
    return tuple(
        replace(file, told=True) if file.unread and file.path in told else file
        for file in found
        if file.dicom or not _hidden(file.src)
    )


def targets(page: str, addresses: Iterable[str]) -> Iterator[str]:
    """Yield the files inside docs/ that addresses on a page lead to; they need not exist."""
    folder = PurePosixPath(page).parent
    for address in addresses:
        path = unquote(address.partition("#")[0].partition("?")[0])
        if path and ":" not in path and not path.startswith("/"):
            yield os.path.normpath((folder / path).as_posix()).replace(os.sep, "/")


def _walk(docs: Path, folder: str) -> Iterator[str]:
    with os.scandir(docs / folder) as entries:
        for entry in entries:
            name = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(docs, name)
            else:
                yield name


def _hidden(name: str) -> bool:
    """Whether MkDocs leaves a file out."""
    return any(part.startswith(".") for part in name.split("/"))


def _shown(file: Path, root: Path) -> str:
    try:
        return file.relative_to(root).as_posix()
    except ValueError:
        return file.as_posix()


def _read(
    file: Path,
    name: str,
    inside: str,
    shown: str,
    used: Collection[str],
    pages: Collection[str],
    disk: Disk,
) -> FileFact:
    trouble = _link_trouble(file, inside) if file.is_symlink() else ""
    if trouble or name in pages:
        return FileFact(shown, name, is_page=name in pages, link=trouble)
    fact = FileFact(shown, name, used=name in used)
    try:
        head, size = read_head(file, HEAD)
        fact = replace(fact, size=size, dicom=is_dicom(head, size), form=picture_form(head))
        if fact.dicom or _hidden(name):
            return fact
        ending = PurePosixPath(name).suffix.lower()
        is_text = ending in TEXT_ENDINGS or ending == ".svg"
        data = disk.read(file, TEXT_MOST if is_text and not fact.form else MOST)
    except OSError as error:
        return replace(fact, unread=why_unread(error))
    fact = replace(fact, digest=disk.digest(file))
    if fact.form:
        # Loaded on use: most sites hold no raster image.
        from plainleaf.reading.pictures.look import look

        return replace(fact, picture=disk.last.of(("picture", name), look, data))
    if ending == ".svg":
        return _with_drawing(fact, data)
    if ending in SOUNDS:
        sound = read_sound(data)
        said = sound.words if sound else ()
        return replace(fact, sound=sound, words=tuple(DrawingWords(one, 1) for one in said))
    return replace(fact, text=_decoded(data)) if is_text else fact


def _with_drawing(fact: FileFact, data: bytes) -> FileFact:
    svg = _decoded(data)
    if svg is None:
        # Browsers show it all the same: what it says is read by them and by no check.
        return replace(fact, broken="line 1: it is not UTF-8")
    tags, words, broken = read_drawing(svg)
    return replace(fact, tags=tags, words=words, broken=broken, embedded=tuple(read_embedded(tags)))


def _decoded(data: bytes) -> str | None:
    """A file's text, line ends as they are; None for other bytes, which others tell."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _link_trouble(link: Path, inside: str) -> LinkTrouble:
    try:
        target = link.resolve(strict=True)
    except FileNotFoundError:
        return "nowhere"
    except (OSError, RuntimeError):  # RuntimeError: Python 3.11's word for a circle
        return "circle"
    if target.is_dir():
        # Its files would be published unchecked: pages are looked for in real folders only.
        return "circle" if Path(inside).is_relative_to(target) else "folder"
    return "" if target.is_relative_to(inside) else "outside"


def read_drawing(svg: str) -> tuple[tuple[DrawingTag, ...], tuple[DrawingWords, ...], str]:
    """The elements and the words of a drawing with their lines, and why it cannot be read.

    Nothing is resolved: no entity, no reference to another file.
    """
    reader = _DrawingReader()
    broken = ""
    try:
        reader.parser.Parse(svg, True)  # expat's own signature
    except _RefusedError as error:
        broken = f"line {reader.parser.CurrentLineNumber}: {error}"
    except expat.ExpatError as error:
        broken = f"line {error.lineno}: its tags do not fit together, or it breaks off"
    except UnicodeEncodeError:  # half a character, which no UTF-8 file holds
        broken = "line 1: it is not UTF-8"
    return tuple(reader.tags), tuple(reader.words), broken or reader.copies_of_copies()


class _DrawingReader:
    """Collects what expat tells of a drawing."""

    def __init__(self) -> None:
        self.tags: list[DrawingTag] = []
        self.words: list[DrawingWords] = []
        # What stands open: name, id, the line of its first text, its text so far.
        self.open: list[tuple[str, str, list[int], list[str]]] = []
        # Ids that hold a copy of something, and the first line at which each thing is copied.
        self.holding: set[str] = set()
        self.copied: dict[str, int] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.XmlDeclHandler = self.declare
        self.parser.StartDoctypeDeclHandler = self.say_type
        self.parser.EntityDeclHandler = self.forbid
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.say
        self.parser.CommentHandler = self.hide
        self.parser.ProcessingInstructionHandler = lambda kind, text: self.hide(f"{kind} {text}")

    def declare(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "us-ascii"):
            # A browser would read other letters than the checks do.
            raise _RefusedError(f"it says that it is {quoted(encoding, 20)}, not UTF-8")

    def say_type(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        if (system or "", public or "") not in _DOCTYPES and (system or public or name != "svg"):
            raise _RefusedError("its DOCTYPE leads to another file")
        # Entities that are declared inside are told at their own lines, the rest at the end.
        self.parser.EndDoctypeDeclHandler = self.end_type if internal else None

    def end_type(self) -> None:
        raise _RefusedError("it declares something in its DOCTYPE")

    def forbid(self, *_ignored: object) -> None:
        raise _RefusedError("it declares an entity")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= DEEPEST:
            raise _RefusedError(f"more than {DEEPEST} elements stand inside one another")
        plain = {_local(key): value for key, value in attributes.items()}
        line = self.parser.CurrentLineNumber
        foreign = sorted({space for key in (name, *attributes) if (space := _foreign(key))})
        tag = DrawingTag(_local(name), tuple(plain.items()), line, tuple(foreign))
        self.tags.append(tag)
        self.words.extend(
            DrawingWords(value, line)
            for key, value in plain.items()
            if key not in GEOMETRY and value and _COORDINATE.fullmatch(value) is None
        )
        self.open.append((tag.name, plain.get("id", ""), [], []))
        if tag.name == "use":
            self.copied.setdefault(plain.get("href", "").removeprefix("#"), line)
            self.holding.update(one for _, one, _, _ in self.open if one)

    def end(self, _name: str) -> None:
        name, _, lines, texts = self.open.pop()
        text = "".join(texts)
        if name in _PARTS_OF_TEXT and self.open:  # reads on in the text around it
            self.open[-1][2].extend(lines)
            self.open[-1][3].extend((text, _PART))
            return
        for said in dict.fromkeys((text.replace(_PART, ""), text.replace(_PART, " "))):
            if said.strip():
                self.words.append(DrawingWords(said, lines[0], style=name == "style"))

    def say(self, text: str) -> None:
        # Text comes in pieces: at each end of a line and at each reference to a character.
        if self.open and (text.strip() or self.open[-1][3]):
            self.open[-1][2].append(self.parser.CurrentLineNumber)
            self.open[-1][3].append(text)

    def hide(self, text: str) -> None:
        self.words.append(DrawingWords(text, self.parser.CurrentLineNumber, hidden=True))

    def copies_of_copies(self) -> str:
        """Why a drawing cannot be shown whose copies multiply: ten of ten of ten of ten."""
        line = min((self.copied[one] for one in self.copied if one in self.holding), default=0)
        return f"line {line}: it copies what holds copies itself" if line else ""


_PARTS_OF_TEXT: Final = frozenset(("tspan", "textPath", "a"))
_PART: Final = "\0"
"""Stands between parts of a text; no XML holds it."""
_DOCTYPES: Final = frozenset(
    (f"http://www.w3.org/Graphics/SVG/{number}/DTD/{file}.dtd", f"-//W3C//DTD SVG {name}//EN")
    for number, file, name in (
        ("1.0", "svg10", "1.0"),
        ("1.1", "svg11", "1.1"),
        ("1.1", "svg11-basic", "1.1 Basic"),
        ("1.1", "svg11-tiny", "1.1 Tiny"),
    )
) | {("http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd", "-//W3C//DTD SVG 1.0//EN")}
"""Address and name of the types that drawing programs write; nobody opens them."""


def read_embedded(tags: Iterable[DrawingTag]) -> Iterator[Embedded]:
    """Yield what the pictures hold that a drawing carries inside of itself, as data addresses."""
    for tag in tags:
        for name, value in tag.attributes:
            if name in ("href", "src") and value[:11].lower() == "data:image/":
                from plainleaf.reading.pictures.look import look

                yield Embedded(tag.line, look(_data_of(value)))


def _data_of(address: str) -> bytes:
    """The bytes that a data address holds (RFC 2397)."""
    kind, _, held = address.partition(",")
    held_bytes = unquote_to_bytes(held)
    if not kind.lower().rstrip().endswith(";base64"):
        return held_bytes
    try:
        return base64.b64decode(held_bytes)  # what is no letter of base64 is left out
    except ValueError:
        return b""


class _RefusedError(Exception):
    """Why a drawing is read no further, as the end of a sentence.

    A few bytes of entities can grow to gigabytes, and a type can give attributes to all elements.
    """


def _foreign(name: str) -> str:
    """The namespace of an element or attribute that no drawing needs; else nothing."""
    space = name.rpartition(" ")[0]
    return "" if space in _DRAWING_SPACES else space


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
