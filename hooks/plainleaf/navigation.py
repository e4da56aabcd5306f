"""Which links a page shows, from the pages that there are: nothing is listed by hand.

A case page gets no link that names its condition: a learner who hovers over a menu must not read
the diagnosis there.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

from plainleaf.page import Page, Section
from plainleaf.view import Link, relative_url

ABOUT_SECTIONS = ("Report a mistake", "Run your own copy")
"""Sections of the about page that the footer links to, where they exist."""

ABOUT_KINDS = ("about", "accessibility", "reviews", "checks", "administrators")
"""Kinds of page that tell of the site itself."""

FOOTER_MOST = 8
"""Pages of one kind that the footer lists."""

READ_IN_ORDER = (("condition", "faq"), ("case",), ("glossary", "pronunciation"))
"""Kinds of page that a reader may want to read one after the other."""

LISTS = {
    "condition": ("Conditions", "index.md#conditions"),
    "case": ("Radiology cases", "index.md#radiology-cases"),
}
"""Where the home page lists the pages of a kind: the words of a link to it, and the place."""

HELP_SECTION = "When to get help"


def page_url(src: str) -> str:
    """Return the address of a page inside the site: `a/b.md#c` becomes `a/b.html#c`."""
    path, mark, fragment = src.partition("#")
    return path.removesuffix(".md") + ".html" + mark + fragment


class Directory:
    """The valid pages by kind, and by kind and condition; made once for the links of all pages."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self._kinds: dict[str, dict[str, Page]] = {}
        self._conditions: dict[tuple[str, str], dict[str, Page]] = {}
        for src, page in pages.items():
            if page.kind is None or page.meta is None:
                continue
            kind, condition = page.kind.name, page.raw.get("condition")
            self._kinds.setdefault(kind, {})[src] = page
            if isinstance(condition, str):
                self._conditions.setdefault((kind, condition), {})[src] = page

    def of_kind(self, kind: str) -> Mapping[str, Page]:
        """Return the pages of one kind, by path, in the order of their paths."""
        return self._kinds.get(kind, {})

    def about(self, condition: str, kind: str) -> Mapping[str, Page]:
        """Return the pages of one kind that belong to a condition, in the order of their paths."""
        return self._conditions.get((kind, condition), {})


