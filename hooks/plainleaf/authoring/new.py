"""The command `plainleaf new`: begins a page or a glossary term, and never overwrites one."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from plainleaf.authoring.conditions import condition_named, overviews
from plainleaf.authoring.scaffold import (
    ScaffoldError,
    checked_name,
    insert_term,
    new_page,
    refuse_diagnosis,
    slug_of,
)
from plainleaf.model.kind import Kind
from plainleaf.model.kinds import kinds
from plainleaf.model.term import CHOSEN_CATEGORIES, Term
from plainleaf.reading.content import DATA, Content, load_content
from plainleaf.reading.disk import read_regular
from plainleaf.text.printable import quoted

GUIDE: Final = "guide"
TERM: Final = "term"


def begin(what: str, name: str, condition: str | None, root: Path, docs: Path) -> str:
    """Write a new page or term; returns what to tell the author.

    Args:
        what: a kind of page, `guide` for a condition in parts, or `term`.
        name: the condition, the case, the part or the term.
        condition: the folder name of the condition that a case or a part is of; the only one when
            None.
        root: the project's folder.
        docs: the folder of pages and data.

    Raises:
        ScaffoldError: nothing was written, and why.
    """
    name = checked_name(name)
    if what == TERM:
        return _begin_term(name, root, docs)
    content = load_content(root, docs)
    if what == GUIDE:
        return _begin_guide(name, root, docs, content)
    kind = kinds()[what]
    fields = fields_of(kind, name, condition, content)
    file = docs / path_of(kind, fields.get("condition", ""), name)
    write_new(file, new_page(kind, fields, today()))
    shown = file.relative_to(root).as_posix()
    return f"Wrote {shown}. The checks name what to write: plainleaf check {shown}"


def _begin_guide(name: str, root: Path, docs: Path, content: Content) -> str:
    """Write the overview of a guide, and every part without which it is incomplete."""
    first = next(kind for kind in kinds().values() if kind.as_guide)
    fields = fields_of(first, name, None, content)
    condition = fields["condition"]
    needed = [kind for kind in kinds().values() if kind.needed]
    files = {kind: docs / path_of(kind, condition, name) for kind in (first, *needed)}
    there = next((file for file in files.values() if file.exists()), None)
    if there is not None:
        raise ScaffoldError(f"{there} exists already. Nothing was written.")
    parts = ", ".join(files[kind].stem for kind in needed)
    overview = first.form_of({"parts": parts})
    write_new(files[first], new_page(overview, {**fields, "parts": f"[{parts}]"}, today()))
    for kind in needed:
        title = kind.usual_title.format(condition=name)
        own = {"title": title, "condition": condition}
        write_new(files[kind], new_page(kind, own, today()))
    shown = files[first].parent.relative_to(root).as_posix()
    return f"Wrote {len(files)} pages into {shown}. The checks name what to write: plainleaf check"


def path_of(kind: Kind, condition: str, name: str) -> str:
    """Where a new page lives inside docs/."""
    # Whatever else a kind calls its folder or file is named after the page.
    return kind.path.format_map(defaultdict(lambda: slug_of(name), condition=condition))


def today(environment: Mapping[str, str] = os.environ) -> datetime.date:
    """The day: SOURCE_DATE_EPOCH when it is set, else the calendar's."""
    try:
        seconds = int(environment["SOURCE_DATE_EPOCH"])
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
    except (KeyError, ValueError, OverflowError, OSError):
        return datetime.datetime.now().astimezone().date()


def fields_of(kind: Kind, name: str, condition: str | None, content: Content) -> dict[str, str]:
    """What is known of the front matter of a new page.

    Args:
        kind: its kind.
        name: what it is called; of a kind with a usual title, the condition.
        condition: the condition that is meant; the only one when None.
        content: the site as it is.

    Raises:
        ScaffoldError: there is no such condition, or the name gives a diagnosis away.
    """
    if kind.overview:
        slug = slug_of(name)
        return {"title": name, "condition": slug, "term": _term_id(name, content) or slug}
    if kind.free:
        return {"title": name}
    meant = name if kind.usual_title else condition
    found = condition_named(meant, content, "Begin it: plainleaf new condition {slug}")
    title = _title_of(found, content)
    if kind.usual_title:
        return {"title": kind.usual_title.format(condition=title), "condition": found}
    if kind.hides_condition:
        refuse_diagnosis(name, (found, title, *_names_of(found, content)))
    return {"title": name, "condition": found}


def _term_id(name: str, content: Content) -> str | None:
    said = name.casefold()
    return next(
        (one.id for one in content.terms if said in {each.casefold() for each in one.names}), None
    )


def _title_of(condition: str, content: Content) -> str:
    title = overviews(content)[condition].raw.get("title")
    return title if isinstance(title, str) and title else condition.replace("-", " ")


def _names_of(condition: str, content: Content) -> tuple[str, ...]:
    term = overviews(content)[condition].raw.get("term")
    return tuple(name for one in content.terms if one.id == term for name in _all_names(one))


def _all_names(term: Term) -> tuple[str, ...]:
    return (*term.names, *term.abbreviations, *term.search_only)


def _begin_term(name: str, root: Path, docs: Path) -> str:
    file = docs / DATA / "glossary.yml"
    try:
        text = read_regular(file).decode("utf-8")
    except UnicodeDecodeError:
        raise ScaffoldError("The glossary is not UTF-8. Save it as UTF-8 first.") from None
    new, line = insert_term(text, name, CHOSEN_CATEGORIES.get())
    replace_file(file, new)
    shown = file.relative_to(root).as_posix()
    return f"Wrote {quoted(name)} into {shown}, line {line}. The checks name what to write."


def write_new(file: Path, text: str) -> None:
    """Write a file that is not there yet.

    Raises:
        ScaffoldError: it is there.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise ScaffoldError(f"{file} exists already. Nothing was written.") from None


def replace_file(file: Path, text: str) -> None:
    """Write a file in one step: whoever is stopped midway finds the old one."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(handle, "wb") as made:
        made.write(text.encode("utf-8"))
    temporary = Path(name)
    temporary.chmod(file.stat().st_mode)
    temporary.replace(file)
