"""What people type into the search that no page says, each with the reason.

A patient page names a thing in one plain way; readers, and those who search for somebody else,
have many more: a child's words, a doctor's, a brand on a pack, a word of another language.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from typing import Annotated, Final

from pydantic import AfterValidator, Field, model_validator

from plainleaf.model.findings import Finding, Severity
from plainleaf.model.model_errors import complaint
from plainleaf.model.records import Record, Records
from plainleaf.model.site_facts import PageFact
from plainleaf.model.term import TermText
from plainleaf.text.printable import quoted
from plainleaf.text.search_words import keys

FILE: Final = "lay_words.yml"
"""The data file; a site without such words needs none."""

_PLACE: Final = r"^([^/\\:?#][^\\:?#]*\.md)?(#[^#\s]+)?$"


def _place(value: str) -> str:
    if value and re.fullmatch(_PLACE, value):
        return value
    raise complaint(
        f"{quoted(value)} is neither a page nor a heading.",
        "Write page.md or page.md#id from inside docs/; #id for a card, wherever it stands.",
    )


def _sought(value: str) -> str:
    if keys(value, title=True):
        return value
    raise complaint(
        f"{quoted(value)} has no word that a search looks for.",
        "Add the word that says what it is about.",
    )


class LayWords(Record):
    """Some words that people type, and what they mean or where the answer stands."""

    say: tuple[Annotated[TermText, AfterValidator(_sought)], ...] = Field(
        min_length=1,
        description="What people type: words, or phrases whose words may also be typed apart.",
    )
    mean: tuple[Annotated[TermText, AfterValidator(_sought)], ...] = Field(
        default=(),
        description="What the pages say for it. With several, any of them counts as the same.",
    )
    finds: tuple[Annotated[str, AfterValidator(_place)], ...] = Field(
        default=(),
        description="Where the answer stands: `page.md`, `page.md#id`, or `#id` of a care card, "
        "wherever it stands.",
    )
    language: str = Field(
        default="",
        pattern=r"^([a-z]{2,3})?$",
        description="The language of what people type, as a code such as `es`; left out for the "
        "language of the pages. Its words are never offered in place of a slip.",
    )
    countries: tuple[TermText, ...] = Field(
        default=(), description="For a brand name: where the drug is sold under it."
    )
    reason: str = Field(min_length=10, description="Who says so, or why it is the same.")

    @model_validator(mode="after")
    def _one_of_both(self) -> LayWords:
        if bool(self.mean) == bool(self.finds):
            raise complaint(
                "These words need either what they mean or where their answer stands.",
                "Give `mean` or `finds`, not both: make two entries of it.",
            )
        return self


def check_lay_words(
    records: Records[LayWords],
    path: str,
    pages: Mapping[str, PageFact],
    terms: Container[str],
    code: str,
) -> Iterator[Finding]:
    """Yield an error for each place that is not there.

    Args:
        records: the words.
        path: the data file, as findings should print it.
        pages: what is known of each page, by its path inside docs/.
        terms: the ids of the glossary's terms, each an address of the glossary page.
        code: the code of the findings.
    """
    cards = {anchor for page in pages.values() for anchor in page.card_anchors}
    for record, (line, column) in zip(records.items, records.positions, strict=True):
        for place in record.finds:
            if not _is_there(place, pages, cards, terms):
                yield Finding(
                    *(path, line, column, code, Severity.ERROR),
                    f"There is no {quoted(place)}, so nobody would find it.",
                    "Name a page inside docs/, a heading's id on it, or the #id of a care card.",
                )


def _is_there(
    place: str, pages: Mapping[str, PageFact], cards: set[str], terms: Container[str]
) -> bool:
    src, _, anchor = place.partition("#")
    if not src:
        return anchor in cards
    page = pages.get(src)
    if page is None:
        return False
    if page.shape is not None and page.shape.defines_terms and anchor in terms:
        return True
    return not anchor or anchor in page.heading_ids or anchor in page.card_anchors
