"""A sheet that ends nearly empty is told, unless what follows must begin on the next one."""

from __future__ import annotations

import pytest

from plainleaf.print.engine import Engine
from plainleaf.print.formats import FORMATS
from plainleaf.print.printer import style_sheet
from plainleaf.rendering.fonts import print_fonts

TALL = '<p style="height: 235mm; break-inside: avoid">Tall</p>'


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(print_fonts())


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (f"<p>First.</p><p>Second.</p>{TALL}", ["Tall"]),
        (f"<p>First.</p><section class=answers>{TALL}</section>", []),
        (f"<fieldset class=quiz><p>First?</p></fieldset>{TALL}", []),
        ("<p>First.</p><p>Second.</p>", []),
    ],
    ids=["nothing asks for it", "answers begin a sheet", "a question ends one", "the last sheet"],
)
def test_a_sheet_that_ends_nearly_empty_is_told(engine: Engine, body: str, told: list[str]) -> None:
    html = f"<html lang=en><title>A</title><body><h1>A</h1>{body}"
    laid = engine.pdf(html, (), {}, style_sheet(), FORMATS[0], "x" * 32)
    assert [one.partition("“")[2].partition("”")[0] for one in laid.tails] == told
