"""Step 8: put the finished site in the old one's place, in one step; nothing less replaces it.

MkDocs empties the site's folder before it writes, and aborts a strict build only after the last
`on_post_build`. So a build writes beside the site, and the two change places in `on_shutdown`,
where all is said and done, for `gh-deploy` too. `mkdocs serve` has a folder of its own.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import click
import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from plainleaf.checks.mkdocs_file import hooks_problem
from plainleaf.delivery.publish import PublishError, Staging, begin, discard, disk_trouble, publish
from plainleaf.delivery.site_place import why_not
from plainleaf.delivery.today import TimeError, build_time, why_clock

log = logging.getLogger("mkdocs.plainleaf")

UNCHANGED = "What stood there is unchanged."
STOPPED = 130
"""The status of a command that Ctrl-C stopped."""


@dataclass
class _Run:
    """The build that `on_shutdown` ends; it is told nothing."""

    staging: Staging
    config: MkDocsConfig
    site_dir: str
    finished: bool = False


_run: _Run | None = None


@event_priority(200)  # before the content is read: of two builds, the later has the later text
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let MkDocs write beside the site."""
    global _run  # see _Run
    problem = hooks_problem([str(one) for one in config.hooks])
    if problem:
        raise Abort(f"mkdocs.yml: {problem} Nothing was written.")
    # Not by the command of on_startup: `mkdocs serve --clean` calls itself a build.
    context = click.get_current_context(silent=True)
    if context is not None and context.info_name == "serve":
        return config
    if _run is not None:  # another build in the same process, which nobody ended
        discard(_run.staging)
        _run = None
    site = config.site_dir
    refusal = why_not(Path(site), Path(config.config_file_path).parent, _sources(config))
    if refusal:
        raise Abort(f"{refusal} Nothing was written.")
    # For MkDocs and its plugins, too: they write dates into the sitemap and into archives.
    root = Path(config.config_file_path).parent
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
    _run = _Run(staging, config, site)
    return config


def _sources(config: MkDocsConfig) -> list[Path]:
    """The folders that a site is made from, and that of tests; the project's own is another."""
    root = Path(config.config_file_path).parent
    hooks = {(root / hook).parent for hook in config.hooks} - {root}
    folders = [Path(config.docs_dir), *sorted(hooks), root / "tests", root / ".git"]
    return folders + ([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])


@event_priority(-1000)  # after everything else, the audit too
def on_post_build(*, config: MkDocsConfig) -> None:  # noqa: ARG001  # MkDocs' interface
    """Remember that this build came to its end; MkDocs may still abort it, for a warning."""
    if _run is not None:
        _run.finished = True


def on_build_error(*, error: Exception) -> None:
    """Remember that this build failed. What is nobody's mistake in Python is told in a sentence."""
    if _run is None:
        return
    _run.finished = False
    trouble = _changed(error, _run.config) or _broken_template(error) or disk_trouble(error)
    if isinstance(error, RecursionError):  # MkDocs has named the page by now
        trouble = "That page nests lists, quotes or signs too deeply to be shown. Make it flatter."
    if trouble:
        raise Abort(f"{trouble} {UNCHANGED}") from error


def _changed(error: Exception, config: MkDocsConfig) -> str:
    """Return what to tell of a file of docs/ that was there when it was checked."""
    if not isinstance(error, OSError) or isinstance(error, shutil.SameFileError):
        return ""
    docs, told = Path(config.docs_dir), str(error.filename or error)
    if disk_trouble(error) or docs.as_posix() not in told:
        return ""
    root = Path(config.config_file_path).parent
    name = next((one for one in config["plainleaf"].build.source.disk.digests if one in told), told)
    shown = Path(name).relative_to(root) if Path(name).is_relative_to(root) else name
    return f"{shown} was changed during the build, after it was checked. Build again."


def _broken_template(error: Exception) -> str:
    if not isinstance(error, jinja2.TemplateSyntaxError):
        return ""
    file = Path(error.filename or error.name or "a template")
    return f"{file}:{error.lineno}: this template is broken: {error.message}. Mend it."


def on_shutdown() -> None:
    """Let the new site take the old one's place, or remove what was written."""
    global _run  # see _Run
    if _run is None:
        return
    run, _run = _run, None
    run.config.site_dir = run.site_dir  # `gh-deploy` reads it after this
    # An interrupt is no error to MkDocs, but it is on its way through here.
    if not run.finished or sys.exc_info()[0] is not None:
        discard(run.staging)
        if sys.exc_info()[0] is KeyboardInterrupt:
            print(f"Stopped. {UNCHANGED}", file=sys.stderr)
            raise SystemExit(STOPPED)
        return
    try:
        publish(run.staging)
    except PublishError as error:
        kept = f" {UNCHANGED}" if Path(run.staging.target).exists() else ""
        raise Abort(f"{error}{kept}") from error
    log.info(f"The finished site is in {run.site_dir}")
