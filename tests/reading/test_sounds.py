"""What sounds carry: real frames and pages, put together byte by byte."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

import small_site
from finding_lines import as_text
from plainleaf.checks.check import check_all
from plainleaf.reading.sounds import read_sound

MP3 = (Path(__file__).parents[1] / "site/docs/sounds/itch.mp3").read_bytes()
"""Frames of silence, as an encoder writes them."""


def ogg(*packets: bytes, serial: int = 7, first: int = 0) -> bytes:
    """Pages of one packet each; checksums are left out, nothing reads them."""
    pages = b""
    for number, packet in enumerate(packets, first):
        sizes = [255] * (len(packet) // 255) + [len(packet) % 255]
        head = struct.pack("<4sBBqIIIB", b"OggS", 0, 0, 0, serial, number, 0, len(sizes))
        pages += head + bytes(sizes) + packet
    return pages


def tags(*comments: str, sign: bytes = b"OpusTags", vendor: str = "libopus 1.3.1") -> bytes:
    texts = [one.encode() for one in (vendor, *comments)]
    first, *rest = (struct.pack("<I", len(one)) + one for one in texts)
    end = b"\1" if sign == b"\x03vorbis" else b""
    return sign + first + struct.pack("<I", len(rest)) + b"".join(rest) + end


HEAD = b"OpusHead" + bytes(11)
OPUS = ogg(HEAD, tags("encoder=Lavc60.3.100 libopus"), bytes(300))
VORBIS = ogg(b"\x01vorbis" + bytes(23), tags(sign=b"\x03vorbis"), bytes(40))


@pytest.mark.parametrize("data", [MP3, OPUS, VORBIS], ids=["mp3", "opus", "vorbis"])
def test_a_sound_alone(data: bytes) -> None:
    found = read_sound(data)
    assert found is not None
    assert (found.carried, found.broken) == ((), "")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"ID3\4\0\0\0\0\0\x10TIT2Patient John" + MP3, "a tag of the kind ID3"),
        (MP3 + b"TAG" + b"Patient John Doe".ljust(125), "a tag of the kind ID3"),
        (MP3 + b"APETAGEX" + bytes(24), "a tag of the kind APE"),
        (MP3 + b"LYRICSBEGIN", "lyrics"),
        (MP3 + b"MRN 4482913", "11 bytes that are no sound, from byte 3,120"),
        (MP3[:-1], "103 bytes that are no sound, from byte 3,016"),
        (ogg(HEAD, tags("TITLE=Patient John", "title=x", "GEO=51.5")), "a comment 'TITLE'"),
        (ogg(HEAD, tags() + b"MRN 4482913"), "bytes behind its comments"),
    ],
)
def test_what_is_carried(data: bytes, what: str) -> None:
    found = read_sound(data)
    assert found is not None
    assert what in found.carried


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (OPUS[:-1], "its end is missing"),
        (OPUS + b"MRN 4482913", "is no part of it"),
        (OPUS + ogg(b"x", serial=8, first=3), "another stream begins"),
        (OPUS + ogg(b"x", first=9), "a page is missing"),
        (ogg(b"\x80theora", b"\x81theora"), "it holds no Opus or Vorbis"),
        (ogg(HEAD, b"OpusTags\xff\xff\xff\xff"), "its comments end too early"),
        (b"OggS", "is no part of it"),
    ],
)
def test_what_is_damaged(data: bytes, why: str) -> None:
    found = read_sound(data)
    assert found is not None
    assert why in found.broken


@pytest.mark.parametrize("data", [b"", b"RIFF\0\0\0\0WAVE", b"<html>", b"\xff", b"\0" * 99])
def test_what_is_no_sound(data: bytes) -> None:
    assert read_sound(data) is None


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"Patient name: John Doe\nMRN 4482913\n", "PL912"),
        ("a.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nMRN 4482913\n", "PL912"),
        ("a.txt", b"\x1f\x8b\x08\0\xff", "PL149"),
        ("a.txt", "Arztbrief für Müller".encode("latin-1"), "PL149"),
        ("a.txt", b"\x6e\x2b\x31\0\0", "PL149"),
        ("a.txt", b"<script>alert(1)</script>", "PL906"),
        ("a.pdf", b"%PDF-1.7 /Author(John Doe)", "PL130"),
        ("a.mp4", b"\0\0\0\x18ftypmp42", "PL130"),
        ("a.wav", b"RIFF\0\0\0\0WAVEbext", "PL130"),
        ("a.m4a", b"\0\0\0\x18ftypM4A ", "PL130"),
        ("a.webm", b"\x1a\x45\xdf\xa3", "PL130"),
        ("a.mp3", b"ID3\4\0\0\0\0\0\x10TIT2Patient John", "PL148"),
        ("a.mp3", b"MZ\x90\0", "PL148"),
        ("a.ogg", ogg(HEAD, tags(vendor="MRN 4482913")), "PL912"),
    ],
)
def test_a_file_that_a_page_offers(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    page = small_site.page("about", body=f"[A file]({name})\n")
    root = small_site.write(tmp_path, {"about/index.md": page, f"about/{name}": data})
    found = as_text(check_all(small_site.load(root)))
    assert f"docs/about/{name}:" in found
    assert f"error {code} " in found
