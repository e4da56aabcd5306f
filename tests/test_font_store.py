"""The store of fonts that were cut."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plainleaf.font_store import MOST_FILES, FontStore


def test_gives_back_what_was_kept(tmp_path: Path) -> None:
    store = FontStore(tmp_path / "new" / "fonts")
    assert store.get("a") is None
    store.put("a", b"font")
    assert store.get("a") == b"font"
    assert store.get("b") is None
    assert [file.name for file in store.folder.iterdir()] == ["a.font"]


@pytest.mark.parametrize("damaged", [b"", b"short", bytes(32) + b"another"])
def test_a_damaged_file_counts_as_missing(tmp_path: Path, damaged: bytes) -> None:
    store = FontStore(tmp_path)
    store.put("a", b"font")
    (tmp_path / "a.font").write_bytes(damaged)
    assert store.get("a") is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = FontStore(tmp_path / "file" / "fonts")
    store.put("a", b"font")
    assert store.get("a") is None


def test_the_oldest_go(tmp_path: Path) -> None:
    store = FontStore(tmp_path)
    for number in range(MOST_FILES):
        store.put(str(number), b"font")
        os.utime(tmp_path / f"{number}.font", (number, number))
    store.put("new", b"font")
    assert store.get("0") is None
    assert store.get("1") == store.get("new") == b"font"
