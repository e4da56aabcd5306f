"""Reads printed files, as tests look at them."""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import pikepdf
import zxingcpp
from PIL import Image


@dataclass
class Tag:
    """An element of a file's structure."""

    name: str
    language: str = ""
    alt: str = ""
    scope: str = ""
    links: list[str] = field(default_factory=list)
    """The descriptions of its link annotations."""
    text: str = ""
    """What was drawn under it, its own marked content only."""
    children: list[Tag] = field(default_factory=list)

    def walk(self) -> Iterator[Tag]:
        """It and everything below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, *names: str) -> list[Tag]:
        """Every element with one of these names."""
        return [one for one in self.walk() if one.name in names]


class Pdf:
    """A printed file."""

    def __init__(self, data: bytes, name: str = "") -> None:
        self.data = data
        self.name = name
        self.file = pikepdf.open(BytesIO(data))

    @classmethod
    def read(cls, file: Path) -> Pdf:
        return cls(file.read_bytes(), file.name)

    @property
    def pages(self) -> int:
        return len(self.file.pages)

    @cached_property
    def sheets(self) -> list[str]:
        """The text of each page, in reading order, as one line of words."""
        said = _run(["pdftotext", "-enc", "UTF-8", "-", "-"], self.data).decode()
        return [" ".join(page.split()) for page in said.split("\f")][: self.pages]

    @property
    def text(self) -> str:
        return " ".join(self.sheets)

    @cached_property
    def sizes(self) -> dict[float, str]:
        """Each size of type in points, with a piece of what is set in it."""
        # pdftohtml counts in pixels of 1.5 to the point, unless told otherwise.
        with NamedTemporaryFile(suffix=".pdf") as file:  # it reads no standard input
            Path(file.name).write_bytes(self.data)
            xml = _run(["pdftohtml", "-xml", "-i", "-zoom", "1", "-stdout", file.name], b"")
        root = etree.fromstring(xml)
        fonts = {one.get("id"): float(one.get("size", "0")) for one in root.iter("fontspec")}
        found: dict[float, str] = {}
        for text in root.iter("text"):
            words = "".join(text.itertext()).strip()
            if words:
                found.setdefault(fonts[text.get("font")], words)
        return found

    @cached_property
    def ends(self) -> list[float]:
        """How far down the words of each page reach, from 0 to 1; its footer is not counted."""
        with NamedTemporaryFile(suffix=".pdf") as file:
            Path(file.name).write_bytes(self.data)
            told = _run(["pdftotext", "-bbox", file.name, "-"], b"").decode()
        found = []
        for page in told.split("<page ")[1:]:
            height = float(page.split('height="')[1].split('"')[0])
            downs = [float(one.split('"')[0]) for one in page.split('yMax="')[1:]]
            # The lowest line is the footer's.
            found.append(max((one for one in downs if one < max(downs) - 15), default=0) / height)
        return found

    @cached_property
    def fonts(self) -> set[str]:
        """The names of the fonts in the file, without the tags of subsets."""
        names = set()
        for one in self.file.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
                names.add(str(one.FontName).lstrip("/").partition("+")[2] or str(one.FontName))
        return names

    @cached_property
    def images(self) -> list[tuple[int, int]]:
        """Of each image of dots in the file: how many dots, and how many bytes it takes."""
        return [
            (int(one.Width) * int(one.Height), int(one.Length))
            for one in self.file.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]

    @cached_property
    def tags(self) -> Tag:
        """The structure of the file."""
        return _tag(self.file.Root.StructTreeRoot.K[0])

    @property
    def outline(self) -> list[str]:
        with self.file.open_outline() as outline:
            found = []
            waiting = list(outline.root)
            while waiting:
                one = waiting.pop(0)
                found.append(one.title)
                waiting = [*one.children, *waiting]
        return found

    @property
    def fields(self) -> dict[str, tuple[str, str]]:
        """Name of each form field to its description and content."""
        form = self.file.Root.get("/AcroForm")
        return {
            str(one.T): (str(one.TU), str(one.get("/V", "")))
            for one in (form.Fields if form is not None else ())
        }

    def picture(self, page: int, resolution: int = 100) -> Image.Image:
        """A page as a picture."""
        arguments = ["-r", str(resolution), "-f", str(page), "-l", str(page), "-png", "-", "-"]
        return Image.open(BytesIO(_run(["pdftoppm", *arguments[:-1]], self.data)))

    def codes(self, page: int) -> list[str]:
        """What the QR codes of a page say."""
        found = zxingcpp.read_barcodes(self.picture(page), formats=zxingcpp.BarcodeFormat.QRCode)
        # A corner of a code can pass for a code of the small kind.
        return [one.text for one in found if str(one.format) == "QR Code"]


def _tag(element: pikepdf.Object) -> Tag:
    tag = Tag(
        name=str(element.S).lstrip("/"),
        language=str(element.get("/Lang", "")),
        alt=str(element.get("/Alt", "")),
    )
    attributes = element.get("/A")
    if attributes is not None:
        tag.scope = str(attributes.get("/Scope", "")).lstrip("/")
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            continue
        if kid.get("/Type") == "/OBJR":
            if kid.Obj.Subtype == "/Link":
                tag.links.append(str(kid.Obj.get("/Contents", "")))
        elif "/S" in kid:
            tag.children.append(_tag(kid))
    return tag


def _run(command: list[str], data: bytes) -> bytes:
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout
