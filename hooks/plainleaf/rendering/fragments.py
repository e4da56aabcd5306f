"""Renders the templates in `theme/fragments`, which hold markup and no decisions."""

from __future__ import annotations

import functools
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plainleaf.model.words import SPOKEN, Words, fill, words
from plainleaf.rendering.theme import THEME
from plainleaf.text.markup import Markup, trusted

FRAGMENTS: Final = THEME / "fragments"
"""The folder of the templates."""


def render_fragment(name: str, **context: object) -> Markup:
    """A template's HTML; a name that it asks for and the caller did not give is an error."""
    return trusted(_environment(words()).get_template(name).render(context))


@functools.lru_cache(maxsize=4)  # one site at a time, and templates are compiled once
def _environment(our: Words) -> Environment:
    made = Environment(
        loader=FileSystemLoader(FRAGMENTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["fill"] = fill
    made.globals.update(our=our, lang=SPOKEN)
    return made
