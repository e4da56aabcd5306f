"""Pocket cards: every card that must stand, whole, in a panel that it does not outgrow."""

from __future__ import annotations

import pytest
from pdf import Pdf
from test_leaflet import CARDS, FACE, sources

from plainleaf.model.words import words
from plainleaf.print.engine import Engine, PrintError
from plainleaf.print.formats import FORMATS
from plainleaf.print.pocket import pocket_cards, pocket_html, pocket_paper
from plainleaf.print.printer import style_sheet
from plainleaf.print.proof import first_fault
from plainleaf.rendering.fonts import print_fonts


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(print_fonts())


def printed(
    engine: Engine, cards: str, sheet: int = 0, *, specimen: bool = True
) -> tuple[Pdf, str]:
    data = sources(cards)
    on_it = pocket_cards("leaf-fever", data)
    html = pocket_html(on_it, FACE, data)
    paper = pocket_paper(on_it, specimen=specimen)
    laid = engine.pdf(html, (), {}, style_sheet(paper.style), FORMATS[sheet], "x" * 32, paper)
    return Pdf(laid.data), first_fault(laid.data, html, (), laid.cards)


def test_only_cards_that_must_stand_are_on_it() -> None:
    found = pocket_cards("leaf-fever", sources(CARDS))
    assert [one.card.id for one in found] == ["wilting", "frost"]
    assert pocket_cards("root-rot", sources(CARDS)) == ()


@pytest.mark.parametrize("sheet", [0, 1])
def test_each_strip_says_every_word_and_has_fields_of_its_own(engine: Engine, sheet: int) -> None:
    file, fault = printed(engine, CARDS, sheet)
    assert (file.pages, fault) == (1, "")
    assert file.text.count("every leaf hangs & <falls>") == 2
    assert set(file.fields) == {
        f"{name}-{strip}" for name in words().paper.pocket_form for strip in (1, 2)
    }
    assert {int(one.Ff) & 1 for one in file.file.Root.AcroForm.Fields} == {1}


def test_short_panels_give_way_to_the_longest_card(engine: Engine) -> None:
    frost = CARDS[CARDS.index("- id: frost") :]
    more = "".join(frost.replace("frost", f"frost-{one}") for one in range(2))
    item = "{text: " + "a leaf that hangs and falls down " * 3 + ", sources: [FEVER]}"
    long = CARDS.replace(
        "items: [{text: every", f"items: [{', '.join([item] * 8)}, {{text: every", 1
    )
    file, fault = printed(engine, long + more, 1)
    assert (file.pages, fault) == (1, "")


def test_a_card_that_outgrows_its_panel_stops_printing(engine: Engine) -> None:
    long = CARDS.replace("every leaf hangs & <falls>", "every single leaf hangs and falls " * 8)
    items = long.replace("items: [{text: every", "items: [*all, {text: every", 1)
    assert items != long
    one = "{text: " + "a leaf that hangs and falls down " * 8 + ", sources: [FEVER]}"
    with pytest.raises(PrintError, match="are printed over one another"):
        printed(engine, items.replace("*all", ", ".join([one] * 5)))


def test_more_cards_than_panels_stop_printing(engine: Engine) -> None:
    frost = CARDS[CARDS.index("- id: frost") :]
    more = "".join(frost.replace("frost", f"frost-{one}") for one in range(9))
    with pytest.raises(PrintError, match="sides instead of 2"):
        printed(engine, CARDS + more)
