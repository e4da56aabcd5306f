"""The command `plainleaf import`: a Word document becomes a page of a kind, with its pictures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plainleaf.authoring.image_command import Subparsers
from plainleaf.authoring.new import fields_of, path_of, today, write_new
from plainleaf.authoring.scaffold import ScaffoldError, checked_name, page_head, slug_of
from plainleaf.model.kind import Kind
from plainleaf.model.kinds import kinds
from plainleaf.reading.content import load_content
from plainleaf.reading.disk import read_regular, why_unread

if TYPE_CHECKING:
    from plainleaf.authoring.word_document import LeftOver, WordDocument, WordPicture

_DONE, _FAILED = 0, 2
_MOST: Final = 60_000_000
"""Bytes of the largest document that is read."""
_ENDINGS: Final = {"PNG": ".png", "JPEG": ".jpg", "WebP": ".webp", "GIF": ".gif"}


def add_parser(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command to those of `plainleaf`."""
    imported = [one.name for one in kinds().values() if "{" in one.path]  # a site has many
    parser = commands.add_parser("import", help="make a page of a Word document (.docx)")
    parser.add_argument("file", metavar="FILE", help="the document; it is only read")
    parser.add_argument("--kind", choices=imported, required=True, help="of the page")
    parser.add_argument("--condition", help="which one it is about (default: the only one)")
    parser.add_argument("--name", help="what the page is called (default: the document's title)")
    parser.set_defaults(run=_import)


@dataclass(frozen=True)
class _ImportedPicture:
    """A picture that goes with a page."""

    file: str
    """Its file, from the page's folder."""
    data: bytes
    """What it holds, cleaned."""
    alt: str
    """What stands in for it."""


def _import(options: argparse.Namespace, root: Path, docs: Path) -> int:
    # Loaded on use: no other command needs lxml or Pillow.
    from plainleaf.authoring.word_document import WordError, read_word

    file = Path(options.file)
    try:
        document = read_word(read_regular(file, _MOST))
    except OSError as error:
        return _failed(f"{file}: {why_unread(error)}.")
    except WordError as error:
        return _failed(f"{file}: {error}")
    try:
        return _write(options, root, docs, file.name, document)
    except ScaffoldError as error:
        return _failed(str(error))


def _write(
    options: argparse.Namespace, root: Path, docs: Path, name: str, document: WordDocument
) -> int:
    from plainleaf.authoring.word_document import LeftOver
    from plainleaf.authoring.word_page import left_comment, page_of

    kind = kinds()[options.kind]
    stem = Path(name).stem
    given = options.name or page_of(document, kind, {}, {}).title or stem
    title = checked_name(given)
    fields = _fields(kind, title, options.condition, root, docs)
    page = docs / path_of(kind, fields.get("condition", ""), title)
    pictures, refused = _pictures(document.pictures, slug_of(stem))
    made = page_of(
        document,
        kind,
        {name: one.file for name, one in pictures.items()},
        {name: one.alt for name, one in pictures.items()},
    )
    left = (*made.left, *(LeftOver(picture.place, why) for picture, why in refused))
    head = "\n".join(page_head(kind, {**fields, "title": title}, today()))
    comment = left_comment(left, name)
    _write_all(page, f"{head}\n{made.body}\n{comment}".rstrip("\n") + "\n", pictures.values())
    _tell(left, page.relative_to(root).as_posix(), len(pictures))
    return _DONE


def _fields(
    kind: Kind, title: str, condition: str | None, root: Path, docs: Path
) -> Mapping[str, str]:
    content = load_content(root, docs)
    if kind.usual_title and condition is None:
        overview = next(one for one in kinds().values() if one.as_guide)
        known = [
            str(page.raw.get("condition"))
            for page in content.pages.values()
            if page.kind is not None and page.kind.overview == overview.overview
        ]
        if len(known) != 1:
            raise ScaffoldError(f"Say which condition it is: --condition {'|'.join(known)}")
        condition = known[0]
    return fields_of(kind, condition or "" if kind.usual_title else title, condition, content)


def _pictures(
    found: Mapping[str, WordPicture], stem: str
) -> tuple[dict[str, _ImportedPicture], list[tuple[WordPicture, str]]]:
    """The pictures that a page may show, cleaned, and why the others may not."""
    from plainleaf.reading.pictures.clean import NotCleanedError, clean

    kept: dict[str, _ImportedPicture] = {}
    refused = []
    for name, picture in found.items():
        try:
            cleaned = clean(picture.data)
        except NotCleanedError as error:
            refused.append((picture, f"a picture, left out. {error}"))
            continue
        file = f"figures/{stem}-{len(kept) + 1}{_ENDINGS[cleaned.form]}"
        kept[name] = _ImportedPicture(file, cleaned.data, picture.alt)
    return kept, refused


def _write_all(page: Path, text: str, pictures: Iterable[_ImportedPicture]) -> None:
    """Write the page and its pictures, or nothing."""
    files = [page.parent / one.file for one in pictures]
    there = next((one for one in (page, *files) if one.exists() or one.is_symlink()), None)
    if there is not None:
        raise ScaffoldError(f"{there} exists already. Nothing was written.")
    written: list[Path] = []
    try:
        for file, one in zip(files, pictures, strict=True):
            file.parent.mkdir(parents=True, exist_ok=True)
            written.append(file)
            file.write_bytes(one.data)
        write_new(page, text)
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise


def _tell(left: Iterable[LeftOver], shown: str, pictures: int) -> None:
    for one in left:
        print(f"{one.place}: {one.what}")
    told = f"Wrote {shown}" + (f" and its pictures ({pictures})" if pictures else "")
    print(f"{told}. The checks name what to write: plainleaf check {shown}", file=sys.stderr)


def _failed(message: str) -> int:
    plain = "".join(one if one.isprintable() else " " for one in message)
    print(f"plainleaf: {plain}", file=sys.stderr)
    return _FAILED
