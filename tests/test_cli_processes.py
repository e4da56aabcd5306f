"""The command `plainleaf` in processes of its own, as people and their tools run it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import xml.etree.ElementTree as etree
from pathlib import Path

import jsonschema
import pytest

from conftest import ENVIRONMENT, TINY_SITE, replace_once

PAGE = "docs/conditions/samplitis/index.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the tiny site, without anything to fix."""
    shutil.copytree(TINY_SITE, tmp_path / "docs")
    return tmp_path


def plainleaf(project: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the command; standard output and error apart."""
    return subprocess.run(
        [sys.executable, "-m", "plainleaf", *arguments],
        cwd=project,
        env={**ENVIRONMENT, **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def spoil(project: Path) -> None:
    replace_once(project / PAGE, "## Living with it\n", "## Living with it\n\n#### A\n")


def test_nothing_to_fix_is_0_and_advice_does_not_count(project: Path) -> None:
    with (project / "docs/_data/references.yml").open("a", encoding="utf-8") as file:
        file.write("- {id: NEW, type: webpage, title: Uncited, seen: full, standing: research}\n")
    done = plainleaf(project, "check")
    assert done.returncode == 0
    assert "error" not in done.stdout
    assert "advice PL507" in done.stdout
    assert done.stderr.endswith("advice.\n")


def test_a_finding_is_1_with_its_source_line(project: Path) -> None:
    spoil(project)
    done = plainleaf(project, "check", PAGE)
    assert done.returncode == 1
    first, source, mark = done.stdout.splitlines()
    assert first.startswith(f"{PAGE}:")
    assert "warning PL214" in first
    assert source.endswith(" | #### A")
    assert mark.index("^") == source.index("#")


def test_only_the_named_files_count(project: Path) -> None:
    spoil(project)
    assert plainleaf(project, "check", "docs/glossary.md").returncode == 0
    assert plainleaf(project, "check", "docs/conditions").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "docs/gone.md"], "plainleaf: docs/gone.md does not exist.\n"),
        (["check", "/"], "plainleaf: / is outside of the project.\n"),
        (["check", "--format", "yaml"], "invalid choice: 'yaml'"),
        (["--root", "docs", "check"], "is no folder. Run this in the project's folder.\n"),
        (["review-pack", "docs/x\n.md"], "plainleaf: docs/x .md is no page of this site.\n"),
        ([], "COMMAND"),
    ],
)
def test_what_cannot_run_is_2_with_a_message(
    project: Path, arguments: list[str], said: str
) -> None:
    done = plainleaf(project, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_no_terminal_and_no_locale_changes_the_bytes(project: Path) -> None:
    replace_once(project / PAGE, "## Living with it\n", "## Living with it\n\n#### Ä → ˈliːf\n")
    plain = plainleaf(project, "check", PAGE)
    assert "#### Ä → ˈliːf" in plain.stdout
    for env in (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        {"TERM": "xterm-256color", "FORCE_COLOR": "1", "COLUMNS": "20"},
    ):
        assert plainleaf(project, "check", PAGE, **env).stdout == plain.stdout


def test_a_reader_who_stops_early_gets_no_traceback(project: Path) -> None:
    done = subprocess.run(
        f"'{sys.executable}' -m plainleaf check --format sarif | head -c 10",
        shell=True,
        cwd=project,
        env=dict(ENVIRONMENT),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_each_form_comes_whole_from_the_command(project: Path) -> None:
    spoil(project)

    def form(name: str) -> str:
        done = plainleaf(project, "check", "--format", name, PAGE)
        assert done.returncode == 1
        return done.stdout

    schema = json.loads(plainleaf(project, "schema", "findings").stdout)
    report = json.loads(form("json"))
    jsonschema.validate(report, schema)
    assert report["summary"] == {"errors": 0, "warnings": 1, "advice": 0, "clean": False}
    assert report["findings"][0]["source"] == "#### A"
    assert form("github").startswith(f"::warning file={PAGE},line=")
    assert json.loads(form("sarif"))["version"] == "2.1.0"
    assert etree.fromstring(form("junit")).get("failures") == "1"


def test_rules_are_printed_whole_or_one_by_one(project: Path) -> None:
    everything = plainleaf(project, "rules")
    assert everything.returncode == 0
    assert "PL120 error: A data file is missing or not well-formed\n" in everything.stdout
    one = plainleaf(project, "rules", "--format", "json", "pl203")
    assert [rule["code"] for rule in json.loads(one.stdout)["rules"]] == ["PL203"]
    assert plainleaf(project, "rules", "--format", "markdown").stdout.startswith("## ")
    wrong = plainleaf(project, "rules", "PL000")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr == 'plainleaf: There is no rule "PL000". Leave it out to see all.\n'
