"""What was checked is what is published: compares a finished site with what the checks have read.

Pages are rendered from the text that was read. Other files of docs/ are copied by whatever builds
the site, so the copies are compared with the hashes of the bytes that were checked. Nothing here
can be outrun: the copies lie in a folder that nobody else writes into.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from plainleaf.model.site_facts import FileFact
from plainleaf.reading.content import Content
from plainleaf.reading.disk import ChangedError, read_regular


def text_of(content: Content, src: str) -> str | None:
    """The text of a page as it was checked; None when no such page was read.

    A page that cannot be read is empty: its findings stop a build, and a preview shows them.
    """
    page = content.pages.get(src)
    if page is None:
        return None
    return "\n".join(page.lines) if page.readable else ""


def unknown_files(content: Content, names: Iterable[str]) -> Iterator[str]:
    """Yield which files, by their paths inside docs/, were not there when the content was read."""
    known = {one.src for one in content.files} | content.pages.keys()
    return (name for name in names if name not in known)


def changed_files(
    files: Iterable[FileFact], published: Collection[str], site: Path
) -> Iterator[str]:
    """Yield the files of docs/ (paths there) whose copies in a site are not what was checked.

    Args:
        files: what the checks have read.
        published: the files that were copied, by the same paths.
        site: the finished site.
    """
    for one in files:
        if not one.is_page and one.src in published and one.digest != _digest(site / one.src):
            yield one.path


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(read_regular(file)).hexdigest()
    except OSError:
        return "unreadable"


def checked_picture(file: Path, digest: str) -> bytes:
    """The bytes of a picture whose hash is known.

    Raises:
        ChangedError: it has another one now.
        OSError: as `read_regular`.
    """
    data = read_regular(file)
    if hashlib.sha256(data).hexdigest() != digest:
        raise ChangedError(file)
    return data
