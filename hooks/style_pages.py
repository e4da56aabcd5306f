"""Step 4: give the templates their one object, `pl`, and the drawings of the theme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from plainleaf.build import Build
from plainleaf.edition import FILE as EDITION
from plainleaf.fonts import without_fonts
from plainleaf.minify import minify_asset
from plainleaf.stylesheet import without_optional

SEARCH_BUNDLE = "assets/javascripts/bundle.*.min.js"


def on_env(env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Add what every template may call."""
    build: Build = config["plainleaf"]
    partials = build.overrides / "partials"

    def icon(name: str, css: str = "") -> Markup:
        return Markup(build.icon(name, css))

    def art(name: str) -> Markup:
        return Markup((partials / f"art-{name}.svg").read_text(encoding="utf-8"))

    def published(name: str) -> str:
        return minify_asset(name, (build.overrides / "assets" / name).read_text(encoding="utf-8"))

    tops = {file.dest_uri.partition("/")[0] for file in files}
    env.globals.update(
        published=published,
        without_fonts=without_fonts,
        without_optional=without_optional,
        tops=sorted({one for one in tops if not one.startswith("_")} | {EDITION, "404.html"}),
        icon=icon,
        art=art,
        search_bundle=_only(files, SEARCH_BUNDLE),
    )
    return env


def on_page_context(
    context: dict[str, Any],
    *,
    page: Page,
    config: MkDocsConfig,
    nav: Navigation,  # noqa: ARG001
) -> dict[str, Any]:
    """Add the page's view; every page has been rendered by now."""
    build: Build = config["plainleaf"]
    return context | {"pl": build.view_for(page.file.src_uri)}


def on_template_context(
    context: dict[str, Any], *, template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Add the view of a page that is not written in Markdown, such as 404.html."""
    build: Build = config["plainleaf"]
    return context | {"pl": build.view_for(template_name)}


def _only(files: Files, pattern: str) -> str:
    """Return the one file that a pattern names: Material puts a hash into these names."""
    found = [file.dest_uri for file in files if Path(file.dest_uri).match(pattern)]
    if len(found) != 1:
        raise RuntimeError(f"{pattern} names {len(found)} files; mkdocs-material has changed.")
    return found[0]
