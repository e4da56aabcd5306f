"""A mirror installs whole, signed, current bundles; anything else changes nothing."""

from __future__ import annotations

import ast
import errno
import os
import random
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from bundles import ADDRESS, contents, edition, make_bundle, make_key, trust
from conftest import ENVIRONMENT, ROOT
from plainleaf.delivery import mirror
from plainleaf.delivery.mirror import (
    Mirror,
    Refused,
    install,
    recall,
    rollback,
    status,
    verify,
    withdrawn_json,
)
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


def withdrawing(withdrawn: Mapping[int, str]) -> dict[str, dict[str, bytes]]:
    """What a bundle holds more when the publisher has withdrawn releases."""
    return {"more": {"withdrawn.json": withdrawn_json(withdrawn).encode()}}


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
    assert rollback(kept, TODAY).startswith(f"Release {FIRST} is served again; {SECOND} will not")
    assert served(kept) == b"<p>%d</p>" % FIRST
    with pytest.raises(Refused, match=f"Release {SECOND} was rolled back here"):
        bring(SECOND)
    with pytest.raises(Refused, match="There is no release to go back to"):
        rollback(kept, TODAY)
    assert served(kept) == b"<p>%d</p>" % FIRST
    install(kept, tmp_path / f"{SECOND}.zip", kept.signers, TODAY, again=True)
    assert served(kept) == b"<p>%d</p>" % SECOND
    assert kept.rolled_back() == set()
    rollback(kept, TODAY)
    bring(THIRD)  # what fixes it is newer and comes by itself
    assert kept.serials() == [FIRST, THIRD]


