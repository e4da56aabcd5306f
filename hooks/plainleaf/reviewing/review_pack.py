"""What a reviewer of one page gets: the page as patients see it, as a form to fill in.

One PDF for one role: numbered sections with a wide margin, the sources and the points of that role
beside the words that they belong to, and at the end of each section what its reader says of it. It
is filled in on a screen, or printed, signed by hand and typed in; `review_record` reads it back.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plainleaf.model.danger import by_danger
from plainleaf.model.facts import SignOff
from plainleaf.model.front_matter import CaseFrontMatter, HomeFrontMatter
from plainleaf.model.kinds import GENERAL_KNOWLEDGE
from plainleaf.model.references import Reference
from plainleaf.model.review import POINT_MARK, ReviewRecord, Reviews, point_hash, point_sections
from plainleaf.model.review_roles import ANYONE, roles_of_kind, roles_of_point
from plainleaf.model.review_text import TOP, ReviewedSection, seen_marks
from plainleaf.model.words import words
from plainleaf.print.documents import Document, page_part
from plainleaf.print.paper import Paper
from plainleaf.reading.content import Content
from plainleaf.reading.length import count_words
from plainleaf.rendering.fragments import render_fragment
from plainleaf.rendering.navigation import page_title
from plainleaf.rendering.rendered_site import SiteSource, finished
from plainleaf.rendering.review_plan import minutes_for
from plainleaf.rendering.view import in_words
from plainleaf.reviewing.pack_blocks import PackText, blocks_of, with_points
from plainleaf.reviewing.pack_form import FormItem, PackId, code_of
from plainleaf.reviewing.review_material import opened_definitions
from plainleaf.reviewing.standing import RenderedSections
from plainleaf.text.markup import Markup, trusted

MOST_SIDES: Final = 12
"""How many sides of A4 a pack may have."""
PACK: Final = Paper(
    style="review_pack",
    type_size=9.5,
    margins=(15.0, 12.0, 13.0),
    drawing_width=55.0,
    most=MOST_SIDES,
    most_letter=MOST_SIDES,
    steps=2,
    only_standard=True,
)
"""How a pack is laid out."""
ANY_LENGTH: Final = replace(PACK, most=0, most_letter=0, first_step=PACK.steps)
"""How one is laid out that fits in no way, with as many sides as it needs."""


@dataclass(frozen=True)
class Pack:
    """What one role is asked about one page."""

    id: PackId
    sections: tuple[ReviewedSection, ...]
    """The sections of the page as they stand."""
    points: tuple[SignOff, ...]
    """The points of this role to which it has not agreed yet, the worst first."""
    asked: tuple[FormItem, ...]
    """All that is asked about, sections first, each with its hash."""
    minutes: int
    """How long it takes, as an estimate."""
    shown: tuple[str, ...] = ()
    """The ids of the sections that this part of it holds; empty for all."""
    part: int = 1
    parts: int = 1
    """Of how many parts it is one."""

    @property
    def numbers(self) -> tuple[int, int]:
        """The numbers of the first and the last section that it holds."""
        held = [
            number
            for number, one in enumerate(self.sections, start=1)
            if not self.shown or one.id in self.shown
        ]
        return held[0], held[-1]

    def hash_of(self, name: str, content: Content) -> str:
        """The hash that a point (`point/` and its id) has now; empty where there is none."""
        point = self._point(name.removeprefix(POINT_MARK), content)
        return point_hash(point, self.id.src, self.sections) if point is not None else ""

    def section_of(self, name: str, content: Content) -> str:
        """The id of the first section that a point is about; `top` where it names none."""
        point = self._point(name, content)
        about = point_sections(point, self.id.src, self.sections) if point is not None else ()
        return about[0].id if about else TOP

    def _point(self, name: str, content: Content) -> SignOff | None:
        own = (one for one in content.sign_offs if self.id.src in one.sources)
        return next((one for one in own if one.id == name), None)

    @property
    def code(self) -> str:
        """What tells it from other packs, at the foot of each side."""
        return code_of(self.asked, self.id)


def pack_of(
    content: Content, src: str, role: str, reviews: Reviews, sections: RenderedSections, site: str
) -> Pack:
    """What a role is asked about a page.

    Args:
        content: the site's source.
        src: the page, as a path inside docs/.
        role: the id of the role; empty for anyone.
        reviews: what holds of the recorded reviews.
        sections: what readers get of each page.
        site: what the site is called.
    """
    own = sections.of(src)
    waiting = (
        one
        for one in content.sign_offs
        if src in one.sources
        and role in roles_of_point(one, content.roles)
        and role in reviews.points[one.id][src].left
    )
    listed = by_danger(waiting, content.cards.cards.values())
    points = tuple(one for found in listed.values() for one in found)
    asked = (
        *(
            FormItem(one.id, one.hash, f"{number} {one.title or words().review.beginning}")
            for number, one in enumerate(own, start=1)
        ),
        *(
            FormItem(POINT_MARK + one.id, point_hash(one, src, own), f"P{number}")
            for number, one in enumerate(points, start=1)
        ),
    )
    read = sum(count_words(line.text) for one in own for line in one.lines)
    figures = sum(len(one.figures) for one in own)
    minutes = minutes_for(read, len(points), figures)
    return Pack(PackId(site, src, role), own, points, asked, minutes)


# --- what the template gets ------------------------------------------------------------------


@dataclass(frozen=True)
class PackPoint:
    """A point in the margin."""

    label: str
    text: str
    asked: FormItem


@dataclass(frozen=True)
class PackBlock:
    """A block with what stands beside it."""

    part: int
    html: Markup
    is_tall: bool
    """Whether it may go on on the next side."""
    labels: tuple[str, ...]
    """The labels of the points that are about it, at its left."""
    sources: tuple[int, ...]
    """The numbers of its sources."""
    new: bool
    """Whether it has changed since the last review of this role."""
    beside: tuple[PackPoint, ...]
    """The points that find room at its side."""
    below: tuple[PackPoint, ...]
    """The others, which stand below it."""


@dataclass(frozen=True)
class PackSource:
    """A source at the end of the section that cites it first."""

    number: int
    title: str
    year: str
    read: str
    """How much of it was read."""
    address: str
    """Where it is; empty for none."""


@dataclass(frozen=True)
class PackSection:
    """A section, ready to print."""

    number: int
    title: str
    asked: FormItem
    history: str
    """Whether it has changed since the last review of this role; empty where there was none."""
    around: tuple[tuple[str, str], ...]
    """What stands around the text, each with what it is: of the first section only."""
    loose: tuple[PackPoint, ...]
    """Points about the section as a whole."""
    blocks: tuple[PackBlock, ...]
    meanings: tuple[tuple[str, str], ...]
    """The words that open for the first time, each with what it means."""
    sources: tuple[PackSource, ...]
    """The sources that are cited here for the first time."""
    listed_before: tuple[int, ...]
    """The numbers of those that an earlier section has listed."""


def pack_document(
    source: SiteSource, pack: Pack, reviews: Reviews, sections: RenderedSections
) -> Document:
    """A pack as something to print.

    Args:
        source: the site's source, with what it is rendered from.
        pack: what is asked.
        reviews: what holds of the recorded reviews.
        sections: what readers get of each page.
    """
    maker = _PackMaker(source, pack, reviews, sections)
    return maker.document()


class _PackMaker:
    """Makes the document of one pack."""

    def __init__(
        self, source: SiteSource, pack: Pack, reviews: Reviews, sections: RenderedSections
    ) -> None:
        self.content = source.content
        self.pack = pack
        self.src = pack.id.src
        self.rendered = sections.rendered(self.src)
        self.site = finished(source, reviews, {self.src: self.rendered})
        self.cited = self.rendered.outputs.cited
        self.asked = {one.name: one for one in pack.asked}
        self.last = _last_review(self.content.reviews, self.src, pack.id.role)
        self.labels = {one.id: f"P{at}" for at, one in enumerate(pack.points, start=1)}

    def document(self) -> Document:
        """The whole pack."""
        page = self.content.pages[self.src]
        assert page.meta is not None
        blocks, loose = with_points(
            blocks_of(self.rendered.outputs.lead_html, self.rendered.article, self.cited),
            [(one, self._sections_of(one)) for one in self.pack.points],
            self.content.cards.cards.values(),
        )
        part, pictures = page_part(self.site, self.src)
        role = next((one for one in self.content.roles if one.id == self.pack.id.role), None)
        known = {*self.pack.shown} or {one.id for one in self.pack.sections}
        shown = tuple(one for one in blocks if one.section in known)
        html = render_fragment(
            "review_pack.html",
            title=page_title(page),
            site=self.pack.id.site,
            src=self.src,
            who=role.who if role is not None else words().reviews.anyone,
            pack=self.pack,
            sections=tuple(self._sections(shown, loose)),
            needed=self.pack.id.role in self._needed(),
            last=in_words(self.last.date) if self.last is not None else "",
            created=page.meta.written.isoformat(),
            written=in_words(page.meta.written),
        )
        return Document(
            name=pack_name(self.pack),
            pages=(self.src,),
            offered_by=(),
            html=html,
            parts=tuple(part for _ in shown),
            pictures=pictures,
            paper=PACK,
        )

    def _needed(self) -> tuple[str, ...]:
        kind = self.content.pages[self.src].kind
        return roles_of_kind(kind.name if kind is not None else "", self.content.roles)

    def _sections_of(self, point: SignOff) -> frozenset[str]:
        return frozenset(one.id for one in point_sections(point, self.src, self.pack.sections))

    def _sections(self, blocks: Sequence[PackText], loose: Sequence[str]) -> Iterator[PackSection]:
        opened: set[str] = set()
        listed: set[str] = set()
        references = {one.id: one for one in self.content.references.items}
        part = 0
        for number, section in enumerate(self.pack.sections, start=1):
            if self.pack.shown and section.id not in self.pack.shown:
                continue
            own = [one for one in blocks if one.section == section.id]
            meanings = opened_definitions(self.content, section)
            first = [key for key in section.cited if key not in listed and key in references]
            before = [key for key in section.cited if key in listed]
            yield PackSection(
                number,
                section.title or words().review.beginning,
                self.asked[section.id],
                self._history(section),
                tuple(self._around()) if section.id == TOP else (),
                tuple(self._loose(section.id, loose)),
                tuple(self._block(one, part + at, section) for at, one in enumerate(own)),
                tuple(one for one in meanings if one[0] not in opened),
                tuple(_source(self._number(key), references[key]) for key in first),
                tuple(sorted(self._number(key) for key in before)),
            )
            part += len(own)
            opened |= {title for title, _ in meanings}
            listed |= set(first)

    def _number(self, key: str) -> int:
        return self.cited.index(key) + 1

    def _block(self, block: PackText, part: int, section: ReviewedSection) -> PackBlock:
        last = self._last_of(section)
        seen = set((last.seen.get(section.id, "") if last else "").split())
        points = [self._point(one) for one in block.points]
        # Beside what goes on on the next side nothing stands: it would be read in between.
        height = _height(len(block.text), *_TEXT)
        beside = 0 if block.is_tall else _fitting(points, height)
        return PackBlock(
            part,
            trusted(block.html),
            block.is_tall,
            tuple(self.labels[one] for one in (*block.points, *block.also)),
            tuple(self._number(key) for key in block.cited if key in self.cited),
            new=bool(seen) and not seen.issuperset(block.marks),
            beside=tuple(points[:beside]),
            below=tuple(points[beside:]),
        )

    def _point(self, name: str) -> PackPoint:
        text = next(one.point for one in self.pack.points if one.id == name)
        return PackPoint(self.labels[name], " ".join(text.split()), self.asked[POINT_MARK + name])

    def _loose(self, section: str, loose: Sequence[str]) -> Iterator[PackPoint]:
        """The points that stand beside no block: in the first section that they are about."""
        for one in self.pack.points:
            if one.id in loose:
                about = self._sections_of(one)
                first = next((part.id for part in self.pack.sections if part.id in about), TOP)
                if first == section:
                    yield self._point(one.id)

    def _history(self, section: ReviewedSection) -> str:
        """How a section stands to the last review of this role."""
        our = words().pack
        last = self._last_of(section)
        if last is None:
            return ""
        day = in_words(last.date)
        if last.sections.get(section.id) == section.hash:
            return our.agreed.format(who=last.reviewer, day=day)
        if last.asks.get(section.id) == section.hash:
            return our.still_asked.format(who=last.reviewer, day=day)
        if section.id not in {*last.sections, *last.asks}:
            return our.not_read.format(day=day)
        seen = set(last.seen.get(section.id, "").split())
        now = set(seen_marks(section))
        gone = len(seen - now)
        if not seen:
            return our.changed.format(day=day)
        if now == seen:
            return our.changed_around.format(day=day)
        return our.changed_lines.format(day=day, new=len(now - seen), gone=gone)

    def _last_of(self, section: ReviewedSection) -> ReviewRecord | None:
        """The newest review of this role that has read a section, or else its newest at all."""
        return _last_review(self.content.reviews, self.src, self.pack.id.role, section.id)

    def _around(self) -> Iterator[tuple[str, str]]:
        """What the page shows that stands in its front matter; it belongs to the top."""
        our = words().pack
        page = self.content.pages[self.src]
        meta = page.meta
        if meta is None:
            return
        yield our.title, meta.title
        if meta.nav_title:
            yield our.nav_title, meta.nav_title
        yield our.description, meta.description
        if isinstance(meta, CaseFrontMatter):
            yield from ((one.label, one.value) for one in meta.at_a_glance)
        if isinstance(meta, HomeFrontMatter):
            yield from ((one.title, f"{one.text} ({one.action})") for one in meta.doors)
        numbers = ", ".join(f"{one.number} ({one.code})" for one in self.site.few_numbers)
        if numbers:
            yield our.numbers, numbers


_TEXT: Final = (78, 4.4)
"""Letters of a line of text, and its height in millimeters."""
_MARGIN: Final = (40, 3.5)
"""The same in the margin."""
_FORM: Final = 11.0
"""The height of the boxes and the line below a point."""
_SLACK: Final = 12.0
"""How much longer a margin may be than what it stands beside."""


def _height(letters: int, line: int, height: float) -> float:
    return math.ceil(letters / line) * height


def _fitting(points: Sequence[PackPoint], height: float) -> int:
    """How many points find room beside a block of some height; at least one."""
    used = 0.0
    for at, one in enumerate(points):
        used += _height(len(one.text) + len(one.label), *_MARGIN) + _FORM
        if at and used > height + _SLACK:
            return at
    return len(points)


def pack_name(pack: Pack) -> str:
    """What the file of a pack is called, without its ending."""
    page = pack.id.src.removesuffix(".md").removesuffix("/index").replace("/", "-")
    part = f"{pack.part}-of-{pack.parts}" if pack.parts > 1 else ""
    return "-".join(filter(None, ("review", page, pack.id.role, part)))


def _last_review(
    records: Iterable[ReviewRecord], src: str, role: str, section: str = ""
) -> ReviewRecord | None:
    """The newest review of a page by a role; of one section where it is named and was read."""
    own = [
        one
        for one in records
        if one.page == src and (one.sections or one.asks) and role in (ANYONE, one.agrees_as)
    ]
    read = [one for one in own if section in {*one.sections, *one.asks}]
    return max(read or own, key=lambda one: one.date, default=None)


def _source(number: int, one: Reference) -> PackSource:
    if one.id == GENERAL_KNOWLEDGE:
        return PackSource(number, one.title, "", "", "")
    seen = getattr(words().source, one.seen)
    address = f"https://doi.org/{one.DOI}" if one.DOI else one.URL or ""
    year = str(one.issued.date_parts[0][0]) if one.issued is not None else ""
    return PackSource(number, one.title, year, seen, address)


# --- for those who write it by hand ----------------------------------------------------------


def pack_entry(pack: Pack) -> str:
    """The entry of reviews.yml for a pack with every hash, to write by hand."""
    lines = [
        f"- page: {pack.id.src}",
        "  reviewer: your full name",
        "  role: your profession and field",
        *([f"  agrees_as: {pack.id.role}"] if pack.id.role else []),
        "  date: 2027-01-31  # the day on which you agreed",
    ]
    sections = {one.name: one.hash for one in pack.asked if not one.is_point}
    points = {one.name.removeprefix(POINT_MARK): one.hash for one in pack.asked if one.is_point}
    for name, held in (("sections", sections), ("points", points)):
        if held:
            lines += [f"  {name}:  # leave out what you did not read, or do not agree with"]
            lines += [f"    {key}: {value}" for key, value in held.items()]
    return "\n".join((*lines, ""))
