"""The one place that opens what people put on a disk: pages, data, pictures, sounds, the theme.

What has a file's name may be a pipe that never answers, a device that never ends, or a file that
somebody saves at this moment. `read_regular` and `read_head` return bytes at once or raise an
`OSError` that says why not in a few words. A `Disk` reads for one build or check: what it read once
must be the same when it is read again. A test fails for a module that opens such a file by itself.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from plainleaf.keeping.last_time import LastTime

MOST: Final = 20_000_000
"""Bytes of the largest file that is read, unless the caller asks for more."""

_KINDS: Final = (
    (stat.S_ISFIFO, "it is a pipe, not a file"),
    (stat.S_ISSOCK, "it is a socket, not a file"),
    (stat.S_ISCHR, "it is a device, not a file"),
    (stat.S_ISBLK, "it is a device, not a file"),
)
# Without waiting: a pipe may have taken the file's place since it was looked at.
_FLAGS: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY


class UnfitFileError(OSError):
    """Something that cannot be read as a file; `strerror` says why, as the end of a sentence."""

    def __init__(self, why: str, file: Path) -> None:
        super().__init__(errno.EINVAL, why, str(file))


class ChangedError(UnfitFileError):
    """A file that is no longer what it was when it was checked."""

    def __init__(self, file: Path) -> None:
        super().__init__("it was changed while it was being read", file)


def read_regular(file: Path, most: int = MOST) -> bytes:
    """What a file holds.

    Args:
        file: the file; links are followed.
        most: how many bytes it may have.

    Raises:
        OSError: it is missing, no regular file, too large, or cannot be read.
    """
    opened, size = _open(file)
    try:
        if size > most:
            raise UnfitFileError(f"it has {size:,} bytes; the limit is {most:,}", file)
        chunks: list[bytes] = []
        read = 0
        # Until it ends, not until `size`: some files grow, and some do not tell their size.
        while chunk := os.read(opened, max(size - read, 0) + 1):
            chunks.append(chunk)
            read += len(chunk)
            if read > most:
                raise UnfitFileError(f"it has more than {most:,} bytes", file)
    finally:
        os.close(opened)
    return b"".join(chunks)


def read_head(file: Path, count: int) -> tuple[bytes, int]:
    """The first `count` bytes of a file, and how many it has.

    Raises:
        OSError: as `read_regular`.
    """
    opened, size = _open(file)
    try:
        return os.read(opened, count), size
    finally:
        os.close(opened)


def read_words(file: Path, most: int = MOST) -> str:
    """The text of a file that is UTF-8, without its byte order mark; line ends as they are.

    Raises:
        OSError: as `read_regular`.
        UnicodeDecodeError: it is not UTF-8.
    """
    return read_regular(file, most).decode("utf-8-sig")


def unfit_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield what below a folder would block its reader, such as a pipe, and what it is."""
    for place, _, names in os.walk(folder):
        for name in names:
            file = Path(place, name)
            try:
                why = _unfit(file.stat().st_mode)
            except OSError:
                continue  # a link that leads nowhere; its user reports it
            if why:
                yield file, why


_WORDS: Final[Mapping[int, str]] = {
    errno.ENOENT: "there is no such file",
    errno.EISDIR: "it is a folder, not a file",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
    errno.EACCES: "you may not open it",
    errno.EPERM: "you may not change it",
    errno.EEXIST: "there is something with this name already",
    errno.ELOOP: "its links lead in a circle",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EROFS: "the disk can only be read",
    errno.EIO: "the disk does not answer",
}
"""What the system calls by its own words, for people; by the number of the error."""


def why_unread(error: OSError) -> str:
    """Why a file cannot be read or written, as the end of a sentence."""
    if isinstance(error, UnfitFileError):
        return str(error.strerror)
    return _WORDS.get(error.errno or 0) or error.strerror or "the system refuses it"


@dataclass(frozen=True)
class Disk:
    """Reads files for one build or check."""

    digests: dict[str, str] = field(default_factory=dict)
    """The SHA-256 of each file that was read, in hexadecimal, by its path."""
    last: LastTime = field(default_factory=LastTime)
    """What was made of each file the last time; one that builds share saves an author's time."""

    def read(self, file: Path, most: int = MOST) -> bytes:
        """What a file holds: the same each time.

        Raises:
            ChangedError: it has changed since it was read first.
            OSError: as `read_regular`.
        """
        data = read_regular(file, most)
        digest = hashlib.sha256(data).hexdigest()
        if self.digests.setdefault(os.path.normpath(file), digest) != digest:
            raise ChangedError(file)
        return data

    def digest(self, file: Path) -> str:
        """The SHA-256 of a file that was read; empty for one that was not."""
        return self.digests.get(os.path.normpath(file), "")


def _open(file: Path) -> tuple[int, int]:
    """Open a regular file; returns its descriptor and its size."""
    try:
        # Looked at before it is opened, too: to open a device may already do something.
        _refuse(file, file.stat().st_mode)
        opened = os.open(file, _FLAGS)
    except ValueError:  # a NUL byte or half a character in its name
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file)) from None
    try:
        status = os.fstat(opened)
        _refuse(file, status.st_mode)
    except BaseException:
        os.close(opened)
        raise
    return opened, status.st_size


def _refuse(file: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    why = _unfit(mode)
    if why:
        raise UnfitFileError(why, file)


def _unfit(mode: int) -> str:
    return next((why for test, why in _KINDS if test(mode)), "")
