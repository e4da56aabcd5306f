"""The last pass: lead, sections, questions, ids."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from rendered import golden, observed, render


@pytest.mark.parametrize("case", golden("finish"), ids=lambda case: case["case"])
def test_golden(case: dict[str, Any]) -> None:
    assert observed(case) == case


@pytest.mark.parametrize("name", ["citations", "panels", "tables", "finish"])
def test_no_golden_page_has_an_id_twice_or_names_a_missing_one(name: str) -> None:
    for case in golden(name):
        tree = LexborHTMLParser(case["html"])
        ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
        assert [one for one, times in ids.items() if times > 1] == [], case["case"]
        named = {node.attributes["aria-labelledby"] for node in tree.css("[aria-labelledby]")}
        assert named <= set(ids), case["case"]


@pytest.mark.parametrize(
    ("markdown", "kept"),
    [
        ("Lead.[@FAN]\n", ""),
        ("<p>Raw.</p>\n\nLead.\n", ""),
        ("# Title\n\nNo lead.\n", '<h1 id="title">Title</h1>\n<p>No lead.</p>'),
        ("", ""),
    ],
)
def test_only_paragraphs_leave_the_article(markdown: str, kept: str) -> None:
    html, outputs = render(markdown)
    assert html == kept
    assert ("Lead." in outputs.lead_html) is ("Lead." in markdown)


def test_lead_holds_finished_html_without_placeholders() -> None:
    _, outputs = render("A <kbd>x</kbd> &eacute; \\* <me@example.org> b & c.\n")
    assert outputs.lead_html.startswith("<p>A <kbd>x</kbd> &eacute; * <a href=")
    assert outputs.lead_html.endswith("b &amp; c.</p>")
    assert "\x02" not in outputs.lead_html
