"""A printed sheet's code leads to its page, which says whether the sheet still holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from conftest import BuiltSite

Serve = Callable[[BuiltSite], str]
OpenContext = Callable[..., BrowserContext]
CONDITION = "conditions/samplitis/index.html"
CASE = "cases/itching-after-a-walk/index.html"


def current(site: BuiltSite, page: str = CONDITION) -> str:
    """The edition of the first sheet that a page offers."""
    return site.tree(page).css_first(".sheet-state a").text()


@pytest.mark.parametrize("way", ["server", "folder"])
def test_it_says_what_became_of_the_sheet(
    open_context: OpenContext, public: BuiltSite, serve: Serve, way: str
) -> None:
    page = open_context().new_page()
    base = serve(public) if way == "server" else f"{public.folder.as_uri()}/"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("#")[0]))
    page.goto(base + CONDITION)
    state = page.locator(".sheet-state")
    expect(state).to_be_hidden()
    assert not [one for one in asked if "sheet" in one or "earlier" in one]
    for code, kind, told in (
        (current(public), "current", "is the current one"),
        ("bcdfgh", "old", "Yours (bcdfgh) was written November 1, 2026."),
        ("JKPQRS", "withdrawn", "(jkpqrs) was taken back: A number was wrong."),
        ("zzzzzz", "unknown", "knows no edition zzzzzz"),
        ("constructor", "unknown", "knows no edition constructor"),
    ):
        page.evaluate("code => { location.hash = `sheet-${code}`; }", code)
        expect(state).to_have_attribute("data-told", kind)
        expect(state).to_contain_text(told)
        expect(state).to_be_visible()
        if kind in {"old", "withdrawn"}:
            href = state.locator("a").last.get_attribute("href") or ""
            assert href.endswith("print/samplitis-overview-a4.pdf")


def test_a_case_says_it_too_and_tells_nothing(
    open_context: OpenContext, public: BuiltSite, serve: Serve
) -> None:
    page = open_context().new_page()
    page.goto(f"{serve(public)}{CASE}#sheet-{current(public, CASE)}")
    state = page.locator(".sheet-state")
    expect(state).to_have_attribute("data-told", "current")
    expect(state).not_to_contain_text("amplitis")


def test_without_a_script_readers_compare(
    open_context: OpenContext, public: BuiltSite, serve: Serve
) -> None:
    code = current(public)
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{serve(public)}{CONDITION}#sheet-{code}")
    expect(page.locator(".sheet-state")).to_be_visible()
    expect(page.locator(".sheet-state :target")).to_have_text(code)
    page.goto(f"{serve(public)}handouts.html")
    expect(page.get_by_text(f"Edition {code}")).to_be_visible()
