"""Looks at a laid out document as who turns its sheets does: empty ends, parted tables and cards.

Tables and figures stay whole where they fit a sheet. Where that leaves a sheet nearly empty, they
may part: an empty sheet is the greater fault. What is then left is reported.
"""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from plainleaf.print.transform import classes

KEPT: Final = "data-whole"
"""The attribute that numbers what stays whole where it can."""
LEAST: Final = 1 / 3
"""How much of a sheet must be full, of each but the last."""
_MAY_PART: Final = "parts"
"""The class of what may part, in the style sheet."""
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FORCED: Final = frozenset({"page", "always", "left", "right", "recto", "verso"})
_SHOWN: Final = 40
"""How many letters of a line a message shows."""


def number_kept(root: etree.Element) -> None:
    """Number what stays whole where it can, in place."""
    kept = (one for one in root.iter() if one.tag == "table" or "fig" in classes(one))
    for number, element in enumerate(kept):
        element.set(KEPT, str(number))


def let_part(root: etree.Element, numbers: frozenset[int]) -> None:
    """Let tables and figures part, in place.

    Args:
        root: the document.
        numbers: which of them, by their number.
    """
    for element in root.iter():
        if int(element.get(KEPT, "-1")) in numbers:
            element.set("class", " ".join([*classes(element), _MAY_PART]))


def held_back(pages: Sequence[Any]) -> frozenset[int]:
    """The numbers of what went to the next sheet whole and left one nearly empty.

    Args:
        pages: the pages of a document that WeasyPrint has laid out.
    """
    found: set[int] = set()
    for page, after in itertools.pairwise(pages):
        if full(page) < LEAST:
            way = _way_in(after)
            if any(box.element_tag in _HEADINGS for box in way):
                # A heading goes with what stands below it.
                way = [box for box in _inside(after) if _number(box) >= 0][:1]
            found |= {_number(box) for box in way}
    return frozenset(found - {-1})


def empty_tails(pages: Sequence[Any]) -> tuple[str, ...]:
    """One sentence for each sheet but the last that ends less than a third full.

    What follows may ask for a sheet of its own: then its style sheet wants the rest empty.

    Args:
        pages: the pages of a document that WeasyPrint has laid out.
    """
    found = []
    for number, (page, after) in enumerate(itertools.pairwise(pages), start=1):
        if full(page) < LEAST and not _is_forced(page, after):
            words = _first_words(after)
            found.append(
                f"sheet {number} is only {full(page):.0%} full, for “{words}” fits on the next one "
                "only; make that shorter, or move it"
            )
    return tuple(found)


def _number(box: Any) -> int:
    is_whole = box.element is not None and box.element_tag == box.element.tag
    return int(box.element.get(KEPT, "-1")) if is_whole else -1


def full(page: Any) -> float:
    """How much of the height of a sheet is used, from 0 to 1."""
    sheet = page._page_box
    top = sheet.content_box_y()
    ends = (_end(box) for box in _inside(page) if _shows(box))
    return float(max(ends, default=top) - top) / float(sheet.height)


def _shows(box: Any) -> bool:
    kind = type(box).__name__
    return kind in {"LineBox", "TableRowBox"} or "Replaced" in kind


def _end(box: Any) -> float:
    return float(box.position_y + box.margin_height())


def _inside(page: Any) -> Iterator[Any]:
    """Yield the boxes of a page's text, without those of its margins."""
    for child in page._page_box.children:
        if type(child).__name__ != "MarginBox":
            yield child
            yield from child.descendants() if hasattr(child, "descendants") else ()


def _way_in(page: Any, *, last: bool = False) -> list[Any]:
    """The boxes that the first line or drawing of a page stands in, from the outermost.

    Args:
        page: the page.
        last: return those of the last one.
    """
    way: list[Any] = []
    children = [one for one in page._page_box.children if type(one).__name__ != "MarginBox"]
    while children:
        listed = reversed(children) if last else iter(children)
        box = next((one for one in listed if _holds_something(one)), None)
        if box is None:
            break
        way.append(box)
        if _shows(box):
            break
        children = list(getattr(box, "children", ()))
    return way


def _holds_something(box: Any) -> bool:
    return _shows(box) or any(_holds_something(one) for one in getattr(box, "children", ()))


def _is_forced(page: Any, after: Any) -> bool:
    return any(box.style["break_before"] in _FORCED for box in _way_in(after)) or any(
        box.style["break_after"] in _FORCED for box in _way_in(page, last=True)
    )


def _first_words(page: Any) -> str:
    way = _way_in(page)
    inner: Iterable[Any] = way[-1].descendants() if way and hasattr(way[-1], "descendants") else ()
    words = " ".join(box.text.strip() for box in inner if type(box).__name__ == "TextBox")
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
