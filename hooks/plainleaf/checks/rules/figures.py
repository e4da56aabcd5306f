"""PL70x: pictures and figures."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.checks.rules.registry import rule, site_rule
from plainleaf.model.budgets import ALT_MAX, CAPTION_SENTENCES_MAX
from plainleaf.model.findings import Severity
from plainleaf.model.kind import heading_key
from plainleaf.model.rule import Hit
from plainleaf.model.site_facts import FigureFact, SiteFacts
from plainleaf.reading.page import Block, Page
from plainleaf.text.inline import read_inline
from plainleaf.text.nearest import nearest_name
from plainleaf.text.printable import quoted
from plainleaf.text.readability import sentences


def _figures(page: Page, site: SiteFacts) -> tuple[FigureFact, ...]:
    return site.figures.get(page.src, ())


def _placed(page: Page, name: str = "figure") -> tuple[Block, ...]:
    return tuple(block for block in page.block_named(name) if block.valid)


def _at(figure: FigureFact, message: str, fix: str) -> Hit:
    return Hit(figure.line, figure.column, message, fix, figure.path)


def _plain(markdown: str) -> str:
    return read_inline(markdown, lambda offset: (1, offset + 1)).plain


@rule(
    "PL702",
    "A picture has no alternative text",
    Severity.ERROR,
    fix="Say in a few words what a sighted reader sees.",
)
def alt_missing(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Without it, a reader who cannot see the picture does not even know what is missing."""
    for image in page.images:
        if not image.alt:
            message = "This image has no alternative text."
            yield Hit(image.line, image.column, message, 'Write it between "![" and "]".')
    for figure in _figures(page, site):
        if not figure.alt.strip():
            message = f"Figure {quoted(figure.id)} has no alternative text."
            yield _at(figure, message, "Say what a sighted reader sees.")


@rule(
    "PL703",
    "An alternative text is too long",
    Severity.ERROR,
    fix=f"Say what matters in at most {ALT_MAX} characters; details belong into the text.",
)
def alt_too_long(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A screen reader reads it in one breath and cannot stop in the middle."""
    fix = "Move details into the text."
    for image in page.images:
        if len(image.alt) > ALT_MAX:
            message = (
                f"The alternative text has {len(image.alt)} characters; at most {ALT_MAX} fit."
            )
            yield Hit(image.line, image.column, message, fix)
    for figure in _figures(page, site):
        for alt in (figure.alt, *figure.alts):
            if len(alt) > ALT_MAX:
                message = (
                    f"An alternative text of figure {quoted(figure.id)} has {len(alt)} "
                    f"characters; at most {ALT_MAX} fit."
                )
                yield _at(figure, message, "Move details into its long description.")


@rule(
    "PL704",
    "A caption repeats the alternative text",
    Severity.ERROR,
    fix="Let the caption say what the picture means, and the alternative text what is seen.",
)
def alt_is_caption(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Whoever listens to the page hears the same words twice and learns nothing new."""
    for figure in _figures(page, site):
        alt, caption = heading_key(figure.alt), heading_key(_plain(figure.caption))
        if alt and caption and (alt == caption or alt in caption):
            message = f"The caption of figure {quoted(figure.id)} repeats the alternative text."
            yield _at(figure, message, "Reword one of them.")


@rule(
    "PL705",
    "A figure has no caption, or a long one",
    Severity.ERROR,
    fix=f"Write one or {CAPTION_SENTENCES_MAX} sentences.",
)
def caption_length(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """The caption says what the picture is and, for a drawing, that it is no patient's image."""
    for figure in _figures(page, site):
        count = len(sentences(_plain(figure.caption)))
        if not count:
            message = f"Figure {quoted(figure.id)} has no caption."
            yield _at(figure, message, "Write one or two sentences.")
        elif count > CAPTION_SENTENCES_MAX:
            message = (
                f"The caption of figure {quoted(figure.id)} has {count} sentences; "
                f"at most {CAPTION_SENTENCES_MAX} fit."
            )
            yield _at(figure, message, "Move the rest into the text.")


@rule(
    "PL706",
    "A page places a figure that does not exist",
    Severity.ERROR,
    fix="Use the id of a figure in figures.yml beside the page, or add it there.",
)
def unknown_figure(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """A figure that cannot be found leaves a hole in the page."""
    if page.src not in site.figures and not site.pages:
        return
    known = {figure.id for figure in _figures(page, site)}
    for block in (*_placed(page), *_placed(page, "figure-to-read")):
        if block.argument not in known:
            near = nearest_name(block.argument, known)
            fix = f"Did you mean {quoted(near)}?" if near else "Add it to figures.yml."
            message = f"There is no figure {quoted(block.argument)}."
            yield Hit(block.line, block.column, message, fix)


@site_rule(
    "PL707",
    "A figure is never placed",
    Severity.WARNING,
    fix='Place it on the page with "/// figure | id", or delete it from figures.yml.',
)
def never_placed(pages: tuple[Page, ...], site: SiteFacts) -> Iterator[Hit]:
    """A figure that is described but not shown was probably forgotten."""
    # Pages of one folder share its figures: one of them must place each.
    described: dict[tuple[str, str], FigureFact] = {}
    placed: set[tuple[str, str]] = set()
    for page in pages:
        here = {block.argument for block in _placed(page)}
        for figure in _figures(page, site):
            described.setdefault((figure.path, figure.id), figure)
            if figure.id in here:
                placed.add((figure.path, figure.id))
    for key, figure in described.items():
        if key not in placed:
            message = f"Figure {quoted(figure.id)} is never placed on a page."
            yield _at(figure, message, f'Add "/// figure | {figure.id}" and "///".')


@rule(
    "PL708",
    "A figure is placed twice",
    Severity.ERROR,
    fix="Place it once, and link to it from the second place.",
)
def placed_twice(page: Page, _site: SiteFacts) -> Iterator[Hit]:
    """Two copies of a picture look like two findings."""
    seen: dict[tuple[str, str], Block] = {}
    for block in (*_placed(page), *_placed(page, "figure-to-read")):
        first = seen.setdefault((block.name, block.argument), block)
        if first is not block:
            message = f"Figure {quoted(block.argument)} is already placed on line {first.line}."
            yield Hit(block.line, block.column, message, "Delete one of the two.")


@rule(
    "PL709",
    "A number means two findings",
    Severity.ERROR,
    fix="Give a finding the same number, and the same id, in every figure of a page.",
)
def number_means_two_findings(page: Page, site: SiteFacts) -> Iterator[Hit]:
    """Readers carry a number from one picture to the next."""
    meaning: dict[int, tuple[str, str]] = {}
    for figure in _figures(page, site):
        for number, finding in figure.numbers:
            other, where = meaning.setdefault(number, (finding, figure.id))
            if other != finding:
                message = (
                    f"Number {number} is {quoted(finding)} in figure {quoted(figure.id)}, "
                    f"but {quoted(other)} in {quoted(where)}."
                )
                yield _at(figure, message, "Use another number, or the same id.")
