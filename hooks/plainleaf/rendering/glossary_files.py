"""The glossary for programs: `glossary.json` with its JSON Schema, and a W3C PLS 1.0 lexicon.

Both hold what the pages print and nothing else: words to search by are left out, and no review is
claimed that did not happen. A code of another vocabulary stands here with how well it fits; only
exact ones stand in the pages' structured data too.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal
from xml.etree import ElementTree as ET

from pydantic import Field

from plainleaf.model.records import Record
from plainleaf.model.term import Category, Code, Said, SaidTerm, Term
from plainleaf.model.words import words
from plainleaf.rendering.navigation import page_url
from plainleaf.rendering.view import LinkView, relative_url
from plainleaf.text.pronunciation import respelling_text

VERSION: Final = 1
"""The version of the format. New fields may come in the same version; none changes or goes."""
JSON: Final = "glossary.json"
SCHEMA: Final = "glossary.schema.json"
LEXICON: Final = "glossary.pls"
_PLS: Final = "http://www.w3.org/2005/01/pronunciation-lexicon"
_XML: Final = "http://www.w3.org/XML/1998/namespace"


def glossary_files(terms: Sequence[Term], site: str, address: str | None) -> Mapping[str, bytes]:
    """The glossary for programs: each file's name and what it holds.

    Args:
        terms: the terms.
        site: what the site is called.
        address: the public address of the glossary page; None without such a page.
    """
    schema = json.dumps(glossary_schema(), indent=1) + "\n"
    return {
        JSON: glossary_json(terms, site, address).encode(),
        SCHEMA: schema.encode(),
        LEXICON: lexicon(terms),
    }


def links(src: str) -> tuple[LinkView, ...]:
    """Links to these files, as a page writes them.

    Args:
        src: the page, as a path inside docs/.
    """
    our = words().glossary
    files = (("JSON", JSON), (our.schema_file, SCHEMA), (our.lexicon_file, LEXICON))
    return tuple(LinkView(title, relative_url(name, page_url(src))) for title, name in files)


class PublishedCheck(Record):
    """Someone who listened and agreed."""

    name: str = Field(description="The name.")
    role: str = Field(description="Such as US speaker, hematologist.")
    on: datetime.date = Field(description="The day.")


class PublishedSaid(Record):
    """One way to say a term."""

    ipa: str = Field(description="US English IPA with stress marks, without slashes.")
    words: str = Field(description="The words that it covers.")
    respelling: str = Field(description="The respelling that the site prints.")
    source: str = Field(description="Who says so: editor, or the name of a dictionary.")
    checked_by: PublishedCheck | None = Field(
        description="The speaker or clinician who checked it; null while nobody has."
    )


class PublishedTerm(Record):
    """One term."""

    id: str = Field(description="Its id; it never changes.")
    term: str = Field(description="The word as it stands in a sentence.")
    qualifier: str | None = Field(description="Tells it from other meanings; not part of the word.")
    same: tuple[str, ...] = Field(description="Other names that mean exactly the same.")
    abbreviations: tuple[str, ...] = Field(description="In their exact capitals.")
    older_names: tuple[str, ...] = Field(description="Names that are no longer the first choice.")
    category: Category = Field(description="What it is about.")
    definition: str = Field(description="Plain words.")
    see: tuple[str, ...] = Field(description="Ids of terms to read next.")
    url: str | None = Field(
        description="Its entry: relative to this file, or a full address where the site has one."
    )
    pronunciations: tuple[PublishedSaid, ...] = Field(
        description="The usual one first; empty for everyday words."
    )
    codes: tuple[Code, ...] = Field(description="Identifiers in other vocabularies.")


class PublishedGlossary(Record):
    """All terms of a site."""

    version: Literal[1] = Field(description="The version of this format.")
    name: str = Field(description="The site.")
    language: Literal["en-US"] = Field(description="The language of names and definitions.")
    terms: tuple[PublishedTerm, ...] = Field(description="In alphabetical order.")


def glossary_schema() -> dict[str, Any]:
    """The JSON Schema of `glossary.json`."""
    made = PublishedGlossary.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def glossary_json(terms: Iterable[Term], site: str, page: str | None) -> str:
    """The glossary as JSON.

    Args:
        terms: the glossary, in alphabetical order.
        site: the name of the site.
        page: the address of the glossary page; None when there is none.
    """
    glossary = PublishedGlossary(
        version=VERSION,
        name=site,
        language="en-US",
        terms=tuple(_published(term, page) for term in terms),
    )
    held = {"$schema": SCHEMA, **glossary.model_dump(mode="json")}
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def _published(term: Term, page: str | None) -> PublishedTerm:
    return PublishedTerm(
        id=term.id,
        term=term.term,
        qualifier=term.qualifier,
        same=term.same,
        abbreviations=term.abbreviations,
        older_names=term.older_names,
        category=term.category,
        definition=term.definition,
        see=term.see,
        url=f"{page}#{term.id}" if page else None,
        pronunciations=tuple(_said(term)),
        codes=term.codes,
    )


def _said(term: Term) -> Iterable[PublishedSaid]:
    """What the site prints of how to say a term; IPA that cannot be read is left out."""
    usual = term.pronunciation
    if usual is None:
        return
    yield from _one(term, usual, usual)
    for other in usual.alternates:
        yield from _one(term, other, usual)


def _one(term: Term, said: Said, usual: SaidTerm) -> Iterable[PublishedSaid]:
    words = usual.printed if said is usual else said.derived.words
    if not words:
        return
    check = usual.checked_by if said is usual else None
    yield PublishedSaid(
        ipa=said.ipa,
        words=said.ipa_for or term.term,
        respelling=respelling_text(words),
        source=said.source,
        checked_by=PublishedCheck(**check.model_dump()) if check else None,
    )


def lexicon(terms: Iterable[Term]) -> bytes:
    """The pronunciations as a W3C Pronunciation Lexicon (PLS 1.0), in IPA.

    Speech programs look words up in it. Each written form stands once, its usual pronunciation
    first.
    """
    ways: dict[str, list[str]] = {}
    for term in terms:
        for said in _said(term):
            listed = ways.setdefault(said.words, [])
            if said.ipa not in listed:
                listed.append(said.ipa)
    # Registered for the whole process; nothing else here writes XML with namespaces.
    ET.register_namespace("", _PLS)
    root = ET.Element(
        f"{{{_PLS}}}lexicon", {"version": "1.0", "alphabet": "ipa", f"{{{_XML}}}lang": "en-US"}
    )
    for written, ipas in ways.items():
        lexeme = ET.SubElement(root, f"{{{_PLS}}}lexeme")
        ET.SubElement(lexeme, f"{{{_PLS}}}grapheme").text = written
        for number, ipa in enumerate(ipas):
            prefer = {"prefer": "true"} if len(ipas) > 1 and number == 0 else {}
            ET.SubElement(lexeme, f"{{{_PLS}}}phoneme", prefer).text = ipa
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
