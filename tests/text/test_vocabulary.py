"""Which words are hard."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import word_list
from plainleaf.text.vocabulary import MEDICAL_ENDINGS, base_forms, hard_words, words_in, zipf


def test_rare_and_medical_words_are_hard() -> None:
    easy = "doctor bone marrow numb tired thinner bowels aching symptoms therapy blood liver"
    hard = "spleen chelation hematopoiesis transfusion anemia erythropoietin leukemia tdap"
    assert hard_words(words_in(f"{easy} {hard}")) == words_in(hard)


def test_an_ending_makes_a_word_medical_unless_everybody_uses_it() -> None:
    assert hard_words({"chemotherapy", "diarrhea", "hepatitis"}) == {
        "chemotherapy", "diarrhea", "hepatitis",
    }  # fmt: skip
    assert hard_words({"therapy", "cancer", "diabetes", "soap"}) == frozenset()
    assert hard_words({"xanthoma", "keratoplasty"}) == {"xanthoma", "keratoplasty"}


def test_inflected_words_are_as_common_as_what_they_come_from() -> None:
    assert base_forms("tingling")[:2] == ("tingling", "tingl")
    assert {"thin", "thinn"} <= {*base_forms("thinner")}
    assert "body" in base_forms("bodies")
    assert base_forms("pus") == ("pus",)
    assert hard_words({"bodies", "numbness", "stopping", "sacs"}) == frozenset()


def test_words_of_a_text() -> None:
    text = "It’s your child's 2nd X-ray, a PCV20 diploë (fever‑free) — don't!"
    assert words_in(text) == {
        *("it", "your", "child", "nd", "x", "ray", "a", "pcv", "diploë", "fever", "free", "don't"),
    }  # fmt: skip


def test_frequencies_are_those_of_wordfreq_cut_to_a_tenth() -> None:
    assert (zipf("doctor"), zipf("spleen"), zipf("spleens")) == (4.9, 3.1, 3.1)
    assert zipf("hematopoiesis") is None


def test_the_list_is_what_wordfreq_says() -> None:
    """After an upgrade of wordfreq: `python tests/word_list.py`."""
    assert word_list.LIST.read_text(encoding="utf-8") == word_list.made()


@given(st.text())
def test_no_text_raises(text: str) -> None:
    words = words_in(text)
    assert hard_words(words) <= words
    assert not any(word.endswith("'s") for word in words)


def test_endings_are_told_once() -> None:
    assert len({*MEDICAL_ENDINGS}) == len(MEDICAL_ENDINGS)
