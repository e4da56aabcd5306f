"""Where images lie in the patient, whatever way a scanner stored them."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

import dicom_files
from plainleaf.authoring.dicom.instances import read_series
from plainleaf.authoring.dicom.refusals import DicomError
from plainleaf.authoring.dicom.sections import frontal, sections
from plainleaf.authoring.dicom.space import volume_of

EIGHT = list(itertools.product((1, -1), repeat=3))
"""Every way of counting slices, rows and columns."""
ACQUIRED = {
    "axial": (0, 1, 2),
    "coronal": (1, 0, 2),
    "sagittal": (2, 0, 1),
}


def stored(folder: Path, plane: str, signs: tuple[int, int, int]) -> Path:
    axes = [(axis, sign) for axis, sign in zip(ACQUIRED[plane], signs, strict=True)]
    return dicom_files.write_series(folder, normal=axes[0], down=axes[1], across=axes[2])


@pytest.mark.parametrize("plane", ACQUIRED)
def test_eight_directions_show_the_same_patient(tmp_path: Path, plane: str) -> None:
    for number, signs in enumerate(EIGHT):
        folder = stored(tmp_path / str(number), plane, signs)
        volume = volume_of(read_series(folder, None, lambda *_: None).slices)
        assert np.array_equal(volume.values, dicom_files.block()), signs
        assert volume.spacing == dicom_files.SPACING, signs
        assert (volume.acquired, volume.even) == (plane, True), signs


def test_each_plane_is_shown_as_is_usual_and_in_its_true_shape(tmp_path: Path) -> None:
    series = read_series(dicom_files.write_series(tmp_path / "s"), None, lambda *_: None)
    volume = volume_of(series.slices)
    z, y, x = (round(n * mm) for n, mm in zip(dicom_files.SIZES, dicom_files.SPACING, strict=True))
    axial = sections(volume, "axial")
    assert axial.sides == ("R", "L")
    assert axial.pictures[0].shape == (y, x)
    # The bright corner: at the head, so on the first slice; in front, so above; left, so right.
    assert axial.pictures[0][0, -1] == dicom_files.BRIGHT
    assert axial.pictures[0][-1, 0] == dicom_files.TISSUE
    assert axial.pictures[-1].max() == dicom_files.TISSUE
    coronal = sections(volume, "coronal")
    assert coronal.pictures[0].shape == (z, x)
    assert coronal.pictures[0][0, -1] == dicom_files.BRIGHT
    assert coronal.pictures[0][-1, -1] == dicom_files.TISSUE
    assert coronal.pictures[-1].max() == dicom_files.TISSUE
    sagittal = sections(volume, "sagittal")
    assert sagittal.sides == ("A", "P")
    assert sagittal.pictures[-1].shape == (z // 2, y // 2)  # dots of 2 mm
    assert sagittal.pictures[-1][0, 0] == dicom_files.BRIGHT
    assert sagittal.pictures[0].max() == dicom_files.TISSUE
    front = frontal(volume).pictures[0]
    assert front.shape == (z, x)
    assert front[0, -1] == front.max() > front[-1, 0]


def test_slices_at_uneven_distances_bear_their_own_plane_only(tmp_path: Path) -> None:
    folder = dicom_files.write_series(tmp_path / "s")
    next(folder.glob("*-2.dcm")).unlink()
    volume = volume_of(read_series(folder, None, lambda *_: None).slices)
    assert len(sections(volume, "axial").pictures) == 5
    for plane in ("coronal", "sagittal"):
        with pytest.raises(DicomError, match="even distances, so only the axial plane is true"):
            sections(volume, plane)
    with pytest.raises(DicomError, match="even distances"):
        frontal(volume)
