"""Which editions of printed sheets a site has ever released: a list that the project keeps.

A sheet names its edition, and paper lives long. So each release adds its sheets to the list, and a
build tells of those that it does not print any more whether they are older or were taken back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from plainleaf.reading.disk import read_regular

KNOWN: Final = "sheets.json"
"""The list, in the project's folder."""
PRINTED: Final = "print/sheets.json"
"""The sheets of one build, in the finished site."""
EARLIER: Final = "print/earlier"
"""The folder of the finished site in which each page's earlier sheets are told."""
_FORMAT: Final = 1
_MOST: Final = 50_000_000
_CODE: Final = re.compile("[a-z0-9]{4,12}")


class SheetsError(ValueError):
    """Why a list of sheets cannot be read; a sentence for a person."""


@dataclass(frozen=True)
class Sheet:
    """One edition of one sheet."""

    edition: str
    name: str
    """The beginning of its files' names."""
    page: str
    """The page to which its code leads, as a path inside the site."""
    written: str
    """When its text was written, as 2027-01-31."""
    releases: tuple[int, ...] = ()
    """The serials of the releases that had it, in order; none of one that is not released."""


@dataclass(frozen=True)
class Earlier:
    """A sheet that is not printed any more."""

    sheet: Sheet
    why: str
    """Why it was taken back; empty for one that is only older."""


def sheets_json(sheets: Iterable[Sheet]) -> str:
    """Sheets as the text of a file, one on a line."""
    ordered = sorted(sheets, key=lambda one: (one.page, one.name, one.releases, one.edition))
    lines = ",\n".join(f" {json.dumps(asdict(one), ensure_ascii=False)}" for one in ordered)
    return f'{{"format": {_FORMAT}, "sheets": [\n{lines}\n]}}\n'


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets in a file; none where there is no such file.

    Raises:
        SheetsError: it is no such list.
    """
    if not path.exists():
        return ()
    try:
        raw = json.loads(read_regular(path, _MOST))
        if raw["format"] != _FORMAT:
            raise ValueError(f"its format is not {_FORMAT}")
        return tuple(_sheet(one) for one in raw["sheets"])
    except (OSError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise SheetsError(
            f"{path}: it is no list of sheets ({error!r}). Take it from an older commit."
        ) from error


def _sheet(raw: Any) -> Sheet:
    edition, name, page, written = (raw[one] for one in ("edition", "name", "page", "written"))
    if not all(isinstance(one, str) for one in (name, page)) or not _CODE.fullmatch(edition):
        raise ValueError(f"{raw!r} is no sheet")
    date.fromisoformat(written)
    releases = raw["releases"]
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in releases):
        raise ValueError(f"{releases!r} are no serials")
    return Sheet(edition, name, page, written, tuple(sorted(set(releases))))


def with_release(
    known: Iterable[Sheet], printed: Iterable[Sheet], serial: int
) -> tuple[Sheet, ...]:
    """What is known once a release has printed some sheets."""
    found = {(one.page, one.edition): one for one in known}
    for one in printed:
        before = found.get((one.page, one.edition))
        releases = {serial, *(before.releases if before else ())}
        found[one.page, one.edition] = Sheet(
            one.edition, one.name, one.page, one.written, tuple(sorted(releases))
        )
    return tuple(found.values())


def remember_sheets(root: Path, site: Path, serial: int) -> int:
    """Add what a finished site has printed to the project's list; returns how much was new.

    Raises:
        SheetsError: a list cannot be read.
        OSError: the project's one cannot be written.
    """
    known = read_sheets(root / KNOWN)
    after = with_release(known, read_sheets(site / PRINTED), serial)
    added = len(set(after) - set(known))
    if added:
        (root / KNOWN).write_text(sheets_json(after), encoding="utf-8", newline="\n")
    return added


def earlier_sheets(
    known: Iterable[Sheet], printed: Iterable[Sheet], withdrawn: Mapping[int, str]
) -> tuple[Earlier, ...]:
    """What is known and not printed any more.

    A sheet was taken back when every release that had it was; what is printed now never is, because
    whoever takes a release back changes the page that was wrong.

    Args:
        known: every sheet that was released.
        printed: those of this build.
        withdrawn: why each withdrawn release was withdrawn, by its serial.
    """
    now = {(one.page, one.edition) for one in printed}
    return tuple(
        Earlier(one, withdrawn[one.releases[-1]] if withdrawn.keys() >= {*one.releases} else "")
        for one in known
        if one.releases and (one.page, one.edition) not in now
    )


def earlier_script(told: Iterable[tuple[Earlier, str, Sequence[str]]]) -> str:
    """The earlier sheets of one page as a script, which browsers read from a folder, too.

    Args:
        told: each sheet, the day when it was written, in words, and what has changed since.
    """
    found = {
        one.sheet.edition: {"name": one.sheet.name, "why": one.why, "day": day, "since": [*since]}
        for one, day, since in told
    }
    # ASCII alone, and nothing that could end a script, wherever it is read.
    text = json.dumps(found, sort_keys=True).replace("<", "\\u003c")
    return f"window.earlierSheets={text};\n"
