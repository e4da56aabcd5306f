"""What a site is made from, and the site once it is rendered."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import small_site
from builds import CASE, CONDITION, small
from plainleaf.rendering.rendered_site import enlarges, has_images, printed_text
from small_site import page


def test_the_fonts_are_told_every_letter_that_pages_may_print(tmp_path: Path) -> None:
    review = (
        f"- {{page: {CASE}, reviewer: A. Świta, role: Hematolożka, date: 2027-01-31, "
        f"sections: {{top: '{'0' * 64}'}}}}\n"
    )
    changes = {
        "_data/reviews.yml": review,
        "_data/references.yml": small_site.REFERENCES.replace("On others", "Über andere"),
        "_data/glossary.yml": small_site.TERMS.replace("carries sap", "carries café"),
        "conditions/leaf-fever/figures.yml": small_site.FIGURES.replace("green", "mañana"),
        "index.md": page("home", "Ōme"),
    }
    build = small(tmp_path, changes, name="Plåinleaf", description="Plaïn.", contact="Zoë")
    text = printed_text(build.content, build.settings)
    words = ("Świta", "Hematolożka", "Über", "café", "mañana", "Ōme", "Plåinleaf", "Zoë", "ˈliːf")
    assert [word for word in words if word not in text] == []


def test_icons_are_decoration(tmp_path: Path) -> None:
    source = dataclasses.replace(small(tmp_path).source, icons={"leaf": '<path d="M0 0"/>'})
    assert source.icon("leaf") == (
        '<svg class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="M0 0"/></svg>'
    )
    assert source.icon("leaf", 'a" b').startswith('<svg class="i a&#34; b" ')
    with pytest.raises(KeyError):
        source.icon("root")


@pytest.mark.parametrize(("src", "shown"), [("a.md", True), ("b.md", False), ("none.md", False)])
def test_images_are_known(tmp_path: Path, src: str, *, shown: bool) -> None:
    build = small(tmp_path, {"a.md": "![A leaf](a.png)\n", "b.md": "`![A leaf](a.png)`\n"})
    assert has_images(build.content, src) is shown


def test_a_site_without_pictures_enlarges_nothing(tmp_path: Path) -> None:
    plain = {CONDITION: page("condition", "Leaf fever", "Hot leaves.\n")}
    image = {"a.md": "![A leaf](a.png)\n"}
    assert not enlarges(small(tmp_path / "a", plain).content)
    assert enlarges(small(tmp_path / "b", {**plain, **image}).content)
    assert enlarges(small(tmp_path / "c").content)  # it places a figure
