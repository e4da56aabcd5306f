"""Words of the table in styles and scripts."""

from __future__ import annotations

import json

import pytest

from plainleaf.model.words import ThemeError, words
from plainleaf.rendering.theme import THEME, Theme
from plainleaf.rendering.theme_words import with_words


def test_a_word_stands_where_its_name_stood() -> None:
    assert with_words('content: /* our.try_case.yours */ "";') == 'content: "Your answer";'
    assert with_words("a = /* our.frame.menu */ {};") == 'a = "Menu";'
    script = with_words("const our = /* our.viewer */ {};")
    assert json.loads(script[len("const our = ") : -1]) == words().viewer.model_dump()
    assert with_words('/* our style */ ""') == '/* our style */ ""'


def test_a_style_counts_in_the_places_of_a_word() -> None:
    css = '/* our.paper.page_of | page=counter(page) | pages=counter(pages) */ ""'
    assert with_words(css) == '"Page " counter(page) " of " counter(pages)'


@pytest.mark.parametrize("name", ["try_case.you", "try_case.yours.more", "frames"])
def test_a_word_that_is_none_is_told(name: str) -> None:
    with pytest.raises(ThemeError, match=rf"“our\.{name}” is no word of words\.yml"):
        with_words(f'content: /* our.{name} */ ""')


def test_our_own_styles_and_scripts_name_words_that_are() -> None:
    for file in [*THEME.rglob("assets/**/*.css"), *THEME.rglob("assets/**/*.js")]:
        assert "/* our." not in Theme().style(file.relative_to(THEME).as_posix())
