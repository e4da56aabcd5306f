"""Writes words of the table into the theme's styles and scripts, as the site publishes them.

A style or script names a word in a comment before the empty value that the word takes the place of:

    content: /* our.try_case.yours */ "";
    content: /* our.paper.page_of | page=counter(page) | pages=counter(pages) */ "";
    const our = /* our.viewer */ {};

The second one fills places of the word with what the style counts; the third one takes a group.
"""

from __future__ import annotations

import json
import re
from typing import Final

from pydantic import BaseModel

from plainleaf.model.words import FILE, ThemeError, words

_NAMED: Final = re.compile(r'/\* our\.([\w.]+)((?: \| \w+=[^|*]+)*) \*/ (?:""|\{\})')
_PLACE: Final = re.compile(r"\{(\w+)\}")


def with_words(text: str) -> str:
    """A style or script with its words.

    Raises:
        ThemeError: it names a word that the table has not.
    """
    return _NAMED.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    value: object = words()
    for name in found[1].split("."):
        value = getattr(value, name, None)
    if isinstance(value, BaseModel):
        return json.dumps(value.model_dump(), ensure_ascii=False)
    if not isinstance(value, str):
        raise ThemeError(f"“our.{found[1]}” is no word of {FILE}. Correct its name.")
    counted = dict(one.strip().split("=", 1) for one in found[2].split("|") if one.strip())
    if not counted:
        return json.dumps(value, ensure_ascii=False)
    parts = _PLACE.split(value)
    return " ".join(
        counted[part] if at % 2 else json.dumps(part, ensure_ascii=False)
        for at, part in enumerate(parts)
        if part
    )
