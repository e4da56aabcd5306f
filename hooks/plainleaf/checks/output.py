"""One list of findings in every form that a person or a tool reads.

Each form is a pure function from a `Report` to text. None asks for a terminal, a time or a locale:
the same findings give the same bytes. What authors wrote (or a hostile file holds) is printed
without control characters and escaped as each form needs it.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from plainleaf.model.findings import Finding, Severity, in_order, of_severity
from plainleaf.model.rule import Rule
from plainleaf.text.printable import one_line, printable

if TYPE_CHECKING:
    from plainleaf.checks.json_report import JsonFinding

_WIDEST = 100
"""Characters of a source line that are printed."""
_LONGEST = 2_000
"""Characters of a source line that programs are given: a line may have thousands of findings."""


@dataclass(frozen=True)
class Report:
    """What a check found, with what is needed to print it."""

    findings: tuple[Finding, ...]
    """The findings, in order."""
    rules: Mapping[str, Rule] = field(default_factory=dict)
    """Every rule there is, by code."""
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The lines of the files that findings are in; a file that cannot be read is left out."""
    version: str = ""
    """The version of the program."""

    def source(self, finding: Finding) -> str | None:
        """The line that a finding is on, as written, or None when there is none."""
        lines = self.sources.get(finding.path, ())
        return lines[finding.line - 1] if 1 <= finding.line <= len(lines) else None

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return len(of_severity(self.findings, severity))


def make_report(
    findings: Iterable[Finding],
    rules: Mapping[str, Rule],
    read_lines: Callable[[str], tuple[str, ...]],
    version: str,
) -> Report:
    """Put a report together.

    Args:
        findings: what was found.
        rules: every rule there is, by code.
        read_lines: returns the lines of a file that findings name; empty when it cannot be read.
        version: the version of the program.
    """
    ordered = in_order(findings)
    paths = dict.fromkeys(finding.path for finding in ordered)
    sources = {path: lines for path in paths if (lines := read_lines(path))}
    return Report(ordered, rules, sources, version)


# --- text ------------------------------------------------------------------------------------


def text_form(report: Report) -> str:
    """Each finding on a line of its own, below it the source line with a mark at the place."""
    return "".join(
        f"{finding.text}\n{_excerpt(finding, report.source(finding))}"
        for finding in report.findings
    )


def _excerpt(finding: Finding, source: str | None) -> str:
    if not source or source.isspace():
        return ""
    shown, before = _window(source, finding.column - 1)
    number = f"{finding.line:>5}"
    return f"{number} | {shown}\n{'':>5} | {' ' * _width(before)}^\n"


def _window(source: str, index: int) -> tuple[str, str]:
    """The part of a line to print, and what of it stands before a character."""
    index = min(index, len(source))
    start = 0 if index < _WIDEST - 20 else index - _WIDEST // 2
    end = start + _WIDEST
    # The part first: a line may have half a million characters, and a finding at each of them.
    clean = printable(source[start:end])
    left, right = "…" if start else "", "…" if end < len(source) else ""
    return f"{left}{clean.rstrip()}{right}", f"{left}{clean[: index - start]}"


