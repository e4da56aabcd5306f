"""The words of a page, block by block, as its author wrote them for readers.

This is the source side of the proof that nothing gets lost (`plainleaf.proof.proof`). It comes from
the checks' reader alone, never from what Python-Markdown made of the page. What stands indented
below an admonition, a tab, a footnote or a definition, which that reader takes for code, is read by
the same reader once its indentation is gone.

Nothing is judged, and nothing is read from disk. Blocks that show what is written in data files
(figures, care cards) are given by the caller: the page holds no more than their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, Protocol

from plainleaf.model.block_specs import CARE_BLOCK, NUMBERS_BLOCK, VERDICTS
from plainleaf.model.care_cards import CareCard
from plainleaf.model.emergency_numbers import EmergencyNumber
from plainleaf.model.figures import Figure, Frame
from plainleaf.model.kinds import GENERAL_KNOWLEDGE
from plainleaf.model.words import words as said_by_site
from plainleaf.reading.blocks import Block
from plainleaf.reading.body import Body
from plainleaf.reading.page import Page
from plainleaf.reading.placed_cards import placed_blocks
from plainleaf.reading.source import Spot, mask
from plainleaf.reading.structure import Heading, ListBlock, Run, Table
from plainleaf.reading.structure_reader import MARK
from plainleaf.text.seen import CITED, END, LinkNames, link, one_line, picture, seen, words

TextRole = Literal[
    "heading",
    "paragraph",
    "quotation",
    "bullet",
    "number",
    "cell",
    "code",
    "html",
    "term",
    "definition",
    "note",
    "title",
    "choice",
    "answer",
    "sources",
    "made",
    "alt",
    "label",
    "finding",
    "unmarked",
    "caption",
    "description",
    "credit",
]
"""What a text is. A term and its definitions stand in a list of definitions, a note is a footnote,
a title is that of an admonition or a tab, a choice and its answer belong to a question, and the
sources are the line below care cards that says what they rest on. From `made`
on they belong to figures: how it was made, what stands in for it, a label (of a view, its sides or
a mark), a finding, why it is not marked, the caption, the description in words, the credit."""


class TextBlock(NamedTuple):
    """One heading, paragraph, item, cell or the like."""

    role: TextRole
    """What it is."""
    text: str
    """What readers see of it, in one line, with the marks of `plainleaf.text.seen`."""
    line: int
    """Its line in the page's file; of what a block shows, the line of the block."""
    level: int = 0
    """Of a heading: 1 to 6."""
    depth: int = 0
    """Of an item or paragraph: in how many lists it stands."""
    number: int = 0
    """The number that readers see before it; 0 when there is none."""
    row: int = 0
    """Of a cell: its row, 1 for the header."""
    column: int = 0
    """Of a cell: its column, from 1."""
    box: str = ""
    """The panel that it stands in: the name of a `///` block, `admonition`, `tab` or `note`."""
    tier: str = ""
    """The level of the care card that it stands in."""
    id: str = ""
    """Of a heading: what a link to it names; empty where that is not known."""

    @property
    def words(self) -> str:
        """The text without citations and marks; the words for a picture are left."""
        return words(self.text)


PlacedBlocks = Mapping[Block, Sequence[TextBlock]]
"""What a block of a page shows that is written elsewhere."""

NOTHING: Final[PlacedBlocks] = MappingProxyType({})


def page_text(page: Page, placed: PlacedBlocks = NOTHING) -> tuple[TextBlock, ...]:
    """The words of a page, in reading order; its front matter is not among them.

    Args:
        page: the page.
        placed: what its blocks show that is written in data files.
    """
    names = LinkNames(
        {one.text.casefold(): one.target for one in page.definitions},
        frozenset(_NOTES.findall(page.body)),
    )
    if _CONTAINER.search(page.body) is None:
        return tuple(_PartText(page, page.lines, 1, _Around(names, placed)).read())
    lines = page.lines[page.body_line - 1 :]
    found = _read_part(lines, page.body_line, _Around(names, placed))
    if any(block.role == "heading" and not block.id for block in found):
        # A heading inside a container takes an id, too, and may change those of the others.
        found = [block._replace(id="") for block in found]
    # Notes stand at the foot of the page, wherever they are written.
    return tuple(sorted(found, key=lambda block: block.box == _NOTE_BOX))


