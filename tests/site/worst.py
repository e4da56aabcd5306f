"""Types the worst into every text field of every schema of a small site.

A field is a text in a file of data or in front matter for which its schema gives a free text. Each
gets a number of its own in front, by which it is found again wherever it is shown.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import BaseModel

from plainleaf.checks.check import check_all
from plainleaf.model.accepted_words import AcceptedWords
from plainleaf.model.budgets import ALT_MAX
from plainleaf.model.care_cards import CareCard, UrgentSentence
from plainleaf.model.emergency_numbers import EmergencyNumber
from plainleaf.model.facts import Fact, SignOff
from plainleaf.model.figures import Figure
from plainleaf.model.findings import Severity
from plainleaf.model.kinds import KINDS
from plainleaf.model.moved import Moved, Published
from plainleaf.model.references import Reference
from plainleaf.model.review import ReviewRecord
from plainleaf.model.review_roles import ReviewRole
from plainleaf.model.term import Term
from plainleaf.reading.clips import ClipRecord
from plainleaf.reading.content import load_content

PIECES = (
    *("<70 g/L", "a <b> c", '"q"', "it's", "R&D", "&amp;", "{{ x }}", "{% y %}", "</script>"),
    *("]]>", "*5*", "_x_", "\u0639\u0631\u0628\u064a", "\U0001f33f", "w" * 200),
)
"""What is typed."""
MARKDOWN = frozenset(("*5*", "_x_", "&amp;"))
"""What means something else in a field of which the schema says that it is Markdown."""

REVIEWS = """
Each page stands here with its dates.

## All pages

/// review-register
///

## What is still open

/// open-points
///

## What has changed

