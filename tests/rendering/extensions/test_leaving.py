"""What helps readers to leave and pass on: headings, contents, terms, what a page shows."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import BuiltSite
from plainleaf.model.kinds import KINDS
from plainleaf.model.term_matcher import TermMatcher
from plainleaf.reading.glossary import load_glossary
from plainleaf.rendering.glossary_page import render_how_to_say
from plainleaf.text.markup import Markup
from rendered import ROOT, inputs, render

TERMS = load_glossary((ROOT / "tests/golden/glossary.yml").read_text("utf-8"), "glossary.yml").terms
CONDITION = "conditions/samplitis/index.html"


def test_a_heading_is_a_link_to_itself_and_says_no_more() -> None:
    page = "## What *it* is\n\nText.\n\n### A part\n\n## See [this](#what-it-is)\n"
    html, outputs = render(page, inputs(links_headings=True))
    assert (
        '<h2 id="what-it-is"><a class="here" href="#what-it-is">What <em>it</em> is</a></h2>'
        in html
    )
    assert '<h3 id="a-part"><a class="here" href="#a-part">A part</a></h3>' in html
    assert '<h2 id="see-this">See <a href="#what-it-is">this</a></h2>' in html
    plain, _ = render(page, inputs())
    texts = [LexborHTMLParser(one).body.text() for one in (html, plain)]  # type: ignore[union-attr]
    assert texts[0] == texts[1]
    assert [title for _, title in outputs.sections][:1] == ["What it is"]


def test_contents_hold_third_level_headings_that_stand_by_themselves() -> None:
    page = "## One\n\n### Below\n\nText.\n\n> ### Quoted\n\n## Two\n"
    _, outputs = render(page, inputs())
    assert [(level, id_) for level, id_, _ in outputs.contents] == [
        (2, "one"),
        (3, "below"),
        (2, "two"),
    ]
    listing = {name for name, kind in KINDS.items() if kind.lists_subheadings}
    assert {"condition", "treatment", "professional"} <= listing
    assert not listing & {"faq", "case", "glossary"}


@pytest.mark.parametrize(("once", "times"), [(frozenset(), 2), (frozenset({"spleen"}), 1)])
def test_a_guides_own_words_open_once_a_page(once: frozenset[str], times: int) -> None:
    page = "## One\n\nThe spleen.\n\n## Two\n\nThe spleen again, and anemia.\n"
    html, _ = render(page, inputs(kind="condition", terms=TermMatcher(TERMS), once=once))
    assert html.count('popovertarget="word-spleen"') == times


def test_a_recorded_word_can_be_heard_where_the_page_says_how_to_say_it() -> None:
    term = next(one for one in TERMS if one.pronunciation is not None)
    clip = Markup('<span class="clip">Listen</span>')
    assert clip in render_how_to_say(term, "", clip)
    assert "clip" not in render_how_to_say(term)


def test_a_shared_link_shows_no_more_than_the_page_says(tiny: BuiltSite, public: BuiltSite) -> None:
    for path in tiny.pages:
        if path == "404.html":
            continue
        tree = tiny.tree(path)
        said = {
            str(one.attributes["property"])[3:]: one.attributes["content"]
            for one in tree.css("meta[property^=og]")
        }
        heading = tree.css_first("#main h1").text(deep=False).strip()
        assert said.pop("title") == heading, path
        assert (
            said.pop("description")
            == tree.css_first("meta[name=description]").attributes["content"]
        )
        assert said.pop("type") in {"website", "article"}
        assert set(said) == {"site_name"}
    tree = public.tree(CONDITION)
    shown = [one.attributes["content"] for one in tree.css("meta[property='og:url']")]
    assert shown == [f"https://leaf.example/health/{CONDITION}"]


def test_pages_for_makers_have_no_slip(tiny: BuiltSite) -> None:
    without = {path for path in tiny.pages if tiny.tree(path).css_first(".slip") is None}
    makers = {name for name, kind in KINDS.items() if kind.for_makers}
    assert makers == {"checks", "administrators"}
    assert without == {"404.html"}  # this site has no page for them
    line = tiny.tree(CONDITION).css_first(".slip summary")
    assert line is not None
    assert line.text() == "Not yet checked by a clinician. More"
