"""Formats: what may be asked for, and what is small."""

from __future__ import annotations

import pytest

from plainleaf.print.formats import FORMATS, ChoiceError, chosen_formats


@pytest.mark.parametrize(
    ("asked", "serving", "names"),
    [
        (None, False, "a4 letter large-a4 large-letter"),
        ("", False, "a4 letter large-a4 large-letter"),
        (None, True, ""),
        ("", True, ""),
        ("1", True, "a4 letter large-a4 large-letter"),
        (True, True, "a4 letter large-a4 large-letter"),
        ("0", False, ""),
        (0, False, ""),
        (False, False, ""),
        ("a4", False, "a4"),
        ("large-a4, A4", True, "a4 large-a4"),
    ],
)
def test_what_print_says_chooses_the_formats(asked: object, serving: bool, names: str) -> None:
    assert [one.name for one in chosen_formats(asked, serving=serving)] == names.split()


def test_an_unknown_word_is_told_with_the_known_ones() -> None:
    with pytest.raises(ChoiceError, match=r'"a5".* a4, letter, large-a4, large-letter'):
        chosen_formats("a5", serving=False)


def test_large_print_has_nothing_smaller_than_its_type() -> None:
    for one in FORMATS:
        assert one.type_size == (18 if one.large else 14)
        assert one.small_size >= (18 if one.large else 12)
        assert one.large == ("large print" in one.words)
