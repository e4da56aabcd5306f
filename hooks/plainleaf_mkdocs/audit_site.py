"""Look at the finished site.

Every link and file that its pages name must exist, and each page must say, word for word, what its
author wrote.

Stops a build at every verbosity: MkDocs' own link checks are silent under -q and -v.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from plainleaf.checks.audit import Broken, audit_findings, audit_html, audit_site
from plainleaf.checks.finished import read_site
from plainleaf.checks.hidden_cases import case_lists, hidden_cases
from plainleaf.checks.leaks import HiddenCase, LeaksEach, PublishedFile, find_leaks
from plainleaf.checks.rules.finished_site import TELLS
from plainleaf.model.findings import count_text
from plainleaf.print.offers import FOLDER
from plainleaf.proof.prove_site import prove_site
from plainleaf.reading.content import Content
from plainleaf.reading.disk import read_regular
from plainleaf.reading.unchanged import changed_files
from plainleaf.rendering.navigation import page_url
from plainleaf_mkdocs.run import LATE, Step

log = logging.getLogger("mkdocs.plainleaf")


def _told(content: Content, folder: Path, address: str, each: LeaksEach) -> Iterator[Broken]:
    """What tells a case before its answer, wherever it is published."""
    cases = hidden_cases(content, address)
    if not cases:
        return
    names = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*"))
    files = (
        PublishedFile(name, read_regular(folder / name))
        for name in names
        if not (folder / name).is_dir()
    )
    printed = {
        name: told_on_paper(name, read_regular(folder / name), cases)
        for name in names
        if name.startswith(f"{FOLDER}/") and name.endswith(".pdf")
    }
    for leak in find_leaks(files, cases, case_lists(content), printed, each):
        reason = f"tells what {leak.case} is about"
        yield Broken(leak.file, leak.said, reason, TELLS)


def told_on_paper(name: str, data: bytes, cases: Iterable[HiddenCase]) -> tuple[str, ...]:
    """What a printed file tells: of a case all that stands before its answers."""
    from plainleaf.print.tells import (  # a site without PDFs needs nothing that prints
        told_around,
        told_before,
    )

    file = name.rpartition("/")[2]
    own = next((one for one in cases if file.startswith(f"{one.slug}-")), None)
    return told_before(data, own.answers_title, own.choices) if own else told_around(data)


class AuditSite(Step):
    """Looks at the finished site."""

    @event_priority(LATE)  # after everything else has written
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Audit what was written, and prove its words."""
        handed, folder = self.run.handed, Path(config.site_dir)
        build = handed.build
        finished = read_site(folder, build.work.read)
        pages = {page_url(src): page for src, page in build.content.pages.items()}
        base = urlsplit(config.site_url or "").path or "/"
        base = base if base.endswith("/") else f"{base}/"
        changed = changed_files(build.content.files, handed.published, folder)
        if handed.previewed is None and (one := next(changed, None)):
            raise Abort(f"{one} was changed during the build, after it was checked. Build again.")
        found = audit_site(folder, finished, base, build.settings.url, build.settings.contact)
        found += audit_html(finished, handed.blank)
        found += tuple(_told(build.content, folder, config.site_url or "", build.work.find_leaks))
        if self.run.serving:
            # A page with invalid front matter has broken links; check_pages has reported the cause.
            found = tuple(one for one in found if one.file not in pages or pages[one.file].meta)
        unlike = prove_site(build.site, folder, handed.searched, build.work.prove)
        findings = (*audit_findings(found, pages), *unlike)
        for finding in findings:
            log.error(finding.text)
        if findings and not self.run.serving:
            raise Abort(f"The finished site is not sound: {count_text(findings)}.")
