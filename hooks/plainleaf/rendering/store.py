"""Keeps what takes long to make (printed documents, cut fonts, formatted references): made once.

A file's name is the hash of everything that it was made from, so nothing in the store is ever out
of date. Two builds may use one store at once: files appear whole or not at all. A damaged file
counts as missing.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

MOST_BYTES: Final = 20_000_000
"""How large a store grows before the files that were not used for longest go."""
KEPT_SECONDS: Final = 3600
"""A file that was used so recently stays: another build may be about to copy it."""
_DIGEST: Final = "sha256"


@dataclass(frozen=True)
class Kept:
    """A file in the store."""

    file: Path
    size: int
    """Bytes."""
    told: Mapping[str, int | str]
    """What its maker noted of it."""


def key_of(code: str, libraries: tuple[str, ...], *made_from: object) -> str:
    """The name of what some code makes of some data.

    Args:
        code: its file.
        libraries: the distributions that it asks.
        made_from: the data, whose `repr` tells all of them.
    """
    return hashlib.sha256(repr((_tools(code, libraries), made_from)).encode()).hexdigest()


@functools.cache
def _tools(code: str, libraries: tuple[str, ...]) -> tuple[str, ...]:
    digest = hashlib.sha256(Path(code).read_bytes()).hexdigest()
    return digest, *(f"{name} {metadata.version(name)}" for name in libraries)


class Store:
    """A folder of files of one type."""

    def __init__(self, folder: Path, suffix: str, most: int = MOST_BYTES) -> None:
        self.folder = folder
        self.suffix = suffix
        self.most = most

    def bytes_of(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What is kept for a key; make it when nothing is, and keep it where it can be."""
        kept = self.get(key)
        if kept is not None:
            return kept.file.read_bytes()
        data = make()
        with contextlib.suppress(OSError):
            self.put(key, data)
            self.tidy()
        return data

    def get(self, key: str) -> Kept | None:
        """The file kept for a key; None when there is none, or it is damaged."""
        file, note = self._file(key), self._note(key)
        try:
            told = json.loads(note.read_text(encoding="utf-8"))
            data = file.read_bytes()
            sound = told.pop(_DIGEST) == hashlib.sha256(data).hexdigest()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        if not sound:
            return None
        try:
            os.utime(note)  # the day of its last use
        except OSError:
            return None
        return Kept(file, len(data), told)

    def put(self, key: str, data: bytes, **told: int | str) -> Kept:
        """Keep a file, with what is to be told of it.

        Raises:
            OSError: it cannot be written.
        """
        note = {**told, _DIGEST: hashlib.sha256(data).hexdigest()}
        file = self._file(key)
        file.parent.mkdir(parents=True, exist_ok=True)
        # The note last: without it the file counts as missing.
        _write(file, data)
        _write(self._note(key), json.dumps(note).encode())
        return Kept(file, len(data), told)

    def tidy(self) -> None:
        """Remove the files that were not used for longest, until the store is small enough."""
        found = []
        for note in self.folder.glob("*/*.json"):
            file = note.with_suffix(self.suffix)
            try:
                found.append((note.stat().st_mtime, file.stat().st_size, note, file))
            except OSError:  # another build is tidying too
                continue
        size = sum(one[1] for one in found)
        for used, bytes_, note, file in sorted(found):
            if size <= self.most or time.time() - used < KEPT_SECONDS:
                return
            note.unlink(missing_ok=True)
            file.unlink(missing_ok=True)
            size -= bytes_

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}{self.suffix}"

    def _note(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def _write(file: Path, data: bytes) -> None:
    """Write a file so that no reader ever sees a part of it."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
