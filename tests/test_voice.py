"""One word for one thing, in names and in prose."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
HOOKS = ROOT / "hooks"
VOICE = ROOT / "tests" / "golden" / "voice.yml"
ROWS = yaml.safe_load(VOICE.read_text(encoding="utf-8"))
READ = (
    "hooks",
    "overrides",
    "tests",
    ".ci",
    "README.md",
    "CONTRIBUTING.md",
    "mkdocs.yml",
    "Makefile",
)
"""What is read for its words; pages have their own checks."""
KINDS = {".py", ".js", ".css", ".html", ".md", ".yml", ".toml"}
NO_PROSE = {VOICE, HOOKS / "plainleaf" / "text" / "person_names.py"}


def _types(path: Path) -> list[str]:
    """The names of types that a module defines: classes and aliases."""
    found = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        names = [node.name] if isinstance(node, ast.ClassDef) else []
        if isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        found += [bare for name in names if _is_type(bare := name.lstrip("_"))]
    return found


def _is_type(name: str) -> bool:
    return name[:1].isupper() and not name.isupper()


def test_no_type_has_the_name_of_another() -> None:
    places = defaultdict(list)
    for path in sorted(HOOKS.rglob("*.py")):
        for name in _types(path):
            places[name].append(path.relative_to(HOOKS).as_posix())
    assert not {name: found for name, found in places.items() if len(found) > 1}


def _texts() -> dict[str, str]:
    """All that is written here, by its path."""
    roots = [ROOT / name for name in READ]
    files = [one for root in roots for one in ([root] if root.is_file() else root.rglob("*"))]
    return {
        file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8")
        for file in files
        if file.suffix in KINDS
        and file.is_file()
        and file not in NO_PROSE
        # Content of other sites, and forms that were broken on purpose.
        and not {"__pycache__", "broken", "identifiers", "content", "docs"} & set(file.parts)
    }


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return _texts()


@pytest.mark.parametrize("row", ROWS, ids=[one["write"] for one in ROWS])
def test_one_word_stands_for_one_thing(texts: dict[str, str], row: dict[str, Any]) -> None:
    found = [
        f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match.group()!r}: {row['why']}"
        for path, text in texts.items()
        if path not in row.get("but", ())
        for match in re.finditer(row["not"], text, re.IGNORECASE)
    ]
    assert found == [], f"Write {row['write']}."


@pytest.mark.parametrize(
    "init", sorted((HOOKS / "plainleaf").glob("*/__init__.py")), ids=lambda one: one.parent.name
)
def test_a_storey_says_in_three_lines_what_it_holds_and_what_it_may_import(init: Path) -> None:
    said = ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))) or ""
    lines = [line for line in said.splitlines() if line]
    assert len(lines) <= 3
    assert "import" in said
    assert (init.parent / "ruff.toml").is_file()


def test_the_top_holds_at_most_ten_modules() -> None:
    assert len(list((HOOKS / "plainleaf").glob("*.py"))) <= 10
