"""The command `plainleaf anchors`: remembers every address that was ever published."""

from __future__ import annotations

from pathlib import Path

from plainleaf.model.moved import PUBLISHED_FILE, published_text, with_present
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
    before = content.published.items
    headings = {src: _ids(content, page) for src, page in content.pages.items()}
    after = with_present(before, headings)
    new = sum(len(one.anchors) + 1 for one in after) - sum(len(one.anchors) + 1 for one in before)
    file = docs / DATA / PUBLISHED_FILE
    if new or not file.exists():
        file.write_text(published_text(after), encoding="utf-8", newline="\n")
    shown = file.relative_to(root).as_posix()
    return f"Added {new} addresses to {shown}." if new else f"{shown} has every address already."


def _ids(content: Content, page: Page) -> tuple[str, ...]:
    cards = cards_on(page, content.cards)
    return (*(one.id for one in page.headings if one.id), *(card.anchor for card in cards))
