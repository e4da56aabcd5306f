"""Joins printed files into one, so that a clinic prints a set by one click.

Nothing is laid out again: every sheet, tag, bookmark, link and field of the parts goes over as it
is, and `unlike_parts` holds the whole to that. Each part begins on a front side, or its first page
would be printed on the back of another part. A field that all parts have, such as the clinic's
name, becomes one: what is typed once stands on every part.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

_OF_FIELD: Final = ("/FT", "/T", "/TU", "/V", "/Ff")
"""What a field has and the places where it is filled in have not."""
_RESOURCES: Final = ("/Font", "/ExtGState")
"""What a field's words are set with."""
_READ_ALOUD: Final = ("/Alt", "/ActualText", "/E", "/Lang", "/T")
"""What a tag may say besides what it holds."""


@dataclass(frozen=True)
class Part:
    """A printed file to join with others."""

    title: str
    data: bytes


@dataclass(frozen=True)
class Joined:
    """A file made of several."""

    data: bytes
    pages: int


def joined(parts: Sequence[Part], title: str, about: str) -> Joined:
    """Join printed files; the same files give the same bytes.

    Args:
        parts: the files, in order; at least one.
        title: what the whole is called.
        about: one sentence on it.
    """
    with pikepdf.open(BytesIO(parts[0].data)) as whole:
        joiner = _Joiner(whole)
        for part in parts:
            with pikepdf.open(BytesIO(part.data)) as file:
                joiner.add(file)
        joiner.finish(title, about)
        held = BytesIO()
        whole.save(
            held, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
        return Joined(held.getvalue(), len(whole.pages))


class _Joiner:
    """Puts files together in a file that is one of them, emptied."""

    def __init__(self, whole: pikepdf.Pdf) -> None:
        self.whole = whole
        self.number = 0
        """The number of the part, from 1."""
        del whole.pages[:]
        self.document = whole.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, K=Array())
        )
        self.places: list[Any] = []
        """What the tree of places names, one after another, by its number."""
        self.named: dict[str, Any] = {}
        self.bookmarks: list[Any] = []
        self.fields: dict[tuple[str, ...], Any] = {}
        self.set_with: dict[str, dict[str, Any]] = {kind: {} for kind in _RESOURCES}

    def add(self, file: pikepdf.Pdf) -> None:
        """Add a file behind those that are there."""
        self.number += 1
        if len(self.whole.pages) % 2:
            self.whole.add_blank_page(page_size=_size(self.whole.pages[-1]))
        first = len(self.whole.pages)
        # Not `add_pages_from`: it makes links and fields anew, and tags would name the old ones.
        for page in file.pages:
            self.whole.pages.append(pikepdf.Page(self.whole.copy_foreign(page.obj)))
        pages = list(self.whole.pages)[first:]
        # Pages first: what is taken over below names them.
        root = {
            key: self.whole.copy_foreign(self._indirect(file, file.Root[key]))
            for key in ("/StructTreeRoot", "/Names", "/Outlines")
        }
        self._structure(root["/StructTreeRoot"], pages)
        self._names(root["/Names"], pages)
        self._bookmarks(root["/Outlines"])
        self._form(file, pages)

    @staticmethod
    def _indirect(file: pikepdf.Pdf, one: Any) -> Any:
        return one if one.is_indirect else file.make_indirect(one)

    def _structure(self, tree: Any, pages: Sequence[pikepdf.Page]) -> None:
        before = len(self.places)
        for page in pages:
            if "/StructParents" in page.obj:
                page.obj.StructParents = int(page.obj.StructParents) + before
            for one in page.obj.get("/Annots", ()):
                if "/StructParent" in one:
                    one.StructParent = int(one.StructParent) + before
        numbered = dict(_pairs(tree.ParentTree.Nums))
        self.places += [numbered[place] for place in range(len(numbered))]
        for one in tree.K:
            one.S = Name.Part
            one.P = self.document
            self.document.K.append(one)

    def _names(self, names: Any, pages: Sequence[pikepdf.Page]) -> None:
        """Give the places that links lead to names of their own."""
        for name, place in _pairs(names.Dests.Names):
            self.named[self._own(str(name))] = place
        for page in pages:
            for one in page.obj.get("/Annots", ()):
                if isinstance(one.get("/Dest"), String):
                    one.Dest = String(self._own(str(one.Dest)))

    def _own(self, name: str) -> str:
        return f"{self.number}-{name}"

    def _bookmarks(self, outlines: Any) -> None:
        one = outlines.get("/First")
        while one is not None:
            self.bookmarks.append(one)
            one = one.get("/Next")

    # --- fields ---

    def _form(self, file: pikepdf.Pdf, pages: Sequence[pikepdf.Page]) -> None:
        form = file.Root.get("/AcroForm")
        if form is None:
            return
        resources = self.whole.copy_foreign(file.make_indirect(form.DR))
        for kind in _RESOURCES:
            for name, held in resources.get(kind, {}).items():
                self.set_with[kind][f"{name}-{self.number}"] = held
        for page in pages:
            for one in page.obj.get("/Annots", ()):
                if one.Subtype == "/Widget":
                    self._field(one)

    def _field(self, place: Any) -> None:
        """Make what is filled in at a place a field, or one place more of the same field."""
        if "/DA" in place:
            place.DA = String(
                re.sub(r"/[^\s]+", lambda one: f"{one[0]}-{self.number}", str(place.DA))
            )
        own = {key: place[key] for key in _OF_FIELD if key in place}
        same = tuple(repr(own.get(key)) for key in _OF_FIELD)
        if Name.Tx != place.FT or same not in self.fields:
            same = same if Name.Tx == place.FT else (*same, str(self.number))
            field = Dictionary(
                {**own, "/T": String(self._field_name(str(place.T))), "/Kids": Array()}
            )
            self.fields[same] = self.whole.make_indirect(field)
        for key in own:
            if key != "/TU":  # a screen reader asks the place for what it is
                del place[key]
        place.Parent = self.fields[same]
        self.fields[same].Kids.append(place)

    def _field_name(self, name: str) -> str:
        used = {str(one.T) for one in self.fields.values()}
        return name if name not in used else self._own(name)

    # --- the whole ---

    def finish(self, title: str, about: str) -> None:
        """Write what belongs to the file as a whole."""
        root = self.whole.Root
        numbers = Array()
        for number, held in enumerate(self.places):
            numbers.append(number)
            numbers.append(held)
        tree = Dictionary(Type=Name.StructTreeRoot, K=Array([self.document]))
        tree.ParentTree = self.whole.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = len(self.places)
        root.StructTreeRoot = self.whole.make_indirect(tree)
        self.document.P = root.StructTreeRoot
        listed = Array()
        for name in sorted(self.named, key=str.encode):
            listed.append(String(name))
            listed.append(self.named[name])
        root.Names = Dictionary(Dests=Dictionary(Names=listed))
        root.Outlines = self._outlines()
        if self.fields:
            used = Dictionary({kind: Dictionary(held) for kind, held in self.set_with.items()})
            fields = Array(list(self.fields.values()))
            root.AcroForm = Dictionary(Fields=fields, DR=used, NeedAppearances=True)
        told = self.whole.docinfo
        told.Title, told.Subject = String(title), String(about)
        root.Metadata.write(_told(root.Metadata.read_bytes().decode(), title, about).encode())

    def _outlines(self) -> Any:
        root = self.whole.make_indirect(Dictionary(Type=Name.Outlines))
        for before, one in itertools.pairwise(self.bookmarks):
            before.Next, one.Prev = one, before
        for one in self.bookmarks:
            one.Parent = root
        root.First, root.Last = self.bookmarks[0], self.bookmarks[-1]
        root.Count = sum(1 + max(0, int(one.get("/Count", 0))) for one in self.bookmarks)
        return root


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(one) for one in page.mediabox)
    return right - left, top - bottom


