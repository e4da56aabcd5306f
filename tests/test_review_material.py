"""What a review of a page covers: any change that a reader could see lapses it, nothing else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import small_site
from plainleaf.content import load_content
from plainleaf.review_material import (
    condition_term,
    printed_terms,
    review_hash,
    review_material,
)
from small_site import FIGURES, FILES, REFERENCES, TERMS, load, page, write

ROOT = Path(__file__).parent.parent
CONDITION = "conditions/leaf-fever/index.md"
FAQ = "conditions/leaf-fever/faq.md"
CASE = "cases/a-spot/index.md"
FIGURE_FILE = "conditions/leaf-fever/figures.yml"
NUMBERS = "_data/emergency_numbers.yml"
PAGES = {name for name in FILES if name.endswith(".md")}


def lapsed(tmp_path: Path, name: str, text: str | bytes) -> set[str]:
    """The pages whose hash changes with a file."""
    before, after = load(write(tmp_path / "a")), load(write(tmp_path / "b", {name: text}))
    return {src for src in before.pages if review_hash(before, src) != review_hash(after, src)}


def changed(name: str, old: str, new: str) -> str:
    """A file of the small site with a change."""
    assert FILES[name].count(old) == 1
    return FILES[name].replace(old, new)


@pytest.mark.parametrize(
    ("name", "old", "new", "pages"),
    [
        (CONDITION, "Hot leaves.", "Hot leaf.", {CONDITION}),
        (CONDITION, "Hot leaves.[@FEVER]", "Hot leaves.", {CONDITION}),
        (CONDITION, "title: Leaf fever", "title: Fever of leaves", {CONDITION}),
        (CONDITION, "About Leaf fever.", "All about it.", {CONDITION}),
        (CONDITION, "/// figure | leaf\n///\n", "", {CONDITION}),
        (CASE, "at_a_glance: []", "at_a_glance: [{label: Age, value: '38'}]", {CASE}),
        ("index.md", "text: Go in.", "text: Come in.", {"index.md"}),
        ("_data/references.yml", "On leaf fever", "On fever", {CONDITION}),
        ("_data/references.yml", "veins, seen: full", "veins, seen: cited", {CONDITION}),
        ("_data/references.yml", "On others", "On nobody", {FAQ}),
        ("_data/glossary.yml", "A made-up illness", "An illness", {CONDITION, "glossary.md"}),
        ("_data/glossary.yml", "[LF]", "[LFV]", {CONDITION, "glossary.md"}),
        ("_data/glossary.yml", "carries sap", "carries water", {"glossary.md"}),
        (FIGURE_FILE, "It is green.", "It is red.", {CONDITION}),
        (FIGURE_FILE, "A vein.", "A tube.", {CONDITION}),
        (FIGURE_FILE, "[0.5, 0.5]", "[0.5, 0.6]", {CONDITION}),
        (FIGURE_FILE, "A leaf from above.", "A leaf from below.", {CONDITION}),
        ("conditions/leaf-fever/figures/leaf.svg", "h9", "h8", {CONDITION}),
        (NUMBERS, '"911"', '"912"', PAGES),
    ],
)
def test_what_a_reader_sees_lapses_the_pages_that_show_it(
    tmp_path: Path, name: str, old: str, new: str, pages: set[str]
) -> None:
    assert lapsed(tmp_path, name, changed(name, old, new)) == pages


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (CONDITION, FILES[CONDITION].replace("\n", "\r\n").encode()),
        (CONDITION, FILES[CONDITION].replace("\n", " \t\n").replace("--- \t", "---")),
        (CONDITION, "\ufeff" + FILES[CONDITION] + "\n\n"),
        (CONDITION, FILES[CONDITION].replace("nav_title: LF", "nav_title: Fever")),
        (CONDITION, FILES[CONDITION].replace("2027-11-21", "2028-11-21")),
        ("_data/references.yml", REFERENCES.replace("research}", "research, note: Look again}")),
        ("_data/references.yml", "# A remark\n" + REFERENCES),
        ("_data/references.yml", "".join(reversed(REFERENCES.splitlines(keepends=True)))),
        ("_data/glossary.yml", TERMS.replace("source: editor", "source: editor, note: Ask.")),
        ("_data/glossary.yml", TERMS + "  search_only: [tube]\n"),
        (FIGURE_FILE, FIGURES.replace("It is placed nowhere.", "It is nowhere.")),
        ("conditions/leaf-fever/figures/unused.svg", small_site.DRAWING.replace("h9", "h8")),
        ("_data/facts.yml", '- {id: "1", fact: Leaves., omitted: Not needed here.}\n'),
    ],
    ids=str,
)
def test_what_no_reader_sees_lapses_nothing(tmp_path: Path, name: str, text: str | bytes) -> None:
    assert (text if isinstance(text, str) else text.decode()) != FILES[name]
    assert lapsed(tmp_path, name, text) == set()


def test_material_is_all_that_a_page_prints(tmp_path: Path) -> None:
    content = load(write(tmp_path))
    material = review_material(content, CONDITION)
    assert material["title"] == "Leaf fever"
    assert material["description"] == "About Leaf fever."
    assert material["text"].startswith("Hot leaves.[@FEVER]\n\n## What it is")
    assert [one["id"] for one in material["references"]] == ["FEVER", "VEIN"]
    assert list(material["figures"]) == ["leaf"]
    (digest,) = material["figures"]["leaf"][1]
    assert digest == hashlib.sha256(small_site.DRAWING.encode()).hexdigest()
    assert [one["id"] for one in material["terms"]] == ["leaf-fever"]
    assert [one["number"] for one in material["numbers"]] == ["911"]


def test_terms_stand_on_the_pages_that_print_them(tmp_path: Path) -> None:
    said = page("pronunciation", body="/// pronunciation-entries\n\n///\n")
    content = load(write(tmp_path, {"pronunciation.md": said}))
    printed = {src: [one.id for one in printed_terms(content, src)] for src in content.pages}
    assert printed == {
        "about/index.md": [],
        CASE: [],
        FAQ: [],
        CONDITION: ["leaf-fever"],
        "glossary.md": ["leaf-fever", "vein"],
        "index.md": [],
        "pronunciation.md": ["leaf-fever", "vein"],
    }


def test_the_term_of_a_condition(tmp_path: Path) -> None:
    content = load(write(tmp_path, {FAQ: page("condition", term="nothing-known")}))
    term = condition_term(content, CONDITION)
    assert term is not None
    assert term.id == "leaf-fever"
    assert condition_term(content, FAQ) is None
    assert condition_term(content, CASE) is None
    assert condition_term(content, "nowhere.md") is None


def test_a_page_with_broken_front_matter_has_a_hash_too(tmp_path: Path) -> None:
    broken = {"a.md": "---\nkind: [\n---\n", "b.md": "", "c.md": "---\ntitle: 2026-01-01\n---\nx"}
    content = load(write(tmp_path, broken))
    assert [len(review_hash(content, src)) for src in broken] == [64] * 3


def test_every_real_page_has_a_hash_of_its_own() -> None:
    content = load_content(ROOT, ROOT / "docs")
    hashes = [review_hash(content, src) for src in content.pages]
    assert len(set(hashes)) == len(hashes)
    again = load_content(ROOT, ROOT / "docs")
    assert hashes == [review_hash(again, src) for src in again.pages]
