"""Every file below docs/ as the checks see it: what it is, what uses it, what words it holds.

MkDocs publishes whatever lies there, follows every link, and says nothing. `read_files` does the
reading; what it returns is data, and `plainleaf.rules.files` judges it.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final, Literal
from urllib.parse import unquote, unquote_to_bytes
from xml.parsers import expat

from plainleaf.disk import MOST, Disk, read_head
from plainleaf.pictures.magic import HEAD, is_dicom, picture_form
from plainleaf.site_facts import DrawingTag, Embedded, FileFact, Words

DATA_ENDINGS: Final = (".yml", ".yaml", ".json", ".csv")
TEXT_MOST: Final = 4_000_000
"""Bytes of the largest data file or drawing; no model reads a larger one."""
GEOMETRY: Final = frozenset(
    {"d", "points", "transform", "viewBox", "style", "class", "gradientTransform", "values"}
)
"""Attributes of drawings that hold numbers, not words."""

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
    """Return every file below docs/ that MkDocs would see, in order; pages without their text.

    Args:
        root: the project's folder; findings name files relative to it.
        docs: the folder of pages and data.
        used: files that a page or data file uses, as paths inside docs/.
        pages: the pages, as paths inside docs/.
        disk: what reads the files; by default one for this call only.
        told: files of which something is told already, as findings print them.
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
        is_text = ending in DATA_ENDINGS or ending == ".svg"
        data = disk.read(file, TEXT_MOST if is_text and not fact.form else MOST)
    except OSError as error:
        return replace(fact, unread=error.strerror or type(error).__name__)
    fact = replace(fact, digest=disk.digest(file))
    if fact.form:
        # Imported here: most sites hold no picture of dots, and their checks should cost no more.
        from plainleaf.pictures.look import look

        return replace(fact, picture=look(data))
    if ending == ".svg":
        return _with_drawing(fact, data)
    return replace(fact, text=_decoded(data)) if is_text else fact


def _with_drawing(fact: FileFact, data: bytes) -> FileFact:
    svg = _decoded(data)
    if svg is None:
        # Browsers show it all the same: what it says is read by them and by no check.
        return replace(fact, broken="line 1: it is not UTF-8")
    tags, words, broken = read_drawing(svg)
    return replace(fact, tags=tags, words=words, broken=broken, embedded=tuple(read_embedded(tags)))


def _decoded(data: bytes) -> str | None:
    """Return a file's text, line ends as they are; None for other bytes, which others tell."""
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


def read_drawing(svg: str) -> tuple[tuple[DrawingTag, ...], tuple[Words, ...], str]:
    """Return the elements and the words of a drawing with their lines, and why it cannot be read.

    Nothing is resolved: no entity, no reference to another file.
    """
    tags: list[DrawingTag] = []
    words: list[Words] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = {_local(key): value for key, value in attributes.items()}
        line = parser.CurrentLineNumber
        foreign = sorted({space for key in (name, *attributes) if (space := _foreign(key))})
        tags.append(DrawingTag(_local(name), tuple(plain.items()), line, tuple(foreign)))
        words.extend(
            Words(value, line) for key, value in plain.items() if key not in GEOMETRY and value
        )

    def say(text: str) -> None:
        # Text comes line by line.
        if text.strip():
            words.append(Words(text, parser.CurrentLineNumber))

    def hide(text: str) -> None:
        words.append(Words(text, parser.CurrentLineNumber, hidden=True))

    def forbid(*_ignored: object) -> None:
        raise _EntityError

    parser.StartElementHandler = start
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
    return tuple(tags), tuple(words), broken


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
