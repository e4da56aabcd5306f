"""What an author reads below a page while writing."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import small_site
from plainleaf.build import Build
from plainleaf.model.findings import Finding, Severity
from plainleaf.reading.page import read_page
from plainleaf.rendering.preview import findings_view
from plainleaf.rendering.rendered_site import Settings

PATH = "docs/a.md"
PAGE = read_page(PATH, b"---\nkind: faq\n---\n\n  Some text.\n")
UNREADABLE = read_page(PATH, b"\xff")


def finding(line: int, severity: Severity, path: str = PATH) -> Finding:
    return Finding(path, line, 1, "PL1", severity, "Wrong.", "Fix it.")


def test_a_page_shows_its_own_findings_the_worst_first() -> None:
    advice, error = finding(1, Severity.ADVICE), finding(5, Severity.ERROR)
    figure = finding(2, Severity.WARNING, "docs/figures.yml")
    other = finding(1, Severity.ERROR, "docs/b.md")
    view = findings_view(PAGE, {PATH, "docs/figures.yml"}, [advice, error, figure, other])
    assert [(one.severity, one.place, one.source) for one in view.here] == [
        ("error", "docs/a.md:5:1", "Some text."),
        ("warning", "docs/figures.yml:2:1", ""),
        ("advice", "docs/a.md:1:1", "---"),
    ]
    assert (view.summary, view.worst) == ("1 error, 1 warning, 1 advice", "error")
    assert view.elsewhere == "1 error"


def test_what_holds_findings_back_is_shown_wherever_it_lies() -> None:
    cause = dataclasses.replace(finding(3, Severity.ERROR, "docs/_data/references.yml"), first=True)
    view = findings_view(PAGE, {PATH}, [cause, finding(1, Severity.ERROR, "docs/b.md")])
    assert [one.place for one in view.causes] == ["docs/_data/references.yml:3:1"]
    assert (view.summary, view.elsewhere) == ("nothing to fix", "2 errors")
    own = dataclasses.replace(finding(3, Severity.ERROR), first=True)
    assert findings_view(PAGE, {PATH}, [own]).causes == ()


def test_a_page_without_findings_says_so() -> None:
    view = findings_view(PAGE, {PATH}, [])
    assert (view.summary, view.worst, view.here, view.elsewhere) == ("nothing to fix", "", (), "")


def test_a_page_that_cannot_be_shown_is_told_apart() -> None:
    # PAGE lacks most of its front matter.
    assert not findings_view(PAGE, {PATH}, []).rendered
    view = findings_view(UNREADABLE, {PATH}, UNREADABLE.findings)
    assert not view.rendered
    assert view.here[0].source == ""
    assert findings_view(None, (), []).rendered


def test_a_long_line_is_cut() -> None:
    page = read_page(PATH, b"x" * 500)
    view = findings_view(page, {PATH}, [finding(1, Severity.ERROR)])
    assert len(view.here[0].source) == 160


def test_only_a_preview_has_findings(tmp_path: Path) -> None:
    overrides = Path(__file__).parents[2] / "overrides"
    root = small_site.write(tmp_path, {"cases/a-spot/index.md": b"\xff"})
    build = Build.start(root, root / "docs", overrides, Settings("Leaves", "About leaves"))
    assert build.view("glossary.md").page.findings is None
    found = build.check()
    for src in ("glossary.md", "cases/a-spot/index.md", "404.html"):
        assert build.view(src, found=found).page.findings is not None, src
    broken = build.view("cases/a-spot/index.md", found=found).page.findings
    assert broken is not None
    assert [one.code for one in broken.here] == ["PL101", "PL949"]
