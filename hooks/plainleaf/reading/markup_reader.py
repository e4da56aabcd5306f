"""Compares what Python-Markdown makes of a page with what the checks read there.

Checks follow CommonMark, the site is rendered by Python-Markdown. Where the two part, a rule has
judged another text than readers get. `difference` runs the block parser of Python-Markdown, with
the extensions of the site, and finds the first block in which they do.

Not compared: what stands inside a paragraph (`plainleaf.text.inline_grammar` leaves no mark that
the two could read differently), code, notes (they are moved to the end), and the titles of boxes.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from xml.etree.ElementTree import Element

from plainleaf.reading.line_grammar import MarkdownPart, Marked, Slip, read_marks
from plainleaf.text.printable import quoted

if TYPE_CHECKING:
    from markdown import Markdown

    from plainleaf.reading.page import Page

EXTENSIONS: Final[dict[str, dict[str, Any]]] = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "tables": {},
    "toc": {"permalink": False},
    "pymdownx.betterem": {},
    "pymdownx.details": {},
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {},
}
"""The extensions that every site has beside our own, whose block lines are blanked.

The check of mkdocs.yml holds each site's list to it (PL945)."""


class MarkupBlock(NamedTuple):
    """One block, as a reader of Markdown sees it."""

    form: str
    """`h2`, `p`, `cell`, or `li0` for an item of a list that is in no other."""
    text: str
    """Its text as typed, spaces joined."""
    line: int = 0
    """Line in the file; 0 where Python-Markdown made it."""


def difference(page: Page) -> Slip | None:
    """The first block that Python-Markdown reads otherwise than the checks do."""
    if is_plain(page.lines[page.body_line - 1 :]):
        return None
    marked = read_marks(page)
    ours = sorted(_ours(marked), key=lambda one: one.line)
    try:
        theirs = [*_theirs(page, marked)]
    except RecursionError:
        message = "This page nests parts too deeply."
        return Slip(marked.first_line, 1, "PL250", message, "Make several parts of it.")
    code = next((one for one in theirs if one.form == "code"), None)
    if code is not None:
        return _code_slip(page, marked, code.text)
    for index, one in enumerate(ours):
        other = theirs[index] if index < len(theirs) else None
        if other is None or (one.form, one.text) != (other.form, other.text):
            shown = quoted(other.text, 40) if other is not None else "nothing"
            message = f"This would print otherwise than the checks read it: as {shown}."
            if other is not None and other.text == one.text:
                message = f"This would print as {_said(other.form)}, not as {_said(one.form)}."
            return Slip(one.line, 1, "PL254", message, _FIX)
    if len(theirs) > len(ours):
        text = theirs[len(ours)].text
        line = _line_of(page, marked, text)
        message = f"The checks do not read this text: {quoted(text, 40)}."
        return Slip(line, 1, "PL254", message, _FIX)
    return None


_WORD: Final = r"(?:(?:\*\*)?[^\W\d_]|\[[^\[\]^ ][^\[\]]*\]\()"
_KINDS: Final = re.compile(
    rf"(?P<text>{_WORD}|[\"“(])|(?P<heading>#{{1,6}} [^#\s])|(?P<bullet>- {_WORD})"
    rf"|(?P<number>[0-9]{{1,3}}\. {_WORD})|(?P<row>\|)|(?P<block>///)|(?P<blank>[ ]*\Z)"
)
_ENDS: Final = frozenset(("blank", "block"))
_UNUSUAL: Final = ("```", "~~~", "<!--", "\t")


def is_plain(lines: Sequence[str]) -> bool:
    """Whether a page holds only blocks that no two readers read differently.

    These are paragraphs, `#` headings, flat lists and tables, at the margin and parted by blank or
    block lines. Most pages hold no others, and need not wait for Python-Markdown.
    """
    before = "blank"
    for line in lines:
        match = _KINDS.match(line)
        if match is None or any(sign in line for sign in _UNUSUAL):
            return False
        kind = str(match.lastgroup)
        same = kind == before and kind != "heading"
        if not same and kind not in _ENDS and before not in _ENDS:
            return False
        before = kind
    return True


_FIX: Final = "Put a blank line before and after it, and write it in the plainest form."


