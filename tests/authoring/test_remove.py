"""`plainleaf remove condition`: whole, or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import TINY_SITE, run_module

SMP = "samplitis"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(TINY_SITE, tmp_path / "docs")
    return tmp_path


def held(project: Path) -> dict[str, bytes]:
    docs = project / "docs"
    return {
        one.relative_to(docs).as_posix(): one.read_bytes()
        for one in docs.rglob("*")
        if one.is_file()
    }


def test_all_that_is_a_conditions_own_goes_and_the_rest_stays(project: Path) -> None:
    before = held(project)
    (project / "docs/.kept").write_text("not ours\n", encoding="utf-8")
    done = run_module("plainleaf", project, "remove", "condition", "Samplitis")
    said = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout
    assert said[0].startswith(f"Removed {SMP}: 5 pages, 6 links and doors, 4 care cards, 3 facts")
    assert said[1] == "Left for you to rewrite, where it is still named:"
    assert "  docs/index.md:25" in said
    after = held(project)
    assert after.pop(".kept")
    assert not [one for one in after if SMP in one]
    assert after.keys() < before.keys()
    untouched = {one for one in after if after[one] == before[one]}
    assert {"about/index.md", "glossary.md", "_data/emergency_numbers.yml"} <= untouched
    assert run_module("plainleaf", project, "check").stdout == "Nothing to fix.\n"
    assert not list(project.glob(".removing-*"))


@pytest.mark.parametrize(
    ("spoil", "name", "said"),
    [
        ("", "samplits", 'The site has no condition "samplits". Did you mean "samplitis"?'),
        ("_data/facts.yml", SMP, "docs/_data/facts.yml has a mistake. Run plainleaf check first."),
        ("index.md", SMP, "Every door of docs/index.md leads to it."),
    ],
)
def test_what_cannot_be_done_whole_changes_nothing(
    project: Path, spoil: str, name: str, said: str
) -> None:
    if spoil:
        file = project / "docs" / spoil
        text = file.read_text(encoding="utf-8")
        pages = ("page: cases/index.md", "page: about/index.md#print-handouts")
        for page in pages:
            text = text.replace(page, f"page: conditions/{SMP}/index.md")
        file.write_text(text + ("" if spoil == "index.md" else "- {id: x\n"), encoding="utf-8")
    before = held(project)
    done = run_module("plainleaf", project, "remove", "condition", name)
    assert (done.returncode, said in done.stdout) == (2, True), done.stdout
    assert held(project) == before
    assert not list(project.glob(".removing-*"))
