"""Which pages a guide has, and in which order they are read."""

from __future__ import annotations

from guide_site import FOLDER, GUIDE
from plainleaf.reading.guide import in_guide_order, parts_of
from small_site import page, read


def names(*without: str, **changed: str) -> list[str]:
    files = {src: text for src, text in {**GUIDE, **changed}.items() if src not in without}
    return [one.src.removeprefix(FOLDER) for one in in_guide_order(read(files).values())]


def test_parts_stand_as_the_overview_lists_them_and_professionals_last() -> None:
    assert names() == [
        *("index.md", "when-to-get-help.md", "newer-pots.md", "tests.md"),
        *("faq.md", "professional.md"),
    ]


def test_a_part_that_is_not_listed_stands_behind_those_that_are() -> None:
    listed = page("condition", "Leaf fever", parts=["faq", "newer-pots", "faq"])
    assert names(**{f"{FOLDER}index.md": listed}) == [
        *("index.md", "faq.md", "newer-pots.md", "when-to-get-help.md", "tests.md"),
        "professional.md",
    ]


def test_pages_without_an_overview_stand_in_the_order_of_their_kinds() -> None:
    assert names(f"{FOLDER}index.md") == [
        *("when-to-get-help.md", "tests.md", "newer-pots.md", "faq.md", "professional.md"),
    ]


def test_other_pages_are_in_no_guide() -> None:
    pages = read({"about/index.md": page("about"), "cases/a-spot/index.md": page("case")})
    assert in_guide_order(pages.values()) == ()


def test_only_an_overview_lists_parts() -> None:
    pages = read({**GUIDE, "about/index.md": page("about", parts=["a"])})
    assert parts_of(pages[f"{FOLDER}index.md"])[:2] == (
        f"{FOLDER}when-to-get-help.md",
        f"{FOLDER}newer-pots.md",
    )
    assert parts_of(pages["about/index.md"]) == parts_of(pages[f"{FOLDER}tests.md"]) == ()
    one_page = read({f"{FOLDER}index.md": page("condition", parts="tests")})
    assert parts_of(one_page[f"{FOLDER}index.md"]) == ()
