"""The entry of a figure in `figures.yml`, as an author completes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from plainleaf.authoring.scaffold import yaml_value
from plainleaf.model.figures import SLICE

NOT_STATED: Final = "not stated"
"""What is said of how a picture was made where the files do not say it."""


@dataclass(frozen=True)
class ViewFiles:
    """One view and the names of its files."""

    id: str
    image: str
    """From the folder of figures.yml; a stack has {n} in it."""
    window: str | None
    slices: int


@dataclass(frozen=True)
class FigureEntry:
    """What is known of a figure."""

    id: str
    modality: str
    region: str
    plane: str | None
    projection: str | None
    contrast: bool
    sides: tuple[str, str] | None
    credit: str
    license: str
    license_url: str | None
    permission: str
    views: tuple[ViewFiles, ...]


def entry_text(entry: FigureEntry) -> str:
    """The entry as YAML. What only a person can say is TODO, and the checks name each."""
    return "\n".join(_lines(entry)) + "\n"


def _lines(entry: FigureEntry) -> Iterator[str]:
    known: Mapping[str, str | None] = {
        "modality": entry.modality,
        "region": entry.region or NOT_STATED,
        "plane": entry.plane,
        "projection": entry.projection or (NOT_STATED if entry.modality == "radiograph" else None),
        "contrast": _contrast(entry),
    }
    yield f"- id: {entry.id}"
    yield from (f"  {name}: {yaml_value(value)}" for name, value in known.items() if value)
    if entry.sides:
        yield f"  sides: {{left: {entry.sides[0]}, right: {entry.sides[1]}}}"
    yield "  schematic: false"
    yield "  alt: TODO what a sighted reader sees, in one sentence that names no diagnosis"
    yield "  long: >-"
    yield "    TODO the whole picture in words, for whoever cannot see it: what lies where, how big"
    yield "  caption: TODO one or two sentences about the picture"
    yield f"  credit: {yaml_value(entry.credit)}"
    yield f"  license: {yaml_value(entry.license)}"
    if entry.license_url:
        yield f"  license_url: {yaml_value(entry.license_url)}"
    yield f"  permission: {yaml_value(entry.permission)}"
    yield "  findings: []   # what it shows, numbered; see README, Figures"
    yield "  views:"
    for view in entry.views:
        yield f"    - id: {view.id}"
        yield f"      image: {view.image}"
        if view.window:
            yield f"      window: {view.window}"
        if SLICE in view.image:
            yield f"      slices: {view.slices}"


def _contrast(entry: FigureEntry) -> str | None:
    if entry.modality not in ("CT", "MRI", "fluoroscopy"):
        return None
    return "after contrast" if entry.contrast else NOT_STATED
