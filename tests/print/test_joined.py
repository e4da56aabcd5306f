"""A set is its printed files, one behind another: nothing lost, nothing twice, fields shared."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pdf import Pdf

from plainleaf.print.documents import Document, HandoutSet
from plainleaf.print.formats import FORMATS
from plainleaf.print.joined import Part, joined, unlike_parts
from plainleaf.print.printer import Failed, Printed, Printer
from plainleaf.print.reading import read_pdf
from plainleaf.print.sets import print_sets
from plainleaf.print.transform import DocumentPart
from plainleaf.rendering.fonts import print_fonts
from plainleaf.rendering.store import Store

FIELD = (
    '<form><label for="name">Clinic</label>'
    '<input id="name" name="name" type="text" value="{}"></form>'
)
HTML = (
    '<!doctype html><html lang="en"><head><title>{0}</title><meta name="description" content="x">'
    "</head><body><h1 id=top>{0}</h1>{1}<p><a href=#end title=End>To the end</a></p>"
    '<h2>Part of {0}</h2><div data-part="0"><p>Text of {0}.</p></div>'
    "<h2 id=end style='break-before: page'>End</h2>{2}"
)
TURNED = "<p style='break-before: page'>A third sheet of {}.</p>"
SET = HandoutSet("leaves-set", "a.md", "Leaves & roots", ("Leaf.md", "Root.md", "Stem.md"))


def document(name: str, field: str, rest: str = "") -> Document:
    html = HTML.format(name, field, rest)
    src = f"{name}.md"
    return Document(name, (src,), (src,), html, (DocumentPart(),), in_set="leaves-set")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[Printed]:
    store = Store(tmp_path_factory.mktemp("store"), ".pdf")
    listed = (
        document("Leaf", FIELD.format("Green ward"), TURNED.format("Leaf")),
        document("Root", FIELD.format("Green ward")),
        document("Stem", FIELD.format("Other")),
    )
    done = list(Printer(store, print_fonts, FORMATS[:1], cores=1).run(listed))
    assert not any(isinstance(one, Failed) for one in done), done
    return [one for one in done if isinstance(one, Printed)]


@pytest.fixture(scope="module")
def parts(printed: list[Printed]) -> list[Part]:
    return [Part(one.document.name, one.kept.file.read_bytes()) for one in printed]


@pytest.fixture(scope="module")
def whole(parts: list[Part]) -> Pdf:
    made = joined(parts, "Leaves & roots", "All <of> it.")
    assert joined(parts, "Leaves & roots", "All <of> it.") == made
    assert unlike_parts(made.data, parts) == ""
    return Pdf(made.data)


def test_it_says_what_its_parts_say_in_their_order(whole: Pdf, parts: list[Part]) -> None:
    read = read_pdf(whole.data)
    said = [(one.kind, one.said) for one in read.pieces]
    assert said == [(one.kind, one.said) for part in parts for one in read_pdf(part.data).pieces]
    assert (read.cut, read.unread) == ((), "")
    assert [one.name for one in whole.tags.children] == ["Part"] * 3
    assert [one for one in whole.outline if "Part" not in one and one != "End"] == [
        *("Leaf", "Root", "Stem")
    ]
    assert str(whole.file.docinfo.Title) == "Leaves & roots"
    assert b"Leaves &amp; roots" in whole.file.Root.Metadata.read_bytes()


def test_each_part_begins_on_a_front_side(whole: Pdf) -> None:
    assert [bool(one) for one in whole.sheets] == [True] * 3 + [False] + [True] * 4
    assert [whole.sheets[at].split()[0] for at in (0, 4, 6)] == ["Leaf", "Root", "Stem"]


def test_links_lead_to_the_sheets_of_their_own_part(whole: Pdf) -> None:
    names = list(whole.file.Root.Names.Dests.Names)
    places = dict(zip(map(str, names[::2]), names[1::2], strict=True))
    sheets = {page.obj.objgen: number for number, page in enumerate(whole.file.pages)}
    links = [
        (number, sheets[places[str(one.Dest)][0].objgen])
        for number, page in enumerate(whole.file.pages)
        for one in page.obj.get("/Annots", ())
        if one.Subtype == "/Link"
    ]
    assert links == [(0, 1), (4, 5), (6, 7)]


def test_what_is_typed_once_stands_on_each_part_that_asks_for_the_same(whole: Pdf) -> None:
    assert whole.fields == {"name": ("Clinic", "Green ward"), "3-name": ("Clinic", "Other")}
    kids = [len(one.Kids) for one in whole.file.Root.AcroForm.Fields]
    assert kids == [2, 1]
    fonts = whole.file.Root.AcroForm.DR.Font
    for one in whole.file.Root.AcroForm.Fields:
        for place in one.Kids:
            assert "/" + str(place.DA).split("/")[-1].split()[0] in fonts


def test_what_differs_from_its_parts_is_told(whole: Pdf, parts: list[Part]) -> None:
    leaf, root, stem = parts
    for others, told in (
        ([leaf, stem, root], "sheet 1 of “Stem” is drawn otherwise"),
        ([*parts, leaf], "“Leaf” is not in it"),
        ([leaf, root], "there is more in it than its parts"),
    ):
        assert unlike_parts(whole.data, others) == told
    with pikepdf.open(BytesIO(whole.data)) as file:
        file.Root.StructTreeRoot.K[0].K[1].K[0].Alt = pikepdf.String("Other")
        held = BytesIO()
        file.save(held)
    assert "a tag of “Root” is" in unlike_parts(held.getvalue(), parts)


def test_a_set_is_made_once_and_of_nothing_less_than_two(
    printed: list[Printed], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path, ".pdf")
    assert not list(print_sets([SET], printed[:1], store))
    [made] = print_sets([SET], printed[::-1], store)
    assert isinstance(made, Printed)
    sheets = Pdf.read(made.kept.file).sheets
    assert [sheets[at].split()[0] for at in (0, 4, 6)] == ["Leaf", "Root", "Stem"]
    assert (made.name, made.pages, made.document.offered_by) == ("leaves-set-a4.pdf", 8, ("a.md",))
    monkeypatch.setattr("plainleaf.print.sets.joined", None)
    assert list(print_sets([SET], printed, store)) == [made]


def test_a_set_that_differs_from_its_parts_is_not_kept(
    printed: list[Printed], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plainleaf.print.sets.unlike_parts", lambda *_: "a tag is missing")
    [failed] = print_sets([SET], printed, Store(tmp_path, ".pdf"))
    assert isinstance(failed, Failed)
    assert failed.reason == "a tag is missing"
    assert not list(tmp_path.rglob("*.pdf"))
