"""What is done for each page by itself: the same kept, made, and made by many; keys hold it all."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from builds import SETTINGS, rendered
from conftest import ROOT, BuiltSite
from plainleaf.build import Build
from plainleaf.checks.check import check_all, site_facts
from plainleaf.checks.finished import read_each, read_site
from plainleaf.checks.leaks import HiddenCase, PublishedFile, leaks_each
from plainleaf.checks.rules import HERE
from plainleaf.delivery.compress import compress_each
from plainleaf.keeping import cores, kept
from plainleaf.keeping.cores import FEWEST
from plainleaf.keeping.digests import Digests
from plainleaf.keeping.kept import KeptWork
from plainleaf.page_work import PageWork
from plainleaf.proof import prove_site
from plainleaf.reading.page import read_page
from plainleaf.rendering.articles import Article, PageToRender, TocHeading, to_render
from plainleaf.rendering.site_markdown import MarkdownSettings, render_markdown
from plainleaf.search.pages import search_files, search_pages

# What runs tests in parallel has threads, which wait for messages and hold no lock.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")

CODE = str(ROOT / "hooks")
"""What lies there, such as lists of words, is a part of every key."""
OPENED: list[str] = []
"""What was opened while `watching`."""
CASES = (HiddenCase("cases/a/index.html", ("A case of it",), re.compile("leaf"), "answers"),)
ENTRIES = (TocHeading("One", "one", 2, (TocHeading("Two", "two", 3),)),)
watching = False


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if watching and event in {"open", "os.listdir", "os.scandir", "sqlite3.connect"}:
        OPENED.append(str(arguments[0]))


sys.addaudithook(_note)


@dataclass(frozen=True)
class Finished:
    """A site, and its finished pages."""

    build: Build
    folder: Path

    def done(self, work: PageWork | None) -> list[object]:
        """All that is done for each page: by `work`, or one after another."""
        content = self.build.content
        pages = [one.read_bytes() for one in sorted(self.folder.rglob("*.html"))]
        files = [PublishedFile(f"{place}.html", one) for place, one in enumerate(pages)]
        searched = search_pages(self.build.site)
        compared = list(prove_site._compared(self.build.site, self.folder, searched))
        # A page that lost its last word has findings.
        compared[0] = compared[0]._replace(html=b"<p>Lost.</p>")
        facts = site_facts(replace(content, terms=()), SETTINGS.today)
        listed = list(content.pages.values())
        wanted = self.wanted()
        if work is None:
            return [
                {one.src: article(one) for one in wanted},
                [tuple(one) for one in HERE.each(listed, facts)],
                tuple(HERE.all(listed, facts)),
                list(read_each(pages)),
                [tuple(one) for one in prove_site.prove_each(compared)],
                list(leaks_each(files, CASES, frozenset())),
                search_files(self.build.site, searched),
                list(compress_each(pages)),
            ]
        return [
            work.articles(wanted, "around", article),
            list(work.checking.each(listed, facts)),
            work.checking.all(listed, facts),
            list(work.read(pages)),
            list(work.prove(compared)),
            list(work.find_leaks(files, CASES, frozenset())),
            work.search_files(self.build.site, searched),
            list(work.compress(pages)),
        ]

    def wanted(self) -> list[PageToRender]:
        """Every page, to be rendered."""
        pages = self.build.content.pages
        return [
            to_render(src, page.body, self.build.inputs_for(src)) for src, page in pages.items()
        ]


def article(page: PageToRender) -> Article:
    """An article, without the site's generator."""
    html, outputs = render_markdown(page.markdown, page.inputs, MarkdownSettings())
    return Article(html, outputs, ("id",), (("index.md", "id", "index.md#id"),), ENTRIES)


@pytest.fixture(scope="module")
def finished(build_site: Callable[[str], BuiltSite]) -> Finished:
    site = build_site("guide")
    build = Build.start(site.project, site.docs, ROOT / "overrides", SETTINGS)
    rendered(build)
    return Finished(build, site.folder)


