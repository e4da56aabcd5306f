"""Addresses that were published, and where each leads now."""

from __future__ import annotations

from plainleaf.model.moved import (
    Moved,
    Published,
    by_old_page,
    load_published,
    published_text,
    with_present,
)


def test_moves_by_the_page_that_leads_on() -> None:
    moved = [Moved(old=old, new=new) for old, new in (("a.md#x", "b.md"), ("a.md#y", "c.md#z"))]
    assert by_old_page(moved) == {"a.md": {"x": "b.md", "y": "c.md#z"}}


def test_nothing_ever_leaves_the_list_of_what_was_published() -> None:
    before = (Published(page="b.md", anchors=("old", "kept")), Published(page="gone.md"))
    after = with_present(before, {"a.md": ["x", "x"], "b.md": ["kept", "new"]})
    assert after == (
        Published(page="a.md", anchors=("x",)),
        Published(page="b.md", anchors=("old", "kept", "new")),
        Published(page="gone.md"),
    )
    assert load_published(published_text(after), "p.yml").items == after
    assert load_published(published_text(()), "p.yml").items == ()
