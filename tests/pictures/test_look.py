"""What a picture's file carries besides the picture."""

from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import sample_pictures
from plainleaf.model.site_facts import RasterFacts
from plainleaf.reading.pictures.look import look
from plainleaf.reading.pictures.notes import Notes
from sample_pictures import (
    FORMS,
    carrying,
    ct_slice,
    jpeg_with,
    png_with,
    real_jpeg,
    saved,
    webp_with,
)

CARRYING = carrying()
CLEAN = {
    "real jpeg": real_jpeg(),
    **{f"{form} {mode}": saved(form, ct_slice().convert(mode))
       for form in FORMS for mode in ("L", "RGB")},
    "png 16 bit": saved("PNG", ct_slice().convert("I;16")),
    "png 1 bit": saved("PNG", ct_slice().convert("1")),
    "png clear palette": saved("PNG", ct_slice().convert("P"), transparency=0),
    "png dpi": saved("PNG", dpi=(72, 72)),
    "jpeg progressive": saved("JPEG", progressive=True, restart_marker_blocks=2),
    "jpeg cmyk": saved("JPEG", ct_slice().convert("CMYK")),
    "gif clear": saved("GIF", ct_slice().convert("P"), transparency=0),
    "webp clear": saved("WEBP", ct_slice().convert("RGBA")),
    "webp lossless": saved("WEBP", lossless=True),
}  # fmt: skip


def found(data: bytes) -> RasterFacts:
    picture = look(data)
    assert picture is not None
    return picture


@pytest.mark.parametrize("name", CARRYING)
def test_what_is_no_picture_is_found(name: str) -> None:
    data, expected = CARRYING[name]
    picture = found(data)
    assert not picture.broken
    assert {one.what for one in picture.carried} >= set(expected)
    for one in picture.carried:
        assert 0 <= one.offset < one.offset + one.size <= len(data)


@pytest.mark.parametrize("name", CLEAN)
def test_a_picture_alone_is_clean(name: str) -> None:
    data = CLEAN[name]
    picture = found(data)
    assert (picture.carried, picture.broken) == ((), "")
    assert (picture.width, picture.height) == Image.open(io.BytesIO(data)).size


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_that_ends_too_early_is_broken(form: str) -> None:
    data = saved(form)
    for end in range(12, len(data), 97):
        assert found(data[:end]).broken


def test_bytes_behind_the_last_dot_of_a_png_are_found() -> None:
    data = saved("PNG", Image.new("L", (3, 3)))
    at = data.index(b"IDAT")
    size = int.from_bytes(data[at - 4 : at], "big")
    pixels = data[at + 4 : at + 4 + size]
    end = data[at + 8 + size :]
    for packed in (pixels + b"Jane", zlib.compress(bytes(12) + b"Jane")):
        chunk = b"IDAT" + packed
        new = data[: at - 4] + len(packed).to_bytes(4, "big") + chunk
        new += zlib.crc32(chunk).to_bytes(4, "big") + end
        assert [one.what for one in found(new).carried] == ["bytes after its last pixel"]


def test_an_interlaced_png_has_as_many_dots_as_it_should() -> None:
    for width in range(1, 10):
        rows = b""
        for column, row, across, down in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4),
                                          (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)):  # fmt: skip
            columns = len(range(column, width, across))
            rows += len(range(row, 5, down)) * bytes(1 + columns) if columns else b""
        header = width.to_bytes(4, "big") + (5).to_bytes(4, "big") + bytes((8, 0, 0, 0, 1))
        data = b"\x89PNG\r\n\x1a\n"
        for kind, content in ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")):
            data += len(content).to_bytes(4, "big") + kind + content
            data += zlib.crc32(kind + content).to_bytes(4, "big")
        Image.open(io.BytesIO(data)).load()
        assert (found(data).carried, found(data).broken) == ((), "")


def test_a_wrong_checksum_is_told() -> None:
    data = bytearray(png_with(b"tEXt", b"a\0b"))
    data[data.index(b"tEXt") + 4] ^= 1
    assert found(bytes(data)).broken == "a checksum is wrong"


@given(st.data())
def test_no_change_of_a_picture_ends_in_a_traceback(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*CARRYING, *CLEAN]))
    whole = bytearray(CARRYING[name][0] if name in CARRYING else CLEAN[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, min(len(whole) - 1, 400)))
        whole[at] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(whole)))
    assert look(bytes(whole[:end])) is None or found(bytes(whole[:end])).form


@given(st.sampled_from(FORMS), st.binary(max_size=300))
def test_any_bytes_behind_a_beginning_can_be_read(form: str, rest: bytes) -> None:
    found(saved(form)[:30] + rest)


