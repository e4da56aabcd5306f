"""Step 5: add fonts, calendar and the glossary for programs; leave out what no reader needs."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from plainleaf.build import Build
from plainleaf.rendering.fonts import build_fonts
from plainleaf.rendering.minify import minify_asset, minify_page
from plainleaf.rendering.register import CALENDAR
from plainleaf.rendering.store import Store
from plainleaf.rendering.theme import Theme

FONTS = "assets/fonts"
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
    """Keep of the theme what readers use, and add the fonts."""
    build: Build = config["plainleaf"]
    for file in list(files):
        unwanted = file.src_dir in config.theme.dirs and not _wanted(file, build.theme)
        if (
            unwanted
            or file.dest_uri == PRINTED
            or (file.dest_uri == PREVIEW and build.previewed is None)
        ):
            files.remove(file)
        elif _is_own(file, build.theme) and file.dest_uri.endswith(MINIFIED):
            files.remove(file)
            short = minify_asset(file.dest_uri, file.content_string)
            files.append(File.generated(config, file.dest_uri, content=short))
    store = Store(build.cache / "fonts", ".woff2")
    for name, data in build_fonts(build.printed_text(), store).items():
        files.append(File.generated(config, f"{FONTS}/{name}", content=data))
    files.append(File.generated(config, CALENDAR, content=build.calendar()))
    for name, text in build.for_crawlers().items():
        files.append(File.generated(config, name, content=text))
    for name, data in build.glossary_files().items():
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
    build: Build = config["plainleaf"]
    if build.enlarges:
        return
    for name in LIGHTBOX:
        (Path(config.site_dir) / name).unlink(missing_ok=True)
    (Path(config.site_dir) / LIGHTBOX[0]).parent.rmdir()


def _is_own(file: File, theme: Theme) -> bool:
    return Path(file.src_dir or "") in theme.folders


def _wanted(file: File, theme: Theme) -> bool:
    if _is_own(file, theme):
        return file.dest_uri.startswith("assets/")  # the rest is read by templates and hooks
    return any(Path(file.dest_uri).match(pattern) for pattern in MATERIAL_WANTED)


def _minified(html: str, config: MkDocsConfig) -> str:
    build: Build = config["plainleaf"]
    # Under `mkdocs serve` an author looks at the page, and perhaps at its source.
    return html if build.previewed is not None else minify_page(html)
