"""The command `plainleaf remove condition`: takes a condition out, whole or not at all.

All is done in a copy of docs/, which takes the place of docs/ only when its check finds nothing
that was not found before. What still names the condition in other pages is for a person to rewrite,
and is listed.
"""

from __future__ import annotations

import datetime
import posixpath
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plainleaf.authoring.conditions import condition_named
from plainleaf.authoring.scaffold import ScaffoldError
from plainleaf.authoring.yaml_items import without
from plainleaf.checks.check import check_all
from plainleaf.checks.coverage import NamedTerms, linked_terms, unused_terms
from plainleaf.checks.coverage_checks import RULE_ACCEPTED, needless
from plainleaf.checks.fact_checks import initials
from plainleaf.checks.moved_checks import RULE_LOST
from plainleaf.checks.rules.urgency import listed_sentence
from plainleaf.model.block_specs import CARE_BLOCK, NUMBERS_BLOCK
from plainleaf.model.care_cards import texts
from plainleaf.model.facts import series_of
from plainleaf.model.findings import Finding
from plainleaf.model.front_matter import HomeFrontMatter
from plainleaf.model.kinds import GENERAL_KNOWLEDGE
from plainleaf.model.term_matcher import TermMatcher
from plainleaf.model.yaml_text import YamlPath, load_yaml
from plainleaf.reading.content import DATA, Content, load_content
from plainleaf.reading.disk import read_regular
from plainleaf.reading.page import Page, read_page
from plainleaf.reading.placed_cards import cards_on
from plainleaf.rendering.term_uses import find_uses
from plainleaf.text.addresses import link_end
from plainleaf.text.printable import quoted

CONDITION: Final = "condition"
"""What `plainleaf remove` takes out."""
_SHOWN: Final = 20
"""Places that are listed; more would not be read."""
_LINK: Final = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\([^()]*\)|\[[^\[\]]*\])")

Goes = Callable[[str], bool]
"""Whether a place goes: `page.md`, `page.md#id`, or `#id` of a card."""
Exchange = Callable[[Path, Path], None]
"""Lets two folders change places; raises OSError, and both are where they were."""


@dataclass(frozen=True)
class _Gone:
    """What goes with a condition."""

    condition: str
    pages: frozenset[str]
    """Its pages and cases, by their paths inside docs/."""
    folders: tuple[str, ...]
    """Their folders, inside docs/."""
    cards: frozenset[str]
    anchors: frozenset[str]
    """Where its cards stand on a page."""

    def holds(self, place: str) -> bool:
        """Whether a place that a data file names is one that goes."""
        path, _, anchor = place.partition("#")
        return path in self.pages or (not path and anchor in self.anchors)

    def led_to(self, src: str, target: str) -> bool:
        """Whether a link on a page leads to what goes."""
        if ":" in target.partition("#")[0]:
            return False
        page, anchor = link_end(src, target)
        return any(page.startswith(f"{one}/") for one in self.folders) or anchor in self.anchors


def remove_condition(
    name: str, root: Path, docs: Path, today: datetime.date, exchange: Exchange
) -> str:
    """Take a condition out of a site; returns what was taken out and what is left.

    Args:
        name: the folder name of the condition, or its title.
        root: the project's folder.
        docs: the folder of pages and data.
        today: the day that the check compares dates with.
        exchange: how the new folder takes the place of the old one.

    Raises:
        ScaffoldError: nothing was changed, and why.
    """
    content = load_content(root, docs)
    if content.damaged:
        raise ScaffoldError(f"{min(content.damaged)} has a mistake. Run plainleaf check first.")
    gone = _gone(condition_named(name, content), content)
    words = _names(gone, content)
    place = Path(tempfile.mkdtemp(dir=root, prefix=".removing-"))
    try:
        copy = place / docs.relative_to(root)
        shutil.copytree(docs, copy, symlinks=True)
        taken = _take_out(gone, content, place, copy)
        new = load_content(place, copy)
        _refuse_new(check_all(content, today), check_all(new, today), gone)
        exchange(copy, docs)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    counted = ", ".join(f"{number} {what}" for what, number in taken.items() if number)
    left = _left(new, words, docs.relative_to(root).as_posix())
    return "\n".join((f"Removed {gone.condition}: {counted}.", *left))


