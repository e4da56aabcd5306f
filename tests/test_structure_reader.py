"""The structure that is read in one pass is the one that markdown-it-py reads."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from plainleaf import structure_reader
from plainleaf.structure_reader import MARK, Event, read_structure


def by_authority(lines: list[str]) -> tuple[list[Event], dict[str, tuple[str, int]]]:
    references: dict[str, tuple[str, int]] = {}
    return structure_reader._by_markdown_it(lines, 0, references), references


def comparable(events: list[Event], lines: list[str]) -> list[Event]:
    """Events without what no one reads: blank lines at an end, places of ends, marks."""

    def last(event: Event) -> int:
        end = event.end
        while end > event.first + 1 and not lines[end - 1].strip():
            end -= 1
        return end

    return [
        event._replace(first=0, end=0)
        if event.kind.endswith("_close")
        else event._replace(end=last(event))
        for event in events
        if not (event.kind == "html" and event.text.strip() == MARK)
    ]


_LINES = st.sampled_from(
    [
        *("", "", "", "Text.", "more text", "## A", "### B #", "#", "#no", "- a", "- b c", "* d"),
        *(
            "1. one",
            "2. two",
            "7) seven",
            "    deep",
            "  two",
            "   three",
            "- ",
            "1.",
            "-     code",
        ),
        *("    - nested", "  - shallow", "    1. numbered", "      more", "| a | b |", "|---|:-:|"),
        *("| c | d |", "| e |", "a | b", "--|--", "---", "===", "***", "* * *", "> quote", "```"),
        *(MARK, "<div>", "</div>", "<!-- open", "[x]: y.md", "[^1]: note", "[@K] b", "[a", "b]: c"),
        *(
            "\ttab",
            " \t",
            "**bold** x",
            "_it_",
            "5 mg",
            "-5",
            "+1",
            "`x`",
            "~~~",
            "<b>x</b>",
            "a\\|b",
        ),
        *(
            "\u00a0",
            "- [x] y",
            "- # in",
            "- > in",
            "- | a |",
            "  |---|",
            "- - a",
            "    ",
            "2. | a |",
        ),
        *("<https://a.b>", "<script>", "text <!-- -->", "| a \\| b |", "|a|b|c|", "- a\tb", "-\ta"),
    ]
)
_SOUP = st.text(alphabet="ab #-*+_1.)|:=<>!`~[]\\/\t \u00a0", max_size=10)


@settings(max_examples=1500, deadline=None)
@given(st.lists(_LINES | _SOUP, max_size=14))
@example(["- a", "", "", "    b", "c"])
@example(["1. a", "", "   - b", "", "     c", "", "d"])
@example(["a", "+     b"])
def test_any_text_is_read_as_markdown_it_reads_it(lines: list[str]) -> None:
    references: dict[str, tuple[str, int]] = {}
    events = read_structure(lines, references)
    expected, defined = by_authority(lines)
    assert comparable(events, lines) == comparable(expected, lines)
    assert references == defined
