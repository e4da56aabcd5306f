"""The proof that nothing gets lost: what an author wrote is what a reader gets, word for word.

`differences` compares a page's source, as the checks read it, with the finished file, as a browser
reads it: the same sequence of blocks (headings with their level, paragraphs, items with their depth
and number, cells with row and column, cards with their tier), each with the same text. Then it
compares what repeats those words: definitions that open, sources, lists of questions, answers on
paper, structured data, and the passages of the search.

Every character counts, and so does where words part. What is folded:

* white space: any run of it is one space, and none counts at the ends of a block;
* a citation is its number, by first use on the page; a footnote its number, by definition;
* an answer to a question ends its verdict with a full stop, typed or not;
* passages and answers in one line: their blocks are joined, with any white space between them or
  with the dot that ends a block of a passage;
* an address is the place inside the site that it leads to.

Nothing else: no quotation mark, dash, hyphen or letter is taken for another. A link is its words
and its address, a heading its words and its id, a picture its words and its file.

What hides or alters an element, whatever stands in it, is found by `plainleaf.proof.unexpected`;
what the site makes of data around the text, such as the numbers to call or the state of the review,
is compared as `plainleaf.proof.site_parts` has it; structured data as `plainleaf.proof.proof_data`
has them.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile, zip_longest
from types import MappingProxyType
from typing import Any, Final

from plainleaf.checks.rules.fidelity import COPY, WORDS
from plainleaf.model.block_specs import BLOCKS, FIGURE_BLOCKS
from plainleaf.model.emergency_numbers import EmergencyNumber
from plainleaf.model.findings import Finding
from plainleaf.model.front_matter import CaseFrontMatter, HomeFrontMatter
from plainleaf.model.kinds import GENERAL_KNOWLEDGE
from plainleaf.model.rule import Rule
from plainleaf.model.term import Term
from plainleaf.model.words import words as said_by_site
from plainleaf.proof.finished_text import (
    CARE_LEVELS,
    FinishedText,
    Word,
    care_label,
    of_html,
    read_finished_text,
)
from plainleaf.proof.made_parts import MadePart, folded, term_names, told_respelling
from plainleaf.proof.proof_data import Describing, unlike_data
from plainleaf.proof.proof_messages import around_difference, differ, same_parts, shown
from plainleaf.reading.page import Page
from plainleaf.reading.page_text import NOTHING, PlacedBlocks, TextBlock, note_names, page_text
from plainleaf.search.passages import Passage
from plainleaf.text.seen import (
    ALTERED,
    CITED,
    END,
    LEADS,
    LINK_END,
    LINKED,
    NOTED,
    PICTURE,
    in_plain,
    link,
    one_line,
    resolved,
    words,
)


@dataclass(frozen=True)
class Given:
    """What a page shows besides what stands in its file."""

    placed: PlacedBlocks = field(default_factory=lambda: NOTHING)
    """What its blocks show of data files."""
    references: Mapping[str, str] = field(default_factory=dict)
    """Each reference as HTML, by key."""
    terms: Mapping[str, Term] = field(default_factory=dict)
    """The glossary, by id."""
    numbers: Sequence[EmergencyNumber] = ()
    """The numbers that stand on each emergency card."""
    made: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Texts of data files that a block must show somewhere, by the block's name."""
    parts: Sequence[MadePart] = ()
    """What the site shows of data around the text and in it."""
    described: Describing = field(default_factory=Describing)
    """What structured data must say besides what stands in the page's file."""
    glossary: str = ""
    """The address of the glossary page inside the site; empty where there is none."""
    passages: Sequence[Passage] | None = None
    """What the search holds of the page; None for a page that it does not hold."""


NOTHING_GIVEN: Final = Given()


