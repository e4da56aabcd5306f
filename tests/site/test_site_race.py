"""What was checked is what is published: real builds while somebody writes into docs/."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from test_site_publish import add_hook, left_beside

from conftest import ENVIRONMENT, ROOT, BuiltSite, replace_once, run_mkdocs
from plainleaf.rendering.theme import THEME

MakeProject = Callable[..., Path]
PAGE = "docs/conditions/samplitis/index.md"
PICTURE = "docs/cases/a-cough-in-spring/stack/lung-3.png"
SECRET = "Patient name: John Doe"
EVENTS = ["on_pre_build", "on_files", "on_nav", "on_env", "on_post_build"]
"""What happens between the checks and the end of a build, in order."""


def writes(file: str, text: str) -> str:
    """The code of a hook that adds to a file, as an editor would who saves at that moment."""
    return f"with open({file!r}, 'ab') as file: file.write({text.encode()!r})"


@pytest.mark.parametrize("event", EVENTS)
def test_a_page_that_changes_is_published_as_it_was_checked(
    make_project: MakeProject, tiny: BuiltSite, event: str
) -> None:
    project = make_project()
    add_hook(project, event, writes(PAGE, f"\n{SECRET}\n<script>alert(1)</script>\n"), -500)
    done = run_mkdocs(project, "build", "--strict")
    assert done.returncode == 0, done.stdout
    page = "conditions/samplitis/index.html"
    assert (project / "site" / page).read_bytes() == (tiny.folder / page).read_bytes()


@pytest.mark.parametrize("event", EVENTS[:-1])
@pytest.mark.parametrize("way", ["grows", "goes", "becomes a pipe"])
def test_a_picture_that_changes_stops_the_build(
    make_project: MakeProject, event: str, way: str
) -> None:
    project = make_project()
    code = {
        "grows": writes(PICTURE, SECRET),
        "goes": f"__import__('os').unlink({PICTURE!r})",
        "becomes a pipe": f"os = __import__('os'); os.unlink({PICTURE!r}); os.mkfifo({PICTURE!r})",
    }[way]
    add_hook(project, event, code, -500)
    (project / "site").mkdir()
    (project / "site" / "edition.json").write_text("{}")
    done = run_mkdocs(project, "build", "--strict")
    assert done.returncode == 1, done.stdout
    assert Path(PICTURE).name in done.stdout
    assert "Traceback" not in done.stdout
    assert [one.name for one in (project / "site").iterdir()] == ["edition.json"]
    assert left_beside(project) == []


@pytest.mark.parametrize("name", ["about/late.md", "about/late.png", "about/late.svg"])
def test_a_file_that_comes_after_the_checks_stops_the_build(
    make_project: MakeProject, name: str
) -> None:
    project = make_project()
    add_hook(project, "on_pre_build", writes(f"docs/{name}", SECRET), -500)
    done = run_mkdocs(project, "build", "--strict")
    assert done.returncode == 1, done.stdout
    assert f"{name} has come into docs/ during the build. Build again." in done.stdout
    assert not (project / "site").exists()


@contextmanager
def flickering(file: Path, other: bytes) -> Iterator[None]:
    """Let a file hold now its own bytes and now others, as fast as the disk can."""
    own = file.read_bytes()
    ended = threading.Event()

    def flicker() -> None:
        while not ended.is_set():
            for held in (other, own):
                file.write_bytes(held)
                ended.wait(0.003)

    thread = threading.Thread(target=flicker)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@pytest.mark.parametrize("name", [PAGE, PICTURE])
def test_a_race(make_project: MakeProject, tiny: BuiltSite, name: str) -> None:
    """However it ends, nothing that was not checked is published."""
    project = make_project()
    own = (project / name).read_bytes()
    secret = f"\n{SECRET}, MRN 4482913.\n<script>alert(1)</script>\n".encode()
    with flickering(project / name, own + secret):
        for _ in range(2):
            build = subprocess.run(
                [sys.executable, "-m", "mkdocs", "build", "--strict"],
                cwd=project,
                env=dict(ENVIRONMENT),
                capture_output=True,
                text=True,
                check=False,
            )
            assert "Traceback" not in build.stdout + build.stderr
            inside = Path(name).relative_to("docs").as_posix().replace(".md", ".html")
            published = project / "site" / inside
            assert published.exists() == (build.returncode == 0)
            if published.exists():
                assert published.read_bytes() == (tiny.folder / inside).read_bytes()
            assert left_beside(project) == []
            shutil.rmtree(project / "site", ignore_errors=True)


@pytest.mark.parametrize("place", ["docs", "overrides", ".", "..", "hooks", "docs/new/site"])
def test_a_site_that_would_eat_its_sources(make_project: MakeProject, place: str) -> None:
    project = make_project()
    before = sorted(one.name for one in project.iterdir())
    (project / "site").symlink_to(place)
    for arguments in (["--site-dir", place], []):
        done = run_mkdocs(project, "build", "--strict", *arguments)
        assert done.returncode == 1, done.stdout
        assert "Traceback" not in done.stdout
        # MkDocs itself refuses some names.
        assert "would take the place of" in done.stdout or "site_dir" in done.stdout
    (project / "site").unlink()
    assert sorted(one.name for one in project.iterdir()) == before
    assert (project / PAGE).exists()


def test_what_is_no_site_is_not_replaced(make_project: MakeProject) -> None:
    project = make_project()
    (project / "site").mkdir()
    (project / "site" / "thesis.docx").write_text("mine")
    done = run_mkdocs(project, "build", "--strict")
    assert done.returncode == 1, done.stdout
    assert "holds files, and no site of Plainleaf" in done.stdout
    assert (project / "site" / "thesis.docx").read_text() == "mine"


def test_a_theme_with_a_pipe_or_a_broken_file(make_project: MakeProject) -> None:
    project = make_project()
    (project / "overrides").unlink()
    shutil.copytree(ROOT / "overrides", project / "overrides")
    (project / "overrides" / "icons.json").write_text("{")
    done = run_mkdocs(project, "build", "--strict")
    assert done.returncode == 1
    assert "icons.json is no JSON" in done.stdout
    assert "Traceback" not in done.stdout
    (project / "overrides" / "icons.json").unlink()
    shutil.copy(THEME / "main.html", project / "overrides")
    replace_once(project / "overrides" / "main.html", "<!doctype html>", "{% if %}<!doctype html>")
    done = run_mkdocs(project, "build", "--strict")
    assert done.returncode == 1
    assert "overrides/main.html:" in done.stdout
    assert "Traceback" not in done.stdout
    (project / "overrides" / "main.html").unlink()
    os.mkfifo(project / "overrides" / "main.html")
    done = run_mkdocs(project, "build", "--strict")
    assert done.returncode == 1
    assert "main.html cannot be read: it is a pipe, not a file." in done.stdout
