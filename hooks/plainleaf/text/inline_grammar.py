"""Tells what in a piece of Markdown would not come out as it was typed.

Markdown prints what it does not understand as it stands, and swallows what it misunderstands:
`2*5 mg and 1*5 mg` loses its stars, `<your clinic>` is taken for a tag. `markup_problems` reads one
paragraph, heading, cell or field and accepts only marks in one clear form; whatever else holds a
mark is a problem with a place and a way to write it. It takes time in proportion to the text.

It knows no page: block structure is read by `plainleaf.reading.line_grammar`.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from plainleaf.text.hidden import find_written
from plainleaf.text.inline import KEY
from plainleaf.text.printable import quoted

# fmt: off
Sort = Literal[
    "html", "star", "code", "citation", "link", "foreign", "entity", "braces", "address",
    "footnote", "nesting",
]
# fmt: on
"""What kind of mark it is about; each has its own rule."""
RunRole = Literal["paragraph", "heading", "cell"]


class Problem(NamedTuple):
    """A mark that would not come out as its author meant it."""

    offset: int
    """Where it stands in the text, from 0."""
    message: str
    """What is wrong, one plain sentence."""
    fix: str
    """How to write it, one plain sentence."""
    sort: Sort
    """What kind of mark it is about."""


@dataclass(frozen=True)
class GrammarNames:
    """What a text may refer to; a field of a data file has none of it."""

    notes: frozenset[str] = frozenset()
    """The labels of footnotes."""
    links: frozenset[str] = frozenset()
    """The names of link definitions, in lower case."""


NO_NAMES: Final = GrammarNames()

ELEMENTS: Final = ("br", "sub", "sup", "kbd", "abbr", "bdi")
"""The HTML elements that a text may hold."""
CLASSES: Final = ("defined", "external")
"""The classes that an attribute list may give."""
ESCAPED: Final = frozenset("!#()*+-./>[\\]_`{|}")
"""The characters that Python-Markdown prints without the backslash before them."""
MOST_MARKS: Final = 3_000
"""More marks in one paragraph take Python-Markdown minutes."""
DEEPEST: Final = 10
"""Deeper brackets or emphasis are a mistake, and take Python-Markdown long."""

_FILL: Final = "\ufffc"
"""Stands for what has been read: no letter, no space, no mark."""

_TICKS = re.compile(r"`+")
_ESCAPE = re.compile(r"\\(.|\n|\Z)")
_AUTO_LINK = re.compile(r"<(?:https?://[^<>\s]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
_TAG = re.compile(
    rf"<(?:/({'|'.join(ELEMENTS)})|({'|'.join(ELEMENTS)})"
    r"""((?:[ ](?:lang|dir|title)=(?:"[^"<>&\n]*"|'[^'<>&\n]*'))*)[ ]?(/?))>"""
)
_TAG_LIKE = re.compile(r"<(?=[A-Za-z/!?])")
_TAG_WORDS = re.compile(r"</?[^<>\n]{0,40}>?")
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_ENTITY = re.compile(r"&(#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*)(;?)")
_CITATION = re.compile(rf"\[@{KEY}(?:\s*;\s*@{KEY})*\]")
_LOOKS_CITED = re.compile(r"\[\s*@\s*[^\W_][^\[\]]*\]")
_AT = re.compile(r"(?<![\w.+-])@(?=[^\W_])|\uff20")
_NOTE = re.compile(r"\[\^([^\[\]\n]*)\]")
_TARGET = re.compile(
    r"""\((?:<[^<>\n]+>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)"""
    r"""(?P<title>[ ]+(?:"[^"\n]*"|'[^'\n]*'))?\)"""
)
TITLE_OF_LINK: Final = "A link's title is shown to who points with a mouse, and to nobody else."
WITHOUT_TITLE: Final = "Write its words into the text, and leave the address alone in its place."
_ADDRESS: Final = (
    r"(?:https?://|www\.|mailto:|\.{0,2}/(?=\w)|#[\w-]+(?=\))"
    r"|[\w./-]*\w\.(?:md|html?|pdf|png|jpe?g|svg|org|com|gov|edu|net)\b)"
)
_THEN_ADDRESS = re.compile(rf"\s?\(\s*{_ADDRESS}", re.IGNORECASE)
_IS_ADDRESS = re.compile(rf"\s*{_ADDRESS}", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\{:?[ ]*([^{}\n]*?)[ ]*\}")
_HEADING_ID = re.compile(r"[ ]\{#([a-z][a-z0-9-]*)\}[ ]*\Z")
_BRACES_AT_END = re.compile(r"[ ]+\{[^{}\n]+\}[ ]*\Z")
_BRACES_LAST = re.compile(r"\n[ ]*\{[^{}\n]+\}[ ]*\Z")
_ABBREVIATION = re.compile(r"\*\[[^\]\n]+\]:")
_RUN = re.compile(r"\*+|_+")
_WEB = re.compile(r"(?<![\w/])(?:(?:https?|ftp)://|www\.)[^\s\ufffc]+", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")

_FORMULA: Final = "Formulas are not known here: their signs would print."
_IN_WORDS: Final = "Write it in words and signs, such as 10⁹ or H<sub>2</sub>O."
_FOREIGN: Final[Sequence[tuple[re.Pattern[str], str, str]]] = tuple(
    (re.compile(form, re.MULTILINE), message, fix)
    for form, message, fix in (
        (r"!?\[\[", "Double brackets make no link here.", 'Write "[words](page.md)".'),
        (
            r"\A\[![\w-]+\]",
            "A box of another program would print as a quotation, with its brackets.",
            "Write its text as a paragraph, or use a block of this site.",
        ),
        (
            r"(?<!\\)!\[(?![@^!\]])[^\[\]\n]+\](?![ ]?[(\[])",
            "A picture without its address would print as it stands.",
            'Write "![what it shows](figures/name.png)".',
        ),
        (r"^\[(?i:toc)\][ ]*$", "This would print a table of contents.", "Delete it."),
        (
            r"\^\[",
            "A note inside the text is not known here.",
            'Write "[^1]" and below "[^1]: the note".',
        ),
        (r"\$\$", _FORMULA, _IN_WORDS),
        (r"\$(?=[^$\n]{0,200}[\\_^{}])[^$\s][^$\n]{0,200}\$", _FORMULA, _IN_WORDS),
        (r"\\[(\[](?=[^\n]{0,200}\\[)\]])(?=[^\n]{0,200}[\^_=])", _FORMULA, _IN_WORDS),
        (r"==(?=\S)[^=\n]+==", "Equal signs mark nothing here: they print.", "Use **bold**."),
        (r"~~(?=\S)[^~\n]+~~", "Tildes strike nothing out: they print.", "Delete the words."),
        (
            r"(?<![\w~])~[^\s~]+~(?!~)|(?<=\w)~[^\s~]+~",
            "Tildes lower nothing here: they print.",
            "Write <sub>…</sub>.",
        ),
        (r"\^[^\s^]+\^", "These signs raise nothing: they print.", "Write <sup>…</sup>."),
        (
            r"(?<=\d)\^[-+\u2212]?\d+",
            "This sign raises no number; it would print.",
            "Write 10⁹, or 10<sup>9</sup>.",
        ),
        (r"\s\^[\w-]+[ ]*$", "A name for this paragraph would print.", "Delete it."),
        (
            r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])",
            "The name of an emoji would print as it stands.",
            "Type the character itself, or leave it out.",
        ),
        (r"\{\{|\{%", "Variables are not known here: this would print.", "Write the text itself."),
        (
            r"(?<![\w+])\+\+(?=\w)[\w+-]*\w\+\+(?![\w+])",
            "Plus signs mark nothing here: they print.",
            "Write <kbd>…</kbd> for a key, and delete other marks.",
        ),
        (
            r"\{(?:\+\+|--|~~|>>|==)",
            "Marks of changes are not known here: they print.",
            "Write the text as it should be.",
        ),
        (r"^[ ]*;*-+8<-+", "No file is put in here: this would print.", "Write the text itself."),
        (
            r"\A\[(?:[-/~>X\u2611\u2713\u2714\u2717]\][ ]|[ xX]\](?=[^\W_]))",
            "This would print, not make a box to tick.",
            'Write "- [ ] what to do" or "- [x] what is done".',
        ),
        (r"%%", "Percent signs hide nothing: this would print.", "Delete it, or write <!-- … -->."),
        (r"^:::", "Colons open no block here; they would print.", 'Write "/// name" and "///".'),
    )
)


def markup_problems(
    text: str, role: RunRole = "paragraph", names: GrammarNames = NO_NAMES
) -> Iterator[Problem]:
    """Tell what in one paragraph, heading, cell or field would not come out as it was typed.

    Args:
        text: Markdown without block structure; comments blanked; it may hold line feeds.
        role: where it stands.
        names: the footnotes and link definitions that it may refer to.
    """
    # Nine of ten texts hold no other marks, and need no closer look.
    if _ANY_MARK.search(_PLAINEST.sub(_FILL, text)) is not None:
        yield from sorted(_GrammarReader(text, role, names).problems())


_ANY_MARK = re.compile(r"[\\`\[\]<&*_{$^~@\uff20]|%%|==|\+\+|-8<|:[a-z:]|www\.|://", re.IGNORECASE)
_PLAINEST = re.compile(
    rf"\[@{KEY}(?:; @{KEY})*\](?![(\[{{])"
    r"|(?<![\w*\\])\*\*(?![\s\W])[^*_`\\<&\[\]{}\n]*(?<![\s*])\*\*(?:\{\.defined\})?(?![\w*{])"
)
"""Citations and bold words in the form in which nearly all of them are written."""


class _OpenBracket(NamedTuple):
    """A bracket that is still open."""

    offset: int
    holds_link: bool


class _OpenEmphasis(NamedTuple):
    """A run of stars or underscores that is still open."""

    run: str
    offset: int
    inside: int


class _GrammarReader:
    """Reads one text step by step; each step blanks what it has understood."""

    def __init__(self, text: str, role: RunRole, names: GrammarNames) -> None:
        self.source = text
        self.text = text
        self.role = role
        self.names = names
        self.found: list[Problem] = []
        # For each character the link it stands in; emphasis must not cross the edge of a link.
        self.links: list[tuple[int, int]] = []
        # Where elements end that an attribute list may follow.
        self.ends: set[int] = set()

    def problems(self) -> list[Problem]:
        if sum(self.source.count(mark) for mark in "\\`[<&*_{") > MOST_MARKS:
            return [
                Problem(
                    0,
                    f"This paragraph holds more than {MOST_MARKS} marks.",
                    "Make paragraphs of it.",
                    "nesting",
                )
            ]
        self._code()
        self._foreign()
        self._escapes()
        self._tags()
        self._entities()
        self._citations()
        self._brackets()
        self._emphasis()
        self._braces()
        self._addresses()
        return self.found

    def _tell(self, sort: Sort, offset: int, message: str, fix: str) -> None:
        self.found.append(Problem(offset, message, fix, sort))

    def _replace(self, form: re.Pattern[str], read: Callable[[re.Match[str]], None]) -> None:
        """Call `read` for each match, and blank it."""

        def blank(match: re.Match[str]) -> str:
            read(match)
            return _FILL * len(match.group())

        self.text = form.sub(blank, self.text)

    def _code(self) -> None:
        """Blank inline code, whose backticks must pair."""
        runs = [match.span() for match in _TICKS.finditer(self.text)]
        kept: list[str] = []
        done = index = 0
        ends: dict[int, list[int]] = {}
        for number in range(len(runs) - 1, -1, -1):
            ends.setdefault(runs[number][1] - runs[number][0], []).append(number)
        while index < len(runs):
            begin, end = runs[index]
            length = end - begin
            escaped = _is_escaped(self.text, begin)
            if escaped and length == 1:
                index += 1
                continue
            later = ends[length]
            while later and later[-1] <= index:
                later.pop()
            if escaped or not later:
                message = "This backtick opens code that is never closed."
                self._tell("code", begin, message, "Close it, or write \\`.")
                index += 1
                continue
            last = later[-1]
            stop = runs[last][1]
            self._look_into_code(begin, self.text[end : runs[last][0]])
            kept += [self.text[done:begin], _FILL * (stop - begin)]
            self.ends.add(stop)
            done, index = stop, last + 1
        self.text = "".join(kept) + self.text[done:]

    def _look_into_code(self, begin: int, code: str) -> None:
        if not code.strip():
            self._tell("code", begin, "This code is empty.", "Write \\` for a backtick.")
        elif re.search(r"\n\s*<", code):
            message = "A line of this code begins with <, which is read as HTML."
            self._tell("code", begin, message, "Keep the code on one line.")
        elif self.role == "cell" and "|" in code:
            message = "Code in a table cannot hold a |."
            self._tell("code", begin, message, "Write it outside of the table.")

    def _foreign(self) -> None:
        for form, message, fix in _FOREIGN:
            match = form.search(self.text)
            if match is not None and not _is_escaped(self.text, match.start()):
                offset = match.start() + len(match.group()) - len(match.group().lstrip())
                self._tell("foreign", offset, message, fix)

    def _escapes(self) -> None:
        def blank(match: re.Match[str]) -> str:
            after = match.group(1)
            if after and after in ESCAPED:
                return _FILL * 2
            if not after.strip():
                message = "A backslash before a space or line end would print."
                fix = "Delete it; write <br> to begin a new line."
            else:
                message = f"A backslash before {quoted(after)} would print."
                escape = {"<": "&lt;", "&": "&amp;"}.get(after)
                fix = f"Write {escape}." if escape else "Delete it, or write \\\\ for a backslash."
            self._tell("code", match.start(), message, fix)
            # What a wrong backslash stands before is still a mark.
            return _FILL + after

        self.text = _ESCAPE.sub(blank, self.text)

    def _tags(self) -> None:
        self._replace(_AUTO_LINK, lambda match: self.ends.add(match.end()))
        opened: list[tuple[str, int]] = []

        def read(match: re.Match[str]) -> None:
            closing, opening = match.group(1), match.group(2)
            if opening == "br" or closing == "br":
                if closing:
                    self._tell("html", match.start(), "</br> is no tag.", "Write <br>.")
                return
            if opening and match.group(4):
                message = f"<{opening}/> is never closed."
                self._tell("html", match.start(), message, f"Write <{opening}>…</{opening}>.")
            elif opening:
                opened.append((opening, match.start()))
                if len(opened) == DEEPEST:
                    self._tell(
                        "nesting", match.start(), "Tags are nested too deeply.", "Close some."
                    )
            elif opened and opened[-1][0] == closing:
                opened.pop()
            else:
                message = f"</{closing}> closes nothing that is open."
                self._tell("html", match.start(), message, "Delete it, or open it before.")

        self._replace(_TAG, read)
        for name, offset in opened[:1]:
            message = f"<{name}> is never closed."
            self._tell("html", offset, message, f"Write </{name}> after its text.")
        for match in _TAG_LIKE.finditer(self.text):
            self.found.append(tag_problem(self.source, match.start()))

    def _entities(self) -> None:
        def read(match: re.Match[str]) -> None:
            name, end = match.group(1), match.group(2)
            known = f"{name};" in html.entities.html5 if name[0] != "#" else _is_character(name)
            if end and not known and not find_written(match.group()):  # which is reported elsewhere
                message = f"{quoted(match.group())} names no character."
                fix = f"Type the character itself, or &amp;{name}; for these letters."
                self._tell("entity", match.start(), message, fix)
            elif not end and known:
                message = f"{quoted(match.group())} would print as it stands."
                fix = f"Write &{name}; or the character, or &amp;{name} for these letters."
                self._tell("entity", match.start(), message, fix)

        self._replace(_ENTITY, read)

    def _citations(self) -> None:
        self._replace(_CITATION, lambda _match: None)
        # The rule on citations reports one with its brackets.
        self._replace(_LOOKS_CITED, lambda _match: None)
        for match in _AT.finditer(self.text):
            message = "This is no citation as it stands."
            fix = 'Write "[@KEY]" or "[@KEY; @OTHER]"; for an @ that readers see write &#64;.'
            self._tell("citation", match.start(), message, fix)

        def read(match: re.Match[str]) -> None:
            label = match.group(1)
            if label not in self.names.notes:
                message = f"There is no note {quoted(label)}."
                fix = f'Add a line "[^{label}]: the note", or write \\[ for a bracket.'
                self._tell("footnote", match.start(), message, fix)

        self._replace(_NOTE, read)

    def _brackets(self) -> None:
        text = self.text
        opened: list[_OpenBracket] = []
        position = 0
        form = re.compile(r"[\[\]]")
        while (match := form.search(text, position)) is not None:
            position = match.end()
            if match.group() == "[":
                opened.append(_OpenBracket(match.start(), holds_link=False))
                if len(opened) == DEEPEST:
                    message = "Brackets are nested too deeply."
                    self._tell("nesting", match.start(), message, "Use fewer.")
                    break
                continue
            if not opened:
                if _THEN_ADDRESS.match(text, position):
                    self._tell("link", match.start(), "This link has no [.", _LINK)
                continue
            bracket = opened.pop()
            end = self._after_bracket(bracket, match.start())
            if end > position:
                self.links.append((bracket.offset, end))
                self.ends.add(end)
                position = end
                if bracket.holds_link:
                    message = "A link stands inside a link."
                    self._tell("link", bracket.offset, message, "Make two of them.")
                image = text[bracket.offset - 1 : bracket.offset] == "!"
                if opened and not image:
                    opened[-1] = opened[-1]._replace(holds_link=True)
        for begin, end in self.links:
            # The words of a link are still text; its address is not.
            words = self.text.rfind("]", begin, end)
            target = self.text.find("](", begin, end)
            stop = target if target >= 0 else words
            self.text = (
                self.text[:begin]
                + _FILL
                + self.text[begin + 1 : stop]
                + _FILL * (end - stop)
                + self.text[end:]
            )

    def _after_bracket(self, bracket: _OpenBracket, close: int) -> int:
        """The end of the link whose words end at a bracket; after the bracket if none."""
        text, after = self.text, close + 1
        inner = text[bracket.offset + 1 : close]
        following = text[after : after + 1]
        if following == "(":
            target = _TARGET.match(text, after)
            if target is not None and len(target.group()) > 2:
                if target["title"] and text[bracket.offset - 1 : bracket.offset] != "!":
                    self._tell("link", bracket.offset, TITLE_OF_LINK, WITHOUT_TITLE)
                return target.end()
            message = "This is no link: its address is empty, holds a space or never ends."
            self._tell("link", bracket.offset, message, _LINK)
            return after
        name = re.compile(r"\s?\[([^\[\]]*)\]").match(text, after)
        if name is not None and inner.strip():
            meant = (name.group(1) or inner).strip().lower()
            if meant in self.names.links:
                return name.end()
            if following == "[":
                message = f"There is no link definition {quoted(meant)}."
                self._tell("link", bracket.offset, message, _LINK)
                return after
        if inner.strip().lower() in self.names.links:
            return after
        glued = following.strip() and _IS_ADDRESS.match(text, after)
        if glued or _THEN_ADDRESS.match(text, after):
            self._tell("link", bracket.offset, "This is no link as it stands.", _LINK)
        elif text[bracket.offset - 1 : bracket.offset] == ")" and _IS_ADDRESS.match(inner + ")"):
            message = "The words of a link stand in [ ], its address in ( )."
            self._tell("link", bracket.offset, message, _LINK)
        return after

    def _braces(self) -> None:
        if "{" not in self.text:
            return
        if self.role == "heading":
            self._replace(_HEADING_ID, self._read_heading_id)
        ends = _BRACES_LAST if self.role == "paragraph" else _BRACES_AT_END
        for match in (*ends.finditer(self.text),):
            self._tell("braces", self.text.index("{", match.start()), _EATEN, _BRACES)
            return
        for match in _ATTRIBUTES.finditer(self.text):
            if match.start() not in self.ends:
                if match.group(1)[:1] in (".", "#") or match.group()[1] == ":":
                    self._tell("braces", match.start(), _APART, _BRACES)
                continue
            given = match.group(1).split()
            if not all(one in {f".{name}" for name in CLASSES} for one in given):
                self._tell("braces", match.start(), _EATEN, _BRACES)

    def _read_heading_id(self, match: re.Match[str]) -> None:
        if match.group(1) in RESERVED_IDS:
            message = f"The page itself has an element {quoted(match.group(1))}."
            self._tell("braces", match.start() + 1, message, "Give the heading another id.")

    def _addresses(self) -> None:
        for form, sample in ((_WEB, "[words](https://…)"), (_MAIL, "<name@example.org>")):
            match = form.search(self.text)
            if match is not None:
                message = f"{quoted(match.group(), 40)} would print, but be no link."
                self._tell("address", match.start(), message, f'Write "{sample}".')

    def _emphasis(self) -> None:
        opened: list[_OpenEmphasis] = []
        text = self.text
        edges = sorted(self.links)
        place = 0
        for match in _RUN.finditer(text):
            run, begin, end = match.group(), match.start(), match.end()
            before, after = text[begin - 1 : begin] or " ", text[end : end + 1] or " "
            if self._is_text(match, before, after):
                continue
            while place < len(edges) and edges[place][1] <= begin:
                place += 1
            inside = place if place < len(edges) and edges[place][0] <= begin else -1
            closes = not before.isspace() and bool(opened) and opened[-1].run == run
            if closes and opened[-1].inside == inside and not (len(run) == 1 and _is_word(after)):
                if _is_word(after) and not _is_word(before):
                    # Some readers of Markdown close here, and others do not.
                    message = f"{quoted(run + after)} closes emphasis right before a word."
                    self._tell("star", begin, message, f"Put a space behind {quoted(run)}.")
                    return
                opened.pop()
                self.ends.add(end)
            elif after.isspace() or _is_word(before) or len(run) > 3:
                self._stray(run, begin, before, after)
                return
            else:
                opened.append(_OpenEmphasis(run, begin, inside))
                if len(opened) == DEEPEST:
                    self._tell("nesting", begin, "Emphasis is nested too deeply.", "Use less.")
                    return
        if opened:
            mark = opened[0].run
            message = f"{quoted(mark)} opens emphasis that is never closed."
            fix = f"Close it with {quoted(mark)}, or write {_escaped(mark)}."
            self._tell("star", opened[0].offset, message, fix)

    def _is_text(self, match: re.Match[str], before: str, after: str) -> bool:
        """Whether a run of signs is no mark: alone, inside a word, or before an abbreviation."""
        run, begin = match.group(), match.start()
        if before.isspace() and after.isspace():
            return True
        if run[0] == "_" and (len(run) > 3 or (_is_word(before) and _is_word(after))):
            return True
        abbreviates = run == "*" and _ABBREVIATION.match(self.source, begin) is not None
        return abbreviates and self.source[begin - 1 : begin] in "\n"

    def _stray(self, run: str, begin: int, before: str, after: str) -> None:
        if _is_word(before) and _is_word(after):
            message = f"{quoted(run)} between letters or digits is read as emphasis."
            times = "× for times, " if before.isdigit() and after.isdigit() else ""
            fix = f"Write {times}{_escaped(run)} for the sign itself."
        else:
            message = f"{quoted(run)} closes no emphasis that is open."
            fix = f"Open it before its first word, or write {_escaped(run)}."
        self._tell("star", begin, message, fix)


_LINK: Final = 'Write "[words](address)", without a space between or in it.'
_EATEN: Final = "These braces would be read as attributes and not print."
_APART: Final = "Nothing stands right before these braces, so they would print."
_BRACES: Final = (
    f"Write \\{{ for a brace; only {', '.join(f'{{.{name}}}' for name in CLASSES)} "
    "after a word, and {#name} after a heading, are attributes."
)
RESERVED_IDS: Final = frozenset(
    {
        *("about-this-handout", "about-this-page", "all-sources", "contents", "glossary", "main"),
        *("own", "review-state", "top", "where-the-links-lead", "word-hint", "key-points"),
        *("sign", "words-on-these-pages"),
    }
)
"""The ids that the theme and the printed handouts use themselves; a test compares the list."""


def tag_problem(text: str, offset: int) -> Problem:
    """What is wrong with the tag, or what looks like one, at an offset of a text."""
    shown = _TAG_WORDS.match(text, offset)
    words = shown.group() if shown is not None else text[offset : offset + 20]
    name = _TAG_NAME.match(words)
    if name is not None and name.group(1).lower() in ELEMENTS:
        message = f"{quoted(words)} is not in the form that is allowed."
        fix = f"Write <{name.group(1).lower()}>, with lang, dir or title as its only attributes."
    else:
        message = f"{quoted(words)} is read as an HTML tag, and its words would be lost."
        fix = f"Write &lt; for the sign <; allowed are {', '.join(f'<{one}>' for one in ELEMENTS)}."
    return Problem(offset, message, fix, "html")


def _is_escaped(text: str, offset: int) -> bool:
    begin = offset
    while begin > 0 and text[begin - 1] == "\\":
        begin -= 1
    return (offset - begin) % 2 == 1


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _escaped(run: str) -> str:
    return "".join(f"\\{one}" for one in run[:3])


def _is_character(name: str) -> bool:
    """Whether a number after `&#` is that of a character that can be shown."""
    digits = name[2:] if name[1] in "xX" else name[1:]
    if len(digits) > 7:
        return False
    number = int(digits, 16 if name[1] in "xX" else 10)
    if number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return False
    return chr(number).isprintable() or number in (0xA0, 0x200D, 0x200C)


SORTS: Final[Mapping[Sort, str]] = {
    "html": "PL234",
    "star": "PL235",
    "code": "PL236",
    "citation": "PL237",
    "link": "PL238",
    "foreign": "PL239",
    "entity": "PL240",
    "braces": "PL246",
    "address": "PL252",
    "footnote": "PL249",
    "nesting": "PL250",
}
"""The rule that each kind of mark belongs to."""


def known_key(text: str, keys: Collection[str]) -> Iterator[tuple[int, str]]:
    """Where a text holds the key of a reference in brackets, but without its @."""
    if "[" not in text and "\uff3b" not in text:
        return
    for match in re.finditer(
        r"[\[\uff3b]([^\[\]@()\n\uff3b\uff3d]{1,80})[\]\uff3d](?![(\[:])", text
    ):
        parts = [part.strip() for part in re.split(r"[;,]", match.group(1))]
        if all(part in keys for part in parts):
            yield match.start(), "; ".join(f"@{part}" for part in parts)
