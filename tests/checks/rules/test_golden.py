"""Every rule, by what it prints for a page."""

from __future__ import annotations

import pytest
from golden_cases import GOLDEN, GoldenCase, all_cases, cases

from plainleaf.checks.rules import RULES

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code or 'all'}: {case.name}")
def test_prints_exactly_these_lines(case: GoldenCase) -> None:
    assert case.output() == case.expected


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_case_that_breaks_it_and_one_that_does_not(code: str) -> None:
    found = cases(GOLDEN / f"{code}.yml")
    assert any(case.expected for case in found)
    assert any(not case.expected for case in found)


def test_no_case_is_for_a_rule_that_does_not_exist() -> None:
    assert {case.code for case in CASES} <= {"", *RULES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code or 'all'}: {case.name}")
def test_a_finding_has_the_severity_that_its_rule_documents(case: GoldenCase) -> None:
    for finding in case.findings():
        assert finding.severity is RULES[finding.code].severity


def test_cases_cover_line_ends_tabs_and_byte_order_marks() -> None:
    # What moves lines and columns must not move findings.
    failing = [case for case in CASES if case.expected]
    assert any(b"\r\n" in case.data for case in failing)
    assert any(b"\t" in case.data for case in failing)
    assert any(case.data.startswith(b"\xef\xbb\xbf") for case in failing)
