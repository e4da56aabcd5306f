"""What a reviewer of one page needs: what readers get, section by section, facts and open points.

Each section is printed as it was read from the finished page, with the definitions that it opens,
its figures and its sources, and with the hash that a review of it names: what is printed here is
what the review stands on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from plainleaf.model.facts import Fact, SignOff, facts_of_page
from plainleaf.model.figures import Figure
from plainleaf.model.front_matter import CaseFrontMatter, HomeFrontMatter
from plainleaf.model.review import PointState, point_hash
from plainleaf.model.review_text import TOP, Line, ReviewedSection
from plainleaf.reading.content import Content
from plainleaf.reading.page import Page, Section
from plainleaf.rendering.bibliography import format_plain
from plainleaf.reviewing.review_material import opened_definitions

_EXPLAINED = """\
If you agree with a section as it stands, ask the editors to add your name, role, the date and its
line below to docs/_data/reviews.yml; leave out the sections that you did not read, or do not agree
with. What changes a section later lapses your review of it, and the page says so. A sign-off point
is signed in docs/_data/sign_off.yml, with its own hash, and lapses with the text that it is about.
"""


def review_pack(
    content: Content,
    src: str,
    sections: Mapping[str, Sequence[ReviewedSection]],
    points: Mapping[str, PointState],
) -> str:
    """The pack as Markdown.

    Args:
        content: the site's source.
        src: the page, as a path inside docs/.
        sections: what readers get of its sections, and of those of each page that its points are
            about as well, by the page's path inside docs/.
        points: the state of each sign-off point, by its id.
    """
    page = content.pages[src]
    facts = facts_of_page(content.facts.items, src)
    return "\n".join(
        (
            *_head(page, sections[src]),
            *_points(src, content.sign_offs, sections, points),
            *_words_around(page, content),
            *(
                line
                for section in sections[src]
                for line in _section(section, content, src, _facts(facts, page, section))
            ),
        )
    )


def _head(page: Page, sections: Sequence[ReviewedSection]) -> Iterator[str]:
    yield f"# Review pack: {page.meta.title if page.meta else page.src}"
    yield ""
    yield f"Page: {page.src}"
    yield ""
    yield _EXPLAINED
    yield "```yaml"
    yield f"- page: {page.src}"
    yield "  reviewer: your full name"
    yield "  role: your profession and field"
    yield "  date: 2027-01-31  # the day on which you agreed"
    yield "  sections:"
    yield from (f"    {section.id}: {section.hash}" for section in sections)
    yield "```"
    yield ""


def _points(
    src: str,
    sign_offs: Iterable[SignOff],
    sections: Mapping[str, Sequence[ReviewedSection]],
    states: Mapping[str, PointState],
) -> Iterator[str]:
    mine = [one for one in sign_offs if src in one.sources and states[one.id] != "signed"]
    yield f"## Open sign-off points ({len(mine)})"
    yield ""
    for one in mine:
        before = f" {one.signed_by} signed it for an earlier text." if one.signed_by else ""
        yield f"- [ ] **{one.role}:** {' '.join(one.point.split())}{before}"
        yield f"  `id: {one.id}`, `hash: {point_hash(one, sections)}`"
    if mine:
        yield ""


def _words_around(page: Page, content: Content) -> Iterator[str]:
    """What the page shows that stands in its front matter; it belongs to the section `top`."""
    yield "## Around the text"
    yield ""
    if page.meta is not None:
        yield f"- Title: {page.meta.title}"
        if page.meta.nav_title:
            yield f"- Title in lists: {page.meta.nav_title}"
        yield f"- Written: {page.meta.written.isoformat()}"
        yield f"- Description: {page.meta.description}"
        if isinstance(page.meta, CaseFrontMatter):
            yield from (f"- {one.label}: {one.value}" for one in page.meta.at_a_glance)
        if isinstance(page.meta, HomeFrontMatter):
            yield from (f"- {one.title}: {one.text} ({one.action})" for one in page.meta.doors)
    for number in content.numbers:
        yield f"- Emergency number: {number.number}, {number.country} ({number.code})"
    yield ""


def _section(
    section: ReviewedSection, content: Content, src: str, facts: Sequence[Fact]
) -> Iterator[str]:
    yield f"## {section.title or 'Before the first heading'}"
    yield ""
    yield f"`{section.id}: {section.hash}`"
    yield ""
    yield from map(_printed, section.lines)
    yield ""
    definitions = opened_definitions(content, section)
    yield from _listed("Definitions that open here", (f"{a}: {b}" for a, b in definitions))
    placed = {figure.id: figure for figure in content.placed(src)}
    for name in section.figures:
        if name in placed:
            yield from _figure(placed[name])
    by_key = {one.id: one for one in content.references.items}
    cited = [by_key[key] for key in section.cited if key in by_key]
    sources = format_plain(cited)
    yield from _listed(
        "Sources", (f"[{number}] {text}" for number, text in enumerate(sources.values(), 1))
    )
    yield from _listed("Facts", (_fact(one) for one in facts))


_MARKS: Mapping[str, str] = {
    "h3": "### ",
    "h4": "#### ",
    "h5": "##### ",
    "h6": "###### ",
    "pre": "    ",
    "dt": "**Term.** ",
    "dd": ": ",
    "summary": "▸ ",
    "figcaption": "*Caption.* ",
}


def _printed(line: Line) -> str:
    name, _, place = line.role.removeprefix("quote ").partition(" ")
    if name == "li":
        depth, _, kind = place.partition(" ")
        return f"{'  ' * (int(depth) - 1)}{'1.' if kind == 'ol' else '-'} {line.text}"
    if name in {"td", "th"}:
        return f"| {line.text}" if place == "1" else f"  | {line.text}"
    mark = _MARKS.get(name, "")
    return f"{mark}{line.text}\n"


def _listed(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = [f"- {line}" for line in lines]
    if listed:
        yield f"*{title}*"
        yield ""
        yield from listed
        yield ""


def _figure(figure: Figure) -> Iterator[str]:
    marks = (
        f"Marked on {view.name or view.id}: "
        + (", ".join(f"{mark.label} ({mark.finding})" for mark in view.annotations) or "nothing")
        for view in figure.views
    )
    lines = (f"Said instead of the picture: {figure.alt}", *marks)
    yield from _listed(f"Figure {figure.id}", lines)


def _facts(
    facts: Mapping[str, Sequence[Fact]], page: Page, section: ReviewedSection
) -> tuple[Fact, ...]:
    """The facts that stand in a section, each once, in the order of its headings."""
    found = next((one for one in page.sections if one.heading.id == section.id), None)
    titles = [one.title for one in _with_inner(found)] if found is not None else []
    if section.id == TOP:
        titles = [title for title in facts if title not in {s.title for s in page.all_sections}]
    return tuple(dict.fromkeys(fact for title in titles for fact in facts.get(title, ())))


def _with_inner(section: Section) -> Iterator[Section]:
    yield section
    yield from section.subsections


def _fact(fact: Fact) -> str:
    rests_on = ", ".join(fact.sources) or "no source of its own"
    return f"**{fact.id}.** {' '.join(fact.fact.split())} *[{rests_on}]*"
