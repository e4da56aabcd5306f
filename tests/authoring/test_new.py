"""`plainleaf new`, in processes of its own."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import ENVIRONMENT, TINY_SITE, run_module
from plainleaf.authoring.new import today

SMP = "samplitis"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(TINY_SITE, tmp_path / "docs")
    return tmp_path


def new(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_module("plainleaf", project, "new", *arguments)


def test_a_second_condition_begins_with_four_commands(project: Path) -> None:
    for arguments, file in (
        (("condition", "Leaf fever"), "conditions/leaf-fever/index.md"),
        (("faq", "leaf-fever"), "conditions/leaf-fever/faq.md"),
        (("professional", "leaf-fever"), "conditions/leaf-fever/professional.md"),
        (("case", "A spotted leaf", "--condition", "leaf-fever"), "cases/a-spotted-leaf/index.md"),
    ):
        done = new(project, *arguments)
        assert (done.returncode, done.stdout.splitlines()[0]) == (
            0,
            f"Wrote docs/{file}. The checks name what to write: plainleaf check docs/{file}",
        )
        assert "written: 2026-11-21\n" in (project / "docs" / file).read_text(encoding="utf-8")
    found = run_module("plainleaf", project, "check", "docs/conditions", "docs/cases").stdout
    codes = {line.split()[2] for line in found.splitlines() if line.startswith("docs/")}
    # PL119: the glossary does not have the condition's term yet.
    # PL415, PL431: the condition has no care cards yet.
    assert codes <= {"PL116", "PL119", "PL219", "PL222", "PL415", "PL431", "PL504"}


def test_a_guide_begins_with_all_that_it_needs(project: Path) -> None:
    done = new(project, "guide", "Leaf fever")
    folder = project / "docs/conditions/leaf-fever"
    said = "Wrote 6 pages into docs/conditions/leaf-fever. "
    assert (done.returncode, done.stdout.startswith(said)) == (0, True)
    names = ["when-to-get-help", "tests", "treatment", "living", "questions"]
    assert sorted(one.stem for one in folder.iterdir()) == sorted(["index", *names])
    overview = (folder / "index.md").read_text(encoding="utf-8")
    assert f"parts: [{', '.join(names)}]\n" in overview
    assert new(project, "part", "Newer pots", "--condition", "leaf-fever").returncode == 0
    found = run_module("plainleaf", project, "check", "docs/conditions").stdout
    lines = [line for line in found.splitlines() if line.startswith("docs/")]
    # Of guides the checks say no more than that the new part is not listed yet.
    assert [line.split()[0] for line in lines if " PL27" in line] == [
        "docs/conditions/leaf-fever/newer-pots.md:9:1:"
    ]
    again = new(project, "guide", "Leaf fever")
    assert (again.returncode, "index.md exists already." in again.stdout) == (2, True)


def test_a_term_is_put_into_the_glossary(project: Path) -> None:
    file = project / "docs/_data/glossary.yml"
    before = file.read_text(encoding="utf-8").splitlines()
    assert new(project, "term", "petechia").returncode == 0
    after = file.read_text(encoding="utf-8").splitlines()
    at = after.index("- id: petechia")
    assert after[:at] + after[at + 8 :] == before
    assert sorted(one.name for one in file.parent.iterdir()) == sorted(
        one.name for one in (TINY_SITE / "_data").iterdir() if one.is_file()
    )
    found = run_module("plainleaf", project, "check", "docs/_data/glossary.yml").stdout
    assert {line.split()[2] for line in found.splitlines() if "glossary.yml:" in line} == {"PL601"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("condition", "Samplitis"), "index.md exists already."),
        (("faq", SMP), "faq.md exists already. Nothing was written."),
        (("professional", SMP), "professional.md exists already. Nothing was written."),
        (("case", "A cough in spring"), "exists already. Nothing was written."),
        (("case", "SMP of the chest"), '"SMP of the chest" gives the diagnosis away: "SMP".'),
        (("faq", "samplits"), f'Did you mean "{SMP}"?'),
        (("case", "A leaf", "--condition", "x"), "Begin it: plainleaf new condition x"),
        (("term", "sample disease"), 'The glossary has "sample disease" already, on line '),
        (("term", "!!!"), '"!!!" holds no letter that can stand in an address.'),
        (("leaflet", "x"), "invalid choice: 'leaflet'"),
    ],
)
def test_what_cannot_be_begun_is_said_and_changes_nothing(
    project: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = new(project, *arguments)
    assert done.returncode == 2
    assert said in done.stdout  # with what stands on standard error
    for file in TINY_SITE.rglob("*"):
        if file.is_file():
            assert (project / "docs" / file.relative_to(TINY_SITE)).read_bytes() == (
                file.read_bytes()
            )


def test_without_a_missing_glossary_there_is_a_message(project: Path) -> None:
    (project / "docs/_data/glossary.yml").unlink()
    done = new(project, "term", "leaf")
    assert done.returncode == 2
    assert "glossary.yml: there is no such file." in done.stdout


def test_the_day_is_the_calendars_unless_the_environment_sets_it() -> None:
    assert today({"SOURCE_DATE_EPOCH": ENVIRONMENT["SOURCE_DATE_EPOCH"]}) == datetime.date(
        2026, 11, 21
    )
    assert today({}) == datetime.datetime.now().astimezone().date()
