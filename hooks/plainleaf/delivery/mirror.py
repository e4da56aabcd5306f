"""Keeps a mirror of the site from bundles: install, rollback, recall, status, verify.

Needs the standard library of Python 3.9, which hospitals' servers have, and, for signatures,
OpenSSH's `ssh-keygen`; nothing else, so this one file can be handed to whoever keeps a mirror. A
folder that it keeps looks like this:

    current -> releases/20270131120000      a link, replaced in one step; serve current/site
    releases/<serial>/                      an unpacked bundle; the last two are kept
    allowed_signers                         whose signatures count, put there by the administrator
    rolled-back                             serials that are not installed again by themselves
    withdrawn.json                          serials that the publisher has withdrawn, and why
    server/                                 configuration for servers, of this release and the last

Whatever else stands in it stays, and so does what a damaged file of its own would have said: a
newer whole bundle is installed all the same.

Exit status: 0 all is well, 1 refused or not sound, 2 the command could not run.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any, Final

FORMAT: Final = 1
"""The version of the bundle's form."""
MANIFEST: Final = "MANIFEST.json"
SUMS: Final = "SHA256SUMS"
SIGNATURE: Final = "SHA256SUMS.sig"
WITHDRAWN: Final = "withdrawn.json"
"""Which serials the publisher has withdrawn: beside the bundles, in each, and in a mirror."""
SIGNER: Final = "plainleaf-release"
"""The name of whoever signs, as it stands in `allowed_signers`."""
SERVER: Final = "server"
"""Configuration for servers: a folder of a site, and of a mirror."""
NAMESPACE: Final = "plainleaf-mirror"
"""What such a signature is for; one made for anything else does not count."""

OK, REFUSED, FAILED = 0, 1, 2
STOPPED = 130

_SMALL: Final = 1 << 20
_LARGE: Final = 1 << 26
_CHUNK: Final = 1 << 20
_DIGITS: Final = frozenset("0123456789abcdef")
_SERIAL: Final = re.compile("[1-9][0-9]{13}")
_LONGEST_REASON: Final = 300
_POLICY: Final = re.compile('(?<=Content-Security-Policy ")[^"]*')
_BROKEN_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,  # encrypted, or packed in a way that Python does not know
    ValueError,
    OverflowError,
)


class Refused(Exception):  # noqa: N818  # it is no error: the command did what it is for
    """Why a bundle is not installed, or a mirror is not sound; nothing was changed."""


@dataclass(frozen=True)
class BundledFile:
    """One file of a bundle."""

    size: int
    """In bytes."""
    sha256: str
    """Its SHA-256, in hexadecimal."""


@dataclass(frozen=True)
class Release:
    """What a manifest says."""

    site: str
    """What the site is called."""
    address: str
    """Its public address."""
    serial: int
    """A later release has a higher one."""
    content_date: date
    """The day of its content."""
    expires: date | None
    """The last day on which it may be served; None for one that never expires."""
    commit: str | None
    """The commit it was built from."""
    files: Mapping[str, BundledFile]
    """Every file but the manifest, the sums and the signature, by its path in the bundle."""


# --- what stands in a bundle -------------------------------------------------------------------


