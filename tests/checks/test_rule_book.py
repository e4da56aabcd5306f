"""Every rule is documented, wherever its check stands."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import plainleaf
from plainleaf.checks.rule_book import all_rules
from plainleaf.checks.rules import RULES

PACKAGE = Path(plainleaf.__file__).parent


def test_it_holds_the_rules_on_pages_and_those_of_data_files() -> None:
    assert set(RULES) < set(all_rules())
    assert {"PL120", "PL510", "PL601", "PL611", "PL701", "PL801", "PL810"} <= set(all_rules())
    assert list(all_rules()) == sorted(all_rules())


def test_every_code_that_the_package_names_is_a_rule_and_the_other_way_round() -> None:
    named = {
        code
        for file in PACKAGE.rglob("*.py")
        for code in re.findall(r'"(PL[0-9]{3})"', file.read_text(encoding="utf-8"))
    }
    assert named == set(all_rules())


def test_no_two_rules_share_a_code() -> None:
    defined = [
        code
        for file in PACKAGE.rglob("*.py")
        for code in re.findall(
            r'(?:rule|Rule)\(\s*"(PL[0-9]{3})"', file.read_text(encoding="utf-8")
        )
    ]
    assert {code: times for code, times in Counter(defined).items() if times > 1} == {}
    assert set(defined) == set(all_rules())


def test_every_rule_says_why_it_is_there_and_how_to_fix() -> None:
    for rule in all_rules().values():
        assert rule.title
        assert not rule.title.endswith(".")
        assert rule.why.endswith(".")
        assert rule.fix.endswith((".", '"'))
