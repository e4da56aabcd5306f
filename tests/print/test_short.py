"""Handouts: terms explained where they stand, care cards beside one another, at most six sides."""

from __future__ import annotations

import pytest
from pdf import Pdf

from plainleaf.print.documents import SHORT
from plainleaf.print.engine import Engine, PrintError
from plainleaf.print.formats import FORMATS
from plainleaf.print.printer import style_sheet
from plainleaf.print.proof import first_fault
from plainleaf.print.transform import DocumentPart
from plainleaf.rendering.fonts import print_fonts

PART = DocumentPart(
    meanings={
        "glossary.html#root": "root: What drinks.",
        "sap": "sap (SAP): What runs in veins.",
        "vein": "vein: A tube for sap.",
    }
)
CARD = (
    '<section class="care care-now"><p class="care-l">Emergency</p><h3>Call {0} if:</h3>'
    "<ul><li>it is {0}</li></ul></section>"
)
TERM = '<button class="term" popovertarget="word-{0}">{0}</button>'


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(print_fonts())


def printed(engine: Engine, body: str, sheet: int = 0) -> tuple[Pdf, str]:
    html = (
        '<!doctype html><html lang="en"><head><title>T</title></head><body class="short">'
        f'<h1>T</h1><div data-part="0">{body}</div></body></html>'
    )
    css = style_sheet(SHORT.style)
    laid = engine.pdf(html, (PART,), {}, css, FORMATS[sheet], "x" * 32, SHORT)
    return Pdf(laid.data), first_fault(laid.data, html, (PART,), laid.cards)


def test_a_term_is_explained_once_below_the_block_that_opens_it_first(engine: Engine) -> None:
    body = (
        f"<p>Not yet.</p><ul><li>See {TERM.format('vein')} and {TERM.format('sap')}.</li>"
        f"<li>And {TERM.format('vein')}.</li></ul>"
        "<p>A <a href='glossary.html#root'>root</a>.</p>"
        f"<p>Later {TERM.format('sap')}, {TERM.format('x')}.</p>"
        f'<div data-paper="no">{TERM.format("vein")}</div>'
    )
    file, fault = printed(engine, body)
    assert fault == ""
    words = " ".join(file.text.split())
    said = [
        words.index(one) for one in ("See vein", "vein: A tube", "sap (SAP)", "root: ", "Later sap")
    ]
    assert said == sorted(said)
    assert words.count("A tube for sap.") == words.count("What runs in veins.") == 1


@pytest.mark.parametrize("sheet", range(len(FORMATS)))
def test_no_card_is_lost_or_cut_off_where_a_sheet_ends(engine: Engine, sheet: int) -> None:
    cards = "".join(CARD.format(f"number {one} " + "and wait " * 40) for one in range(9))
    file, fault = printed(
        engine, f'<p>a</p><div class="cares">{cards}<p>Where from.</p></div>', sheet
    )
    assert fault == ""
    assert file.text.count("Emergency") == 9


def test_a_handout_of_more_than_six_sides_stops_printing(engine: Engine) -> None:
    with pytest.raises(PrintError, match="sides instead of 6"):
        printed(engine, "<p>Words and words.</p>" * 700)