def differences(page: Page, html: bytes | str, given: Given = NOTHING_GIVEN) -> tuple[Finding, ...]:
    """Where a finished page differs from what its author wrote; nothing when it does not.

    At most one finding is about the text of the page: after the first word that differs, nothing
    can be told from what follows. The others are about what repeats the text, one for each copy.

    Args:
        page: the page, as the checks read it.
        html: the whole finished file, as it is published.
        given: what the page shows besides what stands in its file.
    """
    finished = read_finished_text(html)
    written = page_text(page, given.placed)
    blocks = _numbered(page, _with_numbers(page, written, given))
    of_text = [*_of_text(page, blocks, finished)] or [*_of_unexpected(page, finished)]
    found = [*of_text, *_of_front_matter(page, finished)]
    if not found:
        # Copies are compared with the source: after a difference they would tell the same again.
        found += _of_copies(page, blocks, cited_keys(written), finished, given)
    return tuple(found)


# --- both sides of a text ---------------------------------------------------------------------


def _of_text(page: Page, blocks: Sequence[TextBlock], finished: FinishedText) -> Iterator[Finding]:
    before = page.body_line
    headers: dict[int, str] = {}
    labels = dict(finished.labels)
    there = (
        block._replace(text=resolved(block.text, page.src)) if LEADS in block.text else block
        for block in finished.blocks
    )
    for place, (written, read) in enumerate(zip_longest(blocks, there)):
        if written is None or read is None or not _alike(written, read):
            line = written.line if written is not None else before
            yield _finding(page, line, WORDS, _parted(written, read))
            return
        before = written.line
        if written.role == "cell":
            if written.row == 1:
                headers[written.column] = written.words
            label = labels.get(place)
            if label is not None and one_line(label) != headers.get(written.column):
                said = differ("label of a cell", headers.get(written.column, ""), label)
                yield _finding(page, written.line, WORDS, said)
                return


def _alike(written: TextBlock, read: TextBlock) -> bool:
    """Whether two blocks are the same but for their lines, which stand third, and ids."""
    same = written[:2] == read[:2] and written[3:-1] == read[3:-1]
    return same and written.id in ("", read.id)


def _of_unexpected(page: Page, finished: FinishedText) -> Iterator[Finding]:
    """What hides words, or changes how they are read, where no template does."""
    for one in finished.unexpected[:1]:
        is_it = "is hidden" if one.hides else "is marked"
        said = f"{shown(one.words)} stands plainly in the source, {is_it} by {one.tag} on the page."
        yield _finding(page, page.body_line, WORDS, said)


def _parted(written: TextBlock | None, read: TextBlock | None) -> str:
    """Both sides where they part."""
    if written is None or read is None:
        there = written or read
        assert there is not None
        where, missing = ("source", "page") if written else ("page", "source")
        return f"The {where} goes on with {_called(there)} {shown(there.text)}; the {missing} ends."
    ours, theirs = _called(written), _called(read)
    one, other = around_difference(written.text, read.text)
    if written.id and written.id != read.id:
        ours, theirs = f"{ours} (#{written.id})", f"{theirs} (#{read.id})"
    kinds = f" is {ours}" if ours == theirs else f" is {ours} in the source, {theirs} on the page"
    if written.text == read.text:
        return f"{shown(written.text)}{kinds}."
    said = f"The source says {shown(one)}, the page says {shown(other)}"
    return f"{said}." if ours == theirs else f"{said}: {ours} in the source, {theirs} on the page."


def _called(block: TextBlock) -> str:
    """What a block is, in words: `a bullet at depth 2 of a care card (emergency)`."""
    said = f"a {_ROLES.get(block.role, block.role)}"
    if block.level:
        said += f" of level {block.level}"
    if block.number:
        said += f" {block.number}"
    if block.row:
        said += f" in row {block.row}, column {block.column}"
    if block.depth > 1 or (block.depth and block.role == "paragraph"):
        said += f" at depth {block.depth}"
    if block.box:
        said += f" in {block.box}" + (f" ({block.tier})" if block.tier else "")
    return said


_ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {"number": "numbered item", "html": "text without a place", "note": "footnote"}
)


def _finding(page: Page, line: int, rule: Rule, message: str) -> Finding:
    return Finding(page.path, line, 1, rule.code, rule.severity, message, rule.fix)


_CITATION = re.compile(f"{CITED}([^{END}]*){END}")
_NUMBERED = re.compile(f"([{CITED}{NOTED}])([^{END}]*){END}")


def _numbered(page: Page, blocks: Iterable[TextBlock]) -> list[TextBlock]:
    """The blocks with numbers for citations, by first use, and for footnotes, by definition.

    Their links get the addresses inside the site that a finished page has.
    """
    cited: dict[str, int] = {}
    notes = {name: number for number, name in enumerate(note_names(page), start=1)}

    def number(match: re.Match[str]) -> str:
        mark, name = match.group(1), match.group(2)
        if mark == CITED:
            return f"{CITED}{cited.setdefault(name, len(cited) + 1)}{END}"
        return f"{NOTED}{notes.get(name, '?')}{END}"

    return [
        block._replace(text=resolved(_NUMBERED.sub(number, block.text), page.src))
        if CITED in block.text or NOTED in block.text or LEADS in block.text
        else block
        for block in blocks
    ]


def cited_keys(blocks: Iterable[TextBlock]) -> tuple[str, ...]:
    """The references that blocks cite, in order of first use."""
    return tuple(dict.fromkeys(key for one in blocks for key in _CITATION.findall(one.text)))


def _with_numbers(page: Page, blocks: Iterable[TextBlock], given: Given) -> Iterator[TextBlock]:
    """The blocks of a page, and the numbers to call at the foot of each emergency card."""
    last: TextBlock | None = None
    cards = [(one.line, one.end_line) for one in page.blocks if one.name == "care-card"]
    said = " ".join(f"{one.number} {one.code}" for one in given.numbers)
    for block in blocks:
        if last is not None and _ends_card(last, block, cards):
            yield _numbers_after(last, said)
        last = block if block.tier == "emergency" and said else None
        yield block
    if last is not None:
        yield _numbers_after(last, said)


def _ends_card(last: TextBlock, block: TextBlock, cards: Sequence[tuple[int, int]]) -> bool:
    """Whether a block is the first after the card of the last."""
    ends = [end for first, end in cards if first <= last.line <= end]
    return block.tier != last.tier or not ends or block.line > ends[-1]


def _numbers_after(last: TextBlock, said: str) -> TextBlock:
    text = f"{said} {said_by_site().care.local_number}"
    return TextBlock("paragraph", text, last.line, box=last.box, tier=last.tier)


# --- front matter -----------------------------------------------------------------------------


def _of_front_matter(page: Page, finished: FinishedText) -> Iterator[Finding]:
    meta = page.meta
    if meta is None:
        return
    compared: list[tuple[str, str, str]] = [
        ("title", meta.title, finished.title),
        ("description", meta.description, finished.description),
    ]
    if not isinstance(meta, HomeFrontMatter):
        cut = finished.tab_title[: len(one_line(meta.title))]
        compared.append(("title", meta.title, cut))
    if isinstance(meta, CaseFrontMatter):
        facts = [(one.label, one.value) for one in meta.at_a_glance]
        compared.append(("at_a_glance", _joined(facts), _joined(finished.facts)))
    if isinstance(meta, HomeFrontMatter):
        doors = [(one.title, one.text, one.action) for one in meta.doors]
        compared.append(("doors", _joined(doors), _joined(finished.doors)))
    for name, written, read in compared:
        if one_line(written) != one_line(read):
            line, _ = page.front_matter.position((name,))
            yield _finding(page, line, WORDS, differ(name, written, read))


def _joined(rows: Iterable[Sequence[str]]) -> str:
    return " | ".join(one_line(cell) for row in rows for cell in row)


# --- copies -----------------------------------------------------------------------------------


