"""Reads DICOM: a folder becomes one series, with what may be told of it and nothing else."""

from __future__ import annotations

import math
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset, dcmread
from pydicom.errors import InvalidDicomError
from pydicom.pixels.processing import (
    apply_color_lut,
    apply_modality_lut,
    convert_color_space,
)
from pydicom.uid import UncompressedTransferSyntaxes

from plainleaf.authoring.dicom.refusals import DicomError
from plainleaf.authoring.dicom.space import Slice, Values, Vector
from plainleaf.authoring.dicom.windows import Window
from plainleaf.model.figures import Modality
from plainleaf.reading.disk import read_regular

MODALITIES: Final[Mapping[str, Modality]] = {
    "CT": "CT", "MR": "MRI", "CR": "radiograph", "DX": "radiograph", "RG": "radiograph",
    "MG": "radiograph", "PX": "radiograph", "IO": "radiograph", "RF": "fluoroscopy",
    "XA": "fluoroscopy", "US": "ultrasound", "IVUS": "ultrasound", "PT": "PET",
    "NM": "nuclear medicine", "XC": "photograph", "ES": "photograph", "GM": "photograph",
    "OP": "photograph", "DMS": "photograph",
}  # fmt: skip
"""DICOM's modalities (PS3.3, C.7.3.1.1.1) that show a patient, as figures name them."""

REGIONS: Final[Mapping[str, str]] = {
    "ABDOMEN": "abdomen", "ANKLE": "ankle", "ARM": "arm", "BRAIN": "brain", "BREAST": "breast",
    "CHEST": "chest", "CSPINE": "cervical spine", "ELBOW": "elbow", "FOOT": "foot",
    "HAND": "hand", "HEAD": "head", "HEART": "heart", "HIP": "hip", "JAW": "jaw", "KNEE": "knee",
    "LEG": "leg", "LSPINE": "lumbar spine", "NECK": "neck", "PELVIS": "pelvis",
    "SHOULDER": "shoulder", "SKULL": "skull", "SPINE": "spine", "SSPINE": "sacrum",
    "TSPINE": "thoracic spine", "WRIST": "wrist",
}  # fmt: skip
"""Parts of the body (PS3.16, annex L), as readers name them. Nothing else of that field is kept."""

FACES: Final = frozenset({"", "BRAIN", "HEAD", "JAW", "NECK", "SKULL", "CSPINE", "FACE"})
"""Parts of the body with a face, or none that is named."""

_OFTEN_LABELED: Final = frozenset({"US", "IVUS", "OT", "SC", "XC", "ES", "GM", "OP", "DMS", ""})
"""Modalities whose pictures often carry a name in their dots, unless the file denies it."""
_SECONDARY: Final = "1.2.840.10008.5.1.4.1.1.7"
_MOST_BYTES: Final = 600_000_000
_MOST_FILES: Final = 5_000
_MOST_DOTS: Final = 400_000_000
"""Dots in all pictures of a series: as 32-bit numbers they take 1.6 GB."""

ReportInstance = Callable[[str, int, int], None]
"""Told what is being done, how many of it are done, and how many there are."""


@dataclass(frozen=True)
class Series:
    """Images that belong together."""

    code: str
    """DICOM's modality, such as CT; empty when the file does not say."""
    region: str
    """The part of the body, in our words; empty when it is not stated or not known."""
    contrast: bool
    """Whether the files name a contrast agent."""
    faces: bool
    """Whether a face may be seen, or made from the slices."""
    labeled: str
    """Why words in the dots must be expected; empty when the files deny them."""
    slices: tuple[Slice, ...]
    """Images with their place in the patient; none when the files do not tell it."""
    pictures: tuple[Values, ...]
    """Gray images without a place, in order."""
    colored: tuple[NDArray[np.uint8], ...]
    """Color images, in order: rows, columns, three colors."""
    sides: tuple[str, str] | None
    """Letters at the left and the right edge of images without a place, where the files tell."""
    window: Window | None
    """The window that the files ask for."""
    inverted: bool
    """Whether low values are white."""
    spacing: tuple[float, float] | None
    """Between rows and columns of images without a place, in mm."""

    @property
    def count(self) -> int:
        """How many images there are."""
        return len(self.slices) or len(self.pictures) or len(self.colored)


