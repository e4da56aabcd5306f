"""What the templates get around a page."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from builds import CASE, CONDITION, FAQ, SETTINGS, rendered, small
from plainleaf.build import Build
from plainleaf.rendering.view import DoorView, HandoutLink, LinkView, Offer, ReviewView
from small_site import page

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tiny() -> Build:
    """A build of the tests' own site of every kind of page, rendered."""
    root = ROOT / "tests" / "site"
    build = Build.start(root, root / "docs", ROOT / "overrides", SETTINGS)
    rendered(build)
    return build


# --- every kind of page ---


def test_a_faq_has_each_question_in_its_data_with_an_answer(tiny: Build) -> None:
    src = "conditions/samplitis/faq.md"
    data = json.loads(tiny.view(src).page.json_ld)
    asked = [one["name"] for one in data["mainEntity"]]
    headings = [one.text for one in tiny.content.pages[src].headings if one.level == 3]
    assert asked == headings
    for one in data["mainEntity"]:
        answer = one["acceptedAnswer"]["text"]
        assert answer
        assert answer == " ".join(answer.split())
        assert not any(mark in answer for mark in ("[@", "\x02", "Source", "**", "]("))
    listed = LexborHTMLParser(tiny.pages[src].article).css("nav.faq-list a")
    assert [link.text() for link in listed] == asked


@pytest.mark.parametrize("name", ["a-cough-in-spring", "itching-after-a-walk"])
def test_a_case_tells_no_diagnosis_around_its_article(tiny: Build, name: str) -> None:
    view = tiny.view(f"cases/{name}/index.md")
    # The words stand behind the text that uses them; the condition's own is none of them.
    assert "samplitis" not in str(view.page.words).replace("see samplitis", "")
    around = dataclasses.replace(view.page, sections=(), review=None, words=())
    words = f"{around} {view.site}".lower()
    for told in ("samplitis", "smp", "conditions/"):
        assert told not in words
    assert view.site.warning_signs_url is None
    assert view.site.numbers_url is None
    assert view.site.conditions == ()
    assert view.page.abbreviation is None
    assert view.page.say is None
    assert view.page.up == LinkView("Radiology cases", "../index.html")
    assert view.page.at_a_glance[0].label == "Age"


def test_only_a_case_says_what_its_pictures_are(tiny: Build) -> None:
    told = {src: review.about_case for src in tiny.pages if (review := tiny.view(src).page.review)}
    cases = tiny.source.directory.of(lambda kind: kind.hides_condition)
    assert {src for src, words in told.items() if words} == set(cases)


def test_a_condition_says_its_name(tiny: Build) -> None:
    view = tiny.view("conditions/samplitis/index.md").page
    assert view.abbreviation == "SMP"
    assert view.say is not None
    assert "<b>" in view.say.respelling_html
    assert view.say.ipa == "/sæmˈplaɪtɪs/"


def test_a_home_page_has_its_doors(tiny: Build) -> None:
    doors = tiny.view("index.md").page.doors
    assert [one.icon for one in doors] == ["family", "scan", "sheet"]
    assert doors[0].url == "conditions/samplitis/index.html"
    assert doors[2].url == "about/index.html#print-handouts"


# --- pages of the small site ---


