"""No word that readers see stands in Python: it has one place, the table of words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from plainleaf.rendering.theme import THEME

CORE = ROOT / "hooks" / "plainleaf"
PRINT = ("clinic", "documents", "formats", "qr", "transform")
SPEAKING = sorted(
    [*(CORE / "rendering").rglob("*.py"), CORE / "build.py"]
    + [CORE / "print" / f"{name}.py" for name in PRINT]
)
"""What writes to readers. Other modules write to authors and to whoever runs the command."""

OTHER = {
    # For programs, in formats with words of their own.
    "structured_data.py": "the vocabulary of schema.org, and two texts inside of it",
    "sitemap.py": "XML and robots.txt",
    "feed.py": "XML",
    "fonts.py": "names of files",
    "glossary_files.py": "the JSON Schema of the glossary, in English",
    # For an author who looks at a page while writing.
    "preview.py": "findings",
    "theme.py": "what is wrong with a theme",
}
ALLOWED = {
    ("navigation.py", "Report a mistake"): "a heading that authors write",
    ("navigation.py", "Run your own copy"): "the same",
    ("glossary_page.py", "vowel with r"): "a group of the table of respellings",
    ("register.py", "PRODID:-//Plainleaf//Next looks//EN"): "the name of a program",
    ("documents.py", "short booklet"): "names of style sheets",
    ("finish.py", "made made-{}"): "names of classes",
    ("panels.py", "made made-{}"): "the same",
    ("__init__.py", "the Rendering of this build"): "what an extension's setting is for",
}
WORDS = re.compile(r"[A-Za-z]{2,}[,:.]? [a-z]{2,}|^[A-Z][a-z]{2,}\b")
"""Two words in a row, or one that begins as a sentence does."""
CODE = re.compile(r"[{};<]|^[a-z]+(?: [a-z]+-[a-z-]+)+$|^[a-z]+(?:-[a-z]+)+(?: |$)")
"""A style, HTML, and the names of classes."""


def spoken(tree: ast.AST) -> Iterator[str]:
    """Every text in code that is no docstring, no annotation and no message of an error."""
    silent: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Raise, ast.Assert)):
            silent.update(ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(node.value)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            silent.update(ast.walk(node))
        for kind in ("annotation", "returns"):
            noted = getattr(node, kind, None)
            if noted is not None:
                silent.update(ast.walk(noted))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and node not in silent:
            silent.update(node.values)
            parts = (one.value if isinstance(one, ast.Constant) else "{}" for one in node.values)
            yield "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in silent:
            yield node.value


def readers_words(file: Path) -> list[str]:
    found = spoken(ast.parse(file.read_text(encoding="utf-8")))
    return [one for one in found if WORDS.search(one) and not CODE.search(one.replace("{}", ""))]


@pytest.mark.parametrize(
    "file",
    [one for one in SPEAKING if one.name not in OTHER],
    ids=lambda file: file.relative_to(CORE).as_posix(),
)
def test_no_word_for_readers_stands_in_python(file: Path) -> None:
    assert [one for one in readers_words(file) if (file.name, one) not in ALLOWED] == []


def test_what_is_allowed_is_still_there() -> None:
    assert set(OTHER) <= {one.name for one in SPEAKING}
    found = {(file.name, one) for file in SPEAKING for one in readers_words(file)}
    assert set(ALLOWED) <= found


def test_a_planted_word_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        '"""A docstring."""\n'
        'line.text = "or your local emergency number"\n'
        'label = f"Listen to {term}"\n'
        'css = {"class": "fig fig-real"}\n'
        'raise ValueError("This is wrong.")\n'
    )
    assert readers_words(tmp_path / "a.py") == ["or your local emergency number", "Listen to {}"]


def test_no_template_says_by_itself_how_a_review_stands() -> None:
    told = re.compile(r"[Cc]linician has checked|Not (?:yet|fully) checked|No doctor|Checked by")
    templates = [*THEME.rglob("*.html"), *(ROOT / "overrides").rglob("*.html")]
    assert [one.name for one in templates if told.search(one.read_text(encoding="utf-8"))] == []
