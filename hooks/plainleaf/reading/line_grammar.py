"""Tells which lines of a page would not come out as they were typed.

`plainleaf.text.inline_grammar` reads what stands inside a paragraph; this module reads how a page
is put together: list marks, tables, headings, code, boxes. A construct in which Python-Markdown
(which renders) and the checks' reader (which follows CommonMark) could part is refused here, with
the way to write it; `plainleaf.reading.markup_reader` then compares what both made of the rest.

One cause gives one finding: only the first slip of each line is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from plainleaf.reading.body import NESTED_BY, Body
from plainleaf.reading.source import mask
from plainleaf.reading.structure import ListBlock, Run, Table
from plainleaf.text.inline_grammar import SORTS, GrammarNames, markup_problems, tag_problem
from plainleaf.text.printable import quoted

if TYPE_CHECKING:
    from plainleaf.reading.page import Page

DEEPEST_LIST: Final = 4
"""Lists in lists, and quotations in quotations; more is a mistake and breaks Python-Markdown."""
MOST_PARTS: Final = 8_000
"""Parts of a page between blank lines; more take Python-Markdown minutes."""

MOST_BOXES: Final = 500
"""Boxes, notes, meanings, abbreviations and rules of a page, for the same reason."""


class Slip(NamedTuple):
    """A place at which a page would not come out as it was typed."""

    line: int
    """Line in the file, from 1."""
    column: int
    """Column in characters, from 1."""
    code: str
    """The rule it breaks."""
    message: str
    """What is wrong, one plain sentence."""
    fix: str
    """How to write it, one plain sentence."""


@dataclass(frozen=True)
class MarkdownPart:
    """A stretch of a page that Markdown reads by itself: the page, or what a box holds."""

    runs: tuple[Run, ...]
    """Its text, without that of the parts inside it."""
    lists: tuple[ListBlock, ...]
    """Its lists."""
    tables: tuple[Table, ...]
    """Its tables."""
    levels: tuple[tuple[int, int], ...]
    """Line and level of each heading."""
    compared: bool = True
    """Whether Python-Markdown shows its text where it stands; notes are moved to the end."""
    is_term: bool = False
    """Whether it is the term of a list of definitions."""


@dataclass(frozen=True)
class Marked:
    """A page as its marks show it."""

    lines: tuple[str, ...]
    """The lines of the body, code and comments blanked."""
    first_line: int
    """The line of the file on which they begin."""
    code_lines: frozenset[int]
    """The lines of the file that hold fenced code."""
    fences: tuple[int, ...]
    """The lines of the file that open it."""
    parts: tuple[MarkdownPart, ...]
    """The parts of the page, the page itself first."""
    notes: tuple[tuple[str, int], ...]
    """Label and line of each footnote."""
    titles: tuple[tuple[str, int], ...] = ()
    """The titles of boxes and tabs with their lines."""


# --- reading ---------------------------------------------------------------------------------

_BOX = re.compile(r'(?:!!!|\?\?\?\+?|===)(?: [^"]*)?(?: "(.*)")? *$')
_NOTE = re.compile(r"\[\^([^\]\s]+)\]: ?")
_MEANING = re.compile(r": +(?=\S)")
_INSIDE = re.compile(r"(?: {4}|\t)")


def read_marks(page: Page) -> Marked:
    """Read a page into its parts; what does not look like a part stays in the part around it."""
    first = page.body_line
    masked = mask(page.lines[first - 1 :], first)
    reader = _PartReader()
    runs, lists, tables = page.runs, page.lists, page.tables
    levels = tuple((one.line, one.level) for one in page.headings)
    reader.take(masked.lines, first, runs, lists, tables, levels, depth=0)
    return Marked(
        masked.lines,
        first,
        masked.code_lines,
        tuple(line for line, _ in masked.code_starts),
        tuple(reader.parts),
        tuple(reader.notes),
        tuple(reader.titles),
    )


class _PartReader:
    """Takes boxes, tabs, notes and definitions out of the text around them."""

    def __init__(self) -> None:
        self.parts: list[MarkdownPart] = []
        self.notes: list[tuple[str, int]] = []
        self.titles: list[tuple[str, int]] = []

    def take(
        self,
        lines: Sequence[str],
        first: int,
        runs: Sequence[Run],
        lists: Sequence[ListBlock],
        tables: Sequence[Table],
        levels: tuple[tuple[int, int], ...],
        *,
        depth: int,
        compared: bool = True,
        is_term: bool = False,
    ) -> None:
        spans = list(_spans(lines)) if depth <= DEEPEST_LIST else []
        inner = {first + index for begin, end, _ in spans for index in range(begin, end)}
        kept = tuple(run for run in runs if inner.isdisjoint(range(run.line, run.end_line + 1)))
        self.parts.append(
            MarkdownPart(
                kept,
                tuple(one for one in lists if one.line not in inner),
                tuple(one for one in tables if one.line not in inner),
                levels,
                compared,
                is_term,
            )
        )
        for begin, end, form in spans:
            self._inside(lines[begin:end], first + begin, form, depth, compared)

    def _inside(
        self, lines: Sequence[str], first: int, form: str, depth: int, compared: bool
    ) -> None:
        content = [_INSIDE.sub("", line, count=1) for line in lines]
        if form == "box":
            title = _BOX.match(lines[0])
            if title is not None and title.group(1):
                self.titles.append((title.group(1), first))
            content[0] = ""
        elif form == "note":
            note = _NOTE.match(lines[0])
            assert note is not None
            self.notes.append((note.group(1), first))
            content[0] = lines[0][note.end() :]
            compared = False
        elif form == "meaning":
            content[0] = _MEANING.sub("", lines[0], count=1)
        body = Body(content, first, None, lambda _code, _spot: None)
        levels = tuple((one.line, one.level) for one in body.headings)
        self.take(
            content, first, body.runs, body.lists, body.tables, levels,
            depth=depth + 1, compared=compared, is_term=form == "term",
        )  # fmt: skip


def _spans(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Begin, end and form of what holds text of its own: box, note, term or meaning of a list."""
    index = 0
    while index < len(lines):
        line = lines[index]
        form = _form(line)
        if not form:
            index += 1
            continue
        if form == "meaning":
            # The terms stand on the lines right above the first meaning.
            top = index
            while top > 0 and lines[top - 1].strip() and not _form(lines[top - 1]):
                top -= 1
            for term in range(top, index):
                if not _INSIDE.match(lines[term]):
                    yield term, term + 1, "term"
        end = index + 1
        last = end
        while end < len(lines) and (not lines[end].strip() or _INSIDE.match(lines[end])):
            end += 1
            if lines[end - 1].strip():
                last = end
        yield index, last, form
        index = last