def note_names(page: Page) -> tuple[str, ...]:
    """The names of a page's footnotes, in the order of their numbers."""
    return tuple(dict.fromkeys(_NOTES.findall(page.body)))


def figure_text(figure: Figure, block: Block, *, detailed: bool) -> tuple[TextBlock, ...]:
    """The words of a figure, in reading order.

    Args:
        figure: the figure.
        block: what places it: a `figure`, or a `figure-to-read` without findings and words.
        detailed: whether the page says how its pictures were made, as cases do.
    """
    return tuple(_figure_text(figure, block, detailed=detailed))


def cards_text(page: Page, cards: Mapping[str, CareCard]) -> PlacedBlocks:
    """The words of the care cards that a page places; below each run stand its sources.

    Args:
        page: the page.
        cards: every card, by id.
    """
    found: dict[Block, Sequence[TextBlock]] = {}
    run: list[CareCard] = []
    placing = [block for block in placed_blocks(page) if block.argument in cards]
    for block, following in zip_longest(placing, placing[1:]):
        card = cards[block.argument]
        run.append(card)
        found[block] = _card_text(card, block)
        if following is None or any(
            map(str.strip, page.lines[block.end_line : following.line - 1])
        ):
            found[block] = (*found[block], _sources_text(run, block))
            run = []
    return found


def _card_text(card: CareCard, block: Block) -> tuple[TextBlock, ...]:
    def said(role: TextRole, text: str, *, level: int = 0, depth: int = 0) -> TextBlock:
        made = TextBlock(role, one_line(text), block.line, level, depth)
        return made._replace(box=CARE_BLOCK, tier=card.level)

    lead = (card.lead,) if card.lead is not None else ()
    return (
        said("heading", card.heading, level=3)._replace(id=card.anchor),
        *(said("paragraph", one.text) for one in lead),
        *(said("bullet", one.text, depth=1) for one in card.items),
        *(said("paragraph", one.text) for one in card.closing),
    )


def _sources_text(cards: Sequence[CareCard], block: Block) -> TextBlock:
    """The line below cards that says what they rest on."""
    keys = dict.fromkeys(key for card in cards for key in card.sources)
    cited = "".join(f"{CITED}{key}{END}" for key in keys)
    our = said_by_site().care
    these = our.source_of_one if len(cards) == 1 else our.source_of_many
    missing = f" {our.unsourced}" if GENERAL_KNOWLEDGE in keys else ""
    return TextBlock("sources", f"{these}{cited}{missing}", block.line)


# --- numbers to call -------------------------------------------------------------------------


def numbers_text(page: Page, numbers: Sequence[EmergencyNumber]) -> PlacedBlocks:
    """The words of the list of emergency numbers, where a page shows it.

    Args:
        page: the page.
        numbers: every number, in the order of the list.
    """
    return {
        block: tuple(
            TextBlock(
                "bullet", f"{one.number} {one.country}{CITED}{one.source}{END}", block.line, depth=1
            )
            for one in numbers
        )
        for block in page.block_named(NUMBERS_BLOCK)
    }


# --- figures ---------------------------------------------------------------------------------


