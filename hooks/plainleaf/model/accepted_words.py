"""Words that a patient page may use though they are rare, each with the reason."""

from __future__ import annotations

from pydantic import Field

from plainleaf.model.records import Record
from plainleaf.model.term import TermText

FILE = "accepted_words.yml"
"""The data file; a site without such words needs none."""


class AcceptedWords(Record):
    """Some words and why readers need no entry for them."""

    words: tuple[TermText, ...] = Field(min_length=1, description="The words, in lower case.")
    reason: str = Field(min_length=10, description="Why nobody needs to look them up.")
    pages: tuple[TermText, ...] = Field(
        default=(), description="The pages it is for, as paths inside docs/; empty for all."
    )
