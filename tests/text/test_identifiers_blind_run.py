"""What sets written by one who had not read the rules showed on their first run."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from test_identifiers import SETS, all_in, missed


def _golden(name: str) -> Any:
    return yaml.load((SETS / f"{name}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)


BLIND = (
    ("held_out_8", "look_alikes_8b", "first_run_8", 9),
    ("blind_9", "look_alikes_9b", "first_run_9", 9),
    ("blind_12", "look_alikes_12", "first_run_12", 11),
)
"""Each set with its look-alikes, the record of both, and how many were missed at most."""
each_set = pytest.mark.parametrize(("planted", "look_alikes", "record", "most"), BLIND)


@each_set
def test_nothing_is_missed_that_the_first_run_found(
    planted: str, look_alikes: str, record: str, most: int
) -> None:
    missing, count = missed(planted)
    assert count == 120
    assert len(missing) <= most
    assert [text for text in missing if text not in _golden(record)["missed"]] == []
    texts = _golden(look_alikes)
    assert len(texts) == 120
    found = [text for text in texts if all_in(text)]
    assert [text for text in found if text not in _golden(record)["wrongly_found"]] == []


@each_set
def test_the_record_names_texts_of_the_sets_and_how_many_were_missed(
    planted: str, look_alikes: str, record: str, most: int
) -> None:
    first_run, texts = _golden(record), {one["text"] for one in _golden(planted)}
    assert {*first_run["missed"]} <= texts
    assert {*first_run["wrongly_found"]} <= {*_golden(look_alikes)}
    assert len(first_run["missed"]) <= most


@pytest.mark.parametrize(("planted", "look_alikes", "record"), [one[:3] for one in BLIND[1:]])
def test_only_what_the_record_names_is_still_wrong(
    planted: str, look_alikes: str, record: str
) -> None:
    told = _golden(record)
    assert missed(planted)[0] == told["still_missed"]
    found = [text for text in _golden(look_alikes) if all_in(text)]
    assert found == told["still_wrongly_found"]
