"""Whether each recorded review and signature still holds, by what readers get of each page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from plainleaf.model.review import (
    PointState,
    Reviews,
    ReviewState,
    open_points,
    point_sections,
    point_state,
    review_state,
)
from plainleaf.model.review_text import ReviewedSection, read_sections
from plainleaf.reading.content import Content
from plainleaf.rendering.generated import page_inputs
from plainleaf.rendering.glossary_page import WORD_ID
from plainleaf.rendering.rendered_site import SiteSource
from plainleaf.rendering.site_markdown import render_markdown
from plainleaf.reviewing.review_material import with_material


class RenderedSections:
    """What readers get of each section of each page; a page is rendered once it is asked for."""

    def __init__(self, source: SiteSource) -> None:
        self._source = source
        self._read: dict[str, tuple[ReviewedSection, ...]] = {}

    def of(self, src: str) -> tuple[ReviewedSection, ...]:
        """The sections of a page (path inside docs/): what a review of it stands on."""
        if src not in self._read:
            self._read[src] = _sections(self._source, src)
        return self._read[src]

    def of_pages(self, pages: Iterable[str]) -> Mapping[str, tuple[ReviewedSection, ...]]:
        """The sections of those of some pages that there are, by their paths."""
        return {src: self.of(src) for src in pages if src in self._source.content.pages}

    def with_points(self, src: str) -> Mapping[str, tuple[ReviewedSection, ...]]:
        """The sections of a page, and of every page that its points are about as well."""
        points = [one for one in self._source.content.sign_offs if src in one.sources]
        return self.of_pages({src, *(name for one in points for name in one.sources)})


def _sections(source: SiteSource, src: str) -> tuple[ReviewedSection, ...]:
    """The sections of a page, rendered without the blocks that say how reviews stand."""
    page = source.content.pages[src]
    article, outputs = render_markdown(page.body, page_inputs(source, src), source.markdown)
    read = read_sections(outputs.lead_html, article, outputs.cited, WORD_ID)
    return with_material(source.content, src, read)


def judged_reviews(content: Content, sections: RenderedSections, latest_day: date) -> Reviews:
    """What holds of all recorded reviews and signatures.

    Args:
        content: the site's source.
        sections: what readers get of its pages.
        latest_day: the latest day on which a review can have happened.
    """
    points = point_states(content, sections)
    pages = _page_states(content, sections, points)
    return Reviews(pages, points, _nowhere(content, sections), latest_day)


def point_states(content: Content, sections: RenderedSections) -> Mapping[str, PointState]:
    """Whether each sign-off point is open, signed, or signed for another text, by its id."""
    signed = (one for one in content.sign_offs if one.state == "signed")
    found = {one.id: point_state(one, sections.of_pages(one.sources)) for one in signed}
    return {one.id: found.get(one.id, "open") for one in content.sign_offs}


def _page_states(
    content: Content, sections: RenderedSections, points: Mapping[str, PointState]
) -> Mapping[str, ReviewState]:
    """The state of each page that somebody has reviewed: only for these the words say something."""
    records = content.reviews
    return {
        src: review_state(
            src,
            sections.of(src),
            records,
            open_points(content.sign_offs, points, src),
            _changed_on(content, src),
        )
        for src in sorted({one.page for one in records} & content.pages.keys())
    }


def _changed_on(content: Content, src: str) -> date | None:
    meta = content.pages[src].meta
    return max((one.date for one in meta.changes), default=None) if meta is not None else None


def _nowhere(content: Content, sections: RenderedSections) -> Mapping[str, tuple[str, ...]]:
    """The sections that a point names and that no page has, by its id."""
    return {
        one.id: tuple(
            place
            for place in one.pages
            if "#" in place
            and place.partition("#")[0] in content.pages
            and not point_sections(
                one.model_copy(update={"pages": (place,)}), sections.of_pages(one.sources)
            )
        )
        for one in content.sign_offs
        if any("#" in place for place in one.pages)
    }
