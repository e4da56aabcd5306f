"""Is Pango there, and what is said when it is not."""

from __future__ import annotations

import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plainleaf.print import libraries

MakeProject = Callable[..., Path]


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


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (
            {"pikepdf": None, "segno": None},
            "Printing needs pikepdf, segno: install the",
        ),
        ({"weasyprint": "71.0"}, f"exactly WeasyPrint {libraries.WEASYPRINT}, and 71.0 is"),
    ],
)
def test_without_the_packages_of_print_one_sentence_says_so(
    found: dict[str, str | None], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    libraries.check_packages()  # here all are
    installed = libraries._installed
    monkeypatch.setattr(libraries, "_installed", lambda name: found.get(name, installed(name)))
    with pytest.raises(libraries.LibraryError, match=re.escape(told)) as caught:
        libraries.check_packages()
    assert "PRINT=0" in str(caught.value)
    assert "\n" not in str(caught.value)


WITHOUT = """
import sys

class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in sys.argv[1].split(","):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Gone())
import plainleaf_mkdocs.plugin
from plainleaf.cli import main
sys.exit(main(["--root", sys.argv[2], "check"]))
"""


def test_checks_and_the_steps_of_a_build_need_no_extra(make_project: MakeProject) -> None:
    extras = "weasyprint,pydyf,tinyhtml5,pikepdf,segno,pypdfium2,pydicom,numpy,gdcm"
    command = [sys.executable, "-c", WITHOUT, extras, str(make_project())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "Nothing to fix.\n")


def test_it_can_be_asked_before_anything_is_installed() -> None:
    """As `.ci/packages` does, with a Python that has no package."""
    command = [sys.executable, "-I", "-S", libraries.__file__]
    assert subprocess.run(command, check=False).returncode == 0
