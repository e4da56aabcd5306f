"""A review pack is one evening's work: at most half as long again as its page.

The shortest page is tried, which has least room; every one where `PLAINLEAF_WHOLE` is set.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from conftest import ROOT, WHOLE, BuiltSite
from plainleaf.build import Build
from plainleaf.print.documents import FULL, handout_name
from plainleaf.print.formats import FORMATS
from plainleaf.print.printer import Printed, Printer
from plainleaf.rendering.fonts import print_fonts
from plainleaf.rendering.rendered_site import Settings
from plainleaf.rendering.review_plan import roles_of_page
from plainleaf.rendering.store import Store
from plainleaf.reviewing.review_pack import ANY_LENGTH, Pack, pack_document, pack_of

MOST = 1.5
"""Sides of a pack to sides of its page."""


def sides_of(site: BuiltSite, name: str) -> int:
    """How many sides the full text of a page has on A4."""
    files = (site.folder / "print" / f"{one}-a4.pdf" for one in (f"{name}-{FULL}", name))
    with pikepdf.open(next(file for file in files if file.is_file())) as file:
        return len(file.pages)


def longest(build: Build, src: str) -> Pack:
    """The pack of the role that is asked most of a page; each pack holds the page whole."""
    packs = (
        pack_of(build.content, src, role, build.reviews, build.sections, "Plainleaf")
        for role in roles_of_page(build.content, src)
    )
    return max(packs, key=lambda one: len(one.points))


def test_no_pack_is_longer_than_half_as_long_again_as_its_page(
    real: BuiltSite, tmp_path: Path
) -> None:
    build = Build.start(ROOT, ROOT / "docs", None, Settings("Plainleaf", ""))
    names = {src: handout_name(page) for src, page in build.content.pages.items()}
    pages = {src: sides_of(real, name) for src, name in names.items() if name is not None}
    if not pages:
        pytest.skip("no page of this site is printed")
    if not WHOLE:
        short = min(pages, key=lambda src: len(build.content.pages[src].body))
        pages = {short: pages[short]}
    packs = [
        pack_document(build.source, longest(build, src), build.reviews, build.sections)
        for src in pages
    ]
    whole = [replace(one, paper=ANY_LENGTH) for one in packs]
    made = list(Printer(Store(tmp_path, ".pdf"), print_fonts, FORMATS[:1], cores=1).run(whole))
    for sides, one in zip(pages.values(), made, strict=True):
        assert isinstance(one, Printed), one
        assert one.pages <= MOST * sides, (one.name, one.pages, sides)
