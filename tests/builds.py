"""Builds without MkDocs: of the small site, and with every page rendered."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from plainleaf.build import Build
from plainleaf.rendering.rendered_site import Settings
from rendered import markdown
from small_site import write

ROOT = Path(__file__).parent.parent
SETTINGS = Settings("Plainleaf", "Plain pages.", today=date(2026, 11, 21))
CONDITION = "conditions/leaf-fever/index.md"
FAQ = "conditions/leaf-fever/faq.md"
CASE = "cases/a-spot/index.md"


def rendered(build: Build) -> dict[str, str]:
    """Render every page of a build; returns the articles."""
    converter = markdown(build.rendering)
    for src, one in build.content.pages.items():
        converter.reset()
        build.rendering.start(build.inputs_for(src))
        build.keep(src, converter.convert(one.body))
    return {src: one.article for src, one in build.pages.items()}


def small(
    folder: Path,
    changes: Mapping[str, str | bytes | None] | None = None,
    **settings: str,
) -> Build:
    """A build of the small site."""
    root = write(folder, changes)
    chosen = dataclasses.replace(SETTINGS, **settings)
    return Build.start(root, root / "docs", ROOT / "overrides", chosen)
