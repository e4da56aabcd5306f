"""Figures as data: pictures, what is marked on them, and the words that go with both.

A figure stands in `figures.yml` beside its page. From this one description come the picture, the
marks laid over it, the numbered legend, the long description, print and structured data. This
module says what such a description is; `plainleaf.reading.drawing` draws it, and
`plainleaf.rendering.extensions.figure_blocks` places it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, model_validator

from plainleaf.model.model_errors import complaint
from plainleaf.model.plain_fields import MARKDOWN
from plainleaf.model.records import Record
from plainleaf.model.words import words
from plainleaf.text.inline import read_inline
from plainleaf.text.inline_grammar import markup_problems
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted


def _share(value: float) -> float:
    if 0 <= value <= 1:
        return value
    raise complaint(
        f"{value:g} lies outside of the picture: a place is a share from 0 to 1.",
        "Divide the distance from the left or upper edge by the picture's width or height.",
    )


Share = Annotated[
    float, AfterValidator(_share), Field(json_schema_extra={"minimum": 0, "maximum": 1})
]
"""A place along the picture's width or height: 0 is left or top, 1 is right or bottom."""
Point = tuple[Share, Share]
"""A place in the picture: across, down."""

Shape = Literal["arrow", "outline", "region", "point"]

POINTS: Final[Mapping[Shape, tuple[int, int]]] = {
    "arrow": (2, 2),
    "outline": (3, 200),
    "region": (3, 200),
    "point": (1, 1),
}
"""How many points each shape is made of, at least and at most."""

_POINTS_IN_WORDS: Final[Mapping[Shape, str]] = {
    "arrow": "two points: where it starts, and what it points at",
    "outline": "three points or more, in order along the edge",
    "region": "three points or more, in order along the edge",
    "point": "one point",
}

SLICE: Final = "{n}"
"""Stands for a slice's number in the name of its image."""

_ADDRESS = re.compile(r"(?:https?:|mailto:|[^:]*$)", re.IGNORECASE)
"""What a link may lead to: the web, mail, or a page of this site."""

_OF_A_BLOCK: Final = re.compile(
    r"\A[ \t]*(?P<heading>#{1,6})[ ]|^[ \t]*(?P<block>/{3,}|!!!|:{3,}|`{3,}|~{3,})"
    r"|^(?P<abbreviation>\*\[[^\]\n]+\]:)"
    r"|^[ \t]*(?P<item>[-*+\u2022]|\d+[.)])[ ].*\n(?:.*\n)*?[ \t]*(?:[-*+\u2022]|\d+[.)])[ ]"
    r"|^[ \t]*(?P<row>\|).*\n[ \t]*\|[-:| ]+$|\n[ \t]*(?P<rule>={2,}|-{2,})[ \t]*$",
    re.MULTILINE,
)
"""Marks of headings, blocks, lists, tables and rules: in one paragraph they print."""

_PICTURE: Final = re.compile(r"(?<!\\)!\[")
_NAME: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _harmless(markdown: str) -> str:
    """The text unless it would not come out as typed, or holds a link that could run.

    Rules check pages for the same; these words stand outside of any page.
    """
    found = read_inline(markdown, lambda _offset: (1, 1))
    problem = next(markup_problems(markdown), None)
    if problem is not None:
        raise complaint(problem.message, problem.fix)
    block = _OF_A_BLOCK.search(markdown)
    if block is not None:
        sign = quoted(next(filter(None, block.groups())))
        raise complaint(
            f"{sign} would print as it stands: this text is one paragraph.",
            "Write sentences here, and lists, tables and headings on the page.",
        )
    if _PICTURE.search(markdown) is not None:
        raise complaint("No picture can stand in this text.", "Place a figure on the page.")
    for link in found.links:
        if not _ADDRESS.match(link.target):
            raise complaint(
                f"The address {quoted(link.target, 40)} is not allowed.",
                "Link to a page or to an https address.",
            )
    return markdown


FigureMarkdown = Annotated[str, AfterValidator(_harmless), MARKDOWN]
"""Markdown as a legend or caption may hold it."""


class Shown(Record):
    """A finding that a figure shows; its number stands in the picture and in the legend."""

    id: str = Field(pattern=_NAME, description="Its name: annotations name the finding by it.")
    number: int = Field(ge=1, le=20, description="Its number, the same in all figures of a page.")
    text: FigureMarkdown = Field(min_length=3, description="What is seen, as Markdown; may cite.")
    plain: str | None = Field(
        default=None,
        pattern=_NAME,
        description="The heading of the patient page that explains it in plain words, by its id.",
    )
    unmarked: str | None = Field(
        default=None, min_length=10, description="Why no view marks it, when none does."
    )


