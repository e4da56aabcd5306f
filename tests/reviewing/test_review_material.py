"""What a review of a page covers: any change that a reader could see lapses it, nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_site
from plainleaf.build import Build
from plainleaf.reading.content import cited_by_heading
from plainleaf.rendering.rendered_site import Settings
from small_site import CARDS, FIGURES, FILES, REFERENCES, TERMS, load, page, write

ROOT = Path(__file__).parents[2]
CONDITION = "conditions/leaf-fever/index.md"
FAQ = "conditions/leaf-fever/faq.md"
CASE = "cases/a-spot/index.md"
FIGURE_FILE = "conditions/leaf-fever/figures.yml"
NUMBERS = "_data/emergency_numbers.yml"
TOP, WHAT, HELP = (f"{CONDITION}#{name}" for name in ("top", "what-it-is", "when-to-get-help"))
PAGES = {name for name in FILES if name.endswith(".md")}


def build(root: Path) -> Build:
    """A build of a project."""
    return Build.start(root, root / "docs", ROOT / "overrides", Settings("", ""))


def lapsed(tmp_path: Path, name: str, text: str | bytes) -> set[str]:
    """The sections whose hash changes with a file: `page.md#id`."""
    states = (build(write(tmp_path / "a")), build(write(tmp_path / "b", {name: text})))
    before, after = (
        {
            f"{src}#{one.id}": one.hash
            for src in state.content.pages
            for one in state.sections.of(src)
        }
        for state in states
    )
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def changed(name: str, old: str, new: str) -> str:
    """A file of the small site with a change."""
    assert FILES[name].count(old) == 1
    return FILES[name].replace(old, new)


@pytest.mark.parametrize(
    ("name", "old", "new", "sections"),
    [
        (CONDITION, "Hot leaves.", "Hot leaf.", {TOP}),
        (CONDITION, "Hot leaves.[@FEVER]", "Hot leaves.", {TOP}),
        (CONDITION, "title: Leaf fever", "title: Fever of leaves", {TOP}),
        (CONDITION, "nav_title: LF", "nav_title: Fever", {TOP}),
        (CONDITION, "written: 2026-11-21", "written: 2026-11-20", {TOP}),
        (CONDITION, "About Leaf fever.", "All about it.", {TOP}),
        (CONDITION, "/// figure | leaf\n///\n", "Green.\n", {WHAT}),
        (CONDITION, "Now.", "Soon.", {HELP}),
        (CONDITION, "## When to get help\n\nNow.\n", "", {TOP, HELP}),
        (CASE, "at_a_glance: []", "at_a_glance: [{label: Age, value: '38'}]", {f"{CASE}#top"}),
        ("index.md", "text: Go in.", "text: Come in.", {"index.md#top"}),
        ("_data/references.yml", "On leaf fever", "On fever", {TOP}),
        ("_data/references.yml", "veins, seen: full", "veins, seen: cited", {WHAT}),
        ("_data/references.yml", "On others", "On nobody", {f"{FAQ}#all"}),
        (
            "_data/glossary.yml",
            "A made-up illness",
            "An illness",
            {TOP, "glossary.md#letter-l"},
        ),
        ("_data/glossary.yml", "[LF]", "[LFV]", {TOP, "glossary.md#letter-l"}),
        ("_data/glossary.yml", "carries sap", "carries water", {"glossary.md#letter-v"}),
        (FIGURE_FILE, "It is green.", "It is red.", {WHAT}),
        (FIGURE_FILE, "A vein.", "A tube.", {WHAT}),
        (FIGURE_FILE, "[0.5, 0.5]", "[0.5, 0.6]", {WHAT}),
        (FIGURE_FILE, "A leaf from above.", "A leaf from below.", {WHAT}),
        ("conditions/leaf-fever/figures/leaf.svg", "h9", "h8", {WHAT}),
        (NUMBERS, '"911"', '"912"', {f"{src}#top" for src in PAGES}),
    ],
)
def test_what_a_reader_sees_lapses_the_sections_that_show_it(
    tmp_path: Path, name: str, old: str, new: str, sections: set[str]
) -> None:
    assert lapsed(tmp_path, name, changed(name, old, new)) == sections


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (CONDITION, FILES[CONDITION].replace("\n", "\r\n").encode()),
        (CONDITION, FILES[CONDITION].replace("\n", " \t\n").replace("--- \t", "---")),
        (CONDITION, "\ufeff" + FILES[CONDITION] + "\n\n"),
        (CONDITION, FILES[CONDITION].replace("Now.", "Now. <!-- not today -->")),
        (CONDITION, FILES[CONDITION].replace("Hot leaves.", "Hot\nleaves.")),
        (CONDITION, FILES[CONDITION].replace("\n\n## What", "\n\n\n\n## What")),
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


def test_a_section_names_what_it_opens_and_cites(tmp_path: Path) -> None:
    text = FILES[CONDITION].replace("Now.", "A vein hurts.[@VEIN]")
    made = build(write(tmp_path, {CONDITION: text}))
    (help_,) = (one for one in made.sections.of(CONDITION) if one.id == "when-to-get-help")
    assert [line.text for line in help_.lines] == ["A vein hurts.[1]"]
    assert (help_.terms, help_.cited) == (("vein",), ("VEIN",))
    assert help_.also["definitions"] == [("vein", "", "", "A tube that carries sap.")]


@pytest.mark.parametrize(
    "changes",
    [
        {"_data/glossary.yml": TERMS.replace("carries sap", "carries no sap")},
        {"_data/references.yml": REFERENCES.replace("On veins", "On tubes")},
    ],
)
def test_a_definition_and_a_source_lapse_the_section_that_opens_and_cites_them(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    text = FILES[CONDITION].replace("Now.", "A vein hurts.[@VEIN]")
    before = build(write(tmp_path / "a", {CONDITION: text})).sections.of(CONDITION)
    after = build(write(tmp_path / "b", {CONDITION: text, **changes})).sections.of(CONDITION)
    lapsed_ids = [
        one.id for one, other in zip(before, after, strict=True) if one.hash != other.hash
    ]
    # The caption of the figure cites the same source.
    assert lapsed_ids[-1] == "when-to-get-help"
    assert "top" not in lapsed_ids


def test_status_and_addresses_are_no_text(tmp_path: Path) -> None:
    """What the build says of reviews, and what differs with the site's address, lapses nothing."""
    about = page("about", "About", "## Contact\n\n/// contact\n///\n\n/// open-points\n///\n")
    root = write(tmp_path, {"about/index.md": about})
    here = build(root).sections.of("about/index.md")
    settings = Settings("Other", "", url="https://leaf.example/", contact="a@leaf.example")
    there = Build.start(root, root / "docs", ROOT / "overrides", settings)
    assert [one.hash for one in here] == [one.hash for one in there.sections.of("about/index.md")]


