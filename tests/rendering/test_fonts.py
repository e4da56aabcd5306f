"""The typefaces the site serves."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from plainleaf.rendering import fonts as module
from plainleaf.rendering.fonts import BASIC_IPA, BASIC_TEXT, build_fonts
from plainleaf.rendering.store import Store


@pytest.fixture(scope="module")
def fonts() -> dict[str, bytes]:
    return build_fonts()


def letters(font: bytes) -> set[int]:
    return set(TTFont(BytesIO(font)).getBestCmap())


def test_has_two_reading_faces_and_one_phonetic(fonts: dict[str, bytes]) -> None:
    assert sorted(fonts) == ["atkinson-bold.woff2", "atkinson-regular.woff2", "ipa.woff2"]
    assert all(font.startswith(b"wOF2") for font in fonts.values())


def test_stays_within_thirty_kilobytes(fonts: dict[str, bytes]) -> None:
    assert sum(map(len, fonts.values())) <= 30_000


@pytest.mark.parametrize("name", ["atkinson-regular.woff2", "atkinson-bold.woff2"])
def test_reading_faces_hold_every_basic_letter(fonts: dict[str, bytes], name: str) -> None:
    assert letters(fonts[name]) >= BASIC_TEXT


def test_phonetic_face_holds_every_basic_letter(fonts: dict[str, bytes]) -> None:
    assert letters(fonts["ipa.woff2"]) >= BASIC_IPA


def test_phonetic_face_has_one_weight(fonts: dict[str, bytes]) -> None:
    assert "fvar" not in TTFont(BytesIO(fonts["ipa.woff2"]))


def test_adds_what_the_site_prints(fonts: dict[str, bytes]) -> None:
    more = build_fonts("Δ and ʰ, of which neither is basic")
    assert ord("Δ") not in letters(fonts["atkinson-regular.woff2"])
    assert ord("Δ") in letters(more["atkinson-regular.woff2"])
    assert ord("ʰ") in letters(more["ipa.woff2"])


def test_keeps_the_kerning_that_shows(fonts: dict[str, bytes]) -> None:
    font = TTFont(BytesIO(fonts["atkinson-regular.woff2"]))
    names = font.getBestCmap()
    moved = {}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if table.Format == 2:
                classes = table.ClassDef1.classDefs, table.ClassDef2.classDefs
                for pair in ("To", "no"):
                    first, second = (
                        one.get(names[ord(letter)], 0)
                        for one, letter in zip(classes, pair, strict=True)
                    )
                    cell = table.Class1Record[first].Class2Record[second]
                    moved[pair] = getattr(cell.Value1, "XAdvance", 0) or 0
    assert moved["To"] < -50
    assert moved["no"] == 0


def test_leaves_out_what_no_face_has() -> None:
    assert ord("漢") not in letters(build_fonts("漢")["atkinson-regular.woff2"])


def test_same_bytes_on_another_second(fonts: dict[str, bytes]) -> None:
    module._cut.cache_clear()
    time.sleep(1.1)  # a font's own clock counts whole seconds
    assert build_fonts() == fonts


def test_license_travels_with_the_font(fonts: dict[str, bytes]) -> None:
    for font in fonts.values():
        names = TTFont(BytesIO(font))["name"]
        assert "Open Font License" in str(names.getDebugName(13))


def test_what_the_store_has_is_not_cut_again(
    tmp_path: Path, fonts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path, ".woff2")
    assert build_fonts("", store) == fonts
    monkeypatch.setattr(module, "_cut", None)
    assert build_fonts("", store) == fonts
    with pytest.raises(TypeError):  # the faces for people have this letter, so they are others
        build_fonts("\u0394", store)