/// changes
///
"""
UNUSED = "# plainleaf-ignore PL641: it stands here so that each of its fields does"
FILLED: Mapping[str, Any] = {
    "_data/glossary.yml": [
        {
            "id": "extra",
            "term": "extra word",
            "qualifier": "of a kind",
            "same": ["same word"],
            "abbreviations": ["XTR"],
            "older_names": ["old word"],
            "inflections": ["extra words"],
            "search_only": ["sought word"],
            "category": "sign",
            "definition": "A thing that somebody made up.",
            "no_pronunciation": "Everyone can say it.",
        },
    ],
    "_data/references.yml": [
        {
            "id": "EXTRA",
            "type": "book",
            "title": "A book",
            "author": [{"family": "Long", "given": "Ann"}],
            "editor": [{"family": "Short", "given": "Bo"}, {"literal": "Some Society"}],
            "container-title": "A series",
            "number": "7",
            "edition": "2",
            "publisher": "A house",
            "PMID": "12345",
            "ISBN": "978-3",
            "seen": "full",
            "seen_as": "the first chapter",
            "standing": "research",
            "note": "For editors.",
        },
    ],
    "_data/sign_off.yml": [
        {
            "id": "extra",
            "point": "Something that was agreed.",
            "role": "Hematology",
            "pages": ["conditions/samplitis/index.md"],
            "danger": "high",
            "beside": ["Words of a page."],
        },
    ],
    "_data/reviews.yml": [
        {
            "page": "conditions/samplitis/faq.md",
            "reviewer": "Ann Example",
            "role": "Nurse",
            "date": date(2026, 11, 21),
            "sections": {"top": "0" * 64},
            "agrees_as": "extra",
            "points": {"extra": "0" * 64},
            "asks": {"what-it-is": "0" * 64},
            "seen": {"top": "012345"},
        },
    ],
    "_data/review_roles.yml": [
        {
            "id": "extra",
            "who": "a person who checks",
            "part": "what only they know",
            "fields": ["Hematology", "Emergency medicine"],
            "kinds": ["faq"],
        },
    ],
    "_data/accepted_words.yml": [],
    "_data/urgent_sentences.yml": [
        {"sentence": "Hurry is of no use.", "reason": "It sends nobody anywhere."},
    ],
}
"""What is added, so that each field of each schema is filled in somewhere."""

RECORDS: Mapping[str, type[BaseModel]] = {
    "care_cards": CareCard,
    "urgent_sentences": UrgentSentence,
    "figures": Figure,
    "glossary": Term,
    "references": Reference,
    "facts": Fact,
    "sign_off": SignOff,
    "clips": ClipRecord,
    "reviews": ReviewRecord,
    "review_roles": ReviewRole,
    "emergency_numbers": EmergencyNumber,
    "accepted_words": AcceptedWords,
    "moved": Moved,
    "published": Published,
}
"""Data file to what its items are."""

NAMES = frozenset(
    (
        *("AcceptedWords.words", "AcceptedWords.pages", "CaseFrontMatter.original", "Fact.sources"),
        *("Moved.from", "Moved.to", "Published.page", "Published.anchors"),
        *("ConditionFrontMatter.parts", "EmergencyNumber.source", "SignOff.beside"),
        *("ReviewRole.fields", "ReviewRole.kinds", "ReviewRecord.agrees_as"),
        *("Fact.fate.heading", "Reference.type", "SignOff.pages", "Term.see", "Term.not_in"),
        *("Term.pronunciation.ipa", "Term.pronunciation.respelling", "Term.hyphenation"),
        *("Term.pronunciation.alternates.ipa", "Term.pronunciation.alternates.respelling"),
        *("Term.pronunciation.ipa_for", "Term.pronunciation.alternates.ipa_for"),
        *("Term.pronunciation.override.respelling", "Term.codes.code"),
        *("CareCard.sign_off", "CareCard.items.sources", "CareCard.lead.sources"),
        *("CareCard.closing.sources", "CareCard.condition", "UrgentSentence.sentence"),
        "CareCard.also",
        *("Figure.sides.left", "Figure.sides.right", "EmergencyNumber.code"),
        "EmergencyNumber.source",
    )
)
"""Fields that name something that stands elsewhere, follow from it or hold a letter or two."""

Key = tuple[str | int, ...]
"""A file, and the way to a text in it."""


@dataclass(frozen=True)
class Field:
    """A text field that is filled in somewhere in the site."""

    file: str
    key: Key
    schema: str
    """Its schema and its name there, such as `Term.definition`."""
    number: int
    markdown: bool
    shortest: int = 0
    longest: int = 1000
    what: str = ""
    """What is typed into it now; empty: what stood there."""

    @property
    def marker(self) -> str:
        """What stands in front of the text and nowhere else on the site."""
        return f"n{self.number}"

    @property
    def value(self) -> str:
        text = f"{self.marker} {self.what}"
        return text + " and more" * -(-max(0, self.shortest - len(text)) // len(" and more"))


class Site:
    """A small site's source, in which texts can be replaced."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.docs = project / "docs"
        self.data: dict[str, Any] = {}
        self.bodies: dict[str, str] = {}
        for file in sorted(self.docs.rglob("*.yml")):
            self.data[self._name(file)] = yaml.safe_load(file.read_text(encoding="utf-8"))
        for file in sorted(self.docs.rglob("*.md")):
            _, matter, body = file.read_text(encoding="utf-8").split("---\n", 2)
            self.data[self._name(file)] = yaml.safe_load(matter)
            self.bodies[self._name(file)] = body
        self.data["about/reviews.md"] = {
            "kind": "reviews",
            "title": "All reviews",
            "description": "Every page and who has checked it.",
            "written": date(2026, 11, 21),
            "next_look": date(2027, 11, 21),
        }
        self.bodies["about/reviews.md"] = REVIEWS
        self.data["contact.md"] = {
            "kind": "page",
            "title": "Contact",
            "description": "How to reach us.",
            "written": date(2026, 11, 21),
            "next_look": date(2027, 11, 21),
            "menu": "Contact",
        }
        self.bodies["contact.md"] = "\nWrite to us.\n"
        self._fill()

    def _fill(self) -> None:
        for name, items in FILLED.items():
            self.data.setdefault(name, []).extend(items)
        itch = self.data["_data/glossary.yml"][0]["pronunciation"]
        itch["note"] = "For editors."
        itch["override"] = {"respelling": "IHTCH", "reason": "Somebody says so."}
        itch["checked_by"] = {"name": "Ann Example", "role": "a speaker", "on": date(2026, 11, 21)}
        itch["alternates"] = [
            {"ipa": "\u02c8\u026at\u0283", "respelling": "ITCH", "source": "a book"}
        ]
        self.data["_data/references.yml"][1] |= {"volume": "1", "issue": "2", "page": "3-4"}
        self.data["_data/facts.yml"][0]["note"] = "For editors."
        for name in self.bodies:
            self.data[name]["changes"] = [
                {"date": date(2026, 11, 21), "what": "A sentence is new."}
            ]
            self.data[name]["nav_title"] = "A page"
        figures = self.data["conditions/samplitis/figures.yml"]
        figures[0]["permission"] = "Ann Example, in writing."
        figures[0]["views"][0] |= {"phase": "portal venous", "alt": "The same from the front."}
        # Cited, so that it is printed; on a page that shows the term.
        self.bodies["conditions/samplitis/faq.md"] = self.bodies[
            "conditions/samplitis/faq.md"
        ].replace("[@BLUE]", "[@BLUE; @EXTRA] Hurry is of no use.", 1)

    def _name(self, file: Path) -> str:
        return file.relative_to(self.docs).as_posix()

    def fields(self) -> list[Field]:
        """Every text field that is filled in."""
        found = (
            (name, *one)
            for name, data in self.data.items()
            for one in _texts_of(name, data)
            if not one[2] and one[1] not in NAMES
        )
        return [
            Field(name, key, schema, number, markdown, shortest, longest)
            for number, (name, key, schema, _, markdown, shortest, longest) in enumerate(
                found, 3100
            )
        ]

    def write(self, fields: list[Field]) -> None:
        """Write every file anew, with what is typed into the fields."""
        data = copy.deepcopy(self.data)
        for one in fields:
            if one.what:
                *way, last = one.key
                place = data[one.file]
                for step in way:
                    place = place[step]
                place[last] = one.value
        for name, value in data.items():
            text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100_000)
            body = self.bodies.get(name)
            # No page uses the one that the test adds.
            text = text.replace("- id: extra\n  term", f"{UNUSED}\n- id: extra\n  term")
            text = text if body is None else f"---\n{text}---\n{body}"
            (self.docs / name).write_text(text, encoding="utf-8")

    def refusals(self, fields: list[Field]) -> tuple[set[str], list[str]]:
        """Check what was written: the markers of the fields that are refused, and what is left."""
        content = load_content(self.project, self.docs)
        refused: set[str] = set()
        others: list[str] = []
        markers = {one.marker for one in fields if one.what}
        for finding in check_all(content, date(2026, 11, 21)):
            if finding.severity is Severity.ADVICE:
                continue
            file = self.project / finding.path
            # An entry of the glossary that is refused takes what it names along: a page, too.
            text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else "-"
            line = text.splitlines()[finding.line - 1]
            named = markers & set(re.findall(r"\bn\d{4}\b", line + finding.message))
            refused |= named
            if not named:
                others.append(finding.text)
        return refused, others

    def settle(self, fields: list[Field]) -> tuple[list[Field], list[Field]]:
        """Type, and take back what is refused, until the checks are content.

        Returns:
            what is accepted, and what was refused.
        """
        kept, refused = fields, []
        while True:
            self.write(kept)
            named, others = self.refusals(kept)
            if not named:
                assert not others, "\n".join(others)
                return kept, refused
            refused += [one for one in kept if one.marker in named]
            kept = [one for one in kept if one.marker not in named]


