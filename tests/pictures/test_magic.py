"""What a file is, by its first bytes: real DICOM of every kind that pydicom ships."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.reading.pictures.magic import HEAD, is_dicom, picture_form
from sample_pictures import DICOM_FILES, ct_slice, saved

NO_DICOM = frozenset((".py", ".pyc", ".txt", ".md", ".json", ".dump", ".gz", ".icc"))


def real_dicom() -> list[bytes]:
    files = [
        file for file in DICOM_FILES.rglob("*")
        if file.is_file() and file.suffix not in NO_DICOM
        and file.name not in ("README", "py.typed")
    ]  # fmt: skip
    return [file.read_bytes() for file in files]


def test_every_dicom_file_is_known_with_and_without_its_preamble() -> None:
    files = real_dicom()
    assert len(files) > 150
    for data in files:
        assert is_dicom(data[:HEAD], len(data))
        if data[128:132] == b"DICM":
            bare = data[132:]
            assert is_dicom(bare[:HEAD], len(bare))


def test_what_is_no_dicom_is_not_taken_for_it() -> None:
    others = [
        file for file in DICOM_FILES.rglob("*")
        if file.is_file() and (file.suffix in NO_DICOM or file.name == "README")
    ]  # fmt: skip
    datas = [file.read_bytes() for file in others]
    datas += [saved(form) for form in ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP", "PDF")]
    datas += [
        b"",
        b"\x08\x00",
        b"\x02\x00\x00\x00UL",
        b"%PDF-1.7\n" + bytes(400),
        gzip.compress(b""),
    ]
    for data in datas:
        assert not is_dicom(data[:HEAD], len(data))


@pytest.mark.parametrize(
    "form", ["PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP", "AVIF", "ICO", "JPEG2000"]
)
def test_a_picture_is_known_by_its_first_bytes(form: str) -> None:
    named = {"WEBP": "WebP", "ICO": "icon", "JPEG2000": "JPEG 2000"}.get(form, form)
    assert picture_form(saved(form, ct_slice().convert("RGB"))[:HEAD]) == named


@given(st.binary(max_size=400))
def test_any_bytes_can_be_looked_at(data: bytes) -> None:
    is_dicom(b"\x08\x00\x05\x00" + data, len(data) + 4)
    picture_form(data)
