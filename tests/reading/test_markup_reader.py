"""The two readers of Markdown, side by side."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainleaf.checks.rules.sections import printed_as_text
from plainleaf.reading import markup_reader
from plainleaf.reading.markup_reader import difference, is_plain
from plainleaf.reading.page import Page, read_page


def page(body: str) -> Page:
    return read_page("docs/about/index.md", f"---\nkind: about\n---\n\n{body}\n".encode())


_LINES = st.sampled_from(
    [
        *("", "", "", "Words.", "words", "**Bold** words", '"Quoted"', "(So)", "## A", "### B"),
        *("- a", "- b", "- **c** d", "1. a", "2. b", "1. **c**", "| a | b |", "|---|---|", "///"),
        *(
            "| 1 | 2 |",
            "/// key-points",
            "# C",
            "#### D",
            "- [x](y.md)",
            "[a](b.md) c",
            "a | b",
            "A - b",
            "10. c",
        ),
    ]
)


@settings(max_examples=500)
@given(st.lists(_LINES, max_size=12))
def test_both_read_plain_lines_alike(lines: list[str]) -> None:
    made = page("\n".join(lines))
    broken = any(found.code.startswith("PL4") for found in made.findings)
    if (
        made.slips
        or broken
        or any(printed_as_text(made))
        or not is_plain(made.lines[made.body_line - 1 :])
    ):
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markup_reader, "is_plain", lambda _lines: False)
        assert difference(made) is None


@pytest.mark.parametrize(
    ("body", "line", "told"),
    [
        ("Text.\n\n    code", 7, "Four spaces make code of this."),
        ("- a\n\n  b", 7, "as a paragraph, not as a list item at depth 1"),
        ("Text\n- a", 5, 'as "Text - a"'),
        ("Term\n:   a\nb", 6, 'as "a b"'),
        ("Text.\n\n:   a", 5, "as a term with a meaning, not as a paragraph"),
        ("- a\n    - b\n\n        c\n- d", 8, 'as "c - d"'),
        ("Term\n:   a\n\n    - b\n:   c", 8, "as a term with a meaning"),
        ("*[A]: b\nlost", 5, '"lost"'),
    ],
)
def test_where_they_part_is_told_at_its_line(body: str, line: int, told: str) -> None:
    found = difference(page(body))
    assert found is not None
    assert found.line == line
    assert told in found.message


@pytest.mark.parametrize(
    "body",
    [
        "- a\n    - b\n\n        c\n\n- d",
        "> a\n>\n> - b",
        "Text <!-- a --> b\n\n<!-- c\n\nd -->\n\ne",
        "```\n# a\n```\n\n1. b\n\n    ```\n    c\n    ```",
        '!!! note "T"\n\n    - a\n\n    b\n\nc\n\n=== "U"\n\n    d',
        "Term\nOther\n:   a\n:   b\n\n    - c",
        "Text[^1]\n\n[^1]: a\n\n    b\n\nc",
        "/// key-points\n\n1. a\n\n///\n\n| a | b |\n|---|---|\n| 1 \\| 2 | 3 |",
        "[a][b]\n\n[b]: c.md\n\n*[D]: e\n*[F]: g",
    ],
)
def test_what_authors_write_is_read_alike(body: str) -> None:
    assert difference(page(body)) is None
