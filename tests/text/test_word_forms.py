"""Plurals, UK and US spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.text.word_forms import fold, name_forms, plurals


@pytest.mark.parametrize(
    ("word", "plural"),
    [
        ("mass", "masses"),
        ("biopsy", "biopsies"),
        ("X-ray", "X-rays"),
        ("spleen", "spleens"),
        ("vertebra", "vertebrae"),
        ("thrombus", "thrombi"),
        ("serum", "sera"),
        ("metastasis", "metastases"),
        ("hematoma", "hematomata"),
        ("ganglion", "ganglia"),
        ("foramen", "foramina"),
        ("cortex", "cortices"),
        ("phalanx", "phalanges"),
        ("thorax", "thoraces"),
        ("pelvis", "pelves"),
        ("viscus", "viscera"),
        ("foot", "feet"),
    ],
)
def test_knows_regular_plurals(word: str, plural: str) -> None:
    assert plural in plurals(word)


@pytest.mark.parametrize(("word", "other"), [("colon", "cola"), ("anus", "ani"), ("gum", "ga")])
def test_makes_no_other_word_of_a_word(word: str, other: str) -> None:
    assert other not in plurals(word)


@pytest.mark.parametrize(
    ("uk", "us"),
    [
        ("Haematopoiesis", "hematopoiesis"),
        ("thalassaemia", "thalassemia"),
        ("oedema", "edema"),
        ("oesophagus", "esophagus"),
        ("diarrhoea", "diarrhea"),
        ("leucocyte", "leukocyte"),
        ("sulphur", "sulfur"),
        ("tumour", "tumor"),
        ("catheterisation", "catheterization"),
        ("paediatric", "pediatric"),
        ("foetus", "fetus"),
        ("anæmia", "anemia"),
        ("Sjögren's", "sjogren"),
        ("Cooley\u2019s", "cooley"),
        ("α", "alpha"),
        ("mar\u00adrow", "marrow"),
    ],
)
def test_two_spellings_are_one_word(uk: str, us: str) -> None:
    assert fold(uk) == fold(us)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("mass of the spine", "masses of the spine"),
        ("graft-versus-host disease", "graft-versus-host diseases"),
        ("post-splenectomy infection", "postsplenectomy infections"),
        ("X-ray", "Xrays"),
    ],
)
def test_names_have_plurals_and_closed_forms(name: str, form: str) -> None:
    forms = name_forms(name)
    assert forms[0] == name
    assert form in forms


@given(st.text())
def test_no_word_raises(word: str) -> None:
    assert word in name_forms(word)
    assert fold(word) == fold(word.upper().lower()) or not word.isascii()
