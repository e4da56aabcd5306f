"""What a page says about itself to machines: schema.org as JSON-LD.

Nothing is said here that the page does not say. `lastReviewed` and `reviewedBy` appear only while a
recorded review holds. A case page names no condition: a learner's search preview would give the
diagnosis away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin

from plainleaf.model import term as glossary
from plainleaf.model.figures import Figure, plain_words
from plainleaf.model.front_matter import FrontMatter
from plainleaf.model.kind import Kind
from plainleaf.model.words import SPOKEN, words
from plainleaf.reading.content import condition_term
from plainleaf.reading.guide import parts_of
from plainleaf.reading.page import Page
from plainleaf.rendering.navigation import page_url
from plainleaf.rendering.rendered_site import Site
from plainleaf.rendering.standing_words import standing_words
from plainleaf.text.markup import Markup, json_markup


@dataclass(frozen=True)
class Described:
    """A page, as far as structured data speaks of it."""

    schema_type: str
    """Its schema.org type, from the content model."""
    name: str
    """The page's title."""
    description: str
    """One sentence on it."""
    site_name: str
    """The site it belongs to."""
    written: date | None = None
    """When it was written."""
    address: str | None = None
    """Its public address; None while there is none."""
    condition: Condition | None = None
    """The condition it is about; never given for a case."""
    guide: Guide | None = None
    """The guide that it is a part of."""
    for_patients: bool = False
    """Whether it is written for patients and families."""
    for_clinicians: bool = False
    """Whether it is written for health professionals."""
    questions: Sequence[tuple[str, str]] = ()
    """Question and answer pairs, as plain text."""
    terms: Sequence[DescribedTerm] = ()
    """The terms it defines."""
    reviews: Sequence[Review] = ()
    """The reviews that hold for the text as it stands, by date; none until all agree who must."""
    images: Sequence[Pictured] = ()
    """The figures it shows."""
    standing: str = ""
    """Which roles have checked it, in the page's own words, while not all have; else empty."""


@dataclass(frozen=True)
class Condition:
    """A medical condition and its other names."""

    name: str
    other_names: Sequence[str] = ()
    codes: Sequence[tuple[str, str]] = ()
    """Vocabulary and code, of vocabularies in which the condition is exactly this one."""


@dataclass(frozen=True)
class Guide:
    """A condition's guide, as the page that begins it."""

    name: str
    """The title of its overview."""
    address: str | None = None
    """The public address of that; None while there is none."""


@dataclass(frozen=True)
class DescribedTerm:
    """A defined term."""

    name: str
    definition: str
    other_names: Sequence[str] = ()
    address: str | None = None
    """The public address of its entry; None while there is none."""


@dataclass(frozen=True)
class Pictured:
    """A figure."""

    name: str
    """What is seen, in a sentence."""
    caption: str
    """Its caption, as plain text."""
    credit: str
    license: str
    """The terms of its use, in words."""
    license_url: str | None = None
    modality: str = ""
    """How it was made."""
    schematic: bool = False
    """Whether it is a drawing and no patient's image."""
    place: str | None = None
    """Its public address on its page."""
    files: Sequence[str] = ()
    """The public addresses of its files; none for a drawing printed into its page."""


@dataclass(frozen=True)
class Review:
    """Who reviewed the page, as what, when."""

    reviewer: str
    role: str
    on: date


# --- what is said of a page ------------------------------------------------------------------


def described(site: Site, page: Page, meta: FrontMatter, kind: Kind) -> Described:
    """What a page of a rendered site says about itself.

    Args:
        site: the rendered site.
        page: the page.
        meta: its front matter.
        kind: its kind.
    """
    review = site.reviews.of(page.src)
    records = review.records if review.state == "current" else ()
    overview = _overview(site, page)
    return Described(
        schema_type=kind.schema_org,
        name=meta.title,
        description=meta.description,
        site_name=site.settings.name,
        written=meta.written,
        address=_address(site, page.src),
        condition=_condition_of(site, overview) if kind.of_condition else None,
        guide=_guide_of(site, overview) if kind.part else None,
        for_patients=kind.of_condition and kind.patient,
        for_clinicians=kind.of_condition and not kind.patient,
        questions=tuple(
            (one.question, one.answer) for one in site.rendered(page.src).outputs.questions
        ),
        terms=_defined(site, page.src) if kind.defines_terms else (),
        reviews=tuple(Review(one.reviewer, one.role, one.date) for one in records),
        images=tuple(_pictured(site, page.src, one) for one in site.content.placed(page.src)),
        standing=standing_words(review, site.content.roles) if review.state == "waiting" else "",
    )


def _address(site: Site, src: str) -> str | None:
    """The public address of a page; None while there is none."""
    return site.settings.url + page_url(src) if site.settings.url else None


def _overview(site: Site, page: Page) -> Page | None:
    """The first page of a page's condition."""
    src = site.navigator(page.src).condition_page()
    return site.content.pages[src] if src is not None else None


def _condition_of(site: Site, overview: Page | None) -> Condition | None:
    """A page's condition with its names, and with the codes that mean exactly the same."""
    if overview is None or overview.meta is None:
        return None
    term = condition_term(site.content, overview.src)
    if term is None:
        return Condition(overview.meta.title)
    exact = (one for one in term.codes if one.match == "exact")
    codes = tuple((_SYSTEMS[one.system], one.code) for one in exact)
    return Condition(overview.meta.title, _other_names(term), codes)


def _guide_of(site: Site, overview: Page | None) -> Guide | None:
    """The guide that a page is a part of; None where its overview begins none."""
    if overview is None or overview.meta is None or not parts_of(overview):
        return None
    return Guide(overview.meta.title, _address(site, overview.src))