def _of_copies(
    page: Page,
    blocks: Sequence[TextBlock],
    cited: Sequence[str],
    finished: FinishedText,
    given: Given,
) -> Iterator[Finding]:
    chunks = _chunks(page, blocks)
    parts = (
        _of_sources(page, cited, finished, given),
        _of_marks(page, cited, finished),
        _of_lists(page, blocks, chunks, finished),
        _of_words(page, finished, given),
        _of_made(page, finished, given),
        _of_parts(page, finished, given),
        _of_data(page, blocks, finished, given),
        _of_passages(page, chunks, given),
    )
    for part in parts:
        for line, said in part:
            yield _finding(page, line or page.body_line, COPY, said)


_Differences = Iterator[tuple[int, str]]
"""Lines, 0 where none is nearer than another, and what differs."""


def _of_sources(
    page: Page, keys: Sequence[str], finished: FinishedText, given: Given
) -> _Differences:
    if not finished.sources and not any(
        one.spec is not None and one.spec.generated == "sources" for one in page.sections
    ):
        return  # a page without a list of sources
    written = [of_html(given.references.get(key, key)) for key in keys]
    for key, one, other in zip_longest(keys, written, finished.sources):
        if one != other:
            yield 0, differ(f"source {key}", one or "", other or "")
            return
    count = _count_of(keys) if keys and _is_quiet(page) else ""
    if count != finished.count:
        yield 0, differ("count of sources", count, finished.count)


def _is_quiet(page: Page) -> bool:
    """Whether one mark stands for all sources of a statement, and their list is folded."""
    return page.kind is not None and page.kind.patient


def _count_of(keys: Sequence[str]) -> str:
    count = len([key for key in keys if key != GENERAL_KNOWLEDGE])
    our = said_by_site().article
    if not count:
        return our.no_source
    said = our.count_of_one if count == 1 else our.count_of_many.format(count=count)
    return our.count_with_none.format(said=said) if GENERAL_KNOWLEDGE in keys else said


def _of_marks(page: Page, keys: Sequence[str], finished: FinishedText) -> _Differences:
    """How a link to sources looks and what it is called: as if it had a source, or not."""
    quiet = _is_quiet(page)
    known = {str(number): key for number, key in enumerate(keys, start=1)}
    for mark in finished.marks:
        sure = [one for one in mark.numbers if known.get(one) != GENERAL_KNOWLEDGE]
        unsure = len(sure) < len(mark.numbers)
        look = "cite" if not unsure else "cite cite-part" if sure else "cite cite-open"
        name = _mark_name(sorted(sure, key=_in_order), unsure=unsure) if quiet else ""
        if look != mark.look:
            yield 0, differ(f"look of the mark {', '.join(mark.numbers)}", look, mark.look)
            return
        if name != mark.name or (not quiet and len(mark.numbers) > 1):
            yield 0, differ(f"name of the mark {', '.join(mark.numbers)}", name, mark.name)
            return


def _in_order(number: str) -> tuple[int, str]:
    """By what numbers are sorted, whatever else may stand in their place."""
    return len(number), number


def _mark_name(sure: Sequence[str], *, unsure: bool) -> str:
    our = said_by_site().article
    if not sure:
        return our.no_source
    many = our.sources.format(first=", ".join(sure[:-1]), last=sure[-1])
    named = our.source.format(number=sure[0]) if len(sure) == 1 else many
    return our.part_sourced.format(said=named) if unsure else named


def _of_lists(
    page: Page, blocks: Sequence[TextBlock], chunks: Sequence[_Chunk], finished: FinishedText
) -> _Differences:
    asked = [(_kept(one), one.id) for one in blocks if _asks(one)]
    if finished.questions or _is_faq(page):
        yield from _of_links("list of questions", asked, finished.questions)
    below = page.kind is not None and page.kind.lists_subheadings
    sections = [
        (chunk.marked, chunk.id)
        for chunk in chunks
        if chunk.level == 2 or (chunk.level == 3 and below and chunk.alone)
    ]
    if finished.sections:
        yield from _of_links("list of sections", sections, finished.sections)
    known = {name: meant.strip() for name, meant in _ABBREVIATION.findall(page.body)}
    for name, meant in finished.abbreviations:
        if name in known and one_line(known[name]) != one_line(meant):
            yield 0, differ(f"abbreviation {name}", known[name], meant)
    yield from _of_answers(blocks, finished)


