"""The words of a finished page as a reader meets them, block by block.

This is the finished side of the proof that nothing gets lost (`plainleaf.proof.proof`). It reads
the file that was written, by an HTML5 parser as browsers do, and knows nothing of the page's
source. What the site adds by itself is left out by where it stands (`GENERATED`); everything else
counts, and so does what an author's own class would hide.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.model.block_specs import VERDICTS
from plainleaf.model.words import words as said_by_site
from plainleaf.proof.unexpected import Unexpected, unexpected
from plainleaf.reading.page_text import TextBlock, TextRole
from plainleaf.text.html_words import (
    IN_TEXT,
    SILENT,
    WAYS,
    children,
    class_set,
    classes_of,
    plain_text,
)
from plainleaf.text.seen import (
    CITED,
    END,
    LEADS,
    LINK_END,
    LINKED,
    NOTED,
    SCRIPTS,
    SPOKEN,
    TAGS,
    altered,
    link,
    one_line,
    picture,
)

GENERATED: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("section", "slip"): "who has checked the page",
        ("div", "handouts-all"): "the list of printed files",
        ("p", "no-handouts"): "that there are no printed files",
        ("nav", "faq-list"): "links to the questions, proved as copies",
        ("div", "try"): "the invitation to try a case first",
        ("div", "answers"): "the answers to questions on paper, proved as copies",
        ("div", "made"): "what stands in data files, the definitions proved by themselves",
        ("ol", "sources"): "the numbered sources, proved by themselves",
        ("details", "srcs"): "the same, folded under their count, which is proved with them",
        ("div", "words"): "the definitions that open, proved by themselves",
        ("nav", "read-on"): "the pages before and after",
        ("details", "clear"): "what its reader may tell, its message proved by itself",
        ("section", "review"): "when the page was written and reviewed",
        ("p", "quiz-l"): "what every question says first",
        ("p", "to-plain-l"): "the link from a finding to its plain words",
    }
)
"""Element and class of what the site adds to an article, and what it is. No author's text may
stand in one: where one does, it is missing on this side, and the proof fails."""

UNPROVED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "a.skip, .menu > summary, header .tool, header label": "names of controls",
        ".search": "the box of the search, which a script fills",
        "aside.copy, aside.sheet-state": "the age of a copy, of the build's day and address, "
        "and the editions of printed sheets, of which the build makes both sides",
        ".foot-a > p:not(.brand)": "what every page says at its foot",
        ".imprint": "the day of the copy, and whether anything was reviewed",
        "div.handouts-all, p.no-handouts": "the printed files: each is proved by itself, on paper",
        "section.review": "how hard the text is to read, and where mistakes are told",
        "label.colors, nav.leave": "names of controls",
        "details.clear": "how to tell what was not clear, beside the message, which is proved",
        "section.slip": "what a page says of a review behind its first words, which are proved",
        ".sayline-l, .toc > summary, section.home-in > h2": "labels of what is proved beside them",
        ".hero-s": "a way to what is said of the review",
        ".prints, [data-print]": "ways to print, and to the printed files",
    }
)
"""What stands around an article and is compared with nothing, as in a style sheet: words of the
templates and of the build. No author's text may stand there; `tests/test_proof.py` holds that
nothing else on a page stays uncompared."""

CARE_LEVELS: Final[Mapping[str, str]] = MappingProxyType(
    {"care-now": "emergency", "care-soon": "urgent", "care-plan": "non-urgent"}
)
"""Class of a care card to its level."""


def care_label(level: str) -> str:
    """The words that the site puts above a care card of a level."""
    return said_by_site().care.label(level)


HERE: Final = "here"
"""The class of what makes of a heading a link to itself: its words are the heading's."""

_BELOW_CARDS: Final = "care-s"
"""The class of the line that says what care cards rest on."""


