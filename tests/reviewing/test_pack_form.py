"""A filled PDF comes back as what was ticked and written; nothing else is believed."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from builds import CONDITION
from plainleaf.reviewing import pack_form
from plainleaf.reviewing.pack_form import FormError, FormItem, PackId, code_of, read_form
from review_packs import SIGNED, SITE, Desk, desk, fill, printed


@pytest.fixture(scope="module")
def a_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def blank(a_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed(a_desk, tmp_path_factory.mktemp("store"))


def test_what_is_filled_in_comes_back(a_desk: Desk, blank: Path, tmp_path: Path) -> None:
    values = {
        "asked/top/": "x",
        f"asked/what-it-is/{a_desk.pack.asked[1].hash}/change": "x",
        f"asked/what-it-is/{a_desk.pack.asked[1].hash}/words": "It is\r\n \x07cold: “yes”.",
        **{f"/{key}": value for key, value in SIGNED.items()},
    }
    form = read_form(fill(blank, tmp_path / "filled.pdf", values))
    assert form.id == PackId(SITE, CONDITION, "botanist")
    assert form.signed == SIGNED
    said = {one.asked.name: (one.answers, one.words) for one in form.said}
    assert said["top"] == (("agree",), "")
    assert said["what-it-is"] == (("change",), "It is\ncold: “yes”.")
    assert said["point/hot"] == ((), "")
    assert {one.asked.name: one.asked.hash for one in form.said} == {
        one.name: one.hash for one in a_desk.pack.asked
    }


def test_an_empty_pack_says_nothing(blank: Path) -> None:
    form = read_form(blank)
    assert not any(one.answers or one.words for one in form.said)
    assert not any(form.signed.values())


def other_pdf(file: Path, fields: list[tuple[str, str]] | None) -> Path:
    """A PDF with a form of other names; without a form for None."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    if fields is not None:
        made = [
            pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String(name), V=pikepdf.String(value)))
            for name, value in fields
        ]
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(made))
    pdf.save(file)
    return file


def test_what_is_no_pack_is_refused_in_a_sentence(
    blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked, cut, text = (tmp_path / name for name in ("locked.pdf", "cut.pdf", "text.pdf"))
    with pikepdf.open(blank) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    cut.write_bytes(b"%PDF-1.7\n" + b"\xff" * 3000)
    text.write_text("Dear editors, I agree.", encoding="utf-8")
    deep = tmp_path / "deep.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        ring = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("a")))
        ring.Kids = pikepdf.Array([ring, ring])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([ring]))
        pdf.save(deep)
    two = [(PackId("A", "a.md", one).field("name"), "x") for one in ("b", "c")]
    asked = [(FormItem("top", "0" * 64).field("agree"), "on")]
    for file, said in (
        (text, "it is no PDF"),
        (locked, "locked with a password"),
        (cut, "it is damaged"),
        (deep, "more fields than a pack has"),
        (other_pdf(tmp_path / "scan.pdf", None), "it has no form"),
        (other_pdf(tmp_path / "tax.pdf", [("income", "0")]), "no review pack"),
        (other_pdf(tmp_path / "two.pdf", [*two, *asked]), "no review pack"),
    ):
        with pytest.raises(FormError, match=said):
            read_form(file)
    monkeypatch.setattr(pack_form, "MOST_BYTES", 10)
    with pytest.raises(FormError, match="it is larger than"):
        read_form(blank)


def test_no_field_is_too_long(tmp_path: Path) -> None:
    fields = [
        (PackId("A", "a.b/c.md", "").field("name"), "n" * 100_000),
        (FormItem("top", "0" * 64).field("words"), "w"),
        ("asked/top/short/agree", "on"),
    ]
    form = read_form(other_pdf(tmp_path / "long.pdf", fields))
    assert form.id == PackId("A", "a.b/c.md", "")
    assert len(form.signed["name"]) == 5_000
    assert [one.words for one in form.said] == ["w"]


def test_a_code_tells_packs_apart() -> None:
    asked = (FormItem("top", "0" * 64, "1 Top"),)
    codes = {
        code_of(asked, PackId("A", "a.md", "b")),
        code_of(asked, PackId("A", "a.md", "c")),
        code_of((FormItem("top", "1" * 64),), PackId("A", "a.md", "b")),
    }
    assert len(codes) == 3
    assert asked[0].code == "000000"
    assert not asked[0].is_point
