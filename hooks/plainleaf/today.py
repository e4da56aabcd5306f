"""Which day it is: for a build the day of its commit, for a release the day on the clock."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

NOW = "now"
"""What stands for the day on the clock, on the command line."""


def build_day(root: Path, environment: Mapping[str, str] = os.environ) -> date:
    """Return the day a build counts as: SOURCE_DATE_EPOCH, else the commit's day, else today.

    So any commit builds the same on any later day.
    """
    git = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    day = _day_of(environment.get("SOURCE_DATE_EPOCH", ""))
    if day is None:
        try:
            found = subprocess.run(git, capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):  # no git, or no commit yet
            found = ""
        day = _day_of(found)
    return day or datetime.now(UTC).date()


def named_day(text: str) -> date:
    """Return the day that a person names: `now`, or a date such as 2027-01-31.

    Raises:
        ValueError: it is neither.
    """
    return datetime.now(UTC).date() if text == NOW else date.fromisoformat(text)


def _day_of(seconds: str) -> date | None:
    """Return the day (UTC) of a time in seconds since 1970, or None when it is no such time."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
