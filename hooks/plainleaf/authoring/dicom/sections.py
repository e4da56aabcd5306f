"""Pictures of a volume, each with its true shape: a millimeter is as long across as down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image

from plainleaf.authoring.dicom.refusals import DicomError
from plainleaf.authoring.dicom.space import Values, Volume

AXIAL: Final = "axial"
CORONAL: Final = "coronal"
SAGITTAL: Final = "sagittal"
FRONTAL: Final = "frontal"
PLANES: Final = (AXIAL, CORONAL, SAGITTAL)

_AXIS: Final[Mapping[str, int]] = {AXIAL: 0, CORONAL: 1, SAGITTAL: 2}
_WATER: Final = 0.02
"""What a millimeter of water takes of X-rays, as a share, at the energy of a chest radiograph."""
_LARGEST: Final = 4000
"""Dots along a side of a picture."""


@dataclass(frozen=True)
class StackSection:
    """Pictures in one plane."""

    plane: str
    pictures: tuple[Values, ...]
    """From head to feet, from front to back, or from right to left."""
    sides: tuple[str, str]
    """What lies at the left and at the right edge: R and L, or A and P."""


def sections(volume: Volume, plane: str, chosen: Sequence[int] | None = None) -> StackSection:
    """Pictures of a volume in one plane, in the usual orientation.

    Args:
        volume: the slices.
        plane: axial (seen from the feet), coronal (from the front) or sagittal (from the left).
        chosen: which ones, counted from 0 in the order of `Section.pictures`; all when None.

    Raises:
        DicomError: the slices do not bear other planes, or are fewer.
    """
    if plane != volume.acquired and not volume.even:
        raise DicomError(
            f"The slices do not lie at even distances, so only the {volume.acquired} plane is true."
        )
    axis = _AXIS[plane]
    # Rows run from head to feet, and so do axial slices.
    values = np.flip(volume.values, 0)
    count = values.shape[axis]
    wanted = range(count) if chosen is None else chosen
    if any(not 0 <= one < count for one in wanted):
        raise DicomError(f"There are {count} {plane} slices. Choose from 1 to {count}.")
    down, across = (one for place, one in enumerate(volume.spacing) if place != axis)
    pictures = tuple(true_shape(np.take(values, one, axis), down, across) for one in wanted)
    return StackSection(plane, pictures, ("A", "P") if plane == SAGITTAL else ("R", "L"))


def frontal(volume: Volume) -> StackSection:
    """What a frontal radiograph of the volume would show, computed from CT values.

    Each dot is the sum of what lies behind it; dense tissue is white.

    Raises:
        DicomError: the slices do not lie at even distances.
    """
    if not volume.even:
        raise DicomError("The slices do not lie at even distances, so no frontal view is true.")
    taken = np.clip(volume.values + 1000, 0, 4000) / 1000 * _WATER * volume.spacing[1]
    summed = np.flip(taken.sum(axis=1), 0).astype(np.float32)
    picture = true_shape(summed, volume.spacing[0], volume.spacing[2])
    return StackSection(FRONTAL, (picture,), ("R", "L"))


def true_shape(values: Values, down: float, across: float) -> Values:
    """A picture whose dots are squares, as small as the smaller side of the old ones.

    Args:
        values: rows and columns.
        down: millimeters between rows.
        across: millimeters between columns.
    """
    if abs(down - across) <= 0.001 * across:
        return values
    dot = min(down, across)
    height = max(1, round(values.shape[0] * down / dot))
    width = max(1, round(values.shape[1] * across / dot))
    if max(height, width) > _LARGEST:
        raise DicomError(f"A picture would have {max(height, width)} dots along one side.")
    image = Image.fromarray(np.ascontiguousarray(values, dtype=np.float32))
    resized = image.resize((width, height), Image.Resampling.BILINEAR)
    return np.asarray(resized, dtype=np.float32)
