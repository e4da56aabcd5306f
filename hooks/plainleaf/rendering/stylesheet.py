"""Reads a stylesheet as far as the build needs it: blocks by their braces, nothing more."""

from __future__ import annotations

OPTIONAL_RULE = "@supports"


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
