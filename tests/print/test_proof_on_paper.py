"""What is printed is what was to be printed: read back, compared, and stopped where it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml

from plainleaf.print.engine import Engine, PrintError
from plainleaf.print.expected import expected_pieces
from plainleaf.print.formats import FORMATS, Format
from plainleaf.print.pieces import Piece
from plainleaf.print.printer import style_sheet
from plainleaf.print.proof import compare, first_fault
from plainleaf.print.reading import read_pdf
from plainleaf.print.transform import DocumentPart, Target
from plainleaf.rendering.fonts import print_fonts

A4, LARGE = FORMATS[0], FORMATS[2]
CSS = style_sheet()
GOLDEN = Path(__file__).parents[1] / "golden" / "paper.yml"
CASES = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))
PAGE = (
    '<!doctype html><html lang="en-US"><head><title>T</title></head><body>'
    '<div class="head"><p>Top</p></div><div class="foot"><p>Foot</p></div><h1>T</h1>'
    '<div data-part="0">{}</div><section data-notes><h2>Links</h2></section>'
    "<section data-sources></section></body></html>"
)
PART = DocumentPart(targets={"https://x.example/": Target("", "https://x.example/", "The page X")})

Make = Callable[..., tuple[bytes, frozenset[int]]]


@pytest.fixture(scope="module")
def make() -> Make:
    engine = Engine(print_fonts())

    def make_one(body: str, sheet: Format = A4, css: str = "") -> tuple[bytes, frozenset[int]]:
        laid = engine.pdf(PAGE.format(body), [PART], {}, CSS + css, sheet, "0")
        return laid.data, laid.cards

    return make_one


def fault(make: Make, body: str, printed: str = "", sheet: Format = A4, css: str = "") -> str:
    """What the proof says of a page that another HTML was printed for."""
    data, cards = make(printed or body, sheet, css)
    return first_fault(data, PAGE.format(body), [PART], cards)


def told(piece: Piece) -> str:
    said = "·".join(f"{tag}={text}" for tag, text in piece.cells) or piece.text
    described = f"{piece.alt}=" if piece.kind == "figure" else ""
    return f"{piece.kind}{piece.depth or ''} {described}{said}"


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_paper_says_what_the_page_says(make: Make, case: dict[str, Any]) -> None:
    title, *expected = expected_pieces(PAGE.format(case["html"]), [PART], frozenset())
    assert told(title) == "h1 T"
    assert [told(one) for one in expected] == case["says"]
    data, _ = make(case["html"])
    assert [told(one) for one in read_pdf(data).pieces[1:]] == case["says"]
    for sheet in FORMATS:
        assert fault(make, case["html"], sheet=sheet) == ""


BODY = (
    "<p>Take 2.5 mg in the morning, never more.</p><ul><li>a</li><li>b</li></ul>"
    "<table><tr><td>one</td><td>two</td></tr></table><h2>Next</h2><p>x ≥ 5</p>"
)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("never more", "more", "never"),
        ("2.5 mg", "25 mg", "Take2.5mg"),
        ("x ≥ 5", "x 5", "≥"),
        ("x ≥ 5", "x ≥ 5 now", "now"),
        ("in the morning", "in morning the", "inmorningthe"),
        ("<td>one</td><td>two</td>", "<td>two</td><td>one</td>", "two|one"),
        ("<td>two</td>", "", "one|two"),
        ("<td>one</td>", "<th>one</th>", "one|two"),
        ("<li>a</li><li>b</li>", "<li>a b</li>", "ab"),
        ("<li>b</li>", "", "•"),
        ("<li>a</li><li>b</li>", "<li>a<ul><li>b</li></ul></li>", "of depth 2"),
        ("<li>a</li><li>b</li>", "<li>b</li><li>a</li>", "“a”"),
        ("<ul><li>a</li><li>b</li></ul>", "<p>• a</p><p>• b</p>", "•"),
        ("<h2>Next</h2>", "<p>Next</p>", "a heading of level 2"),
        ("<h2>Next</h2>", "<h3>Next</h3>", "a heading of level 3"),
        ("<p>x ≥ 5</p>", "", "missing at the end"),
        ("<p>x ≥ 5</p>", "<p>x ≥ 5</p><p>And more.</p>", "Andmore."),
    ],
)
def test_whatever_differs_is_told_with_both_sides(
    make: Make, before: str, after: str, said: str
) -> None:
    assert BODY.count(before) == 1
    assert said in fault(make, BODY, BODY.replace(before, after))


def test_the_page_itself_is_proved_in_every_format(make: Make) -> None:
    for sheet in FORMATS:
        assert fault(make, BODY, sheet=sheet) == ""


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (".x { white-space: nowrap }", "cut off"),
        (".x { margin-left: -400pt }", "cut off"),
        (".x { overflow: hidden; height: 2pt; width: 9pt }", "cut off"),
        (".x { opacity: 0 }", "cut off"),
        (".x { display: none }", "missing on sheet 1"),
        (".x { text-transform: uppercase }", "WORD"),
        (".x::before { content: 'not ' }", "not"),
    ],
)
def test_what_a_style_hides_or_changes_is_lost_too(make: Make, style: str, said: str) -> None:
    body = f'<p class="x">{"word " * 60}</p><p>after</p>'
    assert said in fault(make, body, css=style)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{'Many words. ' * 900}</p>",
        f"<ul><li>{'Many words. ' * 900}</li><li>b</li></ul>",
        f"<table><thead><tr><th>A</th></tr></thead>{'<tr><td>a</td></tr>' * 90}</table>",
        # The second table has the same head, and begins where a sheet does.
        "<table><thead><tr><th>A</th></tr></thead>"
        + "</table><table><thead><tr><th>A</th></tr></thead>".join(["<tr><td>a</td></tr>" * 22] * 3)
        + "</table>",
        "<table><thead><tr><th>A</th><th>B</th></tr></thead><tr><td>"
        + f"{'left ' * 700}</td><td>{'right ' * 700}</td></tr><tr><td>a</td><td>b</td></tr>"
        + "</table>",
    ],
)
def test_what_goes_on_over_several_sheets_is_one_piece(make: Make, body: str) -> None:
    for sheet in (A4, LARGE):
        assert fault(make, body, sheet=sheet) == ""


LONG = "x" * 200


@pytest.mark.parametrize(
    "body",
    [
        f"<p>a {LONG}</p><h2>{LONG}</h2><ul><li>{LONG}</li></ul><dl><dt>{LONG}</dt></dl>",
        f"<p><code>{LONG}</code></p><pre><code>{LONG}\n  a  b</code></pre>",
        f"<p>https://x.example/{LONG}</p><blockquote><p>{LONG}</p></blockquote>",
        f'<section class="care"><p class="care-l">{LONG}</p><h3>{LONG}</h3></section>',
        '<p>a<span class="cites">'
        + "".join(f'<a class="cite" href="#source-{one}">{one}</a>' for one in range(1, 60))
        + "</span></p>",
    ],
)
def test_long_words_break_on_every_sheet(make: Make, body: str) -> None:
    for sheet in FORMATS:
        assert fault(make, body, sheet=sheet) == ""


# --- what is wrong with a file ---------------------------------------------------------------


def test_a_bookmark_keeps_what_is_raised_in_its_heading(make: Make) -> None:
    body = "<h2>Below 10<sup>9</sup>/L</h2><h3>CO<sub>2</sub></h3><p>a</p>"
    data, _ = make(body)
    assert read_pdf(data).bookmarks >= {"Below 10⁹/L", "CO₂"}
    assert fault(make, body) == ""
    flat = "[data-bookmark] { bookmark-label: content(text) }"
    assert fault(make, body, css=flat) == "no bookmark says “Below 10⁹/L” as its heading does"


def rewritten(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(BytesIO(data)) as file:
        change(file)
        made = BytesIO()
        file.save(made)
    return made.getvalue()


def test_text_outside_of_the_structure_is_told(make: Make) -> None:
    def keep_the_title(file: pikepdf.Pdf) -> None:
        document = file.Root.StructTreeRoot.K[0]
        document.K = pikepdf.Array(list(document.K)[:1])

    data = rewritten(make("<p>a</p>")[0], keep_the_title)
    assert "no screen reader" in first_fault(data, PAGE.format("<p>a</p>"), [PART])


def test_a_file_without_structure_or_in_another_manner_is_not_proved(make: Make) -> None:
    def drop_structure(file: pikepdf.Pdf) -> None:
        del file.Root.StructTreeRoot

    def set_otherwise(file: pikepdf.Pdf) -> None:
        page = file.pages[0]
        content = page.Contents.read_bytes() + b"\nBT 1 0 0 1 9 9 Tm 5 Tc ET"
        page.Contents = file.make_stream(content)

    data = make("<p>a</p>")[0]
    for change, said in ((drop_structure, "no structure"), (set_otherwise, "“Tc”")):
        fault_ = first_fault(rewritten(data, change), PAGE.format("<p>a</p>"), [PART])
        assert fault_.startswith("its text cannot be read back")
        assert said in fault_


def test_the_number_of_a_page_may_be_any_and_must_be_one() -> None:
    page = [Piece("p", "see(page\ue000)")]
    assert compare(page, [Piece("p", "see(page12)", sheet=1)]) == ""
    assert "see(page)" in compare(page, [Piece("p", "see(page)", sheet=1)])


def test_only_what_opens_a_sheet_goes_on_with_the_piece_before() -> None:
    whole, first, rest = Piece("p", "ab"), Piece("p", "a", sheet=1), Piece("p", "b", sheet=2)
    assert compare([whole], [first, rest])
    assert compare([whole], [first, replace(rest, opens_sheet=True)]) == ""
    assert compare([whole], [first, replace(rest, opens_sheet=True, kind="item")])


# --- tables that do not fit ------------------------------------------------------------------


def table(cells: list[str], rows: int = 2, spans: str = "") -> str:
    head = "".join(f"<th>{cell}</th>" for cell in cells)
    row = "".join(f"<td{spans}>{cell}</td>" for cell in cells)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{f'<tr>{row}</tr>' * rows}</tbody></table>"


WIDE = [f"Hemoglobinopathy{number}" for number in range(9)]


def test_a_table_with_a_long_word_stays_a_table(make: Make) -> None:
    body = "<table><tr><td>a</td></tr></table>" + table(["A", "B", LONG])
    for sheet in FORMATS:
        assert make(body, sheet)[1] == frozenset()
        assert fault(make, body, sheet=sheet) == ""


def test_a_table_of_many_columns_becomes_cards(make: Make) -> None:
    body = "<table><tr><td>a</td></tr></table>" + table(WIDE)
    for sheet in FORMATS:
        assert make(body, sheet)[1] == {1}
        assert fault(make, body, sheet=sheet) == ""
    data, cards = make(body)
    first = WIDE[0]
    assert [told(one) for one in read_pdf(data).pieces][2] == f"p {first}:{first}"
    changed = PAGE.format(body.replace(f"<td>{first}</td>", "<td>other</td>", 1))
    assert "other" in first_fault(data, changed, [PART], cards)


@pytest.mark.parametrize(
    "body", [table(WIDE, spans=' rowspan="1"'), table(WIDE, rows=0), f"<div>{table(WIDE)}</div>"]
)
def test_what_cannot_be_cards_stops_the_print(make: Make, body: str) -> None:
    if "<div>" in body:
        body = body.replace("<thead>", "<tbody>").replace("</thead>", "</tbody>")
    said = r"the table “Hemoglobinopathy0 \| .* mm wider than its sheet"
    with pytest.raises(PrintError, match=said):
        make(body)
