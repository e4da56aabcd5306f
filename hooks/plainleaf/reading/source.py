"""From the bytes of a page to its lines: decoding, front matter, code and comments.

Line numbers are those of the file, whatever its line ends; columns count characters, a tab is one.
Nothing here knows what a page should contain.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plainleaf.text.hidden import find_hidden, named
from plainleaf.text.inline import code_spans

_LINE_END = re.compile(r"\r\n|\r|\n")
_FENCE = re.compile(r"^[> \t]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*(`{3,}|~{3,})([^`]*)$")
_FENCE_END = re.compile(r"^[> \t]*(`{3,}|~{3,})[ \t]*$")


@dataclass(frozen=True)
class Spot:
    """A place in the file and what is to be said about it."""

    line: int
    """Line in the file, from 1."""
    column: int
    """Column in characters, from 1."""
    message: str
    """What is wrong."""
    fix: str
    """What to do about it."""


@dataclass(frozen=True)
class Decoded:
    """The text of a file, or why there is none."""

    lines: tuple[str, ...]
    """The lines without their line ends; at least one."""
    not_utf8: Spot | None = None
    """Where the bytes stop being UTF-8."""
    nul: Spot | None = None
    """Where a NUL byte stands."""
    hidden: tuple[Spot, ...] = ()
    """Invisible characters, the first of each line."""
    mixed: Spot | None = None
    """The first line that ends otherwise than the first line does."""

    @property
    def readable(self) -> bool:
        """Whether `lines` is the text of the file."""
        return self.not_utf8 is None and self.nul is None


@dataclass(frozen=True)
class FrontMatterLines:
    """Where the front matter stands."""

    text: str | None
    """What is between its two lines; None when there is no front matter."""
    body_line: int
    """The first line of the file after it."""
    problem: Spot | None = None
    """Why it cannot be read."""
    unclosed: bool = False
    """Whether the problem is that it never ends."""


@dataclass(frozen=True)
class Comment:
    """An HTML comment."""

    text: str
    """What stands between its signs."""
    line: int
    """Line of its `<!--`."""
    column: int
    """Column of its `<!--`."""
    end_line: int
    """Line of its `-->`."""


@dataclass(frozen=True)
class Masked:
    """A body in which code and comments are blanked, character by character."""

    lines: tuple[str, ...]
    """The lines; places are those of the file."""
    comments: tuple[Comment, ...]
    """The comments that were blanked."""
    code_lines: frozenset[int]
    """Line numbers of code blocks, fences included."""
    code_starts: tuple[tuple[int, int], ...]
    """Line and column of the opening fence of each code block."""
    unclosed: tuple[Spot, ...]
    """Code fences and comments without an end."""


def decode(data: bytes) -> Decoded:
    """Read bytes as UTF-8, with or without a byte order mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        spot = Spot(1, 1, "This file is UTF-16, not UTF-8.", "Save it as UTF-8.")
        return Decoded(("",), not_utf8=spot)
    nul = data.find(b"\0")
    if nul >= 0:
        line, column = _end_of(data[:nul].decode("utf-8", "replace"))
        message = "A NUL byte stands here: the file is damaged or not text."
        return Decoded(("",), nul=Spot(line, column, message, "Restore it, or save it as UTF-8."))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _end_of(data[: error.start].decode("utf-8"))
        message = f"Byte 0x{data[error.start]:02X} is not UTF-8."
        fix = "Save the file as UTF-8, and check this character."
        return Decoded(("",), not_utf8=Spot(line, column, message, fix))
    text = text.removeprefix("\ufeff")
    lines = tuple(_LINE_END.split(text) if "\r" in text else text.split("\n"))
    # One look at the whole tells of nearly every page that no line needs one.
    hidden = _hidden(lines) if find_hidden(text) is not None else ()
    return Decoded(lines, hidden=tuple(hidden), mixed=mixed_line_ends(text))


_NAMES = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}


def mixed_line_ends(text: str) -> Spot | None:
    """Find the first line that ends otherwise than the first line does."""
    if "\r" not in text:
        return None
    ends = [match.group() for match in _LINE_END.finditer(text)]
    for number, end in enumerate(ends, 1):
        if end != ends[0]:
            message = f"This line ends with {_NAMES[end]}, the first one with {_NAMES[ends[0]]}."
            return Spot(number, 1, message, "Save the file with one kind of line end.")
    return None


def _end_of(text: str) -> tuple[int, int]:
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    return len(lines), len(lines[-1]) + 1


def _hidden(lines: Sequence[str]) -> list[Spot]:
    found = ((number, line, find_hidden(line)) for number, line in enumerate(lines, 1))
    return [
        Spot(
            number,
            at + 1,
            f"Invisible character {named(line, at)}.",
            "Delete it and type the text here again.",
        )
        for number, line, at in found
        if at is not None
    ]


def split_front_matter(lines: Sequence[str]) -> FrontMatterLines:
    """Find the front matter: from `---` on line 1 to the next `---`."""
    if lines[0].rstrip(" \t") != "---":
        return FrontMatterLines(None, 1, _no_front_matter(lines))
    for index, line in enumerate(lines[1:], 1):
        if line.rstrip(" \t") in ("---", "..."):
            return FrontMatterLines("\n".join(lines[1:index]), index + 2)
    problem = Spot(
        1, 1, "The front matter is never closed.", 'Add a line "---" after its last field.'
    )
    return FrontMatterLines(None, len(lines) + 1, problem, unclosed=True)


