"""A Word document as the Markdown of a page: headings, lists, tables, links and pictures.

Every word that a document shows stands on the page as it was typed; what was changed on the way,
such as curly quotation marks, is counted, and what has no place is listed at the end of the page,
in a comment that no reader gets. Nothing here reads or writes a file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from plainleaf.authoring.word_document import LeftOver, WordBlock, WordDocument, WordRun, WordTable
from plainleaf.model.kind import Kind
from plainleaf.text.nearest import nearest_name

_LETTERS: Final[Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys("“”„‟«»", ('"', "curly quotation marks, written straight")),
    **dict.fromkeys("‘’‚‛", ("'", "curly apostrophes, written straight")),
    "\u00ad": ("", "soft hyphens, taken out"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", ("", "signs that nobody sees, taken out")),
    **dict.fromkeys(
        "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        ("", "signs that turn the direction of writing, taken out: look whether all reads right"),
    ),
    **dict.fromkeys("\u00a0\u202f\u2007", (" ", "spaces that do not break, written as plain ones")),
    "\u2011": ("-", "hyphens that do not break, written as plain ones"),
    "ﬀ": ("ff", "joined letters, written apart"),
    "ﬁ": ("fi", "joined letters, written apart"),
    "ﬂ": ("fl", "joined letters, written apart"),
    "ﬃ": ("ffi", "joined letters, written apart"),
    "ﬄ": ("ffl", "joined letters, written apart"),
}
_SPECIAL: Final = re.compile(r"[\\`*_\[\]{}]")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_BEGINS: Final = re.compile(r"^(?=[#>+~=|-]|///|:\s)")
_NUMBERED: Final = re.compile(r"^(\d+)(?=[.)]\s)")
_BULLET: Final = re.compile(r"^\s*[•·▪‣◦●○■–—-]\s+")
_LINK: Final = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_INDENT: Final = "    "
_FIRST: Final = 2
"""The level of a section's heading."""
_LAST: Final = 4
"""The deepest level of a heading."""


@dataclass(frozen=True)
class WordPage:
    """The text of a page."""

    title: str
    """What the document calls itself; empty when it does not say."""
    body: str
    """The page below its front matter, without the list of what is left."""
    left: tuple[LeftOver, ...]
    """What has no place on the page, or has changed."""


def page_of(
    document: WordDocument, kind: Kind, files: Mapping[str, str], alts: Mapping[str, str]
) -> WordPage:
    """The page that a document becomes.

    Args:
        document: what was read.
        kind: the kind of page.
        files: where each picture that a page may show comes to lie, from the page's folder.
        alts: what stands in for each of them.
    """
    writer = _PageWriter(kind, files, alts)
    title, blocks = _title(document.blocks)
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(writer.lines(blocks))).strip("\n")
    counted = [LeftOver("in the whole text", f"{what}: {n}") for what, n in writer.changed.items()]
    return WordPage(writer.letters(title), f"{body}\n", (*document.left, *writer.left, *counted))


def left_comment(left: Iterable[LeftOver], file: str) -> str:
    """A comment that lists what has no place; empty when all has one."""
    lines = [f"- {_harmless(one.place)}: {_harmless(one.what)}" for one in left]
    if not lines:
        return ""
    head = f"Left of {_harmless(file)}, to be looked through and deleted:"
    return "\n".join(("<!--", head, *lines, "-->")) + "\n"


def _harmless(text: str) -> str:
    """A text that cannot end a comment."""
    return " ".join(text.replace("--", "- -").replace(">", "›").split())


def _title(
    blocks: tuple[WordBlock | WordTable, ...],
) -> tuple[str, tuple[WordBlock | WordTable, ...]]:
    """The title, and the blocks below it: its own style, else a first heading that is alone.

    A heading that is alone and says the title once more goes with it.
    """
    named = next((one for one in blocks if isinstance(one, WordBlock) and one.title), None)
    tops = [one for one in blocks if isinstance(one, WordBlock) and one.heading == 1]
    again = tops if named and len(tops) == 1 and tops[0].plain == named.plain else []
    if named is None:
        begins = next((one for one in blocks if isinstance(one, WordTable) or one.plain), None)
        named = tops[0] if len(tops) == 1 and begins is tops[0] else None
    if named is None or not named.plain:
        return "", blocks
    return named.plain, tuple(one for one in blocks if one is not named and one not in again)


