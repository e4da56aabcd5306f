"""Who reviewed which text, and whether that still holds.

A review counts for exactly the text that was reviewed: it names the hash of the page with all that
the page renders (references, figures, glossary entries, care cards, telephone numbers). Any later
change lapses it, and the page says so. Nothing here can create a review: a person adds it to
reviews.yml.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from plainleaf.records import Record

RULE = "PL810"


class ReviewRecord(Record):
    """One review, as a reviewer agreed to it."""

    page: str = Field(pattern=r"^[\w./-]+\.md$", description="The page, as a path inside docs/.")
    reviewer: str = Field(min_length=3, description="The reviewer's full name.")
    role: str = Field(min_length=3, description="Their profession and field.")
    # Strict: pydantic would take 20270131 for a number of seconds.
    date: datetime.date = Field(strict=True, description="The day of the review.")
    hash: str = Field(
        pattern=r"^[0-9a-f]{64}$",
        description="The hash of the reviewed text, as `plainleaf review-pack` prints it.",
    )


@dataclass(frozen=True)
class ReviewState:
    """What a page may say about its review."""

    state: Literal["none", "current", "lapsed"]
    record: ReviewRecord | None = None
    """The newest review, whether it holds or not."""


def text_hash(material: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what a page renders.

    Args:
        material: plain data (text, numbers, lists, mappings); the order of keys does not matter.
    """
    canonical = json.dumps(material, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def normalized_text(text: str) -> str:
    """Return a page's text without what no reader can see: line ends, spaces before them."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def review_state(page: str, current_hash: str, records: Iterable[ReviewRecord]) -> ReviewState:
    """Return whether a page was reviewed and whether that still holds.

    Of several reviews of the page the newest counts, but one that holds beats one that has lapsed.
    """
    own = sorted((one for one in records if one.page == page), key=lambda one: one.date)
    if not own:
        return ReviewState("none")
    holding = [one for one in own if one.hash == current_hash]
    return ReviewState("current", holding[-1]) if holding else ReviewState("lapsed", own[-1])