def read_series(folder: Path, number: int | None, report: ReportInstance) -> Series:
    """Read one series.

    Args:
        folder: a folder with DICOM files, at any depth, or one file.
        number: which series of several, counted from 1.
        report: told of the progress.

    Raises:
        DicomError: there is no such series, or it cannot be read.
        OSError: the folder or a file cannot be read.
    """
    headers = list(_headers(folder, report))
    if not headers:
        raise DicomError(f"{folder} holds no DICOM image.")
    series = _grouped(headers)
    if number is None and len(series) > 1:
        listed = "; ".join(
            f"{index}: {_code(one[0][1]) or 'no modality'}, {_counted(len(one))}"
            for index, one in enumerate(series, 1)
        )
        raise DicomError(f"{folder} holds {len(series)} series ({listed}). Add --series NUMBER.")
    if not 1 <= (number or 1) <= len(series):
        raise DicomError(f"{folder} holds {len(series)} series. Choose from 1 to {len(series)}.")
    files = series[(number or 1) - 1]
    return _read(files, report)


def _counted(files: int) -> str:
    return f"{files} file{'' if files == 1 else 's'}"


def _headers(folder: Path, report: ReportInstance) -> Iterator[tuple[Path, Dataset]]:
    files = [folder] if folder.is_file() else sorted(_files(folder))
    if not files:
        raise DicomError(f"{folder} holds no file.")
    if len(files) > _MOST_FILES:
        raise DicomError(f"{folder} holds more than {_MOST_FILES:,} files. Name one series.")
    for index, file in enumerate(files, 1):
        report("looked at", index, len(files))
        header = _opened(file, pixels=False)
        # Directories, reports and plans hold no image.
        if header is not None and "Rows" in header:
            yield file, header


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise DicomError(f"{folder} does not exist.")
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path


def _opened(file: Path, *, pixels: bool) -> Dataset | None:
    """A file's data set; None when it is no DICOM."""
    data = read_regular(file, _MOST_BYTES)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pydicom warns of what it reads all the same
            return dcmread(BytesIO(data), stop_before_pixels=not pixels)
    except InvalidDicomError:
        return None
    except Exception as error:  # a damaged file ends pydicom in whatever it stumbles over
        raise DicomError(f"{file.name} cannot be read as DICOM. Export it anew.") from error


def _grouped(headers: Iterable[tuple[Path, Dataset]]) -> list[list[tuple[Path, Dataset]]]:
    """The series, in the order of their first files."""
    found: dict[str, list[tuple[Path, Dataset]]] = defaultdict(list)
    for file, header in headers:
        found[_word(header, "SeriesInstanceUID")].append((file, header))
    return list(found.values())


def _read(files: Sequence[tuple[Path, Dataset]], report: ReportInstance) -> Series:
    first = files[0][1]
    code = _code(first)
    if code and code not in MODALITIES and code not in ("OT", "SC"):
        raise DicomError(f"A file of the modality {_shown(code)} is no picture of a patient.")
    dots = sum(_dots(header) for _file, header in files)
    if dots > _MOST_DOTS:
        raise DicomError("The series is too large. Export the slices that you show.")
    slices: list[Slice] = []
    pictures: list[tuple[float, Values]] = []
    colored: list[tuple[float, NDArray[np.uint8]]] = []
    for index, (file, _header) in enumerate(files, 1):
        report("read", index, len(files))
        dataset = _opened(file, pixels=True)
        if dataset is None:
            raise DicomError(f"{file.name} was changed while it was read.")
        at = _number(dataset, "InstanceNumber")
        for frame, values in enumerate(_frames(file, dataset)):
            if values.ndim == 3:
                colored.append((at, values.astype(np.uint8)))
                continue
            place = _place(dataset, frame)
            gray = values.astype(np.float32)
            if place is None:
                pictures.append((at, gray))
            else:
                slices.append(Slice(gray, *place))
    if slices and pictures:
        raise DicomError("Some images say where they lie in the patient, and some do not.")
    if colored and (slices or pictures):
        raise DicomError("The series holds color and gray images. Export them apart.")
    body = _word(first, "BodyPartExamined").upper()
    return Series(
        code=code,
        region=REGIONS.get(body, ""),
        contrast=any(_word(header, "ContrastBolusAgent") for _file, header in files),
        faces=body in FACES or body not in REGIONS,
        labeled=_labeled([header for _file, header in files]),
        slices=tuple(slices),
        pictures=tuple(values for _at, values in sorted(pictures, key=_first)),
        colored=tuple(values for _at, values in sorted(colored, key=_first)),
        sides=_sides(first),
        window=_window(first),
        inverted=_word(first, "PhotometricInterpretation") == "MONOCHROME1",
        spacing=_spacing(first),
    )


