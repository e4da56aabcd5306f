"""A new kind of page needs its entry in the model, and nothing else anywhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT, replace_once, run_module

ENTRY = """
_QUIZ: Final = dataclasses.replace(
    CASE,
    name="quiz",
    summary="A picture to read, with its answer.",
    path="quizzes/{quiz}/index.md",
    listed_as="radiology-cases",
)
"""
SRC = "quizzes/another-walk/index.md"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site with a core that knows one kind more, and a page of it."""
    project = tmp_path_factory.mktemp("kind") / "project"
    project.mkdir()
    for part in ("hooks", "overrides"):
        shutil.copytree(ROOT / part, project / part)
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / "tests" / "site" / "docs", project / "docs")
    model = project / "hooks" / "plainleaf" / "model" / "kinds.py"
    replace_once(model, "\nfrom collections.abc", "\nimport dataclasses\nfrom collections.abc")
    replace_once(model, "\nKINDS: Final[", f"{ENTRY}\nKINDS: Final[")
    replace_once(
        model, "FAQ, PROFESSIONAL, CASES, CASE),", "FAQ, PROFESSIONAL, CASES, CASE, _QUIZ),"
    )
    case = project / "docs" / "cases" / "itching-after-a-walk"
    page = project / "docs" / SRC
    shutil.copytree(case, page.parent)
    replace_once(page, "kind: case\n", "kind: quiz\n")
    return project


def run(project: Path, module: str, *arguments: str) -> tuple[int, str]:
    env = {"PYTHONPATH": str(project / "hooks"), "PRINT": "0"}
    done = run_module(module, project, *arguments, env=env, fresh=True)
    return done.returncode, done.stdout


def test_it_is_built_listed_and_kept_apart_like_a_case(project: Path) -> None:
    status, output = run(project, "mkdocs", "build", "--strict")
    assert status == 0, output
    html = (project / "site" / SRC.replace(".md", ".html")).read_text("utf-8")
    tree = LexborHTMLParser(html)
    body = tree.css_first("body")
    assert body is not None
    assert {"l-case", "k-quiz"} <= set((body.attributes["class"] or "").split())
    assert "Drawings are schematics" in html
    assert tree.css_first(".fig-m") is not None
    head = "".join(one.text() for one in tree.css("title, header, footer"))
    assert "amplitis" not in head
    address = "quizzes/another-walk/index.html"
    for page in ("cases/index.html", "pages.html"):
        assert address in (project / "site" / page).read_text("utf-8"), page


def test_the_rules_of_cases_hold_for_it(project: Path) -> None:
    status, output = run(project, "plainleaf", "rules", "PL217")
    assert status == 0
    assert "(only case, quiz)" in output
    page = project / "docs" / SRC
    text = page.read_text("utf-8")
    try:
        page.write_text(text.replace("title: ", "title: Samplitis, ", 1), "utf-8")
        _, output = run(project, "plainleaf", "check", f"docs/{SRC}")
    finally:
        page.write_text(text, "utf-8")
    assert "PL217" in output


def test_it_can_be_begun_and_has_a_schema(project: Path) -> None:
    status, output = run(project, "plainleaf", "new", "quiz", "Spots on a leaf")
    assert status == 0, output
    new = project / "docs" / "quizzes" / "spots-on-a-leaf" / "index.md"
    assert "kind: quiz" in new.read_text("utf-8")
    shutil.rmtree(new.parent)
    status, output = run(project, "plainleaf", "schema", "quiz")
    assert status == 0
    assert '"const": "quiz"' in output
