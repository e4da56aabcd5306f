"""What the feed tells, and that feed readers can read it."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import small_site
from plainleaf.model.front_matter import Change
from plainleaf.model.kinds import KINDS
from plainleaf.model.review import Reviews, ReviewState
from plainleaf.rendering.feed import Entry, feed_entries, feed_xml, stands_in_feed

URL = "https://leaf.example/a&b/"
DAY, LATER = datetime.date(2026, 11, 21), datetime.date(2027, 1, 31)
A = "{http://www.w3.org/2005/Atom}"
CURRENT = ReviewState("current")


def check_atom(text: str) -> ElementTree.Element:
    """Check what RFC 4287 asks of a feed, and return it."""
    root = ElementTree.fromstring(text.encode())
    assert root.tag == f"{A}feed"
    assert [one.tag for one in root if one.tag != f"{A}entry"] == [
        *(f"{A}title", f"{A}id", f"{A}link", f"{A}link", f"{A}updated", f"{A}author"),
    ]
    assert root.findtext(f"{A}author/{A}name")
    ids = []
    for one in (root, *root.iter(f"{A}entry")):
        for name in ("title", "id", "updated"):
            assert len(one.findall(f"{A}{name}")) == 1
        ids.append(one.findtext(f"{A}id") or "")
        assert re.fullmatch(r"(?:https://\S+|urn:uuid:[0-9a-f-]{36})", ids[-1])
        updated = datetime.datetime.fromisoformat(one.findtext(f"{A}updated") or "")
        assert updated.tzinfo is not None
        assert len(one.findall(f'{A}link[@rel="alternate"]')) == 1
        for link in one.findall(f"{A}link"):
            assert link.attrib["href"].startswith(URL)
        assert len(one.findall(f"{A}summary")) <= 1
    assert len(set(ids)) == len(ids)
    return root


def test_a_feed_is_one_that_readers_of_feeds_know() -> None:
    entries = [Entry("a/b.md", "R&D <i>", LATER, "Now < then."), Entry("a/b.md", "R", DAY, "")]
    root = check_atom(feed_xml(entries, 'The "L" & Leaf', URL))
    assert root.findtext(f"{A}title") == 'The "L" & Leaf: what has changed'
    assert root.findtext(f"{A}id") == f"{URL}changes.atom"
    assert root.findtext(f"{A}updated") == "2027-01-31T00:00:00Z"
    first, second = root.iter(f"{A}entry")
    assert first.findtext(f"{A}title") == "R&D <i>"
    assert first.findtext(f"{A}summary") == "Now < then."
    (link,) = first.findall(f"{A}link")
    assert link.attrib["href"] == f"{URL}a/b.html"
    assert second.find(f"{A}summary") is None
    # A new title makes no new entry.
    again = feed_xml([Entry("a/b.md", "S", LATER, "Now.")], "L", URL)
    assert first.findtext(f"{A}id") in again


def test_without_entries_there_is_none() -> None:
    assert feed_xml([], "Leaf", URL) == ""


def test_tells_of_pages_whose_review_holds_and_nothing_of_a_case(tmp_path: Path) -> None:
    content = small_site.load(small_site.write(tmp_path))
    changed = tuple(Change(date=day, what=f"{day:%B}.") for day in (DAY, LATER, DAY))
    pages = dict(content.pages)
    for src in pages:
        page = pages[src]
        assert page.meta is not None
        kind = KINDS["case"] if src == "about/index.md" else page.kind
        meta = page.meta.model_copy(update={"changes": changed, "title": src})
        pages[src] = replace(page, kind=kind, meta=meta)
    content = replace(content, pages=pages)
    states = dict.fromkeys(("glossary.md", "about/index.md"), CURRENT)
    reviews = Reviews({**states, "index.md": ReviewState("lapsed")})
    assert feed_entries(content, reviews, URL) == (
        Entry("about/index.md", "about/index.md", LATER, ""),
        Entry("glossary.md", "glossary.md", LATER, "January."),
        Entry("about/index.md", "about/index.md", DAY, ""),
        Entry("glossary.md", "glossary.md", DAY, "November. November."),
    )
    assert stands_in_feed(content, reviews, "glossary.md", URL)
    assert not stands_in_feed(content, reviews, "index.md", URL)
    assert not stands_in_feed(content, reviews, "404.html", URL)
    assert feed_entries(content, Reviews(), URL) == ()
    assert feed_entries(content, reviews, "") == ()
