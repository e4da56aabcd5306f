"""Puts all that a clinic hands out of a condition into one file: leaflet, pocket card, parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from plainleaf.model.words import words
from plainleaf.print.documents import Document, HandoutSet
from plainleaf.print.formats import Format
from plainleaf.print.joined import Part, joined, unlike_parts
from plainleaf.print.printer import Failed, Printed
from plainleaf.rendering.store import Kept, Store, key_of

_FEWEST: Final = 2
"""How many documents make a set."""


def print_sets(
    named: Iterable[HandoutSet], printed: Sequence[Printed], store: Store
) -> Iterator[Printed | Failed]:
    """The set of each condition in each format, from files that are printed already.

    Args:
        named: the sets.
        printed: the printed files.
        store: where printed files are kept.
    """
    for one in named:
        held: dict[Format, list[Printed]] = {}
        for file in printed:
            if file.document.in_set == one.name:
                held.setdefault(file.format, []).append(file)
        for sheet, parts in held.items():
            if len(parts) >= _FEWEST:
                parts.sort(key=lambda part: _place(one, part.document))
                yield _set(_document(one, parts), one.title, sheet, parts, store)


def _place(of: HandoutSet, document: Document) -> int:
    """Where a document stands: leaflet and card first, then the pages as the guide has them."""
    src = document.pages[0]
    is_page = document.pages == document.offered_by and not document.label
    return of.order.index(src) if is_page and src in of.order else -1


def _document(of: HandoutSet, parts: Sequence[Printed]) -> Document:
    pages = dict.fromkeys(page for one in parts for page in one.document.pages)
    is_checked_first = any(one.document.use == "checked" for one in parts)
    return Document(
        *(of.name, tuple(pages), (of.src,), "", ()),
        label=words().paper.set,
        use="checked" if is_checked_first else "talk",
    )


def _set(
    document: Document, title: str, sheet: Format, parts: Sequence[Printed], store: Store
) -> Printed | Failed:
    called = words().sheet.set_title.format(title=title)
    about = words().sheet.set_about.format(title=title, number=len(parts))
    # The name of a kept file is the hash of all that it was made from.
    key = key_of(__file__, ("pikepdf",), called, about, [one.kept.file.stem for one in parts])
    kept = store.get(key)
    if kept is None:
        made = _made([_part(one) for one in parts], called, about, key, store)
        if isinstance(made, str):
            return Failed(document, sheet, made)
        kept = made
    return Printed(document, sheet, kept)


def _made(parts: Sequence[Part], title: str, about: str, key: str, store: Store) -> Kept | str:
    whole = joined(parts, title, about)
    fault = unlike_parts(whole.data, parts)
    return fault or store.put(key, whole.data, pages=whole.pages)


def _part(one: Printed) -> Part:
    return Part(one.document.label or one.document.name, one.kept.file.read_bytes())
