"""Chooses, cuts and shades the images of a series, and packs them without loss."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from PIL import Image

from plainleaf.authoring.dicom import sections
from plainleaf.authoring.dicom.instances import Series
from plainleaf.authoring.dicom.refusals import DicomError
from plainleaf.authoring.dicom.space import Values, volume_of
from plainleaf.authoring.dicom.windows import WINDOWS, Shades, Window, shaded, usual_window
from plainleaf.reading.pictures.look import look
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

USUAL_COUNT: Final = 40
"""How many slices are taken of a longer series when nobody says which."""

_WEBP: Final[dict[str, object]] = {"lossless": True, "quality": 50, "method": 6}
"""Of a lossless picture, `quality` is effort: at 100 a slice takes thirty times as long, and 0.2 %
fewer bytes."""

Dots = TypeVar("Dots", Values, Shades)

Crop = tuple[float, float, float, float]
"""Left, top, width and height, as shares of the picture from 0 to 1."""


@dataclass(frozen=True)
class Wish:
    """What an author asks for."""

    plane: str | None = None
    """axial, coronal, sagittal or frontal; the plane of the slices when None."""
    windows: tuple[str, ...] = ()
    """Names of windows of CT; the one that the files ask for when there is none."""
    first_last: tuple[int, int] | None = None
    """The first and the last slice, counted from 1."""
    count: int | None = None
    """How many slices, spread evenly."""
    crop: Crop | None = None


@dataclass(frozen=True)
class ShownWindow:
    """One view: the pictures of a window."""

    window: str | None
    """Its name; None for the window that the files ask for."""
    pictures: tuple[Shades, ...]


@dataclass(frozen=True)
class MadePictures:
    """The pictures of a figure."""

    views: tuple[ShownWindow, ...]
    plane: str | None
    """axial, coronal or sagittal; None when it is no slice, or the files do not tell."""
    projection: str | None
    sides: tuple[str, str] | None
    numbers: tuple[int, ...]
    """Which slices they are, counted from 1."""
    of: int
    """How many there were."""


def make_pictures(series: Series, wish: Wish) -> MadePictures:
    """The pictures that an author asks for.

    Raises:
        DicomError: the series does not bear them.
    """
    if wish.plane is not None and not series.slices:
        raise DicomError("The files do not say where the images lie. Leave out --plane.")
    windows = _windows(series, wish.windows)
    if series.colored:
        chosen = _chosen(len(series.colored), wish)
        colored = tuple(_cut(series.colored[one], wish.crop) for one in chosen)
        view = ShownWindow(None, colored)
        return MadePictures(
            (view,), None, None, series.sides, _from_one(chosen), len(series.colored)
        )
    if series.slices:
        values, made = _of_volume(series, wish)
    else:
        chosen = _chosen(len(series.pictures), wish)
        down, across = series.spacing or (1.0, 1.0)
        values = tuple(sections.true_shape(series.pictures[one], down, across) for one in chosen)
        made = MadePictures((), None, None, series.sides, _from_one(chosen), len(series.pictures))
    cut = tuple(_cut(one, wish.crop) for one in values)
    # What the files ask for is said of slices, not of what is computed from them.
    own = None if wish.plane == sections.FRONTAL else series.window
    views = tuple(
        ShownWindow(name, tuple(shaded(one, window, inverted=series.inverted) for one in cut))
        for name, window in (windows or ((None, own or _usual(cut)),))
    )
    return MadePictures(views, made.plane, made.projection, made.sides, made.numbers, made.of)


def _of_volume(series: Series, wish: Wish) -> tuple[tuple[Values, ...], MadePictures]:
    volume = volume_of(series.slices)
    if wish.plane == sections.FRONTAL:
        if series.code != "CT":
            raise DicomError("A frontal view is computed from CT only.")
        if wish.windows:
            raise DicomError("Windows are for slices. Leave out --window for a frontal view.")
        section = sections.frontal(volume)
        made = MadePictures((), None, "frontal, computed from CT", section.sides, (1,), 1)
        return section.pictures, made
    plane = wish.plane or volume.acquired
    count = volume.values.shape[sections.PLANES.index(plane)]
    chosen = _chosen(count, wish)
    section = sections.sections(volume, plane, chosen)
    return section.pictures, MadePictures((), plane, None, section.sides, _from_one(chosen), count)


def _from_one(chosen: Iterable[int]) -> tuple[int, ...]:
    return tuple(one + 1 for one in chosen)


def _chosen(there: int, wish: Wish) -> tuple[int, ...]:
    """Which of some images are taken, counted from 0."""
    first, last = wish.first_last or (1, there)
    if not 1 <= first <= last <= there:
        raise DicomError(f"There are {there} images. Choose from 1 to {there}.")
    span = last - first + 1
    count = wish.count or (span if wish.first_last else min(span, USUAL_COUNT))
    if count > span:
        raise DicomError(f"There are {span} images to choose {count} from. Ask for fewer.")
    places = np.linspace(first - 1, last - 1, count) if count > 1 else [(first + last) / 2 - 1]
    return tuple(round(float(one)) for one in places)


def _windows(series: Series, names: Sequence[str]) -> tuple[tuple[str, Window], ...]:
    if names and series.code != "CT":
        raise DicomError("Windows have names for CT only. Leave out --window.")
    for name in names:
        if name not in WINDOWS:
            near = nearest_name(name, WINDOWS)
            meant = f"Did you mean {quoted(near)}?" if near else f"There are {', '.join(WINDOWS)}."
            raise DicomError(f"There is no window {quoted(name)}. {meant}")
    return tuple((name, WINDOWS[name]) for name in dict.fromkeys(names))


def _usual(values: Sequence[Values]) -> Window:
    return usual_window(np.concatenate([one.ravel() for one in values]))


def _cut(picture: Dots, crop: Crop | None) -> Dots:
    if crop is None:
        return picture
    left, top, width, height = crop
    high, wide = picture.shape[:2]
    rows = slice(round(top * high), round((top + height) * high))
    columns = slice(round(left * wide), round((left + width) * wide))
    cut = picture[rows, columns]
    if 0 in cut.shape:
        raise DicomError("Nothing is left of the picture. Give --crop a larger width and height.")
    return cut


# --- files -----------------------------------------------------------------------------------


def packed(pictures: Sequence[Shades]) -> tuple[str, tuple[bytes, ...]]:
    """The pictures of a view as files, in the format that takes fewer bytes.

    Returns:
        The ending of their names, and their bytes. Both formats keep every dot.
    """
    found = {
        ".png": tuple(_file(one, "PNG", {"optimize": True}) for one in pictures),
        ".webp": tuple(_file(one, "WEBP", _WEBP) for one in pictures),
    }
    ending = min(found, key=lambda one: sum(map(len, found[one])))
    for picture, data in zip(pictures, found[ending], strict=True):
        _refuse_changed(picture, data)
    return ending, found[ending]


def _file(picture: Shades, form: str, options: dict[str, object]) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, form, **options)
    return stream.getvalue()


def _refuse_changed(picture: Shades, data: bytes) -> None:
    """Raise unless a file holds the picture, dot by dot, and nothing else."""
    image = Image.open(io.BytesIO(data)).convert("L" if picture.ndim == 2 else "RGB")
    found = look(data)
    same = np.array_equal(np.asarray(image), picture)
    if not same or found is None or found.carried or found.broken:
        raise DicomError("A picture could not be written without loss. Please report this.")


def contact_sheet(views: Sequence[ShownWindow], across: int = 6, side: int = 240) -> bytes:
    """All pictures of a figure on one sheet, as PNG, to be looked at before they are shown.

    Args:
        views: the views.
        across: pictures in a row.
        side: dots of the longer side of each.
    """
    pictures = [one for view in views for one in view.pictures]
    rows = -(-len(pictures) // across)
    sheet = Image.new("RGB", (min(across, len(pictures)) * side, rows * side))
    for index, picture in enumerate(pictures):
        small = Image.fromarray(picture).convert("RGB")
        small.thumbnail((side - 4, side - 4))
        sheet.paste(small, (index % across * side + 2, index // across * side + 2))
    stream = io.BytesIO()
    sheet.save(stream, "PNG", optimize=True)
    return stream.getvalue()
