"""What sets by one who had not read the rules got wrong on their first run, and is fixed."""

from __future__ import annotations

import pytest
import yaml
from test_identifiers import SETS, all_in, missed

FIRST_RUN = yaml.load((SETS / "first_run_7.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)


def test_what_the_first_run_missed_is_found() -> None:
    planted = yaml.load((SETS / "held_out_7.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert {*FIRST_RUN["missed"]} <= {one["text"] for one in planted}
    assert missed("held_out_7") == ([], 120)


@pytest.mark.parametrize("text", FIRST_RUN["wrongly_found"])
def test_what_the_first_run_found_wrongly_is_left_alone(text: str) -> None:
    assert all_in(text) == []
