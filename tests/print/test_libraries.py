"""Is Pango there, and what is said when it is not."""

from __future__ import annotations

import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from plainleaf.print import libraries


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    libraries.versions.cache_clear()
    yield
    libraries.versions.cache_clear()


def test_everything_that_lays_out_a_page_is_named_with_its_version() -> None:
    names = [one.partition(" ")[0] for one in libraries.versions()]
    assert {"pango", "harfbuzz", "weasyprint", "fontpkg-atkinson-hyperlegible"} <= set(names)
    assert all(one.partition(" ")[2] for one in libraries.versions())


def test_everything_that_weasyprint_opens_is_asked_for() -> None:
    """What it can do without is drawing with vectors, which no sheet needs."""
    source = inspect.getsource(importlib.import_module("weasyprint.text.ffi"))
    opened = set(re.findall(r"'(lib[^']+\.so\.\d+)'", source)) - {"libharfbuzz-vector.so.0"}
    assert opened == {names[0] for names in libraries._NEEDED.values()}


@pytest.mark.parametrize("missing", libraries._NEEDED)
def test_without_a_library_one_message_says_what_to_install(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    load, gone = libraries._load, libraries._NEEDED[missing]
    monkeypatch.setattr(libraries, "_load", lambda names: None if names == gone else load(names))
    with pytest.raises(libraries.LibraryError) as caught:
        libraries.versions()
    assert str(caught.value).startswith(f"Missing here: {missing}.\n")
    for words in ("apt-get install libpango-1.0-0", "brew install pango", "MSYS2", "PRINT=0"):
        assert words in str(caught.value)
    assert libraries._main() == 1
    assert capsys.readouterr().err.count("Debian") == 1


def test_a_harfbuzz_that_cannot_cut_fonts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "_OLDEST_HARFBUZZ", (999, 0, 0))
    with pytest.raises(libraries.LibraryError, match=r"HarfBuzz here is .*; 999\.0\.0 or newer"):
        libraries.versions()


def test_it_can_be_asked_before_anything_is_installed() -> None:
    """As `.ci/packages` does, with a Python that has no package."""
    command = [sys.executable, "-I", "-S", libraries.__file__]
    assert subprocess.run(command, check=False).returncode == 0
