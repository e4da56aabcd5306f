"""Puts a finished site where the last one stands, in one step: never half of one, never none.

A build writes into a folder beside the site. Only a build that is finished takes the site's place,
by an exchange of the two folders; whatever ends it before that leaves the site as it was. What dead
builds left behind is removed by the next one. Linux exchanges two folders at once
(`renameat2`); where system or disk cannot, two renames do it: for that moment there is no site, and
if the machine dies in it, the next build puts the old one back.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_CANNOT_EXCHANGE: Final = frozenset((errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP))
_DISK: Final = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)
)


class PublishError(Exception):
    """Why nothing can be written; a sentence for a person."""


@dataclass(frozen=True)
class Staging:
    """A build under way: the only one that may take the site's place."""

    target: Path
    """Where the site stands or will stand; links followed."""
    folder: Path
    """Where the build writes."""
    lock: int
    """The open lock file; the system frees it when the process ends, however it ends."""


def begin(target: Path, waiting: Callable[[], None]) -> Staging:
    """Make the folder that a build writes into, once no other build is under way.

    Args:
        target: where the site is to stand.
        waiting: called once when another build must end first.

    Raises:
        PublishError: nothing can be written there.
    """
    place = Path(os.path.realpath(target))
    if place.exists() and not place.is_dir():
        raise PublishError(f"{target} is no folder: the site cannot stand there.")
    if place.is_mount():
        raise PublishError(
            f"{target} is a disk of its own, which no folder can replace in one step. "
            f"Build into a folder on it: --site-dir {target}/site"
        )
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock = _take(_beside(place, "lock"), waiting)
        try:
            _clear(place)
            folder = _beside(place, "new")
            folder.mkdir()
        except BaseException:
            os.close(lock)
            raise
    except OSError as error:
        raise PublishError(disk_trouble(error) or str(error)) from error
    return Staging(place, folder, lock)


def publish(staging: Staging) -> None:
    """Put the finished build in the site's place; the site that stood there is removed.

    Raises:
        PublishError: it could not be done; the site is as it was.
    """
    target, folder = staging.target, staging.folder
    try:
        if target.is_dir():
            _keep_hidden(target, folder)
            shutil.copymode(target, folder)
            if not exchange(folder, target):
                _replace(folder, target)
        else:
            folder.rename(target)
    except OSError as error:
        raise PublishError(disk_trouble(error) or str(error)) from error
    finally:
        discard(staging)


def discard(staging: Staging) -> None:
    """Remove what a build wrote, or what it has replaced, and let the next build begin."""
    shutil.rmtree(staging.folder, ignore_errors=True)
    _beside(staging.target, "lock").unlink(missing_ok=True)
    os.close(staging.lock)


def disk_trouble(error: BaseException) -> str:
    """What to tell of a disk that takes nothing; empty for any other error."""
    if not isinstance(error, OSError) or error.errno not in _DISK:
        return ""
    # Of a copy that failed, the second one is where it should have gone.
    where = error.filename2 or error.filename or "the site's folder"
    return f"Cannot write to {where}: {os.strerror(error.errno or 0)}."


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where system or disk cannot.

    Raises:
        OSError: it was tried and failed; both are where they were.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    rename.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    if not rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE):
        return True
    code = ctypes.get_errno()
    if code in _CANNOT_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def change_places(new: Path, old: Path) -> None:
    """Put a folder in another's place; what stood there is for the caller to remove, or gone.

    Raises:
        OSError: both are where they were.
        PublishError: the old folder could not be put back, and where it is.
    """
    if not exchange(new, old):
        _replace(new, old)


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{what}")


def _take(path: Path, waiting: Callable[[], None]) -> int:
    """Lock a file once it is free; returns its descriptor."""
    told = False
    while True:
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not told:
                waiting()
            told = True
            fcntl.flock(lock, fcntl.LOCK_EX)
        # Its holder has removed it: a third build may hold another by this name.
        if path.exists() and os.fstat(lock).st_ino == path.stat().st_ino:
            return lock
        os.close(lock)


def _clear(target: Path) -> None:
    """Remove what dead builds left, and put back a site that one of them had moved aside."""
    old = _beside(target, "old")
    if old.exists() and not target.exists():
        old.rename(target)
    for left in (old, _beside(target, "new")):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:  # a file or a link by that name would stop every build
            left.unlink(missing_ok=True)


def _keep_hidden(target: Path, folder: Path) -> None:
    """Keep hidden files of the site's folder, such as .git: no build wrote them."""
    for entry in target.iterdir():
        kept = folder / entry.name
        if not entry.name.startswith(".") or kept.exists():
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, kept, symlinks=True)
        else:
            shutil.copy2(entry, kept, follow_symlinks=False)


def _replace(folder: Path, target: Path) -> None:
    """Put a folder in another's place by two renames, the second undone if it fails."""
    old = _beside(target, "old")
    target.rename(old)
    try:
        folder.rename(target)
    except OSError as error:
        try:
            old.rename(target)
        except OSError:
            raise PublishError(
                f"{target} is not there any more: what stood there is in {old}, and could not be "
                f"put back ({os.strerror(error.errno or 0)}). Rename it by hand, or build again."
            ) from error
        raise
    shutil.rmtree(old, ignore_errors=True)
