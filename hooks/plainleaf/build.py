"""One build: the content that was read, how each page is rendered from it, and what is written.

This is all that a site generator needs to call: `Build.start`, `check`, then for each page
`inputs_for` before its Markdown is rendered and `keep` after, `view` once all are, and `files` for
what is no page. Today MkDocs hooks do so. A build lives as long as one run; nothing is kept at
module level.
"""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from plainleaf.checks.check import check_all, contract_for
from plainleaf.checks.rule_book import all_rules
from plainleaf.checks.rules.data_files import LEAFLET
from plainleaf.checks.rules_guide import guide_data
from plainleaf.delivery.today import NOW, named_day
from plainleaf.keeping.last_time import LastTime
from plainleaf.model.emergency_numbers import FEW
from plainleaf.model.findings import Finding, Severity, in_order
from plainleaf.model.review import Reviews
from plainleaf.model.rule import Hit
from plainleaf.model.words import words
from plainleaf.page_work import CACHE, PageWork
from plainleaf.reading.content import Content, load_content
from plainleaf.reading.disk import Disk
from plainleaf.rendering import register
from plainleaf.rendering.feed import FEED, feed_entries, feed_xml
from plainleaf.rendering.fonts import FOLDER as FONTS
from plainleaf.rendering.fonts import build_fonts
from plainleaf.rendering.generated import page_inputs
from plainleaf.rendering.glossary_files import glossary_files
from plainleaf.rendering.navigation import page_url
from plainleaf.rendering.old_addresses import old_addresses
from plainleaf.rendering.page_views import Offers, view_for
from plainleaf.rendering.preview import findings_view
from plainleaf.rendering.rendered_site import (
    RenderedPage,
    Settings,
    Site,
    SiteSource,
    finished,
    printed_text,
)
from plainleaf.rendering.rendering import Inputs, Outputs, Rendering
from plainleaf.rendering.rule_list import render_rule_list
from plainleaf.rendering.site_markdown import read_markdown_settings, render_markdown
from plainleaf.rendering.sitemap import crawler_files
from plainleaf.rendering.store import Store
from plainleaf.rendering.theme import Theme
from plainleaf.rendering.view import ContractView, FindingsView, View
from plainleaf.reviewing.standing import RenderedSections, judged_reviews

if TYPE_CHECKING:
    from plainleaf.print.leaflet import PartView

_NOTHING_PRINTED: Offers = MappingProxyType({})