def _figure_text(figure: Figure, block: Block, *, detailed: bool) -> Iterator[TextBlock]:
    bare = block.name == "figure-to-read"

    def said(role: TextRole, text: str, number: int = 0) -> TextBlock:
        return TextBlock(role, one_line(text), block.line, number=number, box="figure")

    if detailed:
        for label, value in figure.made_how:
            yield said("made", f"{label}: {value}")
    for frame in figure.frames:
        yield from (said(role, text) for role, text in _frame_text(figure, frame, bare=bare))
    if not bare:
        for finding in figure.findings:
            yield said("finding", seen(finding.text), finding.number)
            if finding.unmarked:
                yield said(
                    "unmarked", said_by_site().figure.not_marked.format(why=finding.unmarked)
                )
        yield said("caption", seen(figure.caption))
        yield said("description", seen(figure.long))
    credit, terms = figure.credit.rstrip("."), figure.license.rstrip(".")
    if figure.license_url:
        terms = link(terms, figure.license_url)
    # Words that say it are in the caption; a figure to read has none.
    named = not bare and "schematic" in figure.caption.lower()
    our = said_by_site().figure
    schematic = f"{our.schematic} " if figure.schematic and not named else ""
    yield said("credit", schematic + our.credit.format(credit=credit, license=terms))


def _frame_text(figure: Figure, frame: Frame, *, bare: bool) -> Iterator[tuple[TextRole, str]]:
    if frame.name:
        yield "label", frame.name
    drawn = frame.image.endswith(".svg")  # it stands in the page itself
    yield "alt", frame.alt if drawn else picture(frame.alt, frame.image)
    if figure.sides:
        yield "label", f"{figure.sides.left} {figure.sides.right}"
    if frame.name:
        yield "label", frame.name
    numbers = {finding.id: finding.number for finding in figure.findings}
    for mark in () if bare else frame.marks:
        number = numbers[mark.finding]
        yield "label", link(f"{number}: {mark.label}", f"#figure-{figure.id}-{number}")


# --- parts of a page -------------------------------------------------------------------------


class _ReadPart(Protocol):
    """What a part of a page was read into: a `Page` or a `Body`."""

    @property
    def runs(self) -> Sequence[Run]: ...
    @property
    def lists(self) -> Sequence[ListBlock]: ...
    @property
    def tables(self) -> Sequence[Table]: ...
    @property
    def blocks(self) -> Sequence[Block]: ...
    @property
    def headings(self) -> Sequence[Heading]: ...


class _Around(NamedTuple):
    """What a part of a page stands in."""

    names: LinkNames
    placed: PlacedBlocks = NOTHING
    box: str = ""
    tier: str = ""


class _RoleAndDepth(NamedTuple):
    """Where a run stands."""

    role: TextRole
    depth: int = 0
    number: int = 0
    row: int = 0
    column: int = 0


_BOXES: Final = frozenset(("key-points", "questions-to-ask", "question"))
"""Blocks with a body of their own: panels."""
_NUMBERED = re.compile(r"([0-9]{1,9})[.)]")
_INDENTED = re.compile(r"(?: {4}| {0,3}\t)[ \t]*\S")
_HTML = re.compile(r" {0,3}<[A-Za-z/!?]")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_UNUSUAL: Final = (" ", "\t", "<")


