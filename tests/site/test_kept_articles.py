"""MkDocs is given articles that were rendered before: it makes the same site of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files

from plainleaf.keeping import kept
from plainleaf_mkdocs import render_pages
from plainleaf_mkdocs.plugin import Options
from plainleaf_mkdocs.templates import CompiledTemplates


class Recorder(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Notes what MkDocs knows of each page once all are rendered, and may change a text."""

    def __init__(self, said: str = "", other: str = "") -> None:
        self.said, self.other = said, other
        self.pages: dict[str, object] = {}

    def on_page_markdown(self, markdown: str, **_: Any) -> str:
        return markdown.replace(self.said, self.other) if self.said else markdown

    def on_env(self, env: Any, *, files: Files, **_: Any) -> Any:
        for file in files.documentation_pages():
            page = file.page
            assert page is not None
            links = page.links_to_anchors or {}
            self.pages[file.src_uri] = (
                *(page.title, page.markdown, page.content, str(page.toc), dict(page.meta)),
                sorted(page.present_anchor_ids or ()),
                {one.src_uri: found for one, found in links.items()},
            )
        return env


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is rendered, in a process whose code has lain long enough."""
    texts: list[str] = []
    convert = Markdown.convert

    def noted(self: Markdown, source: str) -> str:
        texts.extend([source] if source else [])
        return convert(self, source)

    monkeypatch.setattr(Markdown, "convert", noted)
    monkeypatch.setattr(kept, "code_digest", lambda: "code")
    monkeypatch.setenv("PRINT", "0")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    return texts


def built(project: Path, recorder: Recorder) -> Mapping[str, object]:
    """Build a project in this process."""
    config = load_config(str(project / "mkdocs.yml"), strict=True)
    config.plugins["recorder"] = recorder
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    return recorder.pages


def test_a_template_that_changed_is_compiled_anew() -> None:
    compiled = CompiledTemplates()
    for text in ("One {{ 1 }}", "One {{ 1 }}", "Two {{ 2 }}", "One {{ 1 }}"):
        env = Environment(autoescape=True, loader=DictLoader({"a.html": text}))
        env.bytecode_cache = compiled
        assert env.get_template("a.html").render() == text.replace("{{ ", "").replace(" }}", "")
    assert len(compiled.compiled) == 1


def test_kept_articles_are_those_that_mkdocs_renders(
    make_project: Callable[..., Path], rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project()
    with monkeypatch.context() as without:
        without.setattr(render_pages, "render_ahead", lambda *_: {})
        plain = built(project, Recorder())
    assert rendered
    assert built(project, Recorder()) == plain
    site = {one: one.read_bytes() for one in (project / "site").rglob("*") if one.is_file()}
    rendered.clear()
    assert built(project, Recorder()) == plain
    assert rendered == []
    assert {one: one.read_bytes() for one in site} == site
    # Another plugin's text is what is rendered, and the proof sees that it is not the author's.
    with pytest.raises(Abort, match="not sound"):
        built(project, Recorder("turn green", "green"))
    assert len(rendered) == 1
