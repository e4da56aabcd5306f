"""Render each page with citations, care cards, figures and generated sections."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from plainleaf.rendering.rendered_site import has_images
from plainleaf.rendering.site_markdown import EXTENSION
from plainleaf_mkdocs.render_ahead import as_given, render_ahead, take
from plainleaf_mkdocs.run import EARLY, LATE, Step


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

    @event_priority(LATE)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Render what changed, on all cores, and take of the rest what is kept."""
        handed = self.run.handed
        handed.articles = render_ahead(handed.build, config, files)
        return nav

    @event_priority(LATE)  # what other plugins make of the text counts, too
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Begin a page."""
        build = self.run.build
        src = page.file.src_uri
        build.rendering.start(build.inputs_for(src))
        # Its script, styles and rewriting of the page only where there is an image to enlarge.
        page.meta["glightbox"] = has_images(build.content, src)
        read = build.content.pages.get(src)
        if read is None or as_given(read.body) != markdown or "title" not in page.meta:
            self.run.handed.articles.pop(src, None)  # it is of another text
        return "" if src in self.run.handed.articles else markdown

    @event_priority(EARLY)  # other plugins get the article that they would have got
    def _put_in(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give a page what was rendered ahead."""
        build = self.run.build
        src = page.file.src_uri
        article = self.run.handed.articles.get(src)
        if article is None:
            return html
        page.markdown = as_given(build.content.pages[src].body)
        take(article, page, files)
        build.rendering.outputs = article.outputs
        return article.html

    @event_priority(LATE)
    def _keep(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep the article and what its rendering found out."""
        build = self.run.build
        outputs = build.keep(page.file.src_uri, html)
        # MkDocs saw the page before the glossary's entries and the sources stood in it.
        page.present_anchor_ids = (page.present_anchor_ids or set()) | outputs.ids
        return html

    on_page_content = CombinedEvent(_put_in, _keep)
