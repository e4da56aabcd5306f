"""A condition's guide: its overview, and its other pages in the order in which they are read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from plainleaf.model.kinds import kinds
from plainleaf.reading.page import Page


def parts_of(page: Page) -> tuple[str, ...]:
    """The pages that an overview lists as parts of its guide, as paths inside docs/.

    Whether there are such pages is for the checks to say. Any other page lists none.
    """
    listed = page.raw.get("parts")
    if page.kind is None or not page.kind.overview or not isinstance(listed, list):
        return ()
    folder = posixpath.dirname(page.src)
    return tuple(f"{folder}/{name}.md" for name in listed)


def in_guide_order(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages that are about one condition in the order of its guide.

    First the overview, then the parts for patients as it lists them, then those it does not list,
    then what is for professionals. A condition without a guide has its pages in the order of
    their kinds.
    """
    found = [page for page in pages if page.kind is not None and page.kind.of_condition]
    listed = [src for page in found for src in parts_of(page)]
    places = {src: place for place, src in reversed(list(enumerate(listed)))}
    ranks = {name: rank for rank, name in enumerate(kinds())}

    def rank(page: Page) -> tuple[bool, bool, int, int, str]:
        assert page.kind is not None
        place = places.get(page.src, len(listed))
        kind = page.kind
        return (not kind.overview, not kind.patient, place, ranks[kind.name], page.src)

    return tuple(sorted(found, key=rank))
