"""Every page of both sites in a real browser: nothing fails, nothing leaves, nothing overflows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from conftest import BuiltSite, Witness

pytestmark = pytest.mark.xdist_group("browser")

Serve = Callable[[BuiltSite], str]
WIDTHS = (320, 360, 768, 1440)
LOADED_FONTS = """document.fonts.ready.then(() => [...document.fonts]
  .filter((font) => font.status === "loaded").map((font) => font.family))"""


def article_pages(site: BuiltSite) -> list[str]:
    """All pages but 404.html, which is only right where its address is known."""
    return [page for page in site.pages if page != "404.html"]


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_opens_without_an_error_or_a_request_to_elsewhere(
    page: Page, site: BuiltSite, serve: Serve, scheme: str, witness: Witness
) -> None:
    base = serve(site) if scheme == "http" else f"{site.folder.as_uri()}/"
    for path in article_pages(site):
        page.goto(base + path)
        expect(page.locator("h1")).to_be_visible()
        assert "Atkinson" in page.evaluate(LOADED_FONTS), path
    assert [address for address in witness.asked if not address.startswith(base)] == []


def test_does_not_scroll_sideways(page: Page, site: BuiltSite, serve: Serve) -> None:
    base = serve(site)
    too_wide = []
    for path in article_pages(site):
        page.goto(base + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            excess = page.evaluate(
                "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
            )
            if excess > 0:
                too_wide.append(f"{path} at {width}: {excess} px")
    assert too_wide == []


# Goes to each heading as a link does, and returns those that cannot be seen then.
COVERED_HEADINGS = """() => {
  const covered = [];
  for (const heading of document.querySelectorAll("main :is(h2, h3, h4)[id]")) {
    location.hash = "#" + heading.id;
    if (!heading.checkVisibility()) continue;
    const words = document.createRange();
    words.selectNodeContents(heading);
    const line = words.getClientRects()[0];
    const hit = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
    if (line.top < 0 || line.bottom > innerHeight || !heading.contains(hit))
      covered.push(heading.id + " at " + Math.round(line.top));
  }
  return covered;
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_covers_a_heading_that_a_link_leads_to(
    page: Page, real: BuiltSite, serve: Serve, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="reduce")  # scrolling then takes no time
    covered = {}
    for path in article_pages(real):
        page.goto(serve(real) + path)
        covered[path] = page.evaluate(COVERED_HEADINGS)
    assert {path: found for path, found in covered.items() if found} == {}


# The parts of a page that cannot be seen, of those that a selector names.
UNSEEN = """(selector) => [...document.querySelectorAll(selector)]
  .filter((part) => !part.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((part) => part.outerHTML.slice(0, 120))"""
SEEN = UNSEEN.replace("!part.", "part.")
SMALLEST_DRAWING = """Math.min(...[...document.querySelectorAll("figure svg[role=img]")]
  .flatMap((part) => [part.getBoundingClientRect().width, part.getBoundingClientRect().height]))"""


def test_reads_without_javascript(
    open_context: Callable[..., BrowserContext], site: BuiltSite, serve: Serve
) -> None:
    wide = open_context(java_script_enabled=False).new_page()
    phone = open_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}
    ).new_page()
    for path in article_pages(site):
        wide.goto(serve(site) + path)
        phone.goto(serve(site) + path)
        phone.locator(".menu summary").click()
        for view in (wide, phone):
            text = "main :is(h1, h2, h3, p, li, td, th, dt, dd, figure, .care)"
            behind_tabs = ".tabbed-block *"  # one tab of each set is shown, by its radio button
            unseen = view.evaluate(UNSEEN, f"{text}:not(.toc *, {behind_tabs})")
            assert unseen == [], path
            assert view.evaluate(UNSEEN, "header nav a, footer nav a") == [], path
            if view.locator("figure").count():
                assert view.evaluate(SMALLEST_DRAWING) > 150, path
            # What needs JavaScript is not offered.
            assert view.evaluate(SEEN, "[data-search], .needs-js, dialog") == [], path


def test_lost_reader_finds_a_styled_page_at_any_depth(
    page: Page, public: BuiltSite, serve: Serve, witness: Witness
) -> None:
    """At its public address. Its links work there, and it is as readable as the others."""
    base = serve(public)
    page.goto(f"{base}no/such/page.html")
    expect(page.locator("h1")).to_have_text("This page is not here")
    assert "Atkinson" in page.evaluate(LOADED_FONTS), "The stylesheet was not found"
    assert f"404: {base}no/such/page.html" in witness.trouble
    witness.trouble[:] = [one for one in witness.trouble if "no/such/page.html" not in one]
    page.get_by_role("link", name="Go to the start page").click()
    page.wait_for_url(f"{base}index.html")
