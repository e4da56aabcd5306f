"""Figures in a page: what an author's one block becomes."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from rendered import golden, observed, render


@pytest.mark.parametrize("case", golden("figures"), ids=lambda case: case["case"])
def test_golden(case: dict[str, Any]) -> None:
    assert observed(case) == case


def test_a_figure_to_read_holds_no_mark_no_finding_and_no_other_words() -> None:
    html, outputs = render("/// figure-to-read | chest\n///\n\n/// figure-to-read | plan\n///\n")
    tree = LexborHTMLParser(html)
    assert len(tree.css("figure")) == 2
    assert tree.css(".mark, .legend, .fig-l, .fig-c, [data-finding], [id^=figure-]") == []
    assert outputs.cited == []


def test_both_forms_of_a_figure_fit_on_one_page() -> None:
    html, _ = render("/// figure-to-read | plan\n///\n\n/// figure | plan\n///\n")
    ids = [node.attributes["id"] for node in LexborHTMLParser(html).css("[id]")]
    assert ids == ["read-plan", "figure-plan", "figure-plan-1"]


def test_every_mark_leads_to_its_finding_and_every_number_to_its_picture() -> None:
    html, _ = render("/// figure | chest\n///\n\n/// figure | plan\n///\n")
    tree = LexborHTMLParser(html)
    ids = {node.attributes["id"] for node in tree.css("[id]")}
    links = tree.css("a.mark, a.no")
    assert len(links) == 4 + 2
    assert {(link.attributes["href"] or "")[1:] for link in links} <= ids


def test_a_mark_stands_on_its_slices_only() -> None:
    html, _ = render("/// figure | plan\n///\n")
    views = LexborHTMLParser(html).css(".view")
    assert [len(view.css(".mark")) for view in views] == [0, 1, 1]
    assert ["on-sheet" in (view.attributes["class"] or "") for view in views] == [
        False,
        True,
        False,
    ]
