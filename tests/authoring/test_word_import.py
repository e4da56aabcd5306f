"""Word documents of several makers become pages; nothing of them is lost or changed silently."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

import small_site
from plainleaf.authoring.word_document import WordError, read_word
from plainleaf.authoring.word_page import left_comment, page_of
from plainleaf.cli import main
from plainleaf.model.kinds import KINDS
from word_files import LIBRE_STYLES, paragraph, run, word_file


def _page(data: bytes) -> tuple[str, str, list[str]]:
    """Title, body, and what is left."""
    made = page_of(read_word(data), KINDS["part"], {}, {})
    return made.title, made.body, [one.what for one in made.left]


def test_word_headings_lists_forms_and_letters() -> None:
    body = (
        paragraph("Living with it", "Titel")
        + paragraph(
            "Lead with “quotes”, it’s a soft\u00adhyphen, 2 * 5 mg, &lt;70 g/L &amp;lt; x_y."
        )
        + paragraph("Tests", "berschrift1")
        + paragraph(
            "<w:r><w:t>Red </w:t></w:r>"
            + run("cells", '<w:rStyle w:val="Fett"/>')
            + run(" carry", "<w:i/>")
            + run(" CO")
            + run("2", '<w:vertAlign w:val="subscript"/>')
            + run(", not bold", '<w:b w:val="0"/>')
        )
        + paragraph("one", number="1")
        + paragraph("below", number="1", depth=1)
        + paragraph("first", number="2")
        + paragraph("2011. A year")
        + paragraph("Deeper", "berschrift2")
    )
    title, text, left = _page(word_file(body))
    assert title == "Living with it"
    assert text == (
        'Lead with "quotes", it\'s a softhyphen, 2 \\* 5 mg, &lt;70 g/L &amp;lt; x\\_y.\n\n'
        "## Tests\n\n"
        "Red **cells** *carry* CO<sub>2</sub>, not bold\n\n"
        "- one\n    - below\n\n1. first\n\n2011\\. A year\n\n### Deeper\n"
    )
    assert left == [
        "curly quotation marks, written straight: 2",
        "curly apostrophes, written straight: 1",
        "soft hyphens, taken out: 1",
    ]


def test_libreoffice_and_google_docs() -> None:
    libre = (
        paragraph("A page", "Heading1")
        + paragraph("What it is", "Own")
        + paragraph('<w:bookmarkStart w:id="0"/><w:r><w:t>Te</w:t></w:r><w:r><w:t>xt.</w:t></w:r>')
    )
    assert _page(word_file(libre, styles=LIBRE_STYLES)) == (
        "A page",
        "## What it is\n\nText.\n",
        [],
    )
    google = paragraph("• typed item") + paragraph(
        '<w:hyperlink r:id="k"><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>NHS</w:t></w:r>'
        "</w:hyperlink>"
    )
    made = _page(word_file(google, links={"k": "https://www.nhs.uk/x_(y)"}))
    assert made[1] == "- typed item\n\n[NHS](https://www.nhs.uk/x_%28y%29)\n"


def test_tables_keep_every_cell() -> None:
    cells = ["Sign", "What | it means", "Fever", "Go<w:br/>now"]
    made = [f"<w:tc><w:p><w:r><w:t>{one}</w:t></w:r></w:p></w:tc>" for one in cells]
    made[3] = "<w:tc><w:p><w:r><w:t>Go</w:t><w:br/><w:t>now</w:t></w:r></w:p></w:tc>"
    rows = f"<w:tr>{made[0]}{made[1]}</w:tr><w:tr>{made[2]}{made[3]}</w:tr>"
    span = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    wide = f"<w:tr>{span}{paragraph('Both')}</w:tc></w:tr>"
    _, text, left = _page(word_file(f"<w:tbl>{rows}{wide}</w:tbl>"))
    assert text == ("| Sign | What \\| it means |\n|---|---|\n| Fever | Go<br>now |\n| Both |  |\n")
    assert left == ["cells that are one across columns or rows: its words stand in the first"]


_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_BOX = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
LEFT = {
    "deleted": (
        '<w:del w:author="Ann"><w:r><w:delText>old</w:delText></w:r></w:del>',
        "",
        "a tracked change of Ann, deleted, left out: “old”",
    ),
    "added": (
        '<w:ins w:author="Ann"><w:r><w:t>new</w:t></w:r></w:ins>',
        "new",
        "a tracked change of Ann, added, kept: “new”",
    ),
    "hidden": (run("secret", "<w:vanish/>"), "", "hidden text: “secret”"),
    "hidden by its style": (
        run("secret", '<w:rStyle w:val="Geheim"/>'),
        "",
        "hidden text: “secret”",
    ),
    "crossed out": (
        run("no", "<w:strike/>"),
        "",
        "text that is crossed out, left out: “no”",
    ),
    "a comment": ('<w:r><w:commentReference w:id="4"/></w:r>', "", "a comment of Bob: “Really?”"),
    "a footnote": ('<w:r><w:footnoteReference w:id="2"/></w:r>', "", "a footnote: “A note.”"),
    "a text box": (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{_BOX}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{_BOX}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
        "",
        "a text box: “In a box.”",
    ),
    "a reference": (
        _FIELD.format(code=" REF a \\h ", shown="page 4"),
        "page 4",
        "a field (REF a \\h), kept as it was last shown: “page 4”",
    ),
    "a list of contents": (
        _FIELD.format(code="TOC \\o", shown="One 1"),
        "",
        "a field (TOC \\o), left out: “One 1”",
    ),
    "a formula": (
        "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>",
        "TODO: a formula, a=b",
        "a formula: “a=b”",
    ),
    "an unknown sign": (
        '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>',
        "TODO: a sign of the font Wingdings",
        "a sign of the font Wingdings (F04A): look it up in the document",
    ),
    "a known sign": ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥", ""),
    "an empty field": (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Type here</w:t></w:r>"
        "</w:sdtContent></w:sdt>",
        "",
        "an empty field to fill in: “Type here”",
    ),
    "a colored background": (
        run("look", '<w:highlight w:val="red"/>'),
        "look",
        "text with a colored background, kept without: “look”",
    ),
    "something unknown": (
        "<w:neverSeen><w:r><w:t>words</w:t></w:r></w:neverSeen>",
        "",
        "something that this command does not know (neverSeen): “words”",
    ),
}
_PARTS = {
    "comments": f'<w:comment w:id="4" w:author="Bob">{paragraph("Really?")}</w:comment>',
    "footnotes": f'<w:footnote w:id="2">{paragraph("A note.")}</w:footnote>',
}


@pytest.mark.parametrize("what", LEFT)
def test_what_is_no_text_is_kept_or_listed(what: str) -> None:
    inner, kept, told = LEFT[what]
    data = word_file(paragraph(f"{run('Before ')}{inner}{run(' after.')}"), parts=_PARTS)
    _, text, left = _page(data)
    assert text.split() == f"Before {kept} after.".split()
    assert left == ([told] if told else [])


def test_every_letter_of_a_hyperlink_field_is_a_link() -> None:
    field = _FIELD.format(code=' HYPERLINK "https://example.org/a" ', shown="Here")
    assert _page(word_file(paragraph(field))) == ("", "[Here](https://example.org/a)\n", [])


def test_what_stands_around_the_text_is_listed() -> None:
    data = word_file(
        paragraph("Text."), parts={"header1": "<w:p><w:r><w:t>Draft</w:t></w:r></w:p>"}
    )
    assert _page(data)[2] == ["the head of a side: “Draft”"]


def test_a_comment_cannot_be_ended_by_what_it_lists() -> None:
    data = word_file(paragraph(run("--> <script>", "<w:vanish/>")).replace("> <s", "&gt; &lt;s"))
    made = page_of(read_word(data), KINDS["part"], {}, {})
    assert left_comment(made.left, "a-->.docx").count("-->") == 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is no .docx file"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "it is an old .doc file, or has a password"),
        (b"PK\x05\x06" + bytes(18), "it is no Word document"),
    ],
)
def test_what_is_no_document(data: bytes, why: str) -> None:
    with pytest.raises(WordError, match=f"^{why}"):
        read_word(data)


def test_damaged_documents_end_in_a_sentence() -> None:
    whole = word_file(paragraph("Text."))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        texts = {one: archive.read(one) for one in archive.namelist()}
    for name in texts:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for one, text in texts.items():
                archive.writestr(one, text[: len(text) // 2] if one == name else text)
        with pytest.raises(WordError, match=r"\.$"):
            read_word(made.getvalue())
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]>' + texts["word/document.xml"]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for one, text in texts.items():
            archive.writestr(one, bomb if one == "word/document.xml" else text)
    with pytest.raises(WordError, match="not what a word processor writes"):
        read_word(made.getvalue())


def test_a_page_with_its_pictures_or_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_site.write(tmp_path / "site")
    picture = io.BytesIO()
    noted = Image.new("RGB", (9, 9), "red")
    noted.save(picture, "PNG", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0")
    shown = (
        '<w:r><w:drawing><wp:inline><wp:docPr descr="A leaf"/><a:blip r:embed="pic"/></wp:inline>'
        "</w:drawing></w:r>"
    )
    body = paragraph("Living", "Titel") + paragraph("sources", "berschrift1") + paragraph(shown)
    file = tmp_path / "a document.docx"
    file.write_bytes(word_file(body, media={"pic": picture.getvalue()}))
    asked = ["--root", str(root), "import", str(file), "--kind", "part"]
    assert main(asked) == 0
    told = capsys.readouterr()
    page = root / "docs" / "conditions" / "leaf-fever" / "living.md"
    text = page.read_text(encoding="utf-8")
    assert "title: Living\n" in text
    assert "\n## Sources\n\n![A leaf](figures/a-document-1.png)\n" in text
    assert "the heading “sources”, now “Sources”" in text
    assert "the heading “sources”, now “Sources”" in told.out
    assert "conditions/leaf-fever/living.md" in told.err
    written = (page.parent / "figures" / "a-document-1.png").read_bytes()
    assert b"Exif" not in written
    assert b"eXIf" not in written
    assert main(asked) == 2
    assert "exists already. Nothing was written." in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == text
    assert main(["--root", str(root), "import", "no.docx", "--kind", "part"]) == 2
    assert capsys.readouterr().err == "plainleaf: no.docx: there is no such file.\n"


MADE = Path(__file__).parents[1] / "word"
GOLDEN = Path(__file__).parents[1] / "golden" / "word"


@pytest.mark.parametrize("maker", sorted(file.stem for file in MADE.glob("*.docx")))
def test_a_document_of_each_maker_becomes_exactly_this(maker: str) -> None:
    title, body, left = _page((MADE / f"{maker}.docx").read_bytes())
    told = "".join(f"- {one}\n" for one in left)
    expected = (GOLDEN / f"{maker}.txt").read_text(encoding="utf-8")
    assert f"{title}\n\n{body}\nLeft:\n{told}" == expected


def test_a_list_begins_without_indentation_and_goes_down_one_step_at_a_time() -> None:
    body = (
        paragraph("one", number="1", depth=1)
        + paragraph("below", number="1", depth=3)
        + paragraph("two", number="1", depth=1)
        + paragraph("Text.")
        + paragraph("later", number="1", depth=2)
    )
    assert _page(word_file(body))[1] == "- one\n    - below\n- two\n\nText.\n\n- later\n"


def test_a_heading_that_only_says_the_title_again_goes_with_it() -> None:
    body = (
        paragraph("Care", "Titel")
        + paragraph("Care", "berschrift1")
        + paragraph("Text.")
        + paragraph("Tests", "berschrift2")
    )
    assert _page(word_file(body))[:2] == ("Care", "Text.\n\n## Tests\n")
