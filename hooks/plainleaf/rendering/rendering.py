"""What a page is rendered from, and what its rendering found out.

The Markdown extensions in `plainleaf.rendering.extensions` read a `Rendering`; whatever drives them
(today a MkDocs hook, tomorrow something else) fills `inputs` before a page and reads `outputs`
after.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator

from plainleaf.model.care_cards import CareCard
from plainleaf.model.emergency_numbers import EmergencyNumber
from plainleaf.model.figures import Figure
from plainleaf.model.kind import Kind
from plainleaf.model.term_matcher import TermMatcher
from plainleaf.reading.drawing import ReadPicture
from plainleaf.text.markup import NOTHING, Markup, trusted

_Html = Annotated[Markup, PlainValidator(trusted), PlainSerializer(str)]
"""HTML, which is kept for the next build as what it is."""


def _nothing(_heading: str) -> None:
    return None


def _no_step(_heading: str) -> tuple[str, bool]:
    return "", False


def _no_size(address: str) -> None:  # noqa: ARG001
    return None


def _no_icon(_name: str) -> str:
    return ""


@dataclass(frozen=True)
class Question:
    """One question of a page with its answer, as plain text (for structured data)."""

    id: str
    """The id of its heading."""
    question: str
    """The heading's text."""
    answer: str
    """The answer's text, without citation numbers."""
    html: _Html = NOTHING
    """The heading's text as HTML, which keeps what is raised and lowered."""


@dataclass(frozen=True)
class Inputs:
    """All that one page is rendered from, besides its Markdown."""

    references: Mapping[str, str] = field(default_factory=dict)
    """Reference key to its formatted HTML, without a number."""
    figures: Mapping[str, Figure] = field(default_factory=dict)
    """The figures this page may place, by id."""
    pictures: Mapping[str, ReadPicture] = field(default_factory=dict)
    """Their images, by path from the page's folder."""
    cards: Mapping[str, CareCard] = field(default_factory=dict)
    """The care cards, by id."""
    numbers: tuple[EmergencyNumber, ...] = ()
    """The few emergency numbers that stand on each card, in order."""
    all_numbers: tuple[EmergencyNumber, ...] = ()
    """All of them, for the list by country."""
    generated: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    """Name of a generated block or section to the function that makes its HTML."""
    generated_section: Callable[[str], str | None] = _nothing
    """Heading text to what the build writes below it: "sources", a name in `generated`, or None."""
    step: Callable[[str], tuple[str, bool]] = _no_step
    """Heading text to what a reader asks for with the section, and whether it holds answers."""
    icon: Callable[[str], str] = _no_icon
    """Name of an icon to its inline SVG."""
    kind: Kind | None = None
    """The page's kind; None where it has none."""
    quiet: bool = False
    """Whether one quiet mark stands for all sources of a statement, as patients read it."""
    terms: TermMatcher | None = None
    """What finds the terms that open their definitions; None on a page without such."""
    unopened: frozenset[str] = frozenset()
    """The ids of terms that open nothing here: a definition could tell what a case asks."""
    once: frozenset[str] = frozenset()
    """The ids of terms that open once a page: the whole guide is about them."""
    links_headings: bool = False
    """Whether each heading is a link to itself, to pass on."""
    image_size: Callable[[str], tuple[float, float] | None] = _no_size
    """Address of a picture, as the page has it, to its width and height in pixels."""


@dataclass
class Outputs:
    """What is known only once the page is rendered."""

    lead_html: str = ""
    """The paragraphs before the first heading or block; they are taken out of the article."""
    cited: list[str] = field(default_factory=list)
    """Reference keys in order of first use; a source's number is its place here plus one."""
    sections: list[tuple[str, _Html]] = field(default_factory=list)
    """Id and words of each second-level heading, in order."""
    contents: list[tuple[int, str, _Html]] = field(default_factory=list)
    """Level, id and words of these and of the third-level headings that stand by themselves."""
    questions: list[Question] = field(default_factory=list)
    """The page's questions, in order."""
    ids: set[str] = field(default_factory=set)
    """The ids of its elements, those that were generated among them."""
    terms: list[str] = field(default_factory=list)
    """The ids of the terms that open on the page, in order of first use."""


@dataclass
class Rendering:
    """The page being rendered now. One exists for each build."""

    inputs: Inputs = field(default_factory=Inputs)
    outputs: Outputs = field(default_factory=Outputs)

    def start(self, inputs: Inputs) -> None:
        """Begin a new page: set what it is rendered from and forget what the last one found."""
        self.inputs = inputs
        self.outputs = Outputs()
