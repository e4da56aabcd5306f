"""All that may differ between a finished page and its printed sheets, in one place.

`transform` makes these differences; `expected` says, by these rules and by a walk of its own, what
every sheet must hold; `proof` compares. What stands in no rule here is the same on paper, in the
same order, to the letter.

Left out: what `is_left_out` names; the header and footer of each sheet (`RUNNING`), which are no
text of the page; numbers that the style sheet draws in place of the page's own (`REPLACED`).

Moved: an element with `data-paper="last"` to the end of its article; the list of sources, with its
heading, to the element with `data-sources`, or out of what lists none.

Written otherwise: the numbers of sources as [1, 2]; a box of a task list as [ ] or [×]; how a
picture was taken as one line; the label of a tab above its block; what lies over a picture as part
of it, and the name of a view as a line below; a table wider than its sheet as cards.

Added: the mark or number of each list item (`UNMARKED` lists have none), numbers that the style
sheet draws (`NUMBERED`), the number of a note behind a link that leads out of the document, the
list of those notes, numbers of pages behind links within it, and, in a handout, what a term means
below the block that opens it first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

SCREEN_ONLY: Final = frozenset(
    {"script", "style", "template", "noscript", "audio", "video", "iframe", "dialog", "object"}
)
SCREEN_CLASSES: Final = frozenset(
    (
        *("headerlink", "footnote-backref", "back", "needs-js", "slip-late", "az", "tabbed-labels"),
        # What only a screen reader says; the answers below each choice, which stand last on paper;
        # the way from a mark to plain words, which are a section of the same pages.
        *("vh", "opt", "to-plain-l"),
        "srcs-n",  # what a list of sources is folded under: on paper it stands open
    )
)
RUNNING: Final = frozenset({"head", "foot"})
"""Classes of what stands on every sheet; in a PDF it is no content but an artifact."""
UNMARKED: Final = frozenset(("asks", "faq-list", "contents", "key", "legend"))
"""Classes of what holds lists, or is one, whose items have no mark (handout.css)."""
NUMBERED: Final = frozenset({"key", "legend"})
"""Those of them whose items are numbered by the style sheet."""
REPLACED: Final = ("legend", "no")
"""In what has the first class, what has the second one is drawn by the style sheet instead."""
PAGE: Final = "\ue000"
"""Stands for the number of a page in what is expected: only the layout knows it."""
LEADER: Final = "\ue001"
"""The same behind a row of dots."""

TICKED: Final = "×"
"""How messages show a ticked box of a form; an empty box is not shown."""

_FOLDED: Final = {
    # Drawn as nothing: where a word may break, and which way text runs.
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    0x2011: 0x2010,  # a hyphen that must not break is drawn as one that may
}


def folded(text: str) -> str:
    """Text as it is compared: without white space, and with what looks the same as one."""
    return unicodedata.normalize("NFC", "".join(text.split()).translate(_FOLDED))


def is_left_out(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether nothing of an element belongs on paper.

    Args:
        tag: its name, without a namespace.
        attributes: its attributes; one without a value has "" or None.
    """
    classes = set((attributes.get("class") or "").split())
    if tag == "svg":
        return attributes.get("aria-hidden") == "true"
    if tag in SCREEN_ONLY or "hidden" in attributes or "popover" in attributes:
        return True
    if "view" in classes and attributes.get("data-slice"):
        return "on-sheet" not in classes  # of a stack, paper shows the slices chosen
    if attributes.get("data-paper") == "no" or SCREEN_CLASSES & classes:
        return True
    if tag == "input":
        # Boxes of task lists are printed, and so are the fields of our own documents.
        return attributes.get("type") not in {"checkbox", "text"}
    if tag == "button":
        return "popovertarget" not in attributes
    return tag == "img" and not attributes.get("alt")
