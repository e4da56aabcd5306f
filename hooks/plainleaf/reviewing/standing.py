"""Whether each recorded review and signature still holds, by what readers get of each page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from plainleaf.model.facts import SignOff
from plainleaf.model.review import (
    PointStanding,
    Reviews,
    ReviewState,
    point_standing,
    review_state,
)
from plainleaf.model.review_roles import roles_of_kind, roles_of_point
from plainleaf.model.review_text import ReviewedSection, read_sections
from plainleaf.reading.content import Content
from plainleaf.rendering.generated import page_inputs
from plainleaf.rendering.glossary_page import WORD_ID
from plainleaf.rendering.rendered_site import RenderedPage, SiteSource
from plainleaf.rendering.site_markdown import render_markdown
from plainleaf.reviewing.review_material import with_material


class RenderedSections:
    """What readers get of each section of each page; a page is rendered once it is asked for."""

    def __init__(self, source: SiteSource) -> None:
        self._source = source
        self._read: dict[str, tuple[ReviewedSection, ...]] = {}
        self._rendered: dict[str, RenderedPage] = {}

    def rendered(self, src: str) -> RenderedPage:
        """A page (path inside docs/) without the blocks that say how reviews stand."""
        if src not in self._rendered:
            page, source = self._source.content.pages[src], self._source
            inputs = page_inputs(source, src)
            self._rendered[src] = RenderedPage(*render_markdown(page.body, inputs, source.markdown))
        return self._rendered[src]

    def of(self, src: str) -> tuple[ReviewedSection, ...]:
        """The sections of a page (path inside docs/): what a review of it stands on."""
        if src not in self._read:
            page = self.rendered(src)
            outputs = page.outputs
            read = read_sections(outputs.lead_html, page.article, outputs.cited, WORD_ID)
            self._read[src] = with_material(self._source.content, src, read)
        return self._read[src]


def judged_reviews(content: Content, sections: RenderedSections, latest_day: date) -> Reviews:
    """What holds of all recorded reviews and signatures.

    Args:
        content: the site's source.
        sections: what readers get of its pages.
        latest_day: the latest day on which a review can have happened.
    """
    points = point_standings(content, sections)
    held = Reviews(points=points)
    pages = {
        src: _page_state(content, sections, src, len(held.open_on(src)))
        for src in sorted({one.page for one in content.reviews} & content.pages.keys())
    }
    return Reviews(pages, points, _nowhere(content, sections), latest_day)


def point_standings(
    content: Content, sections: RenderedSections
) -> Mapping[str, Mapping[str, PointStanding]]:
    """What holds of each sign-off point, by its id, on each page that it is about."""
    return {
        one.id: {
            src: _point_on(content, sections, one, src)
            for src in sorted(one.sources & content.pages.keys())
        }
        for one in content.sign_offs
    }


def _point_on(
    content: Content, sections: RenderedSections, point: SignOff, src: str
) -> PointStanding:
    needed = roles_of_point(point, content.roles)
    told = [one for one in content.reviews if one.page == src and (one.points or one.asks)]
    if not told:  # no reviewer said anything of it: its page need not be rendered
        return PointStanding("open", needed)
    return point_standing(point, src, sections.of(src), told, needed)


def _page_state(
    content: Content, sections: RenderedSections, src: str, open_points: int
) -> ReviewState:
    kind = content.pages[src].kind
    needed = roles_of_kind(kind.name if kind is not None else "", content.roles)
    changed_on = _changed_on(content, src)
    return review_state(src, sections.of(src), content.reviews, open_points, changed_on, needed)


def _changed_on(content: Content, src: str) -> date | None:
    meta = content.pages[src].meta
    return max((one.date for one in meta.changes), default=None) if meta is not None else None


def _nowhere(content: Content, sections: RenderedSections) -> Mapping[str, tuple[str, ...]]:
    """The sections that a point names and that no page has, by its id."""
    return {
        one.id: tuple(_without_section(one.pages, content, sections))
        for one in content.sign_offs
        if any("#" in place for place in one.pages)
    }


def _without_section(
    places: Iterable[str], content: Content, sections: RenderedSections
) -> Iterable[str]:
    for place in places:
        src, mark, name = place.partition("#")
        if mark and src in content.pages and name not in {one.id for one in sections.of(src)}:
            yield place