@pytest.fixture(autouse=True)
def code(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a fresh checkout the code has not lain long enough to be sure of."""
    monkeypatch.setattr(kept, "code_digest", lambda: "code")
    # What runs tests in parallel has threads, which wait for messages and hold no lock.
    monkeypatch.setattr(cores, "_may_fork", lambda: True)


@pytest.fixture
def reads() -> Iterator[Callable[[bool], list[str]]]:
    """Begins to note what is opened, or ends it and tells."""

    def note(now: bool) -> list[str]:
        global watching
        watching = now
        found = [one for one in OPENED if not one.startswith(CODE)]
        OPENED.clear()
        return found

    yield note
    note(False)


def test_the_same_with_any_number_of_processes_and_from_a_warm_store(
    finished: Finished, tmp_path: Path
) -> None:
    plain = finished.done(None)
    assert any(plain[1]), "There is nothing to find."
    assert any(plain[4]), "There is nothing to prove wrong."
    assert len(finished.build.content.pages) >= FEWEST, "Nothing is shared out."
    for count in (1, 2, 8):
        work = PageWork(KeptWork(tmp_path / f"{count}.sqlite", count))
        assert finished.done(work) == plain
        assert finished.done(work) == plain
    assert finished.done(PageWork(KeptWork(None, 2))) == plain


def test_a_warm_store_does_nothing_again(
    finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = PageWork(KeptWork(tmp_path / "kept.sqlite", 1))
    finished.done(work)
    done: list[object] = []

    def on_cores(_work: object, items: list[object], _cores: int) -> list[object]:
        done.extend(items)
        return []

    monkeypatch.setattr(kept, "on_cores", on_cores)
    finished.done(PageWork(KeptWork(tmp_path / "kept.sqlite", 1)))
    assert done == []


def test_nothing_is_read_that_no_key_holds(
    finished: Finished, reads: Callable[[bool], list[str]]
) -> None:
    """Whatever a rule or the proof needs of the disk must stand in what it is given."""
    finished.done(None)  # the code itself, and the words of the theme, are read once
    compared = list(prove_site._compared(finished.build.site, finished.folder, {}))
    reads(True)
    assert list(prove_site.prove_each(compared))
    check_all(replace(finished.build.content, pages={}), SETTINGS.today)
    facts = site_facts(finished.build.content, SETTINGS.today)
    for found in HERE.each(list(finished.build.content.pages.values()), facts):
        assert isinstance(found, list)
    assert reads(False) == []
    wanted = finished.wanted()
    assert Digests().of(wanted)  # what is worked out when it is first asked for
    reads(True)
    assert all(article(one).html for one in wanted)
    assert reads(False) == []
    reads(True)
    read_site(finished.folder)
    assert reads(False), "What is opened is not noted."


def test_a_page_is_what_its_key_says(finished: Finished) -> None:
    """`made_of` gives a page again: nothing that a rule can ask of it is left out."""
    for page in finished.build.content.pages.values():
        again = read_page(page.path, "\n".join(page.lines).encode())
        assert again.made_of == page.made_of
        assert (again.runs, again.sections, again.blocks, again.meta) == (
            *(page.runs, page.sections, page.blocks),
            page.meta,
        )


def test_a_word_elsewhere_is_looked_at_again(finished: Finished, tmp_path: Path) -> None:
    """A heading that goes breaks links of other pages, which did not change themselves."""
    work = PageWork(KeptWork(tmp_path / "kept.sqlite", 1))
    content = finished.build.content
    pages = list(content.pages.values())
    before = list(work.checking.each(pages, site_facts(content, SETTINGS.today)))
    facts = site_facts(replace(content, terms=()), SETTINGS.today)
    assert list(work.checking.each(pages, facts)) != before
    again = site_facts(content, SETTINGS.today)
    assert list(work.checking.each(pages, again)) == before
