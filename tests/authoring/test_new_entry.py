"""Entries of data files are begun from their models, and nothing else in the file changes."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_site
from plainleaf.cli import main
from plainleaf.model.yaml_text import load_yaml
from plainleaf.reading.content import load_content

FOLDER = "conditions/leaf-fever"


def _new(root: Path, *words: str) -> int:
    return main(["--root", str(root), "new", *words])


@pytest.mark.parametrize(
    ("what", "name", "file", "identity"),
    [
        ("reference", "On the color of leaves", "_data/references.yml", "ON-THE-COLOR"),
        ("fact", "Leaves are green: most of them.", "_data/facts.yml", "LF1"),
        ("point", "Is it the right green?", "_data/sign_off.yml", "is-it-the-right-green"),
        ("figure", "A leaf in spring", f"{FOLDER}/figures.yml", "a-leaf-in-spring"),
    ],
)
def test_an_entry_stands_at_the_end_and_the_checks_name_its_empty_fields(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    what: str,
    name: str,
    file: str,
    identity: str,
) -> None:
    root = small_site.write(tmp_path)
    path = root / "docs" / file
    before = path.read_text(encoding="utf-8")
    assert _new(root, what, name) == 0
    assert f'Wrote "{identity}" into docs/{file}, line ' in capsys.readouterr().out
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before.removesuffix("[]\n").rstrip("\n"))
    assert list(load_yaml(after).sequence)[:-1] == list(load_yaml(before).sequence)
    last = load_yaml(after).sequence[-1]
    assert last["id"] == identity
    assert name in last.values() or what == "figure"
    begins = after[: after.index(f"- id: {identity}")].count("\n") + 1
    found = load_content(root, root / "docs").findings
    assert any(one.path == f"docs/{file}" and one.line >= begins for one in found)
    assert _new(root, what, name) == (0 if what == "fact" else 2)  # the next number is free


def test_a_figure_goes_beside_the_page_that_is_named(tmp_path: Path) -> None:
    root = small_site.write(tmp_path)
    page = root / "docs" / "cases" / "a-spot" / "index.md"
    assert _new(root, "figure", "Chest", "--page", str(page)) == 0
    assert (page.parent / "figures.yml").read_text(encoding="utf-8").startswith("- id: chest\n")


def test_a_damaged_file_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = small_site.write(tmp_path, {"_data/facts.yml": "- [\n"})
    assert _new(root, "fact", "Leaves are green.") == 2
    assert "facts.yml cannot be read, line 2: " in capsys.readouterr().err
    assert (root / "docs" / "_data" / "facts.yml").read_text(encoding="utf-8") == "- [\n"