def _form(line: str) -> str:
    if line[:3] in ("!!!", "???", "===") and _BOX.match(line):
        return "box"
    if line.startswith("[^") and _NOTE.match(line):
        return "note"
    return "meaning" if line.startswith(": ") and _MEANING.match(line) else ""


# --- judging ---------------------------------------------------------------------------------


def slips_of(page: Page) -> tuple[Slip, ...]:
    """Everything on a page that would not come out as it was typed, at most one for each line."""
    deep = tuple(_too_deep(page))
    if deep:
        return deep
    marked = read_marks(page)
    found = [
        *_line_slips(page, marked),
        *_inline_slips(page, marked),
        *_lists_slips(page, marked),
        *_table_slips(page, marked),
        *_note_slips(marked),
        *_comment_slips(page),
        *_card_slips(page),
    ]
    told = {one.line for one in page.findings}
    firsts: dict[int, Slip] = {}
    for slip in sorted(found):
        if slip.line not in told:
            firsts.setdefault(slip.line, slip)
    return tuple(firsts.values())


_TOO_DEEP: Final = DEEPEST_LIST + 1
_DEEP = re.compile(
    rf"(?:[ \t]*>){{{_TOO_DEEP}}}|(?:[ ]{{4}}|\t){{{_TOO_DEEP}}}[ \t]*(?:[-+*]|[0-9]+\.)[ \t]"
)
_DEEP_ON_LINE = re.compile(rf"(?:(?:[-+*>]|[0-9]+[.)])[ \t]*){{{_TOO_DEEP + 1}}}")


