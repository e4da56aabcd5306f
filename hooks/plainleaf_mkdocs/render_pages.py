"""Render each page with citations, care cards, figures and generated sections."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from plainleaf.rendering.rendered_site import has_images
from plainleaf_mkdocs.run import LATE, Step

EXTENSION = "plainleaf.rendering.extensions"


class RenderPages(Step):
    """Renders each page."""

    @event_priority(LATE)  # glightbox asks for the theme's name at this event
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Hand the Markdown extension the rendering that this build shares with it."""
        build = self.run.build
        config.mdx_configs[EXTENSION] = {"rendering": build.rendering}
        lightbox = config.plugins.get("glightbox")
        if lightbox is not None:
            # With Material's name it waits for a variable of Material's script, which our pages
            # load only when somebody searches.
            lightbox.using_material = False
        return config

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Begin a page."""
        build = self.run.build
        src = page.file.src_uri
        build.rendering.start(build.inputs_for(src))
        # Its script, styles and rewriting of the page only where there is an image to enlarge.
        page.meta["glightbox"] = has_images(build.content, src)
        return markdown

    @event_priority(LATE)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep the article and what its rendering found out."""
        build = self.run.build
        outputs = build.keep(page.file.src_uri, html)
        # MkDocs saw the page before the glossary's entries and the sources stood in it.
        page.present_anchor_ids = (page.present_anchor_ids or set()) | outputs.ids
        return html
