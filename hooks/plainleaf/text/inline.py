"""Reads what stands inside a paragraph, heading, list item or table cell.

One pass over the characters finds code, citations, links, images and raw HTML with their places,
and makes the plain text that a reader would see. It takes time in proportion to the text, whatever
the text is. It does not read block structure, and does not resolve links.
"""

from __future__ import annotations

import bisect
import functools
import html
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, NamedTuple

from plainleaf.text.raised import lowered, raised

KEY: Final = r"[^\W_][\w.-]*"
"""A reference key: a letter or digit, then letters, digits, dots, hyphens, underscores."""

_CITATION = re.compile(rf"@{KEY}(?:\s*;\s*@{KEY})*")
PLAIN_CITATION: Final = re.compile(
    r"\[(@[^\W_](?:[^\W_]|[.-])*(?:\s*;\s*@[^\W_](?:[^\W_]|[.-])*)*)\]"
)
"""A citation whose keys hold no underscore, which might begin emphasis."""
_KEY_IN_CITATION = re.compile(rf"@({KEY})")
_LOOKS_CITED = re.compile(r"\s*@\s*[^\W_]")
_SPECIAL = re.compile(r"[\\`!\[\]<&*_{]")
_TICKS = re.compile(r"`+")
_ATTRIBUTE: Final = r"""\s+([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9:-]*)((?:{_ATTRIBUTE})*)\s*/?>")
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
_AUTO_LINK = re.compile(r"<((?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)|[^\s<>@]+@[^\s<>@]+)>")
_TARGET = re.compile(
    r"""\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*))"""
    r"""(?:\s+("[^"]*"|'[^']*'|\([^()]*\)))?\s*\)"""
)
_REFERENCE = re.compile(r" ?\[([^\[\]]*)\]")
_ATTR: Final = r"""(?:[#.][^\s{}#.]+|[\w-]+=(?:"[^"{}\n]*"|'[^'{}\n]*'|[^\s{}"']+))"""
_ATTR_LIST = re.compile(rf"\{{:?[ ]*{_ATTR}(?:[ ]*{_ATTR})*[ ]*\}}")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ONLY_SPACE = re.compile(r"\s*\Z")
_EMPHASIS = re.compile(r"\*+|_+")
_LONGEST_TAG = 4000
_SCRIPTS: Final[Mapping[str, Callable[[str], str]]] = {"sup": raised, "sub": lowered}

PlaceOf = Callable[[int], tuple[int, int]]
"""From an offset in the text to line and column in the file."""


class Citation(NamedTuple):
    """`[@KEY]` or `[@A; @B]`."""

    keys: tuple[str, ...]
    """The keys, in order; empty when it is malformed."""
    text: str
    """What stands between the square brackets."""
    line: int
    """Line in the file."""
    column: int
    """Column of its opening bracket."""
    before: str = ""
    """The last characters before it in the same text, to see whether a sentence ended."""
    after: str = ""
    """The character after it in the same text."""

    @property
    def malformed(self) -> bool:
        """Whether it only looks like a citation, so that readers would see its brackets."""
        return not self.keys


@dataclass(frozen=True, slots=True)
class Image:
    """`![alt](target)`."""

    alt: str
    """What stands in for the picture."""
    target: str
    """Where the picture is."""
    line: int
    """Line in the file."""
    column: int
    """Column of its `!`."""


@dataclass(frozen=True, slots=True)
class Link:
    """`[text](target)`, or an address in angle brackets."""

    text: str
    """Its words, as plain text."""
    target: str
    """Where it leads; for `[text][name]` the name between `[` and `]`."""
    line: int
    """Line in the file."""
    column: int
    """Column of its first character."""
    by_name: bool = False
    """Whether `target` is the name of a link definition elsewhere on the page."""


@dataclass(frozen=True, slots=True)
class HtmlTag:
    """A raw HTML tag."""

    name: str
    """Its element, in lower case."""
    attributes: tuple[tuple[str, str], ...]
    """Names in lower case, with values without quotes and entities."""
    closing: bool
    """Whether it is an end tag."""
    line: int
    """Line in the file."""
    column: int
    """Column of its `<`."""