class Annotation(Record):
    """A mark on a view. Its number and its words are those of the finding it shows."""

    finding: str = Field(pattern=_NAME, description="The finding it shows, by id.")
    shape: Shape = Field(description="arrow, outline, region or point.")
    points: tuple[Point, ...] = Field(
        description="Its places, [across, down] from 0 to 1. An arrow: start, then tip.",
    )
    label: str = Field(
        min_length=2, max_length=80, description="What it points at, in a few plain words."
    )
    number_at: Point | None = Field(
        default=None, description="Where its number stands; without it, at the first point."
    )
    slices: tuple[int, int] | None = Field(
        default=None, description="First and last slice of a stack that it is drawn on."
    )

    @model_validator(mode="after")
    def _points_fit(self) -> Annotation:
        least, most = POINTS[self.shape]
        if not least <= len(self.points) <= most:
            raise complaint(
                f"Shape {quoted(self.shape)} has {len(self.points)} points.",
                f"Give {_POINTS_IN_WORDS[self.shape]}.",
                field_name="points",
            )
        return self

    def on_slice(self, number: int | None) -> bool:
        """Whether the mark is drawn on a slice; None is a view that is no stack."""
        if self.slices is None or number is None:
            return True
        return self.slices[0] <= number <= self.slices[1]


class FigureView(Record):
    """One image of a figure, or one stack of them: a window, a phase."""

    id: str = Field(pattern=_NAME, description="Its name inside the figure.")
    image: str = Field(
        pattern=r"^[\w./{}-]+\.(svg|png|jpe?g|webp)$",
        description="The file, beside this one. In a stack {n} stands for the slice: ct-{n}.png.",
    )
    window: str | None = Field(default=None, min_length=2, description="Such as bone.")
    phase: str | None = Field(default=None, min_length=2, description="Such as portal venous.")
    slices: int | None = Field(
        default=None, ge=2, le=500, description="How many images the stack has."
    )
    alt: str | None = Field(
        default=None, min_length=1, max_length=400, description="Its own alternative text."
    )
    annotations: tuple[Annotation, ...] = Field(default=(), description="What is marked on it.")

    @model_validator(mode="after")
    def _stack_is_numbered(self) -> FigureView:
        if (self.slices is not None) != (SLICE in self.image):
            raise complaint(
                f"A stack has slices, and {SLICE} in the name of its images."
                if self.slices
                else f"The image has {SLICE} in its name, but the view has no slices.",
                f'Give both "slices: 40" and an image such as ct-{SLICE}.png.',
                field_name="image",
            )
        for index, mark in enumerate(self.annotations):
            if mark.slices is not None and not (
                1 <= mark.slices[0] <= mark.slices[1] <= (self.slices or 0)
            ):
                raise complaint(
                    "These slices are none of this view.",
                    f"Give the first and the last, from 1 to {self.slices}."
                    if self.slices
                    else 'Delete "slices": the view is no stack.',
                    field_name=("annotations", index, "slices"),
                )
        return self

    @property
    def short(self) -> str:
        """Its window and phase, as a button names it: `Bone`; empty when it has neither."""
        name = ", ".join(part for part in (self.window, self.phase) if part)
        return name[:1].upper() + name[1:]

    @property
    def name(self) -> str:
        """What a reader calls it: its window and phase in words; empty when it has neither."""
        window = f"{self.window} window" if self.window else ""
        name = ", ".join(part for part in (window, self.phase) if part)
        return name[:1].upper() + name[1:]


class Sides(Record):
    """The letters at the edges of a picture; the patient's right is on a picture's left."""

    left: str = Field(min_length=1, max_length=2, description="At the left edge, such as R.")
    right: str = Field(min_length=1, max_length=2, description="At the right edge, such as L.")


Modality = Literal[
    "radiograph",
    "CT",
    "MRI",
    "ultrasound",
    "PET",
    "nuclear medicine",
    "fluoroscopy",
    "photograph",
    "drawing",
]