def page_title(page: Page, *, short: bool = False) -> str:
    """Return a page's title, or its short name for navigation."""
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
        self.kind = page.kind.name if page and page.kind else ""
        self.condition = str(page.raw.get("condition", "")) if page else ""

    def of_kind(self, kind: str) -> Mapping[str, Page]:
        """Return the pages of one kind, by path, in the order of their paths."""
        return self.directory.of_kind(kind)

    def link(self, title: str, src: str) -> Link:
        """Return a link to a page (or a heading of it) as this page writes it."""
        return Link(title, relative_url(page_url(src), page_url(self.current)), src == self.current)

    def header(self) -> tuple[Link, ...]:
        """Return the links at the top."""
        is_case = self.kind == "case"
        links = [self.link("Home", "index.md")] if is_case else self._condition_links()
        links += self._case_links()
        links += [self.link("Glossary", src) for src in self.of_kind("glossary")]
        links += [self.link("About", src) for src in self.of_kind("about")]
        return tuple(links)

    def _condition_links(self) -> list[Link]:
        """Return links to this page's condition or the only one, else to the list of them."""
        meant = self.condition
        if not self.directory.about(meant, "condition"):
            known = {str(page.raw["condition"]) for page in self.of_kind("condition").values()}
            if len(known) > 1:
                return [self.link(*LISTS["condition"])]
            meant = next(iter(known), "")
        titles = {"condition": "Condition", "faq": "Questions"}
        return [
            self.link(title, src)
            for kind, title in titles.items()
            for src in self.directory.about(meant, kind)
        ]

    def _case_links(self) -> list[Link]:
        """Return a link to the only case, else to the list of them."""
        cases = list(self.of_kind("case"))
        if len(cases) > 1:
            return [self.link(*LISTS["case"])]
        return [self.link("Radiology case", src) for src in cases]

    def footer(self) -> tuple[tuple[Link, ...], ...]:
        """Return the links at the foot, in columns."""
        naming = () if self.kind == "case" else ("condition", "faq", "professional")
        kinds = (*naming, "case", "glossary", "pronunciation", "handouts")
        content = [link for kind in kinds for link in self._footer_links(kind)]
        about = [
            link
            for src, page in self.of_kind("about").items()
            for link in (self.link(page_title(page), src), *self._about_sections(src, page))
        ]
        about += [*self.all_of("reviews"), *self.all_of("accessibility"), *self.all_of("pages")]
        return tuple(column for column in (tuple(content), tuple(about)) if column)

    def _footer_links(self, kind: str) -> Sequence[Link]:
        """Return links to the pages of a kind, or to their list on the home page when it is long.

        A thousand pages with a thousand links each would be slow to build and useless to read.
        """
        if len(self.of_kind(kind)) <= FOOTER_MOST:
            return self.all_of(kind)
        return [self.link(*LISTS[kind])] if kind in LISTS else []

    def _about_sections(self, src: str, page: Page) -> list[Link]:
        found = ((title, _section(page, title)) for title in ABOUT_SECTIONS)
        return [
            self.link(title, f"{src}#{section.heading.id}") for title, section in found if section
        ]

    def all_of(self, kind: str) -> tuple[Link, ...]:
        """Return a link to each page of a kind, by its title."""
        return tuple(self.link(page_title(page), src) for src, page in self.of_kind(kind).items())

    def tabs(self) -> tuple[Link, ...]:
        """Return the pages of this page's condition, when it is one of them."""
        if self.kind not in {"condition", "faq", "professional"}:
            return ()
        titles = {
            "condition": "Overview",
            "faq": "Questions",
            "professional": "Health professionals",
            "case": "Radiology case",
        }
        found = [
            (kind, src, page)
            for kind in titles
            for src, page in self.directory.about(self.condition, kind).items()
        ]
        alike = Counter(kind for kind, _, _ in found)
        links = tuple(
            self.link(titles[kind] if alike[kind] == 1 else page_title(page, short=True), src)
            for kind, src, page in found
        )
        return links if len(links) > 1 else ()

    def by_subject(self) -> tuple[tuple[str, tuple[Link, ...]], ...]:
        """Return every page of the site under what it is about, as a list of all pages shows it.

        First what belongs to no condition but to readers, then each condition with its pages and
        cases, then what tells of the site. The list itself is left out.
        """
        conditions = self.of_kind("condition")
        about_condition = ("condition", "faq", "professional", "case")
        subjects = [
            (page_title(page), self._of_condition(str(page.raw["condition"]), about_condition))
            for page in conditions.values()
        ]
        known = {link.url for _, links in subjects for link in links}
        others = [link for kind in about_condition for link in self.all_of(kind)]
        general = ("home", "glossary", "pronunciation", "handouts")
        start = [link for kind in general for link in self.all_of(kind)]
        start += [link for link in others if link.url not in known]
        site = [link for kind in ABOUT_KINDS for link in self.all_of(kind)]
        found = [("Start here", tuple(start)), *subjects, ("About this site", tuple(site))]
        return tuple((title, links) for title, links in found if links)

    def _of_condition(self, condition: str, kinds: Sequence[str]) -> tuple[Link, ...]:
        return tuple(
            self.link(page_title(page), src)
            for kind in kinds
            for src, page in self.directory.about(condition, kind).items()
        )

    def for_patients(self) -> Link | None:
        """Return the way from a page for professionals to what patients read on its condition."""
        if self.kind != "professional":
            return None
        found = self.directory.about(self.condition, "condition").items()
        return next((self.link(page_title(page), src) for src, page in found), None)

    def neighbors(self) -> tuple[Link | None, Link | None]:
        """Return the pages to read before and after this one, by their titles.

        Patients read the pages of their condition, learners the cases in turn. Nobody is led from a
        page for patients to one for professionals, nor from a case to its condition.
        """
        kinds = next((kinds for kinds in READ_IN_ORDER if self.kind in kinds), ())
        of_condition = self.kind in {"condition", "faq"}
        pages = [
            (src, page)
            for kind in kinds
            for src, page in (
                self.directory.about(self.condition, kind) if of_condition else self.of_kind(kind)
            ).items()
        ]
        links = [None, *(self.link(page_title(page), src) for src, page in pages), None]
        for before, link, after in zip(links, links[1:], links[2:], strict=False):
            if link is not None and link.current:
                return before, after
        return None, None

    def up(self) -> Link | None:
        """Return the way back from a page that stands alone."""
        return self.link("Home", "index.md") if self.kind == "case" else None

    def warning_signs(self) -> str | None:
        """Return where the warning signs stand: on this page's condition, else on the first."""
        conditions = self.of_kind("condition")
        for src in itertools.chain(self.directory.about(self.condition, "condition"), conditions):
            section = _section(conditions[src], HELP_SECTION)
            if section:
                return self.link("", f"{src}#{section.heading.id}").url
        return None

    def condition_page(self) -> str | None:
        """Return the patient page of this page's condition, as a path inside docs/."""
        return next(iter(self.directory.about(self.condition, "condition")), None)

    def first(self, kind: str) -> str | None:
        """Return the address of the first page of a kind."""
        src = next(iter(self.of_kind(kind)), None)
        return None if src is None else self.link("", src).url

    def listed(self, kind: str) -> tuple[Link, ...]:
        """Return a link to each page of a kind on the home page, elsewhere to the first only.

        A page that is none (an error page) lists none but the first either.
        """
        if self.kind == "home":
            return self.all_of(kind)
        first = itertools.islice(self.of_kind(kind).items(), 1)
        return tuple(self.link(page_title(page), src) for src, page in first)


def _section(page: Page, title: str) -> Section | None:
    return page.section(title) or next(
        (section for section in page.sections if section.title == title), None
    )
