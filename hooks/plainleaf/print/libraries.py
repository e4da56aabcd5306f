"""The programs that lay out text, which no Python package brings: is Pango there, and which one.

WeasyPrint loads Pango, HarfBuzz and Fontconfig from the system. This asks without importing
WeasyPrint: most builds find everything printed already and need none of it.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import functools
import importlib.metadata
import sys
from typing import Any, Final

_PANGO: Final = ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")
_HARFBUZZ: Final = ("libharfbuzz.so.0", "libharfbuzz.dylib", "libharfbuzz-0.dll")
_NEEDED: Final = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.dylib", "libgobject-2.0-0.dll"),
    "Pango": _PANGO,
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    "HarfBuzz": _HARFBUZZ,
    # WeasyPrint starts without it, and then complains of every font of every sheet.
    "HarfBuzz-Subset": (
        *("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", "libharfbuzz-subset-0.dll"),
    ),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.dylib", "libfontconfig-1.dll"),
}
_OLDEST_HARFBUZZ: Final = (4, 1, 0)
"""The first that WeasyPrint cuts fonts with."""
_PACKAGES: Final = (
    *("weasyprint", "pydyf", "tinyhtml5", "tinycss2", "cssselect2", "fonttools"),
    *("fontpkg-atkinson-hyperlegible", "fontpkg-noto-sans"),
    *("pikepdf", "selectolax"),  # they prove what was printed
)
_EXTRA: Final = ("weasyprint", "pikepdf", "segno", "pypdfium2")
"""What only the extra `print` brings; checks and pages need none of it."""
WEASYPRINT: Final = "70.0"
"""The one version of WeasyPrint whose inside `tagging` and `once` know."""

INSTALL: Final = """\
Printing needs Pango and HarfBuzz, which lay out the text of the PDFs. Install them:
  Debian, Ubuntu  sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  macOS           brew install pango
  Windows         install MSYS2, then in its shell: pacman -S mingw-w64-ucrt-x86_64-pango
                  and add C:\\msys64\\ucrt64\\bin to PATH
Or build the site without its PDFs: make site PRINT=0 (without make: set PRINT=0 first)."""
"""What to do without one of them. Windows and macOS are WeasyPrint's own instructions."""


class LibraryError(RuntimeError):
    """What lays out text is missing; the message says how to install it."""


def check_packages() -> None:
    """Make sure that the packages of the extra `print` are installed, before any is imported.

    Raises:
        LibraryError: one is missing, or WeasyPrint is not the one version; says what to install.
    """
    found = {name: _installed(name) for name in _EXTRA}
    lacking = ", ".join(name for name, version in found.items() if version is None)
    if lacking:
        raise LibraryError(
            f"Printing needs {lacking}: install the extra print (plainleaf[print]), "
            "or build without PDFs: PRINT=0."
        )
    if found["weasyprint"] != WEASYPRINT:
        raise LibraryError(
            f"Printing needs exactly WeasyPrint {WEASYPRINT}, and {found['weasyprint']} is "
            f"installed: install weasyprint=={WEASYPRINT}, or build without PDFs: PRINT=0."
        )


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


@functools.cache
def versions() -> tuple[str, ...]:
    """The name and version of everything that lays out a PDF, or proves it.

    Raises:
        LibraryError: a library is missing or too old; the message names it.
    """
    packages = (f"{name} {importlib.metadata.version(name)}" for name in _PACKAGES)
    python = f"python {sys.version_info[0]}.{sys.version_info[1]}"
    return (*_system_versions(), python, *packages)


def _system_versions() -> tuple[str, str]:
    """The versions of Pango and HarfBuzz; needs no package, so it runs before set-up."""
    missing = tuple(name for name, files in _NEEDED.items() if _load(files) is None)
    pango, harfbuzz = _load(_PANGO), _load(_HARFBUZZ)
    if missing or pango is None or harfbuzz is None:
        raise LibraryError(f"Missing here: {', '.join(missing)}.\n{INSTALL}")
    version = _told(harfbuzz.hb_version_string)
    if not harfbuzz.hb_version_atleast(*_OLDEST_HARFBUZZ):
        oldest = ".".join(map(str, _OLDEST_HARFBUZZ))
        raise LibraryError(f"HarfBuzz here is {version}; {oldest} or newer is needed.\n{INSTALL}")
    return f"pango {_told(pango.pango_version_string)}", f"harfbuzz {version}"


def _told(function: Any) -> str:
    function.restype = ctypes.c_char_p
    text: bytes = function()
    return text.decode()


def _main() -> int:
    """Say whether everything is there; `.ci/packages` asks, with the Python of the system."""
    try:
        _system_versions()
    except LibraryError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _load(names: tuple[str, ...]) -> ctypes.CDLL | None:
    # As WeasyPrint looks for them: by the names of Linux, macOS and Windows in turn.
    for name in names:
        try:
            return ctypes.CDLL(ctypes.util.find_library(name) or name)
        except OSError:
            continue
    return None


if __name__ == "__main__":
    sys.exit(_main())
