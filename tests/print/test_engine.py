"""The PDFs themselves: sound, the same every time, and silent about nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from pdf import Pdf

from plainleaf.print.engine import Engine, PrintError
from plainleaf.print.formats import FORMATS, Format
from plainleaf.print.printer import style_sheet
from plainleaf.print.reading import read_pdf
from plainleaf.print.transform import DocumentPart
from plainleaf.rendering.fonts import print_fonts

A4, LARGE = FORMATS[0], FORMATS[2]
CSS = style_sheet()
RUNNING = '<div class="head"><p>Top</p></div><div class="foot"><p>Bottom</p></div>'

Print = Callable[..., Pdf]


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(print_fonts())


@pytest.fixture
def pdf(engine: Engine) -> Print:
    def print_one(body: str, sheet: Format = A4, title: str = "Title") -> Pdf:
        html = (
            f'<!doctype html><html lang="en-US"><head><title>{title}</title></head>'
            f'<body>{RUNNING}<h1>{title}</h1><div data-part="0">{body}</div></body></html>'
        )
        return Pdf(engine.pdf(html, [DocumentPart()], {}, CSS, sheet, "0").data)

    return print_one


def test_the_same_document_gives_the_same_bytes(pdf: Print) -> None:
    body = '<p>a <span lang="de">b</span></p><svg class="schem" viewBox="0 0 9 9" aria-label="L">'
    assert pdf(body).data == pdf(body).data
    assert pdf(body).data != pdf(body, LARGE).data


def test_a_file_says_what_it_is(pdf: Print) -> None:
    file = pdf("<p>a</p>")
    root = file.file.Root
    assert str(root.Lang) == "en-US"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert b"pdfuaid:part" in root.Metadata.read_bytes()


def test_only_our_fonts_are_used(pdf: Print) -> None:
    found = pdf('<p>a <b>b</b> β ₂ č <span class="ipa">/ˈɛkstrə/</span></p>').fonts
    assert {name.partition("-")[0] for name in found} <= {"Atkinson", "AtkinsonHyperlegible"} | {
        "Noto",
        "NotoSans",
    }
    assert len(found) >= 3


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>骨髓</p>", "骨"),
        ('<p><img src="file:///nowhere/leaf.png" alt="A leaf"></p>', "Failed to load image"),
        ('<p><img src="https://x.example/leaf.png" alt="A leaf"></p>', "disallowed protocol"),
    ],
)
def test_what_would_be_missing_on_paper_stops_printing(pdf: Print, body: str, said: str) -> None:
    with pytest.raises(PrintError, match=said):
        pdf(body)
    assert pdf("<p>a</p>").pages == 1  # and the next document prints


def test_headers_and_footers_are_artifacts(pdf: Print) -> None:
    file = pdf("<p>a</p>")
    content = file.file.pages[0].Contents.read_bytes()
    assert content.count(b"/Pagination") >= 3  # header, footer, number of the page
    assert "Top" in file.text
    assert "Page 1 of 1" in file.text
    assert len(file.tags.all("P")) == 1


def test_items_of_every_kind_of_list_have_a_body(pdf: Print) -> None:
    body = (
        "<ul><li>a</li><li><p>b</p><p>c</p></li><li>d<ul><li>e</li></ul></li></ul>"
        '<ol><li value="3">f</li></ol><dl><dt>g</dt><dd><p>h</p></dd></dl>'
        '<div class="asks"><ul><li>i</li></ul></div>'
    )
    tree = pdf(body).tags
    items = tree.all("LI")
    assert len(items) == 8
    for item in items:
        names = [child.name for child in item.children]
        assert names.count("LBody") == 1
        assert set(names) <= {"Lbl", "LBody"}
    outer = tree.all("L")[0]
    assert [child.name for child in outer.children] == ["LI", "LI", "LI", "L"]


def test_foreign_passages_keep_their_language(pdf: Print) -> None:
    tree = pdf('<p>a <span lang="de">Milz</span></p><p lang="fr">rate</p>').tags
    assert {one.language for one in tree.walk()} == {"", "de", "fr"}


def test_headers_of_tables_say_what_they_head(pdf: Print) -> None:
    tree = pdf(
        '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
        '<tbody><tr><th scope="row">c</th><td>d</td></tr></tbody></table>'
    ).tags
    assert [one.scope for one in tree.all("TH")] == ["Column", "Column", "Row"]


def test_links_say_in_words_where_they_lead(pdf: Print) -> None:
    tree = pdf('<p id="x"><a href="https://x.example/">The guide</a> <a href="#x">up</a></p>').tags
    assert [text for one in tree.walk() for text in one.links] == ["The guide", "up"]


def test_text_stands_in_no_span_that_says_nothing(pdf: Print) -> None:
    file = pdf("<p>A <span>leaf <b>is</b></span> <span lang=de>ein Blatt</span>.</p>")
    assert [one.language for one in file.tags.all("Span")] == ["de"]
    assert read_pdf(file.data).unread == ""


def test_drawings_are_described_and_their_labels_are_of_body_size(pdf: Print) -> None:
    body = (
        '<svg class="schem" viewBox="0 0 1000 1000" aria-label="A leaf."><g class="over">'
        '<g class="mark"><circle class="chip" cx="300" cy="300" r="9"></circle>'
        '<text x="300" y="300" font-size="9" text-anchor="middle">1</text></g></g></svg>'
    )
    for sheet in (A4, LARGE):
        file = pdf(body, sheet)
        assert [one.alt for one in file.tags.all("Figure")] == ["A leaf."]
        sizes = {words: size for size, words in file.sizes.items()}
        assert sizes["1"] >= sheet.type_size - 0.6  # pdftohtml rounds


def test_nothing_but_printing_needs_pango() -> None:
    """A build that prints nothing runs on a machine without it, and does not wait for it."""
    code = (
        "import sys, plainleaf.build, plainleaf.print.documents, plainleaf.print.printer\n"
        "sys.exit('weasyprint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
