"""A page gets another name: what names it follows, and its old address leads on."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_site
from plainleaf.authoring import rename as renaming
from plainleaf.authoring.rename import rename
from plainleaf.authoring.scaffold import ScaffoldError
from plainleaf.checks.check import check_all
from plainleaf.cli import main
from plainleaf.reading.content import load_content
from plainleaf.rendering.old_addresses import old_addresses

FOLDER = "conditions/leaf-fever"
OLD, NEW = f"{FOLDER}/water.md", f"{FOLDER}/give-water.md"
BODY = """Lead. [own](#how) [again](water.md#how)

## How {#how}

Text.
"""
OTHER = """[a](conditions/leaf-fever/water.md#how) [b](<conditions/leaf-fever/water.md> "title")
[c][w] [d](about/index.md) `[e](conditions/leaf-fever/water.md)` conditions/leaf-fever/water.md

[w]: conditions/leaf-fever/water.md
"""
FACTS = f"""# {OLD} was begun in spring.
- id: "1"
  fact: Leaves need water.
  sources: [VEIN]
  fate:
    - {{page: {OLD}, heading: How}}
    - {{page: {FOLDER}/water.md-old.md, heading: How}}
"""


def _site(root: Path) -> Path:
    overview = small_site.FILES[f"{FOLDER}/index.md"]
    assert isinstance(overview, str)
    return small_site.write(
        root,
        {
            f"{FOLDER}/index.md": overview.replace("\nkind:", "\nparts: [water, rainwater]\nkind:"),
            OLD: small_site.page("part", "Water", BODY),
            f"{FOLDER}/rainwater.md": small_site.page("part", "Rain water", BODY),
            "index.md": small_site.page("home", "Leaves", OTHER),
            "_data/facts.yml": FACTS,
            "_data/moved.yml": f"- {{from: {FOLDER}/index.md#rain, to: {OLD}}}\n",
            "_data/published.yml": f"- page: {OLD}\n  anchors: [how]\n",
        },
    )


def _texts(root: Path) -> dict[str, bytes]:
    return {
        one.relative_to(root).as_posix(): one.read_bytes()
        for one in sorted(root.rglob("*"))
        if one.is_file()
    }


def test_links_data_and_lists_follow(tmp_path: Path) -> None:
    root = _site(tmp_path)
    before = _texts(root)
    told = rename(OLD, "Give water", root, root / "docs")
    assert told.startswith(f"Renamed to docs/{NEW}; ")
    now = {name: text.decode() for name, text in _texts(root).items()}
    assert f"docs/{OLD}" not in now
    assert now[f"docs/{NEW}"] == before[f"docs/{OLD}"].decode().replace(
        "(water.md#how)", "(give-water.md#how)"
    )
    home = now["docs/index.md"]
    assert f"[a]({NEW}#how) [b](<{NEW}> " in home
    assert f"\n[w]: {NEW}\n" in home
    assert f"`[e]({OLD})` {OLD}\n" in home  # code and words are no links
    assert "\nparts: [give-water, rainwater]\n" in now[f"docs/{FOLDER}/index.md"]
    facts = now["docs/_data/facts.yml"]
    assert f"# {OLD} was begun" in facts
    assert f"{{page: {NEW}, heading: How}}" in facts
    assert f"{FOLDER}/water.md-old.md" in facts
    assert now["docs/_data/moved.yml"] == (
        f"- {{from: {FOLDER}/index.md#rain, to: {NEW}}}\n- {{from: {OLD}, to: {NEW}}}\n"
    )


def test_the_old_address_leads_on_and_the_checks_agree(tmp_path: Path) -> None:
    root = _site(tmp_path)
    rename(OLD, "give-water", root, root / "docs")
    content = load_content(root, root / "docs")
    found = [one for one in check_all(content) if one.code in {"PL282", "PL283", "PL927"}]
    assert found == []
    (name, html), *more = old_addresses(content).items()
    assert (name, more) == (f"{FOLDER}/water.html", [])
    assert b'content="0; url=give-water.html"' in html
    assert b'<h1><a href="give-water.html">Water</a></h1>' in html


def test_a_name_that_comes_back_is_a_page_again(tmp_path: Path) -> None:
    root = _site(tmp_path)
    rename(OLD, "give-water", root, root / "docs")
    rename(NEW, "water", root, root / "docs")
    content = load_content(root, root / "docs")
    assert list(old_addresses(content)) == [f"{FOLDER}/give-water.html"]
    assert [one for one in check_all(content) if one.code in {"PL282", "PL283"}] == []


@pytest.mark.parametrize(
    ("page", "name", "why"),
    [
        (f"{FOLDER}/none.md", "x", "is no page of this site"),
        (OLD, "water.md", "has this name already"),
        (OLD, "rainwater", "exists already"),
        (OLD, "faq", "must be conditions/"),
        (f"{FOLDER}/index.md", "x", "cannot get another name"),
        (f"{FOLDER}/faq.md", "x", "must be conditions/"),
    ],
)
def test_what_cannot_be(tmp_path: Path, page: str, name: str, why: str) -> None:
    root = _site(tmp_path)
    before = _texts(root)
    with pytest.raises(ScaffoldError, match=why):
        rename(page, name, root, root / "docs")
    assert _texts(root) == before


def test_a_disk_that_refuses_one_file_leaves_all_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = _site(tmp_path)
    before = _texts(root)

    def full(file: Path, text: str) -> None:
        if file.name == "moved.yml":
            raise OSError(28, "No space left on device", str(file))
        file.write_text(text, encoding="utf-8")

    monkeypatch.setattr(renaming, "replace_file", full)
    assert main(["--root", str(root), "rename", str(root / "docs" / OLD), "give-water"]) == 2
    assert capsys.readouterr().err.endswith("moved.yml: the disk is full.\n")
    assert _texts(root) == before
