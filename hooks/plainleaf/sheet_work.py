"""What a build tells of printed sheets: those that it prints, and the earlier ones of each page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from plainleaf.delivery.known_sheets import (
    Sheet,
    earlier_script,
    earlier_sheets,
)
from plainleaf.reading.content import Content
from plainleaf.rendering.navigation import page_url
from plainleaf.rendering.view import in_words

if TYPE_CHECKING:
    from plainleaf.print.documents import Document


def printed_sheets(documents: Iterable[Document]) -> tuple[Sheet, ...]:
    """The sheets of documents, each once, whatever formats it is printed in."""
    return tuple(
        Sheet(one.edition, one.name, page_url(one.leads_to), one.written.isoformat())
        for one in documents
        if one.written is not None
    )


def earlier_files(
    content: Content,
    documents: Iterable[Document],
    known: Iterable[Sheet],
    withdrawn: Mapping[int, str],
) -> Mapping[str, tuple[str, bytes]]:
    """The script that tells the earlier sheets of each page, by the page: name and bytes.

    The names are paths inside the folder of these scripts.

    Of a case it is not told what has changed since: that may name what it is about.

    Args:
        content: the site's source.
        documents: what is printed now.
        known: every sheet that was released.
        withdrawn: why each withdrawn release was withdrawn, by its serial.
    """
    listed = tuple(documents)
    pages = {one.name: one.pages for one in listed}
    earlier = earlier_sheets(known, printed_sheets(listed), withdrawn)
    found = {}
    for src, page in content.pages.items():
        url = page_url(src)
        hides = page.kind is not None and page.kind.hides_condition
        told = [
            (
                one,
                in_words(date.fromisoformat(one.sheet.written)),
                () if hides else _since(content, pages.get(one.sheet.name, (src,)), one.sheet),
            )
            for one in earlier
            if one.sheet.page == url
        ]
        if told:
            name = f"{url.removesuffix('.html')}.js"
            found[src] = name, earlier_script(told).encode()
    return found


def _since(content: Content, pages: Iterable[str], sheet: Sheet) -> tuple[str, ...]:
    """What the change logs of pages say that was done after a sheet was written, oldest first."""
    metas = [content.pages[src].meta for src in pages]
    changes = {
        (one.date, one.what)
        for meta in metas
        if meta is not None
        for one in meta.changes
        if one.date.isoformat() > sheet.written
    }
    return tuple(f"{in_words(day)}: {what}" for day, what in sorted(changes))
