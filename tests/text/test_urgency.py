"""What tells somebody how soon, or where, to get help."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from plainleaf.model.block_specs import CARE_LEVELS
from plainleaf.model.care_cards import CareCard
from plainleaf.text.urgency import answers, asked, asked_by_telephone, may_ask, only_asks, unmet
from plainleaf.text.urgency_words import ACTS, ALONE, CALM, NUMBERS, TIMES

GOLDEN = Path(__file__).parents[1] / "golden" / "urgency"
NUMBERS_HERE = ("911", "999", "112")


def _sentences(file: str, kind: str) -> list[str]:
    data = yaml.load((GOLDEN / file).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return list(data[kind])


def _urgent(sentence: str) -> bool:
    return bool(asked(sentence, NUMBERS_HERE)) and not only_asks(sentence)


@pytest.mark.parametrize("sentence", _sentences("labeled.yml", "urgent"))
def test_what_sends_somebody_is_found(sentence: str) -> None:
    assert _urgent(sentence)
    assert may_ask(sentence)


@pytest.mark.parametrize("sentence", _sentences("labeled.yml", "calm"))
def test_what_sends_nobody_is_left_alone(sentence: str) -> None:
    assert not _urgent(sentence), asked(sentence, NUMBERS_HERE)


def test_what_five_more_sets_hold_is_got_right_but_for_what_is_listed() -> None:
    """They were written to get past the words, or blind; a lost find or a new alarm shows here."""
    sets = ("second.yml", "third.yml", "blind.yml", "fourth.yml", "fifth.yml")
    urgent = [one for file in sets for one in _sentences(file, "urgent")]
    calm = [one for file in sets for one in _sentences(file, "calm")]
    missed = [one for one in urgent if not _urgent(one)]
    alarmed = [one for one in calm if _urgent(one)]
    assert missed == _sentences("first_run.yml", "still_missed")
    assert alarmed == _sentences("first_run.yml", "still_alarmed")
    found = len(urgent) - len(missed)
    assert found / len(urgent) >= 0.98
    assert found / (found + len(alarmed)) >= 0.9


def test_the_set_is_large_and_half_of_it_is_calm() -> None:
    urgent, calm = _sentences("labeled.yml", "urgent"), _sentences("labeled.yml", "calm")
    assert len(set(urgent)) >= 100
    assert len(set(calm)) >= 100
    assert not set(urgent) & set(calm)
    first = {*_sentences("first_run.yml", "missed"), *_sentences("first_run.yml", "alarmed")}
    assert first <= {*urgent, *calm}
    for name in ("blind", "fourth", "fifth"):
        for kind, wrong in (("urgent", "missed"), ("calm", "alarmed")):
            record = {*_sentences("first_run.yml", f"{name}_{wrong}")}
            assert record <= {*_sentences(f"{name}.yml", kind)}


@pytest.mark.parametrize(
    ("sentence", "levels"),
    [
        ("Call an ambulance.", {"emergency"}),
        ("Go to A&E.", {"emergency"}),
        ("Dial 999.", {"emergency"}),
        ("Call your team today.", {"urgent"}),
        ("Call your team at once.", {"emergency", "urgent"}),
        ("Ring 111.", {"emergency", "urgent"}),
        ("Call in office hours.", {"non-urgent"}),
        ("Call tomorrow.", {"non-urgent"}),
    ],
)
def test_each_asks_for_cards_of_some_levels(sentence: str, levels: set[str]) -> None:
    found = asked(sentence, NUMBERS_HERE)
    for level in CARE_LEVELS:
        assert bool(unmet(found, {level})) == (level not in levels)


def test_a_number_of_the_site_counts_beside_those_of_the_world() -> None:
    assert asked("Call the leaf line on 060.", ("060",))
    assert not asked("In 060 leaves it was green.", ("060",))


@pytest.mark.parametrize(
    "address", ["tel:911", "TEL:1-1-2", "sms:999", "tel:+060", "tel:112;ext=1"]
)
def test_a_link_that_dials_for_help(address: str) -> None:
    assert asked_by_telephone(address, ("060",))


@pytest.mark.parametrize("address", ["tel:+15550123456", "https://911.example", "911", "tel:"])
def test_a_link_that_does_not(address: str) -> None:
    assert not asked_by_telephone(address, ("060",))


@pytest.mark.parametrize(
    "question",
    [
        "When is it an emergency?",
        "With a fever, when should I call an ambulance?",
        "Is a fever an emergency?",
    ],
)
def test_a_question_that_only_asks(question: str) -> None:
    assert only_asks(question)


@pytest.mark.parametrize(
    "told",
    [
        "Call an ambulance?",
        "When the leaf burns, call an ambulance?",
        "Is it hot: call 911?",
        "Why not call an ambulance?",
        "Call an ambulance, will you?",
        "When is it an emergency",
    ],
)
def test_a_question_mark_that_hides_what_is_told(told: str) -> None:
    assert not only_asks(told)


def test_what_answers_a_question() -> None:
    assert all(map(answers, ("Yes.", "No, see the card.", "Always, with a fever.")))
    assert not any(map(answers, ("Any one sign makes it one.", "Noise is none.", "See the card.")))


def test_every_row_of_words_has_its_reason_and_levels_of_cards() -> None:
    levels = set(CareCard.model_json_schema()["properties"]["level"]["enum"])
    assert levels == set(CARE_LEVELS)
    for row in (*ALONE, *TIMES, *ACTS, *CALM):
        assert row.why.endswith(".")
        assert row.levels <= levels
    assert all(row.levels for row in (*ALONE, *TIMES))
    assert set().union(*NUMBERS.values()) <= levels


@pytest.mark.parametrize(
    ("told", "urgent"),
    [
        ("She was rushed to the nearest hospital that night.", False),
        ("Her legs were weak; if yours are, go to the hospital.", True),
        ("The nearest hospital has 200 beds.", False),
        ("Go to the nearest hospital.", True),
    ],
)
def test_what_is_only_told_of_the_past_or_of_a_place_sends_nobody(told: str, urgent: bool) -> None:
    assert _urgent(told) is urgent


@pytest.mark.parametrize(
    "hostile",
    ["call now " * 50_000, "now: " * 90_000, "not " * 100_000, "a " * 200_000 + "?", "9" * 400_000],
    ids=["acts", "colons", "not", "words", "digits"],
)
def test_a_text_of_any_length_is_read_in_its_length(hostile: str) -> None:
    """It ends; the limit of a test is what would stop it."""
    asked(hostile, NUMBERS_HERE)
    only_asks(hostile)
