"""Which day it is: for a build the day of its commit, for a release the day on the clock."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

NOW = "now"
"""What stands for the day on the clock, on the command line."""


def build_time(root: Path, environment: Mapping[str, str] = os.environ) -> datetime:
    """Return when a build counts as made, in UTC: SOURCE_DATE_EPOCH, else its commit, else now.

    So any commit builds the same on any later day.
    """
    time = _time_of(environment.get("SOURCE_DATE_EPOCH", ""))
    return time or _time_of(ask_git(root, "log", "-1", "--format=%ct")) or datetime.now(UTC)


def build_day(root: Path, environment: Mapping[str, str] = os.environ) -> date:
    """Return the day of `build_time`."""
    return build_time(root, environment).date()


def ask_git(root: Path, *arguments: str) -> str:
    """Return what git answers about a folder, without the line's end; empty where it cannot."""
    git = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(git, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):  # no git, or no commit yet
        return ""


def named_day(text: str) -> date:
    """Return the day that a person names: `now`, or a date such as 2027-01-31.

    Raises:
        ValueError: it is neither.
    """
    return datetime.now(UTC).date() if text == NOW else date.fromisoformat(text)


def _time_of(seconds: str) -> datetime | None:
    """Return a time in seconds since 1970, or None when it is no such time."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None