def _too_deep(page: Page) -> Iterator[Slip]:
    """What would break a library or take it minutes; nothing else is looked at then."""
    masked = mask(page.lines[page.body_line - 1 :], page.body_line)
    # Of comments and code blocks a page may hold twice as many.
    parts, boxes = 0, max(len(masked.code_starts), len(masked.comments)) // 2
    for number, line in enumerate(page.lines[page.body_line - 1 :], page.body_line):
        parts += not line.strip() or line[0] == "#"
        if line and number not in masked.code_lines:
            if _is_deep(line):
                message = f"Lists or quotations are nested more than {DEEPEST_LIST} deep."
                yield Slip(number, 1, "PL250", message, "Make separate lists of it.")
                return
            boxes += line[0] in "!?=:[*-_" and _is_box(line)
        if parts > MOST_PARTS or boxes > MOST_BOXES:
            message = "The page has more parts than anybody would read."
            yield Slip(number, 1, "PL250", message, "Make several pages of it.")
            return


def _is_box(line: str) -> bool:
    """Whether a line begins what Python-Markdown cuts out of the text around it."""
    return bool(_form(line)) or line.startswith("*[") or not line.strip("-=*_ ")


def _is_deep(line: str) -> bool:
    if _DEEP.match(line):
        return True
    return _DEEP_ON_LINE.match(line.lstrip()) is not None and bool(line.strip(" -*_\t"))


_DOTS: Final = "•·‣◦▪●○∙⁃■□➢➤⦁◆❖\uf0b7\uf0a7"
_TYPED_DOT = re.compile(rf"[ \t>]*(?:[{_DOTS}]|o(?=[ \t])|[–—](?=[ \t]*[^\W\d]))[ \t]*")
_GLUED = re.compile(r"[ \t>]*[-+\u2212](?=[^\W\d_]|[\"“‘'(\[*_`])")
_ODD_SPACE = re.compile(
    r"[ \t>]*(?:[-+*\u2212]|[0-9]{1,3}[.)]|#{1,6})(?=[\xa0\u2000-\u200a\u202f\u3000])"
)
"""A mark that only seems to have its space: Markdown knows no other than that of the keyboard."""
_GLUED_NUMBER = re.compile(r"[ \t>]*[-+](?=\d)")
_NUMBER_GLUED = re.compile(r"[ \t>]*[0-9]{1,3}[.)](?=[^\W\d_]|\*\*)")
_PARENTHESIS = re.compile(r"[ \t>]*(?:[0-9]{1,3}|[A-Za-z]|[ivx]{2,4})\)[ \t]")
_IN_PARENTHESES = re.compile(r"[ \t>]*\((?:[0-9]{1,2}|[A-Za-z]|[ivx]{2,4})\)[ \t]")
_LETTERED = re.compile(r"[ \t>]*(?:[A-Za-z]|[ivx]{2,4})\.[ \t]")
_TWO_MARKS = re.compile(r"[ \t>]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+){2}")
_EMPTY_ITEM = re.compile(r"[ \t>]*(?:[-+*]|[0-9]{1,9}\.)[ \t]*\Z")
_ITEM = re.compile(r"[ \t>]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]+")
_FENCE_LIKE = re.compile(r"[ \t>]*(?:[-+*][ \t]+)?(?:`{3,}|~{3,})")
_FENCE = re.compile(r"(?: {4})*(?:`{3,}|~{3,})(?:[a-z0-9+-]{1,20})?[ ]*\Z")
_NO_SPACE = re.compile(r"#(?=[^#\s])")
_SEVEN = re.compile(r"#{7}")
_CLOSED_HEADING = re.compile(r"#{1,6}[ ].*(?<!\\)#[ ]*\Z")
_ADMONITION = re.compile(r'(?:!!!|\?\?\?\+?) [a-z][a-z-]*(?: "[^"]*")?[ ]*\Z')
_TAB = re.compile(r'=== "[^"]+"[ ]*\Z')