class _PageWriter:
    """Writes blocks as Markdown, and counts what it changes."""

    def __init__(self, kind: Kind, files: Mapping[str, str], alts: Mapping[str, str]) -> None:
        self._sections = {one.title.casefold(): one.title for one in kind.sections}
        self._files = files
        self._alts = alts
        self.changed: Counter[str] = Counter()
        self.left: list[LeftOver] = []

    def letters(self, text: str) -> str:
        """A text in plain letters."""
        said = []
        for one in text:
            plain, what = _LETTERS.get(one, (one, ""))
            if what:
                self.changed[what] += 1
            said.append(plain)
        return "".join(said)

    def lines(self, blocks: Iterable[WordBlock | WordTable]) -> Iterator[str]:
        """Yield the lines of the page."""
        blocks = tuple(_stepwise(blocks))
        levels = [one.heading for one in blocks if isinstance(one, WordBlock) and one.heading]
        top = min(levels, default=1)
        outer: WordBlock | None = None
        for one in blocks:
            if isinstance(one, WordTable):
                yield from ("", *self._table(one), "")
                outer = None
                continue
            block = one
            if not any(piece.text.strip() or piece.picture for piece in block.pieces):
                continue
            item = block.depth >= 0
            if item and outer is not None and _go_on(outer, block):
                yield self._item(block)
            elif item:
                yield from ("", self._item(block))
            elif block.heading:
                yield from ("", *self._heading(block, top), "")
            else:
                yield from ("", self._paragraph(block), "")
            if not item:
                outer = None
            elif outer is None or block.depth <= outer.depth:
                outer = block

    def _heading(self, block: WordBlock, top: int) -> Iterator[str]:
        level = block.heading - top + _FIRST
        if level > _LAST:
            self.left.append(LeftOver(block.place, f"a heading of level {level}, now of {_LAST}"))
            level = _LAST
        text = " ".join(self._inline([replace(p, bold=False) for p in block.pieces]).split())
        if level == _FIRST:
            text = self._section(text, block)
        yield f"{'#' * level} {text}"

    def _section(self, text: str, block: WordBlock) -> str:
        """The name of the section that a heading is meant to be; a change of it is listed."""
        near = nearest_name(text.casefold(), self._sections)
        known = self._sections.get(near or "")
        if known is not None and known != text:
            self.left.append(LeftOver(block.place, f"the heading “{text}”, now “{known}”"))
        return known or text

    def _item(self, block: WordBlock) -> str:
        mark = "1." if block.numbered else "-"
        return f"{_INDENT * min(block.depth, 3)}{mark} {self._paragraph(block)}"

    def _paragraph(self, block: WordBlock) -> str:
        text = self._inline(block.pieces)
        text = _NUMBERED.sub(r"\1\\", _BEGINS.sub(r"\\", text))
        return "<br>".join(" ".join(line.split()) for line in text.strip().split("\n"))

    def _table(self, table: WordTable) -> Iterator[str]:
        width = max((len(row) for row in table.rows), default=0)
        rows = [
            [self._cell(cell) for cell in row] + [""] * (width - len(row)) for row in table.rows
        ]
        if width <= 1:
            self.left.append(LeftOver(table.place, "a table of one column, now paragraphs"))
            for row in table.rows:
                for block in (one for cell in row for one in cell):
                    yield from (self._paragraph(block), "")
            return
        for at, cells in enumerate(rows):
            yield f"| {' | '.join(cells)} |"
            if at == 0:
                yield f"|{'---|' * width}"

    def _cell(self, cell: Iterable[WordBlock]) -> str:
        said = []
        for one in cell:
            if any(piece.text.strip() or piece.picture for piece in one.pieces):
                text = self._inline(one.pieces).strip().replace("\n", "<br>")
                said.append(f"- {text}" if one.depth >= 0 else text)
        return " ".join("<br>".join(said).replace("|", "\\|").split())

    # --- inside a paragraph ---

    def _inline(self, pieces: Iterable[WordRun]) -> str:
        return "".join(self._form(one) for one in _joined(pieces))

    def _form(self, piece: WordRun) -> str:
        if piece.picture:
            file = self._files.get(piece.picture)
            if file is None:
                return ""
            alt = _SPECIAL.sub(r"\\\g<0>", self._alts.get(piece.picture, ""))
            return f"![{alt or 'TODO: what it shows'}]({file})"
        text = self._escaped(self.letters(piece.text))
        bare = text.strip()
        if not bare:
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if piece.raised:
            bare = f"<{piece.raised}>{bare}</{piece.raised}>"
        if piece.italic:
            bare = f"*{bare}*"
        if piece.bold:
            bare = f"**{bare}**"
        if piece.link:
            bare = self._linked(bare, piece.link)
        return f"{before}{bare}{after}"

    def _linked(self, text: str, address: str) -> str:
        if _LINK.fullmatch(address) is None:
            self.left.append(LeftOver(f"at “{text}”", f"a link that no page may have: {address}"))
            return text
        for sign, code in (("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E")):
            address = address.replace(sign, code)
        return f"[{text}]({address})"

    def _escaped(self, text: str) -> str:
        text = _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\g<0>", text))
        return text.replace("<", "&lt;")


def _go_on(outer: WordBlock, item: WordBlock) -> bool:
    """Whether an item belongs to the list of the least indented item before it."""
    return item.depth > outer.depth or item.numbered == outer.numbered


def _stepwise(
    blocks: Iterable[WordBlock | WordTable],
) -> Iterator[WordBlock | WordTable]:
    """Blocks whose lists begin without indentation and go down one step at a time.

    Text that is indented more than that would be code.
    """
    above: list[int] = []
    for one in blocks:
        if isinstance(one, WordTable):
            above = []
            yield one
            continue
        block = one if one.heading or one.depth >= 0 else _as_item(one)
        if block.depth < 0:
            above = above if not block.plain else []
        else:
            while above and above[-1] >= block.depth:
                above.pop()
            above.append(block.depth)
            block = replace(block, depth=len(above) - 1)
        yield block


def _as_item(block: WordBlock) -> WordBlock:
    """A paragraph that was typed as an item of a list is one."""
    first = block.pieces[0] if block.pieces else WordRun("")
    typed = _BULLET.match(first.text)
    if typed is None or len(block.plain) <= len(typed.group()):
        return block
    kept = replace(first, text=first.text[typed.end() :])
    return replace(block, pieces=(kept, *block.pieces[1:]), depth=0)


def _joined(pieces: Iterable[WordRun]) -> Iterator[WordRun]:
    """Pieces in the same form as one: word processors part words at will."""
    last: WordRun | None = None
    for one in pieces:
        if last is not None and replace(one, text="") == replace(last, text="") and not one.picture:
            last = replace(last, text=last.text + one.text)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last
