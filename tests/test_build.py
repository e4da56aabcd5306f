"""One build: what each page is rendered from, and what templates get for it."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import small_site
from plainleaf.build import Build, Settings, build_day, contact_address
from plainleaf.reading.placed_cards import cards_on
from plainleaf.rendering.fonts import BASIC_IPA, BASIC_TEXT
from plainleaf.rendering.view import DoorView, Link, ReviewView
from rendered import markdown
from small_site import page, write

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 21)
SETTINGS = Settings("Plainleaf", "Plain pages.", today=DAY)
CONDITION = "conditions/leaf-fever/index.md"
FAQ = "conditions/leaf-fever/faq.md"
CASE = "cases/a-spot/index.md"


def rendered(build: Build) -> dict[str, str]:
    """Render every page of a build; returns the articles."""
    converter = markdown(build.rendering)
    articles = {}
    for src, one in build.content.pages.items():
        converter.reset()
        build.rendering.start(build.inputs_for(src))
        articles[src] = converter.convert(one.body)
        build.rendered(src, "")
    return articles


def small(
    tmp_path: Path,
    changes: Mapping[str, str | bytes | None] | None = None,
    settings: Settings = SETTINGS,
) -> Build:
    """A build of the small site."""
    root = write(tmp_path, changes)
    return Build.start(root, root / "docs", ROOT / "overrides", settings)


@pytest.fixture(scope="module")
def real() -> Build:
    """A build of the real site."""
    return Build.start(ROOT, ROOT / "docs", ROOT / "overrides", SETTINGS)


@pytest.fixture(scope="module")
def tiny() -> Build:
    """A build of the tests' own site of every kind of page, rendered."""
    root = ROOT / "tests" / "site"
    build = Build.start(root, root / "docs", ROOT / "overrides", SETTINGS)
    build.articles.update(rendered(build))
    return build


@pytest.fixture(scope="module")
def articles(real: Build) -> dict[str, str]:
    """Every real page, rendered."""
    return rendered(real)


# --- the real pages ---

