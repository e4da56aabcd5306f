"""A small site for tests of single modules: front matter is right, sections are few."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from plainleaf.model.kinds import KINDS
from plainleaf.reading.content import Content, load_content
from plainleaf.reading.page import Page, read_page

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path d="M0 0h9"/></svg>\n'

FIGURES = """\
- id: leaf
  modality: drawing
  alt: A leaf from above.
  long: A leaf with one vein that runs from its stalk to its tip, seen from above.
  caption: It is green.
  schematic: true
  credit: Plainleaf
  license: none chosen yet
  findings:
    - {id: vein, number: 1, text: "A vein.[@VEIN]"}
  views:
    - id: above
      image: figures/leaf.svg
      annotations:
        - {finding: vein, shape: point, label: a vein, points: [[0.5, 0.5]]}

- id: unused
  modality: drawing
  alt: Another leaf.
  long: A leaf that nobody looks at, with one vein that runs from its stalk to its tip.
  caption: It is placed nowhere.
  schematic: true
  credit: Plainleaf
  license: none chosen yet
  views:
    - {id: above, image: figures/unused.svg}
"""

TERMS = """\
- id: leaf-fever
  term: leaf fever
  abbreviations: [LF]
  category: condition
  definition: A made-up illness of leaves.
  pronunciation: {ipa: ˈliːf ˈfiːvɚ, respelling: LEEF FEE-ver, source: editor}
- id: vein
  term: vein
  category: anatomy
  definition: A tube that carries sap.
  no_pronunciation: Everyone can say it.
"""

REFERENCES = """\
- {id: FEVER, type: webpage, title: On leaf fever, seen: full, standing: research}
- {id: VEIN, type: webpage, title: On veins, seen: full, standing: research}
- {id: OTHER, type: webpage, title: On others, seen: full, standing: research}
"""


CARDS = """\
- id: hot
  condition: leaf-fever
  level: emergency
  heading: "Call an ambulance if:"
  items:
    - {text: the vein burns, sources: [FEVER, OTHER]}
  closing: [{text: Water it., sources: [VEIN]}]
  sign_off: leaves
"""
"""A file of care cards, for tests that want one."""


def page(kind: str, title: str = "Title", body: str = "Text.\n", **fields: Any) -> str:
    """The text of a page with all the front matter that its kind needs."""
    needed: dict[str, Any] = {
        "kind": kind,
        "title": title,
        "description": f"About {title}.",
        "written": "2026-11-21",
        "next_look": "2027-11-21",
    }
    if "condition" in KINDS[kind].front_matter.model_fields:
        needed["condition"] = "leaf-fever"
    if kind == "condition":
        needed["term"] = "leaf-fever"
    if kind == "home":
        door = {"title": "In", "text": "Go in.", "action": "Go", "page": "glossary.md#letter-a"}
        needed["doors"] = [door | {"icon": "family"}]
    lines = (
        # Dates must not be quoted: quoted, they are text.
        f"{name}: {value}" if name in {"written", "next_look"} else _yaml_line(name, value)
        for name, value in (needed | fields).items()
    )
    front_matter = "\n".join(lines)
    return f"---\n{front_matter}\n---\n\n{body}"


def _yaml_line(name: str, value: Any) -> str:
    text: str = yaml.safe_dump({name: value}, default_flow_style=True, allow_unicode=True)
    return text.strip().removeprefix("{").removesuffix("}")


def read(pages: Mapping[str, str]) -> dict[str, Page]:
    """Read pages as the site does, sorted by path."""
    return {src: read_page(f"docs/{src}", pages[src].encode()) for src in sorted(pages)}


FILES: Mapping[str, str] = {
    "_data/glossary.yml": TERMS,
    "_data/references.yml": REFERENCES,
    "_data/facts.yml": "[]\n",
    "_data/sign_off.yml": "[]\n",
    "_data/emergency_numbers.yml": (
        '- {country: United States, code: US, number: "911", source: FEVER}\n'
    ),
    "_data/reviews.yml": "[]\n",
    "index.md": page("home", "Leaves"),
    "about/index.md": page("about", "About", "## Accessibility\n\nText.\n"),
    "glossary.md": page("glossary", "Glossary", "/// glossary-entries\n\n///\n"),
    "conditions/leaf-fever/index.md": page(
        "condition",
        "Leaf fever",
        "Hot leaves.[@FEVER]\n\n## What it is\n\n/// figure | leaf\n///\n\n"
        "## When to get help\n\nNow.\n\n## Sources\n",
        nav_title="LF",
    ),
    "conditions/leaf-fever/faq.md": page(
        "faq", "Questions about leaf fever", "## All\n\n### Is it hot?\n\nYes.[@OTHER]\n"
    ),
    "conditions/leaf-fever/figures.yml": FIGURES,
    "conditions/leaf-fever/figures/leaf.svg": DRAWING,
    "conditions/leaf-fever/figures/unused.svg": DRAWING,
    "cases/a-spot/index.md": page(
        "case", "A spot", "## Diagnosis\n\nLeaf fever.\n", at_a_glance=[]
    ),
}
"""Every file of the small site, by its path inside docs/."""


def write(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the small site into a project's folder; None leaves a file out. Returns the folder."""
    files: dict[str, str | bytes | None] = {**FILES, **(changes or {})}
    for name, text in files.items():
        if text is None:
            continue
        file = root / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def load(root: Path) -> Content:
    """Read a project."""
    return load_content(root, root / "docs")
