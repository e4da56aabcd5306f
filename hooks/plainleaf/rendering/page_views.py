"""What the templates show around each page of a rendered site: a `View` of it, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote

from plainleaf.model.front_matter import CaseFrontMatter, FrontMatter, HomeFrontMatter
from plainleaf.model.kind import Kind
from plainleaf.model.kinds import kinds
from plainleaf.model.term import Term
from plainleaf.model.words import words
from plainleaf.reading.content import condition_term
from plainleaf.reading.page import Page
from plainleaf.reading.page_grade import grade_of_page
from plainleaf.rendering import case_page, glossary_page, register
from plainleaf.rendering.feed import FEED, stands_in_feed
from plainleaf.rendering.generated import contact_address
from plainleaf.rendering.navigation import Navigator, moved_headings, page_title, page_url
from plainleaf.rendering.rendered_site import Site
from plainleaf.rendering.sheets import sheets_for
from plainleaf.rendering.standing_words import standing_words
from plainleaf.rendering.structured_data import described, json_ld
from plainleaf.rendering.view import (
    DoorView,
    EditionView,
    FindingsView,
    HandoutGroup,
    HandoutLink,
    HandoutsView,
    HandoutUse,
    LinkView,
    Offer,
    PageView,
    ReviewCheck,
    ReviewView,
    Say,
    SheetStateView,
    SiteView,
    View,
    in_words,
    relative_url,
)
from plainleaf.text.markup import NOTHING, Markup, trusted

Offers = Mapping[str, tuple[Offer, ...]]
"""What was printed for each page, by its path inside docs/; nothing when nothing was."""


def view_for(site: Site, src: str, offers: Offers, findings: FindingsView | None = None) -> View:
    """What the templates show around a page.

    Args:
        site: the rendered site.
        src: the page, as a path inside docs/; any name will do for an error page.
        offers: what was printed.
        findings: what the checks say of the page, while an author is writing; None in a build.
    """
    navigator = site.navigator(src)
    page = site.content.pages.get(src)
    if page is None or page.meta is None or page.kind is None:
        shown = _blank(site, findings)
    else:
        shown = _page_view(site, page, page.meta, page.kind, navigator, offers, findings)
    return View(_site_view(site, navigator), shown)


def _blank(site: Site, findings: FindingsView | None) -> PageView:
    """An error page, or a page whose front matter is not right."""
    return PageView(
        "",
        "article",
        "pro",
        site.settings.name,
        site.settings.description,
        sheets=sheets_for("article", "", figures=False, preview=findings is not None),
        findings=findings,
    )


def _site_view(site: Site, navigator: Navigator) -> SiteView:
    settings = site.settings
    is_case = navigator.of is not None and navigator.of.neutral
    return SiteView(
        name=settings.name,
        description=settings.description,
        header=navigator.header(),
        footer=navigator.footer(),
        conditions=() if is_case else navigator.listed(lambda kind: kind.overview),
        cases=navigator.cases_at_home(),
        emergency_numbers=site.few_numbers,
        numbers_url=None if is_case else navigator.all_numbers(),
        warning_signs_url=None if is_case else navigator.warning_signs(),
        home_url=navigator.link("", "index.md").url,
        about_url=navigator.first(lambda kind: kind.tells_how),
        reviews_url=navigator.first(lambda kind: kind.lists_reviews),
        pages_url=navigator.first(lambda kind: kind.lists_pages),
        questions_url=None if is_case else navigator.first(lambda kind: kind.questions),
        glossary_url=navigator.first(lambda kind: kind.defines_terms),
        address=settings.url,
        contact=settings.contact or None,
        copy_made=in_words(settings.today),
        expires=in_words(settings.expires) if settings.expires else None,
        expires_iso=settings.expires.isoformat() if settings.expires else None,
        any_reviewed=site.reviews.any_current,
    )


def _page_view(
    site: Site,
    page: Page,
    meta: FrontMatter,
    kind: Kind,
    navigator: Navigator,
    offers: Offers,
    findings: FindingsView | None,
) -> PageView:
    src, content = page.src, site.content
    rendered = site.rendered(src)
    outputs = rendered.outputs
    term = condition_term(content, src)
    before, after = navigator.neighbors()
    return PageView(
        kind=kind.name,
        of_patient=kind.of_patient,
        layout=kind.layout,
        tone=kind.tone,
        title=meta.title,
        description=meta.description,
        abbreviation=abbreviation_of(term),
        lead_html=trusted(outputs.lead_html),
        say=say(term, glossary_page.clips_on(content, src)),
        up=navigator.up(),
        before=before,
        after=after,
        for_patients=navigator.for_patients(),
        tabs=navigator.tabs(),
        guide=navigator.guide(),
        moved=moved_headings(content.left, navigator),
        at_a_glance=meta.at_a_glance if isinstance(meta, CaseFrontMatter) else (),
        doors=_doors(meta, navigator),
        sections=tuple(
            LinkView(title, f"#{id_}", below=level > 2)
            for level, id_, title in outputs.contents
            if level == 2 or kind.lists_subheadings
        ),
        show_emergency=not kind.neutral,
        noindex=site.reviews.of(src).state != "current",
        canonical=site.settings.url + page_url(src) if site.settings.url else None,
        feed=site.settings.url + FEED
        if stands_in_feed(content, site.reviews, src, site.settings.url)
        else None,
        json_ld=json_ld(described(site, page, meta, kind)),
        review=review_view(site, page, meta, kind),
        words=glossary_page.word_views(
            outputs.terms,
            content.terms,
            navigator.first(lambda kind: kind.defines_terms) or "",
            glossary_page.clips_on(content, src),
        ),
        has_slip=not kind.for_makers,
        asks_back=kind.asks_back,
        message=message(site, page, meta) if kind.asks_back else "",
        message_to=_message_to(site, page, meta) if kind.asks_back else "",
        sheets=sheets_for(
            kind.layout,
            rendered.article,
            figures=bool(content.placed(src)),
            handouts=src in offers or kind.lists_handouts,
            preview=findings is not None,
        ),
        handouts=_handouts(offers, src),
        sheet_state=_sheet_state(offers, src),
        all_handouts=_all_handouts(site, offers, navigator) if kind.lists_handouts else None,
        findings=findings,
    )


def _doors(meta: FrontMatter, navigator: Navigator) -> tuple[DoorView, ...]:
    if not isinstance(meta, HomeFrontMatter):
        return ()
    return tuple(
        DoorView(door.title, door.text, door.action, navigator.link("", door.page).url, door.icon)
        for door in meta.doors
    )


# --- what paper shows, too -------------------------------------------------------------------


def abbreviation_of(term: Term | None) -> str | None:
    """What stands behind the title of a condition's page; None without an abbreviation."""
    return term.abbreviations[0] if term and term.abbreviations else None


