"""How words are compared in search."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.text.search_words import FOLDING, STOP_WORDS, TITLE_WORDS, fold, keys, plain, split


@pytest.mark.parametrize(
    "words",
    [
        "hematopoiesis haematopoiesis Hæmatopoiesis",
        "anemia anaemia anæmia",
        "edema oedema",
        "diarrhea diarrhoea",
        "esophagus oesophagus",
        "tumor tumour tumors tumours",
        "color colour",
        "leukocyte leucocyte leukocytes leucocytes",
        "sulfur sulphur",
        "fiber fibre fibers fibres",
        "center centre",
        "immunize immunise immunized immunised immunizes",
        "analyze analyse",
        "gray grey",
        "biopsy biopsies",
        "diagnosis diagnoses",
        "mass masses",
        "spleen spleens Spleen's SPLEENS",
        "make made makes making",
        "child children",
        "swim swims swimming swam",
        "stop stopped stopping",
        "feel felt feeling",
        "swell swollen swelling",
        "dose doses",
        "disease diseases",
        "cancer cancers cancerous",
        "pregnant pregnancy",
        "bleed bleeds bleeding",
        "breathe breathing breathes",
        "weak weakness",
        "enlarge enlarged enlarges",
        "diploe diploë",
        "no without",
        "not can't cannot cant won’t DON'T isnt",
        "sudden suddenly",
        "infect infection infections infected",
        "transfusion transfused transfusions",
        "vaccine vaccination vaccinated",
    ],
)
def test_forms_of_a_word_are_one(words: str) -> None:
    assert len({fold(word) for word in split(words)}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "mass mast",
        "virus vir",
        "hour hor",
        "four for",
        "liver live",
        "sepsis sepsi",
        "hematology hematopoiesis",
        "spleen splenectomy",
        "anemia anemone",
        "tired tire",
        "splenomegaly splenomega",
        "want not",
        "radiation radius",
    ],
)
def test_other_words_stay_apart(words: str) -> None:
    one, other = (fold(word) for word in split(words))
    assert one != other


def test_keys_are_what_a_text_is_about() -> None:
    assert keys("What is the spleen? X-ray of a child’s Tc-99m") == (
        ["spleen", "x", "ray", "child", "tc", "99m"]
    )
    assert keys("Why it happens", title=True) == ["why", "happen"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("below 10⁹/L", ["below", "10", "9", "l"]),
        ("10^9", ["10", "9"]),
        ("10⁻³", ["10", "3"]),
        ("CO₂ in m² or ⁹⁹ᵐTc", ["co2", "in", "m2", "or", "99mtc"]),
    ],
)
def test_a_power_is_asked_for_as_people_type_it(text: str, words: list[str]) -> None:
    assert split(text) == words


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in FOLDING])
def test_a_rule_means_the_same_to_python_and_javascript(pattern: str) -> None:
    """Named groups, flags and the like differ; the browser tests compare the words of the site."""
    assert re.fullmatch(r"[a-zæœ|()^$?<=!\[\]{}\d-]+", pattern)
    assert not re.search(r"\(\?[^:=!<]", pattern)


def test_a_word_stops_for_one_reason() -> None:
    assert not STOP_WORDS & TITLE_WORDS
    assert all(split(word) == [word] for word in STOP_WORDS | TITLE_WORDS)


@given(st.text(max_size=40))
def test_folding_takes_any_text(text: str) -> None:
    assert all(keys(plain(text)))
    assert keys(text.upper()) == keys(text.upper().lower())
