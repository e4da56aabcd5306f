"""Makes the first use of a glossary term in each section a control that opens its definition.

It works on the tree of the page, where a paragraph is one string however its source is wrapped and
whichever of its words are bold. `plainleaf.model.term_matcher` says what is a term; here it is
decided where one may open: not in links, headings, code, figures, care cards, an author's own
definition or another control. A name that reaches into one of those opens nothing, and neither does
a shorter name inside it.

A section begins at a second-level heading, on a page of questions at each question too. A term that
the whole guide is about opens once a page. Where an
author marks a definition (`**anemia**{.defined}`, or the first line of a definition list), the term
stays plain in that whole section.

The page's definitions themselves are none of the tree: `Outputs.terms` names them, and the theme
prints them where no search index reads them.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Final, NamedTuple

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX

from plainleaf.model.term_matcher import IGNORED, OBJECT, Match
from plainleaf.rendering.glossary_page import WORD_ID
from plainleaf.rendering.rendering import Rendering
from plainleaf.rendering.tree import fill
from plainleaf.text.html_words import INLINE

DEFINED: Final = "defined"
"""The class by which an author marks the words that the text itself defines."""

CONTROL: Final = "term"
"""The class of a control."""

HINT_ID: Final = "word-hint"
"""The id of the words that tell a listener what a control is for."""

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CLOSED: Final = _HEADINGS | frozenset(
    ("pre", "figure", "svg", "math", "script", "style", "summary", "th", "caption", "nav")
)
"""Elements in which no term is looked for."""
_CLOSED_CLASSES: Final = frozenset({"care", "admonition-title", "tabbed-labels", "footnote"})
_BARRED: Final = frozenset(
    ("a", "abbr", "button", "code", "dfn", "kbd", "label", "samp", "var", "select", "textarea")
)
"""Inline elements whose words open nothing, though they belong to the text around them."""
_READ_ON: Final = INLINE | {"br", "img", "input", "label"}
"""Elements that do not end the text around them."""
_UNSEEN: Final = frozenset({"cites", "footnote-ref", "task-list-indicator"})
"""Classes of inline elements that stand between words without parting them."""
_MARKABLE: Final = frozenset({"strong", "em", "b", "i", "span", "mark"})
_OPENING: Final = "([{\"'\u201c\u2018"
_CLOSING: Final = frozenset(".,;:!?)]}%/\"'\u201d\u2019\u2026-\u2010\u2011\u2013\u2014")
_PAGE: Final = -1
"""Stands for the whole page where a section is named."""
_SOFT_HYPHEN: Final = "\u00ad"


class Span(NamedTuple):
    """A stretch of a run's text."""

    start: int
    end: int


class _Slot(NamedTuple):
    """A text of the tree: an element's own text or the text behind it."""

    owner: etree.Element
    tail: bool
    parent: etree.Element
    """The element that its characters stand in."""
    start: int
    """Where it begins in the run."""
    length: int


@dataclass
class _ReadRun:
    """Text that a reader reads in one go: a paragraph, a cell, the words of a list item."""

    section: int
    pieces: list[str] = field(default_factory=list)
    slots: list[_Slot] = field(default_factory=list)
    barred: list[Span] = field(default_factory=list)
    """Where nothing may open."""
    defined: list[Span] = field(default_factory=list)
    """Where the author defines a term."""
    length: int = 0

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def add(self, text: str) -> Span:
        """Add text; returns where it stands."""
        self.pieces.append(text)
        span = Span(self.length, self.length + len(text))
        self.length = span.end
        return span


