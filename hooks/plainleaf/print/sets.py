"""Puts all that a clinic hands out of a condition into one file: leaflet, pocket card, parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from plainleaf.model.words import words
from plainleaf.print.documents import Document
from plainleaf.print.formats import Format
from plainleaf.print.joined import Part, joined, unlike_parts
from plainleaf.print.printer import Failed, Printed
from plainleaf.rendering.store import Kept, Store, key_of

_FEWEST: Final = 2
"""How many documents make a set."""


def print_sets(
    named: Iterable[tuple[str, str, str]], printed: Sequence[Printed], store: Store
) -> Iterator[Printed | Failed]:
    """The set of each condition in each format, from files that are printed already.

    Args:
        named: the name of each set, the page that offers it, and the title of its condition.
        printed: the printed files.
        store: where printed files are kept.
    """
    for name, src, title in named:
        held: dict[Format, list[Printed]] = {}
        for one in printed:
            if one.document.in_set == name:
                held.setdefault(one.format, []).append(one)
        for sheet, parts in held.items():
            if len(parts) >= _FEWEST:
                yield _set(_document(name, src, parts), title, sheet, parts, store)


def _document(name: str, src: str, parts: Sequence[Printed]) -> Document:
    pages = dict.fromkeys(page for one in parts for page in one.document.pages)
    is_checked_first = any(one.document.use == "checked" for one in parts)
    return Document(
        *(name, tuple(pages), (src,), "", ()),
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