_PANELS: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("section", "key"): "key-points",
        ("section", "care"): "care-card",
        ("div", "asks"): "questions-to-ask",
        ("fieldset", "quiz"): "question",
        ("div", "admonition"): "admonition",
        ("div", "footnote"): "note",
    }
)
_SINGLE: Final = frozenset(("key-points", "care-card", "questions-to-ask", "question"))
"""Panels that never stand within one another."""
_GENERATED_CLASSES: Final = frozenset(css for _, css in GENERATED)
_PANEL_CLASSES: Final = frozenset(css for _, css in _PANELS)
_UNREAD_CLASSES: Final = frozenset(("vh", "on-paper", "needs-js", "footnote-backref"))
"""Classes of what most readers do not see."""
_HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))
_TELLING: Final = frozenset(
    ("a", "abbr", "b", "bdi", "button", "cite", "code", "dfn", "em", "i", "input", "kbd", "label")
) | {"small", "span", "strong", "sub", "sup"}
"""Elements in a text that the site and its Markdown make: any other changes what is read."""


@dataclass(frozen=True)
class Word:
    """A definition that opens on a page, or an entry of the glossary page."""

    id: str
    """The id of its term."""
    title: str
    definition: str
    respelling: str
    """How to say it; empty when nothing is said."""
    names: tuple[str, ...] = ()
    """On the glossary page: what it says of other names."""
    more: str = ""
    """Of a definition that opens: the link to its entry."""


class CitationMark(NamedTuple):
    """A link from a statement to its sources."""

    numbers: tuple[str, ...]
    """What stands in it."""
    look: str
    """Its classes."""
    name: str
    """What it is called for those who hear the page; empty for its words."""


@dataclass(frozen=True)
class FinishedText:
    """What a finished page says."""

    blocks: tuple[TextBlock, ...] = ()
    """Its lead and article. Citations and notes are numbers here, and lines are 0."""
    labels: tuple[tuple[int, str], ...] = ()
    """Of a cell, by its place among the blocks: the label it gets where there is no room."""
    title: str = ""
    """Its heading."""
    tab_title: str = ""
    """What a browser calls it."""
    description: str = ""
    """What lists of results say of it."""
    facts: tuple[tuple[str, str], ...] = ()
    """Label and value of its facts at a glance."""
    doors: tuple[tuple[str, str, str], ...] = ()
    """Title, text and action of the doors of a start page."""
    sources: tuple[str, ...] = ()
    """Its sources in order, without the ways back."""
    count: str = ""
    """What its list of sources is folded under; empty for one that stands open."""
    marks: tuple[CitationMark, ...] = ()
    """What leads to its sources, in order."""
    questions: tuple[str, ...] = ()
    """The questions that it lists at its top, as links."""
    answers: tuple[str, ...] = ()
    """What paper says of questions and choices, in order."""
    words: tuple[Word, ...] = ()
    """The definitions that open on it."""
    opened: tuple[tuple[str, str], ...] = ()
    """The ids of the terms that its text opens, in order, each with the words that open it."""
    entries: tuple[Word, ...] = ()
    """The entries of the glossary, on its page."""
    sections: tuple[str, ...] = ()
    """The sections that it lists beside its text, as links."""
    abbreviations: tuple[tuple[str, str], ...] = ()
    """The abbreviations in its text, each with what it stands for."""
    made: Mapping[str, str] = field(default_factory=dict)
    """The words of what blocks make of data files, by the block's name."""
    data: Mapping[str, Any] | None = None
    """Its structured data; None when there are none that could be read, or more than one."""
    unexpected: tuple[Unexpected, ...] = ()
    """What hides something, or changes how it is read, where no template does."""
    root: LexborNode | None = None
    """The whole page, for what is asked of it by name."""