def _said(form: str) -> str:
    names = {"p": "a paragraph", "cell": "a cell of a table", "dt": "a term with a meaning"}
    if form in names:
        return names[form]
    return f"a list item at depth {int(form[2:]) + 1}" if form[:2] == "li" else "a heading"


def _code_slip(page: Page, marked: Marked, text: str) -> Slip:
    line = _line_of(page, marked, text.strip().split("\n")[0])
    message = "Four spaces make code of this."
    fix = "Delete the spaces; code stands between two lines of ```."
    return Slip(line, 1, "PL243", message, fix)


def _line_of(page: Page, marked: Marked, text: str) -> int:
    """The line of the file that a text begins on; the first of the body when it is not found."""
    start = text.split("\n")[0].strip()[:40]
    for number in range(marked.first_line, len(page.lines) + 1):
        if start and start in " ".join(page.lines[number - 1].split()):
            return number
    return marked.first_line


# --- the checks' side --------------------------------------------------------------------------


def _ours(marked: Marked) -> Iterator[MarkupBlock]:
    for part in marked.parts:
        if part.compared:
            yield from _of_part(part)


def _of_part(part: MarkdownPart) -> Iterator[MarkupBlock]:
    depths = {
        (run.line, run.column): one.depth
        for one in part.lists
        for item in one.items
        for run in item.runs
    }
    levels = dict(part.levels)
    for run in part.runs:
        if _ABBREVIATION.match(run.text):
            continue
        if part.is_term:
            form = "dt"
        elif run.role == "heading":
            form = f"h{levels.get(run.line, 0)}"
        elif run.role == "cell":
            form = "cell"
        else:
            depth = depths.get((run.line, run.column))
            form = "p" if depth is None else f"li{depth}"
        text = _joined(run.text)
        if text:
            yield MarkupBlock(form, text, run.line)


_ABBREVIATION = re.compile(r"(?:\*\[[^\]\n]+\]:[^\n]*(?:\n|\Z))+\Z")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STASHED = re.compile("\x02[^\x03]*\x03")


def _joined(text: str) -> str:
    """A text as both sides are compared: spaces joined, bars of cells without their backslash."""
    text = _STASHED.sub("", text) if "\x02" in text else text
    text = _COMMENT.sub("", text) if "<!--" in text else text
    return " ".join(text.replace("\\|", "|").split())


# --- the side of Python-Markdown ---------------------------------------------------------------


@functools.cache
def _parser() -> Markdown:
    # Loaded on use: few commands need it.
    from markdown import Markdown

    return Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS)


def _theirs(page: Page, marked: Marked) -> Iterator[MarkupBlock]:
    parser = _parser()
    parser.reset()
    lines = list(page.lines[marked.first_line - 1 :])
    for block in page.blocks:
        for number in (block.line, block.end_line) if block.closed else (block.line,):
            lines[number - marked.first_line] = ""
    for preprocessor in parser.preprocessors:
        lines = preprocessor.run(lines)
    root = parser.parser.parseDocument(lines).getroot()
    assert root is not None
    yield from _walk(root, 0, "p")


_SKIPPED: Final = frozenset(("label", "summary", "input"))


def _walk(element: Element, depth: int, around: str) -> Iterator[MarkupBlock]:
    """The blocks of an element, in the order of the page; deep pages were refused before."""
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or child.get("class") == "admonition-title":
            continue
        if tag == "pre":
            yield MarkupBlock("code", "".join(child.itertext()))
            continue
        inner = depth + 1 if tag in ("ul", "ol") else depth
        form = _form(tag, depth, around)
        yield from _text(form, child.text)
        yield from _walk(child, inner, form)
        yield from _text(around, child.tail)


def _form(tag: str, depth: int, around: str) -> str:
    if tag == "li":
        return f"li{depth - 1}"
    if tag == "dt":
        return "dt"
    if tag in ("th", "td"):
        return "cell"
    if tag[:1] == "h" and tag[1:].isdigit():
        return tag
    return around if around[:2] == "li" else "p"


def _text(form: str, text: str | None) -> Sequence[MarkupBlock]:
    shown = _joined(text) if text else ""
    return (MarkupBlock(form, shown),) if shown else ()
