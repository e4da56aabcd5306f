"""The list of cases: what a learner may know of each before trying it, and nothing else.

Cases stand by their titles, never by what they turn out to be; they are chosen by what was examined
and how.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plainleaf.model.figures import Figure
from plainleaf.reading.page import Page
from plainleaf.rendering.fragments import render_fragment
from plainleaf.rendering.navigation import Navigator, page_title
from plainleaf.rendering.view import LinkView
from plainleaf.text.markup import Markup


@dataclass(frozen=True)
class CaseView:
    """A case in the list."""

    link: LinkView
    """Its title and address."""
    description: str
    """What its front matter says of it, in a sentence or two."""
    regions: tuple[str, ...]
    """The parts of the body that its pictures to read show, in their order."""
    modalities: tuple[str, ...]
    """How those were made, in their order."""


def case_views(
    cases: Mapping[str, Page], figures: Mapping[str, Mapping[str, Figure]], navigator: Navigator
) -> tuple[CaseView, ...]:
    """The cases by their titles.

    Args:
        cases: the cases, by their paths inside docs/.
        figures: the figures beside each, by their ids.
        navigator: makes the links as the page with the list writes them.
    """
    found = []
    for src, page in cases.items():
        if page.meta is None:
            continue
        known = figures.get(src, {})
        # Pictures for comparison, and those of the answers, are not what a learner is asked.
        asked = [
            known[block.argument]
            for block in page.block_named("figure-to-read")
            if block.argument in known
        ]
        found.append(
            CaseView(
                navigator.link(page_title(page), src),
                page.meta.description,
                _each(one.region for one in asked),
                _each(one.modality for one in asked),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.link.title.casefold(), one.link.url)))


def _each(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def render_case_list(cases: Iterable[CaseView]) -> Markup:
    """The list as HTML; a script adds the two choices to it."""
    return render_fragment("case_list.html", cases=tuple(cases))
