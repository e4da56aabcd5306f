"""Begin a build: it writes beside the site, which stays as it is until the build has ended well.

MkDocs empties the site's folder before it writes, and aborts a strict build only after the last
`on_post_build`. `mkdocs serve` has a folder of its own. `publish_site.py` ends what begins here.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from plainleaf.delivery.publish import PublishError, begin, discard
from plainleaf.delivery.site_place import why_not
from plainleaf.delivery.today import TimeError, build_time, why_clock
from plainleaf.rendering.theme import THEME
from plainleaf_mkdocs.run import EARLY, UNCHANGED, Step, Writing

log = logging.getLogger("mkdocs.plainleaf")


class BeginSite(Step):
    """Gives a build a folder to write to."""

    def on_startup(self, *, command: str, dirty: bool) -> None:  # MkDocs' interface
        """Remember what this run is: MkDocs tells it here and nowhere else."""
        self.run.command = command

    @event_priority(
        EARLY
    )  # before the content is read: of two builds, the later has the later text
    def on_config(self, config: MkDocsConfig) -> None:
        """Let MkDocs write beside the site."""
        self.run.guard(config)
        if self.run.serving:
            return
        if self.run.writing is not None:  # an earlier build in the same process that did not end
            discard(self.run.writing.staging)
            self.run.writing = None
        site, root = config.site_dir, Path(config.config_file_path).parent
        refusal = why_not(Path(site), root, _sources(config))
        if refusal:
            raise Abort(f"{refusal} Nothing was written.")
        # For MkDocs and its plugins, too: they write dates into the sitemap and into archives.
        try:
            made = build_time(root)
        except TimeError as error:
            raise Abort(str(error)) from error
        clock = why_clock(root)
        if clock:
            log.info(f"This build counts as made now ({clock}): no other will be the same.")
        try:
            staging = begin(Path(site), lambda: log.info(f"Another build writes {site}: waiting."))
        except PublishError as error:
            raise Abort(f"{error} {UNCHANGED}") from error
        config.site_dir = str(staging.folder)
        os.environ["SOURCE_DATE_EPOCH"] = str(int(made.timestamp()))
        self.run.writing = Writing(staging, config, site)


def _sources(config: MkDocsConfig) -> list[Path]:
    """The folders that a site is made from, and that of tests; the project's own is another."""
    root = Path(config.config_file_path).parent
    hooks = {(root / hook).parent for hook in config.hooks} - {root}
    folders = [Path(config.docs_dir), *sorted(hooks), THEME, root / "tests", root / ".git"]
    return folders + ([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])
