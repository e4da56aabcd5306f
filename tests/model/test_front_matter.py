from __future__ import annotations

import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from plainleaf.model.front_matter import FrontMatter, HomeFrontMatter, OfConditionFrontMatter

COMMON: dict[str, Any] = {
    "kind": "any",
    "title": "Leaf fever",
    "description": "What leaf fever is.",
    "written": datetime.date(2026, 11, 21),
    "next_look": datetime.date(2027, 11, 21),
}


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        ({"next_look": datetime.date(2029, 11, 21)}, True),
        ({"next_look": datetime.date(2029, 11, 22)}, False),
        ({"next_look": datetime.date(2026, 11, 21)}, False),
        ({"written": datetime.date(2024, 2, 29), "next_look": datetime.date(2027, 2, 28)}, True),
        ({"written": datetime.date(9998, 1, 1), "next_look": datetime.date(9999, 1, 1)}, True),
        ({"written": "2026-11-21"}, False),
        ({"written": datetime.datetime(2026, 11, 21, 10, 0)}, False),
        ({"title": " "}, False),
        ({"title": 5}, False),
        ({"description": "x" * 161}, False),
    ],
)
def test_common_fields_are_strict(change: dict[str, Any], fits: bool) -> None:
    data = {**COMMON, **change}
    if fits:
        FrontMatter.model_validate(data)
    else:
        with pytest.raises(ValidationError):
            FrontMatter.model_validate(data)


@pytest.mark.parametrize("page", ["/a.md", "a.html", "https://example.org/a.md", "a.md#", "\\a.md"])
def test_a_door_leads_to_a_page_of_the_site(page: str) -> None:
    door = {"title": "A", "text": "B", "action": "C", "icon": "scan"}
    HomeFrontMatter.model_validate({**COMMON, "doors": [{**door, "page": "a/b.md#c"}]})
    with pytest.raises(ValidationError):
        HomeFrontMatter.model_validate({**COMMON, "doors": [{**door, "page": page}]})


@pytest.mark.parametrize("slug", ["Leaf", "leaf fever", "-leaf", "leaf--fever", "", "x" * 81])
def test_a_condition_is_named_as_in_an_address(slug: str) -> None:
    with pytest.raises(ValidationError):
        OfConditionFrontMatter.model_validate({**COMMON, "condition": slug})
