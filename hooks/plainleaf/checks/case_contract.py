"""What a radiology case must hold, and how much of it a page holds: for its author only.

After Radiopaedia's guidelines for published cases. What a program can see is listed as there or
missing; what only a person can see is listed as “by hand”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from plainleaf.model.budgets import TEACHING_SENTENCES_MAX
from plainleaf.model.site_facts import FigureFact
from plainleaf.model.words import words
from plainleaf.reading.page import Page, Section, within
from plainleaf.text.readability import sentences

ContractState = Literal["there", "missing", "by hand"]

FEWEST_DIAGNOSES = 3
"""Rows of a differential that is worth the name."""
_PATIENT = ("Age", "Sex")
_MADE_HOW: dict[str, tuple[tuple[str, ...], ...]] = {
    "radiograph": (("region",), ("projection",)),
    "CT": (("region",), ("plane",), ("window", "windows"), ("contrast",)),
    "MRI": (("region",), ("plane",), ("phase", "phases"), ("contrast",)),
    "PET": (("region",), ("plane",)),
    "ultrasound": (("region",),),
    "nuclear medicine": (("region",),),
    "fluoroscopy": (("region",), ("contrast",)),
}
"""Modality to what must be said of a study made with it, as names of `FigureWords`; one of each
group will do."""


@dataclass(frozen=True)
class ContractPart:
    """A part of the contract."""

    name: str
    """What it is."""
    state: ContractState
    """Whether it is there."""
    detail: str = ""
    """What is missing, or what to look at; empty when all is there."""


@dataclass(frozen=True)
class Contract:
    """How much of the contract a case keeps."""

    parts: tuple[ContractPart, ...]

    @property
    def summary(self) -> str:
        """Its parts in a line: `11 of 12 parts are there; look at 2 by hand`."""
        seen = [part for part in self.parts if part.state != "by hand"]
        there = sum(part.state == "there" for part in seen)
        by_hand = len(self.parts) - len(seen)
        line = f"{there} of {len(seen)} parts are there"
        return f"{line}; look at {by_hand} by hand" if by_hand else line

    @property
    def complete(self) -> bool:
        """Whether nothing is missing that a program can see."""
        return all(part.state != "missing" for part in self.parts)


def contract_of(page: Page, figures: Sequence[FigureFact]) -> Contract:
    """How much of the contract a case keeps.

    Args:
        page: the page of the case.
        figures: the figures that it may place.
    """
    placed = {block.argument for block in page.block_named("figure") if block.valid}
    shown = [figure for figure in figures if figure.id in placed]
    return Contract(
        (
            _section(page, "Presentation"),
            _patient(page),
            *_studies(shown),
            _tried(page, shown),
            _findings(page, shown),
            _differential(page),
            _diagnosis(page),
            _section(page, "Discussion"),
            _teaching(page),
            _part("Questions", [] if page.block_named("question") else ["no question to think on"]),
            _part("Original and contributor", [] if page.raw.get("original") else ["original"]),
            *_by_hand(shown),
        )
    )


def _part(name: str, missing: Sequence[str]) -> ContractPart:
    return ContractPart(name, "missing" if missing else "there", ", ".join(missing))


def _section(page: Page, title: str) -> ContractPart:
    section = page.section(title)
    there = section is not None and page.has_content(section.line, section.end_line)
    return _part(title, [] if there else ["the section"])


def _patient(page: Page) -> ContractPart:
    items = page.raw.get("at_a_glance")
    labels = [str(item.get("label")) for item in items or () if isinstance(item, dict)]
    missing = [one.lower() for one in _PATIENT if not any(one in label for label in labels)]
    return _part("Patient data", [f"{one} in at_a_glance" for one in missing])


def _studies(figures: Sequence[FigureFact]) -> Iterator[ContractPart]:
    if not figures:
        yield _part("Studies", ["a figure"])
    for figure in figures:
        known, our = dict(figure.study), words().figure
        wanted = _MADE_HOW.get(known.get(our.modality, ""), ())
        missing = [
            group[0] for group in wanted if not any(getattr(our, one) in known for one in group)
        ]
        yield _part(f"Study {figure.id}", missing)


def _tried(page: Page, figures: Sequence[FigureFact]) -> ContractPart:
    early = {block.argument for block in page.block_named("figure-to-read")}
    late = [figure.id for figure in figures if figure.numbers and figure.id not in early]
    return _part("Pictures to try first", [f"{one} without its marks" for one in late])


def _findings(page: Page, figures: Sequence[FigureFact]) -> ContractPart:
    if _section(page, "Findings").state == "missing":
        return _part("Findings", ["the section"])
    return _part("Findings", [f"{one.id} has none" for one in figures if not one.numbers])


def _differential(page: Page) -> ContractPart:
    section = page.section("Differential diagnosis")
    rows = sum(len(table.rows) for table in within(page.tables, section)) if section else 0
    enough = rows >= FEWEST_DIAGNOSES
    return _part("Differential", [] if enough else [f"{rows} of {FEWEST_DIAGNOSES} diagnoses"])


def _diagnosis(page: Page) -> ContractPart:
    section = page.section("Diagnosis")
    text = _text(page, section)
    missing = [] if text else ["the section"]
    if text and "certain" not in text.casefold():
        missing.append("how certain it is")
    return _part("Diagnosis with its certainty", missing)


def _teaching(page: Page) -> ContractPart:
    section = page.section("Teaching points")
    lists = within(page.lists, section) if section else ()
    points = [item.plain for one in lists for item in one.items]
    if not points:
        return _part("Teaching points", ["a list of them"])
    long = sum(len(sentences(point)) > TEACHING_SENTENCES_MAX for point in points)
    return _part(
        "Teaching points",
        [f"{long} with more than {TEACHING_SENTENCES_MAX} sentences"] if long else [],
    )


def _text(page: Page, section: Section | None) -> str:
    runs = within(page.runs, section) if section else ()
    return " ".join(run.plain for run in runs)


def _by_hand(figures: Sequence[FigureFact]) -> Iterator[ContractPart]:
    names = ", ".join(figure.id for figure in figures if not figure.schematic)
    if not names:
        yield ContractPart("De-identified", "there", "drawings only")
        yield ContractPart("No text in the images", "there", "drawings only")
        return
    yield ContractPart("De-identified", "by hand", f"no patient can be told from: {names}")
    yield ContractPart("No text in the images", "by hand", f"no words are burned into: {names}")
