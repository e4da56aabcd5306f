"""Makes tables fit their sheets: what does not is set smaller, then broken, then laid as cards.

Only a layout knows how wide a table is, so each step is a layout of its own; a document whose
tables fit, as nearly all do, is laid out once. Ordinary words are never broken: a table whose words
are too wide beside one another becomes cards, as on a phone.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from plainleaf.print.transform import classes

NUMBER: Final = "data-table"
"""The attribute that holds a table's place in its document."""
_LONG: Final = re.compile(r"\S{21,}")
"""Words that may be broken in a table that would be too wide; no plain word is so long."""
_PIECE: Final = 12
"""After how many letters of such a word a line may end."""
_SHOWN: Final = 30
"""How many letters of a cell a message shows."""
_BREAK: Final = "\u200b"
_SLACK: Final = 1.0
"""CSS pixels that a table may stand over the edge: a border does."""
_MM_PER_PIXEL: Final = 25.4 / 96


class FittingStep(IntEnum):
    """What has been done to a table so that it fits, each step with those before it."""

    AS_IT_IS = 0
    SMALLER = 1
    """In the smallest type that its sheet allows."""
    BROKEN = 2
    """Its very long words break."""
    CARDS = 3
    """Each row is a card, each cell a line of it behind the words of its column."""


@dataclass(frozen=True)
class Unfit:
    """A table that does not fit."""

    number: int
    words: str
    """What its first row says."""
    beyond: float
    """By how much it is too wide, in millimeters; 0 when it is too high: WeasyPrint drops the head
    of a table that does not fit on one sheet together with the first row."""

    @property
    def reason(self) -> str:
        """What an author is told of it."""
        table = f"the table “{self.words}”"
        if self.beyond:
            return (
                f"{table} is {self.beyond:.0f} mm wider than its sheet; give it fewer columns, or "
                "shorter words"
            )
        return f"{table} has a row that is higher than its sheet; make a list of it"


def number_tables(root: etree.Element) -> None:
    """Give each table its place in the document, in place."""
    for number, table in enumerate(root.iter("table")):
        table.set(NUMBER, str(number))


def unfit_tables(pages: Iterable[Any]) -> tuple[Unfit, ...]:
    """The tables that reach over the edge of their sheet, or lost their head.

    Args:
        pages: the pages of a document that WeasyPrint has laid out.
    """
    found: dict[int, Unfit] = {}
    met: set[int] = set()
    for page in pages:
        sheet = page._page_box
        edge = sheet.content_box_x() + sheet.width
        for box in sheet.descendants():
            if box.element_tag != "table" or not hasattr(box, "skipped_rows"):
                continue
            number = int(box.element.get(NUMBER, "-1"))
            beyond = box.border_box_x() + box.border_width() - edge
            is_headless = number not in met and _lost_its_head(box)
            met.add(number)
            if beyond > _SLACK or is_headless:
                known = found[number].beyond if number in found else 0.0
                widest = max(beyond * _MM_PER_PIXEL, known) if beyond > _SLACK else known
                found[number] = Unfit(number, _first_row(box.element), widest)
    return tuple(found.values())


def _lost_its_head(table: Any) -> bool:
    has_head = table.element.find("thead/tr") is not None
    return has_head and not any(group.is_header for group in table.children)


def fit_tables(root: etree.Element, steps: Mapping[int, FittingStep]) -> None:
    """Do to each table what its step says, in place.

    Args:
        root: the document, ready for paper.
        steps: the step of each table that has one, by its number.
    """
    parents = {child: parent for parent in root.iter() for child in parent}
    for table in list(root.iter("table")):
        step = steps.get(int(table.get(NUMBER, "-1")), FittingStep.AS_IT_IS)
        if step >= FittingStep.SMALLER:
            table.set("class", " ".join([*classes(table), "fit"]))
        if step >= FittingStep.BROKEN:
            _break_words(table)
        if step >= FittingStep.CARDS:
            _lay_cards(table, parents[table])


def next_steps(
    steps: Mapping[int, FittingStep], unfit: Iterable[Unfit]
) -> dict[int, FittingStep] | Unfit:
    """The steps to try now, or the table for which there is none left."""
    found = dict(steps)
    for one in unfit:
        step = found.get(one.number, FittingStep.AS_IT_IS)
        if step is FittingStep.CARDS:
            return one
        found[one.number] = FittingStep(step + 1)
    return found


def as_cards(steps: Mapping[int, FittingStep]) -> frozenset[int]:
    """The numbers of the tables that are printed as cards."""
    return frozenset(number for number, step in steps.items() if step is FittingStep.CARDS)


def can_be_cards(table: etree.Element) -> bool:
    """Whether each cell of a table has exactly one column, with words at its head."""
    heads = table.findall("thead/tr")
    rows = table.findall("tbody/tr")
    if len(heads) != 1 or not rows or any(len(row) != len(heads[0]) for row in rows):
        return False
    return (
        not any(
            cell.get("colspan") or cell.get("rowspan")
            for cell in table.iter()
            if cell.tag != "table"
        )
        and table.find(".//table") is None
    )


def _first_row(table: etree.Element) -> str:
    row = next(table.iter("tr"), None)
    cells = [" ".join("".join(cell.itertext()).split()) for cell in row] if row is not None else []
    shown = [cell if len(cell) <= _SHOWN else f"{cell[:_SHOWN]}…" for cell in cells[:3]]
    return " | ".join([*shown, "…"] if len(cells) > len(shown) else shown)


def _break_words(table: etree.Element) -> None:
    for element in table.iter():
        element.text = _broken(element.text)
        if element is not table:
            element.tail = _broken(element.tail)


def _broken(text: str | None) -> str | None:
    return text and _LONG.sub(_in_pieces, text)


def _in_pieces(found: re.Match[str]) -> str:
    word = found[0]
    return _BREAK.join(word[place : place + _PIECE] for place in range(0, len(word), _PIECE))


def _lay_cards(table: etree.Element, parent: etree.Element) -> None:
    labels = ["".join(cell.itertext()).strip() for cell in table.findall("thead/tr/*")]
    cards = etree.Element("div", {"class": "cards"})
    caption = table.find("caption")
    if caption is not None:
        cards.append(caption)
        caption.tag = "p"
        caption.set("class", "cards-t")
    for row in table.findall("tbody/tr"):
        card = etree.SubElement(cards, "div", {"class": "card"})
        for label, cell in zip(labels, row, strict=True):
            line = etree.SubElement(card, "p")
            name = etree.SubElement(line, "b")
            name.text = f"{label}: " if label else ""
            name.tail = cell.text
            line.extend(cell)
    cards.tail = table.tail
    parent[list(parent).index(table)] = cards
