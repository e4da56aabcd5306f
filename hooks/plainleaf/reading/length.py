"""How long a page is, in the words that its author wrote on it and that readers see open.

Headings, the lead, paragraphs, lists and tables count. What the site brings along does not: care
cards, figures, the list of sources, definitions that open, the state of the review.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from plainleaf.reading.page import Page
from plainleaf.reading.structure import between


@dataclass(frozen=True)
class Stretch:
    """A section of a page, or what stands before all of them."""

    title: str
    """Its heading; empty for what stands before the first."""
    words: int
    """How many words it has, its heading among them."""


def stretches(page: Page) -> tuple[Stretch, ...]:
    """A page's sections with their words, in order; those that are generated have none."""
    first = page.sections[0].line - 1 if page.sections else len(page.lines)
    lead = Stretch("", words_between(page, 1, first))
    return (
        lead,
        *(
            Stretch(one.title, words_between(page, one.line, one.end_line))
            for one in page.sections
            if one.spec is None or one.spec.generated is None
        ),
    )


def words_between(page: Page, first: int, last: int) -> int:
    """How many words stand on the lines from `first` to `last` of a page."""
    return sum(count_words(run.plain) for run in between(page.runs, first, last))


@functools.lru_cache(maxsize=4096)  # a page is asked about by several rules
def count_words(text: str) -> int:
    """How many words a text has, as word processors count: `follow-up` is one, `–` none."""
    return sum(any(map(str.isalnum, word)) for word in text.split())
