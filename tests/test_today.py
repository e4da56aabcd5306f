"""Which day a check compares with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import small_site
from plainleaf.cli import CLEAN, FAILED, FOUND, main
from plainleaf.today import build_day, named_day


def check(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "check", *arguments])


def a_clean_site(tmp_path: Path) -> Path:
    """The smallest site that has nothing to mend, due for a new look on 2027-11-21."""
    pages = [name for name in small_site.FILES if not name.startswith("_data/")]
    changes: dict[str, str | bytes | None] = dict.fromkeys(pages)
    changes["glossary.md"] = small_site.FILES["glossary.md"].replace("---\n\n", "---\n\nWords.\n\n")
    changes["_data/references.yml"] = "[]\n"
    return small_site.write(tmp_path, changes)


def test_a_day_has_a_name() -> None:
    assert named_day("2027-01-31") == date(2027, 1, 31)
    assert abs(named_day("now") - datetime.now(UTC).date()) <= timedelta(days=1)
    with pytest.raises(ValueError, match="tomorrow"):
        named_day("tomorrow")


def test_a_build_counts_as_the_day_it_is_told(tmp_path: Path) -> None:
    assert build_day(tmp_path, {"SOURCE_DATE_EPOCH": "1795219200"}) == date(2026, 11, 21)


def test_a_page_is_overdue_by_the_day_that_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = a_clean_site(tmp_path)
    assert check(root, "--today", "2027-11-21") == CLEAN, capsys.readouterr().out
    assert check(root, "--today", "2027-11-22") == FOUND
    assert "docs/glossary.md:6:1: warning PL811" in capsys.readouterr().out


def test_a_check_without_a_day_counts_as_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = a_clean_site(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    assert check(root) == CLEAN
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert check(root) == FOUND


def test_what_is_no_day_cannot_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(a_clean_site(tmp_path), "--today", "tomorrow") == FAILED
    assert capsys.readouterr().err == "plainleaf: 'tomorrow' is no day such as 2027-01-31.\n"
