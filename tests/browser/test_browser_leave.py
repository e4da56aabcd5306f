"""Leaving and coming back: Back closes what is open, ways back, the place, what is passed on."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from conftest import BuiltSite

Serve = Callable[[BuiltSite], str]
OpenContext = Callable[..., BrowserContext]
CONDITION = "conditions/samplitis/index.html"
CASE = "cases/itching-after-a-walk/index.html"
PHONE = {"width": 360, "height": 740}
PICTURE = "about/index.html"


def on_phone(open_context: OpenContext, **settings: object) -> Page:
    """A page that is touched."""
    return open_context(viewport=PHONE, has_touch=True, is_mobile=True, **settings).new_page()


def come(page: Page, address: str) -> None:
    """Open a page from another one, to which a Back too many would lead."""
    page.goto("about:blank")
    page.goto(address)


# --- Back closes what is open (a finger, then the phone's Back) ---

OPENED = {
    "menu": (CONDITION, ".menu summary", ".menu nav a >> nth=0"),
    "search": (CONDITION, ".head [data-search]", "dialog.search"),
    "term": (CONDITION, "button.term", ".word:popover-open"),
    "source": (CONDITION, ".prose a.cite", ".word:popover-open"),
    "heading": (CONDITION, "a.here", ".pass:popover-open"),
    "picture": (PICTURE, "a.glightbox", "#glightbox-body .gclose"),
    "figure": (f"{CASE}#revealed", "text=Enlarge", "#glightbox-body .gclose"),
}


@pytest.mark.parametrize("name", OPENED)
def test_back_closes_what_lies_over_the_page(
    open_context: OpenContext, tiny: BuiltSite, serve: Serve, name: str
) -> None:
    """And the next Back leaves the page: nothing else was put between."""
    path, opener, shown = OPENED[name]
    page = on_phone(open_context)
    come(page, serve(tiny) + path)
    address = page.url
    page.locator(opener).first.tap()
    expect(page.locator(shown)).to_be_visible()
    page.go_back()
    expect(page.locator(shown)).to_be_hidden()
    assert page.url.partition("#")[0] == address.partition("#")[0]
    page.go_back()
    page.wait_for_url("about:blank")


def test_what_is_closed_otherwise_leaves_no_step_behind(
    open_context: OpenContext, tiny: BuiltSite, serve: Serve
) -> None:
    page = on_phone(open_context)
    come(page, serve(tiny) + CONDITION)
    word = page.locator(".word:popover-open")
    for _ in range(2):
        page.locator("button.term").first.tap()
        expect(word).to_be_visible()
        word.locator(".word-x").tap()
        expect(word).to_have_count(0)
        page.wait_for_function("() => !history.state?.layer")
    # One word in place of another is still one step.
    for place in (0, 1):
        page.locator("button.term").nth(place).evaluate("(one) => one.click()")
        expect(word).to_have_count(1)
    page.go_back()
    expect(word).to_have_count(0)
    page.go_back()
    page.wait_for_url("about:blank")


@pytest.mark.parametrize("way", ["Back", "Escape"])
def test_the_focus_stays_on_a_page_that_was_opened_at_a_part(
    open_context: OpenContext, tiny: BuiltSite, serve: Serve, way: str
) -> None:
    """Once the browser has gone back there, it takes the focus away."""
    page = on_phone(open_context)
    page.goto(f"{serve(tiny)}{CONDITION}#causes")
    control = page.locator("button.term").first
    control.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".word:popover-open")).to_be_visible()
    if way == "Back":
        page.go_back()
    else:
        page.keyboard.press("Escape")
    expect(page.locator(".word:popover-open")).to_have_count(0)
    page.wait_for_function("() => !history.state?.layer")
    expect(control).to_be_focused()


@pytest.mark.parametrize("name", ["menu", "term"])
def test_a_link_in_what_is_open_leads_on_and_back_to_the_page(
    open_context: OpenContext, tiny: BuiltSite, serve: Serve, name: str
) -> None:
    path, opener, shown = OPENED[name]
    page = on_phone(open_context)
    come(page, serve(tiny) + path)
    page.locator(opener).first.tap()
    expect(page.locator(shown)).to_be_visible()
    link = page.locator(".menu nav a" if name == "menu" else ".word:popover-open a")
    link.filter(has_text="lossary").first.tap()
    page.wait_for_url("**/glossary.html*")
    page.go_back()
    page.wait_for_url(f"**/{path}")
    expect(page.locator(shown)).to_be_hidden()
    page.go_back()
    page.wait_for_url("about:blank")


# --- the way back ---


def scroll(page: Page, top: float) -> None:
    """Scroll as a finger does, and let the page hear of it."""
    page.evaluate("(top) => scrollTo({ top, behavior: 'instant' })", top)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")


def test_a_way_back_comes_when_scrolling_up(
    open_context: OpenContext, tiny: BuiltSite, serve: Serve
) -> None:
    page = on_phone(open_context)
    page.goto(serve(tiny) + CONDITION)
    bar = page.locator(".leave")
    for top, seen in ((2000, False), (1900, True), (2100, False), (2000, True)):
        scroll(page, top)
        expect(bar).to_be_visible() if seen else expect(bar).to_be_hidden()
    bar.get_by_role("link", name="Contents").tap()
    expect(page.locator("#contents summary")).to_be_in_viewport()
    expect(page.locator(".toc a").first).to_be_visible()
    scroll(page, 2000)
    scroll(page, 1900)
    bar.get_by_role("button", name="Search").tap()
    expect(page.locator("dialog.search")).to_be_visible()


def test_the_way_back_never_lies_over_what_the_keyboard_has_reached(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(tiny) + CONDITION)
    scroll(page, 2500)
    scroll(page, 2400)
    expect(page.locator(".leave")).to_be_visible()
    page.locator(".prose a.here").nth(3).evaluate("(one) => one.focus({ focusVisible: true })")
    expect(page.locator(".leave")).to_be_hidden()
    for _ in range(3):  # the page scrolls up with it
        page.keyboard.press("Shift+Tab")
        expect(page.locator(".leave")).to_be_hidden()


# --- the place ---


def test_the_place_is_kept_for_the_next_visit(
    open_context: OpenContext, tiny: BuiltSite, serve: Serve
) -> None:
    page = on_phone(open_context)
    page.goto(serve(tiny) + CONDITION)
    heading = page.locator(".prose > h2").nth(5)
    heading.evaluate("(one) => one.scrollIntoView({ behavior: 'instant' })")
    words = heading.text_content() or ""
    page.goto(serve(tiny) + "glossary.html")
    page.goto(serve(tiny) + CONDITION)
    offer = page.locator(".leave-p")
    expect(offer).to_have_text(f"Where you were: {words}")
    assert page.evaluate("scrollY") == 0  # who comes for help is not led elsewhere
    offer.tap()
    expect(heading).to_be_in_viewport()
    # Who comes by a link to a part is where they want to be.
    page.goto("about:blank")
    page.goto(f"{serve(tiny)}{CONDITION}#causes")
    expect(offer).to_be_hidden()


# --- what is passed on ---


def test_a_heading_gives_its_address(
    open_context: OpenContext, tiny: BuiltSite, serve: Serve
) -> None:
    context = open_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(serve(tiny) + CONDITION)
    link = page.locator("h2 > a.here").nth(2)
    name = (link.get_attribute("href") or "")[1:]
    link.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name=f"Link to “{link.text_content()}”")
    expect(card).to_be_visible()
    expect(card.get_by_label("Address")).to_have_value(f"{serve(tiny)}{CONDITION}#{name}")
    card.get_by_role("button", name="Copy link").click()
    expect(card.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{serve(tiny)}{CONDITION}#{name}"
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(link).to_be_focused()


def test_a_copy_passes_on_the_address_of_the_original(
    page: Page, public: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(public) + CONDITION)
    page.locator("a.here").first.click()
    address = page.locator(".pass input").input_value()
    assert address.startswith(f"https://leaf.example/health/{CONDITION}#")


def test_the_systems_sheet_gets_the_address_where_there_is_one(
    open_context: OpenContext, tiny: BuiltSite, serve: Serve
) -> None:
    page = on_phone(open_context)
    page.add_init_script(
        "navigator.share = (given) => { window.given = given; return Promise.resolve(); };"
    )
    page.goto(serve(tiny) + CONDITION)
    page.locator("a.here").first.tap()
    page.get_by_role("button", name="Share").tap()
    assert page.evaluate("given.url") == page.locator(".pass input").input_value()


def test_without_a_script_a_heading_is_a_link_to_itself(
    open_context: OpenContext, tiny: BuiltSite, serve: Serve
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    for path in (CONDITION, CONDITION.replace("index", "faq"), CASE, "glossary.html"):
        page.goto(serve(tiny) + path)
        link = page.locator("a.here").nth(1)
        heading = page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']")
        # A word's short form stands in its heading, too, behind the link.
        expect(heading).to_have_text(
            re.compile(f"^{re.escape(link.text_content() or '-')}( [A-Z]+)?$")
        )
        link.click()
        assert page.url.endswith(link.get_attribute("href") or "-")
    expect(page.locator(".leave, .pass, .colors").filter(visible=True)).to_have_count(0)


# --- was this clear? ---


def test_what_was_not_clear_can_be_told_without_an_address(
    open_context: OpenContext, tiny: BuiltSite, serve: Serve
) -> None:
    context = open_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(serve(tiny) + CONDITION)
    page.get_by_text("Was this clear?").click()
    message = page.get_by_label("Your message")
    said = message.input_value()
    assert f"Address: {CONDITION}\nVersion: written " in said
    message.press("Control+End")
    message.press_sequentially(" The word itch.")
    page.get_by_role("button", name="Copy the message").click()
    expect(page.locator(".clear [role=status]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "The word itch." in copied
    assert copied.splitlines()[0] == "Page: Samplitis"


def test_what_was_not_clear_is_written_as_mail_where_there_is_an_address(
    page: Page, public: BuiltSite, serve: Serve
) -> None:
    page.goto(serve(public) + CONDITION)
    page.get_by_text("Was this clear?").click()
    mail = page.locator(".clear a[href^=mailto]")
    given = unquote(mail.get_attribute("href") or "")
    assert given.startswith("mailto:editors@leaf.example?subject=About “Samplitis”&body=Page: ")
    page.get_by_label("Your message").fill("Not clear & 100 %")
    mail.evaluate("(one) => { one.addEventListener('click', (e) => e.preventDefault()); }")
    mail.click()
    assert unquote(mail.get_attribute("href") or "").endswith("body=Not clear & 100 %")


# --- from a folder ---


def test_all_of_it_works_from_a_folder(open_context: OpenContext, tiny: BuiltSite) -> None:
    page = on_phone(open_context)
    page.goto((tiny.folder / CONDITION).as_uri())
    page.locator("button.term").first.tap()
    expect(page.locator(".word:popover-open")).to_be_visible()
    page.go_back()
    expect(page.locator(".word:popover-open")).to_have_count(0)
    page.locator("a.here").nth(1).tap()
    expect(page.locator(".pass:popover-open")).to_be_visible()
    assert page.locator(".pass input").input_value().startswith("file:///")
    page.go_back()
    expect(page.locator(".pass:popover-open")).to_have_count(0)
    page.locator(".menu summary").tap()
    page.get_by_label("Colors").select_option("dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
