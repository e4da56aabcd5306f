"""IPA into syllables and respellings."""

from __future__ import annotations

import unicodedata
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pronunciation_report
from plainleaf.text.ipa import CONSONANTS, ONSETS, VOWELS, WITH_R, Stress, Syllable
from plainleaf.text.pronunciation import key_rows, pronounce, read_respelling, respelling_text
from plainleaf.text.respelling import Emphasis, spell

TUNED = pronunciation_report.read(pronunciation_report.TUNED)
HELD_OUT = [
    case for name in pronunciation_report.HELD_OUT for case in pronunciation_report.read(name)
]
FIRST_RUNS = pronunciation_report.read("pronunciation_first_runs.yml")
BROKEN: list[dict[str, Any]] = pronunciation_report.read("ipa_problems.yml")

BUILDING_BLOCKS = [*VOWELS, *CONSONANTS, *"ˈˌ.- ː", "ɚ", "ɝ", "ɜːr", "n̩", "t͡ʃ", "əʊ", "g", "q"]


@pytest.mark.parametrize("case", TUNED, ids=lambda case: case["word"])
def test_respells_the_words_it_was_made_with(case: dict[str, str]) -> None:
    assert pronounce(case["ipa"]).respelling == case["respelling"]


@pytest.mark.parametrize("case", HELD_OUT, ids=lambda case: case["word"])
def test_respells_words_it_was_not_made_with(case: dict[str, str]) -> None:
    assert pronounce(case["ipa"]).respelling == case["respelling"]


def test_held_out_words_are_many_and_really_held_out() -> None:
    assert not {case["ipa"] for case in HELD_OUT} & {case["ipa"] for case in TUNED}
    assert len({case["ipa"] for case in HELD_OUT}) == len(HELD_OUT) > 180


@pytest.mark.parametrize("first", FIRST_RUNS, ids=lambda first: first["file"])
def test_first_runs_are_told_as_they_were(first: dict[str, Any]) -> None:
    """A word that missed may only move to the words that rules are made with."""
    now = pronunciation_report.score(pronunciation_report.read(first["file"]))
    missed = [one["word"] for one in first.get("missed", ())]
    assert now.words + len(missed) == first["words"]
    assert first["exact"] == first["words"] - len(missed)
    assert first["stress_and_syllables"] == first["words"]
    assert {*missed} <= {case["word"] for case in TUNED}


def test_report_counts_every_set() -> None:
    lines = pronunciation_report.report().splitlines()
    assert [line.split(".yml")[0] for line in lines[1:4]] == [
        "pronunciation", "pronunciation_held_out", "pronunciation_held_out_2",
    ]  # fmt: skip
    assert lines[-1].split()[-3:] == ["96", "93", "96"]


@pytest.mark.parametrize("case", [*TUNED, *HELD_OUT], ids=lambda case: case["word"])
def test_syllables_and_main_stress_are_those_of_the_ipa(case: dict[str, str]) -> None:
    assert pronunciation_report.stress_and_syllables_right(case["ipa"])


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["ipa"] or "empty")
def test_names_the_sign_and_its_place(case: dict[str, Any]) -> None:
    said = pronounce(case["ipa"])
    assert said.respelling == ""
    assert [f"{one.position} {one.kind}: {one.message} {one.fix}" for one in said.problems] == case[
        "problems"
    ]


def test_a_t_marked_as_voiced_is_a_t() -> None:
    assert pronounce("ˈblædɚ ˈwɔːt̬ɚ").respelling == "BLAD-er WAW-ter"


def test_capitals_say_where_the_stress_is() -> None:
    [word] = pronounce("ˌhɛpətoʊˌspliːnoʊˈmɛɡəˌli").words
    assert [part.emphasis.name for part in word] == [
        "STRONG", "PLAIN", "PLAIN", "STRONG", "PLAIN", "STRONGEST", "PLAIN", "PLAIN",
    ]  # fmt: skip
    assert [part.letters.isupper() for part in word] == [bool(part.emphasis) for part in word]


def test_the_last_capitals_of_a_word_are_its_strongest_part() -> None:
    for case in (*TUNED, *HELD_OUT):
        for word in pronounce(case["ipa"]).words:
            if any(part.emphasis is Emphasis.STRONGEST for part in word):
                assert [p.emphasis for p in word if p.emphasis][-1] is Emphasis.STRONGEST


def test_a_written_respelling_reads_like_a_derived_one() -> None:
    ipa = "ˌɛkstrəˈmɛdəˌlɛri hɪˌmætəpɔɪˈiːsɪs"
    assert read_respelling(pronounce(ipa).respelling) == pronounce(ipa).words
    assert respelling_text(read_respelling("EK-struh  spleen")) == "EK-struh spleen"


