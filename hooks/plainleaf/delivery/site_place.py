"""Where a finished site may not be put: over what it is made from, or over what is no site at all.

A build takes the place of the folder that stood there, with all that was in it. MkDocs compares
names only, and names lie: a link may lead into the sources, and a disk may be bound to a second
name. So places are compared as the disk knows them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from plainleaf.delivery.edition import FILE as EDITION

BESIDE: Final = ("new", "old", "lock")
"""What a build puts beside the site, as parts of hidden names."""
_OWN: Final = frozenset(("404.html", "assets", "index.html", "search"))
"""What a site held before there was `edition.json`, and what MkDocs and its theme write."""

_Identity = tuple[int, int]


def why_not(target: Path, project: Path, sources: Iterable[Path]) -> str:
    """Why a site may not be put somewhere, as a sentence; empty where it may.

    Args:
        target: where the site is to stand.
        project: the project's folder: the site may lie in it, and may not be or hold it.
        sources: folders that the site may neither be, nor hold, nor lie in.
    """
    place = Path(os.path.realpath(target))
    here = "" if place == Path(os.path.normpath(target.absolute())) else f" (it leads to {place})"
    for source in sources:
        if _is_or_holds(source, place) or _is_or_holds(place, source):
            return (
                f"{target}{here} would take the place of {source}, from which the site is made. "
                "Build into another folder: --site-dir site"
            )
    if _is_or_holds(place, project):
        return (
            f"{target}{here} would take the place of the project {project}. "
            "Build into another folder: --site-dir site"
        )
    beside = next(_unfit_beside(place), "")
    if beside:
        return beside
    if place.is_dir() and not _is_site(place):
        return (
            f"{target}{here} holds files, and no site of Plainleaf that a build could replace. "
            "Name an empty or a new folder, or delete what is in it."
        )
    return ""


def _is_or_holds(outer: Path, inner: Path) -> bool:
    """Whether a folder is or holds another, by whatever names."""
    wanted = _identity(outer)
    real = Path(os.path.realpath(inner))
    return wanted is not None and any(_identity(one) == wanted for one in (real, *real.parents))


def _identity(folder: Path) -> _Identity | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _unfit_beside(place: Path) -> Iterator[str]:
    for what in BESIDE:
        name = place.with_name(f".{place.name}.{what}")
        right = name.is_file() if what == "lock" else name.is_dir()
        if name.is_symlink() or (os.path.lexists(name) and not right):
            yield f"{name} is in the way: a build needs that name. Delete it, or rename it."


def _is_site(place: Path) -> bool:
    """Whether a folder is a finished site, or holds nothing that anybody would miss."""
    names = {entry.name for entry in place.iterdir() if not entry.name.startswith(".")}
    return not names or EDITION in names or names >= _OWN
