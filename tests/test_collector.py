"""The garbage collector is paused, and goes on afterwards; for a build it looks seldom."""

from __future__ import annotations

import gc

import pytest

from plainleaf.collector import SELDOM, collect_seldom, collector_paused


def test_it_pauses_and_goes_on() -> None:
    assert gc.isenabled()
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(KeyError), collector_paused():
        raise KeyError
    assert gc.isenabled()


def test_it_stays_paused_for_whoever_paused_it_before() -> None:
    with collector_paused():
        with collector_paused():
            pass
        assert not gc.isenabled()


def test_it_looks_seldom_and_still_looks() -> None:
    before = gc.get_threshold()
    try:
        collect_seldom()
        assert gc.isenabled()
        assert gc.get_threshold() == (SELDOM, *before[1:])
    finally:
        gc.set_threshold(*before)
