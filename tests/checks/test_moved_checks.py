"""Addresses that were published, and where each leads now."""

from __future__ import annotations

import pytest

from plainleaf.checks.moved_checks import check_moved
from plainleaf.model.moved import (
    load_moved,
    load_published,
)
from plainleaf.model.site_facts import PageFact

PAGES = {
    "a.md": PageFact("a.md", "about", heading_ids=frozenset(("here", "stays"))),
    "b/c.md": PageFact("b/c.md", "about", heading_ids=frozenset(("new", "newer"))),
}


def found(moved: str = "[]", published: str = "[]") -> list[str]:
    moves, known = load_moved(moved, "moved.yml"), load_published(published, "published.yml")
    hits = check_moved(moves, "moved.yml", known, "published.yml", PAGES)
    return [one.text for one in (*moves.findings, *known.findings, *hits)]


def test_what_leads_on_is_right() -> None:
    assert (
        found(
            "- {from: a.md#old, to: b/c.md}\n- {from: 'a.md#gone', to: 'b/c.md#new'}\n",
            "- {page: a.md, anchors: [here, old, gone]}\n- {page: b/c.md}\n",
        )
        == []
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "- {from: a.md#old, to: b/d.md}",
            'PL282 There is no page "b/d.md". Did you mean "b/c.md"?',
        ),
        (
            "- {from: a.md#old, to: b/c.md#newest}",
            'PL282 "b/c.md" has no heading "newest". Did you mean "newer"?',
        ),
        (
            "- {from: a.md#old, to: b/c.md#zz}",
            'PL282 "b/c.md" has no heading "zz". Name one of its headings, or the page.',
        ),
        (
            "- {from: a.md#here, to: b/c.md}",
            'PL282 "a.md" still has the heading "here". Delete this line.',
        ),
        (
            "- {from: x/y/z.md#old, to: b/c.md}",
            'PL282 There is no page "x/y/z.md": nothing there can lead on. Keep a page there.',
        ),
        (
            "- {from: a.md#old, to: b/c.md}\n- {from: a.md#old, to: a.md}",
            'PL282 Line 1 says already where "a.md#old" stands. Delete one of them.',
        ),
        (
            "- {from: a.md, to: b/c.md}",
            'PL282 There is a page "a.md", so nothing leads on from it. Delete this line.',
        ),
        (
            "- {from: a.txt, to: b/c.md}",
            'PL281 "a.txt" is neither a page nor a heading of one. '
            "Write it from inside docs/, e.g. conditions/anemia/index.md#treatment.",
        ),
        (
            "- {from: a.md#old, to: https://x.example/}",
            'PL281 "https://x.example/" is neither a page nor a heading of one. '
            "Write it from inside docs/, e.g. conditions/anemia/treatment.md.",
        ),
    ],
)
def test_a_line_that_leads_nowhere(line: str, said: str) -> None:
    (text,) = found(line)
    assert said in text


def test_what_was_published_may_not_vanish() -> None:
    assert found("[]", "- {page: a.md, anchors: [here, old]}\n- {page: gone.md}\n") == [
        'published.yml:1:3: error PL283 "a.md#old" was published, and leads nowhere now. '
        'Add "- {from: a.md#old, to: PAGE.md#ID}" to docs/_data/moved.yml.',
        'published.yml:2:3: error PL283 "gone.md" was published, and there is no such page any '
        'more. Restore it, or add "- {from: gone.md, to: PAGE.md}" to docs/_data/moved.yml.',
    ]


def test_a_page_that_is_listed_twice_or_oddly() -> None:
    odd, twice = found("[]", "- {page: a.md}\n- {page: a.md}\n- {pag: b/c.md}\n")
    assert odd.startswith('published.yml:3:4: error PL281 "pag" is not a known name.')
    assert twice.startswith('published.yml:2:3: error PL281 The page "a.md" is taken')
