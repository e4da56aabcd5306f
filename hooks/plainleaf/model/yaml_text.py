"""Reads YAML safely and remembers where every key and item stands.

Used for front matter and for the data files. What is refused, on purpose:

* tags (`!x`), anchors, aliases and merge keys: they can hide or multiply data;
* duplicate keys: YAML keeps the last one silently;
* more than one document, nesting deeper than `DEEPEST`, texts longer than `LONGEST`.

Plain words are read as in YAML 1.2: only `true` and `false` are booleans (`no`, `on` and the
country code `NO` stay words), `08` stays text, a date is `2026-11-21` and nothing else.

Nothing here raises on bad input; problems come back as data. This module does not know what
the data mean: `plainleaf.model.model_errors` checks them against a model.
"""

from __future__ import annotations

import datetime
import re
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeVar

import yaml

from plainleaf.text.hidden import find_hidden, find_written, named
from plainleaf.text.odd_letters import Odd, moved_number, odd_letter
from plainleaf.text.printable import quoted

YamlPath = tuple[str | int, ...]
"""The way to a value: mapping keys and sequence indexes from the root."""

YamlProblemKind = Literal[
    "syntax", "duplicate", "missing", "unknown", "wrong", "marks", "letters", "order"
]
"""What sort of problem: the text is no YAML, a key stands twice, a value misses its model, a field
of plain text holds marks, a letter is not what it seems, a number moves on the screen."""

OWN_CODES: Final[Mapping[YamlProblemKind, str]] = types.MappingProxyType(
    {"marks": "PL255", "letters": "PL258", "order": "PL259"}
)
"""The rules that tell of some kinds of problem, whatever the file is."""
_READABLE: Final[frozenset[YamlProblemKind]] = frozenset(("letters", "order"))
"""Problems of a text that was read all the same."""
DEEPEST: Final = 40
LONGEST: Final = 4_000_000

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# Control characters, the line breaks that only YAML 1.1 knows, byte order marks, half characters.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
# A comment by its looks: two spaces before it, one after. Whoever writes "#1" means a number.
_COMMENT = re.compile(r"(?![ \t]{2,}#[# ])[ \t]+(#)(?![ \t#]*plainleaf-ignore)")
_ALL_COMMENT = re.compile(
    r"[ ]*(?:- +)*[\w.-]+:(?![ \t]{2,}#[# ])[ \t]+(#(?![ \t#]*plainleaf-ignore).*)"
)
_CONSTANTS: Final[Mapping[str, bool | None]] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}

T = TypeVar("T")


@dataclass(frozen=True, order=True)
class YamlProblem:
    """Something wrong in a YAML text, at its place."""

    line: int
    """Line in the file, from 1."""
    column: int
    """Column in characters, from 1."""
    kind: YamlProblemKind
    """What sort of problem."""
    message: str
    """What is wrong, one plain sentence."""
    fix: str
    """What to do about it, one plain sentence."""
    path: YamlPath = ()
    """The value it is about."""