def test_a_page_with_broken_front_matter_has_sections_too(tmp_path: Path) -> None:
    broken = {"a.md": "---\nkind: [\n---\n", "b.md": "", "c.md": "---\ntitle: 2026-01-01\n---\nx"}
    made = build(write(tmp_path, broken))
    assert [[one.id for one in made.sections.of(src)] for src in broken] == [["top"]] * 3


def test_real_pages_are_read_alike_twice() -> None:
    first, second = build(ROOT), build(ROOT)
    for src in first.content.pages:
        sections = first.sections.of(src)
        assert [one.hash for one in sections] == [one.hash for one in second.sections.of(src)], src
        assert len({one.id for one in sections}) == len(sections), src


# --- care cards ------------------------------------------------------------------------------

CARD_FILE = "_data/care_cards.yml"
PLACED = {
    CARD_FILE: CARDS,
    "_data/sign_off.yml": "- {id: leaves, point: Every line of it., role: Botanist, pages: []}\n",
    FAQ: page("faq", body="## All\n\n### When?\n\nNow.\n\n/// care-card | hot\n///\n"),
}


@pytest.mark.parametrize(
    ("old", "new", "lapses"),
    [
        ("the vein burns", "the vein is warm", True),
        ("Call an ambulance if:", "Call a gardener if:", True),
        ("Water it.", "Water it not.", True),
        ("level: emergency", "level: urgent", True),
        ("[FEVER, OTHER]", "[FEVER]", True),
        ("sign_off: leaves", "sign_off: leaves\n  always: true", False),
        (CARDS, f"{CARDS}{CARDS.replace('hot', 'dry')}", False),
    ],
)
def test_what_a_placed_card_says_is_covered_and_nothing_else_of_it(
    tmp_path: Path, old: str, new: str, lapses: bool
) -> None:
    before = build(write(tmp_path / "a", PLACED)).sections.of(FAQ)
    changed_file = {**PLACED, CARD_FILE: CARDS.replace(old, new)}
    after = build(write(tmp_path / "b", changed_file)).sections.of(FAQ)
    changed_ids = {
        one.id for one, other in zip(before, after, strict=True) if one.hash != other.hash
    }
    assert changed_ids == ({"all"} if lapses else set())


def test_the_sources_of_a_card_are_those_of_its_page_and_section(tmp_path: Path) -> None:
    root = write(tmp_path, PLACED)
    content = load(root)
    assert content.cited(FAQ) == {"FEVER", "OTHER", "VEIN"}
    assert cited_by_heading(content, FAQ)["When?"] == {"FEVER", "OTHER", "VEIN"}
    assert set(build(root).sections.of(FAQ)[-1].cited) == {"FEVER", "OTHER", "VEIN"}
