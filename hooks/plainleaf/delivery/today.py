"""Which day it is: for a build the day of its commit, for a release the day on the clock."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

NOW = "now"
"""What stands for the day on the clock, on the command line."""


_LAST_TIME = ("log", "-1", "--format=%ct")


class TimeError(Exception):
    """Why nobody knows when a build is made; a sentence for a person."""


def build_time(root: Path, environment: Mapping[str, str] = os.environ) -> datetime:
    """When a build counts as made, in UTC: SOURCE_DATE_EPOCH, else its commit, else now.

    So any commit builds the same on any later day.

    Raises:
        TimeError: SOURCE_DATE_EPOCH is no such time.
    """
    said = environment.get("SOURCE_DATE_EPOCH", "")
    if said:
        time = _time_of(said) if said.isascii() and said.isdigit() else None
        if time is None:
            raise TimeError(
                f"SOURCE_DATE_EPOCH is {said[:40]!r}. Give the seconds since 1970, such as "
                "1795219200, or unset it."
            )
        return time
    return _time_of(ask_git(root, *_LAST_TIME)) or datetime.now(UTC)


def build_day(root: Path, environment: Mapping[str, str] = os.environ) -> date:
    """The day of `build_time`."""
    return build_time(root, environment).date()


def why_clock(root: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Why a build counts as made now, as the end of a sentence; empty where it does not.

    Two such builds of the same content differ.
    """
    if environment.get("SOURCE_DATE_EPOCH"):
        return ""
    done = _git(root, *_LAST_TIME)
    if done is None:
        return "git is not installed"
    if done.returncode:
        said = done.stderr.strip().splitlines()
        return f"git says: {said[0]}" if said else "git does not answer"
    return "" if _is_kept_by_git(root) else "the git repository around this folder is another's"


def ask_git(root: Path, *arguments: str) -> str:
    """What git answers about a project, without the line's end; empty where it cannot.

    A repository that only lies around the project, as when a ZIP was unpacked in it, is not asked:
    its commits are of other content.
    """
    done = _git(root, *arguments)
    if done is None or done.returncode or not _is_kept_by_git(root):  # no git, or no commit yet
        return ""
    return done.stdout.strip()


def _is_kept_by_git(root: Path) -> bool:
    done = _git(root, "ls-files", "--error-unmatch", "--", ".")
    return done is not None and done.returncode == 0


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str] | None:
    git = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(
            git, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
        )
    except OSError:
        return None


def named_day(text: str) -> date:
    """The day that a person names: `now`, or a date such as 2027-01-31.

    Raises:
        ValueError: it is neither.
    """
    return datetime.now(UTC).date() if text == NOW else date.fromisoformat(text)


def _time_of(seconds: str) -> datetime | None:
    """A time in seconds since 1970, or None when it is no such time."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None
