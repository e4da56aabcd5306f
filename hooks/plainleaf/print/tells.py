"""What a printed case tells before its answers: to whoever opens it, lists it or listens to it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from plainleaf.print.differences import folded
from plainleaf.print.reading import read_pdf


def told_before(data: bytes, answers: str, choices: frozenset[str]) -> tuple[str, ...]:
    """Everything that a printed case tells before its answers.

    Its metadata, its bookmarks, the names of places and files in it, and the text and links of the
    sheets up to the heading of the answers.

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
        return (*said, *_around(file), *_places(file, last), *_links(file, last))


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
