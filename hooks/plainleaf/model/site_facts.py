"""What a check may know about the rest of the site.

Rules read this instead of files, so that they need no input or output and are tested with plain
data. None for a field means that it is not known: rules that need it say nothing.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from plainleaf.model.care_cards import CareCards, UrgentSentence
from plainleaf.model.kind import Kind
from plainleaf.model.kinds import kinds
from plainleaf.model.records import Records

SourceRead = Literal["full", "abstract", "record", "cited"]
"""How much of a source was read; `cited`: only somebody else's mention of it."""


@dataclass(frozen=True)
class ReferenceFact:
    """A reference that pages may cite."""

    key: str
    """What pages cite it by."""
    seen: SourceRead = "full"
    """How much of it was read."""
    path: str = ""
    """The file it stands in, as findings print it."""
    line: int = 1
    """Its line in that file."""
    column: int = 1
    """Its column in that file."""
    backs_facts: bool = False
    """Whether a row of the fact table rests on it, cited or not."""


@dataclass(frozen=True)
class FigureFact:
    """A figure that a page may place."""

    id: str
    """Its name in the page."""
    alt: str
    """What stands in for it."""
    caption: str
    """The text under it, as Markdown."""
    path: str
    """The file it stands in, as findings print it."""
    line: int
    """Its line in that file."""
    column: int = 1
    """Its column in that file."""
    legend: tuple[str, ...] = ()
    """The texts of its findings, as Markdown."""
    long: str = ""
    """The whole picture in words, as Markdown."""
    alts: tuple[str, ...] = ()
    """The alternative texts of single views."""
    labels: tuple[str, ...] = ()
    """What its marks point at."""
    images: tuple[str, ...] = ()
    """Its files, as paths from the folder of the page."""
    numbers: tuple[tuple[int, str], ...] = ()
    """The number and the id of each finding."""
    plain: tuple[str, ...] = ()
    """The headings of the patient page that explain findings, by id."""
    schematic: bool = True
    """Whether it is a drawing and no patient's image."""
    study: tuple[tuple[str, str], ...] = ()
    """Label and value of what is known of how it was made."""
    terms: tuple[str, ...] = ()
    """Who made it, and on what terms it may be used."""

    @property
    def words(self) -> tuple[str, ...]:
        """Every text of it that readers meet."""
        return (self.alt, *self.alts, self.caption, self.long, *self.legend, *self.labels)


@dataclass(frozen=True)
class PageFact:
    """What other pages may need to know of a page."""

    src: str
    """Its path inside docs/."""
    kind: str
    """The name of its kind; empty when it has none."""
    condition: str = ""
    """The condition it belongs to; empty for a page that belongs to none."""
    heading_ids: frozenset[str] = frozenset()
    """The ids of its headings."""
    term: str = ""
    """The glossary entry that a condition page is about; empty for any other."""
    cards: tuple[str, ...] = ()
    """The ids of the care cards that it shows, in order."""
    card_anchors: frozenset[str] = frozenset()
    """The ids of those cards' headings, and of the headings of the sections they stand in."""
    parts: tuple[str, ...] = ()
    """The pages of the guide that it is the overview of, in order, as paths inside docs/."""

    @property
    def shape(self) -> Kind | None:
        """Its kind; None when it has none."""
        return kinds().get(self.kind)


@dataclass(frozen=True)
class Definition:
    """What the glossary says of a term, which pages show when a reader asks."""

    text: str
    """The definition."""
    path: str
    """The file it stands in, as findings print it."""
    line: int
    """The line of its term in that file."""
    column: int = 1
    """The column of its term in that file."""