def read_manifest(data: bytes) -> Release:
    """What a manifest says.

    Raises:
        Refused: it is not such a manifest.
    """
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{MANIFEST} cannot be read: {error}.") from error
    found = raw.get("format") if isinstance(raw, dict) else None
    if found != FORMAT or isinstance(found, bool):
        raise Refused(f"The bundle has format {found!r}; this command knows format {FORMAT}.")
    try:
        paths = [_path(one["path"]) for one in raw["files"]]
        if len(set(paths)) != len(paths):
            raise ValueError("a file is listed twice")
        return Release(
            site=_text(raw["site"]),
            address=_text(raw["address"]),
            serial=_serial(raw["serial"]),
            content_date=date.fromisoformat(raw["content_date"]),
            expires=date.fromisoformat(raw["expires"]) if raw["expires"] is not None else None,
            commit=raw["commit"] if raw["commit"] is None else _text(raw["commit"]),
            files={
                _path(one["path"]): BundledFile(_number(one["size"]), _sum(one["sha256"]))
                for one in raw["files"]
            },
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(f"{MANIFEST} is not as it should be: {error!r}.") from error


def read_sums(data: bytes) -> Mapping[str, str]:
    """The SHA-256 of each file by its path, from lines as `sha256sum` writes them.

    Raises:
        Refused: a line is not such a line, or a path is there twice.
    """
    sums: dict[str, str] = {}
    try:
        for line in data.decode("utf-8").splitlines():
            value, _, path = line.partition("  ")
            if path in sums:
                raise ValueError(f"{path!r} is there twice")
            sums[_path(path)] = _sum(value)
    except ValueError as error:
        raise Refused(f"{SUMS} is not as it should be: {error}.") from error
    return sums


def read_withdrawn(data: bytes) -> dict[int, str]:
    """Why each withdrawn release was withdrawn, by its serial.

    Raises:
        Refused: it is no such list.
    """
    try:
        raw = json.loads(data)
        if not isinstance(raw, dict) or raw.get("format") is not FORMAT:
            raise ValueError(f"its format is not {FORMAT}")
        return {_serial(one["serial"]): _reason(one["why"]) for one in raw["withdrawn"]}
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise Refused(f"{WITHDRAWN} is not as it should be: {error!r}.") from error


def withdrawn_json(withdrawn: Mapping[int, str]) -> str:
    """Such a list as the text of its file, the latest release first."""
    listed = [{"serial": one, "why": why} for one, why in sorted(withdrawn.items(), reverse=True)]
    return json.dumps({"format": FORMAT, "withdrawn": listed}, indent=1, ensure_ascii=False) + "\n"


def with_last_policy(text: str, last: str) -> str:
    """A server's configuration that lets the scripts and styles of the last release run, too.

    Whichever of link and configuration a server takes first, no page is without its scripts.

    Args:
        text: the configuration of a release.
        last: that of the one before.
    """
    found = _POLICY.search(last)
    before = (
        dict(rule.split(None, 1) for rule in found[0].split("; ") if " " in rule) if found else {}
    )

    def both(policy: re.Match[str]) -> str:
        rules = []
        for rule in policy[0].split("; "):
            known = rule.split()
            more = before.get(known[0], "").split() if known else []
            hashes = [one for one in more if one.startswith("'sha") and one not in known]
            rules.append(" ".join([rule, *hashes]))
        return "; ".join(rules)

    return _POLICY.sub(both, text)


def _reason(value: Any) -> str:
    text = _text(value).strip()
    if not text or len(text) > _LONGEST_REASON:
        raise ValueError(f"a reason has 1 to {_LONGEST_REASON} characters")
    return text


def _serial(value: Any) -> int:
    if not _SERIAL.fullmatch(str(_number(value))):
        raise ValueError(f"{value!r} is no serial of 14 digits")
    return int(value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise ValueError(f"{value!r} is no text")
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is no number")
    return value


def _sum(value: Any) -> str:
    if not isinstance(value, str) or len(value) != 64 or not _DIGITS.issuperset(value):
        raise ValueError(f"{value!r} is no SHA-256")
    return value


def _path(value: Any) -> str:
    """A path that stays inside the folder it is unpacked into."""
    path = _text(value)
    parts = path.split("/")
    if "\\" in path or ":" in path or any(part in ("", ".", "..") for part in parts):
        raise ValueError(f"{path!r} is no path inside a bundle")
    return path


# --- checks ------------------------------------------------------------------------------------


def check_signature(sums: bytes, signature: bytes | None, signers: Path) -> None:
    """Check that the sums were signed by one of those who may.

    Raises:
        Refused: they were not.
        OSError: ssh-keygen cannot be run.
    """
    if not signers.is_file():
        raise Refused(
            f"There is no {signers}: put the signers' public keys there, or say --unsigned."
        )
    if signature is None:
        raise Refused("The bundle is not signed.")
    with tempfile.TemporaryDirectory(prefix="plainleaf-") as folder:
        written = Path(folder) / SIGNATURE
        written.write_bytes(signature)
        command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", SIGNER]
        done = subprocess.run(
            [*command, "-n", NAMESPACE, "-s", str(written)],
            input=sums,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        said = done.stdout.decode("utf-8", "replace").strip().splitlines()
        raise Refused(f"The signature does not hold: {said[-1] if said else 'no reason given'}.")


def check_contents(release: Release, sums: Mapping[str, str], names: Sequence[str]) -> None:
    """Check that manifest, sums and the files that are there name the same set of files.

    Raises:
        Refused: they do not.
    """
    wanted = {*release.files, MANIFEST}
    there = set(names) - {SUMS, SIGNATURE}
    problems = [
        *(f"{name} is missing" for name in sorted(wanted - there)),
        *(f"{_shown(name)} is there and should not be" for name in sorted(there - wanted)),
        *(f"{name} is not the same in {SUMS}" for name in sorted(wanted ^ sums.keys())),
        *(
            f"{name} has another sum in {SUMS}"
            for name, entry in sorted(release.files.items())
            if sums.get(name, entry.sha256) != entry.sha256
        ),
    ]
    if problems:
        more = f", and {len(problems) - 3} more" if len(problems) > 3 else ""
        raise Refused(f"{'; '.join(problems[:3])}{more}.")
    if "site/index.html" not in release.files:
        raise Refused("The bundle holds no site.")


def _shown(name: str) -> str:
    """A name of the disk as text for a terminal: it may hold line ends, or be no text at all."""
    return name if name.isprintable() else ascii(name)


def _check_day(release: Release, today: date) -> None:
    if release.expires is not None and today > release.expires:
        raise Refused(f"Release {release.serial} has expired on {release.expires}.")


# --- a bundle ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Bundle:
    """A bundle whose signature and list of files have been checked; not yet its files."""

    archive: zipfile.ZipFile
    release: Release
    sums: Mapping[str, str]
    withdrawn: Mapping[int, str]
    """Which releases it says are withdrawn, and why."""


@contextlib.contextmanager
def _opened(path: Path, signers: Path | None) -> Iterator[_Bundle]:
    try:
        with _file(path) as file, zipfile.ZipFile(file) as archive:
            names = [_checked(info) for info in archive.infolist()]
            if len(set(names)) != len(names):
                raise Refused("The bundle holds a file twice.")
            sums = _read(archive, SUMS, _LARGE)
            if signers is not None:
                signature = _read(archive, SIGNATURE, _SMALL) if SIGNATURE in names else None
                check_signature(sums, signature, signers)
            listed = read_sums(sums)
            manifest = _read(archive, MANIFEST, _LARGE)
            if hashlib.sha256(manifest).hexdigest() != listed.get(MANIFEST):
                raise Refused(f"{MANIFEST} is not the file that {SUMS} lists.")
            release = read_manifest(manifest)
            check_contents(release, listed, names)
            yield _Bundle(archive, release, listed, _withdrawn_in(archive, release))
    except _BROKEN_ZIP as error:
        raise Refused(f"{path.name} is no whole bundle: {error}.") from error


def _withdrawn_in(archive: zipfile.ZipFile, release: Release) -> Mapping[int, str]:
    wanted = release.files.get(WITHDRAWN)
    if wanted is None:
        return {}
    data = _read(archive, WITHDRAWN, _SMALL)
    if hashlib.sha256(data).hexdigest() != wanted.sha256:
        raise Refused(f"{WITHDRAWN} is not the file that {MANIFEST} lists.")
    return read_withdrawn(data)


def _file(path: Path) -> io.BufferedReader:
    """Open a file for reading; whatever else has its name would keep us waiting, or never end.

    Raises:
        Refused: it is no file.
        OSError: it is missing or cannot be read.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise Refused(f"{path} is no file.")
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise Refused(f"{path} is no file.")
    return os.fdopen(opened, "rb")


def _bytes(path: Path) -> bytes:
    with _file(path) as file:
        data = file.read(_LARGE + 1)
    if len(data) > _LARGE:
        raise Refused(f"{path} is too large.")
    return data


def _checked(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    # A name may be empty, or become so at a NUL byte: `is_dir` looks at its last character.
    if not info.filename:
        raise Refused("A file in the bundle has no name.")
    if kind not in (0, stat.S_IFREG) or info.is_dir():
        raise Refused(f"{info.orig_filename!r} in the bundle is no file.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(f"{info.orig_filename!r} is packed in a way that no bundle is.")
    # orig_filename: Python has cut the other one at a NUL byte and turned its backslashes.
    try:
        return _path(info.orig_filename)
    except ValueError as error:
        raise Refused(f"The bundle is not safe to unpack: {error}.") from error


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    try:
        with archive.open(name) as file:
            data = file.read(most + 1)
    except KeyError:
        raise Refused(f"The bundle has no {name}.") from None
    if len(data) > most:
        raise Refused(f"{name} is too large.")
    return data


def _unpack(bundle: _Bundle, folder: Path) -> None:
    """Write every file of a bundle, checking each on its way, and wait for the disk."""
    for info in bundle.archive.infolist():
        name = info.filename
        target = folder / name
        _make_folders(folder, target.parent)
        with bundle.archive.open(info) as source, target.open("xb") as file:
            left = bundle.release.files[name].size if name in bundle.release.files else _LARGE
            digest = hashlib.sha256()
            while chunk := source.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Refused(f"{name} is larger than the manifest says.")
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
        if name in bundle.sums and digest.hexdigest() != bundle.sums[name]:
            raise Refused(f"{name} is not the file that {SUMS} lists.")
        if name in bundle.release.files and left:
            raise Refused(f"{name} is smaller than the manifest says.")
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            _sync(path)


def _make_folders(top: Path, folder: Path) -> None:
    if folder in (top, top.parent):
        return
    _make_folders(top, folder.parent)
    if not folder.is_dir():
        folder.mkdir()
        folder.chmod(0o755)


def _remove(path: Path) -> None:
    """Remove whatever has this name: a folder with all in it, a file, a link, a pipe."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif os.path.lexists(path):
        path.unlink()


def _write(path: Path, text: str) -> None:
    """Put a file in place of whatever has its name, in one step where that is a file."""
    new = path.with_name(f".{path.name}.new")
    _remove(new)
    new.write_text(text, encoding="utf-8")
    if path.is_symlink() or not path.is_file():
        _remove(path)
    new.replace(path)


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


# --- a mirror ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mirror:
    """A folder in which releases are kept."""

    folder: Path

    @property
    def link(self) -> Path:
        """What servers serve from: a link to one of the releases."""
        return self.folder / "current"

    @property
    def releases(self) -> Path:
        """The unpacked releases, by serial."""
        return self.folder / "releases"

    @property
    def signers(self) -> Path:
        """Whose signatures count."""
        return self.folder / "allowed_signers"

    def serials(self) -> list[int]:
        """The releases that are kept, oldest first."""
        if not self.releases.is_dir():
            return []
        return sorted(
            int(one.name)
            for one in self.releases.iterdir()
            if _SERIAL.fullmatch(one.name) and one.is_dir() and not one.is_symlink()
        )

    def current(self) -> int | None:
        """The release that is served, None while there is none.

        Raises:
            Refused: something else stands in the link's place.
        """
        if not self.link.is_symlink():
            if self.link.exists():
                raise Refused(f"{self.link} is no link: this command did not make it.")
            return None
        target = os.readlink(self.link)  # noqa: PTH115  # a Path hides `./` and `//`
        folder, _, name = target.partition("/")
        if folder != "releases" or not _SERIAL.fullmatch(name):
            raise Refused(f"{self.link} leads to {_shown(target)}: this command did not make it.")
        return int(name)

    def before(self) -> int | None:
        """The release to go back to, None when there is none."""
        served, withdrawn = self.current(), self.withdrawn()
        earlier = (one for one in self.serials() if served and one < served)
        return max((one for one in earlier if one not in withdrawn), default=None)

    def release(self, serial: int) -> Release:
        """What the manifest of a kept release says.

        Raises:
            Refused: it is damaged: it is not the file that the sums list.
            OSError: it is missing.
        """
        folder = self.releases / str(serial)
        manifest = _bytes(folder / MANIFEST)
        if read_sums(_bytes(folder / SUMS)).get(MANIFEST) != hashlib.sha256(manifest).hexdigest():
            raise Refused(f"{folder / MANIFEST} was changed.")
        return read_manifest(manifest)

    def rolled_back(self) -> set[int]:
        """The serials that were taken back; of a damaged record, those that can be read."""
        words = self._record("rolled-back").decode("ascii", "replace").split()
        return {int(word) for word in words if _SERIAL.fullmatch(word)}

    def withdrawn(self) -> dict[int, str]:
        """Why each withdrawn release was withdrawn; nothing where the record is damaged."""
        try:
            data = self._record(WITHDRAWN)
            return read_withdrawn(data) if data else {}
        except Refused:
            return {}

    def damages(self) -> list[str]:
        """What is wrong with the mirror's own records, as sentences."""
        found = []
        try:
            words = _bytes(self.folder / "rolled-back").decode("ascii").split()
            if not all(_SERIAL.fullmatch(word) for word in words):
                raise ValueError
        except FileNotFoundError:
            pass
        except (Refused, OSError, ValueError):
            found.append(
                f"{self.folder / 'rolled-back'} is damaged: a release that was taken back may not "
                "stand in it any more."
            )
        try:
            read_withdrawn(_bytes(self.folder / WITHDRAWN))
        except FileNotFoundError:
            pass
        except (Refused, OSError):
            found.append(
                f"{self.folder / WITHDRAWN} is damaged: fetch the publisher's list and run recall."
            )
        return found

    def _record(self, name: str) -> bytes:
        try:
            return _bytes(self.folder / name)
        except (Refused, OSError):
            return b""

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Let no other command change the mirror meanwhile."""
        path = self.folder / "lock"
        # A link would lead to a file of somebody else's, a pipe would keep us waiting.
        if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):
            raise Refused(f"{path} is no file: delete it.")
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refused("Another command is changing this mirror.") from None
            yield
        finally:
            os.close(opened)

    def switch(self, serial: int) -> None:
        """Serve another release, from one moment to the next."""
        self.configure(serial)
        new = self.folder / ".current.new"
        _remove(new)
        new.symlink_to(f"releases/{serial}")
        new.replace(self.link)
        _sync(self.folder)

    def configure(self, serial: int) -> None:
        """Write the configuration under which a release and the one beside it both work.

        Raises:
            Refused: something else stands in the folder's place.
        """
        folder = self.folder / SERVER
        if os.path.lexists(folder) and (folder.is_symlink() or not folder.is_dir()):
            raise Refused(f"{folder} is no folder: this command did not make it. Move it away.")
        served = self.current()
        other = self.before() if served == serial else served
        for name in ("nginx.conf", "apache.conf"):
            text = self._configuration(serial, name)
            if text:
                last = self._configuration(other, name) if other else ""
                folder.mkdir(exist_ok=True)
                folder.chmod(0o755)
                _write(folder / name, with_last_policy(text, last))

    def _configuration(self, serial: int, name: str) -> str:
        """What a kept release says to a server; empty where it says nothing that can be read."""
        try:
            data = _bytes(self.releases / str(serial) / "site" / SERVER / name)
        except (Refused, OSError):
            return ""
        return data.decode("utf-8", "replace")

    def take_back(self, serials: set[int]) -> None:
        """Write down what is not to be installed again by itself."""
        _write(self.folder / "rolled-back", "".join(f"{one}\n" for one in sorted(serials)))

    def withdraw(self, more: Mapping[int, str]) -> None:
        """Write down what the publisher has withdrawn; an older list takes nothing back."""
        known = self.withdrawn()
        if more.keys() - known.keys():
            _write(self.folder / WITHDRAWN, withdrawn_json({**known, **more}))


def install(
    mirror: Mirror,
    bundle: Path,
    signers: Path | None,
    today: date,
    *,
    again: bool = False,
    prepare: bool = False,
) -> str:
    """Install a bundle and serve it; returns what to tell.

    Args:
        mirror: where.
        bundle: the zip.
        signers: whose signatures count; None to ask for none.
        today: the day that expiry is compared with.
        again: whether a release that was rolled back may come back.
        prepare: whether to stop before it is served: what servers read is ready then.

    Raises:
        Refused: it must not be installed; what was served is served.
        OSError: it could not be; the same.
    """
    mirror.folder.mkdir(parents=True, exist_ok=True)
    with mirror.locked(), _opened(bundle, signers) as opened:
        release, notes = opened.release, mirror.damages()
        incoming, damaged = mirror.folder / ".incoming", mirror.folder / ".damaged"
        _remove(incoming)  # of an installation that died
        _remove(damaged)
        served = mirror.current()
        _check_day(release, today)
        withdrawn = {**mirror.withdrawn(), **opened.withdrawn}
        if release.serial in withdrawn:
            raise Refused(f"Release {release.serial} was withdrawn: {withdrawn[release.serial]}")
        _check_newer(release, served, mirror, notes)
        damage = ""
        if release.serial == served:
            damage = _damage(mirror, served, opened.sums, signers)
            if not damage:
                mirror.withdraw(opened.withdrawn)
                mirror.configure(served)
                return "\n".join([*notes, f"Release {served} is installed already."])
        if release.serial in mirror.rolled_back() and not again:
            raise Refused(f"Release {release.serial} was rolled back here. To install it: --again.")
        try:
            incoming.mkdir()
            incoming.chmod(0o755)
            _unpack(opened, incoming)
            mirror.releases.mkdir(exist_ok=True)
            place = mirror.releases / str(release.serial)
            if os.path.lexists(place):  # damaged, of an installation that died, or rolled back
                place.rename(damaged)
            incoming.rename(place)
            _sync(mirror.releases)
        finally:
            shutil.rmtree(incoming, ignore_errors=True)
        if prepare and release.serial != served:
            _remove(damaged)
            mirror.configure(release.serial)
            said = f"Release {release.serial} is ready: reload the server, then install it."
            return "\n".join([*notes, said])
        mirror.switch(release.serial)
        _remove(damaged)
        mirror.withdraw(opened.withdrawn)
        if release.serial in mirror.rolled_back():
            mirror.take_back(mirror.rolled_back() - {release.serial})
        if release.serial != served:  # put back whole, it leaves the one to go back to
            _prune(mirror, {release.serial, served})
    said = f"Release {release.serial} of {release.site} is served now."
    if damage:
        said = f"{damage} Release {release.serial} was installed anew."
    return "\n".join([*notes, said])


def _check_newer(release: Release, served: int | None, mirror: Mirror, notes: list[str]) -> None:
    """Check that a release may follow what is here; adds to the notes what cannot be compared.

    Where the link is lost, what was kept tells how far this mirror had come.
    """
    kept = mirror.serials()
    latest = served or max((one for one in kept if one not in mirror.rolled_back()), default=None)
    if latest is None:
        return
    if release.serial < latest:
        raise Refused(
            f"The bundle ({release.serial}) is older than what is installed ({latest}). "
            "To go back to the release before: rollback."
        )
    try:
        before = mirror.release(latest)
    except (Refused, OSError):
        notes.append(
            f"{mirror.releases / str(latest) / MANIFEST} is missing or damaged: the bundle was "
            "compared with the serial alone."
        )
        return
    if (release.site, release.address) != (before.site, before.address):
        raise Refused(
            f"The bundle is of {release.site} at {release.address}, "
            f"this mirror is of {before.site} at {before.address}."
        )


def _damage(mirror: Mirror, served: int, sums: Mapping[str, str], signers: Path | None) -> str:
    """What is wrong with the served release, as a sentence; empty when it is whole.

    Raises:
        Refused: it is whole, and another one than the bundle with its serial.
    """
    try:
        verify_release(mirror, served, signers)
    except Refused as error:
        return str(error)
    except OSError as error:
        return f"{error.filename or mirror.releases}: {error.strerror}."
    if read_sums(_bytes(mirror.releases / str(served) / SUMS)) != sums:
        raise Refused(f"Another release with the serial {served} is installed.")
    return ""


def _prune(mirror: Mirror, kept: set[int | None]) -> None:
    for serial in mirror.serials():
        if serial not in kept:
            shutil.rmtree(mirror.releases / str(serial), ignore_errors=True)


def rollback(mirror: Mirror, today: date) -> str:
    """Serve the release before again; returns what to tell.

    Raises:
        Refused: there is none.
    """
    with mirror.locked():
        served, before = mirror.current(), mirror.before()
        if served is None or before is None:
            raise Refused("There is no release to go back to.")
        release = verify_release(mirror, before, None)
        mirror.take_back(mirror.rolled_back() | {served})
        mirror.switch(before)
    said = f"Release {before} is served again; {served} will not be installed by itself."
    expired = release.expires is not None and today > release.expires
    return f"{said}\nEXPIRED on {release.expires}: get a newer bundle." if expired else said


def recall(mirror: Mirror, file: Path, signers: Path | None) -> tuple[str, bool]:
    """Take the publisher's list of withdrawn releases; leave a release that stands in it.

    Args:
        mirror: where.
        file: the list; its signature lies beside it, with `.sig` at the end of its name.
        signers: whose signatures count; None to ask for none.

    Returns:
        What to tell, and whether what is served from now on is not withdrawn.

    Raises:
        Refused: the list is not signed or no such list; nothing was changed.
        OSError: it could not be read or written.
    """
    data = _bytes(file)
    if signers is not None:
        written = file.with_name(f"{file.name}.sig")
        if not written.exists():
            raise Refused(f"{file} is not signed: its signature is {written.name}, beside it.")
        check_signature(data, _bytes(written), signers)
    listed = read_withdrawn(data)
    with mirror.locked():
        mirror.withdraw(listed)
        served, before, withdrawn = mirror.current(), mirror.before(), mirror.withdrawn()
        if served is None or served not in withdrawn:
            many = "1 release is withdrawn, and it is not served."
            if len(withdrawn) != 1:
                many = f"{len(withdrawn)} releases are withdrawn, and none of them is served."
            return many, True
        said = f"Release {served} was withdrawn: {withdrawn[served]}"
        if before is None:
            return f"{said}\nIt is served still, for want of another: get a newer bundle.", False
        try:
            verify_release(mirror, before, None)
        except Refused as error:
            return f"{said}\nIt is served still: {error} Get a newer bundle.", False
        mirror.switch(before)
    return f"{said}\nRelease {before} is served again.", True


def verify(mirror: Mirror, signers: Path | None) -> str:
    """Check every file that is served; returns what to tell.

    Raises:
        Refused: a file is missing, changed or extra, or the signature does not hold.
    """
    served = mirror.current()
    if served is None:
        raise Refused("Nothing is installed here.")
    release = verify_release(mirror, served, signers)
    return f"Release {served} is whole: {len(release.files)} files."


def verify_release(mirror: Mirror, serial: int, signers: Path | None) -> Release:
    """Check every file of a kept release, as `verify` does; returns its manifest."""
    folder = mirror.releases / str(serial)
    if folder.is_symlink():
        raise Refused(f"{folder} is a link: this command did not make it.")
    try:
        sums = _bytes(folder / SUMS)
        manifest = _bytes(folder / MANIFEST)
    except FileNotFoundError as error:
        raise Refused(f"{error.filename} is missing.") from error
    if signers is not None:
        written = folder / SIGNATURE
        check_signature(sums, _bytes(written) if written.exists() else None, signers)
    listed = read_sums(sums)
    release = read_manifest(manifest)
    names = list(_names_in(folder))
    check_contents(release, listed, names)
    for name, wanted in listed.items():
        if (folder / name).is_symlink() or _sum_of(folder / name) != wanted:
            raise Refused(f"{folder / name} was changed.")
    return release


def _names_in(folder: Path) -> Iterator[str]:
    """Yield all that is in a folder but folders, links among them, by its path in it."""

    def stop(error: OSError) -> None:
        raise error

    for inside, folders, files in os.walk(folder, onerror=stop):
        here = Path(inside)
        linked = [one for one in folders if (here / one).is_symlink()]
        for name in (*files, *linked):
            yield (here / name).relative_to(folder).as_posix()


def _sum_of(path: Path) -> str:
    digest = hashlib.sha256()
    with _file(path) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def status(mirror: Mirror, today: date) -> tuple[str, bool]:
    """What is served here, and whether it may still be."""
    served = mirror.current()
    if served is None:
        return "Nothing is installed here.", False
    release = mirror.release(served)
    lines = [
        f"site:          {release.site}",
        f"original:      {release.address}",
        f"serial:        {release.serial}",
        f"content date:  {release.content_date}",
        f"expires:       {release.expires or 'never'}",
        f"commit:        {release.commit or 'unknown'}",
        f"to go back to: {mirror.before() or 'nothing'}",
    ]
    lines += mirror.damages()
    current = release.expires is None or today <= release.expires
    if not current:
        lines.append("EXPIRED: get a newer bundle.")
    withdrawn = mirror.withdrawn()
    if served in withdrawn:
        lines.append(f"WITHDRAWN: {withdrawn[served]} Get a newer bundle, or go back: rollback.")
        current = False
    return "\n".join(lines), current


# --- the command -------------------------------------------------------------------------------


def _parser(name: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(name, description="Keeps a mirror of the site from bundles.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, said in (
        ("install", _install, "check a bundle and serve it from now on"),
        ("rollback", _rollback, "serve the release before again"),
        ("recall", _recall, "take the publisher's list of withdrawn releases"),
        ("status", _status, "say what is served; status 1 when it has expired or was withdrawn"),
        ("verify", _verify, "check every file that is served"),
    ):
        command = commands.add_parser(name, help=said)
        if name == "install":
            command.add_argument("bundle", metavar="BUNDLE", type=Path)
            command.add_argument("--again", action="store_true", help="even if it was rolled back")
            command.add_argument(
                "--prepare", action="store_true", help="stop before it is served: reload then"
            )
        if name == "recall":
            command.add_argument("list", metavar=WITHDRAWN, type=Path, help="its .sig beside it")
        command.add_argument("folder", metavar="DIR", type=Path, help="the mirror's folder")
        if name in ("install", "recall", "verify"):
            command.add_argument(
                "--signers", type=Path, help="whose signatures count (default: DIR/allowed_signers)"
            )
            command.add_argument("--unsigned", action="store_true", help="ask for no signature")
        if name in ("install", "rollback", "status"):
            command.add_argument(
                "--today", type=date.fromisoformat, metavar="DAY", help="default: the clock's"
            )
        command.set_defaults(act=run)
    return parser


def _signers(options: argparse.Namespace) -> Path | None:
    if options.unsigned:
        return None
    return options.signers or Mirror(options.folder).signers


def _today(options: argparse.Namespace) -> date:
    return options.today or datetime.now(timezone.utc).date()  # noqa: UP017  # UTC came with Python 3.11


def _install(options: argparse.Namespace) -> int:
    mirror = Mirror(options.folder)
    print(
        install(
            mirror,
            options.bundle,
            _signers(options),
            _today(options),
            again=options.again,
            prepare=options.prepare,
        )
    )
    return OK


def _rollback(options: argparse.Namespace) -> int:
    print(rollback(Mirror(options.folder), _today(options)))
    return OK


def _recall(options: argparse.Namespace) -> int:
    said, sound = recall(Mirror(options.folder), options.list, _signers(options))
    print(said)
    return OK if sound else REFUSED


def _verify(options: argparse.Namespace) -> int:
    print(verify(Mirror(options.folder), _signers(options)))
    return OK


def _status(options: argparse.Namespace) -> int:
    said, current = status(Mirror(options.folder), _today(options))
    print(said)
    return OK if current else REFUSED


def main(arguments: Sequence[str] | None = None, name: str | None = None) -> int:
    """Run the command, by itself or under another's name; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name on the disk need not be text
            stream.reconfigure(errors="backslashreplace")
    options = _parser(name).parse_args(arguments)
    act: Callable[[argparse.Namespace], int] = options.act
    try:
        return act(options)
    except Refused as refusal:
        print(f"Refused: {refusal}", file=sys.stderr)
        return REFUSED
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"It cannot be done: {where}{error.strerror or error}.", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("Stopped. What is served is whole; run it again to go on.", file=sys.stderr)
        return STOPPED


if __name__ == "__main__":
    sys.exit(main())
