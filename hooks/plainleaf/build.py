"""One build: the content that was read, and how each page is rendered from it.

This is all that a site generator needs to call: `Build.start`, then for each page `inputs_for`
before its Markdown is rendered and `view_for` after. Today MkDocs hooks do so. A build lives as
long as one run; nothing is kept at module level.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urljoin, urlsplit

from plainleaf.checks.check import Reviews, check_all, contract_for
from plainleaf.checks.finished import FinishedPage
from plainleaf.checks.rule_book import all_rules
from plainleaf.checks.rules_guide import guide_data
from plainleaf.delivery.today import NOW, named_day
from plainleaf.delivery.today import build_day as build_day  # whoever starts a build needs it
from plainleaf.model.emergency_numbers import FEW, EmergencyNumber, nearest_first
from plainleaf.model.figures import Figure, plain_words
from plainleaf.model.findings import Finding
from plainleaf.model.front_matter import CaseFrontMatter, FrontMatter, HomeFrontMatter
from plainleaf.model.kinds import KINDS, Kind
from plainleaf.model.review import (
    NO_REVIEW,
    PointState,
    ReviewState,
    point_sections,
    point_state,
    review_state,
)
from plainleaf.model.review_text import ReviewedSection, read_sections
from plainleaf.model.term import Term
from plainleaf.model.term_matcher import TermMatcher
from plainleaf.print.offers import Offer
from plainleaf.reading.content import Content, FigureSet, load_content
from plainleaf.reading.disk import Disk
from plainleaf.reading.files import targets
from plainleaf.reading.guide import parts_of
from plainleaf.reading.page import Page
from plainleaf.reading.page_grade import grade_of_page
from plainleaf.rendering import case_page, glossary_files, glossary_page, page_list, register
from plainleaf.rendering.bibliography import format_references
from plainleaf.rendering.glossary_page import WORD_ID, UsesView
from plainleaf.rendering.navigation import (
    Directory,
    Navigator,
    moved_headings,
    page_title,
    page_url,
)
from plainleaf.rendering.preview import findings_view
from plainleaf.rendering.rendering import Inputs, Outputs, Rendering
from plainleaf.rendering.rule_list import render_rule_list
from plainleaf.rendering.sheets import sheets_for
from plainleaf.rendering.site_markdown import (
    MarkdownSettings,
    read_markdown_settings,
    render_markdown,
)
from plainleaf.rendering.sitemap import ROBOTS, SITEMAP, robots_txt, sitemap_xml
from plainleaf.rendering.store import Store
from plainleaf.rendering.structured_data import (
    Condition,
    Described,
    Guide,
    Pictured,
    Review,
    json_ld,
)
from plainleaf.rendering.structured_data import Term as DefinedTerm
from plainleaf.rendering.term_uses import find_uses
from plainleaf.rendering.theme import Theme
from plainleaf.rendering.view import (
    CheckedBy,
    ContractView,
    DoorView,
    FindingsView,
    HandoutGroup,
    HandoutLink,
    HandoutsView,
    Link,
    PageView,
    ReviewView,
    Say,
    SiteView,
    View,
    in_words,
    relative_url,
)
from plainleaf.rendering.words import fill, words
from plainleaf.reviewing.review_material import condition_term, with_material
from plainleaf.search.index import SearchPage, build_index
from plainleaf.search.lay_index import Answer, Meaning
from plainleaf.search.passages import read_passages
from plainleaf.text.markup import NOTHING, Markup, trusted


@dataclass(frozen=True)
class Settings:
    """What differs from build to build, and what the site is called."""

    name: str
    description: str
    url: str = ""
    """The public address, with a slash at its end; empty while there is none."""
    contact: str = ""
    """Where readers report a mistake; empty when none was set."""
    today: date = date(1970, 1, 1)
    """The day of the build."""
    country: str = ""
    """The label of the country whose emergency number comes first; empty for none."""
    expires: date | None = None
    """The last day on which a copy may be taken for current; None for one that never expires."""


_MAIL = re.compile(r"[^\s@:/?#]+@[^\s@:/?#]+")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


def contact_address(contact: str) -> str | None:
    """Return what a link to a contact leads to: mail or web; None for any other words."""
    if _MAIL.fullmatch(contact):
        return f"mailto:{contact}"
    return contact if _WEB.fullmatch(contact) else None


@dataclass
class Build:
    """The state of one build."""

    content: Content
    settings: Settings
    docs: Path
    """The folder of pages and data."""
    theme: Theme
    """Where templates, styles and drawings stand."""
    icons: Mapping[str, str]
    """Icon name to the inside of its 24 by 24 SVG."""
    rendering: Rendering = field(default_factory=Rendering)
    outputs: dict[str, Outputs] = field(default_factory=dict)
    """What each rendered page found out, by its path inside docs/."""
    articles: dict[str, str] = field(default_factory=dict)
    """The HTML of each rendered page's article, without its lead."""
    offers: Mapping[str, tuple[Offer, ...]] = field(default_factory=dict)
    """What was printed for each page, by its path inside docs/; nothing when nothing was."""
    finished: Mapping[str, FinishedPage] = field(default_factory=dict)
    """Every page that was written, by its path inside the site; set once all are."""
    blank: tuple[FinishedPage, ...] = ()
    """Pages that the theme made of nothing: the scripts and styles in them are its own."""
    searched: dict[str, SearchPage] = field(default_factory=dict)
    """What the search holds of each page, by its path inside docs/; set with its index."""
    previewed: tuple[Finding, ...] | None = None
    """What the checks found, when an author looks at the site while writing; None in a build."""
    cache: Path = Path(".cache")
    """The folder of what is kept for the next build."""
    published: frozenset[str] = frozenset()
    """The files of docs/ that go into the site, by their paths there."""
    disk: Disk = field(default_factory=Disk)
    """What has read the content: asked again, it gives the bytes that were checked."""
    markdown: MarkdownSettings = field(default_factory=MarkdownSettings)
    """The Markdown that pages are written in."""
    _sections: dict[str, tuple[ReviewedSection, ...]] = field(default_factory=dict)

    @classmethod
    def start(cls, root: Path, docs: Path, own: Path | None, settings: Settings) -> Build:
        """Read everything that one build needs; `own` is the site's own folder of the theme."""
        disk = Disk()
        content = load_content(root, docs, disk=disk)
        return cls.of(root, docs, own, settings, content, disk)

    @classmethod
    def of(
        cls,
        root: Path,
        docs: Path,
        own: Path | None,
        settings: Settings,
        content: Content,
        disk: Disk | None = None,
    ) -> Build:
        """Begin a build of what has been read; `disk` is what has read it."""
        words()  # a table that lacks one stops a build here
        theme = Theme(own)
        return cls(
            content,
            settings,
            docs,
            theme,
            theme.icons(),
            cache=root / ".cache",
            markdown=read_markdown_settings(root),
            disk=disk or Disk(),
        )

    def check(self) -> tuple[Finding, ...]:
        """Return everything that is wrong with pages and data."""
        return check_all(self.content, self.settings.today, reviews=self.judged_reviews)

    @functools.cached_property
    def numbers(self) -> tuple[EmergencyNumber, ...]:
        """Every emergency number, that of the site's own country first."""
        return nearest_first(self.content.numbers, self.settings.country)

    # --- before a page is rendered ---

    def inputs_for(self, src: str) -> Inputs:
        """Return what a page is rendered from."""
        page = self.content.pages.get(src)
        figures = self.content.figures.get(src, _NO_FIGURES)
        kind = page.kind if page else None
        return Inputs(
            references=self.references,
            figures=figures.figures,
            pictures=figures.pictures,
            cards=self.content.cards.cards,
            numbers=self.numbers[:FEW],
            all_numbers=self.numbers,
            generated=self._generated(src),
            generated_section=functools.partial(_generated_section, kind),
            step=functools.partial(_step, kind),
            icon=self.icon,
            kind=kind,
            quiet=kind is not None and kind.patient,
            terms=self.matcher if page and _uses_terms(page) else None,
            unopened=self._unopened(page),
            image_size=functools.partial(self._image_size, src),
        )

    def _image_size(self, src: str, address: str) -> tuple[float, float] | None:
        """Width and height of a picture as a page names it; None if that cannot be told."""
        if urlsplit(address).scheme:
            return None
        return next((self._picture_sizes.get(one) for one in targets(src, [address])), None)

    @functools.cached_property
    def _picture_sizes(self) -> Mapping[str, tuple[float, float]]:
        """Width and height of each picture of dots below docs/, by its path there."""
        files = self.content.files
        return {one.src: (one.picture.width, one.picture.height) for one in files if one.picture}

    def _unopened(self, page: Page | None) -> frozenset[str]:
        """The term of a case's own condition: a browser without popovers lists the definitions."""
        if page is None or page.kind is None or not page.kind.hides_condition:
            return frozenset()
        overview = self._overview(page)
        return frozenset([str(overview.raw.get("term"))] if overview else ())

    def rendered(self, src: str, article: str) -> Outputs:
        """Keep the article that was just rendered and what its rendering found out."""
        self.articles[src] = article
        self.outputs[src] = self.rendering.outputs
        return self.rendering.outputs

    @functools.cached_property
    def references(self) -> Mapping[str, Markup]:
        """Each reference as HTML, by key."""
        store = Store(self.cache / "references", ".txt")
        return format_references(self.content.references.items, store)

    def printed_text(self) -> str:
        """Return all text that pages may print, so that the fonts hold its letters."""
        content, settings = self.content, self.settings
        pages = (line for page in content.pages.values() for line in page.lines)
        figures = (one for found in content.figures.values() for one in found.figures.values())
        cards = content.cards.cards.values()
        data = (*content.terms, *content.references.items, *content.reviews, *figures, *cards)
        records = (record.model_dump_json() for record in data)
        named = (settings.name, settings.description, settings.contact)
        return "\n".join((*pages, *records, *named))

    @functools.cached_property
    def directory(self) -> Directory:
        """The pages by kind and condition."""
        return Directory(self.content.pages)

    def _navigator(self, src: str) -> Navigator:
        return Navigator(self.content.pages, src, self.directory)

    def icon(self, name: str, css: str = "") -> Markup:
        """Return an icon as inline SVG; words beside it say what it means."""
        svg = '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>'
        return Markup(svg).format(f"i {css}".strip(), trusted(self.icons[name]))

    def _generated(self, src: str) -> Mapping[str, Callable[[], str]]:
        term = condition_term(self.content, src)
        navigator = self._navigator(src)
        made: dict[str, Callable[[], str]] = {
            "glossary-entries": lambda: glossary_page.render_glossary(
                self.content.terms, self._uses(src), _glossary_links(src), self._clips(src)
            ),
            "pronunciation-key": glossary_page.render_pronunciation_key,
            "pronunciation-entries": lambda: glossary_page.render_pronunciation(
                self.content.terms, navigator.first(lambda kind: kind.defines_terms) or ""
            ),
            "rule-list": lambda: render_rule_list(guide_data(all_rules().values())),
            "contact": self._contact,
            "page-list": lambda: page_list.render_page_list(navigator),
            "review-register": lambda: register.render_register(
                self.register, navigator, relative_url(register.CALENDAR, page_url(src))
            ),
            "open-points": lambda: register.render_open_points(
                self.content, self.points, navigator
            ),
            "changes": lambda: register.render_changes(self.register, navigator),
        }
        page = self.content.pages.get(src)
        if page is not None and isinstance(page.meta, CaseFrontMatter):
            made["plain-words"] = lambda: self._plain_words(src, navigator)
            made["how-to-cite"] = lambda: self._how_to_cite(src)
        if term is not None:
            made["how-to-say"] = lambda: glossary_page.render_how_to_say(
                term, navigator.first(lambda kind: kind.says_terms) or ""
            )
        return made

    @functools.cached_property
    def matcher(self) -> TermMatcher:
        """What finds the glossary's terms in text; made once a build."""
        return TermMatcher(self.content.terms)

    def _uses(self, src: str) -> Mapping[str, tuple[UsesView, ...]]:
        """Return where each term is used, as links from the glossary page.

        A case is left out for the names of its own condition: the glossary must not give it away.
        """
        navigator = self._navigator(src)
        pages = self.content.pages
        kinds = (kind for kind in KINDS.values() if kind.uses_terms)
        # What a patient reads comes first, as the kinds do.
        using = (page for kind in kinds for page in self.directory.of_kind(kind).values())
        found = find_uses(using, self.matcher, self.content.cards)
        return {
            term: tuple(
                UsesView(
                    navigator.link(page_title(pages[name], short=True), name),
                    tuple(navigator.link(one.title, f"{name}#{one.id}") for one in group if one.id),
                )
                for name, group in groupby(places, key=lambda place: place.page)
                if not self._is_diagnosis(term, pages[name])
            )
            for term, places in found.items()
        }

    def _is_diagnosis(self, term: str, page: Page) -> bool:
        if page.kind is None or not page.kind.hides_condition:
            return False
        overview = self._overview(page)
        return overview is not None and overview.raw.get("term") == term

    def _overview(self, page: Page) -> Page | None:
        """The first page of a page's condition."""
        src = self._navigator(page.src).condition_page()
        return self.content.pages[src] if src is not None else None

    def _plain_words(self, src: str, navigator: Navigator) -> Markup:
        return case_page.render_plain_words(
            case_page.explained_findings(self.content.placed(src), navigator.explaining())
        )

    def _how_to_cite(self, src: str) -> Markup:
        page = self.content.pages[src]
        if not isinstance(page.meta, CaseFrontMatter):
            return NOTHING
        original = next(
            (one for one in self.content.references.items if one.id == page.meta.original), None
        )
        return case_page.render_how_to_cite(
            page.meta.title,
            self.settings.name,
            in_words(page.meta.written),
            self.settings.url + page_url(src) if self.settings.url else "",
            self.references[original.id] if original else NOTHING,
            case_page.contributors(original) if original else "",
        )

    def _contact(self) -> Markup:
        our, contact = words().contact, self.settings.contact
        if not contact:
            return Markup('<p class="contact">{}</p>').format(our.none)
        address = contact_address(contact)
        if address is None:
            return Markup('<p class="contact">{}</p>').format(fill(our.tell, address=contact))
        link = Markup('<a href="{}">{}</a>').format(address, contact)
        return Markup('<p class="contact">{}</p>').format(fill(our.write, address=link))

    # --- after a page is rendered ---

    def view_for(self, src: str) -> View:
        """Return what the templates show around a page; any name will do for an error page."""
        page = self.content.pages.get(src)
        if page is None or page.meta is None or page.kind is None:
            blank = PageView(
                "",
                "article",
                "pro",
                self.settings.name,
                self.settings.description,
                sheets=sheets_for("article", "", figures=False, preview=self.previewed is not None),
                findings=self._findings_view(src),
            )
            return View(self._site_view(src), blank)
        return View(self._site_view(src), self._page_view(src, page))

    def _site_view(self, src: str) -> SiteView:
        navigator = self._navigator(src)
        is_case = navigator.of is not None and navigator.of.hides_condition
        return SiteView(
            name=self.settings.name,
            description=self.settings.description,
            header=navigator.header(),
            footer=navigator.footer(),
            conditions=() if is_case else navigator.listed(lambda kind: kind.overview),
            cases=navigator.listed(lambda kind: kind.hides_condition),
            emergency_numbers=self.numbers[:FEW],
            numbers_url=None if is_case else navigator.all_numbers(),
            warning_signs_url=None if is_case else navigator.warning_signs(),
            home_url=navigator.link("", "index.md").url,
            about_url=navigator.first(lambda kind: kind.tells_how),
            reviews_url=navigator.first(lambda kind: kind.lists_reviews),
            pages_url=navigator.first(lambda kind: kind.lists_pages),
            glossary_url=navigator.first(lambda kind: kind.defines_terms),
            address=self.settings.url,
            contact=self.settings.contact or None,
            copy_made=in_words(self.settings.today),
            expires=in_words(self.settings.expires) if self.settings.expires else None,
            expires_iso=self.settings.expires.isoformat() if self.settings.expires else None,
            any_reviewed=self.any_reviewed,
        )

    def _page_view(self, src: str, page: Page) -> PageView:
        assert page.meta is not None
        assert page.kind is not None
        outputs = self.outputs.get(src, Outputs())
        navigator = self._navigator(src)
        review = self.reviews[src]
        term = condition_term(self.content, src)
        before, after = navigator.neighbors()
        return PageView(
            kind=page.kind.name,
            of_patient=page.kind.of_patient,
            layout=page.kind.layout,
            tone=page.kind.tone,
            title=page.meta.title,
            description=page.meta.description,
            abbreviation=term.abbreviations[0] if term and term.abbreviations else None,
            lead_html=trusted(outputs.lead_html),
            say=_say(term),
            up=navigator.up(),
            before=before,
            after=after,
            for_patients=navigator.for_patients(),
            tabs=navigator.tabs(),
            guide=navigator.guide(),
            moved=moved_headings(self.content.left, navigator),
            at_a_glance=(page.meta.at_a_glance if isinstance(page.meta, CaseFrontMatter) else ()),
            doors=self._doors(page, navigator),
            sections=tuple(Link(title, f"#{id_}") for id_, title in outputs.sections),
            show_emergency=not page.kind.hides_condition,
            noindex=review.state != "current",
            canonical=self.settings.url + page_url(src) if self.settings.url else None,
            json_ld=json_ld(self._described(src, page, outputs, review)),
            review=replace(
                _review_view(page, review, outputs, self.content.syllables),
                points_url=navigator.first(lambda kind: kind.lists_reviews) or "#about-this-page",
                about_case=self._about_case(page),
            ),
            words=glossary_page.word_views(
                outputs.terms,
                self.content.terms,
                navigator.first(lambda kind: kind.defines_terms) or "",
                self._clips(src),
            ),
            has_slip=True,
            sheets=sheets_for(
                page.kind.layout,
                self.articles.get(src, ""),
                figures=bool(self.content.placed(src)),
                handouts=src in self.offers or page.kind.lists_handouts,
                preview=self.previewed is not None,
            ),
            handouts=self._handouts(src),
            all_handouts=self._all_handouts(src) if page.kind.lists_handouts else None,
            findings=self._findings_view(src),
        )

    def _about_case(self, page: Page) -> str:
        if not isinstance(page.meta, CaseFrontMatter):
            return ""
        return case_page.about_case(bool(page.meta.original), self.content.placed(page.src))

    def _handouts(self, src: str) -> HandoutsView | None:
        """Return the printed files that a page offers."""
        found = self.offers.get(src, ())
        return HandoutsView(*_handout_links(found, src)) if found else None

    def _all_handouts(self, src: str) -> tuple[HandoutGroup, ...]:
        """Return everything that was printed, as the list of it links there: booklets last.

        Cases stand by themselves: nothing here tells which condition a case is about.
        """
        navigator = self._navigator(src)
        pages: list[HandoutGroup] = []
        booklets: list[HandoutGroup] = []
        for kind in (one for one in KINDS.values() if one.printed_as):
            for name, page in self.directory.of_kind(kind).items():
                link = navigator.link(page_title(page), name)
                files, booklet = _handout_links(self.offers.get(name, ()), src)
                pages += [HandoutGroup(link, kind.label, files)] if files else []
                if kind.overview and booklet:
                    booklets.append(HandoutGroup(link, words().paper.booklet, booklet))
        return (*pages, *booklets)

    def _findings_view(self, src: str) -> FindingsView | None:
        """Return what the checks say of a page, while an author is writing."""
        if self.previewed is None:
            return None
        figures = self.content.figures.get(src, _NO_FIGURES).path
        page = self.content.pages.get(src)
        view = findings_view(page, {page.path, figures} if page else set(), self.previewed)
        contract = contract_for(self.content, src)
        parts = [(one.name, one.state, one.detail) for one in contract.parts] if contract else []
        shown = ContractView(contract.summary, tuple(parts)) if contract else None
        return replace(view, contract=shown)

    def _doors(self, page: Page, navigator: Navigator) -> tuple[DoorView, ...]:
        if not isinstance(page.meta, HomeFrontMatter):
            return ()
        return tuple(
            DoorView(
                door.title, door.text, door.action, navigator.link("", door.page).url, door.icon
            )
            for door in page.meta.doors
        )

    def _described(self, src: str, page: Page, outputs: Outputs, review: ReviewState) -> Described:
        assert page.meta is not None
        assert page.kind is not None
        kind = page.kind
        record = review.record if review.state == "current" else None
        return Described(
            schema_type=kind.schema_org,
            name=page.meta.title,
            description=page.meta.description,
            site_name=self.settings.name,
            written=page.meta.written,
            address=self.settings.url + page_url(src) if self.settings.url else None,
            condition=self._condition(page) if kind.of_condition else None,
            guide=self._guide(page),
            for_patients=kind.of_condition and kind.patient,
            for_clinicians=kind.of_condition and not kind.patient,
            questions=tuple((one.question, one.answer) for one in outputs.questions),
            terms=self._defined(src) if kind.defines_terms else (),
            review=Review(record.reviewer, record.role, record.date) if record else None,
            images=tuple(self._pictured(src, figure) for figure in self.content.placed(src)),
        )

    def _pictured(self, src: str, figure: Figure) -> Pictured:
        address = self.settings.url + page_url(src) if self.settings.url else None
        shown = [
            one for one in figure.frames if one.slice is None or one.slice in figure.key_slices
        ]
        files = (one.image for one in shown if not one.image.endswith(".svg"))
        return Pictured(
            name=figure.alt,
            caption=plain_words(figure.caption),
            credit=figure.credit,
            license=figure.license,
            license_url=figure.license_url,
            modality=figure.modality,
            schematic=figure.schematic,
            place=f"{address}#figure-{figure.id}" if address else None,
            files=tuple(urljoin(address, one) for one in files) if address else (),
        )

    def _condition(self, page: Page) -> Condition | None:
        other = self._overview(page)
        if other is None or other.meta is None:
            return None
        return _as_condition(other.meta.title, condition_term(self.content, other.src))

    def _guide(self, page: Page) -> Guide | None:
        """Return the guide that a page is a part of; None for its overview, and without one."""
        overview = self._overview(page) if page.kind is not None and page.kind.part else None
        if overview is None or overview.meta is None or not parts_of(overview):
            return None
        address = self.settings.url + page_url(overview.src) if self.settings.url else None
        return Guide(overview.meta.title, address)

    def _defined(self, src: str) -> tuple[DefinedTerm, ...]:
        """Return the terms that the glossary page defines, with their public addresses."""
        page = self.settings.url + page_url(src) if self.settings.url else None
        return tuple(
            DefinedTerm(
                one.term, one.definition, _other_names(one), f"{page}#{one.id}" if page else None
            )
            for one in self.content.terms
        )

    def glossary_files(self) -> Mapping[str, bytes]:
        """Return the glossary for programs: each file's name and what it holds."""
        page = self.directory.first(lambda kind: kind.defines_terms)
        address = self.settings.url + page_url(page) if page else None
        terms = self.content.terms
        schema = json.dumps(glossary_files.glossary_schema(), indent=1) + "\n"
        return {
            glossary_files.JSON: glossary_files.glossary_json(
                terms, self.settings.name, address
            ).encode(),
            glossary_files.SCHEMA: schema.encode(),
            glossary_files.LEXICON: glossary_files.lexicon(terms),
        }

    def _clips(self, src: str) -> Mapping[str, Markup]:
        """Return the clip of each term that has one, as HTML on a page, by the term's id."""
        titles = {term.id: term.title for term in self.content.terms}
        return {
            term: glossary_page.render_clip(
                titles[term], clip, relative_url(clip.src, page_url(src))
            )
            for term, clip in self.content.clips.playable.items()
        }

    def search_files(self) -> Mapping[str, str]:
        """Return the search index, once every page is rendered: name to script."""
        found = {src: self._search_page(src) for src in sorted(self.articles)}
        self.searched = {src: page for src, page in found.items() if page is not None}
        meanings, answers = self._lay_words()
        return build_index(list(self.searched.values()), self.content.terms, meanings, answers)

    def _lay_words(self) -> tuple[list[Meaning], list[Answer]]:
        records = self.content.lay_words.items
        meanings = [Meaning(one.say, one.mean) for one in records if one.mean]
        answers = [
            Answer(one.say, tuple(_search_place(place) for place in one.finds))
            for one in records
            if one.finds
        ]
        return meanings, answers

    def _search_page(self, src: str) -> SearchPage | None:
        page = self.content.pages.get(src)
        if page is None or page.kind is None or page.meta is None or not page.kind.searchable:
            return None
        return SearchPage(
            location=page_url(src),
            title=page.meta.title,
            label=page.kind.label,
            weight=page.kind.search_weight,
            passages=read_passages(f"{self.outputs[src].lead_html}\n{self.articles[src]}"),
            defines=page.kind.defines_terms,
        )

    @property
    def enlarges(self) -> bool:
        """Whether any page has something that readers may want to enlarge."""
        return any(self.has_images(src) or self.content.placed(src) for src in self.content.pages)

    def has_images(self, src: str) -> bool:
        """Return whether a page shows photographs or scans, which readers may want to enlarge."""
        page = self.content.pages.get(src)
        return bool(page and page.images)

    # --- review ---

    @functools.cached_property
    def any_reviewed(self) -> bool:
        """Whether a review of any page holds."""
        return any(one.state == "current" for one in self.reviews.values())

    @functools.cached_property
    def reviews(self) -> Mapping[str, ReviewState]:
        """Whether each page was reviewed and whether that still holds."""
        records = self.content.reviews
        reviewed = {one.page for one in records}  # only for these the words say something
        return {
            src: review_state(
                src, self.sections(src), records, self.open_points(src), self._changed_on(src)
            )
            if src in reviewed
            else NO_REVIEW
            for src in self.content.pages
        }

    def _changed_on(self, src: str) -> date | None:
        meta = self.content.pages[src].meta
        return max((one.date for one in meta.changes), default=None) if meta is not None else None

    @functools.cached_property
    def points(self) -> Mapping[str, PointState]:
        """Whether each sign-off point is open, signed, or signed for an earlier text, by its id."""
        return {
            one.id: point_state(one, self._sections_of(one.sources))
            if one.state == "signed"
            else "open"
            for one in self.content.sign_offs
        }

    def open_points(self, src: str) -> int:
        """Return how many points of a page nobody has signed for its present text."""
        return sum(
            self.points[one.id] != "signed" and src in one.sources for one in self.content.sign_offs
        )

    @functools.cached_property
    def judged_reviews(self) -> Reviews:
        """What the checks may know of reviews; pages that nobody reviewed are not rendered."""
        narrow = {
            one.id: tuple(
                place
                for place in one.pages
                if "#" in place
                and place.partition("#")[0] in self.content.pages
                and not point_sections(
                    one.model_copy(update={"pages": (place,)}), self._sections_of(one.sources)
                )
            )
            for one in self.content.sign_offs
            if any("#" in place for place in one.pages)
        }
        latest = max(self.settings.today, named_day(NOW))
        return Reviews(self.reviews, self.points, narrow, latest)

    def sections_of_points(self, src: str) -> Mapping[str, tuple[ReviewedSection, ...]]:
        """Return the sections of a page, and of every page that its points are about as well."""
        points = [one for one in self.content.sign_offs if src in one.sources]
        return self._sections_of({src, *(name for one in points for name in one.sources)})

    def _sections_of(self, pages: Iterable[str]) -> Mapping[str, tuple[ReviewedSection, ...]]:
        return {src: self.sections(src) for src in pages if src in self.content.pages}

    def sections(self, src: str) -> tuple[ReviewedSection, ...]:
        """Return what readers get of each section of a page: what a review of it stands on."""
        if src not in self._sections:
            page = self.content.pages[src]
            inputs = self.inputs_for(src)
            made = {name: make for name, make in inputs.generated.items() if name not in _STATUS}
            article, outputs = render_markdown(
                page.body, replace(inputs, generated=made), self.markdown
            )
            read = read_sections(outputs.lead_html, article, outputs.cited, WORD_ID)
            self._sections[src] = with_material(self.content, src, read)
        return self._sections[src]

    @functools.cached_property
    def register(self) -> tuple[register.Entry, ...]:
        """Every page with its dates and its review, the next to look at first."""
        open_points = {src: self.open_points(src) for src in self.content.pages}
        return register.entries(self.content, self.reviews, open_points)

    def calendar(self) -> bytes:
        """Return the days of the next looks as a calendar file."""
        return register.calendar(self.register, self.settings.name, self.settings.today)

    def for_crawlers(self) -> Mapping[str, str]:
        """Return the files that search engines read, by their names."""
        url = self.settings.url
        listed = sitemap_xml(
            (url + page_url(src), _last_change(page.meta, self.reviews[src]))
            for src, page in sorted(self.content.pages.items())
            if url and page.meta is not None and self.reviews[src].state == "current"
        )
        robots = robots_txt(f"{url}{SITEMAP}" if listed else "")
        return {ROBOTS: robots, SITEMAP: listed} if listed else {ROBOTS: robots}


