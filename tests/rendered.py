"""Renders Markdown as the site does, without MkDocs, and reads golden cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown

from plainleaf.model.care_cards import load_care_cards
from plainleaf.model.emergency_numbers import EmergencyNumber
from plainleaf.model.figures import Figure
from plainleaf.model.kinds import KINDS
from plainleaf.reading.drawing import ReadPicture
from plainleaf.rendering.rendering import Inputs, Outputs, Rendering

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"


class _MkDocsLoader(yaml.SafeLoader):
    """Reads mkdocs.yml; what comes from the environment is left empty."""


_MkDocsLoader.add_constructor("!ENV", lambda _loader, _node: "")


def _configured() -> tuple[list[str], dict[str, dict[str, Any]]]:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = yaml.load(text, _MkDocsLoader)["markdown_extensions"]
    settings = {
        name: options
        for item in listed
        for name, options in (item.items() if isinstance(item, dict) else [(item, {})])
    }
    return list(settings), settings


EXTENSIONS, SETTINGS = _configured()
"""The Markdown extensions of the real site with their options."""

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 200">'
    '<path class="bone" d="M10 10h80"/></svg>'
)

LONG = "Every shape of the picture, told in order from the top of it to its foot."

FIGURES = {
    "chest": Figure.model_validate(
        {
            "id": "chest",
            "modality": "CT",
            "plane": "axial",
            "contrast": "not stated",
            "alt": 'A chest, "drawn" & plain.',
            "long": f"{LONG}[@FAN]",
            "caption": "**One** chest from the front.[@KOCH]",
            "schematic": True,
            "credit": "Plainleaf",
            "license": "none chosen yet",
            "sides": {"left": "R", "right": "L"},
            "findings": [
                {"id": "rib", "number": 1, "text": "**A rib.**[@FAN]", "plain": "wide-ribs"},
                {
                    "id": "gap",
                    "number": 2,
                    "text": "[Not drawn](other.md) & said",
                    "unmarked": "it has no edge & no place",
                },
            ],
            "views": [
                {
                    "id": "bone",
                    "image": "figures/chest.svg",
                    "window": "bone",
                    "annotations": [
                        {
                            "finding": "rib",
                            "shape": "point",
                            "label": 'the "left" rib',
                            "points": [[0.5, 0.25]],
                        },
                        {
                            "finding": "rib",
                            "shape": "arrow",
                            "label": "its end",
                            "points": [[0.1, 0.9], [0.3, 0.9]],
                        },
                    ],
                },
                {
                    "id": "lung",
                    "image": "figures/chest.svg",
                    "window": "lung",
                    "alt": "The same chest, for air.",
                },
            ],
        }
    ),
    "photo": Figure.model_validate(
        {
            "id": "photo",
            "modality": "photograph",
            "alt": "A leaf on a table.",
            "long": LONG,
            "caption": "A leaf that fell.",
            "schematic": False,
            "credit": "A. Gardener & *Sons*.",
            "license": "CC BY 4.0",
            "license_url": "https://creativecommons.org/licenses/by/4.0/",
            "views": [{"id": "above", "image": "figures/photo.jpg"}],
        }
    ),
    "plan": Figure.model_validate(
        {
            "id": "plan",
            "modality": "MRI",
            "alt": "Three lines.",
            "long": LONG,
            "caption": "A schematic, not an image.",
            "schematic": True,
            "credit": "Plainleaf",
            "license": "none chosen yet",
            "findings": [{"id": "line", "number": 1, "text": "A line."}],
            "views": [
                {
                    "id": "stack",
                    "image": "figures/plan-{n}.svg",
                    "slices": 3,
                    "annotations": [
                        {
                            "finding": "line",
                            "shape": "region",
                            "label": "the line",
                            "points": [[0, 0], [1, 0], [1, 1]],
                            "number_at": [0.5, 0.5],
                            "slices": [2, 3],
                        }
                    ],
                }
            ],
        }
    ),
}

PICTURES = {
    "figures/chest.svg": ReadPicture(100, 200, DRAWING),
    "figures/photo.jpg": ReadPicture(640, 480),
    **{f"figures/plan-{number}.svg": ReadPicture(100, 200, DRAWING) for number in (1, 2, 3)},
}

NUMBERS = (
    EmergencyNumber(country="United States", code="US", number="911", source="FAN"),
    EmergencyNumber(country="European Union", code="EU", number="112", source="FAN"),
)

CARDS = load_care_cards(
    """\
