"""Pages are rendered outside of the site's generator as they are inside of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config

from plainleaf.rendering.rendering import Inputs
from plainleaf.rendering.site_markdown import (
    MarkdownSettings,
    read_markdown_settings,
    render_markdown,
)

ROOT = Path(__file__).parents[2]


def test_the_extensions_are_those_of_the_generator() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    settings = read_markdown_settings(ROOT)
    assert list(settings.extensions) == config.markdown_extensions
    assert dict(settings.options) == config.mdx_configs


@pytest.mark.parametrize(
    "text", [None, "", "- a\n", "site_name: [\n", "markdown_extensions: 5\n", "a: !ENV [B, c]\n"]
)
def test_a_configuration_that_lists_none(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    settings = read_markdown_settings(tmp_path)
    assert settings.extensions[:3] == MarkdownSettings().extensions[:3]
    assert settings.options == ()


def test_rendering_says_what_it_found() -> None:
    html, found = render_markdown(
        "A leaf.[@KEY]\n\n## What it is\n\nGreen.\n", Inputs(), MarkdownSettings()
    )
    assert found.cited == ["KEY"]
    assert '<h2 id="what-it-is">' in html
    assert found.lead_html.startswith("<p>A leaf.")
