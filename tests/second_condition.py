"""A second condition beside the real first one: hereditary spherocytosis, as a small guide."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from conftest import ROOT

SECOND = ROOT / "tests" / "sites" / "second-condition"
NAME = "hereditary-spherocytosis"

_DOOR = """\
  - title: Hereditary spherocytosis
    text: Round red blood cells, in simple words.
    action: Start reading
    page: conditions/hereditary-spherocytosis/index.md
    icon: family
"""
_HELP = f"conditions/{NAME}/index.md#when-to-get-help"
_WAY = f"With hereditary spherocytosis, see [its own cards]({_HELP}).\n\n"


def add_second_condition(docs: Path) -> None:
    """Add it to a copy of docs/: its pages, its data, its door, and the way to its cards."""
    shutil.copytree(SECOND / "docs" / "conditions", docs / "conditions", dirs_exist_ok=True)
    for added in sorted((SECOND / "docs" / "_data").glob("*.yml")):
        file = docs / "_data" / added.name
        text, more = (one.read_text("utf-8").rstrip("\n") for one in (file, added))
        new = _in_order(text, more) if added.stem == "glossary" else f"{text}\n\n{more}"
        file.write_text(f"{new}\n", encoding="utf-8")
    _insert(docs / "index.md", "  - title: Clinicians and students\n", _DOOR)
    _insert(docs / "index.md", "## Find it fast\n", _WAY)
    card = "- id: fever-now\n  condition: extramedullary-hematopoiesis\n"
    _insert(docs / "_data" / "care_cards.yml", card, f"  also: [{NAME}]\n", after=True)


def _in_order(text: str, more: str) -> str:
    """Terms of the glossary with more of them, in the order of the alphabet."""
    found = re.split(r"\n\n(?=(?:#.*\n)*- id: )", text)
    for one in re.split(r"\n\n(?=- id: )", more):
        later = (index for index, other in enumerate(found) if _term(other) > _term(one))
        found.insert(next(later, len(found)), one)
    return "\n\n".join(found)


def _term(entry: str) -> str:
    found = re.search(r"^  term: (.*)$", entry, re.MULTILINE)
    return found[1].casefold() if found else ""


def _insert(file: Path, where: str, text: str, *, after: bool = False) -> None:
    found = file.read_text("utf-8")
    assert found.count(where) == 1, where
    new = where + text if after else text + where
    file.write_text(found.replace(where, new), encoding="utf-8")
