"""The edition of a sheet: a short code of what it says, printed on it and told by its page.

It changes with each word, figure and state of a review, and with nothing else: not with the day,
the paper, or how the theme lays it out. So a page that nobody has changed is printed once, and its
sheets stay the current ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lxml import etree
from lxml import html as lxml_html

from plainleaf.print.differences import is_left_out
from plainleaf.print.transform import DocumentPart

FRAGMENT: Final = "sheet-"
"""What stands before the edition in the address to which a sheet's code leads."""
LENGTH: Final = 6
"""Characters of an edition: of the sheets of one page, no two will ever have the same."""
SIGNS: Final = "23456789bcdfghjknpqrstvxz"
"""What it is written with: nothing wide or like another sign, and no vowel, so no word."""
_LAID_OUT: Final = frozenset(("html", "body", "section", "div", "article", "form", "span"))
"""Elements that say nothing by themselves."""
_SAYS: Final = ("alt", "value", "start", "src", "colspan", "rowspan")


def sheet_edition(html: str, parts: Sequence[DocumentPart]) -> str:
    """The edition of a document, from the HTML that it is printed from, without any edition in it.

    Args:
        html: the whole document.
        parts: how each part of it fits in.
    """
    root = lxml_html.document_fromstring(html)
    said = " ".join("".join(_said(root, parts, dropped=False)).split())
    text = "\0".join((said, *_of_parts(parts)))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    number, found = int.from_bytes(digest[:16], "big"), ""
    for _ in range(LENGTH):
        number, at = divmod(number, len(SIGNS))
        found += SIGNS[at]
    return found


def _said(
    element: lxml_html.HtmlElement, parts: Sequence[DocumentPart], *, dropped: bool
) -> Iterator[str]:
    """Yield what an element says on paper, in order."""
    tag = element.tag
    if not isinstance(tag, str) or tag == "head" or is_left_out(tag, element.attrib):
        return
    kinds = (element.get("class") or "").split()
    if tag == "svg":
        # The code of an address is none of its words; a drawing is all that it shows.
        if "qr-code" not in kinds:
            yield etree.tostring(element, with_tail=False, encoding="unicode")
        return
    if tag == "ol" and dropped and "sources" in kinds:
        return
    part = element.get("data-part")
    if part is not None:
        dropped = parts[int(part)].drops_sources
    if tag not in _LAID_OUT:
        yield f"<{tag}>"
    yield from (f"{name}={element.get(name)}>" for name in _SAYS if element.get(name))
    yield element.text or ""
    for child in element:
        yield from _said(child, parts, dropped=dropped)
        yield child.tail or ""


def _of_parts(parts: Iterable[DocumentPart]) -> Iterator[str]:
    """Yield what is printed of each part beside its own words."""
    for part in parts:
        yield from (f"{name}={part.images[name]}" for name in sorted(part.images))
        yield from (f"{name}: {part.meanings[name]}" for name in sorted(part.meanings))
        yield from (
            f"{href} {part.targets[href].address} {part.targets[href].note}"
            for href in sorted(part.targets)
        )
