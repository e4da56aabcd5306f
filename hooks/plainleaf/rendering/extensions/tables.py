"""Tables that a phone can show as cards."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence

from plainleaf.rendering.extensions.literal import literal
from plainleaf.rendering.extensions.plain import plain_text

ALIGNMENTS = {"left": "ta-l", "center": "ta-c", "right": "ta-r"}


def make_table_accessible(
    table: etree.Element, parent: etree.Element, stash: Sequence[object] = ()
) -> None:
    """Wrap a Markdown table, name its parts and turn alignment styles into classes.

    The stylesheet lays rows out as cards on phones, each cell under the label that it gets here.
    That it is a table even then, plainleaf.js tells those browsers that would forget it. A `style`
    attribute would be blocked by a strict Content-Security-Policy. The first column heads its row.
    A table that an author wrote as HTML is left alone.

    Args:
        table: a table as Python-Markdown makes it.
        parent: the element it stands in.
        stash: what the placeholders in its cells stand for.
    """
    if table.find("thead") is None:
        return
    labels = [plain_text(cell, stash) for cell in table.iterfind("thead/tr/th")]
    for row in table.iterfind("*/tr"):
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
        cell.set("scope", "col")
    elif index == 0:
        cell.tag = "th"
        cell.set("scope", "row")
    elif index < len(labels):
        cell.set("data-l", literal(labels[index]))
