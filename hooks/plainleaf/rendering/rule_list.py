"""The rules as HTML, for the authors' page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from plainleaf.rendering.fragments import render_fragment

FRAGMENT: Final = "checks.html"
"""The template of the authors' page, in theme/fragments."""


def render_rule_list(families: Iterable[tuple[str, Sequence[Mapping[str, Any]]]]) -> str:
    """The rules as HTML: the name of each family, and its rules as data."""
    return render_fragment(FRAGMENT, families=list(families))
