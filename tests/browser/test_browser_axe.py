"""axe-core reads every page and every state, light and dark, on a phone and on a desk.

It must find no violation of WCAG 2.2 A and AA and none of its best practices. What it cannot decide
stands in tests/golden/undecided.yml with what a person saw there; whatever is not listed fails, and
so does what is listed and no longer met. The contrast of those parts is measured here by pixels.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import pytest
import yaml
from PIL import Image
from playwright.sync_api import Page, expect

from conftest import ROOT, VIEWPORT, BuiltSite

Serve = Callable[[BuiltSite], str]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
UNDECIDED: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "golden" / "undecided.yml").read_text(encoding="utf-8")
)
WIDTHS = (VIEWPORT["width"], 360)
SCHEMES = ("light", "dark")
SAMPLES = 1
"""Parts of one kind whose contrast is measured in a scan; the others are made by the same rule."""

CASE = "cases/fever-and-a-chest-finding/index.html"
CONDITION = "conditions/extramedullary-hematopoiesis/index.html"

# It reads the same few colors thousands of times, a quarter of its time. What a text means as a
# color hangs on the text alone; one that it cannot read fails as before.
REMEMBER_COLORS = """() => {
  const { Color } = axe.commons.color;
  const read = Color.prototype.parseString;
  const known = new Map();
  Color.prototype.parseString = function (text) {
    if (!known.has(text)) known.set(text, read.call(new Color(0, 0, 0), text));
    const { r, g, b, alpha } = known.get(text);
    return Object.assign(this, { r, g, b, alpha });
  };
}"""

# A hundred entries of one form, terms and citations tell no more than the first three, but later.
# Where only a part of the page is read, that part is left whole, and of the others less is left:
# axe-core goes through them all to know what lies where.
SHORTEN = """(within) => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const more = all("main :is(.letter, .entry, .word, tr, li, dt, dd, p)").filter((part) => {
    let like = 0;
    for (let one = part; one; one = one.previousElementSibling)
      like += one.tagName === part.tagName && one.className === part.className;
    return like > 3;
  });
  const marks = ["button.term", "a.cite"].flatMap((selector) => all(selector).slice(3));
  const rest = within ? all("main figure") : [];
  [...more, ...marks, ...rest]
    .filter((part) => !within || !(part.closest(within) || part.querySelector(within)))
    .forEach((part) => part.remove());
}"""
SETTLED = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done())))"""
# What was opened would stay open for the next test of the same page.
FORGET = "localStorage.clear()"
# A scheme changes colors and nothing else (test_a_scheme_changes_colors_only).
SCAN = """async ([within, rows, colors]) => {
  const all = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const rules = colors ? ["color-contrast", "link-in-text-block"] : { type: "tag", values: all };
  const result = await axe.run(within, {
    runOnly: rules, resultTypes: ["violations", "incomplete"], elementRef: true, preload: false });
  const undecided = (window.undecided = []);
  const told = (rules) => rules.flatMap((rule) => rule.nodes.map((node) => {
    const style = getComputedStyle(node.element);
    const checks = node.any.concat(node.all, node.none);
    const why = checks.map((check) => check.data?.messageKey).find(Boolean) || "";
    const large = parseFloat(style.fontSize) >= (style.fontWeight >= 700 ? 18.66 : 24);
    return {
      rule: rule.id, target: node.target.flat(9).join(" "), why,
      row: rows.findIndex((row) => row.rule === rule.id && node.element.matches(row.part)),
      color: node.element.closest("svg") ? style.fill : style.color, enough: large ? 3 : 4.5,
      place: rule.id === "color-contrast" ? undecided.push(node.element) - 1 : -1,
    };
  }));
  const found = [told(result.violations), told(result.incomplete)];
  return found;
}"""
# Leaves of a part its ground alone, in sight; returns where that is.
BARE = """async (place) => {
  const part = window.undecided[place];
  for (const one of [part, ...part.querySelectorAll("*")])
    for (const name of ["color", "fill", "stroke"])
      one.style.setProperty(name, "transparent", "important");
  part.scrollIntoView({ block: "center" });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const { x, y, width, height } = part.getBoundingClientRect();
  // Above and below the lines there may be a rule.
  return { x, y: y + height / 10, width, height: height * 0.8 };
}"""
DRESS = """(place) => {
  const part = window.undecided[place];
  for (const one of [part, ...part.querySelectorAll("*")])
    for (const name of ["color", "fill", "stroke"]) one.style.removeProperty(name);
}"""