class Inline(NamedTuple):
    """What one run of text holds."""

    plain: str
    """The text that readers see: no markup, no citations, no images; 10<sup>9</sup> is 10⁹."""
    citations: tuple[Citation, ...] = ()
    """Citations, in order."""
    images: tuple[Image, ...] = ()
    """Images, in order."""
    links: tuple[Link, ...] = ()
    """Links, in order of their end."""
    tags: tuple[HtmlTag, ...] = ()
    """Raw HTML tags, in order."""
    bold: tuple[str, ...] = ()
    """The plain text of each `**strong**` part, in order."""
    heading_id: str | None = None
    """The id of an attribute list at the very end, for headings."""
    link_starts: tuple[int, ...] = ()
    """Where in `plain` the words of each link begin, in the order of `links`."""


def _unescaped(text: str) -> str:
    """A text with its entities decoded; one of a thousand digits is left as it is."""
    try:
        return html.unescape(text)
    except ValueError:  # Python reads no number that long
        return text


def read_inline(text: str, place: PlaceOf) -> Inline:
    """Read one run of text; `place` tells where each of its characters stands in the file."""
    if _SPECIAL.search(text) is None:
        return Inline(text.strip())
    return Scanner(text, place).read()


def _plain_keys(content: str) -> tuple[str, ...]:
    """The keys of a citation that is well formed."""
    if ";" not in content:
        return (content[1:],)
    return tuple([key.strip()[1:] for key in content.split(";")])


def _keys(content: str) -> tuple[str, ...]:
    """The keys of what looks like a citation; none when it is malformed."""
    return tuple(_KEY_IN_CITATION.findall(content)) if _CITATION.fullmatch(content) else ()


def _citation(keys: tuple[str, ...], text: str, start: int, end: int, place: PlaceOf) -> Citation:
    """The citation that stands in a text from `start` to `end`, brackets included."""
    line, column = place(start)
    before = text[start - 3 : start] if start >= 3 else text[:start]
    return Citation(keys, text[start + 1 : end - 1], line, column, before, text[end : end + 1])


def find_tags(text: str, place: PlaceOf) -> Iterator[HtmlTag]:
    """Every HTML tag in a text that is raw HTML as a whole."""
    position = text.find("<")
    while position >= 0:
        match = _TAG.match(text, position, position + _LONGEST_TAG)
        if match is not None:
            yield _tag(match, *place(position))
        position = text.find("<", match.end() if match is not None else position + 1)


def code_spans(text: str) -> list[tuple[int, int]]:
    """Where inline code stands in a text, backticks included."""
    runs: dict[int, list[int]] = {}
    for match in _TICKS.finditer(text):
        runs.setdefault(len(match.group()), []).append(match.start())
    spans: list[tuple[int, int]] = []
    position = 0
    while (opening := _TICKS.search(text, position)) is not None:
        length = len(opening.group())
        starts = runs[length]
        index = bisect.bisect_right(starts, opening.start())
        if index < len(starts):
            spans.append((opening.start(), starts[index] + length))
            position = starts[index] + length
        else:
            position = opening.end()
    return spans


def place_on_line(line: int, column: int) -> PlaceOf:
    """Make a `PlaceOf` for a text of one line."""
    return lambda offset: (line, column + offset)


def places_by_line(lines: Sequence[tuple[int, int]], text: str) -> PlaceOf:
    """Make a `PlaceOf` for a text of several lines.

    Args:
        lines: for each line of the text, the line and column in the file where it begins.
        text: the text.
    """
    starts = [0]
    starts.extend(match.end() for match in re.finditer("\n", text))

    def place(offset: int) -> tuple[int, int]:
        row = min(bisect.bisect_right(starts, offset) - 1, len(lines) - 1)
        line, column = lines[row]
        return line, column + offset - starts[row]

    return place


def _tag(match: re.Match[str], line: int, column: int) -> HtmlTag:
    attributes = tuple(
        (name.lower(), _unescaped(value[1:-1] if value[:1] in ("'", '"') else value))
        for name, value in _ONE_ATTRIBUTE.findall(match.group(3))
    )
    return HtmlTag(match.group(2).lower(), attributes, bool(match.group(1)), line, column)


class Bracket(NamedTuple):
    """A `[` or `![` that is still open."""

    offset: int
    image: bool
    plain_length: int
    citations: int
    links: int
    inner: int


