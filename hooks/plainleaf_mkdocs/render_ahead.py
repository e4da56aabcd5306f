"""Render articles before MkDocs asks for them: by all cores, and of pages that changed only.

MkDocs renders each page itself (`Page.render`), with its own look at links; this asks it to, for a
copy of the page. A page of which it has anything to say is left to it: it says so at its time.
"""

from __future__ import annotations

import contextlib
import copy
import functools
import importlib.metadata
import importlib.util
import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from plainleaf.build import Build
from plainleaf.keeping.digests import known_code
from plainleaf.rendering.articles import Article, PageToRender, TocHeading, to_render
from plainleaf.rendering.site_markdown import EXTENSION

_LOGGERS: Final = ("mkdocs", "mkdocs.structure.pages")


def render_ahead(build: Build, config: MkDocsConfig, files: Files) -> dict[str, Article]:
    """The articles of all pages that can be rendered ahead, by their paths inside docs/."""
    if not _extensions_known(config.markdown_extensions):
        return {}
    content = build.content
    listed = [one for one in files.documentation_pages() if one.page is not None]
    pages = {one.src_uri: one.page for one in listed if one.page is not None}
    wanted = [
        to_render(src, as_given(page.body), build.inputs_for(src))
        for src, page in content.pages.items()
        if src in pages and page.meta is not None
    ]
    return build.work.articles(
        wanted, _around(config, files), functools.partial(_render, build, config, files, pages)
    )


def as_given(body: str) -> str:
    """A page's text as MkDocs renders it."""
    return body.lstrip("\n")


def take(article: Article, page: Page, files: Files) -> None:
    """Give a page what its rendering would have found out."""
    page.present_anchor_ids = set(article.ids)
    page.toc = get_toc([_token(one) for one in article.contents])
    if page.links_to_anchors is None:  # MkDocs asks for none
        return
    found: dict[Any, dict[str, str]] = {}
    for name, anchor, link in article.links:
        file = files.get_file_from_path(name)
        assert file is not None  # the names of all files are in the key
        found.setdefault(file, {})[anchor] = link
    page.links_to_anchors = found


def _render(
    build: Build, config: MkDocsConfig, files: Files, pages: Mapping[str, Page], one: PageToRender
) -> Article | None:
    """An article as MkDocs renders it; None where it has anything to say of the page."""
    page = copy.copy(pages[one.src])
    page.markdown = one.markdown
    build.rendering.start(one.inputs)
    with _listening() as said:
        page.render(config, files)
    if said or page.content is None or page.links_to_anchors is None:
        return None
    links = (
        (file.src_uri, anchor, link)
        for file, anchors in page.links_to_anchors.items()
        for anchor, link in anchors.items()
    )
    return Article(
        html=page.content,
        outputs=build.rendering.outputs,
        ids=tuple(sorted(page.present_anchor_ids or ())),
        links=tuple(links),
        contents=tuple(map(_entry, page.toc)),
    )


class _Noted(logging.Handler):
    """Counts messages."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note one."""
        self.said.append(record.getMessage())


@contextlib.contextmanager
def _listening() -> Iterator[list[str]]:
    """Note what MkDocs says, whatever the run shows of it, and show nothing."""
    noted = _Noted()
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [(one, one.level, one.handlers, one.propagate) for one in loggers]
    for one in loggers:
        one.setLevel(logging.INFO)  # at DEBUG, MkDocs collects no links
        one.handlers, one.propagate = [noted], False
    try:
        yield noted.said
    finally:
        for one, level, handlers, propagate in before:
            one.setLevel(level)
            one.handlers, one.propagate = handlers, propagate


def _around(config: MkDocsConfig, files: Files) -> tuple[object, ...]:
    """What an article is made of besides its page: the configuration, and what may be linked to."""
    ours = {EXTENSION}
    options = {name: one for name, one in config.mdx_configs.items() if name not in ours}
    return (
        config.markdown_extensions,
        options,
        config.validation,
        config.use_directory_urls,
        [(one.src_uri, one.dest_uri, one.url, one.inclusion) for one in files],
    )


def _extensions_known(names: Iterable[str]) -> bool:
    """Whether the code of all Markdown extensions is installed, so that their versions tell it."""
    points = {one.name for one in importlib.metadata.entry_points(group="markdown.extensions")}
    return all(name in points or _known(name) for name in names)


def _known(name: str) -> bool:
    module = name.partition(":")[0]
    try:
        importlib.import_module(module)
    except ImportError:  # MkDocs tells of it
        return False
    return known_code(module)


def _entry(link: AnchorLink) -> TocHeading:
    return TocHeading(link.title, link.id, link.level, tuple(map(_entry, link.children)))


def _token(entry: TocHeading) -> Any:
    children = [_token(one) for one in entry.children]
    return {"name": entry.name, "id": entry.id, "level": entry.level, "children": children}