@dataclass(frozen=True)
class YamlSource:
    """A YAML text that was read: its value, and where each part of it stands."""

    value: Any
    """The data: dict, list, str, int, float, bool, date or None. None when it could not be read."""
    problems: tuple[YamlProblem, ...] = ()
    """What is wrong with the text; empty when all is well."""
    first_line: int = 1
    """The line of the file on which the text begins."""
    _keys: Mapping[YamlPath, tuple[int, int]] = field(default_factory=dict, repr=False)
    _values: Mapping[YamlPath, tuple[int, int]] = field(default_factory=dict, repr=False)

    @property
    def ok(self) -> bool:
        """Whether the text could be read without a problem of its form."""
        return all(problem.kind in _READABLE for problem in self.problems)

    @property
    def mapping(self) -> Mapping[str, Any]:
        """The value when it is a mapping, else an empty one."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def sequence(self) -> Sequence[Any]:
        """The value when it is a list, else an empty one."""
        return self.value if isinstance(self.value, list) else ()

    def position(self, path: Sequence[str | int] = ()) -> tuple[int, int]:
        """Line and column of the key or item at `path`, or of its nearest known parent."""
        return self._nearest(self._keys, tuple(path))

    def value_position(self, path: Sequence[str | int] = ()) -> tuple[int, int]:
        """Line and column where the value at `path` begins, or its nearest known parent."""
        return self._nearest(self._values, tuple(path))

    def _nearest(
        self, known: Mapping[YamlPath, tuple[int, int]], path: YamlPath
    ) -> tuple[int, int]:
        for length in range(len(path), -1, -1):
            if path[:length] in known:
                return known[path[:length]]
        return self.first_line, 1


def load_yaml(text: str, *, first_line: int = 1, seen: bool = False) -> YamlSource:
    """Read one YAML document.

    Args:
        text: the document.
        first_line: the line of the file on which it begins.
        seen: whether its source was looked through for characters that nobody sees; else only
            those that an escape stands for are told.
    """
    odd = _unreadable(text, first_line)
    if odd is not None:
        return YamlSource(None, (odd,), first_line)
    builder = _Builder(first_line, text.split("\n"), text if seen else "")
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
            if builder.stopped:
                break
    except yaml.MarkedYAMLError as error:
        builder.problems.append(syntax_problem(error, text, first_line))
        builder.stopped = True
    except (yaml.YAMLError, UnicodeError, ValueError, RecursionError):
        # Not expected after `_unreadable`; kept so that no text whatever can end a build.
        builder.problems.append(
            YamlProblem(first_line, 1, "syntax", _NO_YAML, "Restore it from an older copy.")
        )
        builder.stopped = True
    value = None if builder.stopped else builder.root
    return YamlSource(
        value,
        tuple(sorted(builder.problems, key=in_file_order)),
        first_line,
        builder.keys,
        builder.values,
    )


# --- reading ---------------------------------------------------------------------------------

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def in_file_order(problem: YamlProblem) -> tuple[int, int, str]:
    """What problems are sorted by, so that they come in the order of the file."""
    return problem.line, problem.column, problem.message


def _unreadable(text: str, first_line: int) -> YamlProblem | None:
    """What YAML cannot hold at all: endless text, and characters that no editor shows."""
    if len(text) > LONGEST:
        return YamlProblem(
            first_line,
            1,
            "syntax",
            f"The text is longer than {LONGEST} characters.",
            "Split it into several files.",
        )
    match = _HIDDEN.search(text)
    if match is None:
        return None
    before = text[: match.start()]
    return YamlProblem(
        first_line + before.count("\n"),
        match.start() - before.rfind("\n"),
        "syntax",
        f"Invisible character U+{ord(match.group()):04X}.",
        "Delete it and type the text here again.",
    )


class _Builder:
    """Builds the value from parser events, without recursion, so that depth cannot hurt."""

    def __init__(self, first_line: int, lines: Sequence[str], told: str) -> None:
        self.first_line = first_line
        self.lines = lines
        self.told = told
        self.root: Any = None
        self.problems: list[YamlProblem] = []
        self.keys: dict[YamlPath, tuple[int, int]] = {}
        self.values: dict[YamlPath, tuple[int, int]] = {}
        self.stopped = False
        self._stack: list[_OpenNode] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Use one event of the parser."""
        if type(event) is yaml.ScalarEvent:  # asked first: most events are scalars
            if (event.anchor is None and event.tag in (None, "!")) or self._plain(event):
                self._scalar(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(
                    event, "A second YAML document begins here.", 'Delete the "---" line before it.'
                )
        elif isinstance(event, yaml.AliasEvent):
            self._stop(event, f'"*{event.anchor}" refers to another place.', "Write the value out.")
        elif isinstance(event, yaml.NodeEvent) and not self._plain(event):
            return
        elif isinstance(event, yaml.MappingStartEvent):
            self._open({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open([], event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()

    def _plain(self, event: Any) -> bool:
        if event.anchor is not None:
            self._stop(
                event,
                f'"&{event.anchor}" names a place to refer to.',
                "Write the value out.",
            )
        elif event.tag not in (None, "!"):
            self._stop(event, "YAML tags are not used here.", "Delete the word that begins with !.")
        return not self.stopped

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark: Any = event.start_mark
        return self.first_line + int(mark.line), int(mark.column) + 1

    def _stop(self, event: yaml.Event, message: str, fix: str) -> None:
        line, column = self._place(event)
        self.problems.append(YamlProblem(line, column, "syntax", message, fix))
        self.stopped = True

    def _open(self, container: dict[str, Any] | list[Any], event: yaml.Event) -> None:
        if len(self._stack) >= DEEPEST:
            self._stop(event, f"The data are nested deeper than {DEEPEST} levels.", "Flatten them.")
            return
        if self._stack and self._stack[-1].wants_key:
            row = self._place(event)[0] - self.first_line
            told = _meaning_start(self.lines[row] if row < len(self.lines) else "")
            if told is not None:
                self._stop(event, *told)
            else:
                self._stop(event, "A key must be one word or text.", "Use a plain name as the key.")
            return
        path = self._add(container, self._place(event))
        self._stack.append(_OpenNode(container, path))

    def _scalar(self, event: Any) -> None:
        place = self._place(event)
        top = self._stack[-1] if self._stack else None
        if top is not None and top.wants_key:
            self._key(top, event.value, place)
            self._look(event.value, place, (*top.path, event.value))
            return
        plain = bool(event.implicit[0])
        value, problem = _plain_value(event.value) if plain else (event.value, "")
        path = self._add(value, place)
        self._look(event.value, place, path)
        if plain and isinstance(value, str):
            self._cut(event.end_mark, path)
        elif plain and event.value == "":
            self._all_cut(place, path)
        if problem:
            self.problems.append(
                YamlProblem(*place, "wrong", problem, "Write it as year-month-day.", path)
            )

    def _look(self, value: str, place: tuple[int, int], path: YamlPath) -> None:
        """Tell of characters that nobody sees, whatever they are written as."""
        at = find_hidden(value)
        written = find_written(value) if at is None else ""
        if at is not None and value[at] not in self.told:
            message = f"This holds the invisible character {named(value, at)}."
        elif written:
            message = f"{quoted(written)} stands for an invisible character."
        else:
            self._look_closer(value, place, path)
            return
        fix = "Delete it, and type the text without it."
        self.problems.append(YamlProblem(*place, "wrong", message, fix, path))

    def _look_closer(self, value: str, place: tuple[int, int], path: YamlPath) -> None:
        """Tell of letters that are not what they seem, and of numbers that move."""
        kinds: tuple[tuple[YamlProblemKind, Odd | None], ...] = (
            ("letters", odd_letter(value)),
            ("order", moved_number(value)),
        )
        for kind, odd in kinds:
            if odd is not None:
                self.problems.append(YamlProblem(*place, kind, odd.message, odd.fix, path))

    def _cut(self, end: Any, path: YamlPath) -> None:
        """Tell a text that a number sign cuts short: `The number #1 cause` is `The number`."""
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        match = _COMMENT.match(line, end.column)
        if match is not None:
            place = (end.line + self.first_line, match.start(1) + 1)
            message = f"YAML drops what follows #: {quoted(line[match.start(1) :], 40)}."
            fix = "Put the value in quotes; before a comment put two spaces, and one after its #."
            self.problems.append(YamlProblem(*place, "wrong", message, fix, path))

    def _all_cut(self, place: tuple[int, int], path: YamlPath) -> None:
        """Tell a value that is all behind a number sign: `title: # 1 cause` is empty."""
        row = place[0] - self.first_line
        match = _ALL_COMMENT.match(self.lines[row] if row < len(self.lines) else "")
        if match is not None:
            column = match.start(1) + 1
            message = f"YAML drops what follows #: {quoted(match[1], 40)}."
            fix = "Put the value in quotes, or a comment on a line of its own."
            self.problems.append(YamlProblem(place[0], column, "wrong", message, fix, path))

    def _key(self, top: _OpenNode, name: str, place: tuple[int, int]) -> None:
        assert isinstance(top.container, dict)
        path = (*top.path, name)
        if name in top.container:
            first = self.keys[path][0]
            self.problems.append(
                YamlProblem(
                    *place,
                    "duplicate",
                    f"{quoted(name)} stands twice; it is already on line {first}.",
                    "Delete one of the two.",
                    path,
                )
            )
            top.key, top.doubled = name, True
            return
        self.keys.setdefault(path, place)
        top.key, top.doubled = name, False
        # Present even if the text ends here, so that order is the order of the file.
        top.container[name] = None

    def _add(self, value: Any, place: tuple[int, int]) -> YamlPath:
        """Put a value where it belongs and return its path."""
        if not self._stack:
            self.root = value
            self.keys[()] = self.values[()] = place
            return ()
        top = self._stack[-1]
        if isinstance(top.container, list):
            path: YamlPath = (*top.path, len(top.container))
            top.container.append(value)
            self.keys.setdefault(path, place)
            self.values.setdefault(path, place)
            return path
        assert top.key is not None
        path = (*top.path, top.key)
        if not top.doubled:
            top.container[top.key] = value
            self.values.setdefault(path, place)
        top.key = None
        return path


@dataclass
class _OpenNode:
    """A mapping or list that the builder is inside of."""

    container: dict[str, Any] | list[Any]
    path: YamlPath
    key: str | None = None
    doubled: bool = False

    @property
    def wants_key(self) -> bool:
        return isinstance(self.container, dict) and self.key is None


def _plain_value(text: str) -> tuple[Any, str]:
    """The value of an unquoted word, and a problem when it only looks like a date."""
    if text in _CONSTANTS:
        return _CONSTANTS[text], ""
    if text[0] not in "+-.0123456789":
        return text, ""
    if _INTEGER.fullmatch(text):
        return int(text), ""
    if _FLOAT.fullmatch(text):
        return float(text), ""
    match = _DATE.fullmatch(text)
    if match is None:
        return text, ""
    year, month, day = (int(part) for part in match.groups())
    try:
        return datetime.date(year, month, day), ""
    except ValueError:
        return text, f"{text} is not a day of the calendar."


_NO_YAML: Final = "This file cannot be read as YAML."


def conflict_in(lines: Sequence[str]) -> tuple[int, str, str] | None:
    """The first line that Git left where it could not join two versions; None without one.

    Its index, what is wrong and how to fix it. The line between the versions alone is not enough:
    a heading may be underlined by it.
    """
    signs = {at: one[0] for at, one in enumerate(lines) if _CONFLICT.match(one)}
    if not signs:
        return None
    if set(signs.values()) == {"<", ">"}:
        return next(at for at, sign in signs.items() if sign == "<"), *_TWO_VERSIONS
    return next(iter(signs)), "This line is left over from joining two versions.", "Delete it."


_CONFLICT: Final = re.compile(r"(?:<{7}|>{7})(?: |$)")
_TWO_VERSIONS: Final = (
    "Two versions of this place meet here: Git could not join them.",
    "Keep the right words of both, and delete the lines that begin with "
    "<<<<<<<, ======= and >>>>>>>.",
)
_SYNTAX: Final[tuple[tuple[str, str, str], ...]] = (
    # (what the parser says, what we say, what to do), first match wins
    (
        "mapping values are not allowed",
        "A colon here makes no sense to YAML.",
        "Put quotes around the whole value, or check the indentation of this line.",
    ),
    (
        "found a tab character",
        "A tab cannot indent YAML.",
        "Use spaces instead.",
    ),
    (
        "found unexpected end of stream",
        "A quotation mark is never closed.",
        "Close it on the same line.",
    ),
    (
        "found unknown escape character",
        "A backslash inside double quotes has a meaning of its own.",
        "Use single quotes instead.",
    ),
    (
        "did not find expected ',' or ']'",
        "A list that begins with [ is never closed.",
        "Add the missing ] or comma.",
    ),
    (
        "did not find expected ',' or '}'",
        "A group that begins with { is never closed.",
        "Add the missing } or comma.",
    ),
    (
        "found unexpected document indicator",
        "A quotation mark is never closed.",
        "Close it on the same line.",
    ),
    (
        "block sequence entries are not allowed",
        'A "- " cannot begin here.',
        "Put quotes around the value, or a list on lines of its own, below.",
    ),
    (
        "expected alphabetic or numeric character",
        "A value cannot begin with this sign.",
        "Put quotes around the value.",
    ),
    (
        "expected comment or line break",
        "Behind | or > nothing may stand on the line.",
        "Put quotes around the value, or its text on the lines below it, indented.",
    ),
    (
        "did not find expected '-' indicator",
        "This line does not fit the list before it.",
        'Begin it with "- ", or indent it under the item it belongs to.',
    ),
    (
        "could not find expected ':'",
        "A key without a colon.",
        'Write it as "key: value".',
    ),
    (
        "did not find expected key",
        "This line does not fit the lines before it.",
        'Give it the same indentation as its neighbors, and write "key: value".',
    ),
)


def syntax_problem(error: yaml.MarkedYAMLError, text: str, first_line: int) -> YamlProblem:
    """A parser's error in plain words at its place; `first_line` is where the text begins."""
    conflict = conflict_in(text.split("\n"))
    if conflict is not None:
        at, message, fix = conflict
        return YamlProblem(first_line + at, 1, "syntax", message, fix)
    said = str(error.problem or "")
    mark = error.problem_mark or error.context_mark
    row, column = (int(mark.line), int(mark.column)) if mark is not None else (0, 0)
    unclosed = "unexpected end of stream" in said or "or ']'" in said or "or '}'" in said
    if unclosed and error.context_mark is not None:
        # The parser notices at the end of the text; the author needs the place where it began.
        row, column = int(error.context_mark.line), int(error.context_mark.column)
    lines = text.split("\n")
    row = min(row, len(lines) - 1)
    column = min(column, len(lines[row]))
    line, place = first_line + row, column + 1
    if "cannot start any token" in said:
        return _bad_start(lines[row][column : column + 1], line, place)
    told = next(((message, fix) for sign, message, fix in _SYNTAX if sign in said), None)
    if told is None or told == _SYNTAX[-1][1:]:
        told = _meaning_start(lines[row]) or told
    return YamlProblem(line, place, "syntax", *(told or _UNKNOWN))


_UNKNOWN: Final = (
    "This line cannot be read as YAML.",
    "Compare it, and the lines before it, with their neighbors.",
)
_MEANING: Final = re.compile(r"[ ]*(?:- +)*[\w.-]+: +([\"'\[{!&*])")


def _meaning_start(line: str) -> tuple[str, str] | None:
    """What to say of a line whose value begins with a sign that means something, and goes on.

    `title: "Small" masses` and `title: [Draft] Masses` end for YAML before their authors' words do.
    """
    match = _MEANING.match(line)
    if match is None:
        return None
    sign, value = match[1], line[match.start(1) :]
    quotes = "double" if "'" in value else "single"
    fix = f"Put {quotes} quotes around the whole value."
    if "'" in value and '"' in value:
        fix = "Write |- behind the colon, and the value on the next line, indented."
    return f"A value that begins with {sign} ends for YAML before its words do.", fix


def _bad_start(character: str, line: int, column: int) -> YamlProblem:
    if character == "\t":
        return YamlProblem(
            line, column, "syntax", "A tab cannot indent YAML.", "Use spaces instead."
        )
    return YamlProblem(
        line,
        column,
        "syntax",
        f"A value cannot begin with {quoted(character)}.",
        "Put quotes around the value.",
    )
