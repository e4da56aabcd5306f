"""Which links a page shows, from the pages that there are: nothing is listed by hand.

A case page gets no link that names its condition: a learner who hovers over a menu must not read
the diagnosis there.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from plainleaf.model.block_specs import CARE_BLOCK, NUMBERS_BLOCK
from plainleaf.model.budgets import FOOTER_MOST
from plainleaf.model.front_matter import PageFrontMatter
from plainleaf.model.kind import Kind
from plainleaf.model.kinds import kinds
from plainleaf.model.words import words
from plainleaf.reading.guide import in_guide_order, parts_of
from plainleaf.reading.page import Page, Section
from plainleaf.rendering.view import GuideView, LinkView, relative_url

ABOUT_SECTIONS = ("Report a mistake", "Run your own copy")
"""Sections of the about page that the footer links to, where they exist."""


def page_url(src: str) -> str:
    """The address of a page inside the site: `a/b.md#c` becomes `a/b.html#c`."""
    path, mark, fragment = src.partition("#")
    return path.removesuffix(".md") + ".html" + mark + fragment


class Directory:
    """The valid pages by kind, and by kind and condition; made once for the links of all pages."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self._kinds: dict[str, dict[str, Page]] = {}
        self._conditions: dict[tuple[str, str], dict[str, Page]] = {}
        self._guides: dict[str, Mapping[str, Page]] = {}
        for src, page in pages.items():
            if page.kind is None or page.meta is None:
                continue
            # By name: a condition with a guide and one without have one kind in two forms.
            kind, condition = page.kind.name, page.raw.get("condition")
            self._kinds.setdefault(kind, {})[src] = page
            if isinstance(condition, str):
                self._conditions.setdefault((kind, condition), {})[src] = page

    def of_kind(self, kind: Kind) -> Mapping[str, Page]:
        """The pages of one kind, by path, in the order of their paths."""
        return self._kinds.get(kind.name, {})

    def about(self, condition: str, kind: Kind) -> Mapping[str, Page]:
        """The pages of one kind that belong to a condition, in the order of their paths."""
        return self._conditions.get((kind.name, condition), {})

    def guide(self, condition: str) -> Mapping[str, Page]:
        """The pages that are about a condition and say so, in the order to read them."""
        if condition not in self._guides:
            about = (kind for kind in kinds().values() if kind.of_condition)
            pages = (page for kind in about for page in self.about(condition, kind).values())
            self._guides[condition] = {page.src: page for page in in_guide_order(pages)}
        return self._guides[condition]

    @functools.cached_property
    def numbers(self) -> Mapping[str, str]:
        """The pages that list all emergency numbers, each with the id of the heading above them."""
        found: dict[str, str] = {}
        for src, page in sorted(
            (one for pages in self._kinds.values() for one in pages.items()), key=lambda one: one[0]
        ):
            placed = page.block_named(NUMBERS_BLOCK)
            above = [one for one in page.headings if placed and one.line < placed[0].line]
            if above:
                found[src] = above[-1].id
        return found

    @functools.cached_property
    def overviews(self) -> Mapping[str, Page]:
        """The first page of each condition, in the order of their paths."""
        return dict(sorted(self.of(lambda kind: kind.overview).items()))

    @functools.cached_property
    def cases(self) -> Mapping[str, Page]:
        """The pages that must not name their condition, in the order of their paths."""
        return dict(sorted(self.of(lambda kind: kind.hides_condition).items()))

    @functools.cached_property
    def case_lists(self) -> Mapping[str, Page]:
        """The pages that list the cases; the home page does where there is none."""
        return self.of(lambda kind: kind.lists_cases)

    def of(self, wanted: Callable[[Kind], bool]) -> Mapping[str, Page]:
        """The pages of some kinds, by path: by kind, then in the order of their paths."""
        found = (kind for kind in kinds().values() if wanted(kind))
        return dict(one for kind in found for one in self.of_kind(kind).items())

    def first(self, wanted: Callable[[Kind], bool]) -> str | None:
        """The path of the first page of some kinds; None when there is no such page."""
        found = (kind for kind in kinds().values() if wanted(kind))
        return next((src for kind in found for src in self.of_kind(kind)), None)


def page_title(page: Page, *, short: bool = False) -> str:
    """A page's title, or its short name for navigation."""
    if page.meta is None:
        return page.src
    return (page.meta.nav_title if short else None) or page.meta.title