def takes(field: Field, piece: str) -> bool:
    """Whether a field has the room for a piece, and means it as it stands."""
    fits = len(field.marker) + 1 + len(piece) <= field.longest
    return fits and not (field.markdown and piece in MARKDOWN)


def packed(accepted: Mapping[int, list[str]], fields: list[Field]) -> Iterator[list[Field]]:
    """Yield fields with as much typed into each as it takes, until all pieces were typed."""
    left = {number: list(pieces) for number, pieces in accepted.items()}
    while any(left.values()):
        turn = []
        for one in fields:
            pieces = left.get(one.number, [])
            room = one.longest - len(one.marker) - 1
            taken: list[str] = []
            while pieces and len(" ".join([*taken, pieces[0]])) <= room:
                taken.append(pieces.pop(0))
            if taken:
                turn.append(replace(one, what=" ".join(taken)))
        yield turn


class Typed(NamedTuple):
    """A text in a file, and what its schema says of it."""

    key: Key
    schema: str
    pattern: str
    markdown: bool
    shortest: int
    longest: int


def _texts_of(name: str, data: Any) -> Iterator[Typed]:
    if name.endswith(".md"):
        model: type[BaseModel] = KINDS[data["kind"]].front_matter
        yield from _walk(model, data)
        return
    model = RECORDS[Path(name).stem]
    for index, item in enumerate(data or ()):
        for one in _walk(model, item):
            yield one._replace(key=(index, *one.key))


def _walk(model: type[BaseModel], data: Any) -> Iterator[Typed]:
    schema = model.model_json_schema()
    yield from _texts(schema, schema.get("$defs", {}), data, (), model.__name__)


def _texts(schema: Any, known: Any, data: Any, key: Key, name: str) -> Iterator[Typed]:
    for one in _forms(schema, known):
        if isinstance(data, dict) and "properties" in one:
            for part, value in data.items():
                if part in one["properties"]:
                    below = one["properties"][part]
                    yield from _texts(below, known, value, (*key, part), f"{name}.{part}")
        elif isinstance(data, list) and "items" in one:
            for index, value in enumerate(data):
                yield from _texts(one["items"], known, value, (*key, index), name)
        elif isinstance(data, str) and one.get("type") == "string":
            if "enum" in one or "const" in one or "format" in one:
                continue
            markdown = "as Markdown" in one.get("description", "")
            longest = ALT_MAX if name.endswith(".alt") else one.get("maxLength", 1000)
            limits = one.get("minLength", 0), longest
            yield Typed(key, name, one.get("pattern", ""), markdown, *limits)


def _forms(schema: Any, known: Any) -> Iterator[Any]:
    """Yield a schema's alternatives, each with the description of the whole."""
    if "$ref" in schema:
        schema = known[schema["$ref"].rpartition("/")[2]] | schema
    described = {"description": schema.get("description", "")}
    if "anyOf" in schema:
        for one in schema["anyOf"]:
            yield from _forms(described | one, known)
    else:
        yield schema


def text_fields(model: type[BaseModel]) -> set[str]:
    """The names of all free texts in a schema, such as `Term.definition`."""
    schema = model.model_json_schema()
    return set(_named(schema, schema.get("$defs", {}), model.__name__))


def _named(schema: Any, known: Any, name: str) -> Iterator[str]:
    for one in _forms(schema, known):
        for part, below in one.get("properties", {}).items():
            yield from _named(below, known, f"{name}.{part}")
        if "items" in one:
            yield from _named(one["items"], known, name)
        if one.get("type") == "string" and not one.keys() & {"enum", "const", "format", "pattern"}:
            yield name
