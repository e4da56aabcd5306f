"""Articles as they are kept for the next build: with all that their rendering found out.

An article is made of the page's Markdown and its `Inputs`. What the build writes into a page (the
glossary's entries, the register) is made of much more; so it is made first, and the page is
rendered from its text.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from dataclasses import dataclass

from plainleaf.rendering.rendering import Inputs, Outputs


@dataclass(frozen=True)
class TocHeading:
    """A heading in a page's table of contents."""

    name: str
    id: str
    level: int
    children: tuple[TocHeading, ...] = ()


@dataclass(frozen=True)
class Article:
    """What the rendering of one page gives."""

    html: str
    outputs: Outputs
    ids: tuple[str, ...]
    """What may be linked to, before anything was generated into it; sorted."""
    links: tuple[tuple[str, str, str], ...]
    """What it links to: page, id and the link as it was written."""
    contents: tuple[TocHeading, ...]
    """Its headings."""


@dataclass(frozen=True)
class PageToRender:
    """A page that is to be rendered."""

    src: str
    """Its path inside docs/."""
    markdown: str
    """Its text, without the front matter."""
    inputs: Inputs
    """What else it is rendered from."""

    @property
    def made_of(self) -> tuple[object, ...]:
        """All that its article is made of."""
        return self.src, self.markdown, self.inputs


class NotForeseenError(Exception):
    """A page asks for something generated that it was not expected to have."""


def to_render(src: str, markdown: str, inputs: Inputs) -> PageToRender:
    """A page to render, with what it may have generated into it as text.

    Args:
        src: the page, as a path inside docs/.
        markdown: its text, without the front matter.
        inputs: what it is rendered from.
    """
    sections = inputs.kind.sections if inputs.kind is not None else ()
    filled = {one.generated for one in sections}
    blocks = "\n".join(line for line in markdown.split("\n") if "///" in line)
    made = {
        name: functools.partial(_given, make())
        if name in filled or name in blocks
        else functools.partial(_not_foreseen, name)
        for name, make in inputs.generated.items()
    }
    return PageToRender(src, markdown, dataclasses.replace(inputs, generated=made))


def _given(text: str) -> str:
    return text


def _not_foreseen(name: str) -> str:
    raise NotForeseenError(name)


def rendered_or_none(
    render: Callable[[PageToRender], Article | None], page: PageToRender
) -> Article | None:
    """What `render` makes of a page; None where it turns out to need more than was expected."""
    try:
        return render(page)
    except NotForeseenError:
        return None
