"""Letters that are not what they seem, and numbers that move."""

from __future__ import annotations

import pytest

from plainleaf.text.odd_letters import moved_number, odd_letter


@pytest.mark.parametrize(
    ("text", "offset", "said"),
    [
        ("a Нb of 7", 2, '"Н" in "Нb" is no Latin letter: Cyrillic capital letter en.'),
        ("hοpe", 1, '"ο" in "hοpe" is no Latin letter: Greek small letter omicron.'),
        ("vitamin Β12", 8, '"Β" in "Β12" is no Latin letter: Greek capital letter beta.'),
        ("38.5 °С", 6, '"С" in "С" is no Latin letter: Cyrillic capital letter es.'),
        ("a СТ scan", 2, '"С" in "СТ" is no Latin letter: Cyrillic capital letter es.'),
        ("www.сdc.gov", 4, '"с" in "сdc" is no Latin letter: Cyrillic small letter es.'),
        ("cօugh", 1, '"օ" in "cօugh" is no Latin letter: Armenian small letter oh.'),
        ("a\u0336b\u0336", 1, "U+0336 is drawn through or around the sign before it."),
        ("2\u0338 mg", 1, "U+0338 is drawn through or around the sign before it."),
        ("Take \uff15 mg", 5, '"\uff15" is a letter, a digit or a unit in a form of its own.'),
        ("a \U0001d41bold", 2, '"\U0001d41b" is a letter, a digit or a unit in a form of its own.'),
        ("1 \u338e", 2, '"\u338e" is a letter, a digit or a unit in a form of its own.'),
        (
            "group \U0001f170",
            6,
            '"\U0001f170" is a letter, a digit or a unit in a form of its own.',
        ),
        ("Take \u0665 mg", 5, '"\u0665" is a digit of another script.'),
        ("at 38 \u00baC", 6, '"\u00ba" only looks like the sign for degrees.'),
        ("a\u20e0", 1, "U+20E0 is drawn through or around the sign before it."),
    ],
)
def test_a_letter_that_is_not_what_it_seems(text: str, offset: int, said: str) -> None:
    found = odd_letter(text)
    assert found is not None
    assert (found.offset, found.message) == (offset, said)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "TNFα, NFκB, PPARγ, ΔF508",
            "خذ ٥ ملغ",
            "५ मिली",
            "½ ① Ⅳ 1º",
            "5 μg, 5 µg, Δψm, Ω, λmax",
            "Χ² = 3.8",
            "Χ2 or χ2",
        ),
        *("Журнал медицины 5", "Он сказал СТ, да.", "Η Αθήνα είναι", "café, Straße, œdema"),
        *("=\u0338 is ≠", "1\ufe0f\u20e3", "e\u0301", "plain"),
    ],
)
def test_letters_of_their_own_script_are_right(text: str) -> None:
    assert odd_letter(text) is None


@pytest.mark.parametrize(
    ("text", "offset"),
    [("עברית 5 mg", 6), ("ask for عربي (12)", 14), ("عربي: 5", 6), ("Take <bdi>ע</bdi> ע 5", 20)],
)
def test_a_number_after_a_right_to_left_word_moves(text: str, offset: int) -> None:
    found = moved_number(text)
    assert found is not None
    assert found.offset == offset
    assert text[offset].isdigit()


@pytest.mark.parametrize(
    "text",
    ["5 mg עברית", "<bdi>עברית</bdi> 5 mg", '<bdi lang="he">ע</bdi> (5)', "עברית is 5", "ע", "5"],
)
def test_a_number_elsewhere_stays(text: str) -> None:
    assert moved_number(text) is None


@pytest.mark.parametrize("piece", ["Нb ", "СТ ", "ע ", "ע(", "ע<bdi>", "a\u0336", "ο", "<bdi"])
def test_half_a_million_characters_are_read_once(piece: str) -> None:
    """What takes time in square never ends here."""
    text = piece * (500_000 // len(piece)) + "Ж"
    odd_letter(text)
    moved_number(text)
