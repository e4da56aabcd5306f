"""The blocks an author writes between `///` lines.

Checks say what is wrong with a block, at its line; here a block that does not validate simply does
not become one, as pymdownx.blocks does it.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import Any

from pymdownx.blocks.block import Block

from plainleaf.model.block_specs import CARE_BLOCK, NUMBERS_BLOCK
from plainleaf.model.care_cards import EMERGENCY, CareCard
from plainleaf.model.words import words
from plainleaf.rendering.extensions.citation import cites
from plainleaf.rendering.extensions.literal import literal
from plainleaf.rendering.rendering import Inputs

CARE_LEVELS = {
    "emergency": ("care-now", "phone"),
    "urgent": ("care-soon", "clock"),
    "non-urgent": ("care-plan", "chat"),
}
"""Care-card level: its class and its icon."""


class PlainleafBlock(Block):  # type: ignore[misc]  # pymdownx ships no types
    """A block that can see what its page is rendered from."""

    CONFIG: dict[str, Any] = {"rendering": ["", ""]}  # noqa: RUF012  # pymdownx's interface

    @property
    def inputs(self) -> Inputs:
        """What the page is rendered from."""
        inputs: Inputs = self.config["rendering"].inputs
        return inputs

    def stash(self, html: str) -> str:
        """Keep finished HTML out of Markdown's way; returns the placeholder for it."""
        placeholder: str = self.md.htmlStash.store(html)
        return placeholder


CARD_SOURCES = "data-sources"
"""The attribute in which a card keeps what it rests on until `finish` tells it below the cards: a
link in a card would lead away from the telephone."""


class CareCardBlock(PlainleafBlock):
    """`/// care-card | ID`: a card of care_cards.yml: when to get help, and how fast."""

    NAME = CARE_BLOCK
    ARGUMENT = True

    def on_validate(self, parent: etree.Element) -> bool:  # noqa: ARG002
        """Accept only a card that there is."""
        return self.argument in self.inputs.cards

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the whole card: its level in words, its lines, the numbers to call."""
        card = self.inputs.cards[self.argument]
        css, icon = CARE_LEVELS[card.level]
        keys = " ".join(card.sources)
        box = etree.SubElement(parent, "section", {"class": f"care {css}", CARD_SOURCES: keys})
        level = etree.SubElement(box, "p", {"class": "care-l"})
        level.text = self.stash(self.inputs.icon(icon)) + literal(words().care.label(card.level))
        etree.SubElement(box, "h3", {"id": card.anchor}).text = literal(card.heading)
        self._lines(box, card)
        if card.level == EMERGENCY and self.inputs.numbers:
            self._numbers(box)
        return box

    def _lines(self, box: etree.Element, card: CareCard) -> None:
        if card.lead is not None:
            etree.SubElement(box, "p").text = literal(card.lead.text)
        listed = etree.SubElement(box, "ul")
        for item in card.items:
            etree.SubElement(listed, "li").text = literal(item.text)
        for line in card.closing:
            etree.SubElement(box, "p").text = literal(line.text)

    def _numbers(self, box: etree.Element) -> None:
        """Print the numbers to call at the foot of an emergency card."""
        foot = etree.SubElement(box, "p", {"class": "care-n"})
        for number in self.inputs.numbers:
            item = etree.SubElement(foot, "span")
            bold = etree.SubElement(item, "b")
            bold.text = literal(number.number)
            bold.tail = literal(f" {number.code}")
            item.tail = " "
        other = etree.SubElement(foot, "span", {"class": "care-o"})
        other.text = literal(words().care.local_number)


class EmergencyNumbers(PlainleafBlock):
    """`/// emergency-numbers`: the number of each country, with its source."""

    NAME = NUMBERS_BLOCK

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the list, the site's own country first."""
        listed = etree.SubElement(parent, "ul", {"class": "numbers"})
        for one in self.inputs.all_numbers:
            item = etree.SubElement(listed, "li")
            bold = etree.SubElement(item, "b")
            bold.text = literal(one.number)
            bold.tail = literal(f" {one.country}")
            item.append(cites([one.source]))
        return listed


class KeyPoints(PlainleafBlock):
    """`/// key-points`: the page in at most five points."""

    NAME = "key-points"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the panel with its heading."""
        # pymdownx keeps a block's tracker for one page.
        self.tracker["made"] = made = self.tracker.get("made", 0) + 1
        name = "key-points" if made == 1 else f"key-points-{made}"
        panel = etree.SubElement(parent, "section", {"class": "key", "aria-labelledby": name})
        heading = etree.SubElement(panel, "h2", {"id": name})
        heading.text = literal(words().article.key_points)
        return panel


class QuestionsToAsk(PlainleafBlock):
    """`/// questions-to-ask`: a list to tick off on paper."""

    NAME = "questions-to-ask"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the panel."""
        return etree.SubElement(parent, "div", {"class": "asks"})


def generated_block(name: str) -> type[Block]:
    """A block class for content that the build writes, such as the glossary's entries."""

    class Generated(PlainleafBlock):
        NAME = name

        def on_create(self, parent: etree.Element) -> etree.Element:
            box = etree.SubElement(parent, "div", {"class": f"made made-{name}"})
            make = self.inputs.generated.get(name)
            box.text = self.stash(make()) if make else ""
            return box

    return Generated