def say(term: Term | None, clips: Mapping[str, Markup] = MappingProxyType({})) -> Say | None:
    """How to say the title of a condition's page; None where that is not known.

    Args:
        term: the condition's term.
        clips: the button that plays each term that was recorded, by the term's id.
    """
    if term is None or term.pronunciation is None:
        return None
    ipa = f"/{term.pronunciation.ipa.strip('/')}/"
    return Say(glossary_page.respelling_html(term), ipa, clips.get(term.id, NOTHING))


def review_view(site: Site, page: Page, meta: FrontMatter, kind: Kind) -> ReviewView:
    """What a page says of its review."""
    review = site.reviews.of(page.src)
    # Only where it says something: on what patients read and clinics print.
    graded = kind.printed_as and kind.limits.grade_max is not None
    grade = grade_of_page(page, site.content.syllables).grade.grade if graded else None
    return ReviewView(
        state=review.state,
        written=in_words(meta.written),
        next_look=in_words(meta.next_look),
        next_look_iso=meta.next_look.isoformat(),
        checked_by=tuple(
            ReviewCheck(one.reviewer, one.role, in_words(one.date)) for one in review.records
        ),
        changed=tuple(
            LinkView(one.title or words().review.beginning, f"#{one.id if one.title else 'main'}")
            for one in (review.asked if review.state == "asked" else review.changed)
        ),
        standing=standing_words(review, site.content.roles),
        sources_url="#source-1" if site.rendered(page.src).outputs.cited else None,
        grade=max(1, round(grade)) if grade is not None else None,
        last_change=register.newest(meta.changes),
        of_site=kind.home,
        points_url=site.navigator(page.src).first(lambda kind: kind.lists_reviews)
        or "#about-this-page",
        about_case=_about_case(site, page),
    )


def message(site: Site, page: Page, meta: FrontMatter) -> str:
    """What a reader may send or copy: the page, its version, and room to tell."""
    our, settings = words().clear, site.settings
    made, written = in_words(settings.today), in_words(meta.written)
    return "\n".join(
        (
            our.page.format(title=meta.title),
            our.address.format(address=f"{settings.url}{page_url(page.src)}"),
            our.version.format(written=written, made=made),
            our.was_clear,
            our.tell,
        )
    )