def test_what_was_noted_before_the_damage_is_kept() -> None:
    data = CARRYING["jpeg exif"][0]
    picture = found(data[: len(data) // 2])
    assert picture.broken
    assert picture.carried
    assert Notes("PNG").picture() == RasterFacts("PNG", 0, 0)
    assert sample_pictures.exif()


def gif_controls() -> bytes:
    """A GIF in which two blocks tell how its picture is shown; the second is free for a text."""
    data = saved("GIF", ct_slice().convert("P"), transparency=0)
    at = data.index(b"!\xf9\x04")
    return data[:at] + b"!\xf9\x04Jane\0" + data[at:]


def png_filters(image: Image.Image, **options: object) -> bytes:
    """A PNG whose rows say that they are packed in a way that there is none of."""
    data = saved("PNG", image, **options)
    start = data.index(b"IDAT")
    size = int.from_bytes(data[start - 4 : start], "big")
    pixels = bytearray(zlib.decompress(data[start + 4 : start + 4 + size]))
    pixels[(image.width + 1) * 40] = 74
    packed = zlib.compress(bytes(pixels))
    chunk = b"IDAT" + packed
    end = data[start + 8 + size :]
    return b"".join(
        (
            data[: start - 4],
            len(packed).to_bytes(4, "big"),
            chunk,
            zlib.crc32(chunk).to_bytes(4, "big"),
            end,
        )
    )


def webp_clear_first() -> bytes:
    """A WebP with the chunk of clearness before anything announces it."""
    data = saved("WEBP")
    body = b"WEBP" + b"ALPH\x04\0\0\0Jane" + data[12:]
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def webp_of(kind: bytes, content: bytes) -> bytes:
    """A WebP of one chunk."""
    body = (
        b"WEBP" + kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)
    )
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def webp_dots(**options: bool) -> bytes:
    """What is in the only chunk of a WebP."""
    data = saved("WEBP", **options)
    return data[20 : 20 + int.from_bytes(data[16:20], "little")]


def webp_between() -> bytes:
    """A WebP whose first part of two is longer than it needs to be."""
    dots = webp_dots()
    tag = int.from_bytes(dots[:3], "little")
    end = 10 + (tag >> 5)
    longer = (tag + (8 << 5)).to_bytes(3, "little")
    return webp_of(b"VP8 ", longer + dots[3:end] + b"JaneLeaf" + dots[end:])


HIDDEN = {
    "webp behind its dots": webp_of(b"VP8 ", webp_dots() + b"JaneLeaf"),
    "webp behind lossless dots": webp_of(b"VP8L", webp_dots(lossless=True) + b"JaneLeaf"),
    "webp between its dots": webp_between(),
    "png colors of a gray picture": png_with(b"PLTE", b"Jane Leaf" * 3),
    "png clear color that is too long": png_with(b"tRNS", b"Jane Leaf"),
    "png gamma twice": png_with(b"gAMA", b"Jane", png_with(b"gAMA", b"Leaf")),
    "jpeg JFIF twice": jpeg_with(0xE0, b"JFIF\0\1\1\0Jane\0\0"),
    "gif two controls": gif_controls(),
    "webp clear behind the picture": webp_with(b"ALPH", b"Jane"),
    "webp header twice": webp_with(b"VP8X", b"Jane Leaf!"),
}
DAMAGED = {
    "png with a long header": saved("PNG")[:8] + png_with(b"IHDR", b"Jane Leaf of 44")[33:],
    "png filters": png_filters(ct_slice()),
    "jpeg restarts": jpeg_with(0xDD, b"\0\x08Jane"),
    "jpeg lines": jpeg_with(0xDC, b"\0\x80Jane"),
    "jpeg quanta": jpeg_with(0xDB, bytes(65) + b"Jane"),
    "jpeg codes": jpeg_with(0xC4, b"\0" + bytes(16) + b"Jane"),
    "webp clear first": webp_clear_first(),
    "webp without its last dots": webp_of(b"VP8 ", webp_dots()[:-8]),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_part_that_no_picture_needs_is_carried(name: str) -> None:
    assert found(HIDDEN[name]).carried


@pytest.mark.parametrize("name", DAMAGED)
def test_a_part_that_breaks_its_format_is_told(name: str) -> None:
    assert found(DAMAGED[name]).broken


def test_a_bomb_is_measured_and_not_unpacked() -> None:
    header = (60_000).to_bytes(4, "big") * 2 + b"\x08\0\0\0\0"
    bomb = png_with(b"IHDR", header)
    picture = found(bomb[:8] + bomb[33:])
    assert picture.width * picture.height == 3_600_000_000