class TermTreeprocessor(Treeprocessor):
    """Makes controls of terms, after headings have their ids and before citations are numbered."""

    def __init__(self, md: Markdown, rendering: Rendering) -> None:
        super().__init__(md)
        self.rendering = rendering

    def run(self, root: etree.Element) -> None:
        """Mark the author's definitions, then make the controls of each section."""
        mark_definitions(root)
        matcher = self.rendering.inputs.terms
        if matcher is None:
            return
        kind = self.rendering.inputs.kind
        questions = kind is not None and kind.questions
        reader = _RunReader(self.md.htmlStash.rawHtmlBlocks, questions=questions)
        runs = reader.read(root)
        found = matcher.find_on_page([run.text for run in runs])
        done = {
            (run.section, match.term)
            for run, matches in zip(runs, found, strict=True)
            for match in matches
            if any(_within(match, span) for span in run.defined)
        }
        terms = dict.fromkeys(self.rendering.outputs.terms)
        for run, matches in zip(runs, found, strict=True):
            chosen = []
            for match in matches:
                keys = {(run.section, match.term)}
                if match.term in self.rendering.inputs.unopened:
                    continue
                if match.term in self.rendering.inputs.once:
                    keys.add((_PAGE, match.term))
                if match.links and done.isdisjoint(keys) and not _is_barred(match, run):
                    done |= keys
                    chosen.append(match)
            terms.update(dict.fromkeys(match.term for match in chosen))
            # From the end, so that what is still to be done stays where it was.
            for match in reversed(chosen):
                _wrap(run, match, reader.parents)
        self.rendering.outputs.terms = list(terms)
        if terms:
            keep_with_punctuation(root)


def mark_definitions(root: etree.Element) -> None:
    """Make `dfn` elements of what authors marked as defined by their own text."""
    for element in root.iter():
        classes = (element.get("class") or "").split()
        if DEFINED in classes and element.tag in _MARKABLE:
            element.tag = "dfn"
            classes.remove(DEFINED)
            if classes:
                element.set("class", " ".join(classes))
            else:
                del element.attrib["class"]


def keep_with_punctuation(root: etree.Element) -> None:
    """Keep a control on one line with the punctuation at it: browsers break a line behind a button.

    Else a period could begin a line, which no text does.
    """
    parents = {child: parent for parent in root.iter() for child in parent}
    for button in [one for one in root.iter("button") if one.get("class") == CONTROL]:
        outer = button
        while not outer.tail and parents[outer].tag in INLINE and parents[outer][-1] is outer:
            outer = parents[outer]
        parent = parents[outer]
        index = list(parent).index(outer)
        before = (parent[index - 1].tail if index else parent.text) or ""
        opening, closing = before[len(before.rstrip(_OPENING)) :], _closing(outer.tail or "")
        if not opening and not closing:
            continue
        kept = etree.Element("span", {"class": "term-k"})
        kept.text, kept.tail = opening, (outer.tail or "")[len(closing) :]
        outer.tail = closing
        without = before[: len(before) - len(opening)]
        if index:
            parent[index - 1].tail = without
        else:
            parent.text = without
        parent[index] = kept
        kept.append(outer)
        parents[outer] = kept
        parents[kept] = parent


def _closing(text: str) -> str:
    """The punctuation that a text begins with, and a possessive `'s`."""
    end = 2 if text.startswith(("'s", "\u2019s")) and not text[2:3].isalnum() else 0
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return text[:end]


def _within(match: Match, span: Span) -> bool:
    return span.start <= match.start and match.end <= span.end


def _is_barred(match: Match, run: _ReadRun) -> bool:
    return any(match.start < span.end and span.start < match.end for span in run.barred)


# --- reading the tree ------------------------------------------------------------------------


