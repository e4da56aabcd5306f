"""Findings that an author has looked at and decided to live with, with the reason beside them.

On a page, in an HTML comment; in front matter and data files, in a YAML comment:

    <!-- plainleaf-ignore PL213: the list was typed by hand on purpose -->
    # plainleaf-ignore PL605, PL606: the long form is what the leaflet prints

At the end of a line a suppression is for that line. On a line of its own it is for what comes next:
on a page the text up to the next blank line, in YAML the item or field that begins there, with all
that is indented below it. `plainleaf-ignore-file` is for the whole file.

What could harm a reader cannot be suppressed (`is_bound`), and a suppression that is of no use is a
finding itself, so that none outlives its reason.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

from plainleaf.model.findings import Finding, Severity, in_order
from plainleaf.model.rule import SUPPRESSION, Hit, Rule
from plainleaf.reading.page import Comment, Page
from plainleaf.text.printable import quoted

RULE_REASON: Final = Rule(
    "PL190",
    "A suppression gives no reason",
    Severity.WARNING,
    why="Whoever reads the page next must be able to tell a decision from an oversight.",
    fix="Write the reason after a colon.",
)
RULE_UNKNOWN: Final = Rule(
    "PL191",
    "A suppression cannot be read, or names an unknown rule",
    Severity.WARNING,
    why="It suppresses nothing, and whoever wrote it believes that it does.",
    fix="Write it as plainleaf-ignore, the codes, a colon and the reason.",
)
RULE_BOUND: Final = Rule(
    "PL192",
    "A suppression names a rule that protects readers",
    Severity.WARNING,
    why="Warning signs, sources, data and code that runs in a browser are not a matter of taste.",
    fix="Fix what the rule found, and delete the suppression.",
)
RULE_UNUSED: Final = Rule(
    "PL193",
    "A suppression has nothing to suppress",
    Severity.WARNING,
    why="Left in place, it would hide the next mistake at this spot.",
    fix="Delete it.",
)

_BOUND_FAMILIES: Final = ("PL1", "PL4", "PL8", "PL9")
_BOUND: Final = frozenset(
    (
        *("PL203", "PL211", "PL215", "PL217", "PL219", "PL222", "PL303"),
        *("PL272", "PL273", "PL274", "PL275", "PL276", "PL281", "PL282", "PL283"),
        *("PL234", "PL235", "PL236", "PL237", "PL238", "PL241", "PL242", "PL243", "PL244"),
        *("PL245", "PL246", "PL247", "PL248", "PL249", "PL250", "PL254"),
        "PL257",
        *("PL501", "PL502", "PL503", "PL504", "PL505", "PL510"),
        *("PL601", "PL602", "PL603", "PL604", "PL607", "PL608", "PL609", "PL610"),
        *("PL650", "PL651"),
        *("PL701", "PL702", "PL706", "PL708"),
    )
)
_FREE: Final = frozenset(("PL813", "PL815", "PL818", "PL910", "PL911", "PL912", "PL913"))
"""Of the bound families: advice, and what only looks like a patient's, such as a clinic's telephone
number. An author can tell, and writes down why."""


def is_bound(code: str) -> bool:
    """Whether a rule cannot be suppressed.

    Bound are the families PL1xx (what cannot be read cannot be checked), PL4xx (care cards), PL8xx
    (facts and reviews) and PL9xx (what runs in a browser), and of the others each rule whose breach
    would leave out a warning, a source or a part of the page, or break a link or a word.
    """
    return (code.startswith(_BOUND_FAMILIES) and code not in _FREE) or code in _BOUND


@dataclass(frozen=True)
class Suppression:
    """One suppression, as it stands in a file."""

    path: str
    """The file, as findings print it."""
    line: int
    """Line of the comment."""
    column: int
    """Column of the comment."""
    text: str
    """What the comment says."""
    first: int
    """The first line it is for."""
    last: int | None
    """The last line it is for; None for the whole file."""

    def covers(self, finding: Finding) -> bool:
        """Whether a finding stands where this suppression applies."""
        if finding.path != self.path:
            return False
        return self.last is None or self.first <= finding.line <= self.last


# --- where suppressions stand -------------------------------------------------------------------


def suppressions_on(page: Page) -> Iterator[Suppression]:
    """The suppressions in the comments of a page and of its front matter."""
    for comment in page.comments:
        if comment.text.startswith(SUPPRESSION):
            yield _on_page(page, comment)
    if page.has_front_matter:
        # Without the closing line, and with the same line numbers as the file.
        yield from suppressions_in(page.path, page.lines[: page.body_line - 2], first=1)


def suppressions_in(path: str, lines: Sequence[str], *, first: int = 0) -> Iterator[Suppression]:
    """The suppressions in the comments of a YAML text; lines before index `first` are no YAML."""
    if not any(SUPPRESSION in line for line in lines):
        return
    strings = _strings(lines[first:], first)
    for index, line in enumerate(lines):
        match = _YAML_COMMENT.search(line) if index >= first else None
        if match is None or _inside(strings, index, match.start()):
            continue
        alone = not line[: match.start()].strip()
        begin, end = _next_entry(lines, index) if alone else (index, index)
        yield _made(path, index + 1, match.start() + 1, match.group(1).strip(), begin + 1, end + 1)


_YAML_COMMENT: Final = re.compile(rf"(?:(?<=\s)|^)#+\s*({SUPPRESSION}.*)")


def _made(
    path: str, line: int, column: int, text: str, first: int, last: int | None
) -> Suppression:
    whole = text.startswith(f"{SUPPRESSION}-file")
    return Suppression(path, line, column, text, 1 if whole else first, None if whole else last)


def _on_page(page: Page, comment: Comment) -> Suppression:
    first, last = comment.line, comment.end_line
    before = page.lines[comment.line - 1][: comment.column - 1]
    after = page.lines[comment.end_line - 1].rpartition("-->")[2]
    if not before.strip(" \t>") and not after.strip():
        first, last = _next_block(page, comment.end_line)
    return _made(page.path, comment.line, comment.column, comment.text, first, last)


def _next_block(page: Page, line: int) -> tuple[int, int]:
    """First and last line of the text after a line, up to the next blank one."""
    commented = {
        number for one in page.comments for number in range(one.line, one.end_line + 1)
    } - page.content_lines
    first = line + 1
    while first <= len(page.lines) and (
        first in commented or not page.lines[first - 1].strip(" \t>")
    ):
        first += 1
    last = first
    while last < len(page.lines) and page.lines[last].strip(" \t>"):
        last += 1
    return first, last


def _next_entry(lines: Sequence[str], index: int) -> tuple[int, int]:
    """First and last index of the YAML item or field after a line, with what is below it."""
    first = index + 1
    while first < len(lines) and (not lines[first].strip() or lines[first].lstrip()[0] == "#"):
        first += 1
    if first >= len(lines):
        return first, first
    depth = _indent(lines[first])
    last = first
    for number in range(first + 1, len(lines)):
        if not lines[number].strip():
            continue
        if _indent(lines[number]) <= depth:
            break
        last = number
    return first, last


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _strings(lines: Sequence[str], offset: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the texts of a YAML text begin and end: a number sign in them begins no comment."""
    found = []
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse("\n".join(lines), Loader=loader):
            if isinstance(event, yaml.ScalarEvent):
                begin, end = (_place(mark, offset) for mark in (event.start_mark, event.end_mark))
                found.append((begin, end))
    except (yaml.YAMLError, UnicodeError, ValueError, RecursionError):
        pass  # Reading reports what cannot be read; that cannot be suppressed.
    return found


