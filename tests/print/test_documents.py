"""What there is to print: names, links, terms and sources of handouts and booklets."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide_site import FOLDER, GUIDE, LISTED
from plainleaf.build import Build
from plainleaf.print.clinic import Clinic
from plainleaf.print.documents import Document, booklet_name, documents, handout_name
from plainleaf.print.transform import Target
from plainleaf.rendering.rendered_site import RenderedPage, Settings
from plainleaf.rendering.rendering import Outputs
from small_site import write

ROOT = Path(__file__).parents[2]
OVERVIEW, FAQ, CASE = (
    "conditions/leaf-fever/index.md",
    "conditions/leaf-fever/faq.md",
    "cases/a-spot/index.md",
)
ARTICLES = {
    OVERVIEW: '<p><a href="faq.html#why">Why</a> <a href="../../about/index.html">us</a></p>',
    FAQ: '<p>A <a href="../../glossary.html#vein">vein</a>, <a href="mailto:a@x.example">m</a></p>',
    CASE: '<p>Leaf fever. <a href="#x">x</a> <a href="https://x.example/">X</a></p>',
}
CITED = {OVERVIEW: ["FEVER", "VEIN"], FAQ: ["OTHER", "VEIN"], CASE: ["VEIN"]}


def made(root: Path, url: str = "", **changes: str) -> dict[str, Document]:
    write(root, changes)
    settings = Settings("Leaves", "About leaves", url=url)
    build = Build.start(root, root / "docs", ROOT / "overrides", settings)
    for src, html in ARTICLES.items():
        outputs = Outputs(lead_html="<p>Lead.</p>", cited=CITED[src])
        build.pages[src] = RenderedPage(html, outputs)
    return {one.name: one for one in documents(build.site, Clinic(name="Leaf Clinic"))}


def test_each_printed_page_has_a_handout_and_each_condition_a_booklet(tmp_path: Path) -> None:
    found = made(tmp_path)
    assert set(found) == {
        "a-spot-case",
        *("leaf-fever-overview", "leaf-fever-overview-full"),
        *("leaf-fever-faq", "leaf-fever-faq-full"),
        "leaf-fever-booklet",
    }
    booklet = found[booklet_name("leaf-fever")]
    # The case is for professionals, and its reader would read the diagnosis in the booklet's name.
    assert booklet.pages == (OVERVIEW, FAQ)
    assert booklet.is_booklet
    assert booklet.offered_by == (OVERVIEW, FAQ)


def test_a_guide_has_a_handout_for_each_part_and_a_booklet_in_its_order(tmp_path: Path) -> None:
    write(tmp_path, {OVERVIEW: None, FAQ: None})
    write(tmp_path, GUIDE)
    build = Build.start(tmp_path, tmp_path / "docs", ROOT / "overrides", Settings("L", ""))
    for src in build.content.pages:
        build.pages[src] = RenderedPage("<p>Text.</p>", Outputs(lead_html="<p>Lead.</p>"))
    found = {one.name: one for one in documents(build.site, Clinic())}
    assert {name.removesuffix("-full") for name in found if name.startswith("leaf-fever")} == {
        *("leaf-fever-overview", "leaf-fever-when-to-get-help", "leaf-fever-newer-pots"),
        *("leaf-fever-tests", "leaf-fever-faq", "leaf-fever-booklet"),
    }
    booklet = found[booklet_name("leaf-fever")]
    assert booklet.pages == (OVERVIEW, *(f"{FOLDER}{name}.md" for name in LISTED))


def test_pages_without_handouts_have_no_name(tmp_path: Path) -> None:
    write(tmp_path)
    build = Build.start(tmp_path, tmp_path / "docs", ROOT / "overrides", Settings("L", ""))
    names = {src: handout_name(page) for src, page in build.content.pages.items()}
    assert names[FAQ] == "leaf-fever-faq"
    assert names[CASE] == "a-spot-case"
    assert {names[src] for src in ("index.md", "glossary.md", "about/index.md")} == {None}


@pytest.mark.parametrize(
    ("name", "href", "target"),
    [
        ("leaf-fever-faq-full", "../../glossary.html#vein", Target(anchor="term-vein")),
        (
            "leaf-fever-faq-full",
            "mailto:a@x.example",
            Target(address="mailto:a@x.example", note="a@x.example"),
        ),
        (
            "a-spot-case",
            "https://x.example/",
            Target(address="https://x.example/", note="https://x.example/"),
        ),
        (
            "leaf-fever-overview-full",
            "faq.html#why",
            Target(note="“Questions about leaf fever” on Leaves"),
        ),
        ("leaf-fever-booklet", "faq.html#why", Target(anchor="p2-why", page_number=True)),
        ("leaf-fever-booklet", "../../about/index.html", Target()),
    ],
)
def test_links_lead_where_paper_can_lead(
    tmp_path: Path, name: str, href: str, target: Target
) -> None:
    parts = made(tmp_path)[name].parts
    assert target in [part.targets[href] for part in parts if href in part.targets]


def test_with_an_address_links_and_the_code_lead_to_it(tmp_path: Path) -> None:
    found = made(tmp_path, url="https://x.example/leaf/")
    address = "https://x.example/leaf/conditions/leaf-fever/faq.html#why"
    target = found["leaf-fever-overview-full"].parts[0].targets["faq.html#why"]
    assert target == Target(address=address, note="“Questions about leaf fever”")
    case = found["a-spot-case"]
    assert f"https://x.example/leaf/cases/a-spot/#sheet-{case.edition}<" in case.html
    assert f"Edition {case.edition}, November 21, 2026." in case.html
    assert "no public address" not in found["a-spot-case"].html
    assert "no public address" in made(tmp_path)["a-spot-case"].html


def test_a_booklet_is_set_as_handouts_are_and_lists_no_sources(tmp_path: Path) -> None:
    booklet = made(tmp_path, url="https://x.example/leaf/")["leaf-fever-booklet"]
    assert all(part.drops_sources for part in booklet.parts)
    assert "vein: A tube that carries sap." in booklet.parts[2].meanings.values()
    assert "Those of each part are listed on its page: start at" in booklet.html
    assert (booklet.paper.most, booklet.paper.most_letter) == (24, 24)


def test_terms_that_a_page_uses_or_links_to_are_defined(tmp_path: Path) -> None:
    found = made(tmp_path)
    assert 'id="term-vein"' in found["leaf-fever-faq-full"].html
    assert "A tube that carries sap." in found["leaf-fever-faq-full"].html
    assert 'id="term-leaf-fever"' in found["a-spot-case"].html
    assert 'id="term-vein"' not in found["a-spot-case"].html


def test_a_handout_explains_terms_where_they_stand_and_lists_no_sources(tmp_path: Path) -> None:
    found = made(tmp_path, url="https://x.example/leaf/")
    handout, full = found["leaf-fever-faq"], found["leaf-fever-faq-full"]
    assert all(part.drops_sources for part in handout.parts)
    assert handout.parts[0].meanings["vein"] == "vein: A tube that carries sap."
    assert {target.note for part in handout.parts for target in part.targets.values()} == {""}
    assert "sources, 2 in all" in handout.html
    assert 'id="term-vein"' not in handout.html
    assert (full.label, handout.label) == ("Full text", "")
    assert "Full text, with its glossary" in full.html
    assert (handout.paper.most, full.paper.most) == (6, 0)


def test_every_sheet_is_a_draft_until_somebody_checked_the_text(tmp_path: Path) -> None:
    for one in made(tmp_path).values():
        assert "DRAFT: no clinician has checked this. Not for patients." in one.html
    review = (
        f"- {{page: {FAQ}, reviewer: A. Person, role: Nurse, date: 2026-11-22, "
        f'sections: {{top: "{"0" * 64}"}}}}\n'
    )
    found = made(tmp_path, **{"_data/reviews.yml": review})
    assert "DRAFT: changed since a clinician checked it." in found["leaf-fever-faq"].html


def test_nothing_in_a_document_depends_on_the_day(tmp_path: Path) -> None:
    assert "Leaf Clinic" in made(tmp_path)["leaf-fever-faq"].html
    assert made(tmp_path) == made(tmp_path)
