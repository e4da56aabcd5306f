"""What a recorded sound carries besides the sound, told without a library.

Recorders write who spoke, where and when into a file, and a picture of the cover. So a file is read
from its first byte to its last: an MP3 may hold frames of sound and nothing else, an Ogg file one
stream of Opus or Vorbis whose comments name the encoder at most. All else is carried, known or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from plainleaf.model.site_facts import Sound

ENDINGS: Final = (".mp3", ".ogg", ".opus")
"""The endings of sounds that the site plays."""

_BITRATES: Final = {
    True: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Of MPEG 1, and of its younger brothers for low rates, in kbit/s from index 1."""
_RATES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"""Samples a second, by version."""
_KNOWN: Final = (
    (b"ID3", "a tag of the kind ID3"),
    (b"TAG", "a tag of the kind ID3"),
    (b"APETAGEX", "a tag of the kind APE"),
    (b"LYRICSBEGIN", "lyrics"),
)
_ENCODER: Final = ("encoder=", "encoder_options=")
_HEADS: Final = ((b"OpusHead", b"OpusTags"), (b"\x01vorbis", b"\x03vorbis"))


class _BrokenSoundError(Exception):
    """Why a sound cannot be read to its end, as the end of a sentence."""


def read_sound(data: bytes) -> Sound | None:
    """What a sound carries; None for what is no MP3, Opus or Vorbis file."""
    try:
        if data.startswith(b"OggS"):
            return _read_ogg(data)
        if data.startswith(b"ID3") or _frame_length(data, 0):
            return Sound(carried=tuple(dict.fromkeys(_beside_frames(data))))
    except _BrokenSoundError as error:
        return Sound(broken=str(error))
    return None


def _frame_length(data: bytes, at: int) -> int:
    """How many bytes the MPEG frame (layer 3) has that begins here; 0 where none does."""
    head = int.from_bytes(data[at : at + 4], "big")
    version, bitrate, rate = head >> 19 & 3, head >> 12 & 15, head >> 10 & 3
    if head >> 21 != 0x7FF or head >> 17 & 3 != 1 or version == 1 or bitrate in (0, 15) or rate > 2:
        return 0
    bits = _BITRATES[version == 3][bitrate - 1] * 1000
    return (144 if version == 3 else 72) * bits // _RATES[version][rate] + (head >> 9 & 1)


def _beside_frames(data: bytes) -> Iterator[str]:
    at = 0
    while at < len(data):
        length = _frame_length(data, at)
        if length and at + length <= len(data):
            at += length
            continue
        yield next(
            (what for sign, what in _KNOWN if data.startswith(sign, at)),
            f"{len(data) - at:,} bytes that are no sound, from byte {at:,}",
        )
        return


def _read_ogg(data: bytes) -> Sound:
    packets = _first_packets(data)
    for head, tags in _HEADS:
        if len(packets) > 1 and packets[0].startswith(head) and packets[1].startswith(tags):
            vendor, comments, rest = _comments(packets[1][len(tags) :])
            kept = [one for one in comments if one.lower().startswith(_ENCODER)]
            names = dict.fromkeys(one.partition("=")[0] for one in comments if one not in kept)
            carried = [f"a comment {name[:30]!r}" for name in names]
            if rest.strip(b"\0" if tags == b"OpusTags" else b"\0\1"):
                carried.append("bytes behind its comments")
            return Sound(carried=tuple(carried), words=(vendor, *kept))
    raise _BrokenSoundError("it holds no Opus or Vorbis")


def _first_packets(data: bytes) -> list[bytes]:
    """The first two packets of an Ogg file that is one stream from end to end."""
    packets: list[bytes] = []
    part, at, number = b"", 0, 0
    serial = data[14:18]
    while at < len(data):
        head = data[at : at + 27]
        if len(head) < 27 or head[:5] != b"OggS\0":
            raise _BrokenSoundError(f"what stands at byte {at:,} is no part of it")
        if head[14:18] != serial:
            raise _BrokenSoundError(f"another stream begins at byte {at:,}")
        if int.from_bytes(head[18:22], "little") != number:
            raise _BrokenSoundError(f"a page is missing before byte {at:,}")
        sizes = data[at + 27 : at + 27 + head[26]]
        body = at + 27 + head[26]
        if len(sizes) < head[26] or body + sum(sizes) > len(data):
            raise _BrokenSoundError("its end is missing")
        for size in sizes:
            if len(packets) < 2:
                part += data[body : body + size]
                if size < 255:
                    packets.append(part)
                    part = b""
            body += size
        at, number = body, number + 1
    return packets


def _comments(data: bytes) -> tuple[str, list[str], bytes]:
    """The encoder's name, the comments, and what follows them."""
    at = 0

    def number() -> int:
        nonlocal at
        at += 4
        if at > len(data):
            raise _BrokenSoundError("its comments end too early")
        return int.from_bytes(data[at - 4 : at], "little")

    def text() -> str:
        nonlocal at
        length = number()
        at += length
        if at > len(data):
            raise _BrokenSoundError("its comments end too early")
        return data[at - length : at].decode("utf-8", "replace")

    vendor = text()
    return vendor, [text() for _ in range(number())], data[at:]
