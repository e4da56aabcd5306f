"""A pack that was printed, signed by hand, and typed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plainleaf.reviewing.ask import ask
from plainleaf.reviewing.pack_form import Form
from plainleaf.reviewing.review_record import RecordError
from review_packs import SIGNED, Desk, desk


def typing(lines: list[str]) -> Callable[[str], str]:
    waiting: Iterator[str] = iter(lines)

    def answer(_question: str) -> str:
        line = next(waiting, None)
        if line is None:
            raise EOFError
        return line

    return answer


def typed(one: Desk, *lines: str) -> tuple[Form, list[str]]:
    said: list[str] = []
    texts = {f"point/{point.id}": point.point for point in one.pack.points}
    form = ask(one.pack, texts, typing([*lines, *SIGNED.values()]), said.append)
    return form, said


def test_what_is_typed_is_what_a_filled_pdf_says(tmp_path: Path) -> None:
    one = desk(tmp_path)
    form, said = typed(one, one.pack.code.upper(), "a", "x", "c", "It is cold.", "", "n", "A")
    assert [(part.answers, part.words) for part in form.said] == [
        (("agree",), ""),
        (("change",), "It is cold."),
        ((), ""),
        (("skip",), ""),
        (("agree",), ""),
    ]
    assert form.signed == SIGNED
    assert "P1: Hot leaves are hot." in said
    assert "Type a, c, n, or nothing." in said


def test_a_printed_pack_of_an_older_text_is_refused_by_its_sections(tmp_path: Path) -> None:
    one = desk(tmp_path)
    codes = [asked.code for asked in one.pack.asked if not asked.is_point]
    with pytest.raises(
        RecordError, match='has changed since that pack was printed: "2 What it is"'
    ):
        typed(one, "dead-beef", codes[0], "000000", codes[2])
    form, said = typed(one, "dead-beef", *codes, "a", "", "")
    assert [part.asked.name for part in form.said] == ["top", "what-it-is", "when-to-get-help"]
    assert any("the points have" in line for line in said)


def test_who_stops_has_said_nothing(tmp_path: Path) -> None:
    with pytest.raises(EOFError):
        ask(desk(tmp_path).pack, {}, typing(["", "a"]), lambda _line: None)
