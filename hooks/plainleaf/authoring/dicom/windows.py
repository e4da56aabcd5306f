"""From measured values to shades of gray."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from plainleaf.authoring.dicom.space import Values

Shades = NDArray[np.uint8]
"""Rows and columns, from 0 for black to 255 for white; with colors a third axis of three."""


@dataclass(frozen=True)
class Window:
    """Which values are shown from black to white."""

    center: float
    width: float


WINDOWS: Final[Mapping[str, Window]] = {
    "soft tissue": Window(40, 400),
    "bone": Window(480, 2500),
    "lung": Window(-600, 1500),
    "mediastinum": Window(50, 350),
    "liver": Window(60, 160),
    "brain": Window(40, 80),
    "stroke": Window(35, 30),
    "angiography": Window(300, 600),
}
"""Windows of CT by name, in Hounsfield units: the usual ones of teaching collections."""


def shaded(values: Values, window: Window, *, inverted: bool = False) -> Shades:
    """Values in shades: linear between the ends of the window (PS3.3, C.11.2.1.2)."""
    low = window.center - window.width / 2
    share = np.clip((values - low) / max(window.width, 1e-6), 0, 1)
    return np.asarray(np.rint((1 - share if inverted else share) * 255), dtype=np.uint8)


def usual_window(values: Values) -> Window:
    """The window that shows all values but the extreme hundredths."""
    low, high = (float(one) for one in np.percentile(values, (1, 99)))
    return Window((low + high) / 2, max(high - low, 1e-6))
