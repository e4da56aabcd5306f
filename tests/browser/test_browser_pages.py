"""The pages of both sites in a real browser: nothing fails, nothing leaves, nothing overflows.

Of the real site one of each look; every one where `PLAINLEAF_WHOLE` is set, by `make real`.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from conftest import BuiltSite, Witness

Serve = Callable[[BuiltSite], str]
WIDTHS = (320, 360, 768, 1440)
LOADED_FONTS = """document.fonts.ready.then(() => [...document.fonts]
  .filter((font) => font.status === "loaded").map((font) => font.family))"""


def test_opens_from_a_server_without_trouble_and_fits_every_width(
    page: Page, site: BuiltSite, serve: Serve, witness: Witness
) -> None:
    """Below a path of its own; trouble is an error, a failed request or one to elsewhere."""
    base = serve(site)
    too_wide = []
    for path in site.looked_at:
        page.goto(base + path)
        expect(page.locator("h1")).to_be_visible()
        assert "Atkinson" in page.evaluate(LOADED_FONTS), path
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            excess = page.evaluate(
                "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
            )
            if excess > 0:
                too_wide.append(f"{path} at {width}: {excess} px")
    assert too_wide == []
    assert [address for address in witness.asked if not address.startswith(base)] == []


def test_opens_from_a_folder_without_trouble(page: Page, site: BuiltSite, witness: Witness) -> None:
    base = f"{site.folder.as_uri()}/"
    for path in site.looked_at:
        page.goto(base + path)
        expect(page.locator("h1")).to_be_visible()
        assert "Atkinson" in page.evaluate(LOADED_FONTS), path
    # A page of an earlier test may still have asked its server for a picture.
    own = (base, "http://127.0.0.1:")
    assert [address for address in witness.asked if not address.startswith(own)] == []


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


def test_nothing_covers_a_heading_that_a_link_leads_to(
    page: Page, real: BuiltSite, serve: Serve
) -> None:
    covered = {}
    for path in real.looked_at:
        page.goto(serve(real) + path)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            covered[path, width] = page.evaluate(COVERED_HEADINGS)
    assert {where: found for where, found in covered.items() if found} == {}


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
    page = open_context(java_script_enabled=False).new_page()
    text = "main :is(h1, h2, h3, p, li, td, th, dt, dd, figure, .care)"
    # One tab of each set is shown, by its radio button; words and details open when pressed.
    folded = ".tabbed-block *, .words *, details:not([open]) *, .on-paper, .on-paper *, .try *"
    folded += ", .prints *"
    late = ".slip-late"  # only a script can compare its day with the reader's clock
    for path in site.looked_at:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(serve(site) + path)
        for phone in (False, True):
            if phone:
                page.set_viewport_size({"width": 360, "height": 740})
                page.locator(".menu summary").click()
            assert page.evaluate(UNSEEN, f"{text}:not(.toc *, {folded}, {late})") == [], path
            assert page.evaluate(UNSEEN, "header nav a, footer nav a") == [], path
            if page.locator("figure").count():
                assert page.evaluate(SMALLEST_DRAWING) > 150, path
            # What needs JavaScript is not offered.
            assert page.evaluate(SEEN, "[data-search], .needs-js, dialog") == [], path


def test_lost_reader_finds_a_styled_page_at_any_depth(
    page: Page, public: BuiltSite, serve: Serve, witness: Witness
) -> None:
    """At the path of its public address it is as readable as the others, and its links work."""
    base = serve(public)
    page.goto(f"{base}no/such/page.html", wait_until="networkidle")
    expect(page.locator("h1")).to_have_text("This page is not here")
    assert "Atkinson" in page.evaluate(LOADED_FONTS), "The stylesheet was not found"
    assert f"404: {base}no/such/page.html" in witness.trouble
    # Looking for where the site begins, the page also asks the folders that are not there.
    witness.trouble[:] = [
        one for one in witness.trouble if "no/such" not in one and "/no/" not in one
    ]
    page.get_by_role("link", name="Go to the start page").click()
    page.wait_for_url(f"{base}index.html")
