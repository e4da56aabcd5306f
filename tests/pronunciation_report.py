"""How well respellings come out, on words the rules were made with and on words they were not.

Run it: `python tests/pronunciation_report.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from plainleaf.text.pronunciation import pronounce
from plainleaf.text.respelling import Emphasis

GOLDEN = Path(__file__).parent / "golden"
TUNED = "pronunciation.yml"
HELD_OUT = ("pronunciation_held_out.yml", "pronunciation_held_out_2.yml")


@dataclass(frozen=True)
class Score:
    """How many words of a set come out right."""

    words: int
    exact: int
    """The respelling is the expected one, letter by letter."""
    stress_and_syllables: int
    """As many syllables as the IPA has, the main stress on the same one."""


def read(name: str) -> list[dict[str, Any]]:
    """A golden file."""
    found: list[dict[str, Any]] = yaml.load(
        (GOLDEN / name).read_text("utf-8"),
        yaml.CSafeLoader,  # seven times as fast
    )
    return found


def score(cases: list[dict[str, Any]]) -> Score:
    """How a set comes out today."""
    return Score(
        len(cases),
        sum(pronounce(case["ipa"]).respelling == case["respelling"] for case in cases),
        sum(stress_and_syllables_right(case["ipa"]) for case in cases),
    )


def count_vowels(ipa: str) -> int:
    """Spoken syllables, counted without the code under test: diphthongs and ties are one."""
    for two in ("eɪ", "oʊ", "aɪ", "aʊ", "ɔɪ"):
        ipa = ipa.replace(two[0] + "\u0361" + two[1], "A").replace(two, "A")
    syllabic = ipa.count("\u0329")
    return syllabic + sum(letter in "AiɪɛæɑɔʊuʌəɚɝɜA" for letter in ipa)


def stress_and_syllables_right(ipa: str) -> bool:
    """Whether a respelling has the syllables of its IPA, and the main stress where that has it."""
    said = pronounce(ipa)
    if said.syllable_count != count_vowels(ipa):
        return False
    for word, written in zip(said.words, ipa.split(), strict=True):
        strongest = [at for at, part in enumerate(word) if part.emphasis is Emphasis.STRONGEST]
        before, mark, _after = written.partition("ˈ")
        if strongest != ([count_vowels(before)] if mark else []):
            return False
    return True


def report() -> str:
    """The table."""
    rows = [("set", "words", "exact", "stress and syllables")]
    for name in (TUNED, *HELD_OUT):
        now = score(read(name))
        rows.append((name, str(now.words), str(now.exact), str(now.stress_and_syllables)))
    for first in read("pronunciation_first_runs.yml"):
        counts = (str(first[key]) for key in ("words", "exact", "stress_and_syllables"))
        rows.append((f"{first['file']}, first run", *counts))
    return "\n".join(f"{one:<45}{two:>7}{three:>7}{four:>22}" for one, two, three, four in rows)


if __name__ == "__main__":
    print(report())
