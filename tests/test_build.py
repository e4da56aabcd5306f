"""One build: every real page from its text to its view, and what a build writes besides pages."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import small_site
from builds import SETTINGS, rendered, small
from plainleaf.build import Build
from plainleaf.delivery.today import NOW, named_day
from plainleaf.reading.placed_cards import cards_on
from plainleaf.rendering.fonts import BASIC_IPA, BASIC_TEXT
from plainleaf.rendering.rendered_site import printed_text

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def real() -> Build:
    """A build of the real site."""
    return Build.start(ROOT, ROOT / "docs", ROOT / "overrides", SETTINGS)


@pytest.fixture(scope="module")
def articles(real: Build) -> dict[str, str]:
    """Every real page, rendered."""
    return rendered(real)


# --- the real pages ---

PAGES = sorted(file.relative_to(ROOT / "docs").as_posix() for file in (ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("src", PAGES)
def test_a_real_page_is_sound(real: Build, articles: dict[str, str], src: str) -> None:
    outputs = real.pages[src].outputs
    tree = LexborHTMLParser(f"<div>{outputs.lead_html}</div>{articles[src]}")
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    assert [one for one, times in ids.items() if times > 1] == []
    named = {node.attributes["aria-labelledby"] for node in tree.css("[aria-labelledby]")}
    assert named <= set(ids)
    within = {(node.attributes["href"] or "")[1:] for node in tree.css('[href^="#"]')}
    assert within <= set(ids)
    assert tree.css("[style], script, style") == []
    for made in tree.css(".made-rule-list"):
        made.decompose()  # it quotes what authors type
    assert "///" not in tree.body.text()
    assert "[@" not in tree.body.text()
    assert "\x02" not in articles[src]
    assert outputs.lead_html.startswith("<p>")


@pytest.mark.parametrize("src", PAGES)
def test_checks_and_site_agree_on_a_real_page(
    real: Build, articles: dict[str, str], src: str
) -> None:
    tree = LexborHTMLParser(articles[src])
    ids = [
        node.attributes["id"]
        for node in tree.css("h1, h2, h3, h4, h5, h6")
        if node.attributes["id"] != "key-points" and not node.css_matches(".made *, .care *")
    ]
    assert [heading.id for heading in real.content.pages[src].headings] == ids
    assert set(real.pages[src].outputs.cited) == real.content.cited(src)
    assert len(tree.css("ol.sources > li")) == len(real.pages[src].outputs.cited)
    shown = [node.attributes["aria-labelledby"] for node in tree.css("section.care")]
    placed = cards_on(real.content.pages[src], real.content.cards)
    assert shown == [card.anchor for card in placed]
    for card in placed:
        text = tree.css_first(f"section[aria-labelledby={card.anchor}]").text()
        assert all(line.text in text for line in card.lines)
    assert len(tree.css("figure[id^=figure-]")) == len(real.content.placed(src))


@pytest.mark.parametrize("src", PAGES)
def test_the_view_of_a_real_page(real: Build, articles: dict[str, str], src: str) -> None:
    assert articles
    view = real.view(src)
    one = real.content.pages[src]
    assert one.meta is not None
    assert one.kind is not None
    assert (view.page.kind, view.page.layout, view.page.tone, view.page.title) == (
        one.kind.name,
        one.kind.layout,
        one.kind.tone,
        one.meta.title,
    )
    assert view.page.has_slip is not one.kind.for_makers
    assert view.page.canonical is None
    assert view.page.show_emergency is not one.kind.neutral
    review = view.page.review
    assert review is not None
    assert review.state == real.reviews.of(src).state
    assert view.page.noindex is (review.state != "current")
    assert (review.checked_by == ()) is (review.state == "none")
    graded = bool(one.kind.printed_as) and one.kind.limits.grade_max is not None
    assert (review.grade is not None) is graded
    assert review.sources_url == ("#source-1" if real.pages[src].outputs.cited else None)
    data = json.loads(view.page.json_ld)
    assert data["@type"] == one.kind.schema_org
    assert data["name"] == one.meta.title
    assert "url" not in data
    assert ("reviewedBy" in data) is ("lastReviewed" in data) is (review.state == "current")
    assert ("about" in data) is one.kind.of_condition
    assert ("mainEntity" in data) is (one.kind.name == "faq")
    assert ("hasDefinedTerm" in data) is one.kind.defines_terms
    assert view.site.address == ""
    assert view.site.contact is None
    assert view.site.copy_made == "November 21, 2026"


def test_the_real_fonts_are_told_every_rare_letter(real: Build, articles: dict[str, str]) -> None:
    text = "".join(LexborHTMLParser(html).body.text() for html in articles.values())
    # Which the faces hold anyway, and the sign at the end of a source, which none of them has.
    known = {*map(chr, BASIC_TEXT | BASIC_IPA), "↩"}
    rare = {letter for letter in text if ord(letter) > 0xFF} - known
    assert rare <= set(printed_text(real.content, real.settings))


# --- a build of the small site ---


def test_a_build_checks_its_content(tmp_path: Path) -> None:
    build = small(tmp_path, {"_data/facts.yml": None})
    assert any(one.path == "docs/_data/facts.yml" for one in build.check())


def test_the_rules_stand_on_the_page_that_lists_them(tmp_path: Path) -> None:
    made = small(tmp_path).inputs_for("about/index.md").generated["rule-list"]()
    assert "PL101" in made


def test_what_is_no_page_is_named_for_its_place_in_the_site(tmp_path: Path) -> None:
    files = small(tmp_path, name="Leaves", url="https://leaf.example/").files()
    assert sorted(files) == [
        "assets/fonts/atkinson-bold.woff2",
        "assets/fonts/atkinson-regular.woff2",
        "assets/fonts/ipa.woff2",
        "glossary.json",
        "glossary.pls",
        "glossary.schema.json",
        "reviews.ics",
        "robots.txt",
    ]
    assert all(data.startswith(b"wOF2") for name, data in files.items() if name.endswith("woff2"))
    assert b"SUMMARY:Leaves: new look at Leaf fever" in files["reviews.ics"]
    # Nobody reviewed a page, so nothing is listed.
    assert files["robots.txt"] == b"User-agent: *\nAllow: /\n"
    glossary = json.loads(files["glossary.json"])
    assert "https://leaf.example/glossary.html" in str(glossary)


def test_a_review_may_be_as_late_as_the_build_and_today(tmp_path: Path) -> None:
    build = small(tmp_path)
    assert build.reviews.latest_day == max(SETTINGS.today, named_day(NOW))


def test_a_site_holds_what_was_rendered(tmp_path: Path) -> None:
    build = small(tmp_path)
    articles = rendered(build)
    site = build.site
    assert {src: one.article for src, one in site.pages.items()} == articles
    assert site.references is build.source.references
    assert site.rendered("nowhere.md").article == ""
    with pytest.raises(TypeError):
        site.pages["nowhere.md"] = site.rendered("nowhere.md")  # type: ignore[index]


def test_the_number_of_the_country_of_the_site_comes_first(tmp_path: Path) -> None:
    numbers = "".join(
        f'- {{country: "{code}", code: {code}, number: "112", source: FEVER}}\n'
        for code in ("US", "UK", "EU", "IT")
    )
    build = small(tmp_path, {"_data/emergency_numbers.yml": numbers}, country="IT")
    shown = build.view("index.md").site.emergency_numbers
    assert [one.code for one in shown] == ["IT", "US", "UK"]
    inputs = build.inputs_for("index.md")
    assert [one.code for one in inputs.numbers] == ["IT", "US", "UK"]
    assert [one.code for one in inputs.all_numbers] == ["IT", "US", "UK", "EU"]


LEAFLET = """\
- side: 1
  place: left
  cards: [{card}]
