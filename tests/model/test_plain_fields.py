"""Marks in fields of plain text: what would print raw is found, what people type is not."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from plainleaf.model.facts import SignOff
from plainleaf.model.figures import Figure
from plainleaf.model.kinds import KINDS
from plainleaf.model.plain_fields import first_mark, marked_fields, plain_texts
from plainleaf.model.records import load_records
from plainleaf.model.references import Reference
from plainleaf.model.term import Term


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a **bold** b", "**bold**"),
        ("**5 mg**", "**5 mg**"),
        ("**bold\ntext**", "**bold\ntext**"),
        ("**Hemo**globin", "**Hemo**"),
        ("hemo**globin**", "**globin**"),
        ("an *easy* one", "*easy*"),
        ("an _easy_ one", "_easy_"),
        ("__init__", "__init__"),
        ("(***both***)", "***both***"),
        ("a [link](page.md)", "[link](page.md)"),
        ("[a](b)", "[a](b)"),
        ("![alt](x.png)", "![alt](x.png)"),
        ("[[Page]]", "[[Page]]"),
        ("so[^1]", "[^1]"),
        ("so.[@KEY; @OTHER]", "[@KEY; @OTHER]"),
        ("`x`", "`x`"),
        ("``x``", "``x``"),
        ("~~old~~", "~~old~~"),
        ("==new==", "==new=="),
        ("10^9^", "^9^"),
        ("<b>now</b>", "<b>"),
        ("one<br/>two", "<br/>"),
        ("H<SUB>2</SUB>O", "<SUB>"),
        ('<span class="x">', '<span class="x">'),
        ("<!-- note -->", "<!--"),
        ("<https://example.org>", "<https://example.org>"),
        ("<me@example.org>", "<me@example.org>"),
        ("R&amp;D", "&amp;"),
        ("caf&eacute;", "&eacute;"),
        ("2 &#8211; 4", "&#8211;"),
        ("word{.defined}", "{.defined}"),
        ("thanks :smile:", ":smile:"),
        (r"2\*5", r"\*"),
        ("## Heading", "## Heading"),
        ("- item", "- item"),
    ],
)
def test_a_mark_is_found_where_it_begins(text: str, mark: str) -> None:
    found = first_mark(text)
    assert found is not None
    assert (found.text, text[found.offset :][: len(mark)]) == (mark, mark)


@pytest.mark.parametrize(
    "text",
    [
        *("2*5 mg and 1*5 mg", "2 * 5 * 3", "*p < 0.05; **p < 0.01", "5 mg*", "***", "*1/*1"),
        *("HLA-A*02:01 or HLA-B*57:01", "CYP2D6*4/*10", "x_1 and y_2", "a_b_c", "_ _", "file_1_x"),
        *("<70 g/L", "70 < x > 60", "a <b", "p<i and q>j", "<5>", "A & B", "R&D;", "AT&T; more"),
        *("Q&A; b", "10^9/L", "x^2", "~5 to ~10", "~~", "x == y == z", "#1 cause", "1. Title"),
        *("- 5 °C", "* p < 1", "(*)", "f(x) [1] (2)", "[sic] (note)", "[11C](R)-PK11195"),
        *("[Ca2+]i", "[Title not given] (in German)", "ratio 1:2:3", "12:30:15", "C:\\x"),
        *("O`Brien and O`Neil", "5' to 3'", 'it\'s "so"', "{{ x }}", "{a}", "50 %", "a/b|c", ""),
    ],
)
def test_what_people_type_is_text(text: str) -> None:
    assert first_mark(text) is None


@pytest.mark.parametrize(
    "piece",
    ["*a ", "**", "[", "[^", "[@a", "[[a", "<b ", "<a@", "&a", "`x ", "~~a", "_a ", "\\", "{."],
)
def test_half_a_million_characters_are_read_once(piece: str) -> None:
    """What takes time in square never ends here."""
    first_mark(piece * (500_000 // len(piece)))


DATA: dict[str, Any] = {
    "id": "itch",
    "term": "**itch**",
    "same": ["fine", "`x`"],
    "pronunciation": {"ipa": "ɪtʃ", "alternates": [{"source": "<b>a book</b>"}]},
    "codes": [{"code": "_x_"}],
    "definition": 5,
}


def test_every_plain_text_of_a_model_is_looked_at() -> None:
    found = {path: mark.text for path, mark in marked_fields(Term, DATA)}
    assert found == {
        ("term",): "**itch**",
        ("same", 1): "`x`",
        ("pronunciation", "alternates", 0, "source"): "<b>",
        ("codes", 0, "code"): "_x_",
    }


@pytest.mark.parametrize(
    ("model", "data", "plain"),
    [
        # Markdown and names are no plain text.
        (Figure, {"id": "a", "caption": "x", "long": "y", "alt": "z", "views": [{"alt": "v"}]}, 2),
        (Figure, {"findings": [{"text": "x", "unmarked": "y"}], "sides": {"left": "R"}}, 2),
        (SignOff, {"point": "x", "id": "a", "pages": ["a.md"], "hash": "0"}, 2),
        (Reference, {"title": "x", "container-title": "y", "issue": "2", "URL": "u"}, 3),
        (Reference, {"author": [{"family": "x"}, {"literal": "y"}], "volume": 5}, 2),
        (
            KINDS["case"].front_matter,
            {
                "title": "x",
                "changes": [{"what": "y", "date": "z"}],
                "at_a_glance": [{"label": "l"}],
            },
            3,
        ),
        (KINDS["home"].front_matter, {"doors": [{"title": "x", "page": "a.md", "icon": "b"}]}, 1),
    ],
)
def test_names_and_markdown_are_not_plain_text(
    model: type[BaseModel], data: dict[str, Any], plain: int
) -> None:
    assert len(list(plain_texts(model, data))) == plain


@pytest.mark.parametrize("data", [None, [], "text", {"changes": "x"}, {"changes": [3]}, {3: "x"}])
def test_data_of_another_form_hold_no_plain_text(data: Any) -> None:
    assert list(plain_texts(KINDS["about"].front_matter, data)) == []


def test_a_record_with_marks_is_told_at_its_line_and_kept() -> None:
    text = "- id: a\n  point: Decide **now** whether.\n  role: Nurse\n  pages: []\n"
    found = load_records(text, "sign_off.yml", SignOff, "PL120")
    assert [one.id for one in found.items] == ["a"]
    assert [one.text for one in found.findings] == [
        'sign_off.yml:2:10: error PL255 "**now**" would print with its marks. This field is plain '
        "text: write it without marks."
    ]


def test_a_figure_keeps_its_markdown() -> None:
    figure = """
- id: a
  modality: drawing
  schematic: true
  alt: "A **leaf**"
  long: "A long *description*."
  caption: "A caption, **bold**."
  credit: Nobody
  license: CC0
  views: []
"""
    found = load_records(figure, "figures.yml", Figure, "PL701").findings
    assert not [one for one in found if "caption" in one.message or "description" in one.message]
