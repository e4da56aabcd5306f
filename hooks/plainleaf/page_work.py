"""What is done for each page by itself: on all cores, and kept for the next build.

The storeys hold what is done; here stands what each of it is made from. A key that lacks some of
that would hand out what is out of date: `tests/test_page_work.py` holds the keys against what the
work reads.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import ConfigDict, TypeAdapter

from plainleaf.checks.rules import Checking, check_page, check_site
from plainleaf.keeping.digests import Digests
from plainleaf.keeping.kept import FILE, KeptWork, ResultForm
from plainleaf.model.findings import Finding
from plainleaf.model.site_facts import SiteFacts
from plainleaf.reading.page import Page

if TYPE_CHECKING:
    from plainleaf.checks.finished import FinishedPage
    from plainleaf.checks.leaks import HiddenCase, Leak, PublishedFile
    from plainleaf.delivery.compress import Copies
    from plainleaf.proof.prove_site import Compared
    from plainleaf.rendering.articles import Article, PageToRender
    from plainleaf.rendering.rendered_site import Site
    from plainleaf.search.index import SearchPage

CACHE: Final = ".cache"
"""The folder in a project's own that holds what is kept for the next build."""
_BASE64: Final = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
_FINDINGS: Final = TypeAdapter(tuple[Finding, ...])
CHECKED: Final = ResultForm("checked", _FINDINGS)
SITE_CHECKED: Final = ResultForm("site checked", _FINDINGS)
PROVED: Final = ResultForm("proved", _FINDINGS)


@dataclass(frozen=True)
class PageWork:
    """Does what is done for each page."""

    kept: KeptWork

    @classmethod
    def in_folder(cls, cache: Path, model: tuple[str, ...]) -> PageWork:
        """Keep results in a folder.

        Args:
            cache: the folder.
            model: the texts that the site adds to the content model and its words: all that is
                done for a page goes by them.
        """
        return cls(KeptWork(cache / FILE, digests=Digests(model)))

    @property
    def checking(self) -> Checking:
        """Checks pages."""
        return KeptChecking(self.kept)

    def articles(
        self,
        pages: Sequence[PageToRender],
        around: object,
        render: Callable[[PageToRender], Article | None],
    ) -> dict[str, Article]:
        """What `render` makes of each page, by its path: made from the page and what is around.

        Args:
            pages: the pages.
            around: what `render` reads besides the page: the generator's configuration, and the
                files that pages may link to. Where some of it has no digest, all is left to the
                generator.
            render: renders a page; None for one that must be rendered where its messages are heard.
        """
        from plainleaf.model.words import words
        from plainleaf.rendering.articles import Article, rendered_or_none

        form = ResultForm("article", TypeAdapter(Article | None))
        digests = self.kept.digests
        try:
            known = digests.of(around, words())
        except TypeError:
            return {}
        items = ((digests.of(known, one), one) for one in pages)
        found = self.kept.each(form, items, functools.partial(rendered_or_none, render))
        made = zip((one.src for one in pages), found, strict=True)
        return {src: article for src, article in made if article is not None}

    def read(self, pages: Iterable[bytes]) -> Iterable[FinishedPage]:
        """What `read_finished` reads in each page: made from its bytes."""
        from plainleaf.checks.finished import FinishedPage, read_finished

        form = ResultForm("finished", TypeAdapter(FinishedPage))
        return self.kept.each(form, ((_of_bytes(one), one) for one in pages), read_finished)

    def prove(self, pages: Iterable[Compared]) -> Iterable[Sequence[Finding]]:
        """What `prove` finds on each page: made from the page, its bytes and what is given."""
        from plainleaf.proof.prove_site import prove

        digests = self.kept.digests
        items = ((digests.of(one.page.made_of, one.html, one.given), one) for one in pages)
        return self.kept.each(PROVED, items, prove)

    def find_leaks(
        self, files: Iterable[PublishedFile], cases: tuple[HiddenCase, ...], lists: frozenset[str]
    ) -> Iterable[Iterable[Leak]]:
        """What `leaks_in` finds in each file: made from the file and what is hidden."""
        from plainleaf.checks.leaks import Leak, leaks_in

        form = ResultForm("leaks", TypeAdapter(tuple[Leak, ...]))
        digests = self.kept.digests
        hidden = digests.of(cases, lists)
        items = ((digests.of(hidden, one), one) for one in files)
        return self.kept.each(form, items, lambda file: leaks_in(file, cases, lists))

    def search_files(self, site: Site, searched: Mapping[str, SearchPage]) -> Mapping[str, str]:
        """What `search_files` makes: of what the search holds, the terms and readers' own words."""
        from plainleaf.search.pages import search_files

        form = ResultForm("search index", TypeAdapter(dict[str, str]))
        content = site.content
        key = self.kept.digests.of(searched, content.terms, content.lay_words)
        return self.kept.one(form, key, lambda: dict(search_files(site, searched)))

    def compress(self, files: Iterable[bytes]) -> Iterable[Copies]:
        """What `compressed` makes of each file: made from its bytes."""
        from plainleaf.delivery.compress import Copies, compressed

        form = ResultForm("compressed", TypeAdapter(Copies, config=_BASE64))
        return self.kept.each(form, ((_of_bytes(one), one) for one in files), compressed)


@dataclass(frozen=True)
class KeptChecking(Checking):
    """Checks pages on all cores, and keeps the findings."""

    kept: KeptWork

    def each(self, pages: Sequence[Page], site: SiteFacts) -> Iterable[Sequence[Finding]]:
        """What `check_page` finds on each page: made from the page and all that is known."""
        digests = self.kept.digests
        known = digests.of(site)
        items = ((digests.of(known, page.made_of), page) for page in pages)
        return self.kept.each(CHECKED, items, lambda page: tuple(check_page(page, site)))

    def all(self, pages: Sequence[Page], site: SiteFacts) -> Sequence[Finding]:
        """What `check_site` finds: made from all pages and all that is known."""
        key = self.kept.digests.of(site, [page.made_of for page in pages])
        return self.kept.one(SITE_CHECKED, key, lambda: tuple(check_site(pages, site)))


def _of_bytes(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