PAGES = sorted(file.relative_to(ROOT / "docs").as_posix() for file in (ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("src", PAGES)
def test_a_real_page_is_sound(real: Build, articles: dict[str, str], src: str) -> None:
    outputs = real.outputs[src]
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
    assert set(real.outputs[src].cited) == real.content.cited(src)
    assert len(tree.css("ol.sources > li")) == len(real.outputs[src].cited)
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
    view = real.view_for(src)
    one = real.content.pages[src]
    assert one.meta is not None
    assert one.kind is not None
    assert (view.page.kind, view.page.layout, view.page.tone, view.page.title) == (
        one.kind.name,
        one.kind.layout,
        one.kind.tone,
        one.meta.title,
    )
    assert view.page.has_slip
    assert view.page.canonical is None
    assert view.page.show_emergency is (one.kind.name != "case")
    review = view.page.review
    assert review is not None
    assert review.state == real.reviews[src].state
    assert view.page.noindex is (review.state != "current")
    assert (review.checked_by == ()) is (review.state == "none")
    graded = bool(one.kind.printed_as) and one.kind.limits.grade_max is not None
    assert (review.grade is not None) is graded
    assert review.sources_url == ("#source-1" if real.outputs[src].cited else None)
    data = json.loads(view.page.json_ld)
    assert data["@type"] == one.kind.schema_org
    assert data["name"] == one.meta.title
    assert "url" not in data
    assert ("reviewedBy" in data) is ("lastReviewed" in data) is (review.state == "current")
    of_condition = "condition" in one.raw and one.kind.name != "case"
    assert ("about" in data) is of_condition
    assert ("mainEntity" in data) is (one.kind.name == "faq")
    assert ("hasDefinedTerm" in data) is (one.kind.name == "glossary")
    assert view.site.address == ""
    assert view.site.contact is None
    assert view.site.copy_made == "November 21, 2026"


def test_a_faq_has_each_question_in_its_data_with_an_answer(tiny: Build) -> None:
    src = "conditions/samplitis/faq.md"
    data = json.loads(tiny.view_for(src).page.json_ld)
    asked = [one["name"] for one in data["mainEntity"]]
    headings = [one.text for one in tiny.content.pages[src].headings if one.level == 3]
    assert asked == headings
    for one in data["mainEntity"]:
        answer = one["acceptedAnswer"]["text"]
        assert answer
        assert answer == " ".join(answer.split())
        assert not any(mark in answer for mark in ("[@", "\x02", "Source", "**", "]("))
    listed = LexborHTMLParser(tiny.articles[src]).css("nav.faq-list a")
    assert [link.text() for link in listed] == asked


@pytest.mark.parametrize("name", ["a-cough-in-spring", "itching-after-a-walk"])
def test_a_case_tells_no_diagnosis_around_its_article(tiny: Build, name: str) -> None:
    view = tiny.view_for(f"cases/{name}/index.md")
    # The words stand behind the text that uses them; the condition's own is none of them.
    assert "samplitis" not in str(view.page.words).replace("see samplitis", "")
    around = dataclasses.replace(view.page, sections=(), review=None, words=())
    words = f"{around} {view.site}".lower()
    for told in ("samplitis", "smp", "conditions/"):
        assert told not in words
    assert view.site.warning_signs_url is None
    assert view.site.conditions == ()
    assert view.page.abbreviation is None
    assert view.page.say is None
    assert view.page.up == Link("Home", "../../index.html")
    assert view.page.at_a_glance[0].label == "Age"


def test_a_condition_says_its_name(tiny: Build) -> None:
    view = tiny.view_for("conditions/samplitis/index.md").page
    assert view.abbreviation == "SMP"
    assert view.say is not None
    assert "<b>" in view.say.respelling_html
    assert view.say.ipa == "/sæmˈplaɪtɪs/"


def test_a_home_page_has_its_doors(tiny: Build) -> None:
    doors = tiny.view_for("index.md").page.doors
    assert [one.icon for one in doors] == ["family", "scan", "sheet"]
    assert doors[0].url == "conditions/samplitis/index.html"
    assert doors[2].url == "about/index.html#print-handouts"


# --- pages of the small site ---


def test_the_view_of_a_page(tmp_path: Path) -> None:
    build = small(tmp_path)
    rendered(build)
    view = build.view_for(CONDITION)
    assert view.page.lead_html.startswith("<p>Hot leaves.<span")
    assert view.page.sections == (
        Link("What it is", "#what-it-is"),
        Link("When to get help", "#when-to-get-help"),
        Link("Sources", "#sources"),
    )
    assert view.page.review == ReviewView(
        state="none",
        written="November 21, 2026",
        next_look="November 21, 2027",
        next_look_iso="2027-11-21",
        sources_url="#source-1",
        grade=1,
    )
    assert view.site.warning_signs_url == "#when-to-get-help"
    assert view.site.home_url == "../../index.html"
    assert view.site.about_url == "../../about/index.html"
    assert view.site.glossary_url == "../../glossary.html"
    assert view.site.conditions == (Link("Leaf fever", "index.html", current=True),)
    assert view.site.cases == (Link("A spot", "../../cases/a-spot/index.html"),)
    assert view.site.emergency_numbers == build.content.numbers
    assert json.loads(view.page.json_ld)["about"] == {
        "@type": "MedicalCondition",
        "name": "Leaf fever",
        "alternateName": ["LF"],
    }
    assert build.view_for("index.md").page.doors == (
        DoorView("In", "Go in.", "Go", "glossary.html#letter-a", "family"),
    )


@pytest.mark.parametrize("src", ["404.html", "sitemap.xml", "nowhere.md", "broken.md"])
def test_any_other_page_has_the_sites_links_from_the_root(tmp_path: Path, src: str) -> None:
    view = small(tmp_path, {"broken.md": "---\nkind: about\n---\n"}).view_for(src)
    assert (view.page.layout, view.page.title, view.page.kind) == ("article", "Plainleaf", "")
    assert view.page.json_ld == ""
    assert view.page.review is None
    assert view.page.noindex
    assert view.site.home_url == "index.html"
    assert view.site.glossary_url == "glossary.html"
    assert view.site.warning_signs_url == "conditions/leaf-fever/index.html#when-to-get-help"


def test_a_page_that_was_not_rendered_has_a_view(tmp_path: Path) -> None:
    view = small(tmp_path).view_for(CONDITION)
    assert (view.page.lead_html, view.page.sections) == ("", ())


def test_with_a_public_address_pages_name_theirs(tmp_path: Path) -> None:
    settings = dataclasses.replace(
        SETTINGS, url="https://leaf.example/x/", contact="editors@leaf.example"
    )
    build = small(tmp_path, settings=settings)
    view = build.view_for(CONDITION)
    address = "https://leaf.example/x/conditions/leaf-fever/index.html"
    assert view.page.canonical == address
    assert json.loads(view.page.json_ld)["url"] == address
    assert view.site.address == "https://leaf.example/x/"
    assert view.site.contact == "editors@leaf.example"
    assert build.view_for("404.html").page.canonical is None


def test_a_review_that_holds_is_told_and_one_that_lapsed_too(tmp_path: Path) -> None:
    before = small(tmp_path / "a")
    record = (
        "- page: {src}\n  reviewer: A. Clinician\n  role: Botanist\n  date: 2027-01-31\n"
        "  sections: {sections}\n"
    )
    held = {one.id: one.hash for one in before.sections(CONDITION)}
    reviews = record.format(src=CONDITION, sections=json.dumps(held))
    reviews += record.format(src=FAQ, sections=json.dumps({"top": "0" * 64}))
    build = small(tmp_path / "b", {"_data/reviews.yml": reviews})
    current, lapsed = build.view_for(CONDITION).page, build.view_for(FAQ).page
    assert not current.noindex
    assert current.review is not None
    assert current.review.state == "current"
    assert current.review.by == "A. Clinician, Botanist, on January 31, 2027"
    data = json.loads(current.json_ld)
    assert data["lastReviewed"] == "2027-01-31"
    assert data["reviewedBy"]["jobTitle"] == "Botanist"
    assert lapsed.noindex
    assert lapsed.review is not None
    assert lapsed.review.state == "lapsed"
    assert "lastReviewed" not in lapsed.json_ld
    assert build.view_for("404.html").site.any_reviewed
    assert {src: one.state for src, one in build.reviews.items()} == {
        "about/index.md": "none",
        CASE: "none",
        FAQ: "lapsed",
        CONDITION: "current",
        "glossary.md": "none",
        "index.md": "none",
    }


# --- what pages are rendered from ---


def test_inputs_of_a_page(tmp_path: Path) -> None:
    build = small(tmp_path)
    inputs = build.inputs_for(CONDITION)
    assert inputs.kind is not None
    assert inputs.kind.name == "condition"
    assert list(inputs.references) == ["FEVER", "VEIN", "OTHER"]
    assert inputs.references["FEVER"].startswith("On leaf fever. <span")
    assert list(inputs.figures) == ["leaf", "unused"]
    assert inputs.pictures["figures/leaf.svg"].svg == small_site.DRAWING
    assert inputs.numbers == build.content.numbers
    assert set(inputs.generated) == {
        "changes",
        "contact",
        "glossary-entries",
        "how-to-say",
        "open-points",
        "page-list",
        "pronunciation-entries",
        "pronunciation-key",
        "rule-list",
        "review-register",
    }
    named = ("Sources", "references", "How to say it", "Pronunciation:", "What it is", "Other")
    assert [inputs.generated_section(one) for one in named] == [
        "sources",
        "sources",
        "how-to-say",
        "how-to-say",
        None,
        None,
    ]
    assert "how-to-say" not in build.inputs_for(FAQ).generated
    assert build.inputs_for("glossary.md").figures == {}


@pytest.mark.parametrize("src", ["nowhere.md", "broken.md"])
def test_inputs_of_a_page_without_a_kind(tmp_path: Path, src: str) -> None:
    inputs = small(tmp_path, {"broken.md": "Only text."}).inputs_for(src)
    assert inputs.kind is None
    assert inputs.generated_section("Sources") is None
    assert inputs.figures == {}


def test_references_are_formatted_once(tmp_path: Path) -> None:
    build = small(tmp_path)
    assert build.inputs_for(FAQ).references is build.inputs_for(CONDITION).references


def test_the_glossary_does_not_say_that_a_case_shows_its_condition(tmp_path: Path) -> None:
    body = "## Diagnosis\n\nLeaf fever of a vein.\n"
    changes = {CASE: page("case", "A spot", body), FAQ: page("faq", "Questions", body)}
    build = small(tmp_path, {**changes, "about/index.md": page("about", body=body)})
    html = build.inputs_for("glossary.md").generated["glossary-entries"]()
    uses = {
        entry.css_first("h3").attributes["id"]: [
            link.attributes["href"] for link in entry.css("a[href$=html]")
        ]
        for entry in LexborHTMLParser(html).css("div.entry")
    }
    assert uses == {
        "leaf-fever": ["conditions/leaf-fever/faq.html"],
        "vein": ["conditions/leaf-fever/faq.html", "cases/a-spot/index.html"],
    }


def test_the_fonts_are_told_every_letter_that_pages_may_print(tmp_path: Path) -> None:
    review = (
        f"- {{page: {CASE}, reviewer: A. Świta, role: Hematolożka, date: 2027-01-31, "
        f"sections: {{top: '{'0' * 64}'}}}}\n"
    )
    changes = {
        "_data/reviews.yml": review,
        "_data/references.yml": small_site.REFERENCES.replace("On others", "Über andere"),
        "_data/glossary.yml": small_site.TERMS.replace("carries sap", "carries café"),
        "conditions/leaf-fever/figures.yml": small_site.FIGURES.replace("green", "mañana"),
        "index.md": page("home", "Ōme"),
    }
    settings = Settings("Plåinleaf", "Plaïn.", contact="Zoë")
    text = small(tmp_path, changes, settings).printed_text()
    words = ("Świta", "Hematolożka", "Über", "café", "mañana", "Ōme", "Plåinleaf", "Zoë", "ˈliːf")
    assert [word for word in words if word not in text] == []


def test_the_real_fonts_are_told_every_rare_letter(real: Build, articles: dict[str, str]) -> None:
    text = "".join(LexborHTMLParser(html).body.text() for html in articles.values())
    # Which the faces hold anyway, and the sign at the end of a source, which none of them has.
    known = {*map(chr, BASIC_TEXT | BASIC_IPA), "↩"}
    rare = {letter for letter in text if ord(letter) > 0xFF} - known
    assert rare <= set(real.printed_text())


def test_icons_are_decoration(tmp_path: Path) -> None:
    build = dataclasses.replace(small(tmp_path), icons={"leaf": '<path d="M0 0"/>'})
    assert build.icon("leaf") == (
        '<svg class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="M0 0"/></svg>'
    )
    assert build.icon("leaf", 'a" b').startswith('<svg class="i a&#34; b" ')
    with pytest.raises(KeyError):
        build.icon("root")


@pytest.mark.parametrize(("src", "shown"), [("a.md", True), ("b.md", False), ("none.md", False)])
def test_images_are_known(tmp_path: Path, src: str, *, shown: bool) -> None:
    build = small(tmp_path, {"a.md": "![A leaf](a.png)\n", "b.md": "`![A leaf](a.png)`\n"})
    assert build.has_images(src) is shown


def test_a_build_checks_its_content(tmp_path: Path) -> None:
    build = small(tmp_path, {"_data/facts.yml": None})
    assert any(one.path == "docs/_data/facts.yml" for one in build.check())


# --- the contact ---


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("editors@leaf.example", "mailto:editors@leaf.example"),
        ("https://leaf.example/tell-us?a=b&c=@d", "https://leaf.example/tell-us?a=b&c=@d"),
        ("HTTP://leaf.example", "HTTP://leaf.example"),
        ("javascript:alert(1)", None),
        ("javascript:alert(1)//@x", None),
        ("data:text/html,x", None),
        ("Ward 3, telephone 123", None),
        ("a b@leaf.example", None),
        ("@", None),
        ("editors@leaf.example?subject=x", None),
        ("https://a b", None),
    ],
)
def test_what_a_contact_leads_to(contact: str, address: str | None) -> None:
    assert contact_address(contact) == address


