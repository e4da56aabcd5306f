"""The state of one run of MkDocs, which all steps share, and when MkDocs calls each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from plainleaf.build import Build
from plainleaf.checks.finished import FinishedPage
from plainleaf.checks.mkdocs_file import hooks_problem
from plainleaf.delivery.publish import Staging
from plainleaf.keeping.last_time import LastTime
from plainleaf.model.findings import Finding
from plainleaf.rendering.articles import Article
from plainleaf.rendering.page_views import Offers
from plainleaf.search.index import SearchPage
from plainleaf_mkdocs.templates import CompiledTemplates

EARLY: Final = 100
"""The priority of a step at an event that must see what MkDocs has read before other plugins do."""
LATE: Final = -1000
"""The priority of a step that must see what all other plugins have made.

Every step has one of these two at each event, or none where others do not matter. With the same
priority MkDocs calls in the order of `hooks:`, which so is the order in which things happen.
"""
UNCHANGED: Final = "What stood there is unchanged."
"""What every message says of the old site when a build has failed."""


@dataclass
class Writing:
    """The place that a build writes to, until its site takes the old one's place."""

    staging: Staging
    config: MkDocsConfig
    site_dir: str
    """Where the site is to stand, as the configuration had it."""
    finished: bool = False


@dataclass
class Handed:
    """A build, and what one step of it hands to a later one.

    No part of the core reads it: what was handed over is an argument of the calls that need it.
    """

    build: Build
    previewed: tuple[Finding, ...] | None = None
    """What the checks found, when an author looks at the site while writing; None in a build."""
    articles: dict[str, Article] = field(default_factory=dict)
    """The articles that are rendered already, by their paths inside docs/."""
    published: frozenset[str] = frozenset()
    """The files of docs/ that go into the site, by their paths there."""
    offers: Offers = field(default_factory=dict)
    """What was printed for each page; nothing when nothing was."""
    blank: tuple[FinishedPage, ...] = ()
    """Pages that the theme made of nothing: the scripts and styles in them are its own."""
    searched: Mapping[str, SearchPage] = field(default_factory=dict)
    """What the search holds of each page, by its path inside docs/."""


@dataclass
class MkdocsRun:
    """One run of MkDocs: it makes one build, or under `mkdocs serve` one after another."""

    by_hooks: bool
    """Whether the steps are hooks of mkdocs.yml; False when the plugin calls them."""
    command: str = "build"
    """What MkDocs calls this run: build, serve, gh-deploy."""
    writing: Writing | None = None
    """Where this build writes; None under `mkdocs serve`, which has a folder of its own."""
    last: LastTime = field(default_factory=LastTime)
    """What the last build under `mkdocs serve` has read."""
    templates: CompiledTemplates = field(default_factory=CompiledTemplates)
    """The templates that this process has compiled."""
    begun: Handed | None = None
    """The present build with what its steps handed on; None before it has begun."""

    @property
    def serving(self) -> bool:
        """Whether an author looks at the site while writing."""
        # `mkdocs serve --clean` calls itself a build.
        context = click.get_current_context(silent=True)
        return self.command == "serve" or (context is not None and context.info_name == "serve")

    @property
    def handed(self) -> Handed:
        """The present build with what its steps handed on.

        Raises:
            Abort: it has not begun, because a step is missing.
        """
        if self.begun is None:
            raise Abort("mkdocs.yml: the step that reads the content is missing.")
        return self.begun

    @property
    def build(self) -> Build:
        """The present build.

        Raises:
            Abort: it has not begun, because a step is missing.
        """
        return self.handed.build

    def guard(self, config: MkDocsConfig) -> None:
        """Refuse a list of hooks that lost one, or plugin and hooks at once.

        Three steps ask, so that each of them may be the one that is missing.

        Raises:
            Abort: the site would be published unchecked.
        """
        problem = hooks_problem([str(one) for one in config.hooks], plugin=not self.by_hooks)
        if problem:
            raise Abort(f"mkdocs.yml: {problem} Nothing was written.")


@dataclass(frozen=True)
class Step:
    """One step of a build; its methods `on_…` are what MkDocs calls."""

    run: MkdocsRun
