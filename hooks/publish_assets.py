"""Step 5: add fonts, calendar and the glossary for programs; leave out what no reader needs."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from plainleaf.rendering.minify import minify_asset, minify_page
from plainleaf.rendering.rendered_site import enlarges
from plainleaf.run import Run

MATERIAL_WANTED = ("assets/javascripts/bundle.*.min.js",)
"""Of Material's 2.5 MB only its search box is used, and only when a reader opens it."""

LIGHTBOX = ("assets/stylesheets/glightbox.min.css", "assets/javascripts/glightbox.min.js")

MINIFIED = (".css", ".js")
"""What of the theme is published without its comments."""

PREVIEW = "assets/css/preview.css"
"""The style of what authors see under `mkdocs serve`; no reader needs it."""

PRINTED = "assets/css/lost.css"
"""The style of 404.html, which stands in that page."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leave out MkDocs' sitemap, which lists every page; ours lists those that may be listed."""
    config.theme.static_templates.discard("sitemap.xml")
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Keep of the theme what readers use, and add what is no page."""
    run: Run = config["plainleaf"]
    overrides = run.build.overrides
    for file in list(files):
        unwanted = file.src_dir in config.theme.dirs and not _wanted(file, overrides)
        if (
            unwanted
            or file.dest_uri == PRINTED
            or (file.dest_uri == PREVIEW and run.previewed is None)
        ):
            files.remove(file)
        elif file.src_dir == str(overrides) and file.dest_uri.endswith(MINIFIED):
            files.remove(file)
            short = minify_asset(file.dest_uri, file.content_string)
            files.append(File.generated(config, file.dest_uri, content=short))
    for name, data in run.build.files().items():
        files.append(File.generated(config, name, content=data))
    return files


@event_priority(-100)  # after whatever else changes a page
def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Leave out of a page what only those who write templates need."""
    return _minified(output, config)


@event_priority(-100)
def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """The same for a page that is not written in Markdown."""
    return _minified(output, config) if template_name.endswith(".html") else output


def on_post_build(*, config: MkDocsConfig) -> None:
    """Remove the lightbox when no page has an image to enlarge; its plugin copies it always."""
    run: Run = config["plainleaf"]
    if enlarges(run.build.content):
        return
    for name in LIGHTBOX:
        (Path(config.site_dir) / name).unlink(missing_ok=True)
    (Path(config.site_dir) / LIGHTBOX[0]).parent.rmdir()


def _wanted(file: File, overrides: Path) -> bool:
    if file.src_dir == str(overrides):
        return file.dest_uri.startswith("assets/")  # the rest is read by templates and hooks
    return any(Path(file.dest_uri).match(pattern) for pattern in MATERIAL_WANTED)


def _minified(html: str, config: MkDocsConfig) -> str:
    run: Run = config["plainleaf"]
    # Under `mkdocs serve` an author looks at the page, and perhaps at its source.
    return html if run.previewed is not None else minify_page(html)