class _PartText:
    """Makes the blocks of a part of a page."""

    def __init__(
        self, parts: _ReadPart, lines: Sequence[str], first_line: int, around: _Around
    ) -> None:
        """Take what was read of a part; `lines` begin on line `first_line` of the file."""
        self.parts = parts
        self.lines = lines
        self.first_line = first_line
        self.around = around
        self._panels: dict[int | None, _Around] = {}

    def read(self) -> list[TextBlock]:
        """Every block, in order of lines."""
        blocks = [*self._of_runs(), *self._of_empty_items(), *self._of_blocks(), *self._unread()]
        blocks.sort(key=lambda block: block.line)
        return blocks

    def inside(self, line: int) -> _Around:
        """What a line of this part stands in."""
        holding = [index for index, one in enumerate(self.parts.blocks) if one.holds(line)]
        return self._panel(holding[-1] if holding else None)

    def _panel(self, index: int | None) -> _Around:
        """The panel of a block, or of the nearest block around it that makes one."""
        if index not in self._panels:
            self._panels[index] = self._find_panel(index)
        return self._panels[index]

    def _find_panel(self, index: int | None) -> _Around:
        while index is not None:
            block = self.parts.blocks[index]
            if block.valid and block.name in _BOXES:
                return self.around._replace(box=block.name)
            index = block.parent
        return self.around

    def _of_runs(self) -> Iterator[TextBlock]:
        items, cells = self._items(), self._cells()
        headings = iter(self.parts.headings)
        for run in self.parts.runs:
            panel = self._panel(run.block)
            text = seen(run.text, self.around.names)
            if run.role == "heading":
                heading = next(headings, None)
                level, name = (heading.level, heading.id) if heading is not None else (0, "")
                block = TextBlock("heading", text, run.line, level)
                yield block._replace(box=panel.box, tier=panel.tier, id=name)
                continue
            place = next(cells) if run.role == "cell" else items.get(id(run)) or self._margin(run)
            block = TextBlock(
                place.role,
                text,
                run.line,
                0,
                place.depth,
                place.number,
                place.row,
                place.column,
                panel.box,
                panel.tier,
            )
            yield _of_question(block) if panel.box == "question" else block

    def _margin(self, run: Run) -> _RoleAndDepth:
        """Where a paragraph stands that is in no list."""
        before = self._line(run.line)[: run.column - 1]
        return _RoleAndDepth("quotation" if ">" in before else "paragraph")

    def _line(self, number: int) -> str:
        return self.lines[number - self.first_line]

    def _lines(self, first: int, end: int) -> Sequence[str]:
        return self.lines[first - self.first_line : end - self.first_line]

    def _items(self) -> Mapping[int, _RoleAndDepth]:
        """Where the paragraphs of lists stand, by the identity of each."""
        places: dict[int, _RoleAndDepth] = {}
        for one in self.parts.lists:
            start = self._start(one)
            for index, item in enumerate(one.items):
                for run in item.runs:
                    places[id(run)] = _RoleAndDepth("paragraph", one.depth + 1)
                if item.runs:
                    places[id(item.runs[0])] = _item_place(one, start + index)
        return places

    def _start(self, one: ListBlock) -> int:
        """The number of a list's first item."""
        match = _NUMBERED.match(self._line(one.line), one.column - 1) if one.ordered else None
        return int(match.group(1)) if match else 1

    def _of_empty_items(self) -> Iterator[TextBlock]:
        for one in self.parts.lists:
            for index, item in enumerate(one.items):
                if not item.runs:
                    place = _item_place(one, self._start(one) + index)
                    panel = self._panel(one.block)
                    yield TextBlock(
                        place.role,
                        "",
                        item.line,
                        depth=place.depth,
                        number=place.number,
                        box=panel.box,
                        tier=panel.tier,
                    )

    def _cells(self) -> Iterator[_RoleAndDepth]:
        for table in self.parts.tables:
            for row, cells in enumerate((table.header, *table.rows), start=1):
                for column in range(1, len(cells) + 1):
                    yield _RoleAndDepth("cell", row=row, column=column)

    def _of_blocks(self) -> Iterator[TextBlock]:
        """What stands in the opening lines of blocks, and what they show of data."""
        for block in self.parts.blocks:
            if block.name == "question" and block.valid:
                asked = seen(block.argument, self.around.names)
                yield TextBlock("paragraph", asked, block.line, box=block.name)
            yield from self.around.placed.get(block, ())

    def _unread(self) -> Iterator[TextBlock]:
        """Code, and HTML that begins a line: the checks' reader keeps no words of it."""
        masked = mask(self.lines, self.first_line)
        for place in masked.code_starts:
            yield self._fenced(*place)
        unusual = [
            number
            for number, line in enumerate(masked.lines, start=self.first_line)
            if line[:1] in _UNUSUAL and (_INDENTED.match(line) or _HTML.match(line))
        ]
        if not unusual:
            return
        read = self._read_lines()
        group: list[int] = []
        for number in unusual:
            if number in read or number < self._body_line:
                continue
            if _HTML.match(self._line(number)):
                yield self._in_panel("html", [number])
                continue
            if group and any(map(str.strip, self._lines(group[-1] + 1, number))):
                yield self._in_panel("code", group)
                group = []
            group.append(number)
        if group:
            yield self._in_panel("code", group)

    @property
    def _body_line(self) -> int:
        return self.parts.body_line if isinstance(self.parts, Page) else self.first_line

    def _in_panel(self, role: TextRole, numbers: Sequence[int], line: int = 0) -> TextBlock:
        line = line or numbers[0]
        panel = self.inside(line)
        text = one_line(" ".join(self._line(number) for number in numbers))
        return TextBlock(role, text, line, box=panel.box, tier=panel.tier)

    def _fenced(self, line: int, column: int) -> TextBlock:
        """The code of a block that is fenced."""
        fence = _FENCE.match(self._line(line), column - 1)
        assert fence is not None
        end = line + 1
        while self._line(end).strip("> \t") != fence.group():
            end += 1
        return self._in_panel("code", range(line + 1, end), line)

    def _read_lines(self) -> set[int]:
        """The lines that runs, lists and tables take."""
        parts = self.parts
        taken = [range(one.line, one.end_line + 1) for one in parts.runs]
        taken += [range(one.line, one.end_line + 1) for one in parts.lists]
        taken += [range(one.line, one.end_line + 1) for one in parts.tables]
        return {line for lines in taken for line in lines}


