"""Plainleaf's Markdown: citations, terms, care cards, figures, generated parts, accessible tables.

One Python-Markdown extension, `plainleaf.rendering.extensions`, with one option, `rendering`: the
`plainleaf.rendering.rendering.Rendering` that carries data in and findings out. Any tool can load
the extension by name and see what it knows, but nothing is rendered without a `Rendering`: a page
would come out unchecked, without its care cards, figures and sources. So a site whose
configuration has lost the hooks ends in one sentence.
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from plainleaf.rendering.extensions.citation import CitationInlineProcessor
from plainleaf.rendering.extensions.figure_blocks import FigureBlock, FigureToRead
from plainleaf.rendering.extensions.finish import FinishTreeprocessor
from plainleaf.rendering.extensions.panels import (
    CareCardBlock,
    EmergencyNumbers,
    KeyPoints,
    QuestionsToAsk,
    generated_block,
)
from plainleaf.rendering.extensions.question import QuestionBlock
from plainleaf.rendering.extensions.terms import TermTreeprocessor
from plainleaf.rendering.rendering import Rendering

GENERATED_BLOCKS = (
    *("glossary-entries", "pronunciation-key", "pronunciation-entries"),
    *("rule-list", "contact", "plain-words", "how-to-cite"),
    *("review-register", "open-points", "changes", "page-list", "case-list"),
)
"""Blocks without content of their own: the build writes what stands there."""


class UncheckedError(SystemExit):
    """Pages are rendered by something that has not read and checked them."""

    def __init__(self) -> None:
        super().__init__(
            "mkdocs.yml: the hooks, or the plugin plainleaf, are missing, so nothing was checked "
            "and no page is made. Restore them; `plainleaf check` names what is missing."
        )


class _NothingUnchecked(Preprocessor):
    """Stops before the first line of a page."""

    def run(self, _lines: list[str]) -> list[str]:
        raise UncheckedError


class PlainleafExtension(BlocksExtension):  # type: ignore[misc]  # pymdownx ships no types
    """Registers everything that Plainleaf adds to Markdown."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {"rendering": ["", "the Rendering of this build"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Register the processors, before pymdownx collects the blocks."""
        given = self.getConfig("rendering")
        if not given:
            md.preprocessors.register(_NothingUnchecked(md), "plainleaf-unchecked", 1000)
        self.rendering: Rendering = given or Rendering()
        md.inlinePatterns.register(CitationInlineProcessor(md), "plainleaf-citation", 165)
        md.treeprocessors.register(TermTreeprocessor(md, self.rendering), "plainleaf-terms", -5)
        md.treeprocessors.register(FinishTreeprocessor(md, self.rendering), "plainleaf-finish", -10)
        super().extendMarkdown(md)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802, ARG002
        """Register the blocks that authors write between `///` lines."""
        config = {"rendering": self.rendering}
        panels = (CareCardBlock, EmergencyNumbers, KeyPoints, QuestionsToAsk, QuestionBlock)
        for block in (*panels, FigureBlock, FigureToRead):
            block_mgr.register(block, config)
        for name in GENERATED_BLOCKS:
            block_mgr.register(generated_block(name), config)


def makeExtension(**kwargs: Any) -> PlainleafExtension:  # noqa: N802  # Python-Markdown's name
    """The extension; Python-Markdown looks for this name."""
    return PlainleafExtension(**kwargs)
