"""Renders Markdown as the site does, without MkDocs, and reads golden cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown

from plainleaf.emergency_numbers import EmergencyNumber
from plainleaf.figures import Figure
from plainleaf.rendering import Inputs, Outputs, Rendering

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

FIGURES = {
    "chest": Figure.model_validate(
        {
            "id": "chest",
            "image": "figures/chest.svg",
            "alt": 'A chest, "drawn" & plain.',
            "caption": "**One** chest from the front.[@KOCH]",
            "schematic": True,
            "credit": "Plainleaf",
            "sides": True,
            "window": "Bone window",
            "legend": [
                {"number": 1, "at": [[0.5, 0.25], [0.1, 0.9]], "text": "**A rib.**[@FAN]"},
                {"number": 2, "text": "[Not drawn](other.md) & said"},
            ],
        }
    ),
    "photo": Figure.model_validate(
        {
            "id": "photo",
            "image": "figures/photo.svg",
            "alt": "A leaf on a table.",
            "caption": "A leaf that fell.",
            "schematic": False,
            "credit": "A. Gardener & *Sons*.",
        }
    ),
    "plan": Figure.model_validate(
        {
            "id": "plan",
            "image": "figures/plan.svg",
            "alt": "Three lines.",
            "caption": "A schematic, not an image.",
            "schematic": True,
            "credit": "Plainleaf",
        }
    ),
}

NUMBERS = (
    EmergencyNumber(country="United States", code="US", number="911"),
    EmergencyNumber(country="European Union", code="EU", number="112"),
)

SECTIONS = {"Sources": "sources", "How to say it": "how-to-say"}


def inputs(**changes: Any) -> Inputs:
    """What golden cases are rendered from."""
    given: dict[str, Any] = {
        "references": {
            "FAN": "Fan N. 309 people &amp; more.",
            "KOCH": "Koch CA. 27 people.",
            "general-knowledge": "General medical knowledge. No source attached yet.",
        },
        "figures": FIGURES,
        "drawings": dict.fromkeys(FIGURES, DRAWING),
        "numbers": NUMBERS,
        "generated": {
            "how-to-say": lambda: '<p class="say">EKS-truh</p>',
            "contact": lambda: '<p class="contact">Write &amp; ask.</p>',
        },
        "generated_section": SECTIONS.get,
        "icon": lambda name: f'<svg class="i-{name}"></svg>',
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
    settings = SETTINGS | {"plainleaf.extensions": {"rendering": rendering}}
    return Markdown(
        extensions=extensions,
        extension_configs={name: settings[name] for name in extensions if name in settings},
    )


def golden(name: str) -> list[dict[str, Any]]:
    """Read the cases of a golden file."""
    cases: list[dict[str, Any]] = yaml.safe_load((GOLDEN / f"{name}.yml").read_text("utf-8"))
    return cases


def observed(case: dict[str, Any]) -> dict[str, Any]:
    """Render a golden case; returns the case as it would have to be written."""
    html, outputs = render(case["markdown"], inputs(kind=case.get("kind", "")))
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
