"""A site is replaced in one step or not at all, whenever its builder dies."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ENVIRONMENT
from plainleaf.delivery import publish as publishing
from plainleaf.delivery.publish import PublishError, begin, discard, disk_trouble, exchange, publish


def put(folder: Path, text: str) -> None:
    """Write a small site."""
    folder.mkdir(exist_ok=True)
    for name in ("a.html", "b.html"):
        (folder / name).write_text(text)


def texts(folder: Path) -> list[str]:
    return [(folder / name).read_text() for name in ("a.html", "b.html")]


def alone() -> None:
    pytest.fail("It waits for a build that there is not.")


@pytest.fixture(params=[True, False], ids=["exchange", "two renames"])
def can_exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Both ways to replace a folder."""
    if not request.param:
        monkeypatch.setattr(publishing, "exchange", lambda _one, _other: False)
    return bool(request.param)


@pytest.mark.usefixtures("can_exchange")
def test_a_finished_build_replaces_the_site_and_leaves_nothing_beside(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for text in ("first", "second"):
        staging = begin(site, alone)
        put(staging.folder, text)
        assert texts(site) == ["first"] * 2 if site.exists() else text == "first"
        publish(staging)
        assert texts(site) == [text] * 2
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_that_fails_leaves_the_site_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, "good")
    staging = begin(site, alone)
    put(staging.folder, "bad")
    discard(staging)
    assert texts(site) == ["good"] * 2
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_no_build_wrote_stays(tmp_path: Path) -> None:
    """A checkout of the published branch, say; MkDocs keeps it, too."""
    site = tmp_path / "site"
    put(site, "first")
    site.chmod(0o750)
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref")
    (site / ".note").symlink_to("nowhere")
    staging = begin(site, alone)
    put(staging.folder, "second")
    publish(staging)
    assert (site / ".git" / "HEAD").read_text() == "ref"
    assert (site / ".note").is_symlink()
    assert site.stat().st_mode & 0o777 == 0o750


def test_a_link_to_the_site_stays_a_link(tmp_path: Path) -> None:
    put(tmp_path / "real", "first")
    (tmp_path / "site").symlink_to("real")
    staging = begin(tmp_path / "site", alone)
    put(staging.folder, "second")
    publish(staging)
    assert (tmp_path / "site").is_symlink()
    assert texts(tmp_path / "real") == ["second"] * 2


def test_says_why_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishError, match="is no folder"):
        begin(tmp_path / "file", alone)
    with pytest.raises(PublishError, match="is a disk of its own"):
        begin(Path("/proc"), alone)
    with pytest.raises(PublishError):
        begin(tmp_path / "file" / "site", alone)


def test_only_trouble_of_the_disk_is_told_as_such() -> None:
    assert disk_trouble(OSError(28, "", "x")) == "Cannot write to x: No space left on device."
    assert disk_trouble(FileNotFoundError(2, "", "x")) == ""
    assert disk_trouble(ValueError()) == ""


def test_a_failed_exchange_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path / "one", "one")
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "one", tmp_path / "other")
    assert texts(tmp_path / "one") == ["one"] * 2


def test_two_renames_are_undone_when_the_second_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "exchange", lambda _one, _other: False)
    site = tmp_path / "site"
    put(site, "good")
    staging = begin(site, alone)
    staging.folder.rmdir()  # as if somebody had cleaned up
    with pytest.raises(PublishError):
        publish(staging)
    assert texts(site) == ["good"] * 2


def test_says_where_the_site_is_when_neither_rename_can_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "exchange", lambda _one, _other: False)
    site = tmp_path / "site"
    put(site, "good")
    staging = begin(site, alone)
    rename = Path.rename

    def first_only(path: Path, target: Path) -> Path:
        if path == site:
            return rename(path, target)
        raise OSError(errno.EINVAL, "Invalid argument", str(path))

    monkeypatch.setattr(Path, "rename", first_only)
    with pytest.raises(PublishError, match=r"what stood there is in .*\.site\.old"):
        publish(staging)
    monkeypatch.undo()
    discard(begin(site, alone))
    assert texts(site) == ["good"] * 2


@pytest.mark.parametrize("name", [".site.new", ".site.old"])
@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_no_folder_where_a_build_writes_stops_no_build(
    tmp_path: Path, name: str, kind: str
) -> None:
    put(tmp_path / "elsewhere", "kept")
    site = tmp_path / "site"
    put(site, "old")
    if kind == "file":
        (tmp_path / name).write_text("x", encoding="utf-8")
    else:
        (tmp_path / name).symlink_to("elsewhere")
    staging = begin(site, alone)
    put(staging.folder, "new")
    publish(staging)
    assert texts(site) == ["new"] * 2
    assert texts(tmp_path / "elsewhere") == ["kept"] * 2


# Python tells a hook of each thing it asks of the system: the child dies before the nth of them.
KILLED = """
import os, signal, sys
from pathlib import Path
from plainleaf.delivery import publish

def put(folder, text):
    for name in ("a.html", "b.html"):
        (folder / name).write_text(text)

def build(site, deadline):
    count = 0
    def hook(event, arguments):
        nonlocal count
        if event.startswith(("os.", "shutil.", "open", "fcntl.", "ctypes.")):
            count += 1
            if count == deadline:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    staging = publish.begin(site, lambda: None)
    put(staging.folder, "new")
    publish.publish(staging)

folder, way = Path(sys.argv[1]), sys.argv[2]
if way == "renames":
    publish.exchange = lambda one, other: False
gaps = 0
for deadline in range(1, 500):
    site = folder / str(deadline) / "site"
    site.mkdir(parents=True)
    put(site, "old")
    child = os.fork()
    if child == 0:
        build(site, deadline)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    gaps += not site.exists()
    assert site.exists() or way == "renames", deadline
    staging = publish.begin(site, lambda: sys.exit("a dead build holds the lock"))
    found = {(site / name).read_text() for name in ("a.html", "b.html")}
    assert found in ({"old"}, {"new"}), (deadline, found)
    assert status or found == {"new"}, deadline
    publish.discard(staging)
    assert os.listdir(site.parent) == ["site"], (deadline, os.listdir(site.parent))
    if not status:
        break
print(deadline, gaps)
"""


@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_dies_at_any_moment_and_the_next_build_finds_a_whole_site(tmp_path: Path, way: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), way],
        env=dict(ENVIRONMENT),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    deadlines, gaps = map(int, done.stdout.split())
    assert deadlines > 15
    # Two renames leave one moment without a site; the next build closes it.
    assert gaps == (0 if way == "exchange" else 1)
