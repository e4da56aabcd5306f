"""The glossary for programs."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from plainleaf.reading.glossary import load_glossary
from plainleaf.rendering.glossary_files import VERSION, glossary_json, glossary_schema, lexicon
from plainleaf.text.ipa import read_ipa

ROOT = Path(__file__).parents[2]
REAL = load_glossary((ROOT / "tests/golden/glossary.yml").read_text("utf-8"), "glossary.yml").terms
SAID = """\
- id: spleen
  term: spleen
  category: anatomy
  search_only: [milt]
  definition: An organ & more.
  pronunciation:
    ipa: spliːn
    respelling: spleen
    source: A dictionary
    checked_by: {name: A. Speaker, role: US speaker, on: 2026-12-01}
    alternates:
      - {ipa: ˈspliːən, respelling: SPLEE-un, source: editor}
  codes:
    - {system: mesh, code: D013154, match: exact}
    - {system: umls, code: C0037993, match: close}
- id: vein
  term: vein
  category: anatomy
  definition: A tube.
  see: [spleen]
  no_pronunciation: Everyone can say it.
"""
MADE = load_glossary(SAID, "g.yml").terms
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "pls.rng"))
PLS = "{http://www.w3.org/2005/01/pronunciation-lexicon}"


def held(terms: Any, page: str | None = "glossary.html") -> Any:
    return json.loads(glossary_json(terms, "Leaves", page))


def test_json_has_what_the_site_prints_and_who_says_so() -> None:
    spleen, vein = held(MADE)["terms"]
    assert spleen["url"] == "glossary.html#spleen"
    assert spleen["pronunciations"] == [
        {
            "ipa": "spliːn",
            "words": "spleen",
            "respelling": "spleen",
            "source": "A dictionary",
            "checked_by": {"name": "A. Speaker", "role": "US speaker", "on": "2026-12-01"},
        },
        {
            "ipa": "ˈspliːən",
            "words": "spleen",
            "respelling": "SPLEE-un",
            "source": "editor",
            "checked_by": None,
        },
    ]
    assert [one["match"] for one in spleen["codes"]] == ["exact", "close"]
    assert (vein["see"], vein["pronunciations"]) == (["spleen"], [])
    assert "milt" not in glossary_json(MADE, "Leaves", None)
    assert held(MADE, None)["terms"][0]["url"] is None


def test_the_real_glossary_fits_the_schema_and_spoilt_ones_do_not() -> None:
    schema = glossary_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    data = held(REAL)
    assert data.pop("$schema") == "glossary.schema.json"
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(data)
    assert data["version"] == VERSION
    assert len(data["terms"]) == len(REAL)
    for spoil in ({"version": 2}, {"terms": [{"id": "x"}]}, {"language": "de"}):
        assert not validator.is_valid(copy.deepcopy(data) | spoil)


@pytest.mark.parametrize("terms", [REAL, MADE, ()], ids=["real", "made", "none"])
def test_the_lexicon_is_valid(terms: Any) -> None:
    GRAMMAR.assertValid(etree.fromstring(lexicon(terms)))


def test_the_lexicon_has_each_word_once_with_readable_ipa() -> None:
    root = etree.fromstring(lexicon(REAL))
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-US"
    words = [one.text for one in root.iter(f"{PLS}grapheme")]
    assert len(words) == len({*words})
    assert "hematopoiesis" in words
    assert all(read_ipa(one.text or "").ok for one in root.iter(f"{PLS}phoneme"))


def test_the_usual_way_is_preferred() -> None:
    root = etree.fromstring(lexicon(MADE))
    assert [(one.text, one.get("prefer")) for one in root.iter(f"{PLS}phoneme")] == [
        ("spliːn", "true"),
        ("ˈspliːən", None),
    ]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("<grapheme>spleen</grapheme>", ""),
        (' alphabet="ipa"', ""),
        ("</lexeme>", "<grapheme>x</grapheme></lexeme>"),
        ('prefer="true"', 'prefer="often"'),
        (">spliːn<", "><"),
        ('version="1.0"', 'version="1.1"'),
    ],
)
def test_the_grammar_refuses_what_the_recommendation_does(good: str, bad: str) -> None:
    text = lexicon(MADE).decode()
    assert good in text
    assert not GRAMMAR.validate(etree.fromstring(text.replace(good, bad, 1).encode()))
