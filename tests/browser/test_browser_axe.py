"""axe-core, as it comes, reads every page as readers get it, and every state that they can open.

Here each page is read whole on a desk and in light colors. `make axe` reads all of them in light
and dark, on a phone and on a desk, with the newest axe-core: `PLAINLEAF_AXE` names its file.

It must find no violation of WCAG 2.2 A and AA and none of its best practices. What it cannot decide
stands in tests/golden/undecided.yml with what a person saw there; whatever is not listed fails, and
so does what is listed and no longer met. The contrast of those parts is measured here by pixels.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image
from playwright.sync_api import Page, expect

from conftest import ROOT, VIEWPORT, BuiltSite, built
from plainleaf.reading.content import find_pages
from plainleaf.rendering.navigation import page_url

Serve = Callable[[BuiltSite], str]
NEWEST = os.environ.get("PLAINLEAF_AXE", "")
"""The file of another axe-core; with it, everything is read."""
OURS = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
AXE = Path(NEWEST).read_text(encoding="utf-8") if NEWEST else OURS
UNDECIDED: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "golden" / "undecided.yml").read_text(encoding="utf-8")
)
WIDTHS = (VIEWPORT["width"], 360) if NEWEST else (VIEWPORT["width"],)
SCHEMES = ("light", "dark") if NEWEST else ("light",)
SAMPLES = 1
"""Parts of one kind whose contrast is measured in a scan; the others are made by the same rule."""

CASE = "cases/a-cough-in-spring/index.html"
CONDITION = "conditions/samplitis/index.html"

SETTLED = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done())))"""
# What was opened would stay open for the next test of the same page; at its top a page that is left
# keeps no place to offer.
FORGET = "scrollTo({ top: 0, behavior: 'instant' }); localStorage.clear()"
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
    for (const name of ["color", "fill", "stroke", "text-decoration-color"])
      one.style.setProperty(name, "transparent", "important");
  part.scrollIntoView({ block: "center" });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  // Of words that run over a line's end, the longest piece: between the pieces stand other words.
  const size = (one) => one.width * one.height;
  const pieces = [...part.getClientRects()].sort((one, other) => size(other) - size(one));
  const { x, y, width, height } = pieces[0];
  // Where the words stand: a frame is none of their ground.
  const style = getComputedStyle(part);
  const [up, right, down, left] = ["Top", "Right", "Bottom", "Left"].map((side) =>
    (parseFloat(style[`border${side}Width`]) || 0) + (parseFloat(style[`padding${side}`]) || 0));
  const high = height - up - down;
  // Above and below the lines there may be a rule.
  return { x: x + left, y: y + up + high / 10, width: width - left - right, height: high * 0.8 };
}"""
DRESS = """(place) => {
  const part = window.undecided[place];
  for (const one of [part, ...part.querySelectorAll("*")])
    for (const name of ["color", "fill", "stroke", "text-decoration-color"])
      one.style.removeProperty(name);
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
    page.keyboard.type("itch")
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
    page.get_by_role("button", name="Enlarge").first.click()
    expect(page.locator("#glightbox-body .gclose")).to_be_focused()


def enlarge_image(page: Page) -> None:
    page.locator("a.glightbox").click()
    expect(page.locator("#glightbox-body .gclose")).to_be_visible()


def switch_view(page: Page) -> None:
    figure = page.locator(CT)
    figure.get_by_role("radio", name="Lung").check(force=True)
    figure.get_by_text("Marks", exact=True).click()


def mark(page: Page) -> None:
    figure = page.locator(READ)
    figure.get_by_role("button", name="Hint").click()
    figure.get_by_role("button", name="Mark what you see").click()
    figure.locator(".pad").press("Enter")
    expect(figure.locator(".pin")).to_be_visible()


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


CT, LARGE, READ = "#figure-chest-stack", "#glightbox-body", "#read-axial"
SHADOW = "cases/a-shadow-beside-the-spine/index.html"
STATES = {
    "search": State("tiny", "glossary.html", ".search", open_search, ".search-l > li"),
    "menu": State("tiny", CONDITION, ".head", open_menu, ".menu nav a", 360),
    "contents": State("tiny", CONDITION, ".toc", open_contents, ".toc a", 360),
    "term": State("tiny", CONDITION, ".words", open_term, ".word:popover-open"),
    "handouts": State("public", CONDITION, ".band-bar", open_handouts, ".prints a"),
    "folds": State("tiny", "glossary.html", ".letter", unfold, ".letter .entry"),
    "quiz": State("tiny", f"{CASE}#revealed", ".quiz", answer, ".quiz .opt"),
    "marking": State("tiny", SHADOW, READ, mark, f"{READ} .pin"),
    "views": State("tiny", f"{CASE}#revealed", CT, switch_view, f"{CT} .view:not(.off)"),
    "enlarged figure": State("tiny", f"{CASE}#revealed", LARGE, enlarge, f"{LARGE} .big"),
    "enlarged image": State("tiny", "about/index.html", LARGE, enlarge_image, f"{LARGE} img"),
}


# The pages of the tiny site that hold what the real one need not have.
SITES = {"real": find_pages(ROOT / "docs"), "tiny": find_pages(ROOT / "tests/site/docs")}
PAGES = [(name, page_url(src)) for name, pages in SITES.items() for src in pages]


@pytest.fixture(scope="module")
def met() -> set[int]:
    """The rows of the list of what a person saw that some part has met so far."""
    return set()


@pytest.fixture
def sites(build_site: Callable[[str], BuiltSite]) -> Callable[[str], BuiltSite]:
    return lambda name: built(build_site(name))


@pytest.fixture
def scans(page: Page, met: set[int]) -> Iterator[Scans]:
    """What is found of one page or state; nothing may be."""
    made = Scans(met=met)
    page.goto("about:blank")
    yield made
    page.evaluate(FORGET)
    assert made.violations == []
    assert made.unlisted == []
    assert made.faint == []


@pytest.mark.parametrize(("name", "path"), [*PAGES, ("real", "404.html")])
def test_a_page(
    page: Page, scans: Scans, sites: Callable[[str], BuiltSite], serve: Serve, name: str, path: str
) -> None:
    page.goto(f"{serve(sites(name))}{path}#revealed")
    bring_axe(page)
    for setting, scheme, _ in over_schemes_and_widths(page):
        scans.scan(page, f"{name} {path} {setting}", colors=scheme == "dark")


@pytest.mark.parametrize("name", STATES)
def test_a_state(
    page: Page, scans: Scans, sites: Callable[[str], BuiltSite], serve: Serve, name: str
) -> None:
    state = STATES[name]
    page.set_viewport_size({"width": state.width or WIDTHS[0], "height": 900})
    page.goto(serve(sites(state.site)) + state.path)
    bring_axe(page)
    state.act(page)
    for setting, scheme, _ in over_schemes_and_widths(
        page, (state.width,) if state.width else WIDTHS
    ):
        expect(page.locator(state.shown).first).to_be_visible()
        scans.scan(page, f"{name} {setting}", within=state.within, colors=scheme == "dark")


def version(axe: str) -> str:
    """The version of an axe-core, by its first line."""
    found = re.match(r"/\*! axe v([\d.]+)\n", axe)
    assert found is not None
    return found[1]


if NEWEST:  # here not every page is read, nor by the same process

    def test_every_row_of_the_list_is_met(met: set[int]) -> None:
        rest = [row for number, row in enumerate(UNDECIDED) if number not in met]
        assert [row for row in rest if row.get("last", version(AXE)) == version(AXE)] == []


def test_a_row_is_kept_no_longer_than_the_version_that_asks_it() -> None:
    assert [row for row in UNDECIDED if row.get("last", version(OURS)) != version(OURS)] == []


def test_a_scheme_changes_colors_only(real: BuiltSite) -> None:
    """So a dark page need not be asked again for what is no color."""
    for sheet in (real.folder / "assets" / "css").glob("*.css"):
        for rule in sheet.read_text(encoding="utf-8").split("prefers-color-scheme: dark")[1:]:
            block = rule.partition("{")[2].partition("{")[2].partition("}")[0]
            names = {line.partition(":")[0].strip() for line in block.split(";") if line.strip()}
            assert all(one.startswith("--") or one == "color-scheme" for one in names), names
