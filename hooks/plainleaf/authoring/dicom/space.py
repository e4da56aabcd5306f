"""How images lie in the patient.

DICOM counts along three axes of the patient: x to the patient's left, y to the back, z to the head
(PS3.3, C.7.6.2.1.1). Arrays here are turned so that their axes are these: first z, then y, then x.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from plainleaf.authoring.dicom.refusals import DicomError

Vector = tuple[float, float, float]
Values = NDArray[np.float32]

_TILTED: Final = 0.94
"""Least cosine between an image's axis and the patient's: 20 degrees."""
_UNEVEN: Final = 0.05
"""How far a gap between slices may differ from the usual one, as a share of it."""
_SHEARED: Final = 0.999
"""Least cosine between the line of the slices' corners and their normal: 2.5 degrees."""


@dataclass(frozen=True)
class Slice:
    """One image and where it lies."""

    values: Values
    """Rows and columns."""
    corner: Vector
    """The middle of its first dot, in mm."""
    across: Vector
    """The direction in which columns count, of length 1."""
    down: Vector
    """The direction in which rows count, of length 1."""
    spacing: tuple[float, float]
    """Between rows and between columns, in mm."""


@dataclass(frozen=True)
class Volume:
    """Slices as one block, turned to the patient's axes."""

    values: Values
    """z from the feet to the head, y from front to back, x from the patient's right to left."""
    spacing: Vector
    """Along z, y and x, in mm."""
    acquired: str
    """The plane of the slices: axial, coronal or sagittal."""
    even: bool
    """Whether the slices lie at even distances, straight behind each other."""


def volume_of(slices: Sequence[Slice]) -> Volume:
    """Put slices of one series into a block.

    Args:
        slices: one or more, in any order. One alone bears its own plane only.

    Raises:
        DicomError: they are not slices of one block, or lie askew in the patient.
    """
    first = slices[0]
    if any(not _alike(one, first) for one in slices):
        raise DicomError(
            "The slices differ in size, in spacing or in direction. Export one series."
        )
    normal = np.cross(first.across, first.down)
    ordered = sorted(slices, key=lambda one: float(np.dot(normal, one.corner)))
    places = np.array([one.corner for one in ordered])
    along = places @ normal
    gaps = np.diff(along)
    if np.any(gaps < 0.01):
        raise DicomError(
            "Two slices lie at the same place, so the series holds several passes. Export one."
        )
    gap = float(np.median(gaps)) if gaps.size else 1.0
    even = bool(gaps.size) and _straight(places, normal)
    even = even and bool(np.all(np.abs(gaps - gap) <= _UNEVEN * gap))
    block = np.stack([one.values for one in ordered])
    directions = np.array([normal, first.down, first.across])
    order = _order(directions)
    turned = np.transpose(block, order)
    spacing = (gap, *first.spacing)
    for axis, source in enumerate(order):
        if directions[source][2 - axis] < 0:
            turned = np.flip(turned, axis)
    z, y, x = (float(spacing[source]) for source in order)
    acquired = ("axial", "coronal", "sagittal")[order.index(0)]
    return Volume(np.ascontiguousarray(turned), (z, y, x), acquired, even)


def _straight(places: NDArray[np.float64], normal: NDArray[np.float64]) -> bool:
    """Whether slices lie straight behind each other: a tilted gantry shifts each a little."""
    line = places[-1] - places[0]
    return float(np.dot(line, normal) / np.linalg.norm(line)) >= _SHEARED


def _alike(one: Slice, first: Slice) -> bool:
    return (
        one.values.shape == first.values.shape
        and np.allclose(one.spacing, first.spacing, rtol=0.001)
        and np.allclose(one.across, first.across, atol=0.001)
        and np.allclose(one.down, first.down, atol=0.001)
    )


def _order(directions: NDArray[np.float64]) -> tuple[int, int, int]:
    """Which axis of an array runs along the patient's z, y and x."""
    strength = np.abs(directions)
    order = tuple(int(np.argmax(strength[:, axis])) for axis in (2, 1, 0))
    if sorted(order) != [0, 1, 2] or any(
        strength[source][2 - axis] < _TILTED for axis, source in enumerate(order)
    ):
        raise DicomError(
            "The slices lie askew in the patient, by more than 20 degrees. "
            "Let the viewer make axial, coronal or sagittal slices, and export those."
        )
    return order[0], order[1], order[2]