def _of_links(what: str, headings: Sequence[tuple[str, str]], links: Sequence[str]) -> _Differences:
    """A list of links to headings of its page."""
    for heading, read in zip_longest(headings, links):
        title, name = heading or ("", "")
        written = link(title, f"#{name}") if heading else ""
        one, other = written, read or ""
        if heading and not name:  # what is not known is not compared
            one, other = words(title), words(other)
        if one != other:
            yield 0, differ(what, one, other)
            return


def _is_faq(page: Page) -> bool:
    return page.kind is not None and page.kind.questions


_ABBREVIATION = re.compile(r"^\*\[([^\]\n]*)\] ?:(.*)$", re.MULTILINE)


def _of_answers(blocks: Sequence[TextBlock], finished: FinishedText) -> _Differences:
    inside = [one for one in blocks if one.box == "question"]
    written = one_line(" ".join(_kept(one) for one in inside))
    read = one_line(" ".join(finished.answers))
    if written != read:
        yield inside[0].line if inside else 0, differ("answers on paper", written, read)


def _of_words(page: Page, finished: FinishedText, given: Given) -> _Differences:
    yield from _of_opened(finished, given)
    for word in finished.words:
        yield from _of_word(word, given, entry=False)
        if given.glossary:
            title = said_by_site().opened.see.format(title=word.title)
            written = link(title, f"{given.glossary}#{word.id}")
            read = resolved(word.more, page.src)
            if written != read:
                yield 0, differ("way to the glossary", written, read)
    if finished.entries:
        for word in finished.entries:
            yield from _of_word(word, given, entry=True)
        missing = set(given.terms) - {word.id for word in finished.entries}
        for name in sorted(missing):
            yield 0, f"The glossary page lacks the term “{name}”."


def _of_opened(finished: FinishedText, given: Given) -> _Differences:
    """The words of the text that open definitions."""
    there = {word.id for word in finished.words}
    for name, opening in finished.opened:
        if name not in there:
            yield 0, f"The word “{name}” opens nothing."
        elif (term := given.terms.get(name)) and folded(opening) not in term_names(term):
            yield 0, differ("word that opens a definition", term.title, opening)


def _of_word(word: Word, given: Given, *, entry: bool) -> _Differences:
    term = given.terms.get(word.id)
    if term is None:
        yield 0, f"The glossary has no term “{word.id}”."
        return
    compared = [
        ("title", term.title, word.title),
        ("definition", term.definition, word.definition),
        ("respelling", _respelling(term), word.respelling or _unsaid(term)),
    ]
    if entry:
        our = said_by_site().glossary
        lists = ((our.also, term.same), (our.older, term.older_names))
        names = [said.format(names=", ".join(names)) for said, names in lists if names]
        compared.append(("names", _joined([names]), _joined([word.names])))
    for what, written, read in compared:
        if one_line(written) != one_line(read):
            yield 0, differ(f"{what} of “{word.id}”", written, read)


def _of_made(page: Page, finished: FinishedText, given: Given) -> _Differences:
    for block in page.blocks:
        there = f" {finished.made.get(block.name, '')} "
        for text in given.made.get(block.name, ()):
            if f" {one_line(text)} " not in there:
                yield block.line, f"The page does not say {shown(one_line(text))} as written."