def test_does_not_go_back_to_a_release_that_was_changed(
    kept: Mirror, bring: Callable[..., str]
) -> None:
    bring(SECOND)
    (kept.releases / str(FIRST) / "site" / "index.html").write_text("changed")
    with pytest.raises(Refused, match=r"index\.html was changed"):
        rollback(kept, TODAY)
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
    "serial of 25 digits": lambda _: (
        contents(SECOND, manifest={"serial": int("2" * 25)}),
        "is no serial of 14 digits",
    ),
    "format that is no number": lambda _: (
        contents(SECOND, manifest={"format": True}),
        "The bundle has format True",
    ),
    "manifest with a file twice": lambda _: (
        contents(SECOND, manifest={"files": [{"path": "a", "size": 0, "sha256": "0" * 64}] * 2}),
        "a file is listed twice",
    ),
    "withdrawn by itself": lambda _: (
        contents(SECOND, **withdrawing({SECOND: "A dose is wrong."})),
        f"Release {SECOND} was withdrawn: A dose is wrong.",
    ),
    "no list of what is withdrawn": lambda _: (
        contents(SECOND, more={"withdrawn.json": b"{}"}),
        "withdrawn.json is not as it should be",
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


HARMS: dict[str, Callable[[Path], object]] = {
    "a page": lambda release: (release / "site" / "index.html").write_text("changed"),
    "a page is gone": lambda release: (release / "site" / "a" / "b.html").unlink(),
    "an extra page": lambda release: (release / "site" / "shell.php").write_text(""),
    "the manifest": lambda release: (release / "MANIFEST.json").write_text("{"),
    "no manifest": lambda release: (release / "MANIFEST.json").unlink(),
    "the sums": lambda release: (release / "SHA256SUMS").write_bytes(b"\xff"),
    "the signature": lambda release: (release / "SHA256SUMS.sig").write_text(""),
    "a pipe": lambda release: (
        (release / "MANIFEST.json").unlink(),
        os.mkfifo(release / "MANIFEST.json"),
    ),
    "a name that is no text": lambda release: Path(
        os.fsdecode(os.fsencode(release) + b"/site/\xff\n.html")
    ).write_text(""),
    "all of it": lambda release: shutil.rmtree(release),
    "a file in its place": lambda release: (shutil.rmtree(release), release.write_text("")),
}


@pytest.mark.parametrize("harm", HARMS)
def test_whatever_was_done_to_the_served_release_installing_it_again_makes_it_whole(
    kept: Mirror, bring: Callable[..., str], harm: str
) -> None:
    HARMS[harm](kept.releases / str(FIRST))
    with pytest.raises((Refused, OSError)):
        verify(kept, kept.signers)
    assert str(FIRST) in bring(FIRST)
    assert served(kept) == b"<p>%d</p>" % FIRST
    verify(kept, kept.signers)
    assert bring(FIRST) == f"Release {FIRST} is installed already."


def test_what_is_put_back_whole_leaves_the_one_to_go_back_to(
    kept: Mirror, bring: Callable[..., str]
) -> None:
    bring(SECOND)
    (kept.link / "site" / "index.html").write_text("changed")
    assert "was installed anew" in bring(SECOND)
    assert kept.before() == FIRST


@pytest.mark.parametrize("harm", HARMS)
def test_no_harm_to_the_served_release_blocks_an_update(
    kept: Mirror, bring: Callable[..., str], harm: str
) -> None:
    HARMS[harm](kept.releases / str(FIRST))
    with pytest.raises(Refused, match=r"is older than what is installed"):
        bring(FIRST - 1)
    said = bring(SECOND)
    assert said.endswith(f"Release {SECOND} of Leaf is served now.")
    if harm in ("the manifest", "no manifest", "the sums", "a pipe"):
        assert "MANIFEST.json is missing or damaged: the bundle was compared with" in said
    verify(kept, kept.signers)


def test_a_lost_link_lets_no_older_release_in(kept: Mirror, bring: Callable[..., str]) -> None:
    bring(SECOND)
    kept.link.unlink()
    with pytest.raises(Refused, match="is older than what is installed"):
        bring(FIRST)
    bring(SECOND)
    assert served(kept) == b"<p>%d</p>" % SECOND


@pytest.mark.parametrize(
    "target", ["../releases/{}", "./releases/{}", "releases//{}", "/elsewhere/releases/{}", "{}"]
)
def test_the_link_must_lead_exactly_to_a_release(kept: Mirror, target: str) -> None:
    kept.link.unlink()
    kept.link.symlink_to(target.format(FIRST))
    with pytest.raises(Refused, match=r"leads to .*: this command did not make it"):
        verify(kept, None)


@pytest.mark.parametrize("data", [b"\xff", b"20270201\n", b"\x00" * 3, "pipe", "folder", "link"])
def test_damaged_records_are_told_and_stop_nothing(
    kept: Mirror, bring: Callable[..., str], data: bytes | str
) -> None:
    for name in ("rolled-back", "withdrawn.json"):
        record = kept.folder / name
        if isinstance(data, bytes):
            record.write_bytes(data)
        elif data == "pipe":
            os.mkfifo(record)
        elif data == "folder":
            record.mkdir()
        else:
            record.symlink_to(name)
    said = bring(SECOND, **withdrawing({FIRST: "A dose is wrong."}))
    assert f"{kept.folder / 'rolled-back'} is damaged" in said
    assert f"{kept.folder / 'withdrawn.json'} is damaged" in said
    assert "rolled-back is damaged" in status(kept, TODAY)[0]
    assert kept.withdrawn() == {FIRST: "A dose is wrong."}
    with pytest.raises(Refused, match="There is no release to go back to"):
        rollback(kept, TODAY)


@pytest.mark.parametrize("name", [".incoming", ".damaged", ".current.new", "lock"])
@pytest.mark.parametrize("kind", ["pipe", "link", "file", "folder"])
def test_whatever_has_a_name_of_its_own_is_removed_or_told(
    kept: Mirror, bring: Callable[..., str], tmp_path: Path, name: str, kind: str
) -> None:
    path, other = kept.folder / name, tmp_path / "other"
    other.write_text("kept")
    path.unlink(missing_ok=True)
    {
        "pipe": lambda: os.mkfifo(path),
        "link": lambda: path.symlink_to(other),
        "file": lambda: path.write_text(""),
        "folder": path.mkdir,
    }[kind]()
    if name == "lock" and kind != "file":
        with pytest.raises(Refused, match=r"lock is no file: delete it\.$"):
            bring(SECOND)
    else:
        bring(SECOND)
        assert name == "lock" or not os.path.lexists(path)
        verify(kept, kept.signers)
    assert other.read_text() == "kept"


# --- what the publisher withdraws ---


def listed(folder: Path, withdrawn: Mapping[int, str], key: Path) -> Path:
    path = folder / "withdrawn.json"
    path.write_text(withdrawn_json(withdrawn))
    (folder / "withdrawn.json.sig").write_bytes(sign(path.read_bytes(), key))
    return path


def test_a_withdrawn_release_is_left_and_does_not_come_back(
    kept: Mirror, bring: Callable[..., str], tmp_path: Path, key: Path
) -> None:
    bring(SECOND)
    file = listed(tmp_path, {THIRD: "It came too early."}, key)
    assert recall(kept, file, kept.signers) == (
        *("1 release is withdrawn, and it is not served.", True),
    )
    with pytest.raises(Refused, match="was withdrawn: It came too early"):
        bring(THIRD)
    file = listed(tmp_path, {SECOND: "A dose is wrong."}, key)
    said, sound = recall(kept, file, kept.signers)
    assert (said, sound) == (
        f"Release {SECOND} was withdrawn: A dose is wrong.\nRelease {FIRST} is served again.",
        True,
    )
    assert served(kept) == b"<p>%d</p>" % FIRST
    with pytest.raises(Refused, match="was withdrawn: A dose is wrong"):
        bring(SECOND)
    # An older list takes nothing back.
    recall(kept, listed(tmp_path, {}, key), kept.signers)
    assert sorted(kept.withdrawn()) == [SECOND, THIRD]
    # With nothing to go back to it goes on, and both commands fail until there is a newer one.
    said, sound = recall(kept, listed(tmp_path, {FIRST: "So is this."}, key), kept.signers)
    assert not sound
    assert said.endswith("for want of another: get a newer bundle.")
    text, sound = status(kept, TODAY)
    assert not sound
    assert "WITHDRAWN: So is this. Get a newer bundle" in text
    bring(THIRD + 1)
    assert status(kept, TODAY)[1]


def test_only_a_signed_list_withdraws(kept: Mirror, tmp_path: Path, key: Path) -> None:
    file = listed(tmp_path, {FIRST: "A dose is wrong."}, make_key(tmp_path))
    before = everything(kept.folder)
    with pytest.raises(Refused, match="The signature does not hold"):
        recall(kept, file, kept.signers)
    (tmp_path / "withdrawn.json.sig").unlink()
    with pytest.raises(Refused, match=r"withdrawn\.json is not signed"):
        recall(kept, file, kept.signers)
    for text in ("", "[]", '{"format": 1}', '{"format": 1, "withdrawn": [{"serial": 1}]}'):
        file.write_text(text)
        (tmp_path / "withdrawn.json.sig").write_bytes(sign(text.encode(), key))
        with pytest.raises(Refused, match=r"withdrawn\.json is not as it should be"):
            recall(kept, file, kept.signers)
    assert everything(kept.folder) == before


# --- trouble ---


def test_the_command_is_of_python_3_9() -> None:
    source = Path(mirror.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 9))
    # What came to the standard library since, and is near enough to be used by mistake.
    later = {
        *("file_digest", "UTC", "pairwise", "StrEnum", "ExceptionGroup", "add_note", "batched"),
        *("walk_up", "aclosing", "chdir", "tomllib", "Self", "assert_never", "TypeAlias"),
    }
    named = {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute)}
    named |= {one.name for one in ast.walk(tree) if isinstance(one, ast.alias)}
    assert not named & later
    # Unions with a bar are read at run time everywhere but in annotations.
    assert "from __future__ import annotations" in source
    calls = [one.keywords for one in ast.walk(tree) if isinstance(one, ast.Call)]
    keywords = {keyword.arg for found in calls for keyword in found}
    assert not keywords & {"slots", "kw_only", "strict", "encoding_errors", "filter", "dir_fd"}


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


