"""Which edition of the site a build makes: its serial, its dates, the commit it is made from.

It stands in the finished site as `edition.json`, so that a copy can be told from the original and
an older copy from a newer one, wherever it lies.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from plainleaf.delivery.today import ask_git, build_time
from plainleaf.reading.disk import read_words

FILE: Final = "edition.json"
"""Its file, at the top of the finished site."""
_FORMAT: Final = 1


@dataclass(frozen=True)
class Edition:
    """One edition of one site."""

    site: str
    """What the site is called."""
    address: str
    """Its public address, with a slash at its end; empty while there is none."""
    serial: int
    """When it was made, in UTC, as YYYYMMDDhhmmss: a later edition has a higher one."""
    content_date: str
    """The day of its content, as 2027-01-31."""
    expires: str | None
    """The last day on which a copy may be taken for current; None for one that never expires."""
    commit: str | None
    """The commit it is made from; `+changes` follows where files differed from it."""


class ExpiryError(ValueError):
    """Why `extra.expires_after` says nothing; a sentence for a person."""


def last_day(made: date, days: Any) -> date | None:
    """The last day on which a copy is current.

    Args:
        made: the day of the content.
        days: how many days it may be used, as the configuration has it; None for ever.

    Raises:
        ExpiryError: it is no number of days.
    """
    if days is None:
        return None
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= 3660:
        raise ExpiryError(
            f"mkdocs.yml: extra.expires_after is {days!r}. Write after how many days a copy is "
            "too old, such as 180, or leave it out."
        )
    return made + timedelta(days=days)


def make_edition(root: Path, site: str, address: str, expires: date | None) -> Edition:
    """The edition that a build of a project makes now."""
    made = build_time(root)
    return Edition(
        site=site,
        address=address,
        serial=int(made.strftime("%Y%m%d%H%M%S")),
        content_date=made.date().isoformat(),
        expires=expires.isoformat() if expires else None,
        commit=_commit(root),
    )


def _commit(root: Path) -> str | None:
    commit = ask_git(root, "rev-parse", "HEAD")
    if not commit:
        return None
    return f"{commit}+changes" if ask_git(root, "status", "--porcelain") else commit


def edition_json(edition: Edition) -> str:
    """An edition as the text of its file."""
    return json.dumps({"format": _FORMAT, **asdict(edition)}, indent=2, ensure_ascii=False) + "\n"


def read_edition(site: Path) -> Edition:
    """Read the edition that a finished site is.

    Raises:
        OSError: there is no such file.
        ValueError: it holds something else.
    """
    data = json.loads(read_words(site / FILE))
    if not isinstance(data, dict) or data.pop("format", None) != _FORMAT:
        raise ValueError(f"{FILE} has another format.")
    try:
        return Edition(**data)
    except TypeError as error:
        raise ValueError(f"{FILE} has other fields.") from error
