"""What a page costs before its reader does anything: bytes, and lines that move while it comes."""

from __future__ import annotations

import functools
import gzip
import time
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

import brotli
import pytest
from playwright.sync_api import BrowserContext, Page, Route

from conftest import SUB_PATH, BuiltSite

Serve = Callable[[BuiltSite], str]

BUDGET = 45 * 1024
"""Bytes of everything that a browser asks for before its reader does anything, fonts and pictures
too, packed with Brotli as `make release` packs it."""

GZIPPED = 45 * 1024
"""The same with gzip -9, which every server has."""

OVERVIEW = "conditions/extramedullary-hematopoiesis/index.html"

WHOLE = MappingProxyType({OVERVIEW: 50 * 1024})
"""Brotli too: this page holds every care card until "When to get help" is a page of its own. No
warning is shortened to make a page lighter."""

LONG = MappingProxyType(
    {
        OVERVIEW: 58 * 1024,
        "conditions/extramedullary-hematopoiesis/professional.html": 46 * 1024,
        "cases/fever-and-a-chest-finding/index.html": 54 * 1024,
    }
)
"""Pages that gzip cannot bring there: their own words, sources and drawings take 18 KB and more."""

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


def test_no_page_is_heavier_than_its_budget(
    open_context: Callable[..., BrowserContext], real: BuiltSite, serve: Serve
) -> None:
    """On a phone, until nothing more is on its way; each time in a browser that knows nothing."""
    base = serve(real)
    opened: dict[str, tuple[Page, list[str]]] = {}
    for path in real.pages:
        if path == "404.html":
            continue
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
        files = files_asked_for(real, base, [*asked, icon])
        smallest, common = weigh(files, brotlied), weigh(files, gzipped)
        page.context.close()
        line = f"{path}: {smallest} br, {common} gz, {len(files)} files"
        table.append(line)
        if smallest > WHOLE.get(path, BUDGET) or common > LONG.get(path, GZIPPED):
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


def arrive_late(route: Route) -> None:
    time.sleep(0.15)
    route.continue_()


@pytest.mark.parametrize(
    ("late", "at_most", "width"),
    # The letters are asked for at once and come with the style: nothing moves. When they are slow,
    # a face that has their measure stands in; a line may still break elsewhere.
    [("plainleaf.css", 0, 360), ("plainleaf.css", 0, 1280), ("*.woff2", 0.12, 360)],
    ids=["letters in time, phone", "letters in time, desk", "letters late, phone"],
)
def test_nothing_moves_while_a_page_comes(
    open_context: Callable[..., BrowserContext],
    real: BuiltSite,
    serve: Serve,
    late: str,
    at_most: float,
    width: int,
) -> None:
    context = open_context(viewport={"width": width, "height": 740})
    context.route(f"**/{late}", arrive_late)
    page = context.new_page()
    moved = {}
    for path in real.pages:
        if path == "404.html":
            continue
        page.goto(serve(real) + path)
        page.evaluate("document.fonts.ready")
        shift = page.evaluate(SHIFTS)
        if shift > at_most:
            moved[path] = shift
    assert moved == {}