@pytest.mark.parametrize(
    ("contact", "html"),
    [
        (
            "",
            "No address for messages has been set for this copy of the site. Please tell the "
            "person or clinic that gave you this page.",
        ),
        (
            "editors@leaf.example",
            'Write to <a href="mailto:editors@leaf.example">editors@leaf.example</a>.',
        ),
        (
            'https://leaf.example/?a="&b=<x>',
            'Write to <a href="https://leaf.example/?a=&#34;&amp;b=&lt;x&gt;">'
            "https://leaf.example/?a=&#34;&amp;b=&lt;x&gt;</a>.",
        ),
        ("Ward 3, <b>telephone</b> 123", "Tell us here: Ward 3, &lt;b&gt;telephone&lt;/b&gt; 123"),
        ("javascript:alert('1')", "Tell us here: javascript:alert(&#39;1&#39;)"),
    ],
)
def test_the_contact_block(tmp_path: Path, contact: str, html: str) -> None:
    build = small(tmp_path, settings=dataclasses.replace(SETTINGS, contact=contact))
    made = build.inputs_for("about/index.md").generated["contact"]()
    assert made == f'<p class="contact">{html}</p>'
    assert build.view_for("about/index.md").site.contact == (contact or None)


# --- the day of a build ---


def a_git(folder: Path, root: Path, answer: str) -> None:
    """Put a program named git into a folder that knows when the last commit was, and its files."""
    script = folder / "git"
    asked = f'[ "$*" = "-C {root} log -1 --format=%ct" ]'
    script.write_text(f"#!/bin/sh\n{asked} || {{ echo docs; exit; }}\n{answer}\n")
    script.chmod(0o755)


