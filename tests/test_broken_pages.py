"""Broken pages, through the command that editors run: plain findings, never a traceback."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import fewer_slices
from plainleaf.cli import FOUND, main

HERE = Path(__file__).parent
PAGES = sorted((HERE / "golden" / "broken").glob("*.md"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site with all broken pages in a folder of their own."""
    root = fewer_slices.write(tmp_path_factory.mktemp("broken"))
    shutil.copytree(HERE / "golden" / "broken", root / "docs" / "broken")
    return root


@pytest.fixture(scope="module")
def told(project: Path) -> dict[str, list[str]]:
    """What the command prints of each broken page, from one run for all of them."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        assert main(["--root", str(project), "check", str(project / "docs" / "broken")]) == FOUND
    found: dict[str, list[str]] = {}
    name = ""
    for line in output.getvalue().splitlines():
        # Below a finding stand, indented, its source line and a mark.
        if not line.startswith(" "):
            name = line.partition(":")[0]
        found.setdefault(name, []).append(line)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_broken_page_costs_findings(told: dict[str, list[str]], page: Path) -> None:
    lines = told[f"docs/broken/{page.name}"]
    assert any(": error PL" in line or ": warning PL" in line for line in lines)
    assert all(line.isprintable() for line in lines)


def test_nothing_else_is_told(told: dict[str, list[str]]) -> None:
    assert set(told) == {f"docs/broken/{page.name}" for page in PAGES}


def test_all_at_once_and_as_a_process_of_its_own(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "plainleaf", "check"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == FOUND
    assert "Traceback" not in done.stdout + done.stderr
    told = {line.partition(":")[0] for line in done.stdout.splitlines()}
    assert told >= {f"docs/broken/{page.name}" for page in PAGES}
