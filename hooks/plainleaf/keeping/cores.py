"""Shares work out over the cores of this machine.

By `fork`: each process has all that was read already, and gives back results only. To start a fresh
one takes as long as to check forty pages, for it would have to load the code and read the content
again. This process does a share of the work, too; what it works out of a page on the way it keeps.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEWEST: Final = 16
"""Pages below which it does not pay: a fork of a process of 150 MB costs what two pages cost, and
what it worked out of its pages on the way is lost."""


def cores_here() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def on_cores(
    work: Callable[[T], R], items: Sequence[T], cores: int, fewest: int = FEWEST
) -> list[R]:
    """What `work` makes of each item, in the order of the items.

    The same with any number of cores, for `work` may only return something. Where a process fails
    or is killed, its share is done here, and so is all where no process can be forked safely.

    Args:
        work: what to do; what it returns can be pickled.
        items: what to do it with.
        cores: how many processes may work at once.
        fewest: how few items are not worth it.
    """
    cores = min(cores, max(len(items) // max(fewest // 2, 1), 1))
    if cores <= 1 or len(items) < fewest or not _may_fork():
        return [work(one) for one in items]
    # What the first one makes ready, such as patterns, every process then has.
    first, items = work(items[0]), items[1:]
    cores = min(cores, len(items))
    shares = [items[number::cores] for number in range(cores)]
    running = [_begin(work, share) for share in shares[1:]]
    try:
        done = [[work(one) for one in shares[0]]]
        for process, share in zip(running, shares[1:], strict=True):
            found = _result(process)
            done.append([work(one) for one in share] if found is None else found)
    finally:
        for one in running:
            _end(*one)
    return [first, *(done[place % cores][place // cores] for place in range(len(items)))]


def _may_fork() -> bool:
    """Whether a fork holds no lock for ever: another thread's would never be given back in it.

    Threads of libraries count, too. Elsewhere than on Linux the libraries of the system do not bear
    a fork either. `mkdocs serve` has threads, and an edit leaves too little to share.
    """
    try:
        return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False


def _begin(work: Callable[[T], R], share: Sequence[T]) -> tuple[int, int]:
    """Start a process; returns its id and where its result can be read."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    try:
        # Ctrl+C ends the process that asked, which ends this one without a traceback.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.close(reading)
        gc.freeze()  # to look at what was there before would copy all of it
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps([work(one) for one in share], pickle.HIGHEST_PROTOCOL))
    except BaseException:  # it is done again by the process that asked, which then tells of it
        os._exit(1)
    os._exit(0)


def _result(process: tuple[int, int]) -> list[Any] | None:
    """What a process has made; None where it ended before its time."""
    chunks = []
    while chunk := os.read(process[1], 1 << 20):
        chunks.append(chunk)
    try:
        found = pickle.loads(b"".join(chunks))  # written by a copy of this process
    except Exception:  # cut off anywhere
        return None
    return found if isinstance(found, list) else None


def _end(process: int, opened: int) -> None:
    os.close(opened)
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process, 0)