class Navigator:
    """Makes the links of one page."""

    def __init__(
        self,
        pages: Mapping[str, Page],
        current: str,
        directory: Directory | None = None,
    ) -> None:
        self.current = current
        self.directory = directory or Directory(pages)
        page = pages.get(current)
        self.of = page.kind if page else None
        self.condition = str(page.raw.get("condition", "")) if page else ""

    def link(self, title: str, src: str) -> LinkView:
        """A link to a page (or a heading of it) as this page writes it."""
        return LinkView(
            title, relative_url(page_url(src), page_url(self.current)), src == self.current
        )

    def header(self) -> tuple[LinkView, ...]:
        """The links at the top."""
        home = self.link(words().menu.home, "index.md")
        links = [home] if self._hides else self._condition_links()
        links += self._case_links()
        for kind in kinds().values():
            cases = kind.hides_condition or kind.lists_cases
            if kind.free and not self._hides:
                links += self._chosen_links(kind)
            elif kind.menu and not kind.of_condition and not cases:
                links += [self.link(kind.menu, src) for src in self.directory.of_kind(kind)]
        return tuple(links)

    def _chosen_links(self, kind: Kind) -> list[LinkView]:
        """Links to the pages whose authors put them into the menu."""
        found = self.directory.of_kind(kind).items()
        return [
            self.link(page.meta.menu, src)
            for src, page in found
            if isinstance(page.meta, PageFrontMatter) and page.meta.menu
        ]

    @property
    def _hides(self) -> bool:
        """Whether nothing around the page may lead to a condition."""
        return self.of is not None and self.of.neutral

    def _condition_links(self) -> list[LinkView]:
        """Links to this page's condition or the only one, else to the list of them."""
        meant = self.condition
        if not self._overview(meant):
            overviews = self.directory.overviews.values()
            known = {str(one.raw["condition"]) for one in overviews}
            if len(known) > 1:
                return self._lists_of(overviews)
            meant = next(iter(known), "")
        return [
            self.link(self._in_menu(page, page.kind), src)
            for src, page in self.directory.guide(meant).items()
            if page.kind is not None and page.kind.menu
        ]

    def _overview(self, condition: str) -> Page | None:
        """The first page of a condition."""
        pages = self.directory.guide(condition).values()
        return next((one for one in pages if one.kind is not None and one.kind.overview), None)

    def _in_menu(self, page: Page, kind: Kind) -> str:
        """What the menu of every page calls a page: the overview of a guide by its own name."""
        return page_title(page, short=True) if parts_of(page) else kind.menu

    def _case_links(self) -> list[LinkView]:
        """A link to the list of cases: one to a case would tie it to what the page is about."""
        lists = self.directory.case_lists
        if not self.directory.cases or not lists:
            return self._lists_of(self.directory.cases.values())
        return [self.link(page.kind.menu, src) for src, page in lists.items() if page.kind]

    def _lists_of(self, pages: Iterable[Page]) -> list[LinkView]:
        """A link to each list of the home page that shows some pages."""
        listed = dict.fromkeys(page.kind for page in pages if page.kind and page.kind.listed_as)
        lists = {kind.list_page: kind.list_label for kind in listed if kind is not None}
        return [self.link(title, place) for place, title in lists.items()]

    def footer(self) -> tuple[tuple[LinkView, ...], ...]:
        """The links at the foot, in columns."""
        content: list[LinkView] = []
        about: list[LinkView] = []
        for kind in kinds().values():
            if kind.lists_cases:
                content += self._case_links()
            elif kind.footer and not (kind.leads_to_condition and self._hides):
                (about if kind.of_site else content).extend(self._footer_links(kind))
        return tuple(column for column in (tuple(content), tuple(about)) if column)

    def _footer_links(self, kind: Kind) -> Iterator[LinkView]:
        """Yield links to the pages of a kind, or to their list on the home page when it is long.

        A thousand pages with a thousand links each would be slow to build and useless to read.
        """
        pages = self.directory.of_kind(kind)
        if len(pages) > FOOTER_MOST:
            yield from self._lists_of(pages.values())
            return
        for src, page in pages.items():
            yield self.link(page_title(page), src)
            if kind.tells_how:
                yield from self._about_sections(src, page)

    def _about_sections(self, src: str, page: Page) -> list[LinkView]:
        found = ((title, _section(page, title)) for title in ABOUT_SECTIONS)
        return [
            self.link(title, f"{src}#{section.heading.id}") for title, section in found if section
        ]

    def all_of(self, wanted: Callable[[Kind], bool]) -> tuple[LinkView, ...]:
        """A link to each page of some kinds, by its title."""
        pages = self.directory.of(wanted).items()
        return tuple(self.link(page_title(page), src) for src, page in pages)

    def tabs(self) -> tuple[LinkView, ...]:
        """The pages of this page's condition, when it is one of them and has no guide."""
        if self.of is None or not self.of.of_condition or self._guide_overview() is not None:
            return ()
        found = list(self._about_condition().items())
        alike = Counter(page.kind for _, page in found)
        links = tuple(
            self._entry(src, page) if alike[page.kind] == 1 else self._short(src, page)
            for src, page in found
        )
        return links if len(links) > 1 else ()

    def guide(self) -> GuideView | None:
        """The menu of the guide that this page belongs to; None for a page of none."""
        overview = self._guide_overview()
        if self.of is None or not self.of.of_condition or overview is None:
            return None
        read: list[LinkView] = []
        beside: list[LinkView] = []
        found = list(self._about_condition().items())
        alike = Counter(page.kind for _, page in found)
        for src, page in found:
            # Patients tell pages by what these are about: "Questions" may be two of them.
            named = page.kind is not None and (page.kind.overview or not page.kind.patient)
            link = self._entry if named and alike[page.kind] == 1 else self._short
            of_patients = page.kind is not None and page.kind.patient
            (read if of_patients else beside).append(link(src, page))
        places = [place for place, link in enumerate(read, 1) if link.current]
        title = page_title(overview, short=True)
        return GuideView(title, tuple(read), tuple(beside), places[0] if places else 0)

    def _entry(self, src: str, page: Page) -> LinkView:
        """A line of a menu: what there is one of by its kind's name, a part by its own."""
        tab = page.kind.tab if page.kind is not None else ""
        return self.link(tab, src) if tab else self._short(src, page)

    def _short(self, src: str, page: Page) -> LinkView:
        return self.link(page_title(page, short=True), src)

    def _guide_overview(self) -> Page | None:
        """The overview of the guide that this page's condition has; None without one."""
        overview = self._overview(self.condition)
        return overview if overview is not None and parts_of(overview) else None

    def _about_condition(self) -> Mapping[str, Page]:
        """The pages about this page's condition, in the order to read them; no cases."""
        return self.directory.guide(self.condition)

    def by_subject(self) -> tuple[tuple[str, tuple[LinkView, ...]], ...]:
        """Every page of the site under what it is about, as a list of all pages shows it.

        First what belongs to no condition but to readers, then each condition with its pages, then
        the cases by themselves, then what tells of the site. The list itself is left out.
        """
        subjects = [
            (page_title(page), self._of_condition(str(page.raw["condition"])))
            for page in self.directory.overviews.values()
        ]
        known = {link.url for _, links in subjects for link in links}
        start = [
            *self.all_of(
                lambda kind: not (kind.of_condition or kind.hides_condition or kind.of_site)
            ),
            *(
                link
                for link in self.all_of(lambda kind: kind.of_condition)
                if link.url not in known
            ),
        ]
        cases = self.directory.cases
        site = self.all_of(lambda kind: kind.of_site and not kind.lists_pages)
        said = words().menu
        listed = next((page.kind.list_label for page in cases.values() if page.kind), "")
        taught = tuple(self.link(page_title(page), src) for src, page in cases.items())
        found = [(said.start, tuple(start)), *subjects, (listed, taught), (said.site, site)]
        return tuple((title, links) for title, links in found if links)

    def _of_condition(self, condition: str) -> tuple[LinkView, ...]:
        pages = self.directory.guide(condition).items()
        return tuple(self.link(page_title(page), src) for src, page in pages)

    def for_patients(self) -> LinkView | None:
        """The way from a page for professionals to what patients read on its condition."""
        if self.of is None or not self.of.of_condition or self.of.patient:
            return None
        overview = self._overview(self.condition)
        return None if overview is None else self.link(page_title(overview), overview.src)

    def neighbors(self) -> tuple[LinkView | None, LinkView | None]:
        """The pages to read before and after this one, by their titles.

        Patients read the pages of their condition, learners the cases in turn. Nobody is led from a
        page for patients to one for professionals, nor from a case to its condition.
        """
        links = [None, *(self.link(page_title(page), src) for src, page in self._in_turn()), None]
        for before, link, after in zip(links, links[1:], links[2:], strict=False):
            if link is not None and link.current:
                return before, after
        return None, None

    def _in_turn(self) -> Iterable[tuple[str, Page]]:
        """The pages that are read one after the other, this one among them."""
        if self.of is not None and self.of.of_condition:
            pages = self.directory.guide(self.condition).items()
            return [(src, page) for src, page in pages if page.kind and page.kind.patient]
        series = self.of.series if self.of is not None else ""
        return self.directory.of(lambda kind: series != "" and kind.series == series).items()

    def up(self) -> LinkView | None:
        """The way back: from a part to its guide, from a case to the list of cases or home."""
        if self.of is not None and self.of.lists_cases:
            return self.link(words().menu.home, "index.md")
        if self._hides:
            lists = self.directory.case_lists.items()
            found = (self.link(page_title(page), src) for src, page in lists)
            return next(found, self.link(words().menu.home, "index.md"))
        overview = self._guide_overview()
        if overview is None or self.of is None or not (self.of.part and self.of.patient):
            return None
        return self.link(page_title(overview), overview.src)

    def warning_signs(self) -> str | None:
        """Where the warning signs of this page's condition stand, else those of the only one.

        Of several conditions none is meant: a reader would take another's signs for their own.
        """
        known = [str(one.raw["condition"]) for one in self.directory.overviews.values()]
        only = known if len(known) == 1 else []
        for condition in [self.condition] if self.condition else only:
            pages = self.directory.guide(condition).values()
            # The page that shows all of them, before one that shows some and leads there.
            for page in sorted(pages, key=_shows_some_cards):
                section = _with_cards(page)
                if section is not None:
                    return self.link("", f"{page.src}#{section.heading.id}").url
        return None

    def all_numbers(self) -> str | None:
        """Where all emergency numbers are listed: in this page's guide, else elsewhere."""
        listed = self.directory.numbers
        own = (one.src for one in self.directory.guide(self.condition).values())
        src = next(itertools.chain((one for one in own if one in listed), listed), "")
        return self.link("", f"{src}#{listed[src]}").url if src else None

    def condition_page(self) -> str | None:
        """The patient page of this page's condition, as a path inside docs/."""
        overview = self._overview(self.condition)
        return None if overview is None else overview.src

    def explaining(self) -> Mapping[str, LinkView]:
        """Where the pages for patients explain something: a link to each heading, by its id.

        Of two pages of the condition with the same id, the one that is read first counts.
        """
        found: dict[str, LinkView] = {}
        for src, page in self.directory.guide(self.condition).items():
            if page.kind is not None and page.kind.patient:
                for heading in page.headings:
                    place = f"{src}#{heading.id}"
                    found.setdefault(heading.id, self.link(heading.text, place))
        return found

    def cases_at_home(self) -> tuple[LinkView, ...]:
        """The cases as the home page lists them, where no page of their own does."""
        at_home = self.of is not None and self.of.home and not self.directory.case_lists
        return self.all_of(lambda kind: kind.hides_condition) if at_home else ()

    def first(self, wanted: Callable[[Kind], bool]) -> str | None:
        """The address of the first page of some kinds."""
        src = self.directory.first(wanted)
        return None if src is None else self.link("", src).url

    def listed(self, wanted: Callable[[Kind], bool]) -> tuple[LinkView, ...]:
        """A link to each page of some kinds on the home page, elsewhere to the first only.

        An error page lists only the first, too.
        """
        if self.of is not None and self.of.home:
            return self.all_of(wanted)
        src = self.directory.first(wanted)
        if src is None:
            return ()
        return (self.link(page_title(self.directory.of(wanted)[src]), src),)


def moved_headings(left: Mapping[str, Mapping[str, str]], navigator: Navigator) -> str:
    """Where the headings that left a page stand now, as the page's script reads it.

    That is a JSON object, id to address; empty when nothing has left the page. `left` is as
    `Content.left` has it.
    """
    found = left.get(navigator.current, {})
    urls = {old: navigator.link("", new).url for old, new in found.items()}
    return json.dumps(urls, ensure_ascii=False) if urls else ""


def _shows_some_cards(page: Page) -> bool:
    return page.kind is None or not page.kind.shows_all_cards


def _with_cards(page: Page) -> Section | None:
    """The first section of a page that its kind wants care cards in."""
    return next((one for one in page.sections if one.spec and one.spec.block == CARE_BLOCK), None)


def _section(page: Page, title: str) -> Section | None:
    return page.section(title) or next(
        (section for section in page.sections if section.title == title), None
    )
