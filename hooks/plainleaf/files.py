"""Every file below docs/ as the checks see it: what it is, what uses it, what words it holds.

MkDocs publishes whatever lies there, follows every link, and says nothing. `read_files` does the
reading; what it returns is data, and `plainleaf.rules.files` judges it.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final, Literal
from urllib.parse import unquote, unquote_to_bytes
from xml.parsers import expat

from plainleaf.pictures.magic import HEAD, is_dicom, picture_form
from plainleaf.site_facts import DrawingTag, Embedded, FileFact, Picture, Words

DATA_ENDINGS: Final = (".yml", ".yaml", ".json", ".csv")
TEXT_MOST: Final = 2_000_000
"""Bytes of the largest data file or drawing whose words are read."""
PICTURE_MOST: Final = 20_000_000
"""Bytes of the largest picture that is looked into; a larger one is refused for its size."""
GEOMETRY: Final = frozenset({"d", "points", "transform", "viewBox", "gradientTransform", "values"})
"""Attributes of drawings that hold numbers, not words."""
_NO_GEOMETRY: Final = re.compile(
    r"(?!(?:translate|rotate|scale|matrix|skewX|skewY|rgba?|none)\b)[A-Za-z]{3}|\^"
)
"""A word where numbers should be."""
_COORDINATE: Final = re.compile(r"-?\d{0,4}(?:\.\d{1,9})?(?:px|%|em|pt)?")
"""A number of which drawings hold hundreds, each by itself; too short to be anybody's."""
_INSIDE_TEXT: Final = frozenset(("tspan", "textPath", "a"))
"""Elements inside of a text."""

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
    root: Path, docs: Path, used: Collection[str], pages: Collection[str]
) -> tuple[FileFact, ...]:
    """Return every file below docs/ that MkDocs would see, in order; pages without their text.

    Args:
        root: the project's folder; findings name files relative to it.
        docs: the folder of pages and data.
        used: files that a page or data file uses, as paths inside docs/.
        pages: the pages, as paths inside docs/.
    """
    inside = os.path.realpath(docs)
    found = (
        _read(name, docs, inside, _shown(docs / name, root), used, pages)
        for name in sorted(_walk(docs, ""))
    )
    # Nobody publishes a hidden file by this site, but it would be handed on with the sources.
    return tuple(file for file in found if file.dicom or not _hidden(file.src))


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
    name: str, docs: Path, inside: str, shown: str, used: Collection[str], pages: Collection[str]
) -> FileFact:
    file = docs / name
    trouble = _link_trouble(file, inside) if file.is_symlink() else ""
    if trouble or name in pages:
        return FileFact(shown, name, is_page=name in pages, link=trouble)
    head, size = _head(file)
    fact = FileFact(
        shown,
        name,
        used=name in used,
        size=size,
        dicom=is_dicom(head, size),
        form=picture_form(head),
    )
    ending = PurePosixPath(name).suffix.lower()
    if fact.dicom or _hidden(name):
        return fact
    if fact.form:
        return replace(fact, picture=_picture(file) if size <= PICTURE_MOST else None)
    text = _text(file) if ending in DATA_ENDINGS or ending == ".svg" else None
    if text is None:
        return fact
    if ending != ".svg":
        return replace(fact, text=text)
    tags, words, broken = read_drawing(text)
    return replace(fact, tags=tags, words=words, broken=broken, embedded=tuple(read_embedded(tags)))


def _head(file: Path) -> tuple[bytes, int]:
    """Return the first bytes of a file, and how many it has; none when it cannot be read."""
    try:
        if not file.is_file():  # a pipe would keep us waiting
            return b"", 0
        with file.open("rb") as stream:
            return stream.read(HEAD), os.fstat(stream.fileno()).st_size
    except OSError:
        return b"", 0


def _picture(file: Path) -> Picture | None:
    # Imported here: most sites hold no picture of dots, and their checks should cost nothing more.
    from plainleaf.pictures.look import look

    try:
        return look(file.read_bytes())
    except OSError:
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


