"""What the site makes of data is read back with its links and its bold words."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from plainleaf.model.term import Term
from plainleaf.proof.made_parts import (
    MadePart,
    folded,
    resolved_address,
    term_names,
    told_respelling,
)
from plainleaf.text.pronunciation import pronounce
from plainleaf.text.seen import link

HTML = '<nav class="x"><a href="../b.html#c">To <b>B</b></a></nav><p class="x" data-y="1">Words</p>'


def read(selector: str, attribute: str = "") -> tuple[str, ...]:
    root = LexborHTMLParser(HTML).root
    return MadePart("a part", selector, (), attribute=attribute).read(root, "a/index.md")


def test_reads_words_links_and_bold_words() -> None:
    assert read(".x") == (link("To **B**", "b.html#c"), "Words")
    assert read(".y") == ()


def test_reads_attributes() -> None:
    assert read("p", "data-y") == ("1",)
    assert read("a", "href") == ("b.html#c",)
    assert resolved_address("#top", "a/index.md") == "a/index.html#top"


def test_a_page_in_pieces_says_nothing() -> None:
    assert MadePart("a part", "p", ("Words",)).read(None, "a.md") == ()


def test_a_respelling_is_told_with_its_strongest_part() -> None:
    assert told_respelling(pronounce("sæmˈplaɪtɪs").words) == "sam-**PLY**-tis"


TERM = Term(
    id="spleen-cell",
    term="spleen cell",
    same=("haem cell",),
    abbreviations=("SPC",),
    older_names=("milt",),
    category="anatomy",
    definition="A cell of the spleen.",
)


@pytest.mark.parametrize("name", ["Spleen cells", "spleen-cell", "SPCs", "hem cell"])
def test_every_form_of_a_name_opens_the_term(name: str) -> None:
    assert folded(name) in term_names(TERM)


@pytest.mark.parametrize("name", ["cell", "spleen", "people", "milt", ""])
def test_other_words_do_not(name: str) -> None:
    assert folded(name) not in term_names(TERM)