def _item_place(one: ListBlock, number: int) -> _RoleAndDepth:
    if one.ordered:
        return _RoleAndDepth("number", one.depth + 1, number)
    return _RoleAndDepth("bullet", one.depth + 1)


def _of_question(block: TextBlock) -> TextBlock:
    """An item of a question's list as the choice, or the answer to one, that it becomes."""
    if block.role != "bullet" or block.depth > 2:
        return block
    if block.depth == 1:
        return block._replace(role="choice", depth=0)
    verdict = next((one for one in VERDICTS if block.text.startswith(one)), "")
    rest = block.text[len(verdict) :]
    if verdict and not rest.startswith("."):  # it is printed with its full stop
        rest = f". {rest.lstrip()}" if rest else "."
    return block._replace(role="answer", depth=0, text=verdict + rest)


# --- what only the site's Markdown knows -----------------------------------------------------

_NOTE_BOX: Final = "note"
_CONTAINER = re.compile(
    r"^ {0,3}(?:!!! ?\w|\?\?\?\+? ?[\w\"]|===[!+]* +[\"']"
    r"|\[\^[^\]\n]*\]:|\*\[[^\]\n]*\] ?:|: {1,3}\S)",
    re.MULTILINE,
)
"""Where one may begin: an admonition, a fold, a tab, a note, an abbreviation, a definition."""
_NOTES = re.compile(r"^ {0,3}\[\^([^\]\n]*)\]:", re.MULTILINE)
_ADMONITION = re.compile(r"""(?:!!!|\?\?\?\+?) ?([\w\-]+(?: +[\w\-]+)*)?(?: *"(.*?)")? *$""")
_TAB = re.compile(r"""===[!+]* +(?:"(.*?)"|'(.*?)') *$""")
_NOTE = re.compile(r" {0,3}\[\^[^\]]*\]:[ ]*(.*)$")
_ABBREVIATION = re.compile(r"\*\[[^\]]*\] ?:")
_DEFINITION = re.compile(r" {0,3}: {1,3}(\S.*)$")


@dataclass(frozen=True)
class _Container:
    """A part of a page whose indented lines are its own."""

    kind: Literal["admonition", "tab", "note", "abbreviation", "definition"]
    first: int
    """The index of its first line."""
    end: int
    """The index after its last."""
    title: str = ""
    """The title of an admonition or tab, as Markdown."""
    box: str = ""
    """Of an admonition: the panel that it makes, with its type."""
    terms: tuple[str, ...] = ()
    """The terms above a definition."""
    body_at: int = 0
    """The index of the first line of its body."""
    body: tuple[str, ...] = ()
    """Its body without its indentation."""