def _gone(condition: str, content: Content) -> _Gone:
    own = [src for src, page in content.pages.items() if page.raw.get("condition") == condition]
    folders = tuple(sorted({posixpath.dirname(src) for src in own}))
    inside = {src for src in content.pages if src.startswith(tuple(f"{one}/" for one in folders))}
    cards = [card for card in content.cards.cards.values() if card.condition == condition]
    shared = next((card for card in cards if set(card.also) - {condition}), None)
    if shared is not None:
        raise ScaffoldError(
            f"The care card {quoted(shared.id)} is of {' and '.join(shared.also)}, too. "
            f"Write {shared.also[0]} as its condition first."
        )
    return _Gone(
        condition,
        frozenset(inside),
        folders,
        frozenset(card.id for card in cards),
        frozenset(card.anchor for card in cards),
    )


def _names(gone: _Gone, content: Content) -> tuple[str, ...]:
    """What readers call the condition."""
    overviews = [
        page for src, page in content.pages.items() if src in gone.pages and page.kind is not None
    ]
    terms = {page.raw.get("term") for page in overviews if page.kind and page.kind.overview}
    titles = {str(page.raw.get("title")) for page in overviews if page.kind and page.kind.overview}
    found = {
        name
        for one in content.terms
        if one.id in terms
        for name in (*one.names, *one.abbreviations)
    }
    return tuple(sorted(titles | found | {gone.condition}))


def _take_out(gone: _Gone, content: Content, root: Path, docs: Path) -> dict[str, int]:
    """Take all out of a copy; returns how many of what."""
    taken = Counter[str]()
    taken["pages"] = len(gone.pages)
    data = docs / DATA
    for folder in gone.folders:
        shutil.rmtree(docs / folder)
    for src, page in content.pages.items():
        if src not in gone.pages:
            taken["links and doors"] += _edit_page(docs / src, page, gone)
    taken["care cards"] = _drop(data / "care_cards.yml", lambda one: one.get("id") in gone.cards)
    _drop_inside(data / "care_cards.yml", "also", lambda place: place == gone.condition)
    taken["facts"] = _take_facts(data / "facts.yml", content, gone)
    taken["reviews"] = _drop(data / "reviews.yml", lambda one: one.get("page") in gone.pages)
    _drop(data / "accepted_words.yml", lambda one: _only(one.get("pages"), gone.holds))
    _drop_inside(data / "accepted_words.yml", "pages", gone.holds)
    taken["ways of the search"], taken["moved headings"] = _drop_ways(data, gone.holds)
    taken["published addresses"] = _drop(
        data / "published.yml", lambda one: one.get("page") in gone.pages
    )
    taken["terms"] = _take_terms(root, docs, content, gone)
    taken["points"] = _take_points(root, docs, content, gone)
    taken["references"] = _take_references(root, docs, content)
    _take_lost(root, docs)
    _take_idle(root, docs, content)
    return dict(taken)


def _drop_ways(data: Path, goes: Goes) -> tuple[int, int]:
    """Take out what leads to places that go: words that people type, and moved headings."""
    words = _drop(data / "lay_words.yml", lambda one: _only(one.get("finds"), goes))
    _drop_inside(data / "lay_words.yml", "finds", goes)
    moved = _drop(
        data / "moved.yml", lambda one: any(goes(str(one.get(side))) for side in ("from", "to"))
    )
    return words, moved


def _only(places: object, goes: Goes) -> bool:
    listed = places if isinstance(places, list) else []
    return bool(listed) and all(goes(str(one)) for one in listed)


# --- pages -----------------------------------------------------------------------------------


def _edit_page(file: Path, page: Page, gone: _Gone) -> int:
    """Take doors, cards and links out of a page that stays; returns how many."""
    doors, text = _without_doors(page, gone)
    page = _reread(page, text)
    linked = [one for one in page.links if gone.led_to(page.src, one.target)]
    named = {name.target for name in page.definitions if gone.led_to(page.src, name.target)}
    lines = text.split("\n")
    cut = [*_card_lines(page, gone), *_item_lines(page, gone)]
    if not (doors or linked or named or cut):
        return 0
    inside = {line for first, last in cut for line in range(first, last + 1)}
    for link in sorted(linked, key=lambda one: (one.line, one.column), reverse=True):
        if link.line not in inside:
            _unlink(lines, link.line, link.column)
    for first, last in sorted(cut, reverse=True):
        del lines[first - 1 : last]
        if first - 1 < len(lines) and not lines[first - 1].strip() and not lines[first - 2].strip():
            del lines[first - 1]
    text = _without_empty_sections(_reread(page, "\n".join(lines)))
    file.write_text(text, encoding="utf-8", newline="\n")
    return doors + len(linked)


