"""Leaflets: what is taken from pages and how, what must stand, sides, SPECIMEN, who has checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import yaml
from pdf import Pdf

from plainleaf.model.care_cards import load_care_cards
from plainleaf.model.emergency_numbers import EmergencyNumber
from plainleaf.model.leaflet import LeafletPart, TakenPieces
from plainleaf.model.records import load_records
from plainleaf.print.clinic import Clinic
from plainleaf.print.engine import Engine, PrintError
from plainleaf.print.formats import FORMATS
from plainleaf.print.leaflet import (
    Face,
    LeafletError,
    PartView,
    Sources,
    composed,
    leaflet_html,
    leaflet_pack,
    leaflet_paper,
    review_words,
    words_hash,
)
from plainleaf.print.paper import Paper
from plainleaf.print.printer import STYLES, style_sheet
from plainleaf.print.proof import first_fault
from plainleaf.print.taken import TakenError, take
from plainleaf.print.transform import DocumentPart
from plainleaf.rendering.fonts import print_fonts

A4 = FORMATS[0]
LEAD = '<p>Leaf fever is <button class="term" popovertarget="word-x">hot</button>.</p>'
ARTICLE = """\
<section class="key"><h2 id="key-points">Key points</h2><ol>
<li><strong class="defined">Not 10<sup>9</sup> leaves.</strong> Two.<span class="cites"><a class="cite" href="#source-1">1</a></span></li>
<li>See <a href="tests.html">the tests</a>.</li></ol></section>
<h2 id="care">Care<a class="headerlink" href="#care">#</a></h2>
<p>Water it.</p><ul><li>Water<ul><li>at noon</li></ul></li><li>Water less in winter</li></ul>
<table><thead><tr><th>Choice</th><th>Help</th><th>Risks</th></tr></thead>
<tbody><tr><td>Pots</td><td>Less sun<span class="cites">2</span></td><td>Cold</td></tr></tbody></table>
<h3 id="deeper">Deeper</h3><p>Not care.</p>
<h2 id="other">Other</h2><p>None.</p>
"""  # noqa: E501  # as the build writes it
CARDS = """\
- id: wilting
  condition: leaf-fever
  level: emergency
  heading: "Call an ambulance now if:"
  items: [{text: every leaf hangs & <falls>, sources: [FEVER]}]
  sign_off: card
- id: spots
  condition: leaf-fever
  level: urgent
  heading: "Call your gardener today if:"
  lead: {text: Look below the leaves., sources: [FEVER]}
  items: [{text: a leaf has spots, sources: [FEVER]}]
  closing: [{text: Nobody there means go., sources: [FEVER]}]
  sign_off: card
- id: frost
  condition: leaf-fever
  level: emergency
  heading: "Call an ambulance too if:"
  items: [{text: it freezes, sources: [FEVER]}]
  sign_off: card
"""
LEAFLET = """\
- {side: 1, place: left, title: What it is, take: [{page: index.md, paragraphs: [Leaf fever is]}]}
- side: 1
  place: right
  title: About me
  boxes: [{label: My pot is, choices: [small, large], other: true}]
- {side: 1, place: wide, cards: [wilting], left_out: {frost: There is no frost in here.}}
- {side: 2, place: left, cards: [spots], clinic: true}
- side: 2
  place: wide
  title: Care
  take: [{page: index.md, section: care, items: [Water less]}]
