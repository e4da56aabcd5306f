"""Care cards as data: what is refused, at which line, and what a page shows of them."""

from __future__ import annotations

import pytest

from conftest import ROOT
from finding_lines import as_text
from plainleaf.model.care_cards import CareCards, load_care_cards, load_urgent_sentences, texts
from plainleaf.reading.page import read_page
from plainleaf.reading.placed_cards import cards_in, cards_on, placed_blocks

PATH = "docs/_data/care_cards.yml"
CARD = """\
- id: hot
  condition: leaf-fever
  level: emergency
  heading: "Call an ambulance if:"
  lead: {text: Look twice., sources: [FAN]}
  items:
    - {text: the leaf burns, sources: [FAN, ROB]}
    - text: >-
        the leaf
        smokes
      sources: [FAN]
  closing: [{text: Water it., sources: [ROB]}]
  sign_off: leaves
- id: dry
  condition: root-rot
  level: urgent
  heading: "Call today if:"
  items: [{text: the root is dry, sources: [FAN]}]
  always: true
  sign_off: leaves
"""


def cards(text: str = CARD) -> CareCards:
    return load_care_cards(text, PATH)


def test_a_card_is_read_with_the_places_of_its_parts() -> None:
    found = cards()
    assert found.findings == ()
    hot = found.cards["hot"]
    assert [text for _, text in texts(hot)] == [
        "Call an ambulance if:",
        "Look twice.",
        "the leaf burns",
        "the leaf smokes",
        "Water it.",
    ]
    assert hot.sources == ("FAN", "ROB")
    assert [found.place("hot", *part)[0] for part, _ in texts(hot)] == [4, 5, 7, 8, 12]
    assert found.place("dry") == (14, 3)
    assert found.place("dry", "items", 7) == (14, 3)
    assert found.place("nobody") == (1, 1)


def test_emergency_cards_must_stand_and_others_when_they_say_so() -> None:
    found = cards(
        CARD + CARD.replace("hot", "warm").replace("dry", "dusty").replace("true", "false")
    )
    assert [one.id for one in found.cards.values() if one.must_stand] == ["hot", "dry", "warm"]
    assert {name: len(own) for name, own in found.by_condition.items()} == {
        "leaf-fever": 2,
        "root-rot": 2,
    }


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("id: hot", "id: emergency", f'{PATH}:1:3: error PL430 "emergency" is a level'),
        ("id: hot", "id: Hot leaf", f'{PATH}:1:3: error PL430 "Hot leaf" cannot be part'),
        ("id: hot", "id: dry", f'{PATH}:14:3: error PL430 The id "dry" is taken: line 1'),
        ("level: emergency", "level: now", f'{PATH}:3:3: error PL430 "level" cannot be "now".'),
        ("  sign_off: leaves\n- id: dry", "- id: dry", '1:3: error PL430 "sign_off" is missing.'),
        (", sources: [FAN, ROB]", "", '7:7: error PL430 "sources" is missing.'),
        ("[FAN, ROB]", "[]", '7:30: error PL430 "sources" is empty or too short.'),
        ("{text: the leaf burns,", "{text: ,", '7:8: error PL430 "text" is empty.'),
        (">-", "|-", "8:7: error PL430 The line has spaces or a line break that nobody sees."),
        (
            "items: [{text: the root is dry, sources: [FAN]}]",
            "items: []",
            '18:3: error PL430 "items"',
        ),
        ("heading:", "headng:", 'Did you mean "heading"?'),
        ("always: true", "always: perhaps", '19:3: error PL430 "always"'),
    ],
)
def test_a_broken_card_is_told_at_its_line(old: str, new: str, finding: str) -> None:
    assert old in CARD
    assert finding in as_text(cards(CARD.replace(old, new, 1)).findings)


@pytest.mark.parametrize("text", ["", "[]", "- [", "words", "a: b", "- 1\n- []", "\x00", "- &a {}"])
def test_anything_is_read_without_a_traceback(text: str) -> None:
    assert not cards(text).cards
    load_urgent_sentences(text, "docs/_data/urgent_sentences.yml")


def test_a_page_shows_the_cards_that_it_places_whole_and_in_its_order() -> None:
    page = read_page(
        "docs/index.md",
        b"---\nkind: home\n---\nText.\n\n/// care-card | dry\n///\n\n/// care-card | wet\n///\n\n"
        b"/// care-card | hot\n///\n\n```\n/// care-card | hot\n///\n```\n\n/// care-card | dry\n",
    )
    assert [one.id for one in cards_on(page, cards())] == ["dry", "hot", "dry"]
    assert [one.argument for one in placed_blocks(page)] == ["dry", "wet", "hot"]
    assert [one.id for one in cards_in(page.blocks[:1], cards())] == ["dry"]


def test_a_sentence_is_listed_once_with_a_reason() -> None:
    row = "- {sentence: Call today., reason: It is only a test.}\n"
    found = load_urgent_sentences(row * 2 + "- {sentence: Call now.}\n", "u.yml")
    assert len(found.items) == 2
    assert 'u.yml:2:3: error PL430 The sentence "Call today." is taken' in as_text(found.findings)
    assert 'u.yml:3:3: error PL430 "reason" is missing.' in as_text(found.findings)


def test_the_real_cards_are_read() -> None:
    found = load_care_cards((ROOT / PATH).read_text(encoding="utf-8"), PATH)
    assert found.findings == ()
    assert any(card.must_stand for card in found.cards.values())
