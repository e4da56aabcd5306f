"""What readers come for on a phone: taps, and screens that they scroll, counted.

The tasks are data of the content (tests/content/reader_tasks.yml); a site with other content has
other readers. Larger letters, no script, forced colors and a folder have tests of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from playwright.sync_api import BrowserContext, Locator, Page, expect

from conftest import ROOT, BuiltSite

Serve = Callable[[BuiltSite], str]
PHONE = {"width": 360, "height": 740}
TASKS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "content" / "reader_tasks.yml").read_text(encoding="utf-8")
)
OURS = ROOT / "docs" / "conditions" / "extramedullary-hematopoiesis"


def screens_to(page: Page, part: Locator) -> float:
    """How far a reader scrolls until a part is seen, in screens; the page is there then."""
    before = page.evaluate("scrollY")
    part.first.evaluate(
        """(one) => {
          const box = one.getBoundingClientRect();
          const below = Math.min(box.bottom, box.top + innerHeight / 2) - innerHeight;
          const by = below > 0 ? below : Math.min(box.top, 0);
          scrollBy({ top: by, behavior: "instant" });
        }"""
    )
    return abs(float(page.evaluate("scrollY")) - float(before)) / PHONE["height"]


@pytest.mark.skipif(not OURS.is_dir(), reason="other content has other readers")
@pytest.mark.parametrize("task", TASKS, ids=lambda task: str(task["task"]))
def test_a_task_takes_no_more_than_it_may(
    open_context: Callable[..., BrowserContext],
    real: BuiltSite,
    serve: Serve,
    task: dict[str, Any],
) -> None:
    context = open_context(
        viewport=PHONE,
        has_touch=True,
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.goto(serve(real) + "index.html")
    screens = 0.0
    for step in task["steps"]:
        part = page.locator(step).first
        expect(part).to_be_visible()
        screens += screens_to(page, part)
        if (part.get_attribute("href") or "").endswith(".pdf"):
            break  # the file is the end of the way
        part.tap()
        page.wait_for_load_state()
    if "there" in task:
        found = page.locator(task["there"]).first
        expect(found).to_be_visible()
        screens += screens_to(page, found)
    print(f"{task['task']}: {len(task['steps'])} taps, {screens:.1f} screens")  # with -rP
    assert len(task["steps"]) <= task["most"]["taps"]
    assert screens <= task["most"]["screens"]


def test_back_leads_to_where_one_was(
    open_context: Callable[..., BrowserContext], real: BuiltSite, serve: Serve
) -> None:
    page = open_context(viewport=PHONE, has_touch=True).new_page()
    page.goto(serve(real) + "glossary.html")
    page.evaluate("scrollTo({ top: 5000, behavior: 'instant' })")
    page.locator(".menu summary").evaluate("(one) => one.click()")
    page.locator(".menu nav a").first.evaluate("(one) => one.click()")
    page.wait_for_url(lambda address: "glossary" not in address)
    page.go_back()
    page.wait_for_url("**/glossary.html")
    page.wait_for_function("() => Math.abs(scrollY - 5000) < 100")