# --- what servers read ---


def policy(*scripts: str) -> bytes:
    """A server's configuration that lets these scripts run."""
    listed = " ".join(f"'sha256-{one}'" for one in scripts)
    said = f"default-src 'none'; script-src 'self' {listed}; img-src 'self' data:"
    return f'add_header Content-Security-Policy "{said}" always;\n'.encode()


def told(kept: Mirror) -> str:
    return (kept.folder / "server" / "nginx.conf").read_text()


def test_servers_are_told_the_scripts_of_two_releases(
    kept: Mirror, bring: Callable[..., str], tmp_path: Path, key: Path
) -> None:
    def pages(*scripts: str) -> dict[str, bytes]:
        return {"index.html": b"<p>x</p>", "server/nginx.conf": policy(*scripts)}

    bring(SECOND, site=pages("a", "b"))
    assert told(kept) == policy("a", "b").decode()
    ready = make_bundle(tmp_path / "third.zip", contents(THIRD, pages("b", "c")), key)
    said = install(kept, ready, kept.signers, TODAY, prepare=True)
    assert "is ready: reload the server" in said
    assert (kept.current(), told(kept)) == (SECOND, policy("b", "c", "a").decode())
    assert "is served now" in install(kept, ready, kept.signers, TODAY)
    assert (kept.current(), told(kept)) == (THIRD, policy("b", "c", "a").decode())
    # A mirror that was kept by an older command gets it with the same bundle.
    shutil.rmtree(kept.folder / "server")
    assert "is installed already" in install(kept, ready, kept.signers, TODAY)
    assert told(kept) == policy("b", "c", "a").decode()
    rollback(kept, TODAY)
    assert told(kept) == policy("a", "b", "c").decode()


@pytest.mark.parametrize("kind", ["file", "pipe", "link"])
def test_what_stands_in_place_of_its_folder_is_left_alone(
    kept: Mirror, bring: Callable[..., str], kind: str, tmp_path: Path
) -> None:
    place = kept.folder / "server"
    if kind == "file":
        place.write_text("mine")
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to(tmp_path)
    with pytest.raises(Refused, match="is no folder: this command did not make it"):
        bring(SECOND, site={"index.html": b"x", "server/nginx.conf": policy("a")})
    assert kept.current() == FIRST
