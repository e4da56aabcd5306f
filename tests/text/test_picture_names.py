"""Names of people in the names of pictures."""

from __future__ import annotations

import pytest

from plainleaf.text.identifiers import bare
from plainleaf.text.picture_names import find_names


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in find_names(text, bare(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("![CT](images/okonkwo_delphine_ct.png)", "okonkwo_delphine"),
        ("![CT](img/jones-mary-2.JPG)", "jones-mary"),
        ("image: scans/kowalski_jan.jpg", "kowalski_jan"),
        ('<img src="a/schmidt-hannelore.webp">', "schmidt-hannelore"),
    ],
)
def test_two_words_that_are_no_terms_are_a_name(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "![CT](images/paravertebral_masses_axial.png)",
        "![CT](img/hepatosplenomegaly-ct.png)",
        "![](figures/erythroid_islands.svg)",
        "![The capsule of a gourd](gourd_capsule.svg)",  # the page writes it in lower case
        "figure-2.png",
        "castleman_disease.png",
    ],
)
def test_what_pictures_are_named_with_is_no_name(text: str) -> None:
    assert found(text) == []