_STATUS = frozenset(("review-register", "open-points", "changes"))
"""Blocks that say how reviews stand: no review is about them."""
_NO_FIGURES = FigureSet({}, {}, {}, "")


def _uses_terms(page: Page) -> bool:
    return page.kind is not None and page.kind.uses_terms


def _generated_section(kind: Kind | None, heading: str) -> str | None:
    section = kind.section(heading) if kind else None
    return section.generated if section else None


def _step(kind: Kind | None, heading: str) -> tuple[str, bool]:
    section = kind.section(heading) if kind else None
    if section is None:
        return "", False
    # The sources name what a case is about in their titles.
    hidden = kind is not None and any(one.answers for one in kind.sections)
    return section.step, section.answers or (hidden and section.generated == "sources")


def _say(term: Term | None) -> Say | None:
    if term is None or term.pronunciation is None:
        return None
    return Say(glossary_page.respelling_html(term), f"/{term.pronunciation.ipa.strip('/')}/")


def _handout_links(
    offered: Iterable[Offer], src: str
) -> tuple[tuple[HandoutLink, ...], tuple[HandoutLink, ...]]:
    """Return links to handouts, and to booklets, as a page writes them."""
    found: tuple[list[HandoutLink], list[HandoutLink]] = ([], [])
    for one in offered:
        url = relative_url(one.path, page_url(src))
        found[one.is_booklet].append(HandoutLink(one.paper, url, one.pages, one.size))
    return tuple(found[False]), tuple(found[True])


