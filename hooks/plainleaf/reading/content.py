"""Everything the site is made from, read once: pages, and the data that pages are made from.

`load_content` does all the reading; what it returns is data. A missing or broken file costs
findings, never an exception.
"""

from __future__ import annotations

import functools
import os
import posixpath
import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from plainleaf.model.accepted_words import FILE as ACCEPTED_FILE
from plainleaf.model.accepted_words import AcceptedWords
from plainleaf.model.block_specs import FIGURE_BLOCKS, NUMBERS_BLOCK
from plainleaf.model.care_cards import FILE as CARDS_FILE
from plainleaf.model.care_cards import RULE as CARDS_RULE
from plainleaf.model.care_cards import (
    SENTENCES_FILE,
    CareCards,
    UrgentSentence,
    load_care_cards,
    load_urgent_sentences,
)
from plainleaf.model.emergency_numbers import (
    EmergencyNumber,
    load_emergency_numbers,
    without_source,
)
from plainleaf.model.facts import Fact, SignOff, load_facts
from plainleaf.model.figures import Figure
from plainleaf.model.findings import Finding, Severity
from plainleaf.model.front_matter import ConditionFrontMatter
from plainleaf.model.lay_words import FILE as LAY_FILE
from plainleaf.model.lay_words import LayWords
from plainleaf.model.leaflet import FILE as LEAFLET_FILE
from plainleaf.model.leaflet import LeafletPart
from plainleaf.model.moved import FILE as MOVED_FILE
from plainleaf.model.moved import (
    PUBLISHED_FILE,
    Moved,
    Published,
    by_old_page,
    load_moved,
    load_published,
)
from plainleaf.model.records import Record, Records, load_records, repeated
from plainleaf.model.references import Reference, load_references
from plainleaf.model.review import RULE as REVIEW_RULE
from plainleaf.model.review import ReviewRecord
from plainleaf.model.review_roles import FILE as ROLES_FILE
from plainleaf.model.review_roles import ReviewRole, load_review_roles, without_role
from plainleaf.model.rule import SUPPRESSION
from plainleaf.model.site_facts import FileFact
from plainleaf.model.site_model import FILE as MODEL_FILE
from plainleaf.model.site_model import RULE as MODEL_RULE
from plainleaf.model.site_model import LoadedModel, LocatedText, SiteModel, load_site_model
from plainleaf.model.site_words import FILE as WORDS_FILE
from plainleaf.model.site_words import RULE as WORDS_RULE
from plainleaf.model.spoken import known_syllables
from plainleaf.model.term import Term
from plainleaf.reading.clips import FILE as CLIPS_FILE
from plainleaf.reading.clips import ClipRecord, Clips, read_clips
from plainleaf.reading.disk import Disk, why_unread
from plainleaf.reading.drawing import (
    DrawingError,
    ImageError,
    ReadPicture,
    read_drawing,
    read_image,
)
from plainleaf.reading.files import read_files, targets
from plainleaf.reading.glossary import GlossaryResult, load_glossary
from plainleaf.reading.page import Block, Citation, Page, read_page, within
from plainleaf.reading.placed_cards import cards_in, cards_on
from plainleaf.text.inline import read_inline
from plainleaf.text.printable import quoted
from plainleaf.text.syllables import SyllableCounts

DATA = "_data"
"""The folder inside docs/ that holds data; it is never published."""
FIGURES = "figures.yml"
"""The file beside a page that describes its figures."""

RULE_DATA = "PL120"
RULE_FIGURE = "PL701"

_LINE_END = re.compile(r"\r\n|\r|\n")

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True)
class FigureSet:
    """The figures that one page may place."""

    figures: Mapping[str, Figure]
    """By id, in the order of the file."""
    pictures: Mapping[str, ReadPicture]
    """Every image of the figures, by its path from the folder of the file."""
    positions: Mapping[str, tuple[int, int]]
    """Line and column of each figure in the file, by id."""
    path: str
    """The file, as findings print it."""


@dataclass(frozen=True)
class LeafletFile:
    """What the leaflet of a condition is composed of."""

    records: Records[LeafletPart]
    path: str
    """The file, as findings print it."""


