"""A question with choices: below each choice stands what to say of it.

    /// question | Which one fits best?

    - One answer
        - **Fits best.** Why it does.
    - Another
        - **Less likely.** Why it does not.

    ///

Every choice folds open by itself, without a script, and says in words whether it is right.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree

from plainleaf.model.block_specs import VERDICTS
from plainleaf.model.words import words
from plainleaf.rendering.extensions.literal import literal
from plainleaf.rendering.extensions.panels import PlainleafBlock

ICONS = {"right": "check", "partly": "clock", "wrong": "x"}


class QuestionBlock(PlainleafBlock):
    """`/// question | Which …?`: a list of choices, each with a list of what to say of it."""

    NAME = "question"
    ARGUMENT = True

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the panel with its question."""
        # pymdownx keeps a block's tracker for one page.
        self.tracker["made"] = made = self.tracker.get("made", 0) + 1
        name = f"question-{made}"
        panel = {"class": "quiz", "id": name, "aria-labelledby": f"{name}-asked"}
        # No div: search leaves it out up to the first end of an element of its name.
        root = etree.SubElement(parent, "fieldset", {**panel, "data-search-exclude": ""})
        etree.SubElement(root, "p", {"class": "quiz-l"}).text = literal(words().article.stop)
        asked = etree.SubElement(root, "p", {"class": "quiz-q", "id": f"{name}-asked"})
        asked.text = self.argument
        return root

    def on_end(self, block: etree.Element) -> None:
        """Make a fold of every choice; the checks tell what is missing."""
        choices = block.find("ul")
        if choices is None:
            return
        index = list(block).index(choices)
        box = etree.Element("div", {"class": "opts"})
        for item in choices.findall("li"):
            self._choice(box, item, block.get("id", ""))
        block.remove(choices)
        block.insert(index, box)

    def _choice(self, box: etree.Element, item: etree.Element, name: str) -> None:
        fold = etree.SubElement(box, "details", {"name": name})
        etree.SubElement(fold, "summary").text = _own_text(item)
        answer = etree.SubElement(fold, "div", {"class": "opt"})
        told = item.find("ul")
        for said in told if told is not None else ():
            verdict, rest = split_verdict(_own_text(said))
            if verdict:
                kind = VERDICTS[verdict]
                fold.set("class", f"is-{kind}")
                line = etree.SubElement(answer, "p", {"class": "verdict"})
                line.text = f"{self.stash(self.inputs.icon(ICONS[kind]))}{verdict}."
            paragraph = etree.SubElement(answer, "p")
            paragraph.text = rest


def split_verdict(text: str) -> tuple[str, str]:
    """The verdict that a feedback begins with, and the rest; no verdict is empty.

    `split_verdict("**Fits best.** It is.")` is `("Fits best", "It is.")`.
    """
    if text.startswith("**"):
        verdict, _, rest = text[2:].partition("**")
        if verdict.rstrip(". ") in VERDICTS:
            return verdict.rstrip(". "), rest.strip()
    return "", text


def _own_text(item: etree.Element) -> str:
    """The Markdown of a list item, without lists in it."""
    paragraph = item.find("p")
    text = (item.text or "").strip() or (paragraph.text if paragraph is not None else "") or ""
    return text.strip()
