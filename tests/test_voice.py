"""One word for one thing, in names and in prose."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

HOOKS = Path(__file__).parents[1] / "hooks"


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