@dataclass(frozen=True)
class Content:
    """The site's source, typed."""

    pages: Mapping[str, Page]
    """By path inside docs/, such as `conditions/x/index.md`."""
    terms: tuple[Term, ...]
    """The glossary, alphabetical."""
    references: Records[Reference]
    references_path: str
    """The reference file, as findings print it."""
    numbers: tuple[EmergencyNumber, ...]
    facts: Records[Fact]
    facts_path: str
    """The fact table, as findings print it."""
    sign_off_records: Records[SignOff]
    sign_offs_path: str
    """The file of sign-off points, as findings print it."""
    review_records: Records[ReviewRecord]
    reviews_path: str
    """The file of reviews, as findings print it."""
    roles: tuple[ReviewRole, ...]
    """The roles of reviewers; none where anyone may review."""
    figures: Mapping[str, FigureSet]
    """By the path of their page."""
    files: tuple[FileFact, ...]
    """Every file below docs/, hidden ones left out."""
    findings: tuple[Finding, ...]
    """What is wrong with the data files; a page's findings are its own."""
    suppressing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The lines of each data file that suppresses a finding, by the file as findings print it."""
    glossary_path: str = ""
    """The glossary, as findings print it."""
    glossary: GlossaryResult = field(default_factory=GlossaryResult)
    """The glossary's terms at their places."""
    accepted_words: Records[AcceptedWords] = field(default_factory=Records)
    accepted_words_path: str = ""
    lay_words: Records[LayWords] = field(default_factory=Records)
    lay_words_path: str = ""
    """The file of accepted words, as findings print it."""
    clips: Clips = field(default_factory=Clips)
    """The recorded clips."""
    cards: CareCards = field(default_factory=CareCards)
    """The care cards."""
    leaflets: Mapping[str, LeafletFile] = field(default_factory=dict)
    """The leaflet of each condition that has one, by the path of its overview."""
    urgent_sentences: Records[UrgentSentence] = field(default_factory=Records)
    urgent_sentences_path: str = ""
    """The file of sentences that only sound urgent, as findings print it."""
    moved: Records[Moved] = field(default_factory=Records)
    """The headings that have left their pages."""
    moved_path: str = ""
    """Their file, as findings print it."""
    published: Records[Published] = field(default_factory=Records)
    """The addresses that were ever published."""
    published_path: str = ""
    """Their file, as findings print it."""
    damaged: Mapping[str, str | None] = field(default_factory=dict)
    """The text of each data file that has an error, None for one that cannot be read, by the file
    as findings print it."""
    absent: frozenset[str] = frozenset()
    """The data files that may be missing and are, as findings print them."""
    model: SiteModel = field(default_factory=SiteModel)
    """The content model that it was read by; whoever works on the site lets it hold (`use`)."""

    @functools.cached_property
    def syllables(self) -> SyllableCounts:
        """How many syllables words have, where the glossary says how they sound."""
        return known_syllables(self.terms)

    @functools.cached_property
    def left(self) -> Mapping[str, Mapping[str, str]]:
        """Where the headings stand now that have left a page: by its path, id to place."""
        return by_old_page(self.moved.items)

    @property
    def reviews(self) -> tuple[ReviewRecord, ...]:
        """The recorded reviews."""
        return self.review_records.items

    @property
    def sign_offs(self) -> tuple[SignOff, ...]:
        """What clinicians must agree to."""
        return self.sign_off_records.items

    def cited(self, src: str) -> frozenset[str]:
        """The keys that a page cites: in text, figures, cards, and numbers to call."""
        figures = (one for figure in self.placed(src) for one in figure_citations(figure))
        cited = (*self.pages[src].citations, *figures)
        cards = (key for card in cards_on(self.pages[src], self.cards) for key in card.sources)
        numbers = _number_sources(self, self.pages[src].blocks)
        return frozenset((*(key for one in cited for key in one.keys), *cards, *numbers))

    def placed(self, src: str) -> tuple[Figure, ...]:
        """The figures that a page shows, in order."""
        return _placed(self.figures.get(src), self.pages[src].blocks)


