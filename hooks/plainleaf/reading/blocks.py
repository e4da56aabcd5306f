"""Finds the `///` blocks of a page, and whatever only looks like one.

pymdownx.blocks turns a block that it does not understand into plain text without a word, and a
block that is not closed swallows the rest of the page. So this reader follows its rules (a test
compares the two on generated pages) and tells every line on which an author meant a block and would
not get one. It looks at `///` lines only; what stands inside a block is read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from plainleaf.model.block_specs import BLOCKS, BlockSpec
from plainleaf.model.yaml_text import load_yaml
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted

_OPENING = re.compile(r"^ {0,3}(/{3,}) *([\w-]+) *(?:\|(.*))?$")
_CLOSING = re.compile(r"^ {0,3}(/{3,}) *$")
_OPTION = re.compile(r"^ {4,}\S")
_SLASHES_FIRST = re.compile(r"^ {0,3}(/{2,})(?!/)(.*)$")
_OUT_OF_PLACE = re.compile(r"^[ \t>]+(/{3,}) *([\w-]+)")
_WORD = re.compile(r"^/* *([\w-]+)")

Trouble = Literal["name", "argument", "opening", "closing", "stray", "place"]
"""What is wrong with a block line; each has its own rule."""


@dataclass(frozen=True)
class BlockProblem:
    """A line on which an author meant a block and would not get one."""

    trouble: Trouble
    """What sort of problem."""
    line: int
    """Line in the file."""
    column: int
    """Column in characters."""
    message: str
    """What is wrong."""
    fix: str
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block that the site will show as one."""

    name: str
    """Its name."""
    argument: str
    """What stands after `|`; empty when there is none."""
    line: int
    """Line of its opening."""
    column: int
    """Column of its first slash."""
    end_line: int
    """Line of its closing; the last line of the page when it is not closed."""
    slashes: int
    """How many slashes open and close it."""
    parent: int | None = None
    """Index of the block around it, in the page's list of blocks."""
    closed: bool = True
    """Whether its closing line was found."""
    valid: bool = True
    """Whether the site will show it as a block."""

    def holds(self, line: int) -> bool:
        """Whether a line stands inside the block."""
        return self.line < line < self.end_line or (not self.closed and line == self.end_line)


@dataclass(frozen=True)
class BlockScan:
    """What the `///` lines of a page make."""

    blocks: tuple[Block, ...]
    """The blocks, by opening line."""
    problems: tuple[BlockProblem, ...]
    """What was meant as a block and is not read as one."""
    lines: tuple[str, ...]
    """The body with all block lines (and options) blanked."""
    blanked: frozenset[int]
    """The lines of the file that were blanked; they end paragraphs and lists."""


def scan_blocks(lines: Sequence[str], first_line: int) -> BlockScan:
    """Read the block lines of a body.

    Args:
        lines: the lines of the body, code and comments blanked.
        first_line: the line of the file on which the body begins.
    """
    return _BlockReader(lines, first_line).run()


