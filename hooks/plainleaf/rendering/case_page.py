"""What is generated on the page of a case: findings in plain words, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plainleaf.model.figures import Figure
from plainleaf.model.references import Reference
from plainleaf.model.words import words
from plainleaf.rendering.fragments import render_fragment
from plainleaf.rendering.view import LinkView
from plainleaf.text.markup import Markup


@dataclass(frozen=True)
class Explained:
    """A finding with the part of the patient page that explains it."""

    id: str
    """The finding."""
    number: int
    """Its number in the figures."""
    title: str
    """The heading of that part."""
    url: str
    """Its address, as the case writes it."""


def explained_findings(
    figures: Iterable[Figure], headings: Mapping[str, LinkView]
) -> tuple[Explained, ...]:
    """Each finding once that a page for patients explains, by number.

    Args:
        figures: the figures of the case.
        headings: the headings of the pages for patients, by their ids.
    """
    found = {
        finding.id: Explained(
            finding.id,
            finding.number,
            headings[finding.plain].title,
            headings[finding.plain].url,
        )
        for figure in figures
        for finding in figure.findings
        if finding.plain in headings and finding.plain is not None
    }
    return tuple(sorted(found.values(), key=lambda one: one.number))


def render_plain_words(explained: Iterable[Explained]) -> Markup:
    """The list of findings with their explanations."""
    return render_fragment("plain_words.html", explained=tuple(explained))


def about_case(retells: bool, figures: Iterable[Figure]) -> str:
    """What a case is and what its pictures are, for the box at its top.

    Args:
        retells: whether it retells a published case.
        figures: what the page shows.
    """
    our = words().review
    pictures = {
        frozenset(): "",
        frozenset([True]): our.case_drawings,
        frozenset([False]): our.case_images,
        frozenset([True, False]): our.case_both,
    }
    said = pictures[frozenset(one.schematic for one in figures)]
    return f"{our.case_retold if retells else our.case_own} {said}".rstrip()


def contributors(reference: Reference) -> str:
    """Who contributed a published case, in words: `Ann Lee and Bo Roy`."""
    names = [
        one.literal or " ".join(part for part in (one.given, one.family) if part)
        for one in reference.author
    ]
    return words().article.both.join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def render_how_to_cite(
    title: str, site: str, written: str, address: str, original: Markup, contributor: str
) -> Markup:
    """How to cite a case, the case it retells and its contributor included.

    Args:
        title: the page's title.
        site: the site's name.
        written: the day it was written, in words.
        address: its public address; empty while there is none.
        original: the published case as a formatted reference in HTML; empty when it is our own.
        contributor: who contributed that one.
    """
    return render_fragment(
        "how_to_cite.html",
        title=title,
        site=site,
        written=written,
        address=address,
        original=original,
        contributor=contributor,
    )
