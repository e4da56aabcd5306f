"""What an author reads below a page while writing: the findings of that page, most urgent first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from plainleaf.model.findings import Finding, Severity, count_text
from plainleaf.reading.page import Page
from plainleaf.rendering.view import ContractView, FindingsView, FindingView

_ORDER = tuple(Severity)


def findings_view(
    page: Page | None,
    paths: Collection[str],
    findings: Sequence[Finding],
    contract: ContractView | None = None,
) -> FindingsView:
    """The findings of one page.

    Args:
        page: the page; None for one that is not written in Markdown.
        paths: the files whose findings are the page's own, as findings print them.
        findings: all findings.
        contract: how complete the page is, if it is a case.
    """
    here = sorted((one for one in findings if one.path in paths), key=_urgency)
    others = [one for one in findings if one.path not in paths]
    return FindingsView(
        summary=count_text(here),
        worst=here[0].severity if here else "",
        here=tuple(_view(one, page) for one in here),
        causes=tuple(_view(one, None) for one in others if one.first),
        elsewhere=count_text(others) if others else "",
        rendered=page is None or (page.readable and page.meta is not None),
        contract=contract,
    )


def _urgency(finding: Finding) -> tuple[int, str, int, int]:
    return _ORDER.index(finding.severity), finding.path, finding.line, finding.column


def _view(finding: Finding, page: Page | None) -> FindingView:
    source = ""
    if page is not None and page.readable and finding.path == page.path:
        source = page.lines[finding.line - 1].strip() if finding.line <= len(page.lines) else ""
    return FindingView(
        severity=finding.severity,
        code=finding.code,
        place=f"{finding.path}:{finding.line}:{finding.column}",
        source=source if len(source) <= 160 else f"{source[:159]}…",
        message=finding.message,
        fix=finding.fix,
    )
