"""The forms of texts in data files, in words for whoever wrote them otherwise."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from plainleaf.checks.schemas import combined_json_schema  # noqa: F401  loads every data model
from plainleaf.model.records import Record
from plainleaf.model.text_forms import DOI, FORMS, NAME, PAGE, PICTURE, URL, how_to_write


def _patterns(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {value["pattern"]} if isinstance(value.get("pattern"), str) else set()
        return own.union(*(_patterns(one) for one in value.values()))
    if isinstance(value, list):
        return set().union(*(_patterns(one) for one in value))
    return set()


def _models(of: type[BaseModel]) -> set[type[BaseModel]]:
    return {of}.union(*(_models(one) for one in of.__subclasses__()))


def test_each_pattern_of_a_data_model_has_words() -> None:
    own_words = {r"^[^/\\:?#][^\\:?#]*\.md#[^#\s]+$", r"^[^/\\:?#][^\\:?#]*\.md(#[^#\s]+)?$"}
    models = {one for one in _models(Record) if one.__module__.startswith("plainleaf.")}
    found = set().union(*(_patterns(one.model_json_schema()) for one in models))
    assert len(found) > 10
    assert found - own_words <= set(FORMS)


@pytest.mark.parametrize(
    ("pattern", "given", "meant"),
    [
        (NAME, "Belly US", "belly-us"),
        (NAME, "Größe 2", "groe-2"),
        (PICTURE, "figures/Belly US.PNG", "figures/belly-us.png"),
        (DOI, "https://doi.org/10.1000/182", "10.1000/182"),
        (DOI, "doi: 10.1000/182", "10.1000/182"),
        (URL, "www.nhs.uk/x", "https://www.nhs.uk/x"),
    ],
)
def test_what_was_meant_is_offered(pattern: str, given: str, meant: str) -> None:
    assert how_to_write(pattern, given).startswith(f'Did you mean "{meant}"? ')


@pytest.mark.parametrize(("pattern", "given"), [(PAGE, "index"), (NAME, "…"), (DOI, "none")])
def test_nothing_is_offered_that_has_not_the_form(pattern: str, given: str) -> None:
    assert "Did you mean" not in how_to_write(pattern, given)
    assert how_to_write(pattern, given).endswith(".")