def _message_to(site: Site, page: Page, meta: FrontMatter) -> str:
    address = contact_address(site.settings.contact) if site.settings.contact else None
    if address is None or not address.startswith("mailto:"):
        return address or ""
    subject = words().clear.subject.format(title=meta.title)
    body = message(site, page, meta).replace("\n", "\r\n")
    return f"{address}?subject={quote(subject)}&body={quote(body)}"


def _about_case(site: Site, page: Page) -> str:
    if not isinstance(page.meta, CaseFrontMatter):
        return ""
    return case_page.about_case(bool(page.meta.original), site.content.placed(page.src))


# --- handouts --------------------------------------------------------------------------------


def _handouts(offers: Offers, src: str) -> HandoutsView | None:
    """The printed files that a page offers."""
    found = offers.get(src, ())
    return HandoutsView(*_handout_links(found, src)) if found else None


def _sheet_state(offers: Offers, src: str) -> SheetStateView | None:
    """Which editions of a page's sheets hold now; None when nothing was printed."""
    found = [one for one in offers.get(src, ()) if one.edition]  # a set has those of its parts
    here, our = page_url(src), words()
    current: dict[str, EditionView] = {}
    for one in found:
        label = our.paper.booklet if one.is_booklet else one.label or our.prints.handout
        view = EditionView(one.edition, label, relative_url(one.path, here))
        current.setdefault(one.edition, view)
    # Of a booklet, the page to which its code leads tells them.
    earlier = next((one.earlier for one in found if one.earlier and not one.is_booklet), "")
    return SheetStateView(tuple(current.values()), earlier) if current else None


def _all_handouts(site: Site, offers: Offers, navigator: Navigator) -> tuple[HandoutUse, ...]:
    """Everything that was printed, as the list of it links there, by what it is for.

    Cases stand by themselves: nothing here tells which condition a case is about.
    """
    our = words().paper
    titles = {
        "checked": our.use_checked,
        "talk": our.use_talk,
        "desk": our.use_desk,
        "cases": our.use_cases,
    }
    found: dict[str, list[HandoutGroup]] = {use: [] for use in titles}
    wholes: list[tuple[str, HandoutGroup]] = []
    for kind in (one for one in kinds().values() if one.printed_as):
        for name, page in navigator.directory.of_kind(kind).items():
            for files in _documents(offers.get(name, ())):
                group = _handout_group(site, page, kind, files, navigator)
                if files[0].label == our.set or (files[0].is_booklet and kind.overview):
                    wholes.append((files[0].use, group))
                elif not files[0].is_booklet:
                    found["cases" if kind.hides_condition else files[0].use].append(group)
    for use, group in wholes:
        found[use].append(group)
    return tuple(HandoutUse(use, titles[use], tuple(held)) for use, held in found.items() if held)


def _documents(offered: Iterable[Offer]) -> Iterable[list[Offer]]:
    """The files of each document of a page, in all its formats."""
    found: dict[tuple[bool, str], list[Offer]] = {}
    for one in offered:
        found.setdefault((one.is_booklet, one.label), []).append(one)
    return found.values()


def _handout_group(
    site: Site, page: Page, kind: Kind, files: Sequence[Offer], navigator: Navigator
) -> HandoutGroup:
    first = files[0]
    label = words().paper.booklet if first.is_booklet else first.label or kind.label
    review = review_view(site, page, page.meta, kind) if page.meta is not None else None
    handouts, booklets = _handout_links(files, navigator.current)
    return HandoutGroup(
        page=navigator.link(page_title(page), page.src),
        label=label,
        files=(*handouts, *booklets),
        picture=relative_url(first.picture, page_url(navigator.current)) if first.picture else "",
        reviewed=str(review.bold) if review is not None and review.state == "current" else "",
        edition=first.edition,
    )


def _handout_links(
    offered: Iterable[Offer], src: str
) -> tuple[tuple[HandoutLink, ...], tuple[HandoutLink, ...]]:
    """Links to handouts, and to booklets, as a page writes them."""
    found: tuple[list[HandoutLink], list[HandoutLink]] = ([], [])
    for one in offered:
        url = relative_url(one.path, page_url(src))
        found[one.is_booklet].append(HandoutLink(one.paper, url, one.pages, one.size))
    return tuple(found[False]), tuple(found[True])
