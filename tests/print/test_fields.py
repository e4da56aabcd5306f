"""What a build fills into fields can be seen there, or is refused with one sentence."""

from __future__ import annotations

from html import escape

import pytest

from plainleaf.print.engine import Engine
from plainleaf.print.fields import FieldError
from plainleaf.print.formats import FORMATS
from plainleaf.print.printer import style_sheet
from plainleaf.print.proof import first_fault
from plainleaf.rendering.fonts import print_fonts

CSS = style_sheet()
SHEET = (
    '<!doctype html><html lang="en-US"><head><title>T</title></head><body><h1>T</h1>'
    '<div class="first"><div class="place"><p>Here</p></div><form class="clinic">'
    '<p><label>N</label><input name="n" title="Name" type="text" value="{}"></p>'
    '<p><label>M</label><textarea name="m" title="Notes">{}</textarea></p></form></div>'
    "</body></html>"
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(print_fonts())


def printed(engine: Engine, name: str, notes: str) -> list[str]:
    html = SHEET.format(escape(name), escape(notes))
    return [
        first_fault(engine.pdf(html, [], {}, CSS, sheet, "0").data, html, []) for sheet in FORMATS
    ]


@pytest.mark.parametrize(
    ("name", "notes"),
    [("", ""), ("Leaf Clinic", "Ask for Ann."), ("\"A\" & <b> 'c' {{ x }} &amp;", "one\ntwo")],
)
def test_what_fits_is_filled_in_as_typed(engine: Engine, name: str, notes: str) -> None:
    assert printed(engine, name, notes) == [""] * len(FORMATS)


@pytest.mark.parametrize(
    ("name", "notes", "said"),
    [
        ("x" * 10_000, "", "“Name” is longer than its field: 10000 letters, and about 38 "),
        ("W" * 95, "", "“Name” is longer than its field: 95 letters"),
        ("", "word " * 200, "“Notes” is longer than its field: 1000 letters"),
        ("", "w" * 400, "“Notes” is longer than its field"),
        ("", "a\n" * 9, "“Notes” is longer than its field"),
        ("骨", "", "“骨”, a letter that the font lacks"),
        ("a\nb", "", "must stand on one line"),
    ],
)
def test_what_would_not_be_seen_is_refused(
    engine: Engine, name: str, notes: str, said: str
) -> None:
    with pytest.raises(FieldError, match=said):
        printed(engine, name, notes)
