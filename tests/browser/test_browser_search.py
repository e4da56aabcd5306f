"""Search as readers use it: over HTTP, with a mouse, with a keyboard."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import SUB_PATH, BuiltSite, Witness

pytestmark = pytest.mark.xdist_group("browser")

Serve = Callable[[BuiltSite], str]
CONDITION = "conditions/extramedullary-hematopoiesis/index.html"
FAQ = "conditions/extramedullary-hematopoiesis/faq.html"
START = "cases/fever-and-a-chest-finding/index.html"

# What a reader types, the page that must be among the first three, and a heading offered there.
WANTED = {
    "spleen": (CONDITION, ""),
    "EMH": (CONDITION, ""),
    "thalassemia": ("glossary.html", ""),
    "is it cancer": (FAQ, "is-emh-cancerous"),
    "spinal cord": (CONDITION, ""),
}


def results(page: Page) -> Locator:
    """The pages found, best first."""
    return page.locator(".search-l > li")


def path_of(address: str | None) -> str:
    """A result's page, as a path inside the site."""
    return urlsplit(address or "").path.removeprefix(SUB_PATH)


def type_and_wait(page: Page, words: str) -> None:
    """Type into the open search and wait for what it finds."""
    page.keyboard.type(words)
    expect(results(page).first).to_be_visible()
    expect(page.locator(".search-m")).to_contain_text("found")


@pytest.mark.parametrize("words", WANTED)
def test_finds_the_right_page_by_mouse(
    page: Page, real: BuiltSite, serve: Serve, words: str
) -> None:
    wanted, heading = WANTED[words]
    page.goto(serve(real) + START)
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_label("Search this site")).to_be_focused()
    type_and_wait(page, words)

    links = [result.locator("a").first for result in results(page).all()[:3]]
    found = [path_of(link.get_attribute("href")) for link in links]
    assert wanted in found
    result = results(page).nth(found.index(wanted))
    offered = [link.get_attribute("href") or "" for link in result.locator("a").all()]
    assert any(urlsplit(one).fragment == heading for one in offered)

    result.locator(f'a[href$="{wanted}{f"#{heading}" if heading else ""}"]').first.click()
    page.wait_for_url(lambda url: path_of(url) == wanted)
    expect(page.locator("dialog.search")).to_be_hidden()
    if heading:
        expect(page.locator(f"[id='{heading}']")).to_be_in_viewport()


def test_opens_a_result_by_keyboard(page: Page, real: BuiltSite, serve: Serve) -> None:
    page.goto(serve(real) + START)
    page.get_by_role("button", name="Search").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Search this site")).to_be_focused()
    type_and_wait(page, "is it cancer")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.search-l a')"):
            break
    assert page.evaluate("document.activeElement.getAttribute('href')").endswith(FAQ)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: path_of(url) == FAQ)


def test_escape_closes_and_focus_returns(page: Page, real: BuiltSite, serve: Serve) -> None:
    page.goto(serve(real) + START)
    opener = page.get_by_role("button", name="Search")
    opener.focus()
    page.keyboard.press("Enter")
    type_and_wait(page, "spleen")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(opener).to_be_focused()
    # A second time it is as good as the first.
    page.keyboard.press("Enter")
    expect(page.get_by_label("Search this site")).to_be_focused()
    page.keyboard.press("Control+a")
    type_and_wait(page, "fever")
    page.get_by_role("button", name="Close").click()
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(opener).to_be_focused()


def test_says_when_nothing_is_found(page: Page, real: BuiltSite, serve: Serve) -> None:
    page.goto(serve(real) + START)
    page.get_by_role("button", name="Search").click()
    type_and_wait(page, "spleen")
    page.keyboard.press("Control+a")
    page.keyboard.type("xyzzy")
    expect(page.locator(".search-m")).to_have_text("Nothing found. Try a shorter word.")
    expect(results(page)).to_have_count(0)


def test_loads_nothing_before_it_is_opened(
    page: Page, real: BuiltSite, serve: Serve, witness: Witness
) -> None:
    page.goto(serve(real) + START)
    page.wait_for_load_state("networkidle")
    assert [one for one in witness.asked if "bundle" in one or "search" in one] == []


def test_letters_are_no_shortcuts(page: Page, real: BuiltSite, serve: Serve) -> None:
    """Neither before nor after search was used (WCAG 2.1.4)."""
    page.goto(serve(real) + CONDITION)
    page.get_by_role("button", name="Search").click()
    type_and_wait(page, "spleen")
    page.keyboard.press("Escape")
    address = page.url
    for letter in "fsnp.,/":
        page.keyboard.press(letter)
    expect(page.locator("dialog.search")).to_be_hidden()
    assert page.url == address


def test_from_a_file_it_says_why_it_cannot_search(page: Page, real: BuiltSite) -> None:
    page.goto((real.folder / START).as_uri())
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".search-x")).to_contain_text("It cannot work in a page opened as a file.")
    page.locator(".search-x a").click()
    expect(page.locator("h1")).to_have_text("Glossary")
