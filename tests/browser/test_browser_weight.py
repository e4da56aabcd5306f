"""What a page costs before its reader does anything: bytes, and lines that move while it comes."""

from __future__ import annotations

import functools
import gzip
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from conftest import SUB_PATH, BuiltSite
from faces import ARIAL, NOTO, ROBOTO, WIDE
from plainleaf.model.budgets import (
    GZIPPED_WEIGHT_MAX,
    OWN_WEIGHT_MAX,
    PAGE_WEIGHT_MAX,
    SHORT_ARTICLE,
)

Serve = Callable[[BuiltSite], str]


PACKED = (".woff2", ".png", ".webp", ".jpg", ".mp3")
"""What is compressed already, and travels as it is."""

PHONE = {"width": 360, "height": 740}


@functools.cache  # most files are asked for by every page
def gzipped(data: bytes) -> int:
    return len(gzip.compress(data, 9, mtime=0))


@functools.cache
def brotlied(data: bytes) -> int:
    return len(brotli.compress(data, quality=11))


def files_asked_for(site: BuiltSite, base: str, asked: list[str]) -> list[Path]:
    """The files behind the addresses that a browser asked for."""
    paths = {unquote(urlsplit(one).path) for one in asked if one.startswith(base)}
    return [site.folder / path.removeprefix(SUB_PATH) for path in sorted(paths)]


def weigh(files: list[Path], packed: Callable[[bytes], int]) -> int:
    """Bytes of files on their way to a reader."""
    return sum(
        file.stat().st_size if file.suffix in PACKED else packed(file.read_bytes())
        for file in files
    )


def weigh_own(site: BuiltSite, path: str) -> int:
    """Bytes of a page's own article on its way to a reader."""
    return gzipped((site.tree(path).css_first("main").html or "").encode())


def test_no_page_is_heavier_than_its_budget(
    open_context: Callable[..., BrowserContext], site: BuiltSite, serve: Serve
) -> None:
    """On a phone, until nothing more is on its way; each time in a browser that knows nothing."""
    base = serve(site)
    opened: dict[str, tuple[Page, list[str]]] = {}
    for path in site.looked_at:
        page, asked = open_context(viewport=PHONE).new_page(), []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(base + path)
        opened[path] = page, asked
    too_heavy = []
    table = []
    for path, (page, asked) in opened.items():
        page.wait_for_load_state("networkidle")  # half a second: all pages wait at once
        # Without a window it asks for no icon.
        icon = page.evaluate("document.querySelector('link[rel=icon][type]').href")
        files = files_asked_for(site, base, [*asked, icon])
        smallest, common = weigh(files, brotlied), weigh(files, gzipped)
        page.context.close()
        line = f"{path}: {smallest} br, {common} gz, {len(files)} files"
        table.append(line)
        own = min(OWN_WEIGHT_MAX, max(0, weigh_own(site, path) - SHORT_ARTICLE))
        if smallest > PAGE_WEIGHT_MAX + own or common > GZIPPED_WEIGHT_MAX + own:
            too_heavy.append(line)
    print("\n".join(table))  # pytest shows it when this fails, or with -rP
    assert too_heavy == []


# --- what moves ---

SHIFTS = """() => new Promise((resolve) => {
  let moved = 0;
  new PerformanceObserver((list) => {
    list.getEntries().forEach((entry) => { if (!entry.hadRecentInput) moved += entry.value; });
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(moved), 100);
})"""


DEVICES = {"Arial": (ARIAL, NOTO), "Roboto": (ROBOTO,), "neither": (WIDE,)}
"""Devices by the letters that they show until the page's own are there."""
READ = "() => document.readyState !== 'loading'"
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
IN_TIME = """() => document.readyState !== "loading" && performance
  .getEntriesByType("resource").filter(({ name }) => name.endsWith(".woff2")).length >= 2"""
STYLE = "**/plainleaf.css"


def open_read(page: Page, address: str, styles: list[Route]) -> None:
    """Ask for a page whose style is held until the page is read to its end.

    Else a busy browser may paint half a line first, which the rest of its words then moves.
    """
    page.route(STYLE, lambda route: styles.append(route))
    page.goto(address, wait_until="commit")


def give_style(page: Page, styles: list[Route], ready: str = READ) -> None:
    """Let a page be painted once it is read, or is ready otherwise."""
    page.wait_for_function(ready, polling=20)  # by the clock: nothing is painted yet
    for route in styles:
        route.continue_()
    page.unroute(STYLE)


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("device", DEVICES)
def test_nothing_moves_when_letters_come_late(
    launch: Callable[..., Browser], real: BuiltSite, serve: Serve, device: str, width: int
) -> None:
    """Each page has been painted before its letters may come."""
    context = launch(*DEVICES[device]).new_context(viewport={"width": width, "height": 740})
    held: list[Route] = []
    context.route("**/*.woff2", lambda route: held.append(route))
    pages = {path: context.new_page() for path in real.looked_at}
    styles: dict[str, list[Route]] = {path: [] for path in pages}
    for path, page in pages.items():
        open_read(page, serve(real) + path, styles[path])
    for path, page in pages.items():
        give_style(page, styles[path])
    for page in pages.values():
        page.wait_for_function(PAINTED)
    assert len(held) >= 2 * len(pages)
    for route in held:
        route.continue_()
    moved = {}
    for path, page in pages.items():
        page.wait_for_load_state()
        page.evaluate("document.fonts.ready")
        moved[path] = page.evaluate(SHIFTS)
    context.close()
    assert {path: shift for path, shift in moved.items() if shift} == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_letters_come_in_time(
    open_context: Callable[..., BrowserContext], real: BuiltSite, serve: Serve, width: int
) -> None:
    """They are asked for at once and come with the style."""
    page = open_context(viewport={"width": width, "height": 740}).new_page()
    moved = {}
    for path in real.looked_at:
        styles: list[Route] = []
        open_read(page, serve(real) + path, styles)
        give_style(page, styles, IN_TIME)
        page.wait_for_load_state()
        page.evaluate("document.fonts.ready")
        shift = page.evaluate(SHIFTS)
        if shift:
            moved[path] = shift
    assert moved == {}