def _first(pair: tuple[float, Any]) -> float:
    return pair[0]


def _code(header: Dataset) -> str:
    return _word(header, "Modality").upper()


def _dots(header: Dataset) -> int:
    try:
        frames = int(header.get("NumberOfFrames") or 1)
        return int(header.Rows) * int(header.Columns) * max(1, frames)
    except (TypeError, ValueError, AttributeError) as error:
        raise DicomError("An image does not say how large it is. Export it anew.") from error


def _labeled(headers: Sequence[Dataset]) -> str:
    """Why words in the dots must be expected (PS3.3, C.7.6.1.1.5)."""
    said = {_word(one, "BurnedInAnnotation").upper() for one in headers}
    if "YES" in said:
        return "The files say that words are burned into the picture."
    likely = any(
        _code(one) in _OFTEN_LABELED
        or _word(one, "SOPClassUID").startswith(_SECONDARY)
        or _word(one, "PhotometricInterpretation").startswith(("RGB", "YBR", "PALETTE"))
        for one in headers
    )
    if likely and said != {"NO"}:
        return "Such pictures often have a name in their dots, and the files do not deny it."
    return ""


def _word(header: Dataset, name: str) -> str:
    """A field as a word; empty when there is none, or none that can be read."""
    try:
        value = header.get(name)
    except Exception:  # fields are read when they are asked for, and may be damaged
        return ""
    return "" if value is None else str(value).strip()


def _shown(code: str) -> str:
    return code if code.isalnum() and len(code) <= 16 else "that it names"


def _number(header: Dataset, name: str) -> float:
    try:
        return float(_word(header, name))
    except ValueError:
        return 0.0


def _numbers(value: Any, count: int) -> tuple[float, ...] | None:
    try:
        numbers = tuple(float(one) for one in value)
    except (TypeError, ValueError):
        return None
    fit = len(numbers) == count and all(math.isfinite(one) for one in numbers)
    return numbers if fit else None


# --- dots ------------------------------------------------------------------------------------