def read_finished_text(html: bytes | str) -> FinishedText:
    """Read a finished page."""
    tree = LexborHTMLParser(html)
    root = tree.root
    if root is None:
        return FinishedText()
    text = html if isinstance(html, str) else html.decode("utf-8", "replace")

    def found(within: LexborNode, selector: str, sign: str) -> list[LexborNode]:
        """What a selector finds; a search through the text is much faster where that is nothing."""
        return within.css(selector) if sign in text else []

    reader = _ArticleReader()
    for lead in found(root, ".band .lead, .hero .lead", "lead")[:1]:
        reader.read(lead)
    article = tree.css_first("#main article.prose, #main .home-in > .prose")
    main = article if article is not None else root
    reader.note_numbers = {
        f"#{one.id}": number
        for number, one in enumerate(found(main, "div.footnote > ol > li", "footnote"), start=1)
    }
    if article is not None:
        reader.read(article)
    heading = tree.css_first("#main h1")
    description = tree.css_first('head > meta[name="description"]')
    title = tree.css_first("head > title")
    return FinishedText(
        blocks=tuple(reader.blocks),
        labels=tuple(reader.labels),
        title=_title_text(heading) if heading is not None else "",
        tab_title=plain_text(title) if title is not None else "",
        description=(description.attributes.get("content") or "") if description else "",
        facts=tuple(map(_fact, found(root, ".band dl.facts > div", "facts"))),
        doors=tuple(map(_door, found(root, "ul.doors > li", "doors"))),
        sources=tuple(map(_source, found(main, "ol.sources > li > p", "sources"))),
        count=" ".join(map(_whole, found(main, "details.srcs > summary", "srcs"))),
        marks=tuple(map(_as_mark, found(root, "a.cite", "cite"))),
        questions=tuple(map(with_links, found(main, "nav.faq-list li", "faq-list"))),
        answers=tuple(map(plain_text, found(main, _ON_PAPER, "answers"))),
        words=tuple(map(_word, found(main, "div.words > .word", "words"))),
        opened=tuple(
            ((one.attributes.get("popovertarget") or "").removeprefix("word-"), _whole(one))
            for one in found(main, "button.term", "popovertarget")
        ),
        entries=tuple(map(_entry, found(main, "div.made-glossary-entries .entry", "entry"))),
        sections=tuple(map(with_links, found(root, "details.toc li", "toc"))),
        abbreviations=tuple(
            (plain_text(one), one.attributes.get("title") or "")
            for one in found(main, "abbr[title]", "<abbr")
        ),
        made={
            css.removeprefix("made-"): plain_text(one)
            for one in found(main, "div.made-changes, div.made-open-points", "made-")
            for css in classes_of(one)
        },
        data=_data(tree),
        unexpected=tuple(unexpected(root)),
        root=root,
    )


_ON_PAPER: Final = "div.answers p:not(.answers-t), div.answers dt"
"""What paper says of questions."""


# --- parts that are proved by themselves ------------------------------------------------------


def _whole(node: LexborNode) -> str:
    """All words of an element in which nothing is hidden; ten times faster than `plain_text`."""
    return one_line(node.text())


def with_links(node: LexborNode) -> str:
    """The words of an element with its links, and its bold words between asterisks."""
    pieces: list[str] = []
    _gather_links(node, pieces)
    return one_line("".join(pieces))


def _gather_links(
    node: LexborNode, pieces: list[str], without: frozenset[str] = frozenset(("vh",))
) -> None:
    for child in children(node):
        tag = child.tag or ""
        if tag == "-text":
            pieces.append(child.text_content or "")
            continue
        attributes = child.attributes
        classes = attributes.get("class") if attributes else None
        if tag in SILENT or not tag[0].isalpha():
            continue
        if classes and not without.isdisjoint(class_set(classes)):
            continue
        if tag == "a" and classes != HERE:
            inner: list[str] = []
            _gather_links(child, inner)
            pieces.append(link(one_line("".join(inner)), attributes.get("href") or ""))
            continue
        around = "**" if tag == "b" else "" if tag in IN_TEXT and tag != "br" else " "
        script = SCRIPTS.get(tag, "")
        pieces.append(script or around)
        _gather_links(child, pieces)
        pieces.append(END if script else around)


def _title_text(heading: LexborNode) -> str:
    return plain_text(heading, WAYS | {"abbr"})


def _fact(node: LexborNode) -> tuple[str, str]:
    label, value = (node.css_first(name) for name in ("dt", "dd"))
    return plain_text(label) if label else "", plain_text(value) if value else ""


def _door(node: LexborNode) -> tuple[str, str, str]:
    found = [node.css_first(name) for name in ("h2", "p", ".door-go")]
    title, text, action = (plain_text(part) if part else "" for part in found)
    return title, text, action


def _source(node: LexborNode) -> str:
    """A source up to the first way back to the text: there may be many, and they are its last."""
    pieces: list[str] = []
    _gather_links(node, pieces, _BACK)
    return one_line("".join(pieces))


_BACK: Final = frozenset(("back",))


