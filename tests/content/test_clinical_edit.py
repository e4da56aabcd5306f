"""Every item of the clinical edit has its answer, and the answer stands where the list says.

Beside it, what the edit asked of all pages at once: that sentences are neither chopped nor long,
and that a source on a page stands for a numbered fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

import real_site
from conftest import ROOT
from plainleaf.model.kinds import GENERAL_KNOWLEDGE
from plainleaf.reading.page import Page
from plainleaf.reading.placed_cards import cards_on
from plainleaf.text.readability import Grade, counts_of
from plainleaf.text.syllables import SyllableCounts

FILE = ROOT / "tests" / "content" / "clinical_edit.yml"
EDIT: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
FILES: dict[str, str] = EDIT["pages"]
ITEMS: list[dict[str, Any]] = EDIT["items"]
CONTENT = real_site.content()
GUIDE = "conditions/extramedullary-hematopoiesis/"
PATIENT_PAGES = tuple(
    FILES[name].removeprefix("docs/")
    for name in (
        "overview",
        "help",
        "tests",
        "treatment",
        "newer",
        "spleen",
        "living",
        "parents",
        "faq",
    )
)

pytestmark = pytest.mark.skipif(
    not (ROOT / "docs" / GUIDE).is_dir(), reason="a site with other content answers no such edit"
)


def words(text: str) -> str:
    """Text as a reader meets it: no citations, no marks, link texts without their addresses."""
    text = re.sub(r"\[@[^\]]*\]|\{[.#][^}]*\}", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"\*\*|\\", "", text).split())


@cache
def standing(place: str) -> str:
    """What stands in the file of a place, or its term's definition; fails where there is none."""
    name, _, anchor = place.partition("#")
    path = FILES[name]
    if name == "glossary" and anchor:
        term = next(term for term in CONTENT.terms if term.id == anchor)
        return words(term.definition)
    text = (ROOT / path).read_text(encoding="utf-8")
    page = CONTENT.pages.get(path.removeprefix("docs/"))
    if page is None:
        assert not anchor, place
        return words(text)
    shown = cards_on(page, CONTENT.cards)
    known = {"", "top", *(one.id for one in page.headings), *(card.anchor for card in shown)}
    assert anchor in known, f"{place}: no such heading or card"
    return words(" ".join([text, *(said for card in shown for said in card_words(card))]))


def card_words(card: Any) -> Iterator[str]:
    """All that a card says."""
    yield card.heading
    for said in (*([card.lead] if card.lead else []), *card.items, *card.closing):
        yield said.text


def body_of(page: Page) -> str:
    """A page's text below its front matter, as readers meet it."""
    return words("\n".join(page.lines[page.body_line - 1 :]))


def test_no_item_of_the_edit_is_missing() -> None:
    asked = [
        f"{letter}{number}"
        for letter, count in EDIT["series"].items()
        for number in range(1, count + 1)
    ]
    assert [one["id"] for one in ITEMS] == asked


@pytest.mark.parametrize("item", ITEMS, ids=lambda one: str(one["id"]))
def test_the_answer_stands_where_the_list_says(item: dict[str, Any]) -> None:
    assert item["answer"] in {"done", "part", "left"}
    assert item["asked"].endswith(".")
    assert len(item["how"]) > 3
    assert item["where"]
    there = [standing(place) for place in item["where"]]
    missing = [said for said in item.get("says", ()) if not any(said in text for text in there)]
    assert missing == []


def test_what_the_edit_struck_out_stands_nowhere() -> None:
    bodies = {src: body_of(page) for src, page in CONTENT.pages.items()}
    bodies |= {
        f"card {card.id}": words(" ".join(card_words(card)))
        for card in CONTENT.cards.cards.values()
    }
    back = [
        (item["id"], src, struck)
        for item in ITEMS
        for struck in item.get("gone", ())
        for src, text in bodies.items()
        if struck in text
    ]
    assert back == []


def running_text(src: str) -> Grade:
    """Whole sentences of a page: cells, headings and labels of lists do not count."""
    known = SyllableCounts.of(None)
    total = Grade(0, 0, 0)
    for run in CONTENT.pages[src].runs:
        if run.role == "paragraph" and re.search(r"[.!?:][\"”)]*$", run.plain.strip()):
            total += Grade(*counts_of(run.plain, known))
    return total


@pytest.mark.parametrize("src", PATIENT_PAGES)
def test_sentences_are_neither_chopped_nor_long(src: str) -> None:
    text = running_text(src)
    assert 11 <= text.words / text.sentences <= 14


def test_patient_pages_read_at_grade_six_or_below() -> None:
    total = Grade(0, 0, 0)
    for src in PATIENT_PAGES:
        total += running_text(src)
    assert total.grade <= 6


def untied(src: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where a page cites sources for which no fact stands there: line and sources.

    What stands before the first heading sums up the guide, so facts of any page stand for it.
    """
    facts = [fact for fact in CONTENT.facts.items if fact.fate]
    anywhere = {key for fact in facts for key in fact.sources}
    under: dict[str, set[str]] = {}
    for fact in facts:
        for place in fact.fate:
            if place.page == src:
                under.setdefault(place.heading, set()).update(fact.sources)
    page = CONTENT.pages[src]
    for citation in page.citations:
        around = [one for one in page.all_sections if one.line <= citation.line <= one.end_line]
        tied = set().union(*(under.get(one.title, set()) for one in around)) if around else anywhere
        keys = set(citation.keys) - {GENERAL_KNOWLEDGE}
        if keys and not keys & tied:
            yield citation.line, citation.keys


@pytest.mark.parametrize(
    "src", [src for src in CONTENT.pages if src.startswith(("conditions/", "cases/"))]
)
def test_each_cited_statement_stands_for_a_numbered_fact(src: str) -> None:
    assert list(untied(src)) == [], "Name page and heading at a fact of docs/_data/facts.yml."


def test_few_lines_of_patient_pages_rest_on_general_knowledge() -> None:
    """44 of the overview did; what needs none and names none is no line of these."""
    lines = {
        src: len(
            {one.line for one in CONTENT.pages[src].citations if GENERAL_KNOWLEDGE in one.keys}
        )
        for src in PATIENT_PAGES
    }
    assert lines[f"{GUIDE}index.md"] <= 6
    assert sum(lines.values()) <= 50