@dataclass
class Scans:
    """What axe-core has found, and where."""

    count: int = 0
    violations: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    met: set[int] = field(default_factory=set)
    faint: list[str] = field(default_factory=list)
    worst: dict[int, float] = field(default_factory=dict)

    def scan(self, page: Page, where: str, *, within: str = "html", colors: bool = False) -> None:
        """Read what stands in a part of a page, or all of it."""
        self.count += 1
        page.evaluate(SETTLED)
        found, undecided = page.evaluate(SCAN, [within, UNDECIDED, colors])
        self.violations += [f"{where}: {one['rule']}: {one['target']}" for one in found]
        sampled: dict[int, int] = {}
        for one in undecided:
            row = one["row"]
            if row < 0:
                self.unlisted.append(f"{where}: {one['rule']} ({one['why']}): {one['target']}")
                continue
            self.met.add(row)
            sampled[row] = sampled.get(row, 0) + 1
            if one["rule"] == "color-contrast" and sampled[row] <= SAMPLES:
                self._measure(page, where, one)

    def _measure(self, page: Page, where: str, one: dict[str, Any]) -> None:
        picture = page.screenshot(clip=page.evaluate(BARE, one["place"]))
        page.evaluate(DRESS, one["place"])
        ratio = worst_contrast(picture, one["color"])
        self.worst[one["row"]] = min(ratio, self.worst.get(one["row"], 21))
        if ratio < one["enough"]:
            self.faint.append(f"{where}: {ratio:.2f}: {one['target']}")


def bring_axe(page: Page) -> None:
    """Put axe-core into an opened page."""
    page.evaluate(AXE)
    page.evaluate(REMEMBER_COLORS)


