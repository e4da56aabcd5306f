"""What stands in an element, as one row of texts and elements, in place of text, tail and tail."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable


def fill(element: etree.Element, content: Iterable[str | etree.Element]) -> None:
    """Append texts and elements to what stands in an element, in place."""
    last: etree.Element | None = None
    for one in content:
        if not isinstance(one, str):
            element.append(one)
            last = one
        elif last is None:
            element.text = (element.text or "") + one
        else:
            last.tail = (last.tail or "") + one
