"""A page that is read after the day of its next look says so; a browser with a clock of its own."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from conftest import BuiltSite

Serve = Callable[[BuiltSite], str]
OpenContext = Callable[..., BrowserContext]
CONDITION = "conditions/samplitis/index.html"
LATE = "#review-state [data-next-look]"


def open_on(open_context: OpenContext, day: datetime.datetime, address: str) -> Page:
    """A profile of its own, because a clock that is once set is set for every later page."""
    page = open_context().new_page()
    page.clock.install(time=day)
    page.goto(address)
    return page


def test_a_page_says_that_its_day_has_passed(
    open_context: OpenContext, tiny: BuiltSite, serve: Serve
) -> None:
    page = open_on(open_context, datetime.datetime(2027, 11, 22, 12), serve(tiny) + CONDITION)
    expect(page.locator(LATE)).to_be_visible()
    expect(page.locator(LATE)).to_have_text(
        "This page was due for a new look on November 21, 2027. It may be out of date."
    )
    page.emulate_media(media="print")
    expect(page.locator(LATE)).to_be_visible()


@pytest.mark.parametrize("path", [CONDITION, "index.html", "glossary.html"])
def test_a_page_says_nothing_on_the_day_itself(
    open_context: OpenContext, tiny: BuiltSite, serve: Serve, path: str
) -> None:
    page = open_on(open_context, datetime.datetime(2027, 11, 21, 12), serve(tiny) + path)
    expect(page.locator(LATE)).to_be_attached()
    expect(page.locator(LATE)).to_be_hidden()


def test_without_javascript_nothing_is_claimed(
    open_context: OpenContext, tiny: BuiltSite, serve: Serve
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(serve(tiny) + CONDITION)
    expect(page.locator(LATE)).to_be_hidden()
