"""What a template may know: two frozen objects, the site and the page, ready to print.

Addresses are relative to the page that shows them, texts are final. Templates hold no logic beyond
conditions and loops over what stands here.
"""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plainleaf.model.emergency_numbers import EmergencyNumber
from plainleaf.model.front_matter import Glance
from plainleaf.model.words import StandingName, StateWords, fill, words
from plainleaf.text.markup import NOTHING, Markup


@dataclass(frozen=True)
class LinkView:
    """A link with its words."""

    title: str
    """The words."""
    url: str
    """Where it leads, relative to the page that shows it."""
    current: bool = False
    """Whether it leads to the page that shows it."""
    below: bool = False
    """In a list of contents: whether it stands below another one."""


@dataclass(frozen=True)
class GuideView:
    """The menu of a condition's guide, on each of its pages."""

    title: str
    """What the guide is about, in short."""
    pages: tuple[LinkView, ...]
    """What patients read, in order; the first is the overview."""
    beside: tuple[LinkView, ...]
    """What professionals read."""
    place: int
    """The place of the page that shows it among `pages`, from 1; 0 for a page outside."""


@dataclass(frozen=True)
class DoorView:
    """One way in, on the home page."""

    title: str
    text: str
    action: str
    url: str
    icon: str


@dataclass(frozen=True)
class ReviewCheck:
    """One review, ready to print."""

    reviewer: str
    role: str
    on: str
    """The day, in words."""


@dataclass(frozen=True)
class ReviewView:
    """What a page says about its review."""

    state: StandingName
    """As `review.ReviewState` has it: only `current` means that the page counts as checked."""
    written: str
    """When the page was written, in words."""
    next_look: str
    """When someone looks at it again, in words."""
    next_look_iso: str
    """The same for programs: `2027-11-21`."""
    checked_by: tuple[ReviewCheck, ...] = ()
    """Whose reviews hold for a part of the page, or else the newest, by date."""
    changed: tuple[LinkView, ...] = ()
    """The parts that no review covers any more, or of which a reviewer asks for a change."""
    sources_url: str | None = None
    """The page's list of sources, if it has one."""
    grade: int | None = None
    """US school grade of the text, for patient pages."""
    last_change: str | None = None
    """The newest change, with its day."""
    standing: str = ""
    """Which roles have checked it, in words; empty where anyone may."""
    of_site: bool = False
    """Whether the page speaks for the whole site, as the first one does."""
    points_url: str = "#about-this-page"
    """Where the points stand that are still open."""
    about_case: str = ""
    """What a case is and what its pictures are; empty on other pages."""

    @property
    def by(self) -> str:
        """Whose reviews these are, in words."""
        return "; ".join(f"{one.reviewer}, {one.role}, on {one.on}" for one in self.checked_by)

    @property
    def bold(self) -> Markup:
        """What a page says first of its review."""
        return fill(self._words.bold, by=self.by, standing=self.standing)

    @property
    def text(self) -> Markup:
        """What it says then, with links."""
        link = Markup('<a href="{}">{}</a>').format
        points = link(self.points_url, words().review.open_points)
        return self._filled(points, [link(one.url, one.title) for one in self.changed])

    @property
    def text_on_paper(self) -> Markup:
        """The same without links."""
        return self._filled(words().review.open_points, [one.title for one in self.changed])

    @property
    def draft(self) -> str:
        """What every printed sheet says while no review holds; empty while one does."""
        return self._words.draft

    @property
    def foot(self) -> Markup:
        """The state in two words, or the day of the review."""
        return fill(self._words.foot, day=self.checked_by[-1].on if self.checked_by else "")

    @property
    def missing(self) -> Markup:
        """What of a review is missing, as the page says it at its end; empty when nothing is."""
        return fill(self._words.about.said, standing=self.standing)

    @property
    def checked(self) -> Markup:
        """Who has checked the rest; empty when nobody has."""
        return fill(self._words.about.rest, by=self.by)

    @property
    def _words(self) -> StateWords:
        return words().review.of(self.state)

    def _filled(self, points: str, parts: Sequence[str]) -> Markup:
        said = words().review
        text = self._words.text
        if self.state == "none" and self.of_site:
            text = said.none_of_site
        elif self.state == "none" and self.sources_url is None:
            text = said.none_unsourced
        return fill(
            text,
            by=self.by,
            points=points,
            parts=Markup(", ").join(parts),
            act=said.act,
            not_advice=said.not_advice,
        )


