"""Every finding of the first edition says what has become of it; its tests are there."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from conftest import ROOT

FINDINGS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "content" / "reading_findings.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: str(finding["id"]))
def test_a_finding_names_tests_that_are_there_or_says_why_not(finding: dict[str, Any]) -> None:
    named, why = finding.get("tests", []), finding.get("why", "")
    assert finding["says"]
    assert {"fixed": (True, False), "partly": (True, True), "open": (False, True)}[
        finding["state"]
    ] == (bool(named), bool(why))
    for place in named:
        file, _, name = place.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {re.escape(name)}\(", text, re.MULTILINE), place


def test_no_finding_stands_twice() -> None:
    ids = [finding["id"] for finding in FINDINGS]
    assert sorted(set(ids)) == sorted(ids)