def _read_part(lines: Sequence[str], first_line: int, around: _Around) -> list[TextBlock]:
    """Read lines that may hold containers, which are read by themselves."""
    containers = list(_containers(lines))
    kept = list(lines)
    for one in containers:
        kept[one.first : one.end] = [MARK] * (one.end - one.first)
    body = Body(kept, first_line, None, _unheard)
    body.lists.sort(key=lambda one: (one.line, one.depth))
    part = _PartText(body, kept, first_line, around)
    blocks = part.read()
    for one in containers:
        blocks += _container_text(one, first_line, part.inside(first_line + one.first))
    blocks.sort(key=lambda block: block.line)
    return blocks


def _unheard(_code: str, _spot: Spot) -> None:
    """What hinders the reading was told when the page was read."""


def _container_text(one: _Container, first_line: int, around: _Around) -> Iterator[TextBlock]:
    line = first_line + one.first
    if one.kind == "abbreviation":
        return
    box = around.box if one.kind == "definition" else one.box or one.kind
    around = around._replace(box=box)
    if one.title:
        title = seen(one.title, around.names)
        yield TextBlock("title", title, line, box=box, tier=around.tier)
    for place, term in enumerate(one.terms):
        shown = seen(term, around.names)
        yield TextBlock("term", shown, line + place, box=box, tier=around.tier)
    inner = _read_part(one.body, first_line + one.body_at, around)
    blocks = [block._replace(id="") for block in inner]
    if one.kind in {"note", "definition"} and blocks and blocks[0].role == "paragraph":
        role: TextRole = "note" if one.kind == "note" else "definition"
        blocks[0] = blocks[0]._replace(role=role)
    yield from blocks


def _containers(lines: Sequence[str]) -> Iterator[_Container]:
    masked = mask(lines, 1).lines
    index = 0
    while index < len(masked):
        if _CONTAINER.match(masked[index]) is None:
            index += 1
            continue
        found = _container_at(lines, masked, index)
        if found is not None:
            yield found
        index = found.end if found is not None else index + 1


def _container_at(lines: Sequence[str], masked: Sequence[str], index: int) -> _Container | None:
    line = lines[index]
    if _ABBREVIATION.match(line):
        return _Container("abbreviation", index, index + 1)
    end = _end_of_body(lines, index + 1)
    body = tuple(_dedented(one) for one in lines[index + 1 : end])
    if match := _ADMONITION.match(line):
        named, title = match.groups()
        if named or title:
            shown = (named or "").split(" ")[0].capitalize() if title is None else title
            box = " ".join(("admonition", *sorted((named or "").split())))
            return _Container("admonition", index, end, shown, box, (), index + 1, body)
    if match := _TAB.match(line):
        title = match.group(1) or match.group(2) or ""
        return _Container("tab", index, end, title, "", (), index + 1, body)
    if match := _NOTE.match(line):
        return _Container("note", index, end, "", "", (), index, (match.group(1), *body))
    if match := _DEFINITION.match(line):
        first, terms = _terms_above(lines, masked, index)
        inner = (match.group(1), *body)
        return _Container("definition", first, end, "", "", terms, index, inner)
    return None


def _end_of_body(lines: Sequence[str], index: int) -> int:
    """The index after the last of the indented lines that begin at an index."""
    end = index
    while index < len(lines) and (not lines[index].strip() or _INDENTED.match(lines[index])):
        index += 1
        end = index if lines[index - 1].strip() else end
    return end


def _dedented(line: str) -> str:
    return line.expandtabs(4)[4:]


def _terms_above(
    lines: Sequence[str], masked: Sequence[str], index: int
) -> tuple[int, tuple[str, ...]]:
    """The terms that a definition is of, and the index of the first; none after a definition."""
    first = index
    if first and not lines[first - 1].strip():
        first -= 1
    last = first
    while first and masked[first - 1].strip() and not _is_no_term(lines[first - 1]):
        first -= 1
    terms = tuple(one.strip() for one in lines[first:last])
    return (first, terms) if terms else (index, ())


def _is_no_term(line: str) -> bool:
    return _INDENTED.match(line) is not None or _CONTAINER.match(line) is not None