@functools.lru_cache(maxsize=4096)  # pages share most of their sources
def of_html(html: str) -> str:
    """The words of HTML that this program made, with its links."""
    body = LexborHTMLParser(html).body
    return with_links(body) if body is not None else ""


def _word(node: LexborNode) -> Word:
    parts = {"word-t": "", "word-d": ""}
    say = more = ""
    for child in children(node):
        for css in classes_of(child):
            if css in parts:
                parts[css] = _whole(child)
            elif css == "word-m":
                more = with_links(child)
            elif css == "word-say":
                shown = child.css_first(".say")
                say = with_links(shown) if shown else ""
    name = (node.id or "").removeprefix("word-")
    return Word(name, parts["word-t"], parts["word-d"], say, more=more)


def _entry(node: LexborNode) -> Word:
    heading, definition = node.css_first("h3"), node.css_first(".entry-d")
    say = node.css_first(".entry-say .say")
    names = [plain_text(one) for one in node.css("p.entry-m")]
    return Word(
        (heading.id or "") if heading else "",
        _title_text(heading) if heading else "",
        plain_text(definition) if definition else "",
        with_links(say) if say else "",
        tuple(one for one in names if one.startswith(_name_labels())),
    )


def _name_labels() -> tuple[str, str]:
    """What begins the lines of the other names of a term."""
    our = said_by_site().glossary
    return our.also.format(names=""), our.older.format(names="")


def _data(tree: LexborHTMLParser) -> Mapping[str, Any] | None:
    scripts = tree.css('script[type="application/ld+json"]')
    try:
        found = json.loads(scripts[0].text()) if len(scripts) == 1 else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


# --- the article -----------------------------------------------------------------------------


@dataclass
class _Surroundings:
    """What the text that is read now stands in."""

    first: TextRole | None = None
    """What the next text is, whatever holds it: an item, a definition, a note."""
    depth: int = 0
    number: int = 0
    box: str = ""
    tier: str = ""
    quoted: bool = False

    def inside(self, **changes: Any) -> _Surroundings:
        """A context within this one."""
        return replace(self, first=None, **changes)

    def item(self, number: int, role: TextRole) -> _Surroundings:
        """The context of an item of a list in this one."""
        return _Surroundings(role, self.depth + 1, number, self.box, self.tier, self.quoted)


