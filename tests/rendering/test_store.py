"""The store of what takes long to make: whole, sound, bounded."""

from __future__ import annotations

import os
import threading
from importlib import metadata
from pathlib import Path

import pytest

from plainleaf.rendering.store import KEPT_SECONDS, Store, _tools, key_of

KEY = "ab" + "0" * 62


def test_what_was_put_is_found(tmp_path: Path) -> None:
    store = Store(tmp_path / "new" / "folder", ".pdf")
    assert store.get(KEY) is None
    kept = store.put(KEY, b"%PDF", pages=3)
    assert kept == store.get(KEY)
    assert (kept.file.read_bytes(), kept.size, kept.told) == (b"%PDF", 4, {"pages": 3})


@pytest.mark.parametrize("damage", ["cut", "changed", "gone", "note cut", "note gone", "note odd"])
def test_a_damaged_file_counts_as_missing_and_is_replaced(tmp_path: Path, damage: str) -> None:
    store = Store(tmp_path, ".pdf")
    file = store.put(KEY, b"%PDF", pages=3).file
    note = file.with_suffix(".json")
    if damage == "cut":
        file.write_bytes(b"%P")
    elif damage == "changed":
        file.write_bytes(b"%PDG")
    elif damage == "note cut":
        note.write_text('{"pages": 3')
    elif damage == "note odd":
        note.write_text("[]")
    else:
        (note if damage.startswith("note") else file).unlink()
    assert store.get(KEY) is None
    store.put(KEY, b"%PDF", pages=3)
    assert store.get(KEY) is not None


def test_builds_at_the_same_time_never_see_half_a_file(tmp_path: Path) -> None:
    data = bytes(200_000)
    wrong = []

    def work() -> None:
        store = Store(tmp_path, ".pdf")
        for _ in range(30):
            kept = store.get(KEY)
            if kept is not None and kept.file.read_bytes() != data:
                wrong.append(kept)
            store.put(KEY, data)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert wrong == []
    assert [one.name for one in tmp_path.rglob("*.part")] == []


def test_the_oldest_files_go_when_there_is_too_much(tmp_path: Path) -> None:
    store = Store(tmp_path, ".pdf", most=250)
    keys = [f"{number:02}" + "0" * 62 for number in range(4)]
    for age, key in enumerate(keys):
        note = store.put(key, bytes(100)).file.with_suffix(".json")
        used = note.stat().st_mtime - KEPT_SECONDS * (4 - age)
        os.utime(note, (used, used))
    store.tidy()
    assert [store.get(key) is not None for key in keys] == [False, False, True, True]
    assert len([one for one in tmp_path.rglob("*") if one.is_file()]) == 4


def test_what_was_used_just_now_stays(tmp_path: Path) -> None:
    store = Store(tmp_path, ".pdf", most=0)
    store.put(KEY, bytes(100))
    store.tidy()
    assert store.get(KEY) is not None


def test_other_data_other_code_and_other_libraries_have_other_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    one.write_text("1")
    other.write_text("2")
    names = [
        key_of(str(one), ("lxml",), "a", ["b"]),
        key_of(str(one), ("lxml",), "a", ["c"]),
        key_of(str(one), ("lxml", "brotli"), "a", ["b"]),
        key_of(str(other), ("lxml",), "a", ["b"]),
    ]
    monkeypatch.setattr(metadata, "version", lambda _name: "0")
    _tools.cache_clear()
    names.append(key_of(str(one), ("lxml",), "a", ["b"]))
    _tools.cache_clear()
    assert len(set(names)) == len(names)


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    made = []

    def make() -> bytes:
        made.append(1)
        return b"made"

    store = Store(tmp_path, ".txt")
    assert [store.bytes_of(KEY, make) for _ in range(2)] == [b"made", b"made"]
    assert len(made) == 1


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = Store(tmp_path / "file" / "fonts", ".txt")
    assert [store.bytes_of(KEY, lambda: b"made") for _ in range(2)] == [b"made", b"made"]
