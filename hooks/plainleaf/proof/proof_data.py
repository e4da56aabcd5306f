"""What the structured data of a finished page must say, field by field.

The words come from the page's front matter, its figures and the glossary; nothing here asks the
code that writes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from plainleaf.model.figures import Figure, plain_words
from plainleaf.model.front_matter import FrontMatter
from plainleaf.model.review import ReviewRecord
from plainleaf.model.term import Term
from plainleaf.model.words import SPOKEN, words
from plainleaf.reading.page import Page
from plainleaf.text.seen import one_line


@dataclass(frozen=True)
class Describing:
    """What structured data say that does not stand in the page's file."""

    site: str = ""
    """The site's name."""
    address: str = ""
    """The page's public address; empty while there is none."""
    condition: str = ""
    """The title of the condition that the page is about; empty where none is named."""
    condition_term: Term | None = None
    """The glossary's entry of it."""
    guide: str | None = None
    """The public address of the guide that the page is a part of, empty while there is none; None
    for a page that is a part of none."""
    reviews: Sequence[ReviewRecord] = ()
    """The reviews that hold for the page, by date."""
    defined: Sequence[Term] = ()
    """The terms that the page defines, in order."""
    figures: Sequence[Figure] = ()
    """The figures that it shows, in order."""


_SYSTEMS: Final = MappingProxyType(
    {
        "mesh": "MeSH",
        "radlex": "RadLex",
        "hpo": "HPO",
        "snomed": "SNOMED CT",
        "umls": "UMLS",
        "icd10cm": "ICD-10-CM",
    }
)
_IN_FIGURES: Final = (
    *("@type", "name", "caption", "creditText", "license", "copyrightNotice", "genre", "url"),
)


def unlike_data(
    data: Mapping[str, Any], page: Page, meta: FrontMatter, described: Describing
) -> Iterator[tuple[str, str, str]]:
    """Yield each field that differs: its name, what it should say, what it says.

    The questions of a page (`mainEntity`) are compared with its text elsewhere.

    Args:
        data: the structured data, as they were read.
        page: the page.
        meta: its front matter.
        described: what else they say.
    """
    wanted = _wanted(page, meta, described)
    for key in dict.fromkeys((*wanted, *data)):
        if key == "mainEntity":
            continue
        yield from _unlike(key, wanted.get(key), data.get(key))
    images = data.get("image") or ()
    wanted_images = [_image(one, described.address) for one in described.figures]
    yield from _unlike_each("picture", wanted_images, [_only(one, _IN_FIGURES) for one in images])
    yield from _unlike_each(
        "term", [_term(one, described.address) for one in described.defined], data.get(_TERMS) or ()
    )


_TERMS: Final = "hasDefinedTerm"
_EACH: Final = frozenset(("image", _TERMS))
"""Lists that are compared one by one."""


def _unlike(key: str, wanted: object, said: object) -> Iterator[tuple[str, str, str]]:
    if key not in _EACH and _folded(wanted) != _folded(said):
        yield key, _shown(wanted), _shown(said)


def _unlike_each(
    what: str, wanted: Sequence[Mapping[str, Any]], said: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, str, str]]:
    for place in range(max(len(wanted), len(said))):
        one = wanted[place] if place < len(wanted) else {}
        other = said[place] if place < len(said) else {}
        for key in dict.fromkeys((*one, *other)):
            if _folded(one.get(key)) != _folded(other.get(key)):
                yield f"{key} of {what} {place + 1}", _shown(one.get(key)), _shown(other.get(key))
                return


def _folded(value: object) -> object:
    return one_line(value) if isinstance(value, str) else value


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _only(image: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    return {key: image[key] for key in keys if key in image}


def _wanted(page: Page, meta: FrontMatter, described: Describing) -> dict[str, Any]:
    """Everything but questions, pictures and terms."""
    kind = page.kind
    schema = kind.schema_org if kind is not None else ""
    audience = None
    if kind is not None and kind.of_condition:
        audience = "Patient" if kind.patient else "Clinician"
    reviews = described.reviews
    types: object = schema
    if reviews and not schema.endswith("Page"):
        types = [schema, "WebPage"]
    wanted = {
        "@context": "https://schema.org",
        "@type": types,
        "name": meta.title,
        "description": meta.description,
        "inLanguage": SPOKEN,
        "url": described.address,
        "datePublished": meta.written.isoformat(),
        "isPartOf": _holder(described),
        "about": _condition(described),
        "audience": {"@type": "MedicalAudience", "audienceType": audience} if audience else None,
    }
    if reviews:
        wanted["lastReviewed"] = max(one.date for one in reviews).isoformat()
        people = [
            {"@type": "Person", "name": one.reviewer, "jobTitle": one.role} for one in reviews
        ]
        wanted["reviewedBy"] = people if len(people) > 1 else people[0]
    return {key: value for key, value in wanted.items() if value}


def _holder(described: Describing) -> dict[str, Any]:
    """What the page is a part of: the site, or a guide of it."""
    site = {"@type": "WebSite", "name": described.site}
    if described.guide is None:
        return site
    found = {"@type": "MedicalWebPage", "name": described.condition, "url": described.guide}
    return {**{key: value for key, value in found.items() if value}, "isPartOf": site}


def _other_names(term: Term) -> list[str]:
    return [*term.abbreviations, *term.same, *term.older_names]


def _condition(described: Describing) -> dict[str, Any] | None:
    if not described.condition:
        return None
    found: dict[str, Any] = {"@type": "MedicalCondition", "name": described.condition}
    term = described.condition_term
    if term is not None and _other_names(term):
        found["alternateName"] = _other_names(term)
    codes = [one for one in term.codes if one.match == "exact"] if term is not None else []
    if codes:
        found["code"] = [
            {
                "@type": "MedicalCode",
                "codingSystem": _SYSTEMS[one.system],
                "codeValue": one.code,
            }
            for one in codes
        ]
    return found


def _term(term: Term, address: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "DefinedTerm",
        "name": term.term,
        "description": term.definition,
    }
    if _other_names(term):
        found["alternateName"] = _other_names(term)
    if address:
        found["url"] = f"{address}#{term.id}"
    return found


def _image(figure: Figure, address: str) -> dict[str, Any]:
    found = {
        "@type": "ImageObject",
        "name": figure.alt,
        "caption": plain_words(figure.caption),
        "creditText": figure.credit,
        "license": figure.license_url,
        "copyrightNotice": words().figure.copyright.format(license=figure.license),
        "genre": words().figure.genre if figure.schematic else None,
        "url": f"{address}#figure-{figure.id}" if address else None,
    }
    return {key: value for key, value in found.items() if value}