@dataclass(frozen=True)
class ReviewFact:
    """A review that a data file records."""

    page: str
    """The page that was reviewed, as a path inside docs/."""
    holds: bool
    """Whether the page counts as checked: each section is covered, and no point of it is open."""
    path: str
    """The file it stands in, as findings print it."""
    line: int
    """Its line in that file."""
    column: int = 1
    """Its column in that file."""
    changed: tuple[str, ...] = ()
    """The headings of the page whose sections no review covers."""
    day: datetime.date | None = None
    """The day of the review; None where it is not known."""
    written: datetime.date | None = None
    """The day on which the page was written; None where it is not known."""
    newer_change: datetime.date | None = None
    """The day of the page's newest change, where the review names its words and is older."""
    waits: bool = False
    """Whether what is agreed to holds, and others who must agree have not yet."""
    asks: tuple[str, ...] = ()
    """The headings of the sections of which it asks for a change, where they stand unchanged."""


@dataclass(frozen=True)
class PointFact:
    """A sign-off point that a data file records."""

    id: str
    """Its name."""
    state: Literal["open", "signed", "lapsed"]
    """Whether it is signed for the text as it stands, or for an earlier one."""
    path: str
    """The file it stands in, as findings print it."""
    line: int
    """Its line in that file."""
    column: int = 1
    """Its column in that file."""
    nowhere: tuple[str, ...] = ()
    """What it names and no page has."""


@dataclass(frozen=True)
class DrawingTag:
    """An element of a drawing."""

    name: str
    """Its name, without a namespace."""
    attributes: tuple[tuple[str, str], ...]
    """Its attributes."""
    line: int
    """Its line in the file."""
    foreign: tuple[str, ...] = ()
    """Its namespaces that SVG does not need: those of drawing programs and of metadata."""


@dataclass(frozen=True)
class DrawingWords:
    """Words in a drawing: text, a comment, an attribute."""

    text: str
    """The words."""
    line: int
    """Their first line in the file."""
    hidden: bool = False
    """Whether they stand in a comment, which no viewer shows."""
    style: bool = False
    """Whether they are a style sheet."""


@dataclass(frozen=True)
class Carried:
    """Something in a picture's file that is no part of the picture."""

    what: str
    """What it is, for a message: `a comment`."""
    offset: int
    """Where it begins, in bytes from the file's beginning."""
    size: int
    """How many bytes it has."""


@dataclass(frozen=True)
class RasterFacts:
    """A raster image, as its file's structure tells."""

    form: str
    """The format: PNG, JPEG, GIF or WebP."""
    width: int
    """In pixels."""
    height: int
    """In pixels."""
    carried: tuple[Carried, ...] = ()
    """What the file holds besides the picture."""
    broken: str = ""
    """Why the file cannot be read to its end, as the end of a sentence."""


@dataclass(frozen=True)
class Embedded:
    """A raster image inside of a drawing."""

    line: int
    """Its line in the drawing."""
    picture: RasterFacts | None
    """What it holds; None for one in a format that may not be published."""


@dataclass(frozen=True)
class BurnedIn:
    """A word that was read in a picture's pixels."""

    word: str
    """The word, as far as it could be read."""
    across: int
    """Pixels from the left edge."""
    down: int
    """Pixels from the upper edge."""


@dataclass(frozen=True)
class Sound:
    """A sound, as its file's structure tells."""

    carried: tuple[str, ...] = ()
    """What the file holds besides the sound, for messages."""
    words: tuple[str, ...] = ()
    """What it says of the program that made it."""
    broken: str = ""
    """Why it cannot be read to its end, as the end of a sentence."""


@dataclass(frozen=True)
class FileFact:
    """A file below docs/."""

    path: str
    """The file, as findings print it."""
    src: str
    """Its path inside docs/."""
    is_page: bool = False
    """Whether it is a page; pages are checked by themselves."""
    used: bool = False
    """Whether a page shows or links to it, or the site reads it as data."""
    link: Literal["", "outside", "circle", "nowhere", "folder"] = ""
    """What is wrong with it when it is a symbolic link."""
    text: str | None = None
    """The text of a data file; None for any other."""
    tags: tuple[DrawingTag, ...] = ()
    """The elements of a drawing."""
    words: tuple[DrawingWords, ...] = ()
    """The words of a drawing, and those of a sound about its making."""
    broken: str = ""
    """Why a drawing cannot be read."""
    size: int = 0
    """Its bytes."""
    dicom: bool = False
    """Whether it is an image from a scanner, with all that it says of the patient."""
    form: str = ""
    """The format of a raster image, by its first bytes; empty for any other file."""
    picture: RasterFacts | None = None
    """What a raster image holds; None for one in a format that may not be published."""
    embedded: tuple[Embedded, ...] = ()
    """The raster images in a drawing."""
    burned_in: tuple[BurnedIn, ...] = ()
    """Words in a picture's pixels; looked for only when asked."""
    sound: Sound | None = None
    """What a sound holds; None for a file that is not a sound."""
    unread: str = ""
    """Why it could not be read, as the end of a sentence."""
    told: bool = False
    """Whether its reader, for data or for pages, has reported that it cannot be read."""
    digest: str = ""
    """The SHA-256 of the bytes that were checked; empty where nobody read all of them."""


