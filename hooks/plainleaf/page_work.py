"""What is done for each page by itself: on all cores, and kept for the next build.

The storeys hold what is done; here stands what each of it is made from. A key that lacks some of
that would hand out what is out of date: `tests/test_page_work.py` holds the keys against what the
work reads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import ConfigDict, TypeAdapter

from plainleaf.checks.rules import check_page
from plainleaf.keeping.kept import FILE, KeptWork, ResultForm
from plainleaf.model.findings import Finding
from plainleaf.model.site_facts import SiteFacts
from plainleaf.reading.page import Page

if TYPE_CHECKING:
    from plainleaf.checks.finished import FinishedPage
    from plainleaf.delivery.compress import Copies
    from plainleaf.proof.prove_site import Compared

_BASE64: Final = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
_FINDINGS: Final = TypeAdapter(tuple[Finding, ...])
CHECKED: Final = ResultForm("checked", _FINDINGS)
PROVED: Final = ResultForm("proved", _FINDINGS)


@dataclass(frozen=True)
class PageWork:
    """Does what is done for each page."""

    kept: KeptWork

    @classmethod
    def in_folder(cls, cache: Path) -> PageWork:
        """Keep results in a folder."""
        return cls(KeptWork(cache / FILE))

    def check(self, pages: Sequence[Page], site: SiteFacts) -> Iterable[Sequence[Finding]]:
        """What `check_page` finds on each page: made from the page and all that is known."""
        digests = self.kept.digests
        known = digests.of(site)
        items = [(digests.of(known, page.made_of), page) for page in pages]
        return self.kept.each(CHECKED, items, lambda page: tuple(check_page(page, site)))

    def read(self, pages: Sequence[bytes]) -> Iterable[FinishedPage]:
        """What `read_finished` reads in each page: made from its bytes."""
        from plainleaf.checks.finished import FinishedPage, read_finished

        form = ResultForm("finished", TypeAdapter(FinishedPage))
        return self.kept.each(form, [(_of_bytes(one), one) for one in pages], read_finished)

    def prove(self, pages: Sequence[Compared]) -> Iterable[Sequence[Finding]]:
        """What `prove` finds on each page: made from the page, its bytes and what is given."""
        from plainleaf.proof.prove_site import prove

        digests = self.kept.digests
        items = [(digests.of(one.page.made_of, one.html, one.given), one) for one in pages]
        return self.kept.each(PROVED, items, prove)

    def compress(self, files: Sequence[bytes]) -> Iterable[Copies]:
        """What `compressed` makes of each file: made from its bytes."""
        from plainleaf.delivery.compress import Copies, compressed

        form = ResultForm("compressed", TypeAdapter(Copies, config=_BASE64))
        return self.kept.each(form, [(_of_bytes(one), one) for one in files], compressed)


def _of_bytes(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
