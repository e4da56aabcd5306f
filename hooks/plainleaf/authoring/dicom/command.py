"""`plainleaf image from-dicom`: a case's figure from a hospital's own images.

Nothing is overwritten, and nothing is half written: pictures and entry come together or not at all.
"""

from __future__ import annotations

import argparse
import math
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plainleaf.authoring.dicom.entry import FigureEntry, ViewFiles, entry_text
from plainleaf.authoring.dicom.instances import MODALITIES, Series, read_series
from plainleaf.authoring.dicom.pictures import (
    Crop,
    MadePictures,
    Wish,
    contact_sheet,
    make_pictures,
    packed,
)
from plainleaf.authoring.dicom.refusals import DicomError
from plainleaf.authoring.scaffold import slug_of
from plainleaf.model.figures import SLICE
from plainleaf.model.yaml_text import load_yaml
from plainleaf.reading.disk import read_regular
from plainleaf.reading.pictures.burned_in import LIMITS, PictureReadingError, words_in
from plainleaf.text.printable import quoted

FIGURES: Final = "figures.yml"
PICTURES: Final = "figures"
_FACES: Final = (
    "A face may be seen, or made from thin slices of a head. Show few slices, or cut the face away "
    "with --crop."
)


@dataclass(frozen=True)
class Planned:
    """A figure before anything of it is written."""

    entry: FigureEntry
    files: tuple[tuple[str, bytes], ...]
    """Names from the case's folder, and bytes."""
    made: MadePictures
    series: Series


def run(options: argparse.Namespace, root: Path, docs: Path) -> str:
    """Make one figure of each series; returns what to tell the author.

    Raises:
        DicomError: nothing was written, and why.
        OSError: a file cannot be read or written.
    """
    case = docs / "cases" / options.case
    if not (case / "index.md").is_file():
        raise DicomError(f"There is no case {quoted(options.case)}. Begin it: plainleaf new case")
    if len(options.permission.split()) < 3:
        raise DicomError('--permission says who allowed it and when: "the patient, 2026-11-02".')
    wish = _wish(options)
    taken = _taken(case / FIGURES)
    told = []
    planned = []
    for folder in options.series_folders:
        one = _plan(Path(folder), options, wish, taken, case)
        taken.add(one.entry.id)
        planned.append(one)
    sheet = _sheet(options, root, planned)
    told.append(f"Look at every picture: {sheet}")
    if any(one.series.faces for one in planned):
        told.append(_FACES)
    told += _words(planned, options)
    _refuse_labeled(planned, options, sheet)
    for one in planned:
        _write(one, case)
        told.append(_told(one, case, root))
    told.append(
        f"Then place it on the page and complete it: plainleaf check {case.relative_to(root)}"
    )
    return "\n".join(told)


def _plan(
    folder: Path, options: argparse.Namespace, wish: Wish, taken: set[str], case: Path
) -> Planned:
    series = read_series(folder, options.number, _progress)
    modality = options.modality or MODALITIES.get(series.code)
    if modality is None:
        raise DicomError("The files do not say how the images were made. Add --modality.")
    made = make_pictures(series, wish)
    name = options.figure or " ".join(
        part for part in (modality, series.region, made.plane or "") if part
    )
    figure = _free(slug_of(name), taken)
    views: list[ViewFiles] = []
    files: list[tuple[str, bytes]] = []
    for view in made.views:
        own = slug_of(view.window) if view.window else "as-stored"
        _progress("packed", len(views) + 1, len(made.views))
        ending, data = packed(view.pictures)
        stack = len(data) > 1
        image = f"{PICTURES}/{figure}-{own}{f'-{SLICE}' if stack else ''}{ending}"
        views.append(ViewFiles(own, image, view.window, len(data)))
        files += [(image.replace(SLICE, str(at)), each) for at, each in enumerate(data, 1)]
    _refuse_there(case, [name for name, _data in files])
    entry = FigureEntry(
        id=figure,
        modality=modality,
        region=options.region or series.region,
        plane=made.plane,
        projection=made.projection,
        contrast=series.contrast,
        sides=made.sides,
        credit=options.credit or "TODO who made it",
        license=options.license or "TODO on what terms",
        license_url=options.license_url,
        permission=options.permission,
        views=tuple(views),
    )
    return Planned(entry, tuple(files), made, series)


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(f"{name}-{at}" for at in range(2, 1000) if f"{name}-{at}" not in taken)


def _taken(file: Path) -> set[str]:
    """The names of the figures that a page has."""
    if not file.exists():
        return set()
    source = load_yaml(read_regular(file).decode("utf-8-sig", "replace"))
    if source.problems or (source.value is not None and not source.sequence):
        raise DicomError(f"{file} cannot be read. Run: plainleaf check {file}")
    return {str(one["id"]) for one in source.sequence if isinstance(one, dict) and "id" in one}


