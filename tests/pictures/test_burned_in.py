"""Words in a picture's pixels, read by the real tesseract."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from plainleaf.reading.pictures import burned_in
from plainleaf.reading.pictures.burned_in import PictureReadingError, words_in
from sample_pictures import ct_slice, saved


def scan_with(text: str) -> bytes:
    image = ct_slice().resize((512, 512))
    ImageDraw.Draw(image).text((20, 30), text, fill=255, font=ImageFont.load_default(22))
    return saved("PNG", image)


def test_a_name_on_a_scan_is_found_at_its_place() -> None:
    words = words_in(scan_with("LEAF JANE 12345678"))
    assert {"LEAF", "JANE"} <= {one.word for one in words}
    assert all(10 < one.across < 300 and 20 < one.down < 70 for one in words)


def test_a_scan_without_words_has_none() -> None:
    assert words_in(saved("PNG", ct_slice())) == ()
    assert words_in(scan_with("R")) == ()


def test_what_cannot_be_opened_is_told() -> None:
    with pytest.raises(PictureReadingError, match="cannot be opened"):
        words_in(b"\x89PNG\r\n\x1a\n")


def test_a_missing_program_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PictureReadingError, match="apt-get install tesseract-ocr"):
        words_in(saved("PNG"))


def test_a_failing_program_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(burned_in, "_PROGRAM", "false")
    with pytest.raises(PictureReadingError, match="tesseract failed"):
        words_in(saved("PNG", Image.new("L", (9, 9))))


def test_lines_that_are_no_words_are_passed_over() -> None:
    line = "5\t1\t1\t1\t1\t1\t30\t60\t9\t9\t{}\t{}"
    table = "\n".join(
        ("level", line.format("96.5", "LEAF"), line.format("-1", "x"), line.format("a", "b"),
         line.format("96", "R"), "5\t1", line.format("59", "Jane"))
    )  # fmt: skip
    assert [(one.word, one.across, one.down) for one in burned_in._words(table, 3)] == [
        ("LEAF", 10, 20)
    ]
