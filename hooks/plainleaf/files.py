"""Every file below docs/ as the checks see it: what it is, what uses it, what words it holds.

MkDocs publishes whatever lies there, follows every link, and says nothing. `read_files` does the
reading; what it returns is data, and `plainleaf.rules.files` judges it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final, Literal
from urllib.parse import unquote
from xml.parsers import expat

from plainleaf.site_facts import DrawingTag, FileFact, Words

DATA_ENDINGS: Final = (".yml", ".yaml", ".json", ".csv")
TEXT_MOST: Final = 2_000_000
"""Bytes of the largest data file or drawing whose words are read."""
GEOMETRY: Final = frozenset(
    {"d", "points", "transform", "viewBox", "style", "class", "gradientTransform", "values"}
)
"""Attributes of drawings that hold numbers, not words."""

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
    return tuple(
        _read(name, docs, inside, _shown(docs / name, root), used, pages)
        for name in sorted(_walk(docs, ""))
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
            if entry.name.startswith("."):  # MkDocs publishes none of these
                continue
            name = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(docs, name)
            else:
                yield name


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
    ending = PurePosixPath(name).suffix.lower()
    text = _text(file) if ending in DATA_ENDINGS or ending == ".svg" else None
    fact = FileFact(shown, name, used=name in used)
    if text is None:
        return fact
    if ending != ".svg":
        return FileFact(shown, name, used=name in used, text=text)
    tags, words, broken = read_drawing(text)
    return FileFact(shown, name, used=name in used, tags=tags, words=words, broken=broken)


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
    words: list[Words] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = {_local(key): value for key, value in attributes.items()}
        line = parser.CurrentLineNumber
        tags.append(DrawingTag(_local(name), tuple(plain.items()), line))
        words.extend(
            Words(value, line) for key, value in plain.items() if key not in GEOMETRY and value
        )

    def say(text: str) -> None:
        # Text comes line by line.
        if text.strip():
            words.append(Words(text, parser.CurrentLineNumber))

    def forbid(*_ignored: object) -> None:
        raise _EntityError

    parser.StartElementHandler = start
    parser.CharacterDataHandler = say
    parser.CommentHandler = say
    parser.ProcessingInstructionHandler = lambda _target, text: say(text)
    parser.EntityDeclHandler = forbid
    broken = ""
    try:
        parser.Parse(svg, True)  # expat's own signature
    except _EntityError:
        broken = f"line {parser.CurrentLineNumber}: it declares an entity"
    except expat.ExpatError as error:
        broken = f"line {error.lineno}: {expat.ErrorString(error.code)}"
    return tuple(tags), tuple(words), broken


class _EntityError(Exception):
    """A drawing declares an entity; a few bytes of them can grow to gigabytes."""


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
