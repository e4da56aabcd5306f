"""What the finished site says to programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from conftest import BuiltSite
from schema_org_check import problems

GRAMMAR = Path(__file__).parent.parent / "pls.rng"


def structured(site: BuiltSite) -> dict[str, dict[str, Any]]:
    """The structured data of each page, by address."""
    found = {}
    for file in sorted(site.folder.rglob("*.html")):
        page = file.relative_to(site.folder).as_posix()
        scripts = site.tree(page).css('script[type="application/ld+json"]')
        if page != "404.html":
            [script] = scripts
            found[page] = json.loads(script.text())
    return found


def test_structured_data_keep_to_the_vocabulary(site: BuiltSite) -> None:
    data = structured(site)
    assert len(data) >= 6
    assert {page: problems(one) for page, one in data.items() if problems(one)} == {}


def test_structured_data_of_a_public_site_keep_to_the_vocabulary(public: BuiltSite) -> None:
    data = structured(public)
    assert {page: problems(one) for page, one in data.items() if problems(one)} == {}
    first = data["glossary.html"]["hasDefinedTerm"][0]
    assert first["url"].endswith("glossary.html#itch")
    assert first["url"].startswith("https://")


def test_each_kind_of_page_says_what_it_is(tiny: BuiltSite) -> None:
    data = structured(tiny)
    folder = "conditions/samplitis"
    condition = data[f"{folder}/index.html"]
    assert condition["@type"] == "MedicalWebPage"
    assert condition["about"]["@type"] == "MedicalCondition"
    assert "SMP" in condition["about"]["alternateName"]
    faq = data[f"{folder}/faq.html"]
    assert faq["@type"] == "FAQPage"
    assert len(faq["mainEntity"]) == len(tiny.tree(f"{folder}/faq.html").css("h3:not(.care h3)"))
    glossary = data["glossary.html"]
    assert glossary["@type"] == "DefinedTermSet"
    assert len(glossary["hasDefinedTerm"]) == len(tiny.tree("glossary.html").css(".entry"))


def test_nothing_tells_of_a_review_that_did_not_happen(tiny: BuiltSite) -> None:
    text = json.dumps(structured(tiny))
    assert "lastReviewed" not in text
    assert "reviewedBy" not in text


def test_the_glossary_for_programs_is_whole(site: BuiltSite) -> None:
    schema = json.loads((site.folder / "glossary.schema.json").read_text("utf-8"))
    glossary = json.loads((site.folder / "glossary.json").read_text("utf-8"))
    assert glossary.pop("$schema") == "glossary.schema.json"
    jsonschema.Draft202012Validator(schema).validate(glossary)
    entries = site.tree("glossary.html").css(".entry h3")
    assert {one.attributes["id"] for one in entries} == {one["id"] for one in glossary["terms"]}
    assert glossary["terms"][0]["url"] == f"glossary.html#{glossary['terms'][0]['id']}"
    tree = etree.parse(site.folder / "glossary.pls")
    etree.RelaxNG(etree.parse(GRAMMAR)).assertValid(tree)


@pytest.mark.parametrize("name", ["glossary.json", "glossary.schema.json", "glossary.pls"])
def test_the_glossary_page_leads_to_it(site: BuiltSite, name: str) -> None:
    links = [one.attributes["href"] for one in site.tree("glossary.html").css("a[href]")]
    assert name in links