- id: now
  condition: emh
  level: emergency
  heading: "Call an ambulance & help now if:"
  lead: {text: "One of these is enough, at 2*5 or <36 °C.", sources: [FAN]}
  items:
    - {text: your legs are newly weak, sources: [FAN, KOCH]}
    - {text: your spleen hurts, sources: [general-knowledge]}
  closing: [{text: "Say that you have EMH.", sources: [KOCH]}]
  sign_off: cards
- id: soon
  condition: emh
  level: urgent
  heading: "Call today if:"
  items: [{text: two, sources: [FAN]}]
  sign_off: cards
- id: later
  condition: emh
  level: non-urgent
  heading: "Call next week if:"
  items: [{text: three, sources: [FAN]}]
  sign_off: cards
- id: other
  condition: emh
  level: urgent
  heading: "Call about leaf fever today if:"
  items: [{text: a leaf fever, sources: [FAN]}]
  sign_off: cards
""",
    "care_cards.yml",
)

SECTIONS = {"Sources": "sources", "How to say it": "how-to-say"}


def inputs(*, kind: str = "", **changes: Any) -> Inputs:
    """What golden cases are rendered from; `kind` by its name."""
    given: dict[str, Any] = {
        "references": {
            "FAN": "Fan N. 309 people &amp; more.",
            "KOCH": "Koch CA. 27 people.",
            "general-knowledge": "General medical knowledge. No source attached yet.",
        },
        "figures": FIGURES,
        "pictures": PICTURES,
        "cards": CARDS.cards,
        "numbers": NUMBERS,
        "all_numbers": NUMBERS,
        "generated": {
            "how-to-say": lambda: '<p class="say">EKS-truh</p>',
            "contact": lambda: '<p class="contact">Write &amp; ask.</p>',
        },
        "generated_section": SECTIONS.get,
        "icon": lambda name: f'<svg class="i-{name}"></svg>',
        "kind": KINDS.get(kind),
        **changes,
    }
    return Inputs(**given)


def render(
    text: str, given: Inputs | None = None, *, extensions: list[str] = EXTENSIONS
) -> tuple[str, Outputs]:
    """Render a page; returns its article and what the rendering found out."""
    rendering = Rendering()
    rendering.start(given or inputs())
    return markdown(rendering, extensions).convert(text), rendering.outputs


def markdown(rendering: Rendering, extensions: list[str] = EXTENSIONS) -> Markdown:
    """Make the site's Markdown around a rendering."""
    settings = SETTINGS | {"plainleaf.rendering.extensions": {"rendering": rendering}}
    return Markdown(
        extensions=extensions,
        extension_configs={name: settings[name] for name in extensions if name in settings},
    )


def golden(name: str) -> list[dict[str, Any]]:
    """Read the cases of a golden file."""
    cases: list[dict[str, Any]] = yaml.load(
        (GOLDEN / f"{name}.yml").read_text("utf-8"), yaml.CSafeLoader
    )
    return cases


def observed(case: dict[str, Any]) -> dict[str, Any]:
    """Render a golden case; returns the case as it would have to be written."""
    html, outputs = render(
        case["markdown"], inputs(kind=case.get("kind", ""), quiet=case.get("quiet", False))
    )
    found = {
        "html": f"{html}\n" if html else "",
        "lead": f"{outputs.lead_html}\n" if outputs.lead_html else "",
        "cited": outputs.cited,
        "sections": [f"#{id_} {title}" for id_, title in outputs.sections],
        "questions": [
            {"id": one.id, "question": one.question, "answer": one.answer}
            for one in outputs.questions
        ],
    }
    return case | {key: value for key, value in found.items() if key in case or key == "html"}
