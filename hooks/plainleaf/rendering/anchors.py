"""The ids of a finished page: what a link may point at with `#`."""

from __future__ import annotations

from lxml import etree


def anchor_ids(html: str) -> frozenset[str]:
    """Every id in a page's HTML."""
    parser = etree.HTMLParser(huge_tree=True, collect_ids=False)
    # No end tags: at the end of the file, a tag that never ends makes no element.
    root = etree.fromstring(f"<html><body>{html}", parser)
    found = (element.get("id") for element in root.iter())
    return frozenset(one for one in found if one)