def _reread(page: Page, text: str) -> Page:
    docs = page.path.removesuffix(page.src).rstrip("/")
    return read_page(page.path, text.encode("utf-8"), docs=docs)


def _without_doors(page: Page, gone: _Gone) -> tuple[int, str]:
    text = "\n".join(page.lines)
    text = text if text.endswith("\n") else f"{text}\n"
    if not isinstance(page.meta, HomeFrontMatter):
        return 0, text
    closed = [index for index, one in enumerate(page.meta.doors) if gone.holds(one.page)]
    if not closed:
        return 0, text
    if len(closed) == len(page.meta.doors):
        raise ScaffoldError(
            f"Every door of {page.path} leads to it. Give the page another door first."
        )
    lines = text.splitlines(keepends=True)
    end = next(number for number in range(1, len(lines)) if lines[number].rstrip() == "---")
    try:
        front = without("".join(lines[1:end]), [("doors", index) for index in closed])
    except ScaffoldError as error:
        raise ScaffoldError(f"{page.path}: {error} Take its doors out by hand first.") from error
    return len(closed), f"---\n{front}{''.join(lines[end:])}"


def _card_lines(page: Page, gone: _Gone) -> Iterator[tuple[int, int]]:
    for block in page.blocks:
        if block.name == CARE_BLOCK and block.argument in gone.cards:
            yield block.line, block.end_line


def _item_lines(page: Page, gone: _Gone) -> Iterator[tuple[int, int]]:
    """Yield the list items whose every link leads to what goes: they are ways there."""
    taken: set[int] = set()
    for item in sorted(
        (one for each in page.lists for one in each.items), key=lambda one: one.line
    ):
        inside = [one for one in page.links if item.line <= one.line <= item.end_line]
        ways = [one for one in inside if gone.led_to(page.src, one.target)]
        if ways and len(ways) == len(inside) and item.line not in taken:
            taken.update(range(item.line, item.end_line + 1))
            yield item.line, _last_written(page, item.line, item.end_line)


def _last_written(page: Page, first: int, last: int) -> int:
    while last > first and not page.lines[last - 1].strip():
        last -= 1
    return last


def _unlink(lines: list[str], line: int, column: int) -> None:
    """Leave of a link its words."""
    rest = "\n".join(lines[line - 1 :])
    match = _LINK.match(rest, column - 1)
    if match is None:
        raise ScaffoldError(f"A link on line {line} is written oddly. Take it out by hand first.")
    lines[line - 1 :] = (rest[: match.start()] + match[1] + rest[match.end() :]).split("\n")


def _without_empty_sections(page: Page) -> str:
    """The text of a page without headings that nothing stands under anymore."""
    lines = list(page.lines)
    starts = [one for one in page.headings if one.block is None and not one.nested]
    ends = [*(one.line for one in starts[1:]), len(lines) + 1]
    lower: set[int] = set()
    full = False
    for heading, end in zip(reversed(starts), reversed(ends), strict=True):
        section = page.kind.section(heading.text) if page.kind else None
        full = any(line in page.content_lines for line in range(heading.line + 1, end))
        full = full or any(level > heading.level for level in lower)
        generated = section is not None and (section.generated or section.may_be_empty)
        if full or generated:
            lower = {level for level in lower if level < heading.level} | {heading.level}
        elif section is not None and section.required:
            lines[heading.line : end - 1] = ["", f"/// {NUMBERS_BLOCK}", "///", ""]
            lower = {heading.level}
        else:
            del lines[heading.line - 1 : end - 1]
    return "\n".join(lines).rstrip("\n") + "\n"


# --- data ------------------------------------------------------------------------------------


def _edit(file: Path, paths: Iterable[YamlPath]) -> int:
    listed = list(paths)
    if listed:
        text = read_regular(file).decode("utf-8-sig")
        try:
            new = without(text, listed)
        except ScaffoldError as error:
            raise ScaffoldError(
                f"{file.name}: {error} Take the condition out of it by hand."
            ) from error
        file.write_text(new, encoding="utf-8", newline="\n")
    return len(listed)


def _items(file: Path) -> list[Mapping[str, object]]:
    if not file.exists():
        return []
    return [
        one if isinstance(one, dict) else {}
        for one in load_yaml(read_regular(file).decode("utf-8-sig")).sequence
    ]


def _drop(file: Path, wanted: Callable[[Mapping[str, object]], bool]) -> int:
    """Take records out of a data file; returns how many."""
    return _edit(file, [(index,) for index, one in enumerate(_items(file)) if wanted(one)])


