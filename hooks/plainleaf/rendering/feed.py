"""What has changed on the site's pages, as an Atom feed (RFC 4287) for those who follow it.

It names the pages that search engines may list, and no others: what no clinician has checked is not
sent to anybody. Of a case it says that it has changed and never what, since whoever reads a feed
has not met the case yet.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from plainleaf.model.review import Reviews
from plainleaf.model.words import words
from plainleaf.reading.content import Content
from plainleaf.rendering.navigation import page_title, page_url

FEED: Final = "changes.atom"
"""The feed, at the root of the site. By this ending servers know its type."""
_MOST: Final = 100
"""Entries; older ones stand on the page that lists the changes."""
_NAMESPACE: Final = uuid.UUID("6f0f8f0a-4b0c-5d53-9a7e-2c1f1a7f6d10")
"""Made for this feed."""
_SPACE: Final = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Entry:
    """All that changed on one page on one day."""

    src: str
    """The page, as a path inside docs/."""
    title: str
    """What it is called."""
    day: datetime.date
    """The day."""
    what: str
    """What is different, in the authors' words; empty for a case."""


def stands_in_feed(content: Content, reviews: Reviews, src: str, url: str) -> bool:
    """Whether there are changes of a page that the feed may tell."""
    page = content.pages.get(src)
    meta = page.meta if page is not None else None
    return (
        bool(url) and meta is not None and bool(meta.changes) and reviews.of(src).state == "current"
    )


def feed_entries(content: Content, reviews: Reviews, url: str) -> tuple[Entry, ...]:
    """What the feed tells, the latest first.

    Args:
        content: the site's source.
        reviews: what holds of the recorded reviews.
        url: the public address, with a slash at its end; empty while there is none.
    """
    found = []
    for src, page in content.pages.items():
        if page.meta is None or not stands_in_feed(content, reviews, src, url):
            continue
        told: dict[datetime.date, list[str]] = {}
        for change in page.meta.changes:
            told.setdefault(change.date, []).append(change.what)
        case = page.kind is not None and page.kind.hides_condition
        title = page_title(page)
        found += [
            Entry(src, title, day, "" if case else " ".join(what)) for day, what in told.items()
        ]
    found.sort(key=lambda one: (-one.day.toordinal(), one.title, one.src))
    return tuple(found[:_MOST])


def feed_xml(entries: Iterable[Entry], site: str, url: str) -> str:
    """A feed; empty without entries.

    Args:
        entries: what it tells, the latest first.
        site: what the site is called.
        url: its public address, with a slash at its end.
    """
    listed = tuple(entries)
    if not listed:
        return ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="{_SPACE}" xml:lang="en-US">',
        f"<title>{escape(words().reviews.feed.format(site=site))}</title>",
        f"<id>{escape(url)}{FEED}</id>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(url + FEED)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(url)}/>',
        f"<updated>{_time(listed[0].day)}</updated>",
        f"<author><name>{escape(site)}</name></author>",
        *(line for one in listed for line in _entry(one, url)),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(one: Entry, url: str) -> Iterator[str]:
    yield "<entry>"
    yield f"<title>{escape(one.title)}</title>"
    # The same for ever: nobody is told of a change twice.
    yield f"<id>urn:uuid:{uuid.uuid5(_NAMESPACE, f'{url}{one.src} {one.day}')}</id>"
    yield f'<link rel="alternate" type="text/html" href={quoteattr(url + page_url(one.src))}/>'
    yield f"<updated>{_time(one.day)}</updated>"
    if one.what:
        yield f'<summary type="text">{escape(one.what)}</summary>'
    yield "</entry>"


def _time(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