- side: 2
  place: right
  title: What it is
  take:
    - {{page: {page}, paragraphs: ["{words}"]}}
"""


@pytest.mark.parametrize(
    ("card", "page", "words", "line", "said"),
    [
        ("hot", "index.md", "Hot leaves", 0, ""),
        ("hot", "index.md", "Cold leaves", 4, "no paragraph begins with “Cold leaves”."),
        ("hot", "no.md", "Hot leaves", 4, "There is no page “no.md” beside it."),
        ("cold", "index.md", "Hot leaves", 1, "There is no care card “cold”. Name one by its id."),
    ],
)
def test_what_a_leaflet_names_and_no_page_says_is_told_where_it_stands(
    tmp_path: Path, card: str, page: str, words: str, line: int, said: str
) -> None:
    file = "conditions/leaf-fever/leaflet.yml"
    leaflet = LEAFLET.format(card=card, page=page, words=words)
    build = small(tmp_path, {file: leaflet, "_data/care_cards.yml": small_site.CARDS})
    found = [*build.leaflet_findings(())]
    assert [(one.path, one.code, one.line) for one in found] == (
        [(f"docs/{file}", "PL121", line)] if said else []
    )
    assert not said or said in f"{found[0].message} {found[0].fix}"
    # While pages have errors of their own, those come first.
    assert [*build.leaflet_findings(build.check())] == []
