"""The blocks an author writes between `///` lines.

Checks say what is wrong with a block, at its line; here a block that does not validate simply does
not become one, as pymdownx.blocks does it.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import Any

from pymdownx.blocks.block import Block

from plainleaf.extensions.literal import literal
from plainleaf.rendering import Inputs

CARE_LEVELS = {
    "emergency": ("care-now", "phone", "Emergency"),
    "urgent": ("care-soon", "clock", "Urgent: today"),
    "non-urgent": ("care-plan", "chat", "Not urgent"),
}
"""Care-card level: its class, its icon, and the words that say it without colour."""


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


class CareCard(PlainleafBlock):
    """`/// care-card | emergency`: when to get help, how fast, in at most five bullets."""

    NAME = "care-card"
    ARGUMENT = True

    def on_validate(self, parent: etree.Element) -> bool:  # noqa: ARG002
        """Accept only a known level."""
        return self.argument in CARE_LEVELS

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the card with its level in words; the emergency numbers follow in on_end."""
        css, icon, words = CARE_LEVELS[self.argument]
        card = etree.SubElement(parent, "section", {"class": f"care {css}"})
        level = etree.SubElement(card, "p", {"class": "care-l"})
        level.text = self.stash(self.inputs.icon(icon)) + words
        return card

    def on_end(self, block: etree.Element) -> None:
        """Print the numbers to call at the foot of an emergency card."""
        if self.argument != "emergency" or not self.inputs.numbers:
            return
        foot = etree.SubElement(block, "p", {"class": "care-n"})
        for number in self.inputs.numbers:
            item = etree.SubElement(foot, "span")
            bold = etree.SubElement(item, "b")
            bold.text = literal(number.number)
            bold.tail = literal(f" {number.code}")
            item.tail = " "
        other = etree.SubElement(foot, "span", {"class": "care-o"})
        other.text = "or your local emergency number"


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
        heading.text = "Key points"
        return panel


class QuestionsToAsk(PlainleafBlock):
    """`/// questions-to-ask`: a list to tick off on paper."""

    NAME = "questions-to-ask"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the panel."""
        return etree.SubElement(parent, "div", {"class": "asks"})


def generated_block(name: str) -> type[Block]:
    """Return a block class for content that the build writes, such as the glossary's entries."""

    class Generated(PlainleafBlock):
        NAME = name

        def on_create(self, parent: etree.Element) -> etree.Element:
            box = etree.SubElement(parent, "div", {"class": f"made made-{name}"})
            make = self.inputs.generated.get(name)
            box.text = self.stash(make()) if make else ""
            return box

    return Generated