class _FileReader:
    """Reads files below one root and collects what is wrong with them."""

    def __init__(self, root: Path, docs: Path, disk: Disk) -> None:
        self.root = root
        self.docs = docs
        self.disk = disk
        self.findings: list[Finding] = []
        self.suppressing: dict[str, tuple[str, ...]] = {}
        self.opened: set[Path] = set()
        self.texts: dict[str, str | None] = {}
        self.absent: set[str] = set()

    def shown(self, file: Path) -> str:
        """A file as findings print it."""
        try:
            return file.relative_to(self.root).as_posix()
        except ValueError:
            return file.as_posix()

    def data(self, file: Path, code: str) -> bytes | None:
        """What a file holds, or None with a finding."""
        self.opened.add(file)
        try:
            return self.disk.read(file)
        except FileNotFoundError:
            self.error(file, code, "This file is missing.", "Restore it; it may be an empty list.")
        except OSError as error:
            self.error(
                file,
                code,
                f"This file cannot be read: {_reason(error)}.",
                "Put a file there that can be read.",
            )
        return None

    def text(self, file: Path, code: str, *, listing: bool = True) -> str | None:
        """A file's text, or None with a finding; one that is no list may hold comments only."""
        data = self.data(file, code)
        text = None if data is None else self.decoded(data, file, code)
        self.texts[self.shown(file)] = text
        if text is not None and listing and _says_nothing(text):
            fix = "Restore it; if there is nothing to list, write []."
            self.error(file, code, "This file is empty.", fix)
        if text is not None and SUPPRESSION in text:
            self.suppressing[self.shown(file)] = tuple(_LINE_END.split(text))
        return text

    def decoded(self, data: bytes, file: Path, code: str) -> str | None:
        """The text that a file's bytes are, or None with a finding."""
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.error(file, code, "This file is not UTF-8.", "Save it as UTF-8.")
        return None

    def error(
        self, file: Path, code: str, message: str, fix: str, place: tuple[int, int] = (1, 1)
    ) -> None:
        """Note an error at a place of a file."""
        found = Finding(self.shown(file), *place, code, Severity.ERROR, message, fix)
        self.findings.append(found)

    def damaged(self) -> Mapping[str, str | None]:
        """The text of each data file in which, or beside which, something is wrong."""
        wrong = {one.path for one in self.findings}
        # What is wrong with a drawing is wrong with the figure that shows it.
        beside = {posixpath.join(posixpath.dirname(one), "") for one in wrong}
        return {
            path: text
            for path, text in self.texts.items()
            if path in wrong
            or (path.endswith(f"/{FIGURES}") and f"{path.removesuffix(FIGURES)}figures/" in beside)
        }

    def optional(self, file: Path, code: str = CARDS_RULE) -> str:
        """The text of a list in the data folder; an empty list when there is none."""
        return (self.text(file, code) if self.there(file) else None) or "[]"

    def model(self) -> LoadedModel:
        """Read what the site adds to the content model."""
        model, words = self.docs / DATA / MODEL_FILE, self.docs / DATA / WORDS_FILE
        texts = (
            (self.text(file, code, listing=False) if self.there(file) else None) or ""
            for file, code in ((model, MODEL_RULE), (words, WORDS_RULE))
        )
        return load_site_model(
            LocatedText(next(texts), self.shown(model)), LocatedText(next(texts), self.shown(words))
        )

    def there(self, file: Path) -> bool:
        """Whether there is a data file that may be missing; note when there is none."""
        there = os.path.lexists(file)  # a link that leads nowhere is reported
        if not there:
            self.absent.add(self.shown(file))
        return there

    def records(self, name: str, model: type[R], code: str = RULE_DATA) -> Records[R]:
        """Read a list of records from the data folder."""
        file = self.docs / DATA / name
        text = self.text(file, code)
        if text is None:
            return Records()
        found = self.once(load_records, text, self.shown(file), model, code)
        self.findings.extend(found.findings)
        return found

    def once(self, load: Callable[..., T], text: str, shown: str, *more: object) -> T:
        """What `load` makes of a data file; the file is not read again while it is the same."""
        return self.disk.last.of((load, shown), load, text, shown, *more)

    def known(
        self,
        name: str,
        records: Records[R],
        named: Callable[[R], Iterable[str]],
        pages: Container[str],
        code: str = RULE_DATA,
    ) -> tuple[R, ...]:
        """The records of a data file; note the pages that they name and that are none."""
        for record, place in zip(records.items, records.positions, strict=True):
            for page in named(record):
                if page not in pages:
                    message, fix = f"There is no page {quoted(page)}.", "Name a page inside docs/."
                    self.error(self.docs / DATA / name, code, message, fix, place)
        return records.items

    def roles(self, reviews: Records[ReviewRecord], roles: Records[ReviewRole]) -> None:
        """Note the roles in which somebody agreed and that there are not."""
        known = {one.id for one in roles.items}
        for record, place in zip(reviews.items, reviews.positions, strict=True):
            if record.agrees_as is not None and record.agrees_as not in known:
                message = f"There is no role {quoted(record.agrees_as)}."
                fix = f"Name one of {ROLES_FILE}, or leave it out."
                self.error(self.docs / DATA / "reviews.yml", REVIEW_RULE, message, fix, place)

    def pages(self) -> dict[str, Page]:
        """Read all pages, by their path inside docs/."""
        read = {name: self.page(name) for name in find_pages(self.docs)}
        return {name: page for name, page in read.items() if page is not None}

    def page(self, name: str) -> Page | None:
        """Read one page."""
        held = self.data(self.docs / name, RULE_DATA)
        if held is None:
            return None
        shown = self.shown(self.docs / name)
        return self.disk.last.of(("page", name), _page, shown, held, self.shown(self.docs))

    def leaflet(self, folder: Path) -> LeafletFile | None:
        """Read what the leaflet of the condition in a folder is composed of."""
        file = folder / LEAFLET_FILE
        if not os.path.lexists(file):
            return None
        shown = self.shown(file)
        found = load_records(self.text(file, RULE_DATA) or "[]", shown, LeafletPart, RULE_DATA)
        self.findings.extend(found.findings)
        return LeafletFile(found, shown)

    def figures(self, folder: Path) -> FigureSet | None:
        """Read the figures that the pages of a folder may place, with their drawings."""
        file = folder / FIGURES
        if not os.path.lexists(file):  # anything else by this name is reported
            return None
        text = self.text(file, RULE_FIGURE)
        if text is None:
            return None
        shown = self.shown(file)
        found = self.once(load_records, text, shown, Figure, RULE_FIGURE)
        self.findings.extend(found.findings + repeated(found, "id", shown, RULE_FIGURE))
        figures, positions = {}, {}
        pictures: dict[str, ReadPicture] = {}
        for figure, place in zip(found.items, found.positions, strict=True):
            read = self._pictures(figure, file, place)
            if read is not None:
                figures[figure.id] = figure
                positions[figure.id] = place
                pictures.update(read)
        return FigureSet(figures, pictures, positions, shown)

    def _pictures(
        self, figure: Figure, file: Path, place: tuple[int, int]
    ) -> Mapping[str, ReadPicture] | None:
        """All images of a figure, or None with a finding for each that is in the way.

        Args:
            figure: the figure.
            file: the file that describes it.
            place: its line and column there.
        """
        read = {
            frame.image: self._picture(frame.image, file, place, drawn=figure.schematic)
            for frame in figure.frames
        }
        found = {name: picture for name, picture in read.items() if picture is not None}
        if len(found) < len(read):
            return None
        shapes = {round(one.height / one.width, 2) for one in found.values()}
        if len(shapes) > 1:
            message = f"The images of figure {quoted(figure.id)} differ in shape."
            self.error(file, RULE_FIGURE, message, "Crop them alike, or make two figures.", place)
            return None
        return found

    def _picture(
        self, name: str, file: Path, place: tuple[int, int], *, drawn: bool
    ) -> ReadPicture | None:
        image = file.parent / name
        named = f"The image {quoted(name)}"
        if not _lies_in(image, self.docs):
            message = f"{named} lies outside docs/."
            self.error(file, RULE_FIGURE, message, "Move it beside the page.", place)
            return None
        self.opened.add(image)
        try:
            data = self.disk.read(image)
        except OSError as error:
            message = f"{named} cannot be read: {_reason(error)}."
            self.error(file, RULE_FIGURE, message, "Add it, or correct its name.", place)
            return None
        if image.suffix != ".svg":
            return self._scan(data, image)
        svg = self.decoded(data, image, RULE_FIGURE)
        if svg is None:
            return None
        if not drawn:
            message = f"{named} is a drawing, but the figure is no schematic."
            self.error(file, RULE_FIGURE, message, 'Write "schematic: true".', place)
            return None
        try:
            return read_drawing(svg)
        except DrawingError as error:
            fix = "Keep shapes with classes only."
            self.error(image, RULE_FIGURE, f"This drawing {error}.", fix)
        return None

    def _scan(self, data: bytes, image: Path) -> ReadPicture | None:
        try:
            return read_image(data)
        except ImageError as error:
            fix = "Save it anew from the program that made it."
            self.error(image, RULE_FIGURE, f"This file {error}.", fix)
        return None


