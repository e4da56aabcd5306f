"""Prints documents in every format, or takes what the store already holds."""

from __future__ import annotations

import functools
import hashlib
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from plainleaf.keeping.cores import cores_here
from plainleaf.model.words import FILE as WORDS
from plainleaf.print.documents import Document
from plainleaf.print.formats import FORMATS, Format
from plainleaf.print.libraries import versions
from plainleaf.print.workers import Job, NotMade, print_all
from plainleaf.rendering.store import Kept, Store
from plainleaf.rendering.stylesheet import with_values
from plainleaf.rendering.theme import THEME, VALUES, VALUES_OF_PDFS, Theme
from plainleaf.rendering.theme_words import with_words

STYLES: Final = THEME / "print"
"""The folder of the style sheets."""

_PLAIN: Final = Theme()

QUIET_SECONDS: Final = 3.0
"""How long printing may take before it says how far it is, and how often it says so."""


@dataclass(frozen=True)
class Printed:
    """A printed file."""

    document: Document
    format: Format
    kept: Kept

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.document.name}-{self.format.name}.pdf"

    @property
    def words(self) -> str:
        """What readers call it: its paper, behind what it is unless that is a handout."""
        label = self.document.label
        return f"{label}: {self.format.words}" if label else self.format.words

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return int(self.kept.told["pages"])

    @property
    def tails(self) -> str:
        """The warning about sheets that end nearly empty; empty when none does."""
        return str(self.kept.told.get("tails", ""))

    @property
    def size(self) -> str:
        """Its size in words."""
        kilobytes = max(1, round(self.kept.size / 1000))
        return f"{kilobytes} KB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"


@dataclass(frozen=True)
class Failed:
    """A document that cannot be printed as it should be."""

    document: Document
    format: Format
    reason: str


def _silent(_message: str) -> None:
    return None


class Printer:
    """Prints the documents of one build."""

    def __init__(
        self,
        store: Store,
        fonts: Callable[[], Mapping[str, bytes]],
        formats: Sequence[Format] = FORMATS,
        say: Callable[[str], None] = _silent,
        cores: int | None = None,
        theme: Theme = _PLAIN,
    ) -> None:
        """Start.

        Args:
            store: where printed files are kept.
            fonts: makes the fonts, when something has to be printed.
            formats: the formats to print each document in.
            say: tells how far printing is.
            cores: how many files may be printed at once; all cores of this machine by default.
            theme: whose colors the files take.
        """
        self.store = store
        self.formats = formats
        self._make_fonts = fonts
        self._say = say
        self.cores = cores_here() if cores is None else cores
        self.theme = theme

    def run(self, documents: Iterable[Document]) -> Iterator[Printed | Failed]:
        """Print each document in each format, what the store lacks on all cores; in order.

        Raises:
            LibraryError: a library of the system is missing.
            FieldError: what every document has filled in cannot be seen there.
            WorkerError: a process that prints ended by itself.
        """
        listed = tuple(documents)
        half = {id(one): _half_letter(one.html) for one in listed}
        files = [
            (document, sheet, _digest(stem, json.dumps(asdict(sheet))))
            for document in listed
            for stem in ("" if half[id(document)] else self._stem(document),)
            for sheet in self.formats
            if not (sheet.large and document.paper.only_standard)
        ]
        outcomes: dict[str, Kept | NotMade] = {}
        jobs = []
        for document, sheet, key in files:
            if half[id(document)]:
                continue
            kept = self.store.get(key)
            if kept is None:
                css = style_sheet(document.paper.style, self.theme)
                jobs.append(
                    Job(
                        *(key, document.html, document.parts, document.pictures, css, sheet),
                        paper=document.paper,
                    )
                )
            else:
                outcomes[key] = kept
        outcomes |= self._print(jobs)
        for document, sheet, key in files:
            outcome = outcomes[key] if not half[id(document)] else NotMade(half[id(document)])
            if isinstance(outcome, NotMade):
                yield Failed(document, sheet, outcome.reason)
            else:
                yield Printed(document, sheet, outcome)
        self.store.tidy()

    def _print(self, jobs: Sequence[Job]) -> dict[str, Kept | NotMade]:
        """Print what the store lacks and keep it; returns what became of each job, by its key."""
        outcomes: dict[str, Kept | NotMade] = {}
        told = time.monotonic()
        for job, made in print_all(jobs, self._make_fonts, self.cores):
            if isinstance(made, NotMade):
                outcomes[job.key] = made
            else:
                # What is kept is proved: the key tells the proof's code and libraries too.
                outcomes[job.key] = self.store.put(
                    job.key, made.data, pages=made.pages, tails="; ".join(made.tails)
                )
            if time.monotonic() - told > QUIET_SECONDS:
                told = time.monotonic()
                self._say(f"Printing: {len(outcomes)} of {len(jobs)} files.")
        return outcomes

    def _stem(self, document: Document) -> str:
        """The hash of all that a document's files are made from, but the format."""
        parts = json.dumps([asdict(part) for part in document.parts], sort_keys=True)
        paper = json.dumps(asdict(document.paper), sort_keys=True)
        css = style_sheet(document.paper.style, self.theme)
        return _digest(*versions(), _code(), css, document.html, parts, paper)


def _half_letter(html: str) -> str:
    """Say where a text holds half a letter, which nothing can print; empty when it holds none."""
    found = re.search("[\ud800-\udfff]", html)
    if found is None:
        return ""
    around = re.sub("[\ud800-\udfff]", "�", html[max(0, found.start() - 20) : found.start() + 20])
    return f"“{around}” holds half a letter (U+{ord(found[0]):04X}); type the letter itself"


def _digest(*pieces: str) -> str:
    found = hashlib.sha256()
    for piece in pieces:
        found.update(f"{len(piece)}:{piece}".encode())
    return found.hexdigest()


@functools.cache
def style_sheet(name: str = "", theme: Theme = _PLAIN) -> str:
    """The styles that all documents share, and those of one kind behind them."""
    files = ["handout.css", *(f"{one}.css" for one in name.split())]
    css = "".join((STYLES / file).read_text(encoding="utf-8") for file in files)
    return with_words(with_values(css, theme.paper_values()))


@functools.cache
def _code() -> str:
    """The hash of our own code for printing, of the style of drawings, of values and words."""
    own = sorted(Path(__file__).parent.glob("*.py"))
    values = (THEME / VALUES, THEME / VALUES_OF_PDFS)
    files = [*own, STYLES / "drawing.css", *values, THEME / WORDS]
    return _digest(*(file.read_text(encoding="utf-8") for file in files))
