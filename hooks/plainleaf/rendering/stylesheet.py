"""Reads a stylesheet as far as the build needs it: blocks by their braces, values by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

OPTIONAL_RULE = "@supports"

_COMMENT: Final = re.compile(r"(?s)/\*.*?\*/")
_VALUE: Final = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+)")
_NAME: Final = re.compile(r"var\((--[\w-]+)\)")


def first_values(css: str) -> Mapping[str, str]:
    """The values that the first block of a stylesheet names, by their names (`--ink`).

    Args:
        css: a stylesheet such as a palette, whose first block holds the values of a light screen.
    """
    bare = _COMMENT.sub("", css)
    block = bare[: _block_end(bare)].partition("{")[2]
    return {name: value.strip() for name, value in _VALUE.findall(block)}


def with_values(css: str, values: Mapping[str, str]) -> str:
    """A stylesheet with the value itself in place of each `var(--name)` that is known."""
    return _NAME.sub(lambda found: values.get(found[1], found[0]), css)


def without_optional(css: str) -> str:
    """A stylesheet without its `@supports` rules.

    For the page that carries its style in itself (404.html). What such rules add is an extra by
    nature, and the Nu Html Checker, which reads style in pages, does not know all they ask for.

    Args:
        css: a stylesheet in which no string or comment holds a brace.
    """
    kept = []
    before, found, rest = css.partition(OPTIONAL_RULE)
    while found:
        kept.append(before)
        before, found, rest = rest[_block_end(rest) :].partition(OPTIONAL_RULE)
    return "".join([*kept, before])


def _block_end(css: str) -> int:
    """Where the first block ends; an open one takes the rest."""
    depth = 0
    for place, sign in enumerate(css):
        depth += (sign == "{") - (sign == "}")
        if sign == "}" and depth == 0:
            return place + 1
    return len(css)
