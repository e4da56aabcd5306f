"""Broken pages, through the command that editors run: plain findings, never a traceback."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plainleaf.cli import FOUND, main

HERE = Path(__file__).parent
PAGES = sorted((HERE / "golden" / "broken").glob("*.md"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site with all broken pages in a folder of their own."""
    root = tmp_path_factory.mktemp("broken")
    shutil.copytree(HERE / "site" / "docs", root / "docs")
    shutil.copytree(HERE / "golden" / "broken", root / "docs" / "broken")
    return root


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_broken_page_costs_findings(
    project: Path, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / "docs" / "broken" / page.name
    assert main(["--root", str(project), "check", str(file)]) == FOUND
    lines = capsys.readouterr().out.splitlines()
    assert lines
    # Below a finding stand, indented, its source line and a mark.
    assert all(line.startswith((f"docs/broken/{page.name}:", " ")) for line in lines)
    assert not lines[0].startswith(" ")
    assert all(line.isprintable() for line in lines)


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
