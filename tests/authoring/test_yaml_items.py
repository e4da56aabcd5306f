from __future__ import annotations

import pytest

from plainleaf.authoring.scaffold import ScaffoldError
from plainleaf.authoring.yaml_items import without

TEXT = """\
# What this file is.

# --- One

- id: a
  pages:
    - x.md
    - y.md   # of all
  names: [one, "two, three", four]

# --- Two

# plainleaf-ignore PL1: why
- id: b
  text: >-
    Two

    paragraphs.
- {id: c, pages: [z.md]}
"""


@pytest.mark.parametrize(
    ("paths", "gone"),
    [
        ([(1,)], ["# plainleaf-ignore", "id: b", "  text", "    Two\n\n", "    paragraphs"]),
        ([(2,)], ["- {id: c"]),
        ([(0, "pages", 1)], ["    - y.md"]),
        ([(0, "pages", 0), (0, "pages", 1)], ["  pages:\n", "    - x.md", "    - y.md"]),
    ],
)
def test_what_is_not_asked_for_stays_as_it_is(
    paths: list[tuple[str | int, ...]], gone: list[str]
) -> None:
    new = without(TEXT, paths)
    assert not [one for one in gone if one in new]
    left = [line for line in TEXT.splitlines() if line and line not in new.splitlines()]
    assert all(any(line.strip() in one or one in line for one in gone) for line in left)
    assert "# --- One\n" in new
    assert "# --- Two\n" in new


def test_a_list_in_brackets_is_written_anew() -> None:
    new = without(TEXT, [(0, "names", 0)])
    assert '  names: ["two, three", four]\n' in new.replace("'", '"')


def test_of_a_whole_list_what_the_file_is_stays() -> None:
    new = without(TEXT, [(0,), (1,), (2,)])
    assert new == "# What this file is.\n\n[]\n"
    assert "# --- Two" not in without(TEXT, [(1,), (2,)])


def test_what_is_written_oddly_is_refused() -> None:
    with pytest.raises(ScaffoldError, match="written in a way"):
        without("- a: [x,\n    [y]]\n", [(0, "a", 0)])
