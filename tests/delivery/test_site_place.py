"""A site never takes the place of what it is made from, by whatever name it is asked for."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from plainleaf.delivery.site_place import why_not

SOURCES = ("docs", "overrides", "hooks", "tests")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with its sources."""
    root = tmp_path / "project"
    for name in SOURCES:
        (root / name).mkdir(parents=True)
        (root / name / "a.txt").write_text("a")
    return root


def refusal(project: Path, target: Path) -> str:
    return why_not(target, project, [project / name for name in SOURCES])


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("inside", ["", "deep/er"])
@pytest.mark.parametrize("way", ["name", "link", "link in the middle", "dots"])
def test_sources_are_refused(project: Path, source: str, inside: str, way: str) -> None:
    place = project / source / inside
    if way == "link":
        place.mkdir(parents=True, exist_ok=True)
        (project / "site").symlink_to(place)
        place = project / "site"
    elif way == "link in the middle":
        (project / "away").symlink_to(project / source)
        place = project / "away" / inside
    elif way == "dots":
        place = project / "new" / ".." / source / inside
    assert f"would take the place of {project / source}, from which" in refusal(project, place)


@pytest.mark.parametrize("place", [".", "..", "/"])
def test_what_holds_the_project_is_refused(project: Path, place: str) -> None:
    assert "would take the place of" in refusal(project, project / place)
    (project / "site").symlink_to(project / place)
    assert "would take the place of" in refusal(project, project / "site")


def test_the_project_is_refused_where_its_sources_lie_elsewhere(project: Path) -> None:
    assert f"the place of the project {project}." in why_not(project, project, [Path("/nowhere")])


def test_a_folder_of_other_things_is_refused_and_left_alone(project: Path) -> None:
    (project / "thesis").mkdir()
    (project / "thesis" / "chapter.docx").write_text("a")
    assert "no site of Plainleaf" in refusal(project, project / "thesis")
    assert (project / "thesis" / "chapter.docx").exists()


def test_new_empty_and_finished_ones_are_taken(project: Path) -> None:
    assert refusal(project, project / "site") == ""
    (project / "site").mkdir()
    assert refusal(project, project / "site") == ""
    (project / "site" / ".git").mkdir()  # a checkout of a branch that holds nothing yet
    assert refusal(project, project / "site") == ""
    (project / "site" / "edition.json").write_text("{}")
    assert refusal(project, project / "site") == ""
    (project / "elsewhere").symlink_to(project / "site")
    assert refusal(project, project / "elsewhere") == ""


def test_a_site_from_before_editions_is_taken(project: Path) -> None:
    site = project / "site"
    for name in ("assets", "search"):
        (site / name).mkdir(parents=True)
    (site / "404.html").write_text("")
    assert refusal(project, site) != ""
    (site / "index.html").write_text("")
    assert refusal(project, site) == ""


@pytest.mark.parametrize("what", ["new", "old", "lock"])
@pytest.mark.parametrize("thing", ["link", "link to nowhere", "pipe", "socket", "other"])
def test_what_stands_in_the_way_beside_it_is_named(project: Path, what: str, thing: str) -> None:
    name = project / f".site.{what}"
    if thing == "link":
        name.symlink_to("docs")
    elif thing == "link to nowhere":
        name.symlink_to("nowhere")
    elif thing == "pipe":
        os.mkfifo(name)
    elif thing == "socket":
        with socket.socket(socket.AF_UNIX) as one:
            here = Path.cwd()
            os.chdir(project)  # its name may be no longer than 107 bytes
            one.bind(name.name)
            os.chdir(here)
    elif what == "lock":
        name.mkdir()
    else:
        name.write_text("mine")
    assert refusal(project, project / "site") == (
        f"{name} is in the way: a build needs that name. Delete it, or rename it."
    )


def test_what_a_dead_build_left_is_not_in_the_way(project: Path) -> None:
    for what in ("new", "old"):
        (project / f".site.{what}").mkdir()
    (project / ".site.lock").write_text("")
    assert refusal(project, project / "site") == ""
