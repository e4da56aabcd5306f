"""Which condition an author means."""

from __future__ import annotations

import pytest

from conftest import TINY_SITE
from plainleaf.authoring.conditions import condition_named, overviews
from plainleaf.authoring.scaffold import ScaffoldError
from plainleaf.reading.content import Content, load_content


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(TINY_SITE.parent, TINY_SITE)


@pytest.mark.parametrize("name", ["samplitis", "Samplitis", "SAMPLITIS", None])
def test_a_folder_a_title_or_the_only_one(content: Content, name: str | None) -> None:
    assert condition_named(name, content) == "samplitis"
    assert overviews(content)["samplitis"].src.startswith("conditions/samplitis/")


@pytest.mark.parametrize(
    ("name", "otherwise", "said"),
    [
        ("samplits", "Begin it: {slug}", 'no condition "samplits". Did you mean "samplitis"?'),
        ("Night sweats", "Begin it: {slug}", 'no condition "night-sweats". Begin it: night-sweats'),
        ("Night sweats", "", 'no condition "night-sweats". It has: samplitis.'),
    ],
)
def test_what_is_unknown_is_told(content: Content, name: str, otherwise: str, said: str) -> None:
    with pytest.raises(ScaffoldError) as caught:
        condition_named(name, content, otherwise)
    assert str(caught.value) == f"The site has {said}"
