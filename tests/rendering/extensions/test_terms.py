"""Terms in the text that open their definitions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.model.care_cards import load_care_cards
from plainleaf.model.term import by_id
from plainleaf.model.term_matcher import TermMatcher
from plainleaf.reading.glossary import load_glossary
from plainleaf.reading.page import read_page
from plainleaf.rendering.term_uses import find_uses
from rendered import ROOT, golden, inputs, render

TERMS = load_glossary((ROOT / "tests/golden/glossary.yml").read_text("utf-8"), "glossary.yml").terms
MATCHER = TermMatcher(TERMS)
CITATIONS = "span.cites, sup"


def controls(html: str) -> list[str]:
    """Each control as `term: words`."""
    return [
        f"{button.attributes['popovertarget']}: {' '.join(button.text().split())}"
        for button in LexborHTMLParser(html).css("button.term")
    ]


def text_of(html: str) -> str:
    body = LexborHTMLParser(html).body
    assert isinstance(body, LexborNode)
    return body.text()


@pytest.mark.parametrize("case", golden("terms"), ids=lambda case: case["case"])
def test_golden(case: dict[str, Any]) -> None:
    html, outputs = render(case["markdown"], inputs(kind=case.get("kind", ""), terms=MATCHER))
    whole = "\n".join(filter(None, (outputs.lead_html, html)))
    found = {"opens": [one.removeprefix("word-") for one in controls(whole)], "html": f"{whole}\n"}
    assert case | {key: found[key] for key in found if key in case} == case
    assert outputs.terms == list(dict.fromkeys(one.split(":")[0] for one in found["opens"]))
    plain, without = render(case["markdown"], inputs(kind=case.get("kind", "")))
    assert text_of(whole) == text_of("\n".join(filter(None, (without.lead_html, plain))))


def test_without_a_glossary_only_definitions_are_marked() -> None:
    html, outputs = render("## A\n\nThe **spleen**{.defined .x} and *anemia*{.defined}.\n")
    assert '<dfn class="x">spleen</dfn> and <dfn>anemia</dfn>' in html
    assert outputs.terms == []


def test_real_pages_keep_their_words_and_nest_nothing() -> None:
    for file in sorted((ROOT / "docs").rglob("*.md")):
        text = file.read_text("utf-8").split("---\n", 2)[2]
        check_page(text, kind="faq" if file.stem == "faq" else "condition")


def check_page(markdown: str, kind: str) -> None:
    """A page with terms has the words of the page without; no control stands where none may."""
    plain, without = render(markdown, inputs(kind=kind))
    html, outputs = render(markdown, inputs(kind=kind, terms=MATCHER))
    assert text_of(f"{outputs.lead_html}{html}") == text_of(f"{without.lead_html}{plain}")
    tree = LexborHTMLParser(f"{outputs.lead_html}{html}")
    nested = (
        ".term :is(a, button, code, dfn), :is(a, button, code, dfn, h1, h2, h3, figure) .term,"
        " .care .term"
    )
    assert [node.html for node in tree.css(nested)] == []
    known = by_id(TERMS)
    for button in tree.css("button.term"):
        term = known[(button.attributes["popovertarget"] or "").removeprefix("word-")]
        assert term.id in outputs.terms
        assert button.text().strip()


@pytest.mark.parametrize("name", ["index", "faq"])
def test_the_glossary_knows_the_place_of_every_control(name: str) -> None:
    docs = ROOT / "tests/site/docs"
    src = f"conditions/samplitis/{name}.md"
    page = read_page(f"docs/{src}", (docs / src).read_bytes())
    glossary = load_glossary((docs / "_data/glossary.yml").read_text("utf-8"), "glossary.yml")
    cards = load_care_cards((docs / "_data/care_cards.yml").read_text("utf-8"), "care_cards.yml")
    matcher = TermMatcher(glossary.terms)
    uses = find_uses([page], matcher, cards)
    assert page.kind is not None
    shown = inputs(kind=page.kind.name, terms=matcher, cards=cards.cards)
    html, outputs = render(page.body, shown)
    assert "button" in html
    headings = "h2[id], h3[id]" if page.kind.questions else "h2[id]"
    place = ""
    for node in LexborHTMLParser(f"{outputs.lead_html}{html}").css(f"{headings}, button.term"):
        if node.tag != "button":
            place = node.attributes["id"] or ""
            continue
        term = (node.attributes["popovertarget"] or "").removeprefix("word-")
        assert place in {use.id for use in uses[term]}, (term, place)


PIECES = st.sampled_from(
    (
        *("extramedullary", "hematopoiesis", "bone", "marrow", "spleen", "EMH", "anemia", " "),
        *(" ", " ", "\n", "\n\n", "**", "*", "-", "`", "(", ")", ".", "[@FAN]", "[x](y.md)"),
        *("[spleen](y.md)", "<b>", "</b>", "<a href='x'>", "</a>", "&nbsp;", "&amp;", "&eacute;"),
        *("\\*", "\n\n## A\n\n", "\n\n### Why?\n\n", "\n\n- ", "{.defined}", "[^1]", "<br>"),
        *("![spleen](a.png)", "\n\n| a | b |\n|---|---|\n| spleen | spleen |\n\n", "<i>", "\x02"),
    )
)


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["faq", "condition"]))
def test_no_text_loses_a_word_or_raises(markdown: str, kind: str) -> None:
    plain, without = render(markdown, inputs(kind=kind))
    html, outputs = render(markdown, inputs(kind=kind, terms=MATCHER))
    assert text_of(f"{outputs.lead_html}{html}") == text_of(f"{without.lead_html}{plain}")
    tree = LexborHTMLParser(html)
    assert tree.css("button button, button a, h2 button, h3 button, code button") == []


@given(
    st.lists(
        st.sampled_from(["extramedullary", "hematopoiesis", "**", "*", " ", "\n", "-", "[@FAN]"]),
        max_size=12,
    ).map("".join)
)
def test_the_long_name_never_opens_the_short_one(markdown: str) -> None:
    html, outputs = render(f"## A\n\nX {markdown}", inputs(terms=MATCHER))
    for one in controls(html):
        if one.startswith("word-hematopoiesis"):
            tree = LexborHTMLParser(html)
            for node in tree.css(CITATIONS):
                node.decompose()
            words = (tree.body.text() if tree.body else "").replace("*", "").split("A", 1)[1]
            assert (
                "extramedullary hematopoiesis"
                not in " ".join(words.split()).split("hematopoiesis")[0]
            )
    assert outputs.terms is not None
