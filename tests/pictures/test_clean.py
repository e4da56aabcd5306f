"""A picture written anew, and nothing but the picture."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops

from plainleaf.reading.pictures.clean import Cleaned, NotCleanedError, clean, is_upright
from plainleaf.reading.pictures.look import look
from sample_pictures import DICOM_FILES, carrying, ct_slice, exif, profile, real_jpeg, saved

CARRYING = carrying()


def opened(found: Cleaned | bytes) -> Image.Image:
    return Image.open(io.BytesIO(found if isinstance(found, bytes) else found.data))


UNREADABLE = ("jpeg odd marker",)
"""What the library for JPEG refuses."""


@pytest.mark.parametrize(
    "name", [one for one in CARRYING if "animation" not in one and one not in UNREADABLE]
)
def test_nothing_is_left(name: str) -> None:
    data, expected = CARRYING[name]
    found = clean(data)
    assert set(found.removed) >= set(expected)
    picture = look(found.data)
    assert picture is not None
    assert (picture.carried, picture.broken) == ((), "")
    for secret in (b"Jane", b"Leaf", b"Exif", b"adobe"):
        assert secret not in found.data


@pytest.mark.parametrize("name", [one for one in CARRYING if "animation" in one])
def test_what_moves_is_refused(name: str) -> None:
    with pytest.raises(NotCleanedError, match="It moves"):
        clean(CARRYING[name][0])


def test_a_turned_picture_is_turned_upright() -> None:
    data = saved("PNG", exif=exif())
    found = clean(data)
    assert (is_upright(data), is_upright(found.data)) == (False, True)
    assert found.changed == ("turned upright",)
    expected = ct_slice().transpose(Image.Transpose.ROTATE_270)
    assert ImageChops.difference(opened(found), expected).getbbox() is None


def test_dots_of_a_png_stay_as_they_are() -> None:
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        image = ct_slice().convert(mode)
        found = opened(clean(saved("PNG", image)))
        assert found.mode == mode
        assert found.convert("RGB").tobytes() == image.convert("RGB").tobytes()


def test_a_clear_color_stays_clear() -> None:
    data = saved("PNG", ct_slice().convert("P"), transparency=0)
    assert opened(clean(data)).info["transparency"] == 0


def test_a_jpeg_loses_hardly_anything() -> None:
    data = real_jpeg()
    found = clean(data)
    difference = ImageChops.difference(opened(data).convert("RGB"), opened(found).convert("RGB"))
    assert max(high for _, high in difference.getextrema()) <= 8
    assert len(found.data) < 1.1 * len(data)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGB", "RGBA", "CMYK"])
def test_colors_are_kept_without_the_profile(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    found = clean(saved(form, ct_slice().convert(mode), icc_profile=profile()))
    assert found.removed == ("a color profile",)
    assert found.changed in (
        ("colors changed to sRGB",),
        ("colors may look different without the profile",),
    )
    if mode != "CMYK":
        before, after = ct_slice().convert("RGB"), opened(found).convert("RGB")
        difference = ImageChops.difference(before, after)
        assert max(high for _, high in difference.getextrema()) <= 30


@pytest.mark.parametrize(("old", "form"), [("TIFF", "PNG"), ("BMP", "JPEG"), ("PNG", "WebP"),
                                           ("AVIF", "PNG"), ("JPEG", "GIF")])  # fmt: skip
def test_another_format_can_be_asked_for(old: str, form: str) -> None:
    found = clean(saved(old, ct_slice().convert("RGB")), form)
    assert found.form == form
    assert opened(found).size == ct_slice().size
    assert found.changed == (f"saved as {form} instead of {old}",)


def test_what_is_no_picture_is_refused() -> None:
    scan = (DICOM_FILES / "test_files" / "CT_small.dcm").read_bytes()
    cases = [
        (scan, "It is DICOM"),
        (b"", "It is no picture"),
        (b"text", "It is no picture"),
        (saved("TIFF"), "TIFF is not published"),
        (saved("JPEG")[:300], "It cannot be read"),
        (saved("PNG")[:60], "It cannot be read"),
        (b"GIF89a", "It cannot be read"),
    ]
    for data, message in cases:
        with pytest.raises(NotCleanedError, match=message):
            clean(data)
