"""Step 7: look at the finished site.

Every link and file that its pages name must exist, and each page must say, word for word, what its
author wrote.

Stops a build at every verbosity: MkDocs' own link checks are silent under -q and -v.
"""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from plainleaf.checks.audit import audit_findings, audit_html, audit_site
from plainleaf.checks.finished import read_site
from plainleaf.model.findings import count_text
from plainleaf.proof.prove_site import prove_site
from plainleaf.reading.unchanged import changed_files
from plainleaf.rendering.navigation import page_url
from plainleaf.run import Run

log = logging.getLogger("mkdocs.plainleaf")

_command = "build"


def on_startup(*, command: str, dirty: bool) -> None:  # noqa: ARG001  # MkDocs' interface
    """Remember whether this process serves or builds."""
    global _command  # MkDocs tells it once a process and nowhere else
    _command = command


@event_priority(-100)  # after everything else has written
def on_post_build(*, config: MkDocsConfig) -> None:
    """Audit what was written, and prove its words."""
    run: Run = config["plainleaf"]
    build, folder = run.build, Path(config.site_dir)
    finished = read_site(folder)
    pages = {page_url(src): page for src, page in build.content.pages.items()}
    base = urlsplit(config.site_url or "").path or "/"
    base = base if base.endswith("/") else f"{base}/"
    changed = changed_files(build.content.files, run.published, folder)
    if run.previewed is None and (one := next(changed, None)):
        raise Abort(f"{one} was changed during the build, after it was checked. Build again.")
    found = audit_site(folder, finished, base, build.settings.url)
    found += audit_html(finished, run.theme)
    if _command == "serve":
        # A page in pieces names much that is not there; what broke it is told already.
        found = tuple(one for one in found if one.file not in pages or pages[one.file].meta)
    unlike = prove_site(build.site, folder, run.searched)
    findings = (*audit_findings(found, pages), *unlike)
    for finding in findings:
        log.error(finding.text)
    if findings and _command != "serve":
        raise Abort(f"The finished site is not sound: {count_text(findings)}.")
