"""PL91x: what could tell who a patient is.

What is nobody's (a clinic's telephone number, the day of a guideline) is allowed by a suppression,
which asks for the reason.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from plainleaf.checks.rules.registry import rule, site_rule
from plainleaf.model.findings import Severity
from plainleaf.model.kind import Kind
from plainleaf.model.kinds import KINDS
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import FileFact, SiteFacts
from plainleaf.model.yaml_text import YamlPath
from plainleaf.reading.page import Page
from plainleaf.text.identifiers import (
    Identifier,
    find_ages,
    find_birth_years,
    find_dates,
    find_identifiers,
)
from plainleaf.text.picture_names import find_names, find_numbers

_FIX = (
    "Delete it; a case tells nothing that could tell who the patient is. "
    "What is nobody's stays with a suppression that says whose it is."
)
_FIX_AGE = 'Write "90 or older".'
_FIX_BORN = 'Write the age; when it is over 89, "90 or older".'
_OF_PATIENTS = tuple(kind.folder for kind in KINDS.values() if kind.of_patient)
"""Data about sources and reviews is full of dates, none of a patient; that of cases is not."""


def _of_patient(kind: Kind) -> bool:
    return kind.of_patient


@rule("PL910", "This may tell who a patient is", Severity.ERROR, fix=_FIX)
def identifier(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """A number, an address or a name that a reader could look up ends a patient's privacy."""
    yield from _hits(find_identifiers("\n".join(page.lines)), page.lines, 1, _or_allow("PL910"))


@rule("PL911", "An exact date may be a patient's", Severity.WARNING, only=_of_patient, fix=_FIX)
def full_date(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """The day of a scan or an admission, with a rare illness, is enough to tell who it was."""
    yield from _in_case(page, find_dates, _or_allow("PL911"))


@rule("PL913", "An age over 89", Severity.WARNING, only=_of_patient, fix=_FIX_AGE)
def age(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """So few people are older than 89 that an age with a rare illness tells who somebody is.

    The Privacy Rule of HIPAA, 45 CFR 164.514(b)(2)(i)(C), lumps them together as "90 or older".
    """
    yield from _in_case(page, find_ages, _FIX_AGE)
    yield from _in_case(page, find_birth_years, _FIX_BORN)


@site_rule("PL912", "A file may tell who a patient is", Severity.ERROR, fix=_FIX)
def identifier_in_file(_pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """Figures and drawings are made from a patient's images, and often carry their labels along.

    So do the names of files, and of the folders that they were sent in.
    """
    folders: set[str] = set()
    for file in site.files:
        if file.text is not None:
            lines = file.text.splitlines()
            for hit in _hits(_all_in(file.text, file), lines, 1, _or_allow("PL912")):
                yield replace(hit, path=file.path)
        yield from _in_drawing(file)
        yield from _in_name(file, folders)


def _in_drawing(file: FileFact) -> Iterator[Hit]:
    """All words of a drawing together: a label is often one text, and its number the next."""
    texts = [words.text.splitlines() or [""] for words in file.words]
    places = [
        words.line + at
        for words, lines in zip(file.words, texts, strict=True)
        for at in range(len(lines))
    ]
    joined = [line for lines in texts for line in lines]
    for hit in _hits(_all_in("\n".join(joined), file), joined, 1, "Delete it."):
        yield replace(hit, line=places[hit.line - 1], column=1, path=file.path)


def _in_name(file: FileFact, folders: set[str]) -> Iterator[Hit]:
    """What the path of a file tells, a folder's name once; `folders` holds those that were told."""
    for one in _in_path(file):
        inner = file.src.find("/", one.offset + len(one.text) - 1)
        if inner < 0:
            message = f"In its name, {one.shown} looks like {one.what}."
            yield Hit(1, 1, message, "Give the file another name.", file.path)
        elif file.src[:inner] not in folders:
            folders.add(file.src[:inner])
            message = f"In the name of its folder, {one.shown} looks like {one.what}."
            yield Hit(1, 1, message, "Give the folder another name.", file.path)


def _in_path(file: FileFact) -> list[Identifier]:
    """What a path tells: its words, and the days, numbers and names of what programs export."""
    words = _all_in(file.src.replace("_", " ").replace("/", "\n"), file)
    told = {range(one.offset, one.offset + len(one.text)) for one in words}
    names = ((*one, "somebody's name") for one in find_names(file.src, ""))
    programs = [
        Identifier(begin, what, file.src[begin:end])
        for begin, end, what in (*find_numbers(file.src), *names)
        if not any(begin < one.stop and one.start < end for one in told)
    ]
    return [*words, *programs]


def _in_case(page: Page, find: Callable[[str], Iterable[Identifier]], fix: str) -> Iterator[Hit]:
    """What is found in a case's text and in its front matter, the dates of which are the page's."""
    lines = page.lines[page.body_line - 1 :]
    for path, text in _texts(page.raw, ()):
        line, column = page.front_matter.value_position(path)
        for one in find(text):
            yield Hit(line, column, f"{one.shown} looks like {one.what}.", fix)
    yield from _hits(find("\n".join(lines)), lines, page.body_line, fix)


def _texts(value: object, path: YamlPath) -> Iterator[tuple[YamlPath, str]]:
    """Every text of a front matter with its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from _texts(held, (*path, key))
    elif isinstance(value, Sequence):
        for at, held in enumerate(value):
            yield from _texts(held, (*path, at))


_SIGNED: Final = frozenset(
    f"_data/{name}.yml" for name in ("reviews", "sign_off", "references", "clips", "glossary")
)
"""Data that names people who vouch for something: reviewers, signers, authors, speakers."""
_NAME: Final = "a person's name"


def _all_in(text: str, file: FileFact) -> list[Identifier]:
    of_a_case = file.src.startswith(_OF_PATIENTS)
    found = find_identifiers(text)
    return [
        *(one for one in found if file.src not in _SIGNED or one.what != _NAME),
        *(one for one in (find_dates(text) if of_a_case else ()) if not _of_permission(text, one)),
        *(find_ages(text) if of_a_case else ()),
        *(find_birth_years(text) if of_a_case else ()),
    ]


def _of_permission(text: str, found: Identifier) -> bool:
    """Whether a date says when somebody allowed a figure to be shown: no page prints that."""
    line = text[text.rfind("\n", 0, found.offset) + 1 : found.offset]
    return line.lstrip().startswith("permission:")


def _or_allow(code: str) -> str:
    return f"Delete it; if it is no patient's, suppress {code} and say whose it is."


def _hits(found: Iterable[Identifier], lines: Sequence[str], first: int, fix: str) -> Iterator[Hit]:
    """Give each its line and column; line ends count as one character."""
    starts: list[int] = []
    for one in found:
        if not starts:
            position = 0
            for line in lines:
                starts.append(position)
                position += len(line) + 1
        index = bisect.bisect_right(starts, one.offset) - 1
        message = f"{one.shown} looks like {one.what}."
        yield Hit(first + index, one.offset - starts[index] + 1, message, fix)
