"""A recorded review, from the pack a reviewer reads to what the page says, and how it lapses."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import yaml

from conftest import BuiltSite, built, replace_once, run_mkdocs, run_module

PAGE = "conditions/samplitis/index.html"
SOURCE = "conditions/samplitis/index.md"


def build(project: Path) -> BuiltSite:
    """Build a project strictly for an address, whatever stands in its site folder."""
    done = run_mkdocs(project, "build", "--strict", env={"SITE_URL": "https://leaf.example/"})
    return built(BuiltSite("reviewed", project, done.returncode, done.stdout))


def robots(site: BuiltSite, page: str) -> list[str | None]:
    """What a page tells search engines about itself."""
    return [meta.attributes["content"] for meta in site.tree(page).css("meta[name=robots]")]


def structured(site: BuiltSite, page: str) -> dict[str, object]:
    """A page's structured data."""
    data: dict[str, object] = json.loads(
        site.tree(page).css_first('script[type="application/ld+json"]').text()
    )
    return data


def slip(site: BuiltSite, page: str) -> str:
    """What stands at a page's top about its review."""
    return " ".join(site.tree(page).css_first("#review-state").text().split())


def record(project: Path, page: str, *parts: str) -> None:
    """Add a review of some parts of a page as it stands now, by the entry that is printed."""
    done = run_module("plainleaf", project, "review-pack", f"docs/{page}", "--hashes")
    assert done.returncode == 0, done.stdout
    (entry,) = yaml.safe_load(done.stdout)
    entry |= {"reviewer": "Maria Muster", "role": "Tester of samples"}
    entry |= {"date": datetime.date(2026, 11, 21)}
    kept = {key: value for key, value in entry.items() if key in parts or key not in PARTS}
    file = project / "docs" / "_data" / "reviews.yml"
    file.write_text(yaml.safe_dump([kept], sort_keys=False), encoding="utf-8")


PARTS = ("sections", "points")


def test_review_holds_until_one_character_changes(make_project: Callable[..., Path]) -> None:
    project = make_project()
    written = "written: 2026-11-21\n"
    changes = "changes:\n  - {date: 2026-11-21, what: It has begun.}\n"
    replace_once(project / "docs" / SOURCE, written, written + changes)
    record(project, SOURCE, "sections")
    site = build(project)
    assert not (site.folder / "changes.atom").exists()

    # No point of it is signed yet.
    assert robots(site, PAGE) == ["noindex"]
    said = slip(site, PAGE)
    assert said.startswith("Not fully checked yet.")
    assert "Its text was read by Maria Muster," in said
    assert "slip-ok" not in site.html(PAGE)

    record(project, SOURCE, *PARTS)
    site = build(project)

    assert robots(site, PAGE) == []
    # It may be listed, and no other page.
    sitemap = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert sitemap.count("<loc>") == 1
    assert f"<loc>https://leaf.example/{PAGE}</loc><lastmod>2026-11-21</lastmod>" in sitemap
    crawlers = (site.folder / "robots.txt").read_text(encoding="utf-8")
    assert crawlers == "User-agent: *\nAllow: /\n\nSitemap: https://leaf.example/sitemap.xml\n"
    feed = (site.folder / "changes.atom").read_text(encoding="utf-8")
    assert feed.count("<entry>") == 1
    assert f'<link rel="alternate" type="text/html" href="https://leaf.example/{PAGE}"/>' in feed
    (led,) = site.tree(PAGE).css('link[type="application/atom+xml"]')
    assert led.attributes["href"] == "https://leaf.example/changes.atom"
    assert "changes.atom" not in site.html("index.html")
    said = slip(site, PAGE)
    assert "Checked by Maria Muster, Tester of samples, on November 21, 2026." in said
    assert "Not yet checked" not in said
    assert "Maria Muster" in site.tree(PAGE).css_first(".review").text()
    data = structured(site, PAGE)
    assert data["lastReviewed"] == "2026-11-21"
    assert "Maria Muster" in json.dumps(data["reviewedBy"])
    for other in site.pages:
        if other == PAGE:
            continue
        assert robots(site, other) == ["noindex"], other
        assert "Maria Muster" not in site.html(other), other
        assert "reviewedBy" not in site.html(other), other
        assert "each page says who checked it" in site.tree(other).css_first("footer").text()

    replace_once(project / "docs" / SOURCE, "You may get bored.", "You may get tired.")
    site = build(project)

    assert robots(site, PAGE) == ["noindex"]
    assert not (site.folder / "sitemap.xml").exists()
    assert not (site.folder / "changes.atom").exists()
    said = slip(site, PAGE)
    assert said.startswith("Not checked in its present form.")
    assert "No clinician has checked these parts as they now stand:" in said
    assert "The other parts were checked by Maria Muster" in said
    assert not {"reviewedBy", "lastReviewed"} & structured(site, PAGE).keys()
    assert "slip-ok" not in site.html(PAGE)
    assert "none yet" in site.tree(PAGE).css_first(".imprint").text()


def test_review_pack_of_no_page_says_so(make_project: Callable[..., Path]) -> None:
    done = run_module("plainleaf", make_project(), "review-pack", "docs/nowhere.md")
    assert (done.returncode, done.stdout) == (
        2,
        "plainleaf: docs/nowhere.md is no page of this site.\n",
    )
