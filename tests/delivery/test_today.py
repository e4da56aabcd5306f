"""Which day a check compares with."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import small_site
from plainleaf.cli import CLEAN, FAILED, FOUND, main
from plainleaf.delivery.today import TimeError, ask_git, build_day, named_day, why_clock


def check(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "check", *arguments])


def a_clean_site(tmp_path: Path) -> Path:
    """The smallest site that has nothing to fix, due for a new look on 2027-11-21."""
    pages = [name for name in small_site.FILES if not name.startswith("_data/")]
    changes: dict[str, str | bytes | None] = dict.fromkeys(pages)
    changes["glossary.md"] = small_site.FILES["glossary.md"].replace("---\n\n", "---\n\nWords.\n\n")
    door = {"title": "In", "text": "Go.", "action": "Go", "page": "glossary.md", "icon": "family"}
    headings = ("What this site is", "In an emergency", "Find it fast")
    body = "".join(f"## {one}\n\nWords.\n\n" for one in headings)
    changes["index.md"] = small_site.page("home", "Leaves", f"Words.\n\n{body}", doors=[door])
    changes["_data/references.yml"] = "[]\n"
    return small_site.write(tmp_path, changes)


def test_a_day_has_a_name() -> None:
    assert named_day("2027-01-31") == date(2027, 1, 31)
    assert abs(named_day("now") - datetime.now(UTC).date()) <= timedelta(days=1)
    with pytest.raises(ValueError, match="tomorrow"):
        named_day("tomorrow")


def a_git(folder: Path, root: Path, answer: str) -> None:
    """Put a program named git into a folder that knows when the last commit was, and its files."""
    script = folder / "git"
    asked = f'[ "$*" = "-C {root} log -1 --format=%ct" ]'
    script.write_text(f"#!/bin/sh\n{asked} || {{ echo docs; exit; }}\n{answer}\n")
    script.chmod(0o755)


def test_the_day_is_the_one_that_the_environment_gives(tmp_path: Path) -> None:
    assert build_day(tmp_path, {"SOURCE_DATE_EPOCH": "1795219200"}) == date(2026, 11, 21)
    assert build_day(tmp_path, {"SOURCE_DATE_EPOCH": "0"}) == date(1970, 1, 1)
    # Days are those of UTC, wherever the build runs.
    assert build_day(tmp_path, {"SOURCE_DATE_EPOCH": "1795305599"}) == date(2026, 11, 21)


def test_else_the_day_of_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_git(tmp_path, tmp_path, "echo 1795219200")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert build_day(tmp_path, {}) == date(2026, 11, 21)


@pytest.mark.parametrize("answer", ["exit 128", "echo", "echo never", None])
def test_else_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str | None) -> None:
    if answer is not None:
        a_git(tmp_path, tmp_path, answer)
    monkeypatch.setenv("PATH", str(tmp_path))
    before = datetime.now(UTC).date()
    found = build_day(tmp_path, {})
    assert before <= found <= datetime.now(UTC).date()


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


@pytest.mark.parametrize("said", ["abc", "1e9", "1795219200.5", "9" * 20, "-1", " 1", "١"])
def test_what_is_no_time_is_refused(said: str, tmp_path: Path) -> None:
    with pytest.raises(TimeError, match="Give the seconds since 1970"):
        build_day(tmp_path, {"SOURCE_DATE_EPOCH": said})


def test_a_repository_around_the_project_is_not_asked(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@a.example"]
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True)

    git("init", "--quiet")
    (tmp_path / "other.txt").write_text("other")
    git("add", ".")
    git("commit", "--quiet", "--message", "one")
    project = tmp_path / "downloaded"
    (project / "docs").mkdir(parents=True)
    (project / "docs" / "index.md").write_text("ours")
    assert ask_git(project, "rev-parse", "HEAD") == ""
    assert "is another's" in why_clock(project, {})
    git("add", ".")
    git("commit", "--quiet", "--message", "two")
    assert len(ask_git(project, "rev-parse", "HEAD")) == 40
    assert why_clock(project, {}) == ""


def test_says_why_the_clock_is_taken(tmp_path: Path) -> None:
    assert "git says: fatal: not a git repository" in why_clock(tmp_path, {})
    assert why_clock(tmp_path, {"SOURCE_DATE_EPOCH": "1"}) == ""
    (tmp_path / ".git").write_text("gitdir: /nowhere\n")
    assert "git says: fatal:" in why_clock(tmp_path, {})
