"""Printing on all cores: the same bytes as on one, and one message when a process is ended."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Mapping

import pytest

from plainleaf.print.formats import FORMATS
from plainleaf.print.printer import style_sheet
from plainleaf.print.transform import DocumentPart
from plainleaf.print.workers import Job, Made, NotMade, WorkerError, print_all
from plainleaf.rendering.fonts import print_fonts

HTML = (
    '<!doctype html><html lang="en"><head><title>{0}</title></head>'
    '<body><h1>{0}</h1><div data-part="0"><p>{1}</p></div></body></html>'
)


def job(name: str, text: str = "Text.") -> Job:
    html = HTML.format(name, text)
    return Job(name, html, (DocumentPart(),), {}, style_sheet(), FORMATS[0])


def made(jobs: list[Job], cores: int) -> dict[str, Made | NotMade]:
    return {one.key: what for one, what in print_all(jobs, print_fonts, cores)}


def test_each_process_gives_the_bytes_that_this_one_gives() -> None:
    jobs = [job("a"), job("b", "Other. " * 400), job("c", "骨"), job("d", "Last.")]
    here, there = made(jobs, 1), made(jobs, 2)
    assert here == there
    assert isinstance(here["c"], NotMade)
    assert "骨" in here["c"].reason
    assert isinstance(here["b"], Made)
    assert here["b"].pages > 1


def test_nothing_to_print_starts_nothing() -> None:
    def no_fonts() -> Mapping[str, bytes]:
        raise AssertionError("asked for fonts")

    assert list(print_all([], no_fonts, 2)) == []


def test_a_process_that_is_killed_ends_printing_with_one_message() -> None:
    running = print_all([job(str(n), "Text. " * 300) for n in range(8)], print_fonts, 2)
    next(running)
    for child in multiprocessing.active_children():
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
    with pytest.raises(WorkerError, match="Free some memory"):
        list(running)