"""
FACE = Face(
    *("Leaf fever", "LF", None, "Leaves", "DRAFT: nobody has checked this.", ""),
    *("May 1, 2026", "May 1, 2027", "2026-05-01"),
)


def taken(**fields: object) -> str:
    return str(take(TakenPieces.model_validate({"page": "index.md", **fields}), LEAD, ARTICLE))


@pytest.mark.parametrize(
    ("fields", "html"),
    [
        ({"paragraphs": ["Leaf fever"]}, "<p>Leaf fever is hot.</p>"),
        (
            {"section": "key-points", "items": ["See", "Not 10⁹"]},
            "<ul><li>See the tests.</li><li><strong>Not 10<sup>9</sup> leaves.</strong> Two.</li>"
            "</ul>",
        ),
        ({"section": "care", "items": ["Water less"]}, "<ul><li>Water less in winter</li></ul>"),
        ({"section": "care", "paragraphs": ["Water"]}, "<p>Water it.</p>"),
        (
            {"section": "care", "rows": ["Pots"]},
            "<ul><li><b>Pots:</b> Less sun Risks: Cold</li></ul>",
        ),
    ],
)
def test_each_piece_is_taken_whole_without_its_sources(
    fields: Mapping[str, object], html: str
) -> None:
    assert re.sub(r' class="[^"]*"', "", taken(**fields)) == html


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"section": "nowhere", "items": ["Water"]}, "index.md has no section “nowhere”"),
        ({"section": "care", "items": ["Drown"]}, "no item begins with “Drown”"),
        ({"section": "care", "items": ["Water"]}, "no item is the only one that begins with"),
        ({"section": "care", "paragraphs": ["Not care"]}, "no paragraph begins with"),
        ({"section": "other", "rows": ["Pots"]}, "index.md#other holds no table"),
        ({"section": "other", "figure": True}, "index.md#other holds no figure"),
    ],
)
def test_what_is_not_there_or_stands_twice_is_told(fields: Mapping[str, object], said: str) -> None:
    with pytest.raises(TakenError, match=re.escape(said)):
        taken(**fields)


def parts(text: str = LEAFLET) -> tuple[LeafletPart, ...]:
    found = load_records(text, "leaflet.yml", LeafletPart, "PL120")
    assert not found.findings
    return found.items


def sources(cards: str = CARDS) -> Sources:
    number = EmergencyNumber(country="Leafland", code="LL", number="1 2 3", source="FEVER")
    found = load_care_cards(cards, "care_cards.yml").cards
    return Sources(found, {"index.md": (LEAD, ARTICLE)}, (number,), "docs/leaflet.yml")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[wilting]", "[wilted]", "no care card “wilted”"),
        (", left_out: {frost: There is no frost in here.}", "", "“frost” must stand"),
        ("{frost: There", "{frost: There is none, spoons: There", "“spoons” is placed, or no card"),
        ("page: index.md, section", "page: away.md, section", "no page “away.md” beside it"),
        ("[Water less]", "[Water]", "is the only one that begins with “Water”"),
    ],
)
def test_a_leaflet_that_cannot_be_composed_says_why(before: str, after: str, said: str) -> None:
    assert before in LEAFLET
    with pytest.raises(LeafletError, match=re.escape(said)) as told:
        composed(parts(LEAFLET.replace(before, after, 1)), sources())
    assert str(told.value).startswith("docs/leaflet.yml: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {side: 1, place: left, title: Empty}\n", "This part holds nothing."),
        ("- {side: 1, place: left, take: [{page: a.md, items: [So]}]}\n", "has no title"),
        ("- {side: 1, place: left, title: Abc, take: [{page: a.md}]}\n", "either paragraphs, or"),
    ],
)
def test_a_part_without_words_is_told_at_its_line(text: str, said: str) -> None:
    finding, *_ = load_records(text, "leaflet.yml", LeafletPart, "PL120").findings
    assert said in finding.message
    assert finding.line == 1


# --- on paper --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(print_fonts())


def printed(
    engine: Engine, views: tuple[PartView, ...], paper: Paper, sheet: int = 0
) -> tuple[Pdf, str]:
    html = leaflet_html(views, FACE, Clinic(phone="0 123"), sources())
    css = style_sheet("leaflet")
    pieces = tuple(DocumentPart() for view in views for _ in view.taken)
    laid = engine.pdf(html, pieces, {}, css, FORMATS[sheet], "x" * 32, paper)
    return Pdf(laid.data), first_fault(laid.data, html, pieces, laid.cards)


def test_two_sides_say_every_word_of_the_data(engine: Engine) -> None:
    views = composed(parts(), sources())
    for sheet, sides in enumerate((2, 2, 2, 2)):
        file, fault = printed(engine, views, leaflet_paper(specimen=True), sheet)
        assert (file.pages, fault) == (sides, "")
        words = " ".join(" ".join(file.sheets).split())
        for card in yaml.safe_load(CARDS)[:2]:
            lines = [card.get("lead"), *card["items"], *card.get("closing", [])]
            level = {"emergency": "Emergency", "urgent": "Urgent: today"}[card["level"]]
            for line in [f"{level} {card['heading']}", *(one["text"] for one in lines if one)]:
                assert line in words
        assert "DRAFT: nobody has checked this." in file.sheets[0]
        assert min(file.sizes) >= (12 if sheet < 2 else 18) - 0.6  # pdftohtml rounds


def test_a_specimen_cannot_be_filled_in_and_says_so_across_each_face(engine: Engine) -> None:
    views = composed(parts(), sources())
    plain, _ = printed(engine, views, leaflet_paper(specimen=False))
    locked, _ = printed(engine, views, leaflet_paper(specimen=True))
    flags = [
        [int(one.get("/Ff", 0)) & 1 for one in file.file.Root.AcroForm.Fields]
        for file in (plain, locked)
    ]
    assert flags == [[0] * len(flags[0]), [1] * len(flags[0])]
    assert len(flags[0]) == 8  # two boxes, another word, the clinic's three, two dates
    for page in locked.file.pages:
        assert b"/Pattern" in page.Contents.read_bytes() + str(page.Resources.keys()).encode()
    assert isinstance(locked.file, pikepdf.Pdf)


def test_what_does_not_fit_is_told_with_the_longest_part(engine: Engine) -> None:
    views = composed(parts(), sources())
    longer = [
        replace(view, taken=((view.taken[0][0], view.taken[0][1] * 60),)) if view.taken else view
        for view in views
    ]
    with pytest.raises(PrintError, match=r"sides instead of 2: \d+ mm .* “Care” \(\d+ mm\)"):
        printed(engine, tuple(longer), leaflet_paper(specimen=True))


def test_words_over_one_another_stop_printing(engine: Engine) -> None:
    html = (
        '<html lang="en"><title>T</title><body><p>One</p>'
        '<p style="margin-top: -2.2em">Two</p></body>'
    )
    with pytest.raises(PrintError, match="“One” and “Two” are printed over one another"):
        engine.pdf(html, (), {}, "", A4, "x" * 32, Paper(most=1, steps=1))


def test_a_review_holds_for_exactly_the_words_that_were_read() -> None:
    views = composed(parts(), sources())
    review = {"reviewer": "Ada Leaf", "role": "Gardener", "words": words_hash(views)}
    text = LEAFLET.replace(
        "title: What it is,", f"title: What it is, review: {yaml_line(review)},", 1
    )
    assert review_words(parts(text), views) == "Ada Leaf, Gardener, on May 1, 2026"
    assert review_words(parts(), views) == ""
    changed = composed(parts(text), sources(CARDS.replace("has spots", "has a spot")))
    assert review_words(parts(text), changed) == ""


def test_a_pack_prints_every_word_and_the_hash_that_a_review_names() -> None:
    views = composed(parts(), sources())
    pack = leaflet_pack(views, "docs/leaflet.yml")
    for words in ("every leaf hangs & <falls>", "Leaf fever is hot.", "My pot is: small, large"):
        assert words in pack
    assert f"words: {words_hash(views)}}}" in pack


def yaml_line(review: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{key}: {value}' for key, value in review.items())}, date: 2026-05-01}}"


def test_the_style_sheet_of_leaflets_is_there() -> None:
    assert (Path(STYLES) / "leaflet.css").is_file()
