"""Marks of sources on pages for patients: what opens in place, the way back, the folded list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from conftest import BuiltSite

Serve = Callable[[BuiltSite], str]
CONDITION = "conditions/samplitis/index.html"
PROFESSIONAL = "conditions/samplitis/professional.html"
PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 360, "height": 740}


def first(page: Page) -> tuple[Locator, Locator]:
    """The first mark of the article, and what it opens."""
    return page.locator("article a.cite").first, page.locator(".cited")


@pytest.fixture(params=[PHONE, {"width": 1280, "height": 800}], ids=["phone", "wide"])
def condition(request: pytest.FixtureRequest, page: Page, tiny: BuiltSite, serve: Serve) -> Page:
    """The page of a condition, on a phone and on a wide screen."""
    page.set_viewport_size(request.param)
    page.goto("about:blank")
    page.goto(serve(tiny) + CONDITION)
    return page


def test_a_mark_opens_its_sources_in_place_and_leads_back(condition: Page) -> None:
    mark, card = first(condition)
    mark.scroll_into_view_if_needed()
    before = condition.evaluate("scrollY")
    mark.click()
    expect(card).to_be_visible()
    expect(card).to_be_in_viewport()
    numbers = (mark.text_content() or "").split(", ")
    assert card.locator("li").count() == len(numbers)
    told = condition.locator(f"#source-{numbers[0]} .seen").text_content() or ""
    expect(card.locator("li").first).to_contain_text(told)
    assert card.locator(".back").count() == 0
    condition.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()
    assert condition.evaluate("scrollY") == before
    assert "#source" not in condition.url


def test_the_sources_of_a_paragraph_are_heard_once_at_its_end(condition: Page) -> None:
    marks = condition.locator("p", has_text="In samplitis it makes too many").locator("a.cite")
    assert marks.count() == 2
    expect(marks.first).to_have_attribute("aria-hidden", "true")
    expect(marks.last).to_have_accessible_name("Source 1; Sources 1 and 2")
    card = condition.locator(".cited")
    marks.last.press("Enter")
    expect(card).to_have_accessible_name("Source 1; Sources 1 and 2")
    condition.keyboard.press("Escape")
    marks.first.click()  # a pointer finds each
    expect(card.locator("li")).to_have_count(1)
    condition.keyboard.press("Escape")
    expect(marks.first).to_be_focused()
    expect(marks.first).not_to_have_attribute("aria-hidden", "true")


def test_it_works_by_keyboard(condition: Page) -> None:
    mark, card = first(condition)
    mark.focus()
    condition.keyboard.press("Enter")
    expect(card).to_be_focused()
    expect(card).to_have_role("dialog")
    expect(card).to_have_accessible_name(mark.get_attribute("aria-label") or "?")
    card.get_by_role("button", name="Close").press("Enter")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()


def test_the_list_unfolds_for_a_link_and_leads_back_to_the_mark_that_was_followed(
    condition: Page,
) -> None:
    marks = condition.locator("article a.cite")
    mark = marks.nth(marks.count() - 1)
    mark.click()
    folded = condition.locator("details.srcs")
    expect(folded).not_to_have_attribute("open", "")
    condition.locator(".cited").get_by_role("link", name="See the list of sources").click()
    source = condition.locator(mark.get_attribute("href") or "?")
    expect(source).to_be_in_viewport()
    source.get_by_role("link", name="Back to text", exact=True).click()
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()


def test_an_address_with_a_source_unfolds_the_list(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(f"{serve(tiny)}{CONDITION}#source-2")
    expect(page.locator("#source-2")).to_be_in_viewport()


def test_without_script_a_mark_is_a_link_to_the_list(
    browser: Browser, tiny: BuiltSite, serve: Serve
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(serve(tiny) + CONDITION)
    mark, _ = first(page)
    mark.click()
    expect(page.locator(mark.get_attribute("href") or "?")).to_be_in_viewport()
    page.locator("li:target .back").first.click()
    expect(mark).to_be_in_viewport()
    page.close()


def test_a_mark_says_in_one_name_what_it_stands_for(condition: Page) -> None:
    names = [one.get_attribute("aria-label") for one in condition.locator("a.cite").all()]
    assert "No source yet" in names
    assert any(name and name.startswith("Source") for name in names)


def test_a_finger_finds_a_mark_and_no_line_moves(condition: Page) -> None:
    sizes = condition.evaluate(
        """() => Array.from(document.querySelectorAll("article a.cite"), (mark) => {
          const style = getComputedStyle(mark, "::after");
          return [parseFloat(style.width), parseFloat(style.height)];
        })"""
    )
    assert sizes
    assert all(side >= 44 for size in sizes for side in size)
    heights = (
        """() => Array.from(document.querySelectorAll("article > p"), (p) => p.offsetHeight)"""
    )
    before = condition.evaluate(heights)
    # A sheet of its own: a rule put into the site's would ask for the letters anew.
    condition.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(".cite::after { display: none !important }");
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert condition.evaluate(heights) == before


def test_professionals_keep_the_numbers(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + PROFESSIONAL)
    mark, card = first(page)
    expect(mark).to_have_text("1")
    mark.click()
    expect(page.locator("#source-1")).to_be_in_viewport()
    assert card.count() == 0
    page.locator("#source-1 .back").first.click()
    expect(mark).to_be_focused()


def test_on_paper_the_numbers_are_seen_and_the_list_is_open(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + CONDITION)
    page.emulate_media(media="print")
    mark, _ = first(page)
    shown = mark.locator("span").evaluate("one => getComputedStyle(one).position")
    assert shown == "static"
    assert mark.evaluate("one => getComputedStyle(one).verticalAlign") == "super"
    expect(page.locator("#source-1")).to_be_visible()
    page.emulate_media(media="screen")


def test_what_to_do_in_an_emergency_stands_on_the_first_three_screens_of_a_phone(
    page: Page, real: BuiltSite, serve: Serve
) -> None:
    guides = [
        name
        for name in real.pages
        if real.tree(name).css_first(".k-condition .guide-first") is not None
    ]
    assert guides
    for name in guides:
        page.goto(serve(real) + name)
        for screen in (PHONE, SMALL_PHONE):
            page.set_viewport_size(screen)
            for part in (".key", ".care-now"):
                box = page.locator(part).first.bounding_box()
                assert box is not None
                bottom = box["y"] + box["height"]
                assert bottom <= 3 * screen["height"], (name, screen, part, box)
