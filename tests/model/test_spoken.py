from __future__ import annotations

from plainleaf.model.spoken import known_syllables
from plainleaf.model.term import Term
from plainleaf.text.readability import grade_of_text


def term(name: str, ipa: str, **more: str) -> Term:
    said = {"ipa": ipa, "source": "editor", **more}
    return Term.model_validate(
        {"id": "x", "term": name, "category": "general", "definition": "A.", "pronunciation": said}
    )


def test_syllables_are_those_that_are_spoken() -> None:
    terms = [term("Platelet", "ˈpleɪtlət"), term("blood smear", "ˈblʌd ˈsmɪr")]
    assert known_syllables(terms) == {"platelet": 2, "blood": 1, "smear": 1}


def test_what_is_said_in_other_words_than_it_is_written_is_left_to_the_rules() -> None:
    assert known_syllables([term("blood-smear test", "ˈblʌd ˈsmɪr")]) == {}
    assert known_syllables([term("spleen", "no IPA 1")]) == {}


def test_only_a_part_may_be_said() -> None:
    assert known_syllables([term("axial view", "ˈæksiəl", ipa_for="axial")]) == {"axial": 3}


def test_the_grade_uses_them() -> None:
    known = known_syllables([term("platelet", "ˈpleɪtlət")])
    assert grade_of_text("A platelet.", known).syllables == 3
    assert grade_of_text("A platelet.").syllables == 4
