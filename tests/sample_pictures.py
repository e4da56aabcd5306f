"""Pictures to test with: a real CT slice, a real JPEG (both pydicom's), ones that carry things."""

from __future__ import annotations

import functools
import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pydicom
from PIL import Image, ImageCms, PngImagePlugin
from pydicom.encaps import generate_frames

DICOM_FILES = Path(pydicom.__file__).parent / "data"
FORMS = ("PNG", "JPEG", "GIF", "WEBP")


@functools.cache
def ct_slice() -> Image.Image:
    """A real CT slice, in a soft-tissue window."""
    slice_ = pydicom.dcmread(DICOM_FILES / "test_files" / "CT_small.dcm")
    size = (slice_.Columns, slice_.Rows)
    values = struct.unpack(f"<{size[0] * size[1]}h", slice_.PixelData)
    image = Image.new("L", size)
    image.putdata([max(0, min(255, (value - 800) // 3)) for value in values])
    return image


@functools.cache
def real_jpeg() -> bytes:
    """A JPEG as a scanner wrote it into a DICOM file."""
    dataset = pydicom.dcmread(DICOM_FILES / "test_files" / "SC_rgb_jpeg_dcmtk.dcm")
    frame = next(generate_frames(dataset.PixelData, number_of_frames=1))
    return frame[: frame.rindex(b"\xff\xd9") + 2]  # DICOM pads to an even length


def saved(form: str, image: Image.Image | None = None, **options: Any) -> bytes:
    """A picture in a format; options are Pillow's."""
    stream = io.BytesIO()
    (image or ct_slice()).save(stream, form, **options)
    return stream.getvalue()


def exif() -> bytes:
    """An Exif block with a place, a name and an orientation."""
    block = Image.Exif()
    block[0x0112] = 6
    block[0x010F] = "Leaf Cameras"
    block[0x013B] = "Jane Leaf"
    block.get_ifd(0x8825)[1] = "N"
    block.get_ifd(0x8825)[2] = (53.0, 48.0, 1.0)
    return block.tobytes()


@functools.cache
def profile() -> bytes:
    """A color profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><leaf>Jane</leaf></x:xmpmeta>"


def png_with(kind: bytes, content: bytes, data: bytes | None = None) -> bytes:
    """A PNG with one more chunk after its first one."""
    data = data or saved("PNG")
    chunk = struct.pack(">I", len(content)) + kind + content
    return data[:33] + chunk + struct.pack(">I", zlib.crc32(chunk[4:])) + data[33:]


def jpeg_with(marker: int, content: bytes, data: bytes | None = None) -> bytes:
    """A JPEG with one more segment at its beginning."""
    data = data or saved("JPEG")
    return data[:2] + struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content + data[2:]


def webp_with(kind: bytes, content: bytes) -> bytes:
    """A WebP with one more chunk at its end."""
    data = saved("WEBP")
    chunk = kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
    body = data[8:] + chunk
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gif_with(block: bytes) -> bytes:
    """A GIF with one more block before its end."""
    return saved("GIF")[:-1] + block + b";"


def _png_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Jane Leaf")
    info.add_text("Comment", "Jane Leaf", zip=True)
    info.add_itxt("Title", "Jane Leaf")
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved("PNG", pnginfo=info)


def _animated(form: str) -> bytes:
    return saved(form, save_all=True, append_images=[ct_slice().rotate(90)], duration=100, loop=0)


def _between() -> bytes:
    data = saved("JPEG")
    end = 4 + data[5]  # of the first segment
    return data[:end] + b"Jane" + data[end:]


def carrying() -> dict[str, tuple[bytes, tuple[str, ...]]]:
    """Pictures that carry something, by a name, with what must be found in them."""
    place = "Exif data with the place where it was taken (GPS)"
    rgb = ct_slice().convert("RGB")
    after = "bytes after its end"
    cases: dict[str, tuple[bytes, tuple[str, ...]]] = {
        "png exif": (saved("PNG", exif=exif()), (place,)),
        "png texts": (_png_text(), ("a text", "a packed text", "XMP data")),
        "png profile": (saved("PNG", icc_profile=profile()), ("a color profile",)),
        "png time": (png_with(b"tIME", bytes(7)), ("the time of its last change",)),
        "png own chunk": (png_with(b"leAf", b"Jane"), ("data of its own (leAf)",)),
        "png long tRNS": (png_with(b"gAMA", b"Jane Leaf"), ("data of its own (gAMA)",)),
        "png animation": (_animated("PNG"), ("an animation",)),
        "jpeg exif": (saved("JPEG", exif=exif()), (place,)),
        "jpeg xmp": (saved("JPEG", xmp=XMP), ("XMP data",)),
        "jpeg profile": (saved("JPEG", rgb, icc_profile=profile()), ("a color profile",)),
        "jpeg comment": (saved("JPEG", comment=b"Jane Leaf"), ("a comment",)),
        "jpeg iptc": (
            jpeg_with(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x04Jane"),
            ("IPTC data",),
        ),
        "jpeg photoshop": (jpeg_with(0xED, b"Photoshop 3.0\x008BIM"), ("data of Photoshop",)),
        "jpeg program": (jpeg_with(0xEB, b"JP"), ("data of a program (APP11)",)),
        "jpeg odd marker": (jpeg_with(0xF5, b"Jane"), ("data of an unknown kind (FFF5)",)),
        "jpeg small copy": (
            jpeg_with(0xE0, b"JFIF\0\1\2\0\0\1\0\1\1\1abc"),
            ("a small copy of the picture",),
        ),
        "jpeg JFXX": (jpeg_with(0xE0, b"JFXX\0\x10"), ("a small copy of the picture",)),
        "jpeg between": (_between(), ("bytes between its parts",)),
        "two jpegs": (real_jpeg() + real_jpeg(), (after,)),
        "mpo": (
            saved("MPO", rgb, save_all=True, append_images=[rgb]),
            ("a directory of further pictures", after),
        ),
        "gif comment": (saved("GIF", comment=b"Jane Leaf"), ("a comment",)),
        "gif text": (gif_with(b"!\x01\x0c" + bytes(12) + b"\x04Jane\0"), ("a text",)),
        "gif xmp": (gif_with(b"!\xff\x0bXMP DataXMP\x04Jane\0"), ("XMP data",)),
        "gif program": (gif_with(b"!\xff\x0bLEAFLEAF1.0\x04Jane\0"), ("data of a program",)),
        "gif odd": (gif_with(b"!\xf9\x04\0\0\0\0\x04Jane\0"), ("data of an unknown kind",)),
        "gif animation": (_animated("GIF"), ("an animation",)),
        "webp exif": (saved("WEBP", exif=exif()), (place,)),
        "webp xmp": (saved("WEBP", xmp=XMP), ("XMP data",)),
        "webp profile": (saved("WEBP", icc_profile=profile()), ("a color profile",)),
        "webp own": (webp_with(b"LEAF", b"Jane"), ("data of an unknown kind",)),
        "webp animation": (_animated("WEBP"), ("an animation",)),
    }
    for form in FORMS:
        cases[f"{form.lower()} after its end"] = (saved(form) + b"\0Jane Leaf", (after,))
    return cases
