"""What is generated on the page of a case."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainleaf.model.figures import Figure
from plainleaf.model.references import Reference
from plainleaf.rendering.case_page import (
    Explained,
    about_case,
    contributors,
    explained_findings,
    render_how_to_cite,
    render_plain_words,
)
from plainleaf.rendering.view import LinkView
from plainleaf.text.markup import trusted
from rendered import FIGURES

HEADINGS = {
    "wide-ribs": LinkView("Wide ribs & more", "../page.html#wide-ribs"),
    "other": LinkView("Other", "../page.html#other"),
}


def test_a_finding_leads_to_the_heading_that_explains_it_once() -> None:
    figures = [FIGURES["chest"], FIGURES["plan"], FIGURES["chest"]]
    assert explained_findings(figures, HEADINGS) == (
        Explained("rib", 1, "Wide ribs & more", "../page.html#wide-ribs"),
    )


def test_a_finding_that_nobody_explains_is_left_out() -> None:
    assert explained_findings([FIGURES["chest"]], {}) == ()


DRAWN, PATIENT = FIGURES["chest"], FIGURES["chest"].model_copy(update={"schematic": False})


@pytest.mark.parametrize(
    ("retells", "figures", "said"),
    [
        (True, [], "Educational summary of a published case."),
        (False, [], "Educational case. It retells no published report."),
        (True, [DRAWN, DRAWN], "case. Drawings are schematics, not patient images."),
        (False, [PATIENT], "report. Its pictures are images of real patients."),
        (
            True,
            [DRAWN, PATIENT],
            "case. Some of its pictures are images of real patients. Drawings",
        ),
    ],
)
def test_a_case_says_what_it_is_and_what_its_pictures_are(
    retells: bool, figures: list[Figure], said: str
) -> None:
    told = about_case(retells, figures)
    assert said in told
    assert ("schematics" in told) == (DRAWN in figures)


def test_plain_words() -> None:
    html = render_plain_words([Explained("rib", 1, "A <rib>", "page.html#rib")])
    assert html.strip() == (
        '<ul class="plainly">\n'
        '<li id="plain-rib"><b>1</b> <a href="page.html#rib">A &lt;rib&gt;</a></li>\n'
        "</ul>"
    )


def reference(*authors: dict[str, str]) -> Reference:
    return Reference.model_validate(
        {
            "id": "CASE",
            "type": "webpage",
            "title": "A case",
            "author": list(authors),
            "seen": "full",
            "standing": "research",
        }
    )


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        ([], ""),
        ([{"family": "Lee", "given": "Ann"}], "Ann Lee"),
        ([{"literal": "The Team"}, {"family": "Roy"}], "The Team and Roy"),
        ([{"family": "A"}, {"family": "B"}, {"family": "C"}], "A, B and C"),
    ],
)
def test_contributors(authors: list[dict[str, str]], said: str) -> None:
    assert contributors(reference(*authors)) == said


def cited(**changes: str) -> str:
    """How to cite a case, in words."""
    given = {
        "title": "A <leaf>",
        "site": "Plainleaf",
        "written": "May 1, 2026",
        "address": "https://leaf.example/a.html",
        "original": "Lee A. <i>A case</i>.",
        "contributor": "Ann Lee",
    }
    made = given | changes
    html = render_how_to_cite(**{**made, "original": trusted(made["original"])})
    return " ".join(LexborHTMLParser(html).text().split())


def test_how_to_cite_names_the_page_the_original_and_its_contributor() -> None:
    assert cited() == (
        "This page A <leaf> [teaching case]. Plainleaf; written May 1, 2026. "
        "https://leaf.example/a.html The case that it retells Lee A. A case. "
        "Contributed by Ann Lee. Whoever uses the case credits the contributor, not only this page."
    )


def test_a_case_of_our_own_without_an_address_is_cited_too() -> None:
    said = cited(address="", original="", contributor="")
    assert said.endswith("name the date of your copy, which stands at its foot.")
    assert "retells" not in said
    assert "Contributed" not in said
