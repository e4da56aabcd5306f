"""What a build tells of sheets: what it prints, and of each page what was printed before."""

from __future__ import annotations

from pathlib import Path

from plainleaf.build import Build
from plainleaf.delivery.known_sheets import Sheet
from plainleaf.print.clinic import Clinic
from plainleaf.print.documents import documents
from plainleaf.rendering.rendered_site import RenderedPage, Settings
from plainleaf.rendering.rendering import Outputs
from plainleaf.sheet_work import earlier_files, printed_sheets
from small_site import write

ROOT = Path(__file__).parents[1]
FAQ, CASE = "conditions/leaf-fever/faq.md", "cases/a-spot/index.md"
CHANGES = (
    '\nchanges:\n  - {date: 2026-11-20, what: "Begun."}\n  - {date: 2027-02-01, what: "Added."}'
)


def test_a_page_tells_its_earlier_sheets_and_a_case_no_change(tmp_path: Path) -> None:
    write(tmp_path)
    for src in (FAQ, CASE):
        page = tmp_path / "docs" / src
        page.write_text(page.read_text().replace("\n---\n", f"{CHANGES}\n---\n", 1))
    build = Build.start(tmp_path, tmp_path / "docs", ROOT / "overrides", Settings("L", ""))
    for src in build.content.pages:
        build.pages[src] = RenderedPage("<p>Text.</p>", Outputs(lead_html="<p>Lead.</p>"))
    printed = documents(build.site, Clinic())
    now = printed_sheets(printed)
    assert len(now) == len(printed)
    assert {one.page for one in now if one.name == "leaf-fever-booklet"} == {
        "conditions/leaf-fever/index.html"
    }
    known = [
        Sheet("aaaaaa", "leaf-fever-faq", "conditions/leaf-fever/faq.html", "2026-11-20", (1,)),
        Sheet("bbbbbb", "a-spot-case", "cases/a-spot/index.html", "2026-11-20", (1,)),
    ]
    found = earlier_files(build.content, printed, known, {})
    assert {src: name for src, (name, _) in found.items()} == {
        FAQ: "conditions/leaf-fever/faq.js",
        CASE: "cases/a-spot/index.js",
    }
    assert b'"since": ["February 1, 2027: Added."]' in found[FAQ][1]
    assert b"Added" not in found[CASE][1]
    assert earlier_files(build.content, printed, [], {}) == {}
