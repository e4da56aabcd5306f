"""The command `plainleaf new`: begins a page or a glossary term, and never overwrites one."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final, get_args

from plainleaf.content import DATA, Content, load_content
from plainleaf.disk import read_regular
from plainleaf.kinds import KINDS
from plainleaf.printable import quoted
from plainleaf.scaffold import (
    ScaffoldError,
    checked_name,
    insert_term,
    new_page,
    refuse_diagnosis,
    slug_of,
)
from plainleaf.term import Category
from plainleaf.yaml_source import nearest_name

PAGES: Final = ("condition", "faq", "professional", "case")
"""The kinds of page that a site has many of."""
_TITLES: Final = {
    "faq": "Questions about {condition}",
    "professional": "{condition} for health professionals",
}
"""What pages are called that a condition has one of."""
TERM: Final = "term"


def begin(what: str, name: str, condition: str | None, root: Path, docs: Path) -> str:
    """Write a new page or term; returns what to tell the author.

    Args:
        what: a kind of page, or `term`.
        name: the condition, the case or the term.
        condition: the folder name of a case's condition; the only one when None.
        root: the project's folder.
        docs: the folder of pages and data.

    Raises:
        ScaffoldError: nothing was written, and why.
    """
    name = checked_name(name)
    if what == TERM:
        return _begin_term(name, root, docs)
    content = load_content(root, docs)
    fields = _fields(what, name, condition, content)
    kind = KINDS[what]
    folders = {"condition": fields["condition"], "case": slug_of(name)}
    file = docs / kind.path.format(**folders)
    _write_new(file, new_page(kind, fields, today()))
    shown = file.relative_to(root).as_posix()
    return f"Wrote {shown}. The checks name what to write: plainleaf check {shown}"


def today(environment: Mapping[str, str] = os.environ) -> datetime.date:
    """Return the day: SOURCE_DATE_EPOCH when it is set, else the calendar's."""
    try:
        seconds = int(environment["SOURCE_DATE_EPOCH"])
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
    except (KeyError, ValueError, OverflowError, OSError):
        return datetime.datetime.now().astimezone().date()


def _fields(what: str, name: str, condition: str | None, content: Content) -> dict[str, str]:
    if what == "condition":
        slug = slug_of(name)
        return {"title": name, "condition": slug, "term": _term_id(name, content) or slug}
    found = _condition(name if what in _TITLES else condition, content)
    title = _title_of(found, content)
    if what in _TITLES:
        return {"title": _TITLES[what].format(condition=title), "condition": found}
    refuse_diagnosis(name, (found, title, *_names_of(found, content)))
    return {"title": name, "condition": found}


def _term_id(name: str, content: Content) -> str | None:
    said = name.casefold()
    return next(
        (one.id for one in content.terms if said in {each.casefold() for each in one.names}), None
    )


def _conditions(content: Content) -> dict[str, Mapping[str, object]]:
    return {
        str(page.raw.get("condition") or ""): page.raw
        for page in content.pages.values()
        if page.kind is not None and page.kind.name == "condition"
    }


def _condition(name: str | None, content: Content) -> str:
    """Return the folder name of the condition that is meant."""
    known = _conditions(content)
    if name is None:
        if len(known) == 1:
            return next(iter(known))
        raise ScaffoldError(f"Say which condition it is: --condition {'|'.join(known) or 'NAME'}")
    slug = slug_of(name)
    if slug in known:
        return slug
    near = nearest_name(slug, known)
    fix = f"Did you mean {quoted(near)}?" if near else f"Begin it: plainleaf new condition {slug}"
    raise ScaffoldError(f"The site has no condition {quoted(slug)}. {fix}")


def _title_of(condition: str, content: Content) -> str:
    title = _conditions(content)[condition].get("title")
    return title if isinstance(title, str) and title else condition.replace("-", " ")


def _names_of(condition: str, content: Content) -> tuple[str, ...]:
    term = _conditions(content)[condition].get("term")
    return tuple(
        name for one in content.terms if one.id == term for name in (*one.names, *one.abbreviations)
    )


def _begin_term(name: str, root: Path, docs: Path) -> str:
    file = docs / DATA / "glossary.yml"
    try:
        text = read_regular(file).decode("utf-8")
    except UnicodeDecodeError:
        raise ScaffoldError("The glossary is not UTF-8. Save it as UTF-8 first.") from None
    new, line = insert_term(text, name, get_args(Category))
    _replace(file, new)
    shown = file.relative_to(root).as_posix()
    return f"Wrote {quoted(name)} into {shown}, line {line}. The checks name what to write."


def _write_new(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise ScaffoldError(f"{file} exists already. Nothing was written.") from None


def _replace(file: Path, text: str) -> None:
    """Write a file in one step: whoever is stopped midway finds the old one."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(handle, "wb") as made:
        made.write(text.encode("utf-8"))
    temporary = Path(name)
    temporary.chmod(file.stat().st_mode)
    temporary.replace(file)