def _line_slips(page: Page, marked: Marked) -> Iterator[Slip]:
    """What single lines show, whatever the paragraphs are."""
    lines, fences = marked.lines, frozenset(marked.fences)
    previous = ""
    for index, line in enumerate(lines):
        number = marked.first_line + index
        if number in marked.code_lines:
            previous = ""
            if number in fences and not _FENCE.match(page.lines[number - 1]):
                yield _odd_fence(number)
            continue
        text = line.strip()
        if text:
            after = _next_text(page.lines, number) if line[:3] in _OPENS else ""
            yield from _one_line(number, line, previous, after)
        previous = text


_OPENS: Final = ("!!!", "???", "===")


def _next_text(lines: Sequence[str], number: int) -> str:
    """The next line of a page that is not empty, after one given by its number."""
    at = number
    while at < len(lines) and not lines[at].strip():
        at += 1
    return lines[at] if at < len(lines) else ""


def _one_line(number: int, line: str, previous: str, after: str) -> Iterator[Slip]:
    eaten = _EATEN.match(line)
    if eaten is not None:
        message = "> begins a quotation here, and the sign would be lost."
        fix = 'Write "&gt;" or "more than", or move it from the start of the line.'
        yield Slip(number, eaten.start(1) + 1, "PL241", message, fix)
        return
    column = len(line) - len(line.lstrip(" \t>")) + 1
    first = line[column - 1 : column]
    if not line.isascii() and _ODD_SPACE.match(line):
        message = "The space after this mark is none that Markdown knows."
        yield Slip(number, column, "PL241", message, "Delete it, and type a plain space.")
        return
    if first in _STARTS or first in _DOTS:
        yield from _list_mark(number, column, line, previous)
    if first in "`~" and _FENCE_LIKE.match(line) and not _FENCE.match(line):
        yield _odd_fence(number)
    if first == "#":
        yield from _heading_mark(number, column, line)
    if line[:3] in ("!!!", "???") and not (_ADMONITION.match(line) and _holds(after)):
        message = "This line opens no box, or one without words."
        fix = 'Write !!! note "Title", and indent the text in it by 4 spaces.'
        yield Slip(number, column, "PL239", message, fix)
    if line.startswith("===") and line.strip("= ") and not (_TAB.match(line) and _holds(after)):
        message = "This line opens no tab, or one without words."
        fix = 'Write === "Title", and indent the text in it by 4 spaces.'
        yield Slip(number, column, "PL239", message, fix)


