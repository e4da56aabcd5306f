"""What no scanner sees: keys, focus, sizes, spacing, forced colors, and pages without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from conftest import BuiltSite

Serve = Callable[[BuiltSite], str]
CONDITION = "conditions/samplitis/index.html"
CASE = "cases/itching-after-a-walk/index.html"
PHONE = {"width": 360, "height": 740}
ONE_OF_EACH = (
    *("index.html", CONDITION, CONDITION.replace("index", "faq"), "glossary.html"),
    *(CONDITION.replace("index", "professional"), f"{CASE}#revealed", "pages.html"),
    *("pronunciation.html", "about/index.html", "404.html"),
)
CAN_HAVE_FOCUS = (
    "a[href], button, input, select, textarea, summary, audio[controls], [tabindex='0']"
)


def visit(page: Page, address: str) -> None:
    """Open a page; from another one, because another #part of the same would load nothing."""
    page.goto("about:blank")
    page.goto(address)


# --- menu ---


def test_a_closed_menu_takes_no_focus(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.set_viewport_size(PHONE)
    visit(page, serve(tiny) + CONDITION)
    expect(page.locator(".menu nav a").first).to_be_hidden()
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.menu nav') === null")
    assert page.locator(".menu summary").evaluate("one => one.tabIndex") == 0


# --- focus ---

# Goes through all that can have the focus as Tab does; returns what then is not seen, and what
# looks no different from before.
WALK = """(selector) => {
  const look = (style) => [style.outlineStyle, style.outlineWidth, style.boxShadow,
    style.stroke, style.fill, style.backgroundColor].join();
  const name = (part) => part.outerHTML.slice(0, 90);
  const hidden = [], unmarked = [];
  const stops = [...document.querySelectorAll(selector)]
    .filter((part) => part.tabIndex >= 0 && !part.disabled && part.checkVisibility());
  // A radio button and a box that is not shown lend their mark to what stands for them.
  const marked = (part) => [part, ...(part.querySelectorAll("*")), part.nextElementSibling,
    part.closest(".tabbed-set")?.querySelector(".tabbed-labels")].filter(Boolean);
  for (const part of stops) {
    const before = marked(part).map((one) => look(getComputedStyle(one)));
    part.focus({ focusVisible: true });
    const after = marked(part).map((one) => look(getComputedStyle(one)));
    if (before.join() === after.join()) unmarked.push(name(part));
    if (part !== document.activeElement) { hidden.push("no focus: " + name(part)); continue; }
    // What of a mark is filled, and what stands for a radio button.
    const shown = part.querySelector(".chip, .tip") || part.labels?.[0] || part;
    const boxes = [...shown.getClientRects()].filter((box) => box.width && box.height);
    const seen = boxes.some((box) => {
      const x = box.left + box.width / 2, y = box.top + box.height / 2;
      const hit = document.elementFromPoint(x, y);
      return hit && (part.contains(hit) || hit.contains(part)
        || part.closest("label")?.contains(hit) || part.labels?.[0]?.contains(hit));
    });
    if (!seen) hidden.push(name(part));
  }
  return [stops.length, hidden, unmarked];
}"""


@pytest.mark.parametrize("colors", ["light", "dark", "forced"])
def test_every_stop_of_the_keyboard_is_seen_and_marked(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve, colors: str
) -> None:
    """Nothing lies over it (WCAG 2.4.11), and it looks different from before (2.4.7)."""
    forced = {"forced_colors": "active"} if colors == "forced" else {"color_scheme": colors}
    page = open_context(reduced_motion="reduce", **forced).new_page()
    wrong = {}
    richest = (CONDITION, f"{CASE}#revealed", "index.html")
    for path in ONE_OF_EACH if colors == "light" else richest:
        visit(page, serve(tiny) + path)
        for width in (1280, 360) if colors == "light" and path in richest else (1280,):
            page.set_viewport_size({"width": width, "height": 800})
            count, *found = page.evaluate(WALK, CAN_HAVE_FOCUS)
            assert count > 8, path
            wrong[path, width] = found
    assert {where: found for where, found in wrong.items() if any(found)} == {}


# --- escape ---


def test_escape_closes_whatever_is_open(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    """And the focus is where it was; the menu, search and figures have tests of their own."""
    visit(page, serve(tiny) + CONDITION)
    term = page.locator("button.term").first
    term.press("Enter")
    expect(page.locator(".word:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".word:popover-open")).to_have_count(0)
    expect(term).to_be_focused()

    visit(page, serve(tiny) + "about/index.html")
    link = page.locator("a.glightbox")
    link.press("Enter")
    view = page.get_by_role("dialog", name="A green square with a lighter square in it., enlarged")
    expect(view.get_by_role("button", name="Close")).to_be_focused()
    for key in ("Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.closest('#glightbox-body') !== null"), key
    page.keyboard.press("Escape")
    expect(view).to_have_count(0)
    expect(link).to_be_focused()


# --- sizes (WCAG 2.5.8) ---

# Targets under 24 px in one way, without a circle of that size around them that no other reaches.
# Links in a line of text are left out, as the criterion has it.
SMALL = """(selector) => {
  const inline = (part) => getComputedStyle(part).display === "inline"
    && part.closest("p, li, td, dd, dt, h3");
  const targets = [...document.querySelectorAll(selector)]
    .filter((part) => !part.disabled && part.checkVisibility({ visibilityProperty: true }))
    .map((part) => ({ part, box: (part.labels?.[0] || part).getBoundingClientRect() }))
    .filter(({ box }) => box.width > 1 && box.height > 1);
  const middle = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  return targets.filter(({ part, box }) => {
    if ((box.width >= 24 && box.height >= 24) || inline(part)) return false;
    const [x, y] = middle(box);
    return targets.some((other) => {
      if (part.contains(other.part) || other.part.contains(part)) return false;
      const dx = Math.max(other.box.left - x, 0, x - other.box.right);
      const dy = Math.max(other.box.top - y, 0, y - other.box.bottom);
      return Math.hypot(dx, dy) < 12;
    });
  }).map(({ part, box }) =>
    `${Math.round(box.width)}x${Math.round(box.height)} ${part.outerHTML.slice(0, 90)}`);
}"""


def test_every_target_is_large_enough_or_stands_apart(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    small = {}
    for path in ONE_OF_EACH:
        visit(page, serve(tiny) + path)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            small[path, width] = page.evaluate(SMALL, CAN_HAVE_FOCUS)
    assert {where: found for where, found in small.items() if found} == {}


# --- zoom and spacing ---

# As WCAG 2.2 has it (1.4.12); as rules, because a style attribute would be blocked.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
# What hides its overflow, and text with it.
CUT = """() => [...document.querySelectorAll("body *")].filter((part) => {
  const style = getComputedStyle(part);
  const hides = /hidden|clip/.test(style.overflowX + style.overflowY)
    && !part.closest("svg, .vh, .stage");
  if (!hides || !part.checkVisibility() || style.clipPath !== "none") return false;
  const box = part.getBoundingClientRect();
  return [...part.querySelectorAll(":is(h1, h2, h3, p, a, button, label):not(svg *)")]
    .flatMap((one) => [...one.getClientRects()])
    .some((one) => one.width > 1 && (one.right > box.right + 1 || one.bottom > box.bottom + 1));
}).map((part) => part.outerHTML.slice(0, 90))"""
TOO_WIDE = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


def test_spaced_text_and_text_twice_as_large_fit(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    """1280 px at 200 % are 640, at 400 % they are 320 (WCAG 1.4.4, 1.4.10, 1.4.12)."""
    wrong = {}
    devtools = page.context.new_cdp_session(page)
    for path in ONE_OF_EACH:
        visit(page, serve(tiny) + path)
        for spaced in (False, True):
            if spaced:
                page.evaluate(SPACING)
            for width in (640, 320):
                page.set_viewport_size({"width": width, "height": 450})
                excess = page.evaluate(TOO_WIDE)
                wrong[path, width, spaced] = (excess, page.evaluate(CUT))
        # Letters twice as large and nothing else, as a browser's own setting has it.
        page.evaluate("document.adoptedStyleSheets = []")
        page.set_viewport_size({"width": 1280, "height": 900})
        devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        wrong[path, 1280, "letters"] = (page.evaluate(TOO_WIDE), page.evaluate(CUT))
        devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    devtools.detach()
    assert {where: found for where, found in wrong.items() if found != (0, [])} == {}


# --- motion ---

MOVING = """() => [...document.querySelectorAll("html, body, body *")].filter((part) => {
  const style = getComputedStyle(part);
  const lasts = (text) => text.split(",").some((time) => parseFloat(time) > 0);
  // What cannot be drawn, such as the source of a sound, has no style.
  return lasts(style.transitionDuration) || !["none", ""].includes(style.animationName)
    || style.scrollBehavior === "smooth";
}).map((part) => part.outerHTML.slice(0, 90))"""


def test_who_comes_for_the_warning_signs_is_there_at_once(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.emulate_media(reduced_motion="no-preference")
    page.goto("about:blank")
    page.goto(f"{serve(tiny)}{CONDITION}#when-to-get-help")
    top = "document.getElementById('when-to-get-help').getBoundingClientRect().top"
    assert 0 <= page.evaluate(top) <= 100


def test_nothing_moves_for_who_asked_for_less_motion(
    page: Page, tiny: BuiltSite, serve: Serve
) -> None:
    page.emulate_media(reduced_motion="no-preference")
    visit(page, f"{serve(tiny)}{CASE}#revealed")
    page.locator("main a").first.focus()
    assert page.evaluate(MOVING) != []
    # Opened anew: what scrolls already goes on, whatever the reader asks for then.
    page.emulate_media(reduced_motion="reduce")
    visit(page, f"{serve(tiny)}{CASE}#revealed")
    # By its name: the buttons for marking are there sooner or later than the bar of a figure.
    page.get_by_role("button", name="Enlarge").first.click()
    expect(page.locator("#glightbox-body .gclose")).to_be_focused()
    assert page.evaluate(MOVING) == []
    visit(page, serve(tiny) + "about/index.html")
    page.locator("a.glightbox").click()
    expect(page.locator("#glightbox-body .gclose")).to_be_focused()
    assert page.evaluate(MOVING) == []


# --- tables that look like cards ---


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_table_shown_as_cards_stays_a_table_to_listeners(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve, script: bool
) -> None:
    context = open_context(java_script_enabled=script, viewport=PHONE)
    page = context.new_page()
    page.goto(serve(tiny) + CONDITION)
    table = page.get_by_role("table").first
    rows = table.get_by_role("row")
    assert rows.count() == 3
    assert table.get_by_role("columnheader").count() == 2
    assert rows.nth(1).get_by_role("rowheader").count() == 1
    assert rows.nth(1).get_by_role("cell").count() == 1
    tree = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if not node["ignored"]]
    assert roles.count("table") >= 1
    assert roles.count("rowheader") == rows.count() - 1
    assert roles.count("cell") == roles.count("rowheader")


# --- no script ---


def test_without_a_script_the_list_of_all_pages_stands_for_search(
    open_context: Callable[..., BrowserContext], page: Page, site: BuiltSite, serve: Serve
) -> None:
    plain = open_context(java_script_enabled=False, viewport=PHONE).new_page()
    plain.goto(serve(site) + "glossary.html")
    expect(plain.get_by_role("button", name="Search")).to_be_hidden()
    plain.locator("header").get_by_role("link", name="All pages").click()
    plain.wait_for_url(f"{serve(site)}pages.html")
    addresses = {
        link.evaluate("one => one.href") for link in plain.locator(".made-page-list a").all()
    }
    wanted = {
        serve(site) + one for one in site.pages if PurePosixPath(one).name not in {"404.html"}
    }
    assert addresses == wanted - {f"{serve(site)}pages.html"}

    visit(page, serve(site) + "glossary.html")
    expect(page.get_by_role("button", name="Search")).to_be_visible()
    expect(page.locator("header").get_by_role("link", name="All pages")).to_be_hidden()
    expect(page.locator("footer").get_by_role("link", name="All pages")).to_be_visible()


# --- forced colors ---

# What is drawn in a color that the reader's system did not choose. A figure keeps its own.
OWN_COLORS = """() => {
  const canvas = document.body.appendChild(document.createElement("p"));
  const allowed = ["Canvas", "CanvasText", "LinkText", "ButtonText", "GrayText", "ButtonFace"]
    .map((name) => { canvas.style.color = name; return getComputedStyle(canvas).color; });
  canvas.remove();
  return [...document.querySelectorAll("svg:not(figure svg) *")]
    .filter((part) => part.checkVisibility())
    .filter((part) => {
      const { fill, stroke } = getComputedStyle(part);
      return [fill, stroke].some((one) => one !== "none" && !allowed.includes(one));
    }).map((part) => part.closest("svg").outerHTML.slice(0, 90));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colors_reach_icons_and_every_field_shows_its_focus(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve, scheme: str
) -> None:
    page = open_context(forced_colors="active", color_scheme=scheme).new_page()
    for path in ("index.html", CONDITION, "404.html"):
        visit(page, serve(tiny) + path)
        assert page.evaluate(OWN_COLORS) == [], path
    visit(page, serve(tiny) + CONDITION)
    page.get_by_role("button", name="Search").click()
    field = page.get_by_label("Search this site")
    expect(field).to_be_focused()
    expect(field).to_have_css("outline-style", "solid")
    expect(field).to_have_css("outline-width", "3px")
