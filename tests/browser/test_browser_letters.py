"""Letters one and a half times and twice as large on a phone, and words that stay in one piece."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from conftest import BuiltSite

Serve = Callable[[BuiltSite], str]
WIDTHS = (320, 360, 412)
UNFOLD = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
TOO_WIDE = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
# Words of what must stay whole that stand on two lines, and the part that they stand in.
TORN = """(selector) => [...document.querySelectorAll(selector)].flatMap((part) => {
  if (!part.checkVisibility() || part.closest(".vh")) return [];
  const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), torn = [];
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    for (const word of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].filter((box) => box.width > 1)
        .map((box) => Math.round(box.top)));
      if (tops.size > 1) torn.push(`${part.tagName} ${word[0]}`);
    }
  }
  return torn;
})"""
WHOLE = "th, .cite, .term, .care-l, .abbr, .chip, .say, h1, h2, h3, .tabs a, .door h2, .guide a"


@pytest.mark.parametrize("letters", [24, 32], ids=["150 %", "200 %"])
def test_larger_letters_need_no_sideways_scrolling_on_a_phone(
    page: Page, site: BuiltSite, serve: Serve, letters: int
) -> None:
    """Every page, with all that folds open."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": letters, "fixed": letters - 6}})
    wide = {}
    for path in site.pages:
        page.goto("about:blank")
        page.goto(serve(site) + path)
        page.evaluate(UNFOLD)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 740})
            wide[path, width] = page.evaluate(TOO_WIDE)
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    devtools.detach()
    assert {where: excess for where, excess in wide.items() if excess > 0} == {}


def test_no_word_of_a_heading_a_chip_or_a_term_is_torn(
    page: Page, site: BuiltSite, serve: Serve
) -> None:
    torn = {}
    for path in site.pages:
        page.goto("about:blank")
        page.goto(serve(site) + path)
        for width in (320, 360):
            page.set_viewport_size({"width": width, "height": 740})
            torn[path, width] = page.evaluate(TORN, WHOLE)
    assert {where: found for where, found in torn.items() if found} == {}


def test_strip_and_header_leave_a_phones_screen_to_the_page(
    page: Page, site: BuiltSite, serve: Serve
) -> None:
    """In one line each as far as they go: at most 120 of 740 pixels."""
    page.set_viewport_size({"width": 360, "height": 740})
    high = {}
    for path in site.pages:
        page.goto(serve(site) + path)
        tops = page.locator(".head-in > *:visible, .menu > summary").evaluate_all(
            "(all) => all.map((one) => Math.round(one.getBoundingClientRect().bottom))"
        )
        height = page.locator(".head").evaluate("(one) => one.offsetHeight")
        high[path] = (height, len(set(tops)))
    assert {path: found for path, found in high.items() if found[0] > 120 or found[1] > 1} == {}


def test_numbers_of_the_strip_can_be_dialed(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(serve(tiny) + "glossary.html")
    addresses = page.locator(".sos a[href^='tel:']").evaluate_all(
        "(all) => all.map((one) => [one.getAttribute('href'), one.textContent])"
    )
    assert len(addresses) >= 2
    assert all(to.removeprefix("tel:") in said.replace(" ", "") for to, said in addresses)


def test_the_key_to_the_respellings_stays_a_table(
    page: Page, real: BuiltSite, serve: Serve
) -> None:
    """Down to 320 pixels; and no row is taller than two lines."""
    page.set_viewport_size({"width": 320, "height": 740})
    page.goto(serve(real) + "pronunciation.html")
    for row in page.locator(".tw-k tbody tr").all():
        tops = row.locator("th, td").evaluate_all(
            "(all) => all.map((one) => Math.round(one.getBoundingClientRect().top))"
        )
        assert len(set(tops)) == 1
    assert page.locator(".tw-k thead th").first.is_visible()
    height = page.locator(".made-pronunciation-key").evaluate("(one) => one.offsetHeight")
    assert height < 8000  # as cards it was 11,000


def test_no_sound_letters_are_read_beside_a_respelling(
    page: Page, site: BuiltSite, serve: Serve
) -> None:
    for path in ("glossary.html", "pronunciation.html"):
        page.goto(serve(site) + path)
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        heard = " ".join(
            str(node.get("name", {}).get("value", "")) for node in tree if not node["ignored"]
        )
        assert page.locator(".ipa").count() > 0
        assert not set("ˈˌəɪʊɛɔæ") & set(heard), path
