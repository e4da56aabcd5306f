"""Which terms a text names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.model.term import Term
from plainleaf.model.term_matcher import IGNORED, OBJECT, FoundBy, TermMatcher
from plainleaf.reading.glossary import load_glossary

ROOT = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "term_matches.yml").read_text("utf-8")
)
TERMS = load_glossary((ROOT / "tests/golden/glossary.yml").read_text("utf-8"), "glossary.yml").terms
MATCHER = TermMatcher(TERMS)


def make_term(name: str, **fields: Any) -> Term:
    needed = {"id": name.lower().replace(" ", "-"), "term": name, "category": "general"}
    return Term.model_validate(needed | {"definition": "Made up."} | fields)


def found(matcher: TermMatcher, *texts: str) -> list[list[str]]:
    matches = matcher.find_on_page(texts)
    return [
        [f"{one.term}: {text[one.start : one.end]}" for one in named]
        for text, named in zip(texts, matches, strict=True)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_finds_the_terms_of_a_text(case: dict[str, Any]) -> None:
    assert found(MATCHER, case["text"]) == [case["found"]]


def test_every_name_of_every_term_is_found_and_means_it() -> None:
    for term in TERMS:
        for name in (*term.names, *term.inflections):
            # A page that says everything, so that nothing is left out for want of context.
            context = " ".join(filter(None, (term.qualifier, "CT scan")))
            assert found(MATCHER, name, context)[0] == [f"{term.id}: {name}"]
        for abbreviation in term.abbreviations:
            text = f"{term.term} ({abbreviation})"
            assert f"{term.id}: {abbreviation}" in found(MATCHER, text)[0]


def test_words_to_search_by_are_never_found() -> None:
    matcher = TermMatcher([make_term("spleen", search_only=["milt", "big spleen"])])
    assert found(matcher, "A milt, a big spleen.") == [["spleen: spleen"]]


def test_numbers_are_part_of_a_name() -> None:
    scan = make_term("marrow scan", same=["technetium-99m scan"], abbreviations=["Tc-99m"])
    matcher = TermMatcher([scan])
    assert found(matcher, "A technetium 99m scan, Tc-99m, and 99m alone.") == [
        ["marrow-scan: technetium 99m scan", "marrow-scan: Tc-99m"]
    ]


def test_no_name_reaches_over_the_end_of_a_sentence() -> None:
    matcher = TermMatcher([make_term("iron chelation")])
    assert found(matcher, "She takes iron. Chelation comes next.") == [[]]


def test_a_short_abbreviation_counts_anywhere_for_whoever_asks() -> None:
    matcher = TermMatcher([make_term("hereditary spherocytosis", abbreviations=["HS"])])
    assert matcher.find_on_page(["HS, not hs."]) == [()]
    (named,) = matcher.find_on_page(["HS, not hs."], short_anywhere=True)
    assert [(one.start, one.end) for one in named] == [(0, 2)]


def test_a_word_by_itself_is_a_name() -> None:
    mass = make_term("mass", same=["lump"], abbreviations=["MS"], not_in=["massive"])
    matcher = TermMatcher([mass, make_term("iron chelation")])
    words = ("masses", "Lump", "ms", "massive", "iron", "chelation")
    assert [word for word in words if matcher.is_name(word)] == ["masses", "Lump", "ms"]


def test_an_older_name_is_found_and_opens_nothing() -> None:
    (match,) = MATCHER.find("thalassemia major")
    assert (match.kind, match.links) == (FoundBy.OLDER_NAME, False)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("HS here.", "Hereditary spherocytosis elsewhere."), False),
        (("HS here.", "Hereditary spherocytosis (HS)."), True),
        (("HS (hereditary spherocytosis).",), True),
        (("HS, short for hereditary spherocytosis.",), True),
        (("Hereditary spherocytosis. HS.",), False),
    ],
)
def test_two_letters_count_on_a_page_that_expands_them(
    texts: tuple[str, ...], expected: bool
) -> None:
    named = {one for part in found(MATCHER, *texts) for one in part}
    assert ("hereditary-spherocytosis: HS" in named) is expected


def test_no_name_reaches_from_one_text_into_the_next() -> None:
    assert found(MATCHER, "bone", "marrow") == [[], []]


def test_a_form_that_two_terms_claim_means_neither() -> None:
    axis, axe = make_term("axis"), make_term("axe")
    assert found(TermMatcher([axis, axe]), "An axis, an axe, two axes.") == [
        ["axis: axis", "axe: axe"]
    ]


def test_what_an_editor_wrote_is_stronger_than_what_a_rule_makes() -> None:
    matcher = TermMatcher([make_term("media"), make_term("medium")])
    assert found(matcher, "media, mediums") == [["media: media", "medium: mediums"]]


def test_a_phrase_to_leave_alone_gives_way_to_a_term_of_that_name() -> None:
    mass = make_term("mass", not_in=["body mass index", "body mass"])
    matcher = TermMatcher([mass, make_term("body mass index")])
    text = "Body mass index, body mass, body masses, a mass."
    assert found(matcher, text) == [["body-mass-index: Body mass index", "mass: mass"]]


def test_an_empty_glossary_finds_nothing() -> None:
    assert TermMatcher().find_on_page(["Spleen.", ""]) == [(), ()]


def test_every_term_is_reached_by_as_many_steps_in_a_large_glossary() -> None:
    """The tree is as deep as the longest name, however many terms there are."""
    matcher = TermMatcher([make_term(f"made up {number}") for number in range(5000)])
    assert found(matcher, "A made up 4999 here and made up things.") == [
        ["made-up-4999: made up 4999"]
    ]


WORDS = st.sampled_from(
    (
        *("extramedullary", "hematopoiesis", "bone", "marrow", "CT", "HS", "non", "spleen's"),
        *("in", "contrast", " ", "-", "\n", "(", ")", ".", "'"),
        *(IGNORED, OBJECT, "\u00ad", "**"),
    )
)


@given(st.lists(st.one_of(st.text(max_size=40), st.lists(WORDS).map("".join)), max_size=4))
def test_no_text_raises_and_matches_never_overlap(texts: list[str]) -> None:
    for text, matches in zip(texts, MATCHER.find_on_page(texts), strict=True):
        end = 0
        for match in matches:
            assert end <= match.start < match.end <= len(text)
            end = match.end


@given(st.lists(WORDS).map("".join))
def test_the_long_name_never_opens_the_short_one(text: str) -> None:
    for match in MATCHER.find(text):
        if match.term == "hematopoiesis":
            before = text[: match.start].replace(IGNORED, "").replace("*", "")
            assert not before.rstrip(" -").lower().endswith("extramedullary") or "- " in before[-3:]