def _drop_inside(file: Path, field: str, goes: Goes) -> None:
    """Take the places that go out of a field of each record that stays."""
    _edit(
        file,
        [
            (index, field, number)
            for index, one in enumerate(_items(file))
            for number, place in enumerate(_listed(one, field))
            if goes(str(place))
        ],
    )


def _listed(record: Mapping[str, object], field: str) -> list[object]:
    value = record.get(field)
    return value if isinstance(value, list) else []


def _take_facts(file: Path, content: Content, gone: _Gone) -> int:
    """Take out the series of the condition's own facts; others lose the places that go."""
    conditions: dict[str, set[str]] = {}
    for fact in content.facts.items:
        named = (content.pages[one.page] for one in fact.fate if one.page in content.pages)
        about = {str(page.raw["condition"]) for page in named if page.raw.get("condition")}
        conditions.setdefault(series_of(fact.id), set()).update(about)
    own = {series for series, about in conditions.items() if about == {gone.condition}}
    rows = _drop(file, lambda one: series_of(str(one.get("id"))) in own)
    paths = []
    for index, one in enumerate(_items(file)):
        places = [place if isinstance(place, dict) else {} for place in _listed(one, "fate")]
        led = [number for number, place in enumerate(places) if place.get("page") in gone.pages]
        if led and len(led) == len(places):
            raise ScaffoldError(
                f"Fact {one.get('id')} stands on its pages only, and shares its series with "
                "another condition. Give each condition a series of its own first, such as "
                f"{initials(gone.condition)}1."
            )
        paths += [(index, "fate", number) for number in led]
    _edit(file, paths)
    return rows


def _take_points(root: Path, docs: Path, site: Content, gone: _Gone) -> int:
    """Take out the points about its pages and cards; others lose the pages that go.

    A point that stood beside words of its pages, and beside none that is left, goes as well.
    """
    file = docs / DATA / "sign_off.yml"
    cards = site.cards.cards.values()
    signed = {card.sign_off for card in cards if card.id in gone.cards}
    signed -= {card.sign_off for card in cards if card.id not in gone.cards}
    rows = _drop(file, lambda one: _only(one.get("pages"), gone.holds) or one.get("id") in signed)
    content = load_content(root, docs)
    said = {
        src: "\n".join((page.plain, *_shown_around(page, content)))
        for src, page in content.pages.items()
    }

    def unsaid(one: Mapping[str, object]) -> bool:
        places = [str(place) for place in _listed(one, "pages")]
        left = [said.get(place.partition("#")[0], "") for place in places if not gone.holds(place)]
        words = [str(each) for each in _listed(one, "beside")]
        known = any(each in text for each in words for text in left)
        return len(left) < len(places) and bool(words) and not known

    rows += _drop(file, unsaid)
    _drop_inside(file, "pages", gone.holds)
    return rows


def _shown_around(page: Page, content: Content) -> Iterator[str]:
    """Yield what a page shows beside its own text: cards, and the terms where it lists them."""
    for card in cards_on(page, content.cards):
        yield from (text for _, text in texts(card))
    if page.kind is not None and page.kind.defines_terms:
        yield from (term.definition for term in content.terms)


def _used_terms(content: Content) -> set[str]:
    return set(find_uses(content.pages.values(), TermMatcher(content.terms), content.cards))


def _take_terms(root: Path, docs: Path, site: Content, gone: _Gone) -> int:
    """Take out the terms that only its pages used."""
    before, known = _used_terms(site), _unused(site)
    content = load_content(root, docs)
    used = _used_terms(content)
    named = {
        str(value)
        for page in content.pages.values()
        for value in (page.raw.get("term"), *_listed(page.raw, "own_words"))
    }
    linked = linked_terms(content)
    spare = (before | {gone.condition}) - used - named - linked
    matcher = TermMatcher(content.terms)
    waiting = [term for term in content.terms if term.id not in spare]
    by_id = {term.id: term for term in content.terms}
    while waiting:
        term = waiting.pop()
        (said,) = matcher.find_on_page([term.definition], short_anywhere=True)
        for needed in {match.term for match in said} & spare:
            spare.discard(needed)
            waiting.append(by_id[needed])
    count = _drop_terms(docs, content, spare)
    # What a term that is gone did mention may be used by nobody now.
    while idle := _unused(load_content(root, docs)) - known - linked:
        count += _drop_terms(docs, content, idle)
    return count


def _unused(content: Content) -> set[str]:
    return {term.id for term in unused_terms(content, NamedTerms(content))}


