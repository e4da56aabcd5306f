"""What sets by one who had not read the rules got wrong on their first run: no more is wrong."""

from __future__ import annotations

import yaml

from test_identifiers import SETS, all_in, missed

FIRST_RUN = yaml.safe_load((SETS / "first_run_7.yml").read_text(encoding="utf-8"))


def test_what_the_first_run_found_is_still_found() -> None:
    missing, count = missed("held_out_7")
    assert count == 120
    assert missing == FIRST_RUN["missed"]


def test_what_the_first_run_left_alone_is_still_left_alone() -> None:
    texts = yaml.safe_load((SETS / "look_alikes_7.yml").read_text(encoding="utf-8"))
    assert len(texts) == 120
    assert [text for text in texts if all_in(text)] == FIRST_RUN["wrongly_found"]
