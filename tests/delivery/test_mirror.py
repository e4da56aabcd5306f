"""A mirror installs whole, signed, current bundles; anything else changes nothing."""

from __future__ import annotations

import errno
import os
import random
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bundles import ADDRESS, contents, edition, make_bundle, make_key, trust
from conftest import ENVIRONMENT, ROOT
from plainleaf.delivery import mirror
from plainleaf.delivery.mirror import Mirror, Refused, install, rollback, status, verify
from plainleaf.delivery.release import manifest_json, sign

FIRST, SECOND, THIRD = 20270101000000, 20270201000000, 20270301000000
TODAY = date(2027, 3, 1)


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_key(tmp_path_factory.mktemp("key"))


@pytest.fixture
def kept(tmp_path: Path, key: Path) -> Mirror:
    """A mirror that knows the signer and serves the first release."""
    found = Mirror(tmp_path / "mirror")
    trust(found.folder, key)
    bundle = make_bundle(tmp_path / "first.zip", contents(FIRST), key)
    install(found, bundle, found.signers, TODAY)
    return found


@pytest.fixture
def bring(tmp_path: Path, key: Path, kept: Mirror) -> Callable[..., str]:
    """Make a bundle and install it."""

    def act(serial: int, **named: object) -> str:
        bundle = make_bundle(tmp_path / f"{serial}.zip", contents(serial, **named), key)
        return install(kept, bundle, kept.signers, TODAY)

    return act