def test_the_key_explains_every_spelling_by_a_word_that_has_it() -> None:
    for row in key_rows():
        first, _gap, last = row.letters.partition("…")
        said = row.respelled.lower()
        assert first in said, row
        assert said.endswith(last), row


def test_the_key_is_made_from_the_table() -> None:
    assert [
        {"letters": r.letters, "sound": r.ipa, "example": r.example, "respelled": r.respelled}
        for r in key_rows()
    ] == pronunciation_report.read("pronunciation_key.yml")


def test_the_key_has_every_sound_of_us_english() -> None:
    in_key = {row.ipa.replace("ː", "") for row in key_rows()}
    assert {*VOWELS, *CONSONANTS, *WITH_R.values()} == in_key


# --- one spelling, one sound -----------------------------------------------------------------

SAME_SPELLING = {"ð": "θ", "ʌ": "ə", "ɜr": "ər"}
"""Sounds that respellings do not keep apart; each pair differs little, or only in stress."""

CODAS = [
    (),
    *((one,) for one in CONSONANTS if one not in "hjwr"),
    *(tuple(two) for two in ("nt", "nd", "ŋk", "ks", "ts", "ps", "st", "sk", "sp", "ns", "nz")),
    *(tuple(two) for two in ("lt", "ld", "lk", "lm", "lf", "ls", "lz", "mp", "kt", "pt", "ft")),
    ("n", "dʒ"),
    ("n", "tʃ"),
    ("k", "s", "t"),
]


def test_no_two_sounds_are_written_alike() -> None:
    """Every syllable that English could have, at each place of a word: its letters say which."""
    nuclei = [*VOWELS, *dict.fromkeys(WITH_R.values())]
    meanings: dict[str, set[tuple[object, ...]]] = {}
    neighbor = Syllable(("t",), "ə", (), Stress.NONE)
    for onset, nucleus, coda in product([(), *sorted(ONSETS)], nuclei, CODAS):
        heard = tuple(
            tuple(SAME_SPELLING.get(sound, sound) for sound in sounds)
            for sounds in (onset, (nucleus,), coda)
        )
        for stress in Stress:
            syllable = Syllable(onset, nucleus, coda, stress)
            first, last = spell((syllable, neighbor))[0], spell((neighbor, syllable))[-1]
            for part in (first, last):
                meanings.setdefault(part.letters.lower(), set()).add(heard)
    alike = {letters: heard for letters, heard in meanings.items() if len(heard) > 1}
    assert alike == {}


# --- any text --------------------------------------------------------------------------------


@given(st.text())
def test_no_text_raises(text: str) -> None:
    said = pronounce(text)
    assert said.ok == bool(said.respelling)


@given(st.lists(st.sampled_from(BUILDING_BLOCKS), max_size=14).map("".join))
def test_whatever_is_read_keeps_its_syllables_and_stress(ipa: str) -> None:
    said = pronounce(ipa)
    if not said.ok:
        assert said.words == ()
        assert all(1 <= one.position <= len(ipa) + 1 for one in said.problems)
        assert all(one.message.endswith(".") for one in said.problems)
        assert all(one.fix.endswith(".") for one in said.problems)
        return
    assert said.syllable_count == pronunciation_report.count_vowels(ipa)
    assert len(said.respelling.replace(" ", "-").split("-")) == said.syllable_count
    assert sum(
        part.emphasis is Emphasis.STRONGEST for word in said.words for part in word
    ) == ipa.count("ˈ")


@st.composite
def words(draw: st.DrawFn) -> tuple[str, int]:
    """A well-formed word and its number of syllables."""
    syllables = draw(st.integers(1, 5))
    main = draw(st.integers(0, syllables - 1))
    written = []
    for place in range(syllables):
        mark = "ˈ" if place == main else draw(st.sampled_from(["", ".", "ˌ"]))
        onset = "".join(draw(st.sampled_from(sorted(ONSETS)))) if mark or place == 0 else ""
        vowel = draw(st.sampled_from([*VOWELS, "ɚ", "ɝ"]))
        coda = "".join(draw(st.sampled_from(CODAS))) if place == syllables - 1 else ""
        written.append(f"{'' if mark == '.' and place == 0 else mark}{onset}{vowel}{coda}")
    return "".join(written), syllables


@given(words())
def test_every_well_formed_word_has_a_respelling(word: tuple[str, int]) -> None:
    ipa, _syllables = word
    said = pronounce(ipa)
    british = any(problem.message.endswith("British sound.") for problem in said.problems)
    assert british or said.syllable_count == pronunciation_report.count_vowels(ipa)


@given(st.text(max_size=40))
def test_letters_of_a_respelling_are_plain(text: str) -> None:
    letters = pronounce(text).respelling
    assert all(unicodedata.category(letter) in ("Ll", "Lu", "Pd", "Zs") for letter in letters)
    assert letters.isascii()
