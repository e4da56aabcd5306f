"""Nothing on the finished site tells what a case is; each of many planted leaks is found."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
import pytest
import yaml

from conftest import ROOT, BuiltSite
from plainleaf.checks.hidden_cases import case_lists, hidden_cases
from plainleaf.checks.leaks import HiddenCase, PublishedFile, find_leaks
from plainleaf.reading.content import load_content
from plainleaf_mkdocs.audit_site import told_on_paper

PLANTED = [
    leak
    for name in ("leaks.yml", "leaks_again.yml")
    for leak in yaml.safe_load((ROOT / "tests" / "golden" / name).read_text(encoding="utf-8"))
]
SLUG = "itching-after-a-walk"
LISTS = frozenset({"cases/index.html"})


@functools.cache
def cases_of(site: BuiltSite) -> tuple[HiddenCase, ...]:
    return hidden_cases(load_content(site.project, site.docs))


def leaks(files: Mapping[str, bytes], cases: tuple[HiddenCase, ...]) -> list[str]:
    printed = {
        path: told_on_paper(path, data, cases)
        for path, data in files.items()
        if data.startswith(b"%PDF-")
    }
    published = (PublishedFile(*one) for one in files.items())
    return [f"{one.file}: {one.said}" for one in find_leaks(published, cases, LISTS, printed)]


def files_of(site: BuiltSite) -> dict[str, bytes]:
    return {
        file.relative_to(site.folder).as_posix(): file.read_bytes()
        for file in sorted(site.folder.rglob("*"))
        if file.is_file() and file.suffix not in {".gz", ".br"}
    }


def test_the_finished_site_tells_nothing(public: BuiltSite) -> None:
    cases = cases_of(public)
    assert len(cases) == 3
    assert case_lists(load_content(public.project, public.docs)) == LISTS
    assert leaks(files_of(public), cases) == []


def test_the_address_of_a_site_may_name_its_condition(public: BuiltSite) -> None:
    content = load_content(public.project, public.docs)
    cases = hidden_cases(content, "https://example.org/samplitis/")
    link = '<li><a href="%s">Itching after a long walk</a></li>'
    page = "pages.html"
    at_home = link % f"https://example.org/samplitis/cases/{SLUG}/"
    assert leaks({page: at_home.encode()}, cases) == []
    for told in ("https://example.org/samplitis-case/", f"https://example.org/{SLUG}/samplitis/"):
        assert leaks({page: (link % told).encode()}, cases)


def test_each_leak_is_planted_once() -> None:
    assert len({one["what"] for one in PLANTED}) == len(PLANTED) >= 140


@pytest.mark.parametrize("leak", PLANTED, ids=lambda one: one["what"])
def test_a_planted_leak_is_found(leak: Mapping[str, Any], public: BuiltSite) -> None:
    cases = cases_of(public)
    if "pdf" in leak:
        path = f"print/{leak.get('file', 'itching-after-a-walk-case-a4.pdf')}"
        changed = IN_PRINT[leak["pdf"]]((public.folder / path).read_bytes())
    elif "new" in leak:
        path, changed = leak["new"], leak["put"].encode()
    else:
        path = leak["file"] if "*" not in leak["file"] else one_file(public, leak["file"])
        before = (public.folder / path).read_bytes().decode()
        at = before.find(leak["before"])
        assert at >= 0, f"{path} has no {leak['before']!r}"
        changed = (before[:at] + leak["put"] + before[at:]).encode()
        assert leaks({path: before.encode()}, cases) == []
    found = leaks({path: changed}, cases)
    assert found, f"{leak['what']} is not found"
    assert all(one.startswith(f"{path}: ") for one in found)


def one_file(site: BuiltSite, pattern: str) -> str:
    """The one file of a pattern that tells of the case."""
    found = [file for file in site.folder.glob(pattern) if SLUG in file.read_text("utf-8")]
    assert len(found) == 1
    return found[0].relative_to(site.folder).as_posix()


# --- in printed files ---


def _saved(change: Callable[[pikepdf.Pdf], None]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as file:
            change(file)
            file.save(out)
        return out.getvalue()

    return changed


def _xmp(file: pikepdf.Pdf) -> None:
    with file.open_metadata() as meta:
        meta["dc:description"] = "Samplitis"


def _bookmark(file: pikepdf.Pdf) -> None:
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Why samplitis itches", 0))


def _bookmark_inside(file: pikepdf.Pdf) -> None:
    with file.open_outline() as outline:
        outline.root[0].children.append(pikepdf.OutlineItem("SMP", 0))


def _attachment(file: pikepdf.Pdf) -> None:
    file.attachments["samplitis.txt"] = b"x"


def _link(file: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://x.example/conditions/samplitis/")
    made = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action
    )
    page = file.pages[0]
    page.obj["/Annots"] = pikepdf.Array([*page.obj.get("/Annots", []), file.make_indirect(made)])


def _destination(file: pikepdf.Pdf) -> None:
    file.Root.Names = pikepdf.Dictionary(
        Dests=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("why-samplitis"), 0]))
    )


def _first_figure(file: pikepdf.Pdf) -> Any:
    """The tag of the first picture."""
    marks: Any = (one for one in file.objects if isinstance(one, pikepdf.Dictionary))
    return next(one for one in marks if one.get("/S") == pikepdf.Name.Figure)


def _on_first_sheet(**held: Any) -> Callable[[pikepdf.Pdf], None]:
    def put(file: pikepdf.Pdf) -> None:
        made = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], **held)
        page = file.pages[0].obj
        page["/Annots"] = pikepdf.Array([*page.get("/Annots", []), file.make_indirect(made)])

    return put


def _in_root(name: str, **held: Any) -> Callable[[pikepdf.Pdf], None]:
    return lambda file: file.Root.__setitem__(name, pikepdf.Dictionary(**held))


def _layer(file: pikepdf.Pdf) -> None:
    layer = pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Marks of samplitis")
    file.Root.OCProperties = pikepdf.Dictionary(OCGs=[file.make_indirect(layer)])


def _case_bookmark(file: pikepdf.Pdf) -> None:
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Itching after a long walk", 0))


def _text(_data: bytes) -> bytes:
    from weasyprint import HTML

    page = "<html lang=en><title>A</title><h1>Itching</h1><p>It is samplitis.<h2>Diagnosis</h2>"
    made = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(made, bytes)
    return made


IN_PRINT: Mapping[str, Callable[[bytes], bytes]] = {
    "title": _saved(lambda file: file.docinfo.__setitem__("/Title", "Samplitis")),
    "subject": _saved(lambda file: file.docinfo.__setitem__("/Subject", "A case of SMP")),
    "keywords": _saved(lambda file: file.docinfo.__setitem__("/Keywords", "itch, samplitis")),
    "xmp": _saved(_xmp),
    "bookmark": _saved(_bookmark),
    "bookmark-inside": _saved(_bookmark_inside),
    "attachment": _saved(_attachment),
    "link": _saved(_link),
    "destination": _saved(_destination),
    "text": _text,
    "author": _saved(lambda file: file.docinfo.__setitem__("/Author", "Samplitis group")),
    "own-field": _saved(lambda file: file.docinfo.__setitem__("/Condition", "SMP")),
    "alt": _saved(lambda file: _first_figure(file).__setitem__("/Alt", "A mass of samplitis")),
    "actual-text": _saved(lambda file: _first_figure(file).__setitem__("/ActualText", "SMP")),
    "contents": _saved(_on_first_sheet(Subtype=pikepdf.Name.Link, Contents="What samplitis is")),
    "note": _saved(_on_first_sheet(Subtype=pikepdf.Name.Text, Contents="Samplitis")),
    "field": _saved(_on_first_sheet(Subtype=pikepdf.Name.Square, T="a", TU="Signs of SMP")),
    "page-labels": _saved(_in_root("/PageLabels", Nums=[0, pikepdf.Dictionary(P="samplitis-")])),
    "layer": _saved(_layer),
    "script": _saved(_in_root("/OpenAction", S=pikepdf.Name.JavaScript, JS="say('Samplitis')")),
    "case-bookmark": _saved(_case_bookmark),
}