@dataclass(frozen=True)
class FindingView:
    """A finding, as an author reads it below the page."""

    severity: str
    """error, warning or advice."""
    code: str
    place: str
    """File, line and column."""
    source: str
    """The line itself; empty when it is not a line of the page."""
    message: str
    fix: str


@dataclass(frozen=True)
class ContractView:
    """How complete a case is, for its author."""

    summary: str
    parts: tuple[tuple[str, str, str], ...]
    """The name of each part, its state, and what is missing or to be looked at."""


@dataclass(frozen=True)
class FindingsView:
    """What an author reads below a page under `mkdocs serve`."""

    summary: str
    """How many there are, in words."""
    worst: str
    """The worst severity of them; empty for none."""
    here: tuple[FindingView, ...]
    """Those of this page and its figures."""
    causes: tuple[FindingView, ...]
    """Those in other files for which others are held back, perhaps of this page."""
    elsewhere: str
    """How many there are in other files, in words; empty for none."""
    rendered: bool
    """Whether the page itself could be shown."""
    contract: ContractView | None = None
    """How complete a case is."""


@dataclass(frozen=True)
class Offer:
    """One printed file."""

    path: str
    """Where it lies inside the site."""
    paper: str
    """Its paper and type, such as `A4, large print`."""
    pages: int
    size: str
    """Its size in words."""
    is_booklet: bool
    """Whether it holds all pages of the condition."""
    label: str = ""
    """What the document is, such as `Leaflet`; empty for a page's handout and for a booklet."""
    use: str = "talk"
    """What a clinic does with it: a name of `HandoutUse`."""
    picture: str = ""
    """Where the picture of its first side lies inside the site; empty for none."""
    edition: str = ""
    """The edition that is printed on it."""
    earlier: str = ""
    """The script that tells its page's earlier ones, in their folder; empty for none."""


@dataclass(frozen=True)
class HandoutLink:
    """A printed file."""

    paper: str
    """Its paper and type, such as `A4, large print`."""
    url: str
    pages: int
    size: str
    """Its size in words."""


@dataclass(frozen=True)
class HandoutsView:
    """What a page offers to print."""

    page: tuple[HandoutLink, ...]
    """The page itself, in each format."""
    booklet: tuple[HandoutLink, ...]
    """All pages of its condition, in each format."""


@dataclass(frozen=True)
class EditionView:
    """The edition of a sheet that holds now."""

    code: str
    label: str
    """What the sheet is, such as `Booklet`."""
    url: str
    """Its first file."""


@dataclass(frozen=True)
class SheetStateView:
    """What a page knows of the editions of its sheets."""

    current: tuple[EditionView, ...]
    earlier: str
    """The script that tells the earlier ones, in their folder; empty where there were none."""


@dataclass(frozen=True)
class HandoutGroup:
    """The printed files of one document."""

    page: LinkView
    """The page; of a booklet, the page of its condition."""
    label: str
    """What it is, such as `Questions and answers` or `Booklet`."""
    files: tuple[HandoutLink, ...]
    picture: str
    """The address of the picture of its first side; empty for none."""
    reviewed: str
    """Who has checked the page, and when; empty while that does not hold."""
    edition: str
    """The edition that is printed on it."""


@dataclass(frozen=True)
class HandoutUse:
    """The documents that a clinic uses in one way."""

    name: str
    """`checked`: hand out once an own clinician has checked it; `talk`: after talking; `desk`."""
    title: str
    groups: tuple[HandoutGroup, ...]


@dataclass(frozen=True)
class Say:
    """How to say the page's title."""

    respelling_html: Markup
    """The respelling with stressed syllables in bold."""
    ipa: str
    """The same in the International Phonetic Alphabet, between slashes."""
    clip_html: Markup = NOTHING
    """The button that plays it; empty where nobody recorded it."""


@dataclass(frozen=True)
class WordView:
    """A term that the page's text opens: what it means and how to say it."""

    id: str
    """The id of the definition on the page."""
    title: str
    """The word."""
    respelling_html: Markup
    """How to say it, with the strongest parts in bold; empty when that is not known."""
    say_for: str
    """The words that the respelling is for, if only a part of the term; else empty."""
    definition: str
    """What it means."""
    url: str
    """Its glossary entry; empty where the site has no glossary."""
    clip_html: Markup = NOTHING
    """The button that plays it; empty where nobody recorded it."""