class _RunReader:
    """Reads a page into runs of text."""

    def __init__(self, stash: Sequence[object], *, questions: bool) -> None:
        self.parents: dict[etree.Element, etree.Element] = {}
        self._stash = stash
        self._section_levels = {"h2", "h3"} if questions else {"h2"}
        self._runs: list[_ReadRun] = []
        self._section = 0
        self._raw: list[str] = []
        """Raw HTML elements that are open in this run."""
        self._open: _ReadRun | None = None

    def read(self, root: etree.Element) -> list[_ReadRun]:
        """Every run of the page, in order."""
        self._block(root, [root])
        return self._runs

    def _close_run(self) -> None:
        self._open = None
        self._raw = []

    def _block(self, element: etree.Element, path: list[etree.Element]) -> None:
        self._close_run()
        self._text(element, element, tail=False)
        for place, child in enumerate(element):
            self.parents[child] = element
            if child.tag in _READ_ON:
                self._inline(child)
            elif _is_closed(child, element, place):
                self._close_run()
                self._pass_by(child, path)
            else:
                self._block(child, [*path, child])
                self._close_run()
            self._text(child, element, tail=True)
        self._close_run()

    def _pass_by(self, element: etree.Element, path: list[etree.Element]) -> None:
        """Leave out an element; a heading that is no part of something else begins a section."""
        inside = [one.get("class", "") for one in path[1:]]
        if element.tag in self._section_levels and (not inside or inside == ["key"]):
            self._section += 1
        if element.tag == "dt":
            before = len(self._runs)
            self._block(element, path)
            for run in self._runs[before:]:
                run.barred.append(Span(0, run.length))
                run.defined.append(Span(0, run.length))

    def _inline(self, element: etree.Element) -> None:
        run = self._run()
        if element.tag == "br":
            run.barred.append(run.add("\n"))
            return
        if element.tag in {"img", "input"}:
            run.barred.append(run.add(OBJECT if element.tag == "img" else " "))
            return
        if _is_unseen(element):
            run.barred.append(run.add(IGNORED))
            return
        start = run.length
        self._text(element, element, tail=False)
        for child in element:
            self.parents[child] = element
            self._inline(child)
            self._text(child, element, tail=True)
        span = Span(start, run.length)
        if element.tag in _BARRED:
            run.barred.append(span)
        if element.tag == "dfn":
            run.defined.append(span)

    def _run(self) -> _ReadRun:
        if self._open is None:
            self._open = _ReadRun(self._section)
            self._runs.append(self._open)
        return self._open

    def _text(self, owner: etree.Element, parent: etree.Element, *, tail: bool) -> None:
        text = (owner.tail if tail else owner.text) or ""
        if not text or (self._open is None and text.isspace()):
            return
        run = self._run()
        slot = _Slot(owner, tail, parent, run.length, len(text))
        run.slots.append(slot)
        for piece in self._seen(text):
            span = run.add(piece.text)
            if piece.tag or any(name in _BARRED for name in self._raw):
                run.barred.append(span)
            if "dfn" in self._raw:
                run.defined.append(span)

    def _seen(self, text: str) -> Iterator[_RunPiece]:
        """A text of the tree as a reader sees it, each piece as long as what stands there."""
        if STX not in text:
            yield _RunPiece(text)
            return
        position = 0
        while (start := text.find(STX, position)) >= 0:
            if start > position:
                yield _RunPiece(text[position:start])
            end = text.find(ETX, start) + 1 or len(text)
            yield self._stood_for(text[start:end])
            position = end
        if position < len(text):
            yield _RunPiece(text[position:])

    def _stood_for(self, placeholder: str) -> _RunPiece:
        length = len(placeholder)
        match = HTML_PLACEHOLDER_RE.fullmatch(placeholder)
        number = int(match.group(1)) if match else -1
        raw = str(self._stash[number]) if 0 <= number < len(self._stash) else "&"
        if not raw.startswith("<"):
            return _RunPiece(_stretched(unescape(raw), length))
        tags = _Tags()
        tags.feed(raw)
        tags.close()
        for name, opens in tags.found:
            if opens:
                self._raw.append(name)
            elif name in self._raw:
                del self._raw[self._raw.index(name) :]
        return _RunPiece(tags.seen * length, tag=True)


class _RunPiece(NamedTuple):
    text: str
    tag: bool = False
    """Whether it stands for raw HTML, which no control may reach across."""


def _stretched(text: str, length: int) -> str:
    """A text as long as its placeholder, with what nobody sees."""
    if len(text) > length:
        return OBJECT * length
    if text.isspace():
        return text + " " * (length - len(text))
    filling = _SOFT_HYPHEN if text[-1:].isalnum() else IGNORED
    return text + filling * (length - len(text))


class _Tags(HTMLParser):
    """The tags of a piece of raw HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, bool]] = []
        self.seen = IGNORED
        """What a reader sees of it, as one character."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Note an element that begins."""
        if tag == "img":
            self.seen = OBJECT
        elif tag in {"br", "input"}:
            self.seen = " "
        elif tag != "wbr":
            self.found.append((tag, True))

    def handle_endtag(self, tag: str) -> None:
        """Note an element that ends."""
        self.found.append((tag, False))

    def handle_data(self, data: str) -> None:
        """Note words: a whole piece of HTML stands here."""
        if data.strip():
            self.seen = OBJECT


def _is_closed(element: etree.Element, parent: etree.Element, place: int) -> bool:
    heads_row = element.tag == "td" and place == 0 and parent.tag == "tr" and len(parent) > 1
    classes = set((element.get("class") or "").split())
    return (
        element.tag in _CLOSED
        or element.tag == "dt"
        or heads_row
        or not _CLOSED_CLASSES.isdisjoint(classes)
    )


