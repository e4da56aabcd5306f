"""Nothing outside of the model knows a kind of page by its name: it asks for a property."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from plainleaf.model.kinds import KINDS

ROOT = Path(__file__).parents[2]
HOOKS = ROOT / "hooks"
MODEL = HOOKS / "plainleaf" / "model"
TEMPLATES = ROOT / "overrides"


def by_name(source: str) -> list[int]:
    """The lines of a program that know a kind by its name."""
    nodes = ast.walk(ast.parse(source))
    return sorted(
        {one.lineno for one in nodes if isinstance(one, ast.expr | ast.stmt) and _is(one)}
    )


def _is(node: ast.AST) -> bool:
    match node:
        case ast.Compare(left=left, comparators=others):
            sides = [left, *others]
            about_kinds = any(re.search(r"\bkinds?\b", ast.unparse(one)) for one in sides)
            return about_kinds and any(named(one) for one in sides)
        case ast.Subscript(value=ast.Name(id="KINDS"), slice=ast.Constant()):
            return True
        case ast.Call():
            return _is_called_with_a_name(node)
        case ast.ImportFrom(module=str(module), names=names) if module.endswith("kinds"):
            constants = {name.upper().replace("-", "_") for name in (*KINDS, "overview")}
            return any(one.name in constants for one in names)
        case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
            return len(items) > 1 and all(named(one) for one in items)
        case ast.Dict(keys=keys):
            return len(keys) > 1 and all(one is not None and named(one) for one in keys)
        case _:
            return False


def _is_called_with_a_name(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    given = [one.value for one in call.keywords if one.arg in ("kind", "kinds")]
    if "kind" in name.rpartition(".")[2].lower() or name.startswith("KINDS."):
        given += call.args
    return any(named(one) for one in given)


def named(node: ast.expr) -> bool:
    """Whether an expression is the name of a kind, or a list of such names."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return bool(node.elts) and all(named(one) for one in node.elts)
    return isinstance(node, ast.Constant) and node.value in KINDS


@pytest.mark.parametrize(
    "line",
    [
        'page.kind.name == "case"',
        'self.kind != "home"',
        'kind in ("faq", "professional")',
        'KINDS["glossary"]',
        'KINDS.get("about")',
        'directory.of_kind("reviews")',
        'rule("PL1", kinds=("case",))',
        'NAMES = frozenset(("home", "condition"))',
        '{"condition": 1, "case": 2}',
        "from plainleaf.model.case_kinds import CASE",
    ],
)
def test_a_name_is_seen(line: str) -> None:
    assert by_name(line) == [1]


@pytest.mark.parametrize(
    "file",
    [one for one in sorted(HOOKS.rglob("*.py")) if not one.is_relative_to(MODEL)],
    ids=lambda file: file.relative_to(HOOKS).as_posix(),
)
def test_no_program_knows_a_kind_by_its_name(file: Path) -> None:
    assert by_name(file.read_text("utf-8")) == []


BY_NAME = re.compile(r"""\bkind(?:\.name)?\s*(?:==|!=|(?:not )?in)\s*[("'[]""")


def test_no_template_knows_a_kind_by_its_name() -> None:
    assert BY_NAME.search("{% if pl.page.kind == 'case' %}")
    templates = sorted(TEMPLATES.rglob("*.html"))
    assert templates
    for template in templates:
        assert not BY_NAME.search(template.read_text("utf-8")), template.name