def _review_view(
    page: Page,
    review: ReviewState,
    outputs: Outputs,
    syllables: Mapping[str, int],
) -> ReviewView:
    assert page.meta is not None
    assert page.kind is not None
    # Only where it says something: on what patients read and clinics print.
    graded = page.kind.printed_as and page.kind.limits.grade_max is not None
    grade = grade_of_page(page, syllables).grade.grade if graded else None
    return ReviewView(
        state=review.state,
        written=in_words(page.meta.written),
        next_look=in_words(page.meta.next_look),
        next_look_iso=page.meta.next_look.isoformat(),
        checked_by=tuple(
            CheckedBy(one.reviewer, one.role, in_words(one.date)) for one in review.records
        ),
        changed=tuple(
            Link(one.title or words().review.beginning, f"#{one.id if one.title else 'main'}")
            for one in review.changed
        ),
        sources_url="#source-1" if outputs.cited else None,
        grade=max(1, round(grade)) if grade is not None else None,
        last_change=register.newest(page.meta.changes),
        of_site=page.kind.home,
    )


def _last_change(meta: FrontMatter, review: ReviewState) -> date:
    """The day since which a page is as it is; a review changes what it says of itself."""
    days = [meta.written, *(one.date for one in meta.changes)]
    return max([*days, *(one.date for one in review.records)])


