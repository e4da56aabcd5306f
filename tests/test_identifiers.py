"""What may tell who a patient is; the kinds of it are golden cases of PL910 to PL912."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.identifiers import find_dates, find_identifiers


def test_a_message_shows_only_the_beginning() -> None:
    (found,) = find_identifiers("Call +44 7700 900123 now.")
    assert (found.offset, found.text, found.shown) == (5, "+44 7700 900123", "+44…")


@pytest.mark.parametrize("text", ["See https://a.example/943-476-5919", "[a](x-555-010-0199.html)"])
def test_addresses_of_pages_are_left_out(text: str) -> None:
    assert list(find_identifiers(text)) == []


@given(st.text(alphabet=st.sampled_from("0123456789 +-.()/@^aMrNHSDOB:#\n"), max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    for found in (*find_identifiers(text), *find_dates(text)):
        assert text[found.offset :].startswith(found.text[:1])


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "+1", "(", "1.2.", "a^", "@a.", "MRN ", "01-01-", "Mr "]
)
def test_long_repetitions_are_searched_in_reasonable_time(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    start = time.process_time()
    list(find_identifiers(text))
    list(find_dates(text))
    assert time.process_time() - start < 3
