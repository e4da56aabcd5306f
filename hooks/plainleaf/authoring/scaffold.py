"""The beginnings of new pages and terms, made from the content model.

A scaffold is what its kind asks for: front matter, sections in order, blocks, hints as comments.
What only an author can write is an empty field or the word TODO, and the checks name each of them.
Nothing here reads or writes a file.
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from plainleaf.model.block_specs import BLOCKS, CARE_BLOCK, CARE_LEVELS
from plainleaf.model.kind import Kind, OwnSections, SectionSpec
from plainleaf.model.yaml_text import YamlSource, load_yaml
from plainleaf.text.printable import quoted

LONGEST_NAME: Final = 100

_LEAD: Final = "TODO: at most {sentences} sentences that say what this page is about."
_HINT_GENERATED: Final = "Leave this empty: it is filled when the site is built."
_HINT_CITED: Final = "Cite the source right after each sentence: text.[@KEY]"
_HINT_CARDS: Final = (
    "Write these cards in docs/_data/care_cards.yml, under these names or others, and place each."
)
_LISTS: Final = frozenset({"parts"})
"""Fields of front matter that come as lists in YAML."""
_ITEMS: Final = {"key-points": "1. TODO", "questions-to-ask": "- TODO: a question?"}
"""How the list in a block begins, where it is not like most."""


class ScaffoldError(ValueError):
    """Why no scaffold can be made: one or two plain sentences."""


def slug_of(name: str) -> str:
    """A name as it can stand in an address; raises when nothing is left of it."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", letters.lower()))[:80].rstrip("-")
    if not slug:
        raise ScaffoldError(f"{quoted(name)} holds no letter that can stand in an address.")
    return slug


def checked_name(name: str) -> str:
    """A name in its plain form; raises when it cannot be a title."""
    plain = " ".join(name.split())
    if not plain or not plain.isprintable() or len(plain) > LONGEST_NAME:
        raise ScaffoldError(f"{quoted(name)} cannot be a name: use 1 to {LONGEST_NAME} characters.")
    return plain


def refuse_diagnosis(name: str, diagnosis: Iterator[str] | tuple[str, ...]) -> None:
    """Raise when the name of a case holds one of the names of its diagnosis."""
    said = f"-{slug_of(name)}-"
    for one in diagnosis:
        if f"-{slug_of(one)}-" in said:
            raise ScaffoldError(
                f"{quoted(name)} gives the diagnosis away: {quoted(one)}. "
                "Name the case by what its reader sees first."
            )


# --- pages -----------------------------------------------------------------------------------


def new_page(kind: Kind, fields: Mapping[str, object], today: datetime.date) -> str:
    """The text of a new page.

    Args:
        kind: its kind.
        fields: what is known of its front matter.
        today: the day on which it is begun.
    """
    parts = page_head(kind, fields, today)
    if kind.lead_required:
        parts += [_LEAD.format(sentences=kind.limits.lead_sentences_max or "a few"), ""]
    for block in kind.blocks:
        parts += _block(block)
    if kind.questions:
        parts += _questions(kind)
    condition = str(fields.get("condition", ""))
    named = [
        list(_section(section, _card_ids(kind, section, condition))) for section in kind.sections
    ]
    # The sources stand last.
    parts += [line for lines in (*named[:-1], list(_own(kind.own)), *named[-1:]) for line in lines]
    return "\n".join(parts).rstrip("\n") + "\n"


def page_head(kind: Kind, fields: Mapping[str, object], today: datetime.date) -> list[str]:
    """The lines of the front matter of a new page; as `new_page`."""
    known = {
        "kind": kind.name,
        **fields,
        "written": today,
        "next_look": _a_year_after(today),
    }
    return ["---", *_front_matter(kind.front_matter, known), "---", ""]


def _a_year_after(day: datetime.date) -> datetime.date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _front_matter(model: type[BaseModel], known: Mapping[str, object]) -> Iterator[str]:
    """Yield a line for each field, what is not known with its documentation."""
    for name, info in model.model_fields.items():
        about = " ".join((info.description or "").split())
        if name in known:
            value = known[name]
            # A list is written as such, and needs no quotes.
            yield f"{name}: {value if name in _LISTS else yaml_value(value)}"
        elif info.is_required():
            yield f"{name}:   # {about}"
        else:
            yield f"# {name}:   # {about}"


def yaml_value(value: object) -> str:
    """A value as YAML, in quotes only where it needs them."""
    if not isinstance(value, str):
        return str(value)
    read = load_yaml(f"x: {value}")
    plain = read.ok and read.mapping.get("x") == value
    return value if plain else json.dumps(value, ensure_ascii=False)


def _questions(kind: Kind) -> Iterator[str]:
    yield from ("## TODO: a group of questions", "")
    yield from (_comment("The first sentence of an answer must be safe when it is read alone."), "")
    for number in range(1, (kind.limits.min_questions or 1) + 1):
        yield from (f"### TODO: question {number}?", "", "TODO: the answer.", "")


def _own(own: OwnSections) -> Iterator[str]:
    """Yield the sections of a page's own: as many as it needs, each with what it must say."""
    for number in range(1, own.least + 1):
        yield from (f"## TODO: heading {number}", "")
        if own.cited:
            yield from (_comment(_HINT_CITED), "")
        if own.listed:
            yield from ("- TODO: a question?", "")
        elif own.parts:
            yield from (f"- **{names[0]}:** TODO" for names in own.parts)
            yield ""
        else:
            yield from ("TODO", "")


