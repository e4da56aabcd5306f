"""The register of reviews, as HTML and as a calendar."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import small_site
from plainleaf.model.front_matter import Change
from plainleaf.model.review import PointStanding, ReviewRecord, Reviews, ReviewState
from plainleaf.model.review_roles import ReviewRole
from plainleaf.rendering.navigation import Navigator
from plainleaf.rendering.register import (
    RegisterEntry,
    calendar,
    entries,
    newest,
    render_changes,
    render_open_points,
    render_register,
    status_blocks,
)
from plainleaf.rendering.review_plan import Task

DAY = datetime.date(2026, 11, 21)
POINTS = """\
- {id: a, point: The leaf is hot & dry., role: Botany, pages: [glossary.md, index.md, gone.md]}
- {id: b, point: This one is agreed to., role: Botany, pages: [glossary.md]}
"""
NONE = ReviewState("none")
BOTANIST = ReviewRole(id="botanist", who="a botanist", part="leaves")
RECORD = ReviewRecord(
    page="a.md", reviewer="A. Leaf", role="Botany", date=DAY, sections={"top": "0" * 64}
)


def entry(src: str = "a.md", title: str = "A", **more: object) -> RegisterEntry:
    fields = {"written": DAY, "next_look": DAY, "review": NONE, "open_points": 0, **more}
    return RegisterEntry(src, title, **fields)  # type: ignore[arg-type]


def change(day: int, what: str) -> Change:
    return Change(date=datetime.date(2027, 1, day), what=what)


def cells(html: str) -> list[list[str]]:
    return [
        [cell.text().strip() for cell in row.css("th, td")]
        for row in LexborHTMLParser(html).css("tbody tr")
    ]


def test_every_page_stands_in_it_with_its_open_points(tmp_path: Path) -> None:
    root = small_site.write(
        tmp_path,
        {
            "_data/sign_off.yml": POINTS,
            "pronunciation.md": small_site.page("pronunciation", "Saying", next_look="2027-01-31"),
            "cases/a-spot/index.md": "---\nkind: case\n---\nIn pieces.\n",
        },
    )
    content = small_site.load(root)
    signed, waits = PointStanding("signed", ()), PointStanding()
    on = {"a": {"index.md": waits, "glossary.md": waits}, "b": {"glossary.md": signed}}
    reviews = Reviews(points=on)
    found = entries(content, reviews)
    assert [(one.src, one.open_points) for one in found] == [
        ("pronunciation.md", 0),
        ("about/index.md", 0),
        ("glossary.md", 1),
        ("conditions/leaf-fever/index.md", 0),
        ("index.md", 1),
        ("conditions/leaf-fever/faq.md", 0),
    ]
    html = render_open_points(content, reviews, Navigator(content.pages, "about/reviews.md"))
    assert "The leaf is hot &amp; dry." in html
    assert "agreed" not in html
    links = [link.attributes["href"] for link in LexborHTMLParser(html).css("a")]
    assert links == ["../glossary.html", "../index.html"]


def test_the_register_is_made_when_a_page_shows_it(tmp_path: Path) -> None:
    content = small_site.load(small_site.write(tmp_path, {"_data/sign_off.yml": POINTS}))
    asked = []

    def listed() -> tuple[RegisterEntry, ...]:
        asked.append(1)
        return (entry(title="Shown", changes=(change(2, "Something new."),)),)

    blocks = status_blocks(content, listed, Reviews, Navigator(content.pages, "about/index.md"))
    assert set(blocks) == {"review-register", "open-points", "changes"}
    assert asked == []
    html = blocks["review-register"]()
    assert "Shown" in html
    assert 'href="../reviews.ics"' in html
    assert "Something new." in blocks["changes"]()
    assert "The leaf is hot &amp; dry." in blocks["open-points"]()
    assert asked == [1, 1]


def test_a_row_says_what_the_page_says() -> None:
    tasks = (Task("a.md", "botanist", 12, 2, DAY), Task("a.md", "", 3, 0, DAY))
    listed = [
        entry(tasks=tasks),
        entry("b.md", "<B>", review=ReviewState("current", (RECORD,)), open_points=2),
        entry("c/d.md", "C", review=ReviewState("lapsed", (RECORD,))),
    ]
    html = render_register(listed, (BOTANIST,), Navigator({}, "about/reviews.md"), "../reviews.ics")
    day = "November 21, 2026"
    assert cells(html) == [
        ["<B>", f"Holds: A. Leaf, Botany, {day}", "2", "nothing", day, day],
        ["A", "None yet", "0", "a botanist: 12 min; a reviewer: 3 min", day, day],
        ["C", f"No longer counts: A. Leaf, Botany, {day}", "0", "nothing", day, day],
        # by who must read
        ["a botanist", "12 min", "2", "A (12 min)"],
        ["a reviewer", "3 min", "0", "A (3 min)"],
        # by due day
        [day, "A, <B>, C"],
    ]
    rows = LexborHTMLParser(html).css(".register tbody tr")
    assert [len(row.css(".none")) for row in rows] == [0, 1, 1]
    assert 'href="../c/d.html"' in html
    assert 'href="../reviews.ics"' in html


def test_the_newest_change_comes_first() -> None:
    listed = [
        entry(changes=(change(1, "First."), change(3, "Third & last."))),
        entry("b.md", "B", changes=(change(3, "New."), change(2, "Second."))),
    ]
    tree = LexborHTMLParser(render_changes(listed, Navigator({}, "a.md")))
    assert [one.text() for one in tree.css("dt, dd")] == [
        *("January 3, 2027", "A: Third & last.", "B: New."),
        *("January 2, 2027", "B: Second."),
        *("January 1, 2027", "A: First."),
    ]
    assert newest(listed[0].changes) == "January 3, 2027: Third & last."
    assert newest(()) is None
    assert "Nothing yet" in render_changes([entry()], Navigator({}, "a.md"))


# --- the calendar ----------------------------------------------------------------------------


def unfolded(data: bytes) -> list[str]:
    assert data.endswith(b"\r\n")
    assert not re.search(rb"[^\r]\n|\r[^\n]", data)
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_a_calendar_follows_the_standard() -> None:
    lines = unfolded(calendar([entry(next_look=datetime.date(2027, 1, 31))], "Leaves", DAY))
    uid = lines[5]
    assert re.fullmatch(r"UID:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", uid)
    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Plainleaf//Next looks//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        uid,
        "DTSTAMP:20261121T000000Z",
        "DTSTART;VALUE=DATE:20270131",
        "SUMMARY:Leaves: new look at A",
        "DESCRIPTION:Page: docs/a.md. Review: None yet. 0 open points.",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_an_entry_keeps_its_name_when_its_date_and_title_change() -> None:
    def uid(one: RegisterEntry, site: str = "Leaves") -> str:
        return unfolded(calendar([one], site, DAY))[5]

    assert uid(entry()) == uid(entry(title="B", next_look=datetime.date(2029, 1, 1), open_points=3))
    assert len({uid(entry()), uid(entry("b.md")), uid(entry(), "Roots")}) == 3


@pytest.mark.parametrize("title", ["a, b; c \\ d", "é" * 100, "日本" * 60, "𝛼" * 40, "x" * 74])
def test_any_title_is_escaped_and_folded(title: str) -> None:
    lines = unfolded(calendar([entry(title=title)], "L", DAY))
    plain = re.sub(r"\\(.)", r"\1", lines[8])
    assert plain == f"SUMMARY:L: new look at {title}"
    assert "@" not in "".join(lines)
