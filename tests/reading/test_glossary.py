"""The glossary file: typed terms, and findings at their lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from finding_lines import as_text, check_glossary
from plainleaf.checks import glossary_checks
from plainleaf.checks.rules.registry import rules_in
from plainleaf.model.findings import Severity
from plainleaf.reading import glossary
from plainleaf.reading.glossary import GlossaryResult, Term, by_id, glossary_schema, load_glossary
from plainleaf.text.pronunciation import pronounce

ROOT = Path(__file__).parents[2]
FILE = ROOT / "tests" / "golden" / "glossary.yml"
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "glossary_findings.yml").read_text("utf-8")
)
ANATOMY = {"id": "spleen", "term": "spleen", "category": "anatomy", "definition": "An organ."}


@pytest.fixture(scope="module")
def real() -> GlossaryResult:
    return load_glossary(FILE.read_text("utf-8"), "docs/_data/glossary.yml")


@pytest.fixture(scope="module")
def terms(real: GlossaryResult) -> dict[str, Term]:
    return dict(by_id(real.terms))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_says_what_is_wrong_and_where(case: dict[str, Any]) -> None:
    found = check_glossary(load_glossary(case["file"], "g.yml"))
    assert as_text(found).splitlines() == case["findings"]


def test_every_rule_has_a_case_and_a_reason() -> None:
    rules = rules_in(glossary, glossary_checks)
    assert [rule.code for rule in rules] == [f"PL6{number:02}" for number in range(1, 12)]
    shown = "".join(line for case in CASES for line in case["findings"])
    for rule in rules:
        assert f"{rule.severity} {rule.code} " in shown
        assert rule.why.endswith(".")
        assert rule.fix.endswith(".")


# --- the real file ---------------------------------------------------------------------------


def test_the_real_file_is_clean_and_whole(real: GlossaryResult) -> None:
    assert as_text(check_glossary(real)) == ""
    assert len(real.terms) == 76


def test_terms_come_in_alphabetical_order(real: GlossaryResult) -> None:
    names = [term.term.casefold() for term in real.terms]
    assert names == sorted(names)


def test_every_definition_is_short(real: GlossaryResult) -> None:
    assert max(len(term.definition.split()) for term in real.terms) <= 22


def test_every_term_is_said_or_has_a_reason(real: GlossaryResult) -> None:
    unsaid = {term.id: term.no_pronunciation for term in real.terms if not term.pronunciation}
    assert unsaid == dict.fromkeys(
        ("blueberry-muffin-rash", "iron-overload", "tissue-match"), "Everyday words."
    )


def test_every_pronunciation_says_where_it_comes_from(real: GlossaryResult) -> None:
    for term in real.terms:
        if term.pronunciation is not None:
            assert term.pronunciation.source == "editor"
            # Only a person who listened may be named here.
            assert term.pronunciation.checked_by is None


def test_no_wrong_codes_for_the_condition(terms: dict[str, Term]) -> None:
    codes = {(code.system, code.code): code.match for code in
             terms["extramedullary-hematopoiesis"].codes}  # fmt: skip
    assert codes[("mesh", "D006411")] == "exact"
    # Its other identifiers differ from those of MeSH and RadLex: the same idea, drawn otherwise.
    assert codes[("hpo", "HP:0001978")] == "close"
    assert not any(system == "icd10cm" for system, _code in codes)


def test_known_alternates_are_kept(terms: dict[str, Term]) -> None:
    said = terms["extramedullary-hematopoiesis"].pronunciation
    assert said is not None
    assert said.respelling == "EK-struh-MED-uh-lair-ee hih-MAT-uh-poy-EE-sis"
    assert [one.respelling for one in said.alternates] == [
        "EK-struh-muh-DUL-er-ee",
        "HEE-muh-toh-poy-EE-sis",
    ]
    cauda = terms["cauda-equina-syndrome"].pronunciation
    assert cauda is not None
    assert [(one.ipa_for, one.respelling) for one in cauda.alternates] == [("cauda", "KOW-duh")]


def test_line_break_dots_are_not_syllables(terms: dict[str, Term]) -> None:
    emh = terms["extramedullary-hematopoiesis"]
    assert emh.hyphenation == "ex·tra·med·ul·lar·y he·ma·to·poi·e·sis"
    assert emh.pronunciation is not None
    assert emh.pronunciation.derived.syllable_count == 12


# --- the model -------------------------------------------------------------------------------


def test_an_override_is_printed_in_place_of_the_derived_respelling() -> None:
    term = Term.model_validate(
        {
            **ANATOMY,
            "pronunciation": {
                "ipa": "ˈbaɪɑːpsi",
                "respelling": "BY-ahp-see",
                "source": "editor",
                "override": {"respelling": "BY-op-see", "reason": "As this hospital writes it."},
            },
        }
    )
    assert term.pronunciation is not None
    assert [part.letters for part in term.pronunciation.printed[0]] == ["BY", "op", "see"]


def test_a_qualifier_belongs_to_the_title_and_not_to_the_name() -> None:
    term = Term.model_validate({**ANATOMY, "term": "window", "qualifier": "CT"})
    assert term.title == "window (CT)"
    assert term.names == ("window",)


def test_the_schema_accepts_the_real_file_and_nothing_unknown() -> None:
    schema = glossary_schema()
    data = json.loads(json.dumps(yaml.safe_load(FILE.read_text("utf-8"))))
    jsonschema.validate(data, schema)
    data[0]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)


# --- any text --------------------------------------------------------------------------------

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = st.sampled_from([*Term.model_fields, "colour"])


@given(st.text())
def test_no_text_raises(text: str) -> None:
    load_glossary(text, "g.yml")


@given(st.lists(st.dictionaries(FIELDS, VALUES, max_size=5) | VALUES, max_size=3))
def test_no_data_raise(items: list[Any]) -> None:
    result = load_glossary(json.dumps(items), "g.yml")
    for found in check_glossary(result):
        assert found.line >= 1
        assert found.column >= 1
    if len(result.terms) < len(items):
        assert any(found.severity is Severity.ERROR for found in check_glossary(result))


@given(st.text(alphabet="ˈˌəniːmiatoʊpɪsɛlrɡɚ .-", min_size=1, max_size=12))
def test_a_stored_respelling_is_right_exactly_when_it_is_the_derived_one(ipa: str) -> None:
    derived = pronounce(ipa.strip())
    item = {**ANATOMY, "pronunciation": {
        "ipa": ipa, "respelling": derived.respelling or "x", "source": "editor",
    }}  # fmt: skip
    codes = {found.code for found in check_glossary(load_glossary(json.dumps([item]), "g.yml"))}
    assert "PL608" not in codes
    if ipa.strip():
        assert ("PL607" in codes) == (not derived.ok)