def _of_parts(page: Page, finished: FinishedText, given: Given) -> _Differences:
    """What the site makes of data around the text and in it."""
    for part in given.parts:
        for written, read in zip_longest(part.texts, part.read(finished.root, page.src)):
            if written != read:
                line = page.front_matter.position((part.field,))[0] if part.field else 0
                yield line, differ(part.what, written or "", read or "")
                break


def _respelling(term: Term) -> str:
    said = term.pronunciation
    if said is None:
        return ""
    return told_respelling(said.printed)


def _unsaid(term: Term) -> str:
    """The respelling of a term that may stay without one: it would be the word again."""
    spelled = _respelling(term)
    plain = spelled.replace("**", "")
    return spelled if plain.casefold() == term.title.casefold() else ""


# --- structured data --------------------------------------------------------------------------


def _of_data(
    page: Page, blocks: Sequence[TextBlock], finished: FinishedText, given: Given
) -> _Differences:
    data, meta = finished.data, page.meta
    if meta is None:
        return
    if data is None:
        yield 0, "The page has no structured data that could be read, or more than one script."
        return
    for key, written, read in unlike_data(data, page, meta, given.described):
        yield 0, differ(f"{key} in structured data", written, read)
    if _is_faq(page) or data.get("mainEntity"):
        yield from _of_questions(blocks, data.get("mainEntity", ()))


def _of_questions(
    blocks: Sequence[TextBlock], entries: Sequence[Mapping[str, Any]]
) -> _Differences:
    for question, entry in zip_longest(_questions(blocks), entries):
        name = one_line(str(entry.get("name", ""))) if entry is not None else ""
        if question is None:
            yield 0, differ("question in structured data", "", name)
            return
        heading, answer = question
        asked = _told(heading)
        if entry is None or asked != name:
            yield heading.line, differ("question in structured data", asked, name)
            return
        copy = entry.get("acceptedAnswer", {}).get("text", "")
        differing = _unlike(copy, answer, [care_label(one) for one in CARE_LEVELS.values()])
        if differing:
            yield heading.line, f"Answer in structured data: {differing}"


def _questions(blocks: Sequence[TextBlock]) -> Iterator[tuple[TextBlock, list[str]]]:
    """Each question of a page of questions with the texts of its answer."""
    for place, heading in enumerate(blocks):
        if not _asks(heading):
            continue
        answer = takewhile(lambda one: not _ends_answer(one), blocks[place + 1 :])
        kept = [one for one in answer if one.box != "figure" and one.role != "sources"]
        told = _as_copied(kept)
        yield heading, [_told(one) for one in told]


def _asks(block: TextBlock) -> bool:
    asks = block.role == "heading" and block.level == 3 and not block.box
    return asks and block.words.endswith("?")


def _ends_answer(block: TextBlock) -> bool:
    ends = block.role == "heading" and block.level <= 3 and not block.box
    return ends or block.box == "note"


# --- copies in one line -----------------------------------------------------------------------

_NEAR: Final = 30
"""How many letters are shown around one that differs, where there are no words."""
_PICTURED = re.compile(f"{PICTURE}[^{END}]*{END}")
_TASK = re.compile(r"^\[[x ]\] ")
_ITEMS: Final = frozenset(("bullet", "number"))
"""What may have a box to tick."""
_UNTOLD = re.compile("[\ufdd0-\ufdda]|^\\[")
_UNSAID = re.compile(
    f"[{CITED}{NOTED}{ALTERED}][^{END}]*{END}|{LEADS}[^{LINK_END}]*{LINK_END}|{LINKED}"
)


def _told(block: TextBlock) -> str:
    """A text as a copy that can hold no elements must say it: in words, without pictures, notes."""
    return one_line(in_plain(_kept(block)))