def _told(metadata: str, title: str, about: str) -> str:
    """The description of a file with another title and another sentence on it."""
    for name, words in (("title", title), ("description", about)):
        before, start, rest = metadata.partition(f"<dc:{name}>")
        opened, item, rest = rest.partition('<rdf:li xml:lang="x-default">')
        _, end, rest = rest.partition("</rdf:li>")
        assert all((start, item, end)), name
        metadata = f"{before}{start}{opened}{item}{escape(words, quote=False)}{end}{rest}"
    return metadata


def _pairs(held: Any) -> Iterator[tuple[Any, Any]]:
    listed = list(held)
    return zip(listed[::2], listed[1::2], strict=True)


# --- proof ---


def unlike_parts(data: bytes, parts: Sequence[Part]) -> str:
    """Where a joined file differs from its parts, as one sentence; empty when it holds all of them.

    Every part was proved when it was printed. So what is drawn is compared to the byte, and all
    that is read aloud tag by tag, with the sheet and the mark of each.
    """
    with pikepdf.open(BytesIO(data)) as whole:
        tags = list(whole.Root.StructTreeRoot.K[0].K)
        sheets = list(whole.pages)
        first = 0
        for number, part in enumerate(parts, start=1):
            with pikepdf.open(BytesIO(part.data)) as file:
                first += first % 2
                own = sheets[first : first + len(file.pages)]
                if len(own) < len(file.pages) or len(tags) < number:
                    return f"“{part.title}” is not in it"
                for place, (one, other) in enumerate(zip(file.pages, own, strict=True), start=1):
                    if _drawn(one) != _drawn(other):
                        return f"sheet {place} of “{part.title}” is drawn otherwise"
                said = _said(file.Root.StructTreeRoot.K[0].K, _numbers(file.pages), "")
                there = _said(tags[number - 1].K, _numbers(own), f"{number}-")
                for tag, same in itertools.zip_longest(said, there):
                    if tag != same:
                        return f"a tag of “{part.title}” is {tag}, and {same} in the whole"
                first += len(own)
        return "" if first == len(sheets) else "there is more in it than its parts"


def _drawn(page: pikepdf.Page) -> bytes:
    return bytes(page.Contents.read_bytes())


def _numbers(pages: Iterable[pikepdf.Page]) -> dict[tuple[int, int], int]:
    return {page.obj.objgen: number for number, page in enumerate(pages, start=1)}


def _said(kids: Any, sheets: Mapping[tuple[int, int], int], before: str) -> Iterator[object]:
    """What each tag says, and what each mark and each place in a tag is."""
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            yield kid
        elif "/S" in kid:
            held = tuple(str(kid.get(key, "")) for key in _READ_ALOUD)
            sheet = sheets.get(kid.Pg.objgen) if "/Pg" in kid else None
            how = kid.A.unparse(resolved=True) if "/A" in kid else b""
            yield (str(kid.S), sheet, how, *held)
            yield from _said(kid.get("/K", []), sheets, before)
        else:
            one = kid.Obj
            address = one.A.get("/URI", "") if "/A" in one else ""
            to = str(one.get("/Dest", "")).removeprefix(before), str(address)
            field = one.get("/Parent", one)
            words = str(one.get("/Contents", "")), str(one.get("/TU", "")), str(field.get("/V", ""))
            yield (str(one.Subtype), *to, *words)
