"""Writes DICOM series to test with: a block with one bright corner, stored in any direction."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydicom import Dataset
from pydicom.dataset import FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

AIR, TISSUE, BRIGHT = -1000, 40, 1000
SIZES = (6, 10, 14)
"""Of the block: along z, y and x of the patient."""
SPACING = (5.0, 2.0, 1.0)
"""Millimeters between dots: along z, y and x."""


def block() -> np.ndarray:
    """Tissue, and bone in the corner at the head, in front, on the patient's left."""
    values = np.full(SIZES, TISSUE, dtype=np.int16)
    values[4:, :4, 10:] = BRIGHT
    return values


def write_series(
    folder: Path,
    *,
    normal: tuple[int, int] = (0, 1),
    down: tuple[int, int] = (1, 1),
    across: tuple[int, int] = (2, 1),
    **fields: object,
) -> Path:
    """Write the block as slices; returns the folder.

    Args:
        folder: where the files go.
        normal: the axis along which slices follow each other (0 z, 1 y, 2 x), and its sign.
        down: the axis along which rows count.
        across: the axis along which columns count.
        fields: elements of every slice, by keyword.
    """
    folder.mkdir(parents=True, exist_ok=True)
    values = np.transpose(block(), (normal[0], down[0], across[0]))
    for place, (_axis, sign) in enumerate((normal, down, across)):
        values = values if sign > 0 else np.flip(values, place)
    series = generate_uid()
    for index, one in enumerate(values):
        dataset = _slice(one, series, fields)
        dataset.ImageOrientationPatient = [*_unit(*across), *_unit(*down)]
        dataset.PixelSpacing = [SPACING[down[0]], SPACING[across[0]]]
        dataset.ImagePositionPatient = _corner(index, normal, down, across)
        # Names and numbers of files say nothing about the order.
        dataset.InstanceNumber = (index * 7) % len(values) + 1
        dataset.save_as(folder / f"{(index * 5) % 11:02}-{index}.dcm", enforce_file_format=True)
    return folder


def _slice(values: np.ndarray, series: str, fields: dict[str, object]) -> Dataset:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = CTImageStorage
    dataset.SOPClassUID = CTImageStorage
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset.SeriesInstanceUID = series
    dataset.Modality = "CT"
    dataset.BodyPartExamined = "CHEST"
    dataset.Rows, dataset.Columns = values.shape
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.BitsAllocated = dataset.BitsStored = 16
    dataset.HighBit = 15
    dataset.PixelRepresentation = 0
    dataset.RescaleSlope, dataset.RescaleIntercept = 1, -1024
    dataset.PixelData = np.ascontiguousarray(values + 1024, dtype=np.uint16).tobytes()
    for name, value in fields.items():
        setattr(dataset, name, value)
    return dataset


def _unit(axis: int, sign: int) -> list[float]:
    return [float(sign) if 2 - axis == place else 0.0 for place in range(3)]


def _corner(index: int, *axes: tuple[int, int]) -> list[float]:
    """The middle of a slice's first dot, in the patient's x, y and z."""
    place = [0.0, 0.0, 0.0]
    for number, (axis, sign) in enumerate(axes):
        first = 0 if sign > 0 else SIZES[axis] - 1
        step = first + sign * index if number == 0 else first
        place[2 - axis] = step * SPACING[axis]
    return place
