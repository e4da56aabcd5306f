"""A pack that is too long, in parts with a form of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainleaf.print.formats import FORMATS
from plainleaf.print.printer import Failed, Printer
from plainleaf.rendering.fonts import print_fonts
from plainleaf.rendering.store import Store
from plainleaf.reviewing import pack_parts, review_pack
from plainleaf.reviewing.pack_form import read_form
from plainleaf.reviewing.pack_parts import parts_of, print_pack
from plainleaf.reviewing.review_pack import PACK, pack_document
from review_packs import desk


def test_parts_hold_whole_sections_and_their_points(tmp_path: Path) -> None:
    one = desk(tmp_path)
    assert [part.shown for part in parts_of(one.pack, 1)] == [
        tuple(section.id for section in one.pack.sections)
    ]
    first, second = parts_of(one.pack, 2)
    assert [*first.shown, *second.shown] == [section.id for section in one.pack.sections]
    assert {first.code, second.code} == {one.pack.code}
    htmls = [
        pack_document(one.build.source, part, one.build.reviews, one.build.sections).html
        for part in (first, second)
    ]
    for part, html in zip((first, second), htmls, strict=True):
        numbers = [head.text().split()[0] for head in LexborHTMLParser(html).css("h2[id^=s-]")]
        assert numbers == [str(at) for at in range(part.numbers[0], part.numbers[1] + 1)]
        assert f"part {part.part} of 2" in html
        assert 'name="by/' in html
    # Each point is asked about in one part, and each section.
    for asked in one.pack.asked:
        assert sum(asked.field("agree") in html for html in htmls) == 1, asked


def test_what_does_not_fit_comes_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = desk(tmp_path / "a")
    monkeypatch.setattr(review_pack, "PACK", replace(PACK, most=1, most_letter=1))
    monkeypatch.setattr(pack_parts, "MOST_SIDES", 1)
    printer = Printer(Store(tmp_path / "b", ".pdf"), print_fonts, FORMATS[:1], cores=1)
    reviews, sections = one.build.reviews, one.build.sections
    printed = print_pack(printer, one.build.source, one.pack, reviews, sections)
    assert not isinstance(printed, Failed)
    assert len(printed) > 1
    forms = [read_form(made.kept.file) for _, made in printed]
    assert {form.id for form in forms} == {one.pack.id}
    assert {said.asked.name for form in forms for said in form.said} == {
        asked.name for asked in one.pack.asked
    }
