"""Two conditions in one site: the real one, and hereditary spherocytosis as a small guide."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, run_module
from second_condition import NAME, SECOND, add_second_condition

FIRST = "extramedullary-hematopoiesis"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    for name in ("mkdocs.yml", "overrides", "hooks"):
        (tmp_path / name).symlink_to(ROOT / name)
    add_second_condition(tmp_path / "docs")
    return tmp_path


def held(docs: Path) -> dict[str, bytes]:
    return {
        one.relative_to(docs).as_posix(): one.read_bytes()
        for one in docs.rglob("*")
        if one.is_file()
    }


def test_it_is_small_and_every_statement_has_a_source_or_a_point() -> None:
    pages = {one.name: one.read_text("utf-8") for one in (SECOND / "docs").rglob("*.md")}
    words = sum(
        len(re.findall(r"[A-Za-z]+", text.partition("---\n\n")[2])) for text in pages.values()
    )
    assert 500 < words < 900
    points = yaml.safe_load((SECOND / "docs/_data/sign_off.yml").read_text("utf-8"))
    asked = {Path(page).name for point in points for page in point["pages"]}
    assert asked == pages.keys()


def test_two_conditions_are_checked_built_and_parted_again(project: Path) -> None:
    assert run_module("plainleaf", project, "check").stdout == "Nothing to fix.\n"
    done = run_module("mkdocs", project, "build", "--strict", "--quiet", env={"PRINT": "0"})
    assert done.returncode == 0, done.stdout
    site = project / "site"
    pages = {
        one.relative_to(site).as_posix(): one.read_text("utf-8") for one in site.rglob("*.html")
    }
    own = {name: text for name, text in pages.items() if name.startswith(f"conditions/{NAME}/")}
    assert len(own) == 2
    # It says that nobody has checked it, and asks search engines not to list it.
    assert all("Not yet checked by a clinician." in text for text in own.values())
    assert all("noindex" in text for text in own.values())
    # Both conditions show the one card on fever.
    assert all("card-fever-now" in text for text in own.values())
    # The strip at the top leads a reader to the signs of their own disease, or nowhere.
    for name, text in pages.items():
        led = re.findall(r'<a [^>]*href="?([^" >]*)"?[^>]*>Warning signs', text)
        assert bool(led) == name.startswith((f"conditions/{NAME}/", f"conditions/{FIRST}/")), name
        assert not [one for one in led if NAME in one or FIRST in one], name
    assert f"conditions/{NAME}/index.html" in pages["index.html"]
    removed = run_module("plainleaf", project, "remove", "condition", NAME)
    assert removed.returncode == 0, removed.stdout
    before, after = held(ROOT / "docs"), held(project / "docs")
    # Home still says whom its line is for: words are for a person to rewrite.
    assert [one for one in before if before[one] != after[one]] == ["index.md"]
    assert before.keys() == after.keys()
    assert "docs/index.md" in removed.stdout
