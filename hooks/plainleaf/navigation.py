"""Which links a page shows, from the pages that there are: nothing is listed by hand.

A case page gets no link that names its condition: a learner who hovers over a menu must not read
the diagnosis there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from plainleaf.page import Page, Section
from plainleaf.view import Link, relative_url

ABOUT_SECTIONS = ("Report a mistake", "Accessibility", "Print handouts", "Run your own copy")
"""Sections of the about page that the footer links to, where they exist."""

HELP_SECTION = "When to get help"


def page_url(src: str) -> str:
    """Return the address of a page inside the site: `a/b.md#c` becomes `a/b.html#c`."""
    path, mark, fragment = src.partition("#")
    return path.removesuffix(".md") + ".html" + mark + fragment


def pages_of_kind(pages: Mapping[str, Page], kind: str) -> dict[str, Page]:
    """Return the pages of one kind, by path, in the order of their paths."""
    return {
        src: page
        for src, page in pages.items()
        if page.kind is not None and page.kind.name == kind and page.meta is not None
    }


def page_title(page: Page, *, short: bool = False) -> str:
    """Return a page's title, or its short name for navigation."""
    if page.meta is None:
        return page.src
    return (page.meta.nav_title if short else None) or page.meta.title


class Navigator:
    """Makes the links of one page."""

    def __init__(self, pages: Mapping[str, Page], current: str) -> None:
        self.pages = pages
        self.current = current
        page = pages.get(current)
        self.kind = page.kind.name if page and page.kind else ""
        self.condition = str(page.raw.get("condition", "")) if page else ""

    def link(self, title: str, src: str) -> Link:
        """Return a link to a page (or a heading of it) as this page writes it."""
        return Link(title, relative_url(page_url(src), page_url(self.current)), src == self.current)

    def header(self) -> tuple[Link, ...]:
        """Return the links at the top."""
        is_case = self.kind == "case"
        links = [self.link("Home", "index.md")] if is_case else self._condition_links()
        links += self._case_links()
        links += [self.link("Glossary", src) for src in pages_of_kind(self.pages, "glossary")]
        links += [self.link("About", src) for src in pages_of_kind(self.pages, "about")]
        return tuple(links)

    def _condition_links(self) -> list[Link]:
        """Return links to this page's condition or the only one, else to the list of them."""
        known = {page.raw["condition"] for page in pages_of_kind(self.pages, "condition").values()}
        meant = known & {self.condition} or known
        if len(meant) > 1:
            return [self.link("Conditions", "index.md#conditions")]
        titles = {"condition": "Condition", "faq": "Questions"}
        return [
            self.link(title, src)
            for kind, title in titles.items()
            for src, page in pages_of_kind(self.pages, kind).items()
            if page.raw["condition"] in meant
        ]

    def _case_links(self) -> list[Link]:
        """Return a link to the only case, else to the list of them."""
        cases = list(pages_of_kind(self.pages, "case"))
        if len(cases) > 1:
            return [self.link("Radiology cases", "index.md#radiology-cases")]
        return [self.link("Radiology case", src) for src in cases]

    def footer(self) -> tuple[tuple[Link, ...], ...]:
        """Return the links at the foot, in columns."""
        naming = () if self.kind == "case" else ("condition", "faq")
        kinds = (*naming, "case", "glossary", "pronunciation")
        content = [link for kind in kinds for link in self.all_of(kind)]
        about = [
            link
            for src, page in pages_of_kind(self.pages, "about").items()
            for link in (self.link(page_title(page), src), *self._about_sections(src, page))
        ]
        about += self.all_of("reviews")
        return tuple(column for column in (tuple(content), tuple(about)) if column)

    def _about_sections(self, src: str, page: Page) -> list[Link]:
        found = ((title, _section(page, title)) for title in ABOUT_SECTIONS)
        return [
            self.link(title, f"{src}#{section.heading.id}") for title, section in found if section
        ]

    def all_of(self, kind: str) -> tuple[Link, ...]:
        """Return a link to each page of a kind, by its title."""
        return tuple(
            self.link(page_title(page), src)
            for src, page in pages_of_kind(self.pages, kind).items()
        )

    def tabs(self) -> tuple[Link, ...]:
        """Return the pages of this page's condition, when it is one of them."""
        if self.kind not in {"condition", "faq"}:
            return ()
        titles = {"condition": "Overview", "faq": "Questions", "case": "Radiology case"}
        found = [
            (kind, src, page)
            for kind in titles
            for src, page in pages_of_kind(self.pages, kind).items()
            if page.raw["condition"] == self.condition
        ]
        alike = Counter(kind for kind, _, _ in found)
        links = tuple(
            self.link(titles[kind] if alike[kind] == 1 else page_title(page, short=True), src)
            for kind, src, page in found
        )
        return links if len(links) > 1 else ()

    def up(self) -> Link | None:
        """Return the way back from a page that stands alone."""
        return self.link("Home", "index.md") if self.kind == "case" else None

    def warning_signs(self) -> str | None:
        """Return where the warning signs stand: on this page's condition, else on the first."""
        conditions = pages_of_kind(self.pages, "condition")
        own = [src for src, page in conditions.items() if page.raw["condition"] == self.condition]
        for src in (*own, *conditions):
            section = _section(conditions[src], HELP_SECTION)
            if section:
                return self.link("", f"{src}#{section.heading.id}").url
        return None

    def condition_page(self) -> str | None:
        """Return the patient page of this page's condition, as a path inside docs/."""
        for src, page in pages_of_kind(self.pages, "condition").items():
            if page.raw.get("condition") == self.condition:
                return src
        return None

    def first(self, kind: str) -> str | None:
        """Return the address of the first page of a kind."""
        links = self.all_of(kind)
        return links[0].url if links else None


def _section(page: Page, title: str) -> Section | None:
    return page.section(title) or next(
        (section for section in page.sections if section.title == title), None
    )
