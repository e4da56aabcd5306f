"""What templates get."""

from __future__ import annotations

import dataclasses
import posixpath
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainleaf.rendering.view import PageView, SiteView, View, in_words, relative_url


@pytest.mark.parametrize(
    ("target", "page", "url"),
    [
        ("index.html", "index.html", "index.html"),
        ("a/b.html", "index.html", "a/b.html"),
        ("index.html", "a/b.html", "../index.html"),
        ("a/c.html", "a/b.html", "c.html"),
        ("a/b.html", "a/b.html", "b.html"),
        ("x/y/z.html", "a/b/c.html", "../../x/y/z.html"),
        ("a/b.html#c", "a/d.html", "b.html#c"),
        ("a/b.html#c", "a/b.html", "#c"),
        ("a/b.html#", "a/b.html", "#"),
        ("a/b.html", "404.html", "a/b.html"),
        ("a/b.html#c", "404.html", "a/b.html#c"),
    ],
)
def test_relative_url(target: str, page: str, url: str) -> None:
    assert relative_url(target, page) == url


PATHS = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map("/".join)


@settings(deadline=None)
@given(PATHS, PATHS)
def test_a_relative_url_leads_from_the_page_to_the_target(target: str, page: str) -> None:
    url = relative_url(target, page)
    assert posixpath.normpath(posixpath.join(posixpath.dirname(page), url)) == target
    assert not url.startswith("/")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 21), "November 21, 2026"),
        (date(2027, 5, 1), "May 1, 2027"),
        (date(1999, 12, 31), "December 31, 1999"),
    ],
)
def test_days_in_words(day: date, words: str) -> None:
    assert in_words(day) == words


@pytest.mark.parametrize("kind", [View, SiteView, PageView])
def test_views_never_change(kind: type) -> None:
    assert dataclasses.is_dataclass(kind)
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