def _kept(block: TextBlock) -> str:
    """A text as a copy in HTML must say it: what is raised and lowered keeps its marks."""
    text = block.text
    if _UNTOLD.search(text) is None:
        return text
    text = _PICTURED.sub("", text)
    # A box to tick stands before an item; elsewhere the same letters are words.
    return one_line(_UNSAID.sub("", text if block.role not in _ITEMS else _TASK.sub("", text)))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _squeezed_differ(what: str, written: str, read: str) -> str:
    """How two texts without white space differ."""
    same = same_parts(written, read)
    near = slice(max(0, same - _NEAR), same + _NEAR)
    said = f"the source says {shown(written[near])}, it says {shown(read[near])}."
    return f"{what}: {said}"


def _unlike(
    copy: str,
    told: Sequence[str],
    added: Sequence[str],
    *,
    loose: bool = False,
) -> str:
    """How a copy in one line differs from the blocks it is of; empty when it does not.

    Args:
        copy: the copy.
        told: the texts that it must hold, in order, and nothing else.
        added: what the site adds to it.
        loose: whether it may hold more: what the build makes.
    """
    text, at = _squeezed(copy), 0
    if text.replace("·", "") == _squeezed("".join(told)).replace("·", ""):
        return _joined_words(copy, told)  # nearly all are the same
    extras = [_squeezed(one) for one in added]
    for one in map(_squeezed, told):
        if loose:
            at = max(at, text.find(one, at))
        while not text.startswith(one, at):
            extra = next((extra for extra in extras if text.startswith(extra, at)), None)
            if extra is None:
                return _squeezed_differ("here", one, text[at:])
            at += len(extra)
        at += len(one)
    rest = text[at:]
    for extra in extras:
        rest = rest.replace(extra, "")
    if loose or not rest:
        return _joined_words(copy, told)
    return f"it goes on with {shown(rest)}."


def _joined_words(copy: str, told: Sequence[str]) -> str:
    """Where a copy with all its letters joins or parts words within a block; empty for nowhere."""
    text, at = one_line(copy), 0
    for block in told:
        found = text.find(block, at)
        while found > 0 and text[found - 1].isalnum() and block[:1].isalnum():
            found = text.find(block, found + 1)  # that one is joined to what stands before it
        if found < 0:
            return differ("white space", block, text[at : at + len(block)])
        at = found + len(block)
    return ""


# --- search -----------------------------------------------------------------------------------


def _of_passages(page: Page, chunks: Sequence[_Chunk], given: Given) -> _Differences:
    if given.passages is None:
        return
    at = 0
    for passage in given.passages:
        places = range(at, len(chunks)) if passage.anchor else (0,)
        place = next((one for one in places if chunks[one].title == passage.title), None)
        if place is None:
            yield from _of_generated(passage, chunks[at], given)
            continue
        yield from _skipped(page, chunks[at + 1 : place])
        at = place
        yield from _of_passage(passage, chunks[place])
    yield from _skipped(page, chunks[at + 1 :])
    if any(block.name == "glossary-entries" for block in page.blocks):
        held = {passage.anchor for passage in given.passages}
        for name, term in given.terms.items():
            if name not in held and len(term.title) > 1:
                yield 0, f"The search lacks {shown(term.title)}."


def _of_passage(passage: Passage, chunk: _Chunk) -> _Differences:
    if chunk.id not in ("", passage.anchor):
        yield chunk.line, differ("address in the search", f"#{chunk.id}", f"#{passage.anchor}")
    if passage.urgency != chunk.urgency:
        levels = str(chunk.urgency), str(passage.urgency)
        yield chunk.line, differ(f"urgency of {shown(chunk.title)} in the search", *levels)
    if not chunk.told:
        return  # it tells of the headings below it
    figure, article = said_by_site().figure, said_by_site().article
    added = ["·", figure.in_words, figure.in_plain_words, article.stop, *chunk.added]
    differing = _unlike(passage.text, chunk.told, added, loose=chunk.generated)
    if differing:
        yield chunk.line, f"In the search, {differing}"


