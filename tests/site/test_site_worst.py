"""The worst, typed into every text field of every schema: it is shown as typed, or refused.

Real builds of the tiny site. What a reader sees is asked of a browser (text, labels, descriptions,
structured data) and of the PDFs; what the checks refuse is never built.
"""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from worst import NAMES, PIECES, RECORDS, Field, Site, packed, takes, text_fields

from conftest import run_mkdocs
from plainleaf.model.kinds import KINDS

if TYPE_CHECKING:
    from playwright.sync_api import Page

READ = """() => {
  const said = [document.title];
  const deep = (one) => {
    if (typeof one === "string") said.push(one);
    else if (one && typeof one === "object") Object.values(one).forEach(deep);
  };
  document.querySelectorAll("script[type='application/ld+json']").forEach((script) => {
    deep(JSON.parse(script.textContent));
  });
  document.querySelectorAll("*").forEach((element) => {
    for (const one of element.attributes) said.push(one.value);
  });
  document.querySelectorAll("script, style").forEach((element) => element.remove());
  said.push(document.body.textContent);
  return said.map((one) => one.replace(/\\s+/g, " "));
}"""
"""Everything that a reader, a screen reader or a search engine gets of a page."""

UNSHOWN = frozenset(
    (
        *(
            "Fact.fact",
            "Fact.note",
            "Fact.omitted",
            "AcceptedWords.reason",
            "UrgentSentence.reason",
        ),
        "Figure.permission",
        *("Reference.note", "Term.pronunciation.note", "Term.search_only", "Term.inflections"),
        *("Term.no_pronunciation", "EmergencyNumber.country", "ReviewRole.part"),
        *("Term.pronunciation.override.reason", "Term.pronunciation.alternates.source"),
    )
)
"""Fields that no reader sees: for editors, or for search."""
PERHAPS = frozenset(("Reference.PMID", "Reference.ISBN", "Reference.number", "Reference.edition"))
"""Fields that Vancouver style prints of some types of sources only."""
INITIALS = frozenset(("Reference.author.given", "Reference.editor.given"))
"""What Vancouver style makes initials of."""

NOT_FOR_PAPER = frozenset(("\u0639\u0631\u0628\u064a", "\U0001f33f", PIECES[-1]))
"""What a PDF holds in another order or as a picture, and what is wider than its sheet."""

CUT_ON_PAPER = frozenset(("Reference.volume", "Reference.issue", "Reference.page"))
"""A fault that is left: Vancouver style sets volume, issue and pages without a space, and what is
wider than the sheet is cut at its edge. Whoever fixes that on paper takes it out, and w… above."""


def is_name(field: Field) -> bool:
    """Whether a field is a name of a term: what else holds the same words would name the term."""
    return field.schema.startswith("Term.") and field.schema != "Term.definition"


@pytest.fixture
def site(make_project: Callable[..., Path]) -> Site:
    return Site(make_project())


PARTS = ("GetHelp", "Tests", "Treatment", "Part", "Living", "Parents", "Questions")
"""Kinds of page in a guide, which have the fields that an FAQ has."""


def test_every_text_field_of_every_schema_is_tried(site: Site) -> None:
    models = {*RECORDS.values(), *(kind.front_matter for kind in KINDS.values())}
    # Pages whose front matter has no field of its own; all others stand in the tiny site.
    absent = {"ChecksFrontMatter", "ReviewsFrontMatter", "AdministratorsFrontMatter"}
    absent |= {"AccessibilityFrontMatter", *(f"{one}FrontMatter" for one in PARTS)}
    wanted = {
        name
        for model in models
        for name in text_fields(model)
        if name.partition(".")[0] not in absent
    }
    tried = {one.schema for one in site.fields()}
    assert wanted - tried - NAMES == set()


def accepted(site: Site, fields: list[Field]) -> dict[int, list[str]]:
    """What each field takes, by its number, in the order of PIECES."""
    found: dict[int, list[str]] = defaultdict(list)
    for piece in PIECES:
        typed = [replace(one, what=piece) for one in fields if takes(one, piece)]
        for one in site.settle(typed)[0]:
            found[one.number].append(piece)
    return found


def wrong(said: Iterable[str], fields: Iterable[Field], gap: int = 1) -> list[str]:
    """Every place that shows a field otherwise than it was typed, and every field shown nowhere.

    Args:
        said: what is shown.
        fields: what was typed.
        gap: how many spaces stand behind a field's marker.
    """
    known = {one.marker: one for one in fields}
    seen = set()
    found = []
    for text in said:
        for match in re.finditer(r"n3\d{3}", text, re.IGNORECASE):
            field = known.get(match[0].lower())
            if field is None:
                continue
            seen.add(field.schema)
            if field.schema in INITIALS:
                continue
            shown = text[match.end() + gap :][: len(field.what)]
            if shown != field.what:
                found.append(f"{field.schema}: {field.what!r} is shown as {shown!r}")
    typed = {one.schema for one in known.values()}
    found += [f"{one}: shown" for one in seen & UNSHOWN]
    found += [f"{one}: shown nowhere" for one in typed - seen if not _may_be_missing(one)]
    return sorted(set(found))


def _may_be_missing(schema: str) -> bool:
    return schema in UNSHOWN | PERHAPS or schema.endswith(".nav_title")


def read(page: Page, folder: Path) -> list[str]:
    said: list[str] = []
    for file in sorted(folder.rglob("*.html")):
        page.goto(file.as_uri())
        said += page.evaluate(READ)
    return said


@pytest.mark.parametrize("names", [False, True], ids=["texts", "names of terms"])
def test_the_worst_is_shown_as_typed_in_a_browser(page: Page, site: Site, *, names: bool) -> None:
    fields = [one for one in site.fields() if is_name(one) == names]
    for turn in packed(accepted(site, fields), fields):
        site.write(turn)
        done = run_mkdocs(site.project, "build", "--strict")
        assert done.returncode == 0, done.stdout
        found = wrong(read(page, site.project / "site"), turn)
        assert not found, "\n".join(found)


def test_the_worst_is_printed_as_typed(site: Site) -> None:
    fields = [one for one in site.fields() if not is_name(one) and one.schema not in CUT_ON_PAPER]
    turn = [
        replace(one, what=" ".join(part for part in one.what.split() if part not in NOT_FOR_PAPER))
        for one in next(packed(accepted(site, fields), fields))
    ]
    site.write(turn)
    done = run_mkdocs(site.project, "build", "--strict", env={"PRINT": "a4"})
    assert done.returncode == 0, done.stdout
    files = sorted((site.project / "site").rglob("*.pdf"))
    assert files
    said = [
        subprocess.run(
            ["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True
        ).stdout
        for file in files
    ]
    # Lines end anywhere on paper: what counts is every character but white space.
    bare = [replace(one, what="".join(one.what.split())) for one in turn]
    found = wrong(("".join(text.split()) for text in said), bare, gap=0)
    found = [one for one in found if not one.endswith("shown nowhere")]
    assert not found, "\n".join(found)
