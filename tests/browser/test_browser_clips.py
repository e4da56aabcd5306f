"""Recorded clips: one labeled button, no sound and no request before it is pressed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from conftest import BuiltSite, Witness

Serve = Callable[[BuiltSite], str]
PLAYED = "() => document.querySelector('.entry .clip audio').played.length > 0"


@pytest.mark.parametrize("over", ["http", "file"])
def test_a_button_plays_the_clip_by_keyboard(
    page: Page, tiny: BuiltSite, serve: Serve, witness: Witness, over: str
) -> None:
    root = serve(tiny) if over == "http" else f"{tiny.folder.as_uri()}/"
    page.goto(f"{root}glossary.html")
    button = page.get_by_role("button", name="Listen to “itch”")
    sound = page.locator(".entry .clip audio")
    expect(button).to_be_visible()
    expect(sound).to_be_hidden()
    assert not any("/sounds/" in address for address in witness.asked)
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(PLAYED)
    expect(button).to_be_focused()
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24


def test_the_definition_in_the_text_has_it_too(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(f"{serve(tiny)}conditions/samplitis/index.html")
    control = page.locator("button.term[data-opens=word-itch]").first
    control.click()
    expect(
        page.locator("#word-itch").get_by_role("button", name="Listen to “itch”")
    ).to_be_visible()


def test_without_javascript_the_browser_has_controls_of_its_own(
    open_context: Callable[..., BrowserContext], tiny: BuiltSite, serve: Serve
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{serve(tiny)}glossary.html")
    expect(page.locator(".entry .clip audio[controls]")).to_be_visible()
    expect(page.locator(".entry .clip button")).to_be_hidden()


def test_it_is_not_printed(page: Page, tiny: BuiltSite, serve: Serve) -> None:
    page.goto(f"{serve(tiny)}glossary.html")
    page.emulate_media(media="print")
    expect(page.locator(".entry .clip")).to_be_hidden()
    page.emulate_media(media="screen")