def _width(text: str) -> int:
    """How many columns a text fills where each letter has the same width."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )


# --- JSON ------------------------------------------------------------------------------------


def json_form(report: Report) -> str:
    """The findings as JSON; `plainleaf schema findings` prints the schema of it."""
    # Loaded on use: the other forms do without these models.
    from plainleaf.checks.json_report import JsonReport, JsonSummary

    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    made = JsonReport(
        version=1,
        tool="plainleaf",
        tool_version=report.version,
        summary=JsonSummary(
            errors=errors,
            warnings=warnings,
            advice=report.count(Severity.ADVICE),
            clean=not errors and not warnings,
        ),
        findings=tuple(_json_finding(one, report.source(one)) for one in report.findings),
    )
    return _dumped(made.model_dump())


def _json_finding(finding: Finding, source: str | None) -> JsonFinding:
    from plainleaf.checks.json_report import JsonFinding

    return JsonFinding(
        path=printable(finding.path),
        line=finding.line,
        column=finding.column,
        code=finding.code,
        severity=finding.severity.value,
        message=one_line(finding.message),
        fix=one_line(finding.fix),
        source=None if source is None else printable(source[:_LONGEST]),
    )


def _dumped(data: object) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


# --- GitHub ----------------------------------------------------------------------------------

_GITHUB_LEVELS: Final = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
)


def github_form(report: Report) -> str:
    """The findings as workflow commands, which GitHub shows at their lines."""
    return "".join(_annotation(finding) for finding in report.findings)


def _annotation(finding: Finding) -> str:
    properties = {
        "file": printable(finding.path),
        "line": str(finding.line),
        "col": str(finding.column),
        "title": finding.code,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    said = one_line(f"{finding.message} {finding.fix}")
    return f"::{_GITHUB_LEVELS[finding.severity]} {listed}::{_data(said)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# --- SARIF -----------------------------------------------------------------------------------

SARIF_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_SARIF_LEVELS: Final = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
)
_ROOT: Final = "%SRCROOT%"
"""What GitHub and others call the root of the repository."""


def sarif_form(report: Report) -> str:
    """The findings as SARIF 2.1.0, each rule with its documentation."""
    index = {code: number for number, code in enumerate(report.rules)}
    driver: dict[str, Any] = {
        "name": "plainleaf",
        "version": report.version,
        "rules": [_sarif_rule(rule) for rule in report.rules.values()],
    }
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The project's folder."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(one, report, index) for one in report.findings],
    }
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": " ".join(rule.why.split())},
        "help": {"text": " ".join(rule.fix.split())},
        "defaultConfiguration": {"level": _SARIF_LEVELS[rule.severity]},
    }


def _sarif_result(finding: Finding, report: Report, index: Mapping[str, int]) -> dict[str, Any]:
    source = report.source(finding)
    region: dict[str, Any] = {"startLine": finding.line, "startColumn": finding.column}
    if source is not None:
        region["snippet"] = {"text": printable(source[:_LONGEST])}
    place = {"uri": quote(printable(finding.path)), "uriBaseId": _ROOT}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": one_line(f"{finding.message} {finding.fix}")},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": region}}],
        "partialFingerprints": {"plainleaf/v1": _fingerprint(finding, source)},
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    return result


def _fingerprint(finding: Finding, source: str | None) -> str:
    """What stays the same when lines above a finding come or go."""
    said = "\n".join(
        (finding.path, finding.code, finding.message, (source or "")[:_LONGEST].strip())
    )
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


# --- JUnit -----------------------------------------------------------------------------------


def junit_form(report: Report) -> str:
    """The findings as JUnit XML: a failed test for each error and warning.

    Advice is a passed test with its words as output; a clean check is one passed test.
    """
    failures = str(report.count(Severity.ERROR) + report.count(Severity.WARNING))
    tests = str(max(1, len(report.findings)))
    totals = {"name": "plainleaf", "tests": tests, "failures": failures, "errors": "0"}
    root = etree.Element("testsuites", totals)
    suite = etree.SubElement(root, "testsuite", totals | {"skipped": "0", "time": "0"})
    for finding in report.findings:
        _junit_case(suite, finding)
    if not report.findings:
        etree.SubElement(
            suite, "testcase", {"classname": "plainleaf", "name": "check", "time": "0"}
        )
    etree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


def _junit_case(suite: etree.Element, finding: Finding) -> None:
    name = f"{finding.code} {finding.line}:{finding.column}"
    place = {"classname": printable(finding.path), "name": name, "time": "0"}
    case = etree.SubElement(suite, "testcase", place)
    if finding.severity is Severity.ADVICE:
        etree.SubElement(case, "system-out").text = finding.text
        return
    failure = {"type": finding.severity.value, "message": one_line(finding.message)}
    etree.SubElement(case, "failure", failure).text = finding.text


FORMS: Final[Mapping[str, Callable[[Report], str]]] = MappingProxyType(
    {
        "text": text_form,
        "json": json_form,
        "github": github_form,
        "sarif": sarif_form,
        "junit": junit_form,
    }
)
"""Every form, by the name that the command calls it."""