def _defined(site: Site, src: str) -> tuple[DescribedTerm, ...]:
    """The terms that the glossary page defines, with their public addresses."""
    page = _address(site, src)
    return tuple(
        DescribedTerm(
            one.term, one.definition, _other_names(one), f"{page}#{one.id}" if page else None
        )
        for one in site.content.terms
    )


def _other_names(term: glossary.Term) -> tuple[str, ...]:
    return (*term.abbreviations, *term.same, *term.older_names)


_SYSTEMS: Mapping[str, str] = MappingProxyType(
    {
        "mesh": "MeSH",
        "radlex": "RadLex",
        "hpo": "HPO",
        "snomed": "SNOMED CT",
        "umls": "UMLS",
        "icd10cm": "ICD-10-CM",
    }
)
"""What other vocabularies are called."""


def _pictured(site: Site, src: str, figure: Figure) -> Pictured:
    address = _address(site, src)
    shown = [one for one in figure.frames if one.slice is None or one.slice in figure.key_slices]
    files = (one.image for one in shown if not one.image.endswith(".svg"))
    return Pictured(
        name=figure.alt,
        caption=plain_words(figure.caption),
        credit=figure.credit,
        license=figure.license,
        license_url=figure.license_url,
        modality=figure.modality,
        schematic=figure.schematic,
        place=f"{address}#figure-{figure.id}" if address else None,
        files=tuple(urljoin(address, one) for one in files) if address else (),
    )


# --- how it is said in JSON-LD ---------------------------------------------------------------


def json_ld(page: Described) -> Markup:
    """The page's JSON-LD, safe to stand inside a `script` element."""
    return json_markup(describe(page))


def describe(page: Described) -> dict[str, Any]:
    """The page's description in schema.org's vocabulary."""
    parts: Mapping[str, Any] = {
        "@context": "https://schema.org",
        "@type": _types(page),
        "name": page.name,
        "description": page.description,
        "inLanguage": SPOKEN,
        "url": page.address,
        "datePublished": page.written.isoformat() if page.written else None,
        "isPartOf": _part_of(page),
        "about": _condition(page.condition) if page.condition else None,
        "audience": _audience(page),
        "mainEntity": [_question(*pair) for pair in page.questions],
        "hasDefinedTerm": [_term(term) for term in page.terms],
        "image": [_image(one) for one in page.images],
        "creativeWorkStatus": page.standing,
        **_reviewed(page.reviews),
    }
    return {key: value for key, value in parts.items() if value}


def _part_of(page: Described) -> dict[str, Any]:
    """The site, or the overview of the guide in it."""
    site: dict[str, Any] = {"@type": "WebSite", "name": page.site_name}
    if page.guide is None:
        return site
    guide: dict[str, Any] = {"@type": "MedicalWebPage", "name": page.guide.name}
    if page.guide.address:
        guide["url"] = page.guide.address
    return {**guide, "isPartOf": site}


def _audience(page: Described) -> dict[str, Any] | None:
    """Whom the page is written for, in the words of schema.org's MedicalAudienceType."""
    if page.for_patients:
        return {"@type": "MedicalAudience", "audienceType": "Patient"}
    if page.for_clinicians:
        return {"@type": "MedicalAudience", "audienceType": "Clinician"}
    return None


def _types(page: Described) -> str | list[str]:
    """The page's type, and that it is a page where only pages can have a review."""
    if not page.reviews or page.schema_type.endswith("Page"):
        return page.schema_type
    return [page.schema_type, "WebPage"]


def _condition(condition: Condition) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "MedicalCondition", "name": condition.name}
    if condition.other_names:
        found["alternateName"] = list(condition.other_names)
    if condition.codes:
        found["code"] = [
            {"@type": "MedicalCode", "codingSystem": system, "codeValue": code}
            for system, code in condition.codes
        ]
    return found


def _question(question: str, answer: str) -> dict[str, Any]:
    return {
        "@type": "Question",
        "name": question,
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }


def _term(term: DescribedTerm) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "DefinedTerm",
        "name": term.name,
        "description": term.definition,
    }
    if term.other_names:
        found["alternateName"] = list(term.other_names)
    if term.address:
        found["url"] = term.address
    return found


_TECHNIQUES: Mapping[str, str] = {
    "radiograph": "XRay",
    "CT": "CT",
    "MRI": "MRI",
    "PET": "PET",
    "ultrasound": "Ultrasound",
}
"""The modalities that schema.org's MedicalImagingTechnique has a name for."""


def _image(figure: Pictured) -> dict[str, Any]:
    technique = _TECHNIQUES.get(figure.modality)
    about: dict[str, Any] | None = None
    if technique is not None:
        about = {"@type": "ImagingTest", "name": figure.modality}
        about["imagingTechnique"] = f"https://schema.org/{technique}"
    files = list(figure.files)
    parts: Mapping[str, Any] = {
        "@type": "ImageObject",
        "name": figure.name,
        "caption": figure.caption,
        "creditText": figure.credit,
        "license": figure.license_url,
        "copyrightNotice": words().figure.copyright.format(license=figure.license),
        # A drawing of a scan is no scan: readers are to know that it is a drawing.
        "genre": words().figure.genre if figure.schematic else None,
        "about": about,
        "url": figure.place,
        "contentUrl": files[0] if len(files) == 1 else files,
        "accessibilityFeature": ["alternativeText", "longDescription"],
    }
    return {key: value for key, value in parts.items() if value}


def _reviewed(reviews: Sequence[Review]) -> dict[str, Any]:
    if not reviews:
        return {}
    people = [{"@type": "Person", "name": one.reviewer, "jobTitle": one.role} for one in reviews]
    return {
        "lastReviewed": reviews[-1].on.isoformat(),
        "reviewedBy": people if len(people) > 1 else people[0],
    }
