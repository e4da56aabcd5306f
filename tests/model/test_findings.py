from __future__ import annotations

import dataclasses

import pytest

from finding_lines import as_text
from plainleaf.model.findings import Finding, Severity, count_text, in_order, of_severity
from plainleaf.text.printable import one_line, quoted

PATH = "docs/conditions/leaf-fever/index.md"


def finding(line: int = 42, severity: Severity = Severity.ERROR, code: str = "PL203") -> Finding:
    return Finding(
        PATH,
        line,
        1,
        code,
        severity,
        'Required section "Treatment" is missing.',
        'Add "## Treatment" after "How it is diagnosed".',
    )


def test_a_finding_prints_as_place_severity_code_message_and_fix() -> None:
    assert str(finding()) == (
        f"{PATH}:42:1: error PL203 "
        'Required section "Treatment" is missing. Add "## Treatment" after "How it is diagnosed".'
    )


def test_a_finding_without_a_fix_ends_with_its_message() -> None:
    assert Finding("a.md", 1, 2, "PL101", Severity.ADVICE, "So.").text == (
        "a.md:1:2: advice PL101 So."
    )


def test_a_finding_never_prints_control_characters_of_what_it_quotes() -> None:
    hostile = Finding("a\n.md", 1, 1, "PL101", Severity.ERROR, "\x1b[31mred\nline\u202e")
    assert hostile.text == "a .md:1:1: error PL101 [31mred line"


def test_a_finding_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        finding().line = 1  # type: ignore[misc]


def test_order_is_by_place_and_keeps_the_order_of_the_check_at_one_place() -> None:
    first, second = (
        Finding("a.md", 1, 1, "PL203", Severity.ERROR, message) for message in ("z", "a")
    )
    later = Finding("a.md", 2, 1, "PL203", Severity.ERROR, "b")
    assert in_order([later, first, second, later]) == (first, second, later)


def test_findings_come_in_the_order_in_which_a_person_fixes_them() -> None:
    codes = ("PL949", "PL802", "PL501", "PL640", "PL203", "PL116")
    found = [
        Finding("a.yml" if code == "PL802" else "b.md", line, 1, code, Severity.ERROR, "x")
        for line, code in enumerate(codes, start=1)
    ]
    told = [one.code for one in in_order(found)]
    assert told == ["PL116", "PL203", "PL640", "PL501", "PL949", "PL802"]
    lines = [Finding("b.md", line, 1, "PL203", Severity.ERROR, "x") for line in (9, 3)]
    assert in_order(lines) == tuple(reversed(lines))


def test_text_of_many_is_one_line_each() -> None:
    assert as_text([finding(2), finding(1)]).splitlines() == [finding(1).text, finding(2).text]
    assert as_text([]) == ""


def test_severities_select() -> None:
    findings = [finding(1), finding(2, Severity.WARNING), finding(3, Severity.ADVICE)]
    assert of_severity(findings, Severity.ERROR, Severity.WARNING) == tuple(findings[:2])


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ([], "nothing to fix"),
        (["error"], "1 error"),
        (["error", "error", "warning", "advice", "advice"], "2 errors, 1 warning, 2 advice"),
    ],
)
def test_findings_are_counted_in_words(severities: list[str], said: str) -> None:
    findings = [finding(n, Severity(severity)) for n, severity in enumerate(severities)]
    assert count_text(findings) == said


def test_long_quotations_are_cut() -> None:
    assert quoted("x" * 100, 10) == '"' + "x" * 9 + '…"'
    assert len(one_line("x" * 10_000)) == 600
