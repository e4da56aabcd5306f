"""What is read of a finished page."""

from __future__ import annotations

from pathlib import Path

from plainleaf.checks.finished import NamedAddress, read_finished, read_site

PAGE = b"""<!doctype html>
<link rel="stylesheet" href="a.css"><link rel="next" href="b.html"><style>p{}</style>
<p id="one" onclick="x()" style="color: red"><a name="two" href=" c.html ">c</a>
<svg><use xlink:href="#one"/></svg><img src="d.png" srcset="e.png 1x, f.png 2x" alt="">
<button popovertarget="one two" aria-describedby="three">b</button>
<script>one()</script><script src="g.js"></script>
<script type="application/ld+json">{"url": "https://h.example/"}</script>
"""


def test_every_address_is_read_and_whether_it_loads() -> None:
    assert set(read_finished(PAGE).named) == {
        NamedAddress("c.html", loaded=False),
        NamedAddress("b.html", loaded=False),
        NamedAddress("https://h.example/", loaded=False),
        NamedAddress("a.css", loaded=True),
        NamedAddress("#one", loaded=True),
        NamedAddress("d.png", loaded=True),
        NamedAddress("e.png", loaded=True),
        NamedAddress("f.png", loaded=True),
        NamedAddress("g.js", loaded=True),
    }


def test_ids_and_code_are_read() -> None:
    page = read_finished(PAGE)
    assert page.ids == {"one", "two"}
    assert page.wanted_ids == ("one", "two", "three")
    assert page.inline == ("onclick=", "style=")
    assert (page.scripts, page.styles) == (("one()",), ("p{}",))


def test_every_page_is_read_in_the_order_of_its_path(tmp_path: Path) -> None:
    for name in ("b.html", "a.html", "c/d.html", "e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<!-- nothing -->", encoding="utf-8")
    assert list(read_site(tmp_path)) == ["a.html", "b.html", "c/d.html"]
