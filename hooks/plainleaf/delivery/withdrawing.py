"""Releases that the publisher takes back: a list in the project, signed for those who mirror.

The list stands in the project, so that every later bundle brings it; `plainleaf withdraw` adds to
it and signs it at once, because what has to be taken back does not wait for the next release.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from plainleaf.delivery.mirror import WITHDRAWN, Refused, read_withdrawn, withdrawn_json
from plainleaf.delivery.release import ReleaseError, sign
from plainleaf.reading.disk import read_regular

_MOST: Final = 1 << 20


def withdrawn_releases(root: Path) -> Mapping[int, str]:
    """Why each withdrawn release was withdrawn, by its serial; nothing where there is no list.

    Raises:
        ReleaseError: the list cannot be read.
    """
    path = root / WITHDRAWN
    if not path.exists():
        return {}
    try:
        return read_withdrawn(read_regular(path, _MOST))
    except (Refused, OSError) as error:
        raise ReleaseError(f"{path}: {error} Fix it, or take it from an older commit.") from error


def withdraw(root: Path, serials: list[int], why: str) -> str:
    """Add releases to the project's list; returns its text.

    Args:
        root: the project.
        serials: which ones.
        why: one sentence for those who mirror.

    Raises:
        ReleaseError: a serial or the sentence is not valid, or the list cannot be read.
        OSError: it cannot be written.
    """
    known = withdrawn_releases(root)
    text = withdrawn_json({**known, **dict.fromkeys(serials, " ".join(why.split()))})
    try:
        read_withdrawn(text.encode())
    except Refused as error:
        raise ReleaseError(
            f"{error} Give serials of 14 digits, as a bundle's name ends, and one sentence."
        ) from error
    (root / WITHDRAWN).write_text(text, encoding="utf-8")
    return text


def write_signed(text: str, folder: Path, key: Path) -> Path:
    """Write a list and its signature into a folder; returns the list's path.

    Raises:
        ReleaseError: it cannot be signed.
        OSError: it cannot be written.
    """
    signature = sign(text.encode(), key)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / WITHDRAWN
    path.write_text(text, encoding="utf-8")
    path.with_name(f"{WITHDRAWN}.sig").write_bytes(signature)
    return path