def _section(section: SectionSpec, cards: Iterable[str]) -> Iterator[str]:
    yield from (f"## {section.title}", "")
    if section.generated:
        yield from (_comment(_HINT_GENERATED), "")
        return
    if section.cited:
        yield from (_comment(_HINT_CITED), "")
    if section.block == CARE_BLOCK:
        yield from _cards(cards)
    elif section.block:
        yield from _block(section.block)
    elif section.parts or section.subsections:
        yield from (_comment("One such part for each."), "", "### TODO: its name", "")
        yield from (f"- **{part}:** TODO" for part in section.parts)
        yield from ("",) if section.parts else ("TODO", "")
    elif section.table:
        yield from ("| TODO | TODO |", "|---|---|", "| TODO | TODO |", "")
    else:
        yield from ("TODO", "")


def _block(name: str) -> Iterator[str]:
    spec = BLOCKS[name]
    yield from (_comment(spec.summary), "")
    yield from (f"/// {name}", "")
    if spec.has_body:
        yield from (_ITEMS.get(name, "- TODO"), "")
    yield from ("///", "")


def _card_ids(kind: Kind, section: SectionSpec, condition: str) -> tuple[str, ...]:
    """Name the cards of a section: of the page that shows all, its own; else one of each level."""
    ends = (slug_of(section.title),) if kind.shows_all_cards else CARE_LEVELS
    return tuple(f"{condition}-{end}" for end in ends)


def _cards(ids: Iterable[str]) -> Iterator[str]:
    """Place cards; the checks name each until it is written."""
    yield from (_comment(_HINT_CARDS), "")
    for name in ids:
        yield from (f"/// {CARE_BLOCK} | {name}", "///", "")


def _comment(text: str) -> str:
    return f"<!-- {text} -->"


# --- terms -----------------------------------------------------------------------------------


def insert_term(text: str, name: str, categories: tuple[str, ...]) -> tuple[str, int]:
    """Put a new term into a glossary, at its place in the alphabet.

    All that stands in the file stays as it is: comments, blank lines, line ends.

    Args:
        text: the file.
        name: the term.
        categories: what it may be about.

    Returns:
        The new text, and the line on which the term begins.
    """
    source = load_yaml(text.removeprefix("\ufeff"))
    _refuse_known(source, name)
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    index = _place(source, lines, name)
    entry = _entry(name, categories)
    before, after = lines[:index], lines[index:]
    while before and not before[-1].strip():
        before.pop()
    rest = after if any(line.strip() for line in after) else []
    made = [*before, *([""] if before else []), *entry, "", *rest]
    new = end.join(made)
    _refuse_damage(source, new, slug_of(name))
    return new, len(before) + (2 if before else 1)


def _entry(name: str, categories: tuple[str, ...]) -> list[str]:
    return [
        f"- id: {slug_of(name)}",
        f"  term: {yaml_value(name)}",
        f"  category:   # one of: {', '.join(categories)}",
        "  definition:   # plain words, at most 25 of them",
        "  pronunciation:",
        "    ipa:   # US English, with stress marks, without slashes; then run the checks",
        "    source: editor",
    ]


def _refuse_known(source: YamlSource, name: str) -> None:
    if source.problems:
        first = source.problems[0]
        raise ScaffoldError(
            f"The glossary cannot be read, line {first.line}: {first.message} Fix it first."
        )
    if source.value is not None and not source.sequence:
        raise ScaffoldError('The glossary is no list of terms. Begin each term with "- ".')
    wanted = {name.casefold(), slug_of(name)}
    for index, term in enumerate(source.sequence):
        if wanted & set(_names(term)):
            line = source.position((index,))[0]
            raise ScaffoldError(f"The glossary has {quoted(name)} already, on line {line}.")


def _names(term: object) -> Iterator[str]:
    """Yield everything that a term is called, and its id."""
    fields: Mapping[str, Any] = term if isinstance(term, dict) else {}
    for field in ("id", "term", "same", "older_names", "inflections", "abbreviations"):
        value = fields.get(field)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield one.casefold()


def _place(source: YamlSource, lines: list[str], name: str) -> int:
    """The index of the line before which a term belongs, comments of the next kept to it."""
    for index, term in enumerate(source.sequence):
        known = term.get("term") if isinstance(term, dict) else None
        if isinstance(known, str) and known.casefold() > name.casefold():
            at = source.position((index,))[0] - 1
            while at and lines[at - 1].startswith("#"):
                at -= 1
            return at
    return len(lines)


def _refuse_damage(old: YamlSource, new: str, slug: str) -> None:
    """Raise unless the new text holds the old terms and one more: a file may be written oddly."""
    read = load_yaml(new.removeprefix("\ufeff"))
    terms = list(read.sequence)
    kept = [one for one in terms if not (isinstance(one, dict) and one.get("id") == slug)]
    if read.problems or kept != list(old.sequence) or len(terms) != len(kept) + 1:
        raise ScaffoldError(
            "The glossary is written in a way that this command does not know. "
            "Add the term by hand."
        )
