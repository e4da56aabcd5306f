"""What may tell who a patient is; the kinds of it are golden cases of PL910 to PL912."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from plainleaf import identifiers
from plainleaf.identifiers import Identifier, find_ages, find_dates, find_identifiers

Place = tuple[int, int]
SETS = Path(__file__).parent / "golden" / "identifiers"
TUNED = ("held_out_1", "held_out_2", "held_out_3", "held_out_4")
"""Sets that the rules were tuned on after their first run, which each of them tells."""
UNTOUCHED = "held_out_5"
"""The set that the rules were never tuned on: its share alone says what is found elsewhere."""


def all_in(text: str) -> list[Identifier]:
    """All that the rules for cases find."""
    return [*find_identifiers(text), *find_dates(text), *find_ages(text)]


def missed(name: str) -> tuple[list[str], int]:
    """The planted texts of a set that are not found, and how many there are."""
    planted = yaml.safe_load((SETS / f"{name}.yml").read_text(encoding="utf-8"))
    missing = []
    for one in planted:
        start = one["text"].index(one["planted"])
        end = start + len(one["planted"])
        found = all_in(one["text"])
        if not any(it.offset < end and start < it.offset + len(it.text) for it in found):
            missing.append(one["text"])
    return missing, len(planted)


@pytest.mark.parametrize(("name", "share"), [*((one, 0.95) for one in TUNED), (UNTOUCHED, 0.9)])
def test_planted_identifiers_are_found(name: str, share: float) -> None:
    missing, count = missed(name)
    assert count >= 50
    assert len(missing) <= (1 - share) * count + 1e-9, missing


def test_looking_where_a_pattern_can_begin_finds_what_looking_everywhere_finds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A pattern with incomplete starts or needs would never be tried, and nobody would know."""
    texts = [
        one["text"]
        for file in sorted(SETS.glob("*.yml"))
        for one in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]
    rules = (ROOT / "tests" / "golden" / "rules").glob("PL91*.yml")
    texts += [file.read_text(encoding="utf-8") for file in sorted(rules)]
    texts += ["She lives at 12 Long Meadow Road.", "Codice fiscale: RSSMRA85T10A562S"]
    texts += ["She was born on Christmas Day.", "Born on the\ntwentieth of May", "(* 3 May 1990)"]
    texts += ["Hospital no. ٤٥٦٧٨٩", "the patient's health-record_id 45 67 89", "labno_4567-8"]
    for pattern in identifiers._PATTERNS:
        assert any(pattern.regex.search(text) for text in texts), pattern.regex.pattern
    found = [list(find_identifiers(text)) for text in texts]

    def everywhere(look: identifiers._Look, pattern: identifiers._Pattern) -> Sequence[Place]:
        end = len(look.small)
        return [(at, end) for at in range(end)] if pattern.starts else look.whole

    monkeypatch.setattr(identifiers._Look, "places", everywhere)
    monkeypatch.setattr(identifiers, "_NEEDED", re.compile(""))
    monkeypatch.setattr(identifiers, "_WITHOUT_NUMBERS", identifiers._PATTERNS)
    assert [list(find_identifiers(text)) for text in texts] == found


@given(st.from_regex(identifiers._COORDINATE, fullmatch=True))
def test_what_is_passed_over_as_a_coordinate_is_no_identifier(number: str) -> None:
    for pattern in identifiers._PATTERNS:
        found = pattern.regex.search(number)
        assert not found or (pattern.accept and not pattern.accept(found)), pattern.what


def test_ordinary_prose_has_at_most_one_false_hit_in_ten_thousand_words() -> None:
    """The site's own pages and data, as if each were a case; the days in data are of sources."""
    words = hits = 0
    for file in sorted((ROOT / "docs").rglob("*")):
        if file.suffix not in (".md", ".yml"):
            continue
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".md":
            text = text.split("---", 2)[2]  # without the days of the front matter
        words += len(text.split())
        hits += sum(1 for _ in find_identifiers(text))
        if file.suffix == ".md":
            hits += sum(1 for find in (find_dates, find_ages) for _ in find(text))
    assert hits <= max(1, words / 10_000)


def test_a_message_shows_only_the_beginning() -> None:
    (found,) = find_identifiers("Call +44 7700 900123 now.")
    assert (found.offset, found.text, found.shown) == (5, "+44 7700 900123", "+44…")


@pytest.mark.parametrize("text", ["See https://a.example/943-476-5919", "[a](x-555-010-0199.html)"])
def test_addresses_of_pages_are_left_out(text: str) -> None:
    assert list(find_identifiers(text)) == []


@given(st.text(alphabet=st.sampled_from("0123456789 +-.()/@^aMrNHSDOBnumbertyJ:#\n"), max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    for found in all_in(text):
        assert text[found.offset :].startswith(found.text[:1])


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "+1",
        "(",
        "1.2.",
        "a^",
        "@a.",
        "MRN ",
        "01-01-",
        "Mr ",
        "no. 1",
        "tel 1 ",
        "a at b dot ",
        "lab ",
        "lab'",
        "labno_",
        "born ",
        "*a",
    ],
)
def test_long_repetitions_are_searched_in_reasonable_time(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    start = time.process_time()
    all_in(text)
    assert time.process_time() - start < 3
