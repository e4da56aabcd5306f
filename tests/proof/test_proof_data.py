"""Each field of the structured data of a page is compared with what it is made of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import BuiltSite
from plainleaf.build import Build
from plainleaf.model.term import by_id
from plainleaf.proof.proof_data import unlike_data
from plainleaf.proof.prove_site import given_for
from plainleaf.rendering.rendered_site import Settings

OVERRIDES = Path(__file__).parents[2] / "overrides"
PAGES = ("conditions/samplitis/index", "conditions/samplitis/faq", "glossary", "index")


@pytest.fixture(scope="module")
def build(tiny: BuiltSite) -> Build:
    return Build.start(tiny.project, tiny.docs, OVERRIDES, Settings("Plainleaf", ""))


def data_of(tiny: BuiltSite, name: str) -> dict[str, Any]:
    script = LexborHTMLParser(tiny.html(f"{name}.html")).css_first("script[type*=ld]")
    assert script is not None
    found: dict[str, Any] = json.loads(script.text())
    return found


def unlike(build: Build, name: str, data: Mapping[str, Any]) -> list[str]:
    page = build.content.pages[f"{name}.md"]
    assert page.meta is not None
    described = given_for(build.site, page, by_id(build.content.terms), None).described
    return [key for key, _, _ in unlike_data(data, page, page.meta, described)]


@pytest.mark.parametrize("name", PAGES)
def test_data_as_they_were_built_are_right(tiny: BuiltSite, build: Build, name: str) -> None:
    assert unlike(build, name, data_of(tiny, name)) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_field_counts(tiny: BuiltSite, build: Build, name: str) -> None:
    data = data_of(tiny, name)
    for key in data.keys() - {"mainEntity", "image", "hasDefinedTerm"}:
        for changed in ({**data, key: "Another"}, {one: data[one] for one in data if one != key}):
            assert unlike(build, name, changed) == [key]
    assert unlike(build, name, {**data, "alternateName": "Another"}) == ["alternateName"]


def test_every_field_of_a_picture_and_a_term_counts(tiny: BuiltSite, build: Build) -> None:
    for name, key, what in ((PAGES[0], "image", "picture"), (PAGES[2], "hasDefinedTerm", "term")):
        data = data_of(tiny, name)
        first, *others = data[key]
        for field in first.keys() - {"accessibilityFeature", "contentUrl", "about"}:
            changed = {**data, key: [{**first, field: "Another"}, *others]}
            assert unlike(build, name, changed) == [f"{field} of {what} 1"]
        assert unlike(build, name, {**data, key: others})
        assert unlike(build, name, {**data, key: [first, first, *others]})
