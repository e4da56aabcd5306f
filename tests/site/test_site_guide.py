"""A condition as a guide in parts, from its pages to the browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
import yaml
from playwright.sync_api import BrowserContext, Page, expect

from conftest import BuiltSite, make_guide, run_module

Serve = Callable[[BuiltSite], str]
FOLDER = "conditions/samplitis/"
PARTS = (
    *("index", "when-to-get-help", "tests", "treatment", "green-tea", "living", "questions"),
    "faq",
)
PHONE = {"width": 360, "height": 740}


def data(guide: BuiltSite, name: str) -> dict[str, object]:
    """The structured data of a page of the guide."""
    script = guide.tree(f"{FOLDER}{name}.html").css_first('script[type="application/ld+json"]')
    assert script is not None
    found: dict[str, object] = json.loads(script.text())
    return found


def test_every_page_shows_the_whole_guide_and_where_one_is(guide: BuiltSite) -> None:
    for place, name in enumerate(PARTS, 1):
        tree = guide.tree(f"{FOLDER}{name}.html")
        links = tree.css(".guide ol a")
        assert [one.attributes["href"] for one in links] == [f"{part}.html" for part in PARTS]
        current = [one.attributes["href"] for one in tree.css(".guide [aria-current=page]")]
        assert current == [f"{name}.html"]
        summary = tree.css_first(".guide > summary")
        assert summary is not None
        assert summary.text() == f"SMP guide page {place} of {len(PARTS)}"
        assert tree.css_first(".tabs") is None


def test_pages_outside_of_the_guide_do_not_show_its_menu(guide: BuiltSite) -> None:
    shown = {page for page in guide.pages if guide.tree(page).css_first(".guide") is not None}
    assert shown == {f"{FOLDER}{name}.html" for name in (*PARTS, "professional")}


def test_each_part_leads_back_to_the_overview(guide: BuiltSite) -> None:
    for name in (*PARTS, "professional"):
        ways = guide.tree(f"{FOLDER}{name}.html").css(".crumbs a")
        found = [(one.text().strip(), one.attributes["href"]) for one in ways]
        leads = name not in {"index", "professional"}
        assert found == ([("Samplitis", "index.html")] if leads else [])


def test_the_strip_on_top_leads_to_the_list_of_all_emergency_numbers(guide: BuiltSite) -> None:
    numbers = yaml.safe_load((guide.docs / "_data" / "emergency_numbers.yml").read_bytes())
    listed = guide.tree(f"{FOLDER}when-to-get-help.html").css("ul.numbers > li")
    told = [(one.css_first("b").text(), one.css_first(".cites") is not None) for one in listed]
    assert told == [(one["number"], True) for one in numbers]
    for page in guide.pages:
        strip = guide.tree(page).css_first('.sos a:not([href^="tel:"])')
        if strip is not None and page != "404.html":
            address = urljoin(page, strip.attributes["href"] or "")
            assert address == f"{FOLDER}when-to-get-help.html#numbers-to-call", page


def test_each_part_leads_to_the_next(guide: BuiltSite) -> None:
    for before, name, after in zip(("", *PARTS), PARTS, (*PARTS[1:], ""), strict=False):
        tree = guide.tree(f"{FOLDER}{name}.html")
        found = {one.attributes["rel"]: one.attributes["href"] for one in tree.css(".read-on a")}
        wanted = {"prev": before, "next": after}
        assert found == {rel: f"{to}.html" for rel, to in wanted.items() if to}


def test_programs_read_that_a_part_belongs_to_the_guide(guide: BuiltSite) -> None:
    site = {"@type": "WebSite", "name": "Plainleaf"}
    assert data(guide, "index")["isPartOf"] == site
    for name in (*PARTS[1:], "professional"):
        assert data(guide, name)["isPartOf"] == {
            "@type": "MedicalWebPage",
            "name": "Samplitis",
            "isPartOf": site,
        }
        about = data(guide, name)["about"]
        assert isinstance(about, dict)
        assert about["name"] == "Samplitis"


def test_the_emergency_line_leads_to_the_page_of_all_cards(guide: BuiltSite) -> None:
    for page in ("index.html", f"{FOLDER}tests.html", "glossary.html"):
        links = guide.tree(page).css(".sos a")
        link = next(one for one in links if one.text() == "Warning signs")
        to = urljoin(f"/{page}", link.attributes["href"] or "")
        assert to == f"/{FOLDER}when-to-get-help.html#emergency"


def test_old_addresses_lead_to_what_is_there(guide: BuiltSite) -> None:
    main = guide.tree(f"{FOLDER}index.html").css_first("main")
    assert main is not None
    moved = json.loads(main.attributes["data-moved"] or "")
    assert set(moved) == {"treatment", "scan-mass", "card-itch"}
    for address in moved.values():
        page, anchor = urldefrag(address)
        tree = guide.tree(FOLDER + page)
        assert not anchor or tree.css_first(f"#{anchor}") is not None
    others = [page for page in guide.pages if page != f"{FOLDER}index.html"]
    assert not [page for page in others if guide.tree(page).css_first("[data-moved]")]


# --- in a browser ---


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("index.html#treatment", "treatment.html"),
        ("index.html#scan-mass", "tests.html#scan-mass"),
        ("index.html#card-itch", "when-to-get-help.html#card-itch"),
        ("index.html#what-it-is", "index.html#what-it-is"),
        ("index.html#toString", "index.html#toString"),
        ("index.html#%", "index.html#%"),
    ],
)
def test_an_old_link_leads_on(
    page: Page, guide: BuiltSite, serve: Serve, old: str, new: str
) -> None:
    folder = serve(guide) + FOLDER
    page.goto("about:blank")
    page.goto(folder + old)
    expect(page).to_have_url(folder + new)


def test_an_old_link_within_the_page_leads_on(page: Page, guide: BuiltSite, serve: Serve) -> None:
    folder = serve(guide) + FOLDER
    page.goto(f"{folder}index.html")
    page.evaluate("location.hash = 'scan-mass'")
    expect(page).to_have_url(f"{folder}tests.html#scan-mass")


def test_an_old_link_leads_on_in_a_folder(page: Page, guide: BuiltSite) -> None:
    folder = (guide.folder / FOLDER).as_uri()
    page.goto(f"{folder}/index.html#scan-mass")
    expect(page).to_have_url(f"{folder}/tests.html#scan-mass")


def test_on_a_phone_the_menu_is_one_line_that_opens(
    page: Page, guide: BuiltSite, serve: Serve
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{serve(guide)}{FOLDER}tests.html")
    summary = page.locator(".guide > summary")
    expect(summary).to_have_text("SMP guide page 3 of 8")
    expect(page.locator(".guide a").first).to_be_hidden()
    summary.click()
    expect(page.locator(".guide a[aria-current]")).to_have_text("Tests")
    page.get_by_role("link", name="Treatment choices", exact=True).first.click()
    expect(page).to_have_url(f"{serve(guide)}{FOLDER}treatment.html")


def test_on_a_wide_screen_the_menu_stands_open(page: Page, guide: BuiltSite, serve: Serve) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{serve(guide)}{FOLDER}tests.html")
    expect(page.locator(".guide a[aria-current]")).to_be_visible()
    expect(page.locator(".toc a").first).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "wide"])
def test_without_scripts_the_overview_shows_its_parts(
    open_context: Callable[..., BrowserContext],
    guide: BuiltSite,
    serve: Serve,
    size: dict[str, int],
) -> None:
    page = open_context(java_script_enabled=False, viewport=size).new_page()
    page.goto(f"{serve(guide)}{FOLDER}index.html#treatment")
    for name in ("When to get help", "Treatment choices"):
        link = page.locator(".guide").get_by_role("link", name=name, exact=True)
        expect(link).to_be_visible()


# --- commands ---


def test_the_checks_find_nothing_and_the_list_of_addresses_grows(
    make_project: Callable[..., Path],
) -> None:
    project = make_guide(make_project)
    found = run_module("plainleaf", project, "check")
    assert found.stdout == "Nothing to fix.\n"
    file = project / "docs/_data/published.yml"
    before = file.read_text(encoding="utf-8")
    refused = run_module("plainleaf", project, "release")
    assert (refused.returncode, "Run: plainleaf anchors" in refused.stdout) == (1, True)
    first = run_module("plainleaf", project, "anchors")
    assert first.stdout.startswith("Added ")
    assert file.read_text(encoding="utf-8") != before
    again = run_module("plainleaf", project, "anchors")
    assert again.stdout == "docs/_data/published.yml has every address already.\n"
    file.write_text("just words\n", encoding="utf-8")
    broken = run_module("plainleaf", project, "anchors")
    assert (broken.returncode, "cannot be read" in broken.stdout) == (2, True)
    assert file.read_text(encoding="utf-8") == "just words\n"
