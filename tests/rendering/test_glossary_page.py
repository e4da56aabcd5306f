"""What is generated from the glossary, as HTML."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.model.term import Term, by_id
from plainleaf.reading.glossary import load_glossary
from plainleaf.rendering.glossary_page import (
    UsesView,
    render_glossary,
    render_how_to_say,
    render_pronunciation,
    render_pronunciation_key,
    respelling_html,
    word_views,
)
from plainleaf.rendering.view import LinkView

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parents[1] / "golden"
TERMS = load_glossary((ROOT / "tests/golden/glossary.yml").read_text("utf-8"), "glossary.yml").terms
EMH = by_id(TERMS)["extramedullary-hematopoiesis"]
USES = {
    "spleen": (
        UsesView(
            LinkView("EMH", "conditions/x/index.html"),
            (
                LinkView("What it is", "conditions/x/index.html#what"),
                LinkView("Why", "index.html#why"),
            ),
        ),
        UsesView(LinkView("Questions", "x/faq.html")),
    )
}


def make_term(**fields: Any) -> Term:
    return Term.model_validate(
        {"id": "x", "term": "x", "category": "general", "definition": "A thing."} | fields
    )


def parse(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(f"<!doctype html><main>{html}</main>")


def text_of(node: LexborNode) -> str:
    return " ".join(node.text().split())


def cells_of(row: LexborNode) -> list[str]:
    return [" ".join(cell.text(separator=" ").split()) for cell in row.css("th, td")]


@pytest.fixture(scope="module")
def glossary() -> LexborHTMLParser:
    return parse(render_glossary(TERMS, USES))


ALL = {
    "glossary": lambda: render_glossary(TERMS, USES),
    "key": render_pronunciation_key,
    "pronunciation": lambda: render_pronunciation(TERMS),
    "how to say": lambda: render_how_to_say(EMH, "pronunciation.html"),
}


@pytest.mark.parametrize("name", ALL)
def test_needs_no_inline_style_or_script(name: str) -> None:
    page = parse(ALL[name]())
    assert page.css("[style], style, script") == []
    for node in page.css("main *"):
        assert not [key for key in node.attributes if key.startswith("on")]


def test_never_shows_words_to_search_by() -> None:
    said = {"ipa": "spliːn", "respelling": "spleen", "source": "editor", "note": "secret"}
    term = make_term(search_only=["secret"], not_in=["secret"], pronunciation=said)
    for html in (
        render_glossary([term], {}),
        render_pronunciation([term]),
        render_how_to_say(term),
    ):
        assert "secret" not in html


@pytest.mark.parametrize("name", ALL)
def test_ids_are_unique_and_links_inside_lead_somewhere(name: str) -> None:
    page = parse(ALL[name]())
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    for link in page.css("a[href^='#']"):
        assert (link.attributes["href"] or "")[1:] in ids


def test_every_ipa_is_marked_as_such() -> None:
    for make in ALL.values():
        for node in parse(make()).css(".ipa"):
            assert node.attributes["lang"] == "en-fonipa"


# --- the glossary page -----------------------------------------------------------------------


def test_bar_has_every_letter_and_links_those_with_terms(glossary: LexborHTMLParser) -> None:
    bar = glossary.css("nav.az li")
    assert [text_of(one) for one in bar] == list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    unlinked = [text_of(one) for one in bar if one.css_first("a") is None]
    assert unlinked == ["J", "K", "Q", "U", "Y", "Z"]


def test_every_term_is_an_entry_under_its_letter(glossary: LexborHTMLParser) -> None:
    assert [node.attributes["id"] for node in glossary.css(".letter .entry h3")] == [
        term.id for term in TERMS
    ]
    for section in glossary.css(".letter"):
        letter = text_of(section.css_first("h2"))
        assert {text_of(node)[0].upper() for node in section.css("h3")} == {letter}


def test_an_entry_says_all_there_is_to_say(glossary: LexborHTMLParser) -> None:
    entry = glossary.css_first("#transfusion-dependent-thalassemia").parent
    assert entry is not None
    assert [text_of(node) for node in entry.css("h3, p")] == [
        "transfusion-dependent thalassemia TDT",
        "trans-FYOO-zhun dih-PEN-dunt THAL-uh-SEE-mee-uh /trænsˈfjuːʒən dɪˌpɛndənt ˌθæləˈsiːmiə/",
        "A form of thalassemia. The person needs blood on a regular plan, for life. An older name "
        "is thalassemia major.",
        "Also called: transfusion-dependent thalassaemia",
        "Older names: thalassemia major, thalassaemia major, beta thalassemia major, "
        "beta thalassaemia major, Cooley anemia",
        "See also: thalassemia, blood transfusion, non-transfusion-dependent thalassemia",
    ]
    assert [node.text() for node in entry.css(".say b")] == ["FYOO", "SEE"]


def test_an_entry_lists_the_places_that_use_it(glossary: LexborHTMLParser) -> None:
    entry = glossary.css_first("#spleen").parent
    assert entry is not None
    assert text_of(entry.css_first("summary")) == "Used in 3 places on 2 pages"
    places = [
        [(text_of(link), link.attributes["href"]) for link in item.css("a")]
        for item in entry.css(".uses li")
    ]
    assert places == [
        [
            ("EMH", "conditions/x/index.html"),
            ("What it is", "conditions/x/index.html#what"),
            ("Why", "index.html#why"),
        ],
        [("Questions", "x/faq.html")],
    ]


def test_an_entry_that_is_used_once_says_so() -> None:
    once = {"x": (UsesView(LinkView("EMH", "emh.html")),)}
    summary = parse(render_glossary([make_term()], once)).css_first("summary")
    assert text_of(summary) == "Used in 1 place"


def test_an_entry_says_which_words_its_pronunciation_covers(glossary: LexborHTMLParser) -> None:
    said = {
        node.attributes["id"]: text_of(covers)
        for node in glossary.css("h3")
        if node.parent and (covers := node.parent.css_first(".say-for"))
    }
    assert said["axial-plane"] == "The word “axial”:"
    assert said["cauda-equina-syndrome"] == "The words “cauda equina”:"
    assert "anemia" not in said


def test_a_term_without_pronunciation_prints_none(glossary: LexborHTMLParser) -> None:
    entry = glossary.css_first("#iron-overload").parent
    assert entry is not None
    assert entry.css(".entry-say, .say, .ipa") == []


def test_a_term_whose_ipa_cannot_be_read_prints_none() -> None:
    broken = make_term(pronunciation={"ipa": "ənimia", "respelling": "x", "source": "editor"})
    assert ".say" not in render_glossary([broken], {})
    assert parse(render_glossary([broken], {})).css(".say, .ipa") == []
    assert render_how_to_say(broken) == ""


def test_what_an_editor_writes_is_text_and_never_markup() -> None:
    term = make_term(
        term="<b>x", definition="<script>alert(1)</script>", same=["<i>y"], hyphenation="<b>x",
        pronunciation={"ipa": "<ˈæ>", "source": "<u>"}, abbreviations=["<X>"],
    )  # fmt: skip
    link = LinkView("<em>page", "a.html?b=1&c")
    for html in (
        render_glossary([term], {"x": (UsesView(link, (link,)),)}),
        render_how_to_say(term),
    ):
        page = parse(html)
        assert page.css("main script, main i, main em, main u, h3 b, .dots b") == []
    assert "&lt;script&gt;" in render_glossary([term], {})


def test_a_term_that_begins_with_no_letter_has_a_place() -> None:
    page = parse(render_glossary([make_term(term="99m"), make_term(id="y", term="écho")], {}))
    assert text_of(page.css_first("nav.az a")) == "#"
    assert len(page.css(".letter .entry")) == 2


def test_an_empty_glossary_renders() -> None:
    assert parse(render_glossary([], {})).css(".entry") == []
    assert parse(render_pronunciation([])).css("tbody tr") == []


# --- the pronunciation guide -----------------------------------------------------------------


def test_key_shows_every_sound_with_an_example() -> None:
    page = parse(render_pronunciation_key())
    rows = [cells_of(row) for row in page.css("tbody tr")]
    assert ["ay", "day", "day", "eɪ"] in rows
    assert ["zh", "vision", "VIZH-un", "ʒ"] in rows
    assert ["gh", "before e and i: g would sound as in gel", "get", "ghet", "ɡ"] in rows
    assert "These letters sound as you expect: b, d, f" in text_of(page.css_first("main"))


def test_guide_lists_every_term_that_has_a_pronunciation() -> None:
    page = parse(render_pronunciation(TERMS, "glossary.html"))
    links = [node.attributes["href"] for node in page.css("tbody th a")]
    assert links == [f"glossary.html#{term.id}" for term in TERMS if term.pronunciation]


def test_guide_says_who_says_so() -> None:
    checked = make_term(
        id="z",
        term="zone",
        pronunciation={
            "ipa": "zoʊn",
            "respelling": "zohn",
            "source": "Example Dictionary",
            "checked_by": {
                "name": "A. Person",
                "role": "US speaker",
                "on": datetime.date(2027, 1, 2),
            },
        },
    )
    page = parse(render_pronunciation([*TERMS, checked]))
    assert text_of(page.css_first("p")) == (
        "Written by an editor, not yet checked by a speaker. "
        "This goes for each word here, unless its row says something else."
    )
    assert cells_of(page.css("tbody tr")[-1]) == [
        "zone",
        "zohn Taken from Example Dictionary, checked by A. Person (US speaker) on 2027-01-02.",
        "/zoʊn/",
    ]


@pytest.mark.parametrize("make", [render_pronunciation_key, ALL["pronunciation"]])
def test_tables_can_be_shown_as_cards(make: Any) -> None:
    page = parse(make())
    for table in page.css("table"):
        assert table.parent is not None
        assert "tw" in (table.parent.attributes["class"] or "").split()
        labels = [text_of(cell) for cell in table.css("thead th")]
        for row in table.css("tbody tr"):
            assert row.css_first("th").attributes["scope"] == "row"
            assert [cell.attributes["data-l"] for cell in row.css("td")] == labels[1:]


# --- how to say it ---------------------------------------------------------------------------


def test_how_to_say_as_a_whole() -> None:
    golden = (GOLDEN / "how_to_say.html").read_text("utf-8")
    assert render_how_to_say(EMH, "../../pronunciation.html") == golden.strip()


def test_line_break_dots_stand_apart_from_what_is_spoken() -> None:
    page = parse(render_how_to_say(EMH))
    dots = [text_of(node) for node in page.css(".dots, .dots-n")]
    assert "ex·tra·med·ul·lar·y he·ma·to·poi·e·sis" in dots[0]
    assert "do not show how the word is said" in dots[1]
    assert all("·" not in text_of(node) for node in page.css(".say, .ipa"))


def test_one_word_of_one_syllable() -> None:
    html = render_how_to_say(by_id(TERMS)["spleen"])
    assert "1 spoken syllable. " in html
    assert "Some people say" not in html
    assert "dots" not in html


def test_a_definition_in_the_text_does_not_say_a_word_twice() -> None:
    spleen, emh = word_views(["spleen", EMH.id], TERMS)
    assert spleen.respelling_html == ""
    assert emh.respelling_html == respelling_html(EMH)


def test_nothing_to_say_prints_nothing() -> None:
    assert render_how_to_say(make_term(no_pronunciation="Everyday word.")) == ""
    assert respelling_html(make_term(no_pronunciation="Everyday word.")) == ""


def test_respelling_for_the_page_head() -> None:
    assert respelling_html(EMH) == (
        "<span>EK-struh-<b>MED</b>-uh-lair-ee</span> <span>hih-MAT-uh-poy-<b>EE</b>-sis</span>"
    )
