"""What there is to print: a handout for each printed page, a booklet for each condition.

A document is data: HTML made from the same articles as the site, and how each part of it fits in.
Nothing in it depends on the day of the build, so an unchanged page is printed once.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml import html as lxml_html

from plainleaf.model.emergency_numbers import EmergencyNumber
from plainleaf.model.front_matter import CaseFrontMatter, Glance
from plainleaf.model.term import Term, by_id, sort_key
from plainleaf.model.words import words
from plainleaf.print.clinic import Clinic
from plainleaf.print.edition import FRAGMENT, sheet_edition
from plainleaf.print.leaflet import (
    LEAFLET,
    Face,
    PartView,
    Sources,
    composed,
    leaflet_html,
    leaflet_paper,
    review_words,
)
from plainleaf.print.paper import HANDOUT, Paper
from plainleaf.print.pocket import POCKET, pocket_cards, pocket_html, pocket_paper
from plainleaf.print.qr import qr_code
from plainleaf.print.transform import PICTURE_SCHEME, DocumentPart, Target
from plainleaf.reading.content import LeafletFile, condition_term
from plainleaf.reading.page import Page
from plainleaf.rendering.fragments import render_fragment
from plainleaf.rendering.glossary_page import EntryView, entry_view
from plainleaf.rendering.navigation import page_title, page_url
from plainleaf.rendering.page_views import abbreviation_of, review_view, say
from plainleaf.rendering.register import newest
from plainleaf.rendering.rendered_site import Site, has_images
from plainleaf.rendering.view import ReviewView, Say, in_words
from plainleaf.text.markup import NOTHING, Markup, trusted

FULL: Final = "full"
"""The end of the name of a page's full text, with its glossary and its sources."""
SHORT: Final = Paper(
    style="short",
    type_size=12.0,
    margins=(18.0, 12.0, 12.5),
    drawing_width=32.0,
    most=6,
    most_letter=7,
    steps=3,
)
"""How a handout is laid out that a reader takes along."""
BOOK: Final = Paper(
    style="short booklet",
    type_size=11.0,
    margins=(17.0, 12.0, 12.5),
    drawing_width=32.0,
    most=24,
    most_letter=24,
    most_large=80,
    steps=3,
    first_step=3,
)
"""How a booklet is laid out."""
BOOKLET: Final = "booklet"
"""What a booklet's file is called, where a handout has the name of its page."""
SET: Final = "set"
"""What the file is called that holds all that a clinic hands out of a condition."""


@dataclass(frozen=True)
class Document:
    """Something to print, in any format."""

    name: str
    """The beginning of its file names, such as `extramedullary-hematopoiesis-faq`."""
    pages: tuple[str, ...]
    """The pages that it is made from, as paths inside docs/."""
    offered_by: tuple[str, ...]
    """The pages that offer it to their readers."""
    html: str
    parts: tuple[DocumentPart, ...]
    pictures: Mapping[str, Path] = field(default_factory=dict, compare=False)
    """The file of each picture, by the address that the parts name it by."""
    paper: Paper = HANDOUT
    """How it is laid out."""
    label: str = ""
    """What readers are told that it is; empty for a handout and for a booklet."""
    use: str = "talk"
    """What a clinic does with it: `checked`, hand out once an own clinician has checked it; `talk`,
    hand out after talking; `desk`, keep."""
    edition: str = ""
    """The short code of what it says."""
    leads_to: str = ""
    """The page to which its code leads, as a path inside docs/."""
    written: date | None = None
    """When its text was written."""
    in_set: str = ""
    """The name of the set of documents to hand out that it belongs to; empty for none."""

    @property
    def is_booklet(self) -> bool:
        """Whether it holds several pages."""
        return self.name.endswith(f"-{BOOKLET}")


# --- what the templates get ------------------------------------------------------------------


@dataclass(frozen=True)
class SheetView:
    """What stands on every sheet."""

    title: str
    site: str
    draft: str
    """A warning that no clinician has checked it; empty once one has."""
    written: str
    until: str
    """The last day to hand it out."""


