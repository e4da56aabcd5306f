"""`plainleaf check PATH` says of these files what a check of everything says of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plainleaf.cli import main
from plainleaf.reading.content import find_pages

ROOT = Path(__file__).parent / "site"
"""A site of every kind of page; nobody writes into it."""
SLIPS = (
    ("condition: samplitis", "condition: samplosis"),
    ("[@GREEN]", "[@NOBODY]"),
    (".md)", ".md#nowhere)"),
    ("/// figure | ", "/// figure | un"),
    ("## Sources", "## Source"),
)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site with the same slips on every page; nobody changes it further."""
    root = tmp_path_factory.mktemp("broken")
    shutil.copytree(ROOT / "docs", root / "docs")
    for page in find_pages(root / "docs"):
        file = root / "docs" / page
        text = file.read_text(encoding="utf-8")
        for old, new in SLIPS:
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
    return root


def test_some_files_are_told_the_same_alone(
    broken: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(broken)

    def told(*paths: str) -> list[str]:
        main(["check", "--today", "2026-01-01", *paths])
        lines = capsys.readouterr().out.splitlines()
        return [line for line in lines if line.startswith("docs/")]

    everything = told()
    named = ("docs/cases", "docs/about/index.md", "docs/_data/facts.yml")
    wanted = [line for line in everything if line.startswith(named)]
    assert "PL501" in {line.split()[2] for line in wanted}
    assert len(wanted) < len(everything)
    assert told(*named) == wanted