def _other_names(term: Term) -> tuple[str, ...]:
    return (*term.abbreviations, *term.same, *term.older_names)


def _glossary_links(src: str) -> tuple[Link, ...]:
    """The glossary for programs, as links from a page."""
    our = words().glossary
    files = (
        ("JSON", glossary_files.JSON),
        (our.schema_file, glossary_files.SCHEMA),
        (our.lexicon_file, glossary_files.LEXICON),
    )
    return tuple(Link(title, relative_url(name, page_url(src))) for title, name in files)


_SYSTEMS: Mapping[str, str] = MappingProxyType(
    {
        "mesh": "MeSH",
        "radlex": "RadLex",
        "hpo": "HPO",
        "snomed": "SNOMED CT",
        "umls": "UMLS",
        "icd10cm": "ICD-10-CM",
    }
)
"""What other vocabularies are called."""


def _as_condition(title: str, term: Term | None) -> Condition:
    """A condition with its names, and with the codes that mean exactly the same."""
    if term is None:
        return Condition(title)
    exact = (one for one in term.codes if one.match == "exact")
    codes = tuple((_SYSTEMS[one.system], one.code) for one in exact)
    return Condition(title, _other_names(term), codes)


def _search_place(place: str) -> tuple[str | None, str]:
    """Return a place of the data as an address inside the site and an anchor."""
    src, _, anchor = place.partition("#")
    return (page_url(src) if src else None, anchor)
