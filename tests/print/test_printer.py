"""Printing everything: once, and again only what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from plainleaf.print import printer as module
from plainleaf.print import proof
from plainleaf.print.documents import Document
from plainleaf.print.formats import FORMATS
from plainleaf.print.offers import offers
from plainleaf.print.printer import Failed, Printed, Printer
from plainleaf.print.transform import DocumentPart, Target
from plainleaf.rendering.fonts import print_fonts
from plainleaf.rendering.store import Store

HTML = (
    '<!doctype html><html lang="en"><head><title>A</title></head>'
    '<body><h1>A</h1><div data-part="0"><p>{}</p></div></body></html>'
)


def document(name: str, text: str = "Text.", **part: object) -> Document:
    html = HTML.format(text)
    return Document(name, (f"{name}.md",), (f"{name}.md",), html, (DocumentPart(**part),))  # type: ignore[arg-type]


def no_fonts() -> Mapping[str, bytes]:
    raise AssertionError("Something was printed again.")


def run(folder: Path, *documents: Document, fonts: object = print_fonts) -> list[Printed]:
    # By this process: starting others takes ten times as long, and is tried in test_workers.py.
    printer = Printer(Store(folder, ".pdf"), fonts, FORMATS[:1], cores=1)  # type: ignore[arg-type]
    done = list(printer.run(documents))
    assert all(isinstance(one, Printed) for one in done), done
    return done  # type: ignore[return-value]


def test_an_unchanged_document_is_printed_once(tmp_path: Path) -> None:
    first = run(tmp_path, document("a"), document("b", "Other."))
    again = run(tmp_path, document("a"), document("b", "Other."), fonts=no_fonts)
    assert [one.name for one in first] == ["a-a4.pdf", "b-a4.pdf"]
    assert first == again
    assert first[0].pages == 1
    assert first[0].size.endswith(" KB")


@pytest.mark.parametrize(
    "changed",
    [
        document("a", "Text!"),
        document("a", targets={"x": Target(note="y")}),
        document("a", prefix="p1-"),
        document("a", images={"x": "picture:1.png"}),
    ],
)
def test_whatever_changes_a_document_prints_it_again(tmp_path: Path, changed: Document) -> None:
    run(tmp_path, document("a"), document("b", "Other."))
    run(tmp_path, document("b", "Other."), fonts=no_fonts)
    with pytest.raises(AssertionError, match="printed again"):
        run(tmp_path, changed, fonts=no_fonts)


def test_pictures_give_the_same_bytes_wherever_they_lie(tmp_path: Path) -> None:
    made = []
    for name in ("one", "leaf 2"):
        file = tmp_path / name / "leaf.png"
        file.parent.mkdir()
        Image.new("RGB", (9, 9), "green").save(file)
        body = '<p><img src="x" alt="A leaf"></p>'
        shown = f"picture:{hashlib.sha256(file.read_bytes()).hexdigest()}.png"
        one = replace(document("a", body, images={"x": shown}), pictures={shown: file})
        made += run(tmp_path / name / "store", one)
    first, second = (one.kept.file.read_bytes() for one in made)
    assert first == second
    assert b"leaf.png" not in first


def test_a_picture_that_was_changed_since_it_was_checked_is_not_printed(tmp_path: Path) -> None:
    file = tmp_path / "leaf.png"
    Image.new("RGB", (9, 9), "red").save(file)
    shown = f"picture:{hashlib.sha256(b'what was checked').hexdigest()}.png"
    body = '<p><img src="x" alt="A leaf"></p>'
    one = replace(document("a", body, images={"x": shown}), pictures={shown: file})
    with pytest.raises(AssertionError, match="changed while it was being read"):
        run(tmp_path / "store", one)


@pytest.mark.parametrize("what", ["versions", "_code", "style_sheet"])
def test_other_programs_or_styles_print_everything_again(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, document("a"))
    other = ("pango 0",) if what == "versions" else "other"
    monkeypatch.setattr(module, what, lambda *_: other)
    with pytest.raises(AssertionError, match="printed again"):
        run(tmp_path, document("a"), fonts=no_fonts)


def test_what_cannot_be_printed_is_told_and_the_rest_is_printed(tmp_path: Path) -> None:
    printer = Printer(Store(tmp_path, ".pdf"), print_fonts, FORMATS[:1], cores=1)
    bad, good = printer.run([document("a", "骨"), document("b")])
    assert isinstance(bad, Failed)
    assert "骨" in bad.reason
    assert isinstance(good, Printed)


def test_a_file_that_says_something_else_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "first_fault", lambda *_: "a word is missing")
    printer = Printer(Store(tmp_path, ".pdf"), print_fonts, FORMATS[:1])
    [failed] = printer.run([document("a")])
    assert isinstance(failed, Failed)
    assert failed.reason == "a word is missing"
    monkeypatch.undo()
    with pytest.raises(AssertionError, match="printed again"):
        run(tmp_path, document("a"), fonts=no_fonts)


def test_what_is_kept_is_not_proved_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, document("a"))
    monkeypatch.setattr(proof, "first_fault", lambda *_: "read again")
    run(tmp_path, document("a"), fonts=no_fonts)


def test_blocks_too_deep_in_one_another_are_told(tmp_path: Path) -> None:
    printer = Printer(Store(tmp_path, ".pdf"), print_fonts, FORMATS[:1])
    [bad] = printer.run([document("a", "<div>" * 600 + "x")])
    assert isinstance(bad, Failed)
    assert "too deeply" in bad.reason


def test_half_a_letter_is_told_and_the_rest_is_printed(tmp_path: Path) -> None:
    printer = Printer(Store(tmp_path, ".pdf"), print_fonts, FORMATS[:1], cores=1)
    bad, good = printer.run([document("a", "x\ud800y"), document("b")])
    assert isinstance(bad, Failed)
    assert "holds half a letter (U+D800)" in bad.reason
    bad.reason.encode()
    assert isinstance(good, Printed)


def test_slow_printing_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(module, "QUIET_SECONDS", -1.0)
    list(
        Printer(Store(tmp_path, ".pdf"), print_fonts, FORMATS[:1], said.append).run([document("a")])
    )
    assert said == ["Printing: 1 of 1 files."]


def test_pages_offer_their_handouts_and_no_case_the_booklet(tmp_path: Path) -> None:
    handout, booklet = run(tmp_path, document("a"), replace(document("a-booklet"), offered_by=()))
    found = offers([handout, booklet])
    assert [(one.path, one.paper, one.pages) for one in found["a.md"]] == [
        ("print/a-a4.pdf", "A4", 1)
    ]
    assert set(found) == {"a.md"}
