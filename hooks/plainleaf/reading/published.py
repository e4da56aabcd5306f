"""The command `plainleaf anchors`: remembers every address that was ever published."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from plainleaf.model.moved import PUBLISHED_FILE, Published, published_text, with_present
from plainleaf.reading.content import DATA, Content
from plainleaf.reading.page import Page
from plainleaf.reading.placed_cards import cards_on


def add_present(content: Content, root: Path, docs: Path) -> str:
    """Add the present pages and headings to the file of published ones.

    Args:
        content: the site's source.
        root: the project's folder.
        docs: the folder of pages and data.

    Returns:
        What to tell whoever ran it.

    Raises:
        OSError: the file cannot be written.
    """
    after = _with_present(content)
    new = unlisted(content)
    file = docs / DATA / PUBLISHED_FILE
    if new or not file.exists():
        file.write_text(published_text(after), encoding="utf-8", newline="\n")
    shown = file.relative_to(root).as_posix()
    return f"Added {new} addresses to {shown}." if new else f"{shown} has every address already."


def unlisted(content: Content) -> int:
    """How many pages and headings the file of published ones does not have."""
    return _count(_with_present(content)) - _count(content.published.items)


def _with_present(content: Content) -> tuple[Published, ...]:
    headings = {src: _ids(content, page) for src, page in content.pages.items()}
    return with_present(content.published.items, headings)


def _count(published: Iterable[Published]) -> int:
    return sum(1 + len(one.anchors) for one in published)


def _ids(content: Content, page: Page) -> tuple[str, ...]:
    cards = cards_on(page, content.cards)
    return (*(one.id for one in page.headings if one.id), *(card.anchor for card in cards))