class Figure(Record):
    """A figure that a page may place with `/// figure | id`."""

    id: str = Field(pattern=_NAME, description="Its name in the page.")
    modality: Modality = Field(description="How the picture was made.")
    region: str | None = Field(default=None, min_length=2, description="The part of the body.")
    plane: str | None = Field(default=None, min_length=2, description="Of a slice: axial, …")
    projection: str | None = Field(
        default=None, min_length=2, description="Of a radiograph: frontal, lateral, …"
    )
    contrast: str | None = Field(default=None, min_length=2, description="Such as after contrast.")
    sides: Sides | None = Field(default=None, description="The letters at its edges.")
    schematic: bool = Field(description="True for a drawing that is not a patient image.")
    alt: str = Field(min_length=1, max_length=400, description="What a sighted reader sees.")
    long: FigureMarkdown = Field(
        min_length=40,
        description="The whole picture in words, for whoever cannot see it, as Markdown.",
    )
    caption: FigureMarkdown = Field(min_length=10, description="One or two sentences, as Markdown.")
    credit: str = Field(min_length=3, description="Who made it, from what; plain text.")
    license: str = Field(min_length=3, description="On what terms it may be used; plain text.")
    license_url: str | None = Field(
        default=None, pattern=r"^https://\S+$", description="Where these terms stand."
    )
    permission: str | None = Field(
        default=None,
        min_length=3,
        description="Who allowed a patient's picture to be shown, and when; no page shows it.",
    )
    findings: tuple[Shown, ...] = Field(default=(), description="What it shows, numbered.")
    views: tuple[FigureView, ...] = Field(description="Its images, at least one.")

    @model_validator(mode="after")
    def _fits_together(self) -> Figure:
        if not self.views:
            raise complaint("The figure has no view.", "Add an image.", field_name="views")
        _once(self.findings, "number", "findings")
        _once(self.findings, "id", "findings")
        _once(self.views, "id", "views")
        self._marks_name_findings()
        self._findings_are_marked()
        self._views_differ()
        return self

    def _marks_name_findings(self) -> None:
        known = {finding.id for finding in self.findings}
        for place, view in enumerate(self.views):
            for index, mark in enumerate(view.annotations):
                if mark.finding not in known:
                    near = nearest_name(mark.finding, known)
                    raise complaint(
                        f"The figure has no finding {quoted(mark.finding)}.",
                        f"Did you mean {quoted(near)}?" if near else "Add it under findings.",
                        field_name=("views", place, "annotations", index, "finding"),
                    )

    def _findings_are_marked(self) -> None:
        marked = {mark.finding for view in self.views for mark in view.annotations}
        for index, finding in enumerate(self.findings):
            if finding.id not in marked and finding.unmarked is None:
                raise complaint(
                    f"No view marks the finding {quoted(finding.id)}.",
                    'Add an annotation, or say why there is none with "unmarked".',
                    field_name=("findings", index, "id"),
                )
            if finding.id in marked and finding.unmarked is not None:
                raise complaint(
                    f"The finding {quoted(finding.id)} is marked.",
                    'Delete "unmarked".',
                    field_name=("findings", index, "unmarked"),
                )

    def _views_differ(self) -> None:
        # Readers tell views by window and phase, and switch between them at the same slice.
        seen: set[tuple[str | None, str | None]] = set()
        for index, view in enumerate(self.views):
            if (view.window, view.phase) in seen:
                raise complaint(
                    "Another view has the same window and phase.",
                    "Name what differs, or make one stack of them.",
                    field_name=("views", index, "id"),
                )
            seen.add((view.window, view.phase))
            if view.slices != self.views[0].slices:
                raise complaint(
                    "The views of a figure have the same slices.",
                    "Give each as many, or make two figures.",
                    field_name=("views", index, "id"),
                )

    @property
    def frames(self) -> tuple[Frame, ...]:
        """Every single image, view by view and slice by slice."""
        return tuple(self._frames())

    def _frames(self) -> Iterator[Frame]:
        for view in self.views:
            for number in range(1, view.slices + 1) if view.slices else (None,):
                image = view.image.replace(SLICE, str(number))
                alt = view.alt or self.alt
                if number is not None:
                    alt = f"{alt.rstrip('.')}, slice {number} of {view.slices}."
                marks = tuple(mark for mark in view.annotations if mark.on_slice(number))
                yield Frame(view, number, image, alt, marks)

    @property
    def key_slices(self) -> tuple[int, ...]:
        """The slices of a stack that paper shows: the middle of each mark, else of the stack."""
        count = self.views[0].slices
        if count is None:
            return ()
        marks = [mark.slices for view in self.views for mark in view.annotations]
        middles = {(first + last) // 2 for first, last in (one or (1, count) for one in marks)}
        return tuple(sorted(middles)) or ((1 + count) // 2,)

    @property
    def made_how(self) -> tuple[tuple[str, str], ...]:
        """Label and value of what is known about how the picture was made."""
        windows = [view.window for view in self.views if view.window]
        phases = [view.phase for view in self.views if view.phase]
        slices, our = self.views[0].slices, words().figure
        listed = (
            (our.modality, self.modality),
            (our.region, self.region),
            (our.plane, self.plane),
            (our.projection, self.projection),
            (our.window if len(windows) == 1 else our.windows, ", ".join(windows)),
            (our.phase if len(phases) == 1 else our.phases, ", ".join(phases)),
            (our.contrast, self.contrast),
            (our.slices, str(slices) if slices else None),
        )
        return tuple((label, value) for label, value in listed if value)


@dataclass(frozen=True)
class Frame:
    """A single image of a figure."""

    view: FigureView
    """The view it is of."""
    slice: int | None
    """Its number in a stack, from 1; None when it is no slice."""
    image: str
    """Its file, as a path from the folder of figures.yml."""
    alt: str
    """What stands in for it."""
    marks: tuple[Annotation, ...]
    """What is marked on it."""

    @property
    def name(self) -> str:
        """What a reader calls it, such as `Bone window, slice 3 of 40`; may be empty."""
        place = words().figure.slice.format(number=self.slice, slices=self.view.slices)
        number = place if self.slice else ""
        name = ", ".join(part for part in (self.view.name, number) if part)
        return name[:1].upper() + name[1:]


def _once(items: tuple[Record, ...], key: str, where: str) -> None:
    values = [getattr(item, key) for item in items]
    for index, value in enumerate(values):
        if value in values[:index]:
            raise complaint(
                f"The {key} {quoted(str(value))} stands twice.",
                "Give this one another.",
                field_name=(where, index, key),
            )


def plain_words(markdown: str) -> str:
    """Markdown as plain text, without citations."""
    return read_inline(markdown, lambda _offset: (1, 1)).plain
