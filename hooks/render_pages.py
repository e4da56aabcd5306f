"""Step 3: render each page with citations, care cards, figures and generated sections."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from plainleaf.rendering.rendered_site import has_images
from plainleaf.run import Run

EXTENSION = "plainleaf.rendering.extensions"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Hand the Markdown extension the rendering that this build shares with it."""
    run: Run = config["plainleaf"]
    build = run.build
    config.mdx_configs[EXTENSION] = {"rendering": build.rendering}
    lightbox = config.plugins.get("glightbox")
    if lightbox is not None:
        # With Material's name it waits for a variable of Material's script, which our pages load
        # only when somebody searches.
        lightbox.using_material = False
    return config


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Begin a page."""
    run: Run = config["plainleaf"]
    build = run.build
    src = page.file.src_uri
    build.rendering.start(build.inputs_for(src))
    # Its script, styles and rewriting of the page only where there is an image to enlarge.
    page.meta["glightbox"] = has_images(build.content, src)
    return markdown


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Keep the article and what its rendering found out."""
    run: Run = config["plainleaf"]
    build = run.build
    outputs = build.keep(page.file.src_uri, html)
    # MkDocs saw the page before the glossary's entries and the sources stood in it.
    page.present_anchor_ids = (page.present_anchor_ids or set()) | outputs.ids
    return html
