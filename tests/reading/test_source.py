from __future__ import annotations

import pytest

from plainleaf.reading.source import decode, mask, split_front_matter


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", ("",)),
        (b"a\nb\r\nc\rd", ("a", "b", "c", "d")),
        (b"\xef\xbb\xbfa\n", ("a", "")),
        ("a\x0bb\x0cc\x85d\u2028e\n".encode(), ("a\x0bb\x0cc\x85d\u2028e", "")),
    ],
)
def test_lines_are_those_of_an_editor(data: bytes, lines: tuple[str, ...]) -> None:
    assert decode(data).lines == lines


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"ab\xff", (1, 3)),
        ("é\r\nü".encode() + b"\xe9", (2, 2)),
        (b"\xef\xbb\xbfa\xff", (1, 2)),
        (b"a\n\xe2\x82", (2, 1)),
    ],
)
def test_the_first_byte_that_is_not_utf8_is_named(data: bytes, place: tuple[int, int]) -> None:
    decoded = decode(data)
    assert decoded.not_utf8 is not None
    assert (decoded.not_utf8.line, decoded.not_utf8.column) == place
    assert not decoded.readable


@pytest.mark.parametrize(
    ("lines", "text", "body_line"),
    [
        (["---", "a: 1", "---", "Text"], "a: 1", 4),
        (["--- ", "a: 1", "...\t", "Text"], "a: 1", 4),
        (["---", "---", "Text"], "", 3),
        (["---", "a: 1"], None, 3),
        (["----", "a: 1", "---"], None, 1),
        (["Text", "---", "a: 1", "---"], None, 1),
        ([""], None, 1),
    ],
)
def test_front_matter_runs_from_line_1_to_the_next_dashes(
    lines: list[str], text: str | None, body_line: int
) -> None:
    found = split_front_matter(lines)
    assert (found.text, found.body_line) == (text, body_line)
    assert (found.problem is None) == (text is not None)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("a <!-- b --> c", "a            c"),
        ("a <!-- b\nc\nd --> e", "a \n\n      e"),
        ("<!-- a --><!-- b -->", " " * 20),
        ("<!-- a\nb --> c <!-- d\ne -->", "\n      c \n" + " " * 5),
        ("`<!--` a", "`<!--` a"),
        ("`` ` <!-- `` b", "`` ` <!-- `` b"),
        ("` <!-- a -->", "`" + " " * 11),
        ("```\n<!--\n```\na", "   \n    \n   \na"),
        ("~~~ python\na\n~~~\nb", " " * 10 + "\n \n   \nb"),
        ("```\na\n````\n```\nb", "   \n \n    \n   \nb"),
        ("- ```\n  a\n  ```\nb", "     \n   \n     \nb"),
        ("> ```\n> a\n> ```\nb", "     \n   \n     \nb"),
        ("``` a ``` b", "``` a ``` b"),
        ("```\na", "```\na"),
        ("<!-- ```\n-->\na\n```", "\n   \na\n```"),
    ],
)
def test_code_and_comments_are_blanked_in_place(text: str, masked: str) -> None:
    assert "\n".join(mask(text.split("\n"), 1).lines) == masked


def test_comments_are_kept_with_their_place() -> None:
    (comment,) = mask(["a <!-- b", "c --> d"], 10).comments
    assert (comment.text, comment.line, comment.column, comment.end_line) == ("b\nc", 10, 3, 11)


def test_what_never_ends_is_told() -> None:
    found = mask(["```", "a", "b <!-- c"], 5).unclosed
    assert [(spot.line, spot.column) for spot in found] == [(5, 1), (7, 3)]
