"""Prints files on all cores, each in a process that prints one after another.

The same job gives the same bytes in whichever process it is done. The process that asks keeps the
files; what is done to one file besides laying it out belongs into `_print`, so that it is done on
all cores, too.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plainleaf.print.formats import Format
from plainleaf.print.paper import HANDOUT, Paper
from plainleaf.print.transform import DocumentPart

if TYPE_CHECKING:
    from plainleaf.print.engine import Engine


@dataclass(frozen=True)
class Job:
    """One file to print: what `Engine.pdf` takes."""

    key: str
    """What tells this file from others; it gets into the file."""
    html: str
    parts: tuple[DocumentPart, ...]
    pictures: Mapping[str, Path]
    css: str
    sheet: Format
    paper: Paper = HANDOUT


@dataclass(frozen=True)
class Made:
    """A file that was printed."""

    data: bytes
    pages: int
    tails: tuple[str, ...] = ()
    """The warnings about sheets that end nearly empty."""


@dataclass(frozen=True)
class NotMade:
    """Why a file could not be printed as it should be."""

    reason: str


class WorkerError(RuntimeError):
    """A process that prints ended by itself; the message says so."""


STOPPED: Final = (
    "Printing stopped: a process that prints was ended from outside, mostly for lack of memory. "
    "Free some memory and build again, or print fewer formats (PRINT=a4)."
)


def print_all(
    jobs: Sequence[Job], fonts: Callable[[], Mapping[str, bytes]], cores: int
) -> Iterator[tuple[Job, Made | NotMade]]:
    """Print files and hand out each when it is there, in any order.

    Args:
        jobs: what to print; nothing is started for none.
        fonts: makes the fonts; asked for once.
        cores: how many processes may print at once; with one, this process prints.

    Raises:
        LibraryError: a library of the system is missing.
        FieldError: what every document has filled in cannot be seen there.
        WorkerError: a process that prints ended by itself.
    """
    cores = min(cores, len(jobs))
    if cores <= 1:
        yield from _print_here(jobs, fonts)
        return
    # The longest first, or at the end one core would print a booklet and the others nothing.
    longest_first = sorted(jobs, key=lambda job: len(job.html), reverse=True)
    with ProcessPoolExecutor(
        cores,
        # The same on every system; a forked process would have the threads' locks of this one.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start_worker,
        initargs=(dict(fonts()),),
    ) as pool:
        running = {pool.submit(_print_in_worker, job): job for job in longest_first}
        try:
            for done in as_completed(running):
                yield running.pop(done), done.result()
        except BrokenProcessPool as error:
            raise WorkerError(STOPPED) from error
        finally:
            # Waited for: a process of the pool that outlives this one waits for work for ever.
            pool.shutdown(wait=True, cancel_futures=True)


def _print_here(
    jobs: Sequence[Job], fonts: Callable[[], Mapping[str, bytes]]
) -> Iterator[tuple[Job, Made | NotMade]]:
    from plainleaf.print.engine import Engine  # only what is not printed yet needs it

    engine = Engine(fonts()) if jobs else None
    for job in jobs:
        assert engine is not None
        yield job, _print(engine, job)


def _print(engine: Engine, job: Job) -> Made | NotMade:
    with _collected_afterwards():
        return _proved(engine, job)


@contextmanager
def _collected_afterwards() -> Iterator[None]:
    """Collect no garbage before a file is done: the collector looks at all of a layout each time.

    It takes a fifth of printing. What a layout leaves behind is collected before the next one.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
            gc.collect()


def _proved(engine: Engine, job: Job) -> Made | NotMade:
    from plainleaf.print.engine import PrintError
    from plainleaf.print.proof import first_fault

    try:
        laid = engine.pdf(
            *(job.html, job.parts, job.pictures, job.css, job.sheet),
            identifier=job.key,
            paper=job.paper,
        )
    except PrintError as error:
        return NotMade(str(error))
    except RecursionError:
        return NotMade("its blocks stand in one another too deeply")
    fault = first_fault(laid.data, job.html, job.parts, laid.cards)
    return NotMade(fault) if fault else Made(laid.data, laid.pages, laid.tails)


# --- in a process that prints ---

_engine: Engine | None = None


def _start_worker(fonts: Mapping[str, bytes]) -> None:
    global _engine  # a pool hands its processes nothing but what their first call leaves behind
    # Ctrl+C ends the process that asked, which ends this one without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from plainleaf.print.engine import Engine

    _engine = Engine(fonts)
    gc.freeze()  # what every file needs is no garbage, and need not be looked at again


def _print_in_worker(job: Job) -> Made | NotMade:
    assert _engine is not None
    return _print(_engine, job)
