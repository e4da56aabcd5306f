"""One run of a site generator: its build, and what one step of the run hands to a later one.

No part of the core reads it: what was handed over is an argument of the calls that need it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plainleaf.build import Build
from plainleaf.checks.finished import FinishedPage
from plainleaf.model.findings import Finding
from plainleaf.rendering.page_views import Offers
from plainleaf.search.index import SearchPage


@dataclass
class Run:
    """What the steps of one run know."""

    build: Build
    previewed: tuple[Finding, ...] | None = None
    """What the checks found, when an author looks at the site while writing; None in a build."""
    published: frozenset[str] = frozenset()
    """The files of docs/ that go into the site, by their paths there."""
    offers: Offers = field(default_factory=dict)
    """What was printed for each page; nothing when nothing was."""
    theme: tuple[FinishedPage, ...] = ()
    """Pages that the theme made of nothing: the scripts and styles in them are its own."""
    searched: Mapping[str, SearchPage] = field(default_factory=dict)
    """What the search holds of each page, by its path inside docs/."""