class _ArticleReader:
    """Reads an article into blocks."""

    def __init__(self) -> None:
        self.blocks: list[TextBlock] = []
        self.labels: list[tuple[int, str]] = []
        self.note_numbers: Mapping[str, int] = {}
        self.pieces: list[str] = []

    def read(self, node: LexborNode) -> None:
        """Read everything inside an element."""
        self._content(node, _Surroundings())

    def _content(self, node: LexborNode, around: _Surroundings, role: TextRole = "html") -> None:
        """Read what is inside an element; words that stand in it by themselves get a role.

        They get `html` where no author's words can stand, so that a paragraph which lost its
        element is missed.
        """
        for child in children(node):
            tag = child.tag or ""
            if tag in IN_TEXT:
                self._in_text(child, tag)
            elif tag[0].isalpha() and tag not in SILENT:
                self._end(around, role)
                self._block(child, tag, around)
        self._end(around, role)

    def _end(self, around: _Surroundings, role: TextRole) -> None:
        """End a block: what was gathered is its text."""
        if not self.pieces:
            return
        text = one_line("".join(self.pieces))
        self.pieces.clear()
        if text:
            self._add(around, role, text)

    def _add(
        self,
        around: _Surroundings,
        role: TextRole,
        text: str,
        *,
        level: int = 0,
        row: int = 0,
        column: int = 0,
    ) -> None:
        if around.first is not None:
            role, around.first = around.first, None
        listed = role in {"bullet", "number", "paragraph"}
        self.blocks.append(
            TextBlock(
                role,
                text,
                0,
                level,
                around.depth if listed else 0,
                around.number if role in {"number", "finding"} else 0,
                row,
                column,
                around.box,
                around.tier,
            )
        )

    def _gathered(self, node: LexborNode) -> str:
        """All words of an element that makes one block."""
        self._inner(node)
        text = one_line("".join(self.pieces))
        self.pieces.clear()
        return text

    def _block(self, node: LexborNode, tag: str, around: _Surroundings) -> None:
        attributes = node.attributes
        classes = class_set(attributes.get("class") or "")
        if attributes and _is_left_out(attributes, tag, classes):
            return
        panel = _panel_of(tag, classes)
        if panel:
            self._panel(node, panel, classes, around)
            return
        handler = self._HANDLERS.get(tag)
        if handler is not None:
            handler(self, node, around)
        elif tag in _HEADINGS:
            self._heading(node, around, int(tag[1]))
        elif "tabbed-set" in classes:
            self._tabs(node, around)
        else:
            self._content(node, around)

    def _heading(self, node: LexborNode, around: _Surroundings, level: int) -> None:
        inner = _Surroundings(box=around.box, tier=around.tier)
        self._add(inner, "heading", self._gathered(node), level=level)
        self.blocks[-1] = self.blocks[-1]._replace(id=node.id or "")

    def _paragraph(self, node: LexborNode, around: _Surroundings) -> None:
        role: TextRole = "quotation" if around.quoted and not around.depth else "paragraph"
        self._content(node, around, "sources" if _BELOW_CARDS in classes_of(node) else role)

    def _list(self, node: LexborNode, around: _Surroundings) -> None:
        if around.first is not None:  # the list begins an item that has no words of its own
            self._add(around, "html", "")
        attributes = node.attributes
        ordered = node.tag == "ol" and not {"reversed", "type"} & attributes.keys()
        number = _number(attributes.get("start"), 1)
        for item in children(node):
            if item.tag != "li":
                if item.tag == "-text" and not (item.text_content or "").strip():
                    continue
                self._content(item, around)
                continue
            if node.tag == "ol":
                number = _number(item.attributes.get("value"), number)
            inner = around.item(number if ordered else 0, "number" if ordered else "bullet")
            self._content(item, inner)
            if inner.first is not None:
                self._add(inner, "html", "")
            number += 1

    def _definitions(self, node: LexborNode, around: _Surroundings) -> None:
        for part in children(node):
            inner = around.inside()
            if part.tag == "dt":
                self._add(inner, "term", self._gathered(part))
            elif part.tag == "dd":
                inner.first = "definition"
                self._content(part, inner)
            elif part.tag == "div":
                self._definitions(part, around)
            elif part.tag != "-text":
                self._block(part, part.tag or "", around)

    def _table(self, node: LexborNode, around: _Surroundings) -> None:
        inner = around.inside()
        for row, line in enumerate(node.css("tr"), start=1):
            cells = [one for one in children(line) if one.tag in {"td", "th"}]
            column = 0
            for cell in cells:
                column += 1
                attributes = cell.attributes
                label = attributes.get("data-l")
                if label is not None:
                    self.labels.append((len(self.blocks), label))
                self._add(inner, "cell", self._gathered(cell), row=row, column=column)
                column += _number(attributes.get("colspan"), 1) - 1
        for caption in node.css("caption"):
            self._content(caption, around)

    def _code(self, node: LexborNode, around: _Surroundings) -> None:
        if around.first is not None:
            self._add(around, "html", "")
        self._add(around.inside(), "code", one_line(node.text()))

    def _quotation(self, node: LexborNode, around: _Surroundings) -> None:
        self._content(node, around.inside(quoted=True))

    def _fold(self, node: LexborNode, around: _Surroundings) -> None:
        """A `details` element that an author wrote as an admonition that folds."""
        inner = around.inside(box=_admonition_box(classes_of(node)))
        for child in children(node):
            if child.tag == "summary":
                self._add(inner, "title", self._gathered(child))
            else:
                self._end(inner, "html")
                self._block(child, child.tag or "", inner) if child.tag != "-text" else None

    def _tabs(self, node: LexborNode, around: _Surroundings) -> None:
        titles = node.css(".tabbed-labels > label")
        bodies = [one for one in node.css(".tabbed-content > .tabbed-block") if one.parent]
        inner = around.inside(box="tab")
        for place in range(max(len(titles), len(bodies))):
            if place < len(titles):
                self._add(inner, "title", self._gathered(titles[place]))
            if place < len(bodies):
                self._content(bodies[place], inner)

    def _panel(
        self, node: LexborNode, panel: str, classes: frozenset[str], around: _Surroundings
    ) -> None:
        nested = around.box in _SINGLE and panel in _SINGLE
        inner = around.inside(box=f"{panel} within {around.box}" if nested else panel)
        if panel == "care-card":
            self._card(node, classes, inner)
        elif panel == "question":
            self._question(node, inner)
        elif panel == "note":
            self._notes(node, inner)
        elif panel == "admonition":
            inner.box = _admonition_box(classes)
            self._admonition(node, inner)
        elif panel == "key-points":
            self._without_first(node, "h2", said_by_site().article.key_points, inner)
        else:
            self._content(node, inner)

    def _without_first(self, node: LexborNode, tag: str, words: str, around: _Surroundings) -> None:
        """Read a panel without the words that the site puts first; without those it is no panel.

        They say without color what the panel is.
        """
        first = next((one for one in children(node) if one.tag != "-text"), None)
        if first is None or first.tag != tag or plain_text(first) != words:
            around.box = around.tier = ""
            first = None
        for child in children(node):
            if first is not None and child.mem_id == first.mem_id:
                continue
            self._one(child, around)
        self._end(around, "html")

    def _one(self, child: LexborNode, around: _Surroundings) -> None:
        """One child of a panel."""
        tag = child.tag or ""
        if tag in IN_TEXT:
            self._in_text(child, tag)
        elif tag[0].isalpha():
            self._end(around, "html")
            self._block(child, tag, around)

    def _card(self, node: LexborNode, classes: frozenset[str], around: _Surroundings) -> None:
        levels = classes & CARE_LEVELS.keys()  # a card of two levels has none
        tier = CARE_LEVELS[next(iter(levels))] if len(levels) == 1 else ""
        words = care_label(tier) if tier else ""
        around.tier = tier
        self._without_first(node, "p", words, around)

    def _admonition(self, node: LexborNode, around: _Surroundings) -> None:
        for child in children(node):
            if "admonition-title" in classes_of(child):
                self._add(around, "title", self._gathered(child))
            else:
                self._one(child, around)
        self._end(around, "html")

    def _notes(self, node: LexborNode, around: _Surroundings) -> None:
        for item in node.css("div.footnote > ol > li"):
            inner = around.inside()
            inner.first = "note"
            self._content(item, inner)

    def _question(self, node: LexborNode, around: _Surroundings) -> None:
        for child in children(node):
            if "opts" not in classes_of(child):
                self._one(child, around)
                continue
            self._end(around, "html")
            for fold in children(child):
                if fold.tag == "details":
                    self._choice(fold, around)
                else:
                    self._one(fold, around)
        self._end(around, "html")

    def _choice(self, fold: LexborNode, around: _Surroundings) -> None:
        first = len(self.blocks)
        for child in children(fold):
            if child.tag == "summary":
                self._add(around, "choice", self._gathered(child))
            elif "opt" in classes_of(child):
                self._answers(child, around)
            else:
                self._one(child, around)
        answers = [one.text.partition(".")[0] for one in self.blocks[first:]]
        kinds = [VERDICTS[one] for one in answers if one in VERDICTS]
        classes = classes_of(fold)
        if classes - {"fit"} != {f"is-{one}" for one in kinds[-1:]}:
            # Its color says another thing than its words.
            self._add(around, "html", " ".join(sorted(classes)) or "no color")

    def _answers(self, node: LexborNode, around: _Surroundings) -> None:
        """The answers to a choice: a verdict is the beginning of the paragraph after it."""
        verdict = ""
        for child in children(node):
            if child.tag != "p":
                self._one(child, around)
            elif "verdict" in classes_of(child):
                verdict = self._gathered(child)
            else:
                text = self._gathered(child)
                if verdict or text:
                    self._add(around, "answer", one_line(f"{verdict} {text}"))
                verdict = ""
        if verdict:
            self._add(around, "answer", verdict)

    # --- figures

    def _figure(self, node: LexborNode, around: _Surroundings) -> None:
        if "fig" not in classes_of(node):
            self._content(node, around)
            return
        inner = around.inside(box="figure")
        for child in children(node):
            classes = classes_of(child)
            if "fig-m" in classes:
                for pair in child.css("div"):
                    self._add(inner, "made", ": ".join(_fact(pair)))
            elif "fig-a" in classes:
                self._views(child, inner)
            elif child.tag == "figcaption":
                self._caption(child, inner)
            else:
                self._one(child, inner)
        self._end(inner, "html")

    def _views(self, node: LexborNode, around: _Surroundings) -> None:
        for child in children(node):
            if "view" not in classes_of(child):
                self._one(child, around)
                continue
            name = child.attributes.get("aria-label")
            if name:
                self._add(around, "label", one_line(name))
            for part in child.css("svg.schem, img, svg.over"):
                self._picture(part, around)

    def _picture(self, part: LexborNode, around: _Surroundings) -> None:
        attributes = part.attributes
        if part.tag == "img":
            alt = one_line(attributes.get("alt") or "")
            self._add(around, "alt", picture(alt, attributes.get("src") or ""))
        elif "schem" in classes_of(part):
            self._add(around, "alt", one_line(attributes.get("aria-label") or ""))
        else:
            sides = [one_line(one.text()) for one in part.css("g.plate text")]
            if sides:
                self._add(around, "label", " ".join(sides))
            for name in part.css("text.win"):
                self._add(around, "label", one_line(name.text()))
            for mark in part.css("a.mark"):
                label = one_line(mark.attributes.get("aria-label") or "")
                drawn = one_line(mark.text())
                shown = label if label.startswith(f"{drawn}: ") else f"{drawn} at {label}"
                self._add(around, "label", link(shown, mark.attributes.get("href") or ""))

    def _caption(self, node: LexborNode, around: _Surroundings) -> None:
        for child in children(node):
            classes = classes_of(child)
            if "legend" in classes:
                self._legend(child, around)
            elif "fig-c" in classes:
                self._add(around, "caption", self._gathered(child))
            elif "fig-l" in classes:
                self._described(child, around)
            elif child.tag == "p" and "fig-s" in classes:
                self._add(around, "credit", self._gathered(child))
            else:
                self._one(child, around)
        self._end(around, "html")

    def _described(self, node: LexborNode, around: _Surroundings) -> None:
        for child in children(node):
            if child.tag == "summary" and plain_text(child) == said_by_site().figure.in_words:
                continue
            if child.tag == "p":
                self._add(around, "description", self._gathered(child))
            else:
                self._one(child, around)

    def _legend(self, node: LexborNode, around: _Surroundings) -> None:
        for item in children(node):
            number = _number(item.attributes.get("value"), 0)
            for child in children(item):
                if "no" in classes_of(child):
                    # What is printed before the finding; the list itself prints no number.
                    number = number if plain_text(child) == str(number) else 0
                    continue
                for part in children(child) if child.tag == "div" else (child,):
                    self._said_of(part, around, number)

    def _said_of(self, part: LexborNode, around: _Surroundings, number: int) -> None:
        """One part of a finding."""
        classes = classes_of(part)
        if part.tag != "p":
            self._one(part, around)
        elif "fig-s" in classes:
            self._add(around, "unmarked", self._gathered(part))
        elif "to-plain-l" not in classes:
            self._add(around.inside(number=number), "finding", self._gathered(part))

    # --- in a text

    def _in_text(self, node: LexborNode, tag: str) -> None:
        if tag == "-text":
            self.pieces.append(node.text_content or "")
            return
        if tag in SILENT or not tag[0].isalpha():
            return
        attributes = node.attributes
        if attributes.get("class") == "cites" and len(attributes) == 1:
            self._cites(node)
            return
        if attributes or tag == "br" or tag not in _TELLING:
            classes = class_set(attributes.get("class") or "")
            if _is_hidden(attributes, classes):
                return
            shown = self._shown(node, tag, attributes, classes)
            if shown is not None:
                self.pieces.append(shown)
                return
        before, after = _parting(node, tag, attributes)
        self.pieces.append(before)
        self._inner(node)
        self.pieces.append(after)

    def _shown(
        self,
        node: LexborNode,
        tag: str,
        attributes: Mapping[str, str | None],
        classes: frozenset[str],
    ) -> str | None:
        """What stands for an element whose own words are none; None for one with words."""
        if tag == "a" and "footnote-ref" in classes:
            number = self.note_numbers.get(attributes.get("href") or "")
            return f"{NOTED}{number if node.text() == str(number) else '?'}{END}"
        if "cite" in classes and tag in {"a", "span"}:
            return _cited(node, attributes.get("href"))
        if tag == "img":
            return picture(attributes.get("alt") or "", attributes.get("src") or "")
        if tag == "br":
            return " "
        if tag == "input":
            box = "[x] " if "checked" in attributes else "[ ] "
            return box if attributes.get("type") == "checkbox" else ""
        return None

    def _cites(self, node: LexborNode) -> None:
        """The citations at one place; nothing else stands between them."""
        for child in children(node):
            attributes = child.attributes
            if child.tag in {"a", "span"} and attributes.get("class") == "cite":
                self.pieces.append(_cited(child, attributes.get("href")))
            else:
                self._in_text(child, child.tag or "")

    def _inner(self, node: LexborNode) -> None:
        for child in children(node):
            self._in_text(child, child.tag or "")

    _HANDLERS: Mapping[str, Callable[[_ArticleReader, LexborNode, _Surroundings], None]] = (
        MappingProxyType(
            {
                "p": _paragraph,
                "ul": _list,
                "ol": _list,
                "dl": _definitions,
                "table": _table,
                "pre": _code,
                "blockquote": _quotation,
                "details": _fold,
                "figure": _figure,
            }
        )
    )


