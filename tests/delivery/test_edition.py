"""Which edition a build makes, and how its file is read."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from plainleaf.delivery.edition import (
    ExpiryError,
    edition_json,
    last_day,
    make_edition,
    read_edition,
)


@pytest.mark.parametrize(
    ("days", "day"), [(None, None), (1, date(2027, 1, 1)), (365, date(2027, 12, 31))]
)
def test_a_copy_is_current_for_so_many_days(days: object, day: date | None) -> None:
    assert last_day(date(2026, 12, 31), days) == day


@pytest.mark.parametrize("days", [0, -1, True, "180", 1.5, [], 10**6])
def test_anything_but_days_is_refused(days: object) -> None:
    with pytest.raises(ExpiryError, match=r"^mkdocs.yml: extra.expires_after is .* such as 180"):
        last_day(date(2026, 12, 31), days)


def test_an_edition_is_told_by_its_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@a.example"]
        day = {"GIT_COMMITTER_DATE": "2027-01-31T23:59:58+00:00", "PATH": "/usr/bin:/bin"}
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, env=day, check=True)

    git("init", "--quiet")
    (tmp_path / "page.md").write_text("one")
    git("add", ".")
    git("commit", "--quiet", "--message", "one")
    made = make_edition(tmp_path, "Leaf", "https://leaf.example/", date(2027, 7, 1))
    assert (made.serial, made.content_date) == (20270131235958, "2027-01-31")
    assert made.expires == "2027-07-01"
    assert made.commit is not None
    assert len(made.commit) == 40

    (tmp_path / "page.md").write_text("two")
    changed = make_edition(tmp_path, "Leaf", "", None)
    assert changed.commit == f"{made.commit}+changes"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    assert make_edition(tmp_path, "Leaf", "", None).serial == 20261121000000

    (tmp_path / "edition.json").write_text(edition_json(made))
    assert read_edition(tmp_path) == made


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "site": ""}'])
def test_another_file_is_no_edition(tmp_path: Path, text: str) -> None:
    (tmp_path / "edition.json").write_text(text)
    with pytest.raises(ValueError, match=r"."):
        read_edition(tmp_path)
