"""A glossary term: its fields, as an editor writes them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from plainleaf.model.chosen import Chosen
from plainleaf.model.model_errors import complaint
from plainleaf.model.records import Record
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted
from plainleaf.text.pronunciation import Pronunciation, pronounce, read_respelling
from plainleaf.text.respelling import RespelledSyllable

EDITOR = "editor"
"""The source of a pronunciation that nobody but an editor of the site stands for."""


def _checked_slug(text: str) -> str:
    slug = "-".join(words_of("".join(c if c.isalnum() else " " for c in text.lower())))
    if not slug.isascii() or slug != text:
        raise complaint(
            f"{quoted(text)} cannot be an id: lower-case letters, digits and single hyphens only.",
            f"Write {quoted(slug)}." if slug.isascii() and slug else "Write it in plain letters.",
        )
    return text


TermId = Annotated[
    str,
    AfterValidator(_checked_slug),
    Field(json_schema_extra={"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
]
"""An address made of lower-case letters, digits and hyphens."""
TermText = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

CATEGORIES: Final = (
    *("anatomy", "blood", "condition", "general", "imaging"),
    *("prevention", "safety", "sign", "test", "treatment"),
)
"""What a term may be about; a site may add to it."""
CHOSEN_CATEGORIES: Final[Chosen[tuple[str, ...]]] = Chosen(lambda: CATEGORIES)
"""The categories of the site that is worked on."""


def _known_category(name: str) -> str:
    known = CHOSEN_CATEGORIES.get()
    if name in known:
        return name
    near = nearest_name(name, known)
    fix = f"Did you mean {quoted(near)}?" if near else f"Use one of: {', '.join(known)}."
    raise complaint(f'"category" cannot be {quoted(name)}.', fix)


def _list_categories(schema: dict[str, Any]) -> None:
    schema["enum"] = list(CHOSEN_CATEGORIES.get())


Category = Annotated[
    str, AfterValidator(_known_category), Field(json_schema_extra=_list_categories)
]
"""What a term is about."""


class Override(Record):
    """A respelling that is printed in place of the derived one."""

    respelling: TermText = Field(description="What is printed; capitals mark the stress.")
    reason: str = Field(min_length=10, description="Why the derived one will not do.")


class CheckedBy(Record):
    """Someone who listened and agreed. Only a person adds this."""

    name: TermText = Field(description="The name.")
    role: TermText = Field(description="Such as US speaker, hematologist.")
    on: datetime.date = Field(strict=True, description="The day.")


class Said(Record):
    """One way to say a word, and who says so."""

    ipa: TermText = Field(description="US English IPA with stress marks, without slashes.")
    ipa_for: TermText | None = Field(
        default=None, description="The words it covers, if not the whole term."
    )
    respelling: TermText | None = Field(
        default=None, description="What follows from the IPA; stored so that no change is unseen."
    )
    source: TermText = Field(description="editor, or the dictionary it was taken from.")

    @property
    def derived(self) -> Pronunciation:
        """What follows from the IPA."""
        return pronounce(self.ipa)


class SaidTerm(Said):
    """How to say a term, and how else."""

    override: Override | None = Field(
        default=None, description="Another respelling to print, with the reason."
    )
    alternates: tuple[Said, ...] = Field(default=(), description="Other ways to say it.")
    note: TermText | None = Field(default=None, description="For editors; never printed.")
    checked_by: CheckedBy | None = Field(
        default=None, description="The speaker or clinician who checked it."
    )

    @property
    def printed(self) -> tuple[tuple[RespelledSyllable, ...], ...]:
        """The parts of the respelling that pages print; empty when the IPA cannot be read."""
        return read_respelling(self.override.respelling) if self.override else self.derived.words


class Code(Record):
    """The term in another vocabulary."""

    system: Literal["mesh", "radlex", "hpo", "snomed", "umls", "icd10cm"] = Field(
        description="The vocabulary."
    )
    code: TermText = Field(description="The identifier there.")
    match: Literal["exact", "close", "broad", "narrow"] = Field(
        description="How well it fits. Only exact ones may stand for the term elsewhere."
    )


class Term(Record):
    """One entry."""

    id: TermId = Field(description="Its address on the glossary page. Never change it.")
    term: TermText = Field(description="The word as it stands in a sentence.")
    qualifier: TermText | None = Field(
        default=None, description="Printed behind it in brackets; not part of the word."
    )
    same: tuple[TermText, ...] = Field(
        default=(), description="Other names that mean exactly the same, UK spellings among them."
    )
    abbreviations: tuple[TermText, ...] = Field(default=(), description="In their exact capitals.")
    older_names: tuple[TermText, ...] = Field(
        default=(), description="Names that are no longer the first choice."
    )
    inflections: tuple[TermText, ...] = Field(
        default=(), description="Forms other than a regular plural."
    )
    search_only: tuple[TermText, ...] = Field(
        default=(),
        description="Words and misspellings that find the term; never shown.",
    )
    not_in: tuple[TermText, ...] = Field(
        default=(), description="Phrases in which the word means something else."
    )
    category: Category = Field(description="What it is about.")
    definition: TermText = Field(description="Plain words, at most 25 of them.")
    see: tuple[TermText, ...] = Field(default=(), description="Ids of terms to read next.")
    pronunciation: SaidTerm | None = Field(default=None, description="How to say it.")
    no_pronunciation: str | None = Field(
        default=None, min_length=5, description="Why no pronunciation is needed."
    )
    hyphenation: TermText | None = Field(
        default=None, description="The parts of the written word, with dots."
    )
    codes: tuple[Code, ...] = Field(default=(), description="Other vocabularies.")

    @property
    def title(self) -> str:
        """The term as headings print it."""
        return f"{self.term} ({self.qualifier})" if self.qualifier else self.term

    @property
    def names(self) -> tuple[str, ...]:
        """Every full name that means the term."""
        return (self.term, *self.same, *self.older_names)

    @model_validator(mode="after")
    def _says_one_thing(self) -> Term:
        if self.pronunciation is not None and self.no_pronunciation is not None:
            raise complaint(
                "A term has either a pronunciation or a reason why it needs none.",
                "Delete one of the two.",
                field_name="no_pronunciation",
            )
        return self


def sort_key(term: Term) -> tuple[str, str]:
    """Where a term stands in the alphabet."""
    return term.term.casefold(), term.id


def by_id(terms: Iterable[Term]) -> Mapping[str, Term]:
    """The terms by their ids."""
    return {term.id: term for term in terms}


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name: spaces and hyphens part them."""
    return tuple(text.replace("-", " ").split())