def _is_unseen(element: etree.Element) -> bool:
    classes = set((element.get("class") or "").split())
    return not _UNSEEN.isdisjoint(classes) or (
        element.tag == "sup" and len(element) == 1 and _is_unseen(element[0])
    )


# --- changing the tree -----------------------------------------------------------------------


def _control(term: str) -> etree.Element:
    return etree.Element(
        "button",
        {
            "type": "button",
            "class": CONTROL,
            "popovertarget": f"{WORD_ID}{term}",
            "aria-describedby": HINT_ID,
        },
    )


def _wrap(run: _ReadRun, match: Match, parents: Mapping[etree.Element, etree.Element]) -> None:
    """Put a control around a match; what is bold within it stays bold."""
    first = next(one for one in run.slots if match.start < one.start + one.length)
    last = next(one for one in run.slots if match.end <= one.start + one.length)
    button = _control(match.term)
    if first is last:
        _wrap_text(first, match.start - first.start, match.end - first.start, button)
        return
    around = _common(first.parent, last.parent, parents)
    start = _offset(around, first) + match.start - first.start
    end = _offset(around, last) + match.end - last.start
    _carve(around, start, end, button)


def _wrap_text(slot: _Slot, start: int, end: int, button: etree.Element) -> None:
    text = (slot.owner.tail if slot.tail else slot.owner.text) or ""
    button.text, button.tail = text[start:end], text[end:]
    if slot.tail:
        slot.owner.tail = text[:start]
        slot.parent.insert(list(slot.parent).index(slot.owner) + 1, button)
    else:
        slot.owner.text = text[:start]
        slot.owner.insert(0, button)


def _common(
    first: etree.Element, second: etree.Element, parents: Mapping[etree.Element, etree.Element]
) -> etree.Element:
    """The innermost element that both stand in, or are."""
    around = []
    element: etree.Element | None = first
    while element is not None:
        around.append(element)
        element = parents.get(element)
    element = second
    while element not in around:
        element = parents[element]
    return element


def _offset(around: etree.Element, slot: _Slot) -> int:
    """How much text stands in an element before a slot of it."""
    total = 0
    for owner, tail, text in _texts(around):
        if owner is slot.owner and tail == slot.tail:
            return total
        total += len(text)
    raise AssertionError("The slot stands in the element.")


def _texts(element: etree.Element) -> Iterator[tuple[etree.Element, bool, str]]:
    yield element, False, element.text or ""
    for child in element:
        yield from _texts(child)
        yield child, True, child.tail or ""


def _length(element: etree.Element) -> int:
    return sum(len(text) for _, _, text in _texts(element))


_Inside = list["str | etree.Element"]


def _content(element: etree.Element) -> _Inside:
    """An element's texts and children, in order; it has none of them any more."""
    content: _Inside = [element.text or ""]
    for child in list(element):
        content += [child, child.tail or ""]
        child.tail = None
        element.remove(child)
    element.text = None
    return content


def _cut(content: _Inside, at: int) -> tuple[_Inside, _Inside]:
    """Content up to an offset and from there on; an element across it becomes two."""
    before: _Inside = []
    position = 0
    for index, one in enumerate(content):
        length = len(one) if isinstance(one, str) else _length(one)
        if position + length <= at:
            before.append(one)
            position += length
            continue
        if position == at:
            return before, content[index:]
        if isinstance(one, str):
            left, right = one[: at - position], one[at - position :]
            return [*before, left], [right, *content[index + 1 :]]
        # The element itself becomes the left part: what was read of it still holds.
        kept, moved = _cut(_content(one), at - position)
        attributes = {name: value for name, value in one.attrib.items() if name != "id"}
        other = etree.Element(one.tag, attributes)
        fill(one, kept)
        fill(other, moved)
        return [*before, one], [other, *content[index + 1 :]]
    return before, []


def _carve(element: etree.Element, start: int, end: int, button: etree.Element) -> None:
    """Move the text of an element from `start` to `end` into a control."""
    before, rest = _cut(_content(element), start)
    inside, after = _cut(rest, end - start)
    fill(button, inside)
    fill(element, [*before, button, *after])
