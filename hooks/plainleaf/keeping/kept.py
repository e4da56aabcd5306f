"""Keeps what was worked out of pages, thousands of small results, for the next build.

One file of SQLite: it appears whole or not at all, several builds may use it at once, and a build
that is killed leaves it as it was. Each result carries the digest of its key and its data, so what
was damaged counts as missing; a file that is damaged as a whole is begun anew. Whatever goes wrong
with it, the result is worked out.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Generic, TypeVar

from pydantic import TypeAdapter

from plainleaf.keeping.cores import cores_here, on_cores
from plainleaf.keeping.digests import Digests, code_digest

T = TypeVar("T")
R = TypeVar("R")

FILE: Final = "kept.sqlite"
"""Its name, in the folder of what is kept for the next build."""
MOST_BYTES: Final = 300_000_000
"""How large the file grows before the results that were not used for longest go."""
_BATCH: Final = 256
"""Items that are held at once."""
_LEFT: Final = 0.7
"""How much of it stays then."""
_PATIENCE: Final = 10.0
"""Seconds to wait for another build that is writing."""
_DAY: Final = 86_400 * 10**9
"""Nanoseconds after which a use is noted again."""
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS kept (
    key TEXT PRIMARY KEY, used INTEGER NOT NULL, digest BLOB NOT NULL, data BLOB NOT NULL
)
"""


@dataclass(frozen=True)
class ResultForm(Generic[R]):
    """How results of one type are written down."""

    name: str
    """What they are, in a word or two: no two forms share it."""
    type: TypeAdapter[R]

    def written(self, result: R) -> bytes:
        """A result as bytes; empty for one that would not be read again as what it is."""
        try:
            data = self.type.dump_json(result, warnings="error")
            return data if self.type.validate_json(data) == result else b""
        except ValueError:  # half a character, for one
            return b""


@dataclass(frozen=True)
class KeptWork:
    """Results of earlier builds, for one run."""

    file: Path | None = None
    """Where they stand; None to keep none."""
    cores: int = field(default_factory=cores_here)
    """How many processes may work at once."""
    most: int = MOST_BYTES
    """How large the file may grow."""
    digests: Digests = field(default_factory=Digests)
    """What makes the keys."""

    def each(
        self, form: ResultForm[R], items: Iterable[tuple[str, T]], work: Callable[[T], R]
    ) -> Iterator[R]:
        """Yield what `work` makes of each item: kept, or made now, by all cores, and kept.

        Some at a time, so that no more of them than a batch is held at once.

        Args:
            form: how the results are written down.
            items: for each the key, which holds all that `work` reads besides code, and the item;
                an empty key for one whose result must not be kept.
            work: what to do; it may only return something.
        """
        waiting = iter(items)
        while batch := list(itertools.islice(waiting, _BATCH)):
            yield from self._batch(form, batch, work)

    def _batch(
        self, form: ResultForm[R], items: Sequence[tuple[str, T]], work: Callable[[T], R]
    ) -> list[R]:
        names = [_named(form.name, key) for key, _ in items]
        found = self._get({one for one in names if one})
        results: dict[int, R] = {}
        for place, name in enumerate(names):
            if name in found:
                with contextlib.suppress(ValueError):  # nothing of this form
                    results[place] = form.type.validate_json(found[name])
        missing = [place for place in range(len(items)) if place not in results]
        made = on_cores(work, [items[place][1] for place in missing], self.cores)
        kept = zip((names[place] for place in missing), made, strict=True)
        self._put((name, data) for name, one in kept if name and (data := form.written(one)))
        results |= dict(zip(missing, made, strict=True))
        return [results[place] for place in range(len(items))]

    def one(self, form: ResultForm[R], key: str, work: Callable[[], R]) -> R:
        """The result for one key: as `each`."""
        return next(self.each(form, [(key, None)], lambda _: work()))

    def _get(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """What is kept and sound, by its name."""
        found: dict[str, bytes] = {}
        wanted = list(names)

        def get(opened: sqlite3.Connection) -> None:
            old = []
            now = time.time_ns()
            for name in wanted:
                row = opened.execute("SELECT used, digest, data FROM kept WHERE key = ?", (name,))
                for used, digest, packed in row:
                    if digest == _sealed(name, packed):
                        found[name] = zlib.decompress(packed)
                        if used < now - _DAY:
                            old.append((now, name))
            if old:
                opened.executemany("UPDATE kept SET used = ? WHERE key = ?", old)
                opened.commit()

        if wanted and self.file is not None and self.file.is_file():
            self._open(self.file, get)
        return found

    def _put(self, results: Iterable[tuple[str, bytes]]) -> None:
        """Keep results, where that can be done, and let go of the oldest ones."""
        now = time.time_ns()
        packed = ((name, zlib.compress(data, 1)) for name, data in results)
        rows = [(name, now, _sealed(name, data), data) for name, data in packed]

        def put(opened: sqlite3.Connection) -> None:
            opened.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
            opened.commit()
            self._tidy(opened)

        if rows and self.file is not None:
            with contextlib.suppress(OSError):
                self.file.parent.mkdir(parents=True, exist_ok=True)
            self._open(self.file, put)

    def _tidy(self, opened: sqlite3.Connection) -> None:
        pages, size = (opened.execute(f"PRAGMA {one}").fetchone()[0] for one in _SIZE)
        if pages * size <= self.most:
            return
        left = self.most * _LEFT
        gone = []
        for name, length in opened.execute(
            "SELECT key, length(data) FROM kept ORDER BY used DESC, key"
        ):
            left -= length + len(name)
            if left < 0:
                gone.append((name,))
        opened.executemany("DELETE FROM kept WHERE key = ?", gone)
        opened.commit()

    def _open(self, file: Path, do: Callable[[sqlite3.Connection], None]) -> None:
        """Open the file for a moment; what goes wrong with it ends the moment and nothing else."""
        try:
            with closing(sqlite3.connect(file, timeout=_PATIENCE)) as opened:
                # Enough for a process that is killed; after a power cut the digests tell.
                opened.execute("PRAGMA synchronous = OFF")
                opened.execute("PRAGMA auto_vacuum = FULL")
                opened.execute(_TABLE)
                do(opened)
        except sqlite3.OperationalError:
            return  # it cannot be written here, or another build takes too long
        except (sqlite3.DatabaseError, zlib.error, TypeError, ValueError):
            with contextlib.suppress(OSError):  # it is damaged
                file.unlink()
                file.with_name(f"{file.name}-journal").unlink(missing_ok=True)


_SIZE: Final = ("page_count", "page_size")


def _named(form: str, key: str) -> str:
    """The name under which a result is kept; empty when it must not be kept."""
    code = code_digest()
    return hashlib.sha256(f"{code}\0{form}\0{key}".encode()).hexdigest() if key and code else ""


def _sealed(name: str, packed: bytes) -> bytes:
    """The digest of a result and of its name: one of another name is not taken for it."""
    return hashlib.sha256(name.encode() + packed).digest()