def _refuse_there(case: Path, names: Sequence[str]) -> None:
    there = next((name for name in names if (case / name).exists()), None)
    if there is not None:
        raise DicomError(f"{case / there} exists. Choose another name with --figure.")


# --- what an author asks for ------------------------------------------------------------------


def _wish(options: argparse.Namespace) -> Wish:
    return Wish(
        plane=options.plane,
        windows=tuple(options.window or ()),
        first_last=_span(options.slices) if options.slices else None,
        count=options.count,
        crop=_crop(options.crop) if options.crop else None,
    )


def _span(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", text)
    if not found:
        raise DicomError(f"{quoted(text)} names no slices. Write --slices 60-90.")
    return int(found[1]), int(found[2] or found[1])


def _crop(text: str) -> Crop:
    try:
        left, top, width, height = (float(one) for one in text.split(","))
    except ValueError:
        left = math.nan
    if not (0 <= left < 1 and 0 <= top < 1 and 0 < width <= 1 - left and 0 < height <= 1 - top):
        raise DicomError(
            f"{quoted(text)} is no part of a picture. Write left, top, width and height as shares: "
            "--crop 0.2,0.3,0.5,0.5"
        )
    return left, top, width, height


# --- what must be looked at --------------------------------------------------------------------


def _sheet(options: argparse.Namespace, root: Path, planned: Sequence[Planned]) -> Path:
    views = [view for one in planned for view in one.made.views]
    name = f"{options.case}-{planned[0].entry.id}.png"
    sheet = Path(options.contact_sheet or root / ".cache" / "contact-sheets" / name)
    if sheet.suffix.lower() != ".png":
        raise DicomError("--contact-sheet takes a name that ends in .png.")
    sheet.parent.mkdir(parents=True, exist_ok=True)
    sheet.write_bytes(contact_sheet(views))
    return sheet


def _words(planned: Sequence[Planned], options: argparse.Namespace) -> list[str]:
    """Read the words in all pictures; raises for any, unless somebody looked."""
    files = [file for one in planned for file in one.files]
    found = []
    for index, (name, data) in enumerate(files, 1):
        try:
            words = words_in(data)
        except PictureReadingError as error:
            return [f"Not read for words: {error}"]
        _progress("read for words", index, len(files))
        found += [f"{name}: {', '.join(one.word for one in words)}"] if words else []
    if found and not options.looked:
        listed = "; ".join(found[:5]) + ("; …" if len(found) > 5 else "")
        raise DicomError(
            f"Words seem to be in {len(found)} of {len(files)} pictures ({listed}). "
            f"Nothing was written. {_cut_away()}"
        )
    return [f"Read for words: {len(found) or 'none'} found. {' '.join(LIMITS.split())}"]


def _refuse_labeled(planned: Sequence[Planned], options: argparse.Namespace, sheet: Path) -> None:
    why = next((one.series.labeled for one in planned if one.series.labeled), "")
    if why and not options.looked:
        raise DicomError(f"{why} Nothing was written. Look at {sheet}. {_cut_away()}")


def _cut_away() -> str:
    return "Cut words away with --crop; if you looked and no picture names anybody, add --looked."


def _progress(done: str, index: int, count: int) -> None:
    """Say how far the work is: on a terminal in one line, else every tenth of it."""
    if sys.stderr.isatty():
        end = "\n" if index == count else ""
        print(f"\r{index} of {count} {done}", end=end, file=sys.stderr, flush=True)
    elif count >= 20 and index * 10 // count != (index - 1) * 10 // count:
        print(f"{index} of {count} {done}", file=sys.stderr)


# --- writing -----------------------------------------------------------------------------------


def _write(planned: Planned, case: Path) -> None:
    """Write pictures, then the entry; leave nothing behind when one of them fails."""
    written: list[Path] = []
    file = case / FIGURES
    new = case / f".{FIGURES}.new"
    made_folder = not (case / PICTURES).exists()
    try:
        (case / PICTURES).mkdir(exist_ok=True)
        for name, data in planned.files:
            with (case / name).open("xb") as stream:
                written.append(case / name)
                stream.write(data)
        old = read_regular(file).decode("utf-8") if file.exists() else ""
        text = f"{old.rstrip()}\n\n" if old.strip() else ""
        new.write_text(text + entry_text(planned.entry), "utf-8", newline="\n")
        new.replace(file)
    except BaseException:
        for each in (*written, new):
            each.unlink(missing_ok=True)
        if made_folder:
            shutil.rmtree(case / PICTURES, ignore_errors=True)
        raise


def _told(planned: Planned, case: Path, root: Path) -> str:
    made = planned.made
    size = sum(len(data) for _name, data in planned.files)
    taken = f"{len(made.numbers)} of {made.of} slices" if made.of > 1 else "one picture"
    return (
        f"Wrote {len(planned.files)} pictures ({size:,} bytes; {taken}) and the figure "
        f"{planned.entry.id} in {(case / FIGURES).relative_to(root)}."
    )
