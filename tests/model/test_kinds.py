from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from plainleaf.checks.schemas import combined_json_schema, json_schema
from plainleaf.model.block_specs import BLOCKS
from plainleaf.model.case_kinds import CASE
from plainleaf.model.guide_kinds import CONDITION, FAQ, PROFESSIONAL
from plainleaf.model.kind import Kind, heading_key
from plainleaf.model.kinds import KINDS
from plainleaf.model.site_kinds import ABOUT, HOME

COMMON: dict[str, Any] = {
    "title": "Leaf fever",
    "description": "What leaf fever is.",
    "written": datetime.date(2026, 11, 21),
    "next_look": datetime.date(2027, 11, 21),
}
OWN: dict[str, dict[str, Any]] = {
    "home": {
        "doors": [{"title": "A", "text": "B", "action": "C", "page": "a/b.md#c", "icon": "scan"}]
    },
    "condition": {"condition": "leaf-fever", "term": "leaf-fever"},
    **{
        name: {"condition": "leaf-fever"}
        for name in ("get-help", "tests", "treatment", "living", "parents", "questions", "faq")
    },
    "part": {"condition": "leaf-fever", "words": 300},
    "professional": {"condition": "leaf-fever"},
    "case": {"condition": "leaf-fever", "at_a_glance": [{"label": "Age", "value": "38 years"}]},
}


def front_matter(name: str) -> dict[str, Any]:
    return {"kind": name, **COMMON, **OWN.get(name, {})}


each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


@each_kind
def test_a_complete_front_matter_is_accepted_and_frozen(kind: Kind) -> None:
    meta = kind.front_matter.model_validate(front_matter(kind.name))
    assert meta.kind == kind.name
    with pytest.raises(ValidationError):
        meta.title = "Another"
    hash(meta)  # frozen all the way down


@each_kind
def test_the_front_matter_of_another_kind_is_refused(kind: Kind) -> None:
    other = next(name for name in KINDS if name != kind.name)
    with pytest.raises(ValidationError):
        kind.front_matter.model_validate({**front_matter(kind.name), "kind": other})


@each_kind
def test_the_json_schema_agrees_with_the_model(kind: Kind) -> None:
    # What an editor writes is YAML; for the schema, dates are text.
    data = {
        key: value.isoformat() if isinstance(value, datetime.date) else value
        for key, value in front_matter(kind.name).items()
    }
    for schema in (json_schema(kind), combined_json_schema()):
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        validator.validate(data)
        for wrong in ({**data, "titel": "x"}, {**data, "kind": "other"}, {"kind": kind.name}):
            assert not validator.is_valid(wrong)


@each_kind
def test_every_field_of_the_front_matter_is_documented(kind: Kind) -> None:
    for name, field in kind.front_matter.model_fields.items():
        assert field.description, name


@each_kind
def test_section_names_are_unambiguous(kind: Kind) -> None:
    names = [heading_key(name) for section in kind.sections for name in section.names]
    assert len(names) == len(set(names))


@each_kind
def test_what_a_kind_asks_for_exists(kind: Kind) -> None:
    asked = {*kind.blocks, *(one.block for one in kind.sections if one.block is not None)}
    assert asked <= set(BLOCKS)
    assert all(one.subsections for one in kind.sections if one.parts)


def test_the_sections_of_a_condition_stand_in_the_order_of_the_content_model() -> None:
    assert [section.title for section in CONDITION.sections] == [
        "What it is",
        "How to say it",
        "Where it happens",
        "Signs and symptoms",
        "Causes",
        "When to get help",
        "How it is diagnosed",
        "Treatment",
        "Living with it",
        "Questions to ask your care team",
        "Sources",
    ]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Signs and symptoms", "Signs and symptoms"),
        ("symptoms", "Signs and symptoms"),
        ("  When  to get CARE: ", "When to get help"),
        ("Tests and diagnosis", "How it is diagnosed"),
        ("What can help", "Treatment"),
        ("Something else", None),
    ],
)
def test_a_section_is_found_by_its_title_or_a_synonym(heading: str, title: str | None) -> None:
    section = CONDITION.section(heading)
    assert (section.title if section else None) == title


@pytest.mark.parametrize(
    ("kind", "path", "fields", "fits"),
    [
        (HOME, "index.md", {}, True),
        (HOME, "home.md", {}, False),
        (CONDITION, "conditions/leaf-fever/index.md", {"condition": "leaf-fever"}, True),
        (CONDITION, "conditions/leaf-fever/index.md", {"condition": "root-rot"}, False),
        (CONDITION, "conditions/leaf-fever/index.md", {}, True),
        (CONDITION, "conditions/a/b/index.md", {}, False),
        (FAQ, "conditions/leaf-fever/faq.md", {"condition": "leaf-fever"}, True),
        (PROFESSIONAL, "conditions/a/professional.md", {"condition": "a"}, True),
        (PROFESSIONAL, "conditions/a/index.md", {"condition": "a"}, False),
        (CASE, "cases/a-spotted-leaf/index.md", {"condition": "leaf-fever"}, True),
        (CASE, "conditions/leaf-fever/case.md", {"condition": "leaf-fever"}, False),
        (ABOUT, "about/index.md", {}, True),
    ],
)
def test_pages_of_a_kind_live_in_one_place(
    kind: Kind, path: str, fields: dict[str, Any], fits: bool
) -> None:
    assert kind.lives_at(path, fields, KINDS.values()) is fits


def test_the_model_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        KINDS["other"] = HOME  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        HOME.name = "other"  # type: ignore[misc]
