"""Rules on the words of the finished site: documentation only, `plainleaf.proof` checks them."""

from __future__ import annotations

from typing import Final

from plainleaf.model.findings import Severity
from plainleaf.model.rule import Rule

WORDS: Final = Rule(
    "PL940",
    "A finished page does not say what its author wrote",
    Severity.ERROR,
    why="A word that is lost, joined, moved or added on its way to the reader can turn a warning "
    "sign or a dose into another. Each build compares every page with its source, block by block.",
    fix="Write the place in plain Markdown. If it is, this program has a fault: please report it.",
)
COPY: Final = Rule(
    "PL941",
    "Words that a page repeats are not those of their source",
    Severity.ERROR,
    why="A definition that opens, an answer in a list of results and a source at the foot of a "
    "page are read without the text around them, so they must say exactly the same.",
    fix="Write the place in plain Markdown. If it is, this program has a fault: please report it.",
)
