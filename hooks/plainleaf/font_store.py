"""Keeps fonts that were cut, so that a build with the same letters need not cut them again.

A file's name is the hash of all that the font is made from, so nothing in the store is ever out of
date. A damaged file counts as missing, and so does a store that cannot be written.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import Final

MOST_FILES: Final = 60
"""How many fonts a store holds before the oldest go: those of twenty sites."""


class FontStore:
    """A folder of fonts. Each file is the SHA-256 of the font and the font."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """Return the font kept for a key; None when there is none, or it is damaged."""
        try:
            data = self._file(key).read_bytes()
        except OSError:
            return None
        size = hashlib.sha256().digest_size
        digest, font = data[:size], data[size:]
        return font if digest == hashlib.sha256(font).digest() else None

    def put(self, key: str, font: bytes) -> None:
        """Keep a font."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            # In one step, so that no other build ever reads a part of it.
            part = self.folder / f"{key}.{os.getpid()}.part"
            part.write_bytes(hashlib.sha256(font).digest() + font)
            part.replace(self._file(key))
            kept = sorted(self.folder.iterdir(), key=lambda file: file.stat().st_mtime)
            for old in kept[:-MOST_FILES]:
                old.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}.font"
