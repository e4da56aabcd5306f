"""What each page of a site must show of data: numbers to call, its review, words, links to pages.

Made from the content alone, so that a fault of a template, or of what shortens its pages, is seen.
What no part proves, and why, is listed in `UNPROVED` of `plainleaf.proof.finished_text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from plainleaf.model.front_matter import CaseFrontMatter, FrontMatter, HomeFrontMatter
from plainleaf.model.kind import Kind
from plainleaf.model.review import ReviewState
from plainleaf.model.term import Said, SaidTerm, Term, sort_key
from plainleaf.model.words import StateWords, words
from plainleaf.proof.finished_text import of_html
from plainleaf.proof.made_parts import MadePart, resolved_address, told_respelling
from plainleaf.reading.content import condition_term
from plainleaf.reading.page import Page
from plainleaf.rendering.case_page import contributors, explained_findings
from plainleaf.rendering.generated import contact_address
from plainleaf.rendering.navigation import moved_headings, page_url
from plainleaf.rendering.register import newest
from plainleaf.rendering.rendered_site import Site
from plainleaf.rendering.standing_words import standing_words
from plainleaf.rendering.view import GuideView, LinkView, in_words
from plainleaf.text.seen import link


def guide_place(guide: GuideView) -> str:
    """What the menu of a guide says of the page that shows it."""
    our = words().way
    here = our.place.format(place=guide.place, pages=len(guide.pages)) if guide.place else ""
    return f"{our.guide.format(title=guide.title)} {here}".rstrip()


def site_parts(site: Site, page: Page, *, cites: bool) -> tuple[MadePart, ...]:
    """What a page of a site must show of data.

    Args:
        site: the rendered site.
        page: the page; its front matter is right.
        cites: whether the page cites anything.
    """
    if page.meta is None or page.kind is None:
        return ()
    return tuple(_PageParts(site, page, page.meta, page.kind, cites=cites).all())


class _PageParts:
    """Makes the parts of one page."""

    def __init__(
        self, site: Site, page: Page, meta: FrontMatter, kind: Kind, *, cites: bool
    ) -> None:
        self.content = site.content
        self.site = site
        self.page = page
        self.meta = meta
        self.hides = kind.neutral
        self.for_makers = kind.for_makers
        self.asks_back = kind.asks_back
        self.layout = kind.layout
        self.cites = cites
        self.navigator = site.navigator(page.src)
        self.review: ReviewState = site.reviews.of(page.src)
        self.term = condition_term(site.content, page.src)
        self.blocks = {block.name for block in page.blocks}
        self.blocks |= {one.spec.generated or "" for one in page.sections if one.spec is not None}

    def all(self) -> Iterator[MadePart]:
        """Every part of the page."""
        yield from self._top()
        yield from self._slip()
        yield MadePart("state on every sheet", ".every-sheet > p", (self._on_every_sheet(),))
        yield from self._about()
        yield from self._links()
        yield from self._title()
        yield from self._shared()
        yield from self._told()
        yield from self._site()
        if "how-to-say" in self.blocks:
            yield from self._how_to_say(self.term)
        if "glossary-entries" in self.blocks:
            yield from self._entries()
        if "pronunciation-entries" in self.blocks:
            yield from self._said_words()
        if "page-list" in self.blocks:
            listed = [one for _, links in self.navigator.by_subject() for one in links]
            yield self._linked("list of pages", ".made-page-list li", listed)
        if "case-list" in self.blocks:
            cases = self.navigator.all_of(lambda kind: kind.hides_condition)
            ordered = sorted(cases, key=lambda one: (one.title.casefold(), one.url))
            yield self._linked("list of cases", ".made-case-list .case-t", ordered)
        if isinstance(self.meta, CaseFrontMatter):
            yield from self._case(self.meta)
        if isinstance(self.meta, HomeFrontMatter):
            yield from self._home(self.meta)

    # --- what to do in an emergency, and who has checked the page

    def _numbers(self, bold: str = "") -> str:
        return "".join(f"{bold}{one.number}{bold} ({one.code}), " for one in self.site.few_numbers)

    def _dialed(self) -> str:
        few = self.site.few_numbers
        dial = (f"tel:{''.join(one.number.split())}" for one in few)
        shown = (f"**{one.number}** ({one.code})," for one in few)
        return "".join(f"{link(said, to)} " for said, to in zip(shown, dial, strict=True))

    def _top(self) -> Iterator[MadePart]:
        our = words().emergency
        # A case must not name its condition by where its warning signs stand.
        address = None if self.hides else self.navigator.warning_signs()
        where = f" {link(our.signs, self._inside(address))}" if address else ""
        listed = self.navigator.all_numbers()
        yours = f"{our.yours} {our.local} {our.number}"

        def said(numbers: str, local: str) -> str:
            return f"**{our.top_bold}** {our.top.format(numbers=numbers, local=local)}{where}"

        strip = said(self._dialed(), link(yours, self._inside(listed)) if listed else yours)
        yield MadePart("numbers to call at the top", ".sos > p", () if self.hides else (strip,))
        searched = said(self._numbers("**"), yours)
        yield MadePart("numbers to call in the search", ".search-o > p:first-child", (searched,))

    def _slip(self) -> Iterator[MadePart]:
        checked = self.review.state == "current"
        robots = () if checked else ("noindex",)
        yield MadePart("robots", 'head > meta[name="robots"]', robots, attribute="content")
        if self.for_makers:
            yield MadePart("state of the review", "section.slip", ())
            return
        yield MadePart(
            "state of the review",
            "section.slip",
            ("slip slip-ok" if checked else "slip",),
            attribute="class",
        )
        bold = [self._state()]
        if not self.hides:
            bold.append(words().review.emergency.format(numbers=self._numbers()))
        yield MadePart("who has checked the page", "section.slip b", tuple(bold))
        yield MadePart("dates at the top", ".slip-f", (self._foot(),))
        day, iso = in_words(self.meta.next_look), self.meta.next_look.isoformat()
        due = words().review.due.format(day=day)
        yield MadePart("day of the next look", ".slip-late", (due,), "data-said", "next_look")
        yield MadePart("day of the next look", ".slip-late", (iso,), "data-next-look", "next_look")

    def _on_every_sheet(self) -> str:
        """What stands on each sheet that a browser prints."""
        state = self._words.draft or self._state()
        written = words().review.written.format(day=in_words(self.meta.written))
        return f"**{state}** {self.meta.title} · **{self.site.settings.name}** · {written}"

    def _state(self) -> str:
        """What a page says first of its review."""
        return self._words.bold.format(by=self._reviewers(), standing=self._standing())

    @property
    def _words(self) -> StateWords:
        return words().review.of(self.review.state)

    def _reviewers(self) -> str:
        return "; ".join(
            f"{one.reviewer}, {one.role}, on {in_words(one.date)}" for one in self.review.records
        )

    def _standing(self) -> str:
        return standing_words(self.review, self.content.roles)

    def _foot(self) -> str:
        """The last line of what a page says of its review."""
        records = self.review.records
        state = self._words.foot.format(day=in_words(records[-1].date) if records else "")
        our = words().review
        said = f"{our.written.format(day=in_words(self.meta.written))} · {our.label}: {state}"
        if self.cites:
            said += f" · {link(our.sources, f'{page_url(self.page.src)}#source-1')}"
        about = self.navigator.first(lambda kind: kind.tells_how)
        if self.layout == "home" and about:
            said += f" · {link(our.how, self._inside(about))}"
        return said

    def _about(self) -> Iterator[MadePart]:
        if self.layout == "home":
            return
        by = self._reviewers()
        about = self._words.about
        said = about.said.format(standing=self._standing())
        told = " ".join(filter(None, (said, about.rest.format(by=by))))
        rows = [
            f"{words().review.written_row} {in_words(self.meta.written)}",
            f"{words().review.label} {told}",
            f"{words().review.next_look} {in_words(self.meta.next_look)}",
        ]
        change = newest(self.meta.changes)
        if change:
            rows.append(f"{words().review.last_change} {change}")
        # What follows is how hard the text is to read.
        selector = f"section.review dl > div:nth-child(-n + {len(rows)})"
        yield MadePart("about this page", selector, tuple(rows))

    # --- links to pages

    def _inside(self, address: str) -> str:
        """An address as this page writes it, as one inside the site."""
        return resolved_address(address, self.page.src)

    def _linked(self, what: str, selector: str, links: Sequence[LinkView]) -> MadePart:
        texts = (link(one.title, self._inside(one.url)) for one in links)
        return MadePart(what, selector, tuple(texts))

    def _links(self) -> Iterator[MadePart]:
        yield self._linked("menu", "header nav li", self.navigator.header())
        yield self._linked("menu of the subject", "nav.tabs li", self.navigator.tabs())
        up = self.navigator.up() if self.layout != "home" else None
        yield self._linked("way back", "p.crumbs", [up] if up is not None else [])
        guide = self.navigator.guide()
        listed = (*guide.pages, *guide.beside) if guide is not None else ()
        yield self._linked("menu of the guide", "details.guide li", listed)
        place = (guide_place(guide),) if guide is not None else ()
        yield MadePart("place in the guide", "details.guide > summary", place)
        moved = moved_headings(self.content.left, self.navigator)
        told = (moved,) if moved else ()
        yield MadePart("what has moved", "main[data-moved]", told, attribute="data-moved")
        at_foot = [one for column in self.navigator.footer() for one in column]
        yield self._linked("links at the foot", "footer.foot nav li", at_foot)
        if self.layout == "home":
            return
        up = self.navigator.up()
        yield self._linked("way up", ".crumbs", [up] if up is not None else [])
        our = words().way
        patients = self.navigator.for_patients()
        said: tuple[str, ...] = ()
        if patients is not None:
            to = our.in_plain_words.format(title=patients.title)
            read = link(to, self._inside(patients.url))
            said = (f"**{our.for_professionals}** {our.for_patients.format(link=read)}",)
        yield MadePart("way for patients", "p.readers", said)
        before, after = self.navigator.neighbors()
        around = [
            link(f"{way} {one.title}", self._inside(one.url))
            for way, one in ((our.before, before), (our.after, after))
            if one is not None
        ]
        selector = "nav.read-on a"
        yield MadePart("way on", selector, tuple(one.split("\ufdd7")[0][1:] for one in around))
        addresses = tuple(one.split("\ufdd7")[1][:-1] for one in around)
        yield MadePart("way on", selector, addresses, attribute="href")

    def _title(self) -> Iterator[MadePart]:
        short = self.term.abbreviations[:1] if self.term is not None else ()
        yield MadePart("abbreviation in the title", "#main h1 > .abbr", tuple(short))
        title = self.site.settings.name
        if self.layout != "home":
            behind = "".join(f" ({one})" for one in short)
            title = f"{self.meta.title}{behind} · {title}"
        yield MadePart("title of the window", "head > title", (title,), field="title")
        said = self.term.pronunciation if self.term is not None else None
        if self.layout != "home":
            respelled = (told_respelling(said.printed),) if said is not None else ()
            sounds = (f"/{said.ipa.strip('/')}/",) if said is not None else ()
            yield MadePart("how to say the title", ".sayline .say", respelled)
            yield MadePart("sounds of the title", ".sayline .ipa", sounds)

    def _shared(self) -> Iterator[MadePart]:
        """What others see of a link to the page: no more than it says itself at its top."""
        said = {
            "title": self.meta.title,
            "description": self.meta.description,
            "site_name": self.site.settings.name,
            "type": "website" if self.layout == "home" else "article",
        }
        if self.site.settings.url:
            said["url"] = f"{self.site.settings.url}{page_url(self.page.src)}"
        for name, words_ in said.items():
            selector = f'head > meta[property="og:{name}"]'
            yield MadePart("what a shared link shows", selector, (words_,), attribute="content")

    def _told(self) -> Iterator[MadePart]:
        """What a page gives its reader to tell its editors."""
        our, settings = words().clear, self.site.settings
        lines = (
            our.page.format(title=self.meta.title),
            our.address.format(address=f"{settings.url}{page_url(self.page.src)}"),
            our.version.format(written=in_words(self.meta.written), made=in_words(settings.today)),
            our.was_clear,
            our.tell,
        )
        message = (" ".join(lines),) if self.asks_back else ()
        yield MadePart("message to the editors", "details.clear textarea", message)
        to = contact_address(settings.contact or "")
        if self.asks_back and to and to.startswith("mailto:"):
            # What stands in it is the message once more, as addresses have it.
            subject = quote(our.subject.format(title=self.meta.title))
            to += f"?subject={subject}&body={quote(chr(13) + chr(10)).join(map(quote, lines))}"
        addresses = (to,) if self.asks_back and to else ()
        yield MadePart("message to the editors", "details.clear a", addresses, attribute="href")

    def _site(self) -> Iterator[MadePart]:
        """What the publisher writes: the name of the site, and where messages go."""
        yield MadePart("name of the site", ".brand", (self.site.settings.name,) * 2)
        if "contact" in self.blocks:
            yield MadePart("contact", ".made-contact > *", (self._contact(),))

    def _contact(self) -> str:
        our, contact = words().contact, self.site.settings.contact
        if not contact:
            return our.none
        address = contact_address(contact)
        if address:
            return our.write.format(address=link(contact, address))
        return our.tell.format(address=contact)

    # --- words

    def _how_to_say(self, term: Term | None) -> Iterator[MadePart]:
        said = _all_said(term.pronunciation) if term is not None else []
        respelled = tuple(words for words, _, _ in said)
        yield MadePart("how to say it", ".sayit .say", respelled)
        yield MadePart("how to say it", ".sayit .ipa", tuple(sounds for _, sounds, _ in said))
        dots = (term.hyphenation,) if term is not None and term.hyphenation else ()
        yield MadePart("where the word may be broken", ".sayit .dots-w", dots)

    def _entries(self) -> Iterator[MadePart]:
        terms = sorted(self.content.terms, key=lambda term: (_letter(term), sort_key(term)))
        titles = {term.id: term.title for term in terms}
        names: list[str] = []
        our = words().glossary
        for term in terms:
            if term.same:
                names.append(our.also.format(names=", ".join(term.same)))
            if term.older_names:
                names.append(our.older.format(names=", ".join(term.older_names)))
            here = page_url(self.page.src)
            see = [link(titles[one], f"{here}#{one}") for one in term.see if one in titles]
            if see:
                names.append(our.see.format(links=", ".join(see)))
        said = [_all_said(term.pronunciation)[:1] for term in terms]
        entry = ".made-glossary-entries .entry"
        headings = tuple(" ".join((term.title, *term.abbreviations)) for term in terms)
        yield MadePart("terms", f"{entry} > h3", headings)
        ids = tuple(term.id for term in terms)
        yield MadePart("addresses of terms", f"{entry} > h3", ids, attribute="id")
        yield MadePart("other words of terms", f"{entry} > p.entry-m", tuple(names))
        yield from _said_parts(f"{entry} > .entry-say", said)

    def _said_words(self) -> Iterator[MadePart]:
        terms = sorted(self.content.terms, key=sort_key)
        said = [(term, _all_said(term.pronunciation)) for term in terms]
        glossary = self._inside(self.navigator.first(lambda kind: kind.defines_terms) or "")
        listed = ".made-pronunciation-entries"
        titles = tuple(link(one.title, f"{glossary}#{one.id}") for one, ways in said if ways)
        yield MadePart("list of words", f"{listed} tbody th", titles)
        yield from _said_parts(listed, [ways for _, ways in said])

    # --- pages of their own kind

    def _case(self, meta: CaseFrontMatter) -> Iterator[MadePart]:
        yield MadePart("what the case is", ".slip-case", (self._about_case(meta),))
        if "plain-words" in self.blocks:
            placed = self.content.placed(self.page.src)
            explained = explained_findings(placed, self.navigator.explaining())
            listed = tuple(
                f"**{one.number}** {link(one.title, self._inside(one.url))}" for one in explained
            )
            yield MadePart("findings in plain words", ".plainly > li", listed)
        if "how-to-cite" in self.blocks:
            yield MadePart("how to cite", ".cite-as > dd", tuple(self._cited(meta)))

    def _about_case(self, meta: CaseFrontMatter) -> str:
        our = words().review
        said = [our.case_retold if meta.original else our.case_own]
        placed = self.content.placed(self.page.src)
        drawn = sum(one.schematic for one in placed)
        if 0 < drawn < len(placed):
            said.append(our.case_both)
        elif placed:
            said.append(our.case_drawings if drawn else our.case_images)
        return " ".join(said)

    def _cited(self, meta: CaseFrontMatter) -> Iterator[str]:
        settings, our = self.site.settings, words().cite
        address = f"{settings.url}{page_url(self.page.src)}" if settings.url else our.no_address
        day = in_words(meta.written)
        yield f"{our.page.format(title=meta.title, site=settings.name, day=day)} {address}"
        original = next(
            (one for one in self.content.references.items if one.id == meta.original), None
        )
        if original is None:
            return
        yield of_html(self.site.references[original.id])
        by = contributors(original)
        if by:
            yield our.credit.format(who=by)

    def _home(self, meta: HomeFrontMatter) -> Iterator[MadePart]:
        doors = tuple(page_url(one.page) for one in meta.doors)
        yield MadePart("doors", "ul.doors > li > a", doors, attribute="href", field="doors")
        navigator = self.navigator
        lists = [navigator.listed(lambda kind: kind.overview), navigator.cases_at_home()]
        only = tuple(one.title for one in lists[0]) if len(lists[0]) == 1 and not lists[1] else ()
        yield MadePart("name of the condition", ".kicker", only)
        few = (1, 0)
        listed = [
            one
            for links, too_few in zip(lists, few, strict=True)
            if len(links) > too_few
            for one in links
        ]
        yield self._linked("list on the first page", "ul.rows > li", listed)


_Way = tuple[str, str, str]
"""One way to say a term: its respelling, its sounds, and the words it is for, if not all."""


def _all_said(said: SaidTerm | None) -> list[_Way]:
    """Every way to say a term, the first one first."""
    if said is None or not said.printed:
        return []
    others = [(one, one.derived.words) for one in said.alternates if one.derived.words]
    ways: list[tuple[Said, str]] = [(said, told_respelling(said.printed))]
    ways += [(one, told_respelling(words)) for one, words in others]
    return [(told, f"/{one.ipa}/", one.ipa_for or "") for one, told in ways]


def _said_parts(within: str, said: Sequence[Sequence[_Way]]) -> Iterator[MadePart]:
    ways = [way for ways in said for way in ways]
    yield MadePart("how to say words", f"{within} .say", tuple(way[0] for way in ways))
    yield MadePart("sounds of words", f"{within} .ipa", tuple(way[1] for way in ways))
    parts = tuple(_covered(part) for _, _, part in ways if part)
    yield MadePart("words that are said", f"{within} .say-for", parts)


def _covered(part: str) -> str:
    our = words().glossary
    return f"{(our.many_words if ' ' in part else our.one_word).format(words=part)}:"


def _letter(term: Term) -> str:
    """The letter that a term stands under; nothing for those that begin with none."""
    first = term.term[0].upper()
    return first if first.isascii() and first.isalpha() else ""