def everything(folder: Path) -> dict[str, bytes | str]:
    """All that is in a folder: the bytes of files, where links lead."""
    return {
        str(path.relative_to(folder)): str(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def served(kept: Mirror) -> bytes:
    return (kept.link / "site" / "index.html").read_bytes()


# --- what it does ---


def test_installs_updates_and_keeps_the_last_two(kept: Mirror, bring: Callable[..., str]) -> None:
    assert served(kept) == b"<p>%d</p>" % FIRST
    assert bring(SECOND) == f"Release {SECOND} of Leaf is served now."
    assert served(kept) == b"<p>%d</p>" % SECOND
    bring(THIRD)
    assert kept.serials() == [SECOND, THIRD]
    assert (kept.link / "site" / "a" / "b.html").stat().st_mode & 0o777 == 0o644
    assert (kept.link / "site" / "a").stat().st_mode & 0o777 == 0o755
    assert verify(kept, kept.signers) == f"Release {THIRD} is whole: 3 files."
    assert sorted(path.name for path in kept.folder.iterdir()) == [
        *("allowed_signers", "current", "lock", "releases"),
    ]


def test_the_same_bundle_again_changes_nothing(kept: Mirror, bring: Callable[..., str]) -> None:
    before = everything(kept.folder)
    assert bring(FIRST) == f"Release {FIRST} is installed already."
    assert everything(kept.folder) == before


def test_goes_back_and_stays_there(kept: Mirror, bring: Callable[..., str], tmp_path: Path) -> None:
    bring(SECOND)
    assert rollback(kept).startswith(f"Release {FIRST} is served again; {SECOND} will not")
    assert served(kept) == b"<p>%d</p>" % FIRST
    with pytest.raises(Refused, match=f"Release {SECOND} was rolled back here"):
        bring(SECOND)
    with pytest.raises(Refused, match="There is no release to go back to"):
        rollback(kept)
    assert served(kept) == b"<p>%d</p>" % FIRST
    install(kept, tmp_path / f"{SECOND}.zip", kept.signers, TODAY, again=True)
    assert served(kept) == b"<p>%d</p>" % SECOND
    assert kept.rolled_back() == set()
    rollback(kept)
    bring(THIRD)  # what fixes it is newer and comes by itself
    assert kept.serials() == [FIRST, THIRD]


def test_does_not_go_back_to_a_release_that_was_changed(
    kept: Mirror, bring: Callable[..., str]
) -> None:
    bring(SECOND)
    (kept.releases / str(FIRST) / "site" / "index.html").write_text("changed")
    with pytest.raises(Refused, match=r"index\.html was changed"):
        rollback(kept)
    assert kept.current() == SECOND


def test_says_what_is_served(kept: Mirror, tmp_path: Path) -> None:
    text, current = status(kept, TODAY)
    assert current
    assert f"serial:        {FIRST}\ncontent date:  2026-11-21\nexpires:       2027-05-20" in text
    text, current = status(kept, date(2027, 5, 21))
    assert not current
    assert text.endswith("EXPIRED: get a newer bundle.")
    assert status(Mirror(tmp_path / "none"), TODAY) == ("Nothing is installed here.", False)


# --- what it refuses ---


Wrong = Callable[[Path], tuple[dict[str, bytes], str]]

WRONG: dict[str, Wrong] = {
    "changed": lambda _: (
        contents(SECOND) | {"site/index.html": b"<p>changed"},
        "site/index.html is smaller than the manifest says|is not the file that SHA256SUMS lists",
    ),
    "changed, same size": lambda _: (
        contents(SECOND) | {"site/a/b.html": b"<p>c</p>"},
        "site/a/b.html is not the file that SHA256SUMS lists",
    ),
    "larger": lambda _: (
        contents(SECOND) | {"site/a/b.html": b"0" * 5_000_000},
        "site/a/b.html is larger than the manifest says",
    ),
    "extra": lambda _: (
        contents(SECOND) | {"site/extra.html": b""},
        "site/extra.html is there and should not be",
    ),
    "missing": lambda _: (
        {name: data for name, data in contents(SECOND).items() if name != "site/a/b.html"},
        "site/a/b.html is missing",
    ),
    "another manifest": lambda _: (
        contents(SECOND) | {"MANIFEST.json": manifest_json(edition(THIRD), {}, {}).encode()},
        "MANIFEST.json is not the file that SHA256SUMS lists",
    ),
    "no manifest": lambda _: (
        {name: data for name, data in contents(SECOND).items() if name != "MANIFEST.json"},
        "The bundle has no MANIFEST.json",
    ),
    "no sums": lambda _: (
        contents(SECOND) | {"SHA256SUMS": b""},
        "MANIFEST.json is not the file",
    ),
    "sums of elsewhere": lambda _: (
        contents(SECOND) | {"SHA256SUMS": b"0" * 64 + b"  ../../etc/passwd\n"},
        "is no path inside a bundle",
    ),
    "no site": lambda _: (contents(SECOND, {"x.html": b""}), "The bundle holds no site"),
    "expired": lambda _: (
        contents(SECOND, expires="2027-02-28"),
        f"Release {SECOND} has expired on 2027-02-28",
    ),
    "older": lambda _: (
        contents(FIRST - 1),
        f"The bundle .* is older than what is installed .{FIRST}.",
    ),
    "another with this serial": lambda _: (
        contents(FIRST, {"index.html": b"other"}),
        f"Another release with the serial {FIRST} is installed",
    ),
    "another site": lambda _: (
        contents(SECOND, address="https://other.example/"),
        "The bundle is of Leaf at https://other.example/, this mirror is of Leaf at",
    ),
    "later format": lambda _: (
        contents(SECOND, manifest={"format": 2}),
        "The bundle has format 2; this command knows format 1",
    ),
    "manifest without dates": lambda _: (
        contents(SECOND, manifest={"content_date": None}),
        "MANIFEST.json is not as it should be",
    ),
    "manifest with another sum": lambda _: (
        contents(SECOND, manifest={"files": []}),
        "is there and should not be",
    ),
    "slip": lambda _: (contents(SECOND) | {"../slipped": b""}, "is no path inside a bundle"),
    "slip inside": lambda _: (
        contents(SECOND) | {"site/../../slipped": b""},
        "is no path inside a bundle",
    ),
    "absolute": lambda folder: (
        contents(SECOND) | {f"{folder}/slipped": b""},
        "is no path inside a bundle",
    ),
    "backslash": lambda _: (contents(SECOND) | {"..\\slipped": b""}, "is no path inside a bundle"),
    "drive": lambda _: (contents(SECOND) | {"C:slipped": b""}, "is no path inside a bundle"),
    "folder": lambda _: (contents(SECOND) | {"site/empty/": b""}, "is no file"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_refusal_changes_nothing_and_says_why(
    kept: Mirror, tmp_path: Path, key: Path, name: str
) -> None:
    files, reason = WRONG[name](tmp_path)
    bundle = make_bundle(tmp_path / "wrong.zip", files, key)
    before = everything(tmp_path)
    with pytest.raises(Refused, match=reason):
        install(kept, bundle, kept.signers, TODAY)
    assert everything(tmp_path) == before


def entry(name: str, mode: int = stat.S_IFREG) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (mode | 0o644) << 16
    return info


def test_refuses_links_and_files_that_are_there_twice(
    kept: Mirror, tmp_path: Path, key: Path
) -> None:
    for extra, reason in (
        (entry("site/link", stat.S_IFLNK), "'site/link' in the bundle is no file"),
        (entry("site/index.html"), "The bundle holds a file twice"),
    ):
        bundle = make_bundle(tmp_path / "wrong.zip", contents(SECOND), key)
        with zipfile.ZipFile(bundle, "a") as archive, pytest.MonkeyPatch.context() as quiet:
            quiet.setattr("warnings.warn", lambda *_, **__: None)  # of the name that is there twice
            archive.writestr(extra, "/etc/passwd")
        before = everything(tmp_path)
        with pytest.raises(Refused, match=reason):
            install(kept, bundle, kept.signers, TODAY)
        assert everything(tmp_path) == before


def test_refuses_what_is_not_signed_by_those_who_may(
    kept: Mirror, tmp_path: Path, key: Path
) -> None:
    other = make_key(tmp_path)
    files = contents(SECOND)
    stranger = {"SHA256SUMS.sig": sign(files["SHA256SUMS"], other)}
    stale = {"SHA256SUMS.sig": sign(b"something else", key)}
    for more, reason in (
        ({}, "The bundle is not signed"),
        (stranger, "The signature does not hold"),
        (stale, "The signature does not hold"),
        ({"SHA256SUMS.sig": b"nonsense"}, "The signature does not hold"),
        ({"SHA256SUMS.sig": b"0" * 2_000_000}, "SHA256SUMS.sig is too large"),
    ):
        bundle = make_bundle(tmp_path / "wrong.zip", files | more, None)
        with pytest.raises(Refused, match=reason):
            install(kept, bundle, kept.signers, TODAY)
    bundle = make_bundle(tmp_path / "second.zip", files, key)
    with pytest.raises(Refused, match="put the signers' public keys there, or say --unsigned"):
        install(kept, bundle, tmp_path / "nowhere", TODAY)
    assert served(kept) == b"<p>%d</p>" % FIRST
    install(kept, bundle, None, TODAY)
    assert served(kept) == b"<p>%d</p>" % SECOND


def test_a_damaged_bundle_is_refused_wherever_it_is_damaged(
    kept: Mirror, tmp_path: Path, key: Path
) -> None:
    whole = make_bundle(tmp_path / "whole.zip", contents(SECOND), key).read_bytes()
    chance = random.Random(7)
    bundle = tmp_path / "damaged.zip"
    refused = 0
    for number in range(120):
        data = bytearray(whole)
        if number % 3:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        else:
            del data[chance.randrange(len(data)) :]
        bundle.write_bytes(data)
        try:
            install(kept, bundle, None, TODAY)
        except Refused:
            refused += 1
            assert served(kept) == b"<p>%d</p>" % FIRST
        else:  # in what a zip says of times and attributes
            verify(kept, None)
            assert served(kept) == b"<p>%d</p>" % SECOND
            kept.switch(FIRST)
    assert refused > 80


def test_files_that_are_no_bundles_and_folders_that_are_no_mirrors(
    kept: Mirror, tmp_path: Path, key: Path
) -> None:
    for data in (b"", b"text", b"PK\x05\x06" + bytes(18)):
        (tmp_path / "wrong.zip").write_bytes(data)
        with pytest.raises(Refused):
            install(kept, tmp_path / "wrong.zip", kept.signers, TODAY)
    os.mkfifo(tmp_path / "pipe.zip")
    (tmp_path / "endless.zip").symlink_to("/dev/zero")
    for name in ("pipe.zip", "endless.zip"):
        with pytest.raises(Refused, match="is no file"):
            install(kept, tmp_path / name, kept.signers, TODAY)
    bundle = make_bundle(tmp_path / "second.zip", contents(SECOND), key)
    other = Mirror(tmp_path / "other")
    trust(other.folder, key)
    other.link.mkdir()
    with pytest.raises(Refused, match="is no link: this command did not make it"):
        install(other, bundle, other.signers, TODAY)
    other.link.rmdir()
    other.link.symlink_to("/etc")
    with pytest.raises(Refused, match="leads to /etc: this command did not make it"):
        install(other, bundle, other.signers, TODAY)
    with kept.locked(), pytest.raises(Refused, match="Another command is changing this mirror"):
        install(kept, bundle, kept.signers, TODAY)


# --- what somebody does to the files that are served ---


@pytest.mark.parametrize("harm", ["changed", "missing", "extra", "link", "manifest", "pipe"])
def test_verify_sees_any_harm(kept: Mirror, harm: str) -> None:
    site = kept.link / "site"
    {
        "changed": lambda: (site / "a" / "b.html").write_text("<p>c</p>"),
        "missing": (site / "a" / "b.html").unlink,
        "extra": lambda: (site / "shell.php").write_text(""),
        "link": lambda: (site / "link").symlink_to("/etc"),
        "manifest": (kept.link / "MANIFEST.json").unlink,
        "pipe": lambda: ((site / "a" / "b.html").unlink(), os.mkfifo(site / "a" / "b.html")),
    }[harm]()
    with pytest.raises(Refused):
        verify(kept, None)


def test_verify_checks_the_signature(kept: Mirror, tmp_path: Path) -> None:
    trust(kept.folder, make_key(tmp_path))
    with pytest.raises(Refused, match="The signature does not hold"):
        verify(kept, kept.signers)


# --- trouble ---


def test_a_full_disk_changes_nothing(
    kept: Mirror, tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = make_bundle(tmp_path / "second.zip", contents(SECOND), key)
    before = everything(tmp_path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        install(kept, bundle, kept.signers, TODAY)
    assert everything(tmp_path) == before


# As in test_publish: the child dies before the nth thing it asks of the system.
KILLED = """
import os, shutil, signal, sys
from datetime import date
from pathlib import Path
from plainleaf.delivery import mirror

folder, bundle, first, second = Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:])
day = date(2027, 3, 1)

def act(kept, deadline):
    count = 0
    def hook(event, arguments):
        nonlocal count
        if event.startswith(("os.", "shutil.", "open")):
            count += 1
            if count == deadline:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    mirror.install(kept, bundle, None, day)

for deadline in range(1, 1000, 2):
    copy = folder.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, symlinks=True)
    kept = mirror.Mirror(copy)
    child = os.fork()
    if child == 0:
        act(kept, deadline)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    served = kept.current()
    assert served in (first, second), deadline
    mirror.verify(kept, None)
    mirror.install(kept, bundle, None, day)
    assert kept.current() == second, deadline
    mirror.verify(kept, None)
    assert sorted(os.listdir(copy)) == ["allowed_signers", "current", "lock", "releases"], deadline
    if not status:
        break
print(deadline)
"""


def test_dies_at_any_moment_and_serves_a_whole_release(
    kept: Mirror, tmp_path: Path, key: Path
) -> None:
    bundle = make_bundle(tmp_path / "second.zip", contents(SECOND), key)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(kept.folder), str(bundle), str(FIRST), str(SECOND)],
        env=dict(ENVIRONMENT),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 40


def test_the_file_runs_by_itself_anywhere(kept: Mirror, tmp_path: Path, key: Path) -> None:
    bundle = make_bundle(tmp_path / "second.zip", contents(SECOND), key)
    script = tmp_path / "mirror.py"
    script.write_bytes(Path(mirror.__file__).read_bytes())

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = ["/usr/bin/python3", "-I", str(script), *map(str, arguments)]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert run("install", bundle, kept.folder, "--today", TODAY).returncode == 0
    assert run("verify", kept.folder).stdout == f"Release {SECOND} is whole: 3 files.\n"
    assert f"original:      {ADDRESS}" in run("status", kept.folder, "--today", TODAY).stdout
    assert run("rollback", kept.folder).returncode == 0
    done = run("rollback", kept.folder)
    assert (done.returncode, done.stderr) == (1, "Refused: There is no release to go back to.\n")
    done = run("install", tmp_path / "none.zip", kept.folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("none.zip: No such file or directory.\n")


def test_the_command_needs_no_project(kept: Mirror, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "plainleaf", "mirror", "verify", str(kept.folder)],
        cwd=tmp_path,
        env={**ENVIRONMENT, "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, f"Release {FIRST} is whole: 3 files.\n")


@pytest.mark.parametrize("name", ["", "\0", "\0Jane"])
def test_refuses_a_file_without_a_name(kept: Mirror, tmp_path: Path, key: Path, name: str) -> None:
    bundle = make_bundle(tmp_path / "wrong.zip", contents(SECOND), key)
    info = entry("x")
    info.filename = info.orig_filename = name
    with zipfile.ZipFile(bundle, "a") as archive:
        archive.writestr(info, b"x")
    before = everything(kept.folder)
    with pytest.raises(Refused, match="has no name"):
        install(kept, bundle, kept.signers, TODAY)
    assert everything(kept.folder) == before


def test_is_stopped_in_one_sentence(
    kept: Mirror,
    tmp_path: Path,
    key: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bundle = make_bundle(tmp_path / "second.zip", contents(SECOND), key)
    before = everything(kept.folder)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    assert mirror.main(["install", str(bundle), str(kept.folder)]) == 130
    monkeypatch.undo()
    assert capsys.readouterr().err == ("Stopped. What is served is whole; run it again to go on.\n")
    assert everything(kept.folder) == before
