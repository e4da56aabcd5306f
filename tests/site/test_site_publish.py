"""The site that was there survives whatever happens to a build. Real processes, real disks."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from test_site_build import files_of
from test_site_serve import Server

from conftest import ENVIRONMENT, BuiltSite, replace_once, run_mkdocs

CONDITION = "docs/conditions/samplitis/index.md"
PATIENCE = 60  # seconds, on a busy machine

MakeProject = Callable[..., Path]


@pytest.fixture
def project(make_project: MakeProject, tiny: BuiltSite) -> Path:
    """A project with a good site in it."""
    folder = make_project()
    shutil.copytree(tiny.folder, folder / "site")
    return folder


@pytest.fixture
def unharmed(project: Path, tiny: BuiltSite) -> Callable[[], None]:
    """Check that the good site is whole and that nothing lies beside it."""

    def check() -> None:
        assert files_of(project / "site") == files_of(tiny.folder)
        assert left_beside(project) == []

    return check


def left_beside(project: Path) -> list[str]:
    return [path.name for path in project.glob(".site.*")]


def start_build(project: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict", *arguments],
        cwd=project,
        env=dict(ENVIRONMENT),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "It never happened."
        time.sleep(0.005)


def test_a_bad_anchor(project: Path, unharmed: Callable[[], None]) -> None:
    """MkDocs looks at anchors when the site is written; under -v it would let them pass."""
    replace_once(project / CONDITION, "glossary.md#sampler", "glossary.md#nowhere")
    done = run_mkdocs(project, "build", "--strict", "--verbose")
    assert done.returncode == 1, done.stdout
    unharmed()


def test_a_warning_that_mkdocs_counts_after_the_last_hook(
    project: Path, unharmed: Callable[[], None]
) -> None:
    add_hook(project, "on_post_build", "logging.getLogger('mkdocs.x').warning('late')", -2000)
    done = run_mkdocs(project, "build", "--strict")
    assert done.returncode == 1, done.stdout
    assert "Aborted with 1 warnings in strict mode!" in done.stdout
    unharmed()


def add_hook(project: Path, event: str, code: str, priority: int = 0) -> None:
    """Add a hook of somebody else's to a project."""
    (project / "other_hook.py").write_text(
        "import errno, logging\nfrom mkdocs.plugins import event_priority\n"
        f"@event_priority({priority})\ndef {event}(*arguments, **named):\n    {code}\n"
    )
    replace_once(project / "mkdocs.yml", "\nplugins:\n", "\n  - other_hook.py\n\nplugins:\n")


@pytest.mark.parametrize("event", ["on_config", "on_page_content", "on_post_build"])
def test_an_exception_in_any_hook(project: Path, unharmed: Callable[[], None], event: str) -> None:
    add_hook(project, event, "raise RuntimeError('other')", 50)
    done = run_mkdocs(project, "build")
    assert done.returncode == 1, done.stdout
    assert "RuntimeError: other" in done.stdout
    unharmed()


