"""Reading the site's source: whatever is wrong with the files is a finding, never an exception."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

import real_site
import small_site
from finding_lines import as_text
from plainleaf.checks.check import check_all
from plainleaf.keeping.last_time import LastTime
from plainleaf.reading import disk
from plainleaf.reading.content import (
    cited_by_heading,
    condition_term,
    figure_citations,
    find_pages,
    load_content,
)
from plainleaf.reading.disk import Disk
from small_site import FIGURES, load, page, write

ROOT = Path(__file__).parents[2]
CONDITION = "conditions/leaf-fever/index.md"
FAQ = "conditions/leaf-fever/faq.md"
FIGURE_FILE = "conditions/leaf-fever/figures.yml"
DATA_FILES = [name for name in small_site.FILES if name.startswith("_data/")]


def findings(root: Path) -> list[str]:
    """What is wrong with the files of a project, as the command prints it."""
    return as_text(load(root).findings).splitlines()


def test_reads_a_site(tmp_path: Path) -> None:
    content = load(write(tmp_path))
    assert content.findings == ()
    assert list(content.pages) == [
        "about/index.md",
        "cases/a-spot/index.md",
        FAQ,
        CONDITION,
        "glossary.md",
        "index.md",
    ]
    assert content.pages[CONDITION].path == f"docs/{CONDITION}"
    assert [term.id for term in content.terms] == ["leaf-fever", "vein"]
    assert [one.id for one in content.references.items] == ["FEVER", "VEIN", "OTHER"]
    assert content.references_path == "docs/_data/references.yml"
    assert content.facts_path == "docs/_data/facts.yml"
    assert [one.code for one in content.numbers] == ["US"]
    assert (content.facts.items, content.sign_offs, content.reviews) == ((), (), ())


def test_reads_the_real_site_without_a_finding() -> None:
    assert real_site.content().findings == ()


# --- data files ---


@pytest.mark.parametrize("name", DATA_FILES)
def test_a_missing_data_file(tmp_path: Path, name: str) -> None:
    (line,) = findings(write(tmp_path, {name: None}))
    assert line.startswith(f"docs/{name}:1:1: error PL")
    assert line.endswith(" This file is missing. Restore it; it may be an empty list.")


@pytest.mark.parametrize("name", DATA_FILES)
def test_a_data_file_in_another_encoding(tmp_path: Path, name: str) -> None:
    (line,) = findings(write(tmp_path, {name: "# Fièvre\n[]\n".encode("latin-1")}))
    assert line.startswith(f"docs/{name}:1:1: error PL")
    assert line.endswith(" This file is not UTF-8. Save it as UTF-8.")


@pytest.mark.parametrize("name", DATA_FILES)
@pytest.mark.parametrize("text", ["- [\n", "- a: 'b\n", "a: b\n", "- 1\n", "- &x {}\n", "\x00"])
def test_a_broken_data_file(tmp_path: Path, name: str, text: str) -> None:
    lines = findings(write(tmp_path, {name: text}))
    assert lines
    assert all(line.startswith(f"docs/{name}:") for line in lines)


@pytest.mark.parametrize("name", DATA_FILES)
def test_a_data_file_may_be_an_empty_list_and_begin_with_a_byte_order_mark(
    tmp_path: Path, name: str
) -> None:
    assert findings(write(tmp_path, {name: "\ufeff[]\n"})) == []


def test_a_folder_in_place_of_a_data_file(tmp_path: Path) -> None:
    write(tmp_path, {"_data/facts.yml": None, "_data/facts.yml/x.txt": ""})
    assert findings(tmp_path) == [
        "docs/_data/facts.yml:1:1: error PL120 This file cannot be read: it is a folder, "
        "not a file. Put a file there that can be read."
    ]


def test_no_data_folder_at_all(tmp_path: Path) -> None:
    lines = findings(write(tmp_path, dict.fromkeys(DATA_FILES)))
    assert len(lines) == len(DATA_FILES)
    assert all("This file is missing." in line for line in lines)


def test_a_review_that_is_no_record_is_told_by_its_own_code(tmp_path: Path) -> None:
    reviews = (
        "- {page: index.md, reviewer: Dr A. Leaf, role: Botanist, date: today, "
        "sections: {top: abc}}\n"
    )
    assert findings(write(tmp_path, {"_data/reviews.yml": reviews})) == [
        'docs/_data/reviews.yml:1:58: error PL810 "date" must be a date. '
        "Write it as year-month-day, e.g. 2026-11-21.",
        'docs/_data/reviews.yml:1:82: error PL810 "top" cannot be "abc". '
        "Copy it whole, as plainleaf review-pack prints it with --hashes: 64 digits and letters.",
    ]


def test_reviews_and_sign_off_points_name_real_pages(tmp_path: Path) -> None:
    review = (
        "- page: {page}\n  reviewer: Dr A. Leaf\n  role: Botanist\n  date: 2027-01-31\n"
        f"  sections: {{{{top: '{'0' * 64}'}}}}\n"
    )
    changes = {
        "_data/reviews.yml": review.format(page="index.md") + review.format(page="Index.md"),
        "_data/sign_off.yml": (
            "- {id: a, point: Every line of it., role: Botanist, pages: [index.md]}\n"
            "- {id: b, point: Every line of it., role: Botanist, pages: [a.md, index.md, b.md]}\n"
        ),
    }
    root = write(tmp_path, changes)
    assert findings(root) == [
        'docs/_data/reviews.yml:6:3: error PL810 There is no page "Index.md". '
        "Name a page inside docs/.",
        'docs/_data/sign_off.yml:2:3: error PL120 There is no page "a.md". '
        "Name a page inside docs/.",
        'docs/_data/sign_off.yml:2:3: error PL120 There is no page "b.md". '
        "Name a page inside docs/.",
    ]
    assert len(load(root).reviews) == len(load(root).sign_offs) == 2


# --- pages ---


def test_hidden_folders_data_and_folders_with_the_name_of_a_page_are_no_pages(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        {
            "_data/notes.md": "x",
            "_drafts/a.md": "x",
            ".git/b.md": "x",
            "a/_b/c.md": "x",
            "a/.d.md": "x",
            "folder.md/page.md": page("about"),
            "notes.txt": "x",
        },
    )
    assert find_pages(tmp_path / "docs") == [
        "about/index.md",
        "cases/a-spot/index.md",
        FAQ,
        CONDITION,
        "folder.md/page.md",
        "glossary.md",
        "index.md",
    ]


def test_a_project_inside_a_hidden_folder_has_pages(tmp_path: Path) -> None:
    hidden = tmp_path / ".cache" / "_copy"
    assert len(load(write(hidden)).pages) == 6


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"---\n", b"\x00", b"---\nkind: [\n---\n"])
def test_a_broken_page_is_a_page_with_findings_of_its_own(tmp_path: Path, data: bytes) -> None:
    content = load(write(tmp_path, {"broken.md": data}))
    assert content.findings == ()
    assert content.pages["broken.md"].meta is None
    assert any(one.path == "docs/broken.md" for one in check_all(content))


def test_a_page_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Tests may run as root, whom no permission stops.
    real = disk.read_regular

    def refuse(file: Path, most: int = disk.MOST) -> bytes:
        if file.name == "glossary.md":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(file, most)

    write(tmp_path)
    monkeypatch.setattr(disk, "read_regular", refuse)
    content = load(tmp_path)
    assert "glossary.md" not in content.pages
    assert as_text(content.findings) == (
        "docs/glossary.md:1:1: error PL120 This file cannot be read: you may not open it. "
        "Put a file there that can be read.\n"
    )


def test_a_page_outside_of_the_root_is_named_in_full(tmp_path: Path) -> None:
    write(tmp_path / "a", {"_data/facts.yml": None})
    content = load_content(tmp_path / "b", tmp_path / "a" / "docs")
    assert [one.path for one in content.findings] == [f"{tmp_path}/a/docs/_data/facts.yml"]
    assert CONDITION in content.pages
    assert content.pages[CONDITION].src == CONDITION


# --- figures ---


def test_pages_of_one_folder_share_its_figures(tmp_path: Path) -> None:
    content = load(write(tmp_path))
    assert set(content.figures) == {CONDITION, FAQ}
    assert content.figures[CONDITION] is content.figures[FAQ]
    shared = content.figures[CONDITION]
    assert list(shared.figures) == ["leaf", "unused"]
    assert shared.positions == {"leaf": (1, 3), "unused": (17, 3)}
    assert shared.path == f"docs/{FIGURE_FILE}"
    assert shared.pictures["figures/leaf.svg"].svg == small_site.DRAWING


def test_a_page_shows_only_the_figures_it_places(tmp_path: Path) -> None:
    text = page(
        "faq",
        body="/// figure | nope\n///\n\n/// figure\n///\n\n```\n/// figure | leaf\n///\n```\n\n"
        "/// figure | unused\n///\n",
    )
    content = load(write(tmp_path, {FAQ: text}))
    assert [one.id for one in content.placed(CONDITION)] == ["leaf"]
    assert [one.id for one in content.placed(FAQ)] == ["unused"]
    assert content.placed("glossary.md") == ()


def test_a_broken_figure_file_is_told_once_for_all_its_pages(tmp_path: Path) -> None:
    root = write(tmp_path, {FIGURE_FILE: FIGURES.replace("alt:", "alternative:", 1)})
    assert findings(root) == [
        f'docs/{FIGURE_FILE}:1:3: error PL701 "alt" is missing. Add a line "alt: …".',
        f'docs/{FIGURE_FILE}:3:3: error PL701 "alternative" is not a known name. '
        "Known names: id, modality, region, plane, projection, contrast, sides, schematic, alt, "
        "long, caption, credit, license, license_url, permission, findings, views.",
    ]
    assert load(root).placed(CONDITION) == ()


def test_two_figures_of_one_name(tmp_path: Path) -> None:
    root = write(tmp_path, {FIGURE_FILE: FIGURES.replace("id: unused", "id: leaf")})
    assert findings(root) == [
        f'docs/{FIGURE_FILE}:17:3: error PL701 The id "leaf" is taken: line 1 has it already. '
        "Give this one another, or delete it."
    ]


def test_a_missing_drawing_is_told_where_it_is_asked_for(tmp_path: Path) -> None:
    root = write(tmp_path, {"conditions/leaf-fever/figures/unused.svg": None})
    assert findings(root) == [
        f'docs/{FIGURE_FILE}:17:3: error PL701 The image "figures/unused.svg" cannot be read: '
        "there is no such file. Add it, or correct its name."
    ]
    assert list(load(root).figures[CONDITION].figures) == ["leaf"]


@pytest.mark.parametrize(
    "image", ["../../../outside.svg", "figures/../../../../outside.svg", "{root}/outside.svg"]
)
def test_a_drawing_outside_of_the_pages(tmp_path: Path, image: str) -> None:
    image = image.format(root=tmp_path)
    root = write(tmp_path, {FIGURE_FILE: FIGURES.replace("figures/unused.svg", image)})
    (root / "outside.svg").write_text(small_site.DRAWING)
    (line,) = findings(root)
    assert line.startswith(f'docs/{FIGURE_FILE}:17:3: error PL701 The image "')
    assert line.endswith(" lies outside docs/. Move it beside the page.")


def test_a_link_that_leads_out_of_the_pages(tmp_path: Path) -> None:
    root = write(tmp_path, {"conditions/leaf-fever/figures/unused.svg": None})
    (root / "outside.svg").write_text(small_site.DRAWING)
    (root / "docs/conditions/leaf-fever/figures/unused.svg").symlink_to(root / "outside.svg")
    assert findings(root) == [
        f'docs/{FIGURE_FILE}:17:3: error PL701 The image "figures/unused.svg" lies outside '
        "docs/. Move it beside the page."
    ]


def test_links_that_lead_in_a_circle(tmp_path: Path) -> None:
    root = write(tmp_path, {"conditions/leaf-fever/figures/unused.svg": None})
    folder = root / "docs/conditions/leaf-fever/figures"
    (folder / "unused.svg").symlink_to(folder / "other.svg")
    (folder / "other.svg").symlink_to(folder / "unused.svg")
    (line,) = findings(root)
    assert line.startswith(f"docs/{FIGURE_FILE}:17:3: error PL701 ")


def test_a_folder_in_place_of_a_drawing(tmp_path: Path) -> None:
    root = write(tmp_path, {"conditions/leaf-fever/figures/unused.svg": None})
    (root / "docs/conditions/leaf-fever/figures/unused.svg").mkdir()
    (line,) = findings(root)
    assert "cannot be read: it is a folder, not a file." in line


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        (b"<svg", "This drawing is damaged at line 1. "),
        (b"\xff", "This file is not UTF-8. Save it as UTF-8."),
        (b"<svg/>", "This drawing is not an SVG drawing. Keep shapes with classes only."),
    ],
)
def test_a_broken_drawing_is_told_at_the_drawing(
    tmp_path: Path, drawing: bytes, message: str
) -> None:
    (line,) = findings(write(tmp_path, {"conditions/leaf-fever/figures/unused.svg": drawing}))
    start = "docs/conditions/leaf-fever/figures/unused.svg:1:1: error PL701 "
    assert line.startswith(f"{start}{message}")


# --- what pages cite ---


def test_a_page_cites_in_its_text_and_under_its_figures(tmp_path: Path) -> None:
    content = load(write(tmp_path))
    assert content.cited(CONDITION) == {"FEVER", "VEIN"}
    assert content.cited(FAQ) == {"OTHER"}
    assert content.cited("glossary.md") == frozenset()


def test_a_caption_cites_too(tmp_path: Path) -> None:
    figures = FIGURES.replace("caption: It is green.", 'caption: "It is green.[@OTHER]"')
    content = load(write(tmp_path, {FIGURE_FILE: figures}))
    assert content.cited(CONDITION) == {"FEVER", "VEIN", "OTHER"}
    (leaf,) = content.placed(CONDITION)
    assert [one.keys for one in figure_citations(leaf)] == [("OTHER",), ("VEIN",)]


def test_citations_by_heading(tmp_path: Path) -> None:
    body = (
        "Lead.[@LEAD]\n\n## A\n\nOne.[@ONE]\n\n### B\n\n- Two.[@TWO; @THREE]\n\n## C\n\n"
        "`[@CODE]`\n\n/// figure | leaf\n///\n\n## A\n\n| x |\n|---|\n| Four.[@FOUR] |\n"
    )
    content = load(write(tmp_path, {CONDITION: page("condition", body=body)}))
    assert cited_by_heading(content, CONDITION) == {
        "A": {"ONE", "TWO", "THREE", "FOUR"},
        "B": {"TWO", "THREE"},
        "C": {"VEIN"},
    }


def test_the_term_of_a_condition(tmp_path: Path) -> None:
    content = load(
        write(tmp_path, {"conditions/leaf-fever/faq.md": page("condition", term="nothing-known")})
    )
    term = condition_term(content, "conditions/leaf-fever/index.md")
    assert term is not None
    assert term.id == "leaf-fever"
    assert condition_term(content, "conditions/leaf-fever/faq.md") is None
    assert condition_term(content, "cases/a-spot/index.md") is None
    assert condition_term(content, "nowhere.md") is None


def test_what_is_read_again_is_as_if_it_were_read_first(tmp_path: Path) -> None:
    """Under `mkdocs serve` only what changed is read: each state reads as it does in a build."""
    last = LastTime()
    for changes in (
        {},
        {},
        {"_data/glossary.yml": "not: [a list"},
        {"_data/glossary.yml": "[]", CONDITION: "No front matter."},
        {CONDITION: "No front matter.", "new.md": "# New"},
        {},
    ):
        shutil.rmtree(tmp_path / "docs", ignore_errors=True)
        root = small_site.write(tmp_path, changes)
        again = load_content(root, root / "docs", disk=Disk(last=last))
        assert again == load_content(root, root / "docs")
