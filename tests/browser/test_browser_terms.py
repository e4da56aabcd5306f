"""Terms in the text: what opens, where, and how it closes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from conftest import BuiltSite
from search_files import read_texts

Serve = Callable[[BuiltSite], str]
CONDITION = "conditions/samplitis/index.html"
TERM = "word-samplitis"
POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; media-src 'self'"


def first(page: Page, term: str = TERM) -> tuple[Locator, Locator]:
    """The first control of a term, and what it opens."""
    control = f"button.term:is([data-opens={term}], [popovertarget={term}])"
    return page.locator(control).first, page.locator(f"#{term}")


def test_opens_and_closes_by_keyboard(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + CONDITION)
    control, word = first(page)
    control.focus()
    expect(word).to_be_hidden()
    page.keyboard.press("Enter")
    expect(word).to_be_visible()
    expect(control).to_be_focused()
    expect(word).to_contain_text("sam-PLY-tis")
    expect(word).to_contain_text("A made-up condition")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="See “samplitis” in the glossary")).to_be_focused()
    page.keyboard.press("Escape")
    expect(word).to_be_hidden()
    expect(control).to_be_focused()
    page.keyboard.press("Space")
    expect(word).to_be_visible()
    page.keyboard.press("Escape")
    expect(control).to_be_focused()


def test_its_link_leads_to_the_glossary_entry(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + CONDITION)
    control, word = first(page)
    control.click()
    word.get_by_role("link").click()
    page.wait_for_url(f"{serve(tiny)}glossary.html#samplitis")
    expect(page.locator("h3#samplitis")).to_be_in_viewport()


def test_a_listener_hears_what_the_button_is_and_what_opens(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + CONDITION)
    control, word = first(page)
    expect(control).to_have_accessible_name("Samplitis")
    expect(control).to_have_accessible_description("What this word means")
    expect(control).to_have_role("button")
    control.click()
    expect(word).to_have_accessible_name("samplitis")
    expect(page.locator("[aria-live=polite]").locator(word)).to_be_visible()
    expect(page.get_by_role("button", name="Close")).to_be_visible()


# What a control and the open definition are to each other, in pixels.
PLACES = """([control, word]) => {
  const [a, b] = [control, word].map((part) => part.getBoundingClientRect());
  const gaps = [b.top - a.bottom, a.top - b.bottom];
  return { gap: Math.max(...gaps),
           inside: b.left >= 0 && b.right <= innerWidth && b.top >= 0 && b.bottom <= innerHeight,
           toFoot: innerHeight - b.bottom, width: b.width };
}"""


def test_opens_beside_the_word_that_was_pressed(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    """The same definition may belong to several words; a click elsewhere closes it."""
    page.goto(serve(tiny) + CONDITION)
    controls = page.locator("button.term").all()
    assert len(controls) > 2
    for control in controls:
        word = page.locator(f"#{control.get_attribute('data-opens')}")
        control.click()
        place = page.evaluate(PLACES, [control.element_handle(), word.element_handle()])
        assert place["gap"] < 12, place
        assert place["inside"], place
        page.mouse.click(5, 5)
        expect(word).to_be_hidden()


def test_opens_at_the_foot_of_a_phone_by_touch(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve
) -> None:
    phone = open_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    page.goto(serve(tiny) + CONDITION)
    control, word = first(page)
    control.tap()
    expect(word).to_be_visible()
    place = page.evaluate(PLACES, [control.element_handle(), word.element_handle()])
    assert (place["toFoot"], place["width"]) == (0, 360)
    word.get_by_role("button", name="Close").tap()
    expect(word).to_be_hidden()


def test_works_without_javascript_under_a_strict_policy(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve
) -> None:
    page = open_context(java_script_enabled=False).new_page()

    def with_policy(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": POLICY}
        route.fulfill(response=response, headers=headers)

    page.route(f"{serve(tiny)}**/*.html", with_policy)
    page.goto(serve(tiny) + CONDITION)
    control, word = first(page)
    control.focus()
    page.keyboard.press("Enter")
    expect(word).to_be_visible()
    page.keyboard.press("Escape")
    expect(word).to_be_hidden()
    page.goto(f"{tiny.folder.as_uri()}/{CONDITION}")
    control, word = first(page)
    control.click()
    expect(word).to_be_visible()


def test_a_browser_without_popovers_goes_to_the_list_of_words(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve
) -> None:
    """The list itself is the definitions as such a browser shows them."""
    context = open_context()
    context.add_init_script("delete HTMLElement.prototype.popover")
    page = context.new_page()
    page.goto(serve(tiny) + CONDITION)
    first(page)[0].click()
    page.wait_for_url(f"{serve(tiny)}{CONDITION}#{TERM}")


# Definitions that leave the window, and lines that begin with the punctuation behind a term.
OUTSIDE = """() => [...document.querySelectorAll("button.term")].filter((control) => {
  control.scrollIntoView({ block: "center" });
  control.click();
  const word = document.getElementById(control.getAttribute("popovertarget"));
  const box = word.getBoundingClientRect();
  word.hidePopover();
  const across = box.left >= 0 && box.right <= innerWidth;
  const fits = across && box.top >= 0 && box.bottom <= innerHeight;
  return !box.width || !fits;
}).map((control) => control.textContent)"""
PARTED = """() => [...document.querySelectorAll(".term-k")].filter((kept) => {
  const tops = [...kept.childNodes].flatMap((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].map((line) => line.bottom);
    return lines.length ? [[Math.min(...lines), Math.max(...lines)]] : [];
  });
  const heights = parseFloat(getComputedStyle(kept).lineHeight);
  return tops.some(([low], index) => index && low - tops[index - 1][1] > heights / 2);
}).map((kept) => kept.textContent)"""


def test_every_definition_fits_the_window_and_no_line_begins_with_a_period(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    for path in (CONDITION, CONDITION.replace("index", "faq")):
        page.goto(serve(tiny) + path)
        for width in (320, 480, 800, 1280):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate(OUTSIDE) == [], width
            assert page.evaluate(PARTED) == [], width


def test_on_paper_there_are_words_and_no_controls(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + CONDITION)
    page.emulate_media(media="print")
    control, word = first(page)
    expect(word).to_be_hidden()
    expect(page.locator(".words")).to_be_hidden()
    for name, value in (
        ("text-decoration-line", "none"),
        ("background-color", "rgba(0, 0, 0, 0)"),
        ("border-top-width", "0px"),
        ("color", "rgb(0, 0, 0)"),
    ):
        expect(control).to_have_css(name, value)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colors_and_reduced_motion_keep_it_readable(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve, scheme: str
) -> None:
    context = open_context(forced_colors="active", reduced_motion="reduce", color_scheme=scheme)
    page = context.new_page()
    page.goto(serve(tiny) + CONDITION)
    control, word = first(page)
    expect(control).to_have_css("text-decoration-style", "dotted")
    control.click()
    expect(word).to_have_css("border-top-width", "2px")
    expect(word).to_have_css("transition-duration", "0s")


def test_definitions_stay_out_of_the_search_index(tiny: BuiltSite) -> None:
    found = read_texts(tiny.folder)
    pages = [page for page in found if page.startswith(CONDITION)]
    texts = [text for page in pages for _, _, text, _ in found[page]]
    assert any("machine counts" in text for text in texts)
    assert not any("What this word means" in text for text in texts)
    assert not any("A made-up condition in which a person shows" in text for text in texts)
    assert not any("popovertarget" in text for text in texts)