@pytest.mark.parametrize("moment", ["writes", "ends"])
def test_kill_9_while_the_site_is_served(
    project: Path, unharmed: Callable[[], None], moment: str
) -> None:
    handler = partial(QuietHandler, directory=str(project / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/conditions/samplitis/index.html"
    page = (project / "site/conditions/samplitis/index.html").read_bytes()
    sign = {"writes": "assets/leaf.svg", "ends": "glossary.html"}[moment]

    build = start_build(project)
    wait_until((project / ".site.new" / sign).exists)
    build.send_signal(signal.SIGKILL)
    build.communicate()
    assert build.returncode == -signal.SIGKILL
    with urllib.request.urlopen(address) as response:
        assert response.read() == page
    server.shutdown()
    server.server_close()

    assert left_beside(project) != []
    done = run_mkdocs(project, "build", "--strict")
    assert done.returncode == 0, done.stdout
    unharmed()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        """Say nothing."""


def test_two_builds_at_once(project: Path, unharmed: Callable[[], None]) -> None:
    builds = [start_build(project) for _ in range(2)]
    outputs = [build.communicate(timeout=PATIENCE)[0] for build in builds]
    assert [build.returncode for build in builds] == [0, 0], outputs
    assert sum("Another build writes" in output for output in outputs) == 1, outputs
    unharmed()


# Each script ends with the status of the build; it sees the disk, nobody outside does.
ON_A_SMALL_DISK = """
mount -t tmpfs -o size=%s none disk && cp -r site disk/site && cp -r site before &&
chmod -R u+w disk && {
  %s
  "$PYTHON" -m mkdocs build --strict --site-dir disk/site; status=$?
  diff -r before disk/site && ls -A disk && exit $status
}
exit 99
"""


def in_own_mounts(project: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script that may mount disks, without any network."""
    return subprocess.run(
        ["unshare", "--map-root-user", "--mount", "--net", "sh", "-c", script],
        cwd=project,
        env={**ENVIRONMENT, "PYTHON": sys.executable},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_needs_no_network_and_fits_beside_itself(project: Path) -> None:
    (project / "disk").mkdir()
    done = in_own_mounts(project, ON_A_SMALL_DISK % ("64m", ""))
    assert done.returncode == 0, done.stdout
    assert done.stdout.endswith("\nsite\n")


def test_a_full_disk(project: Path) -> None:
    (project / "disk").mkdir()
    fill = "cat /dev/zero >disk/ballast 2>/dev/null; truncate -s -90k disk/ballast;"
    done = in_own_mounts(project, ON_A_SMALL_DISK % ("8m", fill))
    assert done.returncode == 1, done.stdout
    assert "No space left on device. What stood there is unchanged." in done.stdout
    assert "Traceback" not in done.stdout
    assert done.stdout.endswith("\nballast\nsite\n")


def test_a_read_only_target(project: Path) -> None:
    (project / "disk").mkdir()
    done = in_own_mounts(project, ON_A_SMALL_DISK % ("8m", "mount -o remount,ro disk;"))
    assert done.returncode == 1, done.stdout
    assert "Read-only file system. What stood there is unchanged." in done.stdout
    assert "Traceback" not in done.stdout
    assert done.stdout.endswith("\nsite\n")


def test_the_target_is_a_disk_of_its_own(project: Path) -> None:
    (project / "disk").mkdir()
    script = 'mount -t tmpfs none disk && "$PYTHON" -m mkdocs build --site-dir disk'
    done = in_own_mounts(project, script)
    assert done.returncode == 1, done.stdout
    assert "is a disk of its own, which no folder can replace in one step." in done.stdout


def test_dirty_build_gives_the_whole_site(project: Path, unharmed: Callable[[], None]) -> None:
    """MkDocs would write only what has changed, and a search index of that."""
    done = run_mkdocs(project, "build", "--dirty")
    assert done.returncode == 0, done.stdout
    unharmed()


def test_gh_deploy_publishes_the_finished_site(project: Path, unharmed: Callable[[], None]) -> None:
    git = partial(subprocess.run, cwd=project, check=True, capture_output=True, text=True)
    git(["git", "init", "--quiet", "--bare", "remote.git"])
    git(["git", "init", "--quiet"])
    git(["git", "remote", "add", "origin", str(project / "remote.git")])
    author = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@a.example"}
    author |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@a.example"}
    done = run_mkdocs(project, "gh-deploy", "--strict", env={**author, "HOME": str(project)})
    assert done.returncode == 0, done.stdout
    listed = git(["git", "-C", "remote.git", "ls-tree", "-r", "--name-only", "gh-pages"]).stdout
    assert set(listed.splitlines()) == {*files_of(project / "site"), ".nojekyll"}
    unharmed()

    replace_once(project / CONDITION, "glossary.md#sampler", "glossary.md#nowhere")
    done = run_mkdocs(project, "gh-deploy", env={**author, "HOME": str(project)})
    assert done.returncode == 1, done.stdout
    assert "Copying" not in done.stdout
    unharmed()


def test_serve_leaves_the_site_alone(project: Path, unharmed: Callable[[], None]) -> None:
    server = Server(project, "--clean")
    try:
        server.wait_for("Serving on")
        assert "What samplitis is" in server.page("index.html")
        unharmed()
    finally:
        server.stop()


HOSTILE = {
    "lists in lists": ("\n".join("    " * depth + "- a" for depth in range(300)), "PL250 "),
    "signs": ("*" * 5000 + "a" + "*" * 5000, "PL250 "),
    "five megabytes": ("Nobody has it.\n\n" * 350_000, "PL104 This page has "),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends_in_a_sentence(
    project: Path, unharmed: Callable[[], None], name: str
) -> None:
    text, said = HOSTILE[name]
    replace_once(project / CONDITION, "\n## Causes\n", f"\n## Causes\n\n{text}\n\n")
    done = run_mkdocs(project, "build")
    assert done.returncode == 1
    assert said in done.stdout, done.stdout[-2000:]
    assert CONDITION.removeprefix("docs/") in done.stdout
    assert "Traceback" not in done.stdout
    unharmed()