_STARTS: Final = frozenset("-+*\u2212–—o(0123456789") | frozenset(
    "abcdefghijklmnpqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)


def _odd_fence(number: int) -> Slip:
    message = "This line opens no code block as it stands."
    fix = "Write ``` alone, or with one word such as ```python, and close it with ```."
    return Slip(number, 1, "PL243", message, fix)


def _holds(after: str) -> bool:
    """Whether what follows is indented, and so stands in the box."""
    return _INSIDE.match(after) is not None


_EATEN = re.compile(r"[ \t]*(?:(?:[-*+]|[0-9]{1,9}[.)]|:)[ \t]+)?(>)[ \t]*(?=[0-9=])")
"""A sign for "more than" where Markdown takes it for the beginning of a quotation."""


def _list_mark(number: int, column: int, line: str, previous: str) -> Iterator[Slip]:
    """List marks that make no list here, or another than was typed."""
    bullet = 'Begin it with "- ", after a blank line.'
    if _TYPED_DOT.match(line):
        message = f"{quoted(line[column - 1])} begins no list item; it would print as text."
        yield Slip(number, column, "PL241", message, bullet)
    elif _GLUED.match(line) or (
        _GLUED_NUMBER.match(line) and (_ITEM.match(previous) or _GLUED_NUMBER.match(previous))
    ):
        message = "Without a space after its mark this is no list item."
        yield Slip(number, column, "PL241", message, bullet)
    elif _NUMBER_GLUED.match(line):
        message = "Without a space after its number this is no list item."
        yield Slip(number, column, "PL241", message, 'Write "1. " before it.')
    elif _PARENTHESIS.match(line) or (
        _IN_PARENTHESES.match(line) and _IN_PARENTHESES.match(previous)
    ):
        message = "A number or letter with a parenthesis begins no list item here."
        yield Slip(number, column, "PL241", message, 'Write "1. " or "- ".')
    elif _LETTERED.match(line) and _LETTERED.match(previous):
        message = "A letter begins no list item here."
        yield Slip(number, column, "PL241", message, 'Write "1. " or "- ".')
    elif _TWO_MARKS.match(line) and line.strip(" \t>-*_"):
        message = "Two list marks stand on one line: the second would not print."
        fix = "Write \\. after a number that readers should see, or begin the inner list below."
        yield Slip(number, column, "PL242", message, fix)
    elif _EMPTY_ITEM.match(line):
        message = "This list item has no words."
        yield Slip(number, column, "PL241", message, "Write them on this line, or delete it.")


def _heading_mark(number: int, column: int, line: str) -> Iterator[Slip]:
    if _NO_SPACE.match(line) and column == 1:
        message = "This line would become the page's main heading."
        fix = 'Write "## " for a heading, or \\# for the sign itself.'
        yield Slip(number, column, "PL245", message, fix)
    elif _SEVEN.match(line):
        message = "A heading has at most six number signs."
        yield Slip(number, column, "PL245", message, "Use fewer.")
    elif _CLOSED_HEADING.match(line):
        message = "A number sign at the end of a heading would not print."
        yield Slip(number, column, "PL245", message, "Delete it, or write \\#.")


# --- inside paragraphs -------------------------------------------------------------------------


def _inline_slips(page: Page, marked: Marked) -> Iterator[Slip]:
    names = GrammarNames(
        frozenset(label for label, _ in marked.notes),
        frozenset(one.text.lower() for one in page.definitions),
    )
    covered: set[int] = set()
    for part in marked.parts:
        for run in part.runs:
            covered.update(range(run.line, run.end_line + 1))
            for found in markup_problems(run.text, run.role, names):
                line, column = place_in_run(page, run, found.offset)
                yield Slip(line, column, SORTS[found.sort], found.message, found.fix)
            yield from _in_paragraph(page, run)
    for title, line in marked.titles:
        for found in markup_problems(title, "paragraph", names):
            column = page.lines[line - 1].find(title) + 1 + found.offset
            yield Slip(line, column, SORTS[found.sort], found.message, found.fix)
    # What no reader takes for text may still be taken for HTML by Python-Markdown.
    for index, text in enumerate(marked.lines):
        number = marked.first_line + index
        if "<" in text and number not in covered and number not in marked.code_lines:
            tag = re.search(r"<(?=[A-Za-z/!?])", text)
            if tag is not None:
                found = tag_problem(text, tag.start())
                yield Slip(number, tag.start() + 1, "PL234", found.message, found.fix)


def place_in_run(page: Page, run: Run, offset: int) -> tuple[int, int]:
    """Line and column in the file of a character of a run."""
    row = run.text.count("\n", 0, offset)
    line = min(run.line + row, len(page.lines))
    begin = run.text.rfind("\n", 0, offset) + 1
    part = run.text[begin:].split("\n", 1)[0]
    source = page.lines[line - 1]
    start = run.column - 1 if row == 0 and source.startswith(part[:20], run.column - 1) else -1
    at = start if start >= 0 else max(source.find(part.strip()), 0)
    return line, at + offset - begin + 1


def _in_paragraph(page: Page, run: Run) -> Iterator[Slip]:
    """Lines of a paragraph or heading that were meant as something else."""
    if run.role == "heading":
        source = page.lines[run.line - 1].lstrip(" \t>")
        if not source.startswith("#") and "#" not in source[:4]:
            message = "The line below makes a heading of this text."
            fix = 'Write "## " before a heading, or a blank line before the "---".'
            yield Slip(run.line, run.column, "PL245", message, fix)
        return
    if run.role != "paragraph":
        return
    rows = run.text.split("\n")
    for row, text in enumerate(rows):
        shown = text.strip()
        line = run.line + row
        if row and _ITEM.match(shown) and (shown[0] in "-+*" or shown[1:2] == "."):
            message = "This would print as part of the text before it, not as a list item."
            yield Slip(line, 1, "PL242", message, _LIST_FIX)
        elif shown.startswith("|") or (row and _DELIMITERS.fullmatch(shown) and "|" in shown):
            message = "This is no row of a table here; its bars would print."
            yield Slip(line, 1, "PL244", message, _TABLE_FIX)
            return


_LIST_FIX: Final = (
    f"Put a blank line before the list; indent a list inside an item by {NESTED_BY} spaces."
)
_TABLE_FIX: Final = (
    "Put a blank line before the table, and give header, the line below it and each row as many "
    "cells."
)

# --- lists, tables, notes, comments ------------------------------------------------------------

_NUMBER = re.compile(r"[ \t>]*(?:[-+*][ \t]+)*([0-9]{1,9})([.)])")


def _lists_slips(page: Page, marked: Marked) -> Iterator[Slip]:
    for part in marked.parts:
        for one in part.lists:
            if one.ordered:
                yield from _numbered(page, one)
            elif len(one.items) == 1:
                yield from _lone(page, one)


_LONE = re.compile(r"[ \t>]*([-+*])[ \t]+(?=[<≤≥~≈±]?[ ]?[.,]?[0-9])")


def _lone(page: Page, one: ListBlock) -> Iterator[Slip]:
    """A list of one item that begins with a number: a minus or plus was meant, perhaps."""
    (item,) = one.items
    match = _LONE.match(page.lines[item.line - 1])
    if match is None:
        return
    sign = match.group(1)
    message = f"{quoted(sign)} before a number makes a bullet here, and the sign would be lost."
    meant = {"-": '"\\-" or "−"', "+": '"\\+"', "*": '"×"'}[sign]
    fix = f"Write {meant} for the sign; make a sentence, or a list of several items, of it."
    yield Slip(item.line, match.start(1) + 1, "PL257", message, fix)


def _numbered(page: Page, one: ListBlock) -> Iterator[Slip]:
    """Numbers that Python-Markdown would replace by others."""
    numbers = [
        (int(match.group(1)), item)
        for item in one.items
        if (match := _NUMBER.match(page.lines[item.line - 1])) is not None
    ]
    if all(number == 1 for number, _ in numbers):
        return
    expected = 0
    for number, item in numbers:
        sentence = number >= _YEAR
        expected += not sentence
        if number == expected:
            continue
        sign = _NUMBER.match(page.lines[item.line - 1])
        mark = sign.group(2) if sign is not None else "."
        message = f'"{number}{mark}" would print as another number.'
        fix = f'Write "{number}\\{mark}" for a sentence that begins with it'
        fix += "." if sentence else f', or "{expected}." for a list item.'
        yield Slip(item.line, item.column, "PL242", message, fix)
        if not sentence:
            return


_YEAR: Final = 1000
"""From here on a number is that of a year, with which a sentence began."""

_DELIMITERS = re.compile(r"[|:\- \t]*-[|:\- \t]*")
_BAR = re.compile(r"(?<!\\)\|")


def _table_slips(page: Page, marked: Marked) -> Iterator[Slip]:
    for part in marked.parts:
        for table in part.tables:
            yield from _one_table(page, table)


def _one_table(page: Page, table: Table) -> Iterator[Slip]:
    rows = [
        (number, _INSIDE_ANY.sub("", page.lines[number - 1]))
        for number in range(table.line, table.end_line + 1)
    ]
    wanted = _cells(rows[0][1])
    for number, text in rows[1:]:
        cells = _cells(text)
        if cells != wanted:
            message = f"This row has {cells} cell{'s' if cells != 1 else ''}, the header {wanted}."
            fix = (
                "Give it as many; put a blank line after the table; write \\| for a bar in a cell."
            )
            yield Slip(number, 1, "PL244", message, fix)
            return
    if len(rows) < 3:
        message = "This table has no row below its header."
        yield Slip(table.line, 1, "PL244", message, "Add one, or delete the table.")


_INSIDE_ANY = re.compile(r"[ \t>]*")


def _cells(row: str) -> int:
    text = row.strip()
    inner = text.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return len(_BAR.findall(inner)) + 1


def _note_slips(marked: Marked) -> Iterator[Slip]:
    """Notes that nothing leads to, and notes that stand twice."""
    if not marked.notes:
        return
    text = "\n".join(run.text for part in marked.parts for run in part.runs)
    seen: set[str] = set()
    for label, line in marked.notes:
        if label in seen:
            message = f"The note {quoted(label)} stands twice."
            yield Slip(line, 1, "PL249", message, "Give one of them another label.")
        elif f"[^{label}]" not in text:
            message = f"Nothing leads to the note {quoted(label)}."
            yield Slip(line, 1, "PL249", message, f'Write "[^{label}]" in the text, or delete it.')
        seen.add(label)


def _comment_slips(page: Page) -> Iterator[Slip]:
    """Comments that end elsewhere in a browser, or take text with them."""
    for one in page.comments:
        before = page.lines[one.line - 1][: one.column - 1]
        above = page.lines[one.line - 2].strip() if one.line - 2 >= page.body_line - 1 else ""
        if "--!>" in one.text or one.text.startswith((">", "->")) or "<!--" in one.text:
            message = "This comment ends elsewhere in a browser."
            fix = "Keep <!--, > at its beginning and --!> out of it."
            yield Slip(one.line, one.column, "PL247", message, fix)
        elif one.end_line > one.line and (before.strip() or above):
            message = "A comment of several lines stands inside text."
            fix = "Put a blank line before it, or write it on one line."
            yield Slip(one.line, one.column, "PL247", message, fix)
        elif one.end_line > one.line and page.lines[one.end_line - 1].rpartition("-->")[2].strip():
            message = "Text follows a comment of several lines."
            fix = "Put it on a line of its own, after a blank line."
            yield Slip(one.end_line, 1, "PL247", message, fix)


def _card_slips(page: Page) -> Iterator[Slip]:
    """What a care card cannot hold: it is a heading and one flat list."""
    cards = {
        index
        for index, block in enumerate(page.blocks)
        if block.name == "care-card" and block.valid and block.closed
    }
    if not cards:
        return
    for run in page.runs:
        if run.block in cards and run.role != "heading" and not run.in_list:
            message = "A care card holds no text outside of its bullets."
            yield Slip(
                run.line, run.column, "PL248", message, 'Begin it with "- ", or move it out.'
            )
    for one in page.lists:
        if one.block in cards and one.depth:
            message = "A bullet of a care card holds no list of its own."
            yield Slip(one.line, one.column, "PL248", message, "Make bullets of its parts.")
        for item in one.items if one.block in cards else ():
            for run in item.runs[1:]:
                message = "A bullet of a care card is one paragraph."
                yield Slip(run.line, run.column, "PL248", message, "Join it, or make it a bullet.")
