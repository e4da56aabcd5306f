"""`plainleaf image`: cleans pictures, reads the words in them, makes them from DICOM.

Nothing is overwritten unless asked: `clean` alone only tells, `--output` writes a new file, and
`--in-place` puts the clean picture where the old one was, in one step and without a copy. A copy
would keep, beside the page, what was to go.
"""

from __future__ import annotations

import argparse
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from plainleaf.model.figures import Modality
from plainleaf.reading.disk import read_regular, why_unread

if TYPE_CHECKING:
    from plainleaf.reading.pictures.clean import Cleaned

CLEAN, FOUND, FAILED = 0, 1, 2

MOST = 200_000_000
"""Bytes of the largest picture that is read: what comes from a scanner may be large."""

Subparsers = argparse._SubParsersAction  # argparse has no public name for it


def add_parser(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command to those of `plainleaf`."""
    image = commands.add_parser("image", help="clean pictures, or read the words in them")
    ways = image.add_subparsers(required=True, metavar="WAY")
    clean = ways.add_parser("clean", help="write pictures anew, without anything but the picture")
    clean.add_argument("files", nargs="+", metavar="FILE", help="PNG, JPEG, GIF, WebP or TIFF")
    where = clean.add_mutually_exclusive_group()
    where.add_argument("--in-place", action="store_true", help="replace the files; keeps no copy")
    where.add_argument("--output", metavar="FILE", help="write this new file, of one picture only")
    clean.set_defaults(run=_clean)
    read = ways.add_parser("read", help="look for words in pictures, by tesseract")
    read.add_argument("files", nargs="+", metavar="FILE", help="PNG, JPEG, GIF or WebP")
    read.set_defaults(run=_read)
    _add_dicom(ways)


def _add_dicom(ways: Subparsers[argparse.ArgumentParser]) -> None:
    made = ways.add_parser("from-dicom", help="make a case's figure from a hospital's own images")
    made.add_argument("series_folders", nargs="+", metavar="SERIES", help="a folder of DICOM files")
    made.add_argument("--case", required=True, metavar="NAME", help="its folder in docs/cases")
    made.add_argument(
        "--permission",
        required=True,
        metavar="TEXT",
        help="who allowed the picture to be shown, and when",
    )
    made.add_argument("--figure", metavar="NAME", help="what the figure is called in the page")
    made.add_argument("--series", type=int, dest="number", help="which one of several in a folder")
    planes = ("axial", "coronal", "sagittal", "frontal")
    made.add_argument("--plane", choices=planes, help="frontal: computed from CT")
    made.add_argument("--window", action="append", metavar="NAME", help="such as bone; repeat it")
    made.add_argument("--slices", metavar="FIRST-LAST", help="counted from head, front or right")
    made.add_argument("--count", type=int, help="how many slices, spread evenly")
    made.add_argument("--crop", metavar="L,T,W,H", help="left, top, width, height as shares")
    made.add_argument("--modality", choices=get_args(Modality), help="where no file says it")
    made.add_argument("--region", metavar="TEXT", help="the part of the body, likewise")
    made.add_argument("--credit", metavar="TEXT", help="who made it")
    made.add_argument("--license", metavar="TEXT", help="on what terms it may be used")
    made.add_argument("--license-url", metavar="URL", help="where these terms stand")
    made.add_argument("--contact-sheet", metavar="FILE", help="where all pictures are put together")
    made.add_argument(
        "--looked", action="store_true", help="you looked: no picture names or shows anybody"
    )
    made.set_defaults(run=_from_dicom)


def _clean(options: argparse.Namespace, _root: Path, _docs: Path) -> int:
    if options.output and len(options.files) > 1:
        return _failed("--output takes one picture. Use --in-place for several.")
    worst = CLEAN
    for name in options.files:
        worst = max(worst, _clean_one(Path(name), options))
    return worst


def _clean_one(file: Path, options: argparse.Namespace) -> int:
    # Loaded on use: no other command needs Pillow.
    from plainleaf.reading.pictures.clean import FORMS, NotCleanedError, clean, is_upright

    output = Path(options.output) if options.output else None
    if output is not None and output.suffix.lower() not in FORMS:
        return _failed(f"{output} must end in {', '.join(FORMS)}.")
    try:
        data = read_regular(file, MOST)
        found = clean(data, FORMS[output.suffix.lower()] if output else "")
    except OSError as error:
        return _failed(f"{file}: {why_unread(error)}.")
    except NotCleanedError as error:
        return _failed(f"{file}: {error}")
    if output is None and not found.removed and is_upright(data):
        print(f"{file}: nothing to remove; left as it is.")
        return CLEAN
    status, done = CLEAN, f"written to {output}; {file} is still there, with all of it"
    if output is not None:
        if not _write_new(output, found.data):
            return _failed(f"{output} exists. Name a new file, or use --in-place.")
    elif options.in_place:
        if file.is_symlink():
            return _failed(f"{file} is a link. Name the file that it leads to.")
        _replace(file, found.data)
        done = "replaced; no copy is kept"
    else:
        status, done = FOUND, "nothing was written: add --in-place, or --output and a name"
    print(_told(file, found, len(data), done))
    return status


def _told(file: Path, found: Cleaned, before: int, done: str) -> str:
    lines = [f"{file}: {done}."]
    lines += [f"  without {what}" for what in found.removed] or ["  nothing had to go"]
    lines += [f"  {what}" for what in found.changed]
    after = len(found.data)
    share = f", {100 * (after - before) / before:.0f} % larger" if after > before else ""
    lines.append(f"  {before:,} bytes before, {after:,} after{share}")
    return "\n".join(lines)


def _write_new(output: Path, data: bytes) -> bool:
    """Write a file that does not exist yet; return whether that was so."""
    try:
        with output.open("xb") as stream:
            stream.write(data)
    except FileExistsError:
        return False
    return True


def _replace(file: Path, data: bytes) -> None:
    """Put new bytes in the place of a file, at once or not at all."""
    handle, name = tempfile.mkstemp(prefix=".plainleaf-", dir=file.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        new.chmod(stat.S_IMODE(file.stat().st_mode))
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _read(options: argparse.Namespace, _root: Path, _docs: Path) -> int:
    from plainleaf.reading.pictures.burned_in import LIMITS, PictureReadingError, words_in

    worst = CLEAN
    for name in options.files:
        try:
            words = words_in(read_regular(Path(name), MOST))
        except OSError as error:
            return _failed(f"{name}: {why_unread(error)}.")
        except PictureReadingError as error:
            return _failed(f"{name}: {error}")
        if words:
            worst = FOUND
        print(f"{name}: {len(words) or 'no'} word{'' if len(words) == 1 else 's'} found.")
        for one in words:
            print(f"  {one.word} ({one.across} from the left, {one.down} from the top)")
    print(LIMITS, file=sys.stderr)
    return worst


def _from_dicom(options: argparse.Namespace, root: Path, docs: Path) -> int:
    try:
        from plainleaf.authoring.dicom import command
        from plainleaf.authoring.dicom.refusals import DicomError
    except ModuleNotFoundError as error:
        return _failed(f"{error.name} is missing, which reads DICOM. Run: make dicom")
    try:
        print(command.run(options, root, docs))
    except DicomError as error:
        return _failed(str(error))
    return CLEAN


def _failed(message: str) -> int:
    plain = "".join(one if one.isprintable() else " " for one in message)
    print(f"plainleaf: {plain}", file=sys.stderr)
    return FAILED