def _drop_terms(docs: Path, content: Content, spare: set[str]) -> int:
    """Take terms out, with what leads to them and how they sound; returns how many."""
    shown = {src for src, page in content.pages.items() if page.kind and page.kind.shows_terms}
    places = {f"{src}#{term}" for src in shown for term in spare}
    _drop_ways(docs / DATA, places.__contains__)
    file = docs / DATA / "glossary.yml"
    _edit(
        file,
        [
            (index, "see", number)
            for index, one in enumerate(_items(file))
            if one.get("id") not in spare
            for number, other in enumerate(_listed(one, "see"))
            if other in spare
        ],
    )
    _drop(docs / DATA / "clips.yml", lambda one: one.get("term") in spare)
    for sound in (docs / "sounds").glob("*"):
        if sound.stem in spare:
            sound.unlink()
    return _drop(file, lambda one: one.get("id") in spare)


def _take_references(root: Path, docs: Path, before: Content) -> int:
    """Take out the references that nothing rests on anymore."""
    after = load_content(root, docs)
    spare = _sources(before) - _sources(after) - {GENERAL_KNOWLEDGE}
    return _drop(docs / DATA / "references.yml", lambda one: one.get("id") in spare)


def _sources(content: Content) -> set[str]:
    cited = {key for src in content.pages for key in content.cited(src)}
    cited |= {key for fact in content.facts.items for key in fact.sources}
    cited |= {key for card in content.cards.cards.values() for key in card.sources}
    return cited | {one.source for one in content.numbers}


def _take_lost(root: Path, docs: Path) -> None:
    """Take published addresses out that lead nowhere now, such as that of a term."""
    content = load_content(root, docs)
    known = {src: {one.id for one in page.headings} for src, page in content.pages.items()}
    lost = {one.line for one in check_all(content) if one.code == RULE_LOST}
    paths = [
        (index, "anchors", number)
        for index, (one, (line, _)) in enumerate(
            zip(content.published.items, content.published.positions, strict=True)
        )
        if line in lost
        for number, anchor in enumerate(one.anchors)
        if anchor not in known.get(one.page, set()) and anchor not in content.left.get(one.page, {})
    ]
    _edit(docs / DATA / "published.yml", paths)


def _take_idle(root: Path, docs: Path, before: Content) -> None:
    """Take out reasons that nothing needs anymore: of accepted words and of urgent sentences."""
    content = load_content(root, docs)
    known = {(one.code, one.message) for one in check_all(before)}
    idle = {
        (one.code, one.line, one.message)
        for one in check_all(content)
        if (one.code, one.message) not in known
    }
    words: list[YamlPath] = []
    records = zip(content.accepted_words.items, content.accepted_words.positions, strict=True)
    for index, (record, (line, _)) in enumerate(records):
        spare = [(RULE_ACCEPTED.code, line, needless(one)) in idle for one in record.words]
        numbers = [number for number, one in enumerate(spare) if one]
        words += [(index,)] if all(spare) else [(index, "words", number) for number in numbers]
    _edit(docs / DATA / "accepted_words.yml", words)
    lines = {line for code, line, _ in idle if code == listed_sentence.code}
    sentences = content.urgent_sentences.positions
    _edit(
        docs / DATA / "urgent_sentences.yml",
        [(index,) for index, (line, _) in enumerate(sentences) if line in lines],
    )


# --- what is left ----------------------------------------------------------------------------


def _refuse_new(before: Iterable[Finding], after: Iterable[Finding], gone: _Gone) -> None:
    known = Counter((one.path, one.code, one.message) for one in before)
    new = [one for one in after if not known[one.path, one.code, one.message]]
    if new:
        told = "\n".join(f"  {one.text}" for one in new[:_SHOWN])
        raise ScaffoldError(
            f"Nothing was removed. Without {gone.condition} the check would find:\n{told}"
        )


def _left(content: Content, names: Iterable[str], docs: str) -> Iterator[str]:
    """Yield the places that still name the condition."""
    said = re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)",
        re.IGNORECASE,
    )
    places = [
        f"{page.path}:{number}"
        for page in content.pages.values()
        for number, line in enumerate(page.lines, 1)
        if said.search(line)
    ]
    if not places:
        yield f"No page of {docs}/ names it."
        return
    yield "Left for you to rewrite, where it is still named:"
    yield from (f"  {one}" for one in places[:_SHOWN])
    if len(places) > _SHOWN:
        yield f"  and {len(places) - _SHOWN} more places"
