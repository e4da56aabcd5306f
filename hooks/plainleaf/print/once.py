"""What WeasyPrint 70 works out again and again for one document, worked out once.

The file is the same to the byte; it is there in two thirds of the time. WeasyPrint
- breaks the same text into lines again for each width that a table, a grid or a float asks for,
- describes the font of each piece of text to Pango anew, and measures its line anew,
- lists all pages again for each tag,
- compresses all streams twice, the second time for a hash.

Like `tagging`, it hangs on names inside the library, so pyproject.toml pins exactly one version.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

import pydyf
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break


@contextmanager
def worked_out_once() -> Iterator[None]:
    """Let WeasyPrint remember, for as long as this is open: for one document."""
    split = _remembered_lines(line_break.split_first_line)
    strut = _by_style(line_break.strut)
    describe = _by_style(line_break.get_font_description)
    with ExitStack() as stack:
        for where, name, instead in (
            (inline, "split_first_line", split),
            (preferred, "split_first_line", split),
            (inline, "strut", strut),
            (line_break, "strut", strut),
            (line_break, "get_font_description", describe),
            (pydyf.PDF, "page_references", _remembered_pages()),
        ):
            stack.enter_context(mock.patch.object(where, name, instead))
        yield


def _remembered_lines(split: Callable[..., Any]) -> Callable[..., Any]:
    # The style stands in the answer so that it lives: no other one can get its number then.
    known: dict[Any, tuple[Any, Any]] = {}

    def wrapped(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        key = (text, id(style), max_width, justification_spacing, is_line_start, minimum)
        found = known.get(key)
        if found is None:
            line = split(
                text, style, context, max_width, justification_spacing, is_line_start, minimum
            )
            known[key] = style, line
            return line
        # A box takes its line for itself and draws with it.
        layout, *measures = found[1]
        return (copy.copy(layout), *measures)

    return wrapped


def _by_style(work_out: Callable[[Any], Any]) -> Callable[[Any], Any]:
    known: dict[int, tuple[Any, Any]] = {}

    def wrapped(style: Any) -> Any:
        found = known.get(id(style))
        if found is None:
            found = known[id(style)] = style, work_out(style)
        return found[1]

    return wrapped


def _remembered_pages() -> property:
    list_pages = pydyf.PDF.page_references.fget
    known: dict[tuple[int, int], Any] = {}

    def pages(pdf: Any) -> Any:
        key = id(pdf), len(pdf.pages["Kids"])
        if key not in known:
            known[key] = list_pages(pdf)
        return known[key]

    return property(pages)


class _Written(pydyf.Object):  # type: ignore[misc]
    """An object of a PDF that is bytes already."""

    data = b""
    compressible = False

    def __init__(self, one: Any) -> None:
        """Write out an object."""
        super().__init__()
        self.number, self.generation, self.free = one.number, one.generation, one.free
        self.compressible = one.compressible
        self.data = one.data


def write_objects(pdf: Any) -> None:
    """Write out all that a PDF holds, to which nothing is added any more: pydyf asks twice."""
    pdf.objects[:] = [one if one.free == "f" else _Written(one) for one in pdf.objects]