def _parting(node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> tuple[str, str]:
    """What stands before and after the words of an element."""
    before = after = ""
    if tag in SCRIPTS and node.css_first("a.footnote-ref") is None:
        before, after = SCRIPTS[tag], END
    elif tag == "a" and not (_enlarges(node, attributes) or _is_its_own(node, attributes)):
        before, after = LINKED, f"{LEADS}{attributes.get('href') or ''}{LINK_END}"
    elif tag not in _TELLING:
        before, after = (altered(tag, {}), altered(f"/{tag}", {}))
    if attributes and tag in TAGS:
        said = {name: value for name, value in attributes.items() if name in SPOKEN}
        before += altered(tag, said) if said else ""
    return before, after


def _enlarges(node: LexborNode, attributes: Mapping[str, str | None]) -> bool:
    """Whether a link is the one around a picture that leads to the picture itself."""
    picture = node.first_child
    shown = picture.attributes.get("src") if picture is not None else None
    return shown is not None and shown == attributes.get("href")


def _is_its_own(node: LexborNode, attributes: Mapping[str, str | None]) -> bool:
    """Whether a link is the one that makes of a heading a link to itself."""
    heading = node.parent
    name = heading.id if heading is not None and heading.tag in _HEADINGS else None
    return attributes.get("class") == HERE and bool(name) and attributes.get("href") == f"#{name}"


def _is_hidden(attributes: Mapping[str, str | None], classes: frozenset[str]) -> bool:
    """Whether some readers do not get an element: who looks at it, or who listens."""
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    return hidden or "inert" in attributes or not classes.isdisjoint(_UNREAD_CLASSES)


def _is_left_out(attributes: Mapping[str, str | None], tag: str, classes: frozenset[str]) -> bool:
    """Whether the site adds an element, or some readers do not get it."""
    if _is_hidden(attributes, classes):
        return True
    generated = not classes.isdisjoint(_GENERATED_CLASSES)
    return generated and any((tag, css) in GENERATED for css in classes)


def _panel_of(tag: str, classes: frozenset[str]) -> str:
    """The panel that an element makes; empty for none."""
    if not classes or classes.isdisjoint(_PANEL_CLASSES):
        return ""
    return next((_PANELS[tag, css] for css in classes if (tag, css) in _PANELS), "")


def _admonition_box(classes: frozenset[str]) -> str:
    """The panel of an admonition, with its type."""
    return " ".join(("admonition", *sorted(classes - {"admonition"})))


def _cited(node: LexborNode, address: str | None) -> str:
    """The citations of a link; a question mark where it leads elsewhere than to the first."""
    numbers = node.text().split(", ")
    if address not in (None, f"#source-{numbers[0]}"):
        numbers[0] = "?"
    return "".join(f"{CITED}{number}{END}" for number in numbers)


def _as_mark(node: LexborNode) -> CitationMark:
    attributes = node.attributes
    name = attributes.get("aria-label") or ""
    return CitationMark(tuple(node.text().split(", ")), attributes.get("class") or "", name)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise
