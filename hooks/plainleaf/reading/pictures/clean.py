"""Writes a raster image anew, without anything that is no part of the picture."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, ImageCms, ImageFile, ImageOps, JpegImagePlugin

from plainleaf.reading.pictures.look import READERS, look
from plainleaf.reading.pictures.magic import HEAD, is_dicom, picture_form
from plainleaf.reading.pictures.notes import ANIMATION

FORMS: Final = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WebP"}
"""Formats that may be published, by the ending of a file's name."""

_ORIENTATION: Final = 0x0112
_MOST_DOTS: Final = 100_000_000
_WAYS: Final[dict[str, dict[str, Any]]] = {
    "PNG": {"optimize": True},
    "JPEG": {"optimize": True, "quality": 90},
    "GIF": {"optimize": True},
    "WebP": {"quality": 90, "method": 6},
}
"""How each format is written, unless the picture tells how it was written before."""
_MODES: Final = {
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    "JPEG": ("L", "RGB"),
    "GIF": ("1", "L", "P"),
    "WebP": ("RGB", "RGBA"),
}
"""How each format stores pixels without changing them, in Pillow's names."""


class NotCleanedError(ValueError):
    """A picture cannot be cleaned; says why, as a sentence with how to fix it."""


@dataclass(frozen=True)
class Cleaned:
    """A picture written anew."""

    data: bytes
    """The new file."""
    form: str
    """Its format."""
    removed: tuple[str, ...]
    """What the old file carried besides the picture."""
    changed: tuple[str, ...]
    """What was done to the picture itself, such as turning it."""


def clean(data: bytes, form: str = "") -> Cleaned:
    """A picture without anything but the picture, upright and in sRGB.

    Args:
        data: the old file.
        form: the format to write; empty to keep it.

    Raises:
        NotCleanedError: it is no picture, moves, or would not be clean.
    """
    if is_dicom(data[:HEAD], len(data)):
        raise NotCleanedError("It is DICOM. Export a PNG from the viewer without names.")
    old_form = picture_form(data[:HEAD])
    form = form or old_form
    if not old_form:
        raise NotCleanedError("It is no picture. Save it anew in an image program.")
    if form not in READERS:
        raise NotCleanedError(f"{old_form} is not published. Name a PNG or JPEG after --output.")
    old = look(data)
    removed = [one.what for one in old.carried] if old else ["all besides the picture"]
    if ANIMATION in removed:
        raise NotCleanedError("It moves. Save the pictures of it one by one.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of damaged metadata, which is left out here
        try:
            fresh, changed, how = _picture(data, form)
            new = _written(fresh, form, how)
        except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
            message = "It cannot be read to its end. Save it anew in an image program."
            raise NotCleanedError(message) from error
    if form != old_form:
        changed = (*changed, f"saved as {form} instead of {old_form}")
    found = look(new)
    if found is None or found.carried or found.broken:
        raise NotCleanedError("The new picture would not be clean. Save it anew by hand.")
    return Cleaned(new, form, tuple(dict.fromkeys(removed)), changed)


def is_upright(data: bytes) -> bool:
    """Whether a picture is shown as it is stored, not turned by its Exif data."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return bool(Image.open(io.BytesIO(data)).getexif().get(_ORIENTATION, 1) == 1)
    except (OSError, ValueError, SyntaxError):
        return True


def _picture(data: bytes, form: str) -> tuple[Image.Image, tuple[str, ...], dict[str, Any]]:
    """The picture alone, what was done to it, and how it was written before."""
    image = Image.open(io.BytesIO(data))
    if image.width * image.height > _MOST_DOTS:
        raise ValueError("it has too many pixels")
    _load_whole(image)
    how = _as_before(image, form)
    changed = []
    if image.getexif().get(_ORIENTATION, 1) != 1:
        changed.append("turned upright")
    upright = ImageOps.exif_transpose(image)
    profile = image.info.get("icc_profile")
    if profile:
        upright, words = _in_srgb(upright, profile)
        changed.append(words)
    transparency = upright.info.get("transparency")
    if upright.mode not in _MODES[form]:
        upright = upright.convert(_nearest(upright, form))
        transparency = upright.info.get("transparency")
    alone = upright.copy()
    # All that Pillow keeps of a file besides the pixels stands here.
    alone.info = {} if transparency is None else {"transparency": transparency}
    return alone, tuple(changed), how


def _load_whole(image: Image.Image) -> None:
    """Read all pixels of a picture.

    WeasyPrint asks Pillow, for the whole process, to take a file that was cut off for a whole one
    with gray in it.

    Raises:
        OSError: the file ends too soon.
    """
    asked = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        image.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = asked


def _as_before(image: Image.Image, form: str) -> dict[str, Any]:
    """How a picture was packed, so that packing it again costs hardly anything of it."""
    if isinstance(image, JpegImagePlugin.JpegImageFile) and form == "JPEG":
        sampling = JpegImagePlugin.get_sampling(image)
        kept = {} if sampling < 0 else {"subsampling": sampling}
        if image.mode in _MODES["JPEG"]:
            # 64 numbers each: with the same ones the same pixels are rounded to nearly the same.
            return {"qtables": image.quantization, "optimize": True, **kept}
    if image.format == "WEBP" and form == "WebP" and image.info.get("lossless"):
        return {"lossless": True}
    return {}


def _in_srgb(image: Image.Image, profile: bytes) -> tuple[Image.Image, str]:
    """A picture with its colors as its profile means them, and what to say of that."""
    different = image, "colors may look different without the profile"
    if image.mode not in ("L", "LA", "P", "PA", "RGB", "RGBA", "CMYK"):
        return different
    clear = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    gray = image.mode in ("L", "LA")
    colors = image.convert("L" if gray else "CMYK" if image.mode == "CMYK" else "RGB")
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        found = ImageCms.profileToProfile(colors, meant, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return different
    if found is None:
        return different
    found = found.convert("L") if gray else found
    if clear is not None:
        found.putalpha(clear)
    return found, "colors changed to sRGB"


def _nearest(image: Image.Image, form: str) -> str:
    """How to store a picture in a format that cannot store it as it is."""
    clear = "A" in image.getbands() or "transparency" in image.info
    if form == "GIF":
        return "P"
    if form == "JPEG":
        return "L" if image.mode in ("1", "LA", "I;16", "I", "F") else "RGB"
    if form == "PNG" and image.mode in ("I", "F", "I;16B"):
        return "L"
    return "RGBA" if clear else "RGB"


def _written(image: Image.Image, form: str, how: dict[str, Any]) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form.upper(), **(how or _WAYS[form]))
    return stream.getvalue()
