"""A site of one's own: from the wheel alone, in an environment of its own, to a strict build."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from conftest import ENVIRONMENT, ROOT, run_module

NAME = 'Valley "Hospital": health'
FOLDER = "valley-hospital-health"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel in it; what the wheel needs lies beside it."""
    folder = tmp_path_factory.mktemp("own")
    source = folder / "source"
    source.mkdir()
    shutil.copy(ROOT / "pyproject.toml", source)
    shutil.copytree(
        ROOT / "hooks", source / "hooks", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    build = "import setuptools.build_meta as b; print(b.build_wheel('..'))"
    called([sys.executable, "-c", build], source)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / "bin"
    called([str(programs / "pip"), "install", "--no-deps", "--no-index", "-q", str(wheel)], folder)
    (own,) = (folder / "venv" / "lib").glob("python*/site-packages")
    # Folders in such a file are only looked into: no editable installation there comes along.
    beside = [one for one in sys.path if one.startswith("/") and Path(one) != ROOT / "hooks"]
    (own / "beside.pth").write_text("".join(f"{one}\n" for one in beside if "tests" not in one))
    mkdocs = programs / "mkdocs"
    mkdocs.write_text(f'#!/bin/sh\nexec "{programs / "python"}" -m mkdocs "$@"\n')
    mkdocs.chmod(0o755)
    return programs


def called(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        # Warnings of pip and setuptools are theirs.
        env={**ENVIRONMENT, "PYTHONWARNINGS": "ignore", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_from_the_wheel_to_a_strict_build(environment: Path, tmp_path: Path) -> None:
    where = "import plainleaf, plainleaf_mkdocs; print(plainleaf.__file__)"
    there = called([str(environment / "python"), "-c", where], tmp_path)
    assert there.startswith(str(environment.parent)), "not the wheel"
    called([str(environment / "plainleaf"), "new", "site", NAME], tmp_path)
    site = tmp_path / FOLDER
    # Not even advice.
    assert called([str(environment / "plainleaf"), "check"], site) == "Nothing to fix.\n"
    told = called(["make", "site", f"BIN={environment}"], site)
    assert "WARNING" not in told
    home = (site / "site" / "index.html").read_text(encoding="utf-8")
    assert "Valley &#34;Hospital&#34;: health" in home or f"{NAME}, in plain words" in home
    assert {one.name for one in (site / "site").iterdir()} > {"about", "glossary.html", "404.html"}
    # What is not published stays at home.
    assert not [one for one in (site / "site").rglob("*") if "draft" in one.name]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    done = run_module("plainleaf", tmp_path, "new", "site", NAME)
    assert done.stdout == f"Wrote {FOLDER}. Read {FOLDER}/README.md, then run there: make site\n"
    return tmp_path / FOLDER


def test_a_new_site_holds_nothing_of_the_first_one(own: Path) -> None:
    theirs = re.compile(r"EMH|hematopoie|Plainleaf: |thalass|example\.com", re.IGNORECASE)
    files = [one for one in own.rglob("*") if one.is_file()]
    assert len(files) > 20
    assert [one for one in files if theirs.search(one.read_text(encoding="utf-8"))] == []
    assert [one for one in files if "$" in one.read_text() and one.name != "Makefile"] == [
        own / ".ci" / "run"
    ]


def test_its_guide_begins_as_its_readme_says(own: Path) -> None:
    readme = (own / "README.md").read_text(encoding="utf-8")
    (command,) = re.findall(r'plainleaf new guide "(.*)"', readme)
    assert run_module("plainleaf", own, "new", "guide", command).returncode == 0
    there, draft = own / "docs/conditions", own / "drafts/conditions"
    names = sorted(one.relative_to(there) for one in there.rglob("*.md"))
    assert names == sorted(one.relative_to(draft) for one in draft.rglob("*.md"))
    found = run_module("plainleaf", own, "check").stdout
    files = {line.partition(":")[0] for line in found.splitlines() if line.startswith("docs/")}
    assert files == {f"docs/conditions/{one}" for one in names}


def test_nothing_is_overwritten(own: Path) -> None:
    before = {one: one.read_bytes() for one in own.rglob("*") if one.is_file()}
    done = run_module("plainleaf", own.parent, "new", "site", NAME)
    assert (done.returncode, "exists already. Nothing was written." in done.stdout) == (2, True)
    assert before == {one: one.read_bytes() for one in own.rglob("*") if one.is_file()}


@pytest.mark.parametrize("name", ["***", "a" * 101, "two **bold** words"])
def test_a_name_that_no_page_could_show_is_refused(tmp_path: Path, name: str) -> None:
    done = run_module("plainleaf", tmp_path, "new", "site", name)
    assert (done.returncode, done.stdout.startswith("plainleaf: ")) == (2, True)
    assert [*tmp_path.iterdir()] == []
