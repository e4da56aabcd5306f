"""Which printed files each page offers, with the words of their links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from plainleaf.rendering.view import Offer

if TYPE_CHECKING:  # a build without PDFs asks for the folder, and needs nothing that prints
    from plainleaf.print.printer import Printed

FOLDER: Final = "print"
"""The folder of printed files inside the site."""


def offers(
    printed: Iterable[Printed],
    pictures: Mapping[str, str] | None = None,
    earlier: Mapping[str, str] | None = None,
) -> Mapping[str, tuple[Offer, ...]]:
    """What each page offers, by its path inside docs/: its handouts, then its booklet.

    A case offers no booklet: that is named for the diagnosis.

    Args:
        printed: the printed files.
        pictures: where the picture of each document's first side lies inside the site, by its name.
        earlier: the script that tells the earlier editions of the sheets that lead to a page, by
            the page's path inside docs/.
    """
    found: dict[str, list[Offer]] = {}
    for one in printed:
        offer = Offer(
            path=f"{FOLDER}/{one.name}",
            paper=one.words,
            pages=one.pages,
            size=one.size,
            is_booklet=one.document.is_booklet,
            label=one.document.label,
            use=one.document.use,
            picture=(pictures or {}).get(one.document.name, ""),
            edition=one.document.edition,
            earlier=(earlier or {}).get(one.document.leads_to, ""),
        )
        for src in one.document.offered_by:
            found.setdefault(src, []).append(offer)
    return {src: tuple(listed) for src, listed in found.items()}
