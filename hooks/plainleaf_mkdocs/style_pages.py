"""Give the templates their one object, `pl`, and the drawings of the theme."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from plainleaf.checks.finished import read_finished
from plainleaf.delivery.edition import FILE as EDITION
from plainleaf.model.words import SPOKEN, fill, words
from plainleaf.reading.content import Content
from plainleaf.rendering.fonts import without_fonts
from plainleaf.rendering.minify import minify_asset
from plainleaf.rendering.rendered_site import has_images
from plainleaf.rendering.stylesheet import without_optional
from plainleaf.rendering.view import blank_view
from plainleaf.text.markup import Markup, trusted
from plainleaf_mkdocs.run import Step

LOST = "404.html"
SEARCH_BUNDLE = "assets/javascripts/bundle.*.min.js"


class StylePages(Step):
    """Gives the templates what they show."""

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Add what every template may call."""
        handed = self.run.handed
        theme = handed.build.theme
        env.bytecode_cache = self.run.templates

        def art(name: str) -> Markup:
            return trusted(theme.text(f"partials/art-{name}.svg"))

        def published(name: str) -> str:
            return minify_asset(name, theme.style(name))

        def stands(name: str) -> bool:
            return theme.find(name) is not None

        # Of what is published only: the name of a file that is left out may say too much.
        tops = {
            file.dest_uri.partition("/")[0]
            for file in files
            if file.inclusion is not InclusionLevel.EXCLUDED
        }
        lost_style = without_optional(without_fonts(published("assets/css/plainleaf.css")))
        # What is text is escaped; HTML says so by its type.
        env.autoescape = True
        env.filters["fill"] = fill
        env.globals.update(
            our=words(),
            lang=SPOKEN,
            published=published,
            stands=stands,
            lost_style=trusted(lost_style + published("assets/css/lost.css")),
            tops=sorted({one for one in tops if not one.startswith("_")} | {EDITION, "404.html"}),
            icon=handed.build.source.icon,
            art=art,
            search_bundle=_only(files, SEARCH_BUNDLE),
        )
        content = handed.build.content
        handed.blank = tuple(map(read_finished, _made_of_nothing(content, env, config)))
        return env

    def on_page_context(
        self,
        context: dict[str, Any],
        *,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,
    ) -> dict[str, Any]:
        """Add the page's view; every page has been rendered by now."""
        handed = self.run.handed
        return context | {
            "pl": handed.build.view(page.file.src_uri, handed.offers, handed.previewed),
            "article": trusted(page.content or ""),
        }

    def on_template_context(
        self, context: dict[str, Any], *, template_name: str, config: MkDocsConfig
    ) -> dict[str, Any]:
        """Add the view of a page that is not written in Markdown, such as 404.html."""
        handed = self.run.handed
        view = handed.build.view(template_name, handed.offers, handed.previewed)
        return context | {"pl": view}


def _made_of_nothing(
    content: Content, env: jinja2.Environment, config: MkDocsConfig
) -> Iterator[bytes]:
    """Yield the theme's pages without a word of any author, as readers would get them.

    They say which scripts and styles are the theme's and the plugins' own.
    """
    page = Page("", File.generated(config, "nothing.md", content=""), config)
    page.meta = {"glightbox": any(has_images(content, src) for src in content.pages)}
    context = {"config": config, "base_url": ".", "pl": blank_view(), "article": "", "page": page}
    html = env.get_template("main.html").render(context)
    yield config.plugins.on_post_page(html, page=page, config=config).encode()
    lost = env.get_template(LOST).render(context | {"page": None})
    yield config.plugins.on_post_template(lost, template_name=LOST, config=config).encode()


def _only(files: Files, pattern: str) -> str:
    """The one file that a pattern names: Material puts a hash into these names."""
    found = [file.dest_uri for file in files if Path(file.dest_uri).match(pattern)]
    if len(found) != 1:
        raise RuntimeError(f"{pattern} names {len(found)} files; mkdocs-material has changed.")
    return found[0]