@dataclass(frozen=True)
class ChapterView:
    """One page of the site, ready to print."""

    id: str
    """Its place in the document."""
    sheet: SheetView
    title: str
    abbreviation: str | None
    say: Say | None
    facts: tuple[Glance, ...]
    kind: str
    of_patient: bool
    """Whether it tells of one patient."""
    hides: bool
    """Whether it tells its condition only at its end: no bookmark says it before."""
    review: ReviewView
    lead: Markup
    lead_part: int
    """The number of the part that the lead is."""
    article: Markup
    article_part: int


@dataclass(frozen=True)
class PlaceView:
    """Where the newest version of a document is found."""

    address: str
    """The page's address; empty while the site has none."""
    scanned: str
    """The same with the edition behind it: the page says whether that is the current one."""
    code: Markup
    """That as a QR code."""
    edition: str
    """The edition of the document."""


# --- making them -----------------------------------------------------------------------------


def documents(site: Site, clinic: Clinic) -> tuple[Document, ...]:
    """Everything that is printed: leaflets, handouts by their pages, then booklets.

    Args:
        site: the rendered site.
        clinic: what is filled in for the clinic that hands the sheets out.
    """
    maker = _Maker(site, clinic)
    return (*maker.leaflets(), *maker.handouts(), *maker.booklets())


def page_part(site: Site, src: str) -> tuple[DocumentPart, Mapping[str, Path]]:
    """How a page's HTML fits into a document of its own, and the file of each picture.

    Args:
        site: the rendered site.
        src: the page, as a path inside docs/.
    """
    maker = _Maker(site, Clinic())
    links = maker._links(src)
    targets = {href: replace(maker._target(href, src, {}, frozenset()), note="") for href in links}
    part = DocumentPart(targets=targets, images=maker._images(src), drops_sources=True)
    return part, maker.pictures


def handout_name(page: Page) -> str | None:
    """The beginning of the names of a page's handouts; None for a page without."""
    if page.kind is None or page.meta is None or not page.kind.printed_as:
        return None
    if isinstance(page.meta, CaseFrontMatter):
        subject = PurePosixPath(page.src).parent.name
    else:
        subject = str(page.raw.get("condition", ""))
    return f"{subject}-{page.kind.printed_as.format(page=PurePosixPath(page.src).stem)}"


def booklet_name(condition: str) -> str:
    """The beginning of the names of a condition's booklets."""
    return f"{condition}-{BOOKLET}"


def set_name(condition: str) -> str:
    """The beginning of the names of a condition's sets: all that is handed out, in one file."""
    return f"{condition}-{SET}"


@dataclass(frozen=True)
class HandoutSet:
    """All that is handed out of a condition."""

    name: str
    """The beginning of its file names."""
    src: str
    """The page that offers it."""
    title: str
    """The title of that page."""
    order: tuple[str, ...]
    """The pages of the condition, in the order of its guide."""


def sets(site: Site) -> Iterator[HandoutSet]:
    """Yield the set of each condition."""
    for condition, first in _conditions(site.directory.overviews):
        if first in site.pages:
            title = page_title(site.content.pages[first])
            order = tuple(site.directory.guide(condition))
            yield HandoutSet(set_name(condition), first, title, order)


