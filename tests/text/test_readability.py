from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.reading.page import read_page
from plainleaf.reading.page_grade import grade_of_page
from plainleaf.text.readability import Grade, grade_of_text, sentences, words
from plainleaf.text.syllables import syllables


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("", []),
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Dr. Leaf saw 3.5 cm, e.g. here.", ["Dr. Leaf saw 3.5 cm, e.g. here."]),
        ('He said "No." Then he left.', ['He said "No."', "Then he left."]),
        ("Is it rare (very)? Yes.", ["Is it rare (very)?", "Yes."]),
        ("Sleep, rest, etc. Then drink.", ["Sleep, rest, etc.", "Then drink."]),
        ("By A. B. Leaf. I. 38 °C is warm.", ["By A. B. Leaf.", "I.", "38 °C is warm."]),
        ("It costs 5. 3 of 7 paid.", ["It costs 5.", "3 of 7 paid."]),
        ("Wait… What? go on. no capital", ["Wait…", "What? go on. no capital"]),
    ],
)
def test_sentences(text: str, split: list[str]) -> None:
    assert sentences(text) == split


def test_words_leave_punctuation_out() -> None:
    assert words("Don’t take 3.5 mg-doses (twice), e.g. EMH!") == [
        *("Don’t", "take", "3.5", "mg", "doses", "twice", "e.g", "EMH"),
    ]


@pytest.mark.parametrize(
    ("count", "listed"),
    [
        (1, "a the be blood spleen bone made cells through eye eyes priest walked moved near"),
        (2, "marrow liver symptom table little people being science doesn't vaccines ages lonely"),
        (3, "family another medicine radio idea energy transfusions piano creating"),
        (4, "anemia information pediatric generally laboratory"),
        (5, "thalassemia hereditary sideroblastic myelofibrosis"),
        (6, "extramedullary hematopoiesis"),
    ],
)
def test_syllables(count: int, listed: str) -> None:
    expected = dict.fromkeys(listed.split(), count)
    assert {word: syllables(word) for word in expected} == expected


@pytest.mark.parametrize(
    ("word", "count"),
    [("38", 1), ("EMH", 3), ("MPNs", 3), ("WHO", 5), ("A", 1), ("spleen's", 1), ("ß", 1), ("…", 1)],
)
def test_numbers_abbreviations_and_odd_words(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_known_pronunciation_wins() -> None:
    assert syllables("Deferasirox", {"deferasirox": 5}) == 5
    assert syllables("EMH", {"emh": 3}) == 3
    easy, hard = grade_of_text("A tree.", {"tree": 1}), grade_of_text("A tree.", {"tree": 9})
    assert hard.grade > easy.grade


def test_the_grade_follows_the_formula() -> None:
    # Flesch-Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59
    grade = Grade(sentences=2, words=20, syllables=30)
    assert grade.grade == round(0.39 * 10 + 11.8 * 1.5 - 15.59, 1)
    assert Grade(0, 0, 0).grade == 0.0
    assert grade + grade == Grade(4, 40, 60)


def test_plain_words_are_graded_below_technical_ones() -> None:
    plain = "Your team will help you. Ask what you can do. Drink a lot of water."
    technical = (
        "Ineffective erythropoiesis necessitates multidisciplinary management incorporating "
        "hypertransfusion and radiotherapy."
    )
    assert grade_of_text(plain).grade < 3
    assert grade_of_text(technical).grade > 20


PAGE = """\
---
kind: faq
---
Short lead.

## Easy

It is a cat. It sat.

- one
- two

| Where | What |
|---|---|
| here | this cat |

## Hard

Multidisciplinary hypertransfusion necessitates radiotherapy.

## Sources
"""


def test_a_page_is_graded_whole_and_by_section() -> None:
    graded = grade_of_page(read_page("docs/conditions/x/faq.md", PAGE.encode()))
    assert [(part.title, part.line) for part in graded.sections] == [
        ("", 4),
        ("Easy", 6),
        ("Hard", 17),
    ]
    lead, easy, hard = (part.grade for part in graded.sections)
    assert lead + easy + hard == graded.grade
    # Items and cells end their sentence without a full stop; headings do not count.
    assert (easy.sentences, easy.words) == (8, 13)
    assert hard.grade > 20 > easy.grade


@given(st.text())
def test_any_text_can_be_graded(text: str) -> None:
    grade = grade_of_text(text)
    assert grade.syllables >= grade.words >= 0
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