class SiteError(Exception):
    """A site has errors; `findings` holds everything that was found, in the order of places."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(one.text for one in findings))
        self.findings = tuple(findings)


def build_site(
    root: Path,
    docs: Path | None = None,
    own: Path | None = None,
    settings: Settings | None = None,
) -> Site:
    """Read and check a site, and render every page of it. No page is written.

    The pages around the articles are the work of the site's generator.

    Args:
        root: the project's folder. Its `mkdocs.yml` names the Markdown extensions; what a later
            build can use again is kept in its `.cache`.
        docs: the folder of pages and data; by default `docs` in the project's folder.
        own: the site's own folder of the theme; by default the theme has nothing of its own.
        settings: name, address and day of the site; by default it has no name and no address, and
            today is the day.

    Raises:
        SiteError: a page or a data file has an error.
        ThemeError: the theme's icons or words cannot be read.
    """
    chosen = settings or Settings(name="", description="", today=named_day(NOW))
    build = Build.start(root, root / "docs" if docs is None else docs, own, chosen)
    found = build.check()
    if any(one.severity is Severity.ERROR for one in found):
        raise SiteError(found)
    for src, page in build.content.pages.items():
        article, outputs = render_markdown(page.body, build.inputs_for(src), build.source.markdown)
        build.pages[src] = RenderedPage(article, outputs)
    return build.site


@dataclass
class Build:
    """The state of one build."""

    source: SiteSource
    theme: Theme
    """Where templates, styles and drawings stand."""
    rendering: Rendering = field(default_factory=Rendering)
    """The page that is rendered now."""
    pages: dict[str, RenderedPage] = field(default_factory=dict)
    """Each page that was rendered, by its path inside docs/."""

    @classmethod
    def start(
        cls,
        root: Path,
        docs: Path,
        own: Path | None,
        settings: Settings,
        palette: str = "",
        last: LastTime | None = None,
    ) -> Build:
        """Read everything that one build needs.

        `own` is the site's own folder of the theme, `palette` the style sheet of its colors, `last`
        what an earlier build in this process has read.

        Raises:
            ThemeError: the theme's icons cannot be read.
        """
        disk = Disk(last=last or LastTime())
        content = load_content(root, docs, disk=disk)
        return cls.of(root, docs, own, settings, content, disk, palette)

    @classmethod
    def of(
        cls,
        root: Path,
        docs: Path,
        own: Path | None,
        settings: Settings,
        content: Content,
        disk: Disk | None = None,
        palette: str = "",
    ) -> Build:
        """Begin a build of what has been read; `disk` is what has read it.

        Raises:
            ThemeError: the theme's icons cannot be read.
        """
        content.model.use()
        words()  # a table that lacks one stops a build here
        theme = Theme(own, palette)
        source = SiteSource(
            content=content,
            settings=settings,
            docs=docs,
            icons=theme.icons(),
            cache=root / CACHE,
            disk=disk or Disk(),
            markdown=read_markdown_settings(root),
            blocks={"rule-list": lambda: render_rule_list(guide_data(all_rules().values()))},
        )
        return cls(source, theme)

    @property
    def content(self) -> Content:
        """The site's source."""
        return self.source.content

    @property
    def settings(self) -> Settings:
        """What differs from build to build."""
        return self.source.settings

    # --- before a page is rendered ---

    @functools.cached_property
    def sections(self) -> RenderedSections:
        """What readers get of each section of a page: what a review of it stands on."""
        return RenderedSections(self.source)

    @functools.cached_property
    def reviews(self) -> Reviews:
        """Which recorded reviews hold; pages without a review are not rendered."""
        latest = max(self.settings.today, named_day(NOW))
        return judged_reviews(self.content, self.sections, latest)

    @functools.cached_property
    def register(self) -> tuple[register.RegisterEntry, ...]:
        """Every page with its dates and its review, the next to look at first."""
        return register.entries(self.content, self.reviews)

    @functools.cached_property
    def work(self) -> PageWork:
        """What is done for each page by itself: shared over all cores, and kept."""
        return PageWork.in_folder(self.source.cache, self.content.model.made_of)

    def check(self) -> tuple[Finding, ...]:
        """Everything that is wrong with pages and data."""
        self.content.model.use()
        found = check_all(
            self.content, self.settings.today, reviews=self.reviews, checking=self.work.checking
        )
        return in_order((*found, *self.leaflet_findings(found)))

    def leaflet_findings(self, found: Iterable[Finding]) -> Iterator[Finding]:
        """Yield what leaflets name and no page says; nothing while pages have errors of their own.

        Args:
            found: what else is wrong.
        """
        if not self.content.leaflets or any(one.severity is Severity.ERROR for one in found):
            return
        from plainleaf.print.leaflet import LeafletError  # most sites have none

        for overview, file in self.content.leaflets.items():
            try:
                self.leaflet(overview)
            except LeafletError as error:
                line, column = file.records.positions[error.part - 1] if error.part else (1, 1)
                said = str(error).removeprefix(f"{file.path}: ")
                what, _, fix = (f"{one[:1].upper()}{one[1:]}" for one in said.partition("; "))
                yield LEAFLET.finding(
                    Hit(line, column, f"{what}.", f"{fix}." if fix else ""), file.path
                )

    def leaflet(self, overview: str) -> tuple[PartView, ...]:
        """The parts of a leaflet, from pages that are rendered for it alone.

        Raises:
            LeafletError: something that it names is not there.
        """
        from plainleaf.print.leaflet import Sources, composed

        file = self.content.leaflets[overview]
        pages = {}
        for name in {one.page for part in file.records.items for one in part.take}:
            src = posixpath.join(posixpath.dirname(overview), name)
            if src in self.content.pages:
                article, outputs = render_markdown(
                    self.content.pages[src].body, self.inputs_for(src), self.source.markdown
                )
                pages[name] = outputs.lead_html, article
        cards, numbers = self.content.cards.cards, self.source.numbers[:FEW]
        return composed(file.records.items, Sources(cards, pages, numbers, file.path))

    def inputs_for(self, src: str) -> Inputs:
        """What a page is rendered from."""
        self.content.model.use()
        navigator = self.source.navigator(src)
        status = register.status_blocks(
            self.content, lambda: self.register, lambda: self.reviews, navigator
        )
        return page_inputs(self.source, src, status)

    # --- after a page is rendered ---

    def keep(self, src: str, article: str) -> Outputs:
        """Keep the article that was just rendered and what its rendering found out."""
        self.pages[src] = RenderedPage(article, self.rendering.outputs)
        return self.rendering.outputs

    @property
    def site(self) -> Site:
        """The site, once every page is rendered."""
        self.content.model.use()
        return finished(self.source, self.reviews, MappingProxyType(self.pages))

    def view(
        self,
        src: str,
        offers: Offers = _NOTHING_PRINTED,
        found: Sequence[Finding] | None = None,
    ) -> View:
        """What the templates show around a page; any name will do for an error page.

        Args:
            src: the page, as a path inside docs/.
            offers: what was printed for each page.
            found: what the checks found, when an author looks at the site while writing; None in
                a build.
        """
        findings = self._findings_view(src, found) if found is not None else None
        return view_for(self.site, src, offers, findings)

    def _findings_view(self, src: str, found: Sequence[Finding]) -> FindingsView:
        page, figures = self.content.pages.get(src), self.content.figures.get(src)
        paths = {one.path for one in (page, figures) if one is not None and page is not None}
        contract = contract_for(self.content, src)
        parts = [(one.name, one.state, one.detail) for one in contract.parts] if contract else []
        shown = ContractView(contract.summary, tuple(parts)) if contract else None
        return findings_view(page, paths, found, shown)

    # --- what is no page ---

    def files(self) -> Mapping[str, bytes]:
        """What the site holds besides its pages and the theme: name in the site to bytes.

        Made of the content alone, so that pages may link to it. What searches it is made of the
        rendered pages (`plainleaf.search.pages`), and so is what is printed.
        """
        content, settings = self.content, self.settings
        content.model.use()
        store = Store(self.source.cache / "fonts", ".woff2")
        fonts = build_fonts(printed_text(content, settings), store)
        crawled = crawler_files(content, self.reviews, settings.url)
        changed = feed_entries(content, self.reviews, settings.url)
        feed = feed_xml(changed, settings.name, settings.url)
        glossary = self.source.directory.first(lambda kind: kind.defines_terms)
        address = settings.url + page_url(glossary) if glossary else None
        return {
            **{f"{FONTS}/{name}": data for name, data in fonts.items()},
            register.CALENDAR: register.calendar(self.register, settings.name, settings.today),
            **{name: text.encode() for name, text in crawled.items()},
            **({FEED: feed.encode()} if feed else {}),
            **glossary_files(content.terms, settings.name, address),
            **old_addresses(content),
        }
