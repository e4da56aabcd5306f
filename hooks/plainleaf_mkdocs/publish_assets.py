"""Add fonts, calendar and the glossary for programs; leave out what no reader needs."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from plainleaf.rendering.minify import minify_asset, minify_page
from plainleaf.rendering.rendered_site import enlarges
from plainleaf.rendering.theme import Theme
from plainleaf_mkdocs.run import LATE, Step

MATERIAL_WANTED = ("assets/javascripts/bundle.*.min.js",)
"""Of Material's 2.5 MB only its search box is used, and only when a reader opens it."""

LIGHTBOX = ("assets/stylesheets/glightbox.min.css", "assets/javascripts/glightbox.min.js")

MINIFIED = (".css", ".js")
"""What of the theme is published without its comments."""

PREVIEW = "assets/css/preview.css"
"""The style of what authors see under `mkdocs serve`; no reader needs it."""

WITHIN = tuple(f"assets/css/{name}.css" for name in ("lost", "palette", "values", "paper"))
"""Styles that stand in another file: in 404.html, in `plainleaf.css`, in `print.css`."""


class PublishAssets(Step):
    """Chooses the files that are published beside the pages."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Leave out MkDocs' sitemap, which lists every page; ours lists what may be listed."""
        config.theme.static_templates.discard("sitemap.xml")
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep of the theme what readers use, and add what is no page."""
        handed = self.run.handed
        build = handed.build
        for file in list(files):
            unwanted = file.src_dir in config.theme.dirs and not _wanted(file, build.theme)
            if (
                unwanted
                or file.dest_uri in WITHIN
                or (file.dest_uri == PREVIEW and handed.previewed is None)
            ):
                files.remove(file)
            elif _is_own(file, build.theme) and file.dest_uri.endswith(MINIFIED):
                files.remove(file)
                short = minify_asset(file.dest_uri, build.theme.style(file.dest_uri))
                files.append(File.generated(config, file.dest_uri, content=short))
        for name, data in build.files().items():
            files.append(File.generated(config, name, content=data))
        return files

    @event_priority(LATE)  # after whatever else changes a page
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Leave out of a page what only those who write templates need."""
        return self._minified(output)

    @event_priority(LATE)
    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for a page that is not written in Markdown."""
        return self._minified(output) if template_name.endswith(".html") else output

    @event_priority(LATE)  # after the plugin has copied it
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Remove the lightbox when no page has an image to enlarge; its plugin copies it always."""
        if enlarges(self.run.build.content):
            return
        for name in LIGHTBOX:
            (Path(config.site_dir) / name).unlink(missing_ok=True)
        (Path(config.site_dir) / LIGHTBOX[0]).parent.rmdir()

    def _minified(self, html: str) -> str:
        # Under `mkdocs serve` an author looks at the page, and perhaps at its source.
        return html if self.run.handed.previewed is not None else minify_page(html)


def _is_own(file: File, theme: Theme) -> bool:
    return Path(file.src_dir or "") in theme.folders


def _wanted(file: File, theme: Theme) -> bool:
    if _is_own(file, theme):
        return file.dest_uri.startswith("assets/")  # the rest is read by templates and hooks
    return any(Path(file.dest_uri).match(pattern) for pattern in MATERIAL_WANTED)
