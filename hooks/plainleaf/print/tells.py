"""What a printed case tells before its answers: to whoever opens it, lists it or listens to it."""

from __future__ import annotations

from collections.abc import Iterator, Set
from io import BytesIO
from typing import Any

import pikepdf

from plainleaf.print.differences import folded
from plainleaf.print.reading import read_pdf


def told_before(data: bytes, answers: str, choices: frozenset[str]) -> tuple[str, ...]:
    """Everything that a printed case tells before its answers.

    Every string in it but those of the sheets from the heading of the answers on: metadata,
    bookmarks, names of files, layers, fields and sheets, notes, scripts; and the text, the names of
    places and the links of the sheets before.

    Args:
        data: the file.
        answers: the heading that the answers begin with; empty for none.
        choices: what the questions let a reader choose from; it may name the answer.

    Raises:
        PrintReadingError: the text cannot be read back.
    """
    pieces = read_pdf(data).pieces
    ends = (
        place
        for place, one in enumerate(pieces)
        if one.kind == "h2" and one.text == folded(answers)
    )
    end = next(ends, len(pieces))
    last = pieces[end].sheet if end < len(pieces) else 0
    known = {folded(one) for one in choices}
    before = [one for one in pieces[:end] if one.text not in known]
    said = [text for one in before for text in (one.words or one.said, one.alt) if text]
    with pikepdf.open(BytesIO(data)) as file:
        around = (*_around(file), *_strings(file, last))
        return (*said, *around, *_places(file, last), *_links(file, last))


def told_around(data: bytes) -> tuple[str, ...]:
    """What a printed file says of itself: its metadata, its bookmarks, the names of files in it."""
    with pikepdf.open(BytesIO(data)) as file:
        return tuple(_around(file))


def _strings(file: pikepdf.Pdf, last: int) -> Iterator[str]:
    """Every string of a file but those of sheets from the answers on, and of places."""
    after = file.pages[last - 1 :] if last else []
    sheets = {one.obj.objgen for one in after}
    skipped = sheets | {mark.objgen for one in after for mark in one.obj.get("/Annots", [])}
    held: list[Any] = list(file.objects)
    for one in held:
        if one is None:  # an object that was taken out
            continue
        is_later = isinstance(one, pikepdf.Dictionary) and one.get("/Pg", one).objgen in sheets
        if not is_later and one.objgen not in skipped:
            yield from _held(one, skipped)


def _held(one: Any, skipped: Set[tuple[int, int]]) -> Iterator[str]:
    """The strings in an object, not of those that it only refers to; without names of places."""
    if isinstance(one, pikepdf.String):
        yield str(one)
    elif isinstance(one, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
        named = not isinstance(one, pikepdf.Array)
        inner = [part for name, part in one.items() if name != "/Dests"] if named else list(one)
        for part in inner:
            if not getattr(part, "is_indirect", False):
                yield from _held(part, skipped)


def _around(file: pikepdf.Pdf) -> Iterator[str]:
    yield from (str(value) for value in file.docinfo.values())
    if "/Metadata" in file.Root:
        yield bytes(file.Root.Metadata.read_bytes()).decode("utf-8", "replace")
    yield from file.attachments
    with file.open_outline() as outline:
        waiting = list(outline.root)
        while waiting:
            one = waiting.pop()
            yield one.title
            waiting += one.children


def _places(file: pikepdf.Pdf, last: int) -> Iterator[str]:
    """The names of places before the answers, and of those whose position is unknown."""
    after = {page.obj.objgen for page in file.pages[last - 1 :]} if last else set()
    names: Any = file.Root.get("/Names", {})
    waiting: list[Any] = [names.get("/Dests", {})]
    while waiting:
        node = waiting.pop()
        waiting += list(node.get("/Kids", []))
        listed = list(node.get("/Names", []))
        for name, place in zip(listed[::2], listed[1::2], strict=False):
            if not (isinstance(place, pikepdf.Array) and place[0].objgen in after):
                yield str(name)


def _links(file: pikepdf.Pdf, last: int) -> Iterator[str]:
    """Where links of the sheets before the answers lead; `last` is theirs, from 1, 0 for none."""
    before = file.pages[: last - 1] if last else file.pages
    for page in before:
        for one in page.obj.get("/Annots", []):
            led: Any = one.get("/A", {})
            yield " ".join(str(led.get(name, "")) for name in ("/URI", "/D"))
            yield str(one.get("/Dest", ""))
            yield str(one.get("/Contents", ""))
