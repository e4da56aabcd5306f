"""What readers do on a page: menu, colors, sources, care cards, skip link, paper."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from conftest import BuiltSite

Serve = Callable[[BuiltSite], str]
CONDITION = "conditions/samplitis/index.html"
FAQ = "conditions/samplitis/faq.html"
CASE = "cases/itching-after-a-walk/index.html"
DRAFT = "DRAFT: no clinician has checked this. Not for patients."
PHONE = {"width": 360, "height": 740}


def tab_to(page: Page, selector: str, at_most: int = 12) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def brightness(page: Page, selector: str = "body") -> float:
    """How bright the ground behind an element is, from 0 to 255."""
    color = page.evaluate(
        "selector => getComputedStyle(document.querySelector(selector)).backgroundColor", selector
    )
    numbers = color.partition("(")[2].rstrip(")").split(",")[:3]
    return sum(float(number) for number in numbers) / 3


# --- menu ---


def test_menu_opens_and_closes_by_keyboard_on_a_phone(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(serve(tiny) + CONDITION)
    links = page.locator("header nav a")
    expect(links.first).to_be_hidden()
    tab_to(page, ".menu summary")
    page.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    expect(links.last).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    expect(page.locator(".menu summary")).to_be_focused()

    page.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    for _ in range(links.count() + 2):  # the links, and the colors
        page.keyboard.press("Tab")
    expect(links.first).to_be_hidden()  # it does not lie over what has the focus now


def test_menu_leads_to_a_page_by_keyboard(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.set_viewport_size(PHONE)
    page.goto(serve(tiny) + CONDITION)
    tab_to(page, ".menu summary")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Glossary").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(serve(tiny) + "glossary.html")


def test_menu_stands_open_on_a_wide_screen(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + CONDITION)
    for link in page.locator("header nav a").all():
        expect(link).to_be_visible()
    page.keyboard.press("Escape")
    page.mouse.click(640, 600)
    expect(page.locator("header nav a").first).to_be_visible()


# --- colors ---


def switch_to(page: Page, name: str) -> None:
    """Choose colors at the top."""
    page.get_by_label("Colors").select_option(name)


def test_dark_colors_stay_once_chosen(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + CONDITION)
    assert brightness(page) > 200
    switch_to(page, "dark")
    assert brightness(page) < 60
    page.reload()
    assert brightness(page) < 60
    page.goto(serve(tiny) + "glossary.html")
    assert brightness(page) < 60
    expect(page.get_by_label("Colors")).to_have_value("dark")
    switch_to(page, "")
    page.reload()
    assert brightness(page) > 200


def test_light_colors_can_be_chosen_on_a_dark_device(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve
) -> None:
    page = open_context(color_scheme="dark").new_page()
    page.goto(serve(tiny) + CONDITION)
    assert brightness(page) < 60
    switch_to(page, "light")
    assert brightness(page) > 200
    page.reload()
    assert brightness(page) > 200


# --- sources ---

# Follows each citation to its source, and each source back to the text; returns what is not seen.
LOST_ON_THE_WAY = """() => {
  const lost = [];
  // As without the site's script, which opens the sources in place.
  addEventListener("click", (event) => event.stopImmediatePropagation(), true);
  function follow(link) {
    link.click();
    const target = document.querySelector(link.getAttribute("href"));
    const words = document.createRange();
    words.selectNodeContents(target);
    // Before the number of a citation stands a word for those who hear the page.
    const line = (target.tagName === "A" ? target : words).getClientRects()[0];
    if (target.closest("details:not([open])")) lost.push("folded");
    const hit = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
    const seen = line.top >= 0 && line.bottom <= innerHeight && target.contains(hit);
    if (location.hash !== link.getAttribute("href") || !seen) lost.push(link.getAttribute("href"));
  }
  const first = new Map();
  for (const link of document.querySelectorAll("a.cite"))
    if (!first.has(link.hash)) first.set(link.hash, link);
  for (const link of first.values()) {
    follow(link);
    follow(document.querySelector(link.hash).querySelector("a.back"));
  }
  return [first.size, lost];
}"""


@pytest.mark.parametrize(
    ("path", "width"),
    [
        (CONDITION, 360),
        (CONDITION, 1280),
        (FAQ, 360),
        (f"{CASE}#revealed", 1280),
        ("index.html", 1280),
    ],
)
def test_citation_leads_to_its_source_and_back(
    page: Page, tiny: BuiltSite, serve: Serve, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto("about:blank")  # another #part of the same address would load nothing
    page.goto(serve(tiny) + path)
    count, lost = page.evaluate(LOST_ON_THE_WAY)
    assert count >= 1
    assert lost == []


# --- care cards ---


@pytest.mark.parametrize("width", [360, 1280])
def test_care_cards_are_seen_with_their_level_in_words(
    page: Page, tiny: BuiltSite, serve: Serve, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(serve(tiny) + CONDITION)
    cards = page.locator("section.care").all()
    levels = []
    for card in cards:
        expect(card).to_be_visible()
        level = card.locator(".care-l")
        expect(level).to_be_visible()
        levels.append((level.text_content() or "").strip())
        expect(card.get_by_role("heading", level=3)).to_be_visible()
        for sign in card.locator("li").all():
            expect(sign).to_be_visible()
    assert {"Emergency", "Urgent: today", "Not urgent"} == set(levels)
    for foot in page.locator(".care-now .care-n").all():
        expect(foot).to_be_visible()
        for number in ("911", "112"):
            expect(foot).to_contain_text(number)


def test_emergency_strip_leads_to_the_warning_signs(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + "glossary.html")
    page.get_by_role("link", name="Warning signs").click()
    page.wait_for_url(f"{serve(tiny)}{CONDITION}#when-to-get-help")
    expect(page.locator(".care-now").first).to_be_in_viewport()


# --- skip links ---


def test_skip_links_are_first_and_lead_to_warning_signs_or_past_the_header(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + CONDITION)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".care-now").first).to_be_in_viewport()
    page.goto(serve(tiny) + CONDITION.replace("index", "faq"))
    for _ in range(2):
        page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


# --- paper ---


def test_print_shows_what_a_reader_needs_on_paper(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + CONDITION)
    page.emulate_media(media="print")
    for selector in (
        ".slip",
        ".care-now",
        ".care-n",
        ".key",
        "ol.sources",
        "figure svg",
        ".imprint",
    ):
        expect(page.locator(selector).filter(visible=False)).to_have_count(0)
    for selector in ("header nav", "footer nav", ".toc", ".skip", "[data-search]", "a.back"):
        expect(page.locator(selector).filter(visible=True)).to_have_count(0)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_every_printed_sheet_says_who_has_checked_it_what_it_is_and_its_number(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    for path in (CONDITION, CASE):
        page.goto(serve(tiny) + path)
        title = page.locator("h1").first.evaluate("one => one.firstChild.textContent.trim()")
        sheets = sheets_of(page.pdf(prefer_css_page_size=True))
        assert len(sheets) > 2
        for number, sheet in enumerate(sheets, start=1):
            assert sheet.startswith(
                f"DRAFT: no clinician has checked this. Not for patients. {title}"
            )
            assert "Written November 21, 2026" in sheet
            assert sheet.endswith(f"Page {number} of {len(sheets)}")
    question = page.locator(".quiz-q").first.inner_text()
    choices = page.locator(".quiz").first.locator("summary").all_inner_texts()
    asked = next(one for one in sheets if question in one)
    # What follows tells the answer, and stands on the next sheet.
    assert [one for one in choices if one not in asked] == []
    assert len(asked.rpartition(choices[-1])[2]) < len(" Page 10 of 10")


def sheets_of(data: bytes) -> list[str]:
    """The words of each sheet of a PDF."""
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return [" ".join(one.split()) for one in done.stdout.decode().split("\f")[:-1]]


def test_prints_black_on_white_from_dark_colors(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + CONDITION)
    switch_to(page, "dark")
    page.emulate_media(media="print")
    assert brightness(page) == 255
    ink = page.evaluate("getComputedStyle(document.querySelector('article p')).color")
    assert ink == "rgb(0, 0, 0)"


def test_prints_what_is_behind_tabs(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + "about/index.html")
    second = page.get_by_text("What stands in the second tab.")
    expect(second).to_be_hidden()
    page.get_by_text("Second tab", exact=True).click()
    expect(second).to_be_visible()
    page.emulate_media(media="print")
    for text in ("first", "second"):
        expect(page.get_by_text(f"What stands in the {text} tab.")).to_be_visible()


def test_printed_files_are_offered_by_keyboard_and_by_mouse(
    page: Page, public: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(public) + FAQ)
    offer, links = page.locator(".prints > summary"), page.locator(".prints a")
    expect(links.first).to_be_hidden()
    offer.focus()
    page.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    # It lies over the page, and not the page over it.
    # In the window first: nothing is found at a point that lies below it.
    covered = page.evaluate("""() => [...document.querySelectorAll(".prints a")].filter((link) => {
      link.scrollIntoView({ block: "center", behavior: "instant" });
      const { x, y } = link.getBoundingClientRect();
      return document.elementFromPoint(x + 2, y + 2) !== link;
    }).length""")
    assert covered == 0
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    expect(offer).to_be_focused()
    offer.click()
    page.locator("h1").click()
    expect(links.first).to_be_hidden()


def test_a_readers_own_print_shows_where_links_lead(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + CASE)
    page.emulate_media(media="print")
    shown = page.evaluate("""() => [...document.querySelectorAll(".prose a[href^=http]")].map(
      (link) => [!!link.closest(".sources"), getComputedStyle(link, "::after").content])""")
    assert {in_sources for in_sources, _ in shown} == {True, False}
    assert all((words == "none") == in_sources for in_sources, words in shown), shown
    expect(page.locator(".prints")).to_be_hidden()


# --- there and back ---


def test_each_question_has_an_address_and_back_leads_to_the_list(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + FAQ)
    links = page.locator(".faq-list a")
    ids = [str(one).lstrip("#") for one in links.evaluate_all("(all) => all.map((a) => a.hash)")]
    assert ids == page.locator(".prose > h3").evaluate_all("(all) => all.map((one) => one.id)")
    links.nth(7).click()
    expect(page.locator(f"h3#{ids[7]}")).to_be_in_viewport()
    page.go_back()
    expect(links.nth(7)).to_be_in_viewport()
    page.goto("about:blank")
    page.goto(f"{serve(tiny)}{FAQ}#{ids[-1]}")
    expect(page.locator(f"h3#{ids[-1]}")).to_be_in_viewport()


def test_back_leads_to_where_a_word_was_looked_up(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + CONDITION)
    term = page.locator("button.term").last
    term.click()
    page.locator(".word:popover-open a").click()
    page.wait_for_url("**/glossary.html#*")
    page.go_back()
    page.wait_for_url(f"**/{CONDITION}")
    expect(term).to_be_in_viewport()


def test_back_from_what_search_found_leads_to_a_page_that_works(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + FAQ)
    search = page.get_by_role("button", name="Search")
    search.click()
    page.keyboard.type("sampler")
    page.locator(".search-l a").first.click()
    page.wait_for_url(lambda address: "faq.html" not in address)
    page.go_back()
    page.wait_for_url("**/faq.html")
    if page.locator("dialog.search").is_visible():
        page.keyboard.press("Escape")
    page.locator(".faq-list a").first.click()
    expect(page.locator(".prose > h3").first).to_be_in_viewport()


# --- pictures ---


def test_picture_opens_large_and_closes_by_keyboard(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + "about/index.html")
    page.locator("a.glightbox").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".glightbox-container img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".glightbox-container")).to_have_count(0)