def _place(mark: Any, offset: int) -> tuple[int, int]:
    return int(mark.line) + offset, int(mark.column)


def _inside(
    strings: Iterable[tuple[tuple[int, int], tuple[int, int]]], line: int, column: int
) -> bool:
    return any(start <= (line, column) < end for start, end in strings)


# --- what they do -------------------------------------------------------------------------------

_FORM: Final = re.compile(
    rf"{SUPPRESSION}(?:-file)?\s+([A-Z]+[0-9]+(?:[\s,]+[A-Z]+[0-9]+)*)\s*(?::(.*))?"
)
_HOW: Final = f'Write it as "{SUPPRESSION} PL213: why it is right here".'


def suppress(
    findings: Iterable[Finding], suppressions: Iterable[Suppression], rules: Mapping[str, Rule]
) -> tuple[Finding, ...]:
    """The findings that remain, and what is wrong with the suppressions themselves.

    Args:
        findings: everything that the checks found.
        suppressions: every suppression of the site.
        rules: every rule there is, by code.
    """
    told: list[Finding] = []
    # By file and code: a large site has thousands of findings, and a suppression is for few.
    remaining: dict[tuple[str, str], list[Finding]] = {}
    for found in findings:
        remaining.setdefault((found.path, found.code), []).append(found)
    for one in suppressions:
        codes, problems = _codes(one, rules)
        told.extend(problems)
        for code in codes:
            there = remaining.get((one.path, code), [])
            kept = [found for found in there if not one.covers(found)]
            if len(kept) == len(there):
                message = f"{code} finds nothing here."
                told.append(_told(RULE_UNUSED, one, message, "Delete this suppression of it."))
            remaining[one.path, code] = kept
    return in_order((*itertools.chain.from_iterable(remaining.values()), *told))


def _codes(one: Suppression, rules: Collection[str]) -> tuple[list[str], list[Finding]]:
    """The codes that a suppression may suppress, and what is wrong with it."""
    match = _FORM.fullmatch(" ".join(one.text.split()))
    if match is None:
        return [], [_told(RULE_UNKNOWN, one, f"{quoted(one.text, 40)} cannot be read.", _HOW)]
    if not (match.group(2) or "").strip():
        return [], [_told(RULE_REASON, one, "This suppression gives no reason.", _HOW)]
    codes: list[str] = []
    problems: list[Finding] = []
    for code in dict.fromkeys(re.split(r"[\s,]+", match.group(1))):
        if code not in rules:
            fix = 'Run "plainleaf rules" to see all of them.'
            problems.append(_told(RULE_UNKNOWN, one, f"There is no rule {quoted(code)}.", fix))
        elif is_bound(code):
            fix = "Fix what it finds, and delete this."
            message = f"{code} protects readers and cannot be suppressed."
            problems.append(_told(RULE_BOUND, one, message, fix))
        else:
            codes.append(code)
    return codes, problems


def _told(rule: Rule, one: Suppression, message: str, fix: str) -> Finding:
    return rule.finding(Hit(one.line, one.column, message, fix), one.path)
