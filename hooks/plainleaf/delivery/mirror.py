"""Keeps a mirror of the site from bundles: install, rollback, status, verify.

Needs Python's standard library and, for signatures, OpenSSH's `ssh-keygen`; nothing else, so this
one file can be handed to whoever keeps a mirror. A folder that it keeps looks like this:

    current -> releases/20270131120000      a link, replaced in one step; serve current/site
    releases/<serial>/                      an unpacked bundle; the last two are kept
    allowed_signers                         whose signatures count, put there by the administrator
    rolled-back                             serials that are not installed again by themselves

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
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

FORMAT: Final = 1
"""The version of the bundle's form."""
MANIFEST: Final = "MANIFEST.json"
SUMS: Final = "SHA256SUMS"
SIGNATURE: Final = "SHA256SUMS.sig"
SIGNER: Final = "plainleaf-release"
"""The name of whoever signs, as it stands in `allowed_signers`."""
NAMESPACE: Final = "plainleaf-mirror"
"""What such a signature is for; one made for anything else does not count."""

OK, REFUSED, FAILED = 0, 1, 2
STOPPED = 130

_SMALL: Final = 1 << 20
_LARGE: Final = 1 << 26
_CHUNK: Final = 1 << 20
_DIGITS: Final = frozenset("0123456789abcdef")
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
    if found != FORMAT:
        raise Refused(f"The bundle has format {found!r}; this command knows format {FORMAT}.")
    try:
        return Release(
            site=_text(raw["site"]),
            address=_text(raw["address"]),
            serial=_number(raw["serial"]),
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
        *(f"{name} is there and should not be" for name in sorted(there - wanted)),
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
            yield _Bundle(archive, release, listed)
    except _BROKEN_ZIP as error:
        raise Refused(f"{path.name} is no whole bundle: {error}.") from error


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
        return sorted(int(one.name) for one in self.releases.iterdir() if one.name.isdecimal())

    def current(self) -> int | None:
        """The release that is served, None while there is none.

        Raises:
            Refused: something else stands in the link's place.
        """
        if not self.link.is_symlink():
            if self.link.exists():
                raise Refused(f"{self.link} is no link: this command did not make it.")
            return None
        target = self.link.readlink()
        if target.parent.name != "releases" or not target.name.isdecimal():
            raise Refused(f"{self.link} leads to {target}: this command did not make it.")
        return int(target.name)

    def before(self) -> int | None:
        """The release to go back to, None when there is none."""
        served = self.current()
        return max((one for one in self.serials() if served and one < served), default=None)

    def release(self, serial: int) -> Release:
        """What the manifest of a kept release says."""
        return read_manifest(_bytes(self.releases / str(serial) / MANIFEST))

    def rolled_back(self) -> set[int]:
        """The serials that were taken back."""
        try:
            words = _bytes(self.folder / "rolled-back").decode("ascii").split()
        except FileNotFoundError:
            return set()
        return {int(word) for word in words if word.isdecimal()}

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Let no other command change the mirror meanwhile."""
        with (self.folder / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refused("Another command is changing this mirror.") from None
            yield

    def switch(self, serial: int) -> None:
        """Serve another release, from one moment to the next."""
        new = self.folder / ".current.new"
        new.unlink(missing_ok=True)
        new.symlink_to(f"releases/{serial}")
        new.replace(self.link)
        _sync(self.folder)

    def take_back(self, serials: set[int]) -> None:
        """Write down what is not to be installed again by itself."""
        new = self.folder / ".rolled-back.new"
        new.write_text("".join(f"{one}\n" for one in sorted(serials)), encoding="ascii")
        new.replace(self.folder / "rolled-back")


def install(
    mirror: Mirror, bundle: Path, signers: Path | None, today: date, *, again: bool = False
) -> str:
    """Install a bundle and serve it; returns what to tell.

    Args:
        mirror: where.
        bundle: the zip.
        signers: whose signatures count; None to ask for none.
        today: the day that expiry is compared with.
        again: whether a release that was rolled back may come back.

    Raises:
        Refused: it must not be installed; what was served is served.
        OSError: it could not be; the same.
    """
    mirror.folder.mkdir(parents=True, exist_ok=True)
    with mirror.locked(), _opened(bundle, signers) as opened:
        release = opened.release
        served = mirror.current()
        _check_day(release, today)
        if served is not None and served in mirror.serials():
            _check_newer(release, mirror.release(served), opened.sums, mirror)
            if release.serial == served:
                return f"Release {served} is installed already."
        if release.serial in mirror.rolled_back() and not again:
            raise Refused(f"Release {release.serial} was rolled back here. To install it: --again.")
        incoming = mirror.folder / ".incoming"
        shutil.rmtree(incoming, ignore_errors=True)
        try:
            incoming.mkdir()
            incoming.chmod(0o755)
            _unpack(opened, incoming)
            mirror.releases.mkdir(exist_ok=True)
            place = mirror.releases / str(release.serial)
            if place.exists():  # of an installation that died, or rolled back
                shutil.rmtree(place)
            incoming.rename(place)
            _sync(mirror.releases)
        finally:
            shutil.rmtree(incoming, ignore_errors=True)
        mirror.switch(release.serial)
        if release.serial in mirror.rolled_back():
            mirror.take_back(mirror.rolled_back() - {release.serial})
        _prune(mirror, {release.serial, served})
    return f"Release {release.serial} of {release.site} is served now."


def _check_newer(
    release: Release, served: Release, sums: Mapping[str, str], mirror: Mirror
) -> None:
    if (release.site, release.address) != (served.site, served.address):
        raise Refused(
            f"The bundle is of {release.site} at {release.address}, "
            f"this mirror is of {served.site} at {served.address}."
        )
    if release.serial < served.serial:
        raise Refused(
            f"The bundle ({release.serial}) is older than what is installed ({served.serial}). "
            "To go back to the release before: rollback."
        )
    installed = mirror.releases / str(served.serial) / SUMS
    if release.serial == served.serial and read_sums(_bytes(installed)) != sums:
        raise Refused(f"Another release with the serial {release.serial} is installed.")


def _prune(mirror: Mirror, kept: set[int | None]) -> None:
    for serial in mirror.serials():
        if serial not in kept:
            shutil.rmtree(mirror.releases / str(serial), ignore_errors=True)


def rollback(mirror: Mirror) -> str:
    """Serve the release before again; returns what to tell.

    Raises:
        Refused: there is none.
    """
    with mirror.locked():
        served, before = mirror.current(), mirror.before()
        if served is None or before is None:
            raise Refused("There is no release to go back to.")
        verify_release(mirror, before, None)
        mirror.take_back(mirror.rolled_back() | {served})
        mirror.switch(before)
    return f"Release {before} is served again; {served} will not be installed by itself."


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
    names = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    ]
    check_contents(release, listed, names)
    for name, wanted in listed.items():
        if (folder / name).is_symlink() or _sum_of(folder / name) != wanted:
            raise Refused(f"{folder / name} was changed.")
    return release


def _sum_of(path: Path) -> str:
    with _file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
    current = release.expires is None or today <= release.expires
    if not current:
        lines.append("EXPIRED: get a newer bundle.")
    return "\n".join(lines), current


# --- the command -------------------------------------------------------------------------------


def _parser(name: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(name, description="Keeps a mirror of the site from bundles.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, said in (
        ("install", _install, "check a bundle and serve it from now on"),
        ("rollback", _rollback, "serve the release before again"),
        ("status", _status, "say what is served; status 1 when it has expired"),
        ("verify", _verify, "check every file that is served"),
    ):
        command = commands.add_parser(name, help=said)
        if name == "install":
            command.add_argument("bundle", metavar="BUNDLE", type=Path)
            command.add_argument("--again", action="store_true", help="even if it was rolled back")
        command.add_argument("folder", metavar="DIR", type=Path, help="the mirror's folder")
        if name in ("install", "verify"):
            command.add_argument(
                "--signers", type=Path, help="whose signatures count (default: DIR/allowed_signers)"
            )
            command.add_argument("--unsigned", action="store_true", help="ask for no signature")
        if name in ("install", "status"):
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
    return options.today or datetime.now(UTC).date()


def _install(options: argparse.Namespace) -> int:
    mirror = Mirror(options.folder)
    print(install(mirror, options.bundle, _signers(options), _today(options), again=options.again))
    return OK


def _rollback(options: argparse.Namespace) -> int:
    print(rollback(Mirror(options.folder)))
    return OK


def _verify(options: argparse.Namespace) -> int:
    print(verify(Mirror(options.folder), _signers(options)))
    return OK


def _status(options: argparse.Namespace) -> int:
    said, current = status(Mirror(options.folder), _today(options))
    print(said)
    return OK if current else REFUSED


def main(arguments: Sequence[str] | None = None, name: str | None = None) -> int:
    """Run the command, by itself or under another's name; returns the exit status."""
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