def _of_generated(passage: Passage, chunk: _Chunk, given: Given) -> _Differences:
    """A passage whose heading no author wrote on this page: an entry of the glossary, or a list."""
    term = given.terms.get(passage.anchor)
    if not chunk.generated:
        yield chunk.line, f"The search holds {shown(passage.title)}, which the page does not say."
        return
    if passage.urgency:
        yield 0, differ(f"urgency of {shown(passage.title)} in the search", "0", "more")
    if term is not None and passage.title != term.title:
        yield 0, differ(f"“{term.id}” in the search", term.title, passage.title)
    elif term is not None and one_line(term.definition) not in passage.text:
        yield 0, differ(f"“{term.id}” in the search", term.definition, passage.text)


def _skipped(page: Page, chunks: Sequence[_Chunk]) -> _Differences:
    """What the search does not hold; a case keeps its answers out of it."""
    if page.kind is not None and any(one.answers for one in page.kind.sections):
        return
    for chunk in chunks:
        # What holds pictures alone has no words for it, nor has the index a place for one letter.
        if len(chunk.title) > 1 and any(chunk.told):
            yield chunk.line, f"The search lacks {shown(chunk.title)}."


_URGENCY: Final = MappingProxyType({"emergency": 3, "urgent": 2, "non-urgent": 1})
"""The weight of a card's level in the search."""


@dataclass
class _Chunk:
    """What stands below one heading, up to the next."""

    title: str
    """Its words as plain text."""
    line: int
    marked: str = ""
    """Its words as a copy in HTML says them."""
    level: int = 0
    id: str = ""
    """What a link to it names; empty where that is not known."""
    urgency: int = 0
    """Of a care card: how urgent it is."""
    alone: bool = False
    """Whether its heading stands by itself, and not in a panel."""
    generated: bool = False
    """Whether the build writes something there."""
    told: list[str] = field(default_factory=list)
    """Its texts in words."""
    added: list[str] = field(default_factory=list)
    """What the site adds to it."""


def _chunks(page: Page, blocks: Sequence[TextBlock]) -> list[_Chunk]:
    chunks = [_Chunk("", 0)]
    panel = ""
    copied = _as_copied(blocks) if any(one.box == "tab" for one in blocks) else blocks
    for block in copied:
        if block.role == "heading":
            title, urgency = _told(block), _URGENCY.get(block.tier, 0)
            marked = _kept(block)
            chunk = _Chunk(title, block.line, marked, block.level, block.id, urgency)
            chunk.alone = not block.box
            chunks.append(chunk)
        elif block.box == "key-points" != panel:
            said = said_by_site().article.key_points
            chunks.append(_Chunk(said, block.line, said, 2))
        panel = block.box
        _fill(chunks[-1], block)
    lines = [chunk.line for chunk in chunks]
    for line in _generated_lines(page):
        chunks[bisect.bisect_right(lines, line) - 1].generated = True
    return chunks


def _as_copied(blocks: Sequence[TextBlock]) -> Iterator[TextBlock]:
    """The blocks in the order of a copy: there the titles of tabs stand together before them."""
    for box, group in groupby(blocks, key=lambda block: block.box):
        if box == "tab":
            yield from sorted(group, key=lambda block: block.role != "title")
        else:
            yield from group


def _fill(chunk: _Chunk, block: TextBlock) -> None:
    if (
        block.role in {"heading", "sources", "alt", "label", "unmarked", "credit"}
        or block.box == "question"
    ):
        return
    if block.text.endswith(said_by_site().care.local_number) and block.tier:
        return
    if block.role == "made":
        chunk.added += block.text.split(": ", 1)
        return
    if block.role == "finding":
        chunk.added.append(str(block.number))
    chunk.told.append(_told(block))


def _generated_lines(page: Page) -> list[int]:
    """The lines below which the build writes something."""
    blocks = [
        one.line
        for one in page.blocks
        if one.name not in FIGURE_BLOCKS and one.name in BLOCKS and not BLOCKS[one.name].has_body
    ]
    return blocks + [one.line for one in page.sections if one.spec and one.spec.generated]
