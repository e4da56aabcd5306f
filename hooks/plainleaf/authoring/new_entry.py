"""`plainleaf new figure|reference|fact|point`: begins an entry of a data file.

An entry is made from the model of its file: what it must have as empty fields with their meaning,
what it may have as comments. The checks name each empty field. Nothing that stands in the file is
changed.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import BaseModel

from plainleaf.authoring.conditions import condition_named, overviews
from plainleaf.authoring.new import replace_file, write_new
from plainleaf.authoring.scaffold import ScaffoldError, checked_name, slug_of, yaml_value
from plainleaf.model.facts import Fact, SignOff, series_of
from plainleaf.model.figures import Figure, Modality
from plainleaf.model.references import Reference
from plainleaf.model.yaml_text import load_yaml
from plainleaf.reading.content import DATA, FIGURES, Content, load_content
from plainleaf.reading.disk import read_regular
from plainleaf.text.printable import quoted

_FILES: Final[Mapping[str, str]] = {
    "reference": f"{DATA}/references.yml",
    "fact": f"{DATA}/facts.yml",
    "point": f"{DATA}/sign_off.yml",
}
_MODELS: Final[Mapping[str, type[BaseModel]]] = {
    "figure": Figure,
    "reference": Reference,
    "fact": Fact,
    "point": SignOff,
}
_NAMED: Final = {"reference": "title", "fact": "fact", "point": "point"}
"""The field that holds the name that was given."""
_LONGEST: Final = 90
_VIEWS: Final = (
    "  findings:   # what it shows; delete this where nothing is marked",
    "    - {id: finding-1, number: 1, text: TODO}",
    "  views:",
    "    - id: first",
    "      image:   # the file, beside this one: figures/NAME.png",
    "      annotations:   # from 0 to 1, across and down; an arrow: its start, then its tip",
    "        - {finding: finding-1, shape: arrow, label: TODO, points: [[0.2, 0.2], [0.4, 0.5]]}",
)
_FATE: Final = (
    "  sources: []   # keys of references.yml: [FAN, NHS-SPLEEN]",
    "  fate:   # where it stands; or delete it and write: omitted: why it was left out",
    "    - {page: TODO, heading: TODO}",
)
_PAGES: Final = ("  pages: []   # paths inside docs/, or page.md#id for one section",)


def begin_entry(
    what: str, name: str, condition: str | None, page: str | None, root: Path, docs: Path
) -> str:
    """Add an entry to a data file; returns what to tell the author.

    Args:
        what: figure, reference, fact or point.
        name: the name of the figure, the title of the source, the fact or the point.
        condition: whose figure or fact it is; the only one when None.
        page: the page beside which a figure belongs; the overview of the condition when None.
        root: the project's folder.
        docs: the folder of pages and data.

    Raises:
        ScaffoldError: nothing was written, and why.
    """
    content = load_content(root, docs)
    name = " ".join(name.split()) if what == "fact" else checked_name(name)
    if what == "figure":
        src = _page_beside(page, condition, content, docs)
        file = docs / posixpath.dirname(src) / FIGURES
    else:
        file = docs / _FILES[what]
    text = _text(file)
    identity = _identity(what, name, condition, content, text)
    line, new = _added(text, identity, [*_entry(what, identity, name)], file)
    if text is None:
        write_new(file, new)
    else:
        replace_file(file, new)
    shown = file.relative_to(root).as_posix()
    placed = f" Place it: /// figure | {identity}" if what == "figure" else ""
    return f"Wrote {quoted(identity)} into {shown}, line {line}.{placed}"


def _text(file: Path) -> str | None:
    try:
        return read_regular(file).decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise ScaffoldError(f"{file.name} is not UTF-8. Save it as UTF-8 first.") from None


def _page_beside(page: str | None, condition: str | None, content: Content, docs: Path) -> str:
    if page is None:
        return overviews(content)[condition_named(condition, content)].src
    try:
        src = Path(page).resolve().relative_to(docs.resolve()).as_posix()
    except ValueError:
        src = page
    src = page if page in content.pages else src
    if src not in content.pages:
        raise ScaffoldError(f"{quoted(page)} is no page of this site.")
    return src


def _identity(
    what: str, name: str, condition: str | None, content: Content, text: str | None
) -> str:
    """The id of a new entry: that of a fact is the next number of its condition's series."""
    if what == "reference":
        return "-".join(re.findall(r"[A-Z0-9]+", slug_of(name).upper())[:3])
    if what != "fact":
        return slug_of(name)
    folder = posixpath.dirname(overviews(content)[condition_named(condition, content)].src)
    series = Counter(
        series_of(one.id)
        for one in content.facts.items
        for place in one.fate
        if place.page.startswith(f"{folder}/")
    )
    # Of an entry that is not filled in yet the number is taken, too.
    entries = load_yaml((text or "").removeprefix("\ufeff")).sequence
    used = {str(one.get("id")) for one in entries if isinstance(one, dict)}
    if series:
        letters = series.most_common(1)[0][0]
    else:
        letters = "".join(word[0] for word in posixpath.basename(folder).split("-")).upper()
    number = 1
    while f"{letters}{number}" in used:
        number += 1
    return f"{letters}{number}"


def _entry(what: str, identity: str, name: str) -> Iterator[str]:
    """Yield the lines of an entry."""
    given = {"id": identity, _NAMED.get(what, ""): name}
    yield f"- id: {yaml_value(identity)}"
    written = {"id", "findings", "views", "sources", "fate", "pages"}
    for field, info in _MODELS[what].model_fields.items():
        key, about = info.alias or field, " ".join((info.description or "").split())
        if field in written or (what == "fact" and field == "omitted"):
            continue
        if field in given:
            yield f"  {key}: {yaml_value(given[field])}"
        elif info.is_required():
            choices = _choices(info.annotation, field)
            yield _cut(f"  {key}:   # {choices or about}")
        else:
            yield _cut(f"  # {key}:   # {about}")
    yield from {"figure": _VIEWS, "fact": _FATE, "point": _PAGES}.get(what, ())


def _choices(annotation: Any, field: str) -> str:
    listed = get_args(Modality) if field == "modality" else get_args(annotation)
    words = [one for one in listed if isinstance(one, str)]
    return f"one of: {', '.join(words)}" if 1 < len(words) <= _FEW else ""


_FEW: Final = 12


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _added(text: str | None, identity: str, entry: list[str], file: Path) -> tuple[int, str]:
    """The line on which a new entry begins, and the text of the file with it at its end."""
    old = load_yaml((text or "").removeprefix("\ufeff"))
    if old.problems:
        first = old.problems[0]
        raise ScaffoldError(
            f"{file.name} cannot be read, line {first.line}: {first.message} Fix it first."
        )
    for index, one in enumerate(old.sequence):
        if isinstance(one, dict) and str(one.get("id")) == identity:
            line = old.position((index,))[0]
            raise ScaffoldError(f"{file.name} has {quoted(identity)} already, on line {line}.")
    end = "\r\n" if text is not None and "\r\n" in text else "\n"
    lines = (text or "").replace("\r\n", "\n").split("\n")
    if not old.sequence:
        lines = [one for one in lines if one.strip() != "[]"]
    while lines and not lines[-1].strip():
        lines.pop()
    begins = len(lines) + (2 if lines else 1)
    new = end.join([*lines, *([""] if lines else []), *entry, ""])
    read = load_yaml(new.removeprefix("\ufeff"))
    if read.problems or list(read.sequence)[:-1] != list(old.sequence):
        raise ScaffoldError(
            f"{file.name} is written in a way that this command does not know. Add it by hand."
        )
    return begins, new