def _no_front_matter(lines: Sequence[str]) -> Spot:
    for number, line in enumerate(lines, 1):
        if line.strip() == "---":
            message = "The front matter does not begin on line 1."
            fix = "Move it to the very top, without spaces before it."
            return Spot(number, line.index("-") + 1, message, fix)
        if line.strip():
            break
    fix = 'Begin the file with "---", "kind: …", "title: …", and a closing "---".'
    return Spot(1, 1, "This page has no front matter.", fix)


def mask(lines: Sequence[str], first_line: int) -> Masked:
    """Blank code fences and HTML comments, so that what they hold is not taken for content.

    Args:
        lines: the lines of the body.
        first_line: the line of the file on which the body begins.
    """
    text = "\n".join(lines)
    if not any(sign in text for sign in ("```", "~~~", "<!--")):
        return Masked(tuple(lines), (), frozenset(), (), ())
    return _Masker(lines, first_line).run()


class _Masker:
    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        self.source = list(lines)
        self.first_line = first_line
        self.lines: list[str] = []
        self.comments: list[Comment] = []
        self.code_lines: set[int] = set()
        self.code_starts: list[tuple[int, int]] = []
        self.unclosed: list[Spot] = []
        # Where a fence of each kind may end: a fence needs exactly the marks it began with.
        self.fence_ends: dict[str, list[int]] = {}
        for index, line in enumerate(lines):
            match = _FENCE_END.match(line) if _may_be_fence(line) else None
            if match is not None:
                self.fence_ends.setdefault(match.group(1), []).append(index)
        # Where comments may end, for the same reason: no search runs twice over the same text.
        self.comment_ends = [index for index, line in enumerate(lines) if "-->" in line]

    def run(self) -> Masked:
        index = 0
        while index < len(self.source):
            index = self._code(index) or self._text(index)
        return Masked(
            tuple(self.lines),
            tuple(self.comments),
            frozenset(self.code_lines),
            tuple(self.code_starts),
            tuple(self.unclosed),
        )

    def _code(self, index: int) -> int | None:
        """Blank a code block that begins here; the index of the first line after it."""
        line = self.source[index]
        match = _FENCE.match(line) if _may_be_fence(line) else None
        if match is None:
            return None
        ends = self.fence_ends.get(match.group(1), [])
        found = bisect.bisect_right(ends, index)
        if found == len(ends):
            self.unclosed.append(
                Spot(
                    self.first_line + index,
                    match.start(1) + 1,
                    "This code block is never closed.",
                    f"Add a line with {match.group(1)} after it.",
                )
            )
            return None
        end = ends[found] + 1
        self.code_starts.append((self.first_line + index, match.start(1) + 1))
        for number in range(index, end):
            self.lines.append(" " * len(self.source[number]))
            self.code_lines.add(self.first_line + number)
        return end

    def _text(self, index: int) -> int:
        """Keep a line, without the comments in it; the index of the next line to read."""
        line = self.source[index]
        if "<!--" not in line:
            self.lines.append(line)
            return index + 1
        kept: list[str] = []
        done = 0
        for at in _comment_starts(line):
            if at < done:
                continue
            end = line.find("-->", at + 4)
            if end < 0:
                return self._long_comment(index, at, "".join(kept) + line[done:at])
            self._comment(index, at, index, line[at + 4 : end])
            kept += [line[done:at], " " * (end + 3 - at)]
            done = end + 3
        self.lines.append("".join(kept) + line[done:])
        return index + 1

    def _long_comment(self, index: int, at: int, before: str) -> int:
        """Blank a comment that begins at a character of this line and goes on below."""
        found = bisect.bisect_right(self.comment_ends, index)
        self.lines.append(before)
        if found == len(self.comment_ends):
            self.unclosed.append(
                Spot(
                    self.first_line + index,
                    at + 1,
                    "This comment is never closed.",
                    'Add "-->" at its end.',
                )
            )
            return index + 1
        last = self.comment_ends[found]
        end = self.source[last].index("-->")
        text = [
            self.source[index][at + 4 :],
            *self.source[index + 1 : last],
            self.source[last][:end],
        ]
        self._comment(index, at, last, "\n".join(text))
        self.lines.extend("" for _ in range(index + 1, last))
        # What follows the comment on its last line is text again, and may hold another comment.
        self.source[last] = " " * (end + 3) + self.source[last][end + 3 :]
        return last

    def _comment(self, index: int, at: int, last: int, text: str) -> None:
        self.comments.append(
            Comment(text.strip(), self.first_line + index, at + 1, self.first_line + last)
        )


def _may_be_fence(line: str) -> bool:
    return "```" in line or "~~~" in line


def _comment_starts(line: str) -> Iterator[int]:
    """Where comments may begin in a line: not in inline code."""
    spans = code_spans(line)
    begins = [begin for begin, _ in spans]
    for match in re.finditer("<!--", line):
        index = bisect.bisect_right(begins, match.start()) - 1
        if index < 0 or match.start() >= spans[index][1]:
            yield match.start()
