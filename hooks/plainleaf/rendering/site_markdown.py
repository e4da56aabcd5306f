"""Renders a page as the site does, without the site's generator.

The Markdown extensions stand in `mkdocs.yml`, for whatever builds the site. Who has to know what
readers see before anything is built (a review, the checks) renders with the very same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from markdown import Markdown

from plainleaf.reading.disk import read_words
from plainleaf.rendering.rendering import Inputs, Outputs, Rendering

CONFIGURATION: Final = "mkdocs.yml"
"""The file that lists the extensions."""

EXTENSION: Final = "plainleaf.rendering.extensions"
"""Our own extension, which needs the `Rendering` of a page."""

_BUILT_IN: Final = ("toc", "tables", "fenced_code")
"""What MkDocs loads before the extensions that its configuration lists."""


@dataclass(frozen=True)
class MarkdownSettings:
    """Which Markdown a site is written in."""

    extensions: tuple[str, ...] = (*_BUILT_IN, EXTENSION)
    """The names of its extensions, in order."""
    options: tuple[tuple[str, dict[str, Any]], ...] = ()
    """The options of those that have some."""


class _Loader(yaml.SafeLoader):
    """Reads a configuration without what is not in it: values of the environment are None."""


_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def read_markdown_settings(root: Path) -> MarkdownSettings:
    """The Markdown of the project in a folder; the least there is where none is listed.

    What is wrong with the configuration is for the generator to say.
    """
    listed = _configured(root, "markdown_extensions")
    if listed is None:
        return MarkdownSettings()
    names: list[str] = list(_BUILT_IN)
    options: list[tuple[str, dict[str, Any]]] = []
    for item in listed if isinstance(listed, list) else ():
        for name, its in item.items() if isinstance(item, dict) else [(item, None)]:
            names.append(str(name))
            if isinstance(its, dict):
                options.append((str(name), its))
    return MarkdownSettings(tuple(dict.fromkeys(names)), tuple(options))


def read_site_name(root: Path) -> str:
    """What the project in a folder calls its site; empty where that is not told."""
    name = _configured(root, "site_name")
    return name if isinstance(name, str) else ""


def _configured(root: Path, name: str) -> Any:
    """A setting of a project; None where it cannot be read."""
    try:
        return yaml.load(read_words(root / CONFIGURATION), _Loader).get(name)  # a SafeLoader
    except (OSError, ValueError, AttributeError, yaml.YAMLError):
        return None


def render_markdown(text: str, inputs: Inputs, settings: MarkdownSettings) -> tuple[str, Outputs]:
    """A page's article as HTML, and what its rendering found out.

    Args:
        text: the page's Markdown, without its front matter.
        inputs: what the page is rendered from.
        settings: the Markdown it is written in.
    """
    rendering = Rendering()
    rendering.start(inputs)
    configs = {**dict(settings.options), EXTENSION: {"rendering": rendering}}
    html = Markdown(extensions=list(settings.extensions), extension_configs=configs).convert(text)
    return html, rendering.outputs