@dataclass(frozen=True)
class SiteFacts:
    """All that checks know about the site."""

    references: Mapping[str, ReferenceFact] | None = None
    """References by key."""
    terms: Mapping[str, tuple[str, ...]] | None = None
    """Glossary ids to all names of the term, abbreviations included."""
    figures: Mapping[str, tuple[FigureFact, ...]] = field(default_factory=dict)
    """The figures beside a page, by the page's path inside docs/."""
    pages: Mapping[str, PageFact] | None = None
    """Pages by their path inside docs/."""
    emergency_numbers: tuple[str, ...] = ()
    """Emergency numbers that the site prints by itself; the first few stand on every page."""
    number_sources: frozenset[str] = frozenset()
    """The keys of the references that they rest on."""
    today: datetime.date | None = None
    """The day that dates are compared with."""
    latest_day: datetime.date | None = None
    """The latest day that anything can have happened on: the clock's, or the build's if later."""
    reviews: tuple[ReviewFact, ...] = ()
    """The recorded reviews."""
    points: tuple[PointFact, ...] = ()
    """The sign-off points."""
    pages_with_points: frozenset[str] | None = None
    """The pages that they are about, whole or in part, as paths inside docs/."""
    files: tuple[FileFact, ...] = ()
    """Every file below docs/, hidden ones left out."""
    syllables: Mapping[str, int] = field(default_factory=dict)
    """How many syllables words in lower case have, where the glossary says how they sound."""
    cards: CareCards | None = None
    """The care cards; None when it is not known which there are."""
    urgent_sentences: Records[UrgentSentence] = field(default_factory=Records)
    """The sentences that sound urgent and need no link to a card."""
    urgent_sentences_path: str = ""
    """Their file, as findings print it."""
    sign_offs: frozenset[str] | None = None
    """The ids of the points that a clinician signs."""
    definitions: tuple[Definition, ...] = ()
    """What the glossary says of its terms."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Where pages and headings stand now that have left their place, each `page.md#id` or page."""

    @functools.cached_property
    def conditions(self) -> frozenset[str]:
        """The conditions that have a page of their own."""
        pages = (self.pages or {}).values()
        return frozenset(one.condition for one in pages if one.shape and one.shape.overview)

    @functools.cached_property
    def about(self) -> Mapping[str, tuple[PageFact, ...]]:
        """The pages that belong to each condition."""
        found: dict[str, list[PageFact]] = {}
        for one in (self.pages or {}).values():
            found.setdefault(one.condition, []).append(one)
        return {condition: tuple(pages) for condition, pages in found.items()}

    @functools.cached_property
    def guides(self) -> Mapping[str, PageFact]:
        """The overview of each guide, by its condition."""
        pages = (self.pages or {}).values()
        return {one.condition: one for one in pages if one.parts}

    @functools.cached_property
    def cases(self) -> Mapping[str, PageFact]:
        """The radiology cases, by their path inside docs/."""
        pages = (self.pages or {}).values()
        return {one.src: one for one in pages if one.shape and one.shape.hides_condition}

    @functools.cached_property
    def told(self) -> dict[str, re.Pattern[str]]:
        """What finds the names of a condition in a text, as far as a rule has asked before."""
        return {}


NOTHING_KNOWN = SiteFacts()
"""For checking a page by itself."""
