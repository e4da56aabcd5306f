"""What a new reader asks has its answer where the list says, few steps from the home page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag

import pytest
import yaml

import real_site
from conftest import ROOT
from plainleaf.reading.placed_cards import cards_on
from plainleaf.rendering.navigation import Navigator, page_url
from plainleaf.rendering.view import LinkView

HOME = "index.md"
MOST_STEPS = 2
CONTENT = real_site.content()
PAGES_BY_URL = {page_url(src): src for src in CONTENT.pages}
FILE = ROOT / "tests" / "content" / "new_reader_questions.yml"
ASKED: list[dict[str, Any]] = [
    one
    for one in yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    # A site with other content has other readers; a page that left a folder that is there counts.
    if (ROOT / "docs" / one["answer"]).parent.is_dir()
]


def menu(src: str) -> Iterator[LinkView]:
    """All links of the menus that a page shows."""
    navigator = Navigator(CONTENT.pages, src)
    yield from navigator.header()
    yield from navigator.tabs()
    guide = navigator.guide()
    if guide is not None:
        yield from (*guide.pages, *guide.beside)


def step(src: str, title: str) -> str:
    """The page that a menu's link of this name leads to; fails unless there is exactly one."""
    found = {
        PAGES_BY_URL[posixpath.normpath(posixpath.join(posixpath.dirname(page_url(src)), path))]
        for path in (urldefrag(link.url).url for link in menu(src) if link.title == title)
    }
    assert len(found) == 1, f"{src}: its menu has {len(found)} pages named {title!r}"
    return found.pop()


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: str(asked["question"]))
def test_an_answer_stands_where_the_list_says(asked: dict[str, Any]) -> None:
    src, _, anchor = asked["answer"].partition("#")
    assert src in CONTENT.pages
    page = CONTENT.pages[src]
    cards = cards_on(page, CONTENT.cards)
    there = {*(one.id for one in page.headings), *(card.anchor for card in cards)}
    assert anchor in there


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: str(asked["question"]))
def test_menus_lead_from_home_to_the_answer_in_two_steps(asked: dict[str, Any]) -> None:
    assert 1 <= len(asked["steps"]) <= MOST_STEPS
    src = HOME
    for title in asked["steps"]:
        src = step(src, title)
    assert src == asked["answer"].partition("#")[0]


def test_each_question_is_asked_once() -> None:
    questions = [one["question"] for one in ASKED]
    assert len(set(questions)) == len(questions)
