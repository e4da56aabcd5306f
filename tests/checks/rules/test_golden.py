"""Every rule, by what it prints for a page."""

from __future__ import annotations

import pytest
from golden_cases import GoldenCase, all_cases

from plainleaf.checks.rules import RULES

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code or 'all'}: {case.name}")
def test_prints_exactly_these_lines_with_the_severity_that_is_documented(case: GoldenCase) -> None:
    found = case.findings()
    assert tuple(one.text for one in found) == case.expected
    assert [one for one in found if one.severity is not RULES[one.code].severity] == []


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_case_that_breaks_it_and_one_that_does_not(code: str) -> None:
    found = [case for case in CASES if case.code == code]
    assert any(case.expected for case in found)
    assert any(not case.expected for case in found)


def test_no_case_is_for_a_rule_that_does_not_exist() -> None:
    assert {case.code for case in CASES} <= {"", *RULES}


def test_cases_cover_line_ends_tabs_and_byte_order_marks() -> None:
    # What moves lines and columns must not move findings.
    failing = [case for case in CASES if case.expected]
    assert any(b"\r\n" in case.data for case in failing)
    assert any(b"\t" in case.data for case in failing)
    assert any(case.data.startswith(b"\xef\xbb\xbf") for case in failing)