def test_the_day_is_the_one_that_the_environment_gives(tmp_path: Path) -> None:
    assert build_day(tmp_path, {"SOURCE_DATE_EPOCH": "1795219200"}) == DAY
    assert build_day(tmp_path, {"SOURCE_DATE_EPOCH": "0"}) == date(1970, 1, 1)
    # Days are those of UTC, wherever the build runs.
    assert build_day(tmp_path, {"SOURCE_DATE_EPOCH": "1795305599"}) == DAY


def test_else_the_day_of_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_git(tmp_path, tmp_path, "echo 1795219200")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert build_day(tmp_path, {}) == DAY


@pytest.mark.parametrize("answer", ["exit 128", "echo", "echo never", None])
def test_else_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str | None) -> None:
    if answer is not None:
        a_git(tmp_path, tmp_path, answer)
    monkeypatch.setenv("PATH", str(tmp_path))
    before = datetime.now(UTC).date()
    found = build_day(tmp_path, {})
    assert before <= found <= datetime.now(UTC).date()


def test_the_number_of_the_country_of_the_site_comes_first(tmp_path: Path) -> None:
    numbers = "".join(
        f'- {{country: "{code}", code: {code}, number: "112", source: FEVER}}\n'
        for code in ("US", "UK", "EU", "IT")
    )
    root = small_site.write(tmp_path, {"_data/emergency_numbers.yml": numbers})
    settings = Settings("Leaves", "About leaves", country="IT")
    build = Build.start(root, root / "docs", ROOT / "overrides", settings)
    shown = build.view_for("index.md").site.emergency_numbers
    assert [one.code for one in shown] == ["IT", "US", "UK"]
    assert [one.code for one in build.inputs_for("index.md").all_numbers] == [
        "IT",
        "US",
        "UK",
        "EU",
    ]
