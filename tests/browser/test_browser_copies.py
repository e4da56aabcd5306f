"""A copy of the site says that it is one, how old, and where the original is; it asks nobody."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from conftest import BuiltSite, Witness

Serve = Callable[[BuiltSite], str]
OpenContext = Callable[..., BrowserContext]
PAGE = "conditions/samplitis/index.html"
ORIGINAL = f"https://leaf.example/health/{PAGE}"
LAST_DAY = datetime.datetime(2027, 11, 21, 12)
DAY_AFTER = datetime.datetime(2027, 11, 22, 12)
NOTICE = "aside.copy"


@pytest.mark.parametrize("from_disk", [True, False], ids=["disk", "server"])
def test_a_copy_says_what_it_is_and_more_strongly_when_it_is_old(
    open_context: OpenContext, public: BuiltSite, serve: Serve, from_disk: bool
) -> None:
    base = f"{public.folder.as_uri()}/" if from_disk else serve(public)
    page = open_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.install(time=LAST_DAY)
    page.goto(base + PAGE)
    notice = page.locator(NOTICE)
    expect(notice).to_have_text(
        "This is a copy, made on November 21, 2026. The original may be newer. "
        f"Original: {ORIGINAL}",
        use_inner_text=True,
    )
    expect(notice.get_by_role("link")).to_have_attribute("href", ORIGINAL)
    page.clock.set_system_time(DAY_AFTER)
    page.reload()
    expect(notice).to_contain_text(
        "This copy is too old. It was made on November 21, 2026, to be used until "
        "November 21, 2027. Medical advice may have changed since. Please read the original.",
        use_inner_text=True,
    )
    expect(notice).not_to_contain_text("may be newer", use_inner_text=True)
    page.emulate_media(media="print")
    expect(notice).to_be_visible()
    assert asked
    assert [address for address in asked if not address.startswith(base)] == []


def test_the_original_says_nothing(
    open_context: OpenContext, public: BuiltSite, witness: Witness
) -> None:
    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("https://leaf.example/health/")
        route.fulfill(path=Path(public.folder) / path.partition("#")[0])

    page = open_context().new_page()
    page.route("https://leaf.example/**", answer)
    page.clock.install(time=DAY_AFTER)
    page.goto(ORIGINAL)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(NOTICE)).to_be_hidden()
    witness.trouble[:] = [one for one in witness.trouble if "asked another host" not in one]


def test_without_an_address_only_age_is_told(
    open_context: OpenContext, tiny: BuiltSite, serve: Serve
) -> None:
    page = open_context().new_page()
    page.clock.install(time=LAST_DAY)
    page.goto(serve(tiny) + PAGE)
    expect(page.locator(NOTICE)).to_be_hidden()
    page.clock.set_system_time(DAY_AFTER)
    page.reload()
    expect(page.locator(NOTICE)).to_contain_text("This copy is too old.")
    expect(page.locator(NOTICE)).to_contain_text("Please look for a newer one.")
