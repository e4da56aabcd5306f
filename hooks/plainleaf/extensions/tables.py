"""Tables that stay tables for a screen reader when a phone shows them as cards."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence

from plainleaf.extensions.plain import plain_text

ALIGNMENTS = {"left": "ta-l", "center": "ta-c", "right": "ta-r"}


def make_table_accessible(
    table: etree.Element, parent: etree.Element, stash: Sequence[object] = ()
) -> None:
    """Wrap a Markdown table, name its parts and turn alignment styles into classes.

    The stylesheet lays rows out as cards on phones, which makes browsers forget that this is a
    table; explicit roles keep it one. A `style` attribute would be blocked by a strict
    Content-Security-Policy. The first column heads its row. A table that an author wrote as HTML
    is left alone.

    Args:
        table: a table as Python-Markdown makes it.
        parent: the element it stands in.
        stash: what the placeholders in its cells stand for.
    """
    if table.find("thead") is None:
        return
    labels = [plain_text(cell, stash) for cell in table.iterfind("thead/tr/th")]
    table.set("role", "table")
    for group in table:
        group.set("role", "rowgroup")
        for row in group:
            row.set("role", "row")
            for index, cell in enumerate(row):
                _name_cell(cell, index, labels)
    wrapper = etree.Element("div", {"class": "tw"})
    wrapper.tail, table.tail = table.tail, None
    parent[list(parent).index(table)] = wrapper
    wrapper.append(table)


def _name_cell(cell: etree.Element, index: int, labels: list[str]) -> None:
    style = cell.attrib.pop("style", "")
    alignment = style.removeprefix("text-align:").strip(" ;")
    if alignment in ALIGNMENTS:
        cell.set("class", ALIGNMENTS[alignment])
    if cell.tag == "th":
        cell.attrib |= {"role": "columnheader", "scope": "col"}
    elif index == 0:
        cell.tag = "th"
        cell.attrib |= {"role": "rowheader", "scope": "row"}
    else:
        cell.set("role", "cell")
        if index < len(labels):
            cell.set("data-l", labels[index])
