"""Put the finished site in the old one's place, in one step; nothing less replaces it.

In `on_shutdown`, where all is said and done, for `gh-deploy` too.
"""

from __future__ import annotations

import logging
import shutil
import sys
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from plainleaf.delivery.publish import PublishError, discard, disk_trouble, publish
from plainleaf_mkdocs.run import LATE, UNCHANGED, Handed, Step

log = logging.getLogger("mkdocs.plainleaf")

STOPPED = 130
"""The status of a command that Ctrl-C stopped."""


class PublishSite(Step):
    """Puts the finished site in the old one's place."""

    @event_priority(LATE)
    def on_post_build(self, *, config: MkDocsConfig) -> None:  # MkDocs' interface
        """Remember that this build came to its end; MkDocs may still abort it, for a warning."""
        if self.run.writing is not None:
            self.run.writing.finished = True

    def on_build_error(self, *, error: Exception) -> None:
        """Remember that this build failed; what an author can fix gets a sentence."""
        writing = self.run.writing
        if writing is None:
            return
        writing.finished = False
        trouble = (
            _changed(error, writing.config, self.run.begun)
            or _broken_template(error)
            or disk_trouble(error)
        )
        if isinstance(error, RecursionError):  # MkDocs has named the page by now
            trouble = (
                "That page nests lists, quotes or signs too deeply to be shown. Make it flatter."
            )
        if trouble:
            raise Abort(f"{trouble} {UNCHANGED}") from error

    def on_shutdown(self) -> None:
        """Let the new site take the old one's place, or remove what was written."""
        writing, self.run.writing = self.run.writing, None
        if writing is None:
            return
        writing.config.site_dir = writing.site_dir  # `gh-deploy` reads it after this
        # An interrupt is no error to MkDocs, but it is on its way through here.
        if not writing.finished or sys.exc_info()[0] is not None:
            discard(writing.staging)
            if sys.exc_info()[0] is KeyboardInterrupt:
                print(f"Stopped. {UNCHANGED}", file=sys.stderr)
                raise SystemExit(STOPPED)
            return
        try:
            publish(writing.staging)
        except PublishError as error:
            kept = f" {UNCHANGED}" if Path(writing.staging.target).exists() else ""
            raise Abort(f"{error}{kept}") from error
        log.info(f"The finished site is in {writing.site_dir}")


def _changed(error: Exception, config: MkDocsConfig, begun: Handed | None) -> str:
    """What to tell of a file of docs/ that was there when it was checked."""
    if not isinstance(error, OSError) or isinstance(error, shutil.SameFileError) or begun is None:
        return ""
    docs, told = Path(config.docs_dir), str(error.filename or error)
    if disk_trouble(error) or docs.as_posix() not in told:
        return ""
    root = Path(config.config_file_path).parent
    name = next((one for one in begun.build.source.disk.digests if one in told), told)
    shown = Path(name).relative_to(root) if Path(name).is_relative_to(root) else name
    return f"{shown} was changed during the build, after it was checked. Build again."


def _broken_template(error: Exception) -> str:
    if not isinstance(error, jinja2.TemplateSyntaxError):
        return ""
    file = Path(error.filename or error.name or "a template")
    return f"{file}:{error.lineno}: this template is broken: {error.message}. Fix it."
