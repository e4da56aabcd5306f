"""Tell what is wrong, and stop before anything is written.

Errors stop every build, warnings a strict one. This is decided here, because MkDocs' own --strict
counts log records and so misses some under -q and -v; what MkDocs itself finds is made to count
there, too. `mkdocs serve` never stops: the author is in the middle of writing.
"""

from __future__ import annotations

import logging

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler

from plainleaf.model.findings import Severity, count_text, in_order, of_severity
from plainleaf_mkdocs.run import EARLY, Step

log = logging.getLogger("mkdocs.plainleaf")

LEVELS = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.ADVICE: logging.INFO,
}


class CheckPages(Step):
    """Tells what is wrong, and stops before anything is written."""

    @event_priority(EARLY)
    def on_config(self, config: MkDocsConfig) -> None:
        """Refuse a list of hooks that lost one."""
        self.run.guard(config)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Check everything; MkDocs has not touched the old site yet."""
        handed = self.run.handed
        if self.run.serving:
            _count_nothing()
        elif config.strict:
            _count_everything()
        findings = in_order(handed.build.check())
        if self.run.serving:
            handed.previewed = findings
        for finding in findings:
            log.log(LEVELS[finding.severity], finding.text)
        fatal = (Severity.ERROR, Severity.WARNING) if config.strict else (Severity.ERROR,)
        stopping = of_severity(findings, *fatal)
        if stopping and not self.run.serving:
            raise Abort(f"Stopped before writing anything: {count_text(stopping)}.")


def _count_everything() -> None:
    """Let MkDocs' own warnings, such as those of broken links, stop a strict build under -q and -v.

    Under -q it drops them before it counts them, and under -v it looks at no anchors.
    """
    logger = logging.getLogger("mkdocs")
    logger.setLevel(min(logger.level, logging.WARNING))
    logging.getLogger("mkdocs.structure.pages").setLevel(max(logger.level, logging.INFO))


def _count_nothing() -> None:
    """Take MkDocs' count of warnings away, by which `mkdocs serve --strict` would end."""
    logger = logging.getLogger("mkdocs")
    for handler in list(logger.handlers):
        if isinstance(handler, CountHandler):
            logger.removeHandler(handler)
