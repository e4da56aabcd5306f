"""What is kept between builds: sound, bounded, and of no harm where it cannot be kept."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from plainleaf.keeping import kept
from plainleaf.keeping.kept import KeptWork, ResultForm

# What runs tests in parallel has threads, which wait for messages and hold no lock.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")

WORDS = ResultForm("words", TypeAdapter(tuple[str, ...]))
ITEMS = [(f"key {number}", f"text {number}") for number in range(40)]


@pytest.fixture(autouse=True)
def code(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a fresh checkout the code has not lain long enough to be sure of."""
    monkeypatch.setattr(kept, "code_digest", lambda: "code")


def counting() -> tuple[list[str], Callable[[str], tuple[str, ...]]]:
    """Work that notes what it was asked for."""
    done: list[str] = []

    def work(text: str) -> tuple[str, ...]:
        done.append(text)
        return tuple(text.split())

    return done, work


def results(store: KeptWork, form: ResultForm[tuple[str, ...]] = WORDS) -> tuple[list[str], int]:
    """What a store gives for the items, joined; and for how many the work was done."""
    done, work = counting()
    found = list(store.each(form, ITEMS, work))
    return [" ".join(one) for one in found], len(done)


RIGHT = [text for _, text in ITEMS]


def test_what_was_made_once_is_kept(tmp_path: Path) -> None:
    store = KeptWork(tmp_path / "new" / "kept.sqlite", cores=1)
    assert results(store) == (RIGHT, 40)
    assert results(store) == (RIGHT, 0)
    done, work = counting()
    assert list(store.each(WORDS, [*ITEMS[:2], ("other", "new")], work))[2] == ("new",)
    assert done == ["new"]


def test_without_a_key_nothing_is_kept(tmp_path: Path) -> None:
    store = KeptWork(tmp_path / "kept.sqlite", cores=1)
    for _ in range(2):
        done, work = counting()
        assert list(store.each(WORDS, [("", "a"), ("", "b")], work)) == [("a",), ("b",)]
        assert done == ["a", "b"]


def test_other_code_and_other_forms_know_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = KeptWork(tmp_path / "kept.sqlite", cores=1)
    results(store)
    assert results(store, ResultForm("others", WORDS.type))[1] == 40
    monkeypatch.setattr(kept, "code_digest", lambda: "other")
    assert results(store)[1] == 40
    monkeypatch.setattr(kept, "code_digest", lambda: "")
    assert [results(store)[1] for _ in range(2)] == [40, 40]


def test_what_would_not_come_back_as_it_was_is_not_kept(tmp_path: Path) -> None:
    store = KeptWork(tmp_path / "kept.sqlite", cores=1)
    for odd in ("half \udcff", 7):
        for _ in range(2):
            done: list[object] = []
            found = store.one(WORDS, "key", lambda odd=odd, done=done: done.append(1) or (odd,))
            assert (found, done) == ((odd,), [1])


@pytest.mark.parametrize("place", range(0, 100, 7))
def test_a_flipped_byte_never_changes_a_result(tmp_path: Path, place: int) -> None:
    file = tmp_path / "kept.sqlite"
    store = KeptWork(file, cores=1)
    results(store)
    data = bytearray(file.read_bytes())
    data[len(data) * place // 100] ^= 0xFF
    file.write_bytes(data)
    assert results(store)[0] == RIGHT
    # Damaged as a whole, it is begun anew.
    results(store)
    assert results(store) == (RIGHT, 0)


@pytest.mark.parametrize("what", ["empty", "text", "half", "folder", "unwritable"])
def test_a_file_that_is_none(tmp_path: Path, what: str) -> None:
    file = tmp_path / "kept.sqlite"
    store = KeptWork(file, cores=1)
    results(store)
    data = file.read_bytes()
    file.unlink()
    if what == "folder":
        file.mkdir()
    elif what == "unwritable":
        store = KeptWork(tmp_path / "page.md" / "kept.sqlite", cores=1)
        (tmp_path / "page.md").write_text("A file.")
    else:
        file.write_bytes(
            {"empty": b"", "text": b"text" * 999, "half": data[: len(data) // 2]}[what]
        )
    assert results(store)[0] == RIGHT


def test_a_result_of_another_key_is_not_taken(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    store = KeptWork(file, cores=1)
    results(store)
    with sqlite3.connect(file) as opened:
        opened.execute(
            "UPDATE kept SET (digest, data) = (SELECT digest, data FROM kept ORDER BY key LIMIT 1)"
        )
    opened.close()
    found, made = results(store)
    assert found == RIGHT
    assert made == 39


def test_it_stays_small(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    store = KeptWork(file, cores=1, most=60_000)
    for number in range(20):
        texts = [(f"{number} {one}", os.urandom(500).hex()) for one in range(20)]
        assert list(store.each(WORDS, texts, lambda text: (text,)))
        assert file.stat().st_size < 150_000
    done, work = counting()
    assert list(store.each(WORDS, texts, work))
    assert not done, "What was used last stays."


def _build(file: Path, code: str) -> None:
    kept.code_digest = lambda: code  # type: ignore[assignment]
    for _ in range(10):
        if results(KeptWork(file, cores=1))[0] != RIGHT:
            os._exit(1)


def test_builds_at_the_same_time(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    file = tmp_path / "kept.sqlite"
    builds = [context.Process(target=_build, args=(file, f"code {one % 2}")) for one in range(4)]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert [build.exitcode for build in builds] == [0, 0, 0, 0]


def test_a_build_that_is_killed_while_it_writes(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    results(KeptWork(file, cores=1))
    process = os.fork()
    if process == 0:
        opened = sqlite3.connect(file)
        opened.execute("BEGIN IMMEDIATE")
        opened.execute("UPDATE kept SET data = x'00'")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(process, 0)
    assert results(KeptWork(file, cores=1)) == (RIGHT, 0)
