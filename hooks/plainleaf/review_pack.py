"""What a reviewer of one page needs: all that the hash covers, its facts, and the open points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from plainleaf.care_cards import CareCard, cards_on
from plainleaf.content import Content
from plainleaf.emergency_numbers import EmergencyNumber
from plainleaf.facts import Fact, SignOff, facts_of_page
from plainleaf.figures import Figure
from plainleaf.kinds import CaseFrontMatter, HomeFrontMatter
from plainleaf.page import Page
from plainleaf.references import format_plain
from plainleaf.respelling import Part
from plainleaf.review_material import printed_terms
from plainleaf.term import Term


def review_pack(content: Content, src: str, text_hash: str) -> str:
    """Return the pack as Markdown.

    Args:
        content: the site's source.
        src: the page, as a path inside docs/.
        text_hash: the hash that a review of the page as it stands must name.
    """
    page = content.pages[src]
    cited = content.cited(src)
    sources = [one for one in content.references.items if one.id in cited]
    return "\n".join(
        (
            *_head(page, text_hash),
            *_open_points(src, content.sign_offs),
            *_facts(facts_of_page(content.facts.items, src), page),
            *_sources(format_plain(sources)),
            *_figures(content.placed(src)),
            *_terms(printed_terms(content, src)),
            *_cards(cards_on(page, content.cards)),
            *_numbers(content.numbers),
            *_text(page),
        )
    )


def _head(page: Page, text_hash: str) -> Iterator[str]:
    title = page.meta.title if page.meta else page.src
    yield f"# Review pack: {title}"
    yield ""
    yield f"Page: {page.src}"
    yield f"Hash of this text: {text_hash}"
    yield ""
    yield (
        "If you agree with the text as it stands, ask the editors to add your name, role, the date "
        "and this hash to docs/_data/reviews.yml. Any later change of the text, its references, "
        "figures, care cards, glossary entries or telephone numbers gives another hash and lapses "
        "the review."
    )
    yield ""


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    listed = list(lines)
    if listed:
        yield from listed
        yield ""


def _open_points(src: str, sign_offs: Iterable[SignOff]) -> Iterator[str]:
    points = [one for one in sign_offs if src in one.pages and one.state == "open"]
    listed = (f"- [ ] **{one.role}:** {one.point}" for one in points)
    yield from _section(f"Open sign-off points ({len(points)})", listed)


def _facts(facts: Mapping[str, Sequence[Fact]], page: Page) -> Iterator[str]:
    count = len({fact.id for found in facts.values() for fact in found})
    yield from _section(f"Facts on this page ({count})", ())
    titles = dict.fromkeys(section.title for section in page.all_sections)
    for title in titles:
        found = facts.get(title, ())
        if not found:
            continue
        yield f"### {title}"
        yield ""
        for fact in found:
            rests_on = ", ".join(fact.sources) or "no source of its own"
            yield f"- **{fact.id}.** {fact.fact} *[{rests_on}]*"
        yield ""


def _sources(formatted: Mapping[str, str]) -> Iterator[str]:
    listed = (f"- **{key}:** {text}" for key, text in formatted.items())
    yield from _section(f"Sources ({len(formatted)})", listed)


def _figures(figures: Sequence[Figure]) -> Iterator[str]:
    if figures:
        yield from _section(f"Figures ({len(figures)})", ())
    for figure in figures:
        yield f"### {figure.id}"
        yield ""
        yield f"- **Said instead of the picture:** {figure.alt}"
        yield f"- **In words:** {figure.long}"
        for label, value in figure.made_how:
            yield f"- **{label}:** {value}"
        for finding in figure.findings:
            yield f"- **Number {finding.number}:** {finding.text}"
        for view in figure.views:
            marked = ", ".join(f"{mark.label} ({mark.finding})" for mark in view.annotations)
            yield f"- **Marked on {view.name or view.id}:** {marked or 'nothing'}"
        yield f"- **Caption:** {figure.caption}"
        yield f"- **Credit:** {figure.credit}"
        yield f"- **License:** {figure.license}"
        yield ""


def _terms(terms: Sequence[Term]) -> Iterator[str]:
    if terms:
        yield from _section(f"Glossary entries ({len(terms)})", map(_term, terms))


def _term(term: Term) -> str:
    names = ", ".join((*term.abbreviations, *term.same, *term.older_names))
    other_names = f" Also: {names}." if names else ""
    return f"- **{term.title}:** {term.definition}{other_names}{_said(term)}"


def _said(term: Term) -> str:
    if term.pronunciation is None:
        return ""
    said = term.pronunciation
    ways = [(said.printed, said.ipa), *((one.derived.words, one.ipa) for one in said.alternates)]
    return f" Said: {', or '.join(_spelled(words, ipa) for words, ipa in ways)}."


def _spelled(words: Iterable[Iterable[Part]], ipa: str) -> str:
    respelling = " ".join("-".join(part.letters for part in word) for word in words)
    return f"{respelling} /{ipa}/"


def _cards(cards: Sequence[CareCard]) -> Iterator[str]:
    if cards:
        yield from _section(f"Care cards ({len(cards)})", ())
    for card in cards:
        yield f"### {card.heading}"
        yield ""
        yield f"*{card.id}, {card.level}*"
        yield ""
        yield from (f"- {line.text} *[{', '.join(line.sources)}]*" for line in card.lines)
        yield ""


def _numbers(numbers: Sequence[EmergencyNumber]) -> Iterator[str]:
    if numbers:
        listed = (f"- {one.country} ({one.code}): {one.number}" for one in numbers)
        yield from _section(f"Emergency numbers ({len(numbers)})", listed)


def _text(page: Page) -> Iterator[str]:
    yield from _section("The text", _words_around(page))
    yield page.body.strip()
    yield ""


def _words_around(page: Page) -> Iterator[str]:
    """Return what the page shows that stands in its front matter."""
    if page.meta is None:
        return
    yield f"Title: {page.meta.title}"
    yield f"Description: {page.meta.description}"
    if isinstance(page.meta, CaseFrontMatter):
        yield from (f"{one.label}: {one.value}" for one in page.meta.at_a_glance)
    if isinstance(page.meta, HomeFrontMatter):
        yield from (f"{one.title}: {one.text} ({one.action})" for one in page.meta.doors)