def luminance(color: tuple[int, ...]) -> float:
    """The relative luminance of WCAG 2.2, from 0 to 1."""
    parts = [part / 255 for part in color[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def worst_contrast(picture: bytes, ink: str) -> float:
    """The least contrast of an ink, as `rgb(…)`, with what a picture shows, from 1 to 21.

    Colors on less than one pixel of two hundred are the smooth edges between others.
    """
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    pixels = image.width * image.height
    text = luminance(tuple(int(part) for part in ink[4:-1].split(",")))
    ratios = []
    for count, color in image.getcolors(maxcolors=pixels) or ():
        if count * 200 >= pixels:
            dark, light = sorted((text, luminance(color)))  # type: ignore[arg-type]
            ratios.append((light + 0.05) / (dark + 0.05))
    return min(ratios)


def over_schemes_and_widths(
    page: Page, widths: tuple[int, ...] = WIDTHS
) -> Iterator[tuple[str, str, int]]:
    """Show an opened page in each width and scheme in turn."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            yield f"{width} {scheme}", scheme, width


def open_search(page: Page) -> None:
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("spleen pain")
    expect(page.locator(".search-l > li").first).to_be_visible()


def open_menu(page: Page) -> None:
    page.locator(".menu summary").click()
    expect(page.locator(".menu nav a").first).to_be_visible()


def open_contents(page: Page) -> None:
    page.locator(".toc summary").click()
    expect(page.locator(".toc a").first).to_be_visible()


def open_term(page: Page) -> None:
    page.locator("button.term").first.click()
    expect(page.locator(".word:popover-open")).to_be_visible()


def open_handouts(page: Page) -> None:
    page.locator(".prints summary").click()
    expect(page.locator(".prints a").first).to_be_visible()


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")


def answer(page: Page) -> None:
    page.locator(".quiz summary").first.click()
    expect(page.locator(".quiz .opt").first).to_be_visible()


def enlarge(page: Page) -> None:
    page.locator(".fig .tool:visible").first.click()
    expect(page.locator("#glightbox-body .gclose")).to_be_focused()


def enlarge_image(page: Page) -> None:
    page.locator("a.glightbox").click()
    expect(page.locator("#glightbox-body .gclose")).to_be_visible()


def switch_view(page: Page) -> None:
    figure = page.locator("#figure-lower-chest-ct")
    figure.get_by_role("radio", name="Bone").check(force=True)
    figure.get_by_text("Marks", exact=True).click()


@dataclass(frozen=True)
class State:
    """Something that a reader can open."""

    site: str
    path: str
    within: str
    act: Callable[[Page], None]
    shown: str
    """What is in sight while it is open, as a CSS selector: it must not close before it is read."""
    width: int | None = None
    """Where there is only one that has it."""


CT, LARGE = "#figure-lower-chest-ct", "#glightbox-body"
STATES = {
    "search": State("real", "glossary.html", ".search", open_search, ".search-l > li"),
    "menu": State("real", CONDITION, ".head", open_menu, ".menu nav a", 360),
    "contents": State("real", CONDITION, ".toc", open_contents, ".toc a", 360),
    "term": State("real", CONDITION, ".words", open_term, ".word:popover-open"),
    "handouts": State("real", CONDITION, ".band-bar", open_handouts, ".prints a"),
    "folds": State("real", "glossary.html", ".letter", unfold, ".letter .entry"),
    "quiz": State("real", f"{CASE}#revealed", ".quiz", answer, ".quiz .opt"),
    "views": State("real", f"{CASE}#revealed", CT, switch_view, f"{CT} .view:not(.off)"),
    "enlarged figure": State("real", f"{CASE}#revealed", LARGE, enlarge, f"{LARGE} .big"),
    "enlarged image": State("tiny", "about/index.html", LARGE, enlarge_image, f"{LARGE} img"),
}


@pytest.fixture(scope="module")
def scans(_session_page: Page, real: BuiltSite, tiny: BuiltSite, serve: Serve) -> Scans:
    """Every page of the real site, what else an author can write, and every state."""
    page = _session_page
    made = Scans()
    sites = {"real": real, "tiny": tiny}
    pages = [("real", path) for path in real.pages]
    pages += [("tiny", "about/index.html"), ("tiny", "cases/a-cough-in-spring/index.html")]
    for name, path in pages:
        page.set_viewport_size(VIEWPORT)
        page.goto("about:blank")
        page.goto(f"{serve(sites[name])}{path}#revealed")
        bring_axe(page)
        page.evaluate(SHORTEN)
        for setting, scheme, _ in over_schemes_and_widths(page):
            dark = scheme == "dark"
            # The head and the foot of every page have the same colors.
            within = "main" if dark and path != pages[0][1] else "html"
            made.scan(page, f"{name} {path} {setting}", within=within, colors=dark)
        page.evaluate(FORGET)
    for name, state in STATES.items():
        page.set_viewport_size({"width": state.width or WIDTHS[0], "height": 900})
        page.goto("about:blank")
        page.goto(serve(sites[state.site]) + state.path)
        bring_axe(page)
        state.act(page)
        page.evaluate(SHORTEN, state.within)
        widths = (state.width,) if state.width else WIDTHS
        for setting, scheme, _ in over_schemes_and_widths(page, widths):
            expect(page.locator(state.shown).first).to_be_visible()
            made.scan(page, f"{name} {setting}", within=state.within, colors=scheme == "dark")
        page.evaluate(FORGET)
    page.emulate_media(color_scheme="null", reduced_motion="null")
    page.goto("about:blank")
    return made


def test_pages_and_states_have_no_violation_and_nothing_undecided_that_nobody_looked_at(
    scans: Scans,
) -> None:
    assert scans.violations == []
    assert scans.unlisted == []
    assert [UNDECIDED[row] for row in set(range(len(UNDECIDED))) - scans.met] == []
    assert scans.faint == []


def test_a_scheme_changes_colors_only(real: BuiltSite) -> None:
    """So a dark page need not be asked again for what is no color."""
    for sheet in (real.folder / "assets" / "css").glob("*.css"):
        for rule in sheet.read_text(encoding="utf-8").split("prefers-color-scheme: dark")[1:]:
            block = rule.partition("{")[2].partition("{")[2].partition("}")[0]
            names = {line.partition(":")[0].strip() for line in block.split(";") if line.strip()}
            assert all(one.startswith("--") or one == "color-scheme" for one in names), names
