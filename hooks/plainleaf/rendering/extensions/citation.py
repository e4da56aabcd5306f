"""`[@KEY]` and `[@KEY; @OTHER]` in running text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable

from markdown.inlinepatterns import InlineProcessor

from plainleaf.text.inline import KEY

CITATION = rf"\[(@{KEY}(?:\s*;\s*@{KEY})*)\]"
"""A citation as authors write it."""

PLACEHOLDER_CLASS = "cite"


class CitationInlineProcessor(InlineProcessor):
    """Turns a citation into placeholders.

    They become numbered links in `finish`: the inline pass does not walk the page in order, and a
    link without an address would be a finding of programs that check links in between.
    """

    def __init__(self, md: object) -> None:
        super().__init__(CITATION, md)  # type: ignore[arg-type]

    def handleMatch(  # type: ignore[override]  # noqa: N802  # Python-Markdown's name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[etree.Element, int, int]:
        """One `span` that holds a `span` for each key."""
        keys = (key.strip().lstrip("@") for key in m.group(1).split(";"))
        return cites(keys), m.start(0), m.end(0)


def cites(keys: Iterable[str]) -> etree.Element:
    """What stands for a citation until `finish` knows its numbers."""
    group = etree.Element("span", {"class": "cites"})
    for key in keys:
        etree.SubElement(group, "span", {"class": PLACEHOLDER_CLASS, "data-key": key})
    return group