def _page(shown: str, data: bytes, docs: str) -> Page:
    return read_page(shown, data, docs=docs)


def _says_nothing(text: str) -> bool:
    """Whether a YAML text holds comments at most."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())


def _lies_in(file: Path, folder: Path) -> bool:
    """Whether a file, links followed, lies in a folder."""
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # links in a circle; a NUL byte in the name
        return False


def _reason(error: OSError) -> str:
    return why_unread(error)


def load_content(root: Path, docs: Path, disk: Disk | None = None) -> Content:
    """Read everything below `docs`, by the content model of the site, which holds from then on.

    Args:
        root: the project's folder; findings name files relative to it.
        docs: the folder of pages and data.
        disk: what reads the files; by default one for this call only.
    """
    disk = disk or Disk()
    reader = _FileReader(root, docs, disk)
    data = docs / DATA
    added = reader.model()
    reader.findings.extend(added.findings)
    added.model.use()
    disk.last.among(added.model.made_of)
    glossary_file, references_file, facts_file = (
        data / name for name in ("glossary.yml", "references.yml", "facts.yml")
    )
    glossary = reader.once(
        load_glossary,
        reader.text(glossary_file, RULE_DATA) or "[]",
        reader.shown(glossary_file),
    )
    references = reader.once(
        load_references,
        reader.text(references_file, RULE_DATA) or "[]",
        reader.shown(references_file),
    )
    reader.findings.extend((*glossary.findings, *references.findings))
    facts = reader.once(
        load_facts, reader.text(facts_file, RULE_DATA) or "[]", reader.shown(facts_file)
    )
    reader.findings.extend(facts.findings)
    sign_offs = reader.records("sign_off.yml", SignOff)
    reviews = reader.records("reviews.yml", ReviewRecord, REVIEW_RULE)
    roles_file = data / ROLES_FILE
    roles = reader.once(
        load_review_roles, reader.optional(roles_file, REVIEW_RULE), reader.shown(roles_file)
    )
    reader.findings.extend(roles.findings)
    reader.findings.extend(
        without_role(sign_offs, roles.items, reader.shown(data / "sign_off.yml"))
    )
    reader.roles(reviews, roles)
    pages = reader.pages()
    reader.known("reviews.yml", reviews, lambda one: [one.page], pages, REVIEW_RULE)
    reader.known("sign_off.yml", sign_offs, lambda one: sorted(one.sources), pages)
    accepted_file = data / ACCEPTED_FILE
    # A site needs none: only then the file may be missing.
    accepted = (
        reader.records(ACCEPTED_FILE, AcceptedWords) if reader.there(accepted_file) else Records()
    )
    lay_file = data / LAY_FILE
    lay_words = reader.records(LAY_FILE, LayWords) if reader.there(lay_file) else Records()
    clips_file = data / CLIPS_FILE
    spoken = reader.records(CLIPS_FILE, ClipRecord) if reader.there(clips_file) else Records()
    clips = read_clips(docs, reader.shown(docs), spoken, {term.id for term in glossary.terms})
    reader.opened.update(clips.files)
    reader.findings.extend(clips.findings)
    reader.known(ACCEPTED_FILE, accepted, lambda one: one.pages, pages)
    cards = reader.once(
        load_care_cards, reader.optional(data / CARDS_FILE), reader.shown(data / CARDS_FILE)
    )
    sentences_file = data / SENTENCES_FILE
    sentences = reader.once(
        load_urgent_sentences, reader.optional(sentences_file), reader.shown(sentences_file)
    )
    moved_file, published_file = data / MOVED_FILE, data / PUBLISHED_FILE
    moved = reader.once(
        load_moved, reader.optional(moved_file, RULE_DATA), reader.shown(moved_file)
    )
    published = reader.once(
        load_published, reader.optional(published_file, RULE_DATA), reader.shown(published_file)
    )
    reader.findings.extend((*moved.findings, *published.findings))
    numbers_file = data / "emergency_numbers.yml"
    numbers = reader.once(
        load_emergency_numbers,
        reader.text(numbers_file, RULE_DATA) or "[]",
        reader.shown(numbers_file),
    )
    reader.findings.extend((*cards.findings, *sentences.findings, *numbers.findings))
    known = {one.id: one for one in references.items}
    if known:  # else one mistake would be told for each country
        reader.findings.extend(without_source(numbers, known, reader.shown(numbers_file)))
    leaflets = {
        name: composed
        for name, page in pages.items()
        if page.kind is not None and page.kind.overview
        if (composed := reader.leaflet((docs / name).parent)) is not None
    }
    sets = {folder: reader.figures(folder) for folder in sorted({(docs / n).parent for n in pages})}
    return Content(
        pages=pages,
        terms=glossary.terms,
        references=references,
        references_path=reader.shown(references_file),
        numbers=numbers.items,
        facts=facts,
        facts_path=reader.shown(facts_file),
        sign_off_records=sign_offs,
        sign_offs_path=reader.shown(data / "sign_off.yml"),
        review_records=reviews,
        reviews_path=reader.shown(data / "reviews.yml"),
        roles=roles.items,
        figures={
            name: found for name in pages if (found := sets[(docs / name).parent]) is not None
        },
        files=read_files(
            root,
            docs,
            _used(docs, reader.opened, pages),
            pages,
            disk,
            {one.path for one in reader.findings},
        ),
        findings=tuple(reader.findings),
        suppressing=reader.suppressing,
        glossary_path=reader.shown(glossary_file),
        glossary=glossary,
        clips=clips,
        leaflets=leaflets,
        accepted_words=accepted,
        accepted_words_path=reader.shown(accepted_file),
        lay_words=lay_words,
        lay_words_path=reader.shown(lay_file),
        cards=cards,
        urgent_sentences=sentences,
        urgent_sentences_path=reader.shown(sentences_file),
        moved=moved,
        moved_path=reader.shown(moved_file),
        published=published,
        published_path=reader.shown(published_file),
        damaged=reader.damaged(),
        absent=frozenset(reader.absent),
        model=added.model,
    )


def load_model(root: Path, docs: Path) -> SiteModel:
    """The content model of a site, as far as its files can be read: what commands offer by it."""
    return _FileReader(root, docs, Disk()).model().model


def _used(docs: Path, opened: Iterable[Path], pages: Mapping[str, Page]) -> frozenset[str]:
    """The files that are read as data, shown, or linked to, as paths inside docs/."""
    folder = Path(os.path.normpath(docs))
    read = (Path(os.path.normpath(file)) for file in opened)
    found = {file.relative_to(folder).as_posix() for file in read if file.is_relative_to(folder)}
    for src, page in pages.items():
        linked = [one.target for one in (*page.links, *page.definitions)]
        linked += [one.target for one in page.images]
        linked += [value for tag in page.tags for _, value in tag.attributes]
        found.update(targets(src, linked))
    return frozenset(found)


def find_pages(docs: Path) -> list[str]:
    """Every Markdown file that is a page, as its path inside docs/, in order.

    Data and hidden folders hold none.
    """
    found = sorted(file.relative_to(docs) for file in docs.rglob("*.md") if file.is_file())
    return [
        file.as_posix()
        for file in found
        if not any(part.startswith((".", "_")) for part in file.parts)
    ]


def cited_by_heading(content: Content, src: str) -> Mapping[str, frozenset[str]]:
    """Each heading of a page with the keys cited below it, under figures, in cards too.

    Of headings with the same words, the keys are joined.
    """
    page = content.pages[src]
    found: dict[str, frozenset[str]] = {}
    for section in page.all_sections:
        figures = _placed(content.figures.get(src), within(page.blocks, section))
        keys = {
            key
            for citation in (
                *within(page.citations, section),
                *(one for figure in figures for one in figure_citations(figure)),
            )
            for key in citation.keys
        }
        shown = cards_in(within(page.blocks, section), content.cards)
        keys |= {key for card in shown for key in card.sources}
        keys |= _number_sources(content, within(page.blocks, section))
        found[section.title] = found.get(section.title, frozenset()) | keys
    return found


def _number_sources(content: Content, blocks: Iterable[Block]) -> frozenset[str]:
    """The keys that the list of emergency numbers rests on, where one of the blocks shows it."""
    shown = any(block.name == NUMBERS_BLOCK for block in blocks)
    return frozenset(one.source for one in content.numbers) if shown else frozenset()


def condition_term(content: Content, src: str) -> Term | None:
    """The glossary entry that a condition page shows how to say."""
    page = content.pages.get(src)
    meta = page.meta if page else None
    if not isinstance(meta, ConditionFrontMatter):
        return None
    return next((term for term in content.terms if term.id == meta.term), None)


def figure_citations(figure: Figure) -> tuple[Citation, ...]:
    """The citations under a figure; their places are not those of a file."""
    return tuple(
        citation
        for text in (figure.caption, figure.long, *(one.text for one in figure.findings))
        for citation in read_inline(text, lambda _offset: (1, 1)).citations
    )


def _placed(found: FigureSet | None, blocks: Iterable[Block]) -> tuple[Figure, ...]:
    """The figures that blocks place, in order."""
    if found is None:
        return ()
    named = [block.argument for block in blocks if block.name in FIGURE_BLOCKS and block.valid]
    return tuple(found.figures[name] for name in dict.fromkeys(named) if name in found.figures)
