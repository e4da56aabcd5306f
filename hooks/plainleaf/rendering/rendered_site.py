"""What a site is made from, and the site once its pages are rendered.

A `SiteSource` is there before the first page is rendered: the content, the settings, and what is
worked out of them once for all pages. A `Site` is the finished whole, of which views, search, print
and the proof are made; every field of it is filled.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from plainleaf.model.emergency_numbers import FEW, EmergencyNumber, nearest_first
from plainleaf.model.review import Reviews
from plainleaf.model.term_matcher import TermMatcher
from plainleaf.reading.content import Content
from plainleaf.reading.disk import Disk
from plainleaf.reading.files import targets
from plainleaf.rendering.bibliography import format_references
from plainleaf.rendering.navigation import Directory, Navigator
from plainleaf.rendering.rendering import Outputs
from plainleaf.rendering.site_markdown import MarkdownSettings
from plainleaf.rendering.store import Store
from plainleaf.text.markup import Markup, trusted


@dataclass(frozen=True)
class Settings:
    """What differs from build to build, and what the site is called."""

    name: str
    description: str
    url: str = ""
    """The public address, with a slash at its end; empty while there is none."""
    contact: str = ""
    """Where readers report a mistake; empty when none was set."""
    today: date = date(1970, 1, 1)
    """The day of the build."""
    country: str = ""
    """The label of the country whose emergency number comes first; empty for none."""
    expires: date | None = None
    """The last day on which a copy may be taken for current; None for one that never expires."""


@dataclass(frozen=True)
class SiteSource:
    """What the pages of a site are rendered from."""

    content: Content
    settings: Settings
    docs: Path
    """The folder of pages and data."""
    icons: Mapping[str, str]
    """Icon name to the inside of its 24 by 24 SVG."""
    cache: Path
    """The folder of what is kept for the next build."""
    disk: Disk = field(default_factory=Disk)
    """What has read the content: asked again, it gives the bytes that were checked."""
    markdown: MarkdownSettings = field(default_factory=MarkdownSettings)
    """The Markdown that pages are written in."""
    blocks: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    """Generated blocks that are about something else than the content: name to what makes it."""

    @functools.cached_property
    def directory(self) -> Directory:
        """The pages by kind and condition."""
        return Directory(self.content.pages)

    @functools.cached_property
    def matcher(self) -> TermMatcher:
        """What finds the glossary's terms in text."""
        return TermMatcher(self.content.terms)

    @functools.cached_property
    def numbers(self) -> tuple[EmergencyNumber, ...]:
        """Every emergency number, that of the site's own country first."""
        return nearest_first(self.content.numbers, self.settings.country)

    @functools.cached_property
    def references(self) -> Mapping[str, Markup]:
        """Each reference as HTML, by key."""
        store = Store(self.cache / "references", ".txt")
        return format_references(self.content.references.items, store)

    @functools.cached_property
    def picture_sizes(self) -> Mapping[str, tuple[float, float]]:
        """Width and height of each raster image below docs/, by its path there."""
        files = self.content.files
        return {one.src: (one.picture.width, one.picture.height) for one in files if one.picture}

    def navigator(self, src: str) -> Navigator:
        """What makes the links of a page."""
        return Navigator(self.content.pages, src, self.directory)

    def icon(self, name: str, css: str = "") -> Markup:
        """An icon as inline SVG; words beside it say what it means."""
        return icon_of(self.icons, name, css)


def icon_of(icons: Mapping[str, str], name: str, css: str = "") -> Markup:
    """An icon as inline SVG; words beside it say what it means."""
    svg = '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>'
    return Markup(svg).format(f"i {css}".strip(), trusted(icons[name]))


def image_size(
    sizes: Mapping[str, tuple[float, float]], src: str, address: str
) -> tuple[float, float] | None:
    """Width and height of a picture as a page names it; None if that cannot be told."""
    if urlsplit(address).scheme:
        return None
    return next((sizes.get(one) for one in targets(src, [address])), None)


@dataclass(frozen=True)
class RenderedPage:
    """A page that was rendered."""

    article: str
    """The HTML of its article, without its lead."""
    outputs: Outputs
    """What its rendering found out."""


UNRENDERED = RenderedPage("", Outputs())
"""Stands for a page of which nothing was rendered."""


@dataclass(frozen=True)
class Site:
    """A site whose pages are rendered."""

    content: Content
    settings: Settings
    docs: Path
    """The folder of pages and data."""
    disk: Disk
    """What has read the content: asked again, it gives the bytes that were checked."""
    directory: Directory
    """The pages by kind and condition."""
    matcher: TermMatcher
    """What finds the glossary's terms in text."""
    references: Mapping[str, Markup]
    """Each reference as HTML, by key."""
    numbers: tuple[EmergencyNumber, ...]
    """Every emergency number, that of the site's own country first."""
    reviews: Reviews
    """What holds of the recorded reviews."""
    pages: Mapping[str, RenderedPage]
    """Each rendered page, by its path inside docs/."""

    def navigator(self, src: str) -> Navigator:
        """What makes the links of a page."""
        return Navigator(self.content.pages, src, self.directory)

    @property
    def few_numbers(self) -> tuple[EmergencyNumber, ...]:
        """The emergency numbers that stand wherever help is offered."""
        return self.numbers[:FEW]

    def rendered(self, src: str) -> RenderedPage:
        """A page as it was rendered; an empty one for a page that was not."""
        return self.pages.get(src, UNRENDERED)


def finished(source: SiteSource, reviews: Reviews, pages: Mapping[str, RenderedPage]) -> Site:
    """The site that was rendered from a source.

    Args:
        source: what its pages were rendered from.
        reviews: what holds of the recorded reviews.
        pages: the rendered pages, by their paths inside docs/.
    """
    return Site(
        content=source.content,
        settings=source.settings,
        docs=source.docs,
        disk=source.disk,
        directory=source.directory,
        matcher=source.matcher,
        references=source.references,
        numbers=source.numbers,
        reviews=reviews,
        pages=pages,
    )


def has_images(content: Content, src: str) -> bool:
    """Whether a page shows photographs or scans, which readers may want to enlarge."""
    page = content.pages.get(src)
    return bool(page and page.images)


def enlarges(content: Content) -> bool:
    """Whether any page has something that readers may want to enlarge."""
    return any(has_images(content, src) or content.placed(src) for src in content.pages)


def printed_text(content: Content, settings: Settings) -> str:
    """All text that pages may print, so that the fonts hold its letters."""
    pages = (line for page in content.pages.values() for line in page.lines)
    figures = (one for found in content.figures.values() for one in found.figures.values())
    cards = content.cards.cards.values()
    data = (*content.terms, *content.references.items, *content.reviews, *figures, *cards)
    records = (record.model_dump_json() for record in data)
    named = (settings.name, settings.description, settings.contact)
    return "\n".join((*pages, *records, *named))
