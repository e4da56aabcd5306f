"""The kinds of page, declared once, as data.

Checks, error texts, the scaffold for a new page, the JSON Schemas for editors, menus, the
structured data type and whether a handout is printed all derive from this table.

Whatever code wants to know of a kind is a property of `Kind`; none asks for a kind by its name. So
to add a kind, add its `Kind` to `KINDS`; it may share the fields and the layout of another.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from plainleaf.model.case_kinds import CASE, CASES
from plainleaf.model.chosen import Chosen
from plainleaf.model.guide_kinds import (
    CONDITION,
    FAQ,
    GET_HELP,
    LIVING,
    PARENTS,
    PART,
    PROFESSIONAL,
    QUESTIONS,
    TESTS,
    TREATMENT,
)
from plainleaf.model.kind import Kind
from plainleaf.model.site_kinds import (
    ABOUT,
    ACCESSIBILITY,
    ADMINISTRATORS,
    CHECKS,
    GLOSSARY,
    HANDOUTS,
    HOME,
    PAGE,
    PAGES,
    PRONUNCIATION,
    REVIEWS,
)

GENERAL_KNOWLEDGE: Final = "general-knowledge"
"""The citation key for what no source is attached to yet."""

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            *(HOME, CONDITION),
            *(GET_HELP, TESTS, TREATMENT, PART, LIVING, PARENTS, QUESTIONS),
            *(FAQ, PROFESSIONAL, CASES, CASE),
            *(GLOSSARY, PRONUNCIATION, HANDOUTS, PAGE),
            *(ABOUT, REVIEWS, ACCESSIBILITY, CHECKS, ADMINISTRATORS, PAGES),
        )
    }
)
"""The kinds of page, by the name that front matter uses; what patients read comes first.

Menus and lists show pages in the order of their kinds.
"""


def kinds() -> Mapping[str, Kind]:
    """The kinds of page of the site that is worked on: those of `KINDS`, and what it has added."""
    return CHOSEN_KINDS.get()


CHOSEN_KINDS: Final = Chosen(lambda: KINDS)
"""The kinds of the site that is worked on."""
