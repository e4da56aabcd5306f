"""A check of some pages says of them what a check of everything says, and reads less."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plainleaf.checks.check import check_all
from plainleaf.model.findings import Finding
from plainleaf.reading import content
from plainleaf.reading.content import find_pages, load_content

ROOT = Path(__file__).parent / "site"
"""A site of every kind of page; nobody writes into it."""
SLIPS = (
    ("condition: samplitis", "condition: samplosis"),
    ("## Sources", "## Source"),
    ("[@GREEN]", "[@NOBODY]"),
    (".md)", ".md#nowhere)"),
    ("page: conditions", "page: condition"),
    ("page: about/index.md#print-handouts", "page: glossary.md#nowhere"),
    ("/// figure | ", "/// figure | un"),
    ("kind: ", "kid: "),
    ("---\n", ""),
)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site with the same slips on every page; nobody changes it further."""
    root = tmp_path_factory.mktemp("broken")
    shutil.copytree(ROOT / "docs", root / "docs")
    for number, (old, new) in enumerate(SLIPS):
        for page in find_pages(root / "docs"):
            file = root / "docs" / page
            # A slip that ends the reading of front matter stands on one page only.
            if number < 7 or page == "about/index.md":
                text = file.read_text(encoding="utf-8")
                file.write_text(text.replace(old, new), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def everything(broken: Path) -> tuple[Finding, ...]:
    """What a check of the whole site says."""
    return check_all(load_content(broken, broken / "docs"))


@pytest.mark.parametrize("page", find_pages(ROOT / "docs"))
def test_one_page_is_told_the_same_alone(
    broken: Path, everything: tuple[Finding, ...], page: str
) -> None:
    alone = check_all(load_content(broken, broken / "docs", {page}), only={page})
    path = f"docs/{page}"
    assert [one for one in alone if one.path == path] == [
        one for one in everything if one.path == path
    ]


def test_the_slips_are_found_at_all(everything: tuple[Finding, ...]) -> None:
    codes = {one.code for one in everything if one.path.endswith(".md")}
    assert {"PL110", "PL119", "PL501", "PL706"} <= codes


def test_what_no_page_asked_for_needs_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: dict[str, tuple[bool, bool]] = {}
    read_page = content.read_page

    def spy(path: str, data: bytes, *, docs: str, judged: bool, matter_only: bool) -> object:
        read[path] = judged, not matter_only
        return read_page(path, data, docs=docs, judged=judged, matter_only=matter_only)

    monkeypatch.setattr(content, "read_page", spy)
    case = "cases/itching-after-a-walk/index.md"
    load_content(ROOT, ROOT / "docs", {case})
    whole = {path for path, (_, whole) in read.items() if whole}
    # Besides it, only a page to a heading of which it links.
    assert f"docs/{case}" in whole
    assert len(whole) <= 2
    assert [path for path, (judged, _) in read.items() if judged] == [f"docs/{case}"]
    assert len(read) == len(find_pages(ROOT / "docs"))
