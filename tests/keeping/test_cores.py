"""Work that is shared over processes: the same results with any number of them."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from plainleaf.keeping import cores
from plainleaf.keeping.cores import cores_here, on_cores

# What runs tests in parallel has threads, which wait for messages and hold no lock.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")

ITEMS = tuple(range(37))


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs tests in parallel has threads, which wait for messages and hold no lock."""
    monkeypatch.setattr(cores, "_may_fork", lambda: True)


@pytest.mark.parametrize("count", [1, 2, 8, 100])
def test_results_come_in_order_with_any_number_of_processes(count: int) -> None:
    found = on_cores(lambda one: (one * one, os.getpid()), ITEMS, count, fewest=2)
    assert [one for one, _ in found] == [one * one for one in ITEMS]
    used = {process for _, process in found}
    assert len(used) == min(count, len(ITEMS) - 1)  # the first is done before
    assert os.getpid() in used, "What this process works out on the way must stay."


def test_few_items_are_done_here() -> None:
    assert set(on_cores(lambda _: os.getpid(), ITEMS, 8, fewest=38)) == {os.getpid()}


def test_nothing_is_forked_beside_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    begun, ended = threading.Event(), threading.Event()
    thread = threading.Thread(target=lambda: (begun.set(), ended.wait()))
    thread.start()
    try:
        begun.wait()
        assert set(on_cores(lambda _: os.getpid(), ITEMS, 2, fewest=2)) == {os.getpid()}
    finally:
        ended.set()
        thread.join()


def test_the_share_of_a_process_that_dies_is_done_here() -> None:
    here = os.getpid()

    def work(one: int) -> int:
        if os.getpid() != here:
            os._exit(9)
        return one

    assert on_cores(work, ITEMS, 2, fewest=2) == list(ITEMS)


def test_what_fails_anywhere_is_told_here() -> None:
    def work(one: int) -> int:
        return 1 // (one - 1)  # the second one, in the other process

    with pytest.raises(ZeroDivisionError):
        on_cores(work, ITEMS, 2, fewest=2)


def children() -> set[str]:
    """The processes that this one has begun; of a test before, too: a browser, for one."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {one for task in tasks for one in task.read_text().split()}


def test_no_process_is_left_where_this_one_fails() -> None:
    def work(one: int) -> int:
        return 1 // one  # the first one

    before = children()
    with pytest.raises(ZeroDivisionError):
        on_cores(work, ITEMS, 2, fewest=2)
    assert children() == before


def test_the_cores_of_this_process_are_counted() -> None:
    assert cores_here() == len(os.sched_getaffinity(0))
