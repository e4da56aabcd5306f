"""Is Pango there, and what is said when it is not."""

from __future__ import annotations

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


@pytest.mark.parametrize("missing", ["libpango-1.0", "libharfbuzz", "libfontconfig"])
def test_without_a_library_one_message_says_what_to_install(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    load = libraries._load
    monkeypatch.setattr(
        libraries, "_load", lambda names: None if names[0].startswith(missing) else load(names)
    )
    with pytest.raises(libraries.LibraryError) as caught:
        libraries.versions()
    for words in ("apt-get install libpango-1.0-0", "brew install pango", "MSYS2", "PRINT=0"):
        assert words in str(caught.value)
    assert libraries._main() == 1
    assert capsys.readouterr().err.count("Debian") == 1