def _text(file: Path) -> str | None:
    """Return a file's text; None when it is no text, which other checks tell."""
    try:
        if file.stat().st_size > TEXT_MOST:
            return None
        # newline="": line ends as they are
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return stream.read()
    except (OSError, UnicodeDecodeError):
        return None


def read_drawing(svg: str) -> tuple[tuple[DrawingTag, ...], tuple[Words, ...], str]:
    """Return the elements and the words of a drawing with their lines, and why it cannot be read.

    Nothing is resolved: no entity, no reference to another file.
    """
    tags: list[DrawingTag] = []
    texts: list[Words] = []
    others: list[Words] = []
    spoken: list[tuple[str, int]] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = {_local(key): value for key, value in attributes.items()}
        line = parser.CurrentLineNumber
        foreign = sorted({space for key in (name, *attributes) if (space := _foreign(key))})
        tags.append(DrawingTag(_local(name), tuple(plain.items()), line, tuple(foreign)))
        others.extend(Words(value, line) for key, value in plain.items() if _says(key, value))
        end(name)

    def say(text: str) -> None:
        # Text comes line by line.
        spoken.append((text, parser.CurrentLineNumber))

    def end(name: str) -> None:
        # Letters that a program set one by one are one word to a reader.
        if _local(name) not in _INSIDE_TEXT:
            texts.extend(_joined(spoken))
            spoken.clear()

    def hide(text: str) -> None:
        others.append(Words(text, parser.CurrentLineNumber, hidden=True))

    def declare(_name: str, system: str | None, public: str | None, _subset: bool) -> None:
        held = f"{public or ''} {system or ''}"
        others.append(Words(held, parser.CurrentLineNumber))

    def forbid(*_ignored: object) -> None:
        raise _EntityError

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = declare
    parser.CharacterDataHandler = say
    parser.CommentHandler = hide
    parser.ProcessingInstructionHandler = lambda target, text: hide(f"{target} {text}")
    parser.EntityDeclHandler = forbid
    broken = ""
    try:
        parser.Parse(svg, True)  # expat's own signature
    except _EntityError:
        broken = f"line {parser.CurrentLineNumber}: it declares an entity"
    except expat.ExpatError as error:
        broken = f"line {error.lineno}: {expat.ErrorString(error.code)}"
    texts.extend(_joined(spoken))
    return tuple(tags), (*texts, *others), broken


def _says(name: str, value: str) -> bool:
    """Whether an attribute of a drawing holds words."""
    if name in GEOMETRY:
        return _NO_GEOMETRY.search(value) is not None
    return bool(value) and _COORDINATE.fullmatch(value) is None


def _joined(spoken: Sequence[tuple[str, int]]) -> Iterator[Words]:
    """Pieces of text with their lines as one; a line's end inside of a tag counts as one here."""
    parts: list[str] = []
    here = spoken[0][1] if spoken else 0
    for text, line in spoken:
        parts += ["\n" * (line - here), text]
        here = max(line, here) + text.count("\n")
    joined = "".join(parts)
    if joined.strip():
        yield Words(joined, spoken[0][1])


def read_embedded(tags: Iterable[DrawingTag]) -> Iterator[Embedded]:
    """Yield what the pictures hold that a drawing carries inside of itself, as data addresses."""
    for tag in tags:
        for name, value in tag.attributes:
            if name in ("href", "src") and value[:11].lower() == "data:image/":
                from plainleaf.pictures.look import look

                yield Embedded(tag.line, look(_data_of(value)))


def _data_of(address: str) -> bytes:
    """Return the bytes that a data address holds (RFC 2397)."""
    kind, _, held = address.partition(",")
    held_bytes = unquote_to_bytes(held)
    if not kind.lower().rstrip().endswith(";base64"):
        return held_bytes
    try:
        return base64.b64decode(held_bytes)  # what is no letter of base64 is left out
    except ValueError:
        return b""


class _EntityError(Exception):
    """A drawing declares an entity; a few bytes of them can grow to gigabytes."""


def _foreign(name: str) -> str:
    """Return the namespace of an element or attribute that no drawing needs; else nothing."""
    space = name.rpartition(" ")[0]
    return "" if space in _DRAWING_SPACES else space


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
