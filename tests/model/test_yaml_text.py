from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plainleaf.model.yaml_text import DEEPEST, LONGEST, YamlProblem, load_yaml

GOLDEN = Path(__file__).parents[1] / "golden" / "yaml"


def golden(name: str) -> list[dict[str, str]]:
    """The cases of a golden file: a text, and the lines that are said about it."""
    cases: list[dict[str, str]] = yaml.safe_load((GOLDEN / f"{name}.yml").read_text("utf-8"))
    return cases


def lines_of(problems: Iterable[YamlProblem]) -> list[str]:
    return [f"{one.line}:{one.column} {one.kind} {one.message} {one.fix}" for one in problems]


# --- values ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# only a comment\n", None),
        ("a: 1\nb: -2\nc: 1.5\nd: 1e3\n", {"a": 1, "b": -2, "c": 1.5, "d": 1000.0}),
        ("- true\n- false\n- null\n- ~\n-\n", [True, False, None, None, None]),
        ("- no\n- NO\n- on\n- Yes\n- y\n", ["no", "NO", "on", "Yes", "y"]),
        ("- 08\n- 0x1F\n- 1_000\n- 12:30\n- .inf\n", ["08", "0x1F", "1_000", "12:30", ".inf"]),
        ("- 2026-11-21\n", [datetime.date(2026, 11, 21)]),
        ("- 2026-11-21 10:00\n- '2026-11-21'\n", ["2026-11-21 10:00", "2026-11-21"]),
        ("- '911'\n- \"911\"\n- 911\n", ["911", "911", 911]),
        ("- 123456789012345678901234567890\n", ["123456789012345678901234567890"]),
        ("1: a\n2026-11-21: b\ntrue: c\n", {"1": "a", "2026-11-21": "b", "true": "c"}),
        ("a: |\n  x\n  y\nb: >-\n  x\n  y\n", {"a": "x\ny\n", "b": "x y"}),
        ("a: {b: [c, {d: e}]}\n", {"a": {"b": ["c", {"d": "e"}]}}),
    ],
)
def test_values_are_those_of_yaml_1_2(text: str, value: object) -> None:
    source = load_yaml(text)
    assert (source.value, source.problems) == (value, ())


# --- places ----------------------------------------------------------------------------------

NESTED = """\
title: A
# a comment
list:
- x
-   - inner
    - {k: v, é: [1, 2]}
text: >
  long
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), (11, 1), (11, 1)),
        (("title",), (11, 1), (11, 8)),
        (("list",), (13, 1), (14, 1)),
        (("list", 0), (14, 3), (14, 3)),
        (("list", 1), (15, 5), (15, 5)),
        (("list", 1, 1), (16, 7), (16, 7)),
        (("list", 1, 1, "k"), (16, 8), (16, 11)),
        (("list", 1, 1, "é", 1), (16, 21), (16, 21)),
        (("text",), (17, 1), (17, 7)),
        (("list", 7, "not there"), (13, 1), (14, 1)),
        (("nowhere",), (11, 1), (11, 1)),
    ],
)
def test_every_key_and_item_has_its_place(
    path: tuple[str | int, ...], key: tuple[int, int], value: tuple[int, int]
) -> None:
    source = load_yaml(NESTED, first_line=11)
    assert (source.position(path), source.value_position(path)) == (key, value)


def test_line_ends_do_not_move_places() -> None:
    assert load_yaml("a: 1\r\nb: 2\r\n").position(("b",)) == (2, 1)


# --- problems --------------------------------------------------------------------------------


@pytest.mark.parametrize("case", golden("problems"), ids=lambda case: repr(case["text"]))
def test_problems_are_told_in_plain_words_at_their_place(case: dict[str, str]) -> None:
    source = load_yaml(case["text"])
    assert lines_of(source.problems) == case["output"].splitlines()


def test_the_first_of_two_equal_keys_counts_and_keeps_its_place() -> None:
    source = load_yaml("a: 1\na:\n  b: 2\n")
    assert source.value == {"a": 1}
    assert source.position(("a",)) == (1, 1)


def test_an_anchor_bomb_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50))
    assert load_yaml(bomb).value is None


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
def test_depth_is_limited(opening: str) -> None:
    (problem, *_) = load_yaml(opening * (DEEPEST + 1)).problems
    assert problem.kind == "syntax"
    assert load_yaml(opening * 50_000).value is None


def test_length_is_limited() -> None:
    (problem,) = load_yaml("a" * (LONGEST + 1)).problems
    assert "longer than" in problem.message


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from(
                [
                    *("a: b", "a:", "- x", "  - y", "{", "}", "[", "]", "'", '"', "|", ">", "? "),
                    *(": ", "&a ", "*a ", "!t ", "---", "...", "%YAML 1.2", "\t", "#", "<<: "),
                    "2026-13-40",
                ]
            ),
            max_size=12,
        ).map("\n".join),
    )
)
def test_no_text_raises_and_every_problem_has_a_place_in_it(text: str) -> None:
    source = load_yaml(text, first_line=5)
    for problem in source.problems:
        assert 5 <= problem.line <= 5 + text.count("\n") + text.count("\r") + 1
        assert problem.column >= 1
    assert (source.value is None) or source.position(())[0] >= 5
