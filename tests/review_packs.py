"""Review packs of the small site, as they come back: filled in, on paper, from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from builds import CONDITION, small
from plainleaf.build import Build
from plainleaf.print.formats import FORMATS
from plainleaf.print.printer import Printed, Printer
from plainleaf.rendering.fonts import print_fonts
from plainleaf.rendering.store import Store
from plainleaf.reviewing.pack_form import ANSWERS, Form, FormAnswer
from plainleaf.reviewing.review_pack import Pack, pack_document, pack_of

ROLES = """\
- {id: botanist, who: a botanist, part: leaves, fields: [Botany], kinds: [condition]}
- {id: gardener, who: a gardener, part: growing, fields: [Gardening]}
"""
POINTS = f"""\
- id: hot
  point: Hot leaves are hot.
  role: Botany
  pages: [{CONDITION}]
  danger: high
  beside: [Hot leaves.]
- id: now
  point: Now is soon enough.
  role: Botany and gardening
  pages: ["{CONDITION}#what-it-is"]
- {{id: other, point: Of another field., role: Gardening, pages: [{CONDITION}]}}
"""
FILES: Mapping[str, str] = {"_data/review_roles.yml": ROLES, "_data/sign_off.yml": POINTS}
SITE = "Leaves"
SIGNED = {"name": "Maria Muster", "profession": "Botanist of samples", "date": "2026-11-21"}


@dataclass(frozen=True)
class Desk:
    """A site, and a pack of one of its pages."""

    build: Build
    pack: Pack

    def form(self, answers: Mapping[str, str], **signed: str) -> Form:
        """The pack, filled in: `agree` or `change: words` for each name."""
        said = []
        for one in self.pack.asked:
            ticked, _, words = answers.get(one.name, "").partition(": ")
            ticks = tuple(known for known in ANSWERS if known in ticked.split())
            said.append(FormAnswer(replace(one, label=""), ticks, words))
        return Form(self.pack.id, tuple(said), {**SIGNED, **signed})


def desk(
    folder: Path, changes: Mapping[str, str | bytes | None] | None = None, role: str = "botanist"
) -> Desk:
    """A pack of the condition of the small site for a role."""
    build = small(folder, {**FILES, **(changes or {})})
    return Desk(build, pack_of(build.content, CONDITION, role, build.reviews, build.sections, SITE))


def printed(one: Desk, folder: Path) -> Path:
    """Print a pack; returns the file."""
    document = pack_document(one.build.source, one.pack, one.build.reviews, one.build.sections)
    printer = Printer(Store(folder, ".pdf"), print_fonts, FORMATS[:1], cores=1)
    (made,) = printer.run([document])
    assert isinstance(made, Printed), made
    return made.kept.file


def fill(blank: Path, to: Path, values: Mapping[str, str]) -> Path:
    """Fill in the fields of a PDF by the ends of their names: `x` ticks a box."""
    with pikepdf.open(blank) as pdf:
        left = dict(values)
        for one in pdf.Root.AcroForm.Fields:
            name = str(one.T)
            key = next((wanted for wanted in left if wanted in name), None)
            if key is None:
                continue
            value = left.pop(key)
            if one.FT == "/Btn":
                one.V = one.AS = pikepdf.Name("/on")
            else:
                one.V = pikepdf.String(value)
        assert not left, left
        pdf.save(to)
    return to
