"""Nothing on the finished site tells what a case is; each of many planted leaks is found."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
import pytest
import yaml

from conftest import ROOT, BuiltSite
from plainleaf.checks.hidden_cases import case_lists, hidden_cases
from plainleaf.checks.leaks import HiddenCase, find_leaks
from plainleaf.print.tells import told_before
from plainleaf.reading.content import load_content

PLANTED = yaml.safe_load((ROOT / "tests" / "golden" / "leaks.yml").read_text(encoding="utf-8"))
SLUG = "itching-after-a-walk"
LISTS = frozenset({"cases/index.html"})


def cases_of(site: BuiltSite) -> tuple[HiddenCase, ...]:
    return hidden_cases(load_content(site.project, site.docs))


def leaks(files: Mapping[str, bytes], cases: tuple[HiddenCase, ...]) -> list[str]:
    printed = {
        path: told_before(data, case.answers_title, case.choices)
        for path, data in files.items()
        for case in cases
        if path.startswith(f"print/{case.slug}-") and data.startswith(b"%PDF-")
    }
    return [f"{one.file}: {one.said}" for one in find_leaks(files.items(), cases, LISTS, printed)]


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


def test_at_least_sixty_kinds_are_planted() -> None:
    assert len({one["what"] for one in PLANTED}) == len(PLANTED) >= 60


@pytest.mark.parametrize("leak", PLANTED, ids=lambda one: one["what"])
def test_a_planted_leak_is_found(leak: Mapping[str, Any], public: BuiltSite) -> None:
    cases = cases_of(public)
    if "pdf" in leak:
        path = "print/itching-after-a-walk-case-a4.pdf"
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
}
