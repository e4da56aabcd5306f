"""The ZIM as readers of Kiwix meet it: every address answers, pages work as elsewhere."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext, expect
from selectolax.lexbor import LexborHTMLParser

from conftest import BuiltSite
from plainleaf.delivery.edition import read_edition
from plainleaf.delivery.zim import write_zim
from servers import kiwix

LATE = datetime.datetime(2027, 11, 22, 12)


@pytest.fixture(scope="module")
def base(public: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site inside of Kiwix' server."""
    target = tmp_path_factory.mktemp("kiwix") / "leaf.zim"
    case = "cases/itching-after-a-walk/index.html"
    write_zim(public.folder, read_edition(public.folder), target, {case})
    with kiwix(Path(target)) as address:
        yield address


def test_every_link_leads_to_something(base: str) -> None:
    known, waiting = set(), [f"{base}index.html"]
    while waiting:
        address = waiting.pop()
        if address in known:
            continue
        known.add(address)
        with urlopen(address) as answer:  # an address of nothing raises
            if not answer.headers["Content-Type"].startswith("text/html"):
                continue
            tree = LexborHTMLParser(answer.read().decode())
        for node in tree.css("[href], [src]"):
            found = node.attributes.get("href") or node.attributes.get("src") or ""
            whole = urljoin(address, found).partition("#")[0]
            if whole.startswith(base):
                waiting.append(whole)
            else:
                assert re.match("(https?|mailto|tel|data):", whole), (address, found)
                assert not whole.startswith(base.split("/leaf/")[0]), (address, found)
    assert len(known) > 30


def test_a_reader_finds_opens_and_is_told_the_age(
    open_context: Callable[..., BrowserContext], base: str
) -> None:
    page = open_context().new_page()
    page.clock.install(time=LATE)
    page.goto(f"{base}conditions/samplitis/index.html")
    expect(page.locator("aside.copy")).to_contain_text("This copy is too old.")
    page.locator("button.term").first.click()
    expect(page.locator(".word:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    page.keyboard.type("samplitis")
    expect(page.locator(".search-l > li").first).to_be_visible()


def test_the_library_says_whose_it_is(base: str) -> None:
    with urlopen(urljoin(base, "/catalog/v2/entries")) as answer:
        told = answer.read().decode()
    assert "<title>Plainleaf</title>" in told
    assert "<language>eng</language>" in told
    assert "<summary>Plainleaf, November 21, 2026</summary>" in told
    assert "image/png" in told
