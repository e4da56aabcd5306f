"""What was made of data the last time is not made again; anything else is."""

from __future__ import annotations

from plainleaf.keeping.last_time import LastTime


def test_only_the_same_of_the_same_name_is_not_made_again() -> None:
    last, made = LastTime(), []

    def make(*data: object) -> list[object]:
        made.append(data)
        return [*data]

    first = last.of("a", make, b"text", "docs")
    assert last.of("a", make, b"text", "docs") is first
    assert last.of("b", make, b"text", "docs") is not first
    assert last.of("a", make, b"other", "docs") == [b"other", "docs"]
    # The one before the last is forgotten.
    assert last.of("a", make, b"text", "docs") is not first
    assert made == [(b"text", "docs"), (b"text", "docs"), (b"other", "docs"), (b"text", "docs")]


def test_all_is_forgotten_where_what_it_goes_by_is_another() -> None:
    last, made = LastTime(), []
    for around in ("a", "a", "b", "a"):
        last.among(around)
        last.of("c", made.append, "text")
    assert made == ["text"] * 3
