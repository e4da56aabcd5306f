"""The check of structured data finds what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from schema_org_check import CONTEXT, problems

FINE: dict[str, Any] = {
    "@context": CONTEXT,
    "@type": ["DefinedTermSet", "WebPage"],
    "name": "Glossary",
    "lastReviewed": "2026-11-21",
    "hasDefinedTerm": [{"@type": "DefinedTerm", "name": "x", "url": "https://leaf.example/#x"}],
}


def test_fine() -> None:
    assert problems(FINE) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"@context": "http://other"}, "context http://other"),
        ({"@type": "Glossary"}, "$: there is no type Glossary"),
        ({"glossary": "x"}, "$.glossary: there is no such property"),
        ({"@type": "DefinedTermSet"}, "$.lastReviewed: no property of"),
        ({"lastReviewed": "soon"}, "$.lastReviewed: 'soon' is none of Date"),
        ({"name": ""}, "$.name: '' is none of Text"),
        ({"url": "leaf.html"}, "$.url: 'leaf.html' is none of URL"),
        ({"hasDefinedTerm": {"@type": "Person"}}, "Person is none of DefinedTerm"),
        (
            {"about": {"@type": "Thing", "codeValue": "x"}},
            "$.about.codeValue: no property of Thing",
        ),
    ],
)
def test_told(change: dict[str, Any], told: str) -> None:
    assert told in "\n".join(problems(FINE | change))
