"""Recorded clips: what may be played, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import small_site
from plainleaf.checks.check import check_all
from plainleaf.model.budgets import CLIP_BYTES_MAX
from plainleaf.reading.clips import sound_type
from plainleaf.reading.content import Content
from plainleaf.rendering.glossary_page import render_clip, render_glossary, word_views

MP3 = (bytes([0xFF, 0xFB, 0x10, 0xC4]) + bytes(100)) * 20
OPUS = b"OggS\0\x02" + bytes(20) + b"\x01\x13OpusHead" + bytes(100)
VORBIS = b"OggS\0\x02" + bytes(20) + b"\x01\x1e\x01vorbis" + bytes(100)
WAV = b"RIFF\x24\0\0\0WAVEfmt "
RECORD = "- {term: vein, speaker: A. Speaker, recorded: 2026-11-20, license: CC BY 4.0}\n"


def project(tmp_path: Path, sounds: Mapping[str, bytes], records: str = RECORD) -> Content:
    """The small site with clips."""
    files = {f"sounds/{name}": data for name, data in sounds.items()}
    return small_site.load(
        small_site.write(tmp_path, {"_data/clips.yml": records} | files)  # type: ignore[arg-type]
    )


def told(content: Content) -> list[str]:
    """What is said of clips."""
    found = check_all(content)
    return [f"{f.path}:{f.line} {f.code} {f.message}" for f in found if f.code.startswith("PL65")]


@pytest.mark.parametrize(
    ("data", "endings"),
    [
        (MP3, {".mp3"}),
        (b"ID3\x04" + bytes(60), {".mp3"}),
        (OPUS, {".opus", ".ogg"}),
        (VORBIS, {".ogg"}),
        (WAV, set()),
        (b"\xff\xf1\x50\x80", set()),  # AAC
        (b"<html>", set()),
        (b"\xff", set()),
        (b"", set()),
    ],
    ids=["mp3", "mp3 with tags", "opus", "vorbis", "wav", "aac", "html", "one byte", "nothing"],
)
def test_the_type_is_told_by_the_first_bytes(data: bytes, endings: set[str]) -> None:
    assert sound_type(data[:64]) == endings


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("vein.mp3", MP3, "audio/mpeg"),
        ("vein.opus", OPUS, "audio/ogg; codecs=opus"),
        ("vein.ogg", VORBIS, "audio/ogg"),
    ],
)
def test_a_recorded_clip_is_played(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    content = project(tmp_path, {name: data})
    assert told(content) == []
    clip = content.clips.playable["vein"]
    assert (clip.src, clip.type, clip.record.speaker) == (f"sounds/{name}", kind, "A. Speaker")
    assert not any(f.code in {"PL130", "PL132"} for f in check_all(content))


@pytest.mark.parametrize(
    ("sounds", "records", "wanted"),
    [
        (
            {"vein.mp3": MP3},
            "[]\n",
            'docs/sounds/vein.mp3:1 PL650 Nothing says who speaks in "vein.mp3".',
        ),
        ({}, RECORD, 'docs/_data/clips.yml:1 PL650 There is no file "sounds/vein.mp3".'),
        (
            {"nerve.mp3": MP3},
            RECORD.replace("vein", "nerve"),
            'docs/_data/clips.yml:1 PL650 There is no term "nerve".',
        ),
        (
            {"vein.mp3": MP3, "vein.opus": OPUS},
            RECORD,
            'docs/_data/clips.yml:1 PL650 One term has two clips: "vein.mp3" and "vein.opus".',
        ),
        (
            {"vein.mp3": WAV},
            RECORD,
            "docs/sounds/vein.mp3:1 PL651 This file is no MP3 file, whatever its name says.",
        ),
        (
            {"vein.opus": VORBIS},
            RECORD,
            "docs/sounds/vein.opus:1 PL651 This file is no OPUS file, whatever its name says.",
        ),
        (
            {"vein.mp3": MP3 + bytes(CLIP_BYTES_MAX)},
            RECORD,
            "docs/sounds/vein.mp3:1 PL652 This clip has 22 KB; 20 are enough for a word.",
        ),
        (
            {"vein.mp3": MP3},
            RECORD + RECORD,
            'docs/_data/clips.yml:2 PL650 The term "vein" is taken: line 1 has it already.',
        ),
    ],
)
def test_a_clip_with_anything_wrong_is_told(
    tmp_path: Path, sounds: Mapping[str, bytes], records: str, wanted: str
) -> None:
    content = project(tmp_path, sounds, records)
    assert told(content) == [wanted]
    if "is taken" not in wanted:
        assert content.clips.playable == {}


@pytest.mark.parametrize("field", ["speaker", "recorded", "license"])
def test_a_record_says_who_when_and_under_which_license(tmp_path: Path, field: str) -> None:
    records = RECORD.replace(f"{field}: ", f"not_{field[::-1]}: ")
    content = project(tmp_path, {"vein.mp3": MP3}, records)
    assert content.clips.playable == {}
    assert any(f'"{field}" is missing' in f.message for f in check_all(content))


def test_a_clip_gives_entry_and_popover_a_labelled_button(tmp_path: Path) -> None:
    content = project(tmp_path, {"vein.mp3": MP3})
    html = render_clip("vein", content.clips.playable["vein"], "../sounds/vein.mp3")
    tree = LexborHTMLParser(html)
    [button] = tree.css("button")
    [sound] = tree.css("audio")
    assert button.attributes["aria-label"] == "Listen to “vein”"
    assert button.attributes["title"] == "A. Speaker, 2026-11-20, CC BY 4.0"
    assert sound.attributes["preload"] == "none"
    assert "autoplay" not in sound.attributes
    assert not any(name.startswith("on") or name == "style" for name in button.attributes)
    clips = {"leaf-fever": html, "vein": html}
    page = LexborHTMLParser(render_glossary(content.terms, {}, clips=clips))
    assert len(page.css(".entry .clip")) == 2
    del clips["vein"]
    with_clip, without = word_views(["leaf-fever", "vein"], content.terms, clips=clips)
    assert (with_clip.clip_html, without.clip_html) == (html, "")


def test_without_clips_nothing_is_needed(tmp_path: Path) -> None:
    content = small_site.load(small_site.write(tmp_path))
    assert content.clips.playable == {}
    assert told(content) == []
    assert "<audio" not in render_glossary(content.terms, {})
