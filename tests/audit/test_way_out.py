"""What the comparison of two builds tells, and what it lets pass."""

from __future__ import annotations

from way_out import differences

PAGE = b'<head>\n  <meta name="generator" content="mkdocs-1.6.1">\n</head>\n'


def test_only_the_generator_tag_may_differ() -> None:
    other = PAGE.replace(b"mkdocs-1.6.1", b"properdocs-1.6.7")
    assert differences({"a.html": PAGE}, {"a.html": other}) == []
    assert differences({"a.html": PAGE}, {"a.html": other + b"x"}) == ["a.html differs"]


def test_a_file_in_one_of_the_two_is_told() -> None:
    assert differences({"a": b"", "b": b""}, {"a": b""}) == ["b is in one of the two only"]
