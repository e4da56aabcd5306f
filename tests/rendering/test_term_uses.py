"""Which parts of which pages use which term."""

from __future__ import annotations

import pytest

import small_site
from plainleaf.model.care_cards import load_care_cards
from plainleaf.model.term import Term
from plainleaf.model.term_matcher import TermMatcher
from plainleaf.reading.page import Page, read_page
from plainleaf.rendering.term_uses import UsePlace, find_uses

VEIN = Term.model_validate(
    {"id": "vein", "term": "vein", "category": "anatomy", "definition": "A tube."}
)
MATCHER = TermMatcher([VEIN])


def read(kind: str, body: str, src: str = "p.md") -> Page:
    return read_page(f"docs/{src}", small_site.page(kind, body=body).encode())


@pytest.mark.parametrize(
    ("kind", "body", "ids"),
    [
        ("condition", "A vein.\n\n## What it is\n\nA vein.\n", ["", "what-it-is"]),
        ("condition", "## A\n\nText.\n\n### Vein\n\nVeins.\n\n## B\n\nNone.\n", ["a"]),
        ("condition", "Lead.\n\n/// key-points\n\n1. A vein.\n\n///\n", ["key-points"]),
        ("condition", "## A {#own}\n\n- item\n\n    ## Not one\n\n    A *ve*in.\n", ["own"]),
        ("faq", "## A\n\nVein.\n\n### Why?\n\nVein.\n\n### How?\n\n| A |\n|---|\n| vein |\n",
         ["a", "why", "how"]),
        ("condition", "## A\n\n[vein](x.md) `vein`\n\n## B\n\n![vein](vein.png)\n", ["a"]),
    ],
)  # fmt: skip
def test_finds_the_parts_of_a_page(kind: str, body: str, ids: list[str]) -> None:
    found = find_uses([read(kind, body)], MATCHER)
    assert [place.id for place in found.get("vein", ())] == ids


def test_lists_pages_in_their_order_with_the_titles_of_their_parts() -> None:
    body = "## All *about* veins\n\nText.\n"
    pages = [read("condition", body, "b.md"), read("condition", "Vein.\n", "a.md")]
    assert find_uses(pages, MATCHER) == {
        "vein": (UsePlace("b.md", "all-about-veins", "All about veins"), UsePlace("a.md"))
    }


def test_a_term_that_nobody_uses_is_not_listed() -> None:
    assert find_uses([read("condition", "Nothing.\n")], MATCHER) == {}


def test_a_care_card_uses_terms_where_it_is_placed() -> None:
    body = "Lead.\n\n## A\n\nText.\n\n## B\n\n/// care-card | hot\n///\n\n## C\n\nText.\n"
    cards = load_care_cards(small_site.CARDS, "care_cards.yml")
    found = find_uses([read("condition", body)], MATCHER, cards)
    assert [place.id for place in found["vein"]] == ["b"]
