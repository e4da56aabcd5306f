"""A page as a form for its reviewer."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import cast

import pikepdf
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from builds import CONDITION, small
from plainleaf.build import Build
from plainleaf.model.review import point_sections
from plainleaf.print.differences import is_left_out
from plainleaf.print.formats import FORMATS
from plainleaf.print.printer import Failed, Printer
from plainleaf.rendering.fonts import print_fonts
from plainleaf.rendering.rendered_site import Settings
from plainleaf.rendering.review_plan import roles_of_page
from plainleaf.rendering.store import Store
from plainleaf.reviewing.pack_blocks import blocks_of, with_points
from plainleaf.reviewing.pack_parts import print_pack
from plainleaf.reviewing.review_pack import (
    MOST_SIDES,
    pack_document,
    pack_entry,
    pack_name,
    pack_of,
)
from plainleaf.reviewing.review_record import add_entry, outcome_of
from review_packs import Desk, desk
from small_site import FILES

ROOT = Path(__file__).parents[2]


def html_of(one: Desk) -> str:
    reviews, sections = one.build.reviews, one.build.sections
    return pack_document(one.build.source, one.pack, reviews, sections).html


def rows(html: str) -> list[list[str]]:
    """The labels, the margin and the words of each block."""
    return [
        [
            " ".join(part.text().split()) if part is not None else ""
            for part in (row.css_first(".at"), row.css_first(".m-n"), row.css_first(".b"))
        ]
        for row in LexborHTMLParser(html).css(".row")
    ]


def test_a_pack_asks_one_role_about_each_section_and_its_points(tmp_path: Path) -> None:
    one = desk(tmp_path)
    assert [(asked.label, asked.name) for asked in one.pack.asked] == [
        ("1 The beginning of the page", "top"),
        ("2 What it is", "what-it-is"),
        ("3 When to get help", "when-to-get-help"),
        ("P1", "point/hot"),
        ("P2", "point/now"),
    ]
    html = html_of(one)
    assert ["P1", "Source 1", "Hot leaves.1"] in rows(html)
    assert "Of another field." not in html
    assert html.count(one.pack.code) == 1
    assert "about 4 minutes" in html or f"about {one.pack.minutes} minutes" in html
    assert "Sources first cited here" in html
    assert "On veins" in html or "Fever" in html
    assert pack_name(one.pack) == "review-conditions-leaf-fever-botanist"
    other = desk(tmp_path / "b", role="gardener")
    assert [point.id for point in other.pack.points] == ["now", "other"]
    assert "can count as checked without your role" in html_of(other)


def test_what_has_changed_since_the_last_review_is_marked(tmp_path: Path) -> None:
    text = FILES[CONDITION].replace("Now.", "Now.\n\nAt once.")
    before = desk(tmp_path / "a", {CONDITION: text})
    form = before.form({asked.name: "agree" for asked in before.pack.asked})
    found = outcome_of(form, before.pack, before.build.content, latest=datetime.date(2026, 11, 30))
    reviews = tmp_path / "reviews.yml"
    add_entry(reviews, "reviews.yml", found.entry or {})
    changed = text.replace("At once.", "Soon.\n\nOr later.")
    held = reviews.read_text(encoding="utf-8")
    html = html_of(desk(tmp_path / "b", {CONDITION: changed, "_data/reviews.yml": held}))
    said = [" ".join(one.text().split()) for one in LexborHTMLParser(html).css(".hist")]
    day = "November 21, 2026"
    assert said == [
        *[f"Not changed since Maria Muster agreed to it on {day}."] * 2,
        f"Changed since the review of {day}: 2 lines are new, 1 are gone.",
    ]
    new = [row.css_first(".b").text().strip() for row in LexborHTMLParser(html).css(".row.new")]
    assert new == ["Soon.", "Or later."]


def test_a_site_without_roles_asks_anyone(tmp_path: Path) -> None:
    build = small(tmp_path)
    pack = pack_of(build.content, CONDITION, "", build.reviews, build.sections, "Leaves")
    html = pack_document(build.source, pack, build.reviews, build.sections).html
    assert "Review pack for a reviewer" in html
    (entry,) = yaml.safe_load(pack_entry(pack))
    assert entry["sections"] == {one.id: one.hash for one in build.sections.of(CONDITION)}
    assert "agrees_as" not in entry


def test_the_entry_to_write_by_hand_holds_all_hashes(tmp_path: Path) -> None:
    one = desk(tmp_path)
    (entry,) = yaml.safe_load(pack_entry(one.pack))
    assert entry["agrees_as"] == "botanist"
    assert {
        **entry["sections"],
        **{f"point/{key}": value for key, value in entry["points"].items()},
    }
    assert entry["points"] == {
        asked.name.removeprefix("point/"): asked.hash for asked in one.pack.asked if asked.is_point
    }


# --- the real site ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> Build:
    return Build.start(ROOT, ROOT / "docs", None, Settings("Plainleaf", ""))


SCREENS = ("data-slice", "data-paper")


def test_a_pack_holds_every_word_that_its_hashes_cover(real: Build) -> None:
    for src in real.content.pages:
        role = roles_of_page(real.content, src)[0]
        pack = pack_of(real.content, src, role, real.reviews, real.sections, "Plainleaf")
        html = pack_document(real.source, pack, real.reviews, real.sections).html
        tree = LexborHTMLParser(html)
        for node in tree.css(".cites"):
            node.decompose()
        for node in tree.css("*"):
            # What is for fingers or ears may go, and of a stack some slices; no other word may.
            kept = {key: value for key, value in node.attributes.items() if key not in SCREENS}
            held = set((kept.get("class") or "").split()) - {"needs-js", "vh", "to-plain-l"}
            if is_left_out(node.tag or "", {**kept, "class": " ".join(held)}):
                node.decompose()
        body = tree.body
        assert body is not None
        shown = "".join(body.text().split())
        for section in pack.sections:
            assert "".join(section.title.split()) in shown
            for line in section.lines:
                # In brackets stand words in place of a picture, which is there itself.
                for word in re.sub(r"</?[a-z]+(?: [^<>]*)?>|\[[^\]]*\]", " ", line.text).split():
                    assert word in shown, (src, line)
            definitions = cast("list[tuple[str, ...]]", section.also["definitions"])
            assert all("".join(one[3].split()) in shown for one in definitions)


def test_each_point_stands_beside_its_sentence(real: Build) -> None:
    """But those that are about whole pages, and say so by naming no words."""
    cards = real.content.cards.cards.values()
    for src in {src for one in real.content.sign_offs for src in one.sources}:
        page, sections = real.sections.rendered(src), real.sections.of(src)
        blocks = blocks_of(page.outputs.lead_html, page.article, page.outputs.cited)
        points = [
            (one, frozenset(part.id for part in point_sections(one, src, sections)))
            for one in real.content.sign_offs
            if src in one.sources and one.beside
        ]
        _, loose = with_points(blocks, points, cards)
        assert not loose, (src, "no words of `beside` stand on this page", loose)


LONGEST = ("cases/fever-and-a-chest-finding/index.md", "radiologist")
"""A page that comes in two parts."""


@pytest.mark.real_site
def test_each_part_of_the_longest_pack_has_at_most_twelve_sides(
    real: Build, tmp_path: Path
) -> None:
    src, role = LONGEST
    if src not in real.content.pages or role not in roles_of_page(real.content, src):
        pytest.skip("other content")
    pack = pack_of(real.content, src, role, real.reviews, real.sections, "Plainleaf")
    printer = Printer(Store(tmp_path, ".pdf"), print_fonts, FORMATS[:1], cores=1)
    printed = print_pack(printer, real.source, pack, real.reviews, real.sections)
    assert not isinstance(printed, Failed), printed
    for _, made in printed:
        assert made.pages <= MOST_SIDES
        with pikepdf.open(made.kept.file) as pdf:
            assert len(pdf.Root.AcroForm.Fields) > 10
            assert "/StructTreeRoot" in pdf.Root


def test_no_type_of_a_pack_is_below_nine_points() -> None:
    style = (ROOT / "hooks/plainleaf/theme/print/review_pack.css").read_text(encoding="utf-8")
    sizes = re.findall(r"font(?:-size)?: ([\d.]+)pt", style)
    assert sizes
    assert min(map(float, sizes)) >= 9