class _BlockReader:
    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        self.first_line = first_line
        # Tabs become spaces before Python-Markdown looks at a line.
        self.tabbed = [line.expandtabs(4) if "///" in line else line for line in lines]
        self.lines = list(lines)
        self.blocks: list[Block] = []
        self.open: list[int] = []
        self.problems: list[BlockProblem] = []
        self.blanked: set[int] = set()

    def run(self) -> BlockScan:
        for index, line in enumerate(self.tabbed):
            if "//" not in line:
                continue
            closing = _CLOSING.match(line)
            if closing is not None:
                self._close(index, len(closing.group(1)))
            elif (opening := _OPENING.match(line)) is not None:
                self._open(index, opening)
            else:
                self._neither(index, line)
        last = self.first_line + len(self.lines) - 1
        while self.open:
            self._unclosed(self.open.pop(), last)
        problems = sorted(self.problems, key=lambda problem: (problem.line, problem.column))
        return BlockScan(
            tuple(self.blocks), tuple(problems), tuple(self.lines), frozenset(self.blanked)
        )

    def _problem(self, trouble: Trouble, index: int, message: str, fix: str) -> None:
        line = self.lines[index]
        column = len(line) - len(line.lstrip("> \t")) + 1
        self.problems.append(BlockProblem(trouble, self.first_line + index, column, message, fix))

    def _blank(self, index: int) -> None:
        self.lines[index] = " " * len(self.lines[index])
        self.blanked.add(self.first_line + index)

    def _open(self, index: int, opening: re.Match[str]) -> None:
        slashes, name = len(opening.group(1)), opening.group(2).lower()
        argument = (opening.group(3) or "").strip(" ")
        # An opening that the site does not know still pairs with its closing line.
        self._end_unclosed_before(index, slashes)
        spec = BLOCKS.get(name)
        if spec is None:
            self._unknown(index, opening.group(2))
        elif not self._argument_fits(index, spec, argument):
            spec = None
        has_options = self._has_options(index, spec)
        column = opening.start(1) + 1
        self.blocks.append(
            Block(
                name,
                argument,
                self.first_line + index,
                column,
                self.first_line + index,
                slashes,
                parent=self.open[-1] if self.open else None,
                closed=False,
                valid=spec is not None and not has_options,
            )
        )
        self.open.append(len(self.blocks) - 1)
        self._blank(index)

    def _unknown(self, index: int, name: str) -> None:
        near = nearest_name(name, BLOCKS)
        known = f"Known blocks: {', '.join(BLOCKS)}."
        fix = f"Did you mean {quoted(near)}?" if near else known
        self._problem("name", index, f"There is no block {quoted(name)}.", fix)

    def _argument_fits(self, index: int, spec: BlockSpec, argument: str) -> bool:
        if spec.argument and not argument:
            self._problem(
                "argument",
                index,
                f'Block "{spec.name}" needs a {spec.argument}.',
                f'Write "/// {spec.name} | …".',
            )
            return False
        if argument and not spec.argument:
            self._problem(
                "argument",
                index,
                f'Block "{spec.name}" takes no argument, but has {quoted(argument)}.',
                f'Write "/// {spec.name}".',
            )
            return False
        return True

    def _has_options(self, index: int, spec: BlockSpec | None) -> bool:
        """Whether indented lines follow: pymdownx reads them as options, and ours take none."""
        end = index + 1
        while end < len(self.tabbed) and _OPTION.match(self.tabbed[end].expandtabs(4)):
            end += 1
        if end == index + 1:
            return False
        source = load_yaml("\n".join(self.lines[index + 1 : end]))
        if spec is not None:
            options = source.mapping
            said = (
                f"Option {quoted(next(iter(options)))} is not known"
                if options
                else "The indented line is read as an option"
            )
            self._problem(
                "opening",
                index + 1,
                f'{said}, so block "{spec.name}" would print as plain text.',
                "Delete it, or put a blank line after the opening line.",
            )
        for line in range(index + 1, end):
            self._blank(line)
        return True

    def _end_unclosed_before(self, index: int, slashes: int) -> None:
        """A block with the same number of slashes cannot stand inside another: one is unclosed."""
        same = [
            depth
            for depth, number in enumerate(self.open)
            if self.blocks[number].slashes == slashes
        ]
        if same:
            while len(self.open) > same[0]:
                self._unclosed(self.open.pop(), self.first_line + index - 1)

    def _unclosed(self, number: int, last_line: int) -> None:
        block = self.blocks[number]
        self.blocks[number] = replace(block, end_line=max(last_line, block.line))
        self.problems.append(
            BlockProblem(
                "closing",
                block.line,
                block.column,
                f'Block "{block.name}" is never closed.',
                f'Add a line "{"/" * block.slashes}" after its last line.',
            )
        )

    def _close(self, index: int, slashes: int) -> None:
        if not self.open:
            self._problem(
                "stray",
                index,
                "This line closes a block, but none is open.",
                "Delete it, or fix the opening line.",
            )
        elif self.blocks[self.open[-1]].slashes == slashes:
            number = self.open.pop()
            self.blocks[number] = replace(
                self.blocks[number], end_line=self.first_line + index, closed=True
            )
        else:
            block = self.blocks[self.open[-1]]
            self._problem(
                "stray",
                index,
                f'{slashes} slashes do not close block "{block.name}", '
                f"which line {block.line} opens with {block.slashes}.",
                f'Write "{"/" * block.slashes}".',
            )
        self._blank(index)

    def _neither(self, index: int, line: str) -> None:
        """A line with slashes that is neither an opening nor a closing line."""
        out_of_place = _OUT_OF_PLACE.match(line)
        if out_of_place is not None and out_of_place.group(2).lower() in BLOCKS:
            self._problem(
                "place",
                index,
                f'Block "{out_of_place.group(2).lower()}" cannot stand inside a list or quotation.',
                "Begin its line with the slashes, without spaces before them.",
            )
            return
        slashes = _SLASHES_FIRST.match(line)
        if slashes is None:
            return
        word = _WORD.match(slashes.group(2))
        near = nearest_name(word.group(1), BLOCKS) if word is not None else None
        if len(slashes.group(1)) < 3:
            if near is not None and word is not None and word.group(1).lower() == near:
                self._problem(
                    "opening",
                    index,
                    f'Block "{near}" needs three slashes.',
                    f'Write "/// {near}".',
                )
            return
        example = f"/// {near}" if near else "/// name"
        if near is not None and BLOCKS[near].argument:
            example += " | …"
        self._problem(
            "opening",
            index,
            "This line opens no block and would print as plain text.",
            f'Write it like "{example}".',
        )
        self._blank(index)


TROUBLE_CODES: Final[Mapping[Trouble, str]] = {
    "name": "PL401",
    "argument": "PL402",
    "opening": "PL403",
    "closing": "PL404",
    "stray": "PL405",
    "place": "PL406",
}
"""The rule that each sort of problem belongs to."""
