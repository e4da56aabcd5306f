"""A pack that has more sides than an evening allows, in parts with a form of their own.

A part holds whole sections, and is signed by itself; a reviewer may stop after any of them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from plainleaf.model.review import Reviews
from plainleaf.model.review_text import ReviewedSection
from plainleaf.print.documents import Document
from plainleaf.print.printer import Failed, Printed, Printer
from plainleaf.reading.length import count_words
from plainleaf.rendering.rendered_site import SiteSource
from plainleaf.reviewing.review_pack import (
    ANY_LENGTH,
    MOST_SIDES,
    Pack,
    pack_document,
)
from plainleaf.reviewing.standing import RenderedSections


def parts_of(pack: Pack, count: int) -> tuple[Pack, ...]:
    """A pack in at most so many parts of whole sections, each about as long as the others."""
    lengths = [_length(one) for one in pack.sections]
    each = sum(lengths) / count
    # A section belongs where its middle lies.
    middles = (
        end - own / 2 for end, own in zip(itertools.accumulate(lengths), lengths, strict=True)
    )
    places = [min(int(middle / each), count - 1) for middle in middles]
    groups = [
        [section for section, place in zip(pack.sections, places, strict=True) if place == at]
        for at in range(count)
    ]
    held = [group for group in groups if group]
    return tuple(
        replace(
            pack,
            shown=tuple(one.id for one in group),
            part=number,
            parts=len(held),
            minutes=math.ceil(pack.minutes * sum(map(_length, group)) / sum(lengths)),
        )
        for number, group in enumerate(held, start=1)
    )


def _length(section: ReviewedSection) -> int:
    return 1 + sum(count_words(line.text) for line in section.lines)


def print_pack(
    printer: Printer, source: SiteSource, pack: Pack, reviews: Reviews, sections: RenderedSections
) -> Sequence[tuple[Pack, Printed]] | Failed:
    """Print a pack: whole where it fits, else in as few parts as fit.

    A section that does not fit alone is a part of its own, of as many sides as it needs.

    Args:
        printer: prints in one format.
        source: the site's source, with what it is rendered from.
        pack: what is asked.
        reviews: what holds of the recorded reviews.
        sections: what readers get of each page.

    Raises:
        LibraryError: a library that prints cannot be used here.
    """

    def document(part: Pack) -> Document:
        return pack_document(source, part, reviews, sections)

    (whole,) = printer.run([document(pack)])
    if isinstance(whole, Printed):
        return ((pack, whole),)
    (long,) = printer.run([replace(document(pack), paper=ANY_LENGTH)])
    if isinstance(long, Failed):
        return long
    last: Failed = whole
    for count in _counts(long.pages, len(pack.sections)):
        found = []
        for part in parts_of(pack, count):
            made = document(part)
            if len(part.shown) == 1:
                made = replace(made, paper=ANY_LENGTH)
            (one,) = printer.run([made])
            if isinstance(one, Failed):
                last = one
                break
            found.append((part, one))
        else:
            return tuple(found)
    return last


def _counts(sides: int, most: int) -> Iterator[int]:
    """In how many parts to try, the fewest first."""
    yield from range(min(math.ceil(sides / MOST_SIDES), most), most + 1)