@dataclass(frozen=True)
class SiteView:
    """What every page shows of the site."""

    name: str
    description: str
    header: tuple[LinkView, ...]
    footer: tuple[tuple[LinkView, ...], ...]
    """Columns of links."""
    conditions: tuple[LinkView, ...]
    """Every condition; none on a case page, which must not name its own."""
    cases: tuple[LinkView, ...]
    """Every radiology case."""
    emergency_numbers: tuple[EmergencyNumber, ...]
    """The few that stand on every page."""
    numbers_url: str | None
    """Where all of them are listed, by country."""
    warning_signs_url: str | None
    """Where the warning signs stand; the page's own condition first."""
    home_url: str
    about_url: str | None
    glossary_url: str | None
    address: str
    """The public address, with a slash at its end; empty while there is none."""
    contact: str | None
    """E-mail or web address for mistakes; None when none was set."""
    copy_made: str
    """The day of this copy, in words."""
    expires: str | None
    """The last day on which a copy may be taken for current, in words; None for ever."""
    expires_iso: str | None
    """The same for programs: `2027-11-21`."""
    any_reviewed: bool
    """Whether any page holds a current review."""
    reviews_url: str | None = None
    """The register of reviews, if there is one."""
    pages_url: str | None = None
    """The list of all pages, if there is one."""
    questions_url: str | None = None
    """Questions with answers, if there are any and this page may lead to them."""


@dataclass(frozen=True)
class PageView:
    """What one page shows around its article."""

    kind: str
    layout: str
    tone: str
    title: str
    description: str
    abbreviation: str | None = None
    lead_html: Markup = NOTHING
    say: Say | None = None
    up: LinkView | None = None
    for_patients: LinkView | None = None
    """On a page for professionals, what patients and families read instead."""
    before: LinkView | None = None
    """The page to read before this one."""
    after: LinkView | None = None
    """The page to read after this one."""
    tabs: tuple[LinkView, ...] = ()
    guide: GuideView | None = None
    """The guide that it is a page of."""
    moved: str = ""
    """Where the headings that left it stand now, as JSON: id to address; empty for none."""
    at_a_glance: tuple[Glance, ...] = ()
    doors: tuple[DoorView, ...] = ()
    sections: tuple[LinkView, ...] = ()
    show_emergency: bool = True
    noindex: bool = True
    canonical: str | None = None
    feed: str | None = None
    """The full address of the feed of changes; None on a page of which it does not tell."""
    json_ld: Markup = NOTHING
    review: ReviewView | None = None
    words: tuple[WordView, ...] = ()
    """The terms that the text opens, in order of first use."""
    has_slip: bool = False
    asks_back: bool = False
    """Whether it asks its reader at its end whether it was clear."""
    message: str = ""
    """What it gives them to send or copy, line by line."""
    message_to: str = ""
    """Where that goes: an address of mail with the message in it, or of a form; empty for none."""
    sheets: tuple[str, ...] = ()
    """The styles it needs beyond the one that all pages share, in order."""
    handouts: HandoutsView | None = None
    """What was printed of the page; None when nothing was."""
    sheet_state: SheetStateView | None = None
    """Which editions of its sheets hold now; None when nothing was printed."""
    all_handouts: tuple[HandoutUse, ...] | None = None
    """Everything that was printed, on the page that lists it; None on others."""
    of_patient: bool = False
    """Whether it tells of one patient."""
    findings: FindingsView | None = None
    """Under `mkdocs serve` only."""


@dataclass(frozen=True)
class View:
    """The one object that templates get, as `pl`."""

    site: SiteView
    page: PageView


def blank_view() -> View:
    """A view in which no author has written a word: the theme by itself."""
    site = SiteView(
        name="",
        description="",
        header=(),
        footer=(),
        conditions=(),
        cases=(),
        emergency_numbers=(),
        numbers_url=None,
        warning_signs_url=None,
        home_url="",
        about_url=None,
        glossary_url=None,
        address="",
        contact=None,
        copy_made="",
        expires=None,
        expires_iso=None,
        any_reviewed=False,
    )
    return View(site, PageView("", "article", "", "", ""))


def relative_url(target: str, page: str) -> str:
    """The address of `target` as written on `page`; both are paths inside the site.

    A `#fragment` of the target is kept: `relative_url("a/b.html#c", "a/d.html")` is `b.html#c`.
    """
    path, mark, fragment = target.partition("#")
    if path == page and mark:
        return f"#{fragment}"
    return _way(path, posixpath.dirname(page)) + mark + fragment


@functools.lru_cache(maxsize=8192)  # the pages of a folder lead to the same few places
def _way(path: str, folder: str) -> str:
    # Seen from a root: else the system is asked each time in which folder this process runs.
    return posixpath.relpath(f"/{path}", f"/{folder}")


def in_words(day: date) -> str:
    """A date as US readers write it: `November 21, 2026`."""
    return f"{day:%B} {day.day}, {day.year}"