def test_the_view_of_a_page(tmp_path: Path) -> None:
    build = small(tmp_path)
    rendered(build)
    view = build.view(CONDITION)
    assert view.page.lead_html.startswith("<p>Hot leaves.<span")
    assert view.page.sections == (
        LinkView("What it is", "#what-it-is"),
        LinkView("When to get help", "#when-to-get-help"),
        LinkView("Sources", "#sources"),
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
    assert view.site.numbers_url is None
    assert view.site.home_url == "../../index.html"
    assert view.site.about_url == "../../about/index.html"
    assert view.site.glossary_url == "../../glossary.html"
    assert view.site.conditions == (LinkView("Leaf fever", "index.html", current=True),)
    assert view.site.cases == ()
    assert view.site.emergency_numbers == build.content.numbers
    assert json.loads(view.page.json_ld)["about"] == {
        "@type": "MedicalCondition",
        "name": "Leaf fever",
        "alternateName": ["LF"],
    }
    assert build.view("index.md").page.doors == (
        DoorView("In", "Go in.", "Go", "glossary.html#letter-a", "family"),
    )


def test_open_points_lead_to_the_page_that_lists_them(tmp_path: Path) -> None:
    build = small(tmp_path, {"about/reviews.md": page("reviews", "Reviews")})
    review = build.view("index.md").page.review
    assert review is not None
    assert (review.points_url, review.of_site) == ("about/reviews.html", True)
    review = build.view(CONDITION).page.review
    assert review is not None
    assert (review.points_url, review.of_site) == ("../../about/reviews.html", False)


@pytest.mark.parametrize("src", ["404.html", "sitemap.xml", "nowhere.md", "broken.md"])
def test_any_other_page_has_the_sites_links_from_the_root(tmp_path: Path, src: str) -> None:
    view = small(tmp_path, {"broken.md": "---\nkind: about\n---\n"}).view(src)
    assert (view.page.layout, view.page.title, view.page.kind) == ("article", "Plainleaf", "")
    assert view.page.json_ld == ""
    assert view.page.review is None
    assert view.page.noindex
    assert view.site.home_url == "index.html"
    assert view.site.glossary_url == "glossary.html"
    assert view.site.warning_signs_url == "conditions/leaf-fever/index.html#when-to-get-help"


def test_a_page_that_was_not_rendered_has_a_view(tmp_path: Path) -> None:
    view = small(tmp_path).view(CONDITION)
    assert (view.page.lead_html, view.page.sections) == ("", ())


def test_with_a_public_address_pages_name_theirs(tmp_path: Path) -> None:
    build = small(tmp_path, url="https://leaf.example/x/", contact="editors@leaf.example")
    view = build.view(CONDITION)
    address = "https://leaf.example/x/conditions/leaf-fever/index.html"
    assert view.page.canonical == address
    assert json.loads(view.page.json_ld)["url"] == address
    assert view.site.address == "https://leaf.example/x/"
    assert view.site.contact == "editors@leaf.example"
    assert build.view("404.html").page.canonical is None


def test_a_review_that_holds_is_told_and_one_that_lapsed_too(tmp_path: Path) -> None:
    before = small(tmp_path / "a")
    record = (
        "- page: {src}\n  reviewer: A. Clinician\n  role: Botanist\n  date: 2027-01-31\n"
        "  sections: {sections}\n"
    )
    held = {one.id: one.hash for one in before.sections.of(CONDITION)}
    reviews = record.format(src=CONDITION, sections=json.dumps(held))
    reviews += record.format(src=FAQ, sections=json.dumps({"top": "0" * 64}))
    build = small(tmp_path / "b", {"_data/reviews.yml": reviews})
    current, lapsed = build.view(CONDITION).page, build.view(FAQ).page
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
    assert build.view("404.html").site.any_reviewed
    told = {src: build.view(src).page.review for src in build.content.pages}
    assert {src: one.state for src, one in told.items() if one} == {
        "about/index.md": "none",
        CASE: "none",
        FAQ: "lapsed",
        CONDITION: "current",
        "glossary.md": "none",
        "index.md": "none",
    }


# --- what was printed ---


def test_a_page_offers_what_was_printed_of_it(tmp_path: Path) -> None:
    sheet = Offer("print/fever-a4.pdf", "A4", 2, "90 KB", is_booklet=False)
    booklet = Offer("print/fever-booklet-a4.pdf", "A4", 9, "1 MB", is_booklet=True)
    build = small(tmp_path)
    offered = build.view(CONDITION, {CONDITION: (sheet, booklet)}).page
    assert offered.handouts is not None
    assert offered.handouts.page == (HandoutLink("A4", "../../print/fever-a4.pdf", 2, "90 KB"),)
    assert [one.pages for one in offered.handouts.booklet] == [9]
    assert build.view(FAQ, {CONDITION: (sheet,)}).page.handouts is None
    assert build.view(CONDITION).page.handouts is None


def test_the_list_of_handouts_holds_all_of_them_booklets_last(tiny: Build) -> None:
    def offers(src: str) -> tuple[Offer, ...]:
        sheet = Offer(f"print/{src}.pdf", "A4", 1, "1 KB", is_booklet=False)
        return (sheet, dataclasses.replace(sheet, is_booklet=True))

    pages = tiny.content.pages
    lists = [src for src, one in pages.items() if one.kind is not None and one.kind.lists_handouts]
    condition, faq = "conditions/samplitis/index.md", "conditions/samplitis/faq.md"
    printed = {src: offers(src) for src in (condition, faq)}
    for src in lists:
        uses = tiny.view(src, printed).page.all_handouts
        assert uses is not None
        assert [one.name for one in uses] == ["talk"]
        groups = uses[0].groups
        assert [one.label for one in groups].count("Booklet") == 1
        assert groups[-1].label == "Booklet"
        assert len(groups) == 3
    assert lists
    assert tiny.view(faq, printed).page.all_handouts is None
