"""Lays compressed copies beside a file, for servers that hand them out as they are."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import brotli

# In a build. The best saves an eighth more and takes seventy times as long: for a release only.
_BROTLI_QUALITY: Final = 5
_BROTLI_BEST: Final = 11
_GZIP_LEVEL: Final = 9
_SYSTEM: Final = 9
"""Where a gzip file says on which system it was made; each version of Python says it otherwise."""


class Copies(NamedTuple):
    """A file's compressed copies."""

    gz: bytes
    br: bytes


CompressEach = Callable[[Iterable[bytes]], Iterable[Copies]]
"""Gives for each file what `compressed` makes of its bytes."""


def compressed(data: bytes) -> Copies:
    """The copies of a file: the same bytes for the same file at any time, with any Python."""
    packed = bytearray(gzip.compress(data, _GZIP_LEVEL, mtime=0))
    packed[_SYSTEM] = 0xFF
    return Copies(
        bytes(packed),
        brotli.compress(data, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY),
    )


def compress_each(files: Iterable[bytes]) -> Iterable[Copies]:
    """Compress one file after another."""
    return map(compressed, files)


def compress_beside(paths: Sequence[Path], each: CompressEach = compress_each) -> None:
    """Write `path.gz` and `path.br` beside each file.

    Args:
        paths: the files.
        each: compresses the files one by one.
    """
    copies = each(path.read_bytes() for path in paths)
    for path, one in zip(paths, copies, strict=True):
        path.with_name(f"{path.name}.gz").write_bytes(one.gz)
        path.with_name(f"{path.name}.br").write_bytes(one.br)


def best_brotli(data: bytes) -> bytes:
    """Data as small as Brotli can make it; half a second for a long page."""
    packed: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=_BROTLI_BEST)
    return packed