class _Maker:
    """Makes documents of one site."""

    def __init__(self, site: Site, clinic: Clinic) -> None:
        self.site = site
        self.clinic = clinic
        self.terms = by_id(site.content.terms)
        self.glossaries = frozenset(site.directory.of(lambda kind: kind.defines_terms))
        self.by_url = {page_url(src): src for src in site.content.pages}
        self.pictures: dict[str, Path] = {}

    def leaflets(self) -> Iterator[Document]:
        """Make the leaflet of each condition that has one.

        Raises:
            LeafletError: something that it names is not there.
        """
        content = self.site.content
        for condition, first in _conditions(self.site.directory.overviews):
            file = content.leaflets.get(first)
            if file is not None and file.records.items and first in self.site.pages:
                yield from self._leaflet(condition, first, file)

    def _leaflet(self, condition: str, first: str, file: LeafletFile) -> Iterator[Document]:
        """Make the leaflet of a condition, and its pocket card."""
        content = self.site.content
        folder = posixpath.dirname(first)
        near = {src: posixpath.basename(src) for src in self.site.pages}
        near = {src: short for src, short in near.items() if posixpath.dirname(src) == folder}
        sources = Sources(
            cards=content.cards.cards,
            pages={
                short: (self.site.pages[src].outputs.lead_html, self.site.pages[src].article)
                for src, short in near.items()
            },
            numbers=self.site.few_numbers,
            path=file.path,
        )
        parts = file.records.items
        views = composed(parts, sources)
        used = {f"{folder}/{one.page}" for part in parts for one in part.take} | {first}
        pages = [content.pages[src] for src in sorted(used)]
        metas = [page.meta for page in pages if page.meta is not None]
        checked = review_words(parts, views) if self._all_checked(used, views) else ""
        term = condition_term(content, first)
        written = max(one.written for one in metas)
        face = Face(
            title=page_title(content.pages[first]),
            abbreviation=abbreviation_of(term) or "",
            say=say(term),
            site=self.site.settings.name,
            draft="" if checked else words().review.none.draft,
            checked=checked,
            written=in_words(written),
            until=in_words(min(one.next_look for one in metas)),
            created=written.isoformat(),
            more=self._more_signs(condition, views, near),
        )
        taken = tuple(DocumentPart() for part in views for _ in part.taken)
        html, edition = self._dated(
            first,
            taken,
            lambda place: leaflet_html(views, _at(face, place), self.clinic, sources),
        )
        yield Document(
            f"{condition}-{LEAFLET}",
            tuple(sorted(used)),
            (first,),
            html,
            taken,
            paper=leaflet_paper(specimen=not checked),
            label=words().paper.leaflet,
            use="checked",
            edition=edition,
            leads_to=first,
            written=written,
            in_set=set_name(condition),
        )
        cards = pocket_cards(condition, sources)
        if cards:
            html, edition = self._dated(
                first, (), lambda place: pocket_html(cards, _at(face, place), sources)
            )
            yield Document(
                f"{condition}-{POCKET}",
                (first,),
                (first,),
                html,
                (),
                paper=pocket_paper(cards, specimen=not checked),
                label=words().paper.pocket_card,
                use="checked",
                edition=edition,
                leads_to=first,
                written=written,
                in_set=set_name(condition),
            )

    def _more_signs(
        self, condition: str, views: Iterable[PartView], near: Iterable[str]
    ) -> tuple[str, str]:
        """Title and address of the page with the cards that have no room; empty when all have."""
        placed = {one.card.id for view in views for one in view.cards}
        left = [
            f'id="card-{name}"'
            for name, card in self.site.content.cards.cards.items()
            if condition in card.conditions and card.level != "non-urgent" and name not in placed
        ]
        stands = {src: sum(one in self.site.pages[src].article for one in left) for src in near}
        most = max(stands, key=lambda src: stands[src], default="")
        if not most or not stands[most]:
            return "", ""
        return page_title(self.site.content.pages[most]), self._address(most)

    def _all_checked(self, pages: Iterable[str], views: Iterable[PartView]) -> bool:
        """Whether the reviews of all pages hold, and the points of all cards are signed."""
        reviews = self.site.reviews
        return all(reviews.of(src).state == "current" for src in pages) and all(
            reviews.point(one.card.sign_off) == "signed" for view in views for one in view.cards
        )

    def handouts(self) -> Iterator[Document]:
        """Make the handout of each printed page."""
        for src, page in self.site.content.pages.items():
            name = handout_name(page)
            if name is not None and src in self.site.pages:
                if page.kind is not None and page.kind.patient:
                    yield self._handout(name, src, page, full=False)
                    yield self._handout(f"{name}-{FULL}", src, page, full=True)
                else:
                    yield self._handout(name, src, page, full=True)

    def _handout(self, name: str, src: str, page: Page, *, full: bool) -> Document:
        """Make a page for a reader to take along, or its full text with glossary and sources."""
        links = self._links(src)
        terms = self._terms([src])
        parts: list[DocumentPart] = []
        defined = frozenset(terms) if full else frozenset[str]()
        chapter = self._chapter(src, page, parts, {}, defined, links)
        if not full:
            meanings = self._meanings(src, links)
            parts = [_short(part, meanings) for part in parts]
        is_patients = page.kind is not None and page.kind.patient
        printed = functools.partial(
            render_fragment,
            "handout.html",
            full=full,
            patient=is_patients,
            sources=len(self.site.pages[src].outputs.cited),
            chapter=chapter,
            clinic=self.clinic,
            entries=self._entries(terms),
            numbers=self._numbers(page),
            description=page.meta.description if page.meta else "",
            last_change=newest(page.meta.changes) if page.meta else None,
            contact=self.site.settings.contact,
            created=page.meta.written.isoformat() if page.meta else "",
        )
        html, edition = self._dated(src, parts, lambda place: printed(place=place))
        return Document(
            *(name, (src,), (src,), html, tuple(parts), self.pictures),
            paper=HANDOUT if full else SHORT,
            label=words().paper.full_text if full and is_patients else "",
            use="desk" if full else "talk",
            edition=edition,
            leads_to=src,
            written=page.meta.written if page.meta else None,
            in_set="" if full else set_name(str(page.raw.get("condition", ""))),
        )

    def booklets(self) -> Iterator[Document]:
        """Make the booklet of each condition that has more than one page for patients.

        A case is for professionals: it stands in none.
        """
        directory = self.site.directory
        for condition, first in _conditions(directory.overviews):
            pages = {
                src: page
                for src, page in directory.guide(condition).items()
                if src in self.site.pages and page.kind is not None and page.kind.patient
            }
            if len(pages) > 1:
                yield self._booklet(condition, first, pages)

    def _booklet(self, condition: str, first: str, pages: Mapping[str, Page]) -> Document:
        prefixes = {src: f"p{number}-" for number, src in enumerate(pages, start=1)}
        parts: list[DocumentPart] = []
        chapters = []
        for src, page in pages.items():
            links = self._links(src)
            at = len(parts)
            chapters.append(self._chapter(src, page, parts, prefixes, frozenset(), links))
            meanings = self._meanings(src, links)
            parts[at:] = [_short(part, meanings) for part in parts[at:]]
        metas = [page.meta for page in pages.values() if page.meta is not None]
        written = max(one.written for one in metas)
        sheet = SheetView(
            title=page_title(pages[first]),
            site=self.site.settings.name,
            draft=next((one.sheet.draft for one in chapters if one.sheet.draft), ""),
            written=in_words(written),
            until=in_words(min(one.next_look for one in metas)),
        )
        printed = functools.partial(
            render_fragment,
            "booklet.html",
            sheet=sheet,
            cover=chapters[0],
            chapters=chapters,
            clinic=self.clinic,
            sources=any(self.site.pages[src].outputs.cited for src in pages),
            numbers=self.site.few_numbers,
            contact=self.site.settings.contact,
            created=written.isoformat(),
        )
        html, edition = self._dated(first, parts, lambda place: printed(place=place))
        return Document(
            *(booklet_name(condition), tuple(pages), tuple(pages), html, tuple(parts)),
            pictures=self.pictures,
            paper=BOOK,
            edition=edition,
            leads_to=first,
            written=written,
        )

    def _meanings(self, src: str, links: Iterable[str]) -> dict[str, str]:
        """What is printed of each term below the block of a page that opens it first."""
        terms = self._terms([src])
        found = {name: _meaning(entry_view(term)) for name, term in terms.items()}
        for href in links:
            path, _, fragment = self._resolved(href, src).partition("#")
            if self.by_url.get(path) in self.glossaries and fragment in terms:
                found[href] = found[fragment]
        return found

    # --- a page ---

    def _chapter(
        self,
        src: str,
        page: Page,
        parts: list[DocumentPart],
        prefixes: Mapping[str, str],
        terms: frozenset[str],
        links: Iterable[str],
    ) -> ChapterView:
        assert page.meta is not None
        assert page.kind is not None
        rendered = self.site.pages[src]
        outputs = rendered.outputs
        prefix = prefixes.get(src, "")
        part = DocumentPart(
            prefix=prefix,
            targets={href: self._target(href, src, prefixes, terms) for href in links},
            images=self._images(src),
        )
        first = len(parts)
        parts += [part, part]
        term = condition_term(self.site.content, src)
        review = review_view(self.site, page, page.meta, page.kind)
        return ChapterView(
            id=f"{prefix}top",
            sheet=SheetView(
                title=page_title(page),
                site=self.site.settings.name,
                draft=review.draft,
                written=in_words(page.meta.written),
                until=in_words(page.meta.next_look),
            ),
            title=page.meta.title,
            abbreviation=abbreviation_of(term),
            say=say(term),
            facts=page.meta.at_a_glance if isinstance(page.meta, CaseFrontMatter) else (),
            kind=page.kind.name,
            of_patient=page.kind.of_patient,
            hides=page.kind.hides_condition,
            review=review,
            lead=trusted(outputs.lead_html),
            lead_part=first,
            article=trusted(rendered.article),
            article_part=first + 1,
        )

    def _address(self, src: str) -> str:
        url = self.site.settings.url
        return url + page_url(src).removesuffix("index.html") if url else ""

    def _dated(
        self, src: str, parts: Sequence[DocumentPart], printed: Callable[[PlaceView], str]
    ) -> tuple[str, str]:
        """A document's HTML and its edition.

        Args:
            src: the page to which its code leads.
            parts: its parts.
            printed: its HTML, with what stands on it of its place.
        """
        address = self._address(src)
        edition = sheet_edition(printed(PlaceView(address, address, NOTHING, "")), parts)
        scanned = f"{address}#{FRAGMENT}{edition}" if address else ""
        code = trusted(qr_code(scanned)) if scanned else NOTHING
        return printed(PlaceView(address, scanned, code, edition)), edition

    def _numbers(self, page: Page) -> tuple[EmergencyNumber, ...]:
        """The numbers to call; a case for professionals prints none."""
        hides = page.kind is not None and page.kind.hides_condition
        return () if hides else self.site.few_numbers

    # --- terms ---

    def _terms(self, pages: Iterable[str]) -> dict[str, Term]:
        """The terms that pages use or link to, by id, in the order of the alphabet."""
        used: set[str] = set()
        for src in pages:
            used |= self._named(src)
            for href in self._links(src):
                path, _, fragment = self._resolved(href, src).partition("#")
                if self.by_url.get(path) in self.glossaries:
                    used.add(fragment)
        known = (self.terms[name] for name in used if name in self.terms)
        return {term.id: term for term in sorted(known, key=sort_key)}

    @functools.cache  # noqa: B019  # a maker lives for one site; a page is in two documents
    def _named(self, src: str) -> frozenset[str]:
        """The terms that a page names, those too that open nothing on screen.

        A case keeps its own condition closed there, and nothing opens within a heading or a card.
        """
        runs = [run.plain for run in self.site.content.pages[src].runs]
        found = itertools.chain.from_iterable(self.site.matcher.find_on_page(runs))
        return frozenset(self.site.pages[src].outputs.terms) | {
            one.term for one in found if one.links
        }

    def _entries(self, terms: Mapping[str, Term]) -> list[EntryView]:
        return [entry_view(term) for term in terms.values()]

    # --- links ---

    def _links(self, src: str) -> tuple[str, ...]:
        """The addresses of a page's links that lead away from it."""
        html = self._shown(src)
        found = (link.get("href", "") for link in _elements(html, "a"))
        return tuple(dict.fromkeys(href for href in found if href and not href.startswith("#")))

    def _shown(self, src: str) -> str:
        """What is printed of a page, as HTML."""
        rendered = self.site.pages[src]
        return rendered.article + rendered.outputs.lead_html

    def _resolved(self, href: str, src: str) -> str:
        """A relative address as a path inside the site, with its fragment."""
        if urlsplit(href).scheme or href.startswith("//"):
            return href
        path, mark, fragment = href.partition("#")
        folder = posixpath.dirname(page_url(src))
        return posixpath.normpath(posixpath.join(folder, path)) + mark + fragment

    def _target(
        self, href: str, src: str, prefixes: Mapping[str, str], terms: frozenset[str]
    ) -> Target:
        """What becomes of a link that leads away from its page."""
        if urlsplit(href).scheme:
            return Target(address=href, note=href.removeprefix("mailto:"))
        url = self._resolved(href, src)
        path, _, fragment = url.partition("#")
        to = self.by_url.get(path)
        if to in self.glossaries and fragment in terms:
            return Target(anchor=f"term-{fragment}")
        if to in prefixes or to == src:
            prefix = prefixes.get(to or "", "")
            return Target(anchor=f"{prefix}{fragment or 'top'}", page_number=to != src)
        base = self.site.settings.url
        name = page_title(self.site.content.pages[to]) if to else PurePosixPath(path).name
        our, site = words().paper, self.site.settings.name
        note = our.page.format(title=name) if base else our.page_on.format(title=name, site=site)
        return Target(address=f"{base}{url}" if base else "", note=note)

    def _images(self, src: str) -> dict[str, str]:
        """What each image of a page is called in print, by its address there.

        That is the hash of what it shows: its address gets into the PDF, and a folder's name must
        not, or the same site would give other files in another place.
        """
        if not has_images(self.site.content, src) and not self.site.content.placed(src):
            return {}
        html = self._shown(src)
        folder = self.site.docs / posixpath.dirname(src)
        found = {}
        for image in _elements(html, "img"):
            address = image.get("src", "")
            file = folder / unquote(address)
            if address and not urlsplit(address).scheme and file.is_file():
                digest = hashlib.sha256(self.site.disk.read(file)).hexdigest()
                found[address] = f"{PICTURE_SCHEME}{digest}{file.suffix}"
                self.pictures[found[address]] = file
        return found


def _at(face: Face, place: PlaceView) -> Face:
    """What stands around a leaflet, with what it says of its place."""
    return replace(face, scanned=place.scanned, code=place.code, edition=place.edition)


def _short(part: DocumentPart, meanings: Mapping[str, str]) -> DocumentPart:
    """How a piece of a page fits into a handout: terms explained, no lists at its end."""
    targets = {href: replace(target, note="") for href, target in part.targets.items()}
    return replace(part, drops_sources=True, meanings=meanings, targets=targets)


def _meaning(entry: EntryView) -> str:
    """What a handout prints of a term below the block that opens it first."""
    said = f" ({entry.say.respelling.striptags()})" if entry.say and not entry.say.covers else ""
    return f"{entry.title}{said}: {entry.definition}"


def _conditions(pages: Mapping[str, Page]) -> Iterator[tuple[str, str]]:
    """Yield each condition with its first page."""
    seen: set[str] = set()
    for src, page in pages.items():
        condition = str(page.raw.get("condition", ""))
        if condition not in seen:
            seen.add(condition)
            yield condition, src


def _elements(html: str, tag: str) -> Iterator[lxml_html.HtmlElement]:
    yield from lxml_html.fragment_fromstring(html or " ", create_parent="div").iter(tag)