class Scanner:
    """The pass over one run of text; `plainleaf.text.seen` keeps more of what it meets."""

    def __init__(self, text: str, place: PlaceOf) -> None:
        self.text = text
        self.place = place
        self.position = 0
        self.plain: list[str] = []
        self.citations: list[Citation] = []
        self.images: list[Image] = []
        self.links: list[Link] = []
        self.link_parts: list[int] = []
        """By link, which part of `plain` its words are."""
        self.tags: list[HtmlTag] = []
        self.bold: list[str] = []
        self.brackets: list[Bracket] = []
        self.bold_from: int | None = None
        self.heading_id: str | None = None
        self.scripts: list[tuple[str, int]] = []
        """Elements that raise or lower and are still open, with where their words begin."""

    @functools.cached_property
    def ticks(self) -> dict[int, list[int]]:
        """Where runs of backticks stand, by length: finding the end of a code span stays cheap."""
        found: dict[int, list[int]] = {}
        for match in _TICKS.finditer(self.text):
            found.setdefault(len(match.group()), []).append(match.start())
        return found

    def read(self) -> Inline:
        """Read the run to its end; once."""
        text, handlers, plain, search = self.text, self.HANDLERS, self.plain, _SPECIAL.search
        position, end = 0, len(text)
        while position < end:
            match = search(text, position)
            if match is None:
                plain.append(text[position:])
                break
            start = match.start()
            if start > position:
                plain.append(text[position:start])
            self.position = start
            handlers[text[start]](self)
            position = self.position
        return Inline(
            "".join(plain).strip(),
            tuple(self.citations),
            tuple(self.images),
            tuple(self.links),
            tuple(self.tags),
            tuple(self.bold),
            self.heading_id,
            self._link_starts() if self.links else (),
        )

    def _link_starts(self) -> tuple[int, ...]:
        whole = "".join(self.plain)
        before = len(whole) - len(whole.lstrip())
        lengths = list(itertools.accumulate((len(part) for part in self.plain), initial=0))
        starts: list[int] = []
        outer = len(self.plain)
        # A bracket that closed later has made one part of all that stood in it.
        for part in reversed(self.link_parts):
            outer = min(outer, part)
            starts.append(max(lengths[outer] - before, 0))
        return tuple(reversed(starts))

    def _take(self, length: int, shown: str) -> None:
        self.plain.append(shown)
        self.position += length

    def _escape(self) -> None:
        following = self.text[self.position + 1 : self.position + 2]
        if following and following in "\\`*_{}[]()>#+-.!/<|&~=:^'\"@;":
            self._take(2, following)
        else:
            self._take(1, "\\")

    def _code(self) -> None:
        match = _TICKS.match(self.text, self.position)
        assert match is not None
        length = len(match.group())
        # After a backslash a run is shorter by one: perhaps as short as none is by itself.
        starts = self.ticks.get(length, ())
        index = bisect.bisect_right(starts, self.position)
        if index == len(starts):
            self._take(length, match.group())
            return
        end = starts[index]
        shown = self.text[match.end() : end].strip()
        self._take(end + length - self.position, shown)

    def _bang(self) -> None:
        # The site reads "![@KEY]" as a mark and a citation.
        cited = PLAIN_CITATION.match(self.text, self.position + 1) is not None
        if self.text.startswith("![", self.position) and not cited:
            self._open(image=True)
        else:
            self._take(1, "!")

    def _bracket(self) -> None:
        # Most brackets are citations, whose end is in sight; the others wait for theirs.
        match = PLAIN_CITATION.match(self.text, self.position)
        if match is None:
            self._open(image=False)
            return
        start, end = match.span()
        keys = _plain_keys(match.group(1))
        self.citations.append(_citation(keys, self.text, start, end, self.place))
        self.position = end

    def _open(self, *, image: bool) -> None:
        length = 2 if image else 1
        inner = self.position + length
        self.brackets.append(
            Bracket(
                self.position, image, len(self.plain), len(self.citations), len(self.links), inner
            )
        )
        self._take(length, "![" if image else "[")

    def _close(self) -> None:
        if not self.brackets:
            self._take(1, "]")
            return
        bracket = self.brackets.pop()
        after = self.position + 1
        cited = not bracket.image and _LOOKS_CITED.match(self.text, bracket.inner, self.position)
        # Like the Markdown extension, a citation wins over a link that follows it.
        if cited and _CITATION.fullmatch(self.text, bracket.inner, self.position):
            self._cite(bracket, self.text[bracket.inner : self.position])
            return
        target = _TARGET.match(self.text, after)
        if target is not None:
            address = target.group(1) if target.group(1) is not None else target.group(2)
            self._finish(bracket, target.end(), address or "", by_name=False)
            return
        if cited:
            self._cite(bracket, self.text[bracket.inner : self.position])
            return
        name = _REFERENCE.match(self.text, after)
        if name is not None and not self.text.startswith("^", bracket.inner):
            meant = name.group(1) or self.text[bracket.inner : self.position]
            self._finish(bracket, name.end(), meant, by_name=True)
            return
        self._take(1, "]")

    def _finish(self, bracket: Bracket, end: int, address: str, *, by_name: bool) -> None:
        """Close a link or an image that ends at `end`."""
        words = "".join(self.plain[bracket.plain_length + 1 :])
        del self.plain[bracket.plain_length :]
        line, column = self.place(bracket.offset)
        target = _unescaped(address.strip())
        if bracket.image:
            # An alternative text is plain text, whatever it looks like.
            del self.citations[bracket.citations :]
            del self.links[bracket.links :]
            del self.link_parts[bracket.links :]
            alt = _unescaped(self.text[bracket.inner : self.position]).strip()
            if not by_name:
                self.images.append(Image(alt, target, line, column))
        else:
            self.plain.append(words)
            self.links.append(Link(words.strip(), target, line, column, by_name))
            self.link_parts.append(bracket.plain_length)
        self.position = end
        attributes = _ATTR_LIST.match(self.text, end)
        if attributes is not None:
            self.position = attributes.end()

    def _cite(self, bracket: Bracket, content: str) -> None:
        del self.plain[bracket.plain_length :]
        self.position += 1
        found = _citation(_keys(content), self.text, bracket.offset, self.position, self.place)
        self.citations.append(found)

    def _less(self) -> None:
        link = _AUTO_LINK.match(self.text, self.position)
        if link is not None:
            line, column = self.place(self.position)
            address = link.group(1)
            self.links.append(Link(address, address, line, column))
            self.link_parts.append(len(self.plain))
            self._take(len(link.group()), address)
            return
        tag = _TAG.match(self.text, self.position, self.position + _LONGEST_TAG)
        if tag is None:
            self._take(1, "<")
            return
        found = _tag(tag, *self.place(self.position))
        self.tags.append(found)
        self._take(len(tag.group()), "")
        if found.name in _SCRIPTS:
            self._script(found)

    def _script(self, tag: HtmlTag) -> None:
        """Write what is raised or lowered as plain text can hold it."""
        if not tag.closing:
            self.scripts.append((tag.name, len(self.plain)))
        elif self.scripts and self.scripts[-1][0] == tag.name:
            _, start = self.scripts.pop()
            words = "".join(self.plain[start:])
            del self.plain[start:]
            self.plain.append(_SCRIPTS[tag.name](words))

    def _entity(self) -> None:
        match = _ENTITY.match(self.text, self.position)
        if match is None:
            self._take(1, "&")
        else:
            self._take(len(match.group()), _unescaped(match.group()))

    def _emphasis(self) -> None:
        match = _EMPHASIS.match(self.text, self.position)
        assert match is not None
        run = match.group()
        before = self.text[self.position - 1 : self.position] or " "
        after = self.text[match.end() : match.end() + 1] or " "
        alone = before.isspace() and after.isspace()
        inside_word = run[0] == "_" and before.isalnum() and after.isalnum()
        if alone or inside_word:
            self._take(len(run), run)
            return
        if len(run) >= 2:
            if self.bold_from is None:
                self.bold_from = len(self.plain)
            else:
                self.bold.append("".join(self.plain[self.bold_from :]))
                self.bold_from = None
        self.position = match.end()

    def _brace(self) -> None:
        match = _ATTR_LIST.match(self.text, self.position)
        previous = self.text[self.position - 1 : self.position]
        if match is None:
            self._take(1, "{")
            return
        last = _ONLY_SPACE.match(self.text, match.end()) is not None
        at_end = last and previous in (" ", "\n", "")
        if at_end:
            found = re.search(r"#([^\s{}#.]+)", match.group())
            self.heading_id = found.group(1) if found else None
        if at_end or previous in ("*", "_", "`"):
            self.position = match.end()
        else:
            self._take(1, "{")

    HANDLERS: ClassVar[Mapping[str, Callable[[Any], None]]] = {
        "\\": _escape,
        "`": _code,
        "!": _bang,
        "[": _bracket,
        "]": _close,
        "<": _less,
        "&": _entity,
        "*": _emphasis,
        "_": _emphasis,
        "{": _brace,
    }
