"""What may be suppressed, where, and what is said about a suppression that does nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TINY_SITE, replace_once, run_module
from finding_lines import check_glossary
from plainleaf.checks.rule_book import all_rules
from plainleaf.checks.rules import check_page
from plainleaf.checks.suppression import is_bound, suppress, suppressions_in, suppressions_on
from plainleaf.model.findings import Finding, Severity
from plainleaf.model.rule import SUPPRESSION
from plainleaf.reading.glossary import load_glossary
from plainleaf.reading.page import read_page

CASES = yaml.safe_load((Path(__file__).parents[1] / "golden" / "suppressions.yml").read_text())
GLOSSARY = "docs/_data/glossary.yml"


def printed(case: dict[str, Any]) -> list[str]:
    found: tuple[Finding, ...]
    if "data" in case:
        lines = case["data"].split("\n")
        found = suppress(
            check_glossary(load_glossary(case["data"], GLOSSARY)),
            suppressions_in(GLOSSARY, lines),
            all_rules(),
        )
    else:
        page = read_page("docs/page.md", case["page"].encode())
        shown = [one for one in check_page(page) if one.code in case["only"]]
        found = suppress(shown, suppressions_on(page), all_rules())
    return [finding.text for finding in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_golden(case: dict[str, Any]) -> None:
    assert printed(case) == case["output"].splitlines()


def test_line_ends_move_nothing() -> None:
    page = "---\r\nkind: faq\r\n---\r\nLead.\r\n<!-- plainleaf-ignore PL301: x -->\r\n"
    found = list(suppressions_on(read_page("docs/a.md", page.encode())))
    assert [(one.line, one.column, one.text) for one in found] == [
        (5, 1, "plainleaf-ignore PL301: x")
    ]


FREE = {"PL813", "PL815", "PL818", "PL910", "PL911", "PL912", "PL913"}
"""Advice, and what only looks like a patient's: an author can tell."""


@pytest.mark.parametrize("code", [*all_rules()])
def test_what_protects_readers_is_bound(code: str) -> None:
    rule = all_rules()[code]
    protecting = code.startswith(("PL1", "PL4", "PL8", "PL9")) and code not in FREE
    if protecting or code in {"PL501", "PL502", "PL503"}:
        assert is_bound(code)
    # What is bound is worth stopping a build for.
    assert not is_bound(code) or rule.severity is not Severity.ADVICE


def test_a_suppression_hides_findings_of_its_own_file_only() -> None:
    (one,) = suppressions_in("a.yml", ["# plainleaf-ignore-file PL605: so"])
    findings = [Finding(path, 1, 1, "PL605", Severity.WARNING, "Long.") for path in ("a.yml", "b")]
    assert [found.path for found in suppress(findings, [one], all_rules())] == ["b"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    f"# {SUPPRESSION} PL605: x",
                    f"<!-- {SUPPRESSION} PL213: x -->",
                    f"<!-- {SUPPRESSION}-file PL2, ,",
                    f"a: b # {SUPPRESSION}",
                    "---",
                    "- a: |",
                    '  "',
                    "",
                    "\t",
                ]
            ),
            st.text(max_size=20),
        ),
        max_size=12,
    )
)
def test_nothing_raises(lines: list[str]) -> None:
    text = "\n".join(lines)
    page = read_page("docs/page.md", text.encode("utf-8", "surrogatepass"))
    found = [*suppressions_on(page), *suppressions_in("a.yml", text.split("\n"))]
    for one in suppress([], found, all_rules()):
        assert one.text.isprintable()
        assert one.code in all_rules()


# --- the command ----------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(TINY_SITE, tmp_path / "docs")
    return tmp_path


def test_the_command_hides_what_is_suppressed_in_data_and_tells_what_is_left_over(
    project: Path,
) -> None:
    glossary = project / GLOSSARY
    text = glossary.read_text(encoding="utf-8")
    glossary.write_text(
        re.sub(r"(?m)^( +)respelling: ITCH$", r"\1respelling: wrong", text),
        encoding="utf-8",
    )
    replace_once(glossary, "- id: itch\n", "# plainleaf-ignore PL605: a try\n- id: itch\n")
    done = run_module("plainleaf", project, "check", "docs/_data/glossary.yml")
    assert done.returncode == 1
    assert "PL608" in done.stdout
    assert "warning PL193 PL605 finds nothing here." in done.stdout


def test_the_command_is_content_with_a_suppression_that_is_used(project: Path) -> None:
    references = project / "docs/_data/references.yml"
    page = project / "docs/glossary.md"
    page.write_text(
        page.read_text(encoding="utf-8") + "\n#### Deep <!-- plainleaf-ignore PL214: a test -->\n"
        "\nText.\n",
        encoding="utf-8",
    )
    with references.open("a", encoding="utf-8") as file:
        file.write("# plainleaf-ignore PL507: kept for the next pages\n")
        file.write("- {id: NEW, type: webpage, title: Uncited, seen: full, standing: research}\n")
    done = run_module("plainleaf", project, "check")
    assert done.stdout == "Nothing to fix.\n"
    assert done.returncode == 0