def _frames(file: Path, dataset: Dataset) -> Iterator[NDArray[Any]]:
    """Yield each image of a file: measured values, or three colors."""
    if "PixelData" not in dataset:
        raise DicomError(f"{file.name} holds no picture.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = _values(dataset)
    except DicomError:
        raise
    except Exception as error:  # each decoder fails in its own way
        raise DicomError(
            f"The picture in {file.name} cannot be unpacked. Export it anew, uncompressed."
        ) from error
    color = values.ndim == 4 or (values.ndim == 3 and int(dataset.get("SamplesPerPixel") or 1) > 1)
    yield from values if values.ndim == (4 if color else 3) else (values,)


def _values(dataset: Dataset) -> NDArray[Any]:
    interpretation = _word(dataset, "PhotometricInterpretation")
    values: NDArray[Any] = dataset.pixel_array
    if interpretation == "PALETTE COLOR":
        return _eight_bits(apply_color_lut(values, dataset))
    if int(dataset.get("SamplesPerPixel") or 1) > 1:
        raw = dataset.file_meta.TransferSyntaxUID in UncompressedTransferSyntaxes
        if raw and interpretation.startswith("YBR_FULL"):
            values = convert_color_space(values, "YBR_FULL", "RGB")
        return _eight_bits(values)
    kept = _without_overlays(values, dataset)
    return np.asarray(apply_modality_lut(kept, dataset))


def _without_overlays(values: NDArray[Any], dataset: Dataset) -> NDArray[Any]:
    """Keep the bits of the picture: old scanners hid drawings, and names, in the others."""
    stored, high = int(dataset.BitsStored), int(dataset.HighBit)
    if stored >= int(dataset.BitsAllocated):
        return values
    bits = (values.astype(np.int64) >> max(0, high + 1 - stored)) & ((1 << stored) - 1)
    if int(dataset.PixelRepresentation):
        bits = np.where(bits >> (stored - 1), bits - (1 << stored), bits)
    return bits


def _eight_bits(values: NDArray[Any]) -> NDArray[np.uint8]:
    if values.dtype == np.uint8:
        return values
    size = float(np.iinfo(values.dtype).max)
    return np.asarray(np.rint(values / size * 255), dtype=np.uint8)


def _window(header: Dataset) -> Window | None:
    """The first window that a file asks for."""
    center, width = (_one(header, name) for name in ("WindowCenter", "WindowWidth"))
    return Window(center, width) if center is not None and width and width > 0 else None


def _one(header: Dataset, name: str) -> float | None:
    try:
        value = header.get(name)
        value = value[0] if not isinstance(value, str | float | int) and value else value
        return float(value) if value is not None and math.isfinite(float(value)) else None
    except (TypeError, ValueError, IndexError):
        return None


# --- places ----------------------------------------------------------------------------------


def _place(
    dataset: Dataset, frame: int
) -> tuple[Vector, Vector, Vector, tuple[float, float]] | None:
    """Corner, directions and spacing of an image; None when the file does not tell."""
    groups = [_group(dataset, "PerFrameFunctionalGroupsSequence", frame)]
    groups += [_group(dataset, "SharedFunctionalGroupsSequence", 0)]
    sources = [dataset] if _frames_of(dataset) == 1 else []
    position = _numbers(_found(groups, sources, "PlanePositionSequence", "ImagePositionPatient"), 3)
    directions = _numbers(
        _found(groups, sources, "PlaneOrientationSequence", "ImageOrientationPatient"), 6
    )
    spacing = _numbers(_found(groups, sources, "PixelMeasuresSequence", "PixelSpacing"), 2)
    if position is None or directions is None or spacing is None or min(spacing) <= 0:
        return None
    across, down = np.array(directions[:3]), np.array(directions[3:])
    if not (_unit(across) and _unit(down) and abs(float(across @ down)) < 0.01):
        return None
    return (
        (position[0], position[1], position[2]),
        (float(across[0]), float(across[1]), float(across[2])),
        (float(down[0]), float(down[1]), float(down[2])),
        (spacing[0], spacing[1]),
    )


def _unit(vector: NDArray[np.float64]) -> bool:
    return abs(float(np.linalg.norm(vector)) - 1) < 0.01


def _frames_of(dataset: Dataset) -> int:
    try:
        return int(dataset.get("NumberOfFrames") or 1)
    except (TypeError, ValueError):
        return 1


def _group(dataset: Dataset, name: str, index: int) -> Dataset | None:
    sequence = dataset.get(name)
    return sequence[index] if sequence and index < len(sequence) else None


def _found(
    groups: Iterable[Dataset | None], sources: Iterable[Dataset], sequence: str, name: str
) -> Any:
    for group in groups:
        inner = group.get(sequence) if group is not None else None
        if inner and name in inner[0]:
            return inner[0].get(name)
    return next((one.get(name) for one in sources if name in one), None)


def _sides(header: Dataset) -> tuple[str, str] | None:
    """The letters at both edges, from the direction in which columns count."""
    across = str((header.get("PatientOrientation") or [""])[0]).upper()[:1]
    opposite = {"L": "R", "R": "L", "A": "P", "P": "A"}.get(across)
    return (opposite, across) if opposite else None


def _spacing(header: Dataset) -> tuple[float, float] | None:
    for name in ("PixelSpacing", "ImagerPixelSpacing"):
        found = _numbers(header.get(name), 2)
        if found is not None and min(found) > 0:
            return found[0], found[1]
    return None
